"""Commands about jobs that were sent to a server: jobs list, jobs adopt and jobs again."""

from typing import Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import plain_errors, workspace_at

Name = Annotated[str, typer.Argument(metavar="JOB", help="A job's name, or the start of it.", show_default=False)]
Theirs = Annotated[str, typer.Argument(metavar="ID", help="What the server calls it.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file on `app`."""
    jobs = typer.Typer(no_args_is_help=True, help="See what was sent to a server, and settle what got lost.")
    jobs.command("list")(show)
    jobs.command("adopt")(adopt)
    jobs.command("again")(again)
    app.add_typer(jobs, name="jobs")


def show(home: o.Home = None, json: o.Json = False, debug: o.Debug = False) -> None:
    """List the jobs that were sent to a server, and how far they are."""
    with plain_errors(debug):
        from videostudio.apps.sent_jobs import as_json, in_words
        from videostudio.graphs.bootstrap import sent_jobs

        jobs = tuple(sent_jobs(workspace_at(home)).all())
        typer.echo(as_json(jobs) if json else in_words(jobs))


def adopt(job: Name, theirs: Theirs, home: o.Home = None, debug: o.Debug = False) -> None:
    """Say which of the server's jobs one is whose answer was lost; its film then goes on with it."""
    with plain_errors(debug):
        from videostudio.apps.sent_jobs import adopted
        from videostudio.graphs.bootstrap import sent_jobs

        typer.echo(adopted(sent_jobs(workspace_at(home)), job, theirs))


def again(job: Name, home: o.Home = None, debug: o.Debug = False) -> None:
    """Forget that a job was sent: its film sends it once more, and may pay once more."""
    with plain_errors(debug):
        from videostudio.apps.sent_jobs import forgotten
        from videostudio.graphs.bootstrap import sent_jobs

        typer.echo(forgotten(sent_jobs(workspace_at(home)), job))
