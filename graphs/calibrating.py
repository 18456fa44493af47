"""Calibrating a profile: random scenes shot as films shoot them, asked rightly and wrongly, shot wrongly too.

Every picture and every score is a request to the executor, so that a calibration that was stopped goes on where it
was, and one for another rate costs nothing.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from videostudio.agents import director
from videostudio.film.artifact import ArtifactRef
from videostudio.film.calibration import CalibratedScore, Calibration
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import UserError
from videostudio.film.look import Look
from videostudio.film.requests import CastMember, Subject
from videostudio.film.score import Score
from videostudio.film.take import Stage
from videostudio.generators import spoil, stand_ins
from videostudio.generators.faults import IN_CAST, FaultKind, FaultPlan
from videostudio.graphs import bootstrap, calibration_file, questions
from videostudio.graphs.calibration_file import Measured, TakesOf
from videostudio.graphs.calibration_takes import Cast, Counter, Crew, Found, Shown, look_of, together
from videostudio.graphs.calibrations import MEASURED_BY
from videostudio.graphs.executor.workers import WorkersExecutor
from videostudio.graphs.machines import Machines, executor_of, store_of
from videostudio.graphs.mismatched import (
    ELSEWHERE,
    FAULTS,
    OUTSIDER,
    another_camera,
    asked_wrongly,
    by_aspect,
    judged,
    seen_across,
    seen_kinds,
)
from videostudio.graphs.profile import Profile
from videostudio.tools import images
from videostudio.tools.ledger import Ledger
from videostudio.tools.scoring import world
from videostudio.tools.scoring.calibrating import calibrated
from videostudio.tools.scoring.world import Story
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

USUAL_SCENES = 400


def shots_of(scenes: int) -> dict[Stage, int]:
    """How many requests of each kind a calibration of so many scenes makes: everything once rightly and once wrongly,
    and measured in as many ways."""
    stories = [world.story(0, number) for number in range(max(2, -(-scenes // world.SCENES)))]
    cast = {
        (entity, look_of(number)) for number, story in enumerate(stories) for entity in (*story.entities, story.place)
    }
    shown = len(stories) * world.SCENES
    scores = 3 * len(cast) + 2 * 3 * shown + len(stories) + 2 * shown
    return {
        Stage.REFERENCE: 2 * len(cast),
        Stage.IMAGE: 2 * shown,
        Stage.CLIP: 2 * shown,
        Stage.SCORE: scores,
    }


async def calibrate(
    profile: Profile,
    workspace: Workspace,
    *,
    scenes: int,
    rate: float,
    kept: Path | None = None,
    workers: int | None = None,
    tell: Callable[[int], None] = lambda answers: None,
) -> Calibration:
    """The calibration of `profile` from `scenes` random scenes (whole stories of 4), for a share `rate` of sound takes
    rejected. The takes' scores are read from the file `kept` if it holds them, else measured and written to it.
    `tell` hears how many requests have been answered. Raises the error tree."""
    if (name := profile.calibration or profile.name) in MEASURED_BY:
        raise UserError(
            f"too many takes of '{name}' fail by themselves to count as sound because they were rightly asked for: "
            f"{MEASURED_BY[name]} measures its calibration"
        )
    resolved = bootstrap.resolved(profile, workspace.ensure())
    backends = bootstrap.build_backends(resolved, fetching=True)
    roles = (backends.entity_imager, backends.scene_imager, backends.scene_filmer)
    of = TakesOf(
        profile=profile.calibration or profile.name,
        scorer=backends.scorer.identity,
        generators=tuple(role.identity for role in roles),
        scenes=scenes,
        questions=calibration_file.QUESTIONS,
    )
    measured = calibration_file.read(kept, of) if kept else None
    if measured is None:
        measured = await _measured(resolved, workspace, scenes, workers, Counter(tell))
        if kept:
            calibration_file.keep(kept, of, measured)
    return _calibration(of, measured, rate)


def _calibration(of: TakesOf, measured: Measured, rate: float) -> Calibration:
    of_takes, rejected = calibrated(measured.takes.sample(), rate)
    of_references, _ = calibrated(measured.references.sample(), rate)
    return Calibration(
        profile=of.profile,
        scorer=of.scorer,
        generators=of.generators,
        false_rejects=rate,
        rejected=round(rejected, 4),
        takes=len(measured.takes.takes),
        scores=_ordered((*of_references, *of_takes)),
    )


async def _measured(
    resolved: Profile, workspace: Workspace, scenes: int, workers: int | None, watcher: Counter
) -> Measured:
    store = store_of(workspace)
    stories = [world.story(0, number) for number in range(max(2, -(-scenes // world.SCENES)))]
    takes, references = Found(), Found()
    async with _executor(resolved, workspace, store, watcher, workers) as executor:
        crew = Crew(executor, store)
        cast = await _cast(crew, stories, references)
        shown = await together(
            crew.shoot_told(look_of(number), story, scene, cast)
            for number, story in enumerate(stories)
            for scene in story.scenes
        )
        by_story = [shown[at : at + world.SCENES] for at in range(0, len(shown), world.SCENES)]
        await together(_sound(crew, takes, one) for one in shown)
        await together(_asked_wrongly(crew, takes, by_story, number) for number in range(len(by_story)))
        await together(_asked_elsewhere(crew, takes, by_story, number) for number in range(len(by_story)))
        await together(_in_film(crew, takes, by_story, number) for number in range(len(by_story)))
    plan = FaultPlan(rate_milli=1000, kinds=seen_kinds(takes.names()))
    faulty = resolved.model_copy(update={"faults": plan})
    async with _executor(faulty, workspace, store, watcher, workers) as executor:
        crew = Crew(executor, store)
        await together(_shot_wrongly(crew, takes, one, at, plan) for one in by_story for at in range(len(one)))
        await together(_drawn_wrongly(crew, references, f"{at}", *one) for at, one in enumerate(cast.items()))
    return Measured(takes, references)


def _executor(
    profile: Profile, workspace: Workspace, store: Store, watcher: Counter, workers: int | None
) -> AbstractAsyncContextManager[WorkersExecutor]:
    folder = workspace.cache_root / "calibrating"
    return executor_of(
        profile,
        Machines.of(workspace),
        backends=bootstrap.build_backends(profile, fetching=True),
        store=store,
        ledger=Ledger(folder / f"{profile.name}.ledger.jsonl"),
        run=secrets.token_hex(8),
        log=folder / "workers.log",
        workers=workers or bootstrap.usual_workers(profile),
        asked=workers,
        watcher=watcher,
        fills=bootstrap.fills(profile),
    )


async def _cast(crew: Crew, stories: Sequence[Story], found: Found) -> Cast:
    """Everybody and every place with a reference, whose scores go to `found`."""
    wanted = dict.fromkeys(
        (entity, look_of(number)) for number, story in enumerate(stories) for entity in (*story.entities, story.place)
    )
    pictures = await together(crew.draw(entity, look) for entity, look in wanted)
    drawn = [(entity, look, picture) for (entity, look), picture in zip(wanted, pictures, strict=True)]
    await together(_reference(crew, found, drawn, number) for number in range(len(drawn)))
    return {(entity, look.style): CastMember(entity=entity, reference=picture) for entity, look, picture in drawn}


async def _reference(crew: Crew, found: Found, drawn: Sequence[tuple[Entity, Look, ArtifactRef]], number: int) -> None:
    """The scores of one entity's reference, and of it as a picture of somebody else."""
    entity, look, picture = drawn[number]
    right = await crew.score(questions.of_reference(entity, picture, look))
    found.add_sound(f"{number}", judged(Subject.REFERENCE, right))
    stranger = next(one for one, _, _ in (*drawn[number + 1 :], *drawn) if one.name != entity.name)
    wrong = await crew.score(questions.of_reference(stranger, picture, look))
    for what, values in by_aspect(asked_wrongly(Subject.REFERENCE, wrong, stranger.id)).items():
        found.add_wrong(what, f"{number}", values)


async def _sound(crew: Crew, found: Found, one: Shown) -> None:
    image = await crew.score(questions.of_image(one.item(one.image), one.shot, one.look, one.rest))
    clip = await crew.score(questions.of_clip(one.item(one.clip), one.shot, one.scene, one.look, one.rest))
    found.add_sound(one.scene.id, judged(Subject.IMAGE, image) | judged(Subject.CLIP, clip))


async def _asked_wrongly(crew: Crew, found: Found, stories: Sequence[Sequence[Shown]], number: int) -> None:
    """Every scene of a story asked for what another story has."""
    other = _elsewhere(stories, number)
    own = {member.entity.id for one in stories[number] for member in one.shot.image.cast}
    strangers = (member for one in other for member in one.shot.image.cast if member.entity.id not in own)
    stranger = next(strangers, None)
    for one, foreign in zip(stories[number], other, strict=True):
        camera = another_camera(one.scene.camera, one.scene.id)
        scene = one.scene.model_copy(update={"event": foreign.scene.event, "camera": camera})
        members = one.shot.image.cast[1:] if stranger is None else (stranger, *one.shot.image.cast[1:])
        shot = director.direct(scene, members, foreign.shot.image.place, one.look)
        about = stranger.entity.id if stranger else ""
        rest = _told_from(one, members)
        image = await crew.score(questions.of_image(one.item(one.image), shot, one.look, rest))
        clip = await crew.score(questions.of_clip(one.item(one.clip), shot, scene, one.look, rest))
        answers = asked_wrongly(Subject.IMAGE, image, about) | asked_wrongly(Subject.CLIP, clip, about)
        for what, values in by_aspect(answers).items():
            found.add_wrong(what, one.scene.id, values)


async def _asked_elsewhere(crew: Crew, found: Found, stories: Sequence[Sequence[Shown]], number: int) -> None:
    """The first scene of a story asked for another place in the same light: who draws the wrong place still draws the
    right night and the right snow, and two meadows in the snow differ less than day and night do. A style has no
    scores to see it."""
    one = stories[number][0]
    alike = [other[0] for other in _others(stories, number) if other[0].look == one.look and _same_light(other[0], one)]
    if one.look.style or not alike:
        return
    shot = director.direct(one.scene, one.shot.image.cast, alike[0].shot.image.place, one.look)
    image = await crew.score(questions.of_image(one.item(one.image), shot, one.look, one.rest))
    clip = await crew.score(questions.of_clip(one.item(one.clip), shot, one.scene, one.look, one.rest))
    values = judged(Subject.IMAGE, image, ELSEWHERE) | judged(Subject.CLIP, clip, ELSEWHERE)
    found.add_wrong(FaultKind.WRONG_PLACE, one.scene.id, values)


async def _in_film(crew: Crew, found: Found, stories: Sequence[Sequence[Shown]], number: int) -> None:
    """A story seen as a film, and again with a scene of another story in place of each."""
    story, other = stories[number], _elsewhere(stories, number)
    items = [one.in_film() for one in story]
    scores = await crew.score(questions.of_film(items, *_seen(story)))
    for one in story:
        found.add_sound(one.scene.id, judged(Subject.FILM, _about(scores, one)))
    for at, (one, foreign) in enumerate(zip(story, other, strict=True)):
        outsider = foreign.in_film(one.scene)
        scores = await crew.score(questions.of_film([*items[:at], outsider, *items[at + 1 :]], *_seen(story)))
        found.add_wrong("outsider", one.scene.id, judged(Subject.FILM, _about(scores, one), OUTSIDER))


async def _shot_wrongly(crew: Crew, found: Found, story: Sequence[Shown], at: int, plan: FaultPlan) -> None:
    """One scene of a story with the fault that the plan draws for it, alone and within its film."""
    sound = story[at]
    take = await crew.shoot(sound.look, sound.scene, sound.shot, sound.rest)
    in_image = plan.take_fault(sound.scene.id, 1, Stage.IMAGE)
    kind = in_image or plan.take_fault(sound.scene.id, 1, Stage.CLIP)
    names = FAULTS[kind] if kind else frozenset()
    if in_image:
        image = await crew.score(questions.of_image(take.item(take.image), take.shot, take.look, take.rest))
        found.add_wrong(f"{kind}", sound.scene.id, judged(Subject.IMAGE, image, names))
    # A filmer that knows the staging does not film a blank picture: only the picture is.
    if kind is not FaultKind.BLANK or not in_image:
        clip = await crew.score(questions.of_clip(take.item(take.clip), take.shot, take.scene, take.look, take.rest))
        items = [one.in_film() for one in (*story[:at], take, *story[at + 1 :])]
        film = _about(await crew.score(questions.of_film(items, *_seen(story))), take)
        across = _seen_across(plan, kind, story, at) if kind else names
        values = judged(Subject.CLIP, clip, names) | judged(Subject.FILM, film, across)
        found.add_wrong(f"{kind}", sound.scene.id, values)


def _seen_across(plan: FaultPlan, kind: FaultKind, story: Sequence[Shown], at: int) -> frozenset[str]:
    cast, scene_id = story[at].shot.image.cast, story[at].scene.id
    whom = plan.struck(kind, cast, scene_id, 1) if kind in IN_CAST else None
    return seen_across(kind, whom, [one.shot.image.cast for one in story])


async def _drawn_wrongly(crew: Crew, found: Found, name: str, who: tuple[Entity, str], member: CastMember) -> None:
    """A blank reference, and one that shows next to nothing."""
    entity, reference, look = member.entity, member.reference, look_of(0).model_copy(update={"style": who[1]})
    assert reference is not None
    blank = await crew.score(questions.of_reference(entity, await crew.draw(entity, look), look))
    found.add_wrong(FaultKind.BLANK, name, judged(Subject.REFERENCE, blank, FAULTS[FaultKind.BLANK]))
    pixels = images.decode(crew.store.read(reference))
    if entity.kind is not EntityKind.PLACE and pixels.shape[2] == 4:
        speck = crew.store.put(images.encode_png(spoil.speck(pixels)), media_type="image/png")
        hardly = await crew.score(questions.of_reference(entity, speck, look))
        found.add_wrong("speck", name, judged(Subject.REFERENCE, hardly, {"coverage"}))


def _elsewhere(stories: Sequence[Sequence[Shown]], number: int) -> Sequence[Shown]:
    """The next story at another place than story `number`, of the same style if there is one."""
    own, later = stories[number][0], _others(stories, number)
    same = (story for story in later if story[0].look == own.look)
    return next(same, None) or later[0]


def _others(stories: Sequence[Sequence[Shown]], number: int) -> Sequence[Sequence[Shown]]:
    """The stories at another place than story `number`, the next first; all others if there are none."""
    place = stories[number][0].scene.background
    others = (*stories[number + 1 :], *stories[:number])
    return [story for story in others if story[0].scene.background != place] or others


def _same_light(one: Shown, other: Shown) -> bool:
    """Whether two scenes are at the same time of day and in the same weather."""
    first, second = (
        {aspect.name: aspect.value for aspect in shown.shot.image.place.entity.aspects} for shown in (one, other)
    )
    return all(first.get(name) == second.get(name) for name in stand_ins.PLACED)


def _told_from(one: Shown, wanted: Sequence[CastMember]) -> questions.Rest:
    """What a wrong question tells a scene from: all who are in its film, and its own event among others."""
    unwanted = tuple(member for member in (*one.shot.image.cast, *one.rest.others) if member not in wanted)
    return questions.Rest(unwanted, (one.scene.event, *one.rest.distractors))


def _seen(story: Sequence[Shown]) -> tuple[list[CastMember], list[CastMember]]:
    """Who is in it, and where."""
    cast = dict.fromkeys(member for one in story for member in one.shot.image.cast)
    return list(cast), list(dict.fromkeys(one.shot.image.place for one in story))


def _about(scores: Iterable[Score], one: Shown) -> list[Score]:
    return [score for score in scores if score.about == one.scene.id]


def _ordered(scores: Iterable[CalibratedScore]) -> tuple[CalibratedScore, ...]:
    order = {subject: rank for rank, subject in enumerate(Subject)}
    return tuple(sorted(scores, key=lambda score: (order[score.subject], score.name)))
