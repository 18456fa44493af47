"""What a change of a film will cost, before anything runs: the requests that are spared, and those to be made."""

from collections.abc import Iterable

from pydantic import Field

from videostudio.film.artifact import Sha256
from videostudio.film.noun import Noun
from videostudio.film.script import Script
from videostudio.film.take import GENERATOR_STAGES, Stage


class Planned(Noun):
    """One request of the film as it is going to be. `about` is the scene or entity it is for, "film" for the whole of
    it; `reused` if its answer is in the store. `seconds` is what it may take, 0 if it is reused, None if nothing like
    it was made for this film yet. `fingerprint` may still change where it depends on what is not made yet."""

    stage: Stage
    about: str
    fingerprint: Sha256
    reused: bool
    seconds: float | None = None


class Forecast(Noun):
    """`changes` in words; `requests` in the order of their stages, each scene's first take taken for good. `seconds` of
    wall time with `workers` at work, None if nothing tells; `money_milli` in thousandths of what endpoints bill, None
    if it cannot be known. `script` is the one to be shot."""

    film: str
    changes: tuple[str, ...]
    requests: tuple[Planned, ...]
    workers: int = Field(ge=1)
    seconds: float | None = None
    money_milli: int | None = 0
    script: Script

    @property
    def made(self) -> tuple[Planned, ...]:
        """What has to be made."""
        return tuple(request for request in self.requests if not request.reused)

    @property
    def reused(self) -> tuple[Planned, ...]:
        """What is there."""
        return tuple(request for request in self.requests if request.reused)

    @property
    def generator_calls(self) -> int:
        """References, scene images and clips to be made."""
        return sum(request.stage in GENERATOR_STAGES for request in self.made)


def by_stage(requests: Iterable[Planned]) -> dict[Stage, tuple[str, ...]]:
    """What requests are about, by stage, in the order of the stages."""
    found: dict[Stage, list[str]] = {}
    for request in requests:
        found.setdefault(request.stage, []).append(request.about)
    return {stage: tuple(found[stage]) for stage in Stage if stage in found}
