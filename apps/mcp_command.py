"""The commands mcp and skill: films for agents."""

from pathlib import Path
from typing import Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import needing, plain_errors, workspace_at
from videostudio.apps.serve_command import Host, Port

Http = Annotated[bool, typer.Option("--http", help="Over streamable HTTP instead of standard input and output.")]
Folder = Annotated[Path | None, typer.Argument(help="A folder of skills; left out, the text is printed.")]


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file on `app`."""
    app.command("mcp")(mcp)
    app.command("skill")(skill)


def mcp(
    http: Http = False, host: Host = "127.0.0.1", port: Port = 8001, home: o.Home = None, debug: o.Debug = False
) -> None:
    """Serve films to agents over the Model Context Protocol. Films that an earlier server left go on."""
    with plain_errors(debug):
        from videostudio.apps.desk.service import Service

        with needing("mcp", "the MCP door"):
            from videostudio.apps.http.server import serve
            from videostudio.apps.mcp import server
        workspace = workspace_at(home).ensure()
        if not http:
            server.here(server.own(workspace)).run()
            return
        serve(
            Service(workspace),
            host,
            port,
            lambda at: typer.echo(f"Agents find films at {at}{server.PATH}. Ctrl-C ends it.", err=True),
            server.over_http,
        )


def skill(folder: Folder = None, debug: o.Debug = False) -> None:
    """Print the SKILL.md that tells agents how films are made here, or write it into their folder of skills."""
    with plain_errors(debug):
        from videostudio.apps.mcp.skill import install
        from videostudio.apps.mcp.skill import skill as text

        typer.echo(text() if folder is None else f"{install(folder)} is written.")
