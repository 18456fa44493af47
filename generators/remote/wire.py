"""HTTP with one server and no other: bounded answers, patience where it asks for it, and its refusals in our words.

Looking (GET) is tried again as long as it may help. Sending (POST) is tried again only where the server certainly began
nothing; where nobody knows, `Unsure` says so and the caller decides.
"""

import base64
import email.utils
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
from pydantic import SecretStr
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from videostudio.film.errors import EndpointError, GeneratorError
from videostudio.generators.remote.settings import RemoteSettings

TRIES = 8
REDIRECTS = 3
MOST_JSON = 64 * 2**20
"""Bytes of an answer in JSON: a few pictures in base64."""
LONGEST_COMPLAINT = 300
KEY_HEADER = "Idempotency-Key"

_BEGUN_NOTHING = frozenset({408, 425, 429, 503})
"""Statuses that say: not now, and nothing was begun."""
_PASSING = frozenset({*_BEGUN_NOTHING, 409, 500, 502, 504})
_NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_REFUSES_WORDS = ("moderation", "content_policy", "safety", "sensitive")
_BACK_OFF = wait_random_exponential(multiplier=0.5, max=20)

Answer = TypeVar("Answer")
Part = tuple[str, tuple[str, bytes, str]]
"""A file of a form: field, and its name, bytes and media type."""


class Passing(EndpointError):
    """Another try may help. `after_s` is how long the server asks to wait, None if it says nothing."""

    transient = True

    def __init__(self, text: str, after_s: float | None = None) -> None:
        super().__init__(text)
        self.after_s = after_s


class Unsure(EndpointError):
    """The request may have been carried out: its answer was lost."""


class Absent(EndpointError):
    """The server has nothing under this address."""


@dataclass(frozen=True)
class Downloaded:
    """A file as it came: its bytes' sha256, how many they are, and the media type without parameters."""

    sha256: str
    size: int
    media_type: str


class Wire:
    """One server. `key` stands in the header of requests and nowhere else; `sleep` waits between tries. No proxy and no
    .netrc is looked up: they are other hosts. Answers in JSON may have `most_json` bytes."""

    def __init__(
        self,
        settings: RemoteSettings,
        key: SecretStr,
        sleep: Callable[[float], None] = time.sleep,
        most_json: int = MOST_JSON,
    ) -> None:
        self._settings, self._key, self._sleep, self._most_json = settings, key, sleep, most_json
        secret = key.get_secret_value()
        self._client = httpx.Client(
            headers={"authorization": f"Bearer {secret}"} if secret else {},
            timeout=httpx.Timeout(settings.timeout_s, connect=min(10, settings.timeout_s)),
            follow_redirects=False,
            trust_env=False,
        )

    def look(self, path: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The JSON object under `path`. Raises Absent, and EndpointError."""
        return self._patiently(lambda: self._looked(path, params))

    def send(self, path: str, *, body: Mapping[str, Any], files: Sequence[Part] = (), key: str = "") -> dict[str, Any]:
        """The JSON object that answers a request: JSON, or a form where there are `files`. `key` goes into the
        Idempotency-Key header. Raises Unsure where it may have been carried out, GeneratorError for words that the
        server will not have, and EndpointError; nothing was begun then."""
        return self._patiently(lambda: self._sent(path, body, files, key))

    def download(self, path: str, out: Path, most: int) -> Downloaded:
        """Writes what lies under `path`, an address of this server or a path below its base, to `out`. Raises Absent,
        EndpointError for more than `most` bytes, for fewer than announced, and for bytes that do not match the digest
        that came with them."""
        return self._patiently(lambda: self._downloaded(path, out, most))

    def _looked(self, path: str, params: Mapping[str, str] | None) -> dict[str, Any]:
        with self._answered("GET", self._url(path), params=params) as response:
            return self._object(response)

    def _sent(self, path: str, body: Mapping[str, Any], files: Sequence[Part], key: str) -> dict[str, Any]:
        form: dict[str, Any] = {"data": body, "files": list(files)} if files else {"json": body}
        headers = {KEY_HEADER: key} if key else {}
        try:
            with self._answered("POST", self._url(path), headers=headers, **form) as response:
                return self._taken(response)
        except Passing as error:
            cause = error.__cause__
            if isinstance(cause, _NOT_CONNECTED) or (isinstance(cause, _Status) and cause.status in _BEGUN_NOTHING):
                raise
            raise Unsure(str(error)) from None

    def _taken(self, response: httpx.Response) -> dict[str, Any]:
        """The answer of a server that took a request: whatever is wrong with it, the request was carried out."""
        try:
            return self._object(response)
        except EndpointError as error:
            raise Unsure(str(error)) from None

    def _downloaded(self, path: str, out: Path, most: int) -> Downloaded:
        with self._answered("GET", self._url(path)) as response:
            announced = response.headers.get("content-length")
            if announced and int(announced) > most:
                raise EndpointError(self._too_large(int(announced), most))
            whole, size = hashlib.sha256(), 0
            with out.open("wb") as file:
                for block in self._blocks(response):
                    size += len(block)
                    if size > most:
                        raise EndpointError(self._too_large(size, most))
                    whole.update(block)
                    file.write(block)
            if announced and "content-encoding" not in response.headers and size != int(announced):
                raise Passing(f"{self._settings.host} sent {size} of {announced} bytes")
            self._match_digest(response.headers, out, whole.digest())
            media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            return Downloaded(whole.hexdigest(), size, media_type)

    @contextmanager
    def _answered(self, method: str, url: str, **options: Any) -> Iterator[httpx.Response]:
        """A response that is none of refusal, unread. Redirects are followed to the same server, and only when
        looking."""
        try:
            for _ in range(REDIRECTS + 1):
                request = self._client.build_request(method, url, **options)
                response = self._client.send(request, stream=True)
                try:
                    if not response.is_redirect:
                        self._refuse(response)
                        yield response
                        return
                    if method != "GET":
                        raise EndpointError(
                            f"{self._settings.host} sends the request on to {response.headers['location'][:200]}: set "
                            "the base URL to where it wants it"
                        )
                    url, options = self._url(urljoin(url, response.headers["location"])), {}
                finally:
                    response.close()
            raise EndpointError(f"{self._settings.host} sends requests on in a circle")
        except httpx.TimeoutException as error:
            raise Passing(f"{self._settings.host} did not answer within {self._settings.timeout_s} s") from error
        except _NOT_CONNECTED as error:
            raise Passing(f"{self._settings.host} cannot be reached ({self._quoted(str(error))})") from error
        except httpx.HTTPError as error:
            told = self._quoted(str(error) or type(error).__name__)
            raise Passing(f"{self._settings.host} broke off the connection ({told})") from error

    def _blocks(self, response: httpx.Response) -> Iterator[bytes]:
        """The body, as long as it comes in time as a whole: servers may trickle."""
        ends = time.monotonic() + 10 * self._settings.timeout_s
        for block in response.iter_bytes(2**16):
            if time.monotonic() > ends:
                raise Passing(f"{self._settings.host} takes more than {10 * self._settings.timeout_s} s for an answer")
            yield block

    def _object(self, response: httpx.Response) -> dict[str, Any]:
        data = bytearray()
        for block in self._blocks(response):
            data += block
            if len(data) > self._most_json:
                raise EndpointError(f"{self._settings.host} answers with more than {self._most_json} bytes of JSON")
        try:
            found = json.loads(bytes(data))
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            told = self._quoted(bytes(data[:LONGEST_COMPLAINT]).decode(errors="replace"))
            raise Passing(f"{self._settings.host} answers with no JSON object ({told})")
        return found

    def _refuse(self, response: httpx.Response) -> None:
        """Raises what an error status means."""
        status = response.status_code
        if status < 400:
            return
        said, code = _complaint(self._object_or_text(response))
        told = f"{self._settings.host} answers HTTP {status}: {self._quoted(said)}"
        if status in _PASSING and code != "insufficient_quota":
            raise Passing(told, _retry_after(response.headers)) from _Status(status)
        if status in (404, 405, 410, 501):
            raise Absent(told)
        if status in (401, 403):
            raise EndpointError(f"{told}: set VIDEOSTUDIO_REMOTE_API_KEY to a key that is good for it")
        if status in (402, 429):
            raise EndpointError(f"{told}: top up the account, or use another endpoint")
        if status in (400, 422) and any(word in f"{code} {said}".lower() for word in _REFUSES_WORDS):
            raise GeneratorError(told)
        raise EndpointError(told)

    def _object_or_text(self, response: httpx.Response) -> object:
        data = next(response.iter_bytes(2**16), b"")
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            return data.decode(errors="replace")

    def _url(self, path: str) -> str:
        """The address of `path`. Raises EndpointError for one of another server."""
        url = path if "://" in path else f"{self._settings.base_url}/{path.lstrip('/')}"
        if _origin(url) != _origin(self._settings.base_url):
            raise EndpointError(
                f"{self._settings.host} points at {urlsplit(url).netloc[:100]}: nothing is fetched from any other "
                "server than the one that is set"
            )
        return url

    def _patiently(self, call: Callable[[], Answer]) -> Answer:
        tries = Retrying(
            retry=retry_if_exception_type(Passing),
            stop=stop_after_attempt(TRIES),
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return tries(call)
        except Passing as error:
            raise EndpointError(f"{error}; tried {TRIES} times") from None

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.after_s if isinstance(error, Passing) else None
        return _BACK_OFF(state) if asked is None else min(asked, self._settings.patience_s)

    def _match_digest(self, headers: Mapping[str, str], out: Path, sha256: bytes) -> None:
        """Against RFC 9530's Repr-Digest and Content-Digest, RFC 3230's Digest, and Content-MD5, where one came."""
        for name in ("repr-digest", "content-digest", "digest"):
            for part in headers.get(name, "").split(","):
                kind, _, value = part.strip().partition("=")
                if kind.lower() == "sha-256" and value.strip(":") != base64.b64encode(sha256).decode():
                    raise Passing(f"{self._settings.host} sent bytes that do not match their digest")
        if said := headers.get("content-md5"):
            with out.open("rb") as file:
                found = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).digest()
            if said != base64.b64encode(found).decode():
                raise Passing(f"{self._settings.host} sent bytes that do not match their digest")

    def _too_large(self, size: int, most: int) -> str:
        return (
            f"{self._settings.host} sends {size / 2**20:.1f} MiB or more, at most {most / 2**20:g} MiB are taken: "
            "raise most_mib if that is what you want"
        )

    def _quoted(self, text: str) -> str:
        """What a server said, short, on one line, and without the key, which some repeat."""
        if secret := self._key.get_secret_value():
            text = text.replace(secret, "***")
        text = " ".join(text.split())
        return text if len(text) <= LONGEST_COMPLAINT else f"{text[:LONGEST_COMPLAINT]}..."


class _Status(Exception):
    """The status behind a Passing."""

    def __init__(self, status: int) -> None:
        self.status = status


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _complaint(said: object) -> tuple[str, str]:
    """A server's own words and its code, wherever it keeps them."""
    if isinstance(said, Mapping):
        inner = said.get("error") or said.get("detail") or said.get("message") or said
        if isinstance(inner, Mapping):
            return str(inner.get("message") or inner), str(inner.get("code") or inner.get("type") or "")
        return str(inner), ""
    return str(said), ""


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait as the server asks, which may say so as seconds or a date; None if it does not."""
    said = headers.get("retry-after")
    if said is None:
        return None
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        return None
