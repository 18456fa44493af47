"""What stands between a command and the studio: opening it, Ctrl-C, and errors in plain words."""

import errno
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import typer

from videostudio.film.errors import ModelError, OperatorError, UserError, VideoStudioError
from videostudio.tools.packages import packages_missing

if TYPE_CHECKING:
    from videostudio.apps.desk.desk import Desk
    from videostudio.graphs.studio import Studio
    from videostudio.tools.events import Event
    from videostudio.tools.workspace import Workspace

T = TypeVar("T")
OPERATOR_EXIT, BUG_EXIT, STOPPED_EXIT = 3, 5, 130


class OpensStudio(Protocol):
    """How a command comes by its studio; the tests of the commands bring one of their own."""

    def __call__(self, workspace: "Workspace", on_event: "Callable[[Event], None] | None") -> "Studio": ...


def open_studio(workspace: "Workspace", on_event: "Callable[[Event], None] | None" = None) -> "Studio":
    """The studio of a workspace."""
    from videostudio.graphs.studio import Studio

    return Studio(workspace, on_event)


def workspace_at(home: Path | None) -> "Workspace":
    """The workspace at `home`; None: the user's own."""
    from videostudio.tools.workspace import Workspace

    return Workspace.at(home)


def studio_of(ctx: typer.Context, home: Path | None) -> "Studio":
    """The studio for a command that only looks or tidies."""
    opens: OpensStudio = ctx.obj or open_studio
    return opens(workspace_at(home), None)


def conduct(
    ctx: typer.Context,
    home: Path | None,
    work: "Callable[[Desk], Coroutine[Any, Any, T]]",
    *,
    machines: Mapping[str, str | None] = MappingProxyType({}),
) -> T:
    """Runs `work` at a desk whose progress is shown on standard error, on the `machines` that were asked for. Ctrl-C
    ends it with exit 130 and says how to go on."""
    import asyncio
    from dataclasses import replace

    from videostudio.apps.progress import ProgressView

    opens: OpensStudio = ctx.obj or open_studio
    asked = tuple((name, value) for name, value in machines.items() if value is not None)
    workspace = replace(workspace_at(home), machines=asked)
    with ProgressView() as progress:
        try:
            return asyncio.run(work(_desk(opens(workspace, progress), workspace)))
        except KeyboardInterrupt:
            stopped = progress.film
    again = f"`videostudio resume {stopped}`" if stopped else "the same command again"
    typer.echo(f"\nStopped. What was finished is kept: go on with {again}.", err=True)
    raise typer.Exit(STOPPED_EXIT)


def desk_of(ctx: typer.Context, home: Path | None) -> "Desk":
    """The desk for a command that only looks."""
    return _desk(studio_of(ctx, home), workspace_at(home))


def _desk(studio: "Studio", workspace: "Workspace") -> "Desk":
    from videostudio.apps.desk.briefs import as_option
    from videostudio.apps.desk.desk import Desk

    return Desk(studio, workspace, call=as_option)


@contextmanager
def needing(extra: str, what: str) -> Iterator[None]:
    """Around the imports of what only `extra` installs. Raises BackendMissing with the command that does."""
    try:
        yield
    except ModuleNotFoundError as missing:
        raise packages_missing(what, missing.name, extra) from missing


@contextmanager
def plain_errors(debug: bool) -> Iterator[None]:
    """Ends the command with the exit code and the words that fit an error; `debug` adds the traceback."""
    try:
        yield
    # Typer ends these quietly: an exit that was asked for, and a reader of our output that went away.
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except VideoStudioError as error:
        _end(in_words(error), error.exit_code, debug)
    except OSError as error:
        _end(_refused(error), OPERATOR_EXIT, debug)
    # The outermost boundary: whatever else comes here is a bug, and a bug has an exit code too.
    except Exception as error:
        _end(_bug(error), BUG_EXIT, debug)


def _end(words: str, code: int, debug: bool) -> None:
    if debug:
        import traceback

        traceback.print_exc()
    typer.echo(words, err=True)
    raise typer.Exit(code)


def in_words(error: VideoStudioError) -> str:
    """An error as a person at a terminal reads it."""
    if isinstance(error, UserError):
        return f"videostudio: {error}"
    if isinstance(error, OperatorError):
        return f"This machine cannot do it yet: {error}"
    if isinstance(error, ModelError):
        advice = "another --seed or --profile may help; what was finished is kept"
        return f"A model gave nothing that can be used: {error}\nWhat to do: {advice}."
    return _bug(error)


def _refused(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    advice = {
        errno.ENOSPC: "free some space, or choose another disk with --home DIR",
        errno.EDQUOT: "free some space, or choose another disk with --home DIR",
        errno.EFBIG: "the file size limit is too low (`ulimit -f`): raise it, or make a shorter film",
        errno.EACCES: "choose a folder you may write to with --home DIR",
        errno.EROFS: "choose a folder you may write to with --home DIR",
        errno.EMFILE: "too many files are open: raise the limit (`ulimit -n`)",
    }.get(error.errno or 0, "check the disk and the path; --debug shows where it happened")
    return f"The machine refused: {error.strerror or error}{where}\nWhat to do: {advice}."


def _bug(error: Exception) -> str:
    what = str(error) or "no message"
    return (
        f"This is a bug in VideoStudio, not your fault: {type(error).__name__}: {what}\n"
        "What was finished is kept. Run the command again with --debug and report what it prints."
    )
