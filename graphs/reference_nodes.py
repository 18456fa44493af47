"""The nodes of the reference graph: one entity's picture, shot until it passes."""

from typing import Literal

from langgraph.errors import NodeError
from langgraph.runtime import Runtime
from langgraph.types import Command

from videostudio.agents import critic, designer
from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity
from videostudio.film.errors import GeneratorError, OverBudget, ScorerError
from videostudio.film.look import Look
from videostudio.film.score import Score
from videostudio.film.verdict import Outcome
from videostudio.graphs import announce, questions
from videostudio.graphs.crew import Crew
from videostudio.graphs.state import Json, ReferenceState, fact, facts, noun, nouns


async def shoot_reference(state: ReferenceState, runtime: Runtime[Crew]) -> ReferenceState:
    """The next try at the entity's picture."""
    attempt = len(state["tries"]) + 1
    request = designer.reference_request(noun(Entity, state["entity"]), noun(Look, state["look"]), attempt)
    done = await runtime.context.executor.run(request)
    return {
        "image": fact(done.entry.outputs["image"]),
        "notes": list(done.entry.notes),
        "degraded": list(done.entry.degraded),
        "scores": [],
        "verdict": None,
        "error": "",
    }


async def score_reference(state: ReferenceState, runtime: Runtime[Crew]) -> ReferenceState:
    """Measures the picture."""
    entity, image = noun(Entity, state["entity"]), state["image"]
    assert image is not None
    reference = noun(ArtifactRef, image)
    scores = await runtime.context.score(questions.of_reference(entity, reference, noun(Look, state["look"])))
    return {"scores": facts(scores)}


async def judge_reference(state: ReferenceState, runtime: Runtime[Crew]) -> ReferenceState:
    """The critic's word on the picture ends the try."""
    verdict = critic.judge_reference(nouns(Score, state["scores"]), runtime.context.calibration)
    runtime.context.emit(announce.judged(state["entity"]["id"], len(state["tries"]) + 1, verdict))
    return {
        "verdict": fact(verdict),
        "tries": [
            {"image": state["image"], "scores": state["scores"], "gaps": len(verdict.gaps), "verdict": fact(verdict)}
        ],
    }


async def spoiled_reference(state: ReferenceState, runtime: Runtime[Crew]) -> ReferenceState:
    """Writes down a try that ended in an error."""
    runtime.context.emit(announce.spoiled(state["entity"]["id"], len(state["tries"]) + 1, state["error"]))
    return {"verdict": None, "tries": [{"image": None, "scores": [], "gaps": None, "error": state["error"]}]}


async def cast_reference(state: ReferenceState, runtime: Runtime[Crew]) -> ReferenceState:
    """Takes the picture that passed, else the one with the fewest gaps, else none, and says so."""
    usable = [item for item in state["tries"] if item["image"] is not None]
    best = min(reversed(usable), key=lambda item: item["gaps"], default=None)
    name = noun(Entity, state["entity"]).name
    degraded = list(state.get("degraded", []))
    if best is None:
        degraded.append(f"no reference of '{name}' could be made: {state['error']}")
    elif best["gaps"]:
        degraded.append(f"the reference of '{name}' did not pass the critic in {len(state['tries'])} tries")
    for text in degraded:
        runtime.context.emit(announce.degraded(state["entity"]["id"], text))
    return {
        "cast": {
            state["entity"]["id"]: {
                "entity": state["entity"],
                "reference": best["image"] if best else None,
                "attempts": len(state["tries"]),
                "scores": best["scores"] if best else [],
                "verdict": best.get("verdict") if best else None,
                "notes": list(state.get("notes", [])),
                "degraded": degraded,
            }
        }
    }


def on_shoot_error(state: ReferenceState, error: NodeError) -> Command[Literal["spoiled_reference"]]:
    """What the generator or the budget did wrong is a spoiled try; every other error ends the run."""
    cause = error.error
    if isinstance(cause, OverBudget):
        return Command(update={"error": str(cause), "stop": Outcome.OVER_BUDGET.value}, goto="spoiled_reference")
    if isinstance(cause, GeneratorError):
        return Command(update={"error": str(cause)}, goto="spoiled_reference")
    raise cause


def on_score_error(state: ReferenceState, error: NodeError) -> Command[Literal["cast_reference"]]:
    """A picture that cannot be measured is used all the same, and the film says so."""
    if not isinstance(error.error, ScorerError):
        raise error.error
    text = f"the reference of '{noun(Entity, state['entity']).name}' could not be measured: {error.error}"
    unmeasured: Json = {"image": state["image"], "scores": [], "gaps": 0}
    return Command(update={"degraded": [*state["degraded"], text], "tries": [unmeasured]}, goto="cast_reference")
