"""The MCP door with real films and real kills: the command over standard input and output, and over HTTP."""

import base64
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import psutil
import pytest
from mcp import MCPError, StdioServerParameters
from mcp_door import agent
from test_http_slow import free_port

from videostudio.tools.ledger import Ledger
from videostudio.tools.workspace import Workspace

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

COMMAND = str(Path(sys.executable).with_name("videostudio"))
CAT = {"prompt": "A cat walks along a beach. The cat sits.", "scenes": 2, "seconds": 2, "size": "128x128", "fps": 8}
YES = {"action": "accept", "content": {"approved": True}}


def nothing_was_lost(home: Path, film: str) -> None:
    counts = Ledger(Workspace(home).film_folder(film) / "ledger.jsonl").counts()
    print(f"{counts.generator_calls} generator calls begun")
    assert (Workspace(home).film_ids(), counts.generator_calls > 0, counts.repeats) == ([film], True, 0)


async def looked_at(one: Any, film: str, wait_s: float = 300) -> dict[str, Any]:
    return dict(await one.call("get_video", film=film, wait_s=wait_s))


async def test_a_server_over_stdio_that_is_killed_and_started_again_loses_nothing(tmp_path: Path) -> None:
    command = StdioServerParameters(command=COMMAND, args=["mcp", "--home", str(tmp_path)])
    async with agent(command, YES) as one:
        film = (await one.call("create_video", **CAT, silent=True, approve="script", wait_s=300))["id"]
        async with anyio.create_task_group() as both:
            both.start_soon(killed_when_at_work, tmp_path, film)
            with pytest.raises(MCPError):  # the connection is gone, as the server is
                await one.call("review_storyboard", film=film, wait_s=300)
    async with agent(command) as one:
        made = await looked_at(one, film)
        assert made["status"] == "completed"
        [content] = (await one.client.read_resource(made["files"]["film.mp4"])).contents
        assert b"ftyp" in base64.b64decode(content.blob)[:16]
    nothing_was_lost(tmp_path, film)


async def killed_when_at_work(home: Path, film: str) -> None:
    """Kills the server that is our child once it has begun to draw."""
    ledger = Workspace(home).film_folder(film) / "ledger.jsonl"
    while not (ledger.is_file() and Ledger(ledger).counts().generator_calls):
        await anyio.sleep(0.1)
    [server] = [one for one in psutil.Process().children() if "mcp" in one.cmdline()]
    os.kill(server.pid, signal.SIGKILL)


def test_nothing_but_the_protocol_is_on_standard_output(tmp_path: Path) -> None:
    info = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    call = {"name": "create_video", "arguments": {**CAT, "profile": "no such profile"}}
    said = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": info},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": call},
    ]
    with subprocess.Popen(
        [COMMAND, "mcp", "--home", str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("".join(f"{json.dumps(one)}\n" for one in said))
        process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for _ in range(2)]
        process.stdin.close()
        assert (process.stdout.read(), process.wait(60)) == ("", 0)
    assert [one["id"] for one in answers] == [1, 2]
    assert "preview" in answers[1]["result"]["content"][0]["text"]


@contextmanager
def serving(home: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    command = [COMMAND, "mcp", "--http", "--home", str(home), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert b"Agents find films at" in process.stderr.readline()
        try:
            yield process
        finally:
            process.kill()


async def test_a_server_over_http_that_is_killed_and_started_again_loses_nothing(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/mcp"
    with serving(tmp_path, port) as process:
        async with agent(address, YES) as one:
            film = (await one.call("create_video", **CAT, silent=True, approve="script", wait_s=300))["id"]
            assert (await one.call("review_storyboard", film=film, wait_s=0))["status"] != "failed"
            until = time.monotonic() + 300
            while (await looked_at(one, film, 0))["progress"] == 0:
                assert time.monotonic() < until
                await anyio.sleep(0.1)
        process.kill()
    with serving(tmp_path, port):
        async with agent(address) as one:
            assert (await looked_at(one, film))["status"] == "completed"
            assert (await one.call("edit_video", film=film, wish="remove scene 2", wait_s=300))["status"] == "completed"
            assert len((await looked_at(one, film))["scenes"]) == 1
    nothing_was_lost(tmp_path, film)
