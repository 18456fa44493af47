"""Skeletons: pictures of parts hung on joints, drawn back to front in any pose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, radians, sin
from typing import TypeVar

import cv2
import numpy as np

from videostudio.generators.animatic.art.raster import Box
from videostudio.generators.animatic.rigs.pose import Pose
from videostudio.generators.animatic.sprites import Matrix
from videostudio.tools.arrays import Floats
from videostudio.tools.images import Pixels

T = TypeVar("T")

Affine = tuple[float, float, float, float, float, float]
"""A (2, 3) matrix, row by row."""

REST = Pose()


@dataclass(frozen=True)
class Part:
    """One part: SVG elements per name of a face ("" is the usual one) around its joint at (0, 0), in units; the
    joint lies at (`x`, `y`) from that of `parent`. Parts without SVG are only joints."""

    name: str
    parent: str | None
    x: float
    y: float
    svg: Mapping[str, str]
    canvas: Box = (-1000.0, -1000.0, 2000.0, 2000.0)


@dataclass(frozen=True)
class Skeleton:
    """Parts in an order in which parents precede children; `order` names those that are seen, back to front.
    `units` is how many units the standing figure is high; (0, 0) is the ground below it."""

    parts: Sequence[Part]
    order: Sequence[str]
    units: float

    def affines(self, pose: Pose) -> dict[str, Affine]:
        """Part -> matrix from its own units to the body's space, where a figure is 1 high. Numbers are quicker than
        small arrays."""
        found: dict[str, Affine] = {}
        size = 1 / self.units
        body = (size * pose.wide, 0.0, 0.0, 0.0, size * pose.tall, 0.0)
        for part in self.parts:
            along, up = pose.shifts.get(part.name, (0.0, 0.0))
            own = _turned(part.x + along * self.units, part.y - up * self.units, pose.turns.get(part.name, 0.0))
            found[part.name] = after(found[part.parent] if part.parent else body, own)
        return found


@dataclass(frozen=True)
class Picture:
    """Straight RGBA whose (`x`, `y`) px lie on the joint."""

    rgba: Pixels
    x: float
    y: float


@dataclass(frozen=True)
class Painted:
    """A skeleton to be drawn at `scale` px per unit, with its pictures (part -> face -> picture), `painted` at other
    px per unit."""

    skeleton: Skeleton
    scale: float
    pictures: Mapping[str, Mapping[str, Picture]]
    painted: float

    def picture(self, pose: Pose = REST, reach: float = 1.6) -> Pixels:
        """The figure in a pose, trimmed at the sides and the top: (h, w, 4) straight RGBA, the ground on the
        lower edge. It reaches at most `reach` of its own heights ahead and behind."""
        height = ceil(1.6 * self.skeleton.units * self.scale)
        middle, foot = ceil(reach * self.skeleton.units * self.scale), ceil(0.8 * height)
        sheet: Floats = np.zeros((height, 2 * middle, 4), np.float32)
        tall = self.skeleton.units * self.scale
        joints = self.skeleton.affines(pose)
        place = (tall, 0.0, float(middle), 0.0, tall, float(foot))
        for name in self.skeleton.order:
            found = seen(self.pictures[name], pose.faces.get(name, ""))
            if found is not None:
                _lay(sheet, found, np.array(sprite_affine(place, joints[name], found.x, found.y, self.painted)))
        return _trimmed(sheet, foot)


def seen(faces: Mapping[str, T], wanted: str) -> T | None:
    """The picture for a face: the one wanted, else the usual one, else none."""
    return faces.get(wanted, faces.get(""))


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    return np.column_stack([outer[:, :2] @ inner[:, :2], outer[:, :2] @ inner[:, 2] + outer[:, 2]])


def after(outer: Affine, inner: Affine) -> Affine:
    """First `inner`, then `outer`."""
    a, b, x, c, d, y = outer
    e, f, u, g, h, v = inner
    return (a * e + b * g, a * f + b * h, a * u + b * v + x, c * e + d * g, c * f + d * h, c * u + d * v + y)


def sprite_affine(place: Affine, joint: Affine, x: float, y: float, scale: float) -> Affine:
    """From px of a picture whose (`x`, `y`) lie on a joint, `scale` px per unit, to where `place` puts the body."""
    return after(after(place, joint), (1 / scale, 0.0, -x / scale, 0.0, 1 / scale, -y / scale))


def _turned(x: float, y: float, degrees: float) -> Affine:
    cosine, sine = cos(radians(degrees)), sin(radians(degrees))
    # y points down: a bone that hangs at turn 0 swings ahead (to the right) as the turn grows.
    return (cosine, sine, x, -sine, cosine, y)


def _lay(sheet: Floats, picture: Picture, affine: Matrix) -> None:
    """Lays a picture on a premultiplied sheet, where it covers it."""
    own = affine.reshape(2, 3).copy()
    high, wide = picture.rgba.shape[:2]
    corners = own[:, :2] @ np.array([[0, wide, 0, wide], [0, 0, high, high]]) + own[:, 2:]
    left, top = (max(0, int(np.floor(side.min()))) for side in corners)
    right, bottom = (min(n, int(np.ceil(c.max())) + 1) for n, c in zip(sheet.shape[1::-1], corners, strict=True))
    if right <= left or bottom <= top:
        return
    own[:, 2] += own[:, :2] @ (0.5, 0.5) - 0.5 - (left, top)
    over = cv2.warpAffine(_premultiplied(picture.rgba), own, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
    below = sheet[top:bottom, left:right]
    below *= 1 - over[..., 3:] / 255
    below += over


def _premultiplied(rgba: Pixels) -> Floats:
    alpha = rgba[..., 3:].astype(np.float32)
    return np.concatenate([rgba[..., :3] * (alpha / 255), alpha], axis=2)


def _trimmed(sheet: Floats, foot: int) -> Pixels:
    alpha = sheet[..., 3]
    straight = np.concatenate([sheet[..., :3] * 255 / np.maximum(alpha[..., None], 1), alpha[..., None]], axis=2)
    inked = alpha > 16
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    bottom = max(foot, int(rows[-1]) + 1)
    cut = straight[rows[0] : bottom, columns[0] : columns[-1] + 1]
    return np.ascontiguousarray(np.rint(np.clip(cut, 0, 255)).astype(np.uint8))
