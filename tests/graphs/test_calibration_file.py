"""A calibration's takes come back from their file as they were, and nobody else's do."""

from math import isnan
from pathlib import Path

import pytest

from videostudio.film.errors import UserError
from videostudio.film.identity import Identity
from videostudio.film.requests import Subject
from videostudio.graphs.calibration_file import Measured, TakesOf, keep, read
from videostudio.graphs.calibration_takes import Found
from videostudio.tools.scoring.calibrating import Key

OF = TakesOf(profile="preview", scorer=Identity(backend="checks", code_version=1), generators=(), scenes=4, questions=1)
PLACE, EXTRA = Key(Subject.IMAGE, "place", "scorer v1", "likeness"), Key(Subject.CLIP, "extra", "scorer v1")


def measured() -> Measured:
    takes, references = Found(), Found()
    takes.add_sound("story-1-scene-1", {PLACE: 0.9, EXTRA: float("nan")})
    takes.add_wrong("wrong_place", "story-1-scene-1", {PLACE: 0.4})
    references.add_sound("0", {PLACE: 1.0})
    return Measured(takes, references)


def test_takes_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "takes.jsonl"
    assert read(file, OF) is None
    keep(file, OF, measured())
    takes, references = read(file, OF) or measured()
    assert takes.takes["story-1-scene-1"][PLACE] == 0.9
    assert isnan(takes.takes["story-1-scene-1"][EXTRA])
    assert (takes.wrong, references.wrong) == (measured().takes.wrong, {})
    assert references.takes == measured().references.takes


@pytest.mark.parametrize(
    "change", [{"scenes": 8}, {"questions": 2}, {"scorer": Identity(backend="other", code_version=1)}]
)
def test_takes_of_another_calibration_are_refused(tmp_path: Path, change: dict[str, object]) -> None:
    file = tmp_path / "takes.jsonl"
    keep(file, OF, measured())
    with pytest.raises(UserError, match="another calibration"):
        read(file, OF.model_copy(update=change))


@pytest.mark.parametrize("text", ["", "not takes\n", '{"profile": "preview"}\n'])
def test_what_holds_no_takes_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "takes.jsonl"
    file.write_text(text)
    with pytest.raises(UserError, match="does not hold"):
        read(file, OF)
