"""A browser, and the page served to it by a process of its own."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
START_S = 180


@dataclass
class Served:
    """The page at `address`, and the process that serves it."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begins to serve, and waits until it does."""
        log = self.home / "served.log"
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", _SERVE, "web", "--home", str(self.home), "--port", str(self.port)],
                stderr=out,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
            )
        ends = time.monotonic() + START_S
        while b"VideoStudio is at" not in log.read_bytes():
            assert self.process.poll() is None, log.read_text()
            assert time.monotonic() < ends, "the page was not served in time"
            time.sleep(0.2)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


_SERVE = "from videostudio.apps.cli import main; main()"


@dataclass
class Browser:
    """A browser. `foreign` lists every request that went to another host, `faults` what its pages' scripts died of."""

    chromium: Any
    host: str
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def page(self, width: int = 1280, height: int = 900, scheme: str = "light") -> Any:
        """A tab of its own."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        page = context.new_page()
        page.set_default_timeout(240_000)
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        return page

    def _asked(self, url: str) -> None:
        if not url.startswith((self.host, "data:", "blob:")):
            self.foreign.append(url)
