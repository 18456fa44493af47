"""Commands that make films: make, plan, resume, render."""

from typing import TYPE_CHECKING, Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import conduct, plain_errors, use_machines

if TYPE_CHECKING:
    from videostudio.film.record import FilmRecord
    from videostudio.graphs.studio import Studio


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
        use_machines(executor=executor, devices=devices, store=store)
        from videostudio.apps.briefs import Words, brief_from, own_images
        from videostudio.graphs.studio import MakeOptions

        words = Words(
            prompt,
            scenes,
            seconds,
            size,
            fps,
            style,
            seed,
            approve,
            tuple(reference or ()),
            silent=silent,
            captions=captions,
            cards=not no_cards,
            scene_seconds=scene_seconds,
            must_have=tuple(must or ()),
            forbidden=tuple(without or ()),
            tokens=tokens,
            money=money,
            stand_in=not no_stand_in,
        )
        options = MakeOptions(
            profile=profile, name=name, new=new, out=out, workers=workers, upscale=upscale, writer=writer
        )

        async def work(studio: "Studio") -> "tuple[FilmRecord, Studio]":
            brief = brief_from(words, own_images(words.references, studio.add_image))
            return await studio.make(brief, options), studio

        brief_from(words)
        _answer(*conduct(ctx, home, work), as_json=json, strict=strict)


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
        from videostudio.apps.briefs import Words, brief_from
        from videostudio.apps.screenplay import screenplay
        from videostudio.graphs.studio import MakeOptions

        words = Words(
            prompt,
            scenes,
            seconds,
            style=style,
            seed=seed,
            scene_seconds=scene_seconds,
            must_have=tuple(must or ()),
            forbidden=tuple(without or ()),
            tokens=tokens,
            money=money,
            stand_in=not no_stand_in,
        )
        brief = brief_from(words)
        script = conduct(ctx, home, lambda studio: studio.plan(brief, MakeOptions(writer=writer)))
        typer.echo(script.model_dump_json() if json else screenplay(script))


def resume(
    ctx: typer.Context,
    film: o.Film,
    approve: Annotated[bool, typer.Option("--approve", help="Say yes to what the film waits with.")] = False,
    reject: Annotated[str | None, typer.Option(metavar="TEXT", help="Say no, and why.")] = None,
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
        use_machines(executor=executor, devices=devices, store=store)
        from videostudio.apps.decisions import decision_from

        decision = decision_from(approve, reject)

        async def work(studio: "Studio") -> "tuple[FilmRecord, Studio]":
            return await studio.resume(film, decision), studio

        _answer(*conduct(ctx, home, work), as_json=json, strict=strict, rejecting=reject is not None)


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
        use_machines(executor=executor, devices=devices, store=store)
        from videostudio.graphs.studio import MakeOptions

        options = MakeOptions(profile=profile, name=name, new=new, out=out, workers=workers, upscale=upscale)

        async def work(studio: "Studio") -> "tuple[FilmRecord, Studio]":
            return await studio.render(film, profile, options), studio

        _answer(*conduct(ctx, home, work), as_json=json, strict=strict)


def _answer(record: "FilmRecord", studio: "Studio", *, as_json: bool, strict: bool, rejecting: bool = False) -> None:
    from videostudio.apps.answers import exit_code, film_json, summary

    folder = studio.folder(record.film)
    typer.echo(film_json(record, folder) if as_json else summary(record, folder))
    raise typer.Exit(exit_code(record, strict=strict, rejecting=rejecting))
