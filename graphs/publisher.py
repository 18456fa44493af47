"""The film's folder: the film, its captions, clips, script and report, where people find them."""

import shutil
from pathlib import Path

from videostudio.film.artifact import ArtifactRef
from videostudio.film.record import FilmRecord
from videostudio.tools.report.layout import CLIPS_FOLDER, FILM_FILE, clip_file
from videostudio.tools.report.writer import write_report
from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import Kind, commit, make_folder, temp_path, write_atomic
from videostudio.tools.store.store import Store

RECORD_FILE = "record.json"
CAPTIONS_FILE = "captions.vtt"
SCRIPT_FILE = "script.json"
LEFTOVERS = ".*.tmp"


class FolderPublisher:
    """Publishes into `folder`; `home` is the film's own folder in the workspace, which always gets the record.
    Files whose bytes are right already are left alone."""

    def __init__(self, folder: Path, home: Path, store: Store) -> None:
        self._folder, self._home, self._store = folder, home, store

    def sweep(self) -> None:
        """Removes what a killed process left half written; the caller holds the film's lock."""
        for folder in (self._home, self._folder, self._folder / CLIPS_FOLDER):
            for leftover in folder.glob(LEFTOVERS):
                leftover.unlink(missing_ok=True)

    def publish(self, record: FilmRecord) -> None:
        """See Publisher. The record comes last: where it stands, everything it names stands."""
        make_folder(self._folder / CLIPS_FOLDER)
        self._sweep_clips(record)
        for scene in record.scenes:
            take = next((take for take in scene.takes if take.attempt == scene.chosen), None)
            if take is not None and take.clip is not None:
                self._copy(take.clip, self._folder / clip_file(scene.id))
        if record.cut is not None:
            self._copy(record.cut, self._folder / FILM_FILE)
        if record.captions is not None:
            self._copy(record.captions, self._folder / CAPTIONS_FILE)
        if record.script is not None:
            write_atomic(self._folder / SCRIPT_FILE, record.script.model_dump_json(indent=1).encode(), kind=Kind.FILM)
        write_report(record, artifacts=self._store, folder=self._folder)
        write_atomic(self._home / RECORD_FILE, record.model_dump_json(indent=1).encode(), kind=Kind.FILM)

    def _sweep_clips(self, record: FilmRecord) -> None:
        """Removes the clips of scenes that the film before had and this one has not."""
        before, now = load_record(self._home), {scene.id for scene in record.scenes}
        for scene in before.scenes if before is not None else ():
            if scene.id not in now:
                (self._folder / clip_file(scene.id)).unlink(missing_ok=True)

    def _copy(self, ref: ArtifactRef, target: Path) -> None:
        """A copy, not a link: what users do to their film must not reach the store."""
        source = self._store.path(ref)
        with disk_errors(target, ref.size):
            if target.is_file() and target.read_bytes() == source.read_bytes():
                return
            temp = temp_path(target.parent)
            shutil.copyfile(source, temp)
            commit(temp, target, kind=Kind.FILM)


def load_record(home: Path) -> FilmRecord | None:
    """The record in a film's folder; None if there is none that can be read."""
    try:
        return FilmRecord.model_validate_json((home / RECORD_FILE).read_bytes())
    except (OSError, ValueError):
        return None
