"""The painted set, seen by the moving camera: strips that slide past each other, or one plate that grows.

A sideways move slides one strip per layer, with parallax. A tilt slides one strip on which all layers lie, a
still camera does not slide it, and a zoom resizes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np

from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.scenery import Layer
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import Frame, halved, lay, planes_of
from videostudio.tools.images import Pixels

SPARE = 2
"""Extra px around a strip, so that a subpixel shift always finds its neighbour."""
REACH = 48
"""Extra px around a zoom's plate: room for finding a good whole-number ratio (see `_ratio`)."""
FINEST = 1.5
"""A plate to zoom into is painted at most this much finer than the frame; more is not seen in motion."""
LEVELS = (1.0, 0.7, 0.5, 0.35)


MARGIN = 24.0
"""World units that a layer is painted farther than it is seen where its outline counts."""
SHADOW = 9.0
"""World units by which the shadow of a cut-out layer is moved and blurred."""


class Backdrop(Protocol):
    def draw(self, frame: Frame, at: float) -> None:
        """Fills `frame` with what the camera sees at frame number `at`."""
        ...


@dataclass(frozen=True)
class Strip:
    """A painted layer: planes at full size (y, through) and at half size (u, v, through_half). It shows the
    frame's px from column `left` and row `top` on. `through` is 255 - alpha; rows from `solid` on, counted in
    the strip, are opaque."""

    depth: float
    left: int
    top: int
    solid: int
    y: Pixels
    u: Pixels
    v: Pixels
    through: Pixels
    through_half: Pixels

    def draw(self, frame: Frame, shift: tuple[float, float]) -> None:
        """Lays the strip on `frame`, moved by `shift` px; one of the two is a whole number."""
        height, width = frame.y.shape
        x, y = -shift[0] - self.left, -shift[1] - self.top
        first = max(0, -int(np.ceil(y / 2)) * 2)
        last = min(height, int(self.y.shape[0] - y) // 2 * 2)
        split = min(max(first, int(np.ceil((self.solid - y) / 2)) * 2), last)
        if split > first:
            self._lay(frame, x, y, first, split, width)
        if last > split:
            self._copy(frame, x, y, split, last, width)

    def _copy(self, frame: Frame, x: float, y: float, first: int, last: int, width: int) -> None:
        for part, whole, n in zip(frame.planes, (self.y, self.u, self.v), (1, 2, 2), strict=True):
            _window(whole, x / n, (y + first) / n, part[first // n : last // n, : width // n])

    def _lay(self, frame: Frame, x: float, y: float, first: int, last: int, width: int) -> None:
        throughs = (self.through, self.through_half, self.through_half)
        for part, over, through, n in zip(frame.planes, (self.y, self.u, self.v), throughs, (1, 2, 2), strict=True):
            below = part[first // n : last // n, : width // n]
            colour, glass = np.empty(below.shape, np.uint8), np.empty(below.shape, np.uint8)
            _window(over, x / n, (y + first) / n, colour)
            _window(through, x / n, (y + first) / n, glass)
            lay(below, colour, glass)


@dataclass(frozen=True)
class Sliding:
    """Strips, far to near, under a camera that moves sideways, up or down, or stands still."""

    strips: Sequence[Strip]
    lens: Lens

    def draw(self, frame: Frame, at: float) -> None:
        for strip in self.strips:
            strip.draw(frame, self.lens.shift(at, strip.depth))


@dataclass(frozen=True)
class Growing:
    """One opaque plate under a zooming camera, at several sizes. Each is (scale in px per frame px at the
    camera's start, frame); the plate's middle is the frame's."""

    sizes: Sequence[tuple[float, Frame]]
    lens: Lens

    def draw(self, frame: Frame, at: float) -> None:
        wanted = self.lens.scale(at)
        scale, plate = next((size for size in reversed(self.sizes) if size[0] >= wanted), self.sizes[0])
        height, width = frame.y.shape
        across, down = _ratio(wanted / scale, width), _ratio(wanted / scale, height)
        for part, whole, n in zip(frame.planes, plate.planes, (1, 2, 2), strict=True):
            _enlarged(whole, part, across, down, n)


def backdrop_of(place: Place, view: View, lens: Lens, frames: int) -> Backdrop:
    """The set of `place` as `lens` sees it for `frames` frames. Frame 0 does not depend on `frames`."""
    if lens.zooms:
        return _growing(place, view, lens, frames)
    dx, dy = lens.shift(frames - 1)
    if lens.pans:
        return Sliding([_strip(place, [layer], view, lens, frames) for layer in place.scenery.layers], lens)
    left, right = _span(dx, view.width)
    top, bottom = _span(dy, view.height)
    return Sliding([_painted(place, place.scenery.layers, view, (left, top, right, bottom))], lens)


def front_of(place: Place, view: View, lens: Lens, frames: int) -> Backdrop | None:
    """What stands before the figures, for a camera that stands still or moves sideways: it lies along the frame's
    lower edge, where a tilt or a zoom would show where it ends."""
    layer = place.scenery.front
    if layer is None or lens.zooms or lens.tilts:
        return None
    low = View(view.width, view.height, view.height, view.scale)
    left, right = _span(lens.shift(frames - 1, layer.depth)[0], view.width)
    top = max(0, int(low.y(layer.top)) // 2 * 2)
    return Sliding([_painted(place, [layer], low, (left, top, right, view.height))], lens)


def _growing(place: Place, view: View, lens: Lens, frames: int) -> Growing:
    least = min(1.0, lens.scale(frames - 1))
    fine = FINEST if lens.nears else 1.0
    wide = round(view.width / least / 2) + REACH
    high = round(view.height / least / 2) + REACH
    middle = (view.width // 2, view.height // 2)
    wide, high = wide + wide % 2, high + high % 2
    box = (middle[0] - wide, middle[1] - high, middle[0] + wide, middle[1] + high)
    strip = _painted(place, place.scenery.layers, view, box, fine)
    plate = Frame.of_planes(strip.y, strip.u, strip.v)
    sizes = [(fine, plate)]
    for level in LEVELS[1:]:
        if fine * level < 0.9 * least:
            break
        small = plate.resized(level)
        sizes.append((fine * small.y.shape[1] / plate.y.shape[1], small))
    return Growing(sizes, lens)


def _strip(place: Place, layers: Sequence[Layer], view: View, lens: Lens, frames: int) -> Strip:
    layer = layers[0]
    left, right = _span(lens.shift(frames - 1, layer.depth)[0], view.width)
    nearest = layer is place.scenery.layers[-1]
    top = max(0, int(view.y(layer.top)) // 2 * 2)
    bottom = view.height if nearest else min(view.height, max(top + 2, int(view.y(layer.bottom)) // 2 * 2))
    return _painted(place, layers, view, (left, top, right, bottom))


def _painted(
    place: Place, layers: Sequence[Layer], view: View, box: tuple[int, int, int, int], grow: float = 1.0
) -> Strip:
    """Layers on one canvas that shows px `box` (left, top, right, bottom) of the frame."""
    left, top, right, bottom = box
    canvas = view.canvas(left, top, right, bottom, grow)
    for layer in layers:
        low = 1e9 if layer is place.scenery.layers[-1] else layer.bottom
        if place.style.layered:
            canvas.laid(_cut_out(place, layer, canvas, low))
        else:
            _paint(place, layer, canvas, low)
    if place.style.looks and not place.style.layered:
        canvas = _graded(place, canvas)
    y, u, v, alpha = planes_of(canvas.pixels)
    through = 255 - alpha
    rows = np.flatnonzero(through.max(axis=1))
    solid = int(rows[-1]) + 1 if len(rows) else 0
    solid += solid % 2
    return Strip(
        layers[0].depth, left, top, solid, y, halved(u), halved(v), through[:solid], halved(through)[: solid // 2]
    )


def _paint(place: Place, layer: Layer, canvas: Canvas, low: float) -> None:
    part: Canvas = canvas.rows(layer.top, low)
    if part.pixels.size:
        layer.paint(part, place.light, place.seed)


def _graded(place: Place, canvas: Canvas) -> Canvas:
    left, top = round(canvas.left * canvas.scale), round(canvas.top * canvas.scale)
    pixels = place.style.grade(
        canvas.pixels, premultiplied=True, left=left, top=top, thick=max(1.0, 1.5 * canvas.scale)
    )
    return replace(canvas, pixels=pixels)


def _cut_out(place: Place, layer: Layer, canvas: Canvas, low: float) -> Canvas:
    """One layer by itself in the place's style, with the shadow that it casts on what is behind it."""
    alone = canvas.grown(MARGIN)
    _paint(place, layer, alone, low)
    alone = _graded(place, alone)
    if place.style.shadow:
        alone.cast(SHADOW * place.light.side, 0.5 * SHADOW, SHADOW, place.style.shadow)
    return alone


def _span(shift: float, length: int) -> tuple[int, int]:
    """First and last px of the world that are seen while content moves by `shift` px through a frame of
    `length` px; even, with room to spare."""
    first = int(np.floor(min(0.0, -shift))) - SPARE
    last = int(np.ceil(max(0.0, -shift))) + length + SPARE
    return first - first % 2, last + last % 2


def _window(whole: Pixels, x: float, y: float, into: Pixels) -> None:
    """Copies the part of `whole` that begins at (x, y) px, in between pixels if need be along one axis."""
    height, width = into.shape
    left, top = int(np.floor(x)), int(np.floor(y))
    across, down = x - left, y - top
    near = whole[top : top + height, left : left + width]
    if across > 1e-6:
        cv2.addWeighted(near, 1 - across, whole[top : top + height, left + 1 : left + 1 + width], across, 0, dst=into)
    elif down > 1e-6:
        cv2.addWeighted(near, 1 - down, whole[top + 1 : top + 1 + height, left : left + width], down, 0, dst=into)
    else:
        into[:] = near


def _ratio(scale: float, length: int) -> tuple[int, int]:
    """Even numbers (source, target) px, target at least `length`, whose quotient is `scale` to within
    0.02 px at the frame's edge. A resize between whole sizes is exact and several times faster than a warp."""
    least = int(np.ceil(length / scale / 2)) * 2
    sources = least + 2 * np.arange(REACH // 2)
    targets = np.rint(sources * scale / 2).astype(np.int64) * 2
    error = np.abs(targets / sources - scale) + (targets < length)
    best = int(np.argmin(error))
    return int(sources[best]), int(targets[best])


def _enlarged(whole: Pixels, into: Pixels, across: tuple[int, int], down: tuple[int, int], n: int) -> None:
    """Resizes the middle of `whole` by the ratios and keeps the middle that fits `into`."""
    height, width = into.shape
    source = _middle(whole, across[0] // n, down[0] // n)
    target = (across[1] // n, down[1] // n)
    if target == (width, height):
        cv2.resize(source, target, dst=into, interpolation=cv2.INTER_LINEAR)
    else:
        into[:] = _middle(
            np.asarray(cv2.resize(source, target, interpolation=cv2.INTER_LINEAR), np.uint8), width, height
        )


def _middle(plane: Pixels, width: int, height: int) -> Pixels:
    top, left = (plane.shape[0] - height) // 2, (plane.shape[1] - width) // 2
    return plane[top : top + height, left : left + width]
