"""What drawing comes to: SVG elements on a canvas, and what both ways of drawing share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from videostudio.generators.animatic.art.dress import NECKWEAR, Head, one_hat, worn
from videostudio.generators.animatic.art.figure import FIGURE_CANVAS, Canvas
from videostudio.generators.animatic.art.looks import Looks
from videostudio.generators.animatic.art.roles import Role

ARTWORK_CANVAS: Canvas = (-24.0, -24.0, 120.0, 120.0)
BUST_HEAD = Head(36.0, 28.0, 12.5)
HEAD_ON_BODY = Head(36.0, 31.0, 13.5)
WALKER_HEAD = Head(54.0, 26.0, 16.0)
SITTER_HEAD = Head(36.0, 24.0, 17.0)
NOWHERE: Mapping[str, Head] = {}

__all__ = ["ARTWORK_CANVAS", "FIGURE_CANVAS", "Canvas", "Drawing", "garments", "turned"]


@dataclass(frozen=True)
class Drawing:
    """SVG elements in a canvas (left, top, width, height in units); `missing` names the parts whose colour was
    asked for and which the artwork does not have."""

    body: str
    canvas: Canvas
    missing: tuple[str, ...] = ()


def garments(
    looks: Looks, role: Role | None, head: Head, clothes: str | None = None, places: Mapping[str, Head] = NOWHERE
) -> str:
    """What an entity wears on a head, as SVG text; `places` has heads for garments that sit elsewhere."""
    names = one_hat((*looks.wears, *(role.wears if role else ())))
    hat = looks.colour("hat") or dict(role.colours if role else ()).get("hat")
    around_neck = dict.fromkeys(NECKWEAR, looks.colour("scarf"))
    colours = dict.fromkeys(names, hat) | around_neck | {"hood": hat or clothes}
    return "".join(worn(name, places.get(name, head), colours[name]) for name in names)


def turned(drawn: Drawing) -> Drawing:
    """The same drawing, mirrored on its canvas."""
    axis = 2 * drawn.canvas[0] + drawn.canvas[2]
    return replace(drawn, body=f'<g transform="translate({axis} 0) scale(-1 1)">{drawn.body}</g>')
