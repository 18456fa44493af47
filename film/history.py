"""A script's history: every version there ever was, and which of them the film has now."""

from pydantic import AwareDatetime, Field, model_validator

from videostudio.film.edits import ScriptEdit
from videostudio.film.errors import ScriptError
from videostudio.film.noun import Noun
from videostudio.film.script import Script


class Version(Noun):
    """One version. `parent` is the version that `edits` changed, None for the first one; `said` are the words in which
    they were asked for."""

    number: int = Field(ge=1)
    parent: int | None = Field(default=None, ge=1)
    script: Script
    edits: tuple[ScriptEdit, ...] = ()
    said: str = ""
    when: AwareDatetime

    @property
    def is_first(self) -> bool:
        return self.parent is None


class History(Noun):
    """`versions` by number, none ever removed; `head` is the one the film has. An edit of an older version is a branch:
    what was undone stays, and is left aside by `redo`."""

    versions: tuple[Version, ...] = Field(min_length=1)
    head: int

    @model_validator(mode="after")
    def _holds_together(self) -> "History":
        numbers = [version.number for version in self.versions]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"the versions are numbered {numbers}, not 1 to {len(numbers)}")
        if self.head not in numbers:
            raise ValueError(f"there is no version {self.head}: there are {len(numbers)}")
        if [version for version in self.versions if (version.parent or 0) >= version.number]:
            raise ValueError("a version's parent is older than itself")
        return self

    @property
    def current(self) -> Version:
        """The version the film has."""
        return self.versions[self.head - 1]

    @property
    def earlier(self) -> tuple[int, ...]:
        """The versions that undo leads back to, by number, the nearest first."""
        found: list[int] = []
        at = self.current
        while at.parent is not None:
            found.append(at.parent)
            at = self.versions[at.parent - 1]
        return tuple(found)

    @property
    def later(self) -> tuple[int, ...]:
        """The versions that redo leads to, by number, the nearest first."""
        found: list[int] = []
        at = self.head
        while children := [version.number for version in self.versions if version.parent == at]:
            at = max(children)
            found.append(at)
        return tuple(found)

    def grown(self, script: Script, edits: tuple[ScriptEdit, ...], said: str, when: AwareDatetime) -> "History":
        """With a new version, which follows from the current one and becomes the head. Its script carries its
        number."""
        number = len(self.versions) + 1
        numbered = script.model_copy(update={"version": max(number, self.current.script.version + 1)})
        version = Version(number=number, parent=self.head, script=numbered, edits=edits, said=said, when=when)
        return History(versions=(*self.versions, version), head=number)

    def undone(self, steps: int = 1) -> "History":
        """Back along the parents. Raises ScriptError where there are not that many."""
        if steps > len(self.earlier):
            raise ScriptError(_out_of(len(self.earlier), "undo", "this is the first version"))
        return self.model_copy(update={"head": self.earlier[steps - 1]})

    def redone(self, steps: int = 1) -> "History":
        """Forward along the children made last. Raises ScriptError where there are not that many."""
        if steps > len(self.later):
            raise ScriptError(_out_of(len(self.later), "redo", "nothing was undone from here"))
        return self.model_copy(update={"head": self.later[steps - 1]})


def begun(script: Script, when: AwareDatetime) -> History:
    """The history of a script that nobody has edited yet."""
    return History(versions=(Version(number=1, script=script, when=when),), head=1)


def _out_of(steps: int, what: str, why: str) -> str:
    if steps:
        return f"only {steps} step(s) can be taken: ask to {what} that many"
    return f"there is nothing to {what}: {why}"
