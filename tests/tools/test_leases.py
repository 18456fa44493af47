"""Leases: one holder at a time, whoever grants them, and none for ever."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from videostudio.film.errors import EndpointError
from videostudio.tools.leases.keeper import Keeper, Leases
from videostudio.tools.leases.objects import SKEW_S, ObjectLeases
from videostudio.tools.leases.postgres import PostgresLeases
from videostudio.tools.store.bucket import Bucket


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Deaf:
    """Grants everything once, and is never heard of again."""

    def __init__(self) -> None:
        self.asked = 0

    def take(self, name: str, holder: str, lasts_s: float) -> bool:
        return True

    def renew(self, name: str, holder: str, lasts_s: float) -> bool:
        self.asked += 1
        raise EndpointError("no answer")

    def release(self, name: str, holder: str) -> None:
        raise EndpointError("no answer")


@pytest.fixture
def bucket(request: pytest.FixtureRequest) -> Bucket:
    return Bucket(f"memory://{request.node.name}")


@pytest.fixture(params=["objects", "postgres"])
def leases(request: pytest.FixtureRequest, bucket: Bucket) -> Iterator[Leases]:
    if request.param == "objects":
        yield ObjectLeases(bucket, "claims")
        return
    granting = PostgresLeases(request.getfixturevalue("postgres"))
    yield granting
    granting.close()


def test_one_has_it_until_it_is_given_back(leases: Leases) -> None:
    assert leases.take("a", "one", 60)
    assert not leases.take("a", "two", 60)
    assert leases.take("b", "two", 60)
    assert leases.renew("a", "one", 60)
    assert not leases.renew("a", "two", 60)
    leases.release("a", "two")
    assert not leases.take("a", "two", 60)
    leases.release("a", "one")
    assert leases.take("a", "two", 60)
    assert not leases.renew("a", "one", 60)


def _takes(granting: Leases, holder: str) -> bool:
    return granting.take("many", holder, 60)


def test_of_many_who_ask_at_once_one_gets_it(bucket: Bucket, postgres: str) -> None:
    for granting in (ObjectLeases(bucket, "claims"), PostgresLeases(postgres)):
        with ThreadPoolExecutor(8) as askers:
            granted = list(askers.map(partial(_takes, granting), "abcdefgh"))
        assert sorted(granted) == [False] * 7 + [True]
        if isinstance(granting, PostgresLeases):
            granting.close()


def test_an_ended_lease_passes_on_and_its_holder_cannot_renew_it(bucket: Bucket) -> None:
    clock = Clock()
    leases = ObjectLeases(bucket, "claims", clock)
    assert leases.take("a", "one", 60)
    clock.now += 61
    assert not leases.renew("a", "one", 60), "another machine may be about to take it"
    assert not leases.take("a", "two", 60), "the other machine's clock may be behind"
    clock.now += SKEW_S
    assert leases.take("a", "two", 60)
    leases.release("a", "one")
    assert not leases.take("a", "three", 60)


def test_on_a_server_its_own_clock_counts(postgres: str) -> None:
    leases = PostgresLeases(postgres)
    assert leases.take("short", "one", 0.2)
    assert leases.holder("short") == "one"
    time.sleep(0.4)
    assert leases.holder("short") is None
    assert not leases.renew("short", "one", 60)
    assert leases.take("short", "two", 60)
    leases.close()


def test_a_keeper_renews_what_it_holds(bucket: Bucket) -> None:
    leases = ObjectLeases(bucket, "claims")
    lost: list[str] = []
    keeper = Keeper(leases, lasts_s=0.6)
    release = keeper.take("a", lambda: lost.append("a"))
    assert release is not None
    assert keeper.take("a") is None
    time.sleep(1.0)
    assert lost == []
    assert not leases.take("a", "two", 60)
    release()
    while keeper.take("a") is None:
        time.sleep(0.02)


def test_who_cannot_renew_hears_of_it_before_others_can_take_it() -> None:
    deaf, lost = Deaf(), threading.Event()
    began = time.monotonic()
    keeper = Keeper(deaf, lasts_s=0.8)
    assert keeper.take("a", lost.set) is not None
    assert lost.wait(5)
    assert time.monotonic() - began > 0.5
    assert deaf.asked >= 1
    assert keeper.take("a") is not None


def test_a_server_that_is_not_there_is_named_as_such() -> None:
    with pytest.raises(EndpointError, match="the Postgres server does not answer"):
        PostgresLeases("postgresql://postgres@/postgres?host=/nowhere").take("a", "one", 60)
