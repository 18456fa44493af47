"""The command serve: films over HTTP."""

from typing import Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import needing, plain_errors, workspace_at

Host = Annotated[str, typer.Option(help="The address to listen on; other than this machine's own, it takes a token.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]


def register(app: typer.Typer) -> None:
    """Hangs the command of this file on `app`."""
    app.command("serve")(serve)


def serve(host: Host = "127.0.0.1", port: Port = 8000, home: o.Home = None, debug: o.Debug = False) -> None:
    """Serve films over HTTP, in the shape of OpenAI's /v1/videos. Films that an earlier server left go on."""
    with plain_errors(debug):
        from videostudio.apps.desk.service import Service

        with needing("server", "serving"):
            from videostudio.apps.http import server
        service = Service(workspace_at(home).ensure())
        server.serve(
            service, host, port, lambda at: typer.echo(f"Films are served at {at}/v1/videos. Ctrl-C ends it.", err=True)
        )
