"""The autoencoder's task: pictures of shards, or of the endless stream, and how well they come back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from videostudio.tools.images import Pixels
from videostudio.training.autoencoder.losses import Weights, differences, divergence, edges, psnr
from videostudio.training.autoencoder.model import to_model
from videostudio.training.scenes.crops import crop
from videostudio.training.scenes.order import shuffled
from videostudio.training.scenes.records import MASK, PICTURES, mask_in, picture_in
from videostudio.training.scenes.sample import Mask, Sample
from videostudio.training.scenes.shards import Shards
from videostudio.training.trainer.task import Batch

View = tuple[Pixels, Mask]
"""A picture (H, W, 3), and where its figures are (H, W)."""


class Source(Protocol):
    """Where pictures come from."""

    def training(self, start: int) -> Iterator[View]:
        """Pictures from place `start` of an endless order on."""
        ...

    def kept(self, count: int) -> list[View]:
        """Pictures that training never sees, the same every time."""
        ...


class FromShards:
    """Pictures of shards as `width` x `height` px, shuffled, every other one mirrored. One in fifty is kept, from the
    end: pictures that follow each other share their place."""

    def __init__(self, folder: Path, width: int, height: int, seed: int) -> None:
        """Raises ValueError for a folder with less than two pictures."""
        self._shards, self._size, self._seed = Shards(folder), (width, height), seed
        self._train = len(self._shards) - max(1, len(self._shards) // 50)
        if self._train < 1:
            raise ValueError(f"{folder} holds {len(self._shards)} picture: two are needed at least")

    def training(self, start: int) -> Iterator[View]:
        for place, number in enumerate(shuffled(self._train, self._seed, start), start):
            chance = np.random.default_rng([self._seed, place])
            picture, mask = self._view(number, chance)
            yield (picture[:, ::-1], mask[:, ::-1]) if chance.random() < 0.5 else (picture, mask)

    def kept(self, count: int) -> list[View]:
        there = len(self._shards) - self._train
        numbers = np.linspace(self._train, len(self._shards) - 1, min(count, there)).round().astype(int).tolist()
        return [self._view(number, np.random.default_rng(number)) for number in numbers]

    def _view(self, number: int, chance: np.random.Generator) -> View:
        """Raises ValueError for a picture of the animatic's in another size."""
        files = self._shards.files(number, *PICTURES, MASK)
        picture, figures = picture_in(files), mask_in(files)
        if figures is None:
            cropped = crop(picture, *self._size, chance)
            return cropped, np.zeros(cropped.shape[:2], np.bool_)
        if figures.shape[::-1] != self._size:
            wide, high = figures.shape[::-1]
            raise ValueError(
                f"shards of {wide} x {high} px for a scale of {self._size[0]} x {self._size[1]}: write new ones"
            )
        return picture, figures > 0


class FromStream:
    """Pictures as the animatic draws them. Those kept are of pairs that training never shows."""

    def __init__(self, training: Callable[[int], Iterator[Sample]], kept: Callable[[int], Iterator[Sample]]) -> None:
        self._training, self._kept = training, kept

    def training(self, start: int) -> Iterator[View]:
        return map(_view_of, self._training(start))

    def kept(self, count: int) -> list[View]:
        return [_view_of(sample) for sample in islice(self._kept(0), count)]


class AutoencoderTask:
    """See Task. The autoencoder learns whole; pictures have `batch` views."""

    def __init__(self, model: Any, source: Source, weights: Weights, *, batch: int, looked_at: int = 16) -> None:
        self.modules: Mapping[str, nn.Module] = {"autoencoder": model}
        self.frozen: Mapping[str, nn.Module] = {}
        self._model, self._source, self._weights, self._batch, self._looked_at = (
            model,
            source,
            weights,
            batch,
            looked_at,
        )

    def batches(self, start: int) -> Iterator[Batch]:
        views = self._source.training(start * self._batch)
        while True:
            pictures, figures = zip(*islice(views, self._batch), strict=True)
            yield {"pictures": tensor_of(pictures), "figures": torch.from_numpy(np.stack(figures))[:, None]}

    def loss(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, dict[str, float]]:
        wanted = to_model(batch["pictures"])
        weight = 1 + self._weights.figures * batch["figures"].float()
        latents = self._model.encode(wanted).latent_dist
        decoded = self._model.decode(latents.sample(noise)).sample.float()
        parts = {
            "pixels": differences(decoded, wanted, weight),
            "edges": edges(decoded, wanted, weight),
            "kl": divergence(latents.mean.float(), latents.logvar.float()),
        }
        told = {name: float(value.detach()) for name, value in parts.items()}
        told["psnr"] = float(psnr(decoded.detach(), wanted).mean())
        return parts["pixels"] + self._weights.edges * parts["edges"] + self._weights.kl * parts["kl"], told

    def samples(self, seeds: Sequence[int]) -> Sequence[Pixels]:
        """Pictures that training never sees, above what comes back of them."""
        device = next(self._model.parameters()).device
        found = []
        for seed in seeds:
            picture, _ = self._looked[seed % len(self._looked)]
            decoded = self._model(to_model(tensor_of([picture])).to(device)).sample
            found.append(np.concatenate([picture, pixels_of(decoded)[0]]))
        return found

    @cached_property
    def _looked(self) -> list[View]:
        return self._source.kept(self._looked_at)


def tensor_of(pictures: Sequence[Pixels]) -> Tensor:
    """(H, W, 3) each -> (B, 3, H, W) uint8."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).contiguous()


def pixels_of(pictures: Tensor) -> Pixels:
    """(B, 3, H, W) in -1..1 -> (B, H, W, 3) uint8."""
    shown = ((pictures.float().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)
    return np.asarray(shown.permute(0, 2, 3, 1).cpu().numpy())


def _view_of(sample: Sample) -> View:
    figures = np.zeros(sample.picture.shape[:2], np.bool_)
    for seen in sample.cast:
        figures |= seen.mask
    return sample.picture, figures
