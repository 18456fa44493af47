"""A browser and the page, for the tests in this folder."""

import shutil
import socket
from collections.abc import Iterator

import pytest
from browsing import CHROMIUMS, Browser, Served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = Served(tmp_path_factory.mktemp("home"), port)
    found.start()
    yield found
    found.kill()


@pytest.fixture(scope="module")
def browser(served: Served) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is wanted

    path = next((where for name in CHROMIUMS if (where := shutil.which(name))), None)
    assert path, "no Chromium is here: make test-browser fetches it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield Browser(chromium, served.address)
        chromium.close()
