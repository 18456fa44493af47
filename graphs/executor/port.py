"""The executor port: carry out one request, or find the answer that was given before."""

from dataclasses import dataclass
from typing import Protocol

from videostudio.film.requests import Request
from videostudio.tools.store.entry import Entry


@dataclass(frozen=True)
class Done:
    """An answered request. `made` tells a call from an answer found in the store."""

    entry: Entry
    made: bool


class Watcher(Protocol):
    """Hears how requests fare."""

    def stepped(self, request: Request, done: int, total: int) -> None:
        """`done` of `total` parts of a request are made."""
        ...

    def told(self, request: Request, text: str) -> None:
        """Something fell short, and the request is carried out all the same."""
        ...

    def answered(self, request: Request, done: Done) -> None:
        """A request has its answer."""
        ...


class Executor(Protocol):
    """Carries out requests in whatever order serves the machine best. Nodes just await."""

    async def run(self, request: Request) -> Done:
        """The answer to `request`. Raises the error tree's GeneratorError, ScorerError, WriterError,
        OverBudget, NotEnoughDisk, ... and WorkerDied when a worker kept dying over it."""
        ...
