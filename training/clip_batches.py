"""Batches for the house CLIP: views of things, of whole scenes and of empty places, each with its words.

Owns what stands together in a batch. Views come from the bank; everything is drawn from one seeded generator.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from videostudio.training.clip_bank import Bank, Features, Role
from videostudio.training.clip_pool import Pool
from videostudio.training.clip_world import listed

TURNED = 0.1
"""Share of things whose hues are turned: to the eye another individual, for which no words are given."""
VERBS_ING = {
    "sit": "sitting",
    "run": "running",
    "swim": "swimming",
    "dig": "digging",
    "hug": "hugging",
    "spin": "spinning",
}

Individual = tuple[int, int]
"""Thing, and the degrees by which its hues are turned."""


@dataclass(frozen=True)
class Batch:
    """`references` and `views` (N, C, h, w) show the same N `individuals`; `words` call them, "" where no words fit.
    `strangers` are the names of things that none of them shows. `elsewhere` (M, C, h, w) shows none of them. `frames`
    (K, C, h, w) are scenes, `captions` tell them, and `empty` (K, C, h, w) are their `places` without anyone."""

    references: Features
    views: Features
    words: list[str]
    strangers: list[str]
    elsewhere: Features
    frames: Features
    empty: Features
    captions: list[str]
    individuals: list[str]
    places: list[str]


@dataclass(frozen=True)
class Sizes:
    """How much one batch holds."""

    groups: int = 24
    strangers: int = 800
    elsewhere: int = 12
    frames: int = 24


class Batches:
    """An endless stream of batches from one pool and its bank."""

    def __init__(self, pool: Pool, bank: Bank, sizes: Sizes, *, seed: int) -> None:
        self._pool, self._bank, self._sizes = pool, bank, sizes
        self._chance = np.random.default_rng(seed)

    def __iter__(self) -> Iterator[Batch]:
        while True:
            yield self._next()

    def _next(self) -> Batch:
        cast = [one for _ in range(self._sizes.groups) for one in self._group()]
        words = ["" if turn else self._call(thing) for thing, turn in cast]
        frames, spots = self._scenes()
        return Batch(
            references=self._views([(Role.REFERENCE, *one) for one in cast]),
            views=self._views([(Role.VIEW, *one) for one in cast]),
            words=words,
            strangers=self._strangers({self._pool.things[thing].base for thing, _ in cast}, set(words)),
            elsewhere=self._views([(Role.ELSEWHERE, 0, 0)] * self._sizes.elsewhere),
            frames=self._views([(Role.FRAME, frame, 0) for frame in frames]),
            empty=self._views([(Role.EMPTY, spot, 0) for spot in spots]),
            captions=[self._caption(frame) for frame in frames],
            individuals=[f"{thing} {turn}" for thing, turn in cast],
            places=[f"{self._pool.spots[spot].kind}/{spot}" for spot in spots],
        )

    def _views(self, asked: Sequence[tuple[Role, int, int]]) -> Features:
        """One of the bank's views of each."""
        return np.asarray(self._bank.features[[self._of(self._rows[one]) for one in asked]])

    def _group(self) -> list[Individual]:
        """Things with the degrees by which their hues are turned: one, itself in wrong colours or in other known ones,
        one that is easily taken for it, and any other."""
        one = self._any()
        family = self._families[self._pool.things[one].family]
        same = [index for index in self._bases[self._pool.things[one].base] if index != one]
        double = (self._of(same), 0) if same and self._chance.random() < 0.5 else self._turned(one, 1.0)
        return [(one, 0), double, self._turned(self._of(family), TURNED), self._turned(self._any(), TURNED)]

    def _strangers(self, bases: set[str], words: set[str]) -> list[str]:
        """Names of other things: their words cost a step next to nothing, their pictures would."""
        drawn = (self._pool.things[self._any()] for _ in range(self._sizes.strangers))
        return sorted({str(listed([thing.calls[0]])) for thing in drawn if thing.base not in bases} - words)

    def _any(self) -> int:
        return self._of(self._kinds[int(self._chance.integers(len(self._kinds)))])

    def _of(self, indices: Sequence[int]) -> int:
        return int(indices[int(self._chance.integers(len(indices)))])

    def _turned(self, thing: int, share: float) -> Individual:
        """The thing with its hues turned with probability `share`, where one would see it."""
        if self._chance.random() >= share or thing not in self._turns:
            return thing, 0
        return thing, self._of(self._turns[thing])

    def _call(self, thing: int) -> str:
        calls = self._pool.things[thing].calls
        call = calls[0] if self._chance.random() < 0.5 else calls[int(self._chance.integers(len(calls)))]
        return str(listed([call]))

    def _scenes(self) -> tuple[list[int], list[int]]:
        """Frames and their spots. Half of them share their kind of place with one before: only light and weather tell
        them apart."""
        frames, spots = list[int](), list[int]()
        for number in range(self._sizes.frames):
            frame = self._of(self._same_kind[self._pool.spots[spots[-1]].kind] if number % 2 else self._frames)
            frames.append(frame)
            spots.append(self._pool.scenes[frame]["spot"])
        return frames, spots

    def _caption(self, frame: int) -> str:
        facts, spot = self._pool.scenes[frame], self._pool.spots[self._pool.scenes[frame]["spot"]]
        who = listed([self._pool.things[thing].calls[0] for thing in self._pool.cast_of[frame]])
        where = spot.calls[int(self._chance.integers(len(spot.calls)))]
        style = self._chance.random()
        if style < 0.4:
            return f"{who} in the {where}"
        if style < 0.8:
            return f"{who} {ing(facts['verb'])} in the {where}"
        return f"the {where}, {who}"

    @cached_property
    def _rows(self) -> dict[tuple[int, int, int], list[int]]:
        """Role, number and degrees -> rows of the bank."""
        found: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        for row, (role, number, turn) in enumerate(self._bank.rows.tolist()):
            found[role, number, turn].append(row)
        return dict(found)

    @cached_property
    def _turns(self) -> dict[int, list[int]]:
        """Thing -> the degrees by which the bank has it turned."""
        found: dict[int, list[int]] = defaultdict(list)
        for role, number, turn in self._rows:
            if role == Role.VIEW and turn:
                found[number].append(turn)
        return dict(found)

    @cached_property
    def _kinds(self) -> list[list[int]]:
        return list(self._grouped(lambda thing: thing.entity.kind).values())

    @cached_property
    def _families(self) -> dict[Any, list[int]]:
        return self._grouped(lambda thing: thing.family)

    @cached_property
    def _bases(self) -> dict[Any, list[int]]:
        return self._grouped(lambda thing: thing.base)

    def _grouped(self, key: Any) -> dict[Any, list[int]]:
        found: dict[Any, list[int]] = defaultdict(list)
        for index in sorted({number for role, number, turn in self._rows if role == Role.VIEW and not turn}):
            found[key(self._pool.things[index])].append(index)
        return dict(found)

    @cached_property
    def _frames(self) -> list[int]:
        return sorted(number for role, number, _ in self._rows if role == Role.FRAME)

    @cached_property
    def _same_kind(self) -> dict[str, list[int]]:
        """Kind of place -> frames there."""
        found: dict[str, list[int]] = defaultdict(list)
        for frame in self._frames:
            found[self._pool.spots[self._pool.scenes[frame]["spot"]].kind].append(frame)
        return dict(found)


def ing(verb: str) -> str:
    """ "dance" -> "dancing"."""
    if verb in VERBS_ING:
        return VERBS_ING[verb]
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"
