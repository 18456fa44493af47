"""What is known when somebody speaks, and what comes of it: edits, or a question."""

from videostudio.film.artifact import ArtifactRef
from videostudio.film.edits import FilmWord, ScriptEdit
from videostudio.film.noun import Noun
from videostudio.film.scene import SceneId
from videostudio.film.script import Script

Said = ScriptEdit | FilmWord
"""One thing that somebody wants."""


class Context(Noun):
    """What a sentence may lean on. `recent` are the scenes spoken of last ("it"), `pictures` the user's own by name,
    `profiles` those a film can be rendered with; `waiting` is whether something waits for a yes or a no."""

    script: Script
    recent: tuple[SceneId, ...] = ()
    pictures: dict[str, ArtifactRef] = {}
    profiles: tuple[str, ...] = ()
    waiting: bool = False


class Understood(Noun):
    """`said` in the order in which it was said, and the scenes spoken of last."""

    said: tuple[Said, ...]
    recent: tuple[SceneId, ...] = ()


class Question(Noun):
    """What was not clear, as a question to the speaker; `choices` are sentences that would be understood."""

    text: str
    choices: tuple[str, ...] = ()


class Unclear(Exception):
    """Ends the reading of a sentence with a question."""

    def __init__(self, text: str, *choices: str) -> None:
        super().__init__(text)
        self.question = Question(text=text, choices=choices)
