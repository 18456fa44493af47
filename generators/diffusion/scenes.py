"""Scene images from an event in words and references that the model looks at."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image, ImageOps

from videostudio.film.fingerprint import digest, plain
from videostudio.film.identity import Identity
from videostudio.film.requests import SceneImageRequest
from videostudio.generators.diffusion.imagers import ScenesTogether
from videostudio.generators.diffusion.layout import Layout, layout_of
from videostudio.generators.diffusion.painter import Canvas, Painter, Wanted, canvas_size
from videostudio.generators.diffusion.shown import Shown, chosen_of, left_out, shown_of
from videostudio.generators.diffusion.together import in_passes
from videostudio.generators.diffusion.wording import scene_text
from videostudio.generators.paper.img_prompt import Prompt
from videostudio.generators.ports import Picture, SceneImager
from videostudio.tools.images import Pixels
from videostudio.tools.store.port import Artifacts

CODE_VERSION = 1
"""Raise it whenever the same request gives other pixels."""


@dataclass(frozen=True)
class Scenes(ScenesTogether[Painter]):
    """A SceneImager, ImagesTogether, Thrifty and Leaving. `picture` is what the model calls its references; `stager`
    draws the layout, None leaves it to the model."""

    backend: str
    picture: str = "Image"
    stager: SceneImager | None = None

    @cached_property
    def identity(self) -> Identity:
        """Reads all weights once, for their digest, unless the Hub named them."""
        resident, switches = self.painter.resident, self.painter.settings.switches(self.painter.resident.card)
        if self.stager is not None:
            switches["layout"] = digest(plain(self.stager.identity))
        return Identity(
            backend=f"{self.backend}-scenes",
            model=resident.home.name,
            revision=resident.home.revision,
            code_version=CODE_VERSION,
            switches=switches,
        )

    def pass_of(self, request: SceneImageRequest) -> Hashable:
        """See ImagesTogether: size and references. With a layout every scene is a pass of its own."""
        if self.stager is not None:
            return request
        card = self.painter.resident.card
        chosen = chosen_of(request, card.max_references)
        size = canvas_size(request.width, request.height, card, self.painter.settings)
        return size, tuple(member.reference for member in chosen)

    def shoot_images(self, requests: Sequence[SceneImageRequest], *, artifacts: Artifacts) -> Sequence[Picture]:
        """See ImagesTogether. One pass has one set of references: only scenes of the same cast in the same place go
        together, and none that begin with a layout of their own."""
        card, settings = self.painter.resident.card, self.painter.settings
        shown = [shown_of(request, artifacts, card.max_references) for request in requests]
        sizes = [canvas_size(request.width, request.height, card, settings) for request in requests]
        layouts = [
            layout_of(request, self.stager, settings.layout_strength_milli, size, artifacts)
            for request, size in zip(requests, sizes, strict=True)
        ]
        prompts = [
            scene_text(request, each, self.painter.fits, picture=self.picture)
            for request, each in zip(requests, shown, strict=True)
        ]
        wanted = [Wanted(prompt.text, request.seed) for prompt, request in zip(prompts, requests, strict=True)]
        passes = [self.pass_of(request) for request in requests]
        first = {key: at for at, key in reversed(list(enumerate(passes)))}
        canvases = {key: Canvas(sizes[at], _images(shown[at]), layouts[at]) for key, at in first.items()}
        painted = in_passes(
            wanted, passes, self.most_together, lambda some, key: self.painter.paint(some, canvases[key])
        )
        told = zip(requests, painted, prompts, shown, layouts, strict=True)
        return [_picture(*each) for each in told]


def _images(shown: Sequence[Shown]) -> tuple[Image.Image, ...]:
    return tuple(each.image for each in shown)


def _picture(
    request: SceneImageRequest, pixels: Pixels, prompt: Prompt, shown: Sequence[Shown], layout: Layout | None
) -> Picture:
    fitted = ImageOps.fit(Image.fromarray(pixels), (request.width, request.height), Image.Resampling.LANCZOS)
    return Picture(
        np.asarray(fitted, np.uint8),
        notes=tuple(_notes(request, pixels, prompt, layout)),
        degraded=tuple(_degraded(request, prompt, shown)),
    )


def _notes(request: SceneImageRequest, pixels: Pixels, prompt: Prompt, layout: Layout | None) -> Iterator[str]:
    height, width = pixels.shape[:2]
    if (width, height) != (request.width, request.height):
        yield f"drawn at {width} x {height} px"
    if layout is not None:
        yield f"begun with the preview's layout, of which {layout.strength:.0%} stays"
    if prompt.left_out:
        yield f"no room in the prompt for the description of {', '.join(prompt.left_out)}"
    wordy = [member.entity.name for member in (*request.cast, request.place) if member.reference is None]
    if wordy:
        yield f"without a reference, from words alone: {', '.join(wordy)}"


def _degraded(request: SceneImageRequest, prompt: Prompt, shown: Sequence[Shown]) -> Iterator[str]:
    if names := left_out(request, shown):
        yield f"the model looks at {len(shown)} references at most, only words tell how {', '.join(names)} look"
    if prompt.cut:
        yield f"the prompt is longer than the model reads, its end was not seen: '{prompt.text}'"
