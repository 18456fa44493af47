"""The record of a film: everything its makers can say about it. Report, CLI and doors read only this."""

from enum import StrEnum

from pydantic import Field

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import END_MS, TITLE_MS, Brief
from videostudio.film.entity import Entity
from videostudio.film.fingerprint import digest, plain
from videostudio.film.identity import Identity
from videostudio.film.noun import Noun
from videostudio.film.scene import SceneId, frames_to_ms
from videostudio.film.score import Score
from videostudio.film.script import Script
from videostudio.film.take import Stage, Take
from videostudio.film.verdict import Outcome, Verdict


class FilmOutcome(StrEnum):
    """Where a film stands."""

    UNFINISHED = "unfinished"
    FINISHED = "finished"
    DEGRADED = "degraded"
    """Finished, and something fell short: `FilmRecord.degraded` says what."""
    AWAITING_SCRIPT = "awaiting_script"
    AWAITING_CUT = "awaiting_cut"
    REJECTED = "rejected"

    @property
    def waits(self) -> bool:
        """Whether the film waits for its user's word."""
        return self in (FilmOutcome.AWAITING_SCRIPT, FilmOutcome.AWAITING_CUT)


class CastRecord(Noun):
    """One entity and the reference picture it goes by, with the critic's word on it."""

    entity: Entity
    reference: ArtifactRef | None = None
    attempts: int = Field(default=0, ge=0)
    scores: tuple[Score, ...] = ()
    verdict: Verdict | None = None
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()


class SceneRecord(Noun):
    """One scene: how it ended, all its takes, the attempt number of the one in the cut, and what that one came to
    beside the other scenes of the film, with the critic's word on that."""

    id: SceneId
    event: str
    outcome: Outcome | None = None
    takes: tuple[Take, ...] = ()
    chosen: int | None = None
    scores: tuple[Score, ...] = ()
    verdict: Verdict | None = None

    @property
    def chosen_take(self) -> Take | None:
        """The take that is in the film, or the last one there is; None for a scene that was not shot."""
        if not self.takes:
            return None
        return next((take for take in self.takes if take.attempt == self.chosen), self.takes[-1])


class Calls(Noun):
    """Generator calls: `made` and `reused` in this run, `ledger` all ever made for this film."""

    made: int = Field(default=0, ge=0)
    reused: int = Field(default=0, ge=0)
    ledger: int = Field(default=0, ge=0)


class Twin(Noun):
    """Another film of the same script, which it was rendered from: a scene's id -> its picture there."""

    film: str
    profile: str
    pictures: dict[SceneId, ArtifactRef] = {}


class Spending(Noun):
    """What language models cost, in all runs of a film: tokens, and thousandths of the currency that they bill in."""

    tokens: int = Field(default=0, ge=0)
    money_milli: int = Field(default=0, ge=0)


class FilmRecord(Noun):
    """`seconds` maps a stage to the wall time this run spent in it; `licences` are the sentences that the
    artwork's and models' licences ask the film to carry; `makers` says by stage who made pictures and clips, with the
    digest of what it made them with; `llm` is the language model that was to write, "" for none."""

    film: str
    profile: str
    outcome: FilmOutcome
    brief: Brief
    script: Script | None = None
    cast: tuple[CastRecord, ...] = ()
    scenes: tuple[SceneRecord, ...] = ()
    cut: ArtifactRef | None = None
    captions: ArtifactRef | None = None
    calls: Calls = Calls()
    spent: Spending = Spending()
    degraded: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    makers: dict[Stage, Identity] = {}
    llm: str = ""
    seconds: dict[str, float] = {}
    twin: Twin | None = None

    @property
    def awaited(self) -> str:
        """What exactly the film waits with: the same for the same script, and for the same scenes; "" while it waits
        for nothing."""
        match self.outcome:
            case FilmOutcome.AWAITING_SCRIPT:
                return f"script-{digest(self.script and plain(self.script))[:16]}"
            case FilmOutcome.AWAITING_CUT:
                clips = {
                    scene.id: take.clip and take.clip.sha256 for scene in self.scenes if (take := scene.chosen_take)
                }
                return f"cut-{digest([self.script and plain(self.script), clips])[:16]}"
        return ""

    @property
    def duration_ms(self) -> int:
        """Length of the film, cards included: of the cut if there is one, else as the script has it; 0 without."""
        if self.cut is not None and self.cut.frames and self.cut.fps:
            return frames_to_ms(self.cut.frames, self.cut.fps)
        if self.script is None:
            return 0
        scenes_ms = self.script.duration_ms
        return scenes_ms + (TITLE_MS + END_MS if self.brief.has_cards(scenes_ms) else 0)
