"""A conversation about one film, as it is kept between what people say: days may lie between two sentences."""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from videostudio.film.artifact import ArtifactRef
from videostudio.film.edits import Approve, Redo, Reject, Render, ScriptEdit, Show, Undo
from videostudio.film.entity import EntityId
from videostudio.film.forecast import Forecast
from videostudio.film.noun import Noun
from videostudio.film.record import FilmRecord
from videostudio.film.scene import SceneId

TalkId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class Proposal(Noun):
    """A change that waits for a yes: edits, a step back or forth, or another profile. `base` is the version of the
    script it was understood with, `before` what was proposed before the last wish joined it."""

    edits: tuple[ScriptEdit, ...] = ()
    step: Undo | Redo | None = None
    render: Render | None = None
    base: int
    said: str
    before: "Proposal | None" = None

    @property
    def wishes(self) -> int:
        """How many wishes it is made of."""
        return 1 + (self.before.wishes if self.before is not None else 0)


class Spoken(Noun):
    """One turn: what was said, and in short what was answered."""

    said: str
    answered: str
    when: AwareDatetime


class Talk(Noun):
    """`recent` are the scenes spoken of last, `cast` the entities, `last` the edits wished for last; `pictures` are
    what the speaker brought, by name; `seen` is what the film waited with when it was shown here last
    (`FilmRecord.awaited`)."""

    id: TalkId
    film: str | None = None
    recent: tuple[SceneId, ...] = ()
    cast: tuple[EntityId, ...] = ()
    last: tuple[ScriptEdit, ...] = ()
    seen: str = ""
    pictures: dict[str, ArtifactRef] = {}
    proposal: Proposal | None = None
    spoken: tuple[Spoken, ...] = ()


class ReplyKind(StrEnum):
    """What an answer is."""

    QUESTION = "question"
    """Something was not clear."""
    PROPOSAL = "proposal"
    """What a change would cost; it waits for a yes or a no."""
    WAITING = "waiting"
    """The film waits for a yes or a no: to its script, or to its scenes."""
    DONE = "done"
    """The film is as it was asked for."""
    SHOWN = "shown"
    """Only something to look at."""


class Reply(Noun):
    """An answer. `text` says it in short; the rest is for a door to show in its own way. `already` is in words what was
    wanted and is so; `degraded` says what fell short in understanding, "" for nothing. `task` is what the door is to
    carry out, where the conversation leaves that to it: a change that was said yes to, or the speaker's word on what
    the film waits with."""

    kind: ReplyKind
    text: str
    choices: tuple[str, ...] = ()
    forecast: Forecast | None = None
    record: FilmRecord | None = None
    show: Show | None = None
    already: tuple[str, ...] = ()
    task: Proposal | Approve | Reject | None = None
    degraded: str = ""
