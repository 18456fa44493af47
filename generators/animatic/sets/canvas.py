"""A canvas: part of the world as pixels, and the strokes that can be made on it.

World units: the frame is 720 units high (or 1280 wide, where that is less); x = 0 is the frame's middle, y = 0 the
horizon, y grows downwards. Pixels are RGBA with premultiplied alpha, so that anti-aliased strokes on an empty
canvas carry the right alpha by themselves.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.generators.animatic.sets.chance import Floats, cloudy
from videostudio.generators.animatic.sets.shading import blurred, opaque, over, ramp, relief, rows_of
from videostudio.generators.animatic.sets.shapes import Oval, Points, Shape, rounded
from videostudio.generators.animatic.sets.tones import Rgb, Tones

_SHIFT = 4
_COARSE = 10
_BLOCK = 4
_TURNS = np.linspace(0, 2 * np.pi, 41)[:-1]
_CIRCLE = np.stack([np.cos(_TURNS), np.sin(_TURNS)], axis=1)


class _Cover(NamedTuple):
    """Coverage `mask` (h, w) of some shapes that begin in its row `high` and end in row `low`; `part` are the
    canvas's pixels from its row `top` and column `left` on."""

    mask: NDArray[np.uint8]
    part: NDArray[np.uint8]
    top: int
    left: int
    high: float
    low: float

    def of(self, field: NDArray[Any]) -> NDArray[Any]:
        """The part of a field (h, w) or (h, 1) that lies on the canvas."""
        height, width = self.part.shape[:2]
        rows = field[self.top : self.top + height]
        return rows if field.shape[1] == 1 else rows[:, self.left : self.left + width]


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
        # Rounded first: a line that lies on a row's edge lies on the same row of every canvas.
        edges = (np.floor(np.round((y - self.top) * self.scale, 6)) for y in (top, bottom))
        first, last = (int(np.clip(edge, 0, height)) for edge in edges)
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

    def mass(
        self,
        shapes: Sequence[Shape],
        tones: Tones,
        volume: float,
        *,
        soft: float = 0.0,
        fall: float = 0.35,
        strength: float = 1.0,
    ) -> None:
        """The union of `shapes` as one rounded body: lit where its edge faces the light, shaded where it faces
        away, over about `volume` world units. `fall` (0..1) is how much lighter it is above than below, its edge
        is blurred over `soft` world units, and `strength` (0..1) is how much of it covers what is below."""
        cover = self._cover(shapes, max(volume, soft))
        if cover is None:
            return
        light = relief(cover.mask, volume * self.scale, tones.side)
        down = np.clip((np.arange(len(light)) - cover.high) / max(cover.low - cover.high, 1), 0, 1)
        slope = np.rint(110 * fall * (0.5 - down)).astype(np.int16)[:, None]
        lit = cover.of(light)
        if fall:
            raised = np.ascontiguousarray(np.broadcast_to(cover.of(slope), lit.shape))
            lit = cv2.add(lit, raised, dtype=cv2.CV_8U)
        mask = cover.mask if soft * self.scale < 1 else blurred(cover.mask, soft * self.scale)
        if strength < 1:
            mask = np.asarray(cv2.convertScaleAbs(mask, alpha=strength), np.uint8)
        colour = np.asarray(cv2.LUT(cv2.merge([lit] * 4), ramp(tones)), np.uint8)
        over(cover.part, colour, cover.of(mask))

    def veiled(self, shapes: Sequence[Shape], rgb: Rgb, strength: float, soft: float = 0.0, fade: float = 0.0) -> None:
        """A veil of one colour over the union of `shapes`, `strength` (0..1) thick, its edge blurred over `soft`
        world units; it thins out downwards by `fade` (0..1), or upwards where `fade` is negative."""
        cover = self._cover(shapes, soft)
        if cover is None:
            return
        mask = cover.mask if soft * self.scale < 1 else blurred(cover.mask, soft * self.scale)
        down = np.clip((np.arange(len(mask)) - cover.high) / max(cover.low - cover.high, 1), 0, 1)
        share = strength * (1 - abs(fade) * (down if fade > 0 else 1 - down))
        thin = np.rint(cover.of(mask) * cover.of(share[:, None])).astype(np.uint8)
        over(cover.part, np.full((*thin.shape, 4), opaque(rgb), np.uint8), thin)

    def shade(self, x: float, y: float, rx: float, ry: float, strength: float) -> None:
        """A soft shadow on what is there, `strength` (0..1) dark in the middle of an ellipse."""
        box = self._clip(x - rx, y - ry, x + rx, y + ry)
        if box is None:
            return
        rows, columns = box
        far = ((self.ys()[rows] - y) / ry)[:, None] ** 2 + ((self.xs()[columns] - x) / rx) ** 2
        kept = np.rint(255 * (1 - strength * np.clip(1 - far, 0, 1))).astype(np.uint8)
        part = self.pixels[rows, columns]
        cv2.multiply(part, cv2.merge([kept, kept, kept, np.full_like(kept, 255)]), dst=part, scale=1 / 255)

    def slab(self, left: float, top: float, right: float, bottom: float, tones: Tones, round_: float = 6.0) -> None:
        """An upright rectangle with rounded corners and a soft roundness of its own."""
        round_ = min(round_, (right - left) / 2, (bottom - top) / 2)
        self.mass([rounded(left, top, right, bottom, round_)], tones, min(round_, 14.0))

    def laid(self, other: "Canvas") -> None:
        """Another canvas of the same scale laid over this one where both show the same world."""
        x, y = round((self.left - other.left) * self.scale), round((self.top - other.top) * self.scale)
        height, width = self.pixels.shape[:2]
        over = other.pixels[y : y + height, x : x + width]
        through = cv2.merge([255 - over[..., 3]] * 4)
        cv2.multiply(self.pixels, through, dst=self.pixels, scale=1 / 255)
        cv2.add(self.pixels, over, dst=self.pixels)

    def cast(self, across: float, up: float, soft: float, strength: float) -> None:
        """Puts a soft shadow, `strength` (0..1) dark, behind what is painted, moved by (`across`, `up`) world
        units against the light."""
        alpha = np.ascontiguousarray(self.pixels[..., 3])
        moved = np.array([[1, 0, -across * self.scale], [0, 1, -up * self.scale]], np.float32)
        shifted = cv2.warpAffine(alpha, np.rint(moved), alpha.shape[::-1], flags=cv2.INTER_NEAREST)
        shade = cv2.convertScaleAbs(blurred(np.asarray(shifted, np.uint8), soft * self.scale), alpha=strength)
        self.pixels[..., 3] = cv2.add(alpha, cv2.multiply(shade, 255 - alpha, scale=1 / 255))

    def grown(self, margin: float) -> "Canvas":
        """An empty canvas of this one's part of the world and `margin` world units more on every side."""
        more = round(margin * self.scale)
        height, width = self.pixels.shape[:2]
        return Canvas.blank(
            width + 2 * more, height + 2 * more, self.left - more / self.scale, self.top - more / self.scale, self.scale
        )

    def gradient(self, stops: Sequence[tuple[float, Rgb]], top: float = -1e9, bottom: float = 1e9) -> None:
        """Rows between world y `top` and `bottom`, opaque, in colours that run through `stops` (y, rgb)."""
        part = self.rows(top, bottom).pixels if top > -1e8 or bottom < 1e8 else self.pixels
        first = (part.ctypes.data - self.pixels.ctypes.data) // self.pixels.strides[0]
        part.view(np.uint32)[..., 0] = rows_of(stops, self.ys()[first : first + len(part)]).view(np.uint32)

    def fill(self, shapes: Sequence[Shape], stops: Sequence[tuple[float, Rgb]], strength: float = 1.0) -> None:
        """The union of `shapes` in colours that run through `stops` (world y, rgb), `strength` (0..1) thick."""
        cover = self._cover(shapes, 0.0)
        if cover is None:
            return
        first = (cover.part.ctypes.data - self.pixels.ctypes.data) // self.pixels.strides[0]
        ys = self.ys()[first : first + len(cover.part)]
        rows = rows_of(stops, ys)
        mask = cover.of(cover.mask)
        if strength < 1:
            mask = cv2.convertScaleAbs(mask, alpha=strength)
        over(cover.part, np.repeat(rows[:, None], mask.shape[1], axis=1), mask)

    def mist(self, rgb: Rgb, top: float, bottom: float, strength: float) -> None:
        """A veil over everything, from nothing at world y `top` to `strength` (0..1) at `bottom`, and gone again
        a quarter of that way below."""
        below = bottom + 0.25 * (bottom - top)
        part = self.rows(top, below)
        if not part.pixels.size:
            return
        share = strength * np.interp(part.ys(), (top, bottom, below), (0, 1, 0)) ** 1.5
        kept = np.rint(255 * (1 - share)).astype(np.uint8)
        over = np.rint(np.array(opaque(rgb)) * share[:, None]).astype(np.uint8)
        width = part.pixels.shape[1]
        cv2.multiply(
            part.pixels, cv2.merge([np.repeat(kept[:, None], width, axis=1)] * 4), dst=part.pixels, scale=1 / 255
        )
        cv2.add(part.pixels, np.repeat(over[:, None], width, axis=1), dst=part.pixels)

    def ridge(
        self,
        edge: Floats,
        stops: Sequence[tuple[float, Rgb]],
        *,
        seed: int = 0,
        patch: float = 0.0,
        rim: Rgb | None = None,
        side: int = -1,
        deep: float = 60.0,
    ) -> None:
        """Everything below the line `edge` (world y per column), in colours that run through `stops`
        (world y, rgb), with a smooth edge, and with soft patches `patch` units wide if that is not 0. With a
        `rim`, that colour lies on the crest, and slopes towards `side` are lighter for `deep` units down."""
        height, width = self.pixels.shape[:2]
        line = (edge - self.top) * self.scale
        first = int(np.clip(np.floor(line.min()), 0, height))
        if first >= height:
            return
        body = Canvas.blank(width, height - first, self.left, self.top + first / self.scale, self.scale)
        body.gradient(stops)
        if patch:
            body.mottle(seed, patch, 0.10, stretch=2.2)
        if rim is not None:
            body.fold(edge, rim, side, deep)
        solid = int(np.clip(np.ceil(line.max()) + 1, first, height))
        self.pixels[solid:] = body.pixels[solid - first :]
        cover = np.clip(np.arange(first, solid)[:, None] + 1 - line, 0, 1).astype(np.float32)[..., None]
        band = self.pixels[first:solid]
        band[:] = np.rint(band * (1 - cover) + body.pixels[: solid - first] * cover).astype(np.uint8)

    def fold(self, edge: Floats, rim: Rgb, side: int, deep: float) -> None:
        """A fold of what is there along the line `edge` (world y per column): `rim` lies on it, and slopes towards
        `side` are lighter for `deep` units below it, others darker."""
        line = (edge - self.top) * self.scale
        height = self.pixels.shape[0]
        first = int(np.clip(np.floor(line.min() - 5 * self.scale), 0, height))
        last = int(np.clip(np.ceil(line.max() + deep * self.scale), first, height))
        if last <= first:
            return
        part = self.pixels[first:last]
        down = np.arange(first, last, dtype=np.float32)[:, None] - line.astype(np.float32)
        down /= np.float32(self.scale)
        steep = np.clip(side * np.gradient(edge, 1 / self.scale), -1.0, 1.0).astype(np.float32)
        slope = np.clip(1 - down / np.float32(deep), 0, 1) * (down > 0) * (steep * 30)
        grey = (128 + slope).astype(np.uint8)
        cv2.multiply(part, cv2.merge([grey, grey, grey, np.full_like(grey, 128)]), dst=part, scale=1 / 128)
        near = last if deep < 12 else min(last, first + int(np.ceil(line.max() - line.min() + 12 * self.scale)))
        glint = np.clip(1 - np.abs(down[: near - first] - 1.5) / 5.0, 0, 1) * np.clip(
            190 * (0.55 + 0.8 * steep), 24, 190
        )
        colour = np.empty((*glint.shape, 4), np.uint8)
        colour.view(np.uint32)[:] = np.array(opaque(rim), np.uint8).view(np.uint32)
        over(self.pixels[first:near], colour, glint.astype(np.uint8))

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
        found = self._field(x, y, radius, strength)
        if found is None:
            return
        part, share = found
        colour = np.empty_like(part)
        colour.view(np.uint32)[:] = np.array(opaque(rgb), np.uint8).view(np.uint32)
        over(part, colour, share)

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

    def _cover(self, shapes: Sequence[Shape], reach: float) -> "_Cover | None":
        """The union of `shapes`; None where it lies outside. The mask reaches past the canvas's edge as far as a
        blur of `reach` world units looks, so that the edge changes nothing."""
        one, pad = 1 << _SHIFT, int(np.ceil(2.2 * reach * self.scale)) + 2
        outlines = [self._outline(shape) for shape in shapes]
        corners = np.concatenate(outlines)
        first, last = corners.min(axis=0) / one, corners.max(axis=0) / one
        height, width = self.pixels.shape[:2]
        left, top = (max(int(np.floor(at)) - pad, -pad) for at in first.tolist())
        right, bottom = (
            min(int(np.ceil(at)) + pad, side + pad) for at, side in zip(last.tolist(), (width, height), strict=True)
        )
        rows, columns = slice(max(top, 0), min(bottom, height)), slice(max(left, 0), min(right, width))
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return None
        mask = np.zeros((bottom - top, right - left), np.uint8)
        for outline in outlines:
            moved = (outline - np.array((left * one, top * one))).astype(np.int32)
            cv2.fillPoly(mask, [moved], (255,), cv2.LINE_AA, _SHIFT)
        return _Cover(
            mask, self.pixels[rows, columns], rows.start - top, columns.start - left, first[1] - top, last[1] - top
        )

    def _outline(self, shape: Shape) -> NDArray[np.int32]:
        if isinstance(shape, Oval):
            turn, (x, y, rx, ry) = np.radians(shape.turn), shape[:4]
            c, s = float(np.cos(turn)), float(np.sin(turn))
            u, v = _CIRCLE[:, 0] * rx, _CIRCLE[:, 1] * ry
            return self._fixed(np.stack([x + c * u - s * v, y + s * u + c * v], axis=1))
        return self._fixed(shape)

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

    def _field(
        self, x: float, y: float, radius: float, strength: float
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint8]] | None:
        """The pixels within `radius` of (x, y) and how much of a light there (0..255) reaches each of them."""
        height, width = self.pixels.shape[:2]
        left, top = round(self.left * self.scale), round(self.top * self.scale)
        (y0, rows), (x0, columns) = (
            _blocks((at - radius) * self.scale, (at + radius) * self.scale, first, first + side)
            for at, first, side in ((y, top, height), (x, left, width))
        )
        if rows <= 0 or columns <= 0:
            return None
        xs, ys = (((o + np.arange(n) + 0.5) * _BLOCK / self.scale) for o, n in ((x0, columns), (y0, rows)))
        far = np.hypot((ys - y)[:, None], xs - x) / radius
        coarse = np.rint(255 * strength * np.clip(1 - far, 0, 1) ** 2).astype(np.uint8)
        fine = cv2.resize(coarse, (columns * _BLOCK, rows * _BLOCK), interpolation=cv2.INTER_LINEAR)
        down, right = y0 * _BLOCK - top, x0 * _BLOCK - left
        part = self.pixels[max(down, 0) : down + rows * _BLOCK, max(right, 0) : right + columns * _BLOCK]
        share = fine[max(-down, 0) :, max(-right, 0) :][: part.shape[0], : part.shape[1]]
        return (
            (part[: share.shape[0], : share.shape[1]], np.ascontiguousarray(share))
            if part.size and share.size
            else None
        )

    def _clip(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice] | None:
        height, width = self.pixels.shape[:2]
        x0, x1 = (int(np.clip((x - self.left) * self.scale, 0, width)) for x in (left, right))
        y0, y1 = (int(np.clip((y - self.top) * self.scale, 0, height)) for y in (top, bottom))
        return (slice(y0, y1), slice(x0, x1)) if x1 > x0 and y1 > y0 else None


def _blocks(first: float, last: float, low: int, high: int) -> tuple[int, int]:
    """Blocks of _BLOCK px, counted from the world's origin, that cover px `first` to `last` as far as `low` to
    `high` with one more on each side: index of the first one, and how many."""
    start = math.floor(max(first, low - _BLOCK) / _BLOCK) - 1
    return start, math.ceil(min(last, high + _BLOCK) / _BLOCK) + 1 - start


def _coarse(first: int, length: int) -> tuple[int, int, int]:
    """The blocks of _COARSE px that cover px `first` to `first + length`, one more on each side: index of the
    first one, how many, and how many px of them lie before `first`. Blocks are counted from the world's
    origin, so that the same spot gets the same shade on every canvas."""
    start = first // _COARSE - 1
    return start, (first + length - 1) // _COARSE + 2 - start, first - start * _COARSE
