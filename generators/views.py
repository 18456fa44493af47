"""How things are shown, in the words of prompts: an entity alone, the size of a shot, the way of the camera.

All backends say the same. Whoever changes a word here raises the CODE_VERSION of all that draw by it.
"""

from videostudio.film.camera import CameraMove, Direction, ShotSize, Speed
from videostudio.film.entity import EntityKind

SHOTS = {ShotSize.WIDE: "wide shot", ShotSize.MEDIUM: "medium shot", ShotSize.CLOSE: "close-up"}

VIEWS = {
    EntityKind.PERSON: "one person, full body, plain white background",
    EntityKind.ANIMAL: "one animal, full body, plain white background",
    EntityKind.OBJECT: "one object, whole, plain white background",
    EntityKind.PLACE: "wide shot, nobody there",
}
"""How each kind is shown, so that a segmenter finds a figure whole and a place empty."""

_PACE = {Speed.SLOW: "slowly", Speed.MEDIUM: "at a steady pace", Speed.FAST: "quickly"}
_GOES = {
    Direction.LEFT: "The camera moves {pace} to the left",
    Direction.RIGHT: "The camera moves {pace} to the right",
    Direction.UP: "The camera rises {pace}",
    Direction.DOWN: "The camera sinks {pace}",
    Direction.FORWARD: "The camera pushes in {pace}",
    Direction.BACKWARD: "The camera pulls back {pace}",
}


def camera_words(move: CameraMove) -> str:
    """A sentence for a scripted move."""
    if move.direction == Direction.STATIC:
        return "The camera does not move."
    return f"{_GOES[move.direction].format(pace=_PACE[move.speed])}."
