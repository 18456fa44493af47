"""SKILL.md for agents that read skills (agentskills.io): how films are made here."""

from importlib.resources import files
from pathlib import Path

from videostudio.film.errors import BriefError

NAME = "filmmaker"
"""A skill's folder has its name."""


def skill() -> str:
    """The text of SKILL.md."""
    return (files("videostudio.apps.mcp") / NAME / "SKILL.md").read_text("utf-8")


def install(folder: Path) -> Path:
    """Writes the skill below a folder of skills, and gives its file. Raises BriefError where that cannot be."""
    file = folder.expanduser() / NAME / "SKILL.md"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(skill(), "utf-8")
    except OSError as error:
        raise BriefError(f"{file} cannot be written ({error.strerror}): choose another folder") from error
    return file
