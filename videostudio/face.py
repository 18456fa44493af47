"""The public face for people who write Python: functions that wait for their film. `videostudio.aio` has the same to be
awaited, and says what each of them takes.
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from videostudio import aio

P = ParamSpec("P")
T = TypeVar("T")


def _waiting(work: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    @wraps(work)
    def waited(*args: P.args, **kwargs: P.kwargs) -> T:
        if _in_a_loop():
            raise RuntimeError(
                f"inside an event loop, or a notebook: await videostudio.aio.{work.__name__}(...) instead"
            )
        return asyncio.run(work(*args, **kwargs))

    return waited


def _in_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


make_film = _waiting(aio.make_film)
plan = _waiting(aio.plan)
forecast = _waiting(aio.forecast)
resume = _waiting(aio.resume)
approve = _waiting(aio.approve)
reject = _waiting(aio.reject)
edit = _waiting(aio.edit)
undo = _waiting(aio.undo)
redo = _waiting(aio.redo)
chat = _waiting(aio.chat)
render = _waiting(aio.render)
cancel = _waiting(aio.cancel)
status = _waiting(aio.status)
