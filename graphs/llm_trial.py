"""A language model on trial: stories to write and sentences to understand, asked for real and not kept.

What a sentence should come to is what the plain grammar makes of plainer words for it.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import ValidationError

from videostudio.agents import planner
from videostudio.agents.chat.grammar import understand
from videostudio.agents.chat.model import read
from videostudio.agents.chat.said import Context, Question, Understood
from videostudio.agents.editing.apply import edited
from videostudio.agents.editing.saying import in_words
from videostudio.agents.llm.shapes import AspectsShape, schema_of
from videostudio.agents.llm.turns import user
from videostudio.agents.llm.writer import LlmWriter
from videostudio.agents.planner import UNWRITTEN
from videostudio.agents.prompts import render
from videostudio.film.brief import Brief
from videostudio.film.edits import FILM_WORDS
from videostudio.film.errors import EndpointError, WriterError
from videostudio.film.llm_scorecard import Scorecard, SentenceScore, StoryScore
from videostudio.film.record import Spending
from videostudio.film.requests import ChatRequest
from videostudio.film.scene import Scene
from videostudio.film.script import Script, says, words_of
from videostudio.graphs import bootstrap
from videostudio.tools.llm.account import Account
from videostudio.tools.llm.port import Chat
from videostudio.tools.llm.rungs import RungMemory
from videostudio.tools.llm.settings import LlmSettings
from videostudio.tools.workspace import Workspace

T = TypeVar("T")
PROBE = "make scene 2 at night"


class Examinee:
    """A model, and what it has cost since the last bill. Of what it understands nothing is known before."""

    def __init__(self, chat: Chat, settings: LlmSettings, memory: RungMemory, account: Account) -> None:
        self.settings, self._chat, self._memory, self._account = settings, chat, memory, account
        self._calls, self._billed, self._since = 0, account.spent, time.monotonic()

    async def say(self, request: ChatRequest) -> str:
        """See agents.llm.turns.Say."""
        self._calls += 1
        return (await self._chat.say(request)).text

    def bill(self) -> dict[str, Any]:
        """Calls, spending and seconds since the last bill, by the names that scores have for them."""
        cost, seconds = self._account.spent - self._billed, time.monotonic() - self._since
        spent = Spending(tokens=cost.tokens, money_milli=cost.money_milli)
        bill = {"calls": self._calls, "spent": spent, "seconds": round(seconds, 1)}
        self._calls, self._billed, self._since = 0, self._account.spent, time.monotonic()
        return bill

    def rung(self, *, tools: bool = False) -> str:
        """How it was found to understand what is asked of it; "" if it was not."""
        known = self._memory.known(self.settings, tools=tools)
        return "" if known is None else known.value

    def remembered(self, workspace: Workspace) -> None:
        """Keeps what was found for all that this machine does."""
        for tools in (False, True):
            if (rung := self._memory.known(self.settings, tools=tools)) is not None:
                bootstrap.rung_memory(workspace).worked(self.settings, rung, tools=tools)


def examinee(workspace: Workspace, *, tokens: int | None = None, money_milli: int | None = None) -> Examinee:
    """The model that is set on this machine, with a budget for the trial. Raises BadSetting, BriefError."""
    profile = bootstrap.resolved(bootstrap.written_by(bootstrap.profile_named("preview"), bootstrap.LLM), workspace)
    settings, memory = bootstrap.llm_settings(profile), RungMemory()
    account = Account.priced(settings, tokens=tokens, money_milli=money_milli)
    return Examinee(bootstrap.chat(profile, workspace, account, memory), settings, memory, account)


async def trial(
    asked: Examinee, *, stories: int, sentences: int, told: Callable[[str], None], each_s: float | None = None
) -> Scorecard:
    """The trial with the first so many `stories` and `sentences`, each for `each_s` seconds at most; `told` hears what
    is being asked. Raises EndpointError where no story was answered at all."""
    written, heard = list[StoryScore](), list[SentenceScore]()
    for story in _trials()["stories"][:stories]:
        told(f"story: {story['title']}")
        written.append(await _written(story, asked, each_s))
    if written and not any(score.spent.tokens for score in written):
        raise EndpointError(written[0].why)
    script = await _film()
    for sentence, plainly in _trials()["sentences"][:sentences]:
        told(f"sentence: {sentence}")
        heard.append(await _heard(sentence, plainly, script, asked, each_s))
    return Scorecard(
        model=asked.settings.model,
        endpoint=asked.settings.base_url,
        priced=asked.settings.priced,
        stories=tuple(written),
        sentences=tuple(heard),
    )


async def probe(asked: Examinee) -> tuple[str, str]:
    """How the endpoint understands what it is asked, found out with two small questions: for JSON, and for calls of
    tools; "" for what it does not. Raises EndpointError, OverBudget."""
    schema = schema_of(AspectsShape)
    question = ChatRequest(messages=(user(render("probe", schema=schema)),), answer_schema=schema, max_tokens=200)
    answers = calls = ""
    with suppress(WriterError, ValidationError):
        AspectsShape.model_validate_json(await asked.say(question))
        answers = asked.rung()
    with suppress(WriterError):
        if isinstance(await read(PROBE, Context(script=await _film()), asked.say), Understood):
            calls = asked.rung(tools=True)
    return answers, calls


class _Late(Exception):
    """Time is out; the message says how much there was."""


async def _in_time(work: Awaitable[T], each_s: float | None) -> T:
    """What `work` comes to. Raises _Late."""
    try:
        async with asyncio.timeout(each_s) as clock:
            return await work
    except TimeoutError:
        if each_s is None or not clock.expired():
            raise
        raise _Late(f"ran out of time: it was not done after {each_s:g} s") from None


async def _written(story: dict[str, Any], asked: Examinee, each_s: float | None) -> StoryScore:
    brief = Brief.model_validate(story["brief"])
    facts: dict[str, Any] = {
        "title": story["title"],
        "entities_wanted": len(story["entities"]),
        "limits_wanted": len(_limits(brief, None)),
    }
    asked.bill()
    try:
        writing = planner.plan(brief, LlmWriter(asked.say).answer, asked.settings.model)
        script = await _in_time(writing, each_s)
    except (*UNWRITTEN, _Late) as error:
        facts |= {"why": str(error) or type(error).__name__, "late": isinstance(error, _Late)}
        return StoryScore(**facts, **asked.bill(), rung=asked.rung())
    return StoryScore(
        **facts,
        **asked.bill(),
        rung=asked.rung(),
        entities=sum(_has(script, names) for names in story["entities"]),
        limits=sum(_limits(brief, script)),
        moves=len({(scene.camera, scene.shot) for scene in script.scenes}),
        scenes=len(script.scenes),
    )


async def _heard(sentence: str, plainly: str, script: Script, asked: Examinee, each_s: float | None) -> SentenceScore:
    context = Context(script=script, profiles=tuple(bootstrap.PROFILES))
    wanted = understand(plainly, context)
    asked.bill()
    facts: dict[str, Any] = {"sentence": sentence, "wanted": _in_words(wanted, script)}
    try:
        found = await _in_time(read(sentence, context, asked.say), each_s)
    except (*UNWRITTEN, _Late) as error:
        facts |= {"found": str(error), "understood": False, "late": isinstance(error, _Late)}
    else:
        understood = _outcome(found, script) == _outcome(wanted, script)
        facts |= {"found": _in_words(found, script), "understood": understood}
    return SentenceScore(**facts, **asked.bill(), rung=asked.rung(tools=True))


@cache
def _trials() -> dict[str, Any]:
    trials: dict[str, Any] = json.loads(files("videostudio.graphs").joinpath("llm_trial.json").read_text("utf-8"))
    return trials


async def _film() -> Script:
    """What the sentences are about, by the house writer."""
    house = bootstrap.writer()
    return await planner.plan(Brief(prompt=_trials()["film"]), house.answer, str(house.identity))


def _limits(brief: Brief, script: Script | None) -> tuple[bool, ...]:
    """For each limit that the brief sets, whether `script` obeys it."""
    told = words_of(script) if script else ""
    longest = max((scene.duration_ms for scene in script.scenes), default=0) if script else 0
    return (
        *((len(script.scenes) == brief.scenes if script else False,) if brief.scenes else ()),
        *((script.duration_ms == brief.scenes_ms if script else False,) if brief.scenes_ms else ()),
        *((longest <= brief.longest_scene_ms,) if brief.longest_scene_ms else ()),
        *(says(told, words) for words in brief.must_have),
        *(not says(told, words) for words in brief.forbidden),
    )


def _has(script: Script, names: Sequence[str]) -> bool:
    """Whether somebody or something in the script goes by one of these names."""
    return any(says(f"{entity.name}, {entity.head}", name) for entity in script.entities for name in names)


def _outcome(found: Understood | Question, script: Script) -> object:
    """What a sentence comes to, told by names: ids of newcomers may differ."""
    if isinstance(found, Question):
        return "a question"
    edits = [one for one in found.said if not isinstance(one, FILM_WORDS)]
    if not edits:
        return found.said
    after = edited(script, edits)
    return (after.title, after.style, *(_scene(scene, after) for scene in after.scenes))


def _scene(scene: Scene, script: Script) -> object:
    place = script.entity(scene.background)
    cast = tuple(script.entity(entity_id).name for entity_id in scene.foreground)
    light = (place.aspect("time"), place.aspect("weather"))
    return scene.event, cast, place.name, light, scene.camera, scene.shot, scene.duration_ms


def _in_words(found: Understood | Question, script: Script) -> str:
    if isinstance(found, Question):
        return f"asked back: {found.text}"
    words: list[str] = []
    for one in found.said:
        if isinstance(one, FILM_WORDS):
            words.append(one.kind)
            continue
        words.append(in_words(script, one))
        script = edited(script, [one])
    return "; ".join(words)
