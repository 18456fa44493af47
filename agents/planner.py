"""The planner: a sentence becomes a script (paper, section 3.1).

It asks the writer in the paper's stages - script first, then the camera over the finished scenes - checks
every answer, asks again when an answer does not fit, and owns what no writer is trusted with: ids, lengths,
joins and the brief's limits.
"""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from pydantic import ValidationError

from videostudio.agents.transitions import joined
from videostudio.agents.wire import CameraAnswer, RewriteAnswer, ScriptAnswer, WireEntity, WireMove, WireScene
from videostudio.film.brief import DEFAULT_SCENE_MS, MAX_SCENE_MS, MAX_SCENES, MIN_SCENE_MS, Brief
from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity
from videostudio.film.errors import WriterError
from videostudio.film.noun import Noun
from videostudio.film.requests import WriterRequest, WriterTask
from videostudio.film.scene import Scene
from videostudio.film.script import Script, check_against
from videostudio.film.verdict import Gap

Ask = Callable[[WriterRequest], Awaitable[str]]
"""Carries one question to the writer and its JSON answer back."""

TRIES = 3
MAX_ID = 40

Answer = TypeVar("Answer", bound=Noun)
Result = TypeVar("Result")


async def plan(brief: Brief, ask: Ask, writer: str) -> Script:
    """The script for `brief`, signed by `writer`. Raises WriterError when no answer fits in TRIES tries."""
    question = WriterRequest(
        task=WriterTask.SCRIPT,
        prompt=brief.prompt,
        scenes=wanted_scenes(brief),
        duration_ms=brief.scenes_ms,
        style=brief.style,
        seed=brief.seed,
        own_names=tuple(own.name for own in brief.own_images),
    )
    script = await _until_it_fits(question, ask, lambda text: _script(_parsed(ScriptAnswer, text), brief, writer))
    question = WriterRequest(task=WriterTask.CAMERA, prompt=brief.prompt, seed=brief.seed, script=script)
    moved = await _until_it_fits(question, ask, lambda text: _with_camera(script, _parsed(CameraAnswer, text)))
    return check_against(joined(moved), brief)


async def rewrite(script: Script, brief: Brief, scene_id: str, gaps: tuple[Gap, ...], ask: Ask) -> Script:
    """Version n+1 of `script` with one scene told another way. Everything else stays, so that only what
    depends on the scene is shot again. Raises WriterError."""
    question = WriterRequest(
        task=WriterTask.REWRITE, prompt=brief.prompt, seed=brief.seed, script=script, scene_id=scene_id, gaps=gaps
    )
    return await _until_it_fits(
        question, ask, lambda text: _with_scene(script, scene_id, _parsed(RewriteAnswer, text).scene)
    )


def wanted_scenes(brief: Brief) -> int | None:
    """The number of scenes the brief asks for, outright or through its length; None leaves it to the writer."""
    if brief.scenes is not None or brief.duration_ms is None:
        return brief.scenes
    return min(MAX_SCENES, max(1, round(brief.duration_ms / DEFAULT_SCENE_MS), -(-brief.duration_ms // MAX_SCENE_MS)))


def durations(total_ms: int | None, scenes: int) -> tuple[int, ...]:
    """`total_ms` shared out to `scenes` in whole milliseconds that add up exactly."""
    if total_ms is None:
        return (DEFAULT_SCENE_MS,) * scenes
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
            return fit(await ask(question.model_copy(update={"try_number": number})))
        except (ValidationError, WriterError) as error:
            complaint = str(error)
    raise WriterError(f"the writer's answer to '{question.task}' did not fit after {TRIES} tries: {complaint}")


def _parsed(schema: type[Answer], text: str) -> Answer:
    return schema.model_validate_json(text)


def _script(answer: ScriptAnswer, brief: Brief, writer: str) -> Script:
    wanted = wanted_scenes(brief)
    if wanted is not None and len(answer.scenes) != wanted:
        raise WriterError(f"{len(answer.scenes)} scenes instead of {wanted}")
    entities = _entities(answer, brief)
    ids = {name: entity.id for name, entity in entities.items()}
    scenes = tuple(
        _scene(f"scene-{number}", wire, ids, duration)
        for number, (wire, duration) in enumerate(
            zip(answer.scenes, durations(brief.scenes_ms, len(answer.scenes)), strict=True), 1
        )
    )
    used = {entity_id for scene in scenes for entity_id in (*scene.foreground, scene.background)}
    unmatched = [own.name for own in brief.own_images if all(e.own_image != own.image for e in entities.values())]
    return Script(
        title=answer.title,
        logline=answer.logline,
        style=brief.style,
        entities=tuple(entity for entity in entities.values() if entity.id in used),
        scenes=scenes,
        writer=writer,
        notes=answer.notes,
        degraded=answer.degraded
        + tuple(
            f"your picture '{name}' is not used: nobody in the script has that name "
            f"(there are {', '.join(entities)}); give it one of these names"
            for name in unmatched
        ),
    )


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
    told = _scene(scene_id, wire, ids, old.duration_ms)
    kept = ("camera", "shot", "transition", "transition_reason")
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
