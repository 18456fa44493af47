"""The one thing every scorer does."""

from typing import Protocol

from videostudio.film.identity import Identity
from videostudio.film.requests import ScoreRequest
from videostudio.film.score import ScoreSheet
from videostudio.tools.store.port import Artifacts


class Scorer(Protocol):
    """Measures what a score request points at. Several scorers can look at one request; each adds its own
    scores. What cannot be measured is a Score with value None, not an error."""

    @property
    def identity(self) -> Identity: ...

    def score(self, request: ScoreRequest, *, artifacts: Artifacts) -> ScoreSheet:
        """The scores. Raises ScorerError when the scorer itself fails."""
        ...
