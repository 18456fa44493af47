"""What the cast shares: things instead of props, boats, beds, water, and room for everybody's face."""

from itertools import combinations

import pytest
from kept import Memory

from videostudio.film.camera import CameraMove, ShotSize
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember
from videostudio.film.staging import Facing, Staging
from videostudio.generators.animatic.acting import Actor
from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.figures import Figure, figure_of
from videostudio.generators.animatic.places import Place, place_of
from videostudio.generators.animatic.rigs.person.group import Crowd
from videostudio.generators.animatic.roles import Wish, mounted
from videostudio.generators.animatic.shot import Shot, shot_of
from videostudio.generators.animatic.staging import stage
from videostudio.generators.animatic.view import View
from videostudio.tools.scoring.looks import changes, longest_still

FRAMES = 48
WIDE, TALL = (640, 360), (360, 640)
PEOPLE = ("girl", "boy", "king", "queen", "painter", "musician", "woman", "sailor", "children", "giant", "mermaid")
BEASTS = ("bear", "whale", "mouse", "elephant", "cat", "dog", "puppy", "kitten", "dragon")


def entity(name: str, kind: str = "") -> Entity:
    head = name.rsplit(maxsplit=1)[-1]
    known = kind or ("person" if head in PEOPLE else "animal" if head in BEASTS else "object")
    return Entity(id=name.replace(" ", "-"), name=name, kind=EntityKind(known), head=head)


def scene(
    names: str, motion: str, where: str = "park", size: tuple[int, int] = WIDE, shot: ShotSize = ShotSize.MEDIUM
) -> tuple[Shot, Staging, list[Figure], Place]:
    cast = [figure_of(CastMember(entity=entity(name)), Memory(), default_pack()) for name in names.split(", ")]
    figures, motion = mounted(cast, motion)
    place = place_of(entity(where, "place"))
    staging = stage(Wish(figures, motion, CameraMove(), shot=shot), place, *size)
    found = shot_of(staging, figures, place, CameraMove(), fps=12, frames=FRAMES, tail=0)
    return found, staging, list(figures), place


def actor_of(found: Shot, staging: Staging, index: int) -> Actor:
    box = staging.placements[index].box
    return next(a for a in found.troupe.actors if a.height == box.height and a.x == box.left + box.width / 2)


def faces(actor: Actor, seconds: float) -> set[str]:
    pose = actor.pose(seconds, seconds * 12 / FRAMES, FRAMES / 12)
    each = pose.each if isinstance(pose, Crowd) else (pose,)
    return {face for one in each for face in one.faces.values()}


@pytest.mark.parametrize(
    ("cast", "motion", "own"),
    [
        ("painter, easel", "paint", "easel"),
        ("boy, ladder", "climb", "ladder"),
        ("musician, guitar", "music", "guitar"),
        ("woman, broom", "sweep", "broom"),
        ("girl, desk", "write", "desk"),
    ],
)
def test_what_the_cast_has_no_body_brings_along(cast: str, motion: str, own: str) -> None:
    alone, staging, _, _ = scene(cast.split(", ", maxsplit=1)[0], motion)
    assert own in faces(actor_of(alone, staging, 0), 0.5)
    found, staging, _, _ = scene(cast, motion)
    assert own not in faces(actor_of(found, staging, 0), 0.5)


def test_tools_are_in_the_hand_or_within_reach_from_the_first_frame() -> None:
    found, staging, _, _ = scene("musician, guitar", "music")
    held = actor_of(found, staging, 1).held
    assert held is not None
    assert held.share(0.0) == 1
    _, staging, _, _ = scene("painter, picture, easel", "paint")
    painter, picture, easel = (p.box for p in staging.placements)
    assert painter.left < easel.left < painter.left + painter.width < easel.left + easel.width
    assert easel.top < picture.top < picture.top + picture.height < easel.top + easel.height


def test_soup_is_cooked_where_its_pot_is_and_bread_lies_on_the_table() -> None:
    _, staging, _, _ = scene("woman, soup, pot", "cook")
    soup, pot = (p.box for p in staging.placements[1:])
    assert abs((soup.left + soup.width / 2) - (pot.left + pot.width / 2)) <= 2
    assert soup.height == pot.height
    found, staging, _, _ = scene("woman, bread", "bake")
    woman, bread = (p.box for p in staging.placements)
    assert bread.top + bread.height < woman.top + 0.8 * woman.height
    assert "dough" in faces(actor_of(found, staging, 0), 0.5)


def test_what_is_knitted_grows_in_the_hands_only() -> None:
    found, _, _, _ = scene("woman, scarf", "knit")
    assert len(found.troupe.actors) == 1
    found, _, _, _ = scene("whale, scarf", "knit", "beach")
    assert len(found.troupe.actors) == 2, "who has no hands knits nothing"


def test_a_boat_is_built_on_the_beach_and_lies_in_the_sea_later() -> None:
    _, staging, _, _ = scene("sailor, boat", "build", "beach")
    sailor, boat = (p.box for p in staging.placements)
    assert abs((boat.top + boat.height) - (sailor.top + sailor.height)) < 0.1 * sailor.height
    _, staging, _, _ = scene("sailor, boat", "look", "beach")
    sailor, boat = (p.box for p in staging.placements)
    assert boat.top + boat.height < sailor.top + 0.8 * sailor.height


def test_a_dragon_at_work_stands_and_one_that_is_met_may_hover() -> None:
    _, staging, _, _ = scene("dragon, soup", "cook")
    dragon = staging.placements[0].box
    assert dragon.top + dragon.height > staging.ground_px
    _, staging, _, _ = scene("girl, dragon", "find")
    girl, dragon = (p.box for p in staging.placements)
    assert dragon.top + dragon.height < girl.top + girl.height


def test_an_eruption_goes_up_and_sparks_fly_aside() -> None:
    found, staging, _, _ = scene("volcano", "erupt")
    mark = actor_of(found, staging, 0).mark
    assert mark is not None
    seen = list(mark.seen(1.0, 0.5))
    assert max(up for _, _, up, _ in seen) > 1.2
    assert min(ahead for _, ahead, _, _ in seen) < -0.15 < 0.15 < max(ahead for _, ahead, _, _ in seen)


@pytest.mark.parametrize("thing", ["ladder", "tree", "rock"])
@pytest.mark.parametrize("size", [WIDE, TALL])
def test_a_climber_hangs_on_what_is_climbed(thing: str, size: tuple[int, int]) -> None:
    found, staging, _, _ = scene(f"boy, {thing}", "climb", size=size)
    boy, climbed = (p.box for p in staging.placements)
    assert climbed.height > 1.7 * boy.height
    assert climbed.left <= boy.left + boy.width / 2 <= climbed.left + climbed.width
    assert [a.height for a in found.troupe.actors] == [climbed.height, boy.height]


def covered(found: Shot, staging: Staging, figures: list[Figure], at: float) -> list[tuple[str, str]]:
    """Who hides the middle of whose face: the face lies in the upper quarter, ahead of the middle for beasts."""
    order = list(found.troupe.actors)
    spans = {}
    for index, figure in enumerate(figures):
        actor = actor_of(found, staging, index)
        pose = actor.pose(at, at * 12 / FRAMES, FRAMES / 12)
        each = pose.each if isinstance(pose, Crowd) else (pose,)
        x = actor.x + actor.ahead * (each[-1].along * actor.height + actor.travel * at * 12 / FRAMES)
        half = figure.shape * actor.height / 2
        face = x if figure.kind is EntityKind.PERSON and half < 0.4 * actor.height else x + actor.ahead * 0.7 * half
        spans[figure.entity_id] = (
            order.index(actor),
            x - half,
            x + half,
            face,
            actor.foot - 0.75 * actor.height,
            actor,
        )
    hidden = []
    for a, b in combinations(spans, 2):
        behind, before = (a, b) if spans[a][0] < spans[b][0] else (b, a)
        _, left, right, _, _, front = spans[before]
        _, _, _, face, level, _ = spans[behind]
        narrow = 0.1 * (right - left)
        if left + narrow < face < right - narrow and front.foot - 0.9 * front.height < level:
            hidden.append((before, behind))
    return hidden


@pytest.mark.parametrize("size", [WIDE, TALL])
@pytest.mark.parametrize("shot", ShotSize)
@pytest.mark.parametrize(
    ("cast", "motion", "where"),
    [
        ("bear, girl", "hug", "forest"),
        ("sailor, whale", "find", "sea"),
        ("children, puppy", "find", "park"),
        ("mouse, elephant", "talk", "park"),
        ("king, mouse", "hug", "park"),
        ("boy, giant", "talk", "park"),
        ("king, queen, dog", "idle", "park"),
    ],
)
def test_no_face_is_covered(cast: str, motion: str, where: str, shot: ShotSize, size: tuple[int, int]) -> None:
    found, staging, figures, _ = scene(cast, motion, where, size, shot)
    for at in (0.0, 1.0, 2.0, 3.5):
        assert covered(found, staging, figures, at) == []


@pytest.mark.parametrize(("motion", "reach"), [("find", 0.25), ("hug", 0.3), ("give", 0.45)])
@pytest.mark.parametrize("other", ["puppy", "bear", "elephant"])
def test_the_foremost_of_a_group_gets_to_whom_they_meet(motion: str, reach: float, other: str) -> None:
    found, staging, figures, _ = scene(f"children, {other}", motion)
    group, met = actor_of(found, staging, 0), actor_of(found, staging, 1)
    pose, own = group.pose(2.0, 0.5, 4.0), met.pose(2.0, 0.5, 4.0)
    assert isinstance(pose, Crowd)
    front = group.ahead * group.x + (figures[0].shape / 2 - 0.2 + pose.each[-1].along) * group.height
    edge = group.ahead * met.x - (figures[1].shape / 2 + own.along) * met.height
    assert edge - front <= reach * group.height


@pytest.mark.parametrize(("where", "who"), [("bedroom", "queen"), ("bedroom", "cat"), ("hospital", "woman")])
@pytest.mark.parametrize("size", [WIDE, TALL])
def test_who_sleeps_where_a_bed_is_lies_in_it(where: str, who: str, size: tuple[int, int]) -> None:
    found, staging, figures, place = scene(who, "sleep", where, size, ShotSize.CLOSE)
    (sleeper,) = staging.placements
    view = View.staged(staging)
    bed = min(place.scenery.beds(place.seed), key=lambda bed: abs(bed.x))
    assert sleeper.facing is Facing.RIGHT
    assert sleeper.box.left + sleeper.box.width / 2 == pytest.approx(view.x(bed.x), abs=1)
    assert sleeper.box.height * max(1.0, figures[0].shape) <= 0.65 * bed.length * view.scale
    assert 0 <= view.x(bed.x - bed.length / 2) < view.x(bed.x + bed.length / 2) <= size[0]
    assert not {"bed"} & faces(found.troupe.actors[0], 0.5)


def test_a_mermaid_is_in_the_water_to_the_waist() -> None:
    found, staging, _, place = scene("mermaid", "wave", "sea")
    (actor,) = found.troupe.actors
    assert actor.line is not None
    assert 0.35 < (actor.foot - actor.line) / actor.height < 0.6
    assert place.scenery.water is not None
    assert actor.line == pytest.approx(View.staged(staging).y(place.scenery.water), abs=2)


@pytest.mark.parametrize("cast", ["sailor, cat", "sailor, cat, boat"])
def test_companions_sit_in_the_boat(cast: str) -> None:
    found, staging, _, _ = scene(cast, "sail", "sea")
    sailor, cat = actor_of(found, staging, 0), actor_of(found, staging, 1)
    assert cat.motion == "look"
    assert cat.travel == sailor.travel
    assert cat.foam is None
    assert abs(cat.x - sailor.x) < sailor.height


def test_sizes_are_those_of_a_picture_book() -> None:
    pairs = (("giant", "boy"), ("woman", "kitten"), ("elephant", "mouse"), ("house", "girl"), ("whale", "boy"))
    for large, small in pairs:
        cast = f"{small}, {large}" if large == "house" else f"{large}, {small}"
        _, staging, _, _ = scene(cast, "look")
        tall = {p.entity_id: p.box.height for p in staging.placements}
        assert tall[large] >= 1.5 * tall[small]
        assert tall[small] >= 0.14 * WIDE[1]


@pytest.mark.parametrize("where", ["beach", "kitchen", "meadow", "space", "undersea"])
def test_an_empty_stage_moves_also_before_a_camera_that_does_not(where: str) -> None:
    place = place_of(entity(where, "place"))
    staging = stage(Wish([], "appear", CameraMove()), place, *WIDE)
    assert staging.placements == ()
    found = shot_of(staging, [], place, CameraMove(), fps=12, frames=FRAMES, tail=0)
    pictures = [found.frame(at).y.copy() for at in range(0, FRAMES, 3)]
    assert len(longest_still(changes(pictures))) <= 1
