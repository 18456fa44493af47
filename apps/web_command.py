"""The command web: the page in a browser."""

from functools import partial
from typing import Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import needing, plain_errors, workspace_at
from videostudio.apps.serve_command import Host, Port

Open = Annotated[bool, typer.Option("--open", help="Open it in this machine's browser.")]

BehindTls = Annotated[
    bool, typer.Option("--behind-tls", help="A server with TLS stands before it: browsers keep tokens for https only.")
]


def register(app: typer.Typer) -> None:
    """Hangs the command of this file on `app`."""
    app.command("web")(web)


def web(
    host: Host = "127.0.0.1",
    port: Port = 7860,
    open_it: Open = False,
    behind_tls: BehindTls = False,
    home: o.Home = None,
    debug: o.Debug = False,
) -> None:
    """Make, direct and watch films in a browser; /v1/videos is served beside it. Films that were left go on."""
    with plain_errors(debug):
        from videostudio.apps.desk.service import Service

        with needing("ui", "the page"):
            from videostudio.apps.http import server
            from videostudio.apps.web.app import built

        def ready(at: str) -> None:
            typer.echo(f"VideoStudio is at {at} - Ctrl-C ends it.", err=True)
            if open_it:
                typer.launch(at)

        builds = partial(built, behind_tls=behind_tls)
        server.serve(Service(workspace_at(home).ensure()), host, port, ready, builds)
