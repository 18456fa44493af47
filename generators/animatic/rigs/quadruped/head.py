"""Heads of animals: the artwork's own, with eyes that close, mouths that open, and whatever is worn."""

import math
from collections.abc import Sequence

from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, placed, shape
from videostudio.generators.animatic.rigs.quadruped.breed import Breed, Head
from videostudio.generators.animatic.rigs.quadruped.coat import Coat
from videostudio.generators.animatic.rigs.quadruped.wear import PUPIL, bounds, eyewear, hat, hat_behind

TEAR = "M0,0c2.4,3.4 2.2,5.6 0,5.6c-2.2,0 -2.4,-2.2 0,-5.6z"


def head(breed: Breed, coat: Coat, ink: Ink) -> str:
    """The head around its joint, with what lies behind it."""
    return _around(breed.head, hat_behind(breed, coat, ink) + _cut(breed.head, coat, ink))


def over(breed: Breed, coat: Coat, ink: Ink) -> str:
    """Hat, glasses and glass, which lie over the eyes."""
    return _around(breed.head, eyewear(breed.head, coat, _size(breed.head)) + hat(breed, coat, ink))


def eyes(breed: Breed, coat: Coat, name: str) -> str:
    """Eyes in an expression: shut, glad, sad, angry, wide."""
    found = ""
    for (x, y, large), lid in zip(breed.head.eyes, coat.lids, strict=True):
        found += _eye(x, y, large, lid, name, _size(breed.head), -1 if x < _middle(breed.head) else 1)
    return _around(breed.head, found)


def mouth(breed: Breed, coat: Coat, name: str) -> str:
    """An open mouth ("open"), a wide one ("wide"), or a shut one ("shut") over what the artwork has open."""
    head, size = breed.head, _size(breed.head)
    x, y = head.mouth
    if name == "shut":
        return _around(head, _shut(x, y, coat.lip)) if head.grins else ""
    wide, high = (3.4, 3.0) if name == "open" else (4.4, 4.6)
    if not head.front:
        wide, high = 0.8 * wide, 0.75 * high
    cave = oval(x, y, wide * size, high * size, "#6e1f3a", turn=0 if head.front else -14)
    tongue = oval(x, y + 0.42 * high * size, 0.62 * wide * size, 0.46 * high * size, "#ff7f9a")
    return _around(head, cave + tongue)


def _shut(x: float, y: float, lip: str) -> str:
    """Two small arcs on a patch of the muzzle's colour."""
    patch = shape(f"M{x - 10},{y - 5}h20q2.5,11 -10,11.5q-12.5,-0.5 -10,-11.5z", lip)
    return patch + line(f"M{x - 4},{y - 1.5}q2,3 4,0q2,3 4,0", PUPIL, 1.4)


def extent(breed: Breed, *, worn: bool) -> tuple[float, float, float, float]:
    """A box around the head and whatever is `worn` on it, in units around its joint."""
    left, top, right, bottom = bounds(breed.head)
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
    corners = [
        ((x - head.joint[0]) * head.scale, (y - head.joint[1]) * head.scale)
        for x in (left, right)
        for y in (top, bottom)
    ]
    turned = [(x * math.cos(a) - y * math.sin(a), x * math.sin(a) + y * math.cos(a)) for x, y in corners]
    xs, ys = [x for x, _ in turned], [y for _, y in turned]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


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
        x, y, rx, ry = head.skull
        skull = oval(x, y, rx, ry, ink.ball(light(fur, 0.25), fur, dark(fur, 0.14)))
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
        return (
            cover
            + oval(x, y, 4.4 * size, 5.2 * size, "#ffffff")
            + oval(x + 0.5 * size, y, 2.0 * size, 2.4 * size, PUPIL)
        )
    slant = (1 if name == "sad" else -1) * side * 1.6 * size
    brow = line(f"M{x - 3 * size},{y - 5.4 * size - slant}L{x + 3 * size},{y - 5.4 * size + slant}", PUPIL, 1.6 * size)
    if name == "sad":
        return brow + placed(shape(TEAR, "#6ec3ff", "#2f7fd0", 0.5), x, y + 4 * size, size)
    return brow
