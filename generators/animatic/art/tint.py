"""Recolouring by family: every shade of one colour becomes that shade of another, gradients included.

Works on colours as (N, 3) uint8 sRGB, wherever they come from: SVG text or pixels. Distances are measured in OKLab
(Ottosson 2020), where equal steps look equal.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.uint8]
Lab = NDArray[np.float64]

_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
GREYISH = 0.045
"""Chroma below which a colour counts as white, grey or black."""
HUES = 36
INSIDE_DEGREES, OUTSIDE_DEGREES = 32.0, 58.0
INSIDE_LIGHTNESS, OUTSIDE_LIGHTNESS = 0.30, 0.42
_PAINT = re.compile(r'((?:fill|stroke|stop-color|flood-color)=")(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|white|black)(")')
_MATRIX = re.compile(r'(values="0 0 0 0 )([\d.]+)( 0 0 0 0 )([\d.]+)( 0 0 0 0 )([\d.]+)( 0 0 0 [\d.]+ 0")')
_NAMED = {"white": "#ffffff", "black": "#000000"}


@dataclass(frozen=True)
class Family:
    """The shades of one colour. `lightness` and `chroma` are those of its usual shade; `hue` in degrees counts
    only for a family that has colour."""

    lightness: float
    chroma: float
    hue: float

    @property
    def grey(self) -> bool:
        return self.chroma < GREYISH

    def share(self, lab: Lab) -> NDArray[np.float64]:
        """How much each colour of (N, 3) OKLab belongs to the family: (N,) in 0..1."""
        chroma = np.hypot(lab[:, 1], lab[:, 2])
        if self.grey:
            near = _fall(np.abs(lab[:, 0] - self.lightness), INSIDE_LIGHTNESS, OUTSIDE_LIGHTNESS)
            return _fall(chroma, 1.3 * GREYISH, 2.2 * GREYISH) * near
        hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
        apart = np.abs((hue - self.hue + 180) % 360 - 180)
        return _fall(apart, INSIDE_DEGREES, OUTSIDE_DEGREES) * (1 - _fall(chroma, 0.012, GREYISH))


Recolour = Callable[[Colours], Colours]


def lab_of(colours: Colours) -> Lab:
    """(N, 3) sRGB uint8 -> (N, 3) OKLab."""
    part = colours.astype(np.float64) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _LMS.T) @ _LAB.T)


def rgb_of(lab: Lab) -> Colours:
    """(N, 3) OKLab -> (N, 3) sRGB uint8, clipped into range."""
    linear = (lab @ np.linalg.inv(_LAB).T) ** 3 @ np.linalg.inv(_LMS).T
    linear = np.clip(linear, 0, 1)
    part = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(part * 255), np.uint8)


def families_of(pixels: Colours) -> tuple[Family, ...]:
    """The colour families on (H, W, 4) RGBA, largest first; () for a picture of nothing."""
    seen = pixels[pixels[..., 3] > 200][:, :3]
    if not len(seen):
        return ()
    lab = lab_of(seen)
    found: list[Family] = []
    while len(lab) > 0.03 * len(seen) and len(found) < 4:
        family = _largest(lab)
        found.append(family)
        lab = lab[family.share(lab) < 0.5]
    return tuple(found)


def family_of(colour: str) -> Family:
    """The family of a #rrggbb colour."""
    return _mean(lab_of(np.array([rgb(colour)], np.uint8)))


def towards(family: Family, light: str, dark: str) -> Recolour:
    """A map that turns the shades of `family` into those of a colour given by its light and dark tone."""
    tones = lab_of(np.array([rgb(light), rgb(dark)], np.uint8))
    span = max(0.08, float(tones[0, 0] - tones[1, 0]))
    middle = tones[0] * 0.75 + tones[1] * 0.25

    def recolour(colours: Colours) -> Colours:
        lab = lab_of(colours)
        share = family.share(lab)[:, None]
        shade = lab[:, 0] - family.lightness
        depth = np.clip(shade / max(span, 0.16), -1.6, 1.6)[:, None]
        wanted = np.where(depth < 0, middle + (middle - tones[1]) * depth * 1.2, middle + (tones[0] - middle) * depth)
        # Lights of a colour are lighter, not only what the light tone is.
        wanted[:, 0] += np.clip(shade, 0, 0.25) * 0.5
        return rgb_of(lab * (1 - share) + wanted * share)

    return recolour


def in_svg(svg: str, recolour: Recolour) -> str:
    """SVG text with its fills, strokes, stops and inner shadows recoloured."""
    svg = _PAINT.sub(lambda m: m[1] + _mapped(_NAMED.get(m[2], m[2]), recolour) + m[3], svg)
    return _MATRIX.sub(lambda m: _matrix(m, recolour), svg)


def in_pixels(pixels: Colours, recolour: Recolour) -> Colours:
    """(H, W, 4) RGBA recoloured; alpha stays."""
    flat = pixels[..., :3].reshape(-1, 3)
    colours, places = np.unique(flat, axis=0, return_inverse=True)
    return np.dstack([recolour(colours)[places.reshape(-1)].reshape(pixels[..., :3].shape), pixels[..., 3]])


@lru_cache(maxsize=4096)
def rgb(colour: str) -> tuple[int, int, int]:
    """#rgb or #rrggbb -> its channels."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def hexed(colour: Colours) -> str:
    """(3,) uint8 -> #rrggbb."""
    return "#{:02x}{:02x}{:02x}".format(*(int(channel) for channel in colour))


def usual_shade(family: Family, lightness: float = 0.0) -> str:
    """The usual shade of a family as #rrggbb, lighter or darker by `lightness` (OKLab)."""
    turn = np.radians(family.hue)
    lab = [[family.lightness + lightness, family.chroma * np.cos(turn), family.chroma * np.sin(turn)]]
    return hexed(rgb_of(np.array(lab))[0])


def _mapped(colour: str, recolour: Recolour) -> str:
    return hexed(recolour(np.array([rgb(colour)], np.uint8))[0])


def _matrix(match: re.Match[str], recolour: Recolour) -> str:
    colour = np.array([[round(255 * min(1.0, float(match[i]))) for i in (2, 4, 6)]], np.uint8)
    red, green, blue = (f"{channel / 255:.4f}" for channel in recolour(colour)[0])
    return f"{match[1]}{red}{match[3]}{green}{match[5]}{blue}{match[7]}"


def _largest(lab: Lab) -> Family:
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    coloured = lab[chroma >= GREYISH]
    hue = np.degrees(np.arctan2(coloured[:, 2], coloured[:, 1])) % 360
    counts = np.bincount((hue * HUES / 360).astype(int) % HUES, minlength=HUES)
    smooth = sum(np.roll(counts, turn) for turn in range(-3, 4))
    best = int(np.argmax(smooth))
    apart = np.abs((hue - (best + 0.5) * 360 / HUES + 180) % 360 - 180)
    members = coloured[apart < 35]
    grey = lab[chroma < GREYISH]
    greys = [grey[grey[:, 0] >= 0.62], grey[(grey[:, 0] < 0.62) & (grey[:, 0] > 0.36)], grey[grey[:, 0] <= 0.36]]
    return _mean(max((members, *greys), key=len))


def _mean(lab: Lab) -> Family:
    lightness, a, b = (float(np.median(lab[:, i])) for i in range(3))
    return Family(lightness, float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a))))


def _fall(values: NDArray[np.float64], inside: float, outside: float) -> NDArray[np.float64]:
    """1 up to `inside`, 0 from `outside` on, smooth between."""
    t = np.clip((outside - values) / (outside - inside), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))
