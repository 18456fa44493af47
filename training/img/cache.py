"""All samples of a folder of shards, encoded once: a run then neither decodes nor encodes anything.

    latents.npy  (M, C, h, w) float16
    areas.npy    (M, h, w) uint8, 255 is all figure
    rows.npy     (M, 3) int64: the first of a sample's figures, how many, and 1 if its place is a reference
    squares.npy  (K, 3) float32: where figures stand, see img_regions
    words, places, figures: NAME.npy (M | K, tokens, width) int8 and NAME.scales.npy (M | K, tokens) float32, which the
    numbers of a token are multiplied by

Tokens in eight bits are off by at most 1/254 of a token's largest number, and take a quarter of the room: about 110 KB
a sample in the scale `mini`.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from videostudio.training.img.encoder import Encoded, Encoder
from videostudio.training.scenes.album import Album
from videostudio.training.scenes.sample import Sample

FORMAT = 2
"""Raise it whenever what is written is another thing."""
PART = 64
"""Samples encoded at once; an interrupted encoding goes on behind the last whole part."""
STATE = "cache.json"
TOKENS = ("words", "places", "figures")
Progress = Callable[[int, int], None]
Look = Callable[[Sample], None]
"""Raises ValueError for a sample that cannot be used."""


@dataclass(frozen=True)
class Cache:
    """What `encode` wrote, mapped from its files."""

    folder: Path

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """(M, 3), see the module."""
        return np.asarray(np.load(self.folder / "rows.npy"))

    def latents(self, numbers: Sequence[int]) -> Tensor:
        """(B, C, h, w) float32."""
        return torch.from_numpy(self._array("latents")[list(numbers)].astype(np.float32))

    def areas(self, numbers: Sequence[int]) -> Tensor:
        """(B, h, w) float32 in [0, 1]."""
        return torch.from_numpy(self._array("areas")[list(numbers)].astype(np.float32) / 255)

    def words(self, numbers: Sequence[int]) -> Tensor:
        """(B, L, X) float32."""
        return self._tokens("words", list(numbers))

    def places(self, numbers: Sequence[int]) -> Tensor:
        """(B, N, W) float32."""
        return self._tokens("places", list(numbers))

    def figures(self, numbers: Sequence[int], count: int) -> Tensor:
        """(B, n, N, W) float32 of samples with n = `count` figures each; zeros for those without any."""
        found = torch.zeros(len(numbers), count, *self._array("figures").shape[1:])
        for at, (first, there, _) in enumerate(self.rows[list(numbers)]):
            if there:
                found[at] = self._tokens("figures", list(range(first, first + there)))
        return found

    def squares(self, numbers: Sequence[int], count: int) -> Tensor:
        """(B, n, 3) float32 of the same; no square at all where there is no figure."""
        found = torch.zeros(len(numbers), count, 3)
        for at, (first, there, _) in enumerate(self.rows[list(numbers)]):
            found[at, :there] = torch.from_numpy(self._array("squares")[first : first + there].copy())
        return found

    def _tokens(self, name: str, rows: list[int]) -> Tensor:
        whole = torch.from_numpy(self._array(name)[rows]).float()
        return whole * torch.from_numpy(self._array(f"{name}.scales")[rows])[..., None]

    def _array(self, name: str) -> NDArray[Any]:
        if name not in self._open:
            self._open[name] = np.load(self.folder / f"{name}.npy", mmap_mode="r")
        return self._open[name]

    @cached_property
    def _open(self) -> dict[str, NDArray[Any]]:
        return {}


def encode(album: Album, encoder: Encoder, folder: Path, *, of: str, look: Look, progress: Progress) -> Cache:
    """Encodes what of the album is not in `folder` yet. `of` names what it is encoded with; `look` is shown every
    sample. Raises ValueError for a folder of other pictures or another encoder, and as `look` does."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {"format": FORMAT, "shards": str(album.folder.resolve()), "samples": len(album), "of": of}
    done = _done(folder, wanted)
    if done == 0:
        _prepare(album, encoder, folder, look)
    arrays = {path.stem: np.load(path, mmap_mode="r+") for path in folder.glob("*.npy")}
    while done < len(album):
        numbers = range(done, min(done + PART, len(album)))
        samples = [album.sample(number) for number in numbers]
        for sample in samples:
            look(sample)
        for number, one in zip(numbers, encoder.encoded(samples), strict=True):
            _put(arrays, number, one)
        for array in arrays.values():
            array.flush()
        done = numbers.stop
        _note(folder, wanted, done)
        progress(done, len(album))
    return Cache(folder)


def quantised(tokens: Tensor) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(..., N, W) -> the same in eight bits, and what each token's numbers are to be multiplied by (..., N)."""
    scales = tokens.abs().amax(-1).clamp_min(torch.finfo(torch.float32).tiny) / 127
    return (tokens / scales[..., None]).round().to(torch.int8).numpy(), scales.numpy()


def _done(folder: Path, wanted: dict[str, Any]) -> int:
    if not (folder / STATE).is_file():
        return 0
    state = json.loads((folder / STATE).read_text("utf-8"))
    differs = [f"{name}: {state.get(name)} -> {value}" for name, value in wanted.items() if state.get(name) != value]
    if differs:
        raise ValueError(f"{folder} was encoded from something else ({'; '.join(differs)}): give another --work")
    return int(state["done"])


def _note(folder: Path, wanted: dict[str, Any], done: int) -> None:
    part = folder / f"{STATE}.tmp"
    part.write_text(json.dumps(wanted | {"done": done}), encoding="utf-8")
    part.replace(folder / STATE)


def _prepare(album: Album, encoder: Encoder, folder: Path, look: Look) -> None:
    """Empty arrays of the sizes that the first sample has."""
    first = album.sample(0)
    look(first)
    (one,) = encoder.encoded([first])
    count = len(album)
    counts = [_room(album, number) for number in range(count)]
    tokens = {"words": (count, *one.words.shape), "places": (count, *one.place.shape)}
    tokens["figures"] = (sum(counts), *one.place.shape)
    _empty(folder / "latents.npy", np.float16, (count, *one.latents.shape))
    _empty(folder / "areas.npy", np.uint8, (count, *one.area.shape))
    for name in TOKENS:
        _empty(folder / f"{name}.npy", np.int8, tokens[name])
        _empty(folder / f"{name}.scales.npy", np.float32, tokens[name][:2])
    _empty(folder / "squares.npy", np.float32, (sum(counts), 3))
    rows = np.stack([np.cumsum([0, *counts[:-1]]), counts, [1] * count], 1).astype(np.int64)
    np.save(folder / "rows.npy", rows)


def _room(album: Album, number: int) -> int:
    """For a sample's figures, from its facts alone: one that names none there may have one that is found."""
    return max(1, len(album.cast_of(number)))


def _put(arrays: dict[str, NDArray[Any]], number: int, one: Encoded) -> None:
    first = arrays["rows"][number, 0]
    arrays["rows"][number, 1:] = len(one.figures), one.placed
    arrays["latents"][number] = one.latents.numpy()
    arrays["areas"][number] = (one.area * 255).round().numpy()
    arrays["squares"][first : first + len(one.squares)] = one.squares.numpy()
    rows = {"words": (number, one.words[None]), "places": (number, one.place[None]), "figures": (first, one.figures)}
    for name, (at, tokens) in rows.items():
        whole, scales = quantised(tokens)
        arrays[name][at : at + len(whole)], arrays[f"{name}.scales"][at : at + len(whole)] = whole, scales


def _empty(path: Path, kind: Any, shape: tuple[int, ...]) -> None:
    np.lib.format.open_memmap(path, mode="w+", dtype=kind, shape=shape).flush()
