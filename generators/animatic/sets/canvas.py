"""A canvas: part of the world as pixels, and the strokes that can be made on it.

World units: the frame is 720 units high (or 1280 wide, where that is less); x = 0 is the frame's middle, y = 0 the
horizon, y grows downwards. Pixels are RGBA with premultiplied alpha, so that anti-aliased strokes on an empty
canvas carry the right alpha by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.generators.animatic.sets.chance import Floats, cloudy

Rgb = tuple[float, float, float]
"""Red, green, blue, 0..255."""

Points = Sequence[tuple[float, float]] | Floats

_SHIFT = 4
_COARSE = 10


def mix(a: Rgb, b: Rgb, share: float) -> Rgb:
    """`a` with `share` (0..1) of `b`."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


def lighter(rgb: Rgb, share: float) -> Rgb:
    """Towards white, or towards black where `share` is negative."""
    return mix(rgb, (255, 255, 255), share) if share >= 0 else mix(rgb, (0, 0, 0), -share)


@dataclass(frozen=True)
class Canvas:
    """`pixels` (h, w, 4) uint8 show the world from (`left`, `top`) on, `scale` px per world unit."""

    pixels: NDArray[np.uint8]
    left: float
    top: float
    scale: float

    @classmethod
    def blank(cls, width: int, height: int, left: float, top: float, scale: float) -> "Canvas":
        """An empty canvas of `width` x `height` px."""
        return cls(np.zeros((height, width, 4), np.uint8), left, top, scale)

    @property
    def right(self) -> float:
        return self.left + float(self.pixels.shape[1]) / self.scale

    @property
    def bottom(self) -> float:
        return self.top + float(self.pixels.shape[0]) / self.scale

    def rows(self, top: float, bottom: float) -> "Canvas":
        """The part of this canvas between world y `top` and `bottom`, sharing its pixels."""
        height = self.pixels.shape[0]
        first, last = (int(np.clip(np.floor((y - self.top) * self.scale), 0, height)) for y in (top, bottom))
        return Canvas(self.pixels[first : max(first, last)], self.left, self.top + first / self.scale, self.scale)

    def lowered(self, y: float) -> "Canvas":
        """The same pixels in a world whose origin lies `y` lower (in whole px), so that grounds can begin there."""
        return Canvas(self.pixels, self.left, self.top - round(y * self.scale) / self.scale, self.scale)

    def xs(self) -> Floats:
        """World x of every column's middle."""
        return self.left + (np.arange(self.pixels.shape[1]) + 0.5) / self.scale

    def ys(self) -> Floats:
        """World y of every row's middle."""
        return self.top + (np.arange(self.pixels.shape[0]) + 0.5) / self.scale

    def polygon(self, points: Points, rgb: Rgb) -> None:
        """A filled, anti-aliased polygon."""
        cv2.fillPoly(self.pixels, [self._fixed(points)], (*rgb, 255), cv2.LINE_AA, _SHIFT)

    def oval(self, x: float, y: float, rx: float, ry: float, rgb: Rgb, turn: float = 0.0) -> None:
        """A filled ellipse around (x, y); `turn` in degrees."""
        ((u, v),) = self._fixed([(x, y)]).tolist()
        one = self.scale * (1 << _SHIFT)
        axes = (max(round(rx * one), 1), max(round(ry * one), 1))
        cv2.ellipse(self.pixels, (u, v), axes, turn, 0, 360, (*rgb, 255), -1, cv2.LINE_AA, _SHIFT)

    def box(self, left: float, top: float, right: float, bottom: float, rgb: Rgb) -> None:
        """A filled upright rectangle."""
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], rgb)

    def line(self, points: Points, rgb: Rgb, width: float) -> None:
        """An open line, `width` world units thick."""
        thick = max(1, round(width * self.scale))
        cv2.polylines(self.pixels, [self._fixed(points)], False, (*rgb, 255), thick, cv2.LINE_AA, _SHIFT)

    def gradient(self, stops: Sequence[tuple[float, Rgb]], top: float = -1e9, bottom: float = 1e9) -> None:
        """Rows between world y `top` and `bottom`, opaque, in colours that run through `stops` (y, rgb)."""
        ys = self.ys()
        rows = (ys >= top) & (ys < bottom)
        at = [y for y, _ in stops]
        columns = [np.interp(ys[rows], at, [rgb[i] for _, rgb in stops]) for i in range(3)]
        self.pixels[rows, :, :3] = np.rint(np.stack(columns, axis=1))[:, None].astype(np.uint8)
        self.pixels[rows, :, 3] = 255

    def ridge(self, edge: Floats, stops: Sequence[tuple[float, Rgb]], *, seed: int = 0, patch: float = 0.0) -> None:
        """Everything below the line `edge` (world y per column), in colours that run through `stops`
        (world y, rgb), with a smooth edge, and with soft patches `patch` units wide if that is not 0."""
        height, width = self.pixels.shape[:2]
        line = (edge - self.top) * self.scale
        first = int(np.clip(np.floor(line.min()), 0, height))
        if first >= height:
            return
        body = Canvas.blank(width, height - first, self.left, self.top + first / self.scale, self.scale)
        body.gradient(stops)
        if patch:
            body.mottle(seed, patch, 0.14, stretch=2.2)
        solid = int(np.clip(np.ceil(line.max()) + 1, first, height))
        self.pixels[solid:] = body.pixels[solid - first :]
        cover = np.clip(np.arange(first, solid)[:, None] + 1 - line, 0, 1).astype(np.float32)[..., None]
        band = self.pixels[first:solid]
        band[:] = np.rint(band * (1 - cover) + body.pixels[: solid - first] * cover).astype(np.uint8)

    def mottle(self, seed: int, length: float, strength: float, top: float = -1e9, stretch: float = 1.0) -> None:
        """Soft patches of light and shade, `length` units wide and `stretch` times lower, on what is below world
        y `top`, which has to be opaque."""
        first = int(np.clip((top - self.top) * self.scale, 0, self.pixels.shape[0]))
        part = self.pixels[first:]
        if not part.size:
            return
        grey = self._patches(first, 128 * strength, seed, length, stretch)
        factor = cv2.merge([grey, grey, grey, np.full_like(grey, 128)])
        cv2.multiply(part, factor, dst=part, scale=1 / 128)

    def veil(self, seed: int, length: float, rgb: Rgb, strength: float) -> None:
        """Drifts of coloured mist, `length` units wide, at most `strength` (0..1) thick, on an opaque canvas."""
        patches = self._patches(0, 255 * strength, seed, length, 1.0)
        thick = np.maximum(patches, 128) - np.uint8(128)
        through = cv2.merge([255 - thick] * 3)
        colour = cv2.merge([cv2.convertScaleAbs(thick, alpha=c / 255) for c in rgb])
        mixed = cv2.add(cv2.multiply(self.pixels[..., :3], through, scale=1 / 255), colour)
        self.pixels[..., :3] = mixed

    def glow(self, x: float, y: float, radius: float, rgb: Rgb, strength: float) -> None:
        """Light around (x, y) that fades out at `radius`; `strength` 0..1 in the middle."""
        box = self._clip(x - radius, y - radius, x + radius, y + radius)
        if box is None:
            return
        rows, columns = box
        ys, xs = self.ys()[rows], self.xs()[columns]
        far = np.hypot((ys - y)[:, None], xs - x) / radius
        share = (strength * np.clip(1 - far, 0, 1) ** 2)[..., None].astype(np.float32)
        part = self.pixels[rows, columns]
        light = np.array([*rgb, 255], np.float32) * (part[..., 3:] / np.float32(255))
        part[:] = np.rint(part + (light - part) * share).astype(np.uint8)

    def paste(self, other: "Canvas", left: float, top: float) -> None:
        """Another, opaque canvas of the same scale, with its left upper corner at (left, top)."""
        height, width = other.pixels.shape[:2]
        x, y = round((left - self.left) * self.scale), round((top - self.top) * self.scale)
        rows = slice(max(0, y), max(0, min(self.pixels.shape[0], y + height)))
        columns = slice(max(0, x), max(0, min(self.pixels.shape[1], x + width)))
        self.pixels[rows, columns] = other.pixels[
            rows.start - y : max(rows.stop - y, rows.start - y),
            columns.start - x : max(columns.stop - x, columns.start - x),
        ]

    def _fixed(self, points: Points) -> NDArray[np.int32]:
        # Rounded in the world and moved by whole px, so that a stroke is the same on every canvas.
        one = 1 << _SHIFT
        k, left, top = self.scale * one, round(self.left * self.scale) * one, round(self.top * self.scale) * one
        if isinstance(points, np.ndarray):
            return np.asarray(np.rint(points * k - one / 2) - (left, top), np.int32)
        return np.array([(round(x * k - one / 2) - left, round(y * k - one / 2) - top) for x, y in points], np.int32)

    def _patches(self, first: int, swing: float, seed: int, length: float, stretch: float) -> NDArray[np.uint8]:
        """Smooth noise around 128 for the rows from `first` on; about `swing` is its largest difference."""
        height, width = self.pixels.shape[0] - first, self.pixels.shape[1]
        (y0, rows, skip_y), (x0, columns, skip_x) = (
            _coarse(round(self.top * self.scale) + first, height),
            _coarse(round(self.left * self.scale), width),
        )
        xs, ys = ((o + np.arange(n) + 0.5) * _COARSE / self.scale for o, n in ((x0, columns), (y0, rows)))
        grey = np.clip(128 + swing * cloudy(xs, ys * stretch, seed, length), 0, 255).astype(np.uint8)
        fine = cv2.resize(grey, (columns * _COARSE, rows * _COARSE), interpolation=cv2.INTER_LINEAR)
        return np.asarray(fine[skip_y : skip_y + height, skip_x : skip_x + width], np.uint8)

    def _clip(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice] | None:
        height, width = self.pixels.shape[:2]
        x0, x1 = (int(np.clip((x - self.left) * self.scale, 0, width)) for x in (left, right))
        y0, y1 = (int(np.clip((y - self.top) * self.scale, 0, height)) for y in (top, bottom))
        return (slice(y0, y1), slice(x0, x1)) if x1 > x0 and y1 > y0 else None


def _coarse(first: int, length: int) -> tuple[int, int, int]:
    """The blocks of _COARSE px that cover px `first` to `first + length`, one more on each side: index of the
    first one, how many, and how many px of them lie before `first`. Blocks are counted from the world's
    origin, so that the same spot gets the same shade on every canvas."""
    start = first // _COARSE - 1
    return start, (first + length - 1) // _COARSE + 2 - start, first - start * _COARSE
