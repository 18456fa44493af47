"""Whom a script left out: people, animals and things that the story plainly tells of, found by the house's reader.

The reader knows English, and knows it by rules, so that this is a reminder and no verdict: a model is told once, and
may have its reasons ("thinks that he is a thief" has no thief in it).
"""

from videostudio.agents.house.cast import Figure
from videostudio.agents.house.language import complaint
from videostudio.agents.house.reading import read
from videostudio.agents.llm.shapes import ScriptShape
from videostudio.film.entity import EntityKind
from videostudio.film.script import says

LONGEST_READ = 3_000
"""Characters of a story that are read for it."""
OFTEN = 2
"""A thing that is named so often is not told in passing."""


def overlooked(script: ScriptShape, story: str) -> list[str]:
    """Names of those in `story` who are neither among the script's entities nor in its events."""
    if len(story) > LONGEST_READ:
        return []
    reading = read(story)
    if complaint(story, reading):
        return []
    told = "\n".join(
        (*(f"{entity.name}\n{entity.noun}" for entity in script.entities), *(scene.event for scene in script.scenes))
    )
    return [
        figure.name
        for figure in reading.figures
        if _plainly_told(figure, story) and not (says(told, figure.name) or says(told, figure.head))
    ]


def _plainly_told(figure: Figure, story: str) -> bool:
    """Whether the story names somebody, or something more than once."""
    if figure.kind is EntityKind.PLACE or not says(story, figure.np.head_text):
        return False
    if figure.animate:
        return figure.proper or figure.group in ("person", "animal")
    return bool(figure.group) and len(figure.seen) >= OFTEN
