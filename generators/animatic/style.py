"""Styles: what the words of a film's style do to painted layers and to figures.

A style is applied once, when a shot is built, so it costs nothing per frame. Pixels are RGB or RGBA uint8. Words
that no look stands for are kept in `missed`, so that a film can say that they were not followed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import cv2
import numpy as np

from videostudio.generators.animatic.looks import FILLERS, LOOKS, WORDS, Look
from videostudio.generators.animatic.sets.chance import uniform
from videostudio.tools.images import Pixels

_TILE = 256
_LONGEST = 3
"""Words in the longest phrase that names a look."""


@dataclass(frozen=True)
class Style:
    """Looks in the order in which they are applied; `missed` are the words that ask for something else."""

    looks: tuple[Look, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(look.name for look in self.looks)

    def without(self, name: str) -> "Style":
        """This style less one of its looks."""
        return replace(self, looks=tuple(look for look in self.looks if look.name != name))

    @property
    def layered(self) -> bool:
        """Whether every painted layer has to be graded by itself, because its outline counts."""
        return any(look.lines is not None or look.shadow for look in self.looks)

    @property
    def shadow(self) -> float:
        """How dark (0..1) the shadow is that a cut-out layer or figure casts on what is behind it."""
        return max((look.shadow for look in self.looks), default=0.0)

    @property
    def vignette(self) -> float:
        """How much darker (0..1) a frame's corners are than its middle."""
        return max((look.vignette for look in self.looks), default=0.0)

    def grade(
        self, pixels: Pixels, *, premultiplied: bool = False, left: int = 0, top: int = 0, thick: float = 1.0
    ) -> Pixels:
        """`pixels` (h, w, 3) or (h, w, 4) in this style, as a new array; alpha stays. (`left`, `top`) is where they
        lie in the world, in px, so that grain sticks to it; `thick` is how broad lines are, in px."""
        if not self.looks or not pixels.size:
            return pixels
        rgb = np.ascontiguousarray(pixels[..., :3])
        alpha = np.ascontiguousarray(pixels[..., 3]) if pixels.shape[2] == 4 else None
        if alpha is not None and premultiplied:
            rgb = np.asarray(cv2.divide(rgb, cv2.merge([alpha] * 3), scale=255), np.uint8)
        for look in self.looks:
            rgb = _applied(look, rgb, alpha, left, top, thick)
        if alpha is None:
            return rgb
        if premultiplied:
            rgb = np.asarray(cv2.multiply(rgb, cv2.merge([alpha] * 3), scale=1 / 255), np.uint8)
        return np.dstack([rgb, alpha])

    def tint(self, rgb: Sequence[float]) -> tuple[float, float, float]:
        """One colour in this style, without lines and grain."""
        pixel = np.array([[[min(255, max(0, round(c))) for c in rgb]]], np.uint8)
        for look in self.looks:
            pixel = _coloured(look, pixel)
        return (float(pixel[0, 0, 0]), float(pixel[0, 0, 1]), float(pixel[0, 0, 2]))


@cache
def style_of(text: str) -> Style:
    """The style that words such as "watercolour, warm light" ask for; nothing for an empty text."""
    words = re.findall(r"[a-z0-9]+(?:'s)?", text.lower().replace("-", " "))
    looks: list[Look] = []
    missed: list[str] = []
    at = 0
    while at < len(words):
        for count in range(min(_LONGEST, len(words) - at), 0, -1):
            name = WORDS.get(" ".join(words[at : at + count]))
            if name is not None:
                if LOOKS[name] not in looks:
                    looks.append(LOOKS[name])
                at += count
                break
        else:
            if words[at] not in FILLERS:
                missed.append(words[at])
            at += 1
    return Style(tuple(looks), tuple(missed))


PLAIN = Style()


def vignette_of(style: Style, width: int, height: int) -> Pixels | None:
    """What is left of a frame's light (height, width), 255 = all of it; None where the style keeps it all."""
    if not style.vignette:
        return None
    x, y = (np.linspace(-1, 1, n, dtype=np.float32) ** 2 for n in (width, height))
    far = np.clip((x + y[:, None] - np.float32(0.5)) / np.float32(1.5), 0, 1)
    return np.asarray(np.rint(255 * (1 - np.float32(style.vignette) * far)), np.uint8)


def _applied(look: Look, rgb: Pixels, alpha: Pixels | None, left: int, top: int, thick: float) -> Pixels:
    edges = _edges(rgb, alpha, thick) if look.lines is not None else None
    if look.soften:
        side = 2 * max(1, round(look.soften * thick)) + 1
        rgb = np.asarray(cv2.medianBlur(rgb, min(side, 5)), np.uint8)
    rgb = _coloured(look, rgb)
    if edges is not None and look.lines is not None:
        ink = np.full_like(rgb, np.array(look.lines, np.uint8))
        share = cv2.merge([cv2.convertScaleAbs(edges, alpha=look.line_strength)] * 3)
        rgb = np.asarray(
            cv2.add(cv2.multiply(rgb, cv2.bitwise_not(share), scale=1 / 255), cv2.multiply(ink, share, scale=1 / 255)),
            np.uint8,
        )
    if look.grain:
        rgb = np.asarray(
            cv2.multiply(rgb, cv2.merge([_grain(look, rgb.shape[:2], left, top)] * 3), scale=1 / 128), np.uint8
        )
    return rgb


def _coloured(look: Look, rgb: Pixels) -> Pixels:
    rgb = np.asarray(cv2.LUT(rgb, _curve(look)), np.uint8)
    return np.asarray(cv2.transform(rgb, np.array(look.matrix, np.float32)), np.uint8)


@lru_cache(maxsize=32)
def _curve(look: Look) -> Pixels:
    """The tone curve as a table (256,)."""
    values = np.interp(np.arange(256), [x for x, _ in look.curve], [y for _, y in look.curve])
    if look.steps:
        values = 0.5 * (values + np.rint(values / 255 * look.steps) * 255 / look.steps)
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def _edges(rgb: Pixels, alpha: Pixels | None, thick: float) -> Pixels:
    """Where lines are drawn (h, w): along outlines and wherever brightness jumps."""
    side = max(2, round(1.6 * thick))
    kernel = np.ones((side, side), np.uint8)
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    jumps = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, kernel)
    edges = cv2.convertScaleAbs(np.maximum(jumps, 12), alpha=5.0, beta=-60.0)
    if alpha is not None:
        edges = cv2.max(edges, cv2.morphologyEx(alpha, cv2.MORPH_GRADIENT, kernel))
    return np.asarray(cv2.blur(edges, (2, 2)), np.uint8)


def _grain(look: Look, shape: tuple[int, int], left: int, top: int) -> Pixels:
    tile = _tile(look.grain, look.coarse)
    rows, columns = (np.arange(n) + first for n, first in zip(shape, (top, left), strict=True))
    return np.ascontiguousarray(tile[(rows % _TILE)[:, None], columns % _TILE])


@lru_cache(maxsize=8)
def _tile(strength: float, coarse: int) -> Pixels:
    """A seamless tile of paper around 128."""
    fine = uniform(4711, np.arange(_TILE)[:, None], np.arange(_TILE)).astype(np.float32) - np.float32(0.5)
    wide = np.tile(fine, (3, 3))
    rough = cv2.blur(wide, (coarse, coarse))[_TILE : 2 * _TILE, _TILE : 2 * _TILE] * np.float32(coarse)
    return np.clip(np.rint(128 + 128 * strength * (0.5 * fine + 0.8 * rough)), 0, 255).astype(np.uint8)
