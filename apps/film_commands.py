"""Commands about films that are there: show, films, cancel, rm."""

import sys
from typing import Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import plain_errors, studio_of


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file on `app`."""
    app.command("show")(show)
    app.command("films")(films)
    app.command("cancel")(cancel)
    app.command("rm")(remove)


def show(ctx: typer.Context, film: o.Film, home: o.Home = None, json: o.Json = False, debug: o.Debug = False) -> None:
    """Say how a film was made and judged, scene by scene and take by take."""
    with plain_errors(debug):
        from videostudio.apps.answers import film_json
        from videostudio.apps.listing import film_in_words

        studio = studio_of(ctx, home)
        record = studio.show(film)
        folder = studio.folder(record.film)
        typer.echo(film_json(record, folder) if json else film_in_words(record, folder))


def films(ctx: typer.Context, home: o.Home = None, json: o.Json = False, debug: o.Debug = False) -> None:
    """List the films of this workspace."""
    with plain_errors(debug):
        from videostudio.apps.listing import films_in_words, films_json

        summaries = studio_of(ctx, home).films()
        typer.echo(films_json(summaries) if json else films_in_words(summaries))


def cancel(ctx: typer.Context, film: o.Film, home: o.Home = None, debug: o.Debug = False) -> None:
    """Stop a film that is being made, from another terminal or machine process: what was finished is kept."""
    with plain_errors(debug):
        studio_of(ctx, home).stop(film)
        typer.echo(f"Asked to stop. Go on with it: videostudio resume {film}", err=True)


def remove(
    ctx: typer.Context,
    film: o.Film,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask, on a terminal either.")] = False,
    home: o.Home = None,
    debug: o.Debug = False,
) -> None:
    """Remove a film. What other films share stays in the store until `store gc`; a folder of --out stays too."""
    with plain_errors(debug):
        studio = studio_of(ctx, home)
        folder = studio.folder(film)
        if not yes and sys.stdin.isatty() and not typer.confirm(f"Remove the film in {folder}?", err=True):
            raise typer.Exit(2)
        studio.remove(film)
        kept = f" {folder} is yours and stays." if folder.exists() else ""
        typer.echo(f"Removed.{kept} `videostudio store gc` frees what no other film uses.", err=True)
