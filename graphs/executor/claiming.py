"""The store's claims beside the event loop: asking for one may be a call over the network."""

import asyncio
from collections.abc import Callable

from videostudio.tools.store.store import Store


async def taken(store: Store, name: str, lost: Callable[[], object] = lambda: None) -> Callable[[], None] | None:
    """What `store.take` gives. A claim that comes when nobody waits for it any more is given back."""
    taking = asyncio.ensure_future(asyncio.to_thread(store.take, name, lost))
    try:
        return await asyncio.shield(taking)
    except asyncio.CancelledError:
        taking.add_done_callback(_give_back)
        raise


def _give_back(taking: "asyncio.Future[Callable[[], None] | None]") -> None:
    if not taking.cancelled() and taking.exception() is None and (release := taking.result()) is not None:
        release()
