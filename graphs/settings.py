"""What the operator of this machine has set for a backend: in the workspace's file, and in the environment over it."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from videostudio.film.errors import BadSetting
from videostudio.tools.workspace import Workspace

Settings = dict[str, str | int]

_FILE = TypeAdapter(dict[str, Settings])


def settings_of(backend: str, workspace: Workspace, environment: Mapping[str, str] = os.environ) -> Settings:
    """As `settings_in` the workspace's settings.json."""
    return settings_in(backend, workspace.settings_file, environment)


def settings_in(backend: str, file: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Name -> value, of which the backend knows what they mean: from {"BACKEND": {"NAME": VALUE}} in `file`, and from
    VIDEOSTUDIO_BACKEND_NAME over it. An empty variable sets nothing. Raises BadSetting for a file that is none of
    settings."""
    prefix = f"VIDEOSTUDIO_{backend.upper()}_"
    said = {name.removeprefix(prefix).lower(): value for name, value in environment.items() if name.startswith(prefix)}
    return _held(file).get(backend, {}) | {name: value for name, value in said.items() if value}


def _held(file: Path) -> dict[str, Settings]:
    try:
        return _FILE.validate_json(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValidationError) as error:
        why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error.strerror
        raise BadSetting(
            f'{file} cannot be read ({why}): it has to be JSON such as {{"paper": {{"image_steps": 30}}}}'
        ) from error
