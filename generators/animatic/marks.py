"""Marks: what comics draw beside a figure to tell what it does - a bubble for talk, z's for sleep, dust for haste."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin

import cv2
import numpy as np

from videostudio.generators.animatic.blasts import Blast, Eruption
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.tones import Rgb
from videostudio.generators.animatic.sprites import Sprite
from videostudio.generators.animatic.style import PLAIN, Style
from videostudio.generators.animatic.yuv import planes_of

SIZE = 96
"""Px of a mark's own picture; it is never drawn larger."""
LINE = 1.6
"""Px of its picture that a style's lines are broad."""
INK: Rgb = (92, 84, 116)
"""Soft edges: nothing in the picture has a black line."""


@dataclass(frozen=True)
class Mark:
    """`count` copies of a picture that come up one after the other every `period` s, beginning `x`, `y` from the
    foot (in figure heights, x ahead, y up), drifting by `along` and `rise`, at most `size` figure heights tall."""

    paint: Callable[[Canvas], None]
    count: int
    period: float
    x: float
    y: float
    along: float
    rise: float
    size: float

    def sprite(self, style: Style = PLAIN) -> Sprite:
        """The mark in the film's style."""
        return _sprite(self.paint, style)

    def seen(self, seconds: float, share: float, style: Style = PLAIN) -> Iterator[tuple[Sprite, float, float, float]]:
        """(picture, ahead, up, size) of all that is seen at that moment, in figure heights."""
        sprite = self.sprite(style)
        return ((sprite, *copy) for copy in self.copies(seconds))

    def copies(self, seconds: float) -> list[tuple[float, float, float]]:
        """(x, y, size) of every copy at that moment, all in figure heights."""
        found = []
        for i in range(self.count):
            phase = (seconds / self.period + (i + 0.35) / self.count) % 1.0
            size = self.size * min(1.0, 2.2 * sin(pi * phase))
            aside = 0.05 * sin(2 * pi * (phase + 0.37 * i))
            found.append((self.x + self.along * phase + aside, self.y + self.rise * phase, size))
        return found


@cache
def _sprite(paint: Callable[[Canvas], None], style: Style) -> Sprite:
    canvas = Canvas.blank(SIZE, SIZE, -1.0, -1.0, SIZE / 2)
    paint(canvas)
    graded = style.grade(canvas.pixels, premultiplied=True, thick=LINE)
    return Sprite(np.asarray(cv2.merge(planes_of(graded)), np.uint8))


def _bubble(canvas: Canvas) -> None:
    for grow, rgb in ((0.0, (150, 146, 178)), (0.045, (255, 255, 255))):
        canvas.oval(0, -0.14, 0.96 - grow, 0.72 - grow, rgb)
        canvas.polygon([(-0.5 + grow, 0.3), (-0.72 + 1.3 * grow, 0.95 - 1.8 * grow), (0.02 - grow, 0.5)], rgb)
    for x in (-0.42, 0.0, 0.42):
        canvas.oval(x, -0.14, 0.12, 0.12, INK)


def _letter_z(canvas: Canvas) -> None:
    path = [(-0.55, -0.6), (0.55, -0.6), (-0.55, 0.6), (0.55, 0.6)]
    canvas.line(path, (120, 130, 200), 0.42)
    canvas.line(path, (240, 243, 255), 0.26)


def _spark(canvas: Canvas) -> None:
    for reach, waist, rgb in ((0.95, 0.25, (255, 178, 40)), (0.78, 0.17, (255, 244, 170))):
        points = [
            ((reach if i % 2 == 0 else waist) * cos(pi * i / 4), (reach if i % 2 == 0 else waist) * sin(pi * i / 4))
            for i in range(8)
        ]
        canvas.polygon(points, rgb)


def _heart(canvas: Canvas) -> None:
    for grow, rgb in ((0.0, (206, 40, 84)), (0.06, (244, 84, 110))):
        for x in (-0.38, 0.38):
            canvas.oval(x, -0.3, 0.48 - grow, 0.46 - grow, rgb)
        canvas.polygon([(-0.84 + 1.2 * grow, -0.12), (0.84 - 1.2 * grow, -0.12), (0, 0.92 - 1.5 * grow)], rgb)
    canvas.oval(-0.42, -0.4, 0.16, 0.12, (255, 190, 204), -30)


def _note(canvas: Canvas) -> None:
    for grow, rgb in ((0.0, (70, 52, 130)), (0.05, (124, 96, 214))):
        canvas.oval(-0.25, 0.6, 0.38 - grow, 0.28 - grow, rgb, -20)
        canvas.line([(0.08, 0.55), (0.08, -0.8)], rgb, 0.18 - 1.4 * grow)
        canvas.polygon(
            [(0.02 + grow, -0.86 + grow), (0.62 - grow, -0.5), (0.6 - grow, -0.1 - grow), (0.06, -0.45 - grow)], rgb
        )


def _anger(canvas: Canvas) -> None:
    for width, rgb in ((0.3, (160, 28, 44)), (0.17, (240, 74, 74))):
        for x, y in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            canvas.line([(0.8 * x, 0.25 * y), (0.3 * x, 0.3 * y), (0.25 * x, 0.8 * y)], rgb, width)


def _query(canvas: Canvas) -> None:
    arc = [(0.46 * cos(a), -0.42 + 0.42 * sin(a)) for a in (pi * (1.0 + i / 8) for i in range(12))]
    for width, rgb in ((0.36, (60, 70, 150)), (0.22, (140, 160, 255))):
        canvas.line([*arc, (0.0, 0.2), (0.0, 0.36)], rgb, width)
        canvas.oval(0, 0.74, 0.55 * width, 0.55 * width, rgb)


def _cloud(canvas: Canvas) -> None:
    for grow, rgb in ((0.0, (150, 146, 178)), (0.045, (255, 255, 255))):
        for x, y, rx, ry in (
            (-0.4, -0.2, 0.46, 0.42),
            (0.1, -0.38, 0.5, 0.46),
            (0.46, -0.1, 0.44, 0.38),
            (0, 0.02, 0.6, 0.36),
        ):
            canvas.oval(x, y, rx - grow, ry - grow, rgb)
        canvas.oval(-0.5, 0.58, 0.16 - grow, 0.14 - grow, rgb)
        canvas.oval(-0.68, 0.84, 0.1 - 0.6 * grow, 0.09 - 0.6 * grow, rgb)
    for x in (-0.34, 0.0, 0.34):
        canvas.oval(x, -0.16, 0.09, 0.09, INK)


def _puff(canvas: Canvas) -> None:
    for x, y, r in ((-0.4, 0.1, 0.42), (0.05, -0.12, 0.52), (0.48, 0.16, 0.38)):
        canvas.oval(x, y, r, r * 0.85, (226, 216, 200))
    canvas.oval(0.0, -0.26, 0.3, 0.2, (244, 238, 226))


def _drop(canvas: Canvas) -> None:
    for grow, rgb in ((0.0, (70, 150, 214)), (0.1, (190, 230, 250))):
        canvas.oval(0, 0.3, 0.5 - grow, 0.52 - grow, rgb)
        canvas.polygon([(-0.46 + grow, 0.16), (0, -0.9 + 2 * grow), (0.46 - grow, 0.16)], rgb)


_DUST = Mark(_puff, 3, 0.9, -0.32, 0.04, -0.5, 0.10, 0.16)
_SPRAY = Mark(_drop, 4, 1.1, -0.3, 0.1, -0.5, 0.22, 0.09)
_GLITTER = Mark(_spark, 4, 1.5, -0.42, 0.35, 0.84, 0.55, 0.18)

MARKS: dict[str, Mark | Blast | Eruption] = {
    "talk": Mark(_bubble, 1, 1.7, 0.42, 1.06, 0.0, 0.03, 0.36),
    "argue": Mark(_anger, 2, 1.4, 0.1, 1.08, 0.16, 0.1, 0.17),
    "think": Mark(_cloud, 1, 2.6, 0.34, 1.1, 0.0, 0.03, 0.38),
    "lose": Mark(_query, 2, 2.0, -0.3, 1.06, 0.3, 0.1, 0.22),
    "sing": Mark(_note, 3, 2.2, 0.2, 0.95, 0.5, 0.3, 0.2),
    "music": Mark(_note, 3, 2.2, 0.1, 0.95, 0.6, 0.3, 0.2),
    "sleep": Mark(_letter_z, 3, 3.2, 0.16, 0.9, 0.32, 0.48, 0.2),
    "found": Mark(_spark, 4, 1.6, -0.5, 0.45, 1.0, 0.7, 0.3),
    "shine": _GLITTER,
    "appear": _GLITTER,
    "vanish": _GLITTER,
    "hug": Mark(_heart, 3, 2.4, 0.1, 0.95, 0.2, 0.4, 0.2),
    "dance": Mark(_note, 3, 2.2, -0.5, 0.8, 1.0, 0.4, 0.22),
    "cheer": Mark(_spark, 4, 1.3, -0.5, 0.9, 1.0, 0.3, 0.2),
    "run": _DUST,
    "flee": _DUST,
    "drive": _DUST,
    "chase": _DUST,
    "swim": _SPRAY,
    "sail": _SPRAY,
    "shake": Mark(_drop, 2, 1.2, -0.2, 0.9, -0.25, 0.1, 0.12),
    "explode": Blast(),
    "erupt": Eruption(),
    "fight": Mark(_spark, 2, 1.05, 0.45, 0.5, 0.15, 0.2, 0.3),
}
"""Motion -> its mark. Most motions need none."""
