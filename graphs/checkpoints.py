"""Checkpoints of films, every step durable before the next begins: SQLite in the film's folder, or a Postgres server
that several machines share.

A checkpoint is a convenience: the brief and the store are enough to make the film again without generating
anything twice. So one that cannot be read is set aside, never mended.
"""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver, ChannelVersions, Checkpoint, CheckpointMetadata
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from videostudio.film.errors import EndpointError, NotEnoughDisk
from videostudio.tools.packages import packages_missing
from videostudio.tools.store import durable

CHECKPOINT_FILE = "checkpoint.sqlite"
POINTS = ("checkpoint.begin", "checkpoint.committed", "writes.begin", "writes.committed")
"""Where a kill can fall into a checkpoint; see `tools/store/durable.py`."""

_SETTING_UP = 0x51D70
"""The number of the lock under which one of many processes makes the tables."""
_LOCK = ("SELECT pg_advisory_lock(%s)", (_SETTING_UP,))
_UNLOCK = ("SELECT pg_advisory_unlock(%s)", (_SETTING_UP,))


class BrokenCheckpoint(Exception):
    """What was kept cannot be read, or makes no sense."""


class _Pointed(BaseCheckpointSaver[str]):
    """A saver with the points at which tests kill it."""

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        durable.point("checkpoint.begin")
        saved = await super().aput(config, checkpoint, metadata, new_versions)
        durable.point("checkpoint.committed")
        return saved

    async def aput_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        durable.point("writes.begin")
        await super().aput_writes(config, writes, task_id, task_path)
        durable.point("writes.committed")


class FilmSaver(_Pointed, AsyncSqliteSaver):
    """The saver of one film, in a file."""


@dataclass(frozen=True)
class Checkpoints:
    """Those of one film, under the name `thread`: in its `folder`, or on the server `postgres` ("postgresql://...")."""

    thread: str
    folder: Path
    postgres: str = ""

    @asynccontextmanager
    async def saver(self) -> AsyncIterator[BaseCheckpointSaver[str]]:
        """The film's saver. Raises BrokenCheckpoint, NotEnoughDisk, EndpointError, also while it is used."""
        if self.postgres:
            async with _postgres_saver(self.postgres) as saver:
                yield saver
            return
        with self._file_errors():
            async with FilmSaver.from_conn_string(str(self._file)) as saver:
                await saver.setup()
                yield saver

    def may_stand(self) -> bool:
        """Whether the film may have a checkpoint: False where there is no file."""
        return bool(self.postgres) or self._file.is_file()

    async def set_aside(self) -> str:
        """Takes a damaged checkpoint out of the way, so that the film starts from its brief; says where it is.
        Files are renamed, and never deleted."""
        if self.postgres:
            async with self.saver() as saver:
                await saver.adelete_thread(self.thread)
            return "was removed"
        numbers = (self.folder / f"{CHECKPOINT_FILE}.broken-{number}" for number in range(1, 10_000))
        aside = next(path for path in numbers if not path.exists())
        self._file.rename(aside)
        for suffix in ("-wal", "-shm"):
            (self.folder / f"{CHECKPOINT_FILE}{suffix}").unlink(missing_ok=True)
        return f"now lies in {aside.name}"

    def forget(self) -> None:
        """Removes those on a server; a file goes with its folder. Raises BackendMissing, EndpointError."""
        if not self.postgres:
            return
        with _answering():
            from langgraph.checkpoint.postgres import PostgresSaver
            from psycopg import Connection
            from psycopg.rows import dict_row

            with Connection.connect(self.postgres, autocommit=True, row_factory=dict_row) as connection:
                saver = PostgresSaver(connection)
                connection.execute(*_LOCK)
                saver.setup()
                connection.execute(*_UNLOCK)
                saver.delete_thread(self.thread)

    @property
    def _file(self) -> Path:
        return self.folder / CHECKPOINT_FILE

    @contextmanager
    def _file_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise NotEnoughDisk(f"the checkpoint in {self.folder} cannot be written: {error}") from error
        except sqlite3.DatabaseError as error:
            raise BrokenCheckpoint(str(error)) from error


@asynccontextmanager
async def _postgres_saver(address: str) -> AsyncIterator[BaseCheckpointSaver[str]]:
    with _answering():
        from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver

        class PostgresFilmSaver(_Pointed, AsyncPostgresSaver):
            """The saver of all films of a server; films are its threads."""

        async with PostgresFilmSaver.from_conn_string(address) as saver:
            assert isinstance(saver, PostgresFilmSaver)
            async with saver.conn.cursor() as cursor:  # type: ignore[union-attr]  # a connection, not a pool
                await cursor.execute(*_LOCK)
                await saver.setup()
                await cursor.execute(*_UNLOCK)
            yield saver


@contextmanager
def _answering() -> Iterator[None]:
    """Errors of a Postgres server, and of its packages, in the tree's words."""
    try:
        from psycopg import Error
    except ImportError as error:
        raise packages_missing("Postgres", error, "postgres") from error
    try:
        yield
    except Error as error:
        raise EndpointError(
            f"the Postgres server does not answer ({str(error).strip().splitlines()[0]}): check the address in the "
            "setting 'postgres' of 'machines', and that the server runs"
        ) from error
