"""What a critic may say of a take, and what the machine may record of a scene."""

from enum import StrEnum

from pydantic import model_validator

from videostudio.film.noun import Noun
from videostudio.film.score import Frames, Subject


class VerdictKind(StrEnum):
    ACCEPT = "accept"
    RESHOOT = "reshoot"
    REWRITE = "rewrite"


class Gap(Noun):
    """What is wrong, so that the next take can differ: the score that failed, whom or what it is about
    (an entity, place or scene id, or ""), the fault in words and figures, and the score's value in millionths, if it
    is finite: what writers are asked, gaps included, is fingerprinted. `subject` is where it was seen: a picture and a
    clip have scores of the same name. `entity` is whom of a scene it is about, `frames` are those of the clip, as far
    as the score knows (see Score)."""

    score: str
    about: str = ""
    text: str
    value_micro: int | None = None
    subject: Subject | None = None
    entity: str = ""
    frames: Frames | None = None


class Verdict(Noun):
    """A critic's word. Accepting carries no gaps, anything else names at least one. `advice` is what scores say
    that may not reject: nobody has calibrated them, or they do not tell right from wrong well enough."""

    kind: VerdictKind
    gaps: tuple[Gap, ...] = ()
    advice: tuple[Gap, ...] = ()

    @model_validator(mode="after")
    def _gaps_fit_kind(self) -> "Verdict":
        if (self.kind is VerdictKind.ACCEPT) == bool(self.gaps):
            raise ValueError(
                f"a verdict '{self.kind}' with {len(self.gaps)} gaps: accept has none, the others have some"
            )
        return self


class Outcome(StrEnum):
    """How a scene ended. Only ACCEPTED is a scene that passed; the film is finished with the best take of
    the others and says so."""

    ACCEPTED = "accepted"
    ATTEMPTS_EXHAUSTED = "attempts_exhausted"
    GENERATOR_ERROR = "generator_error"
    CRITIC_ERROR = "critic_error"
    CANCELLED = "cancelled"
    OVER_BUDGET = "over_budget"
