"""Stills small enough to live inside the page."""

import base64
from functools import cache, lru_cache

import numpy as np
from pydantic import ValidationError

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import CorruptArtifact, ReferenceError_
from videostudio.film.staging import Box, Staging
from videostudio.tools.images import Pixels, decode, encode_jpeg, thumbnail
from videostudio.tools.scoring import regions
from videostudio.tools.store.port import Artifacts

PAGE_BYTES = 12_000_000
"""JPEG bytes of a whole page: with base64 (a third more) and the words, a page stays under 20 MB."""
LADDER = ((960, 82), (800, 78), (640, 76), (480, 74), (320, 70), (200, 60), (120, 50))
"""Width (px) and quality, from what we like to what always fits."""
DECODED = 2
"""Pictures kept decoded: a take's, of which a piece is cut for everybody in it, and the reference in between."""
BACKDROP = (226, 230, 236)
"""What cut-out references are laid on, RGB: light enough for dark figures, dark enough for white ones."""


class Stills:
    """Pictures as data URIs. `pictures` is how many the page may ask for; each gets its share of the page."""

    def __init__(self, artifacts: Artifacts, pictures: int) -> None:
        self._artifacts = artifacts
        self._share = PAGE_BYTES // max(1, pictures)
        self._decoded = lru_cache(DECODED)(lambda ref: decode(artifacts.read(ref)))
        self._whole = cache(lambda ref, width: self._uri(flat(self._decoded(ref)), width))

    def uri(self, ref: ArtifactRef, width: int) -> str | None:
        """The picture at most `width` px wide; None if its bytes are lost or no picture. A reference is asked for
        beside every take: it is drawn once."""
        try:
            return self._whole(ref, width)
        except (CorruptArtifact, ReferenceError_):
            return None

    def piece(self, ref: ArtifactRef, box: Box, width: int) -> str | None:
        """What a box of the picture shows, with a margin, as the critic cuts it; None if its bytes are lost."""
        try:
            pixels = self._decoded(ref)[..., :3]
        except (CorruptArtifact, ReferenceError_):
            return None
        return self._uri(regions.cut(np.ascontiguousarray(pixels), box), width)

    def staging(self, ref: ArtifactRef | None) -> Staging | None:
        """Where everybody stands in a picture; None if nobody wrote it down or it is lost."""
        try:
            return Staging.model_validate_json(self._artifacts.read(ref)) if ref else None
        except (CorruptArtifact, ValidationError):
            return None

    def _uri(self, pixels: Pixels, width: int) -> str:
        return f"data:image/jpeg;base64,{base64.b64encode(self._fitted(pixels, width)).decode()}"

    def _fitted(self, pixels: Pixels, width: int) -> bytes:
        jpeg = b""
        for step, quality in LADDER:
            jpeg = encode_jpeg(thumbnail(pixels, min(step, width)), quality)
            if len(jpeg) <= self._share:
                break
        return jpeg


def flat(pixels: Pixels) -> Pixels:
    """RGBA on the backdrop; RGB as it is."""
    if pixels.shape[2] == 3:
        return pixels
    alpha = pixels[..., 3:].astype(np.uint16)
    backdrop = np.array(BACKDROP, dtype=np.uint16)
    return np.asarray((pixels[..., :3] * alpha + backdrop * (255 - alpha) + 127) // 255, dtype=np.uint8)
