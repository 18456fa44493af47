"""The error tree: every error says who can mend it.

VideoStudioError
|-- UserError            the user can mend it: the brief, a file, a film's name   (exit 2)
|   |-- BriefError           the brief asks for something impossible
|   |-- ReferenceError_      a reference picture cannot be used
|   |-- ScriptError          a script contradicts itself or its brief
|   |-- FilmNotFound         no film of that name
|   |-- FilmBusy             another process is making this film
|   |-- OverBudget           the brief's budget does not allow another call
|   |-- Unclear              what was said can mean nothing, or too much
|   |-- BeyondLimits         more than this door allows
|   |-- TooBusy              too much at a time: later it may be possible
|   `-- NotAllowed           no token, a wrong one, or a file that is not theirs
|-- OperatorError        the operator can mend it: disk, memory, weights, endpoint (exit 3)
|   |-- NotEnoughDisk
|   |-- NotEnoughMemory
|   |-- UnusablePath         a folder is wanted where there is none, or no permission
|   |-- BackendMissing       a backend, its weights or its packages are not installed
|   |-- BadSetting           what is set for this machine cannot be used
|   `-- EndpointError        a model's endpoint, a shared store or a server is down, or refuses
|-- ModelError           a model gave unusable output; another try may help        (exit 3)
|   |-- GeneratorError
|   |-- WriterError
|   `-- ScorerError
`-- StudioError          ours: a bug, please report it                             (exit 5)
    |-- WorkerDied           a worker process ended in the middle of a call (transient)
    `-- CorruptArtifact      stored bytes do not match their hash
"""

from typing import ClassVar


class VideoStudioError(Exception):
    """Root of the tree. `exit_code` is the command's exit status, `transient` allows a retry."""

    exit_code: ClassVar[int] = 5
    transient: ClassVar[bool] = False


class UserError(VideoStudioError):
    """The user can mend it; the message says how."""

    exit_code = 2


class BriefError(UserError):
    """The brief asks for something impossible."""


class ReferenceError_(UserError):
    """A reference picture cannot be used."""


class ScriptError(UserError):
    """A script contradicts itself or its brief."""


class FilmNotFound(UserError):
    """No film of that name in this workspace."""


class FilmBusy(UserError):
    """Another process is making this film."""


class OverBudget(UserError):
    """The brief's budget does not allow another call."""


class Unclear(UserError):
    """What was said can mean nothing, or too much. `choices` are sentences that would do."""

    def __init__(self, message: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.choices = choices


class BeyondLimits(UserError):
    """More than this door allows, whoever asks."""


class TooBusy(UserError):
    """Too much at a time. `retry_after_s` is when to ask again."""

    def __init__(self, message: str, retry_after_s: float = 1.0) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class NotAllowed(UserError):
    """Whoever asks may not: no token, a wrong one, or a file that is not theirs to name."""


class OperatorError(VideoStudioError):
    """The operator can mend it; the message carries what is needed and what is there."""

    exit_code = 3


class NotEnoughDisk(OperatorError):
    """Too little room on a disk."""


class NotEnoughMemory(OperatorError):
    """Too little memory."""


class UnusablePath(OperatorError):
    """A path cannot be used as the folder or file it has to be."""


class BackendMissing(OperatorError):
    """A backend, its weights or its packages are not installed."""


class BadSetting(OperatorError):
    """A setting of this machine, from a file or the environment, cannot be used."""


class EndpointError(OperatorError):
    """The endpoint of a model, a shared store, a database or a cluster cannot be reached, or refuses."""


class ModelError(VideoStudioError):
    """A model gave unusable output; a changed request or another model may help."""

    exit_code = 3


class GeneratorError(ModelError):
    """A generator raised or gave pictures that are none."""


class WriterError(ModelError):
    """A writer's answer is not what was asked for."""


class ScorerError(ModelError):
    """A scorer could not measure."""


class StudioError(VideoStudioError):
    """A bug of ours."""


class WorkerDied(StudioError):
    """A worker process ended in the middle of a call."""

    transient = True


class CorruptArtifact(StudioError):
    """Stored bytes do not match their hash; the artifact is set aside and made again."""

    transient = True
