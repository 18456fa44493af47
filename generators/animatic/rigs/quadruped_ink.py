"""Trunks, legs, necks and tails of four-legged animals as SVG, each around its own joint, looking to the right."""

import math
from collections.abc import Sequence

from videostudio.generators.animatic.rigs.person.ink import Ink, capsule, dark, light, line, mixed, oval, shape
from videostudio.generators.animatic.rigs.quadruped_breed import Breed
from videostudio.generators.animatic.rigs.quadruped_coat import Coat

FAR = 0.2
"""How much darker the legs on the other side are."""
DUSK = "#8a4a9a"
"""What shade from below leans to, as in all artworks."""


def low(colour: str, much: float = 0.2) -> str:
    """A colour seen from the shaded side."""
    return mixed(dark(colour, 0.5 * much), DUSK, 0.6 * much)


def trunk_path(breed: Breed) -> str:
    """The outline of the trunk around its middle."""
    d, back, chest = breed.deep, 0.5 * breed.length + 0.66 * breed.deep, 0.5 * breed.length + 0.6 * breed.deep
    belly = breed.tuck * d
    return (
        f"M{-back:.2f},{0.05 * d:.2f}C{-back:.2f},{-0.62 * d:.2f} {-0.86 * back:.2f},{-d:.2f} {-0.5 * back:.2f},{-d:.2f}"
        f"C{-0.2 * back:.2f},{-d:.2f} {0.1 * chest:.2f},{-0.9 * d:.2f} {0.5 * chest:.2f},{-0.98 * d:.2f}"
        f"C{0.84 * chest:.2f},{-1.02 * d:.2f} {chest:.2f},{-0.6 * d:.2f} {chest:.2f},{0.06 * d:.2f}"
        f"C{chest:.2f},{0.66 * d:.2f} {0.8 * chest:.2f},{d:.2f} {0.46 * chest:.2f},{0.98 * d:.2f}"
        f"C{0.16 * chest:.2f},{0.94 * d:.2f} {-0.1 * back:.2f},{belly:.2f} {-0.4 * back:.2f},{max(belly, 0.86 * d):.2f}"
        f"C{-0.84 * back:.2f},{0.96 * d:.2f} {-back:.2f},{0.62 * d:.2f} {-back:.2f},{0.05 * d:.2f}Z"
    )


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


def markings(breed: Breed, coat: Coat, ink: Ink) -> str:
    """What is painted on the trunk, to be seen inside its outline."""
    d, half = breed.deep, 0.5 * breed.length
    dusk = oval(0, 1.25 * d, 1.4 * half + d, 0.55 * d, low(coat.fur, 0.5), opacity=0.35)
    name = breed.pattern
    if name in ("belly", "fawn"):
        under = oval(0.1 * half, 1.12 * d, 1.05 * half, 0.5 * d, coat.soft)
        dots = "".join(
            oval(x * half, y * d, 0.07 * d, 0.07 * d, light(coat.fur, 0.75), opacity=0.9)
            for x, y in ((-0.9, -0.5), (-0.5, -0.7), (-0.1, -0.55), (0.3, -0.62), (-0.7, -0.16), (-0.25, -0.2), (0.2, -0.2))
        )
        return under + (dots if name == "fawn" else "")
    if name == "bib":
        return oval(half + 0.5 * d, 0.5 * d, 0.62 * d, 0.9 * d, light(coat.soft, 0.4)) + dusk
    if name in ("tiger", "zebra", "tabby"):
        return _stripes(breed, coat) + dusk
    if name == "spots":
        spots = ((-1.1, -0.3), (-0.75, -0.72), (-0.62, 0.1), (-0.25, -0.4), (-0.1, 0.3), (0.2, -0.75), (0.45, -0.05), (0.8, -0.5), (0.95, 0.35), (-1.0, 0.5), (0.4, 0.6))
        return "".join(oval(x * half, y * d, 0.19 * d, 0.17 * d, coat.ink) for x, y in spots) + dusk
    if name == "cow":
        patches = ((-1.0, -0.5, 0.5, 0.62), (0.05, -0.6, 0.44, 0.5), (0.9, 0.3, 0.34, 0.6), (-0.25, 0.75, 0.26, 0.3))
        return "".join(oval(x * half, y * d, w * half, h * d, coat.ink, turn=18) for x, y, w, h in patches) + dusk
    if name == "giraffe":
        return _tiles(breed, coat)
    if name == "mantle":
        return oval(1.1 * half, -0.3 * d, 1.3 * d, 1.15 * d, coat.soft) + dusk
    if name == "panda":
        return f'<g opacity="0.96">{oval(half, 0.1 * d, 0.62 * d, 1.5 * d, coat.ink)}</g>'
    if name == "saddle":
        path = f"M{-2 * half},{-0.62 * d}C{-half},{-1.1 * d} {half},{-0.5 * d} {2 * half},{-0.9 * d}V{-2 * d}H{-2 * half}Z"
        return shape(path, light(coat.soft, 0.5))
    if name in ("scutes", "dragon"):
        return oval(0.1 * half, 1.05 * d, 1.4 * half, 0.42 * d, coat.soft) + dusk
    return dusk


def _stripes(breed: Breed, coat: Coat) -> str:
    d, half = breed.deep, 0.5 * breed.length + 0.5 * breed.deep
    count = {"tiger": 6, "zebra": 8, "tabby": 4}[breed.pattern]
    tint = dark(coat.fur, 0.34) if breed.pattern == "tabby" else coat.ink
    wide = {"tiger": 0.085, "zebra": 0.075, "tabby": 0.1}[breed.pattern] * half
    found = ""
    for i in range(count):
        x = (-0.86 + 1.7 * i / (count - 1)) * half
        long = (1.1 if i % 2 else 0.55) * d if breed.pattern != "zebra" else 1.7 * d
        lean = 0.25 * wide * (i - count / 2)
        found += shape(
            f"M{x - wide:.2f},{-1.1 * d:.2f}C{x - 0.5 * wide:.2f},{-0.7 * d:.2f} {x + lean:.2f},{-0.4 * d:.2f} "
            f"{x + 1.4 * lean:.2f},{-d + long:.2f}C{x + lean + wide:.2f},{-0.4 * d:.2f} {x + wide:.2f},{-0.7 * d:.2f} "
            f"{x + wide:.2f},{-1.1 * d:.2f}Z",
            tint,
        )
    return found


def _tiles(breed: Breed, coat: Coat) -> str:
    d, half = breed.deep, 0.5 * breed.length + 0.4 * breed.deep
    found = ""
    for row, y in enumerate((-0.66, -0.08, 0.5)):
        for i in range(5):
            x = (-0.92 + 0.46 * i + 0.2 * (row % 2)) * half
            w, h = 0.19 * half, 0.24 * d
            found += shape(
                f"M{x - w:.2f},{y * d - 0.7 * h:.2f}L{x + 0.5 * w:.2f},{y * d - h:.2f}L{x + w:.2f},{y * d + 0.3 * h:.2f}"
                f"L{x + 0.2 * w:.2f},{y * d + h:.2f}L{x - 0.8 * w:.2f},{y * d + 0.7 * h:.2f}Z",
                coat.ink,
                coat.ink,
                1.2,
            )
    return found


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
        return oval(0.92 * half, -0.1 * d, 1.16 * d, 1.2 * d, ink.ball(light(coat.soft, 0.5), coat.soft, low(coat.soft, 0.25)))
    if breed.wool != "sheep":
        return ""
    curls = ""
    for x, y in ((-0.9, -0.4), (-0.35, -0.6), (0.25, -0.5), (0.8, -0.3), (-0.6, 0.15), (0.0, 0.05), (0.6, 0.3), (-0.2, 0.55)):
        r = 0.2 * d
        curls += line(f"M{x * half - r:.2f},{y * d:.2f}a{r:.2f},{r:.2f} 0 0 1 {2 * r:.2f},0", low(colour, 0.3), 0.9, 0.4)
    return curls


def _spikes(breed: Breed, coat: Coat, ink: Ink) -> str:
    d, half = breed.deep, 0.5 * breed.length + 0.5 * breed.deep
    if breed.spikes:
        top, count = "", 22
        points = []
        for i in range(count + 1):
            a = math.pi * (1.02 - 1.06 * i / count)
            reach = 1.42 if i % 2 else 1.14
            points.append((-0.1 * half + 1.08 * half * reach / 1.3 * math.cos(a), 0.3 * d - 1.24 * d * reach / 1.2 * math.sin(a)))
        top = "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in points) + "Z"
        return shape(top, ink.ball(light(coat.ink, 0.3), coat.ink, low(coat.ink, 0.4)), coat.ink, 1.4)
    if breed.pattern in ("scutes", "dragon"):
        colour = coat.ink
        found = ""
        for i in range(6):
            x, size = (-0.86 + 0.3 * i) * half, (1.0 - 0.11 * abs(i - 2.5)) * 0.36 * d
            found += shape(f"M{x - size:.2f},{-0.84 * d:.2f}L{x - 0.1 * size:.2f},{-0.92 * d - 1.15 * size:.2f}L{x + size:.2f},{-0.84 * d:.2f}Z", ink.down(light(colour, 0.2), colour), colour, 1.0)
        return found
    return ""


def _shell(breed: Breed, coat: Coat, ink: Ink) -> str:
    if not breed.shell:
        return ""
    d, half = breed.deep, 0.5 * breed.length + 0.75 * breed.deep
    c = coat.shell
    dome = f"M{-half:.2f},{0.5 * d:.2f}C{-half:.2f},{-1.5 * d:.2f} {-0.45 * half:.2f},{-2.15 * d:.2f} 0,{-2.15 * d:.2f}C{0.45 * half:.2f},{-2.15 * d:.2f} {half:.2f},{-1.5 * d:.2f} {half:.2f},{0.5 * d:.2f}Z"
    seams = line(
        f"M{-0.8 * half:.2f},{-0.1 * d:.2f}H{0.8 * half:.2f}M{-0.55 * half:.2f},{-1.2 * d:.2f}H{0.55 * half:.2f}M{-0.4 * half:.2f},{-0.1 * d:.2f}L{-0.25 * half:.2f},{-1.2 * d:.2f}M{0.4 * half:.2f},{-0.1 * d:.2f}L{0.25 * half:.2f},{-1.2 * d:.2f}",
        coat.fur,
        1.3,
        0.9,
    )
    rim = line(f"M{-half:.2f},{0.5 * d:.2f}H{half:.2f}", dark(c, 0.2), 2.2)
    return shape(dome, ink.ball(light(c, 0.35), c, low(c, 0.4))) + seams + rim


def _suit(breed: Breed, coat: Coat, ink: Ink) -> str:
    d, half = breed.deep, 0.5 * breed.length
    belt = line(f"M{-0.1 * half:.2f},{-0.98 * d:.2f}V{0.98 * d * breed.tuck:.2f}", "#7d8aa8", 2.0, 0.9)
    badge = oval(0.5 * half, -0.2 * d, 0.3 * d, 0.3 * d, "#3f7fe0") + oval(0.5 * half, -0.2 * d, 0.16 * d, 0.16 * d, "#ffd84a")
    return belt + badge if coat.suit == "#eef1f7" else belt


def upper_leg(breed: Breed, coat: Coat, ink: Ink, *, far: bool, hind: bool) -> str:
    """From hip or shoulder to knee."""
    colour = _tone(coat.suit or (coat.ink if breed.pattern == "panda" else coat.fur), far)
    wide = breed.thick * (breed.hind if hind else 1.0)
    knee = 0.5 * (breed.thick + breed.thin)
    fill = colour if far else ink.across(light(colour, 0.1), colour, colour)
    found = shape(capsule(wide, knee, breed.upper), fill)
    if breed.pattern == "zebra" and not coat.suit:
        found += "".join(line(f"M{-0.8 * wide:.2f},{y:.2f}h{1.5 * wide:.2f}", _tone(coat.ink, far), 1.5) for y in (0.45 * breed.upper, 0.85 * breed.upper))
    if breed.pattern == "tiger" and not coat.suit:
        found += line(f"M{-0.9 * wide:.2f},{0.5 * breed.upper:.2f}h{0.9 * wide:.2f}", _tone(coat.ink, far), 1.3)
    return found


def lower_leg(breed: Breed, coat: Coat, ink: Ink, *, far: bool) -> str:
    """From knee to ankle."""
    fur = coat.ink if breed.pattern == "panda" else coat.legs
    colour = _tone(coat.suit or fur, far)
    foot = _tone(coat.suit or _boot(breed, coat), far)
    knee = 0.5 * (breed.thick + breed.thin)
    long = breed.lower + 0.4 * breed.sole
    fill = ink.down(colour, mixed(colour, foot, 0.5) if breed.foot == "paw" else low(colour, 0.12))
    found = shape(capsule(knee, breed.thin, long), fill)
    if breed.boots or breed.socks:
        top = 0.2 if breed.tall_boots else 0.45
        w = knee + (breed.thin - knee) * top
        found += shape(f"M{-w:.2f},{top * long:.2f}L{w:.2f},{top * long:.2f}L{breed.thin:.2f},{long:.2f}A{breed.thin},{breed.thin} 0 0 1 {-breed.thin},{long:.2f}Z", foot)
    if breed.pattern == "zebra" and not coat.suit:
        found += "".join(line(f"M{-0.9 * breed.thin:.2f},{y * long:.2f}h{1.8 * breed.thin:.2f}", _tone(coat.ink, far), 1.4) for y in (0.25, 0.6))
    if breed.wool == "poodle":
        found += oval(0, 0.75 * long, 2.0 * breed.thin, 1.9 * breed.thin, light(_tone(coat.soft, far), 0.2))
    return found


def foot(breed: Breed, coat: Coat, ink: Ink, *, far: bool) -> str:
    """Paw or hoof below the ankle at (0, 0)."""
    w, h = breed.thin, breed.sole
    colour = _tone(light(coat.suit, 0.2) if coat.suit else _boot(breed, coat), far)
    if breed.foot == "hoof":
        colour = _tone("#4f3f46", far)
        return shape(f"M{-w},{-0.5 * h:.2f}H{w}L{1.35 * w:.2f},{h:.2f}H{-1.1 * w:.2f}Z", ink.down(light(colour, 0.15), colour), colour, 0.5)
    if breed.foot == "toes":
        nails = "".join(oval(x * w, 0.7 * h, 0.26 * w, 0.3 * h, light(colour, 0.5), opacity=0.9) for x in (0.1, 0.6, 1.02))
        return shape(f"M{-w},{-0.6 * h:.2f}H{w}C{1.2 * w:.2f},0 {1.3 * w:.2f},{0.6 * h:.2f} {1.25 * w:.2f},{h:.2f}H{-1.05 * w:.2f}Z", low(colour, 0.12)) + nails
    toe = 1.75 * w
    paw = shape(
        f"M{-w},{-0.6 * h:.2f}H{0.8 * w:.2f}C{1.4 * w:.2f},{-0.5 * h:.2f} {toe:.2f},{0.1 * h:.2f} {toe:.2f},{0.72 * h:.2f}"
        f"Q{toe:.2f},{h:.2f} {toe - 0.3 * w:.2f},{h:.2f}H{-0.7 * w:.2f}Q{-w},{h:.2f} {-w},{0.6 * h:.2f}Z",
        ink.down(light(colour, 0.12), low(colour, 0.14)),
    )
    return paw + line(f"M{1.05 * w:.2f},{0.3 * h:.2f}V{0.9 * h:.2f}", dark(colour, 0.25), 0.5, 0.5)


def neck(breed: Breed, coat: Coat, ink: Ink) -> str:
    """From the shoulders up to the head's joint: it rises from (0, 0)."""
    colour = coat.soft if breed.pattern == "mantle" else coat.fur
    base, top = min(1.1 * breed.collar, 0.9 * breed.deep), 0.82 * breed.collar
    if breed.neck > 12:
        base, top = 1.25 * breed.collar, 0.74 * breed.collar
    fill = ink.down(light(colour, 0.1), colour, colour)
    path = (
        f"M{-top:.2f},{-breed.neck:.2f}A{top:.2f},{top:.2f} 0 0 1 {top:.2f},{-breed.neck:.2f}"
        f"C{top:.2f},{-0.5 * breed.neck:.2f} {0.9 * base:.2f},{-0.3 * breed.neck:.2f} {base:.2f},0"
        f"A{base:.2f},{base:.2f} 0 0 1 {-base:.2f},0C{-0.9 * base:.2f},{-0.3 * breed.neck:.2f} {-top:.2f},{-0.5 * breed.neck:.2f} {-top:.2f},{-breed.neck:.2f}Z"
    )
    body = shape(path, fill)
    if breed.pattern == "zebra":
        body += ink.within(path, "".join(line(f"M{-2 * base:.2f},{-y * breed.neck:.2f}L{2 * base:.2f},{-(y - 0.12) * breed.neck:.2f}", coat.ink, 1.7) for y in (0.1, 0.36, 0.62, 0.88)))
    if breed.pattern == "giraffe":
        spots = ((-0.2, 0.1), (0.35, 0.22), (-0.3, 0.34), (0.3, 0.46), (-0.25, 0.58), (0.25, 0.7), (-0.2, 0.82))
        body += ink.within(path, "".join(shape(f"M{x * base - 1.7:.2f},{-y * breed.neck - 1.6:.2f}l3.400,-0.6l0.700,3.200l-3.600,0.900z", coat.ink, coat.ink, 1) for x, y in spots))
    if breed.pattern == "dragon":
        body += line(f"M{0.75 * base:.2f},0L{0.8 * top:.2f},{-breed.neck:.2f}", coat.soft, 0.5 * top)
    if breed.wool in ("sheep", "soft"):
        curl = 0.5 * top
        body = "".join(oval(side * top, -y * breed.neck, curl, curl, light(colour, 0.12)) for side in (-1, 1) for y in (0.1, 0.4, 0.7)) + body
    return _mane(breed, coat, top, base, ink) + body


def _mane(breed: Breed, coat: Coat, top: float, base: float, ink: Ink) -> str:
    if not breed.mane:
        return ""
    colour = coat.ink
    long = breed.neck
    locks = ""
    for i in range(4):
        y = -long * (0.22 + 0.25 * i)
        x = -base + (base - top) * (0.2 + 0.25 * i)
        locks += oval(x + 0.3, y, 0.2 * long, 0.16 * long, ink.ball(light(colour, 0.25), colour, dark(colour, 0.15)), turn=-30)
    return locks


def tail(breed: Breed, coat: Coat, ink: Ink) -> str:
    """It points back and up from (0, 0)."""
    fur, style = coat.fur, breed.tail
    tip = coat.soft if breed.tip else dark(fur, 0.12)
    length = 0.9 * breed.length
    if style in ("brush", "short-brush"):
        k = 1.0 if style == "brush" else 0.66
        path = f"M2,2C-5,3.500 -12,2 -17,-4C-20,-8 -21,-13 -19,-16C-14,-15.500 -9,-13 -6,-9C-3,-5 2,-4 2,-3Z"
        end = "M-14.400,-15.200C-16,-15.900 -17.500,-16 -19,-16C-21,-13 -20,-8 -17,-4C-15.500,-6 -16,-8 -14,-9.500C-15,-11.500 -13,-13 -14.400,-15.200Z"
        return _scaled(shape(path, ink.slant(light(fur, 0.2), fur, low(fur, 0.2))) + (shape(end, light(tip, 0.1)) if breed.tip else ""), k * breed.length / 22)
    if style == "ringed":
        rings = "".join(line(_bezier(2, 1, -8, 2, -13, -3, -17, -12, a, b), coat.ink, 6.4) for a, b in ((0.3, 0.4), (0.55, 0.65), (0.85, 1.0)))
        return line("M2,1C-8,2 -13,-3 -17,-12", fur, 6.4) + rings
    if style == "sickle":
        return line("M1,1C-6,0 -10,-4 -10,-10C-10,-15 -7,-17 -4,-16.500", ink.slant(light(fur, 0.2), fur, fur), 4.6)
    if style == "long":
        return line("M1,1C-7,2 -12,-1 -13,-8C-14,-15 -12,-20 -7,-22", ink.down(light(fur, 0.15), fur), 3.8) + (line("M-11,-18.500Q-10,-21 -7,-22", dark(fur, 0.3), 3.8) if breed.pattern in ("tiger", "tabby", "spots") else "")
    if style == "tuft":
        droop = "M1,0C-6,-1 -9,4 -9,12" if breed.deep > 9.3 and breed.leg > 18.5 else "M1,1C-7,2 -11,-2 -12,-9"
        end = (-9, 14) if "12" == droop[-2:] else (-12, -11)
        tuft = coat.ink if breed.head.label in ("lion", "zebra", "cow face", "donkey", "giraffe") else dark(fur, 0.35)
        return line(droop, fur, 2.4) + oval(end[0], end[1], 2.6, 3.6, tuft)
    if style == "hair":
        path = "M2,-1C-4,-4 -10,-2 -12,5C-13.500,11 -12,17 -15,21C-10,21 -6,17 -5.500,11C-5,6 -3,4 2,3Z"
        return shape(path, ink.down(light(coat.ink, 0.2), coat.ink, dark(coat.ink, 0.15)))
    if style == "pompom":
        return line("M1,1C-3,-2 -5,-6 -6,-9", fur, 2.2) + oval(-6.500, -12, 4.600, 4.600, ink.ball(light(coat.soft, 0.4), coat.soft, low(coat.soft, 0.2)))
    if style == "puff":
        return oval(-2, -1, 4, 3.800, ink.ball(light(fur, 0.6), light(fur, 0.25), low(fur, 0.2)))
    if style == "stub":
        return oval(-1.500, 0, 3.200, 2.600, ink.down(light(fur, 0.2), fur), turn=30)
    if style == "curl":
        return line("M1,0C-3,0 -4,-4 -1.500,-4.500C1,-5 1,-1 -3,-1.500C-5.500,-2 -6,-4 -6,-5", dark(fur, 0.06), 1.9)
    if style == "whip":
        return line("M1,2C-6,4 -10,2 -13,-1C-16,-4 -19,-4 -22,-2", coat.soft, 1.8)
    if style == "plume":
        path = "M2,3C-6,4 -13,0 -15,-8C-17,-17 -12,-25 -4,-25C2,-25 4,-19 0,-17C-4,-15 -7,-14 -6,-9C-5,-5 -1,-3 3,-3Z"
        colour = coat.ink if breed.head.label == "chipmunk" else fur
        edge = line("M-11,-18C-9,-22 -6,-23.500 -3,-23.500", light(coat.soft, 0.3), 2, 0.7)
        return shape(path, ink.slant(light(colour, 0.3), colour, low(colour, 0.25))) + edge
    if style == "paddle":
        return shape("M2,2C-4,4 -16,6 -20,2C-22,-1 -19,-4 -14,-4C-8,-4 -3,-4 2,-3Z", ink.down(light(coat.ink, 0.2), coat.ink)) 
    if style == "thick":
        d = breed.deep
        path = f"M{0.6 * d:.2f},{-0.86 * d:.2f}C{-0.7 * d:.2f},{-0.8 * d:.2f} {-0.8 * length:.2f},{-0.2 * d:.2f} {-1.05 * length:.2f},{-0.9 * d:.2f}C{-0.9 * length:.2f},{0.7 * d:.2f} {-0.5 * d:.2f},{0.9 * d:.2f} {0.6 * d:.2f},{0.8 * d:.2f}Z"
        spade = ""
        if breed.pattern == "dragon":
            x, y = -1.05 * length, -0.9 * d
            spade = shape(f"M{x + 3:.2f},{y + 2.5:.2f}L{x - 1:.2f},{y - 6:.2f}L{x - 6:.2f},{y + 1:.2f}Z", coat.ink, coat.ink, 1.5)
        return spade + shape(path, ink.down(light(fur, 0.15), fur, low(fur, 0.3)))
    if style == "point":
        return shape("M2,-2C-3,-2 -6,1 -8,4C-4,5 0,4 3,3Z", fur)
    return ""


def wing(coat: Coat, ink: Ink, *, far: bool) -> str:
    """A leathery wing that spreads up and back from (0, 0)."""
    skin = _tone(coat.ink, far)
    arm = _tone(coat.fur, far)
    path = "M0,0C-4,-12 -2,-24 4,-34C-6,-34 -22,-30 -32,-20C-27,-20 -25,-17 -25,-13C-20,-15 -16,-12 -15,-8C-11,-10 -8,-7 -7,-3Z"
    bones = line("M0,0C-3,-12 -1,-24 4,-34M2,-28C-8,-24 -18,-20 -25,-13M0,-18C-6,-16 -11,-12 -15,-8", arm, 1.5)
    return shape(path, ink.slant(light(skin, 0.3), skin, low(skin, 0.2))) + bones


def cape(breed: Breed, coat: Coat, ink: Ink) -> str:
    """A cape that lies on the back, from the shoulders at (0, 0)."""
    long, d, c = 1.05 * breed.length, breed.deep, coat.cape
    path = f"M{0.3 * d:.2f},{-0.35 * d:.2f}C{-0.3 * long:.2f},{-0.55 * d:.2f} {-0.8 * long:.2f},{-0.5 * d:.2f} {-1.05 * long:.2f},{0.2 * d:.2f}L{-1.12 * long:.2f},{1.15 * d:.2f}C{-0.8 * long:.2f},{0.8 * d:.2f} {-0.5 * long:.2f},{1.3 * d:.2f} {-0.16 * long:.2f},{0.9 * d:.2f}C{0.1 * d:.2f},{0.6 * d:.2f} {0.4 * d:.2f},{0.2 * d:.2f} {0.3 * d:.2f},{-0.35 * d:.2f}Z"
    return shape(path, ink.slant(light(c, 0.25), c, dark(c, 0.25)))


def _boot(breed: Breed, coat: Coat) -> str:
    return breed.boots or (light(coat.soft, 0.3) if breed.socks else coat.ink if breed.pattern == "panda" else coat.legs)


def _tone(colour: str, far: bool) -> str:
    return low(dark(colour, FAR), 0.16) if far else colour


def _scaled(svg: str, k: float) -> str:
    return f'<g transform="scale({k:.4f})">{svg}</g>'


def _bezier(*numbers: float) -> str:
    """The part between shares `a` and `b` of a cubic from (x0, y0) over two handles to (x3, y3), as a polyline."""
    *flat, a, b = numbers
    points: Sequence[tuple[float, float]] = [(flat[i], flat[i + 1]) for i in range(0, 8, 2)]
    found = []
    for i in range(6):
        t = a + (b - a) * i / 5
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        found.append(tuple(sum(w * p[axis] for w, p in zip(weights, points, strict=True)) for axis in (0, 1)))
    return "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in found)
