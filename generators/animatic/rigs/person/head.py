"""The head without its features: skull, ears, beard, hair and whatever is worn on it."""

from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.hair import STYLES, tint_of
from videostudio.generators.animatic.rigs.person.hats import HATS
from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, mixed, oval, shape

HAT_LINE = -66
"""Hair higher than this is under the hat."""
SKULL = "M-45,-50C-46,-80 -26,-101 1,-101C29,-101 46,-80 46,-50C46,-24 30,0 6,0C-22,0 -44,-20 -45,-50Z"
ROUND = "M-48,-47C-49,-80 -28,-101 0,-101C30,-101 49,-80 49,-47C49,-18 30,0 5,0C-26,0 -47,-16 -48,-47Z"
ALIEN = "M-50,-62C-52,-92 -30,-108 1,-108C33,-108 53,-92 51,-62C48,-34 24,0 6,0C-14,0 -46,-32 -50,-62Z"


def head(design: Design, ink: Ink) -> str:
    """Everything but face and back hair, in hundredths of the head's height."""
    if design.kind == "robot":
        return _robot(design, ink)
    skin = design.skin
    fill = ink.ball(light(skin, 0.34), skin, dark(skin, 0.13))
    skull = ALIEN if design.kind == "alien" else ROUND if design.child or design.woman else SKULL
    ears = _ears(design) if design.kind != "alien" else _feelers(design)
    parts = [ears if design.kind != "alien" else "", shape(skull, fill, dark(skin, 0.3), 1.3)]
    if design.kind == "alien":
        parts.insert(0, ears)
    parts.append(_beard(design, ink))
    if design.kind != "alien":
        parts.append(_hair(design, ink))
    if design.hat:
        parts.append(HATS[design.hat].front(design, ink))
    return "".join(parts)


def behind(design: Design, ink: Ink) -> str:
    """What of hair and hat lies behind the body."""
    hair = ""
    if design.kind == "human" and not (design.hat and HATS[design.hat].hides_hair):
        hair = STYLES[design.hair].back(tint_of(design.hair_colour, ink))
        if design.hair == "bun" and _covered(design):
            hair = ""
    return hair + (HATS[design.hat].back(design, ink) if design.hat else "")


def over(design: Design, ink: Ink) -> str:
    """What lies over the face: glass."""
    return HATS[design.hat].over(design, ink) if design.hat else ""


def _hair(design: Design, ink: Ink) -> str:
    """Hair on the head, as far as the hat leaves it to be seen."""
    hair = STYLES[design.hair].front(tint_of(design.hair_colour, ink))
    if not _covered(design):
        return hair
    return "" if HATS[design.hat].hides_hair else _below(hair, ink)


def _covered(design: Design) -> bool:
    return bool(design.hat) and HATS[design.hat].covers


def _below(hair: str, ink: Ink) -> str:
    return ink.within(f"M-90,{HAT_LINE}H90V90H-90Z", hair)


def _ears(design: Design) -> str:
    skin, shade = design.skin, dark(design.skin, 0.16)
    if "pointed-ears" in design.extras:
        near = shape("M-38,-30C-50,-32 -62,-50 -68,-66C-54,-66 -42,-58 -38,-48Z", skin, dark(skin, 0.3), 1.2)
        return near + shape("M42,-32C52,-36 60,-50 64,-64C54,-62 46,-56 43,-48Z", shade)
    return oval(-44, -41, 8.5, 10.5, shade) + oval(-43.5, -41, 6.8, 8.8, skin) + oval(46, -41, 4.5, 8.5, shade)


def _feelers(design: Design) -> str:
    skin = design.skin
    stalks = line("M-18,-100C-26,-116 -30,-122 -34,-130M22,-100C28,-116 32,-122 36,-130", dark(skin, 0.2), 4)
    return stalks + oval(-34, -132, 8, 8, light(skin, 0.2)) + oval(36, -132, 8, 8, light(skin, 0.2))


def _beard(design: Design, ink: Ink) -> str:
    hair = design.hair_colour
    fill = ink.down(light(hair, 0.12), hair, dark(hair, 0.25))
    if "long-beard" in design.beard:
        d = (
            "M-44,-46C-36,-34 -26,-32 -14,-32C0,-38 22,-38 32,-32C40,-34 44,-42 46,-50C52,-16 46,16 24,42C18,52 10,56 6,58"
            "C-2,52 -14,44 -26,28C-44,4 -50,-22 -44,-46Z"
        )
        strands = line(
            "M-20,-6C-16,12 -8,28 2,42M24,-8C22,10 16,26 10,42M4,6C4,20 6,30 7,44", dark(hair, 0.2), 1.6, 0.5
        )
        return shape(d, fill, dark(hair, 0.3), 1.4) + strands
    if "beard" in design.beard:
        d = (
            "M-44,-48C-36,-36 -26,-31 -14,-31C0,-36 22,-36 32,-31C40,-34 44,-42 46,-52C50,-20 36,8 6,9"
            "C-26,8 -46,-16 -44,-48Z"
        )
        return shape(d, fill, dark(hair, 0.3), 1.4) + oval(11, -18, 14, 9, mixed(design.skin, hair, 0.12))
    if "stubble" in design.beard:
        d = "M-43,-40C-32,-26 -20,-28 -8,-28C6,-34 24,-33 32,-28C38,-30 43,-36 45,-44C44,-18 30,0 6,0C-22,0 -42,-16 -43,-40Z"
        return f'<g opacity="0.2">{shape(d, hair)}</g>'
    return ""


def _robot(design: Design, ink: Ink) -> str:
    metal = design.skin
    fill = ink.slant(light(metal, 0.55), metal, dark(metal, 0.2))
    aerial = (
        line("M0,-98V-116", dark(metal, 0.25), 4) + oval(0, -120, 7, 7, "#ff5a4f") + oval(-2, -122, 2.4, 2.4, "#ffd0c8")
    )
    ears = shape("M-54,-58h12v24h-12a5,5 0 0 1 -5,-5v-14a5,5 0 0 1 5,-5z", dark(metal, 0.2)) + shape(
        "M44,-58h9a5,5 0 0 1 5,5v14a5,5 0 0 1 -5,5h-9z", dark(metal, 0.3)
    )
    box = (
        "M-28,-98H30C42,-98 48,-92 48,-80V-20C48,-8 42,-2 30,-2H-28C-40,-2 -46,-8 -46,-20V-80C-46,-92 -40,-98 -28,-98Z"
    )
    plate = "M-18,-72H32C38,-72 41,-69 41,-63V-17C41,-11 38,-8 32,-8H-18C-24,-8 -27,-11 -27,-17V-63C-27,-69 -24,-72 -18,-72Z"
    hat = HATS[design.hat].front(design, ink) if design.hat else ""
    return aerial + ears + shape(box, fill, dark(metal, 0.35), 1.6) + shape(plate, light(metal, 0.62)) + hat
