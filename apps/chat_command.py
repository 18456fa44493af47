"""The command chat: a film directed in conversation."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import conduct, desk_of, plain_errors

if TYPE_CHECKING:
    from videostudio.apps.desk.desk import Desk
    from videostudio.film.conversation import Reply
    from videostudio.graphs.conversation import Conversation
    from videostudio.graphs.studio import Studio

GUIDE = (
    "Say it in plain English, one or several things in a sentence:",
    "Yes: yes; looks good; go ahead",
    "Undo and redo: undo; undo the last two changes; redo",
    "Another profile: render it with the paper profile",
    "Look: show the script; what happens in scene 2?; show the versions; help",
    "Time, weather, camera, length: make scene 2 at night; let it rain in the last scene; scene 2: pan left slowly; a close-up in scene 3; make scene 2 two seconds longer; make the film 20 seconds; scene 1 at dawn and scene 2 in the fog",
    "Title: call the film The Long Way Home",
    "Style: make it look like a watercolour; style: black and white",
    "Your own picture: use my picture for the dog; forget my picture of the dog",
    "Order: move scene 3 before scene 1; swap scenes 2 and 3; put scene 4 first; reverse the order of the scenes",
    "Remove: remove scene 3; delete the last scene",
    "Split: split scene 2; split scene 2: the dog runs / the dog barks",
    "Merge: merge scenes 2 and 3",
    "Add: add a scene after scene 2: the dog sleeps; add a scene at the end where the dog eats a bone",
    "Cast: replace the dog with a cat; make the dog black; give the dog a red collar; the dog has long ears; add a cat to scene 2",
    "Place: move scene 2 to the beach; scene 2 takes place in a dark forest",
    "Event: in scene 2 the dog jumps over a fence; scene 2: the dog sleeps",
    "No: no; reject: the dog is too small",
    "Scenes are called: scene 2; scenes 2 and 3; scenes 1 to 3; the last scene; the first two scenes; the scene where the dog sleeps; every scene; the film; it",
    "Times: midnight, night, dawn, sunrise, sunset, dusk, twilight, noon, day, morning, afternoon, evening",
    "Weather: rain, snow, storm, fog, wind, cloudy, clear",
    "Camera: left, right, up, down, zoom in, zoom out, static; slow, medium, fast; close-up, medium shot, wide shot",
    "Lengths: in seconds; 'longer' is 1.5 times as long, 'shorter' two thirds",
    "What is not clear is asked back. Nothing is made before you say yes.",
)
"""What `videostudio.agents.chat.guide` has to say, at hand without loading it; a test keeps the two equal."""

ENDS = ("quit", "exit", "bye")
PICTURE = "/picture "
SomeFilm = Annotated[str | None, typer.Argument(help="A film's id, the start of it, or its name.", show_default=False)]
TalkName = Annotated[
    str | None, typer.Option("--talk", metavar="NAME", help="Go on with a conversation, or begin one of that name.")
]


def register(app: typer.Typer) -> None:
    """Hangs the command of this file on `app`."""
    app.command("chat", epilog="\n\n".join(GUIDE))(chat)


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
    """What one sentence could not do is told; the conversation goes on."""
    from videostudio.film.errors import UserError

    try:
        yield
    except UserError as error:
        typer.echo(f"videostudio: {error}", err=True)


def _answer(reply: "Reply", studio: "Studio", *, as_json: bool) -> None:
    from videostudio.apps.replies import reply_in_words, reply_json
    from videostudio.film.conversation import ReplyKind

    typer.echo(reply_json(reply, studio) if as_json else reply_in_words(reply, studio))
    if reply.kind is ReplyKind.PROPOSAL and not as_json:
        typer.echo("Shall I? Say yes or no, or what else should change.")
