"""The command calibrate: where a profile's critic draws the line."""

from pathlib import Path
from typing import Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import STOPPED_EXIT, plain_errors, workspace_at


def register(app: typer.Typer) -> None:
    """Hangs the command of this file on `app`."""
    app.command("calibrate")(calibrate)


def calibrate(
    profile: o.Profile = "preview",
    scenes: Annotated[int, typer.Option(min=4, help="How many random scenes are shot for it.")] = 400,
    rate: Annotated[float, typer.Option(min=0.0001, max=0.5, help="Share of sound takes to reject, at most.")] = 0.02,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it here; films read it from the workspace.")
    ] = None,
    takes: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep every take's scores here; if they are, nothing is shot or measured."),
    ] = None,
    workers: o.Workers = None,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Measure what sound takes of a profile score, and from where on the critic rejects."""
    with plain_errors(debug):
        import asyncio

        from videostudio.apps.calibrated import in_words
        from videostudio.graphs.bootstrap import profile_said
        from videostudio.graphs.calibrating import calibrate as measured
        from videostudio.graphs.calibrations import file_of, keep

        workspace = workspace_at(home)
        wanted = profile_said(profile, workspace)
        work = measured(wanted, workspace, scenes=scenes, rate=rate, kept=takes, workers=workers, tell=_tell)
        try:
            found = asyncio.run(work)
        except KeyboardInterrupt:
            typer.echo("\nStopped. What was measured is kept: the same command goes on from there.", err=True)
            raise typer.Exit(STOPPED_EXIT) from None
        file = out or workspace.calibrations_root / file_of(found.profile, found.scorer, found.generators)
        keep(found, file)
        typer.echo("", err=True)
        typer.echo(found.model_dump_json() if json else in_words(found, file))


def _tell(answers: int) -> None:
    typer.echo(f"\r{answers} pictures, clips and measurements ", nl=False, err=True)
