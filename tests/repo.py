"""The repository as git would carry it, for tests that build or copy it."""

import subprocess
from pathlib import Path

REPO = Path(__file__).parents[1]


def files() -> list[str]:
    """Everything git would carry, relative to the root."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=REPO, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in names if (REPO / name).is_file()]


def copy_to(place: Path) -> Path:
    """A copy to build in, so that nothing is left behind in the repository."""
    for name in files():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes((REPO / name).read_bytes())
    return place
