"""The command evaluate: the metrics of a film, of a folder of films, or of a folder of clips."""

from pathlib import Path
from typing import Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import plain_errors, studio_of, workspace_at


def register(app: typer.Typer) -> None:
    """Hangs the command of this file on `app`."""
    app.command("evaluate")(evaluate)


def evaluate(
    ctx: typer.Context,
    film: Annotated[
        str,
        typer.Argument(metavar="FILM|FOLDER", help="A film's id or name, or a folder of films or of clips."),
    ],
    model: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="A CLIP in open_clip's format, instead of the critic's own."),
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Clips to tell the distance to: Frechet distance and KID.")
    ] = None,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Measure a film: CLIPSIM, Frame and Scene Consistency, FG-SIM, BG-SIM, and the formulas of VBench."""
    with plain_errors(debug):
        from videostudio.apps import evaluated
        from videostudio.graphs.eyes import CRITIC
        from videostudio.graphs.machines import store_of
        from videostudio.graphs.settings import settings_of

        workspace = workspace_at(home)
        eye, why = evaluated.eye(model, settings_of(CRITIC, workspace))
        artifacts = store_of(workspace)
        studio = studio_of(ctx, home)
        found = [
            evaluated.measured(subject, studio, artifacts, eye, why, against)
            for subject in evaluated.subjects(film, studio)
        ]
        typer.echo(evaluated.as_json(found) if json else evaluated.in_words(found))
