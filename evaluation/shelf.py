"""Artifacts of a study: pictures in memory, clips as files in a folder that goes when the study is done with them."""

from hashlib import sha256
from itertools import count
from pathlib import Path

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import CorruptArtifact
from videostudio.film.noun import Noun
from videostudio.tools.images import Pixels, encode_png


class Shelf:
    """Behind the store's reading port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, bytes] = {}
        self._files: dict[str, Path] = {}
        self._numbers = count()

    def put_picture(self, pixels: Pixels) -> ArtifactRef:
        """(H, W, 3 or 4) uint8 as a PNG."""
        height, width = pixels.shape[:2]
        return self._put(encode_png(pixels), "image/png").model_copy(update={"width": width, "height": height})

    def put_noun(self, noun: Noun) -> ArtifactRef:
        """A noun as JSON."""
        return self._put(noun.model_dump_json(exclude_defaults=True).encode(), "application/json")

    def new_file(self, suffix: str) -> Path:
        """A file to write a clip to, another at every call."""
        return self._folder / f"{next(self._numbers)}{suffix}"

    def put_file(self, path: Path, media_type: str, **facts: int) -> ArtifactRef:
        """A file as it lies there."""
        data = path.read_bytes()
        ref = ArtifactRef(sha256=sha256(data).hexdigest(), media_type=media_type, size=len(data), **facts)
        self._files[ref.sha256] = path
        return ref

    def read(self, ref: ArtifactRef) -> bytes:
        """The bytes. Raises CorruptArtifact."""
        if ref.sha256 in self._kept:
            return self._kept[ref.sha256]
        return self.path(ref).read_bytes()

    def path(self, ref: ArtifactRef) -> Path:
        """Where the bytes lie; pictures are written when somebody asks. Raises CorruptArtifact."""
        if ref.sha256 in self._kept and ref.sha256 not in self._files:
            self._files[ref.sha256] = self._folder / ref.sha256
            self._files[ref.sha256].write_bytes(self._kept[ref.sha256])
        if ref.sha256 not in self._files:
            raise CorruptArtifact(f"{ref.sha256} is not on the shelf")
        return self._files[ref.sha256]

    def _put(self, data: bytes, media_type: str) -> ArtifactRef:
        ref = ArtifactRef(sha256=sha256(data).hexdigest(), media_type=media_type, size=len(data))
        self._kept[ref.sha256] = data
        return ref
