"""What the places look like: `python benchmarks/places.py --json [--sheet docs/pictures/places.jpg]`.

Shapes, not colours: a place's outline histogram counts the edges of its picture by height and direction, wherever
they stand from left to right. The distance of two kinds is half the sum of differences of their mean histograms
over three seeds (0 the same, 1 nothing in common). A kind is told by its shape where unseen seeds of it lie nearer
to its own mean than to any other kind's. Painting is timed in ms of processor time at 1280x720, the best of three.
The sheet shows places x times of day x weathers, every kind once, frame shapes, and styles.
"""

import argparse
import json
import statistics
import sys
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.film.camera import CameraMove
from videostudio.film.staging import Staging
from videostudio.generators.animatic.backdrop import backdrop_of
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.places import NEUTRAL, Place, place_in
from videostudio.generators.animatic.sets.catalogue import SETS
from videostudio.generators.animatic.sets.light import Time, Weather
from videostudio.generators.animatic.shot import shot_of
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import planar_to_rgb

KINDS = tuple(sorted(set(SETS) - {NEUTRAL}))
SEEDS, UNSEEN = (11, 12, 13), (21, 22)
BANDS, TURNS = 9, 8
SMALL = (480, 270)
LEAST_DISTANCE = 0.12
MOST_MS = 200.0
TILE = (240, 135)
SHOWN = ("meadow", "village", "forest", "sea", "city", "mountains", "castle", "park")
AIRS = (
    (Time.DAWN, Weather.CLEAR),
    (Time.DAY, Weather.CLEAR),
    (Time.SUNSET, Weather.CLEAR),
    (Time.NIGHT, Weather.CLEAR),
    (Time.DAY, Weather.RAIN),
    (Time.SUNSET, Weather.STORM),
    (Time.DAY, Weather.SNOW),
    (Time.NIGHT, Weather.SNOW),
    (Time.DAWN, Weather.FOG),
)
STYLES = ("paper", "night", "sepia", "blueprint", "watercolour", "pastel", "noir", "neon", "comic", "pencil sketch")
TALL = ("castle", "forest", "living room", "ship", "cave", "village", "space", "library")

Histogram = NDArray[np.float64]


def outline(kind: str, seed: int) -> Histogram:
    """Shares (BANDS * TURNS,) of the edges in a picture of the place, by height and direction."""
    place = place_in(kind, Time.DAY, Weather.CLEAR, seed)
    frame = Frame.blank(*SMALL)
    backdrop_of(place, View.on(place.scenery, *SMALL), Lens(CameraMove(), *SMALL, 24, 96), 1).draw(frame, 0)
    grey = cv2.GaussianBlur(frame.y, (5, 5), 1.2).astype(np.float32)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    size = np.hypot(across, down)
    edge = size > max(12.0, float(np.percentile(size, 82)))
    turn = ((np.arctan2(down, across) % np.pi) / np.pi * TURNS).astype(int) % TURNS
    counts = np.zeros((BANDS, TURNS))
    for band, (edges, turns) in enumerate(zip(np.array_split(edge, BANDS), np.array_split(turn, BANDS), strict=True)):
        counts[band] = np.bincount(turns[edges], minlength=TURNS)
    return counts.reshape(-1) / counts.sum()


def distance(one: Histogram, other: Histogram) -> float:
    """Half the sum of differences, 0..1."""
    return float(0.5 * np.abs(one - other).sum())


def shapes() -> dict[str, Any]:
    """The closest pairs of kinds, and how many unseen pictures are told by their shape."""
    means = {kind: np.mean([outline(kind, seed) for seed in SEEDS], axis=0) for kind in KINDS}
    pairs = sorted((distance(means[a], means[b]), a, b) for a, b in combinations(KINDS, 2))
    missed = []
    for kind in KINDS:
        for seed in UNSEEN:
            seen = outline(kind, seed)
            nearest = min(KINDS, key=lambda other: distance(seen, means[other]))
            if nearest != kind:
                missed.append(f"{kind} as {nearest}")
    return {
        "kinds": len(KINDS),
        "closest": [[round(far, 3), a, b] for far, a, b in pairs[:8]],
        "told_by_shape": round(1 - len(missed) / (len(KINDS) * len(UNSEEN)), 3),
        "missed": missed,
    }


def speed() -> dict[str, Any]:
    """Processor time of painting every kind once, in ms."""
    view_lens = Lens(CameraMove(), 1280, 720, 24, 96)
    took = {}
    for kind in KINDS:
        place = place_in(kind, Time.DAY, Weather.CLEAR, 7)
        view, best = View.on(place.scenery, 1280, 720), 1e9
        for _ in range(3):
            before = time.process_time()
            backdrop_of(place, view, view_lens, 1)
            best = min(best, 1000 * (time.process_time() - before))
        took[kind] = round(best)
    slowest = sorted(took, key=lambda kind: -took[kind])[:5]
    return {"median_ms": statistics.median(took.values()), "slowest_ms": {kind: took[kind] for kind in slowest}}


def picture(place: Place, size: tuple[int, int] = (1280, 720), tile: tuple[int, int] = TILE) -> Pixels:
    """Frame 0 of an empty shot of the place, reduced to a tile."""
    width, height = size
    view = View.on(place.scenery, width, height)
    staging = Staging(width=width, height=height, ground_px=min(max(view.ground, 0), height - 1), placements=())
    shot = shot_of(staging, [], place, CameraMove(), fps=24, frames=1, tail=0)
    rgb = planar_to_rgb(shot.frame(0).buffer)
    return np.asarray(cv2.resize(rgb, tile, interpolation=cv2.INTER_AREA), np.uint8)


def sheet(out: Path) -> None:
    """Writes the contact sheet."""
    rows = [[picture(place_in(kind, *air, 7)) for air in AIRS] for kind in SHOWN]
    every = [picture(place_in(kind, Time.DAY, Weather.CLEAR, 7)) for kind in KINDS]
    every += [np.full_like(every[0], 255)] * (-len(every) % len(AIRS))
    rows += [every[i : i + len(AIRS)] for i in range(0, len(every), len(AIRS))]
    styled = [picture(place_in(SHOWN[i % 8], Time.DAY, Weather.CLEAR, 7).styled(word)) for i, word in enumerate(STYLES)]
    rows.append(styled[: len(AIRS)])
    wide = len(AIRS) * TILE[0] // len(TALL)
    tall = [picture(place_in(kind, Time.DAY, Weather.CLEAR, 7), (720, 1280), (wide, wide * 16 // 9)) for kind in TALL]
    whole = np.vstack([*(np.hstack(row) for row in rows), np.hstack(tall)])
    out.parent.mkdir(parents=True, exist_ok=True)
    small = cv2.resize(whole, None, fx=0.62, fy=0.62, interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(out), small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 80])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    parser.add_argument("--sheet", type=Path, help="write the contact sheet here")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    if options.sheet is not None:
        sheet(options.sheet)
    figures = {"shapes": shapes(), "painting": speed()}
    print(json.dumps(figures, indent=None if options.json else 2))
    enough = figures["shapes"]["closest"][0][0] >= LEAST_DISTANCE
    return 0 if enough and max(figures["painting"]["slowest_ms"].values()) <= MOST_MS else 1


if __name__ == "__main__":
    sys.exit(main())
