"""What a film's maker was told to do, kept on disk until it is done: whoever dies over it, the next one does it."""

from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from videostudio.film.brief import Approval
from videostudio.film.edits import Redo, ScriptEdit, Undo
from videostudio.film.errors import FilmNotFound
from videostudio.film.history import History
from videostudio.film.noun import Noun
from videostudio.graphs.decision import Decision
from videostudio.tools.store.durable import Kind, write_atomic
from videostudio.tools.workspace import Workspace


class Work(Noun):
    """To go on with a film; with `decision`, the user's word on what it waits with (`awaits`); with `edits` or `step`,
    a change of the version `base` of its script, in the words `said`."""

    decision: Decision | None = None
    awaits: Approval | None = None
    edits: tuple[ScriptEdit, ...] = ()
    step: Undo | Redo | None = None
    base: int = 1
    said: str = ""

    def asks_the_same(self, other: "Work") -> bool:
        """Whether both ask for the same, of whatever state of the film."""
        return other.model_copy(update={"awaits": self.awaits, "base": self.base}) == self

    def is_made(self, history: History) -> bool:
        """Whether a film of that history has this change already: whoever died over it had noted that down."""
        if history.head == self.base or self.base > len(history.versions):
            return False
        before = history.model_copy(update={"head": self.base})
        match self.step:
            case None:
                versions = [history.versions[number - 1] for number in (history.head, *history.earlier)]
                return any((one.parent, one.edits) == (self.base, self.edits) for one in versions)
            case Undo(steps=steps):
                there = before.earlier
            case Redo(steps=steps):
                there = before.later
        return history.head in there[steps - 1 : steps]


GO_ON = Work()


class JobState(StrEnum):
    """Where a job stands. WAITING is the film's: it needs its user's word."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self not in (JobState.QUEUED, JobState.RUNNING)


class Job(Noun):
    """The last work on a film. `error` and `error_kind` are the text and the class of what it failed by; times are
    seconds since 1970, 0 for what has not happened yet; `first_s` is when the first work on the film was queued."""

    film: str
    state: JobState
    work: Work = GO_ON
    error: str = ""
    error_kind: str = ""
    first_s: float = 0.0
    queued_s: float = 0.0
    begun_s: float = 0.0
    ended_s: float = 0.0


class JobBook:
    """The jobs of a workspace, a file a film."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def keep(self, job: Job) -> Job:
        """Makes a job durable."""
        write_atomic(self._file(job.film), job.model_dump_json().encode(), kind=Kind.FILM)
        return job

    def find(self, film: str) -> Job | None:
        """The last job of a film; None for one that nobody put here, or whose file is broken. Raises FilmNotFound for
        what is no film's id."""
        try:
            return Job.model_validate_json(self._file(film).read_bytes())
        except (OSError, ValidationError):
            return None

    def all(self) -> list[Job]:
        """All jobs, the oldest first."""
        jobs = [self.find(path.stem) for path in self._workspace.work_root.glob("*.json")]
        return sorted((job for job in jobs if job is not None), key=lambda job: (job.queued_s, job.film))

    def forget(self, film: str) -> None:
        """Removes a film's job."""
        self._file(film).unlink(missing_ok=True)

    def _file(self, film: str) -> Path:
        if self._workspace.film_folder(film).name != film:
            raise FilmNotFound(f"{film!r} is no film id")
        return self._workspace.work_root / f"{film}.json"
