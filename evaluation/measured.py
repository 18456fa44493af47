"""What was measured of a study's takes, as it lies in the raw file, and the critic's word on it."""

from videostudio.agents import critic
from videostudio.film.calibration import Calibration
from videostudio.film.noun import Noun
from videostudio.film.requests import Subject
from videostudio.film.score import Score

JUDGED = (Subject.IMAGE, Subject.CLIP, Subject.FILM)
"""What the critic says a word on, in the order in which it does."""


class Measured(Noun):
    """One score of a take."""

    subject: Subject
    name: str
    about: str
    value: float | None
    by: str = ""

    @property
    def title(self) -> str:
        """ "clip.camera" and the like."""
        return f"{self.subject}.{self.name}"

    @property
    def score(self) -> Score:
        """As the critic hears it."""
        return Score(name=self.name, value=self.value, unit="", explanation="", by=self.by, about=self.about)


class TakeScores(Noun):
    """All scores of one take. `fault` is CLEAN or a FaultKind; `story` and `scene` say which scene it shows."""

    story: int
    scene: str
    fault: str
    scores: tuple[Measured, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What a take is found by: scene and fault."""
        return self.scene, self.fault

    def of(self, subject: Subject) -> list[Score]:
        """Its scores as a picture, as a clip, or as a scene of its film."""
        return [one.score for one in self.scores if one.subject is subject and self._is_own(one)]

    def _is_own(self, one: Measured) -> bool:
        return one.subject is not Subject.FILM or one.about in ("", self.scene)


def rejecting(take: TakeScores, calibration: Calibration) -> frozenset[str]:
    """The titles of the scores by which the critic rejects a take's picture or its clip, or asks for its scene again
    once it stands in its film; none if it passes."""
    image, clip, film = (take.of(subject) for subject in JUDGED)
    gaps = (
        critic.judge_image(image, calibration, attempt=1, attempts=2, rewrites_left=0).gaps,
        critic.judge_clip(clip, calibration, attempt=1, attempts=2, rewrites_left=0).gaps,
        critic.judge_film(film, calibration).gaps,
    )
    return frozenset(f"{subject}.{gap.score}" for subject, found in zip(JUDGED, gaps, strict=True) for gap in found)
