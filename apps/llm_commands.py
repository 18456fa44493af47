"""The command check-llm: how the language model of this machine does."""

from typing import Annotated

import typer

from videostudio.apps import options as o
from videostudio.apps.door import plain_errors, workspace_at

SHORT_EXIT = 4


def register(app: typer.Typer) -> None:
    """Hangs the command of this file on `app`."""
    app.command("check-llm")(check_llm)


def check_llm(
    stories: Annotated[int, typer.Option(min=0, max=5, help="How many of the five stories to have written.")] = 5,
    sentences: Annotated[int, typer.Option(min=0, max=9, help="How many of the nine sentences to say.")] = 9,
    seconds_each: Annotated[
        float | None, typer.Option(min=1, help="How long each of them may take before it counts as out of time.")
    ] = None,
    tokens: o.Tokens = None,
    money: o.Money = None,
    strict: o.Strict = False,
    home: o.Home = None,
    json: o.Json = False,
    debug: o.Debug = False,
) -> None:
    """Put stories and sentences to the language model of this machine, and score what comes back. It costs what the
    calls cost; nothing of it is kept but how the endpoint wants to be asked."""
    with plain_errors(debug):
        import asyncio
        from functools import partial

        from videostudio.apps.llm_scorecards import scorecard_in_words, scorecard_json
        from videostudio.graphs.llm_trial import examinee, trial

        workspace = workspace_at(home)
        asked = examinee(workspace, tokens=tokens, money_milli=None if money is None else round(money * 1000))
        told = partial(typer.echo, err=True)
        card = asyncio.run(trial(asked, stories=stories, sentences=sentences, each_s=seconds_each, told=told))
        asked.remembered(workspace)
        typer.echo(scorecard_json(card) if json else scorecard_in_words(card))
        raise typer.Exit(SHORT_EXIT if strict and not card.passed else 0)
