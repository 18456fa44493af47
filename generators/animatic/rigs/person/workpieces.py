"""More pieces that an act brings along: what is worked on, what flies off it, and the lines that comics draw.

Those that stand have (0, 0) on the ground below the figure; those that fly have it where they come from; x ahead,
hundredths of the standing height."""

from collections.abc import Callable

from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, shape

WOOD, BARK, STEEL = "#c98f4f", "#7a4f2c", "#c3ccda"
WOOL = "#ef5f7d"
MOTION = "#f7b733"
"""Lines of motion, which have to be seen on every ground."""


def _clap(ink: Ink) -> str:
    rays = "M5,-7L9,-14M9,-1L17,-3M7,5L13,11M-1,-9L-1,-16"
    return line(rays, "#ffffff", 3.4) + line(rays, MOTION, 2.0)


def _dashes(ink: Ink) -> str:
    dashes = "M0,0H6M11,-1H16M21,-2H25"
    return line(dashes, "#ffffff", 3.6) + line(dashes, MOTION, 2.2) + line("M22,-7L28,-2.500L23,3", MOTION, 2.2)


def _spray(ink: Ink) -> str:
    drops = ((3, 1, 1.6), (9, -4, 2.1), (11, 4, 1.7), (18, 0, 2.4), (20, 8, 1.8), (25, -6, 1.7), (30, 4, 2.1))
    lines = line("M1,-3L14,-9M2,3L16,7M3,0H15", "#ffffff", 1.4, 0.9)
    return lines + "".join(
        oval(x, y, r, 0.8 * r, "#7fc7f2") + oval(x, y - 0.5, 0.5 * r, 0.3 * r, "#ffffff") for x, y, r in drops
    )


def _block(ink: Ink) -> str:
    """The stump on which wood is chopped."""
    side = shape("M14,-14H46L48,1H12Z", ink.across("#a8703c", BARK, "#54361e"), "#3f2612", 0.8)
    return (
        side
        + oval(30, -14, 16, 3.6, light(WOOD, 0.2))
        + '<ellipse cx="30" cy="-14" rx="8" ry="1.7" fill="none" stroke="#a8703c" stroke-width="0.8"/>'
    )


def _log(ink: Ink) -> str:
    wood = shape("M24,-31H36V-15H24Z", ink.across(BARK, "#b07a45", BARK), "#3f2612", 0.7)
    return _block(ink) + wood + oval(30, -31, 6, 1.8, light(WOOD, 0.35))


def _split_log(ink: Ink) -> str:
    left = shape("M11,-33L20,-36L27,-16L19,-13Z", ink.across(BARK, "#b07a45"), "#3f2612", 0.7)
    right = shape("M40,-36L49,-33L41,-13L33,-16Z", ink.across("#b07a45", BARK), "#3f2612", 0.7)
    inner = shape("M20,-36L24,-33L29,-16L27,-16Z", light(WOOD, 0.5)) + shape(
        "M40,-36L36,-33L31,-16L33,-16Z", light(WOOD, 0.5)
    )
    return _block(ink) + left + right + inner


def _chips(ink: Ink) -> str:
    bits = ((14, -30, -20), (20, -40, 30), (44, -40, -35), (50, -29, 15), (32, -45, 60), (9, -22, 50), (54, -20, -60))
    chips = "".join(
        f'<g transform="translate({x} {y}) rotate({turn})">{shape("M-3,-1.300L3,-0.800L2.400,1.300L-2.600,1.100Z", light(WOOD, 0.4), BARK, 0.6)}</g>'
        for x, y, turn in bits
    )
    rays = "M22,-24L15,-32M38,-24L45,-32M30,-28V-38"
    return line(rays, "#ffffff", 2.8) + line(rays, MOTION, 1.5) + chips


def _board(ink: Ink) -> str:
    table = shape("M8,-30H54V-26.500H8Z", ink.down(light(WOOD, 0.3), WOOD), BARK, 0.7) + line(
        "M13,-27V0M49,-27V0", dark(WOOD, 0.25), 2.8
    )
    board = shape("M14,-33H46V-30H14Z", "#f2dcb0", "#a8703c", 0.6)
    carrot = shape("M28,-37.500H38Q46,-36.500 47,-35Q46,-33.600 38,-33H28Z", "#ff8a2a", "#c9561a", 0.5)
    leaves = line("M46,-35L52,-39M46,-35L53,-35M46,-35L52,-32", "#5fae45", 1.4)
    slices = "".join(
        oval(x, y, 2.3, 1.5, "#ff9a3a") + oval(x, y, 1.1, 0.7, "#ffc27a")
        for x, y in ((17, -34), (21, -33.600), (25, -34.200))
    )
    return table + board + leaves + carrot + slices


def _dough(ink: Ink) -> str:
    """A table with dough on it, flour, and a loaf that is done."""
    table = shape("M8,-30H58V-26.500H8Z", ink.down(light(WOOD, 0.3), WOOD), BARK, 0.7) + line(
        "M13,-27V0M53,-27V0", dark(WOOD, 0.25), 2.8
    )
    flour = oval(28, -30.5, 15, 1.6, "#ffffff")
    dough = shape("M15,-30C15,-34 20,-35 28,-35C36,-35 40,-34 40,-30Z", "#f7e6c4", "#c9a878", 0.6)
    loaf = shape("M43,-30C42,-37 45,-39 50,-39C55,-39 58,-37 57,-30Z", ink.down("#e8a85a", "#b8702f"), "#7a4420", 0.6)
    return table + flour + dough + loaf + line("M46,-37l2,3M50,-38l2,3M54,-37l1,2", "#ffe2b0", 1.2)


def _chair(ink: Ink) -> str:
    """A chair whose back is behind the figure."""
    seat = shape("M-20,-22H8V-18.500H-20Z", ink.down(light(WOOD, 0.2), WOOD), BARK, 0.7)
    back = shape("M-24,-58L-18.500,-58L-16,-19H-21Z", ink.across(light(WOOD, 0.3), WOOD), BARK, 0.7)
    return line("M-18,-19L-20,1M5,-19L7,1", dark(WOOD, 0.25), 3.0) + back + seat


def _yarn(x: float, y: float) -> str:
    ball = oval(x, y, 7, 7, WOOL) + oval(x - 2, y - 2.4, 3, 2.4, light(WOOL, 0.45), opacity=0.6)
    return ball + line(
        f"M{x - 6},{y - 2}Q{x},{y - 6} {x + 6},{y - 2}M{x - 6.5},{y + 1}Q{x},{y - 2} {x + 6.5},{y + 2}M{x - 5},{y + 4}Q{x + 1},{y + 1} {x + 4},{y + 5}",
        dark(WOOL, 0.25),
        0.9,
    )


def _scarf(long: float) -> Callable[[Ink], str]:
    """A scarf that hangs `long` from the needles (0, -34), and its thread to the ball of yarn on the ground."""

    def draw(ink: Ink) -> str:
        top, end = -34.0, long - 34
        cloth = f"M-6,{top}H6L7,{end}H-7Z"
        stripes = "".join(line(f"M-8,{top + y}H8", "#fff0d0", 2.2) for y in range(4, int(long), 8))
        fringe = "".join(line(f"M{x},{end}V{end + 3}", WOOL, 1.1) for x in (-6, -3, 0, 3, 6))
        thread = line(f"M6,{top}C22,{top + 2} 30,-22 33,-6", WOOL, 1.0)
        knitted = shape(cloth, ink.across(light(WOOL, 0.2), WOOL), dark(WOOL, 0.4), 0.6) + ink.within(cloth, stripes)
        needles = "".join(
            line(f"M{-9 * side},-30L{11 * side},-47", colour, 1.8) + oval(11 * side, -47, 1.8, 1.8, "#ffc83a")
            for side, colour in ((1, "#8f6ad0"), (-1, "#6f4ab0"))
        )
        return thread + _yarn(34, -2.5) + fringe + knitted + needles

    return draw


def _mound(ink: Ink) -> str:
    earth = shape(
        "M10,1C13,-16 22,-24 30,-24C40,-24 48,-14 50,1Z", ink.ball("#f2d9a0", "#d9b06a", "#a8803f"), "#7a5a2a", 0.7
    )
    return earth + line("M20,-10q3,-5 8,-6M34,-8q4,-1 6,2", "#fff0cc", 1.2, 0.8)


def _earth(ink: Ink) -> str:
    return shape("M10,1C14,-6 22,-8 30,-8C40,-8 48,-5 52,1Z", ink.ball("#a8744a", "#7a4a28", "#54321c"), "#3f2412", 0.6)


def _leaf(x: float, y: float, aside: float) -> str:
    high = abs(aside)
    path = (
        f"M{x},{y}q{0.4 * aside},{-0.8 * high} {aside},{-0.7 * high}q{-0.2 * aside},{0.7 * high} {-aside},{0.7 * high}z"
    )
    return shape(path, "#6fc04a", "#2f7a3f", 0.5)


def _sapling(ink: Ink) -> str:
    stem = line("M32,-6C32,-14 33,-20 32,-27", "#4f9a3f", 2.0)
    return stem + _leaf(32, -24, 10) + _leaf(32, -24, -10) + _leaf(32.500, -15, 8) + _leaf(32, -15, -8) + _earth(ink)


def _flowers(ink: Ink) -> str:
    found = ""
    for x, top, colour in ((33, -21, "#ff6f9c"), (42, -26, "#ffd84a"), (51, -19, "#b58cff")):
        found += line(f"M{x},-3V{top}", "#4f9a3f", 1.6) + _leaf(x, -7, 6) + _leaf(x, -9, -6)
        found += "".join(
            oval(x + dx, top + dy, 3, 3, colour) for dx, dy in ((0, -3.4), (3.3, -1), (2, 2.8), (-2, 2.8), (-3.3, -1))
        )
        found += oval(x, top, 2.2, 2.2, "#fff3b8")
    soil = shape("M26,1C28,-4 36,-5 42,-5C50,-5 56,-4 59,1Z", ink.ball("#a8744a", "#7a4a28", "#54321c"), "#3f2412", 0.6)
    return found + soil


def _rope(ink: Ink) -> str:
    rope = "M0,0C14,1 30,3 70,6"
    twists = line(
        "M4,-1L6,2M12,-0.500L14,2.500M20,0.500L22,3M28,1L30,4M36,1.600L38,4.600M44,2.500L46,5M52,3L54,6M60,4L62,7",
        "#8a6030",
        0.8,
    )
    tail = line("M0,0C-8,4 -12,14 -10,24", "#8a6030", 2.8) + line("M0,0C-8,4 -12,14 -10,24", "#d9b06a", 1.7)
    return tail + line(rope, "#8a6030", 3.2) + line(rope, "#d9b06a", 2.1) + twists


def _thrown_ball(ink: Ink) -> str:
    swish = line("M-9,3Q-20,6 -28,13M-9,-3Q-19,-2 -29,3M-7,8Q-15,12 -20,19", "#ffffff", 1.8, 0.9)
    ball = oval(0, 0, 8, 8, ink.ball("#ffd0c0", "#ef4a4a", "#a82040"))
    return swish + ball + line("M-7.500,-1q7.500,4.500 15,0", "#ffffff", 1.8)


WORKPIECES: dict[str, Callable[[Ink], str]] = {
    "clap": _clap,
    "dashes": _dashes,
    "spray": _spray,
    "log": _log,
    "split-log": _split_log,
    "chips": _chips,
    "board": _board,
    "dough": _dough,
    "chair": _chair,
    "scarf-1": _scarf(9),
    "scarf-2": _scarf(18),
    "scarf-3": _scarf(28),
    "mound": _mound,
    "sapling": _sapling,
    "flowers": _flowers,
    "rope": _rope,
    "thrown-ball": _thrown_ball,
}
"""Name of a piece -> how it is drawn."""
