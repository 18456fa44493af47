"""The account of a film: what its models behind endpoints may cost, reserved before each call and settled after it.

A reservation is what a call can cost at most; while it stands, nobody else can spend it. A call of which nobody knows
whether it is billed - a time-out, a broken connection, a killed process - is settled for all that was reserved. So a
film never spends more than its brief allows, as long as the endpoint keeps to the length it was asked for.
"""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from videostudio.film.errors import BriefError, OverBudget
from videostudio.film.noun import Noun
from videostudio.film.requests import ChatRequest
from videostudio.tools.llm.settings import LlmSettings
from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import Kind, append_line, only_writer

TOKENS_PER_MESSAGE = 16
"""What the template of a model adds to a message, at most."""
TOKENS_AROUND_TOOLS = 500
"""What it adds to tell a model how tools are called; their schemas it may spread over lines, at twice their bytes."""
MILLION = 1_000_000


@dataclass(frozen=True)
class Cost:
    """tokens of prompt and answer, and money in millionths of a thousandth of the currency, so that nothing is lost to
    rounding."""

    tokens: int = 0
    money: int = 0

    @property
    def money_milli(self) -> int:
        """Thousandths of the currency, rounded up."""
        return -(-self.money // MILLION)

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.tokens + other.tokens, self.money + other.money)

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.tokens - other.tokens, self.money - other.money)


@dataclass(frozen=True)
class Prices:
    """Thousandths of the currency for a million tokens of prompt, and of answer."""

    prompt: int = 0
    answer: int = 0

    @classmethod
    def of(cls, settings: LlmSettings) -> "Prices":
        """As set; nothing for what is not."""
        return cls(settings.price_in_milli or 0, settings.price_out_milli or 0)

    def cost(self, prompt_tokens: int, answer_tokens: int) -> Cost:
        """What a call comes to."""
        return Cost(prompt_tokens + answer_tokens, prompt_tokens * self.prompt + answer_tokens * self.answer)

    def at_most(self, request: ChatRequest, max_tokens: int, *, tools: bool) -> Cost:
        """What a call can come to: no tokeniser makes more tokens of a text than it has bytes. `tools` is whether the
        request's are sent as such, or in words."""
        prompt = sum(len(message.text.encode()) + TOKENS_PER_MESSAGE for message in request.messages)
        if tools:
            told = (f"{tool.name}{tool.description}{tool.parameters}" for tool in request.tools)
            return self.cost(prompt + TOKENS_AROUND_TOOLS + 2 * sum(len(text.encode()) for text in told), max_tokens)
        return self.cost(prompt + len(request.tools_in_words.encode()), max_tokens)


@dataclass(frozen=True)
class Reservation:
    """A call's share of the account until it is settled."""

    id: str
    cost: Cost


class _Line(Noun):
    """One line of the account's file: what is reserved or settled under `id`."""

    id: str
    settled: bool
    tokens: int
    money: int


class Account:
    """`tokens` and `money_milli` are the limits, None for none. `file` keeps the account over all runs of a film, None
    only for this one; it is read before every call, since somebody may talk about a film while it is made, and held
    from that look to the reservation, so that two cannot both take what is left. Used from one thread."""

    def __init__(self, *, tokens: int | None = None, money_milli: int | None = None, file: Path | None = None) -> None:
        self._tokens, self._money = tokens, None if money_milli is None else money_milli * MILLION
        self._file = file
        self._settled, self._reserved = Cost(), Cost()
        lines = {} if file is None else _last_words(file)
        self._before = {
            _name(line.id): Reservation(line.id, Cost(line.tokens, line.money))
            for line in lines.values()
            if not line.settled and _name(line.id)
        }
        """Calls with a name that earlier runs never settled, by name; `spent` has them."""

    @classmethod
    def priced(
        cls, settings: LlmSettings, *, tokens: int | None, money_milli: int | None, file: Path | None = None
    ) -> "Account":
        """An account for calls of an endpoint. Raises BriefError for a limit of money where no prices are known."""
        if money_milli is not None and not settings.priced:
            raise BriefError(
                "the money that may be spent is limited, and what calls cost is not known: set "
                "VIDEOSTUDIO_LLM_PRICE_IN_MILLI and VIDEOSTUDIO_LLM_PRICE_OUT_MILLI (thousandths of the currency for a "
                "million tokens; 0 on your own machine), or limit the tokens"
            )
        return cls(tokens=tokens, money_milli=money_milli, file=file)

    @property
    def spent(self) -> Cost:
        """What all settled calls came to, and those that were never settled."""
        return self._settled if self._file is None else spent_in(self._file) - self._reserved

    def reserve(self, cost: Cost, name: str = "") -> Reservation:
        """Sets `cost` aside. Raises OverBudget with the figures if that is more than is left. A call with a `name` that
        an earlier run set aside for and never settled is that call still, and takes its place."""
        if self._file is None:
            reservation = self._allowed(cost, name, self._settled + self._reserved)
        else:
            with only_writer(self._file) as append:
                reservation = self._allowed(cost, name, spent_in(self._file))
                append((_line(reservation.id, cost, settled=False),), kind=Kind.LEDGER)
        self._before.pop(name, None)
        self._reserved += cost
        return reservation

    def _allowed(self, cost: Cost, name: str, used: Cost) -> Reservation:
        """A reservation of `cost` where `used` is settled or set aside already. Raises OverBudget."""
        earlier = self._before.get(name)
        left = used - (earlier.cost if earlier else Cost()) + cost
        if self._tokens is not None and left.tokens > self._tokens:
            self._refuse(f"{cost.tokens} tokens", f"{self._tokens - left.tokens + cost.tokens} of {self._tokens}")
        if self._money is not None and left.money > self._money:
            free = max(0, self._money - left.money + cost.money) / MILLION / 1000
            self._refuse(f"{cost.money_milli / 1000:g} of money", f"{free:g} of {self._money / MILLION / 1000:g}")
        return Reservation(earlier.id if earlier else f"{name}.{secrets.token_hex(8)}".lstrip("."), cost)

    def settle(self, reservation: Reservation, cost: Cost) -> None:
        """Replaces a reservation by what the call cost."""
        self._reserved -= reservation.cost
        self._settled += cost
        if self._file is not None:
            append_line(self._file, _line(reservation.id, cost, settled=True), kind=Kind.LEDGER)

    def _refuse(self, wanted: str, left: str) -> None:
        raise OverBudget(
            f"the next call of a model may use {wanted}, and {left} that the brief allows are left: "
            "raise the budget (--tokens, --money) to go on"
        )


def spent_in(file: Path) -> Cost:
    """What the account in `file` came to: the last word on every call."""
    return sum((Cost(line.tokens, line.money) for line in _last_words(file).values()), Cost())


def _line(id_: str, cost: Cost, *, settled: bool) -> str:
    return _Line(id=id_, settled=settled, tokens=cost.tokens, money=cost.money).model_dump_json()


def _name(id_: str) -> str:
    """The name that a call was given, "" for none."""
    return id_.partition(".")[0] if "." in id_ else ""


def _last_words(file: Path) -> dict[str, _Line]:
    """The last word on every call. Lines torn by a kill are passed over: a reservation that was never durable was
    never spent, and one that was never settled stands."""
    try:
        with disk_errors(file):
            texts = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return {}
    last: dict[str, _Line] = {}
    for text in filter(None, texts):
        try:
            line = _Line.model_validate(json.loads(text))
        except (ValueError, ValidationError, RecursionError):
            continue
        last[line.id] = line
    return last
