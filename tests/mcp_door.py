"""The MCP door for tests: agents of several kinds, and a server over standard input and output whose films are quick
(`python mcp_door.py HOME SCENE_SECONDS`).
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.types import ElicitRequestParams, ElicitResult, TextContent
from rehearsed import Rehearsal

from videostudio.apps.desk.guests import Keyring
from videostudio.apps.desk.limits import SERVED, Limits
from videostudio.apps.desk.service import Service
from videostudio.apps.mcp.server import here
from videostudio.graphs.studio import Produces, Studio
from videostudio.tools.workspace import Workspace

Mode = Literal["auto", "legacy"]


def service(root: Path, produces: Produces | None, limits: Limits = SERVED) -> Service:
    """A service without tokens, as `videostudio mcp` has it."""
    workspace = Workspace(root).ensure()
    return Service(
        workspace, limits=limits, keyring=Keyring(workspace), opens=lambda home: Studio(home, produces=produces)
    )


def rehearsing(root: Path, scene_s: float = 0.0) -> StdioServerParameters:
    """How a client starts a server whose films are quick."""
    paths = ":".join(path for path in sys.path if path)
    return StdioServerParameters(
        command=sys.executable, args=[__file__, str(root), str(scene_s)], env={"PYTHONPATH": paths}
    )


class Agent:
    """A client, and what it saw: progress, and what its user was asked. Its user says `word`; without one the client
    cannot ask."""

    def __init__(self, at: Any, word: dict[str, Any] | None = None, mode: Mode = "auto") -> None:
        self.asked: list[str] = []
        self.progress: list[float] = []
        self.client = Client(at, mode=mode, elicitation_callback=None if word is None else self._asked)
        self._word = word

    async def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The structured answer of a tool."""
        answer = await self.client.call_tool(tool, arguments, progress_callback=self._heard)
        assert not answer.is_error, answer.content
        assert answer.structured_content is not None
        return dict(answer.structured_content)

    async def refused(self, tool: str, **arguments: Any) -> str:
        """The error of a tool."""
        answer = await self.client.call_tool(tool, arguments)
        assert answer.is_error, answer.structured_content
        [said] = answer.content
        assert isinstance(said, TextContent)
        assert "Traceback" not in said.text
        return said.text

    async def _heard(self, progress: float, total: float | None, message: str | None) -> None:
        assert total == 1
        assert message
        self.progress.append(progress)

    async def _asked(self, _: Any, params: ElicitRequestParams) -> ElicitResult:
        self.asked.append(params.message)
        assert self._word is not None
        return ElicitResult.model_validate(self._word)


@asynccontextmanager
async def agent(at: Any, word: dict[str, Any] | None = None, mode: Mode = "auto") -> AsyncIterator[Agent]:
    """An agent that is connected to a server: a process to start, an address, a transport, or a server in here."""
    one = Agent(at, word, mode)
    async with one.client:
        yield one


@asynccontextmanager
async def with_token(address: str, token: str) -> AsyncIterator[Agent]:
    """An agent over HTTP that has a token."""
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as http,
        agent(streamable_http_client(address, http_client=http)) as one,
    ):
        yield one


if __name__ == "__main__":
    here(service(Path(sys.argv[1]), Rehearsal(scene_s=float(sys.argv[2])))).run()
