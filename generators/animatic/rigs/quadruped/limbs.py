"""Legs, necks, wings and capes of four-legged animals as SVG, each around its own joint."""

from videostudio.generators.animatic.rigs.person.ink import Ink, capsule, dark, light, line, mixed, oval, shape
from videostudio.generators.animatic.rigs.quadruped.breed import Breed
from videostudio.generators.animatic.rigs.quadruped.coat import Coat
from videostudio.generators.animatic.rigs.quadruped.tones import low, sized, tone

HORN = "#4f3f46"
HOOF = "M-1,-0.5L1,-0.5L1.35,1L-1.1,1Z"
TOES = "M-1,-0.6L1,-0.6C1.2,0 1.3,0.6 1.25,1L-1.05,1Z"
PAW = "M-1,-0.6L0.8,-0.6C1.4,-0.5 1.75,0.1 1.75,0.72Q1.75,1 1.45,1L-0.7,1Q-1,1 -1,0.6Z"
WING = (
    "M0,0C-4,-12 -2,-24 4,-34C-6,-34 -22,-30 -32,-20C-27,-20 -25,-17 -25,-13C-20,-15 -16,-12 -15,-8"
    "C-11,-10 -8,-7 -7,-3Z"
)
LONG = 12.0
"""Necks longer than this taper."""
TILE = "l3.4,-0.6l0.7,3.2l-3.6,0.9z"
TILES = ((-0.2, 0.1), (0.35, 0.22), (-0.3, 0.34), (0.3, 0.46), (-0.25, 0.58), (0.25, 0.7), (-0.2, 0.82))
CAPE = "M0.3,-0.35C-0.3,-0.55 -0.8,-0.5 -1.05,0.2L-1.12,1.15C-0.8,0.8 -0.5,1.3 -0.16,0.9C0.1,0.6 0.4,0.2 0.3,-0.35Z"


def upper_leg(breed: Breed, coat: Coat, ink: Ink, *, far: bool, hind: bool) -> str:
    """From hip or shoulder to knee."""
    colour = tone(coat.suit or (coat.ink if breed.pattern == "panda" else coat.fur), far)
    wide = breed.thick * (breed.hind if hind else 1.0)
    knee = 0.5 * (breed.thick + breed.thin)
    fill = colour if far else ink.across(light(colour, 0.1), colour, colour)
    found = shape(capsule(wide, knee, breed.upper), fill)
    if breed.pattern == "zebra" and not coat.suit:
        found += "".join(
            line(f"M{-0.8 * wide:.2f},{y:.2f}h{1.5 * wide:.2f}", tone(coat.ink, far), 1.5)
            for y in (0.45 * breed.upper, 0.85 * breed.upper)
        )
    if breed.pattern == "tiger" and not coat.suit:
        found += line(f"M{-0.9 * wide:.2f},{0.5 * breed.upper:.2f}h{0.9 * wide:.2f}", tone(coat.ink, far), 1.3)
    return found


def lower_leg(breed: Breed, coat: Coat, ink: Ink, *, far: bool) -> str:
    """From knee to ankle."""
    fur = coat.ink if breed.pattern == "panda" else coat.legs
    colour = tone(coat.suit or fur, far)
    foot = tone(coat.suit or _boot(breed, coat), far)
    knee = 0.5 * (breed.thick + breed.thin)
    long = breed.lower + 0.4 * breed.sole
    fill = ink.down(colour, mixed(colour, foot, 0.5) if breed.foot == "paw" else low(colour, 0.12))
    found = shape(capsule(knee, breed.thin, long), fill)
    if breed.boots or breed.socks:
        top = 0.2 if breed.tall_boots else 0.45
        w = knee + (breed.thin - knee) * top
        end = f"{breed.thin:.2f},{long:.2f}A{breed.thin},{breed.thin} 0 0 1 {-breed.thin},{long:.2f}Z"
        found += shape(f"M{-w:.2f},{top * long:.2f}L{w:.2f},{top * long:.2f}L{end}", foot)
    if breed.pattern == "zebra" and not coat.suit:
        found += "".join(
            line(f"M{-0.9 * breed.thin:.2f},{y * long:.2f}h{1.8 * breed.thin:.2f}", tone(coat.ink, far), 1.4)
            for y in (0.25, 0.6)
        )
    if breed.wool == "poodle":
        found += oval(0, 0.75 * long, 2.0 * breed.thin, 1.9 * breed.thin, light(tone(coat.soft, far), 0.2))
    return found


def foot(breed: Breed, coat: Coat, ink: Ink, *, far: bool) -> str:
    """Paw or hoof below the ankle at (0, 0)."""
    w, h = breed.thin, breed.sole
    colour = tone(light(coat.suit, 0.2) if coat.suit else _boot(breed, coat), far)
    if breed.foot == "hoof":
        colour = tone(HORN, far)
        return shape(sized(HOOF, w, h), ink.down(light(colour, 0.15), colour), colour, 0.5)
    if breed.foot == "toes":
        nail = light(colour, 0.5)
        nails = "".join(oval(x * w, 0.7 * h, 0.26 * w, 0.3 * h, nail, opacity=0.9) for x in (0.1, 0.6, 1.02))
        return shape(sized(TOES, w, h), low(colour, 0.12)) + nails
    paw = shape(sized(PAW, w, h), ink.down(light(colour, 0.12), low(colour, 0.14)))
    return paw + line(sized("M1.05,0.3L1.05,0.9", w, h), dark(colour, 0.25), 0.5, 0.5)


def neck(breed: Breed, coat: Coat, ink: Ink) -> str:
    """From the shoulders up to the head's joint: it rises from (0, 0)."""
    colour, high = coat.soft if breed.pattern == "mantle" else coat.fur, breed.neck
    base, top = min(1.1 * breed.collar, 0.9 * breed.deep), 0.82 * breed.collar
    if high > LONG:
        base, top = 1.25 * breed.collar, 0.74 * breed.collar
    side = f"{top:.2f},{-0.5 * high:.2f} {0.9 * base:.2f},{-0.3 * high:.2f} {base:.2f},0"
    back = f"{-0.9 * base:.2f},{-0.3 * high:.2f} {-top:.2f},{-0.5 * high:.2f} {-top:.2f},{-high:.2f}"
    path = (
        f"M{-top:.2f},{-high:.2f}A{top:.2f},{top:.2f} 0 0 1 {top:.2f},{-high:.2f}C{side}"
        f"A{base:.2f},{base:.2f} 0 0 1 {-base:.2f},0C{back}Z"
    )
    body = shape(path, ink.down(light(colour, 0.1), colour, colour)) + ink.within(
        path, _neck_marks(breed, coat, base, top)
    )
    return _mane(breed, coat, top, base, ink) + _wool(breed, colour, top) + body


def _neck_marks(breed: Breed, coat: Coat, base: float, top: float) -> str:
    high = breed.neck
    if breed.pattern == "zebra":
        rings = (
            f"M{-2 * base:.2f},{-y * high:.2f}L{2 * base:.2f},{(0.12 - y) * high:.2f}" for y in (0.1, 0.36, 0.62, 0.88)
        )
        return line("".join(rings), coat.ink, 1.7)
    if breed.pattern == "giraffe":
        tiles = (f"M{x * base - 1.7:.2f},{-y * high - 1.6:.2f}{TILE}" for x, y in TILES)
        return shape("".join(tiles), coat.ink, coat.ink, 1)
    if breed.pattern == "dragon":
        return line(f"M{0.75 * base:.2f},0L{0.8 * top:.2f},{-high:.2f}", coat.soft, 0.5 * top)
    return ""


def _wool(breed: Breed, colour: str, top: float) -> str:
    """Curls along both sides of the neck."""
    if breed.wool not in ("sheep", "soft"):
        return ""
    spots = ((side * top, -y * breed.neck) for side in (-1, 1) for y in (0.1, 0.4, 0.7))
    return "".join(oval(x, y, 0.5 * top, 0.5 * top, light(colour, 0.12)) for x, y in spots)


def _mane(breed: Breed, coat: Coat, top: float, base: float, ink: Ink) -> str:
    if not breed.mane:
        return ""
    colour = coat.ink
    long = breed.neck
    locks = ""
    for i in range(4):
        y = -long * (0.22 + 0.25 * i)
        x = -base + (base - top) * (0.2 + 0.25 * i)
        locks += oval(
            x + 0.3, y, 0.2 * long, 0.16 * long, ink.ball(light(colour, 0.25), colour, dark(colour, 0.15)), turn=-30
        )
    return locks


def wing(coat: Coat, ink: Ink, *, far: bool) -> str:
    """A leathery wing that spreads up and back from (0, 0)."""
    skin = tone(coat.ink, far)
    arm = tone(coat.fur, far)
    bones = line("M0,0C-3,-12 -1,-24 4,-34M2,-28C-8,-24 -18,-20 -25,-13M0,-18C-6,-16 -11,-12 -15,-8", arm, 1.5)
    return shape(WING, ink.slant(light(skin, 0.3), skin, low(skin, 0.2))) + bones


def cape(breed: Breed, coat: Coat, ink: Ink) -> str:
    """A cape that lies on the back, from the shoulders at (0, 0)."""
    c = coat.cape
    path = sized(CAPE, breed.deep, breed.deep, 1.05 * breed.length)
    return shape(path, ink.slant(light(c, 0.25), c, dark(c, 0.25)))


def _boot(breed: Breed, coat: Coat) -> str:
    return breed.boots or (
        light(coat.soft, 0.3) if breed.socks else coat.ink if breed.pattern == "panda" else coat.legs
    )
