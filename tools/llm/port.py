"""The chat port: one call of a language model."""

from typing import NamedTuple, Protocol

from videostudio.film.identity import Identity
from videostudio.film.requests import ChatRequest


class Said(NamedTuple):
    """text         what was answered, without thinking and wrapping: JSON where a schema was given and JSON came
    tokens       of prompt and answer
    money_milli  thousandths of the currency in which the endpoint bills, rounded up
    """

    text: str
    tokens: int = 0
    money_milli: int = 0


class Chat(Protocol):
    """A language model."""

    @property
    def identity(self) -> Identity: ...

    def at_most_milli(self, request: ChatRequest) -> int | None:
        """Thousandths of the currency that are set aside for `request` before it is asked: the most it can cost. None
        where nobody set prices."""
        ...

    async def say(self, request: ChatRequest) -> Said:
        """The answer to `request`. Raises EndpointError, OverBudget, and WriterError for an answer that is none."""
        ...
