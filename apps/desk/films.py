"""A film as a door hands it over: where it stands, what it waits for, what was measured, and which files there are."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from videostudio.apps.answers import film_object
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Approval
from videostudio.film.errors import FilmNotFound
from videostudio.film.record import FilmOutcome, FilmRecord, SceneRecord
from videostudio.film.score import Score
from videostudio.film.script import Script
from videostudio.graphs.publisher import CAPTIONS_FILE, SCRIPT_FILE
from videostudio.tools.report.layout import FILM_FILE, REPORT_FILE, clip_file
from videostudio.tools.store.store import Store

_WAITS = {FilmOutcome.AWAITING_SCRIPT: Approval.SCRIPT, FilmOutcome.AWAITING_CUT: Approval.CUT}
_MEDIA = {
    FILM_FILE: "video/mp4",
    CAPTIONS_FILE: "text/vtt",
    SCRIPT_FILE: "application/json",
    REPORT_FILE: "text/html",
}


@dataclass(frozen=True)
class FilmFile:
    """One file of a film. `ref` says what its bytes are, None for those that no store has (script and report)."""

    path: Path
    media_type: str
    ref: ArtifactRef | None = None


@dataclass(frozen=True)
class Film:
    """A film. `record` is everything its makers can say about it, `folder` where its files lie."""

    record: FilmRecord
    folder: Path

    @property
    def id(self) -> str:
        return self.record.film

    @property
    def outcome(self) -> FilmOutcome:
        """Where it stands."""
        return self.record.outcome

    @property
    def waiting(self) -> Approval | None:
        """What it waits for its user's word on."""
        return _WAITS.get(self.record.outcome)

    @property
    def rejected(self) -> bool:
        """Whether its user said no."""
        return self.record.outcome is FilmOutcome.REJECTED

    @property
    def script(self) -> Script | None:
        return self.record.script

    @property
    def scenes(self) -> tuple[SceneRecord, ...]:
        return self.record.scenes

    @property
    def scores(self) -> dict[str, tuple[Score, ...]]:
        """Scene id -> the scores of the take that is in the film, and of the scene beside the others."""
        chosen = {scene.id: scene.chosen_take for scene in self.scenes}
        return {scene.id: (*(t.scores if (t := chosen[scene.id]) else ()), *scene.scores) for scene in self.scenes}

    @property
    def paths(self) -> dict[str, Path]:
        """What there is to open: "folder", and of "film", "report", "script" and "captions" those that are there."""
        named = {"film": FILM_FILE, "report": REPORT_FILE, "script": SCRIPT_FILE, "captions": CAPTIONS_FILE}
        there = {what: self.folder / name for what, name in named.items() if (self.folder / name).is_file()}
        return {"folder": self.folder, **there}

    def file(self, name: str) -> FilmFile:
        """One file by the name it has in the film's folder: film.mp4, captions.vtt, script.json, report.html, or
        clips/SCENE.mp4 of a scene in the film. No other name is looked at. Raises FilmNotFound."""
        clips = {clip_file(scene.id): take.clip for scene in self.scenes if (take := scene.chosen_take)}
        if name not in _MEDIA and name not in clips:
            raise FilmNotFound(f"the film '{self.id}' has no such file: it has {', '.join(_MEDIA)} and clips/SCENE.mp4")
        path = self.folder / name
        # A link that somebody put there would lead out of the folder.
        if not path.is_file() or path.is_symlink():
            raise FilmNotFound(f"the film '{self.id}' has no {name} yet: it is {self.outcome.value}")
        refs = {FILM_FILE: self.record.cut, CAPTIONS_FILE: self.record.captions}
        return FilmFile(path, _MEDIA.get(name, "video/mp4"), refs.get(name, clips.get(name)))

    def still(self, store: Store) -> FilmFile:
        """The picture of the first scene that has one. Raises FilmNotFound."""
        pictures = [take.image for scene in self.scenes if (take := scene.chosen_take) and take.image]
        if not pictures:
            raise FilmNotFound(f"the film '{self.id}' has no picture yet: it is {self.outcome.value}")
        return FilmFile(store.path(pictures[0]), pictures[0].media_type, pictures[0])

    def files(self) -> dict[str, FilmFile]:
        """All files that `file` would give, by their names."""
        found: dict[str, FilmFile] = {}
        for name in (*_MEDIA, *(clip_file(scene.id) for scene in self.scenes)):
            with suppress(FilmNotFound):
                found[name] = self.file(name)
        return found

    def in_short(self) -> dict[str, Any]:
        """What somebody who asked for a film wants to know of it, as plain JSON types."""
        return {
            "film": self.id,
            "outcome": self.outcome.value,
            "waiting": self.waiting.value if self.waiting else None,
            "awaited": self.record.awaited,
            "title": self.script.title if self.script else None,
            "seconds": self.record.duration_ms / 1000,
            "scenes": [
                {"id": one.id, "event": one.event, "outcome": one.outcome.value if one.outcome else None}
                for one in self.scenes
            ],
            "files": {what: str(path) for what, path in self.paths.items()},
            "degraded": list(self.record.degraded),
            "notes": list(self.record.notes),
        }

    def as_object(self) -> dict[str, Any]:
        """As `--json` prints it, and beside it what it waits for."""
        waiting = self.waiting.value if self.waiting else None
        return {**film_object(self.record, self.folder), "waiting": waiting, "awaited": self.record.awaited}
