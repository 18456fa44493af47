"""Roles: what is wanted of a scene's staging, who of the cast does what in it, who carries whom and who stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from videostudio.film.camera import CameraMove, Direction, ShotSize
from videostudio.film.entity import EntityKind
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.motions import MOTIONS, Motion
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.props import aboard, uses


@dataclass(frozen=True)
class Wish:
    """What is wanted of a scene's staging: the cast (who acts first), the motion, the camera, whom to stress,
    a preferred way to go (+1 right, -1 left), and the size of the shot."""

    figures: Sequence[Figure]
    motion: str
    camera: CameraMove
    emphasis: Sequence[str] = ()
    way: int = 1
    shot: ShotSize = ShotSize.MEDIUM


def role_of(wish: Wish, index: int) -> str:
    """The motion of the figure at `index` of the cast. Living companions of someone who goes where the camera
    goes come along, or they would be left behind."""
    figure, motion = wish.figures[index], MOTIONS[wish.motion]
    if index in (0, carrier(wish.figures, wish.motion)):
        return wish.motion
    if not figure.lives or (motion.thing == "built" and figure.made):
        return motion.thing
    sideways = wish.camera.direction in (Direction.LEFT, Direction.RIGHT)
    return wish.motion if sideways and motion.travel and motion.also == "idle" else motion.also


def mounted(figures: Sequence[Figure], motion: str) -> tuple[Sequence[Figure], str]:
    """A mount that carries a person is ridden: the rider comes first, and the motion is that of riding."""
    if motion != "carry" or len(figures) < 2 or not (figures[0].carries and figures[1].kind is EntityKind.PERSON):
        return figures, motion
    return (figures[1], figures[0], *figures[2:]), "drive"


def afloat(figures: Sequence[Figure], motion: str, place: Place) -> tuple[str, Place]:
    """The motion and the place of a scene whose first of the cast is in the water: what floats where there is water
    bobs on it, and the place is seen from out there."""
    lead = next(iter(figures), None)
    if lead is None:
        return motion, place
    wet = place.scenery.water is not None and not place.scenery.floats
    if motion == "float" and wet and not lead.aloft:
        motion = "bob" if not lead.lives or lead.afloat else "swim"
    done = MOTIONS[motion]
    out = done.wet or (lead.afloat and wet and not (done.ashore or done.high))
    return motion, place.on_the_water() if out else place


def carrier(figures: Sequence[Figure], motion: str) -> int | None:
    """Index of what carries the first of the cast in this motion, if anything does."""
    if not figures or not figures[0].lives:
        return None
    by_air = motion in ("fly", "launch", "float") and figures[0].kind is EntityKind.PERSON
    if not (by_air or MOTIONS[motion].boards):
        return None
    fit = (i for i, figure in enumerate(figures) if i and figure.carries and not (by_air and figure.afloat))
    return next(fit, None)


def standing_of(wish: Wish) -> list[int]:
    """Who has a place on the ground of their own: neither carried along, nor used by somebody, nor in the air."""
    riding = carrier(wish.figures, wish.motion)
    used = {i for i, use in uses(wish.figures, wish.motion).items() if use.stands}
    placed = {riding, *used, *aboard(wish.figures, wish.motion, riding)}
    return [i for i, f in enumerate(wish.figures) if i not in placed and not (f.aloft and i)]


def in_water(figure: Figure, motion: Motion) -> bool:
    """Whether somebody or something belongs in a set's water rather than on its land; what is built begins on land."""
    return motion.wet or (figure.afloat and not motion.ashore)
