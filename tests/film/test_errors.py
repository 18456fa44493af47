import re

import pytest

from videostudio.film import errors
from videostudio.film.errors import VideoStudioError

CLASSES = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, VideoStudioError)]

EXIT_CODES = {"UserError": 2, "OperatorError": 3, "ModelError": 3, "StudioError": 5}


def drawn() -> dict[str, tuple[str, int | None]]:
    """The tree in the module's docstring: class -> (branch, exit code where one is written)."""
    tree: dict[str, tuple[str, int | None]] = {}
    branch = ""
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"^(\||`)-- (\w+)(?:.*\(exit (\d)\))?", line):
            branch = found[2]
            tree[branch] = ("VideoStudioError", int(found[3]) if found[3] else None)
        elif found := re.match(r"^[| ]   [|`]-- (\w+)", line):
            tree[found[1]] = (branch, None)
    return tree


def test_the_drawn_tree_is_the_real_one() -> None:
    real = {each.__name__: each.__base__.__name__ for each in CLASSES if each is not VideoStudioError}
    assert {name: base for name, (base, _) in drawn().items()} == real


def test_the_drawn_exit_codes_are_the_real_ones() -> None:
    for name, (_, code) in drawn().items():
        if code is not None:
            assert getattr(errors, name).exit_code == code, name


@pytest.mark.parametrize("error", CLASSES)
def test_exit_codes_say_who_can_mend_it(error: type[VideoStudioError]) -> None:
    branch = next((each.__name__ for each in error.__mro__ if each.__name__ in EXIT_CODES), None)
    assert error.exit_code == (EXIT_CODES[branch] if branch else 5)


def test_only_our_own_troubles_are_worth_a_retry() -> None:
    assert {each.__name__ for each in CLASSES if each.transient} == {"WorkerDied", "CorruptArtifact"}


@pytest.mark.parametrize("error", CLASSES)
def test_every_error_is_told_and_documented(error: type[VideoStudioError]) -> None:
    assert error.__doc__
    assert str(error("what to do")) == "what to do"
