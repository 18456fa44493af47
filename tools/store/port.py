"""What generators, scorers and the cut see of the store: artifacts can be read."""

from pathlib import Path
from typing import Protocol

from videostudio.film.artifact import ArtifactRef


class Artifacts(Protocol):
    """Read access to stored bytes."""

    def read(self, ref: ArtifactRef) -> bytes:
        """The bytes, verified. Raises CorruptArtifact."""
        ...

    def path(self, ref: ArtifactRef) -> Path:
        """Where the bytes lie, for libraries that want a file. Raises CorruptArtifact if they do not."""
        ...
