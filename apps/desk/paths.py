"""The one path policy: which files of this machine somebody may name, and which files of a film they get.

A text from outside never becomes a path by itself. Whoever sits at the machine names files as they like; a manifest
names files beside itself; a guest names none, and brings pictures as bytes.
"""

from dataclasses import dataclass
from pathlib import Path

from videostudio.film.errors import NotAllowed, ReferenceError_

MIB = 2**20


@dataclass(frozen=True)
class Paths:
    """`root` is the folder within which files may be named, None with `anywhere` for all, None without for none."""

    root: Path | None = None
    anywhere: bool = False

    def allowed(self, said: str) -> Path:
        """The path that `said` names. Links are followed before it is judged. Raises NotAllowed."""
        if "\0" in said:
            raise NotAllowed("a path with a NUL character is none")
        if self.anywhere:
            return Path(said).expanduser()
        if self.root is None:
            raise NotAllowed("files of this machine cannot be named here; a picture can be brought")
        root = self.root.resolve()
        path = (root / said).resolve()
        if not path.is_relative_to(root):
            raise NotAllowed(f"{said!r} leads out of {root}: only files in that folder can be named here")
        return path

    def picture(self, said: str, most_bytes: int) -> bytes:
        """The bytes of the picture file that `said` names. Raises NotAllowed, ReferenceError_."""
        path = self.allowed(said)
        try:
            if not path.is_file():
                raise ReferenceError_(f"the picture {path} is not there, or no file: check its name")
            with path.open("rb") as file:
                data = file.read(most_bytes + 1)
        except OSError as error:
            raise ReferenceError_(f"the picture {path} cannot be opened ({error.strerror}): check its name") from error
        if len(data) > most_bytes:
            raise ReferenceError_(f"the picture {path} is larger than {most_bytes / MIB:g} MiB: make it smaller")
        return data


ANYWHERE = Paths(anywhere=True)
"""Who sits at the machine."""

NOWHERE = Paths()
"""Guests."""


def within(folder: Path) -> Paths:
    """Only files in `folder`."""
    return Paths(root=folder)
