"""A small server of `/v1/videos` and `/v1/images` on this machine: conforming, unless a test makes it fail."""

import base64
import email
import email.policy
import io
import json
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import av
import numpy as np
from PIL import Image


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one answer. `lose` carries the request out and then breaks the connection off; `cut_to`
    bytes of the body are sent and no more."""

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: str = '{"error": {"message": "not now"}}'
    lose: bool = False
    cut_to: int | None = None
    hold_s: float = 0.0


@dataclass
class Came:
    """One request, as it came."""

    method: str
    path: str
    headers: dict[str, str]
    fields: dict[str, Any]
    files: dict[str, list[bytes]]


@dataclass
class VideoJob:
    id: str
    fields: dict[str, Any]
    looks: int = 0


Faults = Callable[[Came], Fault | None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that are killed are what some tests are about."""


class VideoServer:
    """`came` lists requests, `jobs` what was begun. A job is done after `looks` looks at it. `repeats` are the fields
    of a job that the list repeats; None has no list. `idempotent` honours Idempotency-Key."""

    def __init__(self, faults: Faults = lambda came: None, **options: Any) -> None:
        self.faults = faults
        self.looks: int = options.get("looks", 1)
        self.repeats: tuple[str, ...] | None = options.get("repeats", ("prompt", "model", "seconds"))
        self.idempotent: bool = options.get("idempotent", False)
        self.status: str = options.get("status", "completed")
        self.content: dict[str, Any] = {"type": "video/mp4", **options.get("content", {})}
        self.came: list[Came] = []
        self.jobs: dict[str, VideoJob] = {}
        self.pictures: list[Came] = []
        self._answers: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def close(self) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()

    def asked(self, method: str, ending: str) -> list[Came]:
        return [came for came in self.came if came.method == method and came.path.endswith(ending)]

    def prompts(self) -> Counter[str]:
        """How often each clip was begun, by what tells them apart."""
        return Counter(json.dumps(job.fields, sort_keys=True) for job in self.jobs.values())

    def answer(self, came: Came) -> tuple[int, bytes, str]:
        """Status, body and type."""
        parts = urlsplit(came.path)
        match came.method, parts.path.removeprefix("/v1").strip("/").split("/"):
            case "POST", ["videos"]:
                return self._begun(came)
            case "GET", ["videos"]:
                return self._list(parse_qs(parts.query))
            case "GET", ["videos", name]:
                job = self.jobs.get(name)
                return _missing() if job is None else self._looked(job)
            case "GET", ["videos", name, "content"]:
                return 200, film(self.jobs[name].fields), self.content["type"]
            case "POST", ["images", "generations" | "edits"]:
                self.pictures.append(came)
                return _json({"created": 1, "data": [{"b64_json": base64.b64encode(picture(came.fields)).decode()}]})
        return _missing()

    def _begun(self, came: Came) -> tuple[int, bytes, str]:
        job = VideoJob(f"video_{len(self.jobs):03}", came.fields)
        self.jobs[job.id] = job
        return _json({"id": job.id, "object": "video", "status": "queued", "progress": 0})

    def _list(self, query: dict[str, list[str]]) -> tuple[int, bytes, str]:
        if self.repeats is None:
            return _missing()
        known = [
            {"id": job.id, **{name: job.fields[name] for name in self.repeats if name in job.fields}}
            for job in reversed(self.jobs.values())
        ]
        return _json({"object": "list", "data": known[: int(query.get("limit", ["20"])[0])]})

    def _looked(self, job: VideoJob) -> tuple[int, bytes, str]:
        job.looks += 1
        state = self.status if job.looks > self.looks else "in_progress"
        return _json({"id": job.id, "status": state, "progress": 40, "error": {"message": "out of luck"}})

    def handle(self, came: Came) -> tuple[int, bytes, str]:
        """The answer to a request, the first one again under a known key."""
        with self._lock:
            key = came.headers.get("idempotency-key", "")
            if self.idempotent and key and key in self._answers:
                return 200, self._answers[key], "application/json"
            status, body, kind = self.answer(came)
            if key and status == 200:
                self._answers[key] = body
            return status, body, kind

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answered(b"")

            def do_POST(self) -> None:
                self._answered(self.rfile.read(int(self.headers["content-length"])))

            def _answered(self, data: bytes) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                came = Came(self.command, self.path, headers, *_fields(headers.get("content-type", ""), data))
                with outer._lock:
                    outer.came.append(came)
                    fault = outer.faults(came) or Fault()
                if fault.hold_s:
                    outer._ended.wait(fault.hold_s)
                if fault.status is not None:
                    status, body, kind = fault.status, fault.body.encode(), "application/json"
                else:
                    status, body, kind = outer.handle(came)
                if fault.lose:
                    linger = struct.pack("ii", 1, 0)
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self.close_connection = True
                    return
                self.send_response(status)
                more = {**outer.content.get("headers", {})} if kind == outer.content["type"] else {}
                for name, value in {"content-type": kind, **more, **fault.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: fault.cut_to])
                self.close_connection = fault.cut_to is not None

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@contextmanager
def serving(faults: Faults = lambda came: None, **options: Any) -> Iterator[VideoServer]:
    """A server for as long as the block runs."""
    server = VideoServer(faults, **options)
    try:
        yield server
    finally:
        server.close()


def every(numbers: int, fault: Fault, method: str = "", ending: str = "") -> Faults:
    """Every so many'th request of a kind goes wrong, the first included."""
    seen = Counter[str]()

    def faults(came: Came) -> Fault | None:
        if (method and came.method != method) or not came.path.partition("?")[0].endswith(ending):
            return None
        seen["all"] += 1
        return fault if seen["all"] % numbers == 1 or numbers == 1 else None

    return faults


def film(fields: dict[str, Any]) -> bytes:
    """A small MP4 of the length that was asked for, in a colour of its own."""
    fps = int(fields.get("fps", 8))
    count = int(fields.get("num_frames", int(str(fields.get("seconds", 1))) * fps))
    colour = sum(str(fields.get("prompt", "")).encode()) % 200
    with io.BytesIO() as out:
        with av.open(out, "w", format="mp4") as container:
            stream = container.add_stream("libx264", rate=fps)
            stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
            stream.codec_context.options = {"preset": "ultrafast"}
            for number in range(count):
                pixels = np.full((36, 64, 3), colour, np.uint8)
                pixels[:, : 1 + number % 64] = 255
                container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
            container.mux(stream.encode())
        return out.getvalue()


def picture(fields: dict[str, Any]) -> bytes:
    """A PNG of the size that was asked for."""
    width, height = map(int, str(fields["size"]).split("x"))
    colour = sum(str(fields["prompt"]).encode()) % 256
    with io.BytesIO() as out:
        Image.new("RGB", (width, height), (colour, 90, 255 - colour)).save(out, "PNG", compress_level=1)
        return out.getvalue()


def _fields(kind: str, data: bytes) -> tuple[dict[str, Any], dict[str, list[bytes]]]:
    if kind.startswith("application/json"):
        return json.loads(data), {}
    if not kind.startswith("multipart/form-data"):
        return {}, {}
    message = email.message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + data, policy=email.policy.HTTP)
    fields: dict[str, Any] = {}
    files: dict[str, list[bytes]] = {}
    for part in message.iter_parts():  # type: ignore[attr-defined]
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if part.get_filename():
            files.setdefault(name, []).append(content)
        else:
            fields[name] = content.decode()
    return fields, files


def _json(value: object) -> tuple[int, bytes, str]:
    return 200, json.dumps(value).encode(), "application/json"


def _missing() -> tuple[int, bytes, str]:
    return 404, b'{"error": {"message": "not found"}}', "application/json"


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Until something holds."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.01)


def jobs_in(home: Path) -> list[dict[str, Any]]:
    """The journal of a workspace."""
    return [json.loads(file.read_bytes()) for file in sorted((home / "jobs").glob("*.json"))]
