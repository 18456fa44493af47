"""Ending a generator's work while it is under way."""

from collections.abc import Callable

from videostudio.film.errors import VideoStudioError

Interrupting = Callable[[], bool]
"""Whether the caller no longer wants what is made; asked often, so it has to be quick."""

Progress = Callable[[int, int], None]
"""Told (steps done, steps in all) after every step."""


class Interrupted(VideoStudioError):
    """The caller no longer wanted it. Nothing is wrong, and the same call may be made again."""
