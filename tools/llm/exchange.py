"""One HTTP call of an endpoint, through langchain-openai: what was answered, or why not, in our own words.

The wish for JSON goes into `extra_body`: any other way lets the SDK parse the answer, which then raises instead of
showing what was said. Errors come without their cause: what the SDK holds of a request has the key in it.
"""

import email.utils
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openai
from langchain_core.messages import AIMessage, BaseMessage, convert_to_messages
from langchain_core.outputs import ChatResult
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from videostudio.film.errors import EndpointError, WriterError
from videostudio.film.requests import ChatRequest, Tool
from videostudio.tools.llm.calls import Call, calls_of
from videostudio.tools.llm.clock import Clock
from videostudio.tools.llm.rungs import Rung, response_format
from videostudio.tools.llm.settings import LlmSettings

NO_KEY = "none"
"""Sent where no key is set: without any the SDK takes one from the environment, meant for another host."""
LONGEST_COMPLAINT = 300
_STATUS_BUSY = frozenset({408, 409, 425, 429})
_STATUS_LOST = frozenset({408, 502, 504, 520, 524})
"""Said by somebody on the way who waited for the model: nobody knows whether it worked on the answer, and bills it."""
_STATUS_UNLIKED = frozenset({400, 404, 405, 415, 422, 501})
_NOT_CONNECTED = ("ConnectError", "ConnectTimeout")
_MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""What the SDK and langchain raise over a reply that is none."""
_OUT_OF_CREDIT = "insufficient_quota"


@dataclass(frozen=True)
class Reply:
    """text            as it was said
    calls           of tools, in order
    prompt_tokens   as billed; None if the endpoint does not tell
    answer_tokens   the same
    """

    text: str
    calls: tuple[Call, ...]
    prompt_tokens: int | None
    answer_tokens: int | None


class Passing(EndpointError):
    """Another try may help. `after_s` is how long the endpoint asks to wait, None if it says nothing; `billed` whether
    the call may have been paid for."""

    transient = True

    def __init__(self, text: str, *, after_s: float | None = None, billed: bool = False) -> None:
        super().__init__(text)
        self.after_s, self.billed = after_s, billed


class Unliked(EndpointError):
    """The endpoint does not understand the request in this form."""


class _Telling(ChatOpenAI):
    """Keeps what servers put beside the answer: vLLM leaves JSON in the field for reasoning when a model thinks, and
    arguments of tools that are no JSON would come without their tool."""

    def _create_chat_result(
        self, response: dict[str, Any] | openai.BaseModel, generation_info: dict[str, Any] | None = None
    ) -> ChatResult:
        result = super()._create_chat_result(response, generation_info)
        plain = response if isinstance(response, dict) else response.model_dump(warnings=False)
        for choice, generation in zip(plain.get("choices") or (), result.generations, strict=False):
            beside = choice["message"].get("reasoning_content") or choice["message"].get("reasoning") or ""
            generation.message.additional_kwargs["reasoning"] = beside
            generation.message.additional_kwargs["calls"] = choice["message"].get("tool_calls") or ()
        return result


class Exchange:
    """Calls of one endpoint with one key. `key` stands in the header of requests and nowhere else."""

    def __init__(self, settings: LlmSettings, key: SecretStr, clock: Clock) -> None:
        self._settings, self._key, self._clock = settings, key, clock
        self._next_call = clock.ticks()
        self._model = _Telling(
            model=settings.model,
            base_url=settings.base_url,
            api_key=SecretStr(key.get_secret_value() or NO_KEY),
            timeout=settings.timeout_s,
            max_retries=0,
            use_responses_api=False,
            # A connection dies with the event loop that made it, and every sentence of a chat has a loop of its own,
            # while the SDK's client is shared by all of a process.
            default_headers={"Connection": "close"},
        )

    async def call(self, request: ChatRequest, rung: Rung) -> Reply:
        """The endpoint's reply. Raises Passing, Unliked, EndpointError for a refusal, and WriterError for a reply that
        is none."""
        await self._its_turn()
        try:
            # Of the whole call: what the SDK is given limits each part of an answer, and servers may trickle.
            async with self._clock.within(self._settings.timeout_s):
                answered = await self._model.ainvoke(_messages(request, rung), **self._options(request, rung))
        except openai.APIStatusError as error:
            raise self._refused(error) from None
        except (openai.APITimeoutError, TimeoutError):
            text = f"{self._settings.host} did not answer within {self._settings.timeout_s} s"
            raise Passing(text, billed=True) from None
        except openai.APIConnectionError as error:
            raise self._lost(error) from None
        except (openai.OpenAIError, *_MALFORMED) as error:
            told = self._quoted(f"{type(error).__name__}: {error}")
            raise WriterError(f"{self._settings.host} sent no chat completion ({told})") from None
        return _reply(answered)

    async def _its_turn(self) -> None:
        """Waits until no more calls a minute are made than may be."""
        if not (limit := self._settings.requests_per_minute):
            return
        now = self._clock.ticks()
        begins = max(now, self._next_call)
        self._next_call = begins + 60 / limit
        if begins > now:
            await self._clock.sleep(begins - now)

    def _options(self, request: ChatRequest, rung: Rung) -> dict[str, Any]:
        """What goes beside the dialogue. The last rung has as little as can be."""
        length = request.max_tokens + self._settings.thinking_tokens
        options: dict[str, Any] = {"max_tokens": length}
        body: dict[str, Any] = {}
        if rung is not Rung.PLAIN:
            options["seed"] = request.seed % 2**31
            if self._settings.old_name_too:
                body["max_tokens"] = length
        if self._settings.thinking == "off":
            body["chat_template_kwargs"] = {"enable_thinking": False}
        if rung is Rung.TOOLS:
            body |= {"tools": _wire(request.tools), "tool_choice": "required"}
        if wish := response_format(rung, request.answer_schema):
            body["response_format"] = wish
        return {**options, "extra_body": body} if body else options

    def _refused(self, error: openai.APIStatusError) -> EndpointError:
        status = error.status_code
        told = f"{self._settings.host} answers HTTP {status}: {self._quoted(_told(error))}"
        if status == 429 and error.code == _OUT_OF_CREDIT:
            return EndpointError(f"{told}: top up the account, or use another endpoint")
        if status in _STATUS_BUSY or (status >= 500 and status not in _STATUS_UNLIKED):
            after_s = _retry_after(error.response.headers, self._clock.date())
            return Passing(told, after_s=after_s, billed=status in _STATUS_LOST)
        if status in (401, 403):
            return EndpointError(f"{told}: set VIDEOSTUDIO_LLM_API_KEY to a key that is good for it")
        if status == 404:
            return Unliked(f"{told}: is '{self._settings.model}' a model it has, and {self._settings.base_url} right?")
        return Unliked(told) if status in _STATUS_UNLIKED else EndpointError(told)

    def _lost(self, error: openai.APIConnectionError) -> Passing:
        """A connection that could not be made cost nothing; one that broke may have."""
        causes = tuple(_causes(error))
        made = not any(type(cause).__name__ in _NOT_CONNECTED for cause in causes)
        what = "broke off the connection" if made else "cannot be reached"
        told = self._quoted(str(causes[-1]) or type(causes[-1]).__name__)
        return Passing(f"{self._settings.host} {what} ({told})", billed=made)

    def _quoted(self, text: str) -> str:
        """What a server said, short, on one line, and without the key, which some repeat."""
        if secret := self._key.get_secret_value():
            text = text.replace(secret, "***")
        text = " ".join(text.split())
        return text if len(text) <= LONGEST_COMPLAINT else f"{text[:LONGEST_COMPLAINT]}..."


def _messages(request: ChatRequest, rung: Rung) -> list[BaseMessage]:
    turns = [(message.role.value, message.text) for message in request.messages]
    if request.tools_in_words and rung is not Rung.TOOLS:
        role, text = turns[0]
        turns[0] = (role, f"{text}\n\n{request.tools_in_words}")
    return [*convert_to_messages(turns)]


def _wire(tools: Sequence[Tool]) -> list[dict[str, Any]]:
    return [
        {
            "type": "function",
            "function": {
                "name": tool.name,
                "description": tool.description,
                "parameters": json.loads(tool.parameters),
            },
        }
        for tool in tools
    ]


def _reply(message: AIMessage) -> Reply:
    text = message.text or str(message.additional_kwargs.get("reasoning", ""))
    usage = message.usage_metadata
    return Reply(
        text=text,
        calls=calls_of(message.additional_kwargs.get("calls", ())),
        prompt_tokens=usage["input_tokens"] if usage else None,
        answer_tokens=usage["output_tokens"] if usage else None,
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and what led to it: langchain, the SDK, the HTTP library and the system each have their own."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _told(error: openai.APIStatusError) -> str:
    """The server's own words, wherever it keeps them."""
    body = error.body
    if isinstance(body, Mapping):
        body = body.get("message") or body.get("detail") or body.get("error") or body
    return str(body or error.message)


def _retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds to wait from `now` on as an endpoint asks, which may say so as seconds, ms or a date; None if it does
    not."""
    try:
        if (ms := headers.get("retry-after-ms")) is not None:
            return max(0.0, float(ms) / 1000)
        said = headers.get("retry-after")
        return None if said is None else max(0.0, float(said))
    except ValueError:
        pass
    try:
        date = email.utils.parsedate_to_datetime(headers["retry-after"])
    except (ValueError, KeyError):
        return None
    return max(0.0, date.timestamp() - now)
