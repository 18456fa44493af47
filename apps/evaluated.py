"""What `evaluate` measures and how it says it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from videostudio.film.errors import CorruptArtifact, FilmNotFound, UserError
from videostudio.film.record import FilmRecord
from videostudio.graphs.eyes import Eyes
from videostudio.graphs.publisher import RECORD_FILE
from videostudio.graphs.studio import Studio
from videostudio.tools.embedding import house
from videostudio.tools.embedding.choice import embedder_of
from videostudio.tools.metrics.by_embedder import Eye
from videostudio.tools.metrics.measure import Measures, mean, measures
from videostudio.tools.metrics.shots import of_film, of_folder
from videostudio.tools.report.words import score_name, score_value
from videostudio.tools.store.port import Artifacts

Subject = FilmRecord | Path
"""A film, or a folder of clips."""


def eye(model: Path | None, settings: Mapping[str, str | int]) -> tuple[Eye | None, str]:
    """Who looks: the model in a folder, else the one that is set for the critic or comes along; without one, why.
    Raises OperatorError for one that was named or set and cannot be used."""
    eyes = Eyes.of(settings)
    if model is not None:
        return Eye(embedder_of(model.expanduser(), eyes.device), eyes.looking()), ""
    if not eyes.model and (why := house.missing()):
        return None, f"{why}; or name a model with --model FOLDER"
    return Eye(eyes.embedder(), eyes.looking()), ""


def subjects(named: str, studio: Studio) -> list[Subject]:
    """What is called `named`: a folder that is a film, holds films or holds clips, else a film of the workspace. Raises
    UserError."""
    folder = Path(named).expanduser()
    if not folder.is_dir():
        return [studio.show(named)]
    records = [file for file in (folder / RECORD_FILE, *sorted(folder.glob(f"*/{RECORD_FILE}"))) if file.is_file()]
    return [_record(file) for file in records] or [folder]


def measured(
    subject: Subject, studio: Studio, artifacts: Artifacts, eye: Eye | None, why: str, against: Path | None
) -> Measures:
    """Every metric of a film or of a folder's clips. Raises UserError, OperatorError, ModelError."""
    if isinstance(subject, Path):
        return measures(str(subject), of_folder(subject), eye, why, against)
    if not any(scene.chosen for scene in subject.scenes):
        raise UserError(f"the film '{subject.film}' has no scene yet: {_what_helps(subject, studio, 'goes on')}")
    try:
        return measures(subject.film, of_film(subject, artifacts), eye, why, against)
    except CorruptArtifact as error:
        raise UserError(f"{error}: {_what_helps(subject, studio, 'makes it again')}") from error


def _what_helps(film: FilmRecord, studio: Studio, does: str) -> str:
    """A film's pictures lie in the store of the workspace that it was made in, which need not be this one."""
    try:
        studio.show(film.film)
    except FilmNotFound:
        return (
            f"this workspace does not know the film '{film.film}', whose pictures lie in the one that it was made in: "
            "name that with --home FOLDER"
        )
    return f"`videostudio resume {film.film}` {does}"


def as_json(films: Sequence[Measures]) -> str:
    """`{"films": [{"film", "scores": [{"name", "value", "unit", "explanation", "by", "about"}]}], "mean": ...}`, the
    mean only of several films."""
    told: dict[str, Any] = {"films": [_plain(film) for film in films]}
    if len(films) > 1:
        told["mean"] = _plain(mean(films))
    return json.dumps(told, ensure_ascii=False)


def _plain(film: Measures) -> dict[str, Any]:
    """No metric is of one piece of a picture."""
    return film.model_dump(mode="json", exclude={"scores": {"__all__": {"where"}}})


def in_words(films: Sequence[Measures]) -> str:
    """A table a film; of several also their mean."""
    several = [mean(films)] if len(films) > 1 else []
    return "\n\n".join(_table(film) for film in (*films, *several))


def _table(film: Measures) -> str:
    """A line a number; below, once for all that it kept from being measured, every reason."""
    names = {score: score_name(score) for score in film.scores}
    wide = max(map(len, names.values()), default=0)
    lines = [
        f"  {names[score]:<{wide}}  {score_value(score):>14}  {score.explanation} [{score.by}]"
        for score in film.scores
        if score.value is not None
    ]
    missing: dict[str, list[str]] = {}
    for score in film.scores:
        if score.value is None:
            missing.setdefault(score.explanation, []).append(names[score])
    return "\n".join([film.film, *lines, *(f"  {', '.join(who)}: {why}" for why, who in missing.items())])


def _record(file: Path) -> FilmRecord:
    try:
        return FilmRecord.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise UserError(f"{file} is no film's record: `videostudio films` lists the films there are") from error
