"""The command edit: one wish for a film, what it costs, and the film with it."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import conduct, desk_of, plain_errors

if TYPE_CHECKING:
    from videostudio.apps.desk.desk import Desk
    from videostudio.film.conversation import Reply
    from videostudio.graphs.conversation import Conversation
    from videostudio.graphs.studio import Studio

UNCLEAR_EXIT = 2
Wish = Annotated[str, typer.Argument(help='What should change: "make scene 2 at night".', show_default=False)]


def register(app: typer.Typer) -> None:
    """Hangs the command of this file on `app`."""
    app.command("edit")(edit)


def edit(
    ctx: typer.Context,
    film: o.Film,
    wish: Wish,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")] = False,
    plan_only: Annotated[bool, typer.Option("--plan-only", help="Only say what would be made and reused.")] = False,
    reference: o.References = None,
    writer: o.Reader = "",
    strict: o.Strict = False,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Change a film in plain English: only what that touches is made again. `chat --help` shows what can be said."""
    with plain_errors(debug):
        from videostudio.apps.desk.wishes import Wishes
        from videostudio.apps.wished import reference_from
        from videostudio.film.conversation import ReplyKind
        from videostudio.graphs.conversation import Asks

        desk = desk_of(ctx, home)
        studio, asks = desk.studio, Asks.NEVER_ACTS if plan_only else Asks.ALWAYS
        wishes = Wishes(prompt="", writer=writer)
        asking = desk.talk(film=film, wishes=wishes, asks=asks)

        def about(at_work: "Desk") -> "Conversation":
            return at_work.talk(asking.id, film=film, wishes=wishes, asks=asks)

        def said(words: str) -> "Reply":
            return conduct(ctx, home, lambda at_work: about(at_work).say(words))

        try:
            for words in reference or ():
                asking.bring(*reference_from(words))
            reply = said(wish)
            if reply.kind is ReplyKind.PROPOSAL and not plan_only:
                _tell(reply, studio, as_json=False, quiet=json)
                _confirm(yes)
                reply = said("yes")
            _end(reply, studio, as_json=json, strict=strict)
        finally:
            asking.forget()


def _confirm(yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        typer.echo("Nothing was changed: say --yes to do it, or --plan-only to only look.", err=True)
        raise typer.Exit(UNCLEAR_EXIT)
    if not typer.confirm("Shall I?", err=True):
        typer.echo("Nothing was changed.", err=True)
        raise typer.Exit(UNCLEAR_EXIT)


def _tell(reply: "Reply", studio: "Studio", *, as_json: bool, quiet: bool) -> None:
    from videostudio.apps.replies import reply_in_words, reply_json

    typer.echo(reply_json(reply, studio) if as_json else reply_in_words(reply, studio), err=quiet)


def _end(reply: "Reply", studio: "Studio", *, as_json: bool, strict: bool) -> None:
    from videostudio.apps.answers import exit_code
    from videostudio.film.conversation import ReplyKind

    _tell(reply, studio, as_json=as_json, quiet=False)
    if reply.kind is ReplyKind.QUESTION:
        raise typer.Exit(UNCLEAR_EXIT)
    if reply.record is not None and reply.show is None:
        raise typer.Exit(exit_code(reply.record, strict=strict, rejecting=True))
