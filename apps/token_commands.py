"""Commands about guests of served doors: token add, token list, token rm."""

from typing import Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import plain_errors, workspace_at

Name = Annotated[str, typer.Argument(help="The guest's name: a-z, 0-9 and -.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file on `app`."""
    token = typer.Typer(no_args_is_help=True, help="Let guests in: each has a token, and films of their own.")
    token.command("add")(add)
    token.command("list")(show)
    token.command("rm")(remove)
    app.add_typer(token, name="token")


def add(name: Name, home: o.Home = None, debug: o.Debug = False) -> None:
    """Make a token for a guest and print it, once: it is kept nowhere. The one they had no longer counts."""
    with plain_errors(debug):
        from videostudio.apps.desk.guests import new_token

        typer.echo(new_token(workspace_at(home), name))


def show(home: o.Home = None, debug: o.Debug = False) -> None:
    """List the guests."""
    with plain_errors(debug):
        from videostudio.apps.desk.guests import Keyring

        typer.echo("\n".join(Keyring.of(workspace_at(home)).names) or "Nobody has a token.")


def remove(name: Name, home: o.Home = None, debug: o.Debug = False) -> None:
    """End a guest's token. Their films stay."""
    with plain_errors(debug):
        from videostudio.apps.desk.guests import take_token

        take_token(workspace_at(home), name)
        typer.echo(
            f"The token of {name} no longer counts. When the last one is gone, doors that run let nobody in.", err=True
        )
