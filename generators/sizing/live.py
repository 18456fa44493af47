"""How many bytes of tensors are alive at once while a model works, on tensors that have a shape and no content.

Under a FakeTensorMode every operation only works out the shape of what it gives, so a model of any size runs in seconds
and takes no memory. What is not seen is what an operation uses inside itself: workspaces of convolutions and matrix
products, and what allocators waste.
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


class LiveBytes(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Follows every storage from the operation that makes it until nobody holds it any more. `now` and `peak` are
    bytes; what was there before is not counted."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.now = self.peak = 0
        self._known: weakref.WeakKeyDictionary[torch.UntypedStorage, int] = weakref.WeakKeyDictionary()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        given = func(*args, **(kwargs or {}))
        inputs = {id(storage) for storage in _storages((args, kwargs))}
        for storage in _storages(given):
            if id(storage) not in inputs and storage not in self._known:
                self._born(storage)
        return given

    def _born(self, storage: torch.UntypedStorage) -> None:
        size = storage.nbytes()
        self._known[storage] = size
        self.now += size
        self.peak = max(self.peak, self.now)
        weakref.finalize(storage, self._died, size)

    def _died(self, size: int) -> None:
        self.now -= size


@contextmanager
def imagined() -> Iterator[None]:
    """Tensors made inside have no content, and nothing that is learnt from them."""
    with FakeTensorMode(allow_non_fake_inputs=True), torch.no_grad():
        yield


@contextmanager
def watched() -> Iterator[LiveBytes]:
    """What becomes alive inside, on imagined tensors or real ones."""
    gc.collect()
    with LiveBytes() as live:
        yield live


def _storages(value: Any) -> list[torch.UntypedStorage]:
    return [leaf.untyped_storage() for leaf in tree_leaves(value) if isinstance(leaf, torch.Tensor)]
