"""The answers of a conversation, for people and for machines."""

import json
from typing import Any

from videostudio.agents.chat.guide import guide
from videostudio.apps.answers import film_object, summary
from videostudio.apps.forecasts import forecast_in_words, forecast_object
from videostudio.apps.format import bullets
from videostudio.apps.screenplay import outline, scene_in_words, screenplay
from videostudio.film.conversation import Reply, ReplyKind
from videostudio.film.edits import Show
from videostudio.film.history import History
from videostudio.film.record import FilmRecord
from videostudio.film.script import Script
from videostudio.graphs.studio import Studio


def reply_json(reply: Reply, studio: Studio) -> str:
    """One object on one line: `answer`, `text`, and what belongs to it."""
    found: dict[str, Any] = {"answer": reply.kind.value, "text": reply.text}
    if reply.already:
        found["already"] = list(reply.already)
    if reply.degraded:
        found["degraded"] = reply.degraded
    if reply.choices:
        found["choices"] = list(reply.choices)
    if reply.forecast is not None:
        found["plan"] = forecast_object(reply.forecast)
    if reply.record is not None:
        found["film"] = film_object(reply.record, studio.folder(reply.record.film))
    if reply.record is not None and reply.record.script is not None:
        found["script"] = reply.record.script.model_dump(mode="json")
    return json.dumps(found, ensure_ascii=False)


def reply_in_words(reply: Reply, studio: Studio) -> str:
    """What a person reads: the answer, and before it what fell short in understanding, and what needs no change."""
    short = f"({reply.degraded})" if reply.degraded else ""
    return "\n\n".join(part for part in (short, bullets("So already", reply.already), _answer(reply, studio)) if part)


def _answer(reply: Reply, studio: Studio) -> str:
    match reply.kind:
        case ReplyKind.QUESTION:
            return "\n\n".join(part for part in (reply.text, bullets("You could say", reply.choices)) if part)
        case ReplyKind.PROPOSAL if reply.forecast is not None:
            return forecast_in_words(reply.forecast)
        case ReplyKind.WAITING if reply.record is not None and reply.record.script is not None:
            return _waiting(reply, reply.record.script, studio)
        case ReplyKind.SHOWN if reply.record is not None and reply.show is not None:
            return _shown(reply.record, reply.show, studio)
    return summary(reply.record, studio.folder(reply.record.film)) if reply.record is not None else reply.text


def _waiting(reply: Reply, script: Script, studio: Studio) -> str:
    """What a film waits with, and how it goes on."""
    assert reply.record is not None
    report = studio.folder(reply.record.film).absolute() / "report.html"
    asked = "Say yes to go on, no and why to stop, or what should change."
    return f"{reply.text}\n\n{outline(script)}\n\nEverything there is so far: {report}\n{asked}"


def _shown(record: FilmRecord, show: Show, studio: Studio) -> str:
    if show.what == "help":
        return "\n".join(guide())
    history = studio.history(record.film)
    if show.what == "versions":
        return _versions(history)
    script = history.current.script
    if show.what == "scene" and show.scene is not None:
        return scene_in_words(script, show.scene)
    return screenplay(script)


def _versions(history: History) -> str:
    lines = []
    for version in history.versions:
        said = f'"{version.said}"' if version.said else "as it was made"
        parent = f", from version {version.parent}" if version.parent else ""
        here = "  <- the film" if version.number == history.head else ""
        lines.append(f"{version.number:>3}. {said}{parent}, {version.when:%Y-%m-%d %H:%M} UTC{here}")
    return "\n".join(lines)
