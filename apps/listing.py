"""Films in words: the list of them, and one of them take by take."""

import json
from collections.abc import Sequence
from pathlib import Path

from videostudio.apps.answers import summary
from videostudio.apps.format import plural
from videostudio.film.record import FilmRecord, SceneRecord
from videostudio.film.score import Score
from videostudio.film.take import Take
from videostudio.graphs.studio import FilmSummary
from videostudio.tools.report.words import score_name, score_value


def films_json(films: Sequence[FilmSummary]) -> str:
    """`{"films": [{"film", "title", "outcome", "seconds", "folder"}]}`."""
    listed = [
        {
            "film": film.id,
            "title": film.title,
            "outcome": film.outcome.value,
            "seconds": film.seconds,
            "folder": str(film.folder),
        }
        for film in films
    ]
    return json.dumps({"films": listed}, ensure_ascii=False)


def films_in_words(films: Sequence[FilmSummary]) -> str:
    """One film a paragraph: id, how it stands, title and folder."""
    if not films:
        return 'No films yet. Make one: videostudio make "A corgi astronaut explores Mars and finds a flower"'
    return "\n\n".join(
        f"{film.id}\n  {film.title} ({film.seconds:g} s, {film.outcome.replace('_', ' ')})\n  {film.folder}"
        for film in films
    )


def film_in_words(record: FilmRecord, folder: Path) -> str:
    """The summary of a film and all takes of its scenes."""
    return "\n\n".join([summary(record, folder), *(_scene(scene) for scene in record.scenes)])


def _scene(scene: SceneRecord) -> str:
    outcome = scene.outcome.value.replace("_", " ") if scene.outcome else "not shot yet"
    head = f"{scene.id}: {outcome}, {plural(len(scene.takes), 'take')}\n  {scene.event}"
    return "\n".join([head, *(_take(take, take.attempt == scene.chosen) for take in scene.takes)])


def _take(take: Take, chosen: bool) -> str:
    verdict = take.verdict.kind.value if take.verdict else take.error or "not judged"
    lines = [f"  take {take.attempt}{' (in the film)' if chosen else ''}: {verdict}"]
    lines += [f"    changed: {change}" for change in take.changes]
    lines += [f"    {_score(score)}" for score in take.scores]
    lines += [f"    gap: {gap.text}" for gap in (take.verdict.gaps if take.verdict else ())]
    return "\n".join(lines)


def _score(score: Score) -> str:
    return f"{score_name(score)}: {score_value(score)} ({score.explanation}; {score.by})"
