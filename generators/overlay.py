"""Artifacts with a few more on top, in memory: what a wrapper hands its backend and nobody else sees."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import CorruptArtifact
from videostudio.film.staging import Staging
from videostudio.tools.images import Pixels, encode_png
from videostudio.tools.store.port import Artifacts


@dataclass(frozen=True)
class Overlay:
    """`below`, and what was put on top of it."""

    below: Artifacts
    _kept: dict[str, bytes] = field(default_factory=dict)

    def put_picture(self, pixels: Pixels) -> ArtifactRef:
        """(H, W, 3 or 4) uint8 as a PNG."""
        height, width = pixels.shape[:2]
        return self._put(encode_png(pixels), "image/png").model_copy(update={"width": width, "height": height})

    def put_staging(self, staging: Staging) -> ArtifactRef:
        """A staging as JSON."""
        return self._put(staging.model_dump_json(exclude_defaults=True).encode(), "application/json")

    def read(self, ref: ArtifactRef) -> bytes:
        """The bytes from on top or below. Raises CorruptArtifact."""
        kept = self._kept.get(ref.sha256)
        return self.below.read(ref) if kept is None else kept

    def path(self, ref: ArtifactRef) -> Path:
        """Where the bytes below lie; those on top are no files. Raises CorruptArtifact."""
        if ref.sha256 in self._kept:
            raise CorruptArtifact(f"{ref.sha256} lies in memory")
        return self.below.path(ref)

    def _put(self, data: bytes, media_type: str) -> ArtifactRef:
        ref = ArtifactRef(sha256=sha256(data).hexdigest(), media_type=media_type, size=len(data))
        self._kept[ref.sha256] = data
        return ref
