"""What to do about packages that are not installed: VideoStudio's extras bring them.

The command names this installation - its interpreter, its folder or the wheel it came from - because the name alone
would ask a public index for whatever somebody has put there.
"""

import json
import shlex
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import videostudio
from videostudio.film.errors import BackendMissing

NAME = "videostudio-crew"
LOCK = "requirements.lock"


def install_command(extra: str) -> str:
    """What to type in a shell so that this installation has `extra`, a name in pyproject.toml."""
    python = shlex.quote(sys.executable)
    clone = Path(videostudio.__file__).resolve().parents[1]
    if (clone / "pyproject.toml").is_file() and (clone / LOCK).is_file():
        return f"{python} -m pip install -c {shlex.quote(str(clone / LOCK))} -e {shlex.quote(f'{clone}[{extra}]')}"
    return f"{python} -m pip install {shlex.quote(f'{NAME}[{extra}]{_origin()}')}"


def packages_missing(what: str, missing: object, extra: str) -> BackendMissing:
    """The error to raise where `what` needs packages of `extra`; `missing` names them, or is why an import failed."""
    return BackendMissing(f"{what} needs packages that are missing ({missing}): {install_command(extra)}")


def _origin() -> str:
    """ " @ URL" of what this was installed from (PEP 610), "" where it came from an index by its name."""
    try:
        told = json.loads(distribution(NAME).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return ""
    if "vcs_info" in told:
        return f" @ {told['vcs_info']['vcs']}+{told['url']}@{told['vcs_info']['commit_id']}"
    return f" @ {told['url']}" if "url" in told else ""
