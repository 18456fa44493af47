"""Grounding DINO behind transformers: it looks for an entity by its name. A folder's is loaded when it is first asked;
other weights come from the hub's cache, and are fetched only when wanted.

Liu et al., "Grounding DINO: Marrying DINO with Grounded Pre-Training for Open-Set Object Detection", 2023.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import numpy as np

from videostudio.film.entity import Entity
from videostudio.film.errors import BackendMissing
from videostudio.film.identity import Identity
from videostudio.film.staging import Box
from videostudio.tools.embedding.folder import revision
from videostudio.tools.embedding.torch_device import usable
from videostudio.tools.packages import packages_missing
from videostudio.tools.scoring.locating.port import Region, Sight

MODEL = "IDEA-Research/grounding-dino-tiny"
WEIGHTS = "model.safetensors"
LEAST_BOX = 0.25
"""Confidence from which a box is proposed; the authors' own, and ViStoryBench's."""
MOST = 4
"""Boxes of one entity: the best, and a few in which a second copy may be."""


class GroundingDino:
    """What `load` gives: a detection model and its processor; make one with `from_pretrained`."""

    def __init__(self, load: Callable[[], tuple[Any, Any]], *, name: str, weights: str, device: str = "cpu") -> None:
        self._load, self._device = load, device
        self.identity = Identity(
            backend="grounding-dino", model=name, revision=weights, code_version=1, switches={"device": device}
        )

    @classmethod
    def from_pretrained(cls, model: str | Path = MODEL, *, download: bool = False, device: str = "cpu") -> Self:
        """A folder of a model and its processor, or a name on the hub. Raises BackendMissing if transformers is not
        installed, and for weights that are not here while `download` is False."""
        name, own = Path(model).name, Path(model) / WEIGHTS
        if own.is_file():
            _library(find_spec)
            return cls(lambda: _loaded(model, download=False), name=name, weights=revision(own), device=device)
        parts = _loaded(model, download=download)
        commit = str(parts[0].config._commit_hash or "")[:12]
        return cls(lambda: parts, name=name, weights=commit, device=device)

    def locate(self, sight: Sight, entities: Sequence[Entity]) -> tuple[Region, ...]:
        """Up to MOST boxes for every entity, hinted, the likeliest of all first."""
        found = [one for entity in entities for one in self._boxes(sight, entity)]
        return tuple(region for _, region in sorted(found, key=lambda one: -one[0]))

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        model, processor = self._load()
        return model.eval().to(usable(self._device)), processor

    def _boxes(self, sight: Sight, entity: Entity) -> list[tuple[float, Region]]:
        """One entity is asked for at a time: in a list of names the model mixes up whose box it is."""
        import torch

        model, processor = self._parts
        text = f"{entity.name}.".lower()
        inputs = processor(images=np.array(sight.picture), text=text, return_tensors="pt").to(self._device)
        with torch.inference_mode():
            outputs = model(**inputs)
        found = processor.post_process_grounded_object_detection(
            outputs, inputs.input_ids, threshold=LEAST_BOX, text_threshold=0.0, target_sizes=[sight.picture.shape[:2]]
        )[0]
        scores, corners = found["scores"].cpu().numpy(), found["boxes"].cpu().numpy()
        order = np.argsort(-scores, kind="stable")[:MOST]
        return [(float(scores[index]), Region(_box(corners[index]), entity.id)) for index in order]


def _box(corners: Sequence[float]) -> Box:
    left, top, right, bottom = (round(float(corner)) for corner in corners)
    return Box(left=left, top=top, width=max(1, right - left), height=max(1, bottom - top))


def _loaded(model: str | Path, *, download: bool) -> tuple[Any, Any]:
    """A model, and its processor."""
    transformers = _library()
    try:
        processor = transformers.AutoProcessor.from_pretrained(model, local_files_only=not download)
        found = transformers.AutoModelForZeroShotObjectDetection.from_pretrained(model, local_files_only=not download)
    except OSError as error:
        raise BackendMissing(
            f"the weights of {model} are not on this machine: give a folder that has them, or allow the download"
        ) from error
    return found, processor


def _library(get: Callable[[str], Any] = import_module) -> Any:
    """transformers, which imports without torch and fails later."""
    try:
        found = [get(name) or name for name in ("torch", "transformers")]
        if missing := [name for name in found if isinstance(name, str)]:
            raise ImportError(", ".join(missing))
    except ImportError as error:
        raise packages_missing("Grounding DINO", error, "diffusion") from error
    return found[1]
