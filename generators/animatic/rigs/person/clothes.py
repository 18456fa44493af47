"""Clothes: the torso and what hangs from it, in hundredths of the bare standing height; (0, 0) is between the hips."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from videostudio.generators.animatic.rigs.person.build import Build
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, shape

Trim = Callable[[Design, Build, Ink], str]
Legs = Literal["trousers", "shorts", "skirt", "gown", "suit", "boots"]


def _plain(design: Design, build: Build, ink: Ink) -> str:
    return ""


@dataclass(frozen=True)
class Garment:
    """`trim` is drawn on the torso, `over` on top of it and beyond its edge; `sleeve` is long, short, puff or none.
    `legs`: trousers, shorts, a skirt to the knee, a gown to the floor, one suit with the top, or boots below
    trousers. `hem` is how far a coat or skirt reaches down, as a share of the leg; 0 for none."""

    trim: Trim = _plain
    sleeve: str = "long"
    legs: Legs = "trousers"
    hem: float = 0.0
    flare: float = 1.2
    skirt: Trim = _plain
    top: str = ""
    bulk: float = 0.0


def torso_path(build: Build, bulk: float = 0.0) -> str:
    """The outline of a torso."""
    t, s, w, h = build.torso, build.shoulder + bulk, build.waist + bulk, build.hip + bulk
    return (
        f"M-3.4,{-t}C{-s * 0.55},{-t + 0.2} {-s + 0.4},{-t + 1.2} {-s},{-t + 5.2}C{-s - 0.2},{-t * 0.66} {-w},{-t * 0.55} {-w},{-t * 0.38}"
        f"C{-w},{-t * 0.2} {-h},{-t * 0.14} {-h},1.6C{-h},4.6 {-h * 0.5},5 0,5C{h * 0.5},5 {h},4.6 {h},1.6"
        f"C{h},{-t * 0.14} {w},{-t * 0.2} {w},{-t * 0.38}C{w},{-t * 0.55} {s + 0.2},{-t * 0.66} {s},{-t + 5.2}"
        f"C{s - 0.4},{-t + 1.2} {s * 0.55},{-t + 0.2} 3.4,{-t}Z"
    )


def torso(design: Design, build: Build, ink: Ink) -> str:
    """Neck, top and trimmings."""
    garment = GARMENTS[design.garment]
    path = torso_path(build, garment.bulk)
    top = design.top
    t = build.torso
    neck_skin = dark(design.skin, 0.14) if design.kind != "robot" else dark(design.skin, 0.25)
    neck = shape(f"M-3.3,{-t - 4}h7v5.5a3.500,3 0 0 1 -7,0z", neck_skin)
    body = shape(path, ink.cloth(top), dark(top, 0.35))
    shade = oval(build.waist * 0.9, -t * 0.3, build.waist * 0.9, t * 0.75, dark(top, 0.3), opacity=0.16)
    lower = ""
    if garment.legs in ("trousers", "shorts", "boots") and garment.hem == 0 and design.garment != "overalls":
        colour = design.bottom
        low = f"M{-build.hip * 1.4},-1.6C-4,-0.4 4,-0.4 {build.hip * 1.4},-1.6V9H{-build.hip * 1.4}Z"
        lower = shape(low, ink.cloth(colour)) + line(
            f"M{-build.hip * 1.3},-1.4C-4,-0.2 4,-0.2 {build.hip * 1.3},-1.4", dark(top, 0.3), 0.7, 0.6
        )
    clipped = ink.within(path, shade + lower + garment.trim(design, build, ink) + _collar(design, build))
    return neck + body + clipped + _extras(design, build, ink)


def skirt(design: Design, build: Build, ink: Ink, way: str) -> str:
    """What hangs below the hips: `way` is "" for standing, "stride" or "sit"."""
    garment = GARMENTS[design.garment]
    if garment.hem == 0:
        return ""
    legs = build.thigh + build.shin
    down, h = garment.hem * legs, build.hip + garment.bulk
    wide = h * garment.flare
    colour = design.top
    if way == "sit":
        lap = build.thigh * 0.98
        drop = max(4.0, down - build.thigh * 0.9)
        path = (
            f"M{-h - 0.4},-4C{-h - 1},2 {-h - 1},5.6 {-h + 2},6.2L{lap - 4},5.4C{lap - 2},5.6 {lap - 3},{drop * 0.6} {lap - 3},{drop}"
            f"L{lap + 6},{drop}C{lap + 7},2 {lap + 6},-4 {lap},-5C{h + 4},-6.500 {h},-6 {h - 1},-6.500Z"
        )
    else:
        spread = {"": 1.0, "stride": 1.38}[way]
        end, bow = wide * spread, 1.6
        path = (
            f"M{-h * 0.94},-5.500C{-h - 0.6},0 {-end + 0.5},{down * 0.5} {-end},{down}C{-end * 0.5},{down + bow} {end * 0.5},{down + bow} {end},{down}"
            f"C{end - 0.5},{down * 0.5} {h + 0.6},0 {h * 0.94},-5.500Z"
        )
    folds = ""
    if way != "sit" and garment.flare > 1.1:
        folds = line(
            f"M{-h * 0.4},6C{-wide * 0.5},{down * 0.5} {-wide * 0.55},{down * 0.8} {-wide * 0.55},{down}"
            f"M{h * 0.35},6C{wide * 0.45},{down * 0.5} {wide * 0.5},{down * 0.8} {wide * 0.5},{down}",
            dark(colour, 0.28),
            0.7,
            0.5,
        )
    extra = ink.within(path, garment.skirt(design, build, ink) + folds)
    return shape(path, ink.slant(light(colour, 0.18), colour, dark(colour, 0.24)), dark(colour, 0.36)) + extra


def cape(design: Design, build: Build, ink: Ink) -> str:
    """A cape; (0, 0) is at the neck."""
    if not design.cape:
        return ""
    c, s = design.cape, build.shoulder
    down = 0.86 * (build.torso + build.thigh + build.shin)
    path = (
        f"M{-s * 0.9},-1C{-s - 3},{down * 0.4} {-s - 8},{down * 0.8} {-s - 9},{down}C{-s},{down + 3} {-2},{down + 1} {s * 0.5},{down + 2.5}"
        f"C{s},{down * 0.7} {s},{down * 0.3} {s * 0.8},-1C4,-4 -4,-4 {-s * 0.9},-1Z"
    )
    folds = line(
        f"M-4,6C-7,{down * 0.5} -9,{down * 0.8} -10,{down}M3,6C2,{down * 0.5} 1,{down * 0.8} 0,{down}",
        dark(c, 0.3),
        0.8,
        0.5,
    )
    return shape(path, ink.slant(c, dark(c, 0.14), dark(c, 0.32)), dark(c, 0.4)) + folds


def wings(ink: Ink) -> str:
    """Fairy wings; (0, 0) is between the shoulders."""
    pale = ink.slant("#ffffff", "#cdeeff", "#d9c8ff")
    up = "M-2,0C-14,-24 -40,-30 -46,-18C-50,-6 -28,6 -3,4Z"
    low = "M-2,3C-20,4 -34,14 -30,24C-24,32 -8,20 -1,7Z"
    far = "M2,0C10,-22 30,-30 38,-20C42,-8 22,4 3,4ZM2,3C16,4 28,12 24,20C18,28 6,18 1,7Z"
    veins = line("M-4,1C-16,-10 -28,-16 -40,-18M-4,4C-14,8 -22,14 -28,22", "#9fc4f0", 0.7, 0.8)
    return f'<g opacity="0.9">{shape(far, "#d3e6ff", "#9fb8e6", 0.8)}{shape(up + low, pale, "#9fb8e6", 0.9)}{veins}</g>'


def _collar(design: Design, build: Build) -> str:
    t, skin = build.torso, design.skin
    if design.garment in (
        "shirt",
        "tee",
        "striped",
        "sweater",
        "tunic",
        "dress",
        "sundress",
        "tutu",
        "apron",
        "overalls",
    ):
        colour = skin if design.kind == "human" else dark(design.top, 0.1)
        return oval(1, -t - 0.3, 4.6, 3.0, dark(colour, 0.08))
    return ""


def _buttons(build: Build, colour: str, low: float, x: float = 1.6) -> str:
    return "".join(oval(x, -build.torso + 8 + i * 5.6, 0.85, 0.85, colour) for i in range(int(low)))


def _tee(design: Design, build: Build, ink: Ink) -> str:
    mark = design.accent
    return (
        oval(1.5, -build.torso * 0.56, 3.4, 3.4, mark)
        if "emblem" in design.extras
        else line(f"M{-build.shoulder},{-build.torso * 0.42}h{2 * build.shoulder}", mark, 2.4, 0.9)
    )


def _striped(design: Design, build: Build, ink: Ink) -> str:
    rows = "".join(
        f"M{-build.shoulder - 3},{-build.torso + 6 + 4.6 * i}q{build.shoulder + 3},2 {2 * build.shoulder + 6},0"
        for i in range(5)
    )
    return line(rows, design.accent, 1.7, 0.95)


def _shirt(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    placket = line(f"M1.4,{-t + 3}V4", dark(c, 0.24), 0.7, 0.7) + _buttons(build, light(c, 0.7), 3, 1.4)
    points = shape(
        f"M-4.6,{-t - 0.5}L1,{-t + 3.4}L-4,{-t + 6}ZM6,{-t - 0.5}L1,{-t + 3.4}L5.6,{-t + 6}Z",
        light(c, 0.45),
        dark(c, 0.3),
        0.4,
    )
    return placket + points


def _sweater(design: Design, build: Build, ink: Ink) -> str:
    rows = "".join(f"M{-build.shoulder - 2},{-build.torso * k}h{2 * build.shoulder + 4}" for k in (0.62, 0.46))
    zig = f"M{-build.shoulder - 2},{-build.torso * 0.54}" + "l2.2,-1.6l2.2,1.6" * 8
    return line(rows, design.accent, 1.2, 0.9) + line(zig, light(design.top, 0.6), 0.9, 0.9)


def _coat(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    lapels = shape(
        f"M-5,{-t - 1}L1.4,{-t + 9}L-5.5,{-t + 8}ZM6.500,{-t - 1}L1.4,{-t + 9}L6.8,{-t + 8}Z",
        light(c, 0.2),
        dark(c, 0.3),
        0.5,
    )
    belt = shape(f"M-20,{-t * 0.28}h40v2.6h-40z", dark(c, 0.3)) + oval(1.4, -t * 0.28 + 1.3, 1.9, 1.7, design.accent)
    return line(f"M1.4,{-t + 8}V6", dark(c, 0.3), 0.8, 0.8) + lapels + _buttons(build, design.accent, 3, 3.6) + belt


def _coat_skirt(design: Design, build: Build, ink: Ink) -> str:
    return line("M1.4,-6V60", dark(design.top, 0.32), 0.8, 0.8)


def _labcoat(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    vee = shape(f"M-4.5,{-t - 1}L1.4,{-t + 11}L6.5,{-t - 1}Z", design.accent)
    lapels = shape(
        f"M-5.5,{-t - 1}L1.4,{-t + 11}L-6,{-t + 9}ZM7.2,{-t - 1}L1.4,{-t + 11}L7.4,{-t + 9}Z",
        light(c, 0.5),
        "#9aa6bf",
        0.5,
    )
    pocket = line(f"M5,{-t * 0.5}h4.500v4.500h-4.500z", "#a8b3ca", 0.6) + line(
        f"M6.500,{-t * 0.5 - 1.5}v3", "#e0484a", 0.9
    )
    return vee + line(f"M1.4,{-t + 10}V6", "#a8b3ca", 0.7) + lapels + pocket


def _suit(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    shirt = shape(f"M-4.5,{-t - 1}L1.4,{-t + 14}L6.8,{-t - 1}Z", "#ffffff")
    tie = shape(f"M0.2,{-t + 1}h2.600l-0.500,2.400l1.400,8l-2.300,3l-2.300,-3l1.400,-8z", design.accent)
    lapels = shape(
        f"M-6,{-t - 1}L1.4,{-t + 14}L-6.8,{-t + 9}L-4.6,{-t + 7}L-7,{-t + 5}ZM8,{-t - 1}L1.4,{-t + 14}L8.4,{-t + 9}L6.400,{-t + 7}L8.600,{-t + 5}Z",
        light(c, 0.16),
        dark(c, 0.3),
        0.5,
    )
    return (
        shirt
        + tie
        + line(f"M1.4,{-t + 13}V6", dark(c, 0.3), 0.7)
        + lapels
        + oval(2.6, -t * 0.3, 0.8, 0.8, dark(c, 0.4))
    )


def _uniform(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    belt = shape(f"M-20,{-t * 0.2}h40v3h-40z", dark(c, 0.45)) + shape(f"M-1.2,{-t * 0.2 - 0.3}h5v3.600h-5z", "#f2c94c")
    star = "l0.900,2.100 2.200,0.200 -1.700,1.500 0.500,2.200 -1.900,-1.200 -1.900,1.200 0.500,-2.200 -1.700,-1.500 2.200,-0.200z"
    badge = shape(f"M6,{-t * 0.72}{star}", "#ffd95c", "#a87414", 0.3)
    boards = shape(f"M{-build.shoulder},{-t + 2.600}h7v2h-7zM{build.shoulder - 7},{-t + 2.600}h7v2h-7z", "#f2c94c")
    return _shirt(design, build, ink) + belt + badge + boards


def _scrubs(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    vee = shape(f"M-4,{-t - 1}L1.2,{-t + 5.500}L6,{-t - 1}Z", design.skin)
    return (
        vee
        + line(f"M-4,{-t - 0.5}L1.2,{-t + 5.500}L6,{-t - 0.5}", light(c, 0.5), 0.9)
        + shape(
            f"M5.500,{-t * 0.56}h1.800v1.800h1.800v1.800h-1.800v1.800h-1.800v-1.800h-1.800v-1.800h1.800z", "#ef4458"
        )
    )


def _armour(design: Design, build: Build, ink: Ink) -> str:
    t, c, s = build.torso, design.top, build.shoulder
    plates = line(
        f"M-20,{-t * 0.42}Q1,{-t * 0.34} 20,{-t * 0.42}M-20,{-t * 0.24}Q1,{-t * 0.16} 20,{-t * 0.24}M1.5,{-t + 2}V{-t * 0.4}",
        dark(c, 0.35),
        0.9,
        0.8,
    )
    shine = shape(f"M{-s * 0.6},{-t + 4}q-2,7 0,11l3.500,-0.5q-2,-5 0,-11z", "#ffffff").replace(
        "<path", '<path opacity="0.5"'
    )
    emblem = shape(f"M-1.5,{-t * 0.68}h6v4q0,3.500 -3,5q-3,-1.500 -3,-5z", design.accent, dark(design.accent, 0.3), 0.4)
    return plates + shine + emblem + shape("M-20,-2.500h40v3h-40z", "#7a5230")


def _overalls(design: Design, build: Build, ink: Ink) -> str:
    t, b, w = build.torso, design.bottom, build.shoulder * 0.62
    bib = shape(f"M{-w},{-t * 0.66}H{w + 1}V{-t * 0.3}H30V9H-30V{-t * 0.3}H{-w}Z", ink.cloth(b), dark(b, 0.35))
    straps = line(f"M{-w + 1},{-t * 0.64}L{-w - 0.500},{-t - 1}M{w},{-t * 0.64}L{w + 1},{-t - 1}", b, 2.4)
    pocket = line(f"M-3,{-t * 0.52}h8v4.500q-4,2 -8,0z", dark(b, 0.25), 0.7)
    return (
        straps
        + bib
        + pocket
        + oval(-w + 1.2, -t * 0.62, 1.1, 1.1, "#ffd75a")
        + oval(w - 0.2, -t * 0.62, 1.1, 1.1, "#ffd75a")
    )


def _space(design: Design, build: Build, ink: Ink) -> str:
    t = build.torso
    panel = shape(
        f"M-5,{-t * 0.62}h13a1.500,1.500 0 0 1 1.500,1.500v6a1.500,1.500 0 0 1 -1.500,1.500h-13a1.500,1.500 0 0 1 -1.500,-1.500v-6a1.500,1.500 0 0 1 1.500,-1.500z",
        ink.down("#5a6b94", "#3a4768"),
    )
    lights = "".join(
        oval(-3.5 + 3.6 * i, -t * 0.62 + 2.7, 1.1, 1.1, c) for i, c in enumerate(("#ff5a4f", "#ffd75a", "#5fe08a"))
    )
    belt = shape(f"M-20,{-t * 0.16}h40v2.800h-40z", design.accent)
    hose = line(f"M7,{-t * 0.5}q6,3 5,12", "#b9c3d6", 1.6)
    return panel + lights + shape(f"M-3.5,{-t * 0.62 + 5}h10v1.400h-10z", "#9fd8ff") + belt + hose


def _apron(design: Design, build: Build, ink: Ink) -> str:
    t, w = build.torso, build.shoulder * 0.6
    return shape(
        f"M{-w},{-t * 0.72}Q1,{-t * 0.62} {w + 1},{-t * 0.72}L{build.hip * 0.9},8H{-build.hip * 0.9}Z",
        ink.slant("#ffffff", "#f4f5fb", "#d8deee"),
        "#aab2c6",
        0.5,
    ) + line(f"M{-w},{-t * 0.72}L-3.5,{-t}M{w + 1},{-t * 0.72}L4.500,{-t}", "#ffffff", 1.3)


def _apron_skirt(design: Design, build: Build, ink: Ink) -> str:
    w = build.hip * 0.95
    return shape(f"M{-w},-8H{w}L{w + 1},60H{-w - 1}Z", ink.down("#f6f7fc", "#d8deee"), "#aab2c6", 0.5) + line(
        "M-4,6h8v4q-4,2 -8,0z", "#c3cadb", 0.7
    )


def _chef(design: Design, build: Build, ink: Ink) -> str:
    t = build.torso
    dots = "".join(oval(x, -t + 7 + i * 5, 0.9, 0.9, "#5b6680") for i in range(3) for x in (-2.4, 4.0))
    scarf = shape(
        f"M-5,{-t - 0.6}q6,3.500 12,0l-3,4.500l-3,-1.500l-3,1.500z", design.accent, dark(design.accent, 0.3), 0.4
    )
    return dots + line(f"M-5,{-t + 4}L-4,6", "#c3cadb", 0.7) + scarf


def _robe(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    edge = line(f"M-4.5,{-t}L1.5,{-t + 8}L7,{-t}M1.5,{-t + 8}V8", design.accent, 1.8)
    belt = shape(
        f"M-20,{-t * 0.22}Q0,{-t * 0.14} 20,{-t * 0.22}v3Q0,{-t * 0.14 + 3} -20,{-t * 0.22 + 3}z", dark(c, 0.35)
    )
    return edge + belt


def _robe_skirt(design: Design, build: Build, ink: Ink) -> str:
    down = 0.94 * (build.thigh + build.shin)
    hem = line(f"M-60,{down - 1.2}Q0,{down + 1.4} 60,{down - 1.2}", design.accent, 2.2)
    return line("M1.5,-6V60", design.accent, 1.6, 0.9) + hem


def _royal(design: Design, build: Build, ink: Ink) -> str:
    t = build.torso
    fur = shape(f"M-22,{-t - 2}H24L12,{-t + 6.500}Q2,{-t + 10} -9,{-t + 6.500}Z", "#fffaf0", "#cdbfa6", 0.5)
    spots = "".join(
        oval(x, y, 0.6, 1.0, "#3a3340") for x, y in ((-7, -t + 4), (-2, -t + 6), (5, -t + 6), (10, -t + 3.500))
    )
    chain = line(f"M-6,{-t + 6}Q1.500,{-t + 15} 9,{-t + 6}", "#f7cf52", 1.2) + oval(1.5, -t + 12, 2.0, 2.0, "#e0384a")
    belt = shape(f"M-20,{-t * 0.22}h40v2.800h-40z", "#f2c14e")
    return chain + fur + spots + belt


def _royal_skirt(design: Design, build: Build, ink: Ink) -> str:
    down = GARMENTS[design.garment].hem * (build.thigh + build.shin)
    fur = line(f"M-60,{down - 1.400}Q0,{down + 1} 60,{down - 1.400}", "#fffaf0", 3.4)
    return line("M1.5,-6V60", "#f7cf52", 1.8) + fur


def _gown(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    sash = shape(
        f"M-20,{-t * 0.34}Q0,{-t * 0.26} 20,{-t * 0.34}v3.200Q0,{-t * 0.26 + 3.2} -20,{-t * 0.34 + 3.2}z", design.accent
    )
    neck = oval(1, -t - 0.4, 5.6, 4.2, dark(design.skin, 0.06))
    frill = line(f"M-5,{-t + 2}Q1,{-t + 6.500} 7,{-t + 2}", light(c, 0.65), 1.4)
    return neck + frill + sash


def _gown_skirt(design: Design, build: Build, ink: Ink) -> str:
    down = GARMENTS[design.garment].hem * (build.thigh + build.shin)
    frill = line(f"M-60,{down - 1.600}" + "q2.500,2.600 5,0" * 24, light(design.top, 0.6), 1.5, 0.9)
    sparks = "".join(oval(x, y, 0.7, 0.7, "#fff6c9") for x, y in ((-5, 10), (6, 16), (-8, 22), (2, 26), (9, 8)))
    return frill + (sparks if design.garment == "gown" else "")


def _dress(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    belt = line(f"M-20,{-t * 0.3}Q0,{-t * 0.24} 20,{-t * 0.3}", design.accent, 1.8)
    collar = shape(
        f"M-5,{-t}q2,5 6,3.600q4,1.400 6,-3.600q-3,1.800 -6,1.600q-3,0.200 -6,-1.600z",
        light(c, 0.75),
        dark(c, 0.25),
        0.3,
    )
    return belt + collar


def _dress_skirt(design: Design, build: Build, ink: Ink) -> str:
    if "dots" not in design.extras:
        down = GARMENTS[design.garment].hem * (build.thigh + build.shin)
        return line(f"M-40,{down - 2.500}Q0,{down - 0.5} 40,{down - 2.500}", design.accent, 1.2, 0.9)
    spots = ((-7, 4), (0, 7), (7, 3), (-10, 11), (-3, 14), (5, 12), (11, 10), (-7, 18), (2, 20), (9, 18))
    return "".join(oval(x, y, 1.1, 1.1, light(design.top, 0.75)) for x, y in spots)


def _tutu(design: Design, build: Build, ink: Ink) -> str:
    t = build.torso
    return oval(1, -t - 0.4, 6, 5, dark(design.skin, 0.06)) + line(f"M-20,{-t * 0.2}h40", light(design.top, 0.6), 1.4)


def _tutu_skirt(design: Design, build: Build, ink: Ink) -> str:
    return line("M-30,6q3,3 6,0t6,0t6,0t6,0t6,0t6,0t6,0t6,0t6,0t6,0", light(design.top, 0.7), 1.4, 0.8)


def _pirate(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    shirt = shape(f"M-6,{-t - 1}L-3.5,8H6L8,{-t - 1}Z", "#fff7e6")
    rows = "".join(f"M-8,{-t + 5 + 4.200 * i}h18" for i in range(6))
    edges = line(f"M-6,{-t - 1}L-3.5,8M8,{-t - 1}L6,8", "#f2c14e", 1.3)
    belt = (
        shape("M-20,-3.500h40v3.600h-40z", "#4a3328")
        + shape("M-1.5,-4.200h5.500v5h-5.500z", "#f2c14e")
        + shape("M-0.200,-3h3v2.600h-3z", "#4a3328")
    )
    return (
        shirt
        + line(rows, "#d9483b", 1.5)
        + shape(f"M-30,{-t - 3}H-6L-3.5,8H-30Z", ink.cloth(c))
        + shape(f"M30,{-t - 3}H8L6,8H30Z", ink.cloth(dark(c, 0.1)))
        + edges
        + belt
    )


def _tunic(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    belt = shape("M-20,-4.500h40v3.200h-40z", "#6b4a30") + shape("M-0.500,-5h4.500v4.200h-4.500z", "#f2c14e")
    lace = line(f"M-1.5,{-t + 3}l5,2.400m0,-2.400l-5,2.400m0.500,1.600l4,2m0,-2l-4,2", light(c, 0.6), 0.8)
    return lace + belt


def _hero(design: Design, build: Build, ink: Ink) -> str:
    t, a = build.torso, design.accent
    star = (
        "l1.700,3.900 4.200,0.400 -3.200,2.800 1,4.100 -3.700,-2.200 -3.700,2.200 1,-4.100 -3.200,-2.800 4.200,-0.400z"
    )
    chest = oval(1.2, -t * 0.6, 6, 5.6, a) + shape(f"M1.2,{-t * 0.6 - 5}{star}", design.top)
    return chest + shape("M-20,-4h40v3h-40z", a) + shape("M-20,-1h40v12h-40z", design.bottom)


def _ninja(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    wrap = line(f"M-6,{-t}L4,{-t * 0.4}M8,{-t}L-2,{-t * 0.45}", light(c, 0.3), 1.3)
    belt = shape(f"M-20,{-t * 0.2}h40v3.200h-40z", design.accent) + shape(
        f"M-5,{-t * 0.16}l-3,8l3,1l2.600,-8z", dark(design.accent, 0.1)
    )
    return wrap + belt


def _clown(design: Design, build: Build, ink: Ink) -> str:
    t = build.torso
    half = shape(f"M1,{-t - 4}H30V12H1Z", ink.cloth(design.bottom))
    pompons = "".join(oval(1, -t + 8 + 7 * i, 2.1, 2.1, ("#ffd75a", "#ff5c8a", "#5fd0f0")[i]) for i in range(3))
    dots = "".join(oval(x, y * t, 1.3, 1.3, "#fff3b8") for x, y in ((-6, -0.7), (-7, -0.3), (7, -0.55), (8, -0.2)))
    return half + dots + pompons


def _firesuit(design: Design, build: Build, ink: Ink) -> str:
    t = build.torso
    bands = line(f"M-20,{-t * 0.42}h40M-20,{-t * 0.12}h40", "#ffe23f", 2.6) + line(
        f"M-20,{-t * 0.42}h40M-20,{-t * 0.12}h40", "#eef2f7", 1.0
    )
    return line(f"M1.5,{-t + 3}V8", dark(design.top, 0.4), 1.2) + bands


def _hivis(design: Design, build: Build, ink: Ink) -> str:
    t = build.torso
    vest = shape(f"M-30,{-t - 2}H-5L-1,{-t + 8}V9H-30ZM30,{-t - 2}H7L3.500,{-t + 8}V9H30Z", ink.cloth("#ff8a2a"))
    return vest + line(f"M-20,{-t * 0.36}h19M3.5,{-t * 0.36}h20M-7,{-t - 1}V9M9,{-t - 1}V9", "#fff08a", 1.7)


def _kimono(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    fold = line(f"M-5,{-t}L6,{-t * 0.42}M7,{-t}L-4,{-t * 0.42}", light(c, 0.7), 1.8)
    obi = shape(f"M-20,{-t * 0.44}h40v8h-40z", design.accent) + line(
        f"M-20,{-t * 0.44 + 4}h40", light(design.accent, 0.5), 1.2
    )
    return fold + obi


def _swim(design: Design, build: Build, ink: Ink) -> str:
    t = build.torso
    if design.woman:
        return oval(1, -t - 0.4, 6.500, 6, design.skin)
    skin = design.skin
    return shape(f"M-30,{-t - 3}H30V-3H-30Z", ink.cloth(skin)) + line(
        f"M-4,{-t * 0.66}q3,2 5,0m3,0q3,2 5,0", dark(skin, 0.2), 0.7, 0.6
    )


def _vest(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.accent
    panels = shape(f"M-30,{-t - 2}H-5.500L1,{-t * 0.4}V8H-30ZM30,{-t - 2}H7.500L2,{-t * 0.4}V8H30Z", ink.cloth(c))
    return _shirt(design, build, ink) + panels + oval(-1.2, -t * 0.25, 0.8, 0.8, "#f2c14e")


def _jacket(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    inner = shape(f"M-4.500,{-t - 1}L-2,9H5L7,{-t - 1}Z", light(design.accent, 0.35))
    edges = line(f"M-4.500,{-t}L-2,8M7,{-t}L5,8", dark(c, 0.3), 1.0)
    return (
        inner
        + edges
        + shape(
            f"M-7,{-t - 1}L-3.600,{-t + 8}L-8,{-t + 6}ZM9.500,{-t - 1}L6,{-t + 8}L10,{-t + 6}Z",
            light(c, 0.25),
            dark(c, 0.3),
            0.4,
        )
    )


def _raincoat(design: Design, build: Build, ink: Ink) -> str:
    t, c = build.torso, design.top
    return (
        line(f"M1.5,{-t + 3}V8", dark(c, 0.25), 1.0)
        + _buttons(build, dark(c, 0.4), 3, 3.4)
        + shape(f"M-8,{-t * 0.24}h5v4.500h-5z", dark(c, 0.12))
    )


def _shawl(build: Build, ink: Ink, colour: str) -> str:
    t, s = build.torso, build.shoulder
    d = f"M{-s - 1.5},{-t + 9}C{-s - 1},{-t - 1} -5,{-t - 1.5} 1,{-t - 1.5}C7,{-t - 1.5} {s + 1},{-t - 1} {s + 1.5},{-t + 9}L3,{-t * 0.42}Z"
    return shape(d, ink.cloth(colour), dark(colour, 0.35)) + line(
        f"M{-s},{-t + 10}L3,{-t * 0.42}L{s},{-t + 10}", light(colour, 0.5), 1.1, 0.8
    )


def _extras(design: Design, build: Build, ink: Ink) -> str:
    t, found = build.torso, ""
    extras = design.extras
    if "shawl" in extras:
        found += _shawl(build, ink, design.accent)
    if "cloak" in extras:
        found += _shawl(build, ink, design.cape or design.accent)
    if "scarf" in extras:
        c = design.accent
        found += shape(f"M-4,{-t + 1}l-5,12l4.500,1.500l4,-12z", dark(c, 0.12), dark(c, 0.35), 0.4)
        found += shape(
            f"M-7.500,{-t - 1.500}q8,4 16,0q1.500,2.500 0,4.500q-8,4 -16,0q-1.500,-2 0,-4.500z",
            ink.cloth(c),
            dark(c, 0.35),
            0.5,
        )
    if "ruff" in extras:
        ruff = "".join(
            oval(-9 + 4.0 * i, -t + 1 + (i % 2) * 1.2, 2.9, 2.7, "#ffffff" if i % 2 else "#e4e9f5") for i in range(6)
        )
        found += ruff
    if "stethoscope" in extras:
        found += line(
            f"M-5,{-t - 1}C-7,{-t + 8} -3,{-t + 12} 0,{-t + 12}C4,{-t + 12} 8,{-t + 8} 6.500,{-t - 1}", "#3a4358", 1.1
        )
        found += line(f"M0.5,{-t + 12}v3", "#3a4358", 1.1) + oval(0.5, -t + 16, 1.7, 1.7, "#b9c3d6")
    if "bowtie" in extras:
        found += shape(
            f"M1.2,{-t + 2}l-5,-2.500v5zM1.2,{-t + 2}l5,-2.500v5z", design.accent, dark(design.accent, 0.3), 0.4
        ) + oval(1.2, -t + 2, 1.2, 1.2, dark(design.accent, 0.2))
    if "medal" in extras:
        found += line(f"M-5,{-t}L1.2,{-t + 11}L7,{-t}", "#3f7ff2", 1.3) + oval(1.2, -t + 13, 2.6, 2.6, "#f7cf52")
    if "strap" in extras:
        found += line(f"M{-build.shoulder * 0.7},{-t + 2}L{build.hip * 0.8},-1", "#7a5230", 1.8)
    return found


GARMENTS: dict[str, Garment] = {
    "tee": Garment(_tee, sleeve="short"),
    "striped": Garment(_striped),
    "shirt": Garment(_shirt),
    "sweater": Garment(_sweater),
    "jacket": Garment(_jacket),
    "vest": Garment(_vest),
    "coat": Garment(_coat, hem=0.56, flare=1.18, skirt=_coat_skirt),
    "raincoat": Garment(_raincoat, hem=0.5, flare=1.35, skirt=_coat_skirt, legs="boots"),
    "labcoat": Garment(_labcoat, hem=0.58, flare=1.12, skirt=_coat_skirt),
    "suit": Garment(_suit),
    "uniform": Garment(_uniform),
    "scrubs": Garment(_scrubs, sleeve="short"),
    "armour": Garment(_armour, legs="suit", bulk=0.8),
    "overalls": Garment(_overalls),
    "spacesuit": Garment(_space, legs="suit", bulk=1.8),
    "apron": Garment(_apron, hem=0.42, flare=1.05, skirt=_apron_skirt),
    "chef": Garment(_chef, hem=0.36, flare=1.04, skirt=_apron_skirt),
    "robe": Garment(_robe, legs="gown", hem=0.97, flare=1.42, skirt=_robe_skirt),
    "royal": Garment(_royal, legs="gown", hem=0.95, flare=1.55, skirt=_royal_skirt),
    "gown": Garment(_gown, sleeve="puff", legs="gown", hem=0.98, flare=1.95, skirt=_gown_skirt),
    "dress": Garment(_dress, sleeve="short", legs="skirt", hem=0.56, flare=1.6, skirt=_dress_skirt),
    "sundress": Garment(_dress, sleeve="puff", legs="skirt", hem=0.5, flare=1.75, skirt=_dress_skirt),
    "tutu": Garment(_tutu, sleeve="none", legs="skirt", hem=0.2, flare=2.3, skirt=_tutu_skirt),
    "pirate": Garment(_pirate, legs="boots"),
    "tunic": Garment(_tunic, legs="boots", hem=0.26, flare=1.25),
    "hero": Garment(_hero, legs="suit"),
    "ninja": Garment(_ninja, legs="suit"),
    "clown": Garment(_clown, bulk=1.4, legs="suit"),
    "firesuit": Garment(_firesuit, legs="boots", bulk=0.8, hem=0.2, flare=1.05),
    "hivis": Garment(_hivis),
    "kimono": Garment(_kimono, legs="gown", hem=0.95, flare=1.1),
    "swimsuit": Garment(_swim, sleeve="none", legs="shorts"),
    "metal": Garment(_space, legs="suit"),
}
"""Name of a garment -> how it is cut."""
