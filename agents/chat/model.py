"""A sentence read by a language model that calls tools: the same edits and questions as the plain grammar's.

What the grammar reads as a plain yes, undo or help is not put to the model: it costs nothing, and a yes is the speaker's
own. Where no model can be had, the grammar reads everything, and the answer says so.
"""

import re

from videostudio.agents.chat.calls import NoCalls, understood
from videostudio.agents.chat.grammar import LONGEST, understand
from videostudio.agents.chat.said import Context, Question, Understood
from videostudio.agents.chat.tools import calls_schema, tools, tools_in_words
from videostudio.agents.editing.wording import is_proper
from videostudio.agents.llm.turns import LONGEST_QUOTED, Faults, Say, system, user
from videostudio.agents.planner import UNWRITTEN
from videostudio.agents.prompts import line, render
from videostudio.film.edits import FILM_WORDS, Reject
from videostudio.film.entity import Entity
from videostudio.film.errors import WriterError
from videostudio.film.requests import ChatRequest, Message, Role
from videostudio.film.scene import Scene
from videostudio.film.script import Script

TOKENS = 1200
REMEMBERED = 4
"""Turns of the conversation that the model is shown again."""
LONGEST_TURN = 400

_TAG = re.compile(r"<\s*/?\s*(?:film|before|said)\s*>", re.IGNORECASE)


class ModelReader:
    """Understands. `say` carries a dialogue to the model; `stand_in` is whether the grammar may read what it cannot."""

    def __init__(self, say: Say, *, stand_in: bool = True) -> None:
        self._say, self._stand_in = say, stand_in

    async def __call__(self, text: str, context: Context) -> Understood | Question:
        """What `text` asks for. Raises WriterError, EndpointError and OverBudget where nobody may stand in."""
        plainly = understand(text, context)
        if len(text) > LONGEST or _is_a_word(plainly):
            return plainly
        try:
            return await read(text, context, self._say)
        except UNWRITTEN as error:
            if not self._stand_in:
                raise
            return plainly.model_copy(update={"degraded": f"read by the plain grammar: {error}"})


async def read(text: str, context: Context, say: Say) -> Understood | Question:
    """What the model makes of `text`, with one turn to mend what was wrong with it; what is wrong then becomes a
    question. Raises WriterError for answers that call nothing, and what `say` raises."""
    dialogue = (system(render("chat")), user(_task(text, context)))
    first = await say(_request(dialogue))
    try:
        return understood(first, text, context)
    except (Faults, NoCalls) as error:
        repair = user(render("chat_repair", errors=str(error)))
    again = Message(role=Role.ASSISTANT, text=first[:LONGEST_QUOTED] or "(nothing)")
    second = await say(_request((*dialogue, again, repair)))
    try:
        return understood(second, text, context)
    except Faults as error:
        return Question(
            text=f"I could make no change of that which fits the film ({str(error)[:600]}). Which scene or whom do you "
            "mean, and what should change?"
        )
    except NoCalls as error:
        raise WriterError(f"the language model was asked twice, and {error}") from None


def _is_a_word(found: Understood | Question) -> bool:
    """Whether it is a word about the film that the grammar read whole. A no with a reason may be a wish."""
    if isinstance(found, Question):
        return False
    word = found.said[0]
    return isinstance(word, FILM_WORDS) and not (isinstance(word, Reject) and word.note)


def _request(dialogue: tuple[Message, ...]) -> ChatRequest:
    schema = calls_schema()
    return ChatRequest(
        messages=dialogue,
        answer_schema=schema,
        tools=tools(),
        tools_in_words=render("chat_in_words", tools=tools_in_words(), schema=schema),
        max_tokens=TOKENS,
    )


def _task(text: str, context: Context) -> str:
    return render(
        "chat_task",
        film=_data(script_in_short(context.script)),
        before=_before(context),
        waiting=line("waits" if context.waiting else "nothing_waits"),
        profiles=", ".join(context.profiles) or "none",
        pictures=_data(", ".join(context.pictures)) or "none",
        said=_data(text),
    )


def _before(context: Context) -> str:
    turns = [
        f"They said: {_one_line(turn.said)}\nAnswer: {_one_line(turn.answered)}"
        for turn in context.spoken[-REMEMBERED:]
    ]
    if lately := (*context.recent, *context.cast):
        turns.append(f"Spoken of last: {', '.join(lately)}")
    return f"<before>\n{_data(chr(10).join(turns))}\n</before>" if turns else ""


def script_in_short(script: Script) -> str:
    """The script as a model needs it to point at things: a line a scene and a line an entity, each with its id."""
    scenes = (_scene(number, scene, script) for number, scene in enumerate(script.scenes, 1))
    return "\n".join(
        (
            f"Title: {_one_line(script.title)}; style: {_one_line(script.style) or 'none'}; "
            f"all scenes together: {script.duration_ms / 1000:g} s",
            "Scenes (number: id | event | who is seen | place | camera | length | what is read aloud, if not the event):",
            *scenes,
            "Cast (id | name | kind | looks):",
            *map(_member, script.entities),
        )
    )


def _scene(number: int, scene: Scene, script: Script) -> str:
    seen = ", ".join(scene.foreground) or "nobody"
    filmed = f"{scene.camera}, {scene.shot} shot"
    told = f"{number}: {scene.id} | {_one_line(scene.event)} | {seen} | {scene.background} | {filmed} | {scene.duration_ms / 1000:g} s"
    return told if scene.narration == scene.event else f"{told} | {_one_line(scene.narration) or 'nothing'}"


def _member(entity: Entity) -> str:
    looks = "; ".join(f"{aspect.name}: {aspect.value}" for aspect in entity.aspects) or "nothing said"
    of = f", another light of {entity.variant_of}" if entity.variant_of else ""
    name = entity.name if is_proper(entity) else f"the {entity.name}"
    return f"{entity.id} | {_one_line(name)} | {entity.kind}{of} | {_one_line(looks)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TURN]


def _data(text: str) -> str:
    """Text that must not end its own bracket."""
    return _TAG.sub(" ", text).strip()
