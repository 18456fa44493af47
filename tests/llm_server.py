"""A small OpenAI-compatible endpoint on this machine, which answers as a test says and notes what it was asked."""

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from hurried import Hurried


@dataclass(frozen=True)
class Turn:
    """One answer. `text` is what the model says, `calls` the tools it calls, with their arguments; `body` is sent
    instead of a chat completion. `cut_to` bytes of it are sent before the connection ends, `reset` ends it at once,
    `hold_s` is waited first."""

    text: str = ""
    calls: tuple[tuple[str, dict[str, Any] | str], ...] = ()
    status: int = 200
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    finish: str = "stop"
    reasoning: str = ""
    usage: tuple[int, int] | None = (100, 50)
    cut_to: int | None = None
    reset: bool = False
    hold_s: float = 0.0


@dataclass(frozen=True)
class Asked:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def wish(self) -> str:
        """The kind of JSON that was asked for, "tools" for calls of them, "none" for neither."""
        return "tools" if "tools" in self.body else str(self.body.get("response_format", {}).get("type", "none"))

    @property
    def words(self) -> str:
        """The whole dialogue."""
        return "\n".join(str(message["content"]) for message in self.body["messages"])


def refused(status: int, message: str = "no", **more: Any) -> Turn:
    """An error as OpenAI words it; `headers` are the answer's."""
    headers = more.pop("headers", {})
    return Turn(status=status, body=json.dumps({"error": {"message": message, **more}}), headers=headers)


Answers = Callable[[Asked], Turn]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that went away are what some tests are about."""


class LlmServer:
    """`answers` decides; `asked` lists what came, `url` is the base of the API. What it waits passes on `hurried`, for
    clients that go by that clock."""

    def __init__(self, answers: Answers, hurried: Hurried | None = None) -> None:
        self.answers, self._hurried = answers, hurried
        self.asked: list[Asked] = []
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

    def wishes(self) -> list[str]:
        """The kinds of JSON that were asked for, in order."""
        return [asked.wish for asked in self.asked]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            """Keeps connections, as real servers do."""

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                outer.asked.append(asked)
                turn = outer.answers(asked)
                if turn.hold_s and outer._hurried is not None:
                    outer._hurried.pass_by(turn.hold_s)
                if turn.hold_s:
                    outer._ended.wait(turn.hold_s)
                if turn.reset:
                    linger = struct.pack("ii", 1, 0)
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self.close_connection = True
                    return
                data = (turn.body if turn.body is not None else _completion(turn, asked.body)).encode()
                self.send_response(turn.status)
                for name, value in {"content-type": "application/json", **turn.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data[: turn.cut_to])
                self.close_connection = turn.cut_to is not None

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def _completion(turn: Turn, body: dict[str, Any]) -> str:
    message: dict[str, Any] = {"role": "assistant", "content": turn.text}
    if turn.calls:
        message["tool_calls"] = [
            {
                "id": f"call-{at}",
                "type": "function",
                "function": {"name": name, "arguments": given if isinstance(given, str) else json.dumps(given)},
            }
            for at, (name, given) in enumerate(turn.calls)
        ]
    if turn.reasoning:
        message["reasoning_content"] = turn.reasoning
    answer: dict[str, Any] = {
        "id": "x",
        "object": "chat.completion",
        "created": 0,
        "model": body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": turn.finish}],
    }
    if turn.usage:
        prompt, completion = turn.usage
        answer["usage"] = {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
        }
    return json.dumps(answer)


def in_turn(*turns: Turn) -> Answers:
    """One after the other; the last one again and again."""
    waiting = list(turns)
    lock = threading.Lock()

    def answers(asked: Asked) -> Turn:
        with lock:
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return answers


@contextmanager
def serving(answers: Answers, hurried: Hurried | None = None) -> Iterator[LlmServer]:
    """A server for as long as the block runs."""
    server = LlmServer(answers, hurried)
    try:
        yield server
    finally:
        server.close()
