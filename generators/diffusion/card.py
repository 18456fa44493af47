"""What is known of a family of models before any of its weights load: who made it, under which terms, what it can do,
what it consists of and how large that is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from videostudio.film.identity import Capabilities, FrameRule

UNVERIFIED = "unverified"
"""Nobody here has read the model's own card."""


ANY_NUMBER = FrameRule()


@dataclass(frozen=True)
class Component:
    """One model of a pipeline at full size.

    library, kind   the class: "diffusers", "transformers" or "ltx2" of diffusers' pipelines, and its name there
    config          its arguments, or those of its configuration `config_kind`
    numbers         how many weights it has: as many as the class makes of `config`, on the meta device
    single          whether it is used in single precision wherever it is
    source          where the configuration comes from, and what of it is a guess
    """

    library: Literal["diffusers", "transformers", "ltx2"]
    kind: str
    numbers: int
    config: Mapping[str, Any] = field(default_factory=dict)
    config_kind: str = ""
    single: bool = False
    source: str = "diffusers' defaults"

    def bytes_of(self, number_bytes: int) -> int:
        """What it takes in memory."""
        return self.numbers * (4 if self.single else number_bytes)

    def on_meta(self) -> Any:
        """The model itself, without memory for its weights: shapes can be worked out with it. Needs the packages of the
        extra `diffusion`."""
        import diffusers
        import torch
        import transformers
        from diffusers.pipelines import ltx2

        untyped: dict[str, Any] = {"diffusers": diffusers, "transformers": transformers, "ltx2": ltx2}
        kind = getattr(untyped[self.library], self.kind)
        with torch.device("meta"):
            if not self.config_kind:
                return kind(**self.config)
            return kind(getattr(transformers, self.config_kind)(**self.config))


@dataclass(frozen=True)
class Card:
    """A model as it is published. Licences and sizes are what is reported of them.

    pipeline          its class in diffusers
    indexed_as        classes of the same parts that its folder may say it is instead
    permissive        whether the licence lets anybody use it for anything: only such models may be a default
    components        name in the pipeline -> the model
    size_multiple     px in whole multiples of which sides have to be
    side              root of the area in px at which it is at home
    prompt_tokens     how much of a text it reads
    steps             as recommended
    guidance_milli    as recommended, in thousandths
    files             what is read of its repository, where that is no pipeline
    frames            which numbers of frames it can make
    fps               its own frames a second
    """

    name: str
    repository: str
    pipeline: str
    licence: str
    permissive: bool
    attribution: str
    components: Mapping[str, Component]
    size_multiple: int
    side: int
    prompt_tokens: int
    steps: int
    guidance_milli: int
    indexed_as: tuple[str, ...] = ()
    max_references: int = 0
    prompt_batching: bool = False
    last_frame: bool = False
    audio: bool = False
    files: tuple[str, ...] = ()
    frames: FrameRule = ANY_NUMBER
    fps: int | None = None

    def bytes_of(self, number_bytes: int = 2) -> int:
        """What all weights take: on a disk in half precision, and in memory where all are loaded."""
        return sum(component.bytes_of(number_bytes) for component in self.components.values())

    def largest_bytes(self, number_bytes: int = 2) -> int:
        """What the largest component takes: all that has to fit where only the one at work is on the device."""
        return max((component.bytes_of(number_bytes) for component in self.components.values()), default=0)

    def build_on_meta(self) -> dict[str, Any]:
        """Name in the pipeline -> the model at full size, without memory for its weights."""
        return {name: component.on_meta() for name, component in self.components.items()}

    def capabilities(self, offload: str = "", number_bytes: int = 2) -> Capabilities:
        """What requests are checked against. Memory is that of the weights on the device, without what is computed from
        them."""
        held = self.largest_bytes(number_bytes) if offload else self.bytes_of(number_bytes)
        return Capabilities(
            licence=self.licence,
            attribution=self.attribution,
            max_references=self.max_references,
            prompt_batching=self.prompt_batching,
            last_frame=self.last_frame,
            audio=self.audio,
            size_multiple=self.size_multiple,
            frame_rule=self.frames,
            native_fps=self.fps,
            memory_mib=held // 2**20,
        )
