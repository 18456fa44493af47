"""Layers: an artwork cut into its body and its legs, and wings drawn for birds that fold theirs."""

from dataclasses import dataclass

import numpy as np

from videostudio.generators.animatic.art.raster import render
from videostudio.generators.animatic.rigs.creature.build import Build, Leg
from videostudio.generators.animatic.yuv import Pixels

SEAM = 0.05
"""Share of the height over which a body and its legs fade into each other."""
RIM = 0.02
"""Share of the height by which a leg's cut is broader than the leg, for its soft edges."""
BEYOND = 0.86
"""How bright a leg is that was copied to stand beyond its fellow."""
WING = (0.0, 0.0, 120.0, 80.0)
"""The canvas of a wing, whose shoulder is at its right edge's lower third."""
SHOULDER = (112.0, 58.0)


@dataclass(frozen=True)
class Layers:
    """Straight RGBA pictures: the `body` (as large as the artwork), per leg its cut (as large, too), and a `wing`."""

    body: Pixels
    legs: dict[str, Pixels]
    wing: Pixels | None


def cut(rgba: Pixels, build: Build) -> Layers:
    """The artwork in layers which, at rest, look like the artwork."""
    body, legs = rgba.copy(), {}
    height = rgba.shape[0]
    for leg in build.legs:
        left, right, top = _place(rgba, build, leg)
        legs[leg.name] = _leg(rgba, leg, left, right, top)
        keep = np.clip((top + 2 * SEAM * height - np.arange(height)) / (0.5 * SEAM * height), 0, 1)
        kept = np.rint(rgba[:, left:right, 3] * keep[:, None]).astype(np.uint8)
        body[:, left:right, 3] = np.minimum(body[:, left:right, 3], kept)
    return Layers(body, legs, _wing(rgba, round(0.55 * rgba.shape[0])) if build.wings == "drawn" else None)


def _place(rgba: Pixels, build: Build, leg: Leg) -> tuple[int, int, int]:
    """Px: the columns of a leg, and the row at which it begins to be seen."""
    height, width = rgba.shape[:2]
    left = max(0, round((leg.left - RIM) * height + width / 2))
    right = min(width, round((leg.right + RIM) * height + width / 2))
    return left, right, max(0, round((1 + build.belly - SEAM) * height))


def _leg(rgba: Pixels, leg: Leg, left: int, right: int, top: int) -> Pixels:
    seen = np.clip((np.arange(rgba.shape[0]) - top) / (SEAM * rgba.shape[0]), 0, 1)
    piece = np.zeros_like(rgba)
    piece[:, left:right] = rgba[:, left:right]
    piece[..., 3] = np.rint(piece[..., 3] * seen[:, None]).astype(np.uint8)
    if leg.copied:
        piece[..., :3] = np.rint(piece[..., :3] * BEYOND).astype(np.uint8)
    return piece


def _wing(rgba: Pixels, height: int) -> Pixels:
    solid = rgba[rgba[..., 3] > 200][:, :3].astype(int)
    inner = rgba[round(0.35 * rgba.shape[0]) : round(0.75 * rgba.shape[0]), : round(0.6 * rgba.shape[1])]
    colours = inner[inner[..., 3] > 200][:, :3]
    tone = np.median(colours if len(colours) else solid, axis=0)
    main, dark, light = (_hex(tone * share) for share in (0.93, 0.78, 1.07))
    feathers = "".join(
        f'<path d="M{x} {y} q-{long} -4 -{long + 12} 10 q{long / 2} 14 {long + 12} 2z" fill="{fill}"/>'
        for x, y, long, fill in ((66, 22, 40, dark), (74, 34, 40, dark), (84, 47, 38, dark), (96, 60, 34, dark))
    )
    svg = (
        f'{feathers}<path d="M112 66 C84 74 62 62 46 40 C36 26 24 18 8 14 C40 2 76 4 98 26 C110 38 118 54 112 66z" '
        f'fill="{main}"/><path d="M104 52 C88 40 66 22 40 15 C66 10 90 18 102 34 C106 40 108 48 104 52z" fill="{light}"/>'
    )
    return render(svg, WING, round(height * WING[2] / WING[3]), height)


def _hex(tone: np.ndarray) -> str:  # type: ignore[type-arg]
    return "#" + "".join(f"{round(min(max(float(value), 0.0), 255.0)):02x}" for value in tone)
