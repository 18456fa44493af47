"""The words that several commands share: their options and arguments, each with its help."""

from pathlib import Path
from typing import Annotated

import typer

_ASKED, _HOW, _PLACE = "The film", "How it is made", "Where things go"

Prompt = Annotated[str, typer.Argument(help="The film in a sentence, or in many.", show_default=False)]
Film = Annotated[str, typer.Argument(help="A film's id, the start of it, or its name.", show_default=False)]

Scenes = Annotated[int | None, typer.Option(help="How many scenes, 1 to 100.", rich_help_panel=_ASKED)]
Seconds = Annotated[float | None, typer.Option(help="How long the film is.", rich_help_panel=_ASKED)]
Size = Annotated[str, typer.Option(metavar="WxH", help="Picture size in pixels.", rich_help_panel=_ASKED)]
Fps = Annotated[int, typer.Option(help="Frames a second, 8 to 60.", rich_help_panel=_ASKED)]
Style = Annotated[str, typer.Option(metavar="TEXT", help='A look, such as "water colour".', rich_help_panel=_ASKED)]
Silent = Annotated[bool, typer.Option("--silent", help="No music and no sounds.", rich_help_panel=_ASKED)]
Seed = Annotated[int, typer.Option(help="Another seed is another film.", rich_help_panel=_ASKED)]
References = Annotated[
    list[str] | None,
    typer.Option(
        "--reference",
        metavar="NAME=FILE",
        help="Your own picture for one of the cast; may be repeated.",
        rich_help_panel=_ASKED,
    ),
]

Captions = Annotated[
    str,
    typer.Option(
        metavar="track|burn", help="Captions as a text track, or in the pictures too.", rich_help_panel=_ASKED
    ),
]
NoCards = Annotated[bool, typer.Option("--no-cards", help="No title card, no end card.", rich_help_panel=_ASKED)]

SceneSeconds = Annotated[float | None, typer.Option(help="No scene lasts longer than this.", rich_help_panel=_ASKED)]
Must = Annotated[
    list[str] | None,
    typer.Option(metavar="WORDS", help="Has to be in the script; may be repeated.", rich_help_panel=_ASKED),
]
Without = Annotated[
    list[str] | None,
    typer.Option(metavar="WORDS", help="Must not be in the script; may be repeated.", rich_help_panel=_ASKED),
]

Writer = Annotated[
    str,
    typer.Option(
        metavar="house|llm",
        show_default=False,
        help="Who writes the script: the house writer (usually), or the language model that `doctor` names.",
        rich_help_panel=_HOW,
    ),
]
Reader = Annotated[
    str,
    typer.Option(
        "--writer",
        metavar="house|llm",
        show_default=False,
        help="Who reads what you say, and writes new films: plain English by the house, or your language model.",
        rich_help_panel=_HOW,
    ),
]
Tokens = Annotated[int | None, typer.Option(min=1, help="Tokens that language models may use.", rich_help_panel=_HOW)]
Money = Annotated[
    float | None, typer.Option(help="What language models may cost, in their currency.", rich_help_panel=_HOW)
]
NoStandIn = Annotated[
    bool,
    typer.Option(
        "--no-stand-in",
        help="Rather stop than let the house writer write where the language model cannot.",
        rich_help_panel=_HOW,
    ),
]
Profile = Annotated[
    str, typer.Option(help="Who makes the pixels: one that `profiles` lists, or a TOML file.", rich_help_panel=_HOW)
]
Upscale = Annotated[
    str,
    typer.Option(
        metavar="crisp|painted|soft",
        help="How profile mini's small pictures are made large.",
        show_default=False,
        rich_help_panel=_HOW,
    ),
]
Approve = Annotated[
    str, typer.Option(metavar="script,cut", help="Wait for your word at these points.", rich_help_panel=_HOW)
]
Workers = Annotated[int | None, typer.Option(min=1, help="Worker processes at a time.", rich_help_panel=_HOW)]
Executor = Annotated[
    str | None,
    typer.Option(
        metavar="local|ray|ray://HOST:PORT",
        envvar="VIDEOSTUDIO_MACHINES_EXECUTOR",
        show_default=False,
        help="Who runs the workers: this machine, or a Ray cluster.",
        rich_help_panel=_HOW,
    ),
]
Devices = Annotated[
    str | None,
    typer.Option(
        metavar="cuda*4|cuda:0,cuda:2|cpu*4",
        envvar="VIDEOSTUDIO_MACHINES_DEVICES",
        show_default=False,
        help="One worker for each of these.",
        rich_help_panel=_HOW,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 4 if anything fell short.", rich_help_panel=_HOW)]

Name = Annotated[str | None, typer.Option(help="A name to call the film by.", rich_help_panel=_PLACE)]
New = Annotated[bool, typer.Option("--new", help="Another film, even if this one exists.", rich_help_panel=_PLACE)]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Put the film's folder here.", rich_help_panel=_PLACE)]
SharedStore = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        envvar="VIDEOSTUDIO_MACHINES_STORE",
        show_default=False,
        help="A store that several machines share, such as s3://bucket/films.",
        rich_help_panel=_PLACE,
    ),
]
Home = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        envvar="VIDEOSTUDIO_HOME",
        show_default=False,
        help="The workspace: films, store and checkpoints.",
        rich_help_panel=_PLACE,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object last on standard output.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")]
