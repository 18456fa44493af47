"""A reference to stored bytes: what state and requests carry instead of pixels."""

from typing import Annotated

from pydantic import Field

from videostudio.film.noun import Noun

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ArtifactRef(Noun):
    """Names bytes by their sha256. `width`, `height` in px, `frames` and `fps` for moving pictures;
    each is None where it does not apply. `size` in bytes."""

    sha256: Sha256
    media_type: str
    size: int = Field(ge=0)
    width: int | None = Field(default=None, gt=0)
    height: int | None = Field(default=None, gt=0)
    frames: int | None = Field(default=None, gt=0)
    fps: int | None = Field(default=None, gt=0)
