"""The whole page as it is served, without a browser: tokens, policies, and what is not to be had."""

import asyncio
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from web_pages import Looker, service_at

from videostudio.apps.desk.guests import new_token
from videostudio.apps.web.doorkeeper import COOKIE, LOGIN
from videostudio.graphs import order
from videostudio.tools.images import encode_png
from videostudio.tools.workspace import Workspace

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def test_a_guest_comes_in_with_a_token(tmp_path: Path) -> None:
    from videostudio.apps.web.app import built  # noqa: PLC0415 - gradio takes seconds

    token = new_token(Workspace(tmp_path), "ann")
    with TestClient(built(service_at(tmp_path)), base_url="http://127.0.0.1:7860", follow_redirects=False) as browser:
        assert browser.get("/").headers["location"] == LOGIN
        assert browser.post("/gradio_api/queue/join", json={}).status_code == 401
        assert "Your token, please" in browser.get(LOGIN).text
        refused = browser.post(LOGIN, data={"token": "<script>"})
        assert (refused.status_code, "<script>" in refused.text) == (401, False)

        welcome = browser.post(LOGIN, data={"token": token})
        assert welcome.headers["location"] == "/"
        cookie = welcome.headers["set-cookie"]
        assert cookie.startswith(f"{COOKIE}={token}")
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie

        page = browser.get("/")
        assert page.status_code == 200
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert browser.get("/v1/videos").json()["data"] == []
        missing = f"/page/films/a-film-00000000/pictures/{'0' * 64}.jpg"
        for path in ("/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://x", missing):
            assert browser.get(path).status_code == 404


def test_pictures_are_only_the_films_own(tmp_path: Path) -> None:
    from videostudio.apps.web.app import built  # noqa: PLC0415 - as above

    service = service_at(tmp_path)
    with TestClient(built(service), base_url="http://127.0.0.1:7860") as browser:
        film = browser.portal.call(Looker(service).begin, "A dog runs across a meadow. The dog sleeps.")
        assert browser.get(f"/?film={film}").status_code == 200
        kept = Looker(service).seat.desk.studio.add_picture(_png())
        assert browser.get(f"/page/films/{film}/pictures/{kept.sha256}.jpg").status_code == 404
        assert browser.get(f"/page/films/{film}/pictures/..%2F..%2Frecord.json").status_code in (404, 422)


def test_another_profile_is_another_film_beside_the_first(tmp_path: Path) -> None:
    async def rendered() -> None:
        looker = Looker(service_at(tmp_path))
        film = await looker.begin(approve="")
        new = looker.seat.desk.begin_render(film, "mini")
        looker.seat.jobs.submit(new)
        facts = await looker.rest(new)
        assert facts.film.record.profile == "mini"
        kept = order.load(looker.seat.desk.workspace.film_folder(new))
        assert kept is not None
        assert kept.twin is not None
        assert kept.twin.film == film

    asyncio.run(rendered())


def _png() -> bytes:
    return encode_png(np.zeros((8, 8, 3), dtype=np.uint8))
