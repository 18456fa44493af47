"""Routing is pure and holds every stop condition."""

from typing import Any

import pytest

from videostudio.film.brief import Approval, Brief
from videostudio.graphs import routing
from videostudio.graphs.state import FilmState, ReferenceState, SceneState, fact

ACCEPT = {"kind": "accept"}
RESHOOT = {"kind": "reshoot", "gaps": [{"score": "contrast", "text": "blank"}]}
REWRITE = {"kind": "rewrite", "gaps": [{"score": "contrast", "text": "blank"}]}
REF = {"sha256": "0" * 64, "media_type": "image/png", "size": 1}
REJECTED = {"came": {"image": REF, "verdict": RESHOOT}}
"""A picture that did not pass, and no clip."""
FILMED = {"came": {"image": REF, "clip": REF, "verdict": RESHOOT}}


def film(*approvals: Approval, **facts: Any) -> FilmState:
    brief = Brief(prompt="x", approvals=frozenset(approvals))
    scene = {"digest": "d", "takes": [], "outcome": "accepted", "chosen": 1, "wants_rewrite": []}
    state: dict[str, Any] = {"brief": fact(brief), "script": {"title": "t"}, "scenes": {"scene-1": scene}, **facts}
    return state  # type: ignore[return-value]


def scene(takes: int = 1, **facts: Any) -> SceneState:
    """After so many takes, of which each `came` to that."""
    came = facts.pop("came", {"error": "burst"})
    made = [{"scene_id": "scene-1", "attempt": number, **came} for number in range(1, takes + 1)]
    usual: dict[str, Any] = {"earlier": 0, "attempts": 3, "script_version": 1, "verdict": None, "stop": ""}
    state: dict[str, Any] = {"takes": made, **usual, **facts}
    return state  # type: ignore[return-value]


def reference(tries: int, verdict: Any = None, **facts: Any) -> ReferenceState:
    state: dict[str, Any] = {"attempts": 2, "tries": [{}] * tries, "verdict": verdict, **facts}
    return state  # type: ignore[return-value]


def test_only_a_brief_that_asks_for_it_waits_for_the_script() -> None:
    assert routing.after_plan(film()) == "design"
    assert routing.after_plan(film(Approval.CUT)) == "design"
    assert routing.after_plan(film(Approval.SCRIPT)) == "review_script"
    assert routing.after_plan(film(Approval.SCRIPT, Approval.CUT)) == "review_script"


def test_what_was_approved_is_not_asked_again_unless_it_changed() -> None:
    state = film(Approval.SCRIPT)
    subject = routing.approval_subject(state, Approval.SCRIPT)
    assert routing.after_plan(film(Approval.SCRIPT, approved={"script": subject})) == "design"
    assert routing.after_plan(film(Approval.SCRIPT, approved={"cut": subject})) == "review_script"
    changed = film(Approval.SCRIPT, approved={"script": subject}, script={"title": "u"})
    assert routing.after_plan(changed) == "review_script"


def test_a_rejected_film_goes_straight_to_its_report() -> None:
    assert routing.after_review_script(film(rejected="")) == "design"
    assert routing.after_review_script(film(rejected="dull")) == "report"
    assert routing.after_review_cut(film(rejected="")) == "cut"
    assert routing.after_review_cut(film(rejected="dull")) == "report"


def test_rewriting_comes_before_reshooting_before_the_cut() -> None:
    gaps = {"scene-1": [{"score": "x", "text": "y"}]}
    both = {"rewrite": gaps, "reshoot": gaps}
    assert routing.after_review_film(film(review=both)) == "rewrite"
    assert routing.after_review_film(film(review={"rewrite": {}, "reshoot": gaps})) == "reshoot"
    nothing = {"rewrite": {}, "reshoot": {}}
    assert routing.after_review_film(film(review=nothing)) == "cut"
    assert routing.after_review_film(film(Approval.SCRIPT, review=nothing)) == "cut"
    assert routing.after_review_film(film(Approval.CUT, review=nothing)) == "review_cut"


def test_an_approved_cut_is_asked_again_when_a_take_changed() -> None:
    nothing = {"rewrite": {}, "reshoot": {}}
    state = film(Approval.CUT, review=nothing)
    approved = {"cut": routing.approval_subject(state, Approval.CUT)}
    assert routing.after_review_film(film(Approval.CUT, review=nothing, approved=approved)) == "cut"
    other = film(Approval.CUT, review=nothing, approved=approved)
    other["scenes"]["scene-1"]["chosen"] = 2
    assert routing.after_review_film(other) == "review_cut"


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (scene(0, verdict=ACCEPT), "shoot_clip"),
        (scene(1, verdict=RESHOOT), "direct"),
        (scene(2, verdict=RESHOOT), "direct"),
        (scene(3, verdict=RESHOOT), "give_up"),
        (scene(1, verdict=REWRITE), "give_up"),
        (scene(4, verdict=RESHOOT, earlier=2), "direct"),
        (scene(5, verdict=RESHOOT, earlier=2), "give_up"),
        (scene(2, verdict=RESHOOT, **REJECTED), "direct"),
        (scene(3, verdict=RESHOOT, **REJECTED), "settle"),
        (scene(3, verdict=RESHOOT, **FILMED), "give_up"),
        (scene(3, verdict=RESHOOT, script_version=2, **REJECTED), "give_up"),
        (scene(3, verdict=REWRITE, **REJECTED), "give_up"),
        (scene(3, verdict=RESHOOT, stop="over_budget", **REJECTED), "give_up"),
    ],
)
def test_after_the_picture(state: SceneState, to: str) -> None:
    assert routing.after_image(state) == to


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (scene(1, verdict=ACCEPT), "accept"),
        (scene(3, verdict=ACCEPT), "accept"),
        (scene(2, verdict=RESHOOT), "direct"),
        (scene(3, verdict=RESHOOT), "give_up"),
        (scene(1, verdict=REWRITE), "give_up"),
        (scene(1, verdict=RESHOOT, stop="over_budget"), "give_up"),
        (scene(4, verdict=RESHOOT, **REJECTED), "give_up"),
    ],
)
def test_after_the_clip(state: SceneState, to: str) -> None:
    assert routing.after_clip(state) == to


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (scene(1), "direct"),
        (scene(3), "give_up"),
        (scene(1, stop="over_budget"), "give_up"),
        (scene(1, stop="critic_error"), "give_up"),
        (scene(3, **REJECTED), "settle"),
        (scene(4, settled=True, **REJECTED), "give_up"),
    ],
)
def test_after_a_spoiled_take(state: SceneState, to: str) -> None:
    assert routing.after_spoiled(state) == to


def test_a_scene_without_attempts_left_only_has_its_best_picture_filmed() -> None:
    assert routing.first(scene(0)) == "direct"
    assert routing.first(scene(2, attempts=0, **REJECTED)) == "settle"


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (reference(1, ACCEPT), "cast_reference"),
        (reference(1, RESHOOT), "shoot_reference"),
        (reference(2, RESHOOT), "cast_reference"),
        (reference(1), "shoot_reference"),
        (reference(2), "cast_reference"),
        (reference(1, stop="over_budget"), "cast_reference"),
    ],
)
def test_after_a_reference(state: ReferenceState, to: str) -> None:
    assert routing.after_reference(state) == to
