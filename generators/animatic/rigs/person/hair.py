"""Hair, in hundredths of the head's height: what lies behind the head and what lies on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from videostudio.generators.animatic.art.raster import Box
from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, shape


@dataclass(frozen=True)
class Tint:
    """Paints of one head of hair: `fill` for masses, `rim` around them, `shine` and `deep` for strands."""

    fill: str
    back: str
    rim: str
    shine: str
    deep: str


def tint_of(colour: str, ink: Ink) -> Tint:
    """The paints of a colour."""
    deep = dark(colour, 0.3)
    fill = ink.slant(light(colour, 0.3), colour, deep)
    return Tint(fill, ink.down(dark(colour, 0.16), deep), dark(colour, 0.4), light(colour, 0.42), deep)


SCALP = "M-45,-42C-53,-78 -30,-108 2,-108C34,-108 54,-82 46,-50"
"""The outer edge of close hair, from the near ear over the crown to the far temple."""


def _short(t: Tint) -> str:
    d = f"{SCALP}C45,-62 40,-71 31,-76C14,-66 -8,-66 -25,-72C-31,-66 -34,-58 -35,-44C-37,-38 -43,-38 -45,-42Z"
    return shape(d, t.fill, t.rim, 1.4) + line("M-30,-88C-20,-99 2,-103 18,-99", t.shine, 4, 0.55)


def _side(t: Tint) -> str:
    d = (
        "M-45,-40C-55,-76 -34,-110 2,-111C38,-112 55,-84 46,-48C46,-60 42,-70 34,-75C20,-62 -8,-62 -14,-86"
        "C-20,-76 -32,-72 -34,-58C-35,-50 -35,-44 -37,-38C-40,-36 -44,-37 -45,-40Z"
    )
    return shape(d, t.fill, t.rim, 1.4) + line("M-4,-104C14,-106 30,-98 38,-86", t.shine, 4, 0.55)


def _crew(t: Tint) -> str:
    d = (
        "M-44,-46C-48,-76 -32,-104 2,-104C34,-104 50,-82 45,-54C44,-64 38,-74 30,-79C10,-84 -12,-82 -27,-78"
        "C-34,-70 -36,-60 -37,-46C-40,-42 -43,-43 -44,-46Z"
    )
    return shape(d, t.fill, t.rim, 1.4) + line("M-26,-91C-14,-98 4,-100 18,-96", t.shine, 3.5, 0.45)


def _spiky(t: Tint) -> str:
    d = (
        "M-45,-42C-50,-58 -48,-72 -44,-80L-56,-88L-38,-94L-42,-110L-22,-104L-14,-122L2,-107L18,-120L24,-103L42,-108"
        "L40,-92L56,-86L46,-76C48,-68 48,-58 46,-50C44,-62 40,-70 32,-76L22,-66L12,-76L0,-65L-10,-76L-22,-66L-28,-74"
        "C-33,-66 -35,-56 -36,-42C-39,-38 -43,-38 -45,-42Z"
    )
    return shape(d, t.fill, t.rim, 1.6) + line("M-26,-92C-14,-99 6,-101 22,-96", t.shine, 4, 0.5)


def _lumps(t: Tint, spots: Sequence[tuple[float, float, float]]) -> str:
    edge = "".join(oval(x, y, r + 0.9, r + 0.9, t.rim) for x, y, r in spots)
    mass = "".join(oval(x, y, r, r, t.back) for x, y, r in spots)
    tops = "".join(oval(x - r * 0.2, y - r * 0.25, r * 0.62, r * 0.58, t.shine, opacity=0.22) for x, y, r in spots)
    return edge + mass + tops


def _curly(t: Tint) -> str:
    spots = [(-42, -56, 11), (-43, -72, 12), (-34, -88, 14), (-18, -99, 14), (2, -104, 15), (21, -99, 14)]
    spots += [(36, -88, 13), (44, -72, 11), (45, -57, 8), (-22, -80, 12), (-4, -84, 13), (15, -83, 12), (31, -76, 9)]
    return _lumps(t, spots)


def _afro(t: Tint) -> str:
    ring = [(8 - 8 + 50 * cos(a), -66 + 46 * sin(a), 17.0) for a in (pi * (0.9 + i * 1.2 / 9) for i in range(10))]
    d = "M-46,-36C-66,-66 -60,-124 0,-126C62,-124 68,-66 47,-44C46,-60 40,-70 30,-76C12,-82 -14,-80 -27,-73C-34,-62 -36,-52 -37,-38Z"
    return "".join(oval(x, y, r, r, t.back) for x, y, r in ring) + shape(d, t.fill, "", 1) + _glow(t)


def _glow(t: Tint) -> str:
    return oval(-20, -104, 20, 11, t.shine, turn=-24, opacity=0.3)


def _fringe(t: Tint) -> str:
    """A soft fringe over the forehead and hair down to the jaw at the near side."""
    d = (
        "M-40,-14C-58,-40 -56,-112 3,-111C52,-111 56,-66 47,-34C46,-52 44,-62 38,-70C26,-60 -2,-60 -26,-70"
        "C-31,-58 -31,-42 -33,-24C-34,-16 -38,-12 -40,-14Z"
    )
    return shape(d, t.fill, t.rim, 1.4) + line("M-36,-84C-24,-100 4,-105 24,-98", t.shine, 4.5, 0.55)


def _parted(t: Tint) -> str:
    """Parted hair that falls beside the face."""
    d = (
        "M-40,-16C-58,-40 -56,-111 2,-111C52,-111 58,-64 47,-30C45,-52 38,-66 16,-88C10,-74 -12,-66 -27,-62"
        "C-32,-50 -32,-38 -33,-26C-34,-18 -38,-14 -40,-16Z"
    )
    return shape(d, t.fill, t.rim, 1.4) + line("M-38,-80C-30,-96 -8,-104 8,-101", t.shine, 4.5, 0.55)


def _swept(t: Tint) -> str:
    """Hair drawn back tightly, for tails and buns."""
    d = (
        "M-45,-44C-54,-80 -32,-108 2,-108C36,-108 53,-82 46,-50C44,-66 34,-80 18,-86C2,-78 -18,-74 -30,-66"
        "C-35,-58 -36,-52 -37,-44C-40,-40 -44,-40 -45,-44Z"
    )
    strands = line("M16,-88C-4,-84 -26,-76 -40,-58M10,-98C-12,-96 -32,-84 -44,-66", t.deep, 1.4, 0.45)
    return shape(d, t.fill, t.rim, 1.4) + strands + line("M-20,-97C-8,-102 8,-103 20,-99", t.shine, 4, 0.5)


def _mohawk(t: Tint) -> str:
    shaved = shape(
        "M-44,-46C-48,-76 -32,-102 2,-102C34,-102 48,-82 45,-56C42,-70 34,-80 22,-84C0,-86 -18,-82 -28,-74C-34,-64 -36,-56 -37,-46Z",
        t.deep,
    ).replace("<path", '<path opacity="0.35"')
    crest = "M-24,-88C-34,-104 -30,-128 -22,-136C-18,-128 -12,-132 -8,-142C-2,-134 6,-138 12,-144C16,-134 24,-134 30,-136C36,-120 34,-98 24,-84C8,-92 -8,-92 -24,-88Z"
    return (
        shaved
        + shape(crest, t.fill, t.rim, 1.6)
        + line("M-12,-122C-8,-112 -8,-104 -10,-96M8,-128C10,-116 10,-106 8,-96", t.shine, 3, 0.5)
    )


def _bald(t: Tint) -> str:
    d = "M-46,-36C-52,-50 -50,-66 -42,-72C-36,-66 -35,-54 -36,-40C-39,-34 -44,-33 -46,-36Z"
    far = "M46,-62C49,-56 49,-48 46,-42C43,-46 43,-56 44,-62Z"
    shine = oval(-14, -86, 13, 6.5, "#ffffff", turn=-22, opacity=0.42)
    return shape(d, t.fill, t.rim, 1.2) + shape(far, t.fill) + shine


def _none(t: Tint) -> str:
    return oval(-14, -86, 13, 6.5, "#ffffff", turn=-22, opacity=0.42)


def _nothing(t: Tint) -> str:
    return ""


def _back_bob(t: Tint) -> str:
    d = "M-48,-60C-60,-20 -54,4 -40,6C-24,8 20,8 34,4C52,0 56,-24 48,-60Z"
    return shape(d, t.back, t.rim, 1.4)


def _back_long(t: Tint) -> str:
    d = "M-47,-66C-66,-20 -64,40 -52,62C-42,72 -30,66 -24,70C-8,62 22,62 34,66C44,62 52,58 52,40C56,6 56,-30 48,-66Z"
    strands = line("M-44,-10C-50,18 -48,40 -44,58M-32,0C-36,26 -36,44 -32,62M42,0C46,20 46,40 42,56", t.rim, 1.5, 0.35)
    return shape(d, t.back, t.rim, 1.4) + strands


def _back_wavy(t: Tint) -> str:
    d = (
        "M-46,-66C-66,-50 -56,-30 -66,-14C-76,4 -58,14 -64,30C-66,48 -44,58 -30,52C-10,58 26,58 38,50C56,54 66,38 58,24"
        "C70,10 54,-4 60,-20C66,-36 52,-46 47,-66Z"
    )
    return shape(d, t.back, t.rim, 1.4) + line("M-50,-20C-58,-4 -44,8 -52,26M50,-20C44,-4 56,6 48,24", t.shine, 3, 0.35)


def _back_tail(t: Tint) -> str:
    d = "M-36,-84C-62,-92 -84,-70 -80,-36C-78,-12 -70,6 -60,20C-58,0 -52,-18 -42,-34C-36,-50 -32,-68 -36,-84Z"
    return shape(d, t.back, t.rim, 1.4) + line("M-50,-76C-66,-66 -70,-34 -64,-6", t.shine, 3, 0.45)


def _back_bun(t: Tint) -> str:
    knot = oval(-26, -110, 20, 19, t.rim) + oval(-26, -110, 19, 18, t.fill)
    return knot + line("M-38,-116C-32,-124 -20,-124 -14,-116M-38,-106C-30,-112 -20,-112 -14,-104", t.shine, 2.4, 0.5)


def _back_braids(t: Tint) -> str:
    found = ""
    for x, way in ((-46.0, -1), (46.0, 1)):
        for i in range(5):
            r = 10.5 - 0.9 * i
            found += oval(x + way * (4 + 2.2 * i), -34 + 16 * i, r + 0.8, 10.2, t.rim)
            found += oval(x + way * (4 + 2.2 * i), -34 + 16 * i, r, 9.4, t.fill)
    for x in (-61.5, 61.5):
        found += oval(x, 40, 5, 4, "#f2557a") + oval(x, 47, 5.5, 7, t.back)
    return found


def _back_pigtails(t: Tint) -> str:
    near = "M-40,-76C-66,-88 -86,-66 -80,-40C-78,-26 -70,-14 -60,-8C-62,-26 -54,-44 -42,-54Z"
    far = "M42,-76C64,-88 82,-66 78,-42C76,-28 68,-16 60,-10C62,-28 54,-46 44,-54Z"
    ties = oval(-45, -68, 6, 7.5, "#f2557a") + oval(46, -68, 5, 7, "#f2557a")
    return shape(near, t.fill, t.rim, 1.4) + shape(far, t.back, t.rim, 1.4) + ties


@dataclass(frozen=True)
class Style:
    """How a hair style is drawn behind the head, where that is, and on it."""

    front: Callable[[Tint], str]
    back: Callable[[Tint], str] = _nothing
    box: Box = (-70.0, -72.0, 132.0, 146.0)


STYLES: dict[str, Style] = {
    "short": Style(_short),
    "side": Style(_side),
    "crew": Style(_crew),
    "spiky": Style(_spiky),
    "curly": Style(_curly),
    "afro": Style(_afro),
    "bob": Style(_fringe, _back_bob, (-62.0, -64.0, 124.0, 76.0)),
    "long": Style(_parted, _back_long),
    "straight": Style(_fringe, _back_long),
    "wavy": Style(_parted, _back_wavy, (-76.0, -72.0, 148.0, 134.0)),
    "ponytail": Style(_swept, _back_tail, (-86.0, -96.0, 60.0, 120.0)),
    "bun": Style(_swept, _back_bun, (-50.0, -134.0, 50.0, 50.0)),
    "braids": Style(_swept, _back_braids, (-72.0, -50.0, 144.0, 108.0)),
    "pigtails": Style(_fringe, _back_pigtails, (-90.0, -94.0, 176.0, 92.0)),
    "mohawk": Style(_mohawk),
    "balding": Style(_bald),
    "bald": Style(_none),
    "none": Style(_nothing),
}
"""Hair style -> how it is drawn."""
