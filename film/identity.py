"""Who makes pixels or words: the identity that goes into a fingerprint, and what it can do."""

import math

from pydantic import Field

from videostudio.film.noun import Noun


class Identity(Noun):
    """Everything about a backend that changes its output. `code_version` is raised by hand whenever the
    same request would give other bytes; lossless switches stay out of `switches`."""

    backend: str
    model: str = ""
    revision: str = ""
    code_version: int = Field(ge=1)
    switches: dict[str, str | int | bool] = {}

    def __str__(self) -> str:
        return f"{self.backend} v{self.code_version}"

    @property
    def in_full(self) -> str:
        """Its name, and the model and revision it works with where there are any."""
        return " ".join(part for part in (str(self), self.model, self.revision) if part)


class FrameRule(Noun):
    """A backend makes clips of `step * n + offset` frames, at most `most` of them."""

    step: int = Field(default=1, ge=1)
    offset: int = Field(default=0, ge=0)
    most: int | None = Field(default=None, ge=1)

    def at_least(self, frames: int) -> int:
        """The fewest frames of its kind that are enough, however many they are."""
        return max(0, math.ceil((frames - self.offset) / self.step)) * self.step + self.offset


class Price(Noun):
    """What one request costs, in thousandths of the currency in which the server bills: so much each, and so much for
    every second of it. A second of `lengths_s`, if there are any, is the next one that can be had."""

    each_milli: int = Field(default=0, ge=0)
    second_milli: int = Field(default=0, ge=0)
    lengths_s: tuple[int, ...] = ()

    def of(self, seconds: float = 0.0) -> int:
        """What a request of so many seconds costs, rounded up."""
        had = next((length for length in self.lengths_s if length >= seconds), seconds)
        return self.each_milli + math.ceil(had * self.second_milli)


class Capabilities(Noun):
    """What a backend can do; requests are checked against it before any weights load."""

    licence: str
    attribution: str = ""
    max_references: int | None = None
    prompt_batching: bool = False
    last_frame: bool = False
    audio: bool = False
    size_multiple: int = Field(default=2, ge=1)
    frame_rule: FrameRule = FrameRule()
    native_fps: int | None = None
    memory_mib: int = Field(default=0, ge=0)
    price: Price | None = Price()
    """What a request costs; None if that is not known."""
