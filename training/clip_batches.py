"""Batches for the house CLIP: views of things, of whole scenes and of empty places, each with its words.

Owns compositing and augmentation. Pictures are (S, S, 3) uint8 RGB; everything is drawn from one seeded generator.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from videostudio.training.clip_pool import Pool
from videostudio.training.clip_views import Drawer, Pixels, is_colourful
from videostudio.training.clip_world import listed

FROM_SCENES = 0.55
"""Share of views that are cut from staged scenes, where the thing stands in one; the rest are composites."""
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


@dataclass(frozen=True)
class Batch:
    """`references` and `views` (N, S, S, 3) show the same N `individuals`; `words` call them, "" where no words fit.
    `strangers` are the names of things that none of them shows. `elsewhere` (M, S, S, 3) shows none of them. `frames`
    (K, S, S, 3) are scenes, `captions` tell them, and `empty` (K, S, S, 3) are their `places` without anyone."""

    references: Pixels
    views: Pixels
    words: list[str]
    strangers: list[str]
    elsewhere: Pixels
    frames: Pixels
    empty: Pixels
    captions: list[str]
    individuals: list[str]
    places: list[str]


@dataclass(frozen=True)
class Sizes:
    """How much one batch holds."""

    groups: int = 12
    strangers: int = 800
    elsewhere: int = 12
    frames: int = 28


class Batches:
    """An endless stream of batches from one pool."""

    def __init__(self, pool: Pool, sizes: Sizes, *, pixels: int, seed: int) -> None:
        self._pool, self._sizes = pool, sizes
        self._chance = np.random.default_rng(seed)
        shown = np.array([not spot.held_out for spot in pool.spots])
        self._drawer = Drawer(pool.sets[shown], pixels, self._chance)

    def __iter__(self) -> Iterator[Batch]:
        while True:
            yield self._next()

    def _next(self) -> Batch:
        cast = [one for _ in range(self._sizes.groups) for one in self._group()]
        chosen, turned = [thing for thing, _ in cast], [turn for _, turn in cast]
        words = ["" if turn else self._call(thing) for thing, turn in cast]
        frames, empty, captions, places = self._scenes()
        return Batch(
            references=np.stack([self._reference(*one) for one in zip(chosen, turned, strict=True)]),
            views=np.stack([self._view(*one) for one in zip(chosen, turned, strict=True)]),
            words=words,
            strangers=self._strangers({self._pool.things[thing].base for thing in chosen}, set(words)),
            elsewhere=np.stack([self._drawer.background() for _ in range(self._sizes.elsewhere)]),
            frames=frames,
            empty=empty,
            captions=captions,
            individuals=[f"{thing} {turn:.0f}" for thing, turn in zip(chosen, turned, strict=True)],
            places=places,
        )

    def _group(self) -> list[tuple[int, float]]:
        """Things with the degrees by which their hues are turned: one, itself in wrong colours or in other known ones,
        one that is easily taken for it, and any other."""
        one = self._any()
        family = self._families[self._pool.things[one].family]
        same = [index for index in self._bases[self._pool.things[one].base] if index != one]
        double = (self._of(same), 0.0) if same and self._chance.random() < 0.5 else self._turned(one, 1.0)
        return [(one, 0.0), double, self._turned(self._of(family), TURNED), self._turned(self._any(), TURNED)]

    def _strangers(self, bases: set[str], words: set[str]) -> list[str]:
        """Names of other things: their words cost a step next to nothing, their pictures would."""
        drawn = (self._pool.things[self._any()] for _ in range(self._sizes.strangers))
        return sorted({str(listed([thing.calls[0]])) for thing in drawn if thing.base not in bases} - words)

    def _any(self) -> int:
        return self._of(self._kinds[int(self._chance.integers(len(self._kinds)))])

    def _of(self, indices: Sequence[int] | NDArray[np.int64]) -> int:
        return int(indices[int(self._chance.integers(len(indices)))])

    def _turned(self, thing: int, share: float) -> tuple[int, float]:
        """The thing with its hues turned with probability `share`, where one would see it."""
        if self._chance.random() >= share or not is_colourful(self._pool.references[thing]):
            return thing, 0.0
        return thing, float(self._chance.uniform(50, 310))

    def _reference(self, thing: int, turn: float) -> Pixels:
        return self._drawer.portrait(self._pool.references[thing], turn)

    def _view(self, thing: int, turn: float) -> Pixels:
        staged = self._staged.get(thing)
        if staged is not None and not turn and self._chance.random() < FROM_SCENES:
            frame, _, *box = self._pool.figures[self._of(staged)]
            return self._drawer.cut(self._pool.frames[frame], box)
        return self._drawer.composite(self._pool.references[thing], turn)

    def _call(self, thing: int) -> str:
        calls = self._pool.things[thing].calls
        call = calls[0] if self._chance.random() < 0.5 else calls[int(self._chance.integers(len(calls)))]
        return str(listed([call]))

    def _scenes(self) -> tuple[Pixels, Pixels, list[str], list[str]]:
        """Frames, their empty places, captions and places. Half of them share their kind of place with one before:
        only light and weather tell them apart."""
        frames, empty, captions, places = [], [], [], list[str]()
        for number in range(self._sizes.frames):
            frame = self._of(self._same_kind[places[-1].split("/")[0]] if number % 2 else self._frames)
            spot = self._pool.scenes[frame]["spot"]
            frames.append(self._drawer.whole(self._pool.frames[frame]))
            empty.append(self._drawer.whole(self._pool.sets[spot]))
            captions.append(self._caption(frame))
            places.append(f"{self._pool.spots[spot].kind}/{spot}")
        return np.stack(frames), np.stack(empty), captions, places

    def _caption(self, frame: int) -> str:
        facts, spot = self._pool.scenes[frame], self._pool.spots[self._pool.scenes[frame]["spot"]]
        who = listed([self._pool.things[thing].calls[0] for thing in self._cast[frame]])
        where = spot.calls[int(self._chance.integers(len(spot.calls)))]
        style = self._chance.random()
        if style < 0.4:
            return f"{who} in the {where}"
        if style < 0.8:
            return f"{who} {ing(facts['verb'])} in the {where}"
        return f"the {where}, {who}"

    @cached_property
    def _shown(self) -> set[int]:
        return {index for index, thing in enumerate(self._pool.things) if not thing.held_out}

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
        for index in sorted(self._shown):
            found[key(self._pool.things[index])].append(index)
        return dict(found)

    @cached_property
    def _frames(self) -> list[int]:
        """The frames that may be shown."""
        places = [self._pool.spots[facts["spot"]] for facts in self._pool.scenes]
        hidden = {int(frame) for frame, thing in self._pool.figures[:, :2] if int(thing) not in self._shown}
        return [frame for frame, place in enumerate(places) if not place.held_out and frame not in hidden]

    @cached_property
    def _same_kind(self) -> dict[str, list[int]]:
        """Kind of place -> frames there."""
        found: dict[str, list[int]] = defaultdict(list)
        for frame in self._frames:
            found[self._pool.spots[self._pool.scenes[frame]["spot"]].kind].append(frame)
        return dict(found)

    @cached_property
    def _staged(self) -> dict[int, NDArray[np.int64]]:
        found: dict[int, list[int]] = defaultdict(list)
        for row, thing in enumerate(self._pool.figures[:, 1]):
            found[int(thing)].append(row)
        return {thing: np.array(rows) for thing, rows in found.items()}

    @cached_property
    def _cast(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for frame, thing in self._pool.figures[:, :2]:
            found[int(frame)].append(int(thing))
        return found


def ing(verb: str) -> str:
    """ "dance" -> "dancing"."""
    if verb in VERBS_ING:
        return VERBS_ING[verb]
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"
