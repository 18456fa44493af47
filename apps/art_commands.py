"""Commands about the artwork that the animatic draws with: art list and art install."""

from typing import Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import plain_errors

Pack = Annotated[str, typer.Argument(help="The pack to fetch.")]


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file on `app`."""
    art = typer.Typer(no_args_is_help=True, help="See and fetch the artwork that previews are drawn with.")
    art.command("list")(show)
    art.command("install")(install)
    app.add_typer(art, name="art")


def show(json: o.Json = False, debug: o.Debug = False) -> None:
    """List the packs, which of them are here, and what their licences ask of a film."""
    with plain_errors(debug):
        from videostudio.apps.art_shelf import as_json, in_words, shelf

        typer.echo(as_json(shelf()) if json else in_words(shelf()))


def install(
    pack: Pack = "fluent",
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Do nothing where it is here already.")] = False,
    debug: o.Debug = False,
) -> None:
    """Fetch a pack with npm and check it. Films use Fluent Emoji once it is here."""
    with plain_errors(debug):
        from videostudio.apps.art_shelf import fetched

        typer.echo(fetched(pack, only_if_missing=if_missing))
