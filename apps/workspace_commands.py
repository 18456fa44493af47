"""Commands about the place itself: doctor, and the store's gc, verify and size."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import OPERATOR_EXIT, open_studio, plain_errors, workspace_at

if TYPE_CHECKING:
    from videostudio.tools.store.store import Store


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file on `app`."""
    store = typer.Typer(no_args_is_help=True, help="Look after the store of everything that was ever made.")
    store.command("gc")(gc)
    store.command("verify")(verify)
    store.command("size")(size)
    app.command("doctor")(doctor)
    app.command("profiles")(profiles)
    app.add_typer(store, name="store")


def doctor(
    profile: Annotated[
        str | None, typer.Option(help="Look at all that this profile needs, its models included.", show_default=False)
    ] = None,
    ask_llm: Annotated[
        bool, typer.Option("--ask-llm", help="Put two small questions to the language model, too.")
    ] = False,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Say what works on this machine, what does not, and what to do about it."""
    with plain_errors(debug):
        from videostudio.apps.checkup import as_json, checkup, in_words

        findings = checkup(workspace_at(home), profile, ask_llm=ask_llm)
        typer.echo(as_json(findings) if json else in_words(findings))
        raise typer.Exit(OPERATOR_EXIT if findings.blocked else 0)


def profiles(
    fit: Annotated[
        bool, typer.Option("--fit", help="Also say which fit GPUs of 8 to 80 GB, and how they can be made to.")
    ] = False,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """List who can make the pixels: models, licences, memory, downloads, and what is here."""
    with plain_errors(debug):
        from videostudio.apps.profile_shelf import as_json, fit_table, in_words, shelf

        found = shelf(workspace_at(home))
        table = fit_table(workspace_at(home)) if fit else ()
        typer.echo(as_json(found, table) if json else in_words(found, table))


def gc(
    ctx: typer.Context,
    older_than: Annotated[float, typer.Option(metavar="HOURS", min=0, help="Keep what is younger than this.")] = 1.0,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Free what no film uses any more, of guests' films too."""
    with plain_errors(debug):
        from videostudio.apps.desk.guests import all_guests, workspace_of
        from videostudio.apps.upkeep import collected

        own, opens = workspace_at(home), ctx.obj or open_studio
        places = (own, *(workspace_of(own, name) for name in all_guests(own)))
        freed = [opens(place, None).tidy(older_than * 3600) for place in places]
        typer.echo(collected(freed, as_json=json))


def verify(home: o.Home = None, json: o.Json = False, debug: o.Debug = False) -> None:
    """Read everything again; what is broken is set aside and made anew when it is needed."""
    with plain_errors(debug):
        from videostudio.apps.upkeep import verified

        typer.echo(verified(_store(home).verify(), as_json=json))


def size(home: o.Home = None, json: o.Json = False, debug: o.Debug = False) -> None:
    """Say how much the store holds."""
    with plain_errors(debug):
        from videostudio.apps.upkeep import measured

        typer.echo(measured(_store(home).size(), as_json=json))


def _store(home: Path | None) -> "Store":
    from videostudio.graphs.machines import store_of

    return store_of(workspace_at(home))
