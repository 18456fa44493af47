"""The nodes of the film graph: read state, call one port, return what changed."""

from asyncio import gather
from collections.abc import Iterable
from typing import Literal

from langgraph.errors import NodeError
from langgraph.runtime import Runtime
from langgraph.types import Command, interrupt

from videostudio.agents import critic, designer, planner
from videostudio.film.brief import Approval, Brief
from videostudio.film.entity import EntityId
from videostudio.film.errors import GeneratorError, ScorerError, WorkerDied
from videostudio.film.record import FilmOutcome
from videostudio.film.requests import AudioCue, Bus, CastMember, ScoreItem
from videostudio.film.score import Score
from videostudio.film.script import Script
from videostudio.film.staging import Beats
from videostudio.film.take import Take
from videostudio.film.verdict import Gap
from videostudio.graphs import announce, fan, questions
from videostudio.graphs.crew import Crew
from videostudio.graphs.decision import Decision
from videostudio.graphs.record import chosen_takes, cut_request, film_record, unfitting
from videostudio.graphs.routing import approval_subject
from videostudio.graphs.sound import FilmSound, clip_cue, music_request, music_scenes, scene_cues, sound_request
from videostudio.graphs.state import FilmState, Json, fact, facts, noun, nouns


async def plan(state: FilmState, runtime: Runtime[Crew]) -> FilmState:
    """The planner writes the script, or takes the one it was given."""
    crew, brief = runtime.context, noun(Brief, state["brief"])
    given = state["given"]
    if given:
        script = noun(Script, given)
    else:
        script = await planner.plan(brief, crew.ask, crew.writer, crew.stand_in(brief))
    crew.admits(script)
    crew.emit(announce.planned(script))
    for text in filter(None, (*script.degraded, critic.blind_in(script.style))):
        crew.emit(announce.degraded("", text))
    return {"script": fact(script)}


async def review_script(state: FilmState) -> FilmState:
    """Waits for the user's word on the script."""
    return _reviewed(state, Approval.SCRIPT)


async def design(state: FilmState, runtime: Runtime[Crew]) -> FilmState:
    """The designer describes every entity that has no description yet."""
    script, brief, crew = _script(state), noun(Brief, state["brief"]), runtime.context
    described = await designer.describe(script, brief, crew.ask, crew.stand_in(brief))
    _tell_short(crew, script, described)
    crew.expect(described)
    return {"script": fact(described)}


async def call_cast(state: FilmState) -> FilmState:
    """Where the references' fan-out ends and the scenes' begins: what an edit left as it was is not shot again."""
    return {"scenes": fan.standing(state)}


async def score_film(state: FilmState, runtime: Runtime[Crew]) -> FilmState:
    """Measures the scenes against each other."""
    takes = chosen_takes(state)
    items = tuple(
        ScoreItem(id=scene.id, artifact=take.clip, staging=take.staging, place=scene.background, cast=scene.foreground)
        for scene in _script(state).scenes
        if (take := takes.get(scene.id)) and take.clip
    )
    scores = await runtime.context.score(questions.of_film(items, *_seen(state))) if items else ()
    return {"film_scores": facts(scores), "unscored": ""}


async def review_film(state: FilmState, runtime: Runtime[Crew]) -> FilmState:
    """What the scenes, seen together, still need and the brief still allows. What it allows no more is told."""
    budget, crew = noun(Brief, state["brief"]).budget, runtime.context
    rewrite = {
        scene_id: scene["wants_rewrite"]
        for scene_id, scene in state["scenes"].items()
        if scene["wants_rewrite"] and state["rewrites"].get(scene_id, 0) < budget.rewrites
    }
    verdict = critic.judge_film(nouns(Score, state["film_scores"]), crew.calibration)
    reshoot: dict[str, list[Json]] = {}
    if not rewrite and state["regrades"] < budget.regrades:
        for gap in verdict.gaps:
            reshoot.setdefault(gap.about, []).append(fact(gap))
    for scene_id, gaps in reshoot.items():
        crew.emit(announce.held_against(scene_id, nouns(Gap, gaps)))
    if not rewrite and not reshoot:
        for gap, text in unfitting(_script(state), verdict):
            crew.emit(announce.degraded(gap.about, text))
    return {"review": {"rewrite": rewrite, "reshoot": reshoot, "verdict": fact(verdict)}}


async def rewrite(state: FilmState, runtime: Runtime[Crew]) -> FilmState:
    """The planner tells the scenes another way that could not be shot; the script's version grows."""
    script, brief, crew = _script(state), noun(Brief, state["brief"]), runtime.context
    for scene_id, found in state["review"]["rewrite"].items():
        gaps = nouns(Gap, found)
        before = script
        script = await planner.rewrite(script, brief, scene_id, gaps, crew.ask, crew.stand_in(brief))
        crew.emit(announce.rewritten(scene_id, script.scene(scene_id).event, gaps))
        _tell_short(crew, before, script)
    written = dict.fromkeys(state["review"]["rewrite"], "")
    return {"script": fact(script), "rewrites": _counted(state), "unwritten": written}


async def reshoot(state: FilmState) -> FilmState:
    """One more round for the scenes that do not fit the rest of the film."""
    return {"regrades": state["regrades"] + 1}


async def review_cut(state: FilmState) -> FilmState:
    """Waits for the user's word on the scenes before they are cut."""
    return _reviewed(state, Approval.CUT)


async def sound(state: FilmState, runtime: Runtime[Crew]) -> FilmState:
    """Music under the film, and the sound of the scenes that are in it: their clips' own, where the filmer made any,
    else ambience and effects."""
    crew, brief, script = runtime.context, noun(Brief, state["brief"]), _script(state)
    if brief.silent or not chosen_takes(state):
        return {"sound": None}
    film, takes = cut_request(state, crew.licences), chosen_takes(state)
    scenes = {shot.scene_id: start for shot, start in zip(film.shots, film.starts, strict=False) if shot.scene_id}
    heard = {i: sound for i in scenes if (sound := takes[i].sound) is not None}
    mute = [i for i in scenes if i not in heard]
    music, *sounds = await gather(
        crew.executor.run(music_request(script, music_scenes(script, film), brief)),
        *(crew.executor.run(sound_request(script, script.scene(i), brief, _beats_ms(takes[i], crew))) for i in mute),
    )
    cues = [AudioCue(audio=music.entry.outputs["music"], bus=Bus.MUSIC)]
    cues += [clip_cue(sound, scenes[i], brief.fps) for i, sound in heard.items()]
    for i, done in zip(mute, sounds, strict=True):
        cues += scene_cues(done.entry.outputs, scenes[i], brief.fps)
    notes = (note for done in (music, *sounds) for note in done.entry.notes)
    return {"sound": fact(FilmSound(cues=tuple(cues), notes=tuple(dict.fromkeys(notes))))}


async def cut(state: FilmState, runtime: Runtime[Crew]) -> FilmState:
    """Joins the chosen takes to a film. Raises GeneratorError when no scene has a clip."""
    crew = runtime.context
    done = await crew.executor.run(cut_request(state, crew.licences))
    outputs = done.entry.outputs
    for text in done.entry.degraded:
        crew.emit(announce.degraded("", text))
    return {
        "cut_notes": list(done.entry.notes),
        "cut_degraded": list(done.entry.degraded),
        "cut": fact(outputs["film"]),
        "captions": fact(outputs["captions"]) if "captions" in outputs else None,
    }


async def report(state: FilmState, runtime: Runtime[Crew]) -> FilmState:
    """Writes down everything the crew can say about the film and puts it where people find it."""
    crew = runtime.context
    outcome = FilmOutcome.REJECTED if state["rejected"] else FilmOutcome.FINISHED
    record = film_record(state, crew, outcome)
    crew.publisher.publish(record)
    return {"record": fact(record)}


def on_score_film_error(state: FilmState, error: NodeError, runtime: Runtime[Crew]) -> Command[Literal["review_film"]]:
    """Scenes that cannot be compared are cut as they are, and the film says so."""
    if not isinstance(error.error, ScorerError):
        raise error.error
    text = f"the scenes could not be compared with each other: {error.error}"
    runtime.context.emit(announce.degraded("", text))
    return Command(update={"film_scores": [], "unscored": text}, goto="review_film")


def on_sound_error(state: FilmState, error: NodeError) -> Command[Literal["cut"]]:
    """A film whose sound cannot be made is cut without, and says so."""
    if not isinstance(error.error, (GeneratorError, WorkerDied)):
        raise error.error
    text = f"the film has no sound: {error.error}"
    return Command(update={"sound": fact(FilmSound(degraded=(text,)))}, goto="cut")


def on_rewrite_error(
    state: FilmState, error: NodeError, runtime: Runtime[Crew]
) -> Command[Literal["scenes", "review_film"]]:
    """A writer that has nothing better to offer leaves the scenes with their best takes, or their best pictures filmed,
    and the film says so."""
    if not isinstance(error.error, planner.UNWRITTEN):
        raise error.error
    scenes = enumerate(_script(state).scenes, 1)
    due = {scene.id: number for number, scene in scenes if scene.id in state["review"]["rewrite"]}
    told = {i: f"scene {number} could not be told another way: {error.error}" for i, number in due.items()}
    for scene_id, text in told.items():
        runtime.context.emit(announce.degraded(scene_id, text))
    return Command(update={"rewrites": _counted(state), "unwritten": told}, goto=fan.unwritten(state))


def _script(state: FilmState) -> Script:
    script = state["script"]
    assert script is not None
    return noun(Script, script)


def _tell_short(crew: Crew, before: Script, after: Script) -> None:
    """Tells what fell short since."""
    for text in after.degraded[len(before.degraded) :]:
        crew.emit(announce.degraded("", text))


def _seen(state: FilmState) -> tuple[list[CastMember], list[CastMember]]:
    """Everybody who is in some scene, and the places of all, with a reference."""
    scenes = _script(state).scenes
    cast = _known(state, (entity for scene in scenes for entity in scene.foreground))
    return cast, _known(state, (scene.background for scene in scenes))


def _known(state: FilmState, ids: Iterable[EntityId]) -> list[CastMember]:
    cast = [one for entity in dict.fromkeys(ids) if (one := state["cast"][entity])["reference"]]
    return [CastMember.model_validate({"entity": one["entity"], "reference": one["reference"]}) for one in cast]


def _beats_ms(take: Take, crew: Crew) -> tuple[int, ...]:
    """When steps are to be heard in a take."""
    return () if take.beats is None else Beats.model_validate_json(crew.artifacts.read(take.beats)).ms


def _counted(state: FilmState) -> dict[str, int]:
    return {scene_id: state["rewrites"].get(scene_id, 0) + 1 for scene_id in state["review"]["rewrite"]}


def _reviewed(state: FilmState, approval: Approval) -> FilmState:
    decision = interrupt({"awaits": approval.value}, response_schema=Decision)
    if decision.approved:
        return {"approved": {approval.value: approval_subject(state, approval)}, "rejected": ""}
    return {"rejected": decision.note or f"the {approval} was rejected"}
