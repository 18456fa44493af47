"""Checkpoints of one film: SQLite in the film's folder, every step durable before the next begins.

A checkpoint is a convenience: the brief and the store are enough to make the film again without generating
anything twice. So one that cannot be read is set aside, never mended.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from videostudio.tools.store import durable

CHECKPOINT_FILE = "checkpoint.sqlite"
POINTS = ("checkpoint.begin", "checkpoint.committed", "writes.begin", "writes.committed")
"""Where a kill can fall into a checkpoint; see `tools/store/durable.py`."""

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)
"""What the serialiser raises over a checkpoint that SQLite can read and that still makes no sense."""


class FilmSaver(AsyncSqliteSaver):
    """The saver, with the points at which tests kill it."""

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


@asynccontextmanager
async def film_saver(folder: Path) -> AsyncIterator[FilmSaver]:
    """The film's saver. Raises sqlite3.DatabaseError if the file is damaged."""
    async with FilmSaver.from_conn_string(str(folder / CHECKPOINT_FILE)) as saver:
        await saver.setup()
        assert isinstance(saver, FilmSaver)
        yield saver


def set_aside(folder: Path) -> Path:
    """Renames a damaged checkpoint, so that the film starts from its brief; nothing is deleted."""
    numbers = (folder / f"{CHECKPOINT_FILE}.broken-{number}" for number in range(1, 10_000))
    aside = next(path for path in numbers if not path.exists())
    (folder / CHECKPOINT_FILE).rename(aside)
    for suffix in ("-wal", "-shm"):
        (folder / f"{CHECKPOINT_FILE}{suffix}").unlink(missing_ok=True)
    return aside
