"""A language model behind an endpoint: down the ladder until it understands, again while another try may help, within
the film's account."""

import asyncio

from pydantic import SecretStr
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from videostudio.film.errors import EndpointError, WriterError
from videostudio.film.identity import Identity
from videostudio.film.requests import ChatRequest
from videostudio.tools.llm.account import Account, Cost, Prices
from videostudio.tools.llm.calls import as_text, calls_in
from videostudio.tools.llm.clock import MACHINE, Clock
from videostudio.tools.llm.exchange import Exchange, Passing, Reply, Unliked
from videostudio.tools.llm.json_text import in_unicode, json_text, without_thinking
from videostudio.tools.llm.port import Said
from videostudio.tools.llm.rungs import LADDER, TOOL_LADDER, Rung, RungMemory
from videostudio.tools.llm.settings import LlmSettings

CODE_VERSION = 1
ATTEMPTS = 5
PATIENCE_S = 60.0
"""The longest wait that an endpoint may ask for."""

_BACK_OFF = wait_random_exponential(multiplier=0.5, max=20)


def identity_of(settings: LlmSettings) -> Identity:
    """Who answers, with all that changes answers."""
    switches: dict[str, str | int | bool] = {"endpoint": settings.base_url}
    if settings.thinking:
        switches["thinking"] = settings.thinking
    if settings.thinking_tokens:
        switches["thinking_tokens"] = settings.thinking_tokens
    return Identity(backend="llm", model=settings.model, code_version=CODE_VERSION, switches=switches)


class Endpoint:
    """A Chat. `clock` has the waits between tries and the deadlines of calls."""

    def __init__(
        self,
        settings: LlmSettings,
        key: SecretStr,
        account: Account,
        memory: RungMemory,
        clock: Clock = MACHINE,
    ) -> None:
        self._settings, self._account, self._memory, self._clock = settings, account, memory, clock
        self._prices = Prices.of(settings)
        self._exchange = Exchange(settings, key, clock)
        self._places = asyncio.Semaphore(settings.parallel)

    @property
    def identity(self) -> Identity:
        return identity_of(self._settings)

    def at_most_milli(self, request: ChatRequest) -> int | None:
        """See Chat."""
        most = self._at_most(request, TOOL_LADDER[0] if request.tools else LADDER[0])
        return most.money_milli if self._settings.priced else None

    async def say(self, request: ChatRequest) -> Said:
        """See Chat."""
        attempts = AsyncRetrying(
            retry=retry_if_exception_type(Passing),
            stop=stop_after_attempt(ATTEMPTS),
            wait=_wait,
            sleep=self._clock.sleep,
            reraise=True,
        )
        reply: Reply
        cost: Cost
        async with self._places:
            try:
                reply, cost = await attempts(self._down_the_ladder, request)
            except Passing as error:
                raise EndpointError(f"{error}; {_tries(attempts)}") from None
        if not (text := _text(reply, request)):
            raise WriterError(f"{self._settings.model} at {self._settings.host} said nothing")
        return Said(text, cost.tokens, cost.money_milli)

    async def _down_the_ladder(self, request: ChatRequest) -> tuple[Reply, Cost]:
        """The reply on the first rung that the endpoint understands, beginning with the one that it did last. Words on
        the rung of tools are no reply: it is asked on the next one. But where tools were called before, they were once
        talked about, and will be called again."""
        tools = bool(request.tools)
        known = self._memory.known(self._settings, tools=tools)
        before, talked = Cost(), False
        for rung in _rungs(request, known):
            try:
                reply, cost = await self._paid(request, rung)
            except Unliked as error:
                unliked = error
                continue
            if rung is Rung.TOOLS and not (reply.calls or calls_in(reply.text)):
                before, talked = before + cost, True
                continue
            if not (talked and known is Rung.TOOLS):
                self._memory.worked(self._settings, rung, tools=tools)
            return reply, before + cost
        raise EndpointError(str(unliked))

    async def _paid(self, request: ChatRequest, rung: Rung) -> tuple[Reply, Cost]:
        """One call within the account."""
        reserved = self._account.reserve(self._at_most(request, rung))
        cost = reserved.cost
        try:
            reply = await self._exchange.call(request, rung)
            if reply.prompt_tokens is not None and reply.answer_tokens is not None:
                cost = self._prices.cost(reply.prompt_tokens, reply.answer_tokens)
            return reply, cost
        except EndpointError as error:
            if not (isinstance(error, Passing) and error.billed):
                cost = Cost()
            raise
        finally:
            self._account.settle(reserved, cost)

    def _at_most(self, request: ChatRequest, rung: Rung) -> Cost:
        length = request.max_tokens + self._settings.thinking_tokens
        return self._prices.at_most(request, length, tools=rung is Rung.TOOLS)


def _rungs(request: ChatRequest, known: Rung | None) -> tuple[Rung, ...]:
    """Where to ask, in this order. What the endpoint refused before is not tried again."""
    ladder = TOOL_LADDER if request.tools else LADDER
    return ladder if known is None else ladder[ladder.index(known) :]


def _text(reply: Reply, request: ChatRequest) -> str:
    if request.tools and (calls := reply.calls or calls_in(reply.text)):
        return as_text(calls)
    return json_text(reply.text) or in_unicode(without_thinking(reply.text))


def _wait(state: RetryCallState) -> float:
    """As long as the endpoint asks for, and no longer than patience lasts; else longer each time, by chance, so that
    films do not come back all at once."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.after_s if isinstance(error, Passing) else None
    return _BACK_OFF(state) if asked is None else min(asked, PATIENCE_S)


def _tries(attempts: AsyncRetrying) -> str:
    count = attempts.statistics.get("attempt_number", ATTEMPTS)
    return f"tried {count} time{'' if count == 1 else 's'}"
