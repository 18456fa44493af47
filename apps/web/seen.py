"""From what is kept of a film to what the page shows of it: pure, and without a word of HTML."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from videostudio.apps.desk.work import JobState
from videostudio.apps.stages import STAGE_WORDS
from videostudio.apps.web.facts import Facts
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Approval
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.record import SceneRecord
from videostudio.film.scene import Scene
from videostudio.film.score import Score
from videostudio.film.script import Script
from videostudio.film.take import Stage
from videostudio.film.verdict import Outcome
from videostudio.tools.events import Event, Judged, Made, Progress, Started
from videostudio.tools.report.words import OUTCOMES


class Step(StrEnum):
    """Where a film's maker stands: the three steps of the page."""

    SAY = "say"
    APPROVE = "approve"
    WATCH = "watch"


class Mood(StrEnum):
    """How a thing is told: neutral, at work, good, or in need of somebody's attention."""

    CALM = "calm"
    BUSY = "busy"
    GOOD = "good"
    WARN = "warn"


@dataclass(frozen=True)
class TakeSeen:
    """One take of a scene; `says` is the critic's word on it."""

    number: int
    image: ArtifactRef | None
    clip: ArtifactRef | None
    says: str
    good: bool
    chosen: bool
    scores: tuple[Score, ...]


@dataclass(frozen=True)
class SceneSeen:
    """One card of the storyboard. `image` and `clip` are the newest there are, `stale` where they show the scene as it
    was before a change that is being made; `twin` is its picture in the film that this one was rendered from."""

    number: int
    scene: Scene
    image: ArtifactRef | None
    clip: ArtifactRef | None
    stale: bool
    state: str
    mood: Mood
    takes: tuple[TakeSeen, ...]
    across: tuple[Score, ...]
    twin: ArtifactRef | None


@dataclass(frozen=True)
class MemberSeen:
    """One of the cast, or a place, and the picture it goes by."""

    entity: Entity
    name: str
    picture: ArtifactRef | None
    scores: tuple[Score, ...]


@dataclass(frozen=True)
class Bar:
    """How far one stage of the work is."""

    words: str
    step: int
    total: int


@dataclass(frozen=True)
class FilmSeen:
    """A film as the page shows it. `eta_s` in seconds, None for nobody knows; `busy` while work is done or queued,
    `can` names the buttons that make sense now."""

    id: str
    title: str
    logline: str
    step: Step
    headline: str
    hint: str
    mood: Mood
    busy: bool
    waiting: Approval | None
    awaited: str
    bars: tuple[Bar, ...]
    eta_s: float | None
    cast: tuple[MemberSeen, ...]
    scenes: tuple[SceneSeen, ...]
    can: frozenset[str]


def film_seen(facts: Facts) -> FilmSeen:
    """What the page shows of a film."""
    film, job = facts.film, facts.job
    busy = not job.state.ended
    script = facts.history.current.script if facts.history is not None else film.script
    run = _last_run(facts.events) if busy else ()
    headline, hint, mood = _told(facts)
    waiting = None if busy else film.waiting
    return FilmSeen(
        id=film.id,
        title=script.title if script else film.record.brief.prompt,
        logline=script.logline if script else "",
        step=_step(facts, busy),
        headline=headline,
        hint=hint,
        mood=mood,
        busy=busy,
        waiting=waiting,
        awaited=film.record.awaited,
        bars=_bars(run),
        eta_s=_eta_s(run),
        cast=_cast(facts, script, run),
        scenes=_scenes(facts, script, run, busy),
        can=_can(facts, busy),
    )


def pictures_of(facts: Facts) -> dict[str, ArtifactRef]:
    """Every picture and clip that a film has or had, by its digest: what a browser may ask for."""
    record = facts.film.record
    found = [event.artifact for event in facts.events if isinstance(event, Made)]
    found += [member.reference for member in record.cast if member.reference]
    found += [entity.own_image for entity in (record.script.entities if record.script else ()) if entity.own_image]
    found += [ref for scene in record.scenes for take in scene.takes for ref in (take.image, take.clip) if ref]
    found += record.twin.pictures.values() if record.twin else ()
    return {ref.sha256: ref for ref in found if ref.media_type.startswith(("image/", "video/"))}


def _last_run(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events since the work that is being done began."""
    begun = max((at for at, event in enumerate(events) if isinstance(event, Started)), default=len(events))
    return events[begun:]


def _step(facts: Facts, busy: bool) -> Step:
    if facts.film.script is None and facts.history is None:
        return Step.SAY
    if facts.film.waiting is not None or facts.film.rejected:
        return Step.WATCH if busy and facts.job.work.decision is not None else Step.APPROVE
    return Step.WATCH


def _told(facts: Facts) -> tuple[str, str, Mood]:
    """Headline, hint and mood of where the film stands."""
    return _told_of_work(facts) or _told_of_film(facts)


def _told_of_work(facts: Facts) -> tuple[str, str, Mood] | None:
    film, job = facts.film, facts.job
    match job.state:
        case JobState.QUEUED:
            return "Waiting for its turn", "Another film is being made on this machine. This one comes next.", Mood.BUSY
        case JobState.RUNNING if film.script is None:
            return "Writing the script", "Cast, places, scenes and camera are being decided.", Mood.BUSY
        case JobState.RUNNING:
            return (
                "Making the film",
                "You may close this page: the work goes on, and the page finds it again.",
                Mood.BUSY,
            )
        case JobState.FAILED:
            return "It could not be made", facts.trouble, Mood.WARN
        case JobState.CANCELLED:
            return "Stopped", "What was finished is kept: go on whenever you like.", Mood.WARN
    return None


def _told_of_film(facts: Facts) -> tuple[str, str, Mood]:
    film = facts.film
    if film.waiting is Approval.SCRIPT:
        return (
            "The storyboard is ready for your word",
            "Nothing is drawn yet. Change what you like, then make the film.",
            Mood.CALM,
        )
    if film.waiting is Approval.CUT:
        return "The scenes are ready for your word", "Look at them; after your yes they are cut together.", Mood.CALM
    if film.rejected:
        note = next(iter(film.record.notes), "")
        return "You said no", note or "Change what you like, and it begins anew.", Mood.WARN
    if film.record.degraded:
        return "Your film is ready", "Something fell short: see the notes below.", Mood.WARN
    return "Your film is ready", "Watch it, change a scene, or film it again another way.", Mood.GOOD


def _bars(run: Iterable[Event]) -> tuple[Bar, ...]:
    last: dict[Stage, Progress] = {event.stage: event for event in run if isinstance(event, Progress)}
    return tuple(
        Bar(STAGE_WORDS[stage], last[stage].step, last[stage].total)
        for stage in Stage
        if stage in last and last[stage].total
    )


def _eta_s(run: Iterable[Event]) -> float | None:
    etas = [event.eta_s for event in run if isinstance(event, Progress)]
    return etas[-1] or None if etas else None


def _cast(facts: Facts, script: Script | None, run: tuple[Event, ...]) -> tuple[MemberSeen, ...]:
    known = {member.entity.id: member for member in facts.film.record.cast}
    fresh = _made(run, Stage.REFERENCE, "image/")
    found = []
    for entity in script.entities if script else ():
        member = known.get(entity.id)
        kept = member.reference if member and member.entity.own_image == entity.own_image else None
        picture = fresh.get(entity.id) or kept or entity.own_image
        found.append(MemberSeen(entity, _name(entity), picture, member.scores if member else ()))
    return tuple(found)


def _name(entity: Entity) -> str:
    """A place at another time or in other weather has the name of the place."""
    light = ", ".join(word for word in (entity.aspect("time"), entity.aspect("weather")) if word)
    return f"{entity.name} ({light})" if entity.kind is EntityKind.PLACE and light else entity.name


def _scenes(facts: Facts, script: Script | None, run: tuple[Event, ...], busy: bool) -> tuple[SceneSeen, ...]:
    record = facts.film.record
    images, clips = _made(run, Stage.IMAGE, "image/"), _made(run, Stage.CLIP, "video/")
    ended = {event.about: event.outcome for event in run if isinstance(event, Judged) and event.outcome}
    shot = {scene.id: scene for scene in record.scenes}
    twins = record.twin.pictures if record.twin else {}
    found = []
    for number, scene in enumerate(script.scenes if script else (), 1):
        kept = shot.get(scene.id)
        take = kept.chosen_take if kept else None
        old = scene if record.script is None else next((s for s in record.script.scenes if s.id == scene.id), None)
        stale = busy and take is not None and old != scene and scene.id not in images
        image = images.get(scene.id) or (take.image if take else None)
        # A clip of before does not belong to a picture of now.
        clip = clips.get(scene.id) or (take.clip if take and scene.id not in images else None)
        state, mood = _state(scene.id, kept, ended.get(scene.id), images, clips, busy and (stale or take is None))
        found.append(
            SceneSeen(
                number=number,
                scene=scene,
                image=image,
                clip=clip,
                stale=stale,
                state=state,
                mood=mood,
                takes=_takes(kept),
                across=kept.scores if kept else (),
                twin=twins.get(scene.id),
            )
        )
    return tuple(found)


def _state(
    scene: str,
    kept: SceneRecord | None,
    ended: Outcome | None,
    images: dict[str, ArtifactRef],
    clips: dict[str, ArtifactRef],
    wanted: bool,
) -> tuple[str, Mood]:
    """How a scene stands, in a word."""
    outcome = ended or (None if wanted or scene in images else kept.outcome if kept else None)
    if outcome is not None:
        return OUTCOMES[outcome], Mood.GOOD if outcome is Outcome.ACCEPTED else Mood.WARN
    if scene in clips:
        return "being looked at", Mood.BUSY
    if scene in images:
        return "being filmed", Mood.BUSY
    return ("waits for its turn", Mood.CALM) if wanted else ("not shot yet", Mood.CALM)


def _takes(kept: SceneRecord | None) -> tuple[TakeSeen, ...]:
    found = []
    for take in kept.takes if kept else ():
        verdict = take.verdict
        gaps = "; ".join(gap.text for gap in verdict.gaps) if verdict else ""
        says = f"failed: {take.error}" if take.error else gaps or ("accepted" if verdict else "not judged")
        good = verdict is not None and not verdict.gaps and not take.error
        chosen = kept is not None and take.attempt == kept.chosen
        scores = take.scores or take.image_scores
        found.append(TakeSeen(take.attempt, take.image, take.clip, says, good, chosen, scores))
    return tuple(found)


def _can(facts: Facts, busy: bool) -> frozenset[str]:
    """What can be asked for now."""
    if busy:
        return frozenset({"stop"})
    film, history = facts.film, facts.history
    found = {"remove"}
    if film.waiting is not None:
        found.add("decide")
    elif facts.job.state in (JobState.FAILED, JobState.CANCELLED):
        found.add("resume")
    if history is not None:
        found.add("edit")
        if history.current.parent is not None:
            found.add("undo")
        if any(version.parent == history.head for version in history.versions):
            found.add("redo")
    if film.record.cut is not None and film.script is not None:
        found.add("render")
    return frozenset(found)


def _made(run: Iterable[Event], stage: Stage, kind: str) -> dict[str, ArtifactRef]:
    """The newest artifact of a stage for everything that it is about."""
    return {
        event.about: event.artifact
        for event in run
        if isinstance(event, Made) and event.stage is stage and event.artifact.media_type.startswith(kind)
    }
