"""The planner: a sentence becomes a script (paper, section 3.1).

It asks the writer in the paper's stages - script first, then the camera over the finished scenes - checks
every answer, asks again when an answer does not fit, and owns what no writer is trusted with: ids, lengths,
joins and the brief's limits. Where a writer has nothing that fits, its stand-in is asked, and the script says so.
"""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from videostudio.agents.transitions import joined
from videostudio.agents.wire import CameraAnswer, RewriteAnswer, ScriptAnswer, WireEntity, WireMove, WireScene
from videostudio.film.brief import DEFAULT_SCENE_MS, MAX_SCENE_MS, MAX_SCENES, MIN_SCENE_MS, Brief
from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity
from videostudio.film.errors import EndpointError, OverBudget, ScriptError, WriterError
from videostudio.film.noun import Noun
from videostudio.film.requests import WriterRequest, WriterTask
from videostudio.film.scene import Scene
from videostudio.film.script import Script, check_against, check_elements, upheld
from videostudio.film.verdict import Gap

Ask = Callable[[WriterRequest], Awaitable[str]]
"""Carries one question to the writer and its JSON answer back."""

TRIES = 3
MAX_ID = 40
UNFIT = (ValidationError, WriterError, ScriptError)
"""What an answer that does not fit raises: it is asked for again."""
UNWRITTEN = (WriterError, EndpointError, OverBudget)
"""What ends with a writer: nothing that fits, nobody there, nothing left to spend."""

_BLOCKED = (
    "The brief lets nobody stand in (--no-stand-in): mend that and resume the film, give it another model or other "
    "words, or let {} write"
)

Answer = TypeVar("Answer", bound=Noun)
Result = TypeVar("Result")


@dataclass(frozen=True)
class StandIn:
    """Who is asked where the writer has nothing to offer, and the name by which it signs; `allowed` is whether the
    brief lets it."""

    ask: Ask
    writer: str
    allowed: bool = True


@dataclass(frozen=True)
class Written(Generic[Result]):
    """What came of a question: the result, who wrote it, and why it was not the one who was asked first."""

    result: Result
    writer: str
    why: str = ""

    def short(self, what: str) -> tuple[str, ...]:
        """That `what` is the stand-in's, as something that fell short; () if it is not."""
        return (f"{what} is by {self.writer}: {self.why}",) if self.why else ()


async def plan(brief: Brief, ask: Ask, writer: str, stand_in: StandIn | None = None) -> Script:
    """The script for `brief`, signed by `writer` or by who stood in. Raises WriterError when no answer fits in TRIES
    tries, and EndpointError or OverBudget where nobody stands in."""
    question = WriterRequest(
        task=WriterTask.SCRIPT,
        prompt=brief.prompt,
        scenes=wanted_scenes(brief),
        duration_ms=brief.scenes_ms,
        style=brief.style,
        seed=brief.seed,
        own_names=tuple(own.name for own in brief.own_images),
        must_have=brief.must_have,
        forbidden=brief.forbidden,
    )
    told = await written(
        question, ask, writer, stand_in, lambda text: _script(_parsed(ScriptAnswer, text), brief), "the script"
    )
    script = told.result
    question = WriterRequest(task=WriterTask.CAMERA, prompt=brief.prompt, seed=brief.seed, script=script)
    filmed = await written(
        question, ask, writer, stand_in, lambda text: _with_camera(script, _parsed(CameraAnswer, text)), "the camera"
    )
    signed = filmed.result.model_copy(
        update={
            "writer": told.writer,
            "degraded": (*script.degraded, *told.short("the script"), *filmed.short("the camera")),
        }
    )
    return check_against(joined(signed), brief)


async def rewrite(
    script: Script, brief: Brief, scene_id: str, gaps: tuple[Gap, ...], ask: Ask, stand_in: StandIn | None = None
) -> Script:
    """Version n+1 of `script` with one scene told another way. Everything else stays, so that only what
    depends on the scene is shot again. Raises WriterError, EndpointError, OverBudget."""
    brief = upheld(brief, script)
    question = WriterRequest(
        task=WriterTask.REWRITE,
        prompt=brief.prompt,
        seed=brief.seed,
        script=script,
        scene_id=scene_id,
        gaps=gaps,
        must_have=brief.must_have,
        forbidden=brief.forbidden,
    )

    def fit(text: str) -> Script:
        return check_elements(_with_scene(script, scene_id, _parsed(RewriteAnswer, text).scene), brief)

    told = await written(question, ask, script.writer, stand_in, fit, f"the new {scene_id}")
    return told.result.model_copy(update={"degraded": (*script.degraded, *told.short(f"the new {scene_id}"))})


async def written(
    question: WriterRequest,
    ask: Ask,
    writer: str,
    stand_in: StandIn | None,
    fit: Callable[[str], Result],
    what: str,
) -> Written[Result]:
    """`what` the question asks for, by `writer` if it can, else by the stand-in, which has to fit too. Raises
    WriterError, EndpointError and OverBudget: the first writer's, where nobody stands in, with how to go on where
    somebody could have."""
    try:
        return Written(await _until_it_fits(question, ask, fit), writer)
    except UNWRITTEN as error:
        if stand_in is None:
            raise
        if not stand_in.allowed:
            raise type(error)(f"{what} is missing: {error}. {_BLOCKED.format(stand_in.writer)}") from None
        why = error
    try:
        return Written(await _until_it_fits(question, stand_in.ask, fit), stand_in.writer, str(why))
    except UNWRITTEN as error:
        raise WriterError(f"neither writer has {what}: {why}; {error}") from error


def wanted_scenes(brief: Brief) -> int | None:
    """The number of scenes the brief asks for, outright or through its length; None leaves it to the writer."""
    if brief.scenes is not None or brief.duration_ms is None:
        return brief.scenes
    longest_ms = brief.longest_scene_ms or MAX_SCENE_MS
    usual_ms = min(DEFAULT_SCENE_MS, longest_ms)
    return min(MAX_SCENES, max(1, round(brief.duration_ms / usual_ms), -(-brief.duration_ms // longest_ms)))


def durations(total_ms: int | None, scenes: int, longest_ms: int | None = None) -> tuple[int, ...]:
    """`total_ms` shared out to `scenes` in whole milliseconds that add up exactly; of no scene more than `longest_ms`
    where the film's length is open."""
    if total_ms is None:
        return (min(DEFAULT_SCENE_MS, longest_ms or DEFAULT_SCENE_MS),) * scenes
    share, rest = divmod(total_ms, scenes)
    if share < MIN_SCENE_MS:
        raise WriterError(f"{scenes} scenes in {total_ms / 1000:g} s leave less than {MIN_SCENE_MS / 1000:g} s each")
    return tuple(share + (number < rest) for number in range(scenes))


def identifier(name: str, taken: Iterable[str]) -> str:
    """A stable id for `name`: [a-z0-9-], at most 40 characters, different from all `taken`."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[: MAX_ID - 4].strip("-") or "entity"
    used = set(taken)
    return next(c for c in (base, *(f"{base}-{n}" for n in range(2, len(used) + 3))) if c not in used)


async def _until_it_fits(question: WriterRequest, ask: Ask, fit: Callable[[str], Result]) -> Result:
    """Ask until `fit` accepts the answer, at most TRIES times (paper: verify after every round, run again)."""
    complaint = ""
    for number in range(1, TRIES + 1):
        try:
            return fit(await ask(question.model_copy(update={"try_number": number, "complaint": complaint})))
        except UNFIT as error:
            complaint = in_short(error)
    raise WriterError(f"the writer's answer to '{question.task}' did not fit after {TRIES} tries: {complaint}")


def _parsed(schema: type[Answer], text: str) -> Answer:
    return schema.model_validate_json(text)


def in_short(error: Exception) -> str:
    """What a writer is told about its answer. Pydantic repeats whole answers and addresses of its manual."""
    if isinstance(error, ValidationError):
        faults = error.errors(include_url=False)
        return "; ".join(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}".removeprefix(": ") for fault in faults[:5]
        )
    return str(error)


def _script(answer: ScriptAnswer, brief: Brief) -> Script:
    wanted = wanted_scenes(brief)
    if wanted is not None and len(answer.scenes) != wanted:
        raise WriterError(f"{len(answer.scenes)} scenes instead of {wanted}")
    entities = _entities(answer, brief)
    ids = {name: entity.id for name, entity in entities.items()}
    lengths = durations(brief.scenes_ms, len(answer.scenes), brief.longest_scene_ms)
    scenes = tuple(
        _scene(f"scene-{number}", wire, ids, duration)
        for number, (wire, duration) in enumerate(zip(answer.scenes, lengths, strict=True), 1)
    )
    used = {entity_id for scene in scenes for entity_id in (*scene.foreground, scene.background)}
    unmatched = [own.name for own in brief.own_images if all(e.own_image != own.image for e in entities.values())]
    script = Script(
        title=answer.title,
        logline=answer.logline,
        style=brief.style,
        entities=tuple(entity for entity in entities.values() if entity.id in used),
        scenes=scenes,
        notes=answer.notes,
        degraded=answer.degraded
        + tuple(
            f"your picture '{name}' is not used: nobody in the script has that name "
            f"(there are {', '.join(entities)}); give it one of these names"
            for name in unmatched
        ),
    )
    return check_against(script, brief)


def _entities(answer: ScriptAnswer, brief: Brief) -> dict[str, Entity]:
    entities: dict[str, Entity] = {}
    for wire in answer.entities:
        if wire.name in entities:
            raise WriterError(f"the entity '{wire.name}' stands twice in the script")
        own = next((own.image for own in brief.own_images if _same_entity(own.name, wire)), None)
        entities[wire.name] = Entity(
            id=identifier(wire.name, (entity.id for entity in entities.values())),
            name=wire.name,
            kind=wire.kind,
            head=wire.head,
            aspects=wire.aspects,
            own_image=own,
        )
    return entities


def _same_entity(own_name: str, wire: WireEntity) -> bool:
    wanted = own_name.casefold().strip()
    return wanted in (wire.name.casefold(), wire.head.casefold())


def _scene(scene_id: str, wire: WireScene, ids: dict[str, str], duration_ms: int) -> Scene:
    if unknown := [name for name in (*wire.foreground, wire.background) if name not in ids]:
        raise WriterError(f"{scene_id} names {', '.join(unknown)}, which is no entity of the script")
    return Scene(
        id=scene_id,
        event=wire.event,
        action=wire.action,
        foreground=tuple(ids[name] for name in wire.foreground),
        background=ids[wire.background],
        duration_ms=duration_ms,
        narration=wire.narration,
        beat=wire.beat,
    )


def _with_camera(script: Script, answer: CameraAnswer) -> Script:
    moves = {move.scene_id: move for move in answer.moves}
    if missing := [scene.id for scene in script.scenes if scene.id not in moves]:
        raise WriterError(f"no camera move for {', '.join(missing)}")
    scenes = tuple(_filmed(scene, moves[scene.id]) for scene in script.scenes)
    return script.model_copy(update={"scenes": scenes})


def _filmed(scene: Scene, move: WireMove) -> Scene:
    camera = CameraMove(direction=move.direction, speed=move.speed)
    return scene.model_copy(update={"camera": camera, "shot": move.shot})


def _with_scene(script: Script, scene_id: str, wire: WireScene) -> Script:
    old = script.scene(scene_id)
    ids = {entity.name: entity.id for entity in script.entities}
    # A place at night shares its name with itself by day: the scene keeps its own.
    ids |= {entity.name: entity.id for entity in script.entities if entity.id in (*old.foreground, old.background)}
    told = _scene(scene_id, wire, ids, old.duration_ms)
    kept = ("camera", "shot", "transition", "transition_reason", "retake")
    decided = {name: getattr(old, name) for name in kept}
    new = told.model_copy(update={**decided, "beat": old.beat or told.beat})
    if new == old:
        raise WriterError(f"the rewritten {scene_id} is the old one")
    scenes = tuple(new if scene.id == scene_id else scene for scene in script.scenes)
    used = {entity_id for scene in scenes for entity_id in (*scene.foreground, scene.background)}
    return Script(
        **{
            **dict(script),
            "version": script.version + 1,
            "scenes": scenes,
            "entities": tuple(entity for entity in script.entities if entity.id in used),
        }
    )
