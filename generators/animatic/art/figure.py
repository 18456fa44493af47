"""Bodies for artworks that are only a bust or a head: small picture-book figures in OpenMoji's line style.

Units are those of an artwork, 72 across; a figure reaches below it. Knows no words, only colours and cuts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from videostudio.generators.animatic.art.paint import shade

Canvas = tuple[float, float, float, float]
Cut = Literal["shirt", "coat", "robe", "dress", "tail"]

LINE = 'stroke="#000" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
SHOULDER_LEFT, SHOULDER_RIGHT = 17.0, 55.0
GROWN_UP_HEM, CHILD_HEM = 82.0, 76.0
GROWN_UP_LEGS, CHILD_LEGS = 19.0, 12.0
FIGURE_CANVAS: Canvas = (-30.0, -30.0, 132.0, 160.0)
HEAD_SCALE = 0.62
WALKER_HEAD_SCALE = 0.62
SITTER_HEAD_SCALE = 0.72


@dataclass(frozen=True)
class Cloth:
    """Colours of a figure as #rrggbb, its cut, and where the bust's shoulders end, left and right."""

    top: str
    top_dark: str
    trousers: str
    shoes: str
    skin: str
    cut: Cut = "shirt"
    child: bool = False
    shoulders: tuple[float, float] = (SHOULDER_LEFT, SHOULDER_RIGHT)


def one_coloured(colour: str) -> Cloth:
    """The body of robots and aliens, who wear nothing: one colour in three shades."""
    dark, darker = shade(colour), shade(colour, 600)
    return Cloth(top=colour, top_dark=dark, trousers=dark, shoes=darker, skin=colour)


def standing(bust: str, cloth: Cloth) -> str:
    """A bust with arms, body and legs below it, as SVG text."""
    hem = CHILD_HEM if cloth.child else GROWN_UP_HEM
    ground = hem + (CHILD_LEGS if cloth.child else GROWN_UP_LEGS) + 5
    neck = f'<ellipse cx="36" cy="46.5" rx="9.5" ry="5.5" fill="{cloth.skin}"/>'
    legs = _fish_tail(cloth, hem) if cloth.cut == "tail" else _legs(cloth, hem, ground)
    return legs + _torso(cloth, hem, ground) + _arms(cloth, hem) + neck + bust


def shoulders(cloth: Cloth) -> str:
    """The upper end of a body, for artworks that have only a head."""
    shape = "M17,60v-3c0-5,5-9,10-9c6,3,12,3,18,0c5,0,10,4,10,9v3"
    return f'<path d="{shape}" fill="{cloth.top}"/><path d="{shape}" fill="none" {LINE}/>'


def headed(head: str, cloth: Cloth) -> str:
    """A bust made of shoulders and a head artwork."""
    return shoulders(cloth) + persons_head(head)


def walking(head: str, fur: str, fur_dark: str, tail: str) -> str:
    """A head artwork, seen from the front, on a four-legged body that goes to the right, as SVG text."""
    far = "".join(_paw(x, fur_dark, 70.0) for x in (18.0, 46.0))
    near = "".join(_paw(x, fur, 72.0) for x in (9.0, 37.0))
    body = "M12,40C20,33 40,34 50,38C57,41 58,52 53,57C42,62 20,62 11,58C4,53 5,44 12,40Z"
    return f'{far}{tail}<path d="{body}" fill="{fur}" {LINE}/>{near}{walkers_head(head)}'


def walkers_head(head: str) -> str:
    """A head artwork where a four-legged body has its head."""
    return scaled(head, WALKER_HEAD_SCALE, 54, 27)


def sitters_head(head: str) -> str:
    """A head artwork where a sitting body has its head."""
    return scaled(head, SITTER_HEAD_SCALE, 36, 25)


def persons_head(head: str) -> str:
    """A head artwork where a standing body has its head."""
    return scaled(head, HEAD_SCALE, 36, 49.5 - 26 * HEAD_SCALE)


def scaled(artwork: str, scale: float, x: float, y: float) -> str:
    """An artwork made smaller, its middle at (x, y)."""
    return f'<g transform="translate({x - 36 * scale:.3f} {y - 36 * scale:.3f}) scale({scale})">{artwork}</g>'


def sitting(head: str, fur: str, fur_dark: str) -> str:
    """A head artwork on a small body that sits and looks at us, as SVG text."""
    side = (
        f'<ellipse cx="15" cy="58" rx="11" ry="11" fill="{fur}" {LINE}/>'
        f'<path d="M3,70c0,-5 6,-7 11,-6c4,1 6,3 6,6z" fill="{fur_dark}" {LINE}/>'
    )
    foreleg = f'<path d="M26,48V66c-2,0 -4,2 -4,4h12V50" fill="{fur}" {LINE}/>'
    mirrored = '<g transform="translate(72 0) scale(-1 1)">'
    body = _filled("M20,40C14,58 18,70 36,70C54,70 58,58 52,40Z", fur)
    return f"{side}{mirrored}{side}</g>{body}{foreleg}{mirrored}{foreleg}</g>{sitters_head(head)}"


def seated(fur: str, fur_dark: str, belly: str) -> str:
    """A small body that sits and looks at us, without its head, as SVG text: arms on a belly, feet in front."""
    foot = f'<ellipse cx="22.5" cy="66" rx="9" ry="6" fill="{fur_dark}"/>'
    arm = _filled("M20,46C13,50 12,60 17,62C21,63 25,57 27,49Z", fur)
    mirrored = '<g transform="translate(72 0) scale(-1 1)">'
    return (
        f"{_filled('M22,40C13,48 13,69 36,69C59,69 59,48 50,40Z', fur)}"
        f'<ellipse cx="36" cy="57" rx="12.5" ry="11" fill="{belly}"/>{foot}{arm}{mirrored}{foot}{arm}</g>'
    )


def tail(style: str, fur: str, fur_dark: str, tip: str) -> str:
    """A tail at the left end of a four-legged body: bushy, tuft or short."""
    if style == "bushy":
        end = "M-12,28C-11,33 -9,37 -6,40C-3,35 -3,31 -5,28.2C-8,27.5 -10,27.6 -12,28Z"
        return _filled("M10,46C0,46 -10,40 -12,28C-4,27 8,31 13,42Z", fur) + _filled(end, tip)
    if style == "tuft":
        curve = 'd="M9,46C-2,46 -6,40 -5,30" fill="none" stroke-linecap="round"'
        string = f'<path {curve} stroke="#000" stroke-width="6.5"/><path {curve} stroke="{fur}" stroke-width="2.8"/>'
        return f'{string}<ellipse cx="-5" cy="27" rx="4" ry="5.5" fill="{fur_dark}" {LINE}/>'
    if style == "short":
        return f'<circle cx="6" cy="44" r="4.5" fill="{fur}" {LINE}/>'
    return ""


def _paw(x: float, colour: str, ground: float) -> str:
    """A leg that grows out of the body: its sides are drawn only below the belly."""
    end = ground - 3
    shape = f"M{x},53V{end}c0,2 1,3 3,3h6.5c2,0 3,-1 3,-3c0,-2 -1,-3 -3,-3V53Z"
    sides = f"M{x},58V{end}c0,2 1,3 3,3h6.5c2,0 3,-1 3,-3c0,-2 -1,-3 -3,-3V59"
    return f'<path d="{shape}" fill="{colour}"/><path d="{sides}" fill="none" {LINE}/>'


def _legs(cloth: Cloth, hem: float, ground: float) -> str:
    bare = cloth.cut == "dress"
    colour = cloth.skin if bare else cloth.trousers
    top, ankle, crotch = hem - 2, ground - 5, hem + 4
    shape = f"M25,{top}V{ankle}H34.5L36,{crotch}L37.5,{ankle}H47V{top}Z"
    if bare:
        shape = f"M28,{top}V{ankle}H33.500V{top}ZM38.5,{top}V{ankle}H44V{top}Z"
    shoe = f"M23,{ground}c0,-4 3,-6 6,-6h6v6z"
    return (
        f'<path d="{shape}" fill="{colour}" {LINE}/><path d="{shoe}" fill="{cloth.shoes}" {LINE}/>'
        f'<g transform="translate(72 0) scale(-1 1)"><path d="{shoe}" fill="{cloth.shoes}" {LINE}/></g>'
    )


def _fish_tail(cloth: Cloth, hem: float) -> str:
    body = f"M25,{hem - 3}C23,{hem + 10} 30,{hem + 19} 44,{hem + 19}C50,{hem + 19} 55,{hem + 16} 57,{hem + 12}"
    fin = f"M57,{hem + 12}C57,{hem + 5} 62,{hem + 1} 69,{hem + 1}C67,{hem + 5} 67,{hem + 8} 69,{hem + 13}"
    back = f"C64,{hem + 15} 60,{hem + 14} 57,{hem + 12}C50,{hem + 12} 47.5,{hem + 6} 47.5,{hem - 3}Z"
    return _filled(f"{body}{fin[fin.index('C') :]}{back}", cloth.trousers)


def _torso(cloth: Cloth, hem: float, ground: float) -> str:
    return _TORSO[cloth.cut](cloth, hem, ground)


def _shirt(cloth: Cloth, hem: float, ground: float) -> str:
    return _filled(f"M25,55L24.5,{hem}C32,{hem + 1.5} 40,{hem + 1.5} 47.5,{hem}L47,55Z", cloth.top)


def _coat(cloth: Cloth, hem: float, ground: float) -> str:
    end = hem + 8
    buttons = "".join(f'<circle cx="38.5" cy="{y}" r="1.1"/>' for y in (64, 71, 78))
    shape = f"M25,55L24.5,64L21.5,{end}C30,{end + 1.5} 42,{end + 1.5} 50.5,{end}L47.5,64L47,55Z"
    return _filled(shape, cloth.top) + f'<path d="M36,58V{end}" fill="none" {LINE}/>{buttons}'


def _robe(cloth: Cloth, hem: float, ground: float) -> str:
    end = ground - 3
    shape = f"M25,55L24.5,64L19,{end}C28,{end + 2} 44,{end + 2} 53,{end}L47.5,64L47,55Z"
    folds = f'd="M30,74L28,{end - 1}M42,74L44,{end - 1}" fill="none" stroke-width="2" stroke-linecap="round"'
    return _filled(shape, cloth.top) + f'<path {folds} stroke="{cloth.top_dark}"/>'


def _dress(cloth: Cloth, hem: float, ground: float) -> str:
    end, waist = hem + 8, hem - 10
    shape = f"M25,55L25.5,{waist}L18.5,{end}C29,{end + 2} 43,{end + 2} 53.5,{end}L46.5,{waist}L47,55Z"
    return _filled(shape, cloth.top) + f'<path d="M25.5,{waist}h21" fill="none" {LINE}/>'


_TORSO: dict[Cut, Callable[[Cloth, float, float], str]] = {
    "shirt": _shirt,
    "coat": _coat,
    "robe": _robe,
    "dress": _dress,
    "tail": _shirt,
}


def _filled(shape: str, colour: str) -> str:
    return f'<path d="{shape}" fill="{colour}" {LINE}/>'


def _arms(cloth: Cloth, hem: float) -> str:
    left, right = cloth.shoulders
    wrist = hem - 6
    mirrored = f'<g transform="translate(72 0) scale(-1 1)">{_arm(cloth, 72 - right, wrist)}</g>'
    return _arm(cloth, left, wrist) + mirrored


def _arm(cloth: Cloth, outside: float, wrist: float) -> str:
    """A left arm whose sleeve goes on from a bust's outline at x = `outside`."""
    cuff = outside - 1.5
    outer, inner = f"M{outside},56V60C{outside - 1},66 {cuff},70 {cuff},{wrist}", cuff + 8.5
    sleeve = f"{outer}H{inner}C{inner},{wrist - 6} 24.2,68 24.8,63"
    return (
        f'<circle cx="{cuff + 4.25}" cy="{wrist + 2.5}" r="3.9" fill="{cloth.skin}" {LINE}/>'
        f'<path d="{sleeve}L27,56" fill="{cloth.top}"/><path d="{sleeve}" fill="none" {LINE}/>'
    )
