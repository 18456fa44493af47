"""Casting: from a staging and its figures to a troupe: who is drawn before whom, who rides, and who has to do with
whom."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from videostudio.film.staging import Facing, Placement, Staging
from videostudio.generators.animatic.acting import Actor, Troupe
from videostudio.generators.animatic.actors import Going, actor_of
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.hands import building, handed
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.marks import MARKS
from videostudio.generators.animatic.meeting import met
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.props import Use, aboard, doubled, uses, without
from videostudio.generators.animatic.resting import OWN as OWN_BED
from videostudio.generators.animatic.resting import rest_of
from videostudio.generators.animatic.roles import carrier
from videostudio.generators.animatic.staging import RIDER_SHARE
from videostudio.generators.animatic.view import View

LAP = 0.2
"""The lower share of whoever sits in a hull, which it hides."""
AS_NEAR = 0.03
"""Share of the frame's height by which feet differ at most that are about as near."""
MOUNT = "run"
"""What an animal does on whose back somebody rides."""
OWN = ("kart", "dinghy")
"""Motions in a vehicle of one's own."""


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
    known = [pair for i, pair in enumerate(known) if not (i in tools and tools[i].made)]
    known = [(p, _bare(_upper(f) if p.entity_id in (rider, *inside) and rider else f, lacks)) for p, f in known]
    known.sort(key=lambda pair: (_seat_of(pair[0], rider, inside), *_near(pair[0], named, first, lens)))
    goes = Going(way, _reach([placement for placement, _ in known], lens, way), lens, frames, rider)
    crew = [replace(actor_of(p, figure, place, view, goes), lacks=lacks) for p, figure in known]
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
        crew = building(crew, leader, known)
    elif first.pose == "explode":
        lively = [figure.lives for _, figure in known]
        bursts = [not lives for lives in lively] if not all(lively) else [i == leader for i in range(len(crew))]
        crew = [actor if burst else replace(actor, mark=None) for actor, burst in zip(crew, bursts, strict=True)]
    elif named or MOTIONS[first.pose].holds:
        held = {ids.index(name): use for name, use in named.items() if name in ids}
        crew = handed(crew, leader, [figure for _, figure in known], held, lens)
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
    motion = actor.motion if MOTIONS[actor.motion].boards else "drive"
    return replace(actor, motion=motion, line=actor.foot - LAP * actor.height, shadow=None, sole=None, foam=None)


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
