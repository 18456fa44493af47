"""The command batch: the films of a manifest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from videostudio.apps import options as o
from videostudio.apps.door import STOPPED_EXIT, open_studio, plain_errors, workspace_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from videostudio.apps.batch.admitting import Admitted
    from videostudio.apps.batch.manifest import Broken
    from videostudio.apps.batch.rows import Row
    from videostudio.apps.desk.desk import Desk
    from videostudio.tools.events import Event

Manifest = Annotated[
    Path, typer.Argument(help="A brief a line of JSON (.jsonl), or a list in YAML (.yaml).", show_default=False)
]
AtOnce = Annotated[int, typer.Option("--at-once", min=1, max=64, help="Films made at a time.")]
Over = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="WISH=VALUE", help="For every brief, over what it says; may be repeated."),
]
TimeLimit = Annotated[
    float | None, typer.Option("--time-limit", min=1, metavar="SECONDS", help="What one film may take, at most.")
]
PlanOnly = Annotated[bool, typer.Option("--plan-only", help="Only say what would be made, and what it takes.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where summary.csv and sheet.html go.")]


def register(app: typer.Typer) -> None:
    """Hangs the command of this file on `app`."""
    app.command("batch")(batch)


def batch(
    ctx: typer.Context,
    manifest: Manifest,
    at_once: AtOnce = 1,
    over: Over = None,
    time_limit: TimeLimit = None,
    plan_only: PlanOnly = False,
    out: Out = None,
    strict: o.Strict = False,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Make the films of a manifest. The same again goes on where it was: nothing that is there is made twice. Ends with
    the exit code of the item that needs most attention."""
    with plain_errors(debug):
        import asyncio

        from videostudio.apps.batch import planning
        from videostudio.apps.batch.admitting import admit
        from videostudio.apps.batch.manifest import read
        from videostudio.apps.desk.desk import Desk
        from videostudio.apps.desk.limits import OWN
        from videostudio.apps.desk.paths import within

        opens = ctx.obj or open_studio
        folder, workspace = manifest.expanduser().absolute().parent, workspace_at(home)

        def desk(on_event: "Callable[[Event], None] | None" = None) -> "Desk":
            return Desk(opens(workspace, on_event), workspace, paths=within(folder))

        items = admit(read(manifest.expanduser(), OWN.items, _over(over or ())), desk(), at_once)
        if plan_only:
            found = asyncio.run(planning.estimates(items, desk()))
            typer.echo(planning.as_json(found) if json else planning.in_words(found))
            raise typer.Exit(2 if any(one.error for one in found) else 0)
        rows, bugs, stopped = _made(items, desk, at_once, time_limit)
        where = (out or _usual_folder(manifest, home)).expanduser().absolute()
        _answer(rows, where, manifest.name, desk(), as_json=json)
        if debug:
            from traceback import format_exception

            typer.echo("\n".join("".join(format_exception(bug)) for bug in bugs), err=True, nl=False)
        if stopped:
            typer.echo("\nStopped. What was finished is kept: the same command again goes on.", err=True)
            raise typer.Exit(STOPPED_EXIT)
        raise typer.Exit(_exit_code(rows, strict=strict))


def _made(
    items: "list[Admitted | Broken]", desk: "Callable[..., Desk]", at_once: int, limit_s: float | None
) -> "tuple[list[Row], list[Exception], bool]":
    """The rows of all items, the bugs that were met, and whether the user stopped it before there was a row of each."""
    import asyncio

    from videostudio.apps.batch.running import Batch
    from videostudio.apps.batch.views import fitting_view

    with fitting_view(len(items)) as view:

        async def run() -> "Batch":
            begun.append(Batch(desk, view, at_once=at_once, limit_s=limit_s))
            await begun[0].run(items)
            return begun[0]

        begun: list[Batch] = []
        try:
            asyncio.run(run())
            stopped = False
        except KeyboardInterrupt:
            stopped = True
    rows, bugs = (begun[0].rows, begun[0].bugs) if begun else ({}, [])
    return [rows.get(item.number) or _left(item) for item in items], bugs, stopped


def _left(item: "Admitted | Broken") -> "Row":
    from videostudio.apps.batch.admitting import Admitted
    from videostudio.apps.batch.rows import Row, RowState

    prompt, film = (item.brief.prompt, item.film) if isinstance(item, Admitted) else (item.label, "")
    return Row(number=item.number, prompt=prompt, film=film, state=RowState.LEFT)


def _over(said: "list[str] | tuple[str, ...]") -> dict[str, Any]:
    """The wishes of --set: their values are JSON where they can be read as such, else words. Raises BriefError."""
    from json import loads

    from videostudio.film.errors import BriefError

    found: dict[str, Any] = {}
    for text in said:
        name, equals, value = text.partition("=")
        if not equals:
            raise BriefError(f"--set {text!r} is not WISH=VALUE: write it like --set size=640x360")
        try:
            found[name.strip()] = loads(value)
        except ValueError:
            found[name.strip()] = value.strip()
    return found


def _usual_folder(manifest: Path, home: Path | None) -> Path:
    """One a manifest, by its name and place."""
    from videostudio.film.fingerprint import digest
    from videostudio.tools.workspace import slug

    place = manifest.expanduser().absolute()
    return workspace_at(home).root / "batches" / f"{slug(place.stem)}-{digest(str(place))[:8]}"


def _answer(rows: "list[Row]", folder: Path, title: str, desk: "Desk", *, as_json: bool) -> None:
    from json import dumps

    from videostudio.apps.batch import report
    from videostudio.apps.batch.rows import counted

    report.write(folder, title, rows, desk)
    files = {"summary": str(folder / report.SUMMARY_FILE), "sheet": str(folder / report.SHEET_FILE)}
    if as_json:
        items = [row.model_dump(mode="json") for row in rows]
        typer.echo(dumps({"counts": counted(rows), **files, "items": items}, ensure_ascii=False))
        return
    typer.echo(f"{len(rows)} briefs: {', '.join(f'{count} {state}' for state, count in counted(rows).items())}")
    for row in rows:
        if row.error:
            typer.echo(f"  {row.number}. {row.prompt[:60]}: {row.error_kind}, {' '.join(row.error.split())}")
    typer.echo("\n".join(f"  {what:<7} {file}" for what, file in files.items()))


def _exit_code(rows: "list[Row]", *, strict: bool) -> int:
    from videostudio.apps.answers import DEGRADED_EXIT
    from videostudio.apps.batch.rows import worst

    return worst(rows) or (DEGRADED_EXIT if strict and any(row.degraded for row in rows) else 0)
