"""The HTTP door with real films, real kills, and requests that nobody thought of."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from http_door import served
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from rehearsed import Rehearsal
from schemathesis import GenerationMode

from videostudio.apps.desk.limits import SERVED
from videostudio.tools.ledger import Ledger
from videostudio.tools.workspace import Workspace

pytestmark = pytest.mark.slow

TINY: dict[str, Any] = {"scenes": 2, "seconds": 2, "size": "128x128", "fps": 8, "silent": True}
PROMPTS = ("A dog runs across a meadow. The dog sleeps.", "A cat walks along a beach. The cat sits.", "An owl flies.")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def start(root: Path, port: int, client: httpx.Client) -> "subprocess.Popen[bytes]":
    command = [str(Path(sys.executable).with_name("videostudio")), "serve", "--home", str(root), "--port", str(port)]
    process = subprocess.Popen(
        command, stderr=subprocess.DEVNULL, env={**os.environ, "VIDEOSTUDIO_DOORS_FILMS_AT_ONCE": "2"}
    )
    for _ in range(1200):
        assert process.poll() is None
        try:
            client.get("/healthz")
            return process
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def wait_for(client: httpx.Client, enough: Any, seconds: float = 600) -> list[dict[str, Any]]:
    """The films once they are `enough`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        films: list[dict[str, Any]] = client.get("/v1/videos").json()["data"]
        if enough(films):
            return films
        time.sleep(0.2)
    raise AssertionError(f"after {seconds} s: {films}")


@pytest.mark.timeout(1800)
def test_a_server_that_is_killed_and_started_again_loses_nothing_and_pays_nothing_twice(tmp_path: Path) -> None:
    port = free_port()
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        process = start(tmp_path, port, client)
        orders = [{"prompt": prompt, **TINY, "approve": "script" if n == 2 else ""} for n, prompt in enumerate(PROMPTS)]
        films = [client.post("/v1/videos", json=order).json()["id"] for order in orders]
        wait_for(client, lambda found: any(one["progress"] > 20 for one in found))
        process.send_signal(signal.SIGKILL)
        process.wait()

        process = start(tmp_path, port, client)
        assert sorted(films) == sorted(one["id"] for one in client.get("/v1/videos").json()["data"])
        wait_for(client, lambda found: sum(one["status"] == "completed" for one in found) >= 1)
        wait_for(client, lambda found: any(one["waiting"] == "script" for one in found))
        client.post(f"/v1/videos/{films[2]}/review", json={"approved": True})
        process.send_signal(signal.SIGKILL)
        process.wait()

        process = start(tmp_path, port, client)
        wait_for(client, lambda found: all(one["status"] == "completed" for one in found))
        for film in films:
            assert b"ftyp" in client.get(f"/v1/videos/{film}/content", headers={"Range": "bytes=0-15"}).content
        again = client.post("/v1/videos", json=orders[0]).json()
        assert (again["id"], again["status"]) == (films[0], "completed")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)
    counts = [Ledger(path).counts() for path in Workspace(tmp_path).films_root.glob("*/ledger.jsonl")]
    print(f"{sum(one.generator_calls for one in counts)} generator calls begun")
    assert (len(counts), sum(one.repeats for one in counts)) == (3, 0)


def test_no_request_that_fits_the_description_or_does_not_ends_in_an_error_of_ours(tmp_path: Path) -> None:
    limits = SERVED.model_copy(update={"requests_per_minute": None, "films_waiting": 5})
    with served(tmp_path, Rehearsal(), limits) as address:
        order = {"prompt": PROMPTS[0], **TINY, "approve": "script"}
        film = httpx.post(f"{address}/v1/videos", json=order, timeout=60).json()["id"]
        wait = httpx.get(f"{address}/v1/videos/{film}/events", timeout=60)
        assert "event: done" in wait.text
        schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
        seen: list[int] = []
        for result in schema.get_all_operations():
            operation = result.ok()

            @settings(
                max_examples=25,
                deadline=None,
                database=None,
                derandomize=True,
                phases=[Phase.explicit, Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            def asked(case: Any) -> None:
                # Half of the requests are for a film there is: a made-up id leads no further than the desk.
                if case.path_parameters and len(seen) % 2:
                    case.path_parameters["video_id"] = film
                answer = case.call()
                seen.append(answer.status_code)
                assert answer.status_code < 500, f"{case.as_curl_command()}\n{answer.text}"

            if operation.method.upper() != "DELETE":
                asked_for(operation, asked)
        print(f"{len(seen)} requests: { {status: seen.count(status) for status in sorted(set(seen))} }")
        assert len(seen) > 200
        assert httpx.get(f"{address}/v1/videos/{film}", timeout=60).status_code == 200


def asked_for(operation: Any, asked: Any) -> None:
    """Runs `asked` with requests that fit the description of an operation, and with some that do not."""
    given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE))(asked)()
    # A route without parameters cannot be asked wrongly.
    with suppress(Unsatisfiable):
        given(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))(asked)()
