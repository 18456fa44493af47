"""What goes wrong in a command of a training or a study, in one line for whoever can mend it."""

import sys
from collections.abc import Sequence
from functools import wraps
from typing import Protocol

from videostudio.film.errors import VideoStudioError


class Command(Protocol):
    """What a module's `main` is."""

    def __call__(self, arguments: Sequence[str] | None = None) -> int: ...


def advising(command: Command) -> Command:
    """`command`, that tells what is wrong with its options, its folders or this machine, and ends with 2, or with the
    exit code of the error's kind."""

    @wraps(command)
    def told(arguments: Sequence[str] | None = None) -> int:
        try:
            return command(arguments)
        except (VideoStudioError, ValueError) as error:
            print(" ".join(str(error).split()), file=sys.stderr)
            return error.exit_code if isinstance(error, VideoStudioError) else 2

    return told
