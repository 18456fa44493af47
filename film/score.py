"""A score: a number that never travels without its explanation and what measured it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, field_validator

from videostudio.film.noun import Noun
from videostudio.film.staging import Box

PRECISION_DIGITS = 4


class Subject(StrEnum):
    """What a score, and whatever is said of it, is about."""

    REFERENCE = "reference"
    IMAGE = "image"
    CLIP = "clip"
    FILM = "film"


Frames = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]
"""The first and the last of some frames of a clip, counted from 0."""


class Score(Noun):
    """One measurement. `value` None means "could not be measured", which is not 0. `about` names the
    entity, place or scene it speaks of, if it is not the whole take, and `entity` whom of that scene. `frames` are
    those of a clip that the value comes from, if it is not all of them. `where` is the piece of a scene image that was
    measured, in px of it, None where it was all of it or of a clip. `by` names scorer and code version."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    value: float | None
    unit: str
    explanation: str
    by: str
    about: str = ""
    entity: str = ""
    frames: Frames | None = None
    where: Box | None = None

    @field_validator("value")
    @classmethod
    def _rounded(cls, value: float | None) -> float | None:
        """Stored values decide; rounding keeps them equal from machine to machine."""
        return None if value is None else round(value, PRECISION_DIGITS)


class ScoreSheet(Noun):
    """All scores of one score request."""

    scores: tuple[Score, ...] = ()

    def value(self, name: str, about: str = "") -> float | None:
        """The value of one score, None if it was not measured or is not on the sheet."""
        return next((s.value for s in self.scores if s.name == name and s.about == about), None)
