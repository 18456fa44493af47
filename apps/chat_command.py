"""The command chat: a film directed in conversation."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from videostudio.agents.chat.guide import guide
from videostudio.apps import options as o
from videostudio.apps.door import conduct, desk_of, in_words, plain_errors

if TYPE_CHECKING:
    from videostudio.apps.desk.desk import Desk
    from videostudio.film.conversation import Reply
    from videostudio.graphs.conversation import Conversation
    from videostudio.graphs.studio import Studio

ENDS = ("quit", "exit", "bye")
PICTURE = "/picture "
SomeFilm = Annotated[str | None, typer.Argument(help="A film's id, the start of it, or its name.", show_default=False)]
TalkName = Annotated[
    str | None, typer.Option("--talk", metavar="NAME", help="Go on with a conversation, or begin one of that name.")
]


def register(app: typer.Typer) -> None:
    """Hangs the command of this file on `app`."""
    app.command("chat", epilog="\n\n".join(guide()))(chat)


def chat(
    ctx: typer.Context,
    film: SomeFilm = None,
    talk: TalkName = None,
    reference: o.References = None,
    scenes: o.Scenes = None,
    seconds: o.Seconds = None,
    size: o.Size = "1280x720",
    fps: o.Fps = 24,
    profile: o.Profile = "preview",
    writer: o.Reader = "",
    no_stand_in: o.NoStandIn = False,
    tokens: o.Tokens = None,
    money: o.Money = None,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Direct a film in conversation: about a film that is there, or beginning with a sentence for a new one. Reads one
    sentence a line; an empty line or "quit" ends it. "/picture dog=FILE" brings your own picture."""
    with plain_errors(debug):
        from videostudio.apps.wished import reference_from, wishes_of

        wishes = wishes_of({"prompt": "", **ctx.params, "reference": ()})

        def about(desk: "Desk", name: str | None = talk) -> "Conversation":
            return desk.talk(name, film=film, wishes=wishes)

        first = about(desk_of(ctx, home))
        for words in reference or ():
            first.bring(*reference_from(words))
        if not json:
            _greet(first)
        while (line := _next()) is not None:
            if not json:
                _echo(line)
            with _kept_talking():
                if line.startswith(PICTURE):
                    first.bring(*reference_from(line.removeprefix(PICTURE)))
                    typer.echo("I have your picture. Whom does it show? Say: use my picture for the dog.", err=json)
                    continue
                reply = conduct(ctx, home, lambda desk, line=line: about(desk, first.id).say(line))  # type: ignore[misc]
                _answer(reply, desk_of(ctx, home).studio, as_json=json)
        if not json:
            typer.echo(f"Go on later: videostudio chat --talk {first.id}", err=True)


def _greet(first: "Conversation") -> None:
    """Says what the conversation is about and how it goes on."""
    talk = first.talk
    about = f"about {talk.film}" if talk.film else "about a new film: say what it is about, in a sentence"
    typer.echo(f'This is {first.id}, {about}. "help" shows what can be said, "quit" ends it.', err=True)
    if talk.proposal is not None:
        typer.echo(f"Your yes or no is still wanted to: {talk.proposal.said}", err=True)


def _next() -> str | None:
    """The next line of the speaker, None at the end."""
    if sys.stdin.isatty():
        typer.echo("> ", nl=False, err=True)
    line = sys.stdin.readline().strip()
    return None if not line or line.lower() in ENDS else line


def _echo(line: str) -> None:
    """What was said, where no terminal shows it: the output reads as a conversation."""
    if not sys.stdin.isatty():
        typer.echo(f"\n> {line}\n")


@contextmanager
def _kept_talking() -> Iterator[None]:
    """What one sentence could not do, whoever can mend that, is told; the conversation goes on."""
    from videostudio.film.errors import VideoStudioError

    try:
        yield
    except VideoStudioError as error:
        typer.echo(in_words(error), err=True)


def _answer(reply: "Reply", studio: "Studio", *, as_json: bool) -> None:
    from videostudio.apps.replies import reply_in_words, reply_json
    from videostudio.film.conversation import ReplyKind

    typer.echo(reply_json(reply, studio) if as_json else reply_in_words(reply, studio))
    if reply.kind is ReplyKind.PROPOSAL and not as_json:
        typer.echo("Shall I? Say yes or no, or what else should change.")
