"""Spots: how far off everyone stands, how large that makes them, and where in the frame they have their place."""

from collections.abc import Sequence
from itertools import pairwise

from videostudio.film.camera import ShotSize
from videostudio.film.entity import EntityKind
from videostudio.generators.animatic.framing import Framing
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.props import CLIMBED, CLIMBER, aboard, uses
from videostudio.generators.animatic.rigging import single
from videostudio.generators.animatic.rigs.quadruped import Quadruped
from videostudio.generators.animatic.roles import Wish, carrier, role_of, standing_of
from videostudio.generators.animatic.sizes import heights

EMPHASIS = 1.25
EDGE = 14.0
"""World units that figures keep from the frame's sides."""
FAIR = 1.4
"""Where one has to be drawn smaller to fit in, nobody keeps more than this many times what that one keeps of its
height: a puppy does not outgrow the children."""
HIGHEST = 0.86
"""Most of the frame's height that something takes which is climbed."""
PAIR = 0.9
"""Most of the frame's width that two take with what lies between them."""
LYING = 1.15
"""Length of a person who lies, over their height."""
THIRD = 1 / 6
"""The lines that cut a frame into thirds lie this share of its width from the middle."""
ROWS = (0.95, 1.16, 0.99, 1.22, 0.97)
"""How far off the members of a group stand, 1 being the usual: those behind fill the gaps of those in front."""
TALL_ROWS = (1.02, 1.34, 0.82, 1.5, 1.16)
"""The same in an upright frame, where a group stands in depth rather than side by side."""


def distances(wish: Wish, framing: Framing) -> list[float]:
    """How far off everyone stands, 1 being the usual distance: nearer is lower in the frame, and larger."""
    standing = standing_of(wish)
    far, tall = [1.0] * len(wish.figures), heights(wish.figures, carrier(wish.figures, wish.motion))
    if MOTIONS[wish.motion].close and len(standing) == 2 and not framing.upright:
        return far
    for order, index in enumerate(standing):
        figure = wish.figures[index]
        if len(standing) > 2:
            far[index] = (TALL_ROWS if framing.upright else ROWS)[order % len(ROWS)]
        elif order == 1 and framing.upright:
            far[index] = 0.8 if tall[index] < 0.8 * tall[standing[0]] else 1.22
        elif order == 1:
            far[index] = 1.04 if figure.lives else 0.96
    return far


def sizes_of(wish: Wish, framing: Framing, far: Sequence[float]) -> list[float]:
    """Visible height of every figure, in world units."""
    if not wish.figures:
        return []
    view, several = framing.view, len(standing_of(wish)) > 1
    riding = carrier(wish.figures, wish.motion)
    sizes: list[float] = []
    wanted: list[float] = []
    for figure, height, distance in zip(wish.figures, heights(wish.figures, riding), far, strict=True):
        tall = height * (EMPHASIS if figure.entity_id in wish.emphasis else 1.0) / distance
        wide = framing.widest_of_several if several else framing.widest
        wanted.append(tall)
        sizes.append(min(tall, wide * view.units_wide / figure.shape, framing.tallest * view.units_high))
    least = min(size / tall for size, tall in zip(sizes, wanted, strict=True))
    sizes = [min(size, FAIR * least * tall) for size, tall in zip(sizes, wanted, strict=True)]
    for index, use in uses(wish.figures, wish.motion).items():
        sizes[0] = min(CLIMBER * sizes[0], HIGHEST / CLIMBED * view.units_high) if use.climbed else sizes[0]
        most = HIGHEST * view.units_high if use.climbed else 0.0
        sizes[index] = max(use.size * sizes[0], min(sizes[index], most))
    for index in aboard(wish.figures, wish.motion, riding):
        whole = sizes[0] * (0.5 if riding is None else 1.0)
        sizes[index] = whole * min(1.0, max(0.6, (wish.figures[index].height_m / wish.figures[0].height_m) ** 0.5))
    crowd = sum(size * figure.shape for size, figure in zip(sizes, wish.figures, strict=True) if not figure.aloft)
    # Two have room for both, also after a zoom; of more, some may hide a little of others.
    room = framing.crowd if len(sizes) > 2 else PAIR / (0.5 + _apart(wish, framing)) / max(1.0, framing.growth)
    squeeze = min(1.0, room * view.units_wide / max(crowd, 1.0))
    return [size * squeeze for size in sizes]


def spots_of(wish: Wish, sizes: Sequence[float], framing: Framing, way: int) -> list[float]:
    """World x of every figure's middle: the acting one on a third with room ahead of it, the others where it is
    going, no one in the way and no one cut by the frame's side, also after a zoom."""
    view = framing.view
    wide = view.units_wide
    riding = carrier(wish.figures, wish.motion)
    standing = standing_of(wish)
    travels = MOTIONS[wish.motion].travel > 0
    first, last = _span(wish, standing, framing)
    xs = [0.0] * len(wish.figures)
    step = (last - first) / max(len(standing) - 1, 1)
    for order, index in enumerate(standing):
        xs[index] = (first + step * order) * wide / framing.growth**0.5
    broad = [size * _breadth(wish, index) for index, size in enumerate(sizes)]
    _part(xs, standing, broad, _apart(wish, framing))
    if riding is not None:
        xs[riding] = xs[0]
    for order, index in enumerate(i for i, f in enumerate(wish.figures) if f.aloft and i and i != riding):
        xs[index] = (0.26 - 0.34 * order) * wide
    ahead = framing.allowance
    moved = [way * x + (0.0 if travels and i in (0, riding) else ahead) for i, x in enumerate(xs)]
    grown = max(1.0, framing.growth)
    room = [max(0.0, (wide / 2 - EDGE) / grown - across / 2) for across in broad]
    kept = [min(max(x, -free), free) for x, free in zip(moved, room, strict=True)]
    # Whoever is pushed in from the side pushes their neighbours along.
    pushed = max((k - x for k, x in zip(kept, moved, strict=True)), key=abs) if len(standing) > 2 else 0.0
    return [min(max(x + pushed, -free), free) for x, free in zip(moved, room, strict=True)] if pushed else kept


def _breadth(wish: Wish, index: int) -> float:
    """How broad one is in what they do, in their own heights: people lie down to sleep."""
    figure = wish.figures[index]
    lies = figure.kind is EntityKind.PERSON and role_of(wish, index) == "sleep"
    return max(figure.shape, LYING) if lies else figure.shape


def _apart(wish: Wish, framing: Framing) -> float:
    """How far neighbours' middles are to lie from each other, in sums of their widths: two beasts carry their heads
    before them, and raise them into each other's faces."""
    standing = standing_of(wish)
    if framing.upright:
        return 0.36 if len(standing) > 2 else 0.46
    beasts = sum(isinstance(single(wish.figures[index].rig), Quadruped) for index in standing)
    return 0.57 if beasts == len(standing) == 2 else 0.48


def _span(wish: Wish, standing: Sequence[int], framing: Framing) -> tuple[float, float]:
    """Where the first and the last of those who stand have their place, as shares of the frame's width."""
    motion, count = MOTIONS[wish.motion], len(standing)
    near = not motion.travel and (motion.close or not all(wish.figures[i].lives for i in standing))
    if motion.travel:
        first = -0.25
    else:
        first = {1: -0.7 * THIRD if wish.shot is ShotSize.CLOSE else -THIRD, 2: -THIRD}.get(count, -0.3)
    last = {1: first, 2: 0.08 if near else 0.2}.get(count, 0.32)
    return (0.75 * first, 0.75 * last) if framing.upright else (first, last)


def _part(xs: list[float], order: Sequence[int], widths: Sequence[float], apart: float) -> None:
    """Pushes neighbours apart until they no longer hide each other, and keeps their common middle. `apart` is how
    far their middles are to lie from each other, in sums of their widths."""
    before = sum(xs[i] for i in order)
    for a, b in pairwise(order):
        xs[b] = max(xs[b], xs[a] + apart * (widths[a] + widths[b]))
    if len(order) > 1:
        shift = (sum(xs[i] for i in order) - before) / len(order)
        for i in order:
            xs[i] -= shift
