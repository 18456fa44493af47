"""How exactly the paper's camera moves latents: `python benchmarks/paper_camera.py --json`.

All 21 moves (7 directions x 3 speeds) on a clip of smooth random latents that does not move by itself, in the paper's
size (512x320, 16 frames, 8 fps): the wanted flow from frame to frame, the one that was obtained by the warp alone, and
the one after the paper's blend, which is about half of it. Flows are in px of the frame. Motion is measured by another
hand than the warp's: OpenCV looks for the affine map under which neighbouring frames correlate best (ECC).
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import torch
from torch import Tensor

from videostudio.film.camera import CameraMove, Direction, Flow, Speed
from videostudio.generators.paper.camera import LATENT_PX, in_latents, repeated, warp
from videostudio.tools.arrays import Floats

WIDTH, HEIGHT, FPS, FRAMES = 512, 320, 8, 16
SMOOTH = 2.0
"""Standard deviation of the blur over the noise, in latents: details some latents wide, as an early prediction has."""
STOP = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 200, 1e-6)
FINER = 2
MOST_OFF_PX, MOST_OFF_SCALE = 0.25, 1e-3
"""A tenth of the slowest pan (2.56 px a frame), and the scale that is as far off at the frame's edge (256 px)."""


@dataclass(frozen=True)
class Row:
    """One move: flows per frame as (dx px, dy px, scale). `obtained` by the warp, the median over all pairs of frames;
    `worst` in the pair that is furthest off; `exact` the worst that is measured where the picture was moved exactly,
    which is the measure's own error; `blended` after the paper's blend, the median."""

    move: str
    wanted: Flow
    obtained: Flow
    worst: Flow
    exact: Flow
    blended: Flow

    @property
    def missed(self) -> bool:
        return not near(self.worst, self.wanted)


def near(found: Flow, wanted: Flow) -> bool:
    """Whether nobody would see the difference."""
    dx, dy, scale = (abs(one - other) for one, other in zip(found, wanted, strict=True))
    return max(dx, dy) <= MOST_OFF_PX and scale <= MOST_OFF_SCALE


def moves() -> list[CameraMove]:
    """The 21 of the paper; the three static ones are one and the same."""
    return [CameraMove(direction=direction, speed=speed) for direction in Direction for speed in Speed]


def moved_exactly(ways: Iterable[Flow], seed: int = 0) -> Tensor:
    """(1, 1, F, H, W) float32 of variance 1: one endless random picture of 200 plane waves, as blurred noise has
    them, moved by each of `ways` (px) about the centre without any interpolation."""
    dice = np.random.default_rng(seed)
    waves, phases = dice.normal(0, 1 / (SMOOTH * 2**0.5), (200, 2)), dice.uniform(0, 2 * np.pi, 200)
    rows, columns = np.mgrid[: HEIGHT // LATENT_PX, : WIDTH // LATENT_PX]
    points = np.stack([columns - columns.mean(), rows - rows.mean()], -1)
    sources = [(points - np.array(in_latents(way)[:2])) / way.scale for way in ways]
    return torch.tensor(np.array([np.cos(at @ waves.T + phases).sum(-1) / 10 for at in sources])[None, None]).float()


def flows(clip: Tensor) -> Iterator[Flow]:
    """From every frame of (1, 1, F, H, W) latents to the next, in px of the frame."""
    pictures = np.ascontiguousarray(clip[0, 0].numpy())
    for before, after in pairwise(pictures):
        yield flow_between(before, after)


def flow_between(before: Floats, after: Floats) -> Flow:
    """The similarity about the frame's centre that is nearest to the affine map from `before` (H, W) to `after`."""
    # ECC reads between points linearly, which on bare latents is a tenth of a px off.
    finer = [
        cv2.resize(picture, None, fx=FINER, fy=FINER, interpolation=cv2.INTER_LANCZOS4) for picture in (before, after)
    ]
    _, found = cv2.findTransformECC(*finer, np.eye(2, 3, dtype=np.float32), cv2.MOTION_AFFINE, STOP, None, 1)
    matrix, shift = np.float64(found[:, :2]), np.float64(found[:, 2])
    centre = (np.array(finer[0].shape[::-1]) - 1) / 2
    dx, dy = (shift + (matrix - np.eye(2)) @ centre) * LATENT_PX / FINER
    return Flow(float(dx), float(dy), float(np.trace(matrix)) / 2)


def row(move: CameraMove, frames: int = FRAMES) -> Row:
    """`move`, as it is wanted and as it comes out."""
    wanted = move.flow(WIDTH, HEIGHT, FPS)
    still = moved_exactly([Flow(0.0, 0.0, 1.0)] * frames)
    moved = warp(still, in_latents(wanted))
    exact = moved_exactly(repeated(wanted, frame - frames // 2) for frame in range(frames))
    return Row(
        str(move), wanted, median(moved), worst(moved, wanted), worst(exact, wanted), median(still.lerp(moved, 0.5))
    )


def median(clip: Tensor) -> Flow:
    """Over the pairs of frames, each number for itself."""
    return Flow(*np.median(list(flows(clip)), axis=0).tolist())


def worst(clip: Tensor, wanted: Flow) -> Flow:
    """What is furthest from `wanted`, each number for itself."""
    found = np.array(list(flows(clip)))
    return Flow(*found[np.abs(found - wanted).argmax(axis=0), range(3)].tolist())


def main() -> int:
    """Prints the table; exit 1 if a move was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    rows = [row(move) for move in moves()]
    missed = [found.move for found in rows if found.missed]
    if wanted.json:
        table = [{key: _told(value) for key, value in vars(found).items()} for found in rows]
        print(json.dumps({"moves": table, "most_off": [MOST_OFF_PX, MOST_OFF_SCALE], "missed": missed}))
    else:
        for found in rows:
            told = "  ".join(f"{value[0]:+7.2f} {value[1]:+7.2f} {value[2]:.4f}" for value in _flows(found))
            print(f"{found.move:<16} {told}{'  *' * found.missed}")
    return 1 if missed else 0


def _flows(found: Row) -> tuple[Flow, ...]:
    return (found.wanted, found.obtained, found.worst, found.exact, found.blended)


def _told(value: str | Flow) -> str | list[float]:
    return value if isinstance(value, str) else [round(float(number), 5) for number in value]


if __name__ == "__main__":
    sys.exit(main())
