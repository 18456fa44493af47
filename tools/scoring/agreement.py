"""How well a measured camera keeps to the script, and what to call it. Pure maths on a `Flow`.

Flows are in px per frame of a picture `width` px wide at `fps`; speeds are in % of the width (pans) or of the
scale (zooms) a second, as the script has them.
"""

import numpy as np
from numpy.typing import NDArray

from videostudio.film.camera import PERCENT_PER_SECOND, CameraMove, Direction, Flow, Speed

STILL = 1.5
"""Below this many % of the width a second a camera is called static: clearly under the slowest scripted 4."""


def agreement(measured: Flow, wanted: CameraMove, *, width: int, height: int, fps: float) -> float:
    """How well a measured flow (px per frame of a `width` x `height` picture at `fps`) keeps to the script,
    in [0, 1]: 1 minus the error in % a second over the wanted speed. A static camera is held against the
    slowest speed: moving that fast where none was wanted is 0. The opposite move is 0, half the speed 0.5."""
    is_, should = _both(measured, wanted, width, height, fps)
    yardstick = max(float(np.linalg.norm(should)), PERCENT_PER_SECOND[Speed.SLOW])
    return max(0.0, 1 - float(np.linalg.norm(is_ - should)) / yardstick)


def direction_agreement(measured: Flow, wanted: CameraMove, *, width: int, height: int, fps: float) -> float:
    """Agreement of the direction alone, in [0, 1]: the cosine between measured and wanted move, 0 for a camera
    that hardly moves. A static camera is judged by `agreement`."""
    is_, should = _both(measured, wanted, width, height, fps)
    if wanted.direction is Direction.STATIC:
        return agreement(measured, wanted, width=width, height=height, fps=fps)
    length = float(np.linalg.norm(is_))
    return max(0.0, float(is_ @ should) / length / float(np.linalg.norm(should))) if length >= STILL else 0.0


def speed_ratio(measured: Flow, wanted: CameraMove, *, width: int, height: int, fps: float) -> float:
    """Measured speed along the wanted direction over the wanted speed: 1 as scripted, -1 the other way round.
    Raises ZeroDivisionError for a static camera."""
    is_, should = _both(measured, wanted, width, height, fps)
    return float(is_ @ should) / float(should @ should)


def percent_per_second(flow: Flow, *, width: int, fps: float) -> tuple[float, float, float]:
    """(x, y, zoom) of a flow: % of the width a second for pans, % growth a second for zooms; shrinking
    counts the growth of its inverse, negative, as `CameraMove.flow` defines it."""
    pan = 100 * fps / width
    growth = 100 * (max(flow.scale, 1 / flow.scale) ** fps - 1)
    return flow.dx * pan, flow.dy * pan, growth if flow.scale >= 1 else -growth


def direction_of(flow: Flow, *, width: int, fps: float) -> tuple[Direction, float]:
    """The scripted direction nearest to `flow`, and its speed in % a second along it."""
    x, y, zoom = percent_per_second(flow, width=width, fps=fps)
    speed, direction = max(
        (abs(x), Direction.LEFT if x > 0 else Direction.RIGHT),
        (abs(y), Direction.UP if y > 0 else Direction.DOWN),
        (abs(zoom), Direction.FORWARD if zoom > 0 else Direction.BACKWARD),
    )
    return (Direction.STATIC, speed) if speed < STILL else (direction, speed)


def _both(
    measured: Flow, wanted: CameraMove, width: int, height: int, fps: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Measured and wanted (x, y, zoom) in % a second. The wanted one is asked for at 1 fps: rates in between
    whole ones have no flow of their own."""
    is_ = percent_per_second(measured, width=width, fps=fps)
    should = percent_per_second(wanted.flow(width, height, 1), width=width, fps=1)
    return np.array(is_), np.array(should)
