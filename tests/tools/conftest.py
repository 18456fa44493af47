"""A disk that can be made full: the system's limit on the size of files stands in for it."""

import resource
from collections.abc import Callable, Iterator

import pytest

ROOM = 2**25
"""Bytes. The limit holds for the whole process: more than any log it may be writing meanwhile."""


@pytest.fixture
def roomy_disk() -> Iterator[Callable[[], None]]:
    """Lifts the limit, which also happens when the test ends."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.fixture
def full_disk(roomy_disk: Callable[[], None]) -> Callable[[], None]:
    """From its call on no file of this process can grow beyond ROOM."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
