"""Where a guest's token is typed in, once a browser."""

from importlib import resources

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from videostudio.apps.desk.guests import Keyring
from videostudio.apps.web.doorkeeper import COOKIE, LOGIN
from videostudio.film.errors import NotAllowed
from videostudio.tools.report.markup import Markup, tag

KEPT_S = 30 * 24 * 3600
"""How long a browser keeps its token."""


def routes(keyring: Keyring, *, behind_tls: bool = False) -> APIRouter:
    """The form, and what takes it. `behind_tls` is for a server that TLS ends before: it sees no https itself."""
    router = APIRouter(include_in_schema=False)

    @router.get(LOGIN, response_class=HTMLResponse)
    def asked() -> HTMLResponse:
        return HTMLResponse(_form(""))

    @router.post(LOGIN, response_class=HTMLResponse)
    def entered(request: Request, token: str = Form("", max_length=200)) -> Response:
        try:
            keyring.guest(token.strip())
        except NotAllowed as refused:
            return HTMLResponse(_form(str(refused)), 401)
        welcome = RedirectResponse("/", 303)
        secure = behind_tls or request.url.scheme == "https"
        # Sent by this site's own pages only, and no script reads it.
        welcome.set_cookie(COOKIE, token.strip(), KEPT_S, httponly=True, samesite="strict", secure=secure)
        return welcome

    return router


def _form(fault: str) -> str:
    style = Markup(resources.files(__package__).joinpath("page.css").read_text("utf-8"))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", "VideoStudio"),
        tag("style", style),
    )
    field = tag("input", id="token", name="token", type="password", autocomplete="current-password", required=True)
    inside = tag(
        "form",
        tag("h1", "VideoStudio"),
        tag("p", "Your token, please: whoever runs this machine gives you one."),
        tag("p", fault, class_="fault", role="alert") if fault else None,
        tag("p", tag("label", "Token", for_="token"), field, class_="field"),
        tag("p", tag("button", "Come in", type="submit", class_="button main")),
        method="post",
        action=LOGIN,
        class_="enter",
    )
    return f"<!doctype html>\n{tag('html', head, tag('body', tag('main', inside)), lang='en')}\n"
