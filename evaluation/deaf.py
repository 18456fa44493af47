"""Scorers that do not look, to hold one that does against: one says nothing, one says what was said of other takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from videostudio.evaluation.measured import Measured
from videostudio.film.fingerprint import derive_seed, digest
from videostudio.film.identity import Identity
from videostudio.film.requests import ClipRequest, Request, SceneImageRequest, ScoreRequest, Subject
from videostudio.film.score import Score, ScoreSheet
from videostudio.film.take import Stage
from videostudio.graphs.executor.port import Done, Executor
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


class TakesRequest(ScoreRequest):
    """A score request that tells takes apart which look the same: `takes` are the fingerprints of what its items were
    last shot for, in their order, "" for what was not shot."""

    takes: tuple[str, ...]


@dataclass
class TellingApart:
    """An Executor that asks `inner` about takes as TakesRequests: a retake with the same pixels is another take, the
    same one asked for again, in whatever run, is not."""

    inner: Executor
    _shot: dict[tuple[str, Stage], str] = field(default_factory=dict)
    """Scene and stage -> fingerprint of the last request for it."""

    async def run(self, request: Request) -> Done:
        """See Executor."""
        if isinstance(request, ScoreRequest):
            stage = Stage.IMAGE if request.subject is Subject.IMAGE else Stage.CLIP
            takes = tuple(self._shot.get((item.id, stage), "") for item in request.items)
            return await self.inner.run(TakesRequest(**dict(request), takes=takes))
        done = await self.inner.run(request)
        if isinstance(request, (SceneImageRequest, ClipRequest)):
            self._shot[request.scene_id, request.STAGE] = done.entry.fingerprint
        return done


@dataclass(frozen=True)
class ShufflingScorer:
    """Says of every take what was said of one of `sheets`, drawn by `seed` and by which take it is: as many rejections
    as the right scores bring, for takes that have not earned them. It answers TakesRequests. References it lets
    pass."""

    sheets: Sheets
    seed: int

    @cached_property
    def identity(self) -> Identity:
        """Names all that can be said."""
        said = [one.model_dump_json() for sheets in self.sheets.values() for sheet in sheets for one in sheet]
        return Identity(backend="shuffling", code_version=2, revision=digest(said), switches={"seed": self.seed})

    def score(self, request: ScoreRequest, *, artifacts: Artifacts) -> ScoreSheet:
        """Another take's scores, about this one's cast."""
        if request.subject is Subject.REFERENCE:
            return ScoreSheet(scores=())
        assert isinstance(request, TakesRequest)
        cast = [member.entity.id for member in request.cast]
        told = zip(request.items, request.takes, strict=True)
        return ScoreSheet(
            scores=tuple(s for item, take in told for s in self._said(request.subject, item.id, take, cast))
        )

    def _said(self, subject: Subject, scene: str, take: str, cast: Sequence[str]) -> Iterator[Score]:
        sheets = self.sheets[subject]
        said = sheets[derive_seed("shuffled", self.seed, subject, scene, take) % len(sheets)]
        abouts = sorted({one.about for one in said} - {""})
        whom = {about: cast[at % len(cast)] for at, about in enumerate(abouts)} if cast else {}
        for one in said:
            about = scene if subject is Subject.FILM else whom.get(one.about, "")
            yield Score(
                name=one.name,
                value=one.value,
                unit="",
                explanation=f"another take's {one.name}",
                by=one.by,
                about=about,
            )
