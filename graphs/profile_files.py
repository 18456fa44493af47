"""A profile of one's own, from a TOML file: which backend plays which role, and what is set for it.

    title = "klein and LTX, slowly"
    writer = "house"

    [roles]
    entity_imager = "klein"
    scene_imager = "klein"
    scene_filmer = "ltx2"

    [klein]
    offload = "model"

    [critic]
    device = "cuda"

Words in it are looked up among the backends there are. None ever becomes a name of a module or a file to run.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field, ValidationError

from videostudio.film.errors import BriefError
from videostudio.film.noun import Noun
from videostudio.graphs.eyes import CRITIC
from videostudio.graphs.profile import Profile
from videostudio.tools.workspace import Workspace

SUFFIX = ".toml"
LARGEST = 64 * 2**10
ROLES = ("entity_imager", "scene_imager", "scene_filmer")
SECRET = "api_key"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class Roles(Noun):
    """Who plays which role, by the names of the registry."""

    entity_imager: str
    scene_imager: str
    scene_filmer: str


class ProfileFile(Noun):
    """What may stand in a profile's file beside the sections of its backends."""

    title: str = Field(default="", max_length=200)
    roles: Roles
    composer: str = "procedural"
    writer: str = "house"
    most_workers: int | None = Field(default=None, ge=1, le=64)


def profile_file(name: str, workspace: Workspace) -> Path | None:
    """The file of the profile that `workspace` calls `name`; None where there is none."""
    if not _NAME.fullmatch(name):
        return None
    file = workspace.profiles_root / f"{name}{SUFFIX}"
    return file if file.is_file() else None


def profile_files(workspace: Workspace) -> Iterator[Path]:
    """The workspace's own profiles, by name."""
    yield from sorted(file for file in workspace.profiles_root.glob(f"*{SUFFIX}") if _NAME.fullmatch(file.stem))


def read_profile(file: Path, backends: tuple[str, ...], taken: tuple[str, ...]) -> Profile:
    """The profile in a file. `backends` are the names that roles may have, `taken` those of the profiles that come with
    the program. Raises BriefError, which says what to change."""
    name = file.stem
    if not _NAME.fullmatch(name):
        raise BriefError(f"{file}: a profile is called after its file, in small letters, digits, - and _: rename it")
    if name in taken:
        raise BriefError(f"{file}: '{name}' is a profile that comes with the program: give the file another name")
    held = _held(file)
    known = (*backends, CRITIC)
    sections = {key: held.pop(key) for key in known if key in held}
    try:
        said = ProfileFile.model_validate(held)
    except ValidationError as error:
        raise BriefError(f"{file}: {_first(error, known)}") from error
    roles = said.roles.model_dump()
    for role, backend in roles.items():
        if backend not in backends:
            raise BriefError(
                f"{file}: no backend is called '{backend}', as {role} wants: choose one of {', '.join(backends)}"
            )
    if unused := sorted(set(sections) - {*roles.values(), CRITIC}):
        raise BriefError(f"{file}: [{unused[0]}] is set, and no role has it: leave it out, or name it under [roles]")
    settings = {backend: _settings(file, backend, section) for backend, section in sections.items()}
    return Profile(
        name=name,
        composer=said.composer,
        writer=said.writer,
        most_workers=said.most_workers,
        settings=settings,
        **roles,
    )


def _held(file: Path) -> dict[str, object]:
    try:
        if file.stat().st_size > LARGEST:
            raise BriefError(f"{file} has more than {LARGEST // 1024} KiB: that is no profile")
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BriefError(f"the profile {file} cannot be read ({error.strerror}): check its name") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BriefError(f"{file} is no TOML ({error}): see docs/profiles.md for one that is") from error


def _settings(file: Path, backend: str, section: object) -> dict[str, str | int]:
    if not isinstance(section, dict):
        raise BriefError(f"{file}: '{backend}' is a section of settings: write [{backend}] and set them below")
    if SECRET in section:
        raise BriefError(
            f"{file}: a key does not belong into a profile, which films keep: set VIDEOSTUDIO_{backend.upper()}_API_KEY"
        )
    settings: dict[str, str | int] = {}
    for name, value in section.items():
        if not isinstance(value, str | int):
            raise BriefError(f"{file}: '{name}' of [{backend}] has to be a text or a whole number, not {value!r}")
        settings[name] = int(value) if isinstance(value, bool) else value
    return settings


def _first(error: ValidationError, backends: tuple[str, ...]) -> str:
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"]))
    if first["type"] == "missing":
        return f"'{where}' is missing: [roles] has {', '.join(ROLES)}, each a backend such as {backends[0]}"
    if first["type"] == "extra_forbidden":
        known = ", ".join((*ProfileFile.model_fields, *backends))
        return f"'{where}' is nothing that can be set here: there are {known}"
    return f"'{where}' cannot be used ({first['msg']})"
