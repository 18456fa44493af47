"""Arms and legs: one picture per bone, each hanging down from its joint, in hundredths of the standing height."""

from videostudio.generators.animatic.rigs.person.build import ANKLE, Build
from videostudio.generators.animatic.rigs.person.clothes import GARMENTS
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.ink import Ink, capsule, dark, light, line, oval, shape

FAR = 0.13
"""How much darker the limbs of the far side are."""


def _bone(ink: Ink, colour: str, top: float, end: float, length: float, start: float = 0.0) -> str:
    fill = ink.across(light(colour, 0.2), colour, dark(colour, 0.18))
    return shape(capsule(top, end, length, start), fill, dark(colour, 0.36))


def upper_arm(design: Design, build: Build, ink: Ink, *, far: bool) -> str:
    """Sleeve or skin from the shoulder to the elbow."""
    garment = GARMENTS[design.garment]
    skin, sleeve = _shaded(design.skin, far), _shaded(design.top, far)
    r, length = build.arm, build.upper
    bulk = 0.45 * garment.bulk
    if garment.sleeve == "none":
        return _bone(ink, skin, r, r * 0.92, length)
    if garment.sleeve in ("short", "puff"):
        puff = 1.3 if garment.sleeve == "puff" else 1.14
        cuff = _bone(ink, sleeve, r * puff, r * puff, length * (0.42 if garment.sleeve == "puff" else 0.62))
        return _bone(ink, skin, r * 0.95, r * 0.9, length) + cuff
    arm = _bone(ink, sleeve, r + bulk, r * 0.96 + bulk, length)
    if design.garment == "armour":
        arm += shape(
            f"M{-r - 2.2},1A{r + 2.2},{r + 2.4} 0 0 1 {r + 2.2},1L{r + 1},4.500Q0,6.500 {-r - 1},4.500Z",
            ink.slant(light(sleeve, 0.6), sleeve, dark(sleeve, 0.25)),
            dark(sleeve, 0.4),
        )
    if design.garment == "hivis":
        arm += shape(capsule(r + 0.5, r + 0.5, 3.5), _shaded("#ff8a2a", far))
    if design.garment in ("uniform", "firesuit", "spacesuit"):
        arm += line(
            f"M{-r - bulk + 0.6},{length * 0.6}h{2 * (r + bulk) - 1.2}",
            design.accent if design.garment != "firesuit" else "#ffe23f",
            1.5,
            0.9,
        )
    return arm


def fore_arm(design: Design, build: Build, ink: Ink, *, far: bool) -> str:
    """From the elbow to the hand."""
    garment = GARMENTS[design.garment]
    skin, sleeve = _shaded(design.skin, far), _shaded(design.top, far)
    hand = _shaded(_glove(design), far)
    r, length = build.arm, build.fore
    bulk = 0.4 * garment.bulk
    palm = _hand(ink, hand, r * 1.16 + 0.3 * bulk, length)
    if garment.sleeve != "long":
        return _bone(ink, skin, r * 0.9, r * 0.8, length - 0.6) + palm
    wide = 1.45 if garment.legs == "gown" else 1.0
    arm = _bone(ink, sleeve, r * 0.96 + bulk, r * 0.86 * wide + bulk, length - 1.8)
    cuff_colour = dark(sleeve, 0.16) if garment.legs != "gown" else _shaded(design.accent, far)
    w = r * 0.9 * wide + bulk
    cuff = shape(f"M{-w},{length - 2.8}h{2 * w}v1.800q{-w},1 {-2 * w},0z", cuff_colour)
    return palm + arm + cuff


def thigh(design: Design, build: Build, ink: Ink, *, far: bool) -> str:
    """From the hip to the knee."""
    garment = GARMENTS[design.garment]
    colour = _shaded(_thigh(design), far)
    r = build.leg + 0.35 * garment.bulk
    if garment.legs == "gown":
        return _bone(ink, colour, r * 1.1, r * 1.1, build.thigh)
    return _bone(ink, colour, r * 1.06, r * 0.92, build.thigh)


def shin(design: Design, build: Build, ink: Ink, *, far: bool) -> str:
    """From the knee to the ankle."""
    garment = GARMENTS[design.garment]
    r = build.leg + 0.3 * garment.bulk
    skin, cloth = _shaded(design.skin, far), _shaded(_thigh(design), far)
    if garment.legs == "gown":
        return _bone(ink, cloth, r * 1.05, r * 0.9, build.shin * 0.9)
    if garment.legs in ("skirt", "shorts"):
        if design.garment == "tutu":
            return _bone(ink, _shaded(light(design.top, 0.55), far), r * 0.86, r * 0.62, build.shin)
        sock = _bone(ink, _shaded("#f4f1f7", far), r * 0.74, r * 0.68, build.shin * 0.34, build.shin * 0.66)
        return _bone(ink, skin, r * 0.86, r * 0.66, build.shin) + (sock if design.garment != "swimsuit" else "")
    leg = _bone(ink, cloth, r * 0.92, r * 0.82, build.shin)
    if garment.legs == "boots":
        boot = _shaded(design.shoes, far)
        top = build.shin * 0.42
        leg += _bone(ink, boot, r * 0.98, r * 0.86, build.shin - top, top)
        leg += line(f"M{-r * 0.96},{top - 1.2}h{r * 1.92}", light(boot, 0.25), 2.0)
    if design.garment in ("firesuit", "spacesuit"):
        leg += line(
            f"M{-r * 0.8},{build.shin * 0.5}h{r * 1.6}",
            "#ffe23f" if design.garment == "firesuit" else design.accent,
            1.6,
            0.9,
        )
    if design.garment == "armour":
        leg += oval(0.6, 0.8, r * 0.95, r * 0.95, light(cloth, 0.4)) + oval(
            0.9, 0.4, r * 0.4, r * 0.4, light(cloth, 0.75)
        )
    return leg


def foot(design: Design, build: Build, ink: Ink, *, far: bool) -> str:
    """A shoe; (0, 0) is the ankle, the sole lies `ANKLE` below it."""
    colour = _shaded(design.shoes, far)
    size = build.leg / 4.5 * (1.0 if not design.child else 1.06)
    heel, toe, top = -4.4 * size, 8.2 * size, -1.4
    if design.garment == "clown":
        toe *= 1.5
    path = (
        f"M{heel + 0.6},{top}C{heel - 0.4},1 {heel - 0.3},{ANKLE - 0.6} {heel + 0.8},{ANKLE - 0.3}L{toe - 1.2},{ANKLE - 0.3}"
        f"C{toe + 0.8},{ANKLE - 0.4} {toe + 0.4},0.4 {toe - 2.6},-0.4C{toe * 0.5},-1 {toe * 0.42},{top - 0.6} {toe * 0.36},{top - 0.4}Z"
    )
    fill = ink.slant(light(colour, 0.3), colour, dark(colour, 0.24))
    sole = line(
        f"M{heel + 0.9},{ANKLE - 0.45}L{toe - 1.0},{ANKLE - 0.45}",
        dark(colour, 0.45) if colour != "#f4f1f7" else "#b9c3d6",
        0.9,
    )
    shine = line(f"M{toe * 0.5},0.4q{toe * 0.2},-0.2 {toe * 0.3},0.6", light(colour, 0.7), 0.8, 0.7)
    return shape(path, fill, dark(colour, 0.4)) + sole + shine


def _hand(ink: Ink, colour: str, r: float, length: float) -> str:
    rim = dark(colour, 0.34)
    fill = ink.ball(light(colour, 0.3), colour, dark(colour, 0.12))
    thumb = oval(r * 0.86, length + 0.5, r * 0.42, r * 0.74, rim, turn=-32) + oval(
        r * 0.84, length + 0.5, r * 0.36, r * 0.68, colour, turn=-32
    )
    return (
        f'<ellipse cx="0" cy="{length + 1.300}" rx="{r}" ry="{r * 1.1}" fill="{fill}" stroke="{rim}" stroke-opacity="0.5" '
        f'stroke-width="0.55"/>' + thumb
    )


def _glove(design: Design) -> str:
    if design.garment in ("spacesuit", "armour", "firesuit"):
        return dark(design.accent, 0.05) if design.garment == "spacesuit" else dark(design.top, 0.25)
    if design.garment == "ninja":
        return design.top
    return design.skin


def _thigh(design: Design) -> str:
    garment = GARMENTS[design.garment]
    if design.garment == "clown":
        return design.bottom
    if garment.legs in ("suit", "gown"):
        return design.top
    if design.garment == "tutu":
        return light(design.top, 0.55)
    if garment.legs == "skirt":
        return design.skin
    return design.bottom


def _shaded(colour: str, far: bool) -> str:
    return dark(colour, FAR) if far else colour
