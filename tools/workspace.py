"""The workspace: the one folder that holds the store, the films and the caches, and the names in it."""

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from videostudio.film.brief import Brief
from videostudio.film.errors import FilmNotFound, UnusablePath
from videostudio.film.fingerprint import digest, plain
from videostudio.tools.store.disk import disk_errors

HOME_VARIABLE = "VIDEOSTUDIO_HOME"
SLUG_LENGTH = 40

_FILM_ID = re.compile(r"[a-z0-9-]{1,40}-[0-9a-f]{8}")


@dataclass(frozen=True)
class Workspace:
    """Where everything of one user lies. Nothing is created before `ensure`. `machine` is the workspace whose settings,
    models and calibrations count, None for its own: guests bring none. `machines` are settings of the section of that
    name, each with its value, that count for this run before all others."""

    root: Path
    machine: Path | None = None
    machines: tuple[tuple[str, str], ...] = ()

    @property
    def is_guests(self) -> bool:
        """Whether it is that of somebody who only visits this machine."""
        return self.machine is not None

    @classmethod
    def default(cls, environment: Mapping[str, str] = os.environ) -> "Workspace":
        """VIDEOSTUDIO_HOME, or `videostudio` in the user's data folder."""
        if home := environment.get(HOME_VARIABLE):
            return cls(Path(home).expanduser().absolute())
        return cls(platformdirs.user_data_path("videostudio", appauthor=False))

    @classmethod
    def at(cls, home: Path | None) -> "Workspace":
        """The one at `home`; None: the user's own."""
        return cls.default() if home is None else cls(home.expanduser().absolute())

    @property
    def apart(self) -> str:
        """What this workspace's names begin with wherever all workspaces of a machine meet, as on a server:
        "guests/NAME/"; "" for the machine's own."""
        return "" if self.machine is None else f"{self.root.relative_to(self.machine).as_posix()}/"

    @property
    def store_root(self) -> Path:
        return self.root / "store"

    @property
    def films_root(self) -> Path:
        return self.root / "films"

    @property
    def talks_root(self) -> Path:
        """What was said about films, a file a conversation."""
        return self.root / "talks"

    @property
    def work_root(self) -> Path:
        """What served doors have to do and did, a file a film."""
        return self.root / "work"

    @property
    def calibrations_root(self) -> Path:
        """What `videostudio calibrate` measured, a file a profile, scorer and art."""
        return (self.machine or self.root) / "calibrations"

    @property
    def weights_root(self) -> Path:
        """Models that somebody fetched, each in a folder named as its repository is: owner/name."""
        return (self.machine or self.root) / "weights"

    @property
    def profiles_root(self) -> Path:
        """Profiles of the user's own, a TOML file each."""
        return self.root / "profiles"

    @property
    def jobs_root(self) -> Path:
        """What was sent to servers that bill for it, a file a job."""
        return self.root / "jobs"

    @property
    def settings_file(self) -> Path:
        """What the operator of this machine has set, a JSON object for each backend."""
        return (self.machine or self.root) / "settings.json"

    @property
    def cache_root(self) -> Path:
        """What can be thrown away at any time: rasterised artwork and the like."""
        return self.root / "cache"

    def film_folder(self, film_id: str) -> Path:
        """The folder of one film, whether or not it exists. Raises FilmNotFound for what is no film id."""
        if not _FILM_ID.fullmatch(film_id):
            raise FilmNotFound(f"{film_id!r} is no film id: `videostudio films` lists the films there are")
        return self.films_root / film_id

    def film_ids(self) -> list[str]:
        """The films there are, sorted; half-made ones too."""
        if not self.films_root.is_dir():
            return []
        return sorted(path.name for path in self.films_root.iterdir() if _FILM_ID.fullmatch(path.name))

    def ensure(self) -> "Workspace":
        """Makes the folders. Raises UnusablePath or NotEnoughDisk with what to do."""
        for folder in (self.store_root, self.films_root, self.cache_root):
            with disk_errors(folder):
                folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                raise UnusablePath(
                    f"{folder}: no permission to write there: give yourself that right, "
                    f"or set {HOME_VARIABLE} to a folder of your own"
                )
        return self


def slug(words: str) -> str:
    """`words` as a name for a folder: [a-z0-9-]{1,40}, "film" if nothing of them can stay."""
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_words).strip("-")[:SLUG_LENGTH].strip("-") or "film"


def film_id(brief: Brief, profile: str, name: str | None = None, nonce: int = 0) -> str:
    """The id of the film that `brief` and `profile` make: slug + "-" + 8 hex digits.

    A film with a name is that name's, whatever its brief; `nonce` tells films of one brief apart (--new).
    """
    if name is not None:
        return _named(name, {"name": name})
    return _named(brief.prompt, {"brief": plain(brief), "profile": profile, "nonce": nonce})


def _named(words: str, value: object) -> str:
    return f"{slug(words)}-{digest(value)[:8]}"
