"""The nodes of the scene graph: read state, call one port, return what changed."""

from collections.abc import Sequence
from typing import Literal

from langgraph.errors import NodeError
from langgraph.runtime import Runtime
from langgraph.types import Command

from videostudio.agents import critic, director
from videostudio.agents.director import Shot
from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import GeneratorError, OverBudget, ScorerError
from videostudio.film.look import Look
from videostudio.film.requests import CastMember, ScoreItem
from videostudio.film.scene import Scene
from videostudio.film.score import Score
from videostudio.film.take import Stage, Take
from videostudio.film.verdict import Gap, Outcome, Verdict, VerdictKind
from videostudio.graphs import announce, questions
from videostudio.graphs.crew import Crew
from videostudio.graphs.state import Json, SceneState, fact, facts, noun, nouns, told_now


async def direct(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """The director plans the next take."""
    shot = _directed(state, nouns(Take, state["takes"]))
    runtime.context.emit(announce.directed(state["scene"]["id"], shot))
    return _begun(shot)


async def settle(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """No picture passed: a take of its own films the best of them."""
    takes = nouns(Take, state["takes"])
    best = critic.best_picture(told_now(state), runtime.context.calibration)
    assert best is not None
    assert best.image is not None
    assert best.verdict is not None
    shot = director.settle(_directed(state, takes[: best.attempt - 1]), len(takes) + 1)
    runtime.context.emit(announce.directed(state["scene"]["id"], shot))
    return {
        **_begun(shot),
        "settled": True,
        "requests": {stage.value: name for stage, name in best.requests.items()},
        "image": fact(best.image),
        "staging": fact(best.staging) if best.staging else None,
        "image_verdict": fact(best.verdict),
        "scores": facts(best.scores),
        "notes": list(best.notes),
        "degraded": list(best.degraded),
    }


async def shoot_image(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """The scene image, and its staging where the imager knows it."""
    done = await runtime.context.executor.run(noun(Shot, state["shot"]).image)
    outputs = done.entry.outputs
    return {
        "image": fact(outputs["image"]),
        "staging": fact(outputs["staging"]) if "staging" in outputs else None,
        "requests": {**state["requests"], Stage.IMAGE.value: done.entry.fingerprint},
        "notes": [*state["notes"], *done.entry.notes],
        "degraded": [*state["degraded"], *done.entry.degraded],
    }


async def score_image(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """Measures the scene image."""
    shot, look = noun(Shot, state["shot"]), noun(Look, state["look"])
    scores = await runtime.context.score(questions.of_image(_item(state, "image"), shot, look, _rest(state)))
    return {"scores": facts(scores)}


async def judge_image(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """The critic's word on the scene image; a rejected one ends the take."""
    verdict = critic.judge_image(
        nouns(Score, state["scores"]),
        runtime.context.calibration,
        attempt=_attempt_in_round(state),
        attempts=state["attempts"],
        rewrites_left=state["rewrites_left"],
        history=_history(state),
    )
    runtime.context.emit(announce.judged(state["scene"]["id"], noun(Shot, state["shot"]).attempt, verdict))
    told: SceneState = {"verdict": fact(verdict), "notes": _with_unmeasured(state)}
    if verdict.kind is VerdictKind.ACCEPT:
        return {**told, "image_verdict": fact(verdict)}
    return {**told, "takes": [_take(state, verdict)]}


async def shoot_clip(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """The clip, filmed from the scene image and conformed to the house format."""
    image, staging = state["image"], state["staging"]
    assert image is not None
    request = director.clip_request(
        noun(Shot, state["shot"]),
        noun(Scene, state["scene"]),
        noun(Look, state["look"]),
        noun(ArtifactRef, image),
        noun(ArtifactRef, staging) if staging else None,
    )
    done = await runtime.context.executor.run(request)
    outputs = done.entry.outputs
    return {
        "clip": fact(outputs["clip"]),
        "beats": fact(outputs["beats"]) if "beats" in outputs else None,
        "heard": fact(outputs["sound"]) if "sound" in outputs else None,
        "requests": {**state["requests"], Stage.CLIP.value: done.entry.fingerprint},
        "notes": [*state["notes"], *done.entry.notes],
        "degraded": [*state["degraded"], *done.entry.degraded],
    }


async def score_clip(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """Measures the clip; the image's scores stay on the take."""
    shot, look, scene = noun(Shot, state["shot"]), noun(Look, state["look"]), noun(Scene, state["scene"])
    scores = await runtime.context.score(questions.of_clip(_item(state, "clip"), shot, scene, look, _rest(state)))
    return {"image_scores": state["scores"], "scores": facts(scores)}


async def judge_clip(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """The critic's word on the clip ends the take, whatever it is."""
    word = critic.judge_clip(
        nouns(Score, state["scores"]),
        runtime.context.calibration,
        attempt=_attempt_in_round(state),
        attempts=state["attempts"],
        rewrites_left=state["rewrites_left"],
        history=_history(state),
    )
    picture = state.get("image_verdict")
    verdict = critic.with_picture(word, noun(Verdict, picture)) if picture else word
    runtime.context.emit(announce.judged(state["scene"]["id"], noun(Shot, state["shot"]).attempt, verdict))
    told: SceneState = {**state, "notes": _with_unmeasured(state)}
    return {"verdict": fact(verdict), "takes": [_take(told, verdict)]}


async def spoiled(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """Writes down a take that ended in an error."""
    take = _take(state, None)
    runtime.context.emit(announce.spoiled(state["scene"]["id"], noun(Shot, state["shot"]).attempt, state["error"]))
    return {"verdict": None, "takes": [take]}


async def accept(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """The last take passed."""
    return _result(state, runtime, Outcome.ACCEPTED, nouns(Take, state["takes"])[-1])


async def give_up(state: SceneState, runtime: Runtime[Crew]) -> SceneState:
    """Attempts, budget or hope are used up: the best take is kept, and the outcome says why."""
    told, calibration = told_now(state), runtime.context.calibration
    best = critic.best_take(told, calibration) or critic.best_take(nouns(Take, state["takes"]), calibration)
    return _result(state, runtime, _why(state, told), best)


def on_shoot_error(state: SceneState, error: NodeError) -> Command[Literal["spoiled"]]:
    """What a generator or the budget did wrong becomes a spoiled take; every other error ends the run."""
    cause = error.error
    if isinstance(cause, OverBudget):
        return Command(update={"error": str(cause), "stop": Outcome.OVER_BUDGET.value}, goto="spoiled")
    if isinstance(cause, GeneratorError):
        return Command(update={"error": str(cause)}, goto="spoiled")
    raise cause


def on_score_image_error(state: SceneState, error: NodeError) -> Command[Literal["shoot_clip"]]:
    """A picture that cannot be measured is filmed all the same, and the film says so."""
    if not isinstance(error.error, ScorerError):
        raise error.error
    text = f"the scene image could not be measured: {error.error}"
    return Command(update={"scores": [], "degraded": [*state["degraded"], text]}, goto="shoot_clip")


def on_score_clip_error(state: SceneState, error: NodeError) -> Command[Literal["spoiled"]]:
    """A clip that cannot be measured ends the scene: more clips would not be measured either."""
    if not isinstance(error.error, ScorerError):
        raise error.error
    return Command(update={"error": str(error.error), "stop": Outcome.CRITIC_ERROR.value}, goto="spoiled")


def _directed(state: SceneState, takes: Sequence[Take]) -> Shot:
    """The shot after `takes`, the first of the scene's."""
    return director.direct(
        noun(Scene, state["scene"]),
        nouns(CastMember, state["cast"]),
        noun(CastMember, state["place"]),
        noun(Look, state["look"]),
        takes=takes,
        script_version=state["script_version"],
        film_gaps=nouns(Gap, state["film_gaps"]),
        earlier=state["earlier"],
    )


def _begun(shot: Shot) -> SceneState:
    """A take of which there is nothing yet but its shot."""
    return {
        "shot": fact(shot),
        "requests": {},
        "image": None,
        "staging": None,
        "clip": None,
        "beats": None,
        "heard": None,
        "image_scores": [],
        "image_verdict": None,
        "settled": False,
        "scores": [],
        "notes": [],
        "degraded": list(shot.degraded),
        "verdict": None,
        "error": "",
        "stop": "",
    }


def _with_unmeasured(state: SceneState) -> list[str]:
    """What could not be measured rejects nothing, and is told."""
    return [*state["notes"], *critic.unmeasured(nouns(Score, state["scores"]))]


def _why(state: SceneState, told: Sequence[Take]) -> Outcome:
    if stop := state["stop"]:
        return Outcome(stop)
    return Outcome.GENERATOR_ERROR if all(take.error for take in told) else Outcome.ATTEMPTS_EXHAUSTED


def _result(state: SceneState, runtime: Runtime[Crew], outcome: Outcome, chosen: Take | None) -> SceneState:
    scene_id, verdict = state["scene"]["id"], state["verdict"]
    wants = verdict["gaps"] if verdict and verdict["kind"] == VerdictKind.REWRITE else []
    runtime.context.emit(announce.ended(scene_id, outcome))
    return {
        "scenes": {
            scene_id: {
                "digest": state["digest"],
                "takes": state["takes"],
                "outcome": outcome.value,
                "chosen": chosen.attempt if chosen else None,
                "wants_rewrite": wants,
            }
        }
    }


def _take(state: SceneState, verdict: Verdict | None) -> Json:
    shot = noun(Shot, state["shot"])
    return fact(
        Take(
            scene_id=state["scene"]["id"],
            attempt=shot.attempt,
            script_version=state["script_version"],
            requests={Stage(stage): fingerprint for stage, fingerprint in state["requests"].items()},
            image=_ref(state["image"]),
            staging=_ref(state["staging"]),
            clip=_ref(state["clip"]),
            beats=_ref(state.get("beats")),
            sound=_ref(state.get("heard")),
            image_scores=nouns(Score, state.get("image_scores", [])),
            image_verdict=noun(Verdict, seen) if (seen := state.get("image_verdict")) else None,
            scores=nouns(Score, state["scores"]),
            verdict=verdict,
            error=state["error"],
            changes=shot.changes,
            notes=tuple(state["notes"]),
            degraded=tuple(state["degraded"]),
        )
    )


def _ref(value: Json | None) -> ArtifactRef | None:
    return noun(ArtifactRef, value) if value else None


def _item(state: SceneState, subject: Literal["image", "clip"]) -> ScoreItem:
    artifact = state[subject]
    assert artifact is not None
    return ScoreItem(
        id=state["scene"]["id"],
        artifact=noun(ArtifactRef, artifact),
        staging=_ref(state["staging"]),
        place=noun(CastMember, state["place"]).entity.id,
    )


def _rest(state: SceneState) -> questions.Rest:
    return questions.Rest(nouns(CastMember, state["others"]), tuple(state["distractors"]))


def _attempt_in_round(state: SceneState) -> int:
    return len(state["takes"]) - state["earlier"] + 1


def _history(state: SceneState) -> tuple[Verdict, ...]:
    """The verdicts on them."""
    return tuple(take.verdict for take in told_now(state) if take.verdict)
