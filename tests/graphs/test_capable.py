"""Briefs against what a filmer can do."""

import pytest

from videostudio.film.brief import Brief
from videostudio.film.identity import Capabilities, FrameRule
from videostudio.graphs.capable import too_long_for

SHORT = Capabilities(licence="", frame_rule=FrameRule(step=16, most=16), native_fps=8)


@pytest.mark.parametrize(
    ("scenes", "duration_ms", "told"),
    [(4, 6000, ""), (4, 6004, "2.0 s with"), (4, 16_000, "with their tail"), (None, None, "4.5 s with their tail")],
)
def test_scenes_longer_than_a_clip_are_told(scenes: int | None, duration_ms: int | None, told: str) -> None:
    brief = Brief(prompt="A fox sleeps", scenes=scenes, duration_ms=duration_ms)
    found = too_long_for(brief, SHORT)
    assert told in found
    assert bool(found) == bool(told)
    assert "1.5 --seconds for each" in found or not found


def test_who_films_any_length_is_never_beyond_it() -> None:
    assert too_long_for(Brief(prompt="A fox sleeps"), Capabilities(licence="")) == ""
