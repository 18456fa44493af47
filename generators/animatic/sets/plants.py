"""Plants: trees, grass, flowers, cacti, reeds and what grows under water."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, receding, uniform
from videostudio.generators.animatic.sets.light import SNOW, Light
from videostudio.generators.animatic.sets.shapes import Oval, Shape, shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, lighter, mix

PETALS: tuple[Rgb, ...] = ((244, 96, 122), (255, 206, 84), (252, 248, 240), (176, 128, 232), (255, 156, 92))
BARK: Rgb = (122, 84, 58)


def pine(
    canvas: Canvas, x: float, y: float, height: float, tones: Tones, snow: bool = False, far: bool = False
) -> None:
    """A conifer of `height` units that stands on y, with fewer strokes where it is `far`."""
    canvas.box(x - 0.03 * height, y - 0.16 * height, x + 0.03 * height, y, mix(tones.shade, BARK, 0.4))
    tiers: list[Shape] = []
    caps: list[Shape] = []
    for tier in range(4):
        bottom, top = y - height * (0.09 + 0.21 * tier), y - height * (0.44 + 0.187 * tier)
        half = height * (0.25 - 0.05 * tier)
        tiers.append(
            [
                (x, top),
                (x + 0.45 * half, bottom - 0.11 * height),
                (x + half, bottom),
                (x + 0.4 * half, bottom + 0.018 * height),
                (x, bottom + 0.034 * height),
                (x - 0.4 * half, bottom + 0.018 * height),
                (x - half, bottom),
                (x - 0.45 * half, bottom - 0.11 * height),
            ]
        )
        caps.append(
            [
                (x, top),
                (x + 0.66 * half, bottom - 0.08 * height),
                (x + 0.2 * half, bottom - 0.11 * height),
                (x - 0.1 * half, bottom - 0.06 * height),
                (x - 0.4 * half, bottom - 0.1 * height),
                (x - 0.7 * half, bottom - 0.075 * height),
            ]
        )
    if far:
        canvas.mass(tiers, tones, 0.09 * height, fall=0.9)
    for tier, outline in enumerate(tiers if not far else ()):
        canvas.mass([outline], tones.turned(0.035 * tier), 0.09 * height, fall=0.55)
    if snow:
        canvas.mass(
            caps,
            Tones(mix(SNOW, tones.shade, 0.4), SNOW, (255, 255, 255), tones.side).into(tones.base, 0.1),
            0.04 * height,
        )


def tree(canvas: Canvas, x: float, y: float, height: float, tones: Tones, seed: int, far: bool = False) -> None:
    """A broad-leaved tree of `height` units that stands on y, with fewer strokes where it is `far`."""
    dim = (sum(tones.base) / 3 - 110) * 0.002
    bark = Tones.plain(mix(lighter(BARK, dim - 0.05), tones.base, 0.15), tones.side)
    wide = 0.05 * height
    trunk: list[Shape] = [
        [
            (x - wide * 1.3, y),
            (x - wide * 0.7, y - 0.08 * height),
            (x - wide * 0.6, y - 0.6 * height),
            (x + wide * 0.6, y - 0.6 * height),
            (x + wide * 0.7, y - 0.08 * height),
            (x + wide * 1.3, y),
        ],
        [
            (x, y - 0.36 * height),
            (x + 0.17 * height, y - 0.6 * height),
            (x + 0.13 * height, y - 0.6 * height),
            (x - wide * 0.4, y - 0.32 * height),
        ],
    ]
    canvas.mass(trunk, bark, wide * 0.9, fall=0.0)
    jitter = ((uniform(seed, np.arange(10)) - 0.5) * 0.06).tolist()
    crown = [
        (-0.21, 0.55, 0.16),
        (0.21, 0.57, 0.165),
        (0.0, 0.55, 0.19),
        (-0.13, 0.74, 0.185),
        (0.14, 0.76, 0.175),
        (0.0, 0.83, 0.15),
        (-0.26, 0.65, 0.12),
        (0.27, 0.66, 0.12),
    ]
    lobes: list[Shape] = [
        Oval(x + height * (bx + j), y - height * by, height * r, height * r * 0.92)
        for (bx, by, r), j in zip(crown, jitter, strict=False)
    ]
    canvas.mass(lobes, tones, 0.13 * height, fall=0.9)
    if far:
        return
    for (bx, by, r), j in zip(((-0.12, 0.6, 0.14), (0.13, 0.62, 0.13), (0.0, 0.74, 0.15)), jitter[5:], strict=False):
        canvas.mass(
            [Oval(x + height * (bx + j), y - height * by, height * r, height * r * 0.86)],
            tones.turned(0.04),
            0.12 * height,
            soft=0.016 * height,
            fall=0.7,
            strength=0.75,
        )


def bush(canvas: Canvas, x: float, y: float, width: float, tones: Tones) -> None:
    """A bush `width` units wide that stands on y."""
    lobes: list[Shape] = [
        Oval(x + width * at, y - width * 0.78 * r, width * r, width * r * 0.85)
        for at, r in ((-0.32, 0.19), (0.32, 0.2), (-0.08, 0.27), (0.14, 0.25))
    ]
    canvas.mass(lobes, tones, 0.15 * width, fall=0.9)


def palm(canvas: Canvas, x: float, y: float, height: float, tones: Tones, lean: float) -> None:
    """A palm that leans by `lean` of its height."""
    bend = [(x + lean * height * t * t, y - height * 0.86 * t) for t in np.linspace(0, 1, 9).tolist()]
    bark = Tones.plain(mix((160, 120, 80), tones.shade, 0.25), tones.side, 0.3)
    girth = [0.034 - 0.013 * i / 8 + (0.014 if i == 0 else 0) for i in range(9)]
    trunk: Shape = [
        *((px - g * height, py) for (px, py), g in zip(bend, girth, strict=True)),
        *((px + g * height, py) for (px, py), g in reversed(list(zip(bend, girth, strict=True)))),
    ]
    canvas.mass([trunk], bark, 0.03 * height, fall=0.0)
    for (ax, ay), (_, by) in pairwise(bend[1:]):
        canvas.line(
            [(ax - 0.016 * height, ay), (ax + 0.016 * height, (ay + by) / 2 + 0.03 * height)],
            bark.shade,
            0.008 * height,
        )
    top = bend[-1]
    turns = (-165, -142, -118, -88, -60, -36, -12, 14, 168)
    for i in (8, 0, 7, 1, 6, 2, 5, 3, 4):
        turn = float(np.radians(turns[i]))
        frond = _frond(top, turn, height * (0.37 + 0.05 * (i % 2)), 0.075 * height)
        canvas.mass([frond], tones.turned(0.05 * (i % 3 - 1)), 0.035 * height, fall=0.8)
    for dx in (-0.03, 0.035, 0.0):
        canvas.mass(
            [Oval(top[0] + dx * height, top[1] + 0.035 * height, 0.03 * height, 0.032 * height)],
            Tones.plain((124, 82, 50), tones.side),
            0.02 * height,
        )


def _frond(root: tuple[float, float], turn: float, reach: float, wide: float) -> Shape:
    """A feathered leaf that droops and whose lower edge is cut into fingers."""
    t = np.linspace(0, 1, 9)
    xs = root[0] + np.cos(turn) * reach * t
    ys = root[1] + np.sin(turn) * reach * 0.72 * t + 0.42 * reach * t * t
    body = wide * np.sin(np.pi * (0.12 + 0.88 * t)) * 0.55
    cut = np.where(np.arange(9) % 2 == 1, 1.0, 0.3)
    upper = list(zip(xs.tolist(), (ys - body * 0.7).tolist(), strict=True))
    lower = list(
        zip(
            (xs - 0.1 * wide * np.cos(turn)).tolist(),
            (ys + wide * cut * np.sin(np.pi * (0.1 + 0.86 * t))).tolist(),
            strict=True,
        )
    )
    return [*upper, *lower[::-1]]


def tuft(canvas: Canvas, x: float, y: float, height: float, rgb: Rgb) -> None:
    """Three blades of grass."""
    blades = ((-0.42, 0), (-0.62, 0.72), (-0.2, 0.3), (0.06, 1.0), (0.2, 0.32), (0.66, 0.78), (0.42, 0))
    canvas.polygon(shape(x, y, height, *blades), rgb)


def flower(canvas: Canvas, x: float, y: float, height: float, petal: Rgb, stem: Rgb) -> None:
    """A small flower of `height` units."""
    canvas.line([(x, y), (x, y - 0.7 * height)], stem, max(1.0, 0.1 * height))
    r = 0.2 * height
    for turn in np.radians([90, 162, 234, 306, 18]):
        canvas.oval(
            x + r * np.cos(turn),
            y - 0.8 * height - r * np.sin(turn),
            r * 0.8,
            r * 0.8,
            lighter(petal, 0.12 * float(np.sin(turn))),
        )
    canvas.oval(x, y - 0.8 * height, r * 0.6, r * 0.6, mix((250, 216, 90), petal, 0.2))


def cactus(canvas: Canvas, x: float, y: float, height: float, tones: Tones) -> None:
    """A saguaro of `height` units."""
    wide = 0.075 * height
    canvas.shade(x, y, 0.3 * height, 0.05 * height, 0.4)
    for side, low, tall in ((-1, 0.36, 0.74), (1, 0.5, 0.88)):
        at, thick = x + side * 0.25 * height, wide * 0.72
        arm: list[Shape] = [
            [
                (x, y - low * height - thick),
                (at, y - low * height - thick),
                (at, y - low * height + thick),
                (x, y - low * height + thick),
            ],
            Oval(at, y - low * height, thick, thick),
            [
                (at - thick, y - low * height),
                (at - thick, y - tall * height),
                (at + thick, y - tall * height),
                (at + thick, y - low * height),
            ],
            Oval(at, y - tall * height, thick, thick),
        ]
        canvas.mass(arm, tones, thick, fall=0.3)
    canvas.mass(
        [
            [
                (x - wide, y + 0.01 * height),
                (x - wide, y - height),
                (x + wide, y - height),
                (x + wide, y + 0.01 * height),
            ],
            Oval(x, y - height, wide, wide),
        ],
        tones,
        wide,
        fall=0.3,
    )
    for dx in (-0.4, 0.0, 0.4):
        canvas.line(
            [(x + dx * wide, y - 0.05 * height), (x + dx * wide, y - 0.98 * height)],
            mix(tones.base, tones.shade, 0.5),
            0.012 * height,
        )
    canvas.oval(x, y - height - wide, 0.04 * height, 0.03 * height, (244, 120, 140))


def seaweed(canvas: Canvas, x: float, y: float, height: float, tones: Tones, seed: int) -> None:
    """Swaying ribbons that grow from y."""
    for blade in range(3):
        tall = height * (0.6 + 0.4 * float(uniform(seed, blade)))
        t = np.linspace(0, 1, 12)
        sway = np.sin(t * 5 + blade * 2 + seed % 7) * 0.09 * height * t
        middle = x + (blade - 1) * 0.1 * height + sway
        wide = 0.04 * height * (1 - t) ** 0.5 * (1 + 0.35 * np.sin(t * 22))
        left = list(zip((middle - wide).tolist(), (y - tall * t).tolist(), strict=True))
        right = list(zip((middle + wide).tolist(), (y - tall * t).tolist(), strict=True))
        canvas.mass([[*left, *right[::-1]]], tones.turned(0.1 * (blade - 1)), 0.035 * height, fall=1.0)


def coral(canvas: Canvas, x: float, y: float, height: float, tones: Tones, seed: int) -> None:
    """A branching coral that stands on y."""
    shapes: list[Shape] = []
    for turn in np.radians([-58, -28, 0, 26, 55]).tolist():
        reach = height * (0.75 + 0.25 * float(uniform(seed, round(turn * 10))))
        s, c = float(np.sin(turn)), float(np.cos(turn))
        tip = (x + s * reach, y - c * reach)
        shapes += [limb((x, y), tip, 0.06 * height), Oval(*tip, 0.085 * height, 0.085 * height)]
        root = (x + s * reach * 0.6, y - c * reach * 0.6)
        end = (root[0] + 0.2 * height, root[1] - 0.18 * height)
        shapes += [limb(root, end, 0.045 * height), Oval(*end, 0.06 * height, 0.06 * height)]
    canvas.mass(shapes, tones, 0.07 * height, fall=0.8)


def limb(a: tuple[float, float], b: tuple[float, float], half: float) -> Shape:
    """The outline of a branch from `a` to `b`, `half` units to either side."""
    long = max(1e-6, float(np.hypot(b[0] - a[0], b[1] - a[1])))
    nx, ny = -(b[1] - a[1]) / long * half, (b[0] - a[0]) / long * half
    return [(a[0] + nx, a[1] + ny), (b[0] + nx, b[1] + ny), (b[0] - nx, b[1] - ny), (a[0] - nx, a[1] - ny)]


def wood(
    canvas: Canvas,
    light: Light,
    seed: int,
    *,
    rgb: Rgb,
    y: float,
    step: float,
    height: float,
    depth: float,
    pines: float = 0.5,
    snow: bool = False,
    clear: Sequence[tuple[float, float]] = (),
) -> None:
    """A row of trees on y; `pines` is the share of conifers. None stands between the world x of a pair of `clear`."""
    tones = light.tones(rgb, depth)
    for spot in along(seed, canvas.left - height, canvas.right + height, step, y=y):
        if any(left < spot.x < right for left, right in clear):
            continue
        tall = height * (0.65 + 0.45 * spot.size)
        tone = tones.turned(0.14 * (spot.kind - 0.5))
        if spot.chance < pines:
            pine(canvas, spot.x, spot.y, tall * 1.1, tone, snow, depth > 2.9 or height < 100)
        elif height < 110:
            bush(canvas, spot.x, spot.y, tall * 0.9, tone)
        else:
            tree(canvas, spot.x, spot.y, tall, tone, seed + round(spot.x), depth > 2.1)


def grass(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, flowers: float = 0.0, step: float = 96.0) -> None:
    """Tufts, and where it does not snow flowers, in loose groups all over the ground."""
    tones = light.tones(rgb)
    blade, bright = mix(tones.base, tones.shade, 0.62), mix(tones.base, tones.lit, 0.42)
    flowers = 0.0 if light.snowy else flowers
    for spot, scale in receding(seed, canvas.left - 40, canvas.right + 40, canvas.bottom, step=step):
        tall = (10 + 16 * spot.size) * scale + 2
        if spot.kind < flowers:
            which = int(spot.kind / max(flowers, 1e-6) * len(PETALS))
            petal = light.on(PETALS[which])
            for i, dx in enumerate((-13.0, 9.0, 0.0)[: 1 + int(spot.chance * 3)]):
                flower(canvas, spot.x + dx * scale, spot.y + 3 * scale * (i - 1), tall * (1.2 - 0.12 * i), petal, blade)
        elif spot.kind < 0.9:
            rgb = blade if spot.kind < 0.58 else bright
            for dx, share in ((-0.8, 0.7), (0.9, 0.62), (0.0, 1.0))[0 if spot.size > 0.5 else 2 :]:
                tuft(canvas, spot.x + dx * tall, spot.y, tall * share, rgb)
