"""Colours and shapes of soft picture-book figures: gradients, round limbs, a darker rim instead of an outline."""

import colorsys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

RIM = 0.55
"""Width of the soft rim around a shape, in units of a figure that is 100 high."""


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` (0..1) of `other` in it; all colours are #rrggbb."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def dark(colour: str, much: float = 0.22) -> str:
    """A shade of a colour: darker, a little richer and nearer to violet, as in shadow under a blue sky."""
    hue, light, rich = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    toward = -0.03 if hue < 0.2 else 0.7
    hue = (hue + 0.4 * much * (toward - hue)) % 1.0
    shaded = colorsys.hls_to_rgb(hue, light * (1 - much), rich * (1 - 0.35 * much))
    return "#" + "".join(f"{round(255 * min(max(c, 0.0), 1.0)):02x}" for c in shaded)


def light(colour: str, much: float = 0.3) -> str:
    """A tint of a colour, as in warm light."""
    return mixed(colour, "#fff4dc", much)


@dataclass
class Ink:
    """Makes paints whose names differ within one figure; `defs` are the gradients that its shapes refer to."""

    defs: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def down(self, *colours: str) -> str:
        """From top to bottom of a shape."""
        return self._linear(0, 0, 0, 1, colours)

    def across(self, *colours: str) -> str:
        """From left to right of a shape."""
        return self._linear(0, 0, 1, 0, colours)

    def slant(self, *colours: str) -> str:
        """From the upper left to the lower right of a shape."""
        return self._linear(0.1, 0, 0.9, 1, colours)

    def ball(self, *colours: str) -> str:
        """From a light spot in the upper left outward."""
        name = self._name()
        stops = _stops(colours)
        self.defs.append(
            f'<radialGradient id="{name}" cx="0.42" cy="0.36" r="0.72" fx="0.36" fy="0.26">{stops}</radialGradient>'
        )
        return f"url(#{name})"

    def cloth(self, colour: str) -> str:
        """The usual paint of a garment."""
        return self.slant(light(colour, 0.26), colour, dark(colour, 0.2))

    def within(self, shape: str, body: str) -> str:
        """`body` where the path `shape` is."""
        name = self._name()
        self.defs.append(f'<clipPath id="{name}"><path d="{shape}"/></clipPath>')
        return f'<g clip-path="url(#{name})">{body}</g>'

    def _linear(self, x1: float, y1: float, x2: float, y2: float, colours: tuple[str, ...]) -> str:
        name = self._name()
        self.defs.append(
            f'<linearGradient id="{name}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}">{_stops(colours)}</linearGradient>'
        )
        return f"url(#{name})"

    def _name(self) -> str:
        return f"p{next(self._numbers)}"


def shape(d: str, fill: str, rim: str = "", width: float = RIM) -> str:
    """A filled path; `rim` is the colour of its soft edge."""
    edge = f' stroke="{rim}" stroke-opacity="0.5" stroke-width="{width}" stroke-linejoin="round"' if rim else ""
    return f'<path d="{d}" fill="{fill}"{edge}/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str, *, turn: float = 0, opacity: float = 1) -> str:
    """An ellipse around (x, y), turned clockwise by degrees."""
    turned = f' transform="rotate({turn} {x} {y})"' if turn else ""
    clear = f' opacity="{opacity}"' if opacity < 1 else ""
    return f'<ellipse cx="{x:.3f}" cy="{y:.3f}" rx="{rx:.3f}" ry="{ry:.3f}" fill="{fill}"{turned}{clear}/>'


def line(d: str, colour: str, width: float, opacity: float = 1) -> str:
    """A stroke with round ends."""
    clear = f' opacity="{opacity}"' if opacity < 1 else ""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" '
        f'stroke-linejoin="round"{clear}/>'
    )


def capsule(top: float, end: float, length: float, start: float = 0.0) -> str:
    """The path of a limb that hangs down from (0, start): `top` and `end` are its half widths."""
    return (
        f"M{-top},{start}A{top},{top} 0 0 1 {top},{start}L{end},{start + length}"
        f"A{end},{end} 0 0 1 {-end},{start + length}Z"
    )


def placed(body: str, x: float = 0, y: float = 0, scale: float = 1, turn: float = 0) -> str:
    """`body` moved, then turned clockwise, then scaled."""
    return f'<g transform="translate({x:.3f} {y:.3f}) rotate({turn:.3f}) scale({scale:.4f})">{body}</g>'


def _stops(colours: tuple[str, ...]) -> str:
    last = max(len(colours) - 1, 1)
    return "".join(f'<stop offset="{i / last:.3f}" stop-color="{c}"/>' for i, c in enumerate(colours))
