"""One worker process and the pipe to it."""

import asyncio
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path

from videostudio.film.errors import WorkerDied
from videostudio.graphs.executor.messages import REPLIES, Answered, Order, Ready, Refused, Stepped

LONGEST_REPLY = 64 * 2**20
LOG_TAIL = 400

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""One thread each: the workers are the parallelism."""


SECRET = "VIDEOSTUDIO_LLM_API_KEY"
"""Not for workers: they call no language model."""


class WorkerProcess:
    """A started worker. It dies with this process, because its standard input closes then."""

    def __init__(self, process: Process, log: Path) -> None:
        self._process, self._log = process, log

    @classmethod
    async def start(cls, command: tuple[str, ...], log: Path) -> "WorkerProcess":
        """Starts `command`; what it prints goes to the end of `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, **dict.fromkeys(THREADS, "1")}
        environment.pop(SECRET, None)
        with log.open("ab") as stderr:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=stderr, env=environment, limit=LONGEST_REPLY
            )
        return cls(process, log)

    async def carry_out(self, order: Order, stepped: Callable[[Stepped], None]) -> Answered:
        """The worker's answer. Raises what the worker was refused with, and WorkerDied."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(order.model_dump_json().encode() + b"\n")
            await self._process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise await self._died() from error
        while True:
            match await self._reply():
                case Answered() as answer:
                    return answer
                case Refused() as refused:
                    raise refused.raised()
                case Stepped() as step:
                    stepped(step)
                case Ready():
                    pass

    async def kill(self) -> None:
        """Ends the process, whatever it is doing, and waits for its end."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()

    async def _reply(self) -> Ready | Stepped | Answered | Refused:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise await self._died()
        return REPLIES.validate_json(line)

    async def _died(self) -> WorkerDied:
        await self._process.communicate()
        code = self._process.returncode
        tail = self._log.read_bytes()[-LOG_TAIL:].decode(errors="replace").strip() if self._log.is_file() else ""
        return WorkerDied(f"a worker process ended with status {code}: {tail.splitlines()[-1] if tail else 'no word'}")
