"""Calls of the pipeline: what does not go together, and what the model cannot do."""

from collections.abc import Sequence
from math import isfinite

from PIL import Image
from torch import Generator

from videostudio.film.errors import OperatorError, StudioError
from videostudio.generators.paper.camera import LATENT_PX

Texts = str | Sequence[str]


def clips_of(
    prompt: Texts, image: Image.Image | Sequence[Image.Image], generator: Generator | Sequence[Generator]
) -> tuple[list[str], list[Image.Image], list[Generator]]:
    """All three once per clip. Raises StudioError for counts that do not go together."""
    generators = [generator] if isinstance(generator, Generator) else list(generator)
    if not generators:
        raise StudioError("there is no clip to film: give one generator per clip")
    pictures = [image] * len(generators) if isinstance(image, Image.Image) else list(image)
    if len(pictures) != len(generators):
        raise StudioError(f"{len(generators)} generators, one per clip, for {len(pictures)} pictures")
    return one_per_clip(prompt, len(generators)), pictures, generators


def one_per_clip(texts: Texts, clips: int) -> list[str]:
    """One text for all clips, or theirs. Raises StudioError for another number of texts."""
    listed = [texts] * clips if isinstance(texts, str) else list(texts)
    if len(listed) != clips:
        raise StudioError(f"{clips} generators, one per clip, for {len(listed)} texts")
    return listed


def refuse_impossible(
    width: int,
    height: int,
    frames: int,
    steps: int,
    guidance: float | tuple[float, float],
    rescale: float,
    eta: float,
) -> None:
    """Raises OperatorError for settings that no clip can be made with."""
    if width < LATENT_PX or height < LATENT_PX or width % LATENT_PX or height % LATENT_PX:
        raise OperatorError(
            f"VideoStudio-Vid films in steps of {LATENT_PX} px, not at {width} x {height}: take 512 x 320"
        )
    if frames < 1:
        raise OperatorError(f"a clip of {frames} frames: VideoStudio-Vid films 1 or more, and is at home in 16")
    if steps < 1:
        raise OperatorError(f"a clip in {steps} steps: take 1 or more, the released script takes 70")
    scales = guidance if isinstance(guidance, tuple) else (guidance,)
    if not all(isfinite(scale) and scale >= 1 for scale in scales):
        raise OperatorError(f"guidance {guidance}: take 1, which is none, or more; the released script takes 12")
    for name, share in {"guidance_rescale": rescale, "eta": eta}.items():
        if not 0 <= share <= 1:
            raise OperatorError(f"{name} {share}: it is a share from 0 to 1")
