"""What is known when somebody speaks, and what comes of it: edits, or a question."""

from videostudio.film.artifact import ArtifactRef
from videostudio.film.conversation import Spoken
from videostudio.film.edits import FilmWord, ScriptEdit
from videostudio.film.entity import EntityId
from videostudio.film.noun import Noun
from videostudio.film.scene import SceneId
from videostudio.film.script import Script

Said = ScriptEdit | FilmWord
"""One thing that somebody wants."""


class Context(Noun):
    """What a sentence may lean on. `recent` are the scenes spoken of last ("it"), `cast` the entities ("she"), `last` the
    edits wished for last ("scene 3 too"); `pictures` are the user's own by name, `profiles` those a film can be rendered
    with; `waiting` is whether something waits for a yes or a no; `spoken` has the turns so far. `pending` counts the
    wishes that wait; `earlier` are the versions that lead here, the latest first, `later` those that redo leads to."""

    script: Script
    recent: tuple[SceneId, ...] = ()
    cast: tuple[EntityId, ...] = ()
    last: tuple[ScriptEdit, ...] = ()
    pictures: dict[str, ArtifactRef] = {}
    profiles: tuple[str, ...] = ()
    waiting: bool = False
    spoken: tuple[Spoken, ...] = ()
    pending: int = 0
    version: int = 1
    earlier: tuple[int, ...] = ()
    later: tuple[int, ...] = ()


class Understood(Noun):
    """`said` in the order in which it was said, and the scenes and the cast spoken of last. `already` is in words what was wanted
    too, and is so. `degraded` says why it was not read by who should have read it, "" if it was."""

    said: tuple[Said, ...]
    recent: tuple[SceneId, ...] = ()
    cast: tuple[EntityId, ...] = ()
    already: tuple[str, ...] = ()
    degraded: str = ""


class Question(Noun):
    """What was not clear, as a question to the speaker; `choices` are sentences that would be understood, `degraded` is
    as in Understood."""

    text: str
    choices: tuple[str, ...] = ()
    degraded: str = ""


class Unclear(Exception):
    """Ends the reading of a sentence with a question."""

    def __init__(self, text: str, *choices: str) -> None:
        super().__init__(text)
        self.question = Question(text=text, choices=choices)
