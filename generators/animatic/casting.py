"""Casting: from a staging and its figures to actors who are ready to be drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from videostudio.film.staging import Box, Facing, Placement, Staging
from videostudio.generators.animatic.acting import Actor, Hold, Troupe
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.lighting import grade_in
from videostudio.generators.animatic.marks import MARKS
from videostudio.generators.animatic.meeting import front_of, met
from videostudio.generators.animatic.motions import MOTIONS, Motion
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.props import Use, aboard, doubled, uses, without
from videostudio.generators.animatic.resting import OWN as OWN_BED
from videostudio.generators.animatic.resting import rest_of
from videostudio.generators.animatic.rigging import sideways
from videostudio.generators.animatic.rigs.body import Body
from videostudio.generators.animatic.rigs.cutout import Cutout
from videostudio.generators.animatic.sets.chance import seed_of, uniform
from videostudio.generators.animatic.sizes import draught
from videostudio.generators.animatic.sprites import Sprite
from videostudio.generators.animatic.staging import RIDER_SHARE, carrier
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import Pixels

SHADOW, SOLE = 0.42, 0.34
FINEST = 1.6
"""Sprites under a camera that zooms in are kept at most this much finer than they first appear."""
KEEPS_UP = 0.12
"""Share of the frame's width by which a figure gains on a camera that goes with it."""
LAP = 0.2
"""The lower share of whoever sits in a hull, which it hides."""
HANDY, HELD_SHARE = 1.6, 0.3
"""Metres up to which a thing can be held, and how high it is then at most, in heights of the holder."""
TAKEN = {"throw": (-1.0, 0.5), "find": (1.0, 0.45), "give": (0.0, 0.5), "read": (0.0, 0.5)}
"""Motion -> after how many s and within how many a thing gets into the hands."""
AT_ONCE = (-1.0, 0.5)
"""The same for tools: they are there in the first frame."""
AS_NEAR = 0.03
"""Share of the frame's height by which feet differ at most that are about as near."""
MOUNT = "run"
"""What an animal does on whose back somebody rides."""
OWN = ("kart", "dinghy")
"""Motions in a vehicle of one's own."""
TIMED = frozenset(
    (
        *("find", "found", "give", "receive", "handed", "appear", "fall", "throw", "thrown", "fight", "dodge"),
        *("launch", "hug", "hide", "argue", "talk", "listen", "dance"),
        *("build", "mould", "bow", "point"),
    )
)
"""Motions that tell something in order, or together: they start when the scene does."""


def troupe_of(figures: Sequence[Figure], staging: Staging, place: Place, view: View, lens: Lens, frames: int) -> Troupe:
    """Everyone the staging places and the cast has, far ones and riders first."""
    by_id = {figure.entity_id: figure for figure in figures}
    known = [(p, by_id[p.entity_id]) for p in staging.placements if p.entity_id in by_id]
    if not known:
        return Troupe([], lens, frames)
    way = _way(known[0][0], lens)
    first, cast = known[0][0], [figure for _, figure in known]
    riding = carrier(cast, first.pose)
    rider = first.entity_id if riding is not None else ""
    inside = [known[i][0].entity_id for i in aboard(cast, first.pose, riding)]
    rests = rest_of(cast, first.pose, place) is not None
    lacks, tools = doubled(cast, first.pose) | (OWN_BED if rests else frozenset()), uses(cast, first.pose)
    named = {known[i][0].entity_id: use for i, use in tools.items()}
    known = [(p, _bare(_upper(f) if p.entity_id in (rider, *inside) and rider else f, lacks)) for p, f in known]
    known.sort(key=lambda pair: (_seat_of(pair[0], rider, inside), *_near(pair[0], named, first, lens)))
    goes = _Going(way, _reach([placement for placement, _ in known], lens, way), lens, frames, rider)
    crew = [replace(_actor(p, figure, place, view, goes), lacks=lacks) for p, figure in known]
    ids = [p.entity_id for p, _ in known]
    leader = ids.index(first.entity_id)
    if rests:
        crew[leader] = replace(crew[leader], shadow=None, sole=None)
    crew = met(crew, [figure for _, figure in known], leader, ids.index(rider) if rider else None)
    saddled = [figure.saddled for p, figure in known if p.pose == first.pose and figure.carries]
    crew = [a if p.entity_id == rider else _going(a, p, f, first, rider) for a, (p, f) in zip(crew, known, strict=True)]
    crew = [_aboard(a, crew[leader]) if p.entity_id in inside else a for a, (p, _) in zip(crew, known, strict=True)]
    if rider and known[leader][1].rig is not None:
        crew[leader] = _seated(crew[leader], on_top=any(saddled))
    elif MOTIONS[first.pose].thing == "built":
        crew = _building(crew, leader, known)
    elif first.pose == "explode":
        lively = [figure.lives for _, figure in known]
        bursts = [not lives for lives in lively] if not all(lively) else [i == leader for i in range(len(crew))]
        crew = [actor if burst else replace(actor, mark=None) for actor, burst in zip(crew, bursts, strict=True)]
    elif named or MOTIONS[first.pose].holds:
        held = {ids.index(name): use for name, use in named.items()}
        crew = _handed(crew, leader, [figure for _, figure in known], held, lens)
    elif first.pose == "push":
        pushed = crew[leader].travel
        crew = [replace(actor, travel=pushed) if actor.motion == "roll" else actor for actor in crew]
    mount = next((i for i, actor in enumerate(crew) if rider and actor.motion == MOUNT), leader)
    return Troupe(crew, lens, frames, place.style, mount)


def _going(actor: Actor, placement: Placement, figure: Figure, first: Placement, rider: str) -> Actor:
    """How somebody gets on who is not the `rider`: animals that are ridden run or fly, vehicles drive."""
    if figure.rig is None or not figure.lives:
        return actor
    if rider and figure.carries and placement.pose == first.pose:
        return replace(actor, motion="fly" if figure.aloft or MOTIONS[first.pose].high else MOUNT)
    return _afoot(actor, placement)


def _afoot(actor: Actor, placement: Placement) -> Actor:
    """Whoever sails or drives and is carried by nobody of the cast has a small boat or car of their own."""
    own = {"drive": "kart", "ride": "kart", "sail": "dinghy" if actor.line is not None else "kart"}.get(placement.pose)
    return actor if own is None else replace(actor, motion=own, foam=None, mark=MARKS.get(placement.pose))


def _seated(actor: Actor, *, on_top: bool) -> Actor:
    """Who rides sits astride what has a saddle, and behind the hull or door of all else."""
    if on_top:
        return replace(actor, motion="ride", shadow=None, sole=None)
    motion = actor.motion if actor.motion in ("sail", "drive") else "drive"
    return replace(actor, motion=motion, line=actor.foot - LAP * actor.height, shadow=None, sole=None, foam=None)


def _handed(
    crew: list[Actor], leader: int, figures: Sequence[Figure], tools: Mapping[int, Use], lens: Lens
) -> list[Actor]:
    """A thing of the cast goes into the hands of the first; tools are there from the beginning, or stand."""
    holder = crew[leader]
    light = (i for i, f in enumerate(figures) if i != leader and not (f.lives or f.carries or f.height_m > HANDY))
    grasped = [i for i, use in tools.items() if not use.stands]
    things = grasped or [i for i in light if i not in tools] if grasped or MOTIONS[holder.motion].holds else []
    if not things or figures[leader].rig is None:
        return crew
    thing = min(things, key=lambda i: abs(crew[i].x - holder.x))
    after, within = AT_ONCE if grasped else TAKEN.get(holder.motion, (0.05, 0.6))
    size = 1.0 if grasped else min(1.0, HELD_SHARE * holder.height / crew[thing].height)
    thrown = _room(holder, lens) if holder.motion == "throw" else 0.0
    held = replace(crew[thing], motion="still", mark=None, held=Hold(leader, after, within, size, thrown))
    taking = replace(holder, holds=True)
    if holder.motion == "find":
        apart = abs(crew[thing].x - holder.x) - front_of(holder, figures[leader])
        taking = replace(taking, toward=apart / holder.height)
    return [taking if i == leader else held if i == thing else actor for i, actor in enumerate(crew)]


def _bare(figure: Figure, lacks: frozenset[str]) -> Figure:
    return figure if figure.rig is None or not lacks else replace(figure, rig=without(figure.rig, lacks))


def _seat_of(placement: Placement, rider: str, inside: Sequence[str]) -> int:
    """Sorts what carries before who sits in it; in front sits the `rider`."""
    return 2 if placement.entity_id == rider else 1 if rider and placement.entity_id in inside else 0


def _aboard(actor: Actor, leader: Actor) -> Actor:
    """Who sits in the same boat or vehicle as the first: hidden by what that one sits in."""
    line = actor.foot - LAP * actor.height if leader.motion not in OWN else None
    afloat = replace(actor, motion="look", travel=leader.travel, line=line, foam=None, shadow=None, sole=None)
    return replace(afloat, mark=None, ahead=leader.ahead, toward=None)


def _near(placement: Placement, tools: Mapping[str, Use], first: Placement, lens: Lens) -> tuple[int, int, int]:
    """Sorts far before near: the lower the foot, the nearer; of two about as near, the smaller one hides no face. What
    stands in front of the first as a tool is just behind that one, what lies upon it just before."""
    use = tools.get(placement.entity_id)
    stands = use is not None and use.stands
    box = first.box if stands else placement.box
    order = 0 if not (use and stands) else 1 if use.at and use.at[1] else -1
    return round((box.top + box.height) / (AS_NEAR * lens.height)), order, -placement.box.height


def _room(holder: Actor, lens: Lens) -> float:
    """How far (own heights) somebody may throw so that it still comes down in the frame."""
    ahead = lens.width - holder.x if holder.ahead > 0 else holder.x
    return min(max(0.9 * ahead / holder.height - 0.2, 0.7), 1.8)


def _building(crew: list[Actor], leader: int, known: Sequence[tuple[Placement, Figure]]) -> list[Actor]:
    """Who builds has the side of what is built before them, and needs nothing else to work at."""
    builder = crew[leader]
    things = [i for i, (_, figure) in enumerate(known) if i != leader and figure.made]
    if not things:
        return crew
    thing = min(things, key=lambda i: abs(crew[i].x - builder.x))
    far = (abs(crew[thing].x - builder.x) - 0.5 * known[thing][0].box.width) / builder.height
    at_work = [
        replace(actor, holds=True) if figure.lives else actor for actor, (_, figure) in zip(crew, known, strict=True)
    ]
    at_work[leader] = replace(at_work[leader], toward=far)
    return at_work


def _way(first: Placement, lens: Lens) -> int:
    """Where the scene goes: +1 right, -1 left."""
    if first.facing is Facing.CAMERA:
        return -1 if lens.shift(1)[0] > 0 else 1
    return -1 if first.facing is Facing.LEFT else 1


def _upper(figure: Figure) -> Figure:
    return replace(figure, rgba=figure.rgba[: max(1, round(figure.rgba.shape[0] * RIDER_SHARE))])


def _reach(placements: Sequence[Placement], lens: Lens, way: int) -> float:
    """Share of their travel that everyone has room for: those who go keep in the frame and keep together."""
    room = 1.0
    for p in placements:
        want = MOTIONS[p.pose].travel * lens.width
        ahead = {Facing.LEFT: -1, Facing.RIGHT: 1, Facing.CAMERA: way}[p.facing]
        free = lens.width - p.box.left - p.box.width if ahead > 0 else p.box.left
        if want > 0 and p.pose != "leave":
            room = min(room, max(0.1, free / want))
    return room


@dataclass(frozen=True)
class _Going:
    """Where and how far the scene leads: `way` +1 right or -1 left, `reach` the share of travel there is room for;
    `rider` is who is carried, or ""."""

    way: int
    reach: float
    lens: Lens
    frames: int
    rider: str

    def travel(self, motion: Motion, ahead: int) -> float:
        """Px a scene, along `ahead`. Whoever goes where the camera goes keeps up with it."""
        if not motion.travel:
            return 0.0
        with_camera = max(0.0, -ahead * self.lens.shift(self.frames)[0])
        own = motion.travel * self.reach * self.lens.width
        return max(own, with_camera + KEEPS_UP * self.reach * self.lens.width)


def _actor(placement: Placement, figure: Figure, place: Place, view: View, goes: _Going) -> Actor:
    box, motion = placement.box, MOTIONS[placement.pose]
    ahead = {Facing.LEFT: -1, Facing.RIGHT: 1, Facing.CAMERA: goes.way}[placement.facing]
    fine = min(FINEST, max(1.0, goes.lens.usual_growth))
    scenery = place.scenery
    land, water = (view.y(y) if y is not None else 1e9 for y in (scenery.land, scenery.water))
    foot = box.top + box.height
    swims = motion.wet or figure.afloat or (scenery.land is None and placement.entity_id != goes.rider)
    wet = swims and scenery.water is not None and not (scenery.floats or motion.high or figure.aloft)
    body, side = _body(figure, placement, place, wet, fine)
    casts = not scenery.floats and not wet
    jointed = figure.rig is not None
    beat = 0.0 if motion.travel else float(uniform(seed_of(figure.entity_id), 1)) * 1.3
    return Actor(
        body=body,
        shadow=_shadow(box, jointed) if casts else None,
        motion=placement.pose,
        x=box.left + box.width / 2,
        foot=foot,
        shade=max(foot, land if land < 1e9 else water) if figure.aloft or motion.high else foot,
        height=box.height,
        ahead=ahead,
        side=side,
        travel=goes.travel(motion, ahead),
        beat=0.0 if placement.pose in TIMED else beat,
        sole=Sprite.shadow(max(6, round(box.height * 0.2)), SOLE) if casts and jointed else None,
        line=foot - draught(figure) * box.height if wet and (jointed or figure.lives) else None,
        foam=Sprite.foam(max(8, round(0.62 * box.height))) if wet and (jointed or figure.lives) else None,
        mark=None if placement.entity_id == goes.rider else MARKS.get(placement.pose),
    )


def _shadow(box: Box, jointed: bool) -> Sprite:
    """The shadow of a whole figure; feet have their own."""
    if jointed:
        return Sprite.shadow(max(8, round(min(box.width * 1.1, 0.46 * box.height + 0.5 * box.width))), 0.6 * SHADOW)
    return Sprite.shadow(max(8, round(box.width * 0.9)), SHADOW)


def _body(figure: Figure, placement: Placement, place: Place, wet: bool, fine: float) -> tuple[Body, int]:
    """What the actor is drawn as, and +1 or -1 for how it is turned."""
    box = placement.box
    if figure.rig is not None:
        side, jointed = -1 if placement.facing is Facing.LEFT else 1, sideways(figure.rig)
        return figure.rig.body(box.height * fine, grade_in(place, box.height * fine, side, jointed=jointed)), side
    turned = _turned(figure, placement, wet)
    pixels = grade_in(place, turned.shape[0])(turned)
    return Cutout(Sprite.of(pixels, round(box.width * fine), round(box.height * fine))), 1


def _turned(figure: Figure, placement: Placement, wet: bool) -> Pixels:
    rgba = figure.rgba
    if figure.turns and placement.facing is not Facing.CAMERA and placement.facing is not figure.facing:
        rgba = np.ascontiguousarray(rgba[:, ::-1])
    return _sunk(rgba, draught(figure)) if wet and not figure.lives else rgba


def _sunk(rgba: Pixels, share: float) -> Pixels:
    """A figure whose lowest `share` is under a wavy water line and only shows through."""
    height, width = rgba.shape[:2]
    line = height * (1 - share) + 0.012 * height * np.sin(np.arange(width) / width * 6 * np.pi)
    under = np.clip((np.arange(height)[:, None] - line) / (0.01 * height + 1), 0, 1)
    sunk = rgba.copy()
    sunk[..., 3] = np.rint(rgba[..., 3] * (1 - 0.86 * under)).astype(np.uint8)
    return sunk
