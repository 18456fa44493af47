"""A worker process on this machine and the pipe to it."""

import asyncio
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import Collection, Mapping
from pathlib import Path

from videostudio.graphs.executor.duty import OURS, TOLD

LONGEST_REPLY = 64 * 2**20
LOG_TAIL = 400

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""One thread each: the workers are the parallelism."""


class ProcessPipe:
    """See Pipe. The process dies with this one, because its standard input closes then."""

    def __init__(self, process: Process, log: Path) -> None:
        self._process, self._log = process, log

    @classmethod
    async def start(
        cls,
        command: tuple[str, ...],
        log: Path,
        environment: Mapping[str, str] | None = None,
        told: Collection[str] = TOLD,
    ) -> "ProcessPipe":
        """Starts `command`, with `environment` over this process's own, of which it is told what is not ours and what
        `told` names; what it prints goes to the end of `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        seen = {name: value for name, value in os.environ.items() if not name.startswith(OURS) or name in told}
        whole = {**seen, **dict.fromkeys(THREADS, "1"), **(environment or {})}
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
