"""Scorers that do not look, to hold one that does against: one says nothing, one says what was said of other takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from videostudio.evaluation.findings import Measured
from videostudio.film.fingerprint import derive_seed, digest
from videostudio.film.identity import Identity
from videostudio.film.requests import ScoreRequest, Subject
from videostudio.film.score import Score, ScoreSheet
from videostudio.tools.store.port import Artifacts

Said = tuple[Measured, ...]
"""Everything that was said of one take's picture, of its clip, or of its scene in the film."""
Sheets = Mapping[Subject, Sequence[Said]]


@dataclass(frozen=True)
class SilentScorer:
    """Measures nothing: whatever it is asked about passes."""

    @property
    def identity(self) -> Identity:
        return Identity(backend="silent", code_version=1)

    def score(self, request: ScoreRequest, *, artifacts: Artifacts) -> ScoreSheet:
        """No score."""
        return ScoreSheet(scores=())


@dataclass(frozen=True)
class ShufflingScorer:
    """Says of every take what was said of one of `sheets`, drawn by `seed` and by what is to be measured: as many
    rejections as the right scores bring, for takes that have not earned them. References it lets pass."""

    sheets: Sheets
    seed: int

    @cached_property
    def identity(self) -> Identity:
        """Names all that can be said."""
        said = [one.model_dump_json() for sheets in self.sheets.values() for sheet in sheets for one in sheet]
        return Identity(backend="shuffling", code_version=1, revision=digest(said), switches={"seed": self.seed})

    def score(self, request: ScoreRequest, *, artifacts: Artifacts) -> ScoreSheet:
        """Another take's scores, about this one's cast."""
        if request.subject is Subject.REFERENCE:
            return ScoreSheet(scores=())
        cast = [member.entity.id for member in request.cast]
        return ScoreSheet(scores=tuple(s for item in request.items for s in self._said(request, item.id, cast)))

    def _said(self, request: ScoreRequest, scene: str, cast: Sequence[str]) -> Iterator[Score]:
        sheets = self.sheets[request.subject]
        item = next(item for item in request.items if item.id == scene)
        said = sheets[derive_seed("shuffled", self.seed, request.subject, scene, item.artifact.sha256) % len(sheets)]
        abouts = sorted({one.about for one in said} - {""})
        whom = {about: cast[at % len(cast)] for at, about in enumerate(abouts)} if cast else {}
        for one in said:
            about = scene if request.subject is Subject.FILM else whom.get(one.about, "")
            yield Score(
                name=one.name,
                value=one.value,
                unit="",
                explanation=f"another take's {one.name}",
                by=one.by,
                about=about,
            )
