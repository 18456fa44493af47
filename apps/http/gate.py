"""What every request passes before anything of it is read: which name it was sent to, from which page, how many there
are at a time, and how long its body is.
"""

import asyncio
import time
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from videostudio.apps.desk.guests import Keyring
from videostudio.apps.desk.limits import MIB, Limits
from videostudio.apps.http.faults import refusal
from videostudio.apps.http.metrics import Metrics

BODY_S = 120.0

_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_HEADERS = {
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'",
}


class Gate:
    """ASGI middleware around everything. A body may take `body_s` seconds to come."""

    def __init__(
        self, app: ASGIApp, *, keyring: Keyring, limits: Limits, metrics: Metrics, body_s: float = BODY_S
    ) -> None:
        self._app, self._keyring, self._limits, self._metrics = app, keyring, limits, metrics
        self._body_s = body_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 500, time.perf_counter()

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        self._metrics.now += 1
        try:
            if (refused := self._refused(headers)) is not None:
                await refused(scope, receive, told)
            else:
                await self._app(scope, self._limited(receive), told)
        finally:
            self._metrics.now -= 1
            route = getattr(scope.get("route"), "path", "other")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.count(method, route, status, time.perf_counter() - began)

    def _refused(self, headers: Headers) -> ASGIApp | None:
        """The answer to a request that goes no further."""
        if not self._keyring.knows_host(headers.get("host", "")):
            return refusal(421, "ask this machine by its own name: 127.0.0.1 or localhost", "host")
        if not self._is_own_page(headers.get("origin")):
            return refusal(403, "pages of other hosts may not ask here", "origin")
        if self._metrics.now > self._limits.requests_at_once:
            text = f"{self._limits.requests_at_once} requests are being answered: ask again in a second"
            return refusal(429, text, "too_busy", {"retry-after": "1"})
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > self._limits.body_bytes:
            return refusal(413, self._too_long, "too_long", {"connection": "close"})
        return None

    def _is_own_page(self, origin: str | None) -> bool:
        """Whether a request may come from the page at `origin`: browsers send forms to any host, and where there is no
        token, nothing else tells them from their user."""
        return origin is None or self._keyring.knows_host(urlsplit(origin).netloc)

    @property
    def _too_long(self) -> str:
        return f"the body is too long: at most {self._limits.body_bytes / MIB:g} MiB are read"

    def _limited(self, receive: Receive) -> Receive:
        """The body as it comes, counted: what a Content-Length says need not be so, and may be missing."""
        came, is_whole, ends = 0, False, time.monotonic() + self._body_s

        async def limited() -> Message:
            nonlocal came, is_whole
            if is_whole:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(0.0, ends - time.monotonic()))
            except TimeoutError:
                raise HTTPException(
                    408, f"the body took longer than {self._body_s:g} s", {"connection": "close"}
                ) from None
            came += len(message.get("body", b""))
            if came > self._limits.body_bytes:
                raise HTTPException(413, self._too_long, {"connection": "close"})
            is_whole = not message.get("more_body", False)
            return message

        return limited
