"""Hats, helmets, scarves and eyes put on an artwork's head. Knows where heads are, not whose they are."""

from dataclasses import dataclass

from videostudio.generators.animatic.art.library import pack_table, table
from videostudio.generators.animatic.art.packs import ArtPack
from videostudio.generators.animatic.art.paint import tones_of

LINE_WIDTH = 2.0
EYE_RADIUS = 1.35
HEAD_UNITS = 10.0
"""Garments are drawn for a head of this radius around (0, 0)."""
DOME = "space-helmet"
NECKWEAR = ("scarf", "collar", "stethoscope")
UPPER_RIGHT = (52.0, 22.0, 11.0)


@dataclass(frozen=True)
class Head:
    """Where a head is on an artwork, in its units: centre and radius."""

    x: float
    y: float
    radius: float


def known_head(label: str, pack: ArtPack) -> Head | None:
    """The head on an artwork, or on the figure that is made with it; None where it is not known."""
    anchor = pack_table(pack, "anchors").get(label)
    return Head(*anchor["head"]) if anchor else None


def head_of(label: str, pack: ArtPack) -> Head:
    """The head on an artwork; a guess (its upper right quarter, mirrored for side views) where none is known."""
    head = known_head(label, pack)
    if head:
        return head
    x, y, radius = UPPER_RIGHT
    left = label in pack_table(pack, "curation")["facing"]["left"]
    return Head(72 - x if left else x, y, radius)


def places_of(label: str, pack: ArtPack) -> dict[str, Head]:
    """Garments that sit elsewhere than on the head: a scarf where the artwork's neck is, a glass dome around
    long ears. Each with the head that it would fit."""
    anchor = pack_table(pack, "anchors").get(label, {})
    places = {}
    if "neck" in anchor:
        x, y, radius = anchor["neck"]
        places = dict.fromkeys(NECKWEAR, Head(x, y - radius, radius))
    if "dome" in anchor:
        places[DOME] = Head(*anchor["dome"])
    return places


def eyes(label: str, pack: ArtPack) -> str:
    """Eyes for side views, which OpenMoji draws without; "" where the artwork needs none."""
    anchor = pack_table(pack, "anchors").get(label, {})
    colour = anchor.get("eye_colour", "#000000")
    return "".join(f'<circle cx="{x}" cy="{y}" r="{EYE_RADIUS}" fill="{colour}"/>' for x, y in anchor.get("eyes", ()))


def worn(name: str, head: Head, colour: str | None) -> str:
    """One garment on a head, as SVG text, in a named colour or its usual one."""
    entry = table("wear")[name]
    light, dark, _ = tones_of(colour or entry["colour"])
    scale = head.radius / HEAD_UNITS
    width = f"{LINE_WIDTH / scale:.3f}"
    drawn = str(entry["svg"]).replace("{c}", light).replace("{d}", dark).replace("{w}", width)
    drawn = drawn.replace("{W}", f"{1.6 * LINE_WIDTH / scale:.3f}")
    return f'<g transform="translate({head.x:.3f} {head.y:.3f}) scale({scale:.4f})">{drawn}</g>'


def one_hat(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same garments with only the first of all hats."""
    hats = [name for name in names if table("wear")[name]["hat"]]
    return tuple(name for name in dict.fromkeys(names) if name not in hats or name == hats[0])
