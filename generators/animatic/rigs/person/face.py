"""Faces: eyes, brows and mouth of every expression, in hundredths of the head's height (chin at 0, crown at -100)."""

from dataclasses import dataclass

from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.ink import dark, light, line, mixed, oval, shape

CENTRE = 8.0
"""How far ahead of the head's middle the face is: people are seen from three quarters."""
APART, EYES, BROWS, MOUTH = 18.0, -43.0, -59.0, -18.5
INK = "#2d2233"
LIPS, TONGUE, TEETH = "#7d2433", "#e8707c", "#ffffff"


@dataclass(frozen=True)
class Expression:
    """`eyes`: open, wide, closed (asleep), glad, down, up, squint; `brows`: rise of their inner and outer ends;
    `mouth` is one of `_MOUTHS`; `tears` are drops on the cheeks."""

    eyes: str = "open"
    brows: tuple[float, float] = (0.0, 0.0)
    mouth: str = "smile"
    tears: bool = False
    blush: float = 0.34


EXPRESSIONS: dict[str, Expression] = {
    "calm": Expression(),
    "blink": Expression(eyes="blink"),
    "happy": Expression(brows=(3, 3), mouth="grin"),
    "delighted": Expression(eyes="glad", brows=(4, 4), mouth="laugh", blush=0.5),
    "tender": Expression(eyes="glad", brows=(3, 2), mouth="smile", blush=0.6),
    "sad": Expression(eyes="down", brows=(5, -4), mouth="frown", blush=0.2),
    "crying": Expression(eyes="closed", brows=(6, -4), mouth="wail", tears=True, blush=0.5),
    "surprised": Expression(eyes="wide", brows=(9, 9), mouth="oh", blush=0.3),
    "angry": Expression(eyes="squint", brows=(-6, 4), mouth="grim", blush=0.45),
    "shouting": Expression(eyes="squint", brows=(-6, 4), mouth="shout", blush=0.5),
    "afraid": Expression(eyes="wide", brows=(9, 1), mouth="wavy", blush=0.12),
    "asleep": Expression(eyes="closed", brows=(-1, -1), mouth="small", blush=0.4),
    "talk": Expression(brows=(2, 2), mouth="open"),
    "talk-wide": Expression(brows=(4, 4), mouth="wide"),
    "singing": Expression(eyes="glad", brows=(6, 5), mouth="sing", blush=0.5),
    "chewing": Expression(eyes="glad", brows=(2, 2), mouth="chew", blush=0.6),
    "biting": Expression(eyes="open", brows=(4, 3), mouth="bite"),
    "reading": Expression(eyes="down", brows=(2, 1), mouth="smile"),
    "thinking": Expression(eyes="up", brows=(6, 0), mouth="side"),
    "effort": Expression(eyes="squint", brows=(-4, 2), mouth="teeth", blush=0.5),
    "gazing": Expression(eyes="up", brows=(4, 3), mouth="small"),
    "yawning": Expression(eyes="closed", brows=(7, 5), mouth="sing", blush=0.4),
    "sneezing": Expression(eyes="closed", brows=(-5, 3), mouth="shout", blush=0.6),
    "sly": Expression(eyes="side", brows=(-3, 4), mouth="side"),
}
"""Name of a face -> its expression."""


def face(design: Design, expression: Expression) -> str:
    """The features of one expression."""
    skin = design.skin
    rosy = mixed(skin, "#ff4f5e", 0.62)
    near, far = CENTRE - APART, CENTRE + APART
    cheeks = oval(near - 7, -27, 9.5, 6.5, rosy, opacity=expression.blush)
    cheeks += oval(far + 4, -27, 7.5, 6.3, rosy, opacity=expression.blush)
    nose = oval(CENTRE + 5, -32, 4.6, 3.7, dark(skin, 0.17)) + oval(CENTRE + 4, -33.4, 3.2, 2.1, light(skin, 0.3))
    if design.kind == "alien":
        nose = ""
    eyes = _eye(design, expression, near, 1.0) + _eye(design, expression, far, 0.88)
    brow = dark(design.hair_colour, 0.2) if design.kind != "alien" else dark(skin, 0.35)
    thick = 4.6 if not design.woman else 3.1
    if design.old:
        thick += 1.2
    brows = _brow(near, expression.brows, -1, brow, thick) + _brow(far, expression.brows, 1, brow, thick)
    lines = ""
    if design.old:
        crease = dark(skin, 0.22)
        lines = line(f"M{near - 11},-34q-2,2 -2.5,5M{far + 9},-34q2,2 2.5,5", crease, 1.3, 0.7)
        lines += line(f"M{CENTRE - 13},-24q-3,5 -1,9M{CENTRE + 18},-24q3,5 1,9", crease, 1.4, 0.6)
    tears = ""
    if expression.tears:
        drop = "c0,-4 -4,-8 -4,-12c0,4 -4,8 -4,12a4,4 0 0 0 8,0z"
        tears = shape(f"M{near - 1},-20{drop}M{far + 7},-22{drop}", "#8fd3ff", "#4aa3e0", 1)
    mouth = _MOUTHS[expression.mouth](CENTRE + 3, MOUTH)
    if design.woman and expression.mouth in ("smile", "small", "side"):
        mouth = mouth.replace(LIPS, "#b8434f")
    return cheeks + lines + nose + mouth + eyes + brows + tears + _worn(design, near, far)


def _eye(design: Design, expression: Expression, x: float, wide: float) -> str:
    state = expression.eyes
    big = 1.14 if design.child else 1.0
    rx, ry = 5.4 * wide * big, 7.4 * big
    if state in ("closed", "blink", "glad"):
        bend = {"closed": 5.5, "blink": 4.0, "glad": -7.5}[state]
        y = EYES + (3 if state != "glad" else 2)
        arc = line(f"M{x - 7 * wide},{y}q{7 * wide},{bend} {14 * wide},0", INK, 3.0)
        return arc + (_lashes(x, y + 1, wide) if design.woman and state != "glad" else "")
    if design.kind == "alien":
        return oval(x, EYES, 9 * wide, 12, "#1d1430", turn=-14 if wide == 1 else 14) + oval(
            x - 2, EYES - 5, 2.4, 3.4, "#ffffff"
        )
    dx, dy = {"down": (0.8, 3.0), "up": (2.5, -4.0), "side": (4.0, 0.0)}.get(state, (0.0, 0.0))
    white = ""
    if state in ("wide", "up", "side", "down"):
        grow = 1.5 if state == "wide" else 1.28
        white = oval(x, EYES, rx * grow + 1.2, ry * (1.28 if state == "wide" else 1.1) + 0.6, "#ffffff")
        rx, ry = rx * 0.9, ry * 0.86
    if state == "squint":
        ry *= 0.74
    iris = oval(x + dx, EYES + dy, rx, ry, INK)
    iris += oval(x + dx, EYES + dy + ry * 0.4, rx * 0.62, ry * 0.42, "#6b4a5c", opacity=0.75)
    spark = oval(x + dx - rx * 0.32, EYES + dy - ry * 0.4, rx * 0.36, ry * 0.3, "#ffffff")
    lid = ""
    if state == "down":
        lid = shape(
            f"M{x - rx - 3},{EYES - 1}C{x - rx},{EYES - 13} {x + rx},{EYES - 13} {x + rx + 3},{EYES - 1}Z",
            dark(design.skin, 0.08),
        ) + line(f"M{x - rx - 2.5},{EYES - 1}h{2 * rx + 5}", INK, 2.2)
    lashes = _lashes(x, EYES - 4, wide) if design.woman and state not in ("down",) else ""
    return white + iris + spark + lid + lashes


def _lashes(x: float, y: float, wide: float) -> str:
    if wide < 1:
        return line(f"M{x + 4.4},{y - 1.5}l4.2,-2.6M{x + 4.8},{y + 1.2}l4.6,-0.8", INK, 1.9)
    return line(f"M{x - 5},{y - 1.5}l-4.6,-2.6M{x - 5.4},{y + 1.2}l-5,-0.8", INK, 1.9)


def _brow(x: float, rises: tuple[float, float], outward: int, colour: str, thick: float) -> str:
    inner, outer = x - outward * 7, x + outward * 8
    top = min(BROWS - rises[0], BROWS - rises[1]) - 3
    return line(f"M{inner},{BROWS - rises[0]}Q{x},{top} {outer},{BROWS - rises[1] + 1.5}", colour, thick)


def _worn(design: Design, near: float, far: float) -> str:
    """Glasses, patches and masks, over the eyes, and a moustache over the lip."""
    found = ""
    if "moustache" in design.beard:
        hair = design.hair_colour
        d = f"M{CENTRE + 4},-27c-5,-4 -13,-3 -19,4c5,3 14,3 19,-1c5,4 13,4 18,1c-5,-7 -13,-8 -18,-4z"
        found += shape(d, hair, dark(hair, 0.35), 1.2)
    if "eye-patch" in design.extras:
        found += line(f"M-42,-60L{far + 10},-54", "#1f1a22", 2.6)
        found += shape(f"M{near - 10},-54h20v9a10,10 0 0 1 -20,0z", "#2a2430", "#000000", 1)
    if "clown-nose" in design.extras:
        found += oval(CENTRE + 5, -32, 9, 9, "#f0413c") + oval(CENTRE + 2, -35.5, 3, 2.4, "#ffb3a8")
    if design.glasses:
        dark_ones = design.glasses == "sunglasses"
        glass, clear = ("#22202c", 0.94) if dark_ones else ("#dff2ff", 0.32)
        frame = "#3b3346" if dark_ones or not design.woman else "#a33a5a"
        for x, r in ((near, 11.5), (far, 10.2)):
            found += oval(x, EYES, r, 11.5, glass, opacity=clear)
            found += (
                f'<ellipse cx="{x}" cy="{EYES}" rx="{r}" ry="11.5" fill="none" stroke="{frame}" stroke-width="2.6"/>'
            )
        found += line(f"M{near + 11.5},-45q6.5,-4 13,0M{near - 11.5},-45L-42,-48", frame, 2.4)
    if "mask" in design.extras:
        d = (
            f"M{near - 16},-56C{near - 4},-62 {CENTRE - 4},-54 {CENTRE},-53C{CENTRE + 6},-56 {far},-62 {far + 13},-55"
            f"C{far + 14},-40 {far + 6},-32 {far - 2},-32C{CENTRE + 8},-32 {CENTRE + 4},-38 {CENTRE},-38"
            f"C{CENTRE - 6},-34 {near + 8},-31 {near - 2},-32C{near - 12},-33 {near - 17},-46 {near - 16},-56Z"
        )
        holes = "".join(oval(x, EYES, 8.4, 8.6, "#ffffff") for x in (near, far))
        eyes = "".join(
            oval(x + 1, EYES, 5, 6.6, INK) + oval(x - 0.6, EYES - 2.6, 1.9, 2, "#ffffff") for x in (near, far)
        )
        found += shape(d, "#2b2540", "#000000", 1) + holes + eyes
    return found


def _smile(x: float, y: float) -> str:
    return line(f"M{x - 9},{y - 1}q9,8 18,-0.5", LIPS, 2.8)


def _small(x: float, y: float) -> str:
    return line(f"M{x - 5},{y}q5,4 10,0", LIPS, 2.6)


def _side(x: float, y: float) -> str:
    return line(f"M{x - 6},{y + 1}q8,2 14,-3.5", LIPS, 2.8)


def _mouth(d: str, x: float, y: float, tongue: tuple[float, float, float], teeth: str = "") -> str:
    rx, ry, low = tongue
    inside = oval(x + 0.5, y + low, rx, ry, TONGUE)
    return shape(d, LIPS, "#4a1020", 1) + teeth + inside


def _grin(x: float, y: float) -> str:
    teeth = shape(f"M{x - 10},{y - 4}h20.5q-1.5,4.5 -3.500,4.5h-13q-2.5,0 -4,-4.5z", TEETH)
    return _mouth(f"M{x - 12},{y - 5}q12,3 24.5,-0.5q-1.5,15 -12.5,15q-11,0 -12,-14.5z", x, y, (6, 3.2, 6), teeth)


def _laugh(x: float, y: float) -> str:
    teeth = shape(f"M{x - 12},{y - 6}h25q-1.5,5 -4,5h-17q-2.500,0 -4,-5z", TEETH)
    return _mouth(f"M{x - 14},{y - 7}q14,3 28.5,-0.5q-1,21 -14.5,21q-13,0 -14,-20.5z", x, y, (8, 5, 9), teeth)


def _frown(x: float, y: float) -> str:
    return line(f"M{x - 8},{y + 3}q8,-7.5 16,0", LIPS, 2.8)


def _wail(x: float, y: float) -> str:
    return _mouth(f"M{x - 10},{y + 7}q-1,-15 10,-15q11,0 10.5,15q-5,-3 -10.500,-3q-5,0 -10,3z", x, y, (5.5, 3, 1))


def _oh(x: float, y: float) -> str:
    return oval(x, y + 1, 6.2, 8.2, LIPS) + oval(x, y + 5, 4, 3, TONGUE)


def _grim(x: float, y: float) -> str:
    return line(f"M{x - 9},{y + 2.5}q4,-4.500 9,-4q6,0.5 9,3.5", LIPS, 3)


def _shout(x: float, y: float) -> str:
    teeth = shape(f"M{x - 9},{y - 7}h19q-1,4.5 -3,4.5h-13q-2,0 -3,-4.500z", TEETH)
    return _mouth(f"M{x - 12},{y + 8}q-1,-18 12,-18q13,0 12.5,18q-12,4 -24.500,0z", x, y, (7, 3.6, 5), teeth)


def _wavy(x: float, y: float) -> str:
    return line(f"M{x - 10},{y + 1}q3.500,-5 6.5,-0.5q3.500,4.500 7,0q3.5,-4.500 6.500,0.5", LIPS, 2.8)


def _open(x: float, y: float) -> str:
    return _mouth(f"M{x - 8},{y - 4}q8,-2 16.5,0q0,12 -8.5,12q-8,0 -8,-12z", x, y, (4.6, 2.8, 4.5))


def _wide(x: float, y: float) -> str:
    teeth = shape(f"M{x - 8},{y - 5}h17l-2,4h-13z", TEETH)
    return _mouth(f"M{x - 10.5},{y - 6}q10,-2 21.5,0q0,17 -11,17q-10.5,0 -10.500,-17z", x, y, (6.2, 4, 7), teeth)


def _sing(x: float, y: float) -> str:
    return _mouth(f"M{x},{y - 9}c11,0 12,19 0,20c-12,-1 -11,-20 0,-20z", x, y, (5, 3.6, 7))


def _chew(x: float, y: float) -> str:
    return oval(x + 13, y - 2, 6, 5.500, "#ff8a7a", opacity=0.25) + line(
        f"M{x - 5},{y + 1}q4,-3 7,0q3,3 7,-1", LIPS, 2.8
    )


def _bite(x: float, y: float) -> str:
    teeth = shape(f"M{x - 7},{y - 5}h16l-1.500,4h-13z", TEETH)
    return _mouth(f"M{x - 9},{y - 6}q9,-2 19.5,0q1,16 -9.500,16q-10,0 -10,-16z", x, y, (5.500, 3, 7), teeth)


def _teeth(x: float, y: float) -> str:
    d = f"M{x - 9},{y - 3}h18.5a4.500,4.500 0 0 1 0,9h-18.500a4.500,4.500 0 0 1 0,-9z"
    return shape(d, TEETH, LIPS, 4) + line(f"M{x - 9},{y + 1.500}h18", "#b9a6ad", 1.1)


_MOUTHS = {
    "smile": _smile,
    "small": _small,
    "side": _side,
    "grin": _grin,
    "laugh": _laugh,
    "frown": _frown,
    "wail": _wail,
    "oh": _oh,
    "grim": _grim,
    "shout": _shout,
    "wavy": _wavy,
    "open": _open,
    "wide": _wide,
    "sing": _sing,
    "chew": _chew,
    "bite": _bite,
    "teeth": _teeth,
}
