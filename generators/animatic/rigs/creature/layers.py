"""Layers: an artwork cut into its body and its legs, and wings drawn for birds that fold theirs."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.generators.animatic.art.raster import render
from videostudio.generators.animatic.rigs.creature.anatomy import INK, Mask
from videostudio.generators.animatic.rigs.creature.build import Build, Leg
from videostudio.tools.images import Pixels

SEAM = 0.05
"""Share of the height over which a body and its legs fade into each other."""
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
    top = max(0, round((1 + build.belly - SEAM) * height))
    rows = np.arange(height)
    seen = np.clip((rows - top) / (SEAM * height), 0, 1)[:, None]
    kept = np.clip((top + 2 * SEAM * height - rows) / (0.5 * SEAM * height), 0, 1)[:, None]
    for leg, mask in _masks(rgba, build, top).items():
        piece = rgba.copy()
        piece[..., 3] = np.rint(np.where(mask, rgba[..., 3] * seen, 0)).astype(np.uint8)
        if leg.copied:
            piece[..., :3] = np.rint(piece[..., :3] * BEYOND).astype(np.uint8)
        legs[leg.name] = piece
        body[..., 3] = np.where(mask, np.minimum(body[..., 3], np.rint(rgba[..., 3] * kept)), body[..., 3])
    return Layers(body, legs, _wing(rgba, round(0.55 * height)) if build.wings == "drawn" else None)


def _masks(rgba: Pixels, build: Build, top: int) -> dict[Leg, Mask]:
    """Which pixels belong to each leg, its hip included: the piece of ink below the belly in which its foot is,
    shared out between the legs that have one piece."""
    height, width = rgba.shape[:2]
    low = min(height - 2, top + round(1.5 * SEAM * height))
    ink = (rgba[..., 3] > INK).astype(np.uint8)
    ink[:low] = 0
    count, labels = cv2.connectedComponents(ink)
    pieces = np.asarray(labels, np.int32)
    columns = np.arange(width)
    own = {leg: _piece(pieces, leg, count) for leg in build.legs}
    found = {}
    for leg, piece in own.items():
        mask = cv2.dilate((pieces == piece).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        for other, its in own.items():
            if its == piece and other.foot[0] != leg.foot[0]:
                between = (leg.foot[0] + other.foot[0]) / 2 * height + width / 2
                mask &= (columns < between) if leg.foot[0] < other.foot[0] else (columns >= between)
        mask[:low] = mask[low : low + 2].any(axis=0)
        mask[:top] = False
        found[leg] = mask
    return found


def _piece(pieces: NDArray[np.int32], leg: Leg, count: int) -> int:
    """The number of the piece of ink that has most of the pixels around a leg's foot."""
    height, width = pieces.shape
    left, right = (round(side * height + width / 2) for side in (leg.left, leg.right))
    bottom = max(1, round((1 + leg.foot[1]) * height))
    around = pieces[max(0, bottom - round(0.07 * height)) : bottom, max(0, left) : max(1, right)]
    sizes = np.bincount(around.reshape(-1), minlength=count)[1:]
    return int(sizes.argmax()) + 1 if len(sizes) and sizes.max() else -1


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
    sheen = "M104 52C88 40 66 22 40 15C66 10 90 18 102 34C106 40 108 48 104 52"
    outline = "M112 66C84 74 62 62 46 40C36 26 24 18 8 14C40 2 76 4 98 26C110 38 118 54 112 66"
    svg = f'{feathers}<path d="{outline}" fill="{main}"/><path d="{sheen}" fill="{light}"/>'
    return render(svg, WING, round(height * WING[2] / WING[3]), height)


def _hex(tone: NDArray[np.float64]) -> str:
    return "#" + "".join(f"{round(min(max(float(value), 0.0), 255.0)):02x}" for value in tone)
