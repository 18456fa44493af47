"""What animals wear: hats of people on their skulls, glasses before their eyes, scarves around their necks."""

from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.hats import HATS
from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, placed, shape
from videostudio.generators.animatic.rigs.quadruped.breed import Breed, Head
from videostudio.generators.animatic.rigs.quadruped.coat import Coat
from videostudio.generators.animatic.rigs.quadruped.tones import sized

PUPIL = "#2f2430"
HAT_NAMES = {"helmet": "hard-hat", "ninja-band": "headband", "sweatband": "headband"}
"""Garments that people have another name for."""
HAT_COLOURS = {
    "crown": "#ffc83a",
    "chef-hat": "#ffffff",
    "top-hat": "#3a3644",
    "straw-hat": "#f2cf7a",
    "brim-hat": "#8a5a36",
    "cap": "#e0483e",
    "hard-hat": "#f2b42f",
    "pirate-hat": "#332f3d",
    "wizard-hat": "#4a4fc0",
    "cowboy-hat": "#a0693c",
    "santa-hat": "#e03a3e",
    "detective-hat": "#a97c4f",
    "police-cap": "#3559b8",
    "captain-cap": "#f4f6fb",
    "knight-helmet": "#aab4c6",
    "viking-helmet": "#9aa3b5",
    "mortarboard": "#3a3644",
    "beret": "#c8384a",
    "headband": "#e0483e",
    "hood": "#8a3f3a",
    "space-helmet": "#e8ecf5",
    "goggles": "#f2a33a",
    "halo": "#ffe98a",
}
EYEWEAR = ("glasses", "sunglasses", "mask", "eye-patch")
FRONT_HAT = 1.14
"""Faces from the front are wide: their hats are larger than their skulls."""
DOME, DOME_UNITS = "space-helmet", 62.0
MASK = "M-1,-5C-0.5,-9 0.5,-9 1,-5L1,3C0.5,8 -0.5,8 -1,3Z"
SCARF = "M-1,-2C-0.5,1 0.5,1 1,-2L1,2.2C0.5,5.2 -0.5,5.2 -1,2.2Z"
ENDS = "M-0.1,0L0.2,9L0.8,8.4L0.6,0Z"
TUBE = "M-0.7,-2C-0.5,9 0.5,9 0.8,-2"
LONG = 12.0
"""Necks longer than this are thin at their upper end."""
CHIN = 0.2
"""Half the width of a scarf below a chin, as a share of the head's width."""


def hat_name(coat: Coat) -> str:
    """The hat people know that stands on the head; "" for none."""
    for name in coat.wears:
        found = HAT_NAMES.get(name, name)
        if found in HATS:
            return found
    return ""


def hat(breed: Breed, coat: Coat, ink: Ink) -> str:
    """Hat or helmet, in units of the head's artwork."""
    name = hat_name(coat)
    if not name:
        return ""
    x, y, scale = _hat_place(breed, name)
    design = _design(name, coat)
    return placed(HATS[name].front(design, ink) + HATS[name].over(design, ink), x, y, scale)


def hat_behind(breed: Breed, coat: Coat, ink: Ink) -> str:
    """What of it lies behind the head."""
    name = hat_name(coat)
    if not name:
        return ""
    x, y, scale = _hat_place(breed, name)
    return placed(HATS[name].back(_design(name, coat), ink), x, y, scale)


def _hat_place(breed: Breed, name: str) -> tuple[float, float, float]:
    """Where the chin of a person with the same hat would be, and the scale."""
    head = breed.head
    x, y, r = head.hat
    if name != DOME:
        return x, y + r, (FRONT_HAT if head.front else 1.0) * r / 50
    left, top, right, bottom = bounds(head)
    reach = 0.56 * max(right - left, bottom - top) / DOME_UNITS
    return 0.5 * (left + right) - reach, 0.5 * (top + bottom) + 50 * reach, reach


def bounds(head: Head) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a head on its artwork."""
    if not head.cut:
        return 2.0, 3.0, 70.0, 70.0
    x, y, rx, ry = head.skull or (*head.joint, 0.0, 0.0)
    spots = (*head.cut, (x - rx, y - ry), (x + rx, y + ry))
    xs, ys = ([min(max(spot[axis], 2.0), 70.0) for spot in spots] for axis in (0, 1))
    return min(xs), min(ys), max(xs), max(ys)


def _design(name: str, coat: Coat) -> Design:
    return Design(hat=name, hat_colour=coat.hat_colour or HAT_COLOURS.get(name, "#c0392b"))


def eyewear(head: Head, coat: Coat, size: float) -> str:
    """Glasses, a mask or a patch, in units of the head's artwork, on which features are `size` large."""
    spots = [(x, y) for x, y, _ in head.eyes]
    return "".join(_before_eyes(name, spots, coat, size) for name in coat.wears if name in EYEWEAR)


def _before_eyes(name: str, spots: list[tuple[float, float]], coat: Coat, size: float) -> str:
    (x, y), (last, _) = spots[0], spots[-1]
    if name == "eye-patch":
        strap = line(f"M{x - 14 * size},{y - 9 * size}L{x + 22 * size},{y + 4 * size}", PUPIL, 1.6 * size)
        return strap + oval(x, y, 5.6 * size, 6.2 * size, PUPIL)
    if name == "mask":
        holes = "".join(
            oval(u, v, 3.4 * size, 3.8 * size, "#ffffff") + oval(u, v, 1.8 * size, 2.6 * size, PUPIL) for u, v in spots
        )
        return placed(shape(sized(MASK, 0.5 * (last - x) + 8 * size, size), "#2f2b3a"), 0.5 * (x + last), y) + holes
    dark_ones = name == "sunglasses"
    rim = dark(coat.hat_colour, 0.2) if coat.hat_colour else "#2f2b3a"
    r = 6.2 * size
    found = line(f"M{x + r},{y}H{last - r}", rim, 1.5 * size) if len(spots) > 1 else ""
    for u, v in spots:
        found += oval(u, v, r, r, "#2b2838" if dark_ones else "#d9f0ff", opacity=0.92 if dark_ones else 0.35)
        found += f'<circle cx="{u}" cy="{v}" r="{r}" fill="none" stroke="{rim}" stroke-width="{1.5 * size}"/>'
        found += line(
            f"M{u - 0.5 * r},{v - 0.3 * r}q{0.2 * r},{-0.3 * r} {0.5 * r},{-0.35 * r}", "#ffffff", 1.1 * size, 0.8
        )
    return found


def neckwear(breed: Breed, coat: Coat, ink: Ink) -> str:
    """Scarf, collar or stethoscope around the neck's upper end, around the head's joint."""
    w, drop = _fit(breed)
    c, found = coat.scarf, ""
    if "scarf" in coat.wears:
        found += shape(sized(ENDS, w, 1.0), dark(c, 0.1), dark(c, 0.3), 0.5)
        found += shape(sized(SCARF, w, 1.0), ink.down(light(c, 0.25), c, dark(c, 0.15)), dark(c, 0.3), 0.5)
    if "collar" in coat.wears:
        found += line(f"M{-w},0Q0,3.4 {w},0", c, 2.2) + oval(0.2 * w, 4.2, 1.5, 1.6, "#ffd84a")
    if "stethoscope" in coat.wears:
        found += line(sized(TUBE, w, 1.0), "#4a5570", 1.2) + oval(0.1 * w, 8, 2, 2, "#c6d0e0")
    return placed(found, 0.0, drop) if found else ""


def _fit(breed: Breed) -> tuple[float, float]:
    """Half the width of what is worn around the neck, and how far below the head's joint it is: below the chin of
    heads that look at the camera, which hide the neck."""
    if breed.neck > LONG:
        return 0.9 * breed.collar, 5.0
    if not breed.head.front:
        return 1.15 * breed.collar, 0.28 * breed.deep
    left, _, right, bottom = bounds(breed.head)
    chin = (bottom - breed.head.joint[1]) * breed.head.scale
    return max(1.15 * breed.collar, CHIN * (right - left) * breed.head.scale), max(0.28 * breed.deep, chin - 1.0)
