"""What a style makes unmeasurable: a picture in sepia is like no reference that was drawn without it."""

from collections.abc import Iterable, Iterator

from videostudio.film.score import Score

BESIDE_REFERENCES = frozenset({"presence", "identity", "extra", "colours", "place", "palette", "daylight"})
"""Scores that hold a picture against references."""


def told_in_style(scores: Iterable[Score], style: str) -> Iterator[Score]:
    """`scores` of a picture drawn in `style`, "" for none: those that hold it against references without a value. What
    of a difference is the style's and what is wrong cannot be told from pixels."""
    for score in scores:
        if style and score.name in BESIDE_REFERENCES and score.value is not None:
            told = f"could not be measured: the picture is in the style '{style}', the references are not"
            yield score.model_copy(update={"value": None, "explanation": told})
        else:
            yield score
