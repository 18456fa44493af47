"""Small drawings, inline: the camera's way and the mark of an outcome. They inherit the text's colour."""

from videostudio.film.camera import Direction
from videostudio.tools.report.markup import Markup, tag

_ARROWS = {
    Direction.STATIC: "M5 8V5h3M16 5h3v3M19 16v3h-3M8 19H5v-3M12 11v2M11 12h2",
    Direction.LEFT: "M20 12H4M10 6l-6 6 6 6",
    Direction.RIGHT: "M4 12h16M14 6l6 6-6 6",
    Direction.UP: "M12 20V4M6 10l6-6 6 6",
    Direction.DOWN: "M12 4v16M6 14l6 6 6-6",
    Direction.FORWARD: "M4 4l6 6M10 5v5H5M20 4l-6 6M14 5v5h5M4 20l6-6M10 19v-5H5M20 20l-6-6M14 19v-5h5",
    Direction.BACKWARD: "M10 10L4 4M4 9V4h5M14 10l6-6M20 9V4h-5M10 14l-6 6M4 15v5h5M14 14l6 6M20 15v5h-5",
}
_TICK, _WARN = "M5 13l4 4L19 7", "M12 4L2.5 20h19zM12 10v4M12 17v.5"


def camera_icon(direction: Direction) -> Markup:
    """An arrow the way the camera goes; the words beside it say the same."""
    return _icon(_ARROWS[direction])


def mark(good: bool) -> Markup:
    """A tick or a warning sign."""
    return _icon(_TICK if good else _WARN)


def _icon(path: str) -> Markup:
    return tag("svg", tag("path", d=path), class_="icon", viewBox="0 0 24 24", aria_hidden="true")
