"""The metrics in words."""

from videostudio.apps.evaluated import in_words
from videostudio.film.score import Score
from videostudio.tools.metrics.measure import Measures


def score(name: str, value: float | None, explanation: str, about: str = "") -> Score:
    return Score(name=name, value=value, unit="cosine", explanation=explanation, by="eye v1", about=about)


def test_numbers_come_with_what_measured_them_and_a_reason_is_told_once() -> None:
    scores = (
        score("clipsim", None, "no model"),
        score("fg_sim", None, "no model"),
        score("bg_sim", 0.51234, "over 2", "lake"),
    )
    said = in_words([Measures(film="fox", scores=scores)])
    assert said.splitlines() == [
        "fox",
        "  bg sim of lake   0.5123 cosine  over 2 [eye v1]",
        "  clipsim, fg sim: no model",
    ]
    twice = in_words([Measures(film=name, scores=scores[:1]) for name in ("fox", "cat")])
    assert twice.splitlines()[-2:] == ["mean of 2 films", "  clipsim: no model"]
