"""What the state says, as nouns for people: the cut list and the film's record."""

from collections.abc import Iterator, Sequence

from videostudio.agents import critic
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief, CaptionMode
from videostudio.film.entity import Entity
from videostudio.film.errors import GeneratorError
from videostudio.film.record import CastRecord, FilmOutcome, FilmRecord, SceneRecord
from videostudio.film.requests import CutRequest, CutShot
from videostudio.film.scene import Transition
from videostudio.film.score import Score
from videostudio.film.script import Script
from videostudio.film.take import Take
from videostudio.film.verdict import Gap, Outcome, Verdict, VerdictKind
from videostudio.graphs.cards import between_cards
from videostudio.graphs.crew import Crew
from videostudio.graphs.sound import LOUDNESS_MILLI, FilmSound
from videostudio.graphs.state import FilmState, SceneResult, noun, nouns


def chosen_takes(state: FilmState) -> dict[str, Take]:
    """The take that stands for each scene, for the scenes that have one. All have a clip."""
    chosen = ((scene_id, _chosen(scene)) for scene_id, scene in state.get("scenes", {}).items())
    return {scene_id: take for scene_id, take in chosen if take is not None and take.clip is not None}


def cut_request(state: FilmState, licences: Sequence[str]) -> CutRequest:
    """The film as a list of shots, between its cards if it has some. Raises GeneratorError when there is nothing to
    join."""
    brief, script = noun(Brief, state["brief"]), _script(state)
    shots = _shots(state, brief, script)
    if not shots:
        told = "; ".join(dict.fromkeys(_last_error(result) for result in state["scenes"].values()))
        raise GeneratorError(
            f"no scene of the film has a clip ({told}): `videostudio show FILM` tells what happened to every "
            "take; another profile may do better"
        )
    if brief.has_cards(script.duration_ms):
        references = {entity_id: _ref(cast["reference"]) for entity_id, cast in state.get("cast", {}).items()}
        shots = between_cards(shots, script, references, licences, brief.fps)
    comment, cues = " ".join(("Made with VideoStudio.", *licences)), _sound(state).cues
    return CutRequest(
        shots=tuple(shots),
        width=brief.width,
        height=brief.height,
        fps=brief.fps,
        title=script.title,
        comment=comment,
        burn_captions=brief.captions is CaptionMode.BURN,
        audio=cues,
        loudness_milli=LOUDNESS_MILLI if cues else None,
    )


def _shots(state: FilmState, brief: Brief, script: Script) -> list[CutShot]:
    """The scenes' shots. A scene without a clip is left out, and the scene after it is joined by a hard cut."""
    takes = chosen_takes(state)
    shots: list[CutShot] = []
    gap = True
    for number, scene in enumerate(script.scenes, 1):
        take = takes.get(scene.id)
        if take is None or take.clip is None:
            gap = True
            continue
        shots.append(
            CutShot(
                clip=take.clip,
                scene_id=scene.id,
                frames=scene.frames(brief.fps),
                transition=Transition() if gap else scene.transition,
                chapter=f"{number}. {scene.event}"[:200],
                caption=scene.narration or scene.event,
            )
        )
        gap = False
    return shots


def film_record(state: FilmState, crew: Crew, outcome: FilmOutcome) -> FilmRecord:
    """Everything the state and the crew can say. A film that is FINISHED although something fell short comes
    out as DEGRADED."""
    short = (crew.uncalibrated, *crew.preflight, *_degraded(state))
    degraded = tuple(dict.fromkeys(text for text in short if text))
    tally = crew.tally()
    return FilmRecord(
        film=crew.film,
        profile=state["profile"],
        outcome=FilmOutcome.DEGRADED if degraded and outcome is FilmOutcome.FINISHED else outcome,
        brief=noun(Brief, state["brief"]),
        script=_script(state) if state.get("script") else None,
        cast=tuple(_cast(state)),
        scenes=tuple(_scenes(state)),
        cut=_ref(state.get("cut")),
        captions=_ref(state.get("captions")),
        calls=tally.calls,
        spent=tally.spent,
        degraded=degraded,
        notes=tuple(dict.fromkeys((*_notes(state), *_offered(crew, outcome)))),
        licences=crew.licences,
        makers=crew.makers,
        llm=crew.llm,
        twin=crew.twin,
        seconds=tally.seconds,
    )


def _offered(crew: Crew, outcome: FilmOutcome) -> Iterator[str]:
    """What to do about a critic that could only advise, once there is a film that says what it costs."""
    if crew.uncalibrated and outcome is FilmOutcome.FINISHED and (offer := crew.offer()):
        yield offer


def _degraded(state: FilmState) -> Iterator[str]:
    if rejected := state.get("rejected"):
        yield f"rejected: {rejected}"
    if not state.get("script"):
        return
    script, takes = _script(state), chosen_takes(state)
    yield from script.degraded
    yield critic.blind_in(script.style)
    yield from filter(None, (state.get("unscored", ""), *state.get("unwritten", {}).values()))
    yield from (text for _, text in unfitting(script, _word_on_film(state)))
    yield from _sound(state).degraded
    yield from state.get("cut_degraded", [])
    for cast in state.get("cast", {}).values():
        yield from cast["degraded"]
    for number, scene in enumerate(script.scenes, 1):
        result, take = state.get("scenes", {}).get(scene.id), takes.get(scene.id)
        if result is None:
            continue
        yield from take.degraded if take else ()
        if take is None:
            yield f"scene {number} is missing from the film: {_last_error(result)}"
        elif result["outcome"] != Outcome.ACCEPTED:
            shown = f"scene {number} shows take {take.attempt} of {len(result['takes'])}"
            if take.script_version < result["takes"][-1].get("script_version", 1):
                yield f"{shown}, shot before the scene was told otherwise, since no later one has a clip"
            yield f"{shown}, which did not pass: {_why(result, take)}"


def unfitting(script: Script, verdict: Verdict) -> Iterator[tuple[Gap, str]]:
    """Every gap of the verdict on a film, and the sentence about it."""
    numbers = {scene.id: number for number, scene in enumerate(script.scenes, 1)}
    for gap in verdict.gaps:
        yield gap, f"scene {numbers[gap.about]} does not fit the rest of the film: {gap.text}"


def _notes(state: FilmState) -> Iterator[str]:
    if not state.get("script"):
        return
    yield from _script(state).notes
    for cast in state.get("cast", {}).values():
        yield from cast["notes"]
    for take in chosen_takes(state).values():
        yield from take.notes
    yield from _sound(state).notes
    yield from state.get("cut_notes", [])


def _cast(state: FilmState) -> Iterator[CastRecord]:
    """The cast in the script's order, with or without a reference yet."""
    for entity in _script(state).entities if state.get("script") else ():
        result = state.get("cast", {}).get(entity.id)
        yield CastRecord(
            entity=noun(Entity, result["entity"]) if result else entity,
            reference=_ref(result["reference"]) if result else None,
            attempts=result["attempts"] if result else 0,
            scores=nouns(Score, result["scores"]) if result else (),
            verdict=_verdict(result.get("verdict")) if result else None,
            notes=tuple(result["notes"]) if result else (),
            degraded=tuple(result["degraded"]) if result else (),
        )


def _scenes(state: FilmState) -> Iterator[SceneRecord]:
    across, word = nouns(Score, state.get("film_scores", [])), _word_on_film(state)
    for scene in _script(state).scenes if state.get("script") else ():
        result = state.get("scenes", {}).get(scene.id)
        yield SceneRecord(
            id=scene.id,
            event=scene.event,
            outcome=Outcome(result["outcome"]) if result else None,
            takes=nouns(Take, result["takes"]) if result else (),
            chosen=result["chosen"] if result else None,
            scores=(scores := tuple(score for score in across if score.about == scene.id)),
            verdict=_about(word, scene.id) if scores else None,
        )


def _why(result: SceneResult, take: Take) -> str:
    if take.verdict and take.verdict.gaps:
        return "; ".join(gap.text for gap in take.verdict.gaps)
    return take.error or result["outcome"].replace("_", " ")


def _last_error(result: SceneResult) -> str:
    errors = [take.error for take in nouns(Take, result["takes"]) if take.error]
    return errors[-1] if errors else "no take has a clip"


def _chosen(scene: SceneResult) -> Take | None:
    return next((take for take in nouns(Take, scene["takes"]) if take.attempt == scene["chosen"]), None)


def _word_on_film(state: FilmState) -> Verdict:
    review = state.get("review")
    word = review.get("verdict") if review else None
    return noun(Verdict, word) if word else Verdict(kind=VerdictKind.ACCEPT)


def _about(verdict: Verdict, scene_id: str) -> Verdict:
    """What a verdict on a film says of one scene."""
    gaps, advice = (tuple(gap for gap in said if gap.about == scene_id) for said in (verdict.gaps, verdict.advice))
    return Verdict(kind=verdict.kind if gaps else VerdictKind.ACCEPT, gaps=gaps, advice=advice)


def _verdict(value: dict[str, object] | None) -> Verdict | None:
    return noun(Verdict, value) if value else None


def _sound(state: FilmState) -> FilmSound:
    sound = state.get("sound")
    return noun(FilmSound, sound) if sound else FilmSound()


def _script(state: FilmState) -> Script:
    script = state["script"]
    assert script is not None
    return noun(Script, script)


def _ref(value: dict[str, object] | None) -> ArtifactRef | None:
    return noun(ArtifactRef, value) if value else None
