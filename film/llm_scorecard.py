"""How a language model did: five stories and some sentences put to it, and what came of each."""

from pydantic import Field

from videostudio.film.noun import Noun
from videostudio.film.record import Spending


class Billed(Noun):
    """What was asked and what it cost: `rung` is how it was asked in the end, "" if that was never found out, `calls`
    how many were made; `late` is whether it was given up because time was out, and then `spent` has the call that was
    under way at the most it can cost."""

    rung: str = ""
    calls: int = Field(default=0, ge=0)
    spent: Spending = Spending()
    seconds: float = Field(default=0, ge=0)
    late: bool = False


class StoryScore(Billed):
    """One story. `why` says what kept it from a script, "" for nothing; without a script, everything below is 0.

    entities      of those that the story has, how many are in the script
    limits        of the limits that were set, how many the script obeys
    moves         different moves of the camera, in so many `scenes`
    """

    title: str
    why: str = ""
    entities: int = Field(default=0, ge=0)
    entities_wanted: int = Field(default=0, ge=0)
    limits: int = Field(default=0, ge=0)
    limits_wanted: int = Field(default=0, ge=0)
    moves: int = Field(default=0, ge=0)
    scenes: int = Field(default=0, ge=0)

    @property
    def valid(self) -> bool:
        """Whether there is a script."""
        return not self.why


class SentenceScore(Billed):
    """One sentence of a chat: what it should come to and what it came to, in words."""

    sentence: str
    wanted: str
    found: str
    understood: bool


class Scorecard(Noun):
    """All of it, for one model at one endpoint. `priced` is whether it is known what its calls cost."""

    model: str
    endpoint: str
    priced: bool
    stories: tuple[StoryScore, ...]
    sentences: tuple[SentenceScore, ...]

    @property
    def spent(self) -> Spending:
        """What everything cost together."""
        each = [one.spent for one in self._all]
        return Spending(tokens=sum(one.tokens for one in each), money_milli=sum(one.money_milli for one in each))

    @property
    def seconds(self) -> float:
        """How long everything took."""
        return sum(one.seconds for one in self._all)

    @property
    def passed(self) -> bool:
        """Whether every story became a script within its limits, and every sentence what it says."""
        stories = all(one.valid and one.limits == one.limits_wanted for one in self.stories)
        return stories and all(one.understood for one in self.sentences)

    @property
    def _all(self) -> tuple[Billed, ...]:
        return (*self.stories, *self.sentences)
