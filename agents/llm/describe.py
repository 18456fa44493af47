"""The entity designer's dialogue (paper, section 3.1): which aspects matter in a photo, more of them as a photographer,
then one paragraph over all of them with the original prompt repeated.

Entities that come in one scene only are spared the first two rounds: nothing has to match them.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator

from videostudio.agents.llm.condense import LONGEST_STORY
from videostudio.agents.llm.events import is_english
from videostudio.agents.llm.names import named, shortened
from videostudio.agents.llm.shapes import AspectsShape, DescriptionShape, Shape, schema_of
from videostudio.agents.llm.turns import Faults, Interview, as_story, system, user
from videostudio.agents.prompts import data, render
from videostudio.agents.wire import DescribeAnswer, WireDescription
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import OverBudget
from videostudio.film.requests import ChatRequest, Message
from videostudio.film.script import Script, says

ASPECT_TOKENS, DESCRIPTION_TOKENS = 250, 500
MOST_ASPECTS = 12
LONGEST_ASPECT = 40
LONGEST_DESCRIPTION = 1200
LONGEST_EXCERPT = 2000

_OPINION = re.compile(
    r"\b(?:may|might|maybe|perhaps|possibly|probably|could|seems|beautiful|beautifully|stunning|gorgeous|amazing|"
    r"breathtaking|lovely|wonderful|magnificent)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]*")


def common(script: Script) -> frozenset[str]:
    """Ids of the common entities: those in more than one scene (strict name match, which the ids are made of)."""
    seen = Counter(i for scene in script.scenes for i in (*scene.foreground, scene.background))
    return frozenset(entity_id for entity_id, count in seen.items() if count > 1)


async def describe(interview: Interview, script: Script) -> DescribeAnswer:
    """A description for every entity that has none. Raises WriterError."""
    shared = common(script)
    entities = [entity for entity in script.entities if not entity.description]

    async def told(entity: Entity) -> WireDescription:
        return await interview.in_some_try(
            lambda trying: _described(trying, script, entity, in_dialogue=entity.id in shared)
        )

    # The first one finds out whether the endpoint is there at all. Then all at once: how many calls that makes at a
    # time is the endpoint's affair, and none depends on another.
    first, others = entities[:1], entities[1:]
    described = [await told(entity) for entity in first]
    found = await interview.at_once(map(told, others))
    described += [await _given(one, told, entity) for one, entity in zip(found, others, strict=True)]
    return DescribeAnswer(entities=tuple(described))


def placeholder(request: ChatRequest) -> str | None:
    """What stands for the answer where nothing is asked and a plan is wanted: it fits, and describes nobody. None for a
    question of another stage."""
    aspects = AspectsShape(aspects=list(data("aspects")[EntityKind.PERSON.value]))
    untold = DescriptionShape(description="The model has yet to describe this.")
    answers: tuple[Shape, ...] = (aspects, untold)
    by_schema = {schema_of(type(answer)): answer.model_dump_json() for answer in answers}
    return by_schema.get(request.answer_schema)


async def _given(
    found: WireDescription | BaseException, told: Callable[[Entity], Awaitable[WireDescription]], entity: Entity
) -> WireDescription:
    """What was found; what failed is raised, in the order of the cast. Calls that are in flight together reserve more
    of the budget than they cost, so that who found none left is asked about once more, alone."""
    if isinstance(found, OverBudget):
        return await told(entity)
    if isinstance(found, BaseException):
        raise found
    return found


async def _described(interview: Interview, script: Script, entity: Entity, *, in_dialogue: bool) -> WireDescription:
    story, facts = excerpt(interview.request.prompt, entity), _facts(entity)
    dialogue: tuple[Message, ...] = (system(render("aspects")),)
    aspects = [aspect.name for aspect in entity.aspects] or list(data("aspects")[entity.kind.value])
    if in_dialogue:
        dialogue, found = await _aspects(interview, dialogue, entity, story, facts)
        aspects = list(dict.fromkeys((*(aspect.name for aspect in entity.aspects), *found)))[:MOST_ASPECTS]
    question = render(
        "description",
        name=entity.name,
        kind=entity.kind.value,
        aspects=", ".join(aspects),
        story=story,
        facts=facts,
        schema=schema_of(DescriptionShape),
    )
    forbidden = interview.request.forbidden
    told = await interview.ask(
        (*dialogue, user(question)),
        DescriptionShape,
        max_tokens=DESCRIPTION_TOKENS,
        check=lambda answer: _check(answer, forbidden),
    )
    return WireDescription(entity_id=entity.id, description=with_looks(told.answer.description, entity.aspects))


async def _aspects(
    interview: Interview, dialogue: tuple[Message, ...], entity: Entity, story: str, facts: str
) -> tuple[tuple[Message, ...], list[str]]:
    """The first two rounds: the dialogue so far, and the aspects in it."""
    schema, kind = schema_of(AspectsShape), entity.kind.value
    examples = ", ".join(data("aspects")[kind])
    first = render(
        "aspects_first", story=story, facts=facts, name=entity.name, kind=kind, examples=examples, schema=schema
    )
    told = await interview.ask((*dialogue, user(first)), AspectsShape, max_tokens=ASPECT_TOKENS)
    more = user(render("aspects_more", schema=schema))
    again = await interview.ask((*told.dialogue, more), AspectsShape, max_tokens=ASPECT_TOKENS)
    found = (shortened(aspect, LONGEST_ASPECT) for aspect in (*told.answer.aspects, *again.answer.aspects))
    return again.dialogue, [aspect for aspect in found if aspect]


def _check(answer: DescriptionShape, forbidden: tuple[str, ...]) -> None:
    faults = []
    if opinions := sorted({found.group().lower() for found in _OPINION.finditer(answer.description)}):
        faults.append(f"it says {', '.join(opinions)}: say only what is seen")
    if not is_english(answer.description):
        faults.append("it is not English")
    faults += [f"'{words}' must not be in it" for words in forbidden if says(answer.description, words)]
    if faults:
        raise Faults(faults)


def with_looks(description: str, looks: tuple[Aspect, ...]) -> str:
    """The description with every look of the prompt in it, word for word: those that the model lost come after it."""
    text = shortened(description, LONGEST_DESCRIPTION)
    lost = [look for look in looks if not says(text, look.value)]
    if not lost:
        return text
    told = "; ".join(f"{look.name}: {look.value}" for look in lost)
    return f"{text.rstrip('. ')}. {told[:1].upper()}{told[1:]}."[:2000]


def excerpt(prompt: str, entity: Entity) -> str:
    """The prompt; of a long one its sentences about the entity."""
    story = as_story(prompt)
    if len(story) <= LONGEST_STORY:
        return story
    return shortened(" ".join(_about(story, entity)), LONGEST_EXCERPT) or entity.name


def _about(story: str, entity: Entity) -> Iterator[str]:
    for found in _SENTENCE.finditer(story):
        if named(found.group(), entity.name, entity.head):
            yield found.group().strip()


def _facts(entity: Entity) -> str:
    looks = "; ".join(f"{aspect.name}: {aspect.value}" for aspect in entity.aspects)
    return f"{entity.name}: {looks}." if looks else ""
