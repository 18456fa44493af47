"""Explosions: sparks before, a flash and a burst, then smoke, flying pieces, and a charred spot that stays; and
eruptions, which go on as long as the scene does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin

import cv2
import numpy as np

from videostudio.generators.animatic.rigs.pose import BLAST
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.tones import Rgb
from videostudio.generators.animatic.sprites import Sprite
from videostudio.generators.animatic.style import PLAIN, Style
from videostudio.generators.animatic.yuv import planes_of

SIZE = 280
"""Px of a burst's own picture."""
LINE = 1.6
"""Px of its picture that a style's lines are broad."""
PIECES = ((-1.0, 0.9, 0.0), (-0.6, 1.5, 0.3), (-0.2, 1.9, 0.55), (0.3, 1.7, 0.1), (0.7, 1.4, 0.8), (1.1, 0.8, 0.45))
"""What flies off: how far ahead it lands, how high it gets (own heights), and how it is turned at first (turns)."""
CLOUDS = ((-0.42, 0.5, 0.62), (0.36, 0.62, 0.7), (-0.05, 0.9, 0.8), (0.5, 0.28, 0.46), (-0.55, 0.2, 0.44))
"""Smoke: how far ahead and up it begins, and how large it is (own heights)."""

SUMMIT, PLUME, LAVA = 0.84, 6, 9
"""Where a volcano opens (own heights), and how many clouds and lumps of lava are in the air."""


@dataclass(frozen=True)
class Eruption:
    """The mark of whatever erupts: a plume that rises and spreads, and glowing lumps that fly out of it."""

    def seen(self, seconds: float, share: float, style: Style = PLAIN) -> Iterator[tuple[Sprite, float, float, float]]:
        """See Blast."""
        for i in range(PLUME):
            risen = (seconds / 3.0 + i / PLUME) % 1.0
            spread = (0.1 + 0.3 * risen) * sin(2.4 * i + 0.8 * seconds)
            size = (0.2 + 0.34 * risen) * min(1.0, 5 * risen, 4 * (1 - risen))
            yield _drawn(_cloud, style), spread, SUMMIT + 0.62 * risen, max(size, 0.02)
        for i in range(LAVA):
            flown = (seconds / 1.3 + i / LAVA) % 1.0
            ahead = (0.16 + 0.5 * ((0.618 * i) % 1.0)) * (1 if i % 2 else -1)
            up = SUMMIT + 1.5 * flown * (1 - flown) - 0.55 * flown**2
            yield _drawn(_lava, style, i), ahead * flown, up, 0.1 + 0.03 * (i % 3)


@dataclass(frozen=True)
class Blast:
    """The mark of whatever explodes, told by the share of the scene that has passed."""

    def seen(self, seconds: float, share: float, style: Style = PLAIN) -> Iterator[tuple[Sprite, float, float, float]]:
        """(picture, ahead, up, size) of all that is seen, back to front, in figure heights."""
        after = (share - BLAST) / (1 - BLAST)
        if after < 0:
            yield from _fuse(seconds, share / BLAST, style)
            return
        yield _drawn(_scorch, style), 0.0, 0.03, 1.0
        yield from _smoke(seconds, after, style)
        if after < 0.42:
            grown = 1 - (1 - min(after / 0.12, 1.0)) ** 3
            size = 2.0 * grown * (1 - max(0.0, (after - 0.26) / 0.16) ** 2)
            yield _drawn(_burst, style), 0.02 * sin(40 * seconds), 0.55, max(size, 0.05)
        yield from _pieces(after, style)


def _fuse(seconds: float, near: float, style: Style) -> Iterator[tuple[Sprite, float, float, float]]:
    for i in range(4):
        a = 2 * pi * (i / 4 + 1.3 * seconds)
        yield (
            _drawn(_spark, style),
            0.3 * cos(a),
            0.95 + 0.16 * sin(a),
            (0.14 + 0.14 * near) * (0.7 + 0.3 * sin(31 * seconds + i)),
        )


def _smoke(seconds: float, after: float, style: Style) -> Iterator[tuple[Sprite, float, float, float]]:
    risen = min(1.0, after / 0.2)
    for i, (x, y, size) in enumerate(CLOUDS):
        drift = 0.06 * sin(1.3 * seconds + 2 * i)
        yield (
            _drawn(_cloud, style),
            x * (0.5 + 0.7 * risen) + drift,
            y * risen + 0.5 * after,
            size * (0.5 + 0.5 * risen + 0.25 * after),
        )


def _pieces(after: float, style: Style) -> Iterator[tuple[Sprite, float, float, float]]:
    fly = min(after / 0.6, 1.0)
    for i, (far, high, turn) in enumerate(PIECES):
        up = 0.5 * (1 - fly) + 4 * high * fly * (1 - fly) * 0.8 + 0.05
        yield _drawn(_shard, style, round(8 * (turn + fly)) % 8), far * (0.3 + 0.7 * fly), up, 0.2 if i % 2 else 0.26


@cache
def _drawn(paint: Callable[[Canvas, float], None], style: Style, turn: int = 0) -> Sprite:
    """The picture in the film's style, turned by eighths."""
    large = paint in (_burst, _cloud, _scorch)
    size = SIZE if large else SIZE // 3
    canvas = Canvas.blank(size, size, -1.0, -1.0, size / 2)
    paint(canvas, pi * turn / 4)
    graded = style.grade(canvas.pixels, premultiplied=True, thick=LINE)
    return Sprite(np.asarray(cv2.merge(planes_of(graded)), np.uint8))


def _star(canvas: Canvas, points: int, reach: float, waist: float, rgb: Rgb, turn: float = 0.0) -> None:
    radii = [(reach * (1.0 if i % 4 == 0 else 0.84) if i % 2 == 0 else waist) for i in range(2 * points)]
    canvas.polygon(
        [(r * cos(turn + pi * i / points), r * sin(turn + pi * i / points)) for i, r in enumerate(radii)], rgb
    )


def _burst(canvas: Canvas, turn: float) -> None:
    for reach, waist, rgb in ((0.97, 0.62, (214, 54, 40)), (0.82, 0.5, (255, 132, 36)), (0.62, 0.37, (255, 210, 62))):
        _star(canvas, 12, reach, waist, rgb, turn + reach)
    _star(canvas, 12, 0.36, 0.24, (255, 250, 222), turn)


def _cloud(canvas: Canvas, turn: float) -> None:
    for grow, rgb in ((0.0, (92, 86, 104)), (0.05, (138, 132, 150))):
        for x, y, r in (
            (-0.45, 0.12, 0.42),
            (0.4, 0.16, 0.42),
            (-0.1, -0.3, 0.5),
            (0.1, 0.3, 0.48),
            (0.35, -0.2, 0.38),
        ):
            canvas.oval(x, y, r - grow, r - grow, rgb)
    canvas.oval(-0.2, -0.38, 0.26, 0.2, (172, 166, 184))


def _scorch(canvas: Canvas, turn: float) -> None:
    canvas.oval(0.0, 0.0, 0.95, 0.16, (58, 50, 56))
    canvas.polygon(
        [(-0.5, 0.04), (-0.36, -0.16), (-0.2, -0.06), (0.02, -0.24), (0.2, -0.05), (0.4, -0.14), (0.52, 0.05)],
        (36, 32, 40),
    )
    for x in (-0.3, 0.08, 0.34):
        canvas.oval(x, 0.0, 0.06, 0.03, (255, 132, 36))


def _spark(canvas: Canvas, turn: float) -> None:
    _star(canvas, 4, 0.95, 0.25, (255, 178, 40))
    _star(canvas, 4, 0.7, 0.16, (255, 246, 190))


def _shard(canvas: Canvas, turn: float) -> None:
    corners = ((-0.8, -0.3), (-0.1, -0.7), (0.8, -0.2), (0.4, 0.6), (-0.5, 0.5))
    for share, rgb in ((1.0, (44, 38, 48)), (0.72, (86, 74, 84))):
        canvas.polygon(
            [(share * (x * cos(turn) - y * sin(turn)), share * (x * sin(turn) + y * cos(turn))) for x, y in corners],
            rgb,
        )


def _lava(canvas: Canvas, turn: float) -> None:
    for size, rgb in ((0.9, (196, 44, 30)), (0.7, (255, 122, 36)), (0.4, (255, 222, 110))):
        canvas.oval(0.0, 0.0, size, 0.8 * size, rgb, 180 * turn / pi)
