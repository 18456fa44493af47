"""A pipeline in memory: loaded at the first use, by one caller at a time, on less of the device where that is full."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from videostudio.film.errors import BackendMissing, StudioError
from videostudio.generators.diffusion.card import Card
from videostudio.generators.diffusion.home import INDEX, PACKAGES, Home, packages_found
from videostudio.generators.diffusion.settings import ModelSettings
from videostudio.generators.paper.img_pipeline import free_device, part, quietly
from videostudio.generators.sizing.need import OFFLOADS, Offload
from videostudio.tools.packages import packages_missing
from videostudio.tools.preflight import CheckState

GOES_ON: Mapping[Offload, str] = {
    "model": "with only the part at work on the device",
    "group": "with only a block of a part on the device",
    "leaf": "with only a layer on the device",
}
DENOISERS = ("transformer", "transformer_2", "unet")
"""Parts that work in every step."""


@dataclass
class Resident:
    """The pipeline `card.pipeline` of `home`. `beside` gives parts that are not read from its folder, loaded with the
    arguments it gets; `prepare` is done to the pipeline once it is loaded."""

    home: Home
    card: Card
    settings: ModelSettings
    beside: Callable[[Mapping[str, Any]], dict[str, Any]] = lambda how: {}
    prepare: Callable[[Any], None] = lambda pipeline: None
    offload: Offload = field(init=False)
    _held: dict[str, Any] = field(default_factory=dict, init=False)
    _busy: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __post_init__(self) -> None:
        self.offload = self.settings.offload

    @property
    def pipeline(self) -> Any:
        """The pipeline, loaded if it is not. Raises BackendMissing where it does not load."""
        if not self._held:
            self._held[self.card.pipeline] = self._loaded()
        return self._held[self.card.pipeline]

    def sibling(self, kind: str) -> Any:
        """Another pipeline of diffusers, out of the same parts: nothing is loaded twice."""
        import diffusers

        own, untyped = self.pipeline, diffusers
        if kind not in self._held:
            wanted = {**own.components, **{name: own.config[name] for name in _plain(own, getattr(untyped, kind))}}
            self._held[kind] = getattr(untyped, kind)(**wanted)
            self._held[kind].set_progress_bar_config(disable=True)
        return self._held[kind]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Inside, nobody else may use the pipeline: it remembers the step it is in. What it left on the device is taken
        off where a call ended in the middle. Raises StudioError for a second caller."""
        if not self._busy.acquire(blocking=False):
            raise StudioError(f"{self.card.name} is at work in another thread: give each thread a process of its own")
        finished = False
        try:
            yield
            finished = True
        finally:
            # A pipeline that comes to its end takes off what is its own, a sibling knows of nothing to take off.
            if self._held and not (finished and len(self._held) == 1):
                self._held[self.card.pipeline].maybe_free_model_hooks()
            self._busy.release()

    def use_less_memory(self) -> str:
        """See Thrifty. It loads again at the next use."""
        below = OFFLOADS[OFFLOADS.index(self.offload) + 1 :]
        if not below:
            return ""
        self.leave_device()
        self.offload = below[0]
        return GOES_ON[self.offload]

    def leave_device(self) -> None:
        """See Leaving."""
        if self._held:
            self._held.clear()
            free_device()

    def _loaded(self) -> Any:
        if packages_found().state is not CheckState.PASSED:
            raise packages_missing(self.card.name, ", ".join(PACKAGES), "diffusion")
        if not (self.home.folder / INDEX).is_file():
            raise BackendMissing(f"{self.home.folder} is here no longer: bring {self.card.name} back, or name another")
        import diffusers
        import torch

        untyped: Any = diffusers
        usual = getattr(torch, self.settings.numbers)
        single = [name for name, component in self.card.components.items() if component.single]
        dtype = {"default": usual, **dict.fromkeys(single, torch.float32)} if single else usual
        how = {"local_files_only": True, "dtype": dtype, "use_safetensors": True}
        with quietly():
            loaded = part(
                getattr(untyped, self.card.pipeline), self.home.folder, how | self.beside({**how, "dtype": usual})
            )
        self.prepare(loaded)
        if self.settings.tiling:
            loaded.vae.enable_tiling()
        loaded.set_progress_bar_config(disable=True)
        for name in DENOISERS:
            if getattr(loaded, name, None) is not None:
                getattr(loaded, name).eval()
        return self._placed(loaded)

    def _placed(self, pipeline: Any) -> Any:
        import torch

        device = self.settings.on
        match self.offload:
            case "none":
                return pipeline.to(device)
            case "model":
                pipeline.enable_model_cpu_offload(device=device)
            case "group" | "leaf" as level:
                by_level = {"offload_type": "leaf_level"} if level == "leaf" else {"num_blocks_per_group": 1}
                pipeline.enable_group_offload(
                    onload_device=torch.device(device), use_stream=device.startswith("cuda"), **by_level
                )
        return pipeline


def _plain(pipeline: Any, kind: Any) -> Iterator[str]:
    """Names of settings, no parts, that both pipelines take."""
    import inspect

    for name in inspect.signature(kind.__init__).parameters:
        if name in pipeline.config and name not in pipeline.components:
            yield name
