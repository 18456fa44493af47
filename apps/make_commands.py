"""Commands that make films: make, plan, resume, render.

What `make` and `plan` take is what a film can be asked for, so their wishes are read from what typer parsed.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import conduct, plain_errors

if TYPE_CHECKING:
    from videostudio.apps.desk.films import Film


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file on `app`."""
    app.command("make")(make)
    app.command("plan")(plan)
    app.command("resume")(resume)
    app.command("render")(render)


def make(
    ctx: typer.Context,
    prompt: o.Prompt,
    scenes: o.Scenes = None,
    seconds: o.Seconds = None,
    scene_seconds: o.SceneSeconds = None,
    size: o.Size = "1280x720",
    fps: o.Fps = 24,
    style: o.Style = "",
    seed: o.Seed = 0,
    silent: o.Silent = False,
    reference: o.References = None,
    must: o.Must = None,
    without: o.Without = None,
    captions: o.Captions = "track",
    no_cards: o.NoCards = False,
    profile: o.Profile = "preview",
    upscale: o.Upscale = "",
    writer: o.Writer = "",
    no_stand_in: o.NoStandIn = False,
    tokens: o.Tokens = None,
    money: o.Money = None,
    approve: o.Approve = "",
    workers: o.Workers = None,
    executor: o.Executor = None,
    devices: o.Devices = None,
    strict: o.Strict = False,
    name: o.Name = None,
    new: o.New = False,
    out: o.Out = None,
    store: o.SharedStore = None,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Make a film. The same words again return the same film, or go on with it."""
    with plain_errors(debug):
        machines = {"executor": executor, "devices": devices, "store": store}
        from videostudio.apps.wished import wishes_of

        wishes = wishes_of(ctx.params)
        _answer(conduct(ctx, home, lambda desk: desk.make(wishes), machines=machines), as_json=json, strict=strict)


def plan(
    ctx: typer.Context,
    prompt: o.Prompt,
    scenes: o.Scenes = None,
    seconds: o.Seconds = None,
    scene_seconds: o.SceneSeconds = None,
    style: o.Style = "",
    seed: o.Seed = 0,
    must: o.Must = None,
    without: o.Without = None,
    writer: o.Writer = "",
    no_stand_in: o.NoStandIn = False,
    tokens: o.Tokens = None,
    money: o.Money = None,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Write the script only: cast, scenes and camera, before anything is drawn."""
    with plain_errors(debug):
        from videostudio.apps.screenplay import screenplay
        from videostudio.apps.wished import wishes_of

        wishes = wishes_of(ctx.params)
        script = conduct(ctx, home, lambda desk: desk.plan(wishes))
        typer.echo(script.model_dump_json() if json else screenplay(script))


def resume(
    ctx: typer.Context,
    film: o.Film,
    approve: Annotated[bool, typer.Option("--approve", help="Say yes to what the film waits with.")] = False,
    reject: Annotated[str | None, typer.Option(metavar="TEXT", help="Say no, and why.")] = None,
    seen: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="The script or cut that you looked at, as the film's answer names it (script-..., cut-...): "
            "if the film waits with another by now, your word is refused.",
        ),
    ] = "",
    strict: o.Strict = False,
    executor: o.Executor = None,
    devices: o.Devices = None,
    store: o.SharedStore = None,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Go on with a film: after Ctrl-C, after a crash, or with your word on it."""
    with plain_errors(debug):
        machines = {"executor": executor, "devices": devices, "store": store}
        from videostudio.apps.decisions import decision_from

        word = decision_from(approve, reject, seen)
        made = conduct(ctx, home, lambda desk: desk.resume(film, word), machines=machines)
        _answer(made, as_json=json, strict=strict, rejecting=reject is not None)


def render(
    ctx: typer.Context,
    film: o.Film,
    profile: Annotated[str, typer.Option(help="Who makes the new pixels; `doctor` lists them.")],
    upscale: o.Upscale = "",
    workers: o.Workers = None,
    executor: o.Executor = None,
    devices: o.Devices = None,
    strict: o.Strict = False,
    name: o.Name = None,
    new: o.New = False,
    out: o.Out = None,
    store: o.SharedStore = None,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Film the same script with another profile: a new film, the same story."""
    with plain_errors(debug):
        machines = {"executor": executor, "devices": devices, "store": store}
        from videostudio.apps.wished import wishes_of

        wishes = wishes_of({"prompt": "", **ctx.params})
        _answer(
            conduct(ctx, home, lambda desk: desk.render(film, wishes), machines=machines), as_json=json, strict=strict
        )


def _answer(film: "Film", *, as_json: bool, strict: bool, rejecting: bool = False) -> None:
    from videostudio.apps.answers import exit_code, film_json, summary

    typer.echo(film_json(film.record, film.folder) if as_json else summary(film.record, film.folder))
    raise typer.Exit(exit_code(film.record, strict=strict, rejecting=rejecting))
