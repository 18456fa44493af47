"""Heads of animals: the artwork's own, with eyes that close, mouths that open, and whatever is worn."""

import math
from collections.abc import Sequence

from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.hats import HATS
from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, placed, shape
from videostudio.generators.animatic.rigs.quadruped_breed import Breed, Head
from videostudio.generators.animatic.rigs.quadruped_coat import Coat

PUPIL = "#2f2430"
HAT_NAMES = {"helmet": "hard-hat", "ninja-band": "headband", "sweatband": "headband"}
"""Garments that people have another name for."""
HAT_COLOURS = {
    "crown": "#ffc83a", "chef-hat": "#ffffff", "top-hat": "#3a3644", "straw-hat": "#f2cf7a", "brim-hat": "#8a5a36",
    "cap": "#e0483e", "hard-hat": "#f2b42f", "pirate-hat": "#332f3d", "wizard-hat": "#4a4fc0", "cowboy-hat": "#a0693c",
    "santa-hat": "#e03a3e", "detective-hat": "#a97c4f", "police-cap": "#3559b8", "captain-cap": "#f4f6fb",
    "knight-helmet": "#aab4c6", "viking-helmet": "#9aa3b5", "mortarboard": "#3a3644", "beret": "#c8384a",
    "headband": "#e0483e", "hood": "#8a3f3a", "space-helmet": "#e8ecf5", "goggles": "#f2a33a", "halo": "#ffe98a",
}
EYEWEAR = ("glasses", "sunglasses", "mask", "eye-patch")
FRONT_HAT = 1.14
"""Faces from the front are wide: their hats are larger than their skulls."""
DOME, DOME_UNITS = "space-helmet", 62.0


def head(breed: Breed, coat: Coat, ink: Ink) -> str:
    """The head around its joint, with what lies behind it."""
    return _around(breed.head, _hat_behind(breed, coat, ink) + _cut(breed.head, coat, ink))


def over(breed: Breed, coat: Coat, ink: Ink) -> str:
    """Hat, glasses and glass, which lie over the eyes."""
    return _around(breed.head, _eyewear(breed.head, coat) + _hat(breed, coat, ink))


def eyes(breed: Breed, coat: Coat, name: str) -> str:
    """Eyes in an expression: shut, glad, sad, angry, wide."""
    found = ""
    for (x, y, large), lid in zip(breed.head.eyes, coat.lids, strict=True):
        found += _eye(x, y, large, lid, name, _size(breed.head), -1 if x < _middle(breed.head) else 1)
    return _around(breed.head, found)


def mouth(breed: Breed, name: str) -> str:
    """An open mouth ("open"), or a wide one ("wide")."""
    head, size = breed.head, _size(breed.head)
    x, y = head.mouth
    wide, high = (3.4, 3.0) if name == "open" else (4.4, 4.6)
    if not head.front:
        wide, high = 0.8 * wide, 0.75 * high
    cave = oval(x, y, wide * size, high * size, "#6e1f3a", turn=0 if head.front else -14)
    tongue = oval(x, y + 0.42 * high * size, 0.62 * wide * size, 0.46 * high * size, "#ff7f9a")
    return _around(head, cave + tongue)


def extent(breed: Breed, *, worn: bool) -> tuple[float, float, float, float]:
    """A box around the head and whatever is `worn` on it, in units around its joint."""
    left, top, right, bottom = _bounds(breed.head)
    x, y, r = breed.head.hat
    tall = 3.4 * r if worn else 4
    return _box(breed.head, min(left, x - 1.9 * r) - 3, min(top, y - tall) - 2, max(right, x + 1.9 * r) + 3, bottom + 3)


def features(breed: Breed) -> tuple[float, float, float, float]:
    """A box around eyes and mouth, in units around the head's joint."""
    size = _size(breed.head)
    xs = [x for x, _, _ in breed.head.eyes] + [breed.head.mouth[0]]
    ys = [y for _, y, _ in breed.head.eyes] + [breed.head.mouth[1]]
    large = max(9.0 * size, *(r + 4 for _, _, r in breed.head.eyes))
    return _box(breed.head, min(xs) - large, min(ys) - large, max(xs) + large, max(ys) + large + 6 * size)


def _box(head: Head, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """A box of the artwork's units, seen from the head's joint."""
    a = math.radians(-head.turn)
    corners = [((x - head.joint[0]) * head.scale, (y - head.joint[1]) * head.scale) for x in (left, right) for y in (top, bottom)]
    turned = [(x * math.cos(a) - y * math.sin(a), x * math.sin(a) + y * math.cos(a)) for x, y in corners]
    xs, ys = [x for x, _ in turned], [y for _, y in turned]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def wears_hat(coat: Coat) -> bool:
    """Whether anything stands on the head."""
    return bool(_hat_name(coat))


def muzzle(breed: Breed) -> tuple[float, float]:
    """The mouth, in units around the head's joint."""
    x, y = breed.head.mouth
    jx, jy = breed.head.joint
    return (x - jx) * breed.head.scale, (y - jy) * breed.head.scale


def _around(head: Head, svg: str) -> str:
    x, y = head.joint
    turn = f" rotate({-head.turn})" if head.turn else ""
    return f'<g transform="scale({head.scale}){turn} translate({-x} {-y})">{svg}</g>'


def _cut(head: Head, coat: Coat, ink: Ink) -> str:
    if not head.cut:
        return coat.art
    skull = ""
    if head.skull:
        fur = coat.fur
        skull = oval(*head.skull[:2], *head.skull[2:], ink.ball(light(fur, 0.25), fur, dark(fur, 0.14)))
    return skull + ink.within(_smooth(head.cut), coat.art)


def _smooth(points: Sequence[tuple[float, float]]) -> str:
    """A closed path that rounds the corners of a polygon."""
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(points, (*points[1:], points[0]), strict=True)]
    start = middles[-1]
    arcs = "".join(f"Q{p[0]},{p[1]} {m[0]:.2f},{m[1]:.2f}" for p, m in zip(points, middles, strict=True))
    return f"M{start[0]:.2f},{start[1]:.2f}{arcs}Z"


def _middle(head: Head) -> float:
    return sum(x for x, _, _ in head.eyes) / len(head.eyes) if len(head.eyes) > 1 else head.eyes[0][0] - 1


def _size(head: Head) -> float:
    """How large features are on the artwork: faces from the front fill it, others are a part of it."""
    return 1.0 if head.front and not head.cut else 0.5 / head.scale


def _eye(x: float, y: float, large: float, lid: str, name: str, size: float, side: int) -> str:
    r = max(4.4 * size, large + 1.0)
    cover = oval(x, y, 0.75 * r if not large else r, r, lid)
    w = 3.3 * size if not large else 0.6 * large
    if name == "shut":
        return cover + line(f"M{x - w},{y + 0.2 * w}q{w},{1.1 * w} {2 * w},0", PUPIL, 1.5 * size)
    if name == "glad":
        return cover + line(f"M{x - w},{y + 0.5 * w}q{w},{-1.5 * w} {2 * w},0", PUPIL, 1.6 * size)
    if name == "wide":
        return cover + oval(x, y, 4.4 * size, 5.2 * size, "#ffffff") + oval(x + 0.5 * size, y, 2.0 * size, 2.4 * size, PUPIL)
    slant = (1 if name == "sad" else -1) * side * 1.6 * size
    brow = line(f"M{x - 3 * size},{y - 5.4 * size - slant}L{x + 3 * size},{y - 5.4 * size + slant}", PUPIL, 1.6 * size)
    if name == "sad":
        drop = f"M{x},{y + 4 * size}c{2.4 * size},{3.4 * size} {2.2 * size},{5.6 * size} 0,{5.6 * size}c{-2.2 * size},0 {-2.4 * size},{-2.2 * size} 0,{-5.6 * size}z"
        return brow + shape(drop, "#6ec3ff", "#2f7fd0", 0.5)
    return brow


def _hat_name(coat: Coat) -> str:
    for name in coat.wears:
        found = HAT_NAMES.get(name, name)
        if found in HATS:
            return found
    return ""


def _design(name: str, coat: Coat) -> Design:
    return Design(hat=name, hat_colour=coat.hat_colour or HAT_COLOURS.get(name, "#c0392b"))


def _hat_place(breed: Breed, name: str) -> tuple[float, float, float]:
    """Where the chin of a person with the same hat would be, and the scale."""
    head = breed.head
    x, y, r = head.hat
    if name != DOME:
        return x, y + r, (FRONT_HAT if head.front else 1.0) * r / 50
    left, top, right, bottom = _bounds(head)
    reach = 0.56 * max(right - left, bottom - top) / DOME_UNITS
    return 0.5 * (left + right) - reach, 0.5 * (top + bottom) + 50 * reach, reach


def _bounds(head: Head) -> tuple[float, float, float, float]:
    if not head.cut:
        return 2.0, 3.0, 70.0, 70.0
    xs, ys = ([min(max(spot[axis], 2.0), 70.0) for spot in head.cut] for axis in (0, 1))
    return min(xs), min(ys), max(xs), max(ys)


def _hat(breed: Breed, coat: Coat, ink: Ink) -> str:
    name = _hat_name(coat)
    if not name:
        return ""
    x, y, scale = _hat_place(breed, name)
    design = _design(name, coat)
    return placed(HATS[name].front(design, ink) + HATS[name].over(design, ink), x, y, scale)


def _hat_behind(breed: Breed, coat: Coat, ink: Ink) -> str:
    name = _hat_name(coat)
    if not name:
        return ""
    x, y, scale = _hat_place(breed, name)
    return placed(HATS[name].back(_design(name, coat), ink), x, y, scale)


def _eyewear(head: Head, coat: Coat) -> str:
    found, size = "", _size(head)
    spots = [(x, y) for x, y, _ in head.eyes]
    for name in (name for name in coat.wears if name in EYEWEAR):
        r = 6.2 * size
        if name == "eye-patch":
            x, y = spots[0]
            found += line(f"M{x - 14 * size},{y - 9 * size}L{x + 22 * size},{y + 4 * size}", PUPIL, 1.6 * size) + oval(x, y, 5.6 * size, 6.2 * size, PUPIL)
        elif name == "mask":
            x0, x1, y = spots[0][0], spots[-1][0], spots[0][1]
            band = f"M{x0 - 8 * size},{y - 5 * size}C{x0},{y - 9 * size} {x1},{y - 9 * size} {x1 + 8 * size},{y - 5 * size}V{y + 3 * size}C{x1},{y + 8 * size} {x0},{y + 8 * size} {x0 - 8 * size},{y + 3 * size}Z"
            found += shape(band, "#2f2b3a") + "".join(oval(x, y, 3.4 * size, 3.8 * size, "#ffffff") + oval(x, y, 1.8 * size, 2.6 * size, PUPIL) for x, y in spots)
        else:
            fill = "#2b2838" if name == "sunglasses" else "#d9f0ff"
            clear = 0.92 if name == "sunglasses" else 0.35
            rim = dark(coat.hat_colour, 0.2) if coat.hat_colour else "#2f2b3a"
            if len(spots) > 1:
                found += line(f"M{spots[0][0] + r},{spots[0][1]}H{spots[1][0] - r}", rim, 1.5 * size)
            for x, y in spots:
                found += oval(x, y, r, r, fill, opacity=clear)
                found += f'<circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke="{rim}" stroke-width="{1.5 * size}"/>'
                found += line(f"M{x - 0.5 * r},{y - 0.3 * r}q{0.2 * r},{-0.3 * r} {0.5 * r},{-0.35 * r}", "#ffffff", 1.1 * size, 0.8)
    return found


def neckwear(breed: Breed, coat: Coat, ink: Ink) -> str:
    """Scarf or collar around the neck's upper end, around the head's joint."""
    w = breed.collar * (0.9 if breed.neck > 12 else 1.15)
    down = 0.28 * breed.deep if breed.neck <= 12 else 5.0
    found = ""
    if "scarf" in coat.wears:
        c = coat.scarf
        found += shape(f"M{-0.1 * w},{down}L{0.2 * w},{down + 9}L{0.8 * w},{down + 8.4}L{0.6 * w},{down}Z", dark(c, 0.1), dark(c, 0.3), 0.5)
        found += shape(f"M{-w},{down - 2}C{-0.5 * w},{down + 1} {0.5 * w},{down + 1} {w},{down - 2}V{down + 2.2}C{0.5 * w},{down + 5.2} {-0.5 * w},{down + 5.2} {-w},{down + 2.2}Z", ink.down(light(c, 0.25), c, dark(c, 0.15)), dark(c, 0.3), 0.5)
    if "collar" in coat.wears:
        c = coat.scarf
        found += line(f"M{-w},{down}Q0,{down + 3.4} {w},{down}", c, 2.2) + oval(0.2 * w, down + 4.2, 1.5, 1.6, "#ffd84a")
    if "stethoscope" in coat.wears:
        found += line(f"M{-0.7 * w},{down - 2}C{-0.5 * w},{down + 9} {0.5 * w},{down + 9} {0.8 * w},{down - 2}", "#4a5570", 1.2) + oval(0.1 * w, down + 8, 2, 2, "#c6d0e0")
    return found

