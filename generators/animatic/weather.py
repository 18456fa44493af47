"""Weather that moves: rain, snow, fog and lightning, behind the figures and before them."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.sets.chance import cloudy, uniform
from videostudio.generators.animatic.sets.light import Weather
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import GREY, Frame, lay, planes_of
from videostudio.tools.images import Pixels

WHITE = 235
"""Luma of white."""
_SHIFT = 4


@dataclass(frozen=True)
class Curtain:
    """Drops or flakes on a tile of luma (height, width) that repeats; it moves by `across` and `down` px a second
    and sways by `sway` px. Where the picture is lighter already, nothing is seen."""

    tile: Pixels
    across: float
    down: float
    sway: float = 0.0

    def draw(self, frame: Frame, seconds: float) -> None:
        height, width = self.tile.shape
        x = round(self.across * seconds + self.sway * float(np.sin(1.7 * seconds))) % width
        y = round(self.down * seconds) % height
        for rows, top in ((slice(0, y), height - y), (slice(y, height), 0)):
            for columns, left in ((slice(0, x), width - x), (slice(x, width), 0)):
                part = frame.y[rows, columns]
                if part.size:
                    cv2.max(part, self.tile[top : top + part.shape[0], left : left + part.shape[1]], dst=part)


@dataclass(frozen=True)
class Drift:
    """A bank of fog in rows from `top` on: premultiplied planes and what they let through, twice as wide as the
    frame and seamless, moving by `speed` px a second."""

    top: int
    planes: tuple[Pixels, Pixels, Pixels]
    through: tuple[Pixels, Pixels]
    speed: float

    def draw(self, frame: Frame, seconds: float) -> None:
        width = frame.y.shape[1]
        at = round(self.speed * seconds / 2) * 2 % (2 * width)
        for left, count, first in ((0, min(width, 2 * width - at), at), (2 * width - at, width, 0)):
            if left < width:
                self._lay(frame, left, min(count, width - left), first)

    def _lay(self, frame: Frame, left: int, count: int, first: int) -> None:
        for plane, over, through, n in zip(
            frame.planes, self.planes, (self.through[0], self.through[1], self.through[1]), (1, 2, 2), strict=True
        ):
            columns, source = slice(left // n, (left + count) // n), slice(first // n, (first + count) // n)
            below = plane[self.top // n : self.top // n + len(over), columns]
            lay(below, over[:, source], through[:, source])


@dataclass(frozen=True)
class Lightning:
    """Flashes over the sky above row `ground`: one when the shot begins, others after it."""

    ground: int
    unit: float
    seed: int
    lasts: float = 0.24
    every: float = 2.1

    def draw(self, frame: Frame, seconds: float) -> None:
        number, since = divmod(seconds, self.every)
        if since >= self.lasts:
            return
        strength = (1 - since / self.lasts) * (0.6 + 0.4 * float(np.cos(40 * since)))
        sky = frame.y[: max(self.ground, 2)]
        np.minimum(cv2.convertScaleAbs(sky, beta=round(46 * strength)), WHITE, out=sky)
        self._bolt(frame, int(number))

    def _bolt(self, frame: Frame, number: int) -> None:
        height, width = max(self.ground, 2), frame.y.shape[1]
        draws = uniform(self.seed + number, np.arange(14), 7)
        x = width * (0.16 + 0.68 * float(draws[0]))
        if 0.38 < x / width < 0.62:
            x += 0.26 * width
        ys = np.linspace(-0.04, 0.93, 9) * height
        xs = x + np.cumsum(draws[1:10] - 0.5) * 0.11 * height
        trunk = np.stack([xs, ys], axis=1)
        fork = np.stack(
            [xs[4] + np.arange(4) * (draws[10] - 0.5) * 0.2 * height, ys[4] + np.arange(4) * 0.08 * height], axis=1
        )
        for line, thick in ((fork, 2.0), (trunk, 4.0)):
            points = [np.rint(line * (1 << _SHIFT)).astype(np.int32)]
            for wide, luma in ((3.2, 178), (1.0, WHITE)):
                px = max(1, round(wide * thick * self.unit))
                cv2.polylines(frame.y, points, False, (luma,), px, cv2.LINE_AA, _SHIFT)
            for plane, value in ((frame.u, GREY + 8), (frame.v, GREY - 4)):
                half = [(points[0] // 2).astype(np.int32)]
                cv2.polylines(plane, half, False, (value,), max(1, round(1.6 * thick * self.unit)), cv2.LINE_AA, _SHIFT)


@dataclass(frozen=True)
class Splashes:
    """Rings where drops hit the ground below row `ground`."""

    ground: int
    unit: float
    seed: int
    count: int = 26

    def draw(self, frame: Frame, seconds: float) -> None:
        height, width = frame.y.shape
        beat = seconds * 5 + np.arange(self.count) / self.count
        cell = np.floor(beat).astype(np.int64)
        x = uniform(self.seed, cell, np.arange(self.count), 1) * width
        deep = uniform(self.seed, cell, np.arange(self.count), 2)
        y = self.ground + deep * (height - self.ground)
        r = (2 + 13 * (beat - cell)) * (0.4 + 0.6 * deep) * self.unit
        for px, py, radius in zip(x.tolist(), y.tolist(), r.tolist(), strict=True):
            axes = (max(1, round(radius * (1 << _SHIFT))), max(1, round(0.3 * radius * (1 << _SHIFT))))
            cv2.ellipse(
                frame.y,
                (round(px * (1 << _SHIFT)), round(py * (1 << _SHIFT))),
                axes,
                0,
                0,
                360,
                (196,),
                1,
                cv2.LINE_AA,
                _SHIFT,
            )


Moving = Curtain | Drift | Lightning | Splashes


@dataclass(frozen=True)
class Sky:
    """All that moves in the air of a place."""

    far: Sequence[Moving]
    near: Sequence[Moving]
    fps: int

    def behind(self, frame: Frame, at: float) -> None:
        """What lies behind the figures at frame number `at`."""
        for part in self.far:
            part.draw(frame, at / self.fps)

    def draw(self, frame: Frame, at: float) -> None:
        """What falls or drifts in front of them."""
        for part in self.near:
            part.draw(frame, at / self.fps)


def weather_of(place: Place, view: View, fps: int, *, empty: bool = False) -> Sky | None:
    """What moves in the air of this place, if anything does. On an `empty` stage something has to: soft motes
    rise and sway."""
    return _falling(place, view, fps) or (Sky([], [_motes(view, place.seed)], fps) if empty else None)


def _falling(place: Place, view: View, fps: int) -> Sky | None:
    weather, seed = place.light.weather, place.seed
    if place.scenery.dry:
        return None
    if weather is Weather.SNOW:
        return Sky([_flakes(view, seed, 0)], [_flakes(view, seed, 1), _flakes(view, seed, 2)], fps)
    if weather in (Weather.RAIN, Weather.STORM):
        storm = weather is Weather.STORM
        ground = min(max(view.ground, 2), view.height - 2)
        far: list[Moving] = [Lightning(ground, view.scale, seed)] if storm else []
        rain = [_drops(view, seed, layer, 1.7 if storm else 1.0) for layer in range(3)]
        return Sky([*far, rain[0]], [*rain[1:], Splashes(ground, view.scale, seed)], fps)
    if weather is Weather.FOG:
        return Sky([_bank(place, view, -190, 150, 0.8, 16)], [_bank(place, view, 60, 420, 0.46, -26)], fps)
    return None


def _drops(view: View, seed: int, layer: int, wind: float) -> Curtain:
    """Rain, the nearer (larger `layer`) the longer, thicker and faster."""
    tile = np.zeros((view.height, view.width), np.uint8)
    near, unit = (0.45, 0.7, 1.0)[layer], view.scale
    count = round((190, 110, 46)[layer] * view.units_wide / 1280 * view.units_high / 720)
    slant = 0.14 * wind
    for x, y, share in uniform(seed + 61 * layer, np.arange(count)[:, None], np.arange(3)).tolist():
        long = (30 + 34 * share) * near * unit
        for lift in (0, view.height):
            start = (round(x * view.width * 16), round((y * view.height - lift) * 16))
            end = (round((x * view.width - slant * long) * 16), round((y * view.height - lift + long) * 16))
            luma = (128, 160, 192)[layer]
            cv2.line(tile, start, end, (luma,), 2 if layer == 2 and unit > 0.6 else 1, cv2.LINE_AA, _SHIFT)
    speed = 1.55 * near * view.height
    return Curtain(tile, -slant * speed, speed)


def _flakes(view: View, seed: int, layer: int) -> Curtain:
    """Snow, the nearer (larger `layer`) the larger, softer and faster."""
    tile = np.zeros((view.height, view.width), np.uint8)
    near, unit = (0.4, 0.7, 1.0)[layer], view.scale
    count = round((210, 90, 26)[layer] * view.units_wide / 1280 * view.units_high / 720)
    for x, y, share in uniform(seed + 67 * layer, np.arange(count)[:, None], np.arange(3)).tolist():
        radius = (1.6, 3.4, 6.4)[layer] * (0.6 + 0.7 * share) * unit
        for across in (-view.width, 0, view.width):
            for lift in (-view.height, 0, view.height):
                at = (round((x * view.width + across) * 16), round((y * view.height + lift) * 16))
                cv2.circle(tile, at, max(1, round(radius * 16)), (232,), -1, cv2.LINE_AA, _SHIFT)
    if layer == 2:
        side = 2 * max(1, round(2.2 * unit)) + 1
        tile = np.asarray(cv2.blur(tile, (side, side), borderType=cv2.BORDER_REPLICATE), np.uint8)
    return Curtain(tile, -14 * near * unit, 0.17 * near * view.height, 16 * near * unit)


def _motes(view: View, seed: int) -> Curtain:
    """A few specks of light that drift up: pollen, dust or bubbles, as the place may be."""
    tile = np.asarray(cv2.convertScaleAbs(_flakes(view, seed, 2).tile, alpha=0.92), np.uint8)
    return Curtain(tile, 10 * view.scale, -0.035 * view.height, 12 * view.scale)


def _bank(place: Place, view: View, top: float, bottom: float, strength: float, speed: float) -> Drift:
    """A bank of fog between world y `top` and `bottom`, thickest in the middle."""
    first, last = (min(max(round(view.y(y)) // 2 * 2, 0), view.height) for y in (top, bottom))
    last = max(last, first + 2)
    xs, ys = (np.arange(n) * 16 / view.scale for n in (view.width // 16 + 2, (last - first) // 16 + 2))
    soft = np.clip(0.5 + 0.9 * cloudy(xs, ys * 2.2, place.seed + 5, 330.0), 0.12, 1)
    rows = np.sin(np.pi * np.clip((np.arange(len(ys)) * 16 + 8) / (last - first), 0, 1))[:, None]
    coarse = np.rint(255 * strength * soft * rows).astype(np.uint8)
    whole = cv2.resize(coarse, (coarse.shape[1] * 16, coarse.shape[0] * 16), interpolation=cv2.INTER_LINEAR)
    alpha = whole[: last - first, : view.width]
    alpha = np.ascontiguousarray(np.concatenate([alpha, alpha[:, ::-1]], axis=1))
    half = np.asarray(cv2.resize(alpha, (view.width, (last - first) // 2), interpolation=cv2.INTER_AREA), np.uint8)
    colour = np.array([[[*(min(255, round(c)) for c in place.style.tint(place.light.horizon)), 255]]], np.uint8)
    y, u, v = (float(plane[0, 0]) for plane in planes_of(colour)[:3])
    y_, u_, v_ = (
        np.asarray(cv2.convertScaleAbs(share, alpha=value / 255), np.uint8)
        for share, value in ((alpha, y), (half, u), (half, v))
    )
    return Drift(first, (y_, u_, v_), (255 - alpha, 255 - half), speed * view.scale)
