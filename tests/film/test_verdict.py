import pytest
from pydantic import ValidationError

from videostudio.film.score import Score, ScoreSheet
from videostudio.film.verdict import Gap, Outcome, Verdict, VerdictKind

GAP = Gap(score="camera", about="s1", text="moves left, right was asked for")


def test_accepting_carries_no_gaps() -> None:
    assert Verdict(kind=VerdictKind.ACCEPT).gaps == ()
    with pytest.raises(ValidationError, match="a verdict 'accept' with 1 gaps: accept has none, the others have some"):
        Verdict(kind=VerdictKind.ACCEPT, gaps=(GAP,))


@pytest.mark.parametrize("kind", [VerdictKind.RESHOOT, VerdictKind.REWRITE])
def test_anything_else_names_at_least_one(kind: VerdictKind) -> None:
    assert Verdict(kind=kind, gaps=(GAP, GAP)).gaps == (GAP, GAP)
    with pytest.raises(ValidationError, match=f"a verdict '{kind}' with 0 gaps"):
        Verdict(kind=kind)


def test_a_critic_cannot_say_what_only_the_machine_records() -> None:
    said, recorded = {str(kind) for kind in VerdictKind}, {str(outcome) for outcome in Outcome}
    assert said == {"accept", "reshoot", "rewrite"}
    assert not said & recorded
    assert recorded == {
        "accepted",
        "attempts_exhausted",
        "generator_error",
        "critic_error",
        "cancelled",
        "over_budget",
    }


def score(value: float | None, name: str = "camera", about: str = "") -> Score:
    return Score(name=name, value=value, unit="px", explanation="measured", by="flow v1", about=about)


@pytest.mark.parametrize(
    ("value", "stored"), [(0.123456, 0.1235), (0.12344, 0.1234), (1, 1.0), (-2.00005001, -2.0001), (0.0, 0.0)]
)
def test_scores_are_stored_to_four_digits(value: float, stored: float) -> None:
    assert score(value).value == stored


def test_not_measured_is_not_zero() -> None:
    assert score(None).value is None
    assert score(None) != score(0.0)
    with pytest.raises(ValidationError):
        Score.model_validate({"name": "camera", "unit": "px", "explanation": "x", "by": "y"})


@pytest.mark.parametrize("name", ["", "Camera", "camera move", "2d", "_x", "camera-move"])
def test_names_of_scores_are_plain(name: str) -> None:
    with pytest.raises(ValidationError):
        score(1.0, name)


def test_a_sheet_gives_one_scores_value() -> None:
    sheet = ScoreSheet(scores=(score(1.0), score(2.0, about="fox"), score(None, "sharp"), score(3.0, "sharp", "fox")))
    assert sheet.value("camera") == 1.0
    assert sheet.value("camera", "fox") == 2.0
    assert sheet.value("sharp") is None
    assert sheet.value("sharp", "fox") == 3.0
    assert sheet.value("blank") is None
    assert sheet.value("camera", "dog") is None
    assert ScoreSheet().value("camera") is None
