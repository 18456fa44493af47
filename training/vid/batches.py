"""What a clip is to its model: latents of all frames, what is seen in the middle one, its text and action.

A small run passes every clip many times, and autoencoder and encoders never change: it has this made once, and only the
UNet's work is left to a step. A run over millions of clips makes it anew each time.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import torch
from PIL import Image
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from videostudio.generators.mini.actions import KnownMotions
from videostudio.generators.paper.action import CLASSES
from videostudio.generators.paper.pooled_text import ClipPooledText
from videostudio.generators.paper.vid_conditioning import frame_of, seen
from videostudio.training.scenes.clip_records import Clip, decoded_clip
from videostudio.training.scenes.order import shuffled
from videostudio.training.scenes.shards import Shards
from videostudio.training.trainer.task import Batch
from videostudio.training.vid.scale import VidScale

PART = 64
"""Clips of a file."""


@dataclass(frozen=True)
class Encoders:
    """The parts that never learn, as `VideoStudioVidPipeline` holds them."""

    vae: Any
    text_encoder: Any
    tokenizer: Any
    image_encoder: Any
    processor: Any
    motions: KnownMotions

    @torch.no_grad()
    def of(self, clip: Clip, scale: VidScale) -> dict[str, Tensor]:
        """`latents` (T, C, h, w) as the UNet sees them, `tokens` (S, X) and `pooled` (X,) of the middle frame, `text`
        (E,), `action` (400,); float16 where numbers are many."""
        device = self.vae.device
        pictures = [Image.fromarray(frame) for frame in clip.frames]
        frames = torch.stack([frame_of(picture, scale.width, scale.height) for picture in pictures])
        latents = self.vae.encode(frames.to(device, self.vae.dtype)).latent_dist.mode() * self.vae.config.scaling_factor
        middle = [pictures[len(pictures) // 2]]
        looked = seen(middle, scale.width, self.processor, self.image_encoder, device)
        text = ClipPooledText(self.text_encoder, self.tokenizer).embed([clip.caption])
        found = {
            "latents": latents.half(),
            "tokens": looked.tokens[0].half(),
            "pooled": looked.pooled[0].float(),
            "text": torch.from_numpy(text[0]),
            "action": self.action(clip),
        }
        return {name: tensor.cpu().contiguous() for name, tensor in found.items()}

    def action(self, clip: Clip) -> Tensor:
        """(400,) shares of what is done in a clip. Raises ValueError for another number of shares."""
        if not clip.actions:
            return torch.from_numpy(self.motions.vector(clip.motion))
        if len(clip.actions) != CLASSES:
            raise ValueError(f"clip {clip.number} has {len(clip.actions)} shares of actions: {CLASSES} are needed")
        return torch.tensor(clip.actions)


def prepare(shards: Shards, folder: Path, encoders: Encoders, scale: VidScale) -> Iterator[tuple[int, int]]:
    """Writes what all clips of `shards` are into `folder`; yields (done, total). Parts that are there already stay."""
    folder.mkdir(parents=True, exist_ok=True)
    for begin in range(0, len(shards), PART):
        path = folder / f"{begin:08d}.safetensors"
        end = min(begin + PART, len(shards))
        if not path.is_file():
            rows = [encoders.of(_clip(shards, number, scale), scale) for number in range(begin, end)]
            part = {name: torch.stack([row[name] for row in rows]) for name in rows[0]}
            save_file(part, path.with_suffix(".tmp"))
            path.with_suffix(".tmp").replace(path)
        yield end, len(shards)


def prepared_name(shards: Path, scale: VidScale, encoders: Mapping[str, str]) -> str:
    """A folder's name that changes with all that `prepare` depends on: the folder of shards, told by their names and
    sizes, the scale's frames, and what encodes them by its digits."""
    told = {
        "shards": {path.name: path.stat().st_size for path in shards.glob("*.tar")},
        "frame": [scale.width, scale.height, scale.frames, scale.fps],
        "encoders": dict(encoders),
    }
    return f"clips-{sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]}"


class Source(Protocol):
    """Where batches come from."""

    def batches(self, size: int, seed: int, start: int) -> Iterator[Batch]:
        """Rows as `Encoders.of` gives them: every clip once a round, in another order each time. Batch number n is the
        same wherever one starts."""
        ...


@dataclass(frozen=True)
class Prepared:
    """The rows of a folder that `prepare` has finished."""

    folder: Path
    total: int
    _open: dict[int, Any] = field(default_factory=dict, repr=False, compare=False)

    def row(self, number: int) -> dict[str, Tensor]:
        """One clip as `Encoders.of` gave it."""
        part, at = divmod(number, PART)
        if part not in self._open:
            path = self.folder / f"{part * PART:08d}.safetensors"
            self._open[part] = safe_open(path, framework="pt")
        held = self._open[part]
        return {name: held.get_slice(name)[at : at + 1][0] for name in held.keys()}  # noqa: SIM118 - not a mapping

    def batches(self, size: int, seed: int, start: int) -> Iterator[Batch]:
        """See Source."""
        return _batched(self.row, shuffled(self.total, seed, start * size), size)


@dataclass(frozen=True)
class Fresh:
    """The first `total` clips of `shards`, each made when it is its turn."""

    shards: Shards
    total: int
    encoders: Encoders
    scale: VidScale

    def batches(self, size: int, seed: int, start: int) -> Iterator[Batch]:
        """See Source."""
        return _batched(self.row, shuffled(self.total, seed, start * size), size)

    def row(self, number: int) -> dict[str, Tensor]:
        """One clip."""
        return self.encoders.of(_clip(self.shards, number, self.scale), self.scale)


def _batched(row: Callable[[int], dict[str, Tensor]], numbers: Iterator[int], size: int) -> Iterator[Batch]:
    while True:
        rows = [row(number) for number in islice(numbers, size)]
        yield {name: torch.stack([one[name] for one in rows]) for name in rows[0]}


def _clip(shards: Shards, number: int, scale: VidScale) -> Clip:
    return decoded_clip(number, shards.files(number), frames=scale.frames, fps=scale.fps)
