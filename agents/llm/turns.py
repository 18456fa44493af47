"""One question to a language model: asked, checked, and asked once more with what was wrong with the answer."""

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, NamedTuple, TypeVar

from videostudio.agents.llm.shapes import Shape, schema_of
from videostudio.agents.planner import UNFIT, in_short
from videostudio.agents.prompts import render
from videostudio.film.errors import WriterError
from videostudio.film.fingerprint import derive_seed
from videostudio.film.requests import ChatRequest, Message, Role, WriterRequest

Say = Callable[[ChatRequest], Awaitable[str]]
"""Carries one dialogue to the model and its next turn back."""

LONGEST_QUOTED = 6_000
"""Characters of a refused answer that the model is shown again."""

_TAG = re.compile(r"<\s*/?\s*story\s*>", re.IGNORECASE)

AnyShape = TypeVar("AnyShape", bound=Shape)
Found = TypeVar("Found")


AtOnce = Callable[[Iterable[Awaitable[Any]]], Awaitable[list[Any]]]
"""Waits for all of them together; what one of them raised stands among the answers."""


async def in_turn(works: Iterable[Awaitable[Any]]) -> list[Any]:
    """AtOnce for whoever has nothing that could wait for several."""
    found: list[Any] = []
    for work in works:
        try:
            found.append(await work)
        except Exception as error:
            found.append(error)
    return found


class Faults(WriterError):
    """What is wrong with an answer, in words for whoever gave it."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))


class Told(NamedTuple, Generic[AnyShape]):
    """An answer, and the dialogue up to it, to go on from."""

    answer: AnyShape
    dialogue: tuple[Message, ...]


def no_check(answer: object) -> None:
    """For answers whose shape is all that matters."""


@dataclass(frozen=True)
class Interview:
    """Questions for one writer request. A request's later tries are other dialogues: they have other seeds."""

    say: Say
    request: WriterRequest
    at_once: AtOnce = in_turn

    def in_try(self, number: int) -> "Interview":
        """The same in another try of the request."""
        return replace(self, request=self.request.model_copy(update={"try_number": number}))

    async def in_some_try(self, work: Callable[["Interview"], Awaitable[Found]]) -> Found:
        """What `work` finds in the first try of the request in which it does. Those before this one were answered
        already: in a store they cost nothing, so that only what failed is asked about anew. Raises WriterError."""
        for number in range(1, self.request.try_number):
            try:
                return await work(self.in_try(number))
            except WriterError:
                continue
        return await work(self)

    async def ask(
        self,
        dialogue: tuple[Message, ...],
        shape: type[AnyShape],
        *,
        max_tokens: int,
        check: Callable[[AnyShape], None] = no_check,
        **exactly: int,
    ) -> Told[AnyShape]:
        """The answer to the end of `dialogue`. `check` raises Faults. Raises WriterError when the second answer does
        not fit either, and what `say` raises."""
        schema = schema_of(shape, **exactly)
        first = await self._said(dialogue, schema, max_tokens)
        try:
            return self._told(dialogue, first, shape, check)
        except UNFIT as error:
            repair = user(render("repair", errors=in_short(error), schema=schema))
        again = (*dialogue, Message(role=Role.ASSISTANT, text=first[:LONGEST_QUOTED] or "(nothing)"), repair)
        second = await self._said(again, schema, max_tokens)
        try:
            # What went wrong on the way is not part of the dialogue that goes on.
            return self._told(dialogue, second, shape, check)
        except UNFIT as error:
            raise WriterError(in_short(error)) from None

    async def _said(self, dialogue: tuple[Message, ...], schema: str, max_tokens: int) -> str:
        number = self.request.try_number
        return await self.say(
            ChatRequest(
                messages=dialogue,
                answer_schema=schema,
                max_tokens=max_tokens,
                seed=derive_seed("writer", self.request.seed, number),
                try_number=number,
            )
        )

    def _told(
        self,
        dialogue: tuple[Message, ...],
        text: str,
        shape: type[AnyShape],
        check: Callable[[AnyShape], None],
    ) -> Told[AnyShape]:
        answer = shape.model_validate_json(text)
        check(answer)
        return Told(answer, (*dialogue, Message(role=Role.ASSISTANT, text=answer.model_dump_json())))


def system(text: str) -> Message:
    return Message(role=Role.SYSTEM, text=text)


def user(text: str) -> Message:
    return Message(role=Role.USER, text=text)


def as_story(text: str) -> str:
    """The user's text, which must not end its own bracket. A space stands for a tag, so that nothing becomes one."""
    return _TAG.sub(" ", text).strip()
