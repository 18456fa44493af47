"""A worker process on this machine and the pipe to it."""

import asyncio
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from pathlib import Path

LONGEST_REPLY = 64 * 2**20
LOG_TAIL = 400

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""One thread each: the workers are the parallelism."""


SECRETS = ("VIDEOSTUDIO_LLM_API_KEY", "VIDEOSTUDIO_MACHINES_POSTGRES")
"""Not for workers: they call no language model and keep no locks."""


class ProcessPipe:
    """See Pipe. The process dies with this one, because its standard input closes then."""

    def __init__(self, process: Process, log: Path) -> None:
        self._process, self._log = process, log

    @classmethod
    async def start(
        cls, command: tuple[str, ...], log: Path, environment: Mapping[str, str] | None = None
    ) -> "ProcessPipe":
        """Starts `command`, with `environment` over this process's own; what it prints goes to the end of `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        whole = {**os.environ, **dict.fromkeys(THREADS, "1"), **(environment or {})}
        for secret in SECRETS:
            whole.pop(secret, None)
        with log.open("ab") as stderr:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=stderr, env=whole, limit=LONGEST_REPLY
            )
        return cls(process, log)

    async def write(self, line: bytes) -> None:
        """See Pipe."""
        assert self._process.stdin is not None
        self._process.stdin.write(line)
        await self._process.stdin.drain()

    async def read(self) -> bytes:
        """See Pipe. A line that was torn by the worker's end counts as none."""
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        return line if line.endswith(b"\n") else b""

    async def kill(self) -> None:
        """See Pipe."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def last_words(self) -> str:
        """See Pipe."""
        code = await self._process.wait()
        tail = self._log.read_bytes()[-LOG_TAIL:].decode(errors="replace").strip() if self._log.is_file() else ""
        return f"a worker process ended with status {code}: {tail.splitlines()[-1] if tail else 'no word'}"
