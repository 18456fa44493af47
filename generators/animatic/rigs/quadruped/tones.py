"""Shades and shapes that the parts of four-legged animals share."""

import re

from videostudio.generators.animatic.rigs.person.ink import dark, mixed

FAR = 0.2
"""How much darker the legs on the other side are."""
DUSK = "#8a4a9a"
"""What shade from below leans to, as in all artworks."""
_PAIR = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def low(colour: str, much: float = 0.2) -> str:
    """A colour seen from the shaded side."""
    return mixed(dark(colour, 0.5 * much), DUSK, 0.6 * much)


def tone(colour: str, far: bool) -> str:
    """A colour of a part, darker on the `far` side."""
    return low(dark(colour, FAR), 0.16) if far else colour


def sized(path: str, ahead: float, down: float, behind: float = 0.0) -> str:
    """A path of absolute points, stretched: x by `ahead` (by `behind`, if given, where it is negative), y by `down`."""

    def point(match: re.Match[str]) -> str:
        x, y = float(match[1]), float(match[2])
        return f"{x * (behind if behind and x < 0 else ahead):.2f},{y * down:.2f}"

    return _PAIR.sub(point, path)
