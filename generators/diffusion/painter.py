"""What a family of image models has to do: paint texts, and references, at one size in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from PIL import Image

from videostudio.film.errors import GeneratorError
from videostudio.film.identity import Capabilities
from videostudio.generators.diffusion.card import Card
from videostudio.generators.diffusion.layout import Layout
from videostudio.generators.diffusion.resident import Resident
from videostudio.generators.diffusion.settings import ImageSettings
from videostudio.generators.sizing.sizes import drawn_size
from videostudio.tools.images import Pixels


@dataclass(frozen=True)
class Wanted:
    """One picture: its prompt and its seed."""

    prompt: str
    seed: int


@dataclass(frozen=True)
class Canvas:
    """What all pictures of one pass have in common. `size` is (width, height) in px; `references` are one set, in the
    order that the prompts name them in."""

    size: tuple[int, int]
    references: tuple[Image.Image, ...] = ()
    layout: Layout | None = None


class Painter(Protocol):
    """Paints with one pipeline."""

    @property
    def resident(self) -> Resident: ...

    @property
    def settings(self) -> ImageSettings: ...

    def fits(self, text: str) -> bool:
        """Whether the model reads a prompt to its end."""
        ...

    def paint(self, wanted: Sequence[Wanted], canvas: Canvas) -> list[Pixels]:
        """(height, width, 3) uint8 each, in order. Raises BackendMissing where weights do not load, GeneratorError for
        what the model cannot do or where numbers run away."""
        ...


def canvas_size(width: int, height: int, card: Card, settings: ImageSettings) -> tuple[int, int]:
    """px at which a picture of `width` x `height` is painted: of its proportions, in whole multiples of what the model
    can do."""
    return drawn_size(width, height, settings.side or card.side, card.size_multiple)


def capabilities_of(painter: Painter) -> Capabilities:
    """See Card."""
    settings = painter.settings
    able = painter.resident.card.capabilities(
        "" if settings.offload == "none" else settings.offload, settings.number_bytes
    )
    return able if settings.batch > 1 else able.model_copy(update={"prompt_batching": False})


def refuse_unable(card: Card, wanted: Sequence[Wanted], canvas: Canvas) -> None:
    """Raises GeneratorError for what the model would do wrong without a word, or only refuse once it is loaded."""
    if len(wanted) > 1 and not card.prompt_batching:
        raise GeneratorError(f"{card.name} paints one picture a pass, {len(wanted)} were asked for: ask one by one")
    if len(canvas.references) > card.max_references:
        raise GeneratorError(
            f"{card.name} looks at {card.max_references} references at most, {len(canvas.references)} were given: "
            "leave some out"
        )
    if wrong := [side for side in canvas.size if side < 1 or side % card.size_multiple]:
        raise GeneratorError(
            f"{card.name} paints sides of whole multiples of {card.size_multiple} px, {wrong[0]} is none: take "
            f"{max(1, round(wrong[0] / card.size_multiple)) * card.size_multiple}"
        )


def pixels_of(images: Any, card: Card, numbers: str) -> list[Pixels]:
    """(n, H, W, 3) in 0..1 as pipelines give them -> uint8. Raises GeneratorError for numbers that are none."""
    if not np.isfinite(images).all():
        raise GeneratorError(
            f"the VAE of {card.name} made no numbers of finite latents ({numbers}): set its dtype to float32, or "
            "take another seed"
        )
    return [np.asarray(np.rint(np.clip(image, 0, 1) * 255), np.uint8) for image in images]


def read_to_its_end(tokenizer: Any, text: str, most: int) -> bool:
    """Whether `tokenizer` makes at most `most` tokens of a text."""
    return len(tokenizer(text)["input_ids"]) <= most
