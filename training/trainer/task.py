"""What a run learns, as the trainer sees it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import torch
from torch import Tensor, nn

from videostudio.tools.images import Pixels

Batch = Mapping[str, Tensor]
"""Tensors by name, the samples along the first axis of each."""


class Task(Protocol):
    """Modules that learn, batches to learn from, and a loss.

    Of `modules`, those parameters learn that require gradients, so that adapters may learn within a module of which
    all else stays. `frozen` modules are only moved to the device. `loss` uses both as they are."""

    @property
    def modules(self) -> Mapping[str, nn.Module]: ...

    @property
    def frozen(self) -> Mapping[str, nn.Module]: ...

    def batches(self, start: int) -> Iterator[Batch]:
        """Batches from number `start` on, without end. A batch depends on its number alone, whatever `start` is, so
        that a resumed run sees what an uninterrupted one would have seen."""
        ...

    def loss(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, dict[str, float]]:
        """The loss of a batch on the modules' device, a scalar, and its parts for the log. All chance comes from
        `noise`, which lies on that device."""
        ...

    def samples(self, seeds: Sequence[int]) -> Sequence[Pixels]:
        """A picture (H, W, 3) for each seed, or for the first few where one takes long, to look at. The modules hold
        their averaged weights and are in eval mode meanwhile."""
        ...
