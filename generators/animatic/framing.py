"""Framing: how near the camera stands for a shot, so that the main figure fills its share of the picture halfway
through the scene, with head room above it and ground below it."""

from dataclasses import dataclass

from videostudio.film.camera import CameraMove, Direction, ShotSize, eased
from videostudio.generators.animatic.sets.scenery import Scenery
from videostudio.generators.animatic.view import View

TALL = 304.0
"""Height of the main figure in world units."""
TYPICAL_MS = 4000
"""Length of scene for which the camera's path is allowed for."""
SHARE = {ShotSize.WIDE: 0.38, ShotSize.MEDIUM: 0.50, ShotSize.CLOSE: 0.75}
"""Height of the main figure as a share of the frame's; less in frames that are not as wide (see `_slimmer`), where the
figure's width is what counts."""
INDOORS = 0.42
"""The least such share within walls: a room seen from further off would have to be a hall."""
FOOT = {ShotSize.WIDE: 0.80, ShotSize.MEDIUM: 0.85, ShotSize.CLOSE: 0.92}
"""How far down the frame the main figure's foot stands."""
UPRIGHT_FOOT = {ShotSize.WIDE: 0.82, ShotSize.MEDIUM: 0.82, ShotSize.CLOSE: 0.85}
WIDEST = {ShotSize.WIDE: 0.40, ShotSize.MEDIUM: 0.48, ShotSize.CLOSE: 0.62}
"""Most of the frame's width that one figure may take."""
TALLEST = {ShotSize.WIDE: 0.50, ShotSize.MEDIUM: 0.64, ShotSize.CLOSE: 0.88}
UPRIGHT = 0.8
"""Frames whose width is less than this share of their height are staged in depth."""
SWAY = 0.07
UPRIGHT_SWAY = 0.18
"""How far from its usual row the horizon may move to bring the foot where it belongs, as a share of the height."""


@dataclass(frozen=True)
class Framing:
    """A camera's stand. `zoom_milli` against the usual view; `growth` of the picture over a usual scene; `allowance`
    how far ahead (world x) those begin whom a sideways camera passes; `widest` and `tallest` one figure may be, as
    shares of the frame, and `crowd` more than two side by side."""

    view: View
    zoom_milli: int
    growth: float
    allowance: float
    widest: float
    widest_of_several: float
    tallest: float
    crowd: float
    upright: bool


def framing_of(
    scenery: Scenery,
    camera: CameraMove,
    shot: ShotSize | None,
    width: int,
    height: int,
    *,
    wet: bool = False,
    reach: float = 0.0,
) -> Framing:
    """The framing of a shot on a set; None shows the set as it is. `wet`: the main figure is in the water. `reach`
    world units on either side of the middle are seen at least, also after a zoom."""
    upright = width < UPRIGHT * height
    usual = View.on(scenery, width, height)
    way = _way(camera, width, height)
    growth = way[2]
    size = shot or ShotSize.MEDIUM
    wanted = max(SHARE[size], INDOORS) if scenery.dry and not scenery.floats else SHARE[size]
    share = wanted * _slimmer(width / height) / growth**0.5
    zoom_milli = round(1000 * share * height / (TALL * usual.scale)) if shot else 1000
    if reach:
        zoom_milli = min(zoom_milli, round(500 * width / (reach * usual.scale * max(1.0, growth))))
    scale = usual.scale * zoom_milli / 1000
    lift = _tilt(camera, way[1] / height)
    if shot and not scenery.floats:
        foot = 0.5 + ((UPRIGHT_FOOT if upright else FOOT)[shot] - 0.5) / growth**0.5
        horizon = foot - scenery.footing(wet) * scale / height
        sway = UPRIGHT_SWAY if upright else SWAY
        lift += max(-sway, min(sway, scenery.horizon - horizon))
    view = View.on(scenery, width, height, lift=lift, zoom_milli=zoom_milli)
    pan = -0.45 * way[0] / width
    return Framing(
        view=view,
        zoom_milli=zoom_milli,
        growth=growth,
        allowance=max(-0.2, min(0.2, pan)) * view.units_wide,
        widest=WIDEST[size] * (1.35 if upright else 1.0),
        widest_of_several=0.5 if upright else min(0.48, WIDEST[size]),
        tallest=TALLEST[size],
        crowd=1.35 if upright else 0.92,
        upright=upright,
    )


def _way(camera: CameraMove, width: int, height: int) -> tuple[float, float, float]:
    """How far content at the ground moves (px) and grows over a usual scene."""
    flow = camera.flow(width, height, 1000)
    path = eased(TYPICAL_MS, TYPICAL_MS, 1000)
    return flow.dx * path, flow.dy * path, float(flow.scale**path)


def _slimmer(shape: float) -> float:
    """What a frame of this width over height leaves of a figure's height: 1 at 16:9, 0.76 at 9:16."""
    return max(0.4, min(1.0, 0.55 + 0.38 * shape))


def _tilt(camera: CameraMove, path: float) -> float:
    """The camera that will rise begins low, and the other way round. `path` in frame heights."""
    if camera.direction is Direction.UP:
        return min(0.6 * abs(path), 0.3)
    return -min(0.5 * abs(path), 0.13) if camera.direction is Direction.DOWN else 0.0
