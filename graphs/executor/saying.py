"""Calls of language models as answers in the store: asked once, whoever asks, and paid for once."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from videostudio.film.fingerprint import fingerprint, plain
from videostudio.film.requests import ChatRequest
from videostudio.graphs.executor.port import Done
from videostudio.tools.llm.port import Chat
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store


async def at_once(works: Iterable[Awaitable[Any]]) -> list[Any]:
    """Waits for several calls together; what one of them raised stands among the answers."""
    return list(await asyncio.gather(*works, return_exceptions=True))


async def said(
    request: ChatRequest, chat: Chat, store: Store, begun: Callable[[str], Awaitable[None]] | None = None
) -> Done:
    """The model's answer to `request`, from the store or made under its claim; `begun` hears its fingerprint before a
    call is made. Raises what the model raises."""
    name = fingerprint(request, chat.identity)
    if (found := store.find(name)) is not None:
        return Done(found, made=False)
    async with _claimed(store, name):
        if (found := store.find(name)) is not None:
            return Done(found, made=False)
        if begun is not None:
            await begun(name)
        began = time.monotonic()
        answer = await chat.say(request)
        entry = Entry(
            fingerprint=name,
            stage=request.STAGE,
            outputs={"answer": store.put(answer.text.encode(), media_type="text/plain")},
            request=plain(request),
            identity=plain(chat.identity),
            seconds_milli=round((time.monotonic() - began) * 1000),
            tokens=answer.tokens,
            money_milli=answer.money_milli,
        )
        return Done(store.record(entry), made=True)


@asynccontextmanager
async def _claimed(store: Store, name: str) -> AsyncIterator[None]:
    """The store's claim, waited for beside the event loop."""
    claim = store.claim(name)
    await asyncio.to_thread(claim.__enter__)
    try:
        yield
    finally:
        claim.__exit__(None, None, None)
