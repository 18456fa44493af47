"""The writer port: who answers the planner's questions. The house writer and every LLM stand behind it."""

from typing import Protocol

from videostudio.film.identity import Identity
from videostudio.film.requests import WriterRequest


class Writer(Protocol):
    """Answers one question with JSON text in the schema `agents/wire.py` has for its task."""

    @property
    def identity(self) -> Identity: ...

    async def answer(self, request: WriterRequest) -> str:
        """JSON text. Raises WriterError when there is none to be had."""
        ...
