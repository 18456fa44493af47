"""A server with models as a backend: its three roles, ready for the registry."""

from dataclasses import dataclass
from pathlib import Path

from videostudio.film.errors import BackendMissing
from videostudio.generators.given import Given
from videostudio.generators.ports import EntityImager, SceneFilmer, SceneImager
from videostudio.generators.remote.journal import Journal
from videostudio.generators.remote.pictures import Pictures
from videostudio.generators.remote.roles import RemoteFilmer, RemotePortraits, RemoteScenes
from videostudio.generators.remote.settings import RemoteSettings
from videostudio.generators.remote.shared_journal import SharedJournal
from videostudio.generators.remote.videos import VideoJobs
from videostudio.generators.remote.wire import Wire


@dataclass(frozen=True)
class Remote:
    """The three roles."""

    entity_imager: EntityImager
    scene_imager: SceneImager
    scene_filmer: SceneFilmer


def journal_at(folder: Path, shared: str) -> Journal:
    """Where jobs are noted: in `folder`, or beside a store that machines share."""
    return SharedJournal(folder, shared) if shared else Journal(folder)


def build(given: Given) -> Remote:
    """The backend. Nothing is asked of the server yet. Raises BadSetting, and BackendMissing without a place to note
    jobs in."""
    settings = RemoteSettings.of(given.settings)
    if given.jobs is None:
        raise BackendMissing("there is no folder to note jobs in: films of a workspace have one")
    wire, journal = Wire(settings, given.key), journal_at(given.jobs, given.shared)
    pictures = Pictures(wire, settings, journal)
    return Remote(
        RemotePortraits(settings, pictures),
        RemoteScenes(settings, pictures),
        RemoteFilmer(settings, VideoJobs(wire, settings, journal)),
    )
