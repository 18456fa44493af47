"""The `videostudio` command.

Only typer is imported here and in the files of the commands; what they need to work is imported inside
their bodies, so that `videostudio --help` answers at once.
"""

from typing import Annotated

import typer

from videostudio import __version__
from videostudio.apps import (
    art_commands,
    batch_command,
    calibrate_command,
    chat_command,
    edit_command,
    evaluate_command,
    film_commands,
    jobs_command,
    llm_commands,
    make_commands,
    mcp_command,
    print_commands,
    serve_command,
    token_commands,
    web_command,
    workspace_commands,
)

EXIT_CODES = (
    "Exit codes: 0 a film was made, 2 you can fix it, 3 the machine's operator can, 4 something fell short and "
    "--strict was given, 5 a bug of ours, 6 waiting for your approval, 130 stopped by Ctrl-C."
)

app = typer.Typer(
    name="videostudio",
    help="One sentence becomes a multi-scene film whose people, places and things stay the same.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
make_commands.register(app)
batch_command.register(app)
film_commands.register(app)
edit_command.register(app)
chat_command.register(app)
print_commands.register(app)
serve_command.register(app)
mcp_command.register(app)
web_command.register(app)
token_commands.register(app)
workspace_commands.register(app)
llm_commands.register(app)
art_commands.register(app)
calibrate_command.register(app)
jobs_command.register(app)
evaluate_command.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"videostudio {__version__}")
        raise typer.Exit


@app.callback()
def _videostudio(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """One sentence becomes a multi-scene film whose people, places and things stay the same."""


def main() -> None:
    """Entry point of the installed command."""
    app()
