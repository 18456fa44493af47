"""Requests that a server bills for, within what the film may cost: set aside before, settled after.

The reservation's name is the request's fingerprint, so that a job which goes on after a restart is not counted twice.
"""

from dataclasses import dataclass
from typing import Protocol

from videostudio.film.errors import GeneratorError
from videostudio.film.fingerprint import fingerprint
from videostudio.film.requests import Request
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.executor.port import Done, Executor
from videostudio.tools.llm.account import MILLION, Account, Cost
from videostudio.tools.store.store import Store


class Priced(Executor, Protocol):
    """An executor that knows who answers."""

    @property
    def backends(self) -> Backends: ...


@dataclass(frozen=True)
class PayingExecutor:
    """An Executor around another: what is in the store is free, and what is not is paid for out of `account`."""

    inner: Priced
    store: Store
    account: Account

    async def run(self, request: Request) -> Done:
        """See Executor. Raises OverBudget before anything is sent. A take that failed may have been billed, and counts
        in full; what an error leaves open stays set aside, until the same request is asked for again."""
        price = self.inner.backends.price_milli(request)
        if not price:
            return await self.inner.run(request)
        name = fingerprint(request, self.inner.backends.identity(request))
        if self.store.find(name) is not None:
            return await self.inner.run(request)
        reserved = self.account.reserve(Cost(money=price * MILLION), name)
        try:
            done = await self.inner.run(request)
        except GeneratorError:
            self.account.settle(reserved, reserved.cost)
            raise
        self.account.settle(reserved, Cost(money=done.entry.money_milli * MILLION) if done.made else Cost())
        return done
