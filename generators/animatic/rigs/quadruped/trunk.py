"""Trunks of four-legged animals as SVG around their middle, with hump, wool, spikes or shell."""

import math

from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, shape
from videostudio.generators.animatic.rigs.quadruped.breed import Breed
from videostudio.generators.animatic.rigs.quadruped.coat import Coat
from videostudio.generators.animatic.rigs.quadruped.marks import markings
from videostudio.generators.animatic.rigs.quadruped.tones import low, sized

OUTLINE = (
    "M-1,0.05C-1,-0.62 -0.86,-1 -0.5,-1C-0.2,-1 0.1,-0.9 0.5,-0.98C0.84,-1.02 1,-0.6 1,0.06"
    "C1,0.66 0.8,1 0.46,0.98C0.16,0.94 -0.1,{belly} -0.4,{hind}C-0.84,0.96 -1,0.62 -1,0.05Z"
)
SHELL = "M-1,0.5C-1,-1.5 -0.45,-2.15 0,-2.15C0.45,-2.15 1,-1.5 1,0.5Z"
SEAMS = "M-0.8,-0.1L0.8,-0.1M-0.55,-1.2L0.55,-1.2M-0.4,-0.1L-0.25,-1.2M0.4,-0.1L0.25,-1.2"


def trunk_path(breed: Breed) -> str:
    """The outline of the trunk around its middle."""
    half, d = 0.5 * breed.length, breed.deep
    path = OUTLINE.format(belly=breed.tuck, hind=max(breed.tuck, 0.86))
    return sized(path, half + 0.6 * d, d, half + 0.66 * d)


def trunk(breed: Breed, coat: Coat, ink: Ink) -> str:
    """The trunk with its markings, hump, wool, spikes or shell."""
    colour = coat.suit or coat.fur
    path = trunk_path(breed)
    fill = ink.down(light(colour, 0.2), colour, colour, low(colour, 0.34))
    body = _humps(breed, coat, ink) + _wool_behind(breed, coat, ink) + shape(path, fill)
    if not coat.suit:
        body += ink.within(path, markings(breed, coat, ink))
    else:
        body += _suit(breed, coat, ink)
    return body + _wool(breed, coat, ink) + _spikes(breed, coat, ink) + _shell(breed, coat, ink)


def _humps(breed: Breed, coat: Coat, ink: Ink) -> str:
    if not breed.hump:
        return ""
    d, half = breed.deep, 0.5 * breed.length
    colour = coat.suit or coat.fur
    spots = ((-0.1, 0.8),) if breed.hump == 1 else ((-0.62, 0.5), (0.5, 0.5))
    fill = ink.down(light(colour, 0.32), colour)
    return "".join(oval(x * half, -0.82 * d, w * half, 0.98 * d, fill) for x, w in spots)


def _wool_behind(breed: Breed, coat: Coat, ink: Ink) -> str:
    if breed.wool not in ("sheep", "shaggy", "soft"):
        return ""
    d, back = breed.deep, 0.5 * breed.length + 0.6 * breed.deep
    colour = coat.suit or coat.fur
    size = {"sheep": 0.34, "shaggy": 0.24, "soft": 0.22}[breed.wool] * d
    count = 16 if breed.wool == "sheep" else 22
    found = ""
    for i in range(count):
        a = 2 * math.pi * i / count
        x, y = 0.98 * back * math.cos(a), 0.86 * d * math.sin(a)
        found += oval(x, y, size, size, light(colour, 0.2) if y < 0 else low(colour, 0.16 + 0.1 * y / d))
    return found


def _wool(breed: Breed, coat: Coat, ink: Ink) -> str:
    d, half = breed.deep, 0.5 * breed.length
    colour = coat.suit or coat.fur
    if breed.wool == "poodle":
        return oval(
            0.92 * half, -0.1 * d, 1.16 * d, 1.2 * d, ink.ball(light(coat.soft, 0.5), coat.soft, low(coat.soft, 0.25))
        )
    if breed.wool != "sheep":
        return ""
    curls = ""
    for x, y in (
        (-0.9, -0.4),
        (-0.35, -0.6),
        (0.25, -0.5),
        (0.8, -0.3),
        (-0.6, 0.15),
        (0.0, 0.05),
        (0.6, 0.3),
        (-0.2, 0.55),
    ):
        r = 0.2 * d
        curls += line(
            f"M{x * half - r:.2f},{y * d:.2f}a{r:.2f},{r:.2f} 0 0 1 {2 * r:.2f},0", low(colour, 0.3), 0.9, 0.4
        )
    return curls


def _spikes(breed: Breed, coat: Coat, ink: Ink) -> str:
    d, half = breed.deep, 0.5 * breed.length + 0.5 * breed.deep
    if breed.spikes:
        return _quills(d, half, coat.ink, ink)
    if breed.pattern not in ("scutes", "dragon"):
        return ""
    colour, found = coat.ink, ""
    for i in range(6):
        x, size = (-0.86 + 0.3 * i) * half, (1.0 - 0.11 * abs(i - 2.5)) * 0.36 * d
        plate = f"M{x - size:.2f},{-0.84 * d:.2f}L{x - 0.1 * size:.2f},{-0.92 * d - 1.15 * size:.2f}"
        path = f"{plate}L{x + size:.2f},{-0.84 * d:.2f}Z"
        found += shape(path, ink.down(light(colour, 0.2), colour), colour, 1.0)
    return found


def _quills(d: float, half: float, colour: str, ink: Ink) -> str:
    count, points = 22, []
    for i in range(count + 1):
        a = math.pi * (1.02 - 1.06 * i / count)
        reach = 1.42 if i % 2 else 1.14
        x, y = 0.83 * half * reach * math.cos(a) - 0.1 * half, 0.3 * d - 1.03 * d * reach * math.sin(a)
        points.append(f"{x:.2f},{y:.2f}")
    fill = ink.ball(light(colour, 0.3), colour, low(colour, 0.4))
    return shape(f"M{'L'.join(points)}Z", fill, colour, 1.4)


def _shell(breed: Breed, coat: Coat, ink: Ink) -> str:
    if not breed.shell:
        return ""
    d, half = breed.deep, 0.5 * breed.length + 0.75 * breed.deep
    c = coat.shell
    dome = shape(sized(SHELL, half, d), ink.ball(light(c, 0.35), c, low(c, 0.4)))
    seams = line(sized(SEAMS, half, d), coat.fur, 1.3, 0.9)
    return dome + seams + line(sized("M-1,0.5L1,0.5", half, d), dark(c, 0.2), 2.2)


def _suit(breed: Breed, coat: Coat, ink: Ink) -> str:
    d, half = breed.deep, 0.5 * breed.length
    belt = line(f"M{-0.1 * half:.2f},{-0.98 * d:.2f}V{0.98 * d * breed.tuck:.2f}", "#7d8aa8", 2.0, 0.9)
    badge = oval(0.5 * half, -0.2 * d, 0.3 * d, 0.3 * d, "#3f7fe0") + oval(
        0.5 * half, -0.2 * d, 0.16 * d, 0.16 * d, "#ffd84a"
    )
    return belt + badge if coat.suit == "#eef1f7" else belt
