"""Hats and helmets, in hundredths of the head's height (chin at 0, crown at -100)."""

from collections.abc import Callable
from dataclasses import dataclass

from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, shape

Draw = Callable[[Design, Ink], str]
DOME = "M-50,-64C-50,-94 -30,-114 1,-114C34,-114 52,-94 52,-64Z"
BAND = "M-50,-74C-20,-66 22,-66 52,-74L52,-62C22,-54 -20,-54 -50,-62Z"


def _nothing(design: Design, ink: Ink) -> str:
    return ""


@dataclass(frozen=True)
class Hat:
    """How it is drawn on the head, behind the body and over the face. `covers` hats hide the hair on top,
    others (crowns, bands) sit in it; `hides_hair` hides what falls down behind as well. `rises` is how far it
    stands above the bare crown."""

    front: Draw
    back: Draw = _nothing
    over: Draw = _nothing
    covers: bool = True
    hides_hair: bool = False
    rises: float = 16.0


def _cap(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    peak = "M14,-72C34,-74 66,-72 76,-60C78,-55 70,-54 62,-57C46,-62 28,-62 14,-60Z"
    dome = "M-49,-62C-50,-92 -30,-112 1,-112C34,-112 50,-92 51,-66C30,-72 -22,-68 -49,-62Z"
    seam = line("M2,-112C14,-98 18,-84 18,-70", dark(c, 0.25), 1.6, 0.6)
    return (
        shape(dome, ink.cloth(c), dark(c, 0.35), 1.4)
        + seam
        + oval(2, -112, 4.5, 3, dark(c, 0.15))
        + shape(peak, dark(c, 0.14), dark(c, 0.4), 1.2)
    )


def _flat_cap(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    dome = "M-52,-64C-58,-86 -30,-108 4,-106C40,-104 64,-84 66,-68C40,-76 -20,-74 -52,-64Z"
    return shape(dome, ink.cloth(c), dark(c, 0.35), 1.4) + line("M-44,-72C-16,-82 32,-82 62,-72", dark(c, 0.25), 2, 0.6)


def _beret(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    d = "M-50,-72C-74,-78 -72,-110 -24,-116C18,-122 56,-104 52,-72C22,-82 -20,-82 -50,-72Z"
    return (
        line("M-10,-116q-2,-6 2,-9", dark(c, 0.2), 4)
        + shape(d, ink.cloth(c), dark(c, 0.35), 1.4)
        + shape(BAND, dark(c, 0.2))
    )


def _beanie(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    bobble = oval(0, -120, 12, 11, light(c, 0.5))
    ribs = line("M-34,-70V-60M-18,-67V-57M0,-66V-56M18,-67V-57M36,-70V-60", dark(c, 0.2), 2, 0.5)
    cuff = shape("M-51,-78C-20,-70 22,-70 53,-78L53,-60C22,-52 -20,-52 -51,-60Z", light(c, 0.25), dark(c, 0.3), 1.2)
    return bobble + shape(DOME, ink.cloth(c), dark(c, 0.35), 1.4) + cuff + ribs


def _brim(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    crown = "M-38,-70C-42,-96 -34,-120 -18,-120C-8,-120 -4,-114 2,-114C10,-114 14,-121 24,-119C38,-116 42,-94 40,-70Z"
    brim = "M-70,-66C-66,-78 -38,-80 0,-80C40,-80 70,-78 74,-66C60,-58 30,-56 0,-56C-30,-56 -58,-58 -70,-66Z"
    band = shape("M-39,-84C-14,-77 18,-77 41,-84L41,-74C18,-67 -14,-67 -39,-74Z", dark(c, 0.38))
    return (
        shape(brim, ink.slant(c, dark(c, 0.18)), dark(c, 0.38), 1.4)
        + shape(crown, ink.cloth(c), dark(c, 0.3), 1.2)
        + band
    )


def _straw(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    brim = "M-80,-64C-74,-80 -40,-80 0,-80C44,-80 78,-80 84,-64C66,-54 32,-52 0,-52C-32,-52 -66,-54 -80,-64Z"
    crown = "M-40,-70C-42,-100 -26,-116 1,-116C30,-116 44,-100 42,-70Z"
    weave = line("M-68,-64C-40,-72 40,-72 72,-64M-34,-98C-14,-92 18,-92 36,-98", dark(c, 0.2), 1.6, 0.5)
    band = shape("M-41,-84C-16,-76 18,-76 43,-84L43,-72C18,-64 -16,-64 -41,-72Z", "#d9483b")
    return (
        shape(brim, ink.slant(light(c, 0.3), dark(c, 0.12)), dark(c, 0.35), 1.4)
        + shape(crown, ink.cloth(c), dark(c, 0.28), 1.2)
        + weave
        + band
    )


def _cowboy(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    brim = "M-84,-82C-66,-66 -36,-76 0,-76C38,-76 66,-66 86,-84C82,-60 44,-54 0,-54C-44,-54 -80,-58 -84,-82Z"
    crown = "M-40,-70C-44,-98 -34,-124 -20,-124C-8,-124 -6,-116 2,-116C10,-116 12,-125 24,-124C38,-122 44,-98 42,-70Z"
    band = shape("M-41,-84C-14,-77 18,-77 43,-84L43,-74C18,-67 -14,-67 -41,-74Z", dark(c, 0.4)) + oval(
        30, -77, 4, 4, "#f2c14e"
    )
    return (
        shape(crown, ink.cloth(c), dark(c, 0.3), 1.2)
        + band
        + shape(brim, ink.slant(light(c, 0.15), dark(c, 0.18)), dark(c, 0.38), 1.4)
    )


def _top_hat(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    tube = "M-36,-72L-40,-146C-20,-140 24,-140 44,-146L40,-72Z"
    lid = oval(2, -146, 42, 7, light(c, 0.18))
    brim = "M-62,-70C-58,-80 -30,-76 0,-76C34,-76 60,-80 66,-70C50,-58 26,-58 0,-58C-26,-58 -48,-58 -62,-70Z"
    band = shape("M-37,-92C-14,-84 18,-84 42,-92L41,-76C18,-68 -14,-68 -36,-76Z", "#c8384a")
    return (
        shape(tube, ink.across(light(c, 0.22), c, dark(c, 0.3)), dark(c, 0.4), 1.2)
        + lid
        + band
        + shape(brim, ink.across(light(c, 0.2), dark(c, 0.2)), dark(c, 0.4), 1.2)
    )


def _chef(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    puff = "M-40,-84C-70,-92 -66,-130 -38,-130C-30,-152 28,-154 40,-130C68,-130 70,-92 44,-84C20,-78 -16,-78 -40,-84Z"
    folds = line("M-18,-98C-22,-108 -20,-118 -16,-124M22,-98C26,-108 24,-118 20,-124", "#c6ccdb", 2.4, 0.9)
    band = shape(
        "M-45,-90C-18,-82 20,-82 48,-90L47,-62C20,-54 -18,-54 -45,-62Z",
        ink.across("#ffffff", "#e8ecf5"),
        "#aab2c6",
        1.4,
    )
    return shape(puff, ink.ball("#ffffff", c, "#d5dbea"), "#aab2c6", 1.4) + folds + band


def _baker(design: Design, ink: Ink) -> str:
    """A flat cap, soft and low, unlike the chef's."""
    c = design.hat_colour
    top = "M-50,-84C-66,-104 -36,-114 2,-114C40,-114 70,-104 54,-84C24,-76 -20,-76 -50,-84Z"
    band = shape(
        "M-46,-86C-18,-78 22,-78 50,-86L48,-69C20,-62 -18,-62 -45,-69Z",
        ink.across("#ffffff", "#e3e8f2"),
        "#aab2c6",
        1.4,
    )
    seam = line("M-34,-98C-14,-104 20,-104 40,-98", "#c6ccdb", 2.0, 0.8)
    return shape(top, ink.ball("#ffffff", c, "#d5dbea"), "#aab2c6", 1.4) + seam + band


def _crown(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    d = "M-34,-82L-44,-126L-22,-106L2,-134L26,-106L48,-126L38,-82C16,-74 -12,-74 -34,-82Z"
    gems = oval(2, -93, 5.5, 6, "#e8384f") + oval(-21, -95, 3.8, 4.4, "#3f8ff2") + oval(25, -95, 3.8, 4.4, "#3f8ff2")
    balls = "".join(oval(x, y, 4.6, 4.6, light(c, 0.5)) for x, y in ((-44, -127), (2, -135), (48, -127)))
    return (
        shape(d, ink.slant("#fff3b0", c, dark(c, 0.22)), dark(c, 0.4), 1.6)
        + line("M-34,-84C-12,-76 16,-76 38,-84", light(c, 0.5), 4)
        + gems
        + balls
    )


def _tiara(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    d = "M-30,-86L-26,-102L-12,-98L4,-122L20,-98L34,-102L38,-86C16,-80 -10,-80 -30,-86Z"
    return (
        shape(d, ink.slant("#fff6c9", c, dark(c, 0.2)), dark(c, 0.38), 1.5)
        + oval(4, -100, 5.5, 6.500, "#ff5c8a")
        + oval(2.5, -102, 1.8, 2, "#ffffff")
    )


def _cone(design: Design, ink: Ink, brim_rx: float, stars: bool) -> str:
    c = design.hat_colour
    cone = "M-42,-72C-36,-104 -26,-132 -22,-160C-20,-172 -34,-170 -40,-164C-32,-182 -4,-184 6,-164C20,-136 36,-108 46,-72C20,-62 -16,-62 -42,-72Z"
    brim = f"M{-brim_rx},-66C{-brim_rx + 10},-82 -30,-78 2,-78C36,-78 {brim_rx - 8},-82 {brim_rx + 4},-66C{brim_rx - 14},-54 32,-52 2,-52C-30,-52 {-brim_rx + 14},-54 {-brim_rx},-66Z"
    band = shape("M-40,-88C-14,-80 18,-80 43,-88L45,-74C18,-66 -14,-66 -42,-74Z", design.accent)
    found = shape(cone, ink.across(light(c, 0.28), c, dark(c, 0.28)), dark(c, 0.4), 1.4) + band
    if stars:
        star = "l2.600,6 6.400,0.600 -4.900,4.300 1.500,6.300 -5.600,-3.400 -5.600,3.400 1.500,-6.300 -4.900,-4.300 6.400,-0.600z"
        found += shape(f"M-4,-124{star}M16,-110{star}M-20,-112{star}", "#ffe27a")
    else:
        found += '<rect x="-6" y="-90" width="16" height="17" rx="2" fill="none" stroke="#f7d154" stroke-width="4"/>'
    return found + shape(brim, ink.slant(light(c, 0.15), c, dark(c, 0.25)), dark(c, 0.4), 1.4)


def _wizard(design: Design, ink: Ink) -> str:
    return _cone(design, ink, 66, stars=True)


def _witch(design: Design, ink: Ink) -> str:
    return _cone(design, ink, 82, stars=False)


def _pirate(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    d = "M-66,-62C-78,-80 -62,-92 -46,-98C-34,-120 38,-120 50,-98C66,-92 80,-80 70,-62C40,-78 -34,-78 -66,-62Z"
    trim = line("M-66,-62C-78,-80 -62,-92 -46,-98C-34,-120 38,-120 50,-98C66,-92 80,-80 70,-62", "#f2c14e", 3)
    skull = (
        oval(4, -94, 9, 8.5, "#ffffff")
        + shape("M-1,-89h10v7h-10z", "#ffffff")
        + oval(0.6, -94, 2.3, 2.6, "#2a2430")
        + oval(8, -94, 2.3, 2.6, "#2a2430")
    )
    bones = line("M-12,-103L20,-83M20,-103L-12,-83", "#ffffff", 3.4)
    return shape(d, ink.slant(light(c, 0.2), c, dark(c, 0.3)), dark(c, 0.4), 1.4) + trim + bones + skull


def _captain(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    top = "M-50,-82C-66,-96 -40,-114 2,-114C44,-114 70,-98 54,-82Z"
    band = shape("M-48,-86C-18,-78 20,-78 52,-86L51,-68C20,-60 -18,-60 -47,-68Z", "#27345c")
    peak = shape("M8,-68C26,-68 50,-70 62,-62C66,-55 52,-54 40,-57C28,-60 16,-60 8,-59Z", "#1b2233")
    badge = oval(16, -82, 6.500, 6.500, "#f7cf52") + line("M16,-86v8M12.5,-80q3.5,4.500 7,0", "#a87414", 1.6)
    return shape(top, ink.slant(light(c, 0.3), c, dark(c, 0.16)), dark(c, 0.35), 1.4) + band + peak + badge


def _police(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    top = "M-50,-80C-70,-94 -42,-116 2,-118C46,-118 74,-96 54,-80Z"
    band = shape("M-48,-86C-18,-78 20,-78 52,-86L51,-68C20,-60 -18,-60 -47,-68Z", dark(c, 0.35))
    peak = shape("M8,-68C26,-68 50,-70 62,-62C66,-55 52,-54 40,-57C28,-60 16,-60 8,-59Z", "#171b26")
    star = "l2.600,6 6.400,0.600 -4.900,4.300 1.500,6.300 -5.600,-3.400 -5.600,3.400 1.500,-6.300 -4.900,-4.300 6.400,-0.600z"
    return (
        shape(top, ink.slant(light(c, 0.3), c, dark(c, 0.2)), dark(c, 0.4), 1.4)
        + band
        + peak
        + shape(f"M16,-104{star}", "#ffd95c", "#a87414", 1)
    )


def _hard(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    dome = "M-50,-66C-50,-96 -28,-116 2,-116C34,-116 52,-96 53,-66Z"
    rim = "M-54,-70C-20,-60 24,-60 56,-70C70,-68 76,-60 70,-58C30,-52 -20,-52 -56,-60Z"
    ridge = shape(
        "M-10,-114C-12,-96 -12,-84 -10,-68L12,-67C14,-84 14,-98 12,-116C4,-119 -4,-118 -10,-114Z", light(c, 0.35)
    )
    return (
        shape(dome, ink.ball(light(c, 0.45), c, dark(c, 0.18)), dark(c, 0.35), 1.4)
        + ridge
        + shape(rim, dark(c, 0.1), dark(c, 0.38), 1.2)
    )


def _fire(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    back = "M-46,-72C-66,-66 -72,-52 -70,-44C-56,-46 -46,-54 -40,-62Z"
    badge = shape(
        "M-8,-106C2,-112 16,-112 26,-106C28,-92 20,-82 9,-76C-2,-82 -10,-92 -8,-106Z", "#ffd75a", "#a87414", 1.4
    )
    return shape(back, dark(c, 0.2)) + _hard(design, ink) + badge + oval(9, -95, 5, 5, "#e04a3a")


def _knight(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    metal = ink.slant(light(c, 0.7), c, dark(c, 0.3))
    shell = (
        "M-50,-50C-54,-88 -32,-116 2,-116C36,-116 56,-88 52,-50L50,-14C44,-4 34,2 30,2L40,-28L40,-66C24,-74 -10,-74 -26,-66"
        "L-26,-26L-14,4C-32,2 -46,-8 -49,-22Z"
    )
    visor = "M-32,-70C-12,-92 30,-94 48,-74L46,-62C24,-72 -10,-72 -30,-60Z"
    plume = "M-4,-114C-20,-136 -52,-138 -72,-116C-78,-108 -70,-98 -62,-104C-52,-112 -38,-114 -30,-106Z"
    bolts = "".join(oval(x, y, 2.2, 2.2, dark(c, 0.3)) for x, y in ((-40, -58), (-38, -32), (46, -58), (45, -34)))
    return (
        shape(plume, ink.slant("#ff8a6a", "#e0384a", "#a81f4a"), "#7a1430", 1.4)
        + shape(shell, metal, dark(c, 0.45), 1.6)
        + shape(visor, ink.down(light(c, 0.5), dark(c, 0.2)), dark(c, 0.45), 1.4)
        + bolts
        + line("M2,-115C4,-104 4,-96 4,-90", light(c, 0.8), 3, 0.8)
    )


def _viking(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    horn = ink.down("#fff8e4", "#d8c39a")
    horns = shape("M-44,-78C-72,-78 -86,-104 -78,-128C-70,-112 -56,-102 -38,-98Z", horn, "#9a8560", 1.4) + shape(
        "M48,-78C76,-78 90,-104 82,-128C74,-112 60,-102 42,-98Z", horn, "#9a8560", 1.4
    )
    band = shape(BAND, dark(c, 0.25)) + "".join(
        oval(x, -66 + abs(x) * 0.06, 2.4, 2.4, light(c, 0.6)) for x in (-30, 0, 30)
    )
    return (
        horns
        + shape(DOME, ink.ball(light(c, 0.6), c, dark(c, 0.25)), dark(c, 0.4), 1.4)
        + shape("M-4,-114h12l-2,44h-8z", dark(c, 0.15))
        + band
    )


def _space_back(design: Design, ink: Ink) -> str:
    return oval(1, -50, 64, 64, "#c6cede") + oval(1, -50, 60, 60, "#8f9ab5")


def _space(design: Design, ink: Ink) -> str:
    ear = shape("M-68,-62h14v26h-14a6,6 0 0 1 -6,-6v-14a6,6 0 0 1 6,-6z", ink.down("#ff9a4a", "#d9602a"))
    return ear + shape(
        "M-44,2C-30,14 34,14 48,2L52,14C30,28 -30,28 -50,14Z", ink.down("#ffffff", "#b9c3d6"), "#8a94ab", 1.2
    )


def _space_over(design: Design, ink: Ink) -> str:
    glass = '<circle cx="1" cy="-50" r="62" fill="#cfeaff" fill-opacity="0.16" stroke="#ffffff" stroke-width="5"/>'
    rim = '<circle cx="1" cy="-50" r="65" fill="none" stroke="#a9b4c9" stroke-width="1.6"/>'
    shine = line("M-42,-76C-36,-90 -24,-100 -8,-104", "#ffffff", 7, 0.85) + oval(
        40, -18, 4, 7, "#ffffff", turn=35, opacity=0.6
    )
    return glass + rim + shine


def _hood(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    d = (
        "M-54,-30C-64,-80 -44,-122 4,-122C48,-120 62,-84 54,-36C52,-18 46,-4 38,4C44,-16 46,-38 42,-56C36,-82 18,-88 4,-88"
        "C-14,-88 -32,-80 -36,-54C-39,-34 -34,-14 -22,4C-40,0 -50,-14 -54,-30Z"
    )
    return shape(d, ink.slant(light(c, 0.25), c, dark(c, 0.26)), dark(c, 0.4), 1.4) + line(
        "M-48,-60C-48,-92 -26,-112 2,-113", light(c, 0.4), 3.5, 0.5
    )


def _ninja(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    top = "M-50,-52C-56,-90 -32,-110 1,-110C36,-110 54,-88 51,-56C30,-64 -22,-64 -50,-52Z"
    low = "M-50,-38C-24,-30 28,-30 51,-40C52,-16 34,4 6,4C-28,4 -50,-14 -50,-38Z"
    knot = shape(
        "M-48,-66C-62,-74 -78,-72 -86,-62C-74,-62 -64,-56 -48,-54ZM-48,-60C-64,-54 -74,-42 -74,-32C-66,-42 -56,-46 -46,-50Z",
        dark(c, 0.1) if c != "#35323f" else "#4a4658",
    )
    band = shape("M-51,-70C-20,-80 24,-80 52,-72L51,-58C24,-66 -22,-66 -50,-56Z", design.accent)
    fill = ink.slant(light(c, 0.2), c, dark(c, 0.25))
    return knot + shape(top, fill, dark(c, 0.4), 1.3) + shape(low, fill, dark(c, 0.4), 1.3) + band


def _headscarf(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    d = (
        "M-52,-40C-60,-84 -40,-116 3,-116C46,-114 60,-82 52,-40C52,-14 40,16 8,18C-30,18 -48,-8 -52,-40Z"
        "M-34,-50C-36,-24 -18,-3 6,-3C30,-4 42,-26 41,-50C39,-74 24,-84 4,-84C-16,-84 -32,-76 -34,-50Z"
    )
    folds = line("M-44,-24C-36,0 -14,10 6,11M-46,-64C-42,-90 -22,-104 4,-104", light(c, 0.35), 2.4, 0.5)
    return (
        f'<g fill-rule="evenodd">{shape(d, ink.slant(light(c, 0.25), c, dark(c, 0.22)), dark(c, 0.4), 1.4)}</g>' + folds
    )


def _turban(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    d = "M-50,-62C-66,-92 -40,-126 2,-126C46,-126 70,-92 54,-62C34,-76 20,-80 4,-76C-16,-80 -34,-76 -50,-62Z"
    folds = line(
        "M-48,-76C-20,-92 18,-108 42,-116M-38,-92C-10,-104 10,-118 22,-124M52,-78C34,-92 16,-94 2,-82M-50,-66C-30,-82 -10,-84 2,-80",
        dark(c, 0.22),
        2.2,
        0.55,
    )
    gem = oval(3, -88, 6, 7, "#ffd75a") + oval(3, -88, 3.5, 4.4, "#e0384a")
    return shape(d, ink.ball(light(c, 0.4), c, dark(c, 0.2)), dark(c, 0.38), 1.4) + folds + gem


def _santa(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    cone = "M-46,-72C-44,-112 -16,-134 12,-128C40,-124 62,-104 66,-78C56,-86 48,-90 42,-90C48,-82 50,-76 50,-70Z"
    bobble = oval(66, -70, 11, 11, "#dfe5f2") + oval(65, -71.500, 9.500, 9.500, "#ffffff")
    fur = shape(
        "M-52,-80C-20,-72 22,-72 54,-80C62,-74 62,-62 54,-58C22,-50 -20,-50 -52,-58C-60,-62 -60,-74 -52,-80Z",
        ink.down("#ffffff", "#dfe5f2"),
        "#aeb8cc",
        1.2,
    )
    return shape(cone, ink.slant(light(c, 0.2), c, dark(c, 0.25)), dark(c, 0.4), 1.4) + bobble + fur


def _halo(design: Design, ink: Ink) -> str:
    return '<ellipse cx="2" cy="-126" rx="32" ry="8.500" fill="none" stroke="#d9a520" stroke-width="8"/><ellipse cx="2" cy="-126.500" rx="32" ry="8.500" fill="none" stroke="#ffe98a" stroke-width="5"/>'


def _mortarboard(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    cap = shape("M-44,-90L-44,-66C-20,-56 24,-56 47,-66L47,-90Z", dark(c, 0.2))
    board = shape("M2,-124L74,-98L2,-76L-70,-98Z", ink.slant(light(c, 0.25), c, dark(c, 0.2)), dark(c, 0.4), 1.4)
    return cap + board + line("M2,-99L58,-92V-66", "#f7cf52", 3) + oval(58, -61, 4, 8, "#f7cf52")


def _deerstalker(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    dome = "M-48,-66C-50,-96 -28,-114 1,-114C34,-114 50,-96 52,-66C20,-74 -20,-74 -48,-66Z"
    peaks = shape("M22,-72C44,-76 68,-68 74,-56C60,-58 40,-60 26,-60Z", dark(c, 0.16), dark(c, 0.4), 1.2) + shape(
        "M-30,-70C-52,-74 -70,-64 -74,-52C-60,-54 -44,-56 -32,-60Z", dark(c, 0.2), dark(c, 0.4), 1.2
    )
    check = line(
        "M-30,-104C-26,-90 -26,-80 -26,-70M0,-114V-72M28,-106C32,-92 32,-82 32,-70M-46,-84C-16,-92 20,-92 50,-84",
        dark(c, 0.28),
        2.4,
        0.5,
    )
    bow = oval(-8, -116, 8, 5, dark(c, 0.1), turn=20) + oval(10, -116, 8, 5, dark(c, 0.1), turn=-20)
    return shape(dome, ink.cloth(c), dark(c, 0.35), 1.4) + check + peaks + bow


def _nurse(design: Design, ink: Ink) -> str:
    d = "M-34,-84C-36,-108 -30,-118 -20,-118C-4,-113 10,-113 24,-118C36,-118 42,-108 40,-84C16,-76 -12,-76 -34,-84Z"
    cross = shape("M0,-110h7v7h7v7h-7v7h-7v-7h-7v-7h7z", "#ef4458")
    return shape(d, ink.slant("#ffffff", "#ffffff", "#d9e0ee"), "#aab2c6", 1.4) + cross


def _bow(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    loops = "M-24,-96C-44,-116 -58,-104 -52,-90C-48,-80 -36,-84 -24,-92ZM-24,-96C-10,-120 8,-114 6,-100C4,-88 -10,-86 -24,-92Z"
    return shape(loops, ink.cloth(c), dark(c, 0.35), 1.3) + oval(-24, -94, 6, 6, dark(c, 0.12))


def _flowers(design: Design, ink: Ink) -> str:
    found = ""
    for i, (x, y) in enumerate(((-36, -80), (-18, -90), (2, -94), (22, -92), (38, -83))):
        c = ("#ff7fa8", "#ffd75a", "#b58cff", "#ff9a5a", "#ff7fa8")[i]
        found += "".join(oval(x + dx, y + dy, 5.4, 5.4, c) for dx, dy in ((-5, 0), (5, 0), (0, -5), (0, 5)))
        found += oval(x, y, 3.6, 3.6, "#fff3b8")
    return line("M-44,-72C-20,-92 24,-94 46,-74", "#5ca83a", 4) + found


def _headband(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    return shape(
        "M-48,-76C-20,-84 24,-84 50,-78L50,-64C24,-70 -20,-70 -47,-62Z",
        ink.across(light(c, 0.25), c),
        dark(c, 0.3),
        1.2,
    )


def _goggles(design: Design, ink: Ink) -> str:
    strap = shape("M-48,-80C-20,-88 24,-88 50,-82L50,-74C24,-80 -20,-80 -47,-70Z", "#333a4a")
    lens = "".join(
        oval(x, -77, 15, 12, "#f2a33a") + oval(x, -77, 12, 9.500, "#9fe0ff") + oval(x - 4, -80, 4, 2.500, "#ffffff")
        for x in (-8, 24)
    )
    return strap + lens


def _jester(design: Design, ink: Ink) -> str:
    c = design.hat_colour
    near = "M-46,-66C-60,-100 -40,-120 -2,-112C-26,-100 -28,-84 -22,-70ZM-46,-88C-60,-92 -74,-84 -80,-70C-66,-76 -56,-74 -48,-66Z"
    far = "M50,-66C64,-100 44,-120 4,-112C28,-100 32,-84 26,-70ZM50,-88C64,-92 78,-84 84,-70C70,-76 60,-74 52,-66Z"
    mid = "M-24,-66C-34,-108 -6,-126 2,-150C12,-126 38,-108 28,-66C10,-60 -8,-60 -24,-66Z"
    bells = "".join(oval(x, y, 6.500, 6.500, "#ffd75a") for x, y in ((-80, -68), (84, -68), (2, -151)))
    return (
        shape(near, c, dark(c, 0.35), 1.3)
        + shape(far, design.accent, dark(design.accent, 0.35), 1.3)
        + shape(mid, ink.cloth("#7a5cf0"), "#3a2a80", 1.3)
        + bells
    )


def _veil(design: Design, ink: Ink) -> str:
    return shape("M-36,-86C-20,-108 24,-108 40,-86C20,-94 -14,-94 -36,-86Z", "#ffffff", "#cfd6e6", 1.2) + "".join(
        oval(x, -93 - 4 * (abs(x) < 14), 5, 5, "#ffe3ec") for x in (-24, -8, 8, 24)
    )


def _veil_back(design: Design, ink: Ink) -> str:
    return f'<g opacity="0.8">{shape("M-44,-90C-74,-20 -76,70 -66,120C-30,128 30,128 64,118C74,60 74,-20 46,-90Z", ink.down("#ffffff", "#e6ecf8"), "#ccd4e6", 1.2)}</g>'


HATS: dict[str, Hat] = {
    "cap": Hat(_cap),
    "flat-cap": Hat(_flat_cap, rises=8),
    "beret": Hat(_beret, rises=20),
    "beanie": Hat(_beanie, rises=31),
    "brim-hat": Hat(_brim, rises=21),
    "straw-hat": Hat(_straw),
    "cowboy-hat": Hat(_cowboy, rises=25),
    "top-hat": Hat(_top_hat, rises=53),
    "chef-hat": Hat(_chef, rises=50),
    "baker-cap": Hat(_baker, rises=15),
    "crown": Hat(_crown, covers=False, rises=40),
    "tiara": Hat(_tiara, covers=False, rises=23),
    "wizard-hat": Hat(_wizard, rises=80),
    "witch-hat": Hat(_witch, rises=80),
    "pirate-hat": Hat(_pirate, rises=17),
    "captain-cap": Hat(_captain, rises=15),
    "police-cap": Hat(_police, rises=19),
    "hard-hat": Hat(_hard, rises=17),
    "fire-helmet": Hat(_fire, rises=17),
    "knight-helmet": Hat(_knight, hides_hair=True, rises=36),
    "viking-helmet": Hat(_viking, rises=29),
    "space-helmet": Hat(_space, _space_back, _space_over, covers=False, hides_hair=True, rises=18),
    "hood": Hat(_hood, hides_hair=True, rises=23),
    "ninja-hood": Hat(_ninja, hides_hair=True, rises=11),
    "headscarf": Hat(_headscarf, hides_hair=True, rises=17),
    "turban": Hat(_turban, rises=27),
    "santa-hat": Hat(_santa, rises=30),
    "halo": Hat(_halo, covers=False, rises=38),
    "mortarboard": Hat(_mortarboard, rises=25),
    "detective-hat": Hat(_deerstalker, rises=21),
    "nurse-cap": Hat(_nurse, covers=False, rises=19),
    "bow": Hat(_bow, covers=False, rises=18),
    "flowers": Hat(_flowers, covers=False, rises=4),
    "headband": Hat(_headband, covers=False, rises=8),
    "goggles": Hat(_goggles, covers=False, rises=8),
    "jester-hat": Hat(_jester, rises=58),
    "veil": Hat(_veil, _veil_back, covers=False, rises=8),
}
"""Name of a hat -> how it is drawn."""
