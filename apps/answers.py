"""What a command answers: a film's record for machines, for people, and as an exit code."""

import json
from pathlib import Path
from typing import Any

from videostudio.apps.door import STOPPED_EXIT
from videostudio.apps.format import bullets, plural, seconds_text
from videostudio.apps.screenplay import outline
from videostudio.film.record import FilmOutcome, FilmRecord, SceneRecord
from videostudio.film.score import Score
from videostudio.film.take import Take
from videostudio.film.verdict import Outcome

MADE, USER_EXIT, DEGRADED_EXIT, WAITING_EXIT = 0, 2, 4, 6


def exit_code(record: FilmRecord, *, strict: bool = False, rejecting: bool = False) -> int:
    """0 made, 2 rejected earlier, 4 degraded under `strict`, 6 waiting, 130 stopped. A rejection just given is
    obeyed: 0."""
    if record.outcome.waits:
        return WAITING_EXIT
    if record.outcome is FilmOutcome.REJECTED and not rejecting:
        return USER_EXIT
    if record.outcome is FilmOutcome.DEGRADED and strict:
        return DEGRADED_EXIT
    return STOPPED_EXIT if record.outcome is FilmOutcome.UNFINISHED else MADE


def film_json(record: FilmRecord, folder: Path) -> str:
    """The one object that `--json` prints, on one line."""
    return json.dumps(film_object(record, folder), ensure_ascii=False)


def film_object(record: FilmRecord, folder: Path) -> dict[str, Any]:
    """A film as plain JSON types; `folder` and `report` are absolute paths."""
    folder = folder.absolute()
    return {
        "film": record.film,
        "folder": str(folder),
        "report": str(folder / "report.html"),
        "outcome": record.outcome.value,
        "scenes": [_scene(scene) for scene in record.scenes],
        "calls": record.calls.model_dump(),
        "spent": record.spent.model_dump(),
        "degraded": list(record.degraded),
        "notes": list(record.notes),
        "seconds": dict(record.seconds),
    }


def summary(record: FilmRecord, folder: Path) -> str:
    """What became of a film, for people: where it is, what fell short, how to go on."""
    folder = folder.absolute()
    parts = [_headline(record), _places(folder)]
    if record.script and record.outcome is FilmOutcome.AWAITING_SCRIPT:
        parts.append(outline(record.script))
    parts += [bullets("What fell short", record.degraded), bullets("Noted", record.notes)]
    parts += [bullets("Scenes that did not pass every check", _unaccepted(record)), _next_steps(record)]
    return "\n\n".join(part for part in parts if part)


def score_key(score: Score) -> str:
    """A score's key in the JSON object: its name, and whom it is about where a take has one per entity."""
    return f"{score.name}:{score.about}" if score.about else score.name


def _scene(scene: SceneRecord) -> dict[str, Any]:
    outcome = scene.outcome.value if scene.outcome else None
    return {"id": scene.id, "event": scene.event, "outcome": outcome, "takes": [_take(take) for take in scene.takes]}


def _take(take: Take) -> dict[str, Any]:
    return {
        "attempt": take.attempt,
        "scores": {score_key(score): _score(score) for score in take.scores},
        "verdict": take.verdict.model_dump(mode="json") if take.verdict else None,
    }


def _score(score: Score) -> dict[str, Any]:
    return {"value": score.value, "unit": score.unit, "explanation": score.explanation, "by": score.by}


def _headline(record: FilmRecord) -> str:
    title = record.script.title if record.script else record.film
    words = {
        FilmOutcome.FINISHED: "The film is ready",
        FilmOutcome.DEGRADED: "The film is ready, though something fell short",
        FilmOutcome.AWAITING_SCRIPT: "The script is written and waits for your word",
        FilmOutcome.AWAITING_CUT: "All scenes are shot; the cut waits for your word",
        FilmOutcome.REJECTED: "The film was rejected and is not made",
        FilmOutcome.UNFINISHED: "The film is not finished yet",
    }[record.outcome]
    return f"{words}: {title}\n{_figures(record)}"


def _figures(record: FilmRecord) -> str:
    figures = []
    if record.script:
        figures.append(plural(len(record.script.scenes), "scene"))
        figures.append(f"{record.duration_ms / 1000:g} s of film")
    figures.append(f"{record.brief.width}x{record.brief.height} at {record.brief.fps} fps")
    calls = plural(record.calls.made, "generator call")
    figures.append(f"{calls}, {record.calls.reused} reused" if record.calls.reused else calls)
    if record.spent.tokens:
        money = f" for {record.spent.money_milli / 1000:g}" if record.spent.money_milli else ""
        figures.append(f"{record.spent.tokens:,} tokens{money}")
    if record.calls.made and "total" in record.seconds:
        figures.append(f"made in {seconds_text(record.seconds['total'])}")
    return ", ".join(figures)


def _places(folder: Path) -> str:
    """Where things are: of a film that is not finished, what there is already."""
    files = {"film": "film.mp4", "script": "script.json", "report": "report.html"}
    return "\n".join(f"  {what:<7} {folder / file}" for what, file in files.items() if (folder / file).is_file())


def _unaccepted(record: FilmRecord) -> list[str]:
    return [
        f"{scene.id}: {scene.outcome.value.replace('_', ' ')} after {plural(len(scene.takes), 'take')}"
        for scene in record.scenes
        if scene.outcome and scene.outcome is not Outcome.ACCEPTED
    ]


def _next_steps(record: FilmRecord) -> str:
    if record.outcome.waits:
        return (
            "Look at the report, then say one of these:\n"
            f"  videostudio resume {record.film} --approve --seen {record.awaited}\n"
            f'  videostudio resume {record.film} --reject "what should be different" --seen {record.awaited}'
        )
    if record.outcome is FilmOutcome.REJECTED:
        return "To try again, change the prompt or the seed, or make the same words anew with --new."
    if record.outcome is FilmOutcome.UNFINISHED:
        return f"Go on with it: videostudio resume {record.film}"
    return f"How every scene was made and judged: videostudio show {record.film}"
