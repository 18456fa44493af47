"""Who lies is known by the head: both ends of a box, turned upright."""

from collections.abc import Iterator

from videostudio.film.staging import Box
from videostudio.tools.scoring.locating.port import Region

HEAD = 1.3
"""Length of the piece with the head of who lies, over how high they lie."""


def ends(lying: Box, hint: str = "") -> Iterator[Region]:
    """The left and the right end of who lies, the head upwards: a blanket hides all else that tells one from
    another."""
    length = min(lying.width, round(HEAD * lying.height))
    yield Region(lying.model_copy(update={"width": length}), hint, 3)
    right = lying.left + lying.width - length
    yield Region(lying.model_copy(update={"left": right, "width": length}), hint, 1)
