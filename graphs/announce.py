"""The events that nodes emit, put into words in one place."""

from videostudio.agents.director import Shot
from videostudio.film.script import Script
from videostudio.film.verdict import Gap, Outcome, Verdict
from videostudio.tools.events import Decided, Failed, Judged, Warned


def planned(script: Script) -> Decided:
    """The planner's script, in one line."""
    return Decided(
        by="planner",
        text=f"'{script.title}': {len(script.scenes)} scenes, {script.duration_ms / 1000:g} s, "
        f"{len(script.entities)} entities, by {script.writer}",
    )


def rewritten(scene_id: str, event: str, gaps: tuple[Gap, ...]) -> Decided:
    """A scene told another way."""
    return Decided(about=scene_id, by="planner", text=f"rewritten as '{event}' because {_words(gaps)}")


def directed(scene_id: str, shot: Shot) -> Decided:
    """What the director asks for."""
    how = "; ".join(shot.changes) or f"camera {shot.camera}"
    return Decided(about=scene_id, by="director", text=f"take {shot.attempt}: {how}")


def judged(about: str, attempt: int, verdict: Verdict) -> Judged:
    """The critic's word on one take, or on one try at a reference."""
    return Judged(about=about, verdict=verdict, attempt=attempt)


def spoiled(about: str, attempt: int, error: str) -> Failed:
    """A take lost to an error."""
    return Failed(about=about, error="GeneratorError", text=f"take {attempt}: {error}")


def ended(scene_id: str, outcome: Outcome) -> Judged:
    """How a scene ended."""
    return Judged(about=scene_id, outcome=outcome)


def degraded(about: str, text: str) -> Warned:
    """Something fell short."""
    return Warned(about=about, text=text)


def held_against(scene_id: str, gaps: tuple[Gap, ...]) -> Decided:
    """A scene that does not fit the rest of the film."""
    return Decided(about=scene_id, by="critic", text=f"shot again to fit the film: {_words(gaps)}")


def _words(gaps: tuple[Gap, ...]) -> str:
    return "; ".join(gap.text for gap in gaps)
