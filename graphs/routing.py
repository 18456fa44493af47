"""Where the film and its scenes go next: pure functions of the state that hold every stop condition."""

from typing import Literal

from videostudio.film.brief import Approval, Brief
from videostudio.film.fingerprint import digest
from videostudio.film.take import unfilmed
from videostudio.film.verdict import Verdict, VerdictKind
from videostudio.graphs.state import FilmState, ReferenceState, SceneState, noun, told_now


def after_plan(state: FilmState) -> Literal["review_script", "design"]:
    """Wait for the user where the brief asks for it and this script was not approved before."""
    return "review_script" if _awaits(state, Approval.SCRIPT) else "design"


def after_review_script(state: FilmState) -> Literal["design", "report"]:
    """A rejected script makes no film."""
    return "report" if state.get("rejected") else "design"


def after_review_film(state: FilmState) -> Literal["rewrite", "reshoot", "review_cut", "cut"]:
    """Rewriting comes first, since it changes what there is to compare; both are bounded by the brief, which
    `review_film` has applied to the review."""
    review = state["review"]
    if review["rewrite"]:
        return "rewrite"
    if review["reshoot"]:
        return "reshoot"
    return "review_cut" if _awaits(state, Approval.CUT) else "cut"


def after_review_cut(state: FilmState) -> Literal["cut", "report"]:
    """A rejected cut ends the film with its scenes kept."""
    return "report" if state.get("rejected") else "cut"


def first(state: SceneState) -> Literal["direct", "settle"]:
    """A scene that has no attempts left when it comes has pictures, of which one is to be filmed."""
    return "direct" if state["attempts"] else "settle"


def after_image(state: SceneState) -> Literal["shoot_clip", "direct", "settle", "give_up"]:
    """A picture that passed is filmed; one that did not is shot again while takes are left, and then the best of them
    is filmed all the same."""
    return "shoot_clip" if _accepted(state) else _again(state)


def after_clip(state: SceneState) -> Literal["accept", "direct", "give_up"]:
    """A clip that passed ends the scene."""
    if _accepted(state):
        return "accept"
    return "direct" if _goes_on(state) else "give_up"


def after_spoiled(state: SceneState) -> Literal["direct", "settle", "give_up"]:
    """An attempt lost to an error is an attempt like any other; a spent budget ends the scene."""
    return _again(state)


def after_reference(state: ReferenceState) -> Literal["shoot_reference", "cast_reference"]:
    """A reference is shot again until it passes or its attempts are used up."""
    if state.get("stop") or _accepted(state):
        return "cast_reference"
    return "shoot_reference" if len(state["tries"]) < state["attempts"] else "cast_reference"


def _again(state: SceneState) -> Literal["direct", "settle", "give_up"]:
    if _goes_on(state):
        return "direct"
    return "give_up" if _is_over(state) or state.get("settled") or not unfilmed(told_now(state)) else "settle"


def _goes_on(state: SceneState) -> bool:
    return not _is_over(state) and len(state["takes"]) - state["earlier"] < state["attempts"]


def _is_over(state: SceneState) -> bool:
    """Whether nothing more is to be shot of the scene as it is told now."""
    verdict = state.get("verdict")
    rewrite = verdict is not None and noun(Verdict, verdict).kind is VerdictKind.REWRITE
    return bool(state.get("stop")) or rewrite


def _accepted(state: SceneState | ReferenceState) -> bool:
    verdict = state.get("verdict")
    return verdict is not None and noun(Verdict, verdict).kind is VerdictKind.ACCEPT


def approval_subject(state: FilmState, approval: Approval) -> str:
    """What exactly is approved: a digest of the script, or of the takes in the cut. A film made again from the
    store is not asked about a second time."""
    if approval is Approval.SCRIPT:
        return digest(state["script"])
    return digest({scene_id: [scene["digest"], scene["chosen"]] for scene_id, scene in state["scenes"].items()})


def _awaits(state: FilmState, approval: Approval) -> bool:
    if approval not in noun(Brief, state["brief"]).approvals:
        return False
    return state.get("approved", {}).get(approval) != approval_subject(state, approval)
