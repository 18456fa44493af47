"""The takes of a calibration as a file: a first line that says of what they are, then a line for every take.

Whoever wants other thresholds, or to know which take was as bad as that, needs nothing measured again.
"""

from math import isnan
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from videostudio.film.errors import UserError
from videostudio.film.identity import Identity
from videostudio.film.noun import Noun
from videostudio.film.requests import Subject
from videostudio.graphs.calibration_takes import Found
from videostudio.tools.scoring.calibrating import Key
from videostudio.tools.store.durable import Kind, write_atomic

QUESTIONS = 2
"""Of what is shot and asked: takes of other questions are not the same measurement."""


class TakesOf(Noun):
    """Whose takes they are: of `scenes` scenes, measured by `scorer`; `generators` as in Calibration."""

    profile: str
    scorer: Identity
    generators: tuple[Identity, ...]
    scenes: int
    questions: int


class Measured(NamedTuple):
    """The scores of takes and of references."""

    takes: Found
    references: Found


class Value(Noun):
    """One score of a take, the worst of all it is about; None where it could not be measured."""

    subject: Subject
    name: str
    by: str
    unit: str = ""
    value: float | None = None


class Line(Noun):
    """A take, or a `reference`, and what is `wrong` with it: its scores that should see that, or, if it is "", all."""

    take: str
    reference: bool = False
    wrong: str = ""
    scores: tuple[Value, ...]


def keep(file: Path, of: TakesOf, measured: Measured) -> None:
    """Writes `file` anew."""
    lines: list[Noun] = [of]
    for found in measured:
        reference = found is measured.references
        everything = {**{("", name): values for name, values in found.takes.items()}, **found.wrong}
        lines += [
            Line(take=take, reference=reference, wrong=wrong, scores=_told(values))
            for (wrong, take), values in sorted(everything.items())
        ]
    text = "".join(line.model_dump_json(exclude_defaults=True) + "\n" for line in lines)
    write_atomic(file, text.encode(), kind=Kind.FILM)


def read(file: Path, of: TakesOf) -> Measured | None:
    """What is in `file`, None if there is no such file. Raises UserError if it holds other takes than `of`."""
    if not file.is_file():
        return None
    measured = Measured(Found(), Found())
    try:
        head, *lines = file.read_text("utf-8").splitlines() or [""]
        if TakesOf.model_validate_json(head) != of:
            raise UserError(f"{file} holds the takes of another calibration: name another file, or remove it")
        for line in map(Line.model_validate_json, lines):
            found = measured.references if line.reference else measured.takes
            if line.wrong:
                found.add_wrong(line.wrong, line.take, _values(line))
            else:
                found.add_sound(line.take, _values(line))
    except (ValidationError, UnicodeDecodeError) as error:
        raise UserError(f"{file} does not hold a calibration's takes: name another file, or remove it") from error
    return measured


def _told(values: dict[Key, float]) -> tuple[Value, ...]:
    """NaN, which JSON has not, becomes None."""
    return tuple(
        Value(subject=key.subject, name=key.name, by=key.by, unit=key.unit, value=None if isnan(value) else value)
        for key, value in sorted(values.items())
    )


def _values(line: Line) -> dict[Key, float]:
    return {
        Key(one.subject, one.name, one.by, one.unit): float("nan") if one.value is None else one.value
        for one in line.scores
    }
