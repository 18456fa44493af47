"""What is made, and what that takes: the words of this room. Needs no torch."""

from collections.abc import Mapping
from typing import Any, Protocol

from pydantic import Field

from videostudio.film.noun import Noun


class Shot(Noun):
    """What is made. `width` and `height` are px, `frames` 1 for a picture; `references` go along as pictures of
    `reference_side` px; `tokens` is how much text is read."""

    width: int = Field(gt=0)
    height: int = Field(gt=0)
    frames: int = Field(default=1, gt=0)
    references: int = Field(default=0, ge=0)
    reference_side: int = Field(default=1024, gt=0)
    tokens: int = Field(default=512, gt=0)


def drawn_size(width: int, height: int, side: int, step: int) -> tuple[int, int]:
    """px of about the proportions of `width` x `height` and the area of `side` x `side`, in whole steps."""
    scale = side / (width * height) ** 0.5
    across, down = (max(1, round(each * scale / step)) * step for each in (width, height))
    return across, down


class Sized(Protocol):
    """A component at full size, without memory for its weights: its class, the arguments of it, and whether it is
    always used in single precision."""

    @property
    def kind(self) -> str: ...

    @property
    def config(self) -> Mapping[str, Any]: ...

    @property
    def config_kind(self) -> str: ...

    @property
    def single(self) -> bool: ...

    def bytes_of(self, number_bytes: int) -> int:
        """What its weights take, in numbers of so many bytes."""
        ...

    def on_meta(self) -> Any:
        """The model itself, on the meta device."""
        ...


class Footprint(Noun):
    """Bytes of one component.

    weights     all of them
    block       what is on the device at a time where a block is, and what belongs to none
    leaf        the same where a layer is
    work        what its work needs beside its weights, at the most
    work_tiled  the same where pictures are decoded in tiles; None for what cannot be
    """

    weights: int = Field(ge=0)
    block: int = Field(ge=0)
    leaf: int = Field(ge=0)
    work: int = Field(default=0, ge=0)
    work_tiled: int | None = Field(default=0, ge=0)
