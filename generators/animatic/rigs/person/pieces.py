"""Pieces that an act brings along and that stand on the ground: an easel, a pot over a fire, a bush to hide behind.

(0, 0) is the ground below the figure, x ahead; hundredths of the standing height."""

from collections.abc import Callable

from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, shape
from videostudio.generators.animatic.rigs.person.workpieces import WORKPIECES

WOOD = "#a8743f"


def _easel(ink: Ink) -> str:
    legs = line("M24,0L31,-66M44,0L37,-66", dark(WOOD, 0.2), 2.2) + line("M34,-4L34,-70", WOOD, 2.0)
    board = shape("M21,-62L45,-66L46,-30L22,-27Z", ink.slant("#ffffff", "#fdf6e6", "#e6dcc6"), "#b8a98a", 0.8)
    art = (
        oval(33, -41, 7.5, 6, "#8fd06a")
        + shape("M22,-36L46,-39L46,-30L22,-27Z", "#7fc7f2")
        + oval(40, -57, 3.6, 3.6, "#ffc83a")
    )
    art += shape("M24,-38L31,-51L38,-40Z", "#b58cff")
    return (
        legs
        + board
        + ink.within("M22,-61L45,-65L46,-31L23,-28Z", art)
        + line("M20,-27.500L47,-30.500", dark(WOOD, 0.1), 2.0)
    )


def _pot(ink: Ink) -> str:
    fire = shape(
        "M19,0C14,-6 20,-9 22,-14C25,-10 27,-12 28,-16C32,-11 40,-8 36,0Z", ink.down("#ffd84a", "#ff8a2a", "#e0442a")
    )
    logs = line("M15,-0.5L38,-2.500M17,-2.500L40,-0.5", "#6a4020", 3.0)
    pot = shape(
        "M14,-27H42C42,-15 38,-9 28,-9C18,-9 14,-15 14,-27Z", ink.slant("#8f96ab", "#565e76", "#343a4f"), "#23283a", 0.8
    )
    soup = (
        oval(28, -27, 14, 3.2, "#d9822e")
        + oval(24, -27.500, 2.6, 1.1, "#f2b45a")
        + oval(33, -26.800, 2, 0.9, "#7fbf4f")
    )
    rim = '<ellipse cx="28" cy="-27" rx="14" ry="3.2" fill="none" stroke="#aab2c6" stroke-width="1.3"/>'
    steam = line("M23,-33q-3,-4 0,-8q3,-4 0,-8M32,-34q3,-4 0,-8q-3,-4 0,-7", "#ffffff", 1.8, 0.65)
    return logs + fire + pot + soup + rim + steam


def _bench(ink: Ink) -> str:
    legs = line("M15,-20L13,0M40,-20L42,0", dark(WOOD, 0.2), 3.0)
    top = shape("M9,-24H46V-19H9Z", ink.down(light(WOOD, 0.3), WOOD), dark(WOOD, 0.4), 0.7)
    house = shape("M22,-24V-34L30,-41L38,-34V-24Z", ink.slant("#ffd9a0", "#d9a05a"), "#7a4a1a", 0.7) + shape(
        "M20,-33L30,-42L40,-33L38,-31.500L30,-38.500L22,-31.500Z", "#d9483b"
    )
    return legs + top + house + oval(30, -29, 2.4, 2.4, "#6a4020")


def _heap(ink: Ink) -> str:
    hole = oval(24, -0.5, 11, 2.2, "#3f2a1c")
    earth = shape(
        "M32,1C34,-8 40,-13 46,-12C53,-11 57,-5 59,1Z", ink.ball("#b8804a", "#8a5a30", "#5f3a1c"), "#4a2c14", 0.7
    )
    return hole + earth + oval(42, -5, 1.6, 1.3, "#c99a63") + oval(50, -4, 1.3, 1.1, "#5f3a1c")


def _bush(ink: Ink) -> str:
    leaf = ink.ball("#a9dc6a", "#5fae45", "#2f7a3f")
    spots = ((-26, -9, 12), (-13, -17, 14), (3, -20, 15), (19, -16, 14), (31, -8, 11), (-4, -8, 13), (14, -7, 12))
    edge = "".join(oval(x, y, r + 0.8, r + 0.8, "#256a38") for x, y, r in spots)
    mass = "".join(oval(x, y, r, r * 0.98, leaf) for x, y, r in spots)
    base = shape("M-37,-6Q-2,-14 41,-5L42,2H-38Z", "#3f8f40")
    tips = line("M-14,-24q4,-4 8,-1M4,-28q4,-4 8,0M20,-22q4,-3 7,0M-26,-15q3,-3 6,0", "#c9ee8a", 1.2, 0.8)
    berries = "".join(oval(x, y, 1.7, 1.7, "#ef5a6a") for x, y in ((-18, -12), (6, -14), (24, -10), (-6, -22)))
    return edge + base + mass + tips + berries


def _bed(ink: Ink) -> str:
    mat = shape(
        "M-66,-4.500H50a3,3 0 0 1 3,3V1H-69V-1.500a3,3 0 0 1 3,-3Z", ink.down("#fff6e4", "#e0cfae"), "#b89f74", 0.6
    )
    pillow = shape(
        "M-66,-6C-68,-15 -62,-17 -50,-16C-38,-17 -33,-14 -35,-5C-44,-3 -58,-3 -66,-6Z",
        ink.slant("#ffffff", "#e9eefb", "#cfd8ee"),
        "#aab4cc",
        0.6,
    )
    return mat + pillow


def _blanket(ink: Ink) -> str:
    path = "M-14,-23C2,-28 26,-25 38,-17C48,-13 52,-8 53,1H-18C-20,-8 -19,-16 -14,-23Z"
    fold = shape("M-14,-23C-9,-25 -4,-26 1,-26C-4,-16 -5,-8 -4,1H-18C-20,-8 -19,-16 -14,-23Z", "#ffe9c9")
    checks = line("M12,-26C8,-14 8,-8 9,1M27,-23C24,-12 24,-8 24,1M-6,-14C14,-17 32,-13 50,-7", "#7fb0f2", 2.2, 0.7)
    return shape(path, ink.slant("#8fbdf7", "#5a8fe6", "#3f68c2"), "#2c4a99", 0.7) + ink.within(path, checks + fold)


def _crate(ink: Ink) -> str:
    box = shape("M26,-36H62V0H26Z", ink.slant(light(WOOD, 0.35), WOOD, dark(WOOD, 0.2)), dark(WOOD, 0.45), 0.9)
    planks = line("M26,-24H62M26,-12H62", dark(WOOD, 0.25), 1.0) + line(
        "M28,-34L60,-2M28,-2L60,-34", light(WOOD, 0.15), 3.2
    )
    return box + planks + line("M27.500,-34.500H60.500V-1.500H27.500Z", dark(WOOD, 0.15), 2.6)


def _ladder(ink: Ink) -> str:
    rungs = "".join(line(f"M8,{-8 - 12 * i}H27", dark(WOOD, 0.12), 2.0) for i in range(16))
    return line("M8,2V-200M27,2V-200", WOOD, 2.4) + rungs


def _desk(ink: Ink) -> str:
    top = shape("M8,-33L46,-33L48,-29H6Z", ink.down(light(WOOD, 0.35), WOOD), dark(WOOD, 0.4), 0.7)
    paper = shape("M13,-34.500L30,-35L32,-33L14,-32.500Z", "#ffffff", "#b8a98a", 0.5)
    pot = shape("M37,-39h5l-0.600,5.500h-3.800z", "#4a6fd0") + line("M39,-39l-1,-6M41,-39l2,-5", "#ffc83a", 1.0)
    return line("M11,-29V0M43,-29V0", dark(WOOD, 0.2), 2.8) + pot + top + paper


def _table(ink: Ink) -> str:
    top = shape("M10,-31H50V-27.500H10Z", ink.down("#fff6e4", "#e6d3ae"), "#a8895a", 0.6)
    cloth = shape("M12,-28H48L47,-17Q42,-20 38,-17Q34,-20 30,-17Q26,-20 22,-17Q18,-20 13,-17Z", "#ef6a5a")
    plate = (
        oval(28, -32, 9, 1.8, "#ffffff")
        + oval(28, -33.500, 5.500, 3, "#f2b45a")
        + oval(25, -34.500, 2, 1.6, "#6fb84a")
        + oval(31, -34.800, 2.2, 1.8, "#ef4a4a")
    )
    cup = shape("M40,-38.500h6l-0.800,7.500h-4.400z", "#7fc7f2")
    return line("M16,-28V0M44,-28V0", dark(WOOD, 0.15), 2.8) + cloth + top + plate + cup


def _kart(ink: Ink) -> str:
    body = shape(
        "M-34,-20C-34,-28 -24,-30 -18,-24L-14,-17H20C24,-27 38,-27 46,-20C54,-16 56,-9 52,-6H-32C-36,-9 -36,-15 -34,-20Z",
        ink.slant("#ff8a6a", "#e8443f", "#a8243f"),
        "#6a1428",
        0.8,
    )
    stripe = line("M-32,-12H53", "#ffe27a", 2.4)
    lamp = oval(50, -15, 3.2, 3.6, "#fff3b8")
    wheel = line("M21,-24L16,-32", "#3a3340", 1.6) + line("M12,-34L21,-29", "#2b2638", 2.6)
    wheels = "".join(
        oval(x, -7.5, 8.4, 8.4, "#2b2638") + oval(x, -7.5, 4.4, 4.4, "#c3ccda") + oval(x, -7.5, 1.6, 1.6, "#6a7690")
        for x in (-20, 38)
    )
    return wheel + body + stripe + lamp + wheels


def _dinghy(ink: Ink) -> str:
    hull = shape(
        "M-42,-12H56C54,2 44,14 30,14H-26C-36,14 -42,2 -42,-12Z",
        ink.slant("#f2a65a", "#c9702f", "#84401c"),
        "#4f2410",
        0.8,
    )
    rim = shape("M-45,-14.5H59V-10.5H-45Z", ink.down("#ffe2b8", "#e0a566"), "#7a4420", 0.6)
    oar = line("M2,-24L34,12", "#a8743f", 2.2) + oval(36, 14, 3.4, 7, "#c99a63", turn=-40)
    return hull + rim + line("M-38,-2H52", "#fff3dc", 1.8, 0.8) + oar


PIECES: dict[str, Callable[[Ink], str]] = {
    "easel": _easel,
    "pot": _pot,
    "bench": _bench,
    "heap": _heap,
    "bush": _bush,
    "bed": _bed,
    "blanket": _blanket,
    "crate": _crate,
    "ladder": _ladder,
    "desk": _desk,
    "table": _table,
    "kart": _kart,
    "dinghy": _dinghy,
    **WORKPIECES,
}
"""Name of a piece -> how it is drawn."""
