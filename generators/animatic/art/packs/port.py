"""The port of all art: what a pack of emoji artworks is, whoever drew it."""

from collections.abc import Hashable
from typing import Protocol

from videostudio.tools.images import Pixels

UNITS = 72.0
"""Artworks are drawn in a square of this many units, whatever their own size is."""


class ArtPack(Hashable, Protocol):
    """One artist's emoji. Packs are immutable and hashable: equal packs draw equal pictures. An emoji is given as
    its characters without variation selectors, with a skin-tone modifier where one is wanted."""

    @property
    def name(self) -> str:
        """What users call it: [a-z]+."""
        ...

    @property
    def title(self) -> str:
        """Its name in sentences."""
        ...

    @property
    def licence(self) -> str:
        """Its licence as an SPDX identifier."""
        ...

    @property
    def licence_url(self) -> str: ...

    @property
    def attribution(self) -> str:
        """The sentence that a film made with it has to carry; "" when it owes none."""
        ...

    @property
    def version(self) -> str: ...

    @property
    def integrity(self) -> str:
        """A digest of what its pictures are made from, as "sha256-..." or "sha512-..."."""
        ...

    @property
    def outline(self) -> float:
        """Width of its black outlines in units; 0 where it has none."""
        ...

    def has(self, emoji: str) -> bool:
        """Whether it has a picture of `emoji`."""
        ...

    def svg(self, emoji: str) -> str | None:
        """SVG elements in UNITS x UNITS; None where the pack has the picture only as pixels. Raises KeyError for
        what it does not have."""
        ...

    def pixels(self, emoji: str, size_px: int) -> Pixels:
        """The picture as (size_px, size_px, 4) RGBA uint8 with straight alpha. Raises KeyError."""
        ...
