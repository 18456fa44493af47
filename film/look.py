"""The look: the film-wide choices that every reference and every take shares."""

from videostudio.film.brief import Brief
from videostudio.film.noun import Noun


class Look(Noun):
    """Size in px, frame rate, style and seed of one film."""

    width: int
    height: int
    fps: int
    style: str
    seed: int

    @classmethod
    def of(cls, brief: Brief, style: str | None = None) -> "Look":
        """The look that `brief` asks for, in the script's `style` once there is one: an edit may have changed it."""
        wanted = brief.style if style is None else style
        return cls(width=brief.width, height=brief.height, fps=brief.fps, style=wanted, seed=brief.seed)
