"""Who may see the page: a browser has no headers of its own, so that its token comes as a cookie, once it was typed in.

Behind this everything is as at the HTTP door, which sees the token where it expects it.
"""

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from videostudio.apps.desk.guests import Keyring, bearer
from videostudio.film.errors import NotAllowed

COOKIE = "videostudio_token"
LOGIN = "/enter"

_OPEN = (LOGIN, "/healthz", "/page/pulse")
"""What is answered without a token."""
_OTHERS = ("/v1/", "/page/", "/metrics", "/openapi.json", "/healthz", LOGIN)
"""What is no part of Gradio's page, and has the policy of the HTTP door."""

_OURS = ("/assets/", "/static/", "/gradio_api/queue/", "/gradio_api/heartbeat/")
_ONES = ("/", "/theme.css", "/config", "/favicon.ico", "/gradio_api/run/predict", "/gradio_api/startup-events")
"""What the page needs of Gradio. It has more doors - uploads, files, proxies - that nobody here opens."""

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""For the page itself: its script and style are its own, and whatever is in it, it asks no other host for anything."""


class Doorkeeper:
    """ASGI middleware around the page and all that it asks for."""

    def __init__(self, app: ASGIApp, *, keyring: Keyring) -> None:
        self._app, self._keyring = app, keyring

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = _with_token(scope)
        path = scope["path"]
        if (refused := self._refused(scope, path)) is not None:
            await refused(scope, receive, send)
            return
        is_page = not path.startswith(_OTHERS)

        async def told(message: Message) -> None:
            if is_page and message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = _POLICY
            await send(message)

        await self._app(scope, receive, told)

    def _refused(self, scope: Scope, path: str) -> ASGIApp | None:
        """The answer to somebody without a token, where one is wanted."""
        if path in _OPEN:
            return None
        if not path.startswith((*_OTHERS, *_OURS)) and path not in _ONES:
            return PlainTextResponse("there is nothing here", 404)
        try:
            self._keyring.guest(bearer(Headers(scope=scope).get("authorization", "")))
        except NotAllowed as refused:
            if path == "/":
                return RedirectResponse(LOGIN, 303)
            # The HTTP door says no in its own words.
            return None if path.startswith(_OTHERS) else PlainTextResponse(str(refused), 401)
        return None


def _with_token(scope: Scope) -> Scope:
    """The request with its cookie as a token, where it brings no token of its own."""
    headers = Headers(scope=scope)
    if "authorization" in headers or (token := _cookie(headers.get("cookie", ""))) is None:
        return scope
    return {**scope, "headers": [*scope["headers"], (b"authorization", f"Bearer {token}".encode("latin-1"))]}


def _cookie(header: str) -> str | None:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found is not None and found.value.isascii() and found.value.isprintable() else None
