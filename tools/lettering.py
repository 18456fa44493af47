"""Words as pictures: two typefaces, lines that break well, and letters laid on a picture.

Owns fonts and line breaking. Knows nothing of films. Left-to-right scripts that the typefaces have letters for;
`shown` says what is left of a text in others. Blocks of letters are (h, w, 4) uint8 with premultiplied alpha.
"""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import ceil

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from videostudio.tools.images import Pixels

Rgb = tuple[int, int, int]

LEADING = 1.22
"""From one line to the next, in sizes of the letters."""
LEAST_SHOWN = 0.7
"""A text of which less than this share can be shown says nothing."""
_NO_LETTER = "\U0010fffe"


class Face(StrEnum):
    """A typeface: Fredoka for titles, Nunito for all else. Both are round, under the Open Font License."""

    TITLE = "title"
    TEXT = "text"


_FILES = {
    Face.TITLE: ("fontpkg_fredoka", "Fredoka[wdth,wght].ttf", (700, 100)),
    Face.TEXT: ("fontpkg_nunito", "Nunito[wght].ttf", (750,)),
}
"""Package, file, and where on its axes (weight, width) the typeface lies."""


@cache
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """The typeface at `size` px."""
    package, name, axes = _FILES[face]
    path = files(package) / "files" / name
    letters = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
    letters.set_variation_by_axes(list(axes))
    return letters


def shown(text: str, face: Face = Face.TITLE) -> tuple[str, Face]:
    """What can be shown of a text, and in which typeface: `face` if it has all its letters, else the plain one
    without the letters that one lacks; "" where too little would be left."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if all(map(_letters(face).has, text)):
        return text, face
    plain = _letters(Face.TEXT)
    kept = "".join(letter for letter in text if plain.has(letter))
    return (" ".join(kept.split()) if len(kept) >= LEAST_SHOWN * len(text) else ""), Face.TEXT


def fitted(
    text: str, face: Face, *, width: int, lines: int, largest: int, smallest: int
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The text in at most `lines` lines of `width` px, as large as fits between the two sizes; what does not fit
    even then ends in an ellipsis."""
    for size in range(largest, smallest - 1, -max(1, largest // 40)):
        broken = wrapped(text, font(face, size), width)
        if len(broken) <= lines and all(font(face, size).getlength(line) <= width for line in broken):
            return broken, font(face, size)
    small = font(face, smallest)
    return _shortened(wrapped(text, small, width), lines, small, width), small


def wrapped(text: str, letters: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Lines of at most `width` px, about equally long. A longer word has a line of its own."""
    broken = _broken(text, letters, width)
    if len(broken) < 2:
        return broken
    low, high = width / len(broken) / 2, float(width)
    while high - low > 4:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_broken(text, letters, middle)) == len(broken) else (middle, high)
    return _broken(text, letters, high)


def block(
    lines: Sequence[str], letters: ImageFont.FreeTypeFont, *, ink: Rgb, rim: Rgb | None = None, rim_px: int = 0
) -> Pixels:
    """Centred lines, each letter with a rim of `rim_px`; (h, w, 4), as small as it can be but for the rim."""
    leading = round(letters.size * LEADING)
    width = max((ceil_even(letters.getlength(line)) for line in lines), default=2) + 2 * rim_px + 4
    height = ceil_even(leading * len(lines) + 2 * rim_px)
    # Drawn on nothing, Pillow's colours come out premultiplied.
    picture = Image.new("RGBA", (width, max(2, height)), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        where = (width / 2, rim_px + leading * number + leading * 0.8)
        if rim_px and rim is not None:
            draw.text(where, line, rim, letters, "ms", stroke_width=rim_px, stroke_fill=rim)
        draw.text(where, line, ink, letters, "ms")
    return np.asarray(picture, np.uint8)


def lay(picture: Pixels, over: Pixels, left: int, top: int) -> None:
    """Lays a premultiplied block on an RGB picture, in place; what reaches beyond the picture is cut off."""
    height, width = picture.shape[:2]
    rows = slice(max(0, top), max(0, min(height, top + over.shape[0])))
    columns = slice(max(0, left), max(0, min(width, left + over.shape[1])))
    part = over[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left].astype(np.uint16)
    below = picture[rows, columns].astype(np.uint16)
    picture[rows, columns] = np.minimum(part[..., :3] + (below * (255 - part[..., 3:]) + 127) // 255, 255)


def shadow(over: Pixels, soft_px: int, strength: float) -> Pixels:
    """The soft dark shadow of a block, `soft_px` larger on every side."""
    alpha = cv2.copyMakeBorder(over[..., 3], *(soft_px,) * 4, cv2.BORDER_CONSTANT, value=0)
    alpha = cv2.GaussianBlur(alpha, (0, 0), max(0.5, soft_px / 2.2))
    dark = np.zeros((*alpha.shape, 4), np.uint8)
    dark[..., 3] = cv2.convertScaleAbs(alpha, alpha=strength)
    return dark


def ceil_even(length: float) -> int:
    """`length` rounded up to an even number of px."""
    return -(-ceil(length) // 2) * 2


class _Letters:
    """Which letters a typeface has."""

    def __init__(self, face: Face) -> None:
        self._font = font(face, 24)
        self._none = self._drawn(_NO_LETTER)
        self._known: dict[str, bool] = {}

    def has(self, letter: str) -> bool:
        if letter not in self._known:
            self._known[letter] = letter == " " or self._drawn(letter) != self._none
        return self._known[letter]

    def _drawn(self, letter: str) -> tuple[object, bytes]:
        mask = self._font.getmask(letter)
        return mask.size, bytes(mask)


@cache
def _letters(face: Face) -> _Letters:
    return _Letters(face)


def _broken(text: str, letters: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and letters.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _shortened(lines: list[str], most: int, letters: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The first `most` lines; an ellipsis where something is left out."""
    kept = lines[:most]
    for number, line in enumerate(kept):
        left_out = len(lines) > most and number == most - 1
        if not left_out and letters.getlength(line) <= width:
            continue
        fits = next((n for n in range(len(line), 0, -1) if letters.getlength(f"{line[:n]}…") <= width), 0)
        kept[number] = f"{line[:fits].rstrip(' ,;:.-')}…"
    return kept
