"""Noto Color Emoji by Google, from its font where a machine has it."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from videostudio.generators.animatic.art.packs.names import known_emoji, plain_emoji
from videostudio.tools.images import Pixels

FONT = "NotoColorEmoji.ttf"
PLACES = (
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/noto"),
    Path("/usr/share/fonts/google-noto-emoji"),
    Path("/usr/share/fonts/google-noto-color-emoji-fonts"),
    Path("~/.local/share/fonts"),
    Path("~/.fonts"),
    Path("/Library/Fonts"),
    Path("~/Library/Fonts"),
)
STRIKE_PX = 109
"""The one size that the font's bitmaps have."""


@dataclass(frozen=True)
class Noto:
    """Flat drawings with soft shades, as bitmaps of 136 x 128 px."""

    font: Path
    name: str = "noto"
    title: str = "Noto Color Emoji"
    licence: str = "OFL-1.1"
    licence_url: str = "https://openfontlicense.org"
    attribution: str = ""
    outline: float = 0.0

    @property
    def version(self) -> str:
        """The digest tells fonts apart: distributions name their versions differently."""
        return self.integrity.removeprefix("sha256-")[:12]

    @property
    def integrity(self) -> str:
        return f"sha256-{_digest(self.font)}"

    def has(self, emoji: str) -> bool:
        """See ArtPack."""
        return plain_emoji(emoji) in known_emoji() and _glyph(self.font, emoji) is not None

    def svg(self, emoji: str) -> None:
        """See ArtPack: the font has bitmaps only."""
        return None

    def pixels(self, emoji: str, size_px: int) -> Pixels:
        """See ArtPack."""
        glyph = _glyph(self.font, emoji)
        if glyph is None:
            glyph = _glyph(self.font, plain_emoji(emoji))
        if glyph is None:
            raise KeyError(emoji)
        return _scaled(glyph, size_px)


def font_file(places: tuple[Path, ...] = PLACES) -> Path | None:
    """The font on this machine; None where it is not installed."""
    return next((file for place in places if (file := place.expanduser() / FONT).is_file()), None)


@lru_cache(maxsize=2)
def _font(path: Path) -> ImageFont.FreeTypeFont:
    # The simple layout knows no ligatures: it would draw a black cat as a cat and a black square.
    return ImageFont.truetype(str(path), STRIKE_PX)


@lru_cache(maxsize=512)
def _glyph(path: Path, emoji: str) -> Pixels | None:
    """(136, 136, 4) RGBA, premultiplied by nothing; None for what the font does not have, or has as several."""
    font = _font(path)
    if font.getlength(emoji) > 1.3 * font.getlength("😀") or any(_unknown(path, sign) for sign in emoji):
        return None
    canvas = Image.new("RGBA", (136, 136), (0, 0, 0, 0))
    ImageDraw.Draw(canvas).text((0, 4), emoji, font=font, embedded_color=True)
    pixels = np.asarray(canvas, dtype=np.uint8)
    return pixels if pixels[..., 3].any() else None


@lru_cache(maxsize=4096)
def _unknown(path: Path, sign: str) -> bool:
    return sign not in "\u200d\ufe0f" and _font(path).getmask(sign, mode="RGBA").getbbox() is None


def _scaled(pixels: Pixels, size_px: int) -> Pixels:
    """Resized with colours weighed by alpha, so that no border colour bleeds in."""
    alpha = pixels[..., 3:].astype(np.float32) / 255
    weighed = np.dstack([pixels[..., :3] * alpha, alpha])
    how = cv2.INTER_AREA if size_px < pixels.shape[0] else cv2.INTER_CUBIC
    scaled = np.clip(cv2.resize(weighed, (size_px, size_px), interpolation=how), 0, None)
    straight = scaled[..., :3] / np.maximum(scaled[..., 3:], 1e-6)
    return np.clip(np.dstack([straight, scaled[..., 3:] * 255]) + 0.5, 0, 255).astype(np.uint8)


@lru_cache(maxsize=2)
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
