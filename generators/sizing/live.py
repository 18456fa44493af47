"""How many bytes of tensors are alive at once while a model works, on tensors that have a shape and no content.

Under a FakeTensorMode every operation only works out the shape of what it gives, so a model of any size runs in seconds
and takes no memory. What is not seen is what an operation uses inside itself: workspaces of convolutions and matrix
products, and what allocators waste; of a CPU's the larger part is worked out.
"""

import gc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

KEPT_BLOCK = 32 * 2**20
"""The C library gives larger blocks back to the system when they are freed, and keeps smaller ones for later
(DEFAULT_MMAP_THRESHOLD_MAX of malloc in glibc)."""


class LiveBytes(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Follows every storage from the operation that makes it until nobody holds it any more. `now` and `peak` are
    bytes; what was there before is not counted. With `on_cpu` two things come to the peak that a CPU takes for work:
    memory of small blocks that was freed stays with the process, and a convolution has its input and then its output
    in an order of its own beside them (oneDNN)."""

    def __init__(self, *, on_cpu: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.now = self.peak = 0
        self._on_cpu = on_cpu
        self._small = self._most_small = 0
        self._known: weakref.WeakKeyDictionary[torch.UntypedStorage, int] = weakref.WeakKeyDictionary()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        given = func(*args, **(kwargs or {}))
        inputs = {id(storage) for storage in _storages((args, kwargs))}
        made = [storage for storage in _storages(given) if id(storage) not in inputs]
        for storage in made:
            if storage not in self._known:
                self._born(storage)
        if self._on_cpu and func.overloadpacket is torch.ops.aten.convolution:
            self._beside(max(storage.nbytes() for storage in (args[0].untyped_storage(), *made)))
        return given

    def _born(self, storage: torch.UntypedStorage) -> None:
        size = storage.nbytes()
        self._known[storage] = size
        self._count(size)
        weakref.finalize(storage, self._count, -size)

    def _beside(self, size: int) -> None:
        """For the time of one operation."""
        self._count(size)
        self._count(-size)

    def _count(self, size: int) -> None:
        self.now += size
        if abs(size) <= KEPT_BLOCK:
            self._small += size
            self._most_small = max(self._most_small, self._small)
        kept = self._most_small - self._small if self._on_cpu else 0
        self.peak = max(self.peak, self.now + kept)


@contextmanager
def imagined() -> Iterator[None]:
    """Tensors made inside have no content, and nothing that is learnt from them."""
    with FakeTensorMode(allow_non_fake_inputs=True), torch.no_grad():
        yield


@contextmanager
def watched(*, on_cpu: bool = False) -> Iterator[LiveBytes]:
    """What becomes alive inside, on imagined tensors or real ones; `on_cpu` with what a CPU takes for it besides."""
    gc.collect()
    with LiveBytes(on_cpu=on_cpu) as live:
        yield live


def _storages(value: Any) -> list[torch.UntypedStorage]:
    return [leaf.untyped_storage() for leaf in tree_leaves(value) if isinstance(leaf, torch.Tensor)]
