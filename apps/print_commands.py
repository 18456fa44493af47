"""Commands that make something to show of a film: poster, gif, sheet."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import plain_errors, studio_of, workspace_at

if TYPE_CHECKING:
    from videostudio.film.record import FilmRecord
    from videostudio.tools.store.port import Artifacts

    Print = Callable[[FilmRecord, Artifacts], bytes]

File = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to put it: a file or a folder.")]


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file on `app`."""
    app.command("poster")(poster)
    app.command("gif")(gif)
    app.command("sheet")(sheet)


def poster(
    ctx: typer.Context,
    film: o.Film,
    out: File = None,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Make a poster of a film: its best picture, the title, the credits (PNG)."""
    with plain_errors(debug):
        from videostudio.tools.prints.poster import poster as make

        _print(ctx, film, "poster.png", make, out, home, as_json=json)


def gif(
    ctx: typer.Context,
    film: o.Film,
    width: Annotated[int, typer.Option(min=64, max=1920, help="Px, at most the film's own.")] = 480,
    seconds: Annotated[float, typer.Option(min=0.5, max=60, help="How long it runs before it begins again.")] = 8.0,
    out: File = None,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Make a looping GIF of at most 8 MB with a moment of every scene."""
    with plain_errors(debug):
        from videostudio.tools.prints.gif import gif as make

        _print(
            ctx,
            film,
            "film.gif",
            lambda record, artifacts: make(record, artifacts, width=width, seconds=seconds),
            out,
            home,
            as_json=json,
        )


def sheet(
    ctx: typer.Context,
    film: o.Film,
    out: File = None,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Make a contact sheet: three frames of every scene, what happens, and the scores (JPEG)."""
    with plain_errors(debug):
        from videostudio.tools.prints.sheet import sheet as make

        _print(ctx, film, "sheet.jpg", make, out, home, as_json=json)


def _print(
    ctx: typer.Context, film: str, name: str, make: "Print", out: Path | None, home: Path | None, *, as_json: bool
) -> None:
    """Makes a print, writes it to `out` or into the film's folder, and says where it is."""
    from json import dumps

    from videostudio.film.errors import CorruptArtifact, UserError
    from videostudio.graphs.machines import store_of
    from videostudio.tools.store.durable import Kind, make_folder, write_atomic

    studio = studio_of(ctx, home)
    record = studio.show(film)
    path = out.expanduser().absolute() if out else studio.folder(record.film).absolute() / name
    path = path / name if path.is_dir() else path
    try:
        data = make(record, store_of(workspace_at(home)))
    except CorruptArtifact as error:
        raise UserError(f"{error}: `videostudio resume {record.film}` makes it again") from error
    make_folder(path.parent)
    write_atomic(path, data, kind=Kind.FILM)
    typer.echo(dumps({"film": record.film, "path": str(path)}, ensure_ascii=False) if as_json else str(path))
