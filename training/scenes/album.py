"""All pictures of a folder of shards, and portraits made from them: figures alone on plain ground, and empty places.

A film begins with a picture of each of its cast and places, drawn from words alone. What the world shows is always
somebody somewhere, so a model that had seen no more would draw figures with surroundings, and no place without figures.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from videostudio.film.fingerprint import derive_seed
from videostudio.generators.mini.captions import alone, empty
from videostudio.generators.mini.plain_ground import placed
from videostudio.training.scenes.draw import CUT_PX
from videostudio.training.scenes.records import decoded
from videostudio.training.scenes.sample import Mask, Sample, Seen
from videostudio.training.scenes.shards import Shards

FINE = 0.7
"""Of CUT_PX that a cut-out has at least: a portrait fills the picture, and a small figure would be blurred in it."""
TRIES = 50


@dataclass(frozen=True)
class Album:
    """`folder` with its `shards`, followed by `portraits` more pictures."""

    folder: Path
    shards: Shards
    portraits: int

    @classmethod
    def of(cls, folder: Path, portraits: float = 0.0) -> "Album":
        """With as many portraits as this share of the shards' pictures. Raises ValueError for a folder without samples,
        and where portraits are wanted of pictures that nobody knows."""
        shards = Shards(folder)
        found = cls(folder, shards, round(portraits * len(shards)))
        if found.portraits and not len(found._singles):
            raise ValueError(f"no picture in {folder} is known to show one figure alone: set portraits to 0")
        return found

    def __len__(self) -> int:
        return len(self.shards) + self.portraits

    def sample(self, number: int) -> Sample:
        """Number 0 to len - 1; always the same. Raises ValueError where there is no picture."""
        extra = number - len(self.shards)
        if extra < 0:
            return decoded(number, self.shards.files(number))
        chance = np.random.default_rng(derive_seed("portrait", extra))
        return self._figure(number, chance) if extra % 2 == 0 else self._place(number, chance)

    def cast_of(self, number: int) -> list[str]:
        """The ids of who is said to be in a picture; nothing of it is decoded. Of a portrait it may be anybody's."""
        if number >= len(self.shards):
            return []
        return [one["id"] for one in self._facts(number).get("cast", ())]

    @cached_property
    def _singles(self) -> list[int]:
        """Those with one figure, which nobody hides, in a place of no other light than a clear day's: at night the red
        fox is not red."""
        told = ((number, self._facts(number)) for number in range(len(self.shards)))
        return [number for number, facts in told if len(facts.get("cast", ())) == 1 and " " not in facts["place"]]

    def _facts(self, number: int) -> dict[str, Any]:
        return dict(json.loads(self.shards.files(number, "json").get("json", b"{}")))

    def _figure(self, number: int, chance: np.random.Generator) -> Sample:
        """Alone on plain ground; of those that the frame does not cut, if there are any to be found."""
        for _ in range(TRIES):
            source = self.sample(int(chance.choice(self._singles)))
            (seen,) = source.cast
            if _whole(seen.mask) and max(seen.cutout.shape[:2]) >= FINE * CUT_PX:
                break
        height, width = source.picture.shape[:2]
        picture, mask = placed(seen.cutout, width, height)
        shown = Seen(seen.id, seen.words, mask, seen.cutout)
        return Sample(number, picture, alone(seen.words), (shown,), portrait=True)

    def _place(self, number: int, chance: np.random.Generator) -> Sample:
        """Without anybody, if it is known what it looks like then."""
        for _ in range(TRIES):
            source = self.sample(int(chance.integers(len(self.shards))))
            if source.plate is not None:
                name, *looks = source.place.split()
                kind = name.removeprefix("the-").rpartition("-")[0] or name
                return Sample(number, source.plate, empty(kind, looks), place=source.place, portrait=True)
        raise ValueError(f"of no picture in {self.folder} is known what its place looks like: set portraits to 0")


def _whole(mask: Mask) -> bool:
    return not (mask[0].any() or mask[-1].any() or mask[:, 0].any() or mask[:, -1].any())
