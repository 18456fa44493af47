"""Reference images of entities from words, several in one pass where the model can."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image, ImageOps

from videostudio.film.identity import Identity
from videostudio.film.requests import ReferenceRequest
from videostudio.generators.diffusion.imagers import Imager
from videostudio.generators.diffusion.painter import Canvas, Painter, Wanted, canvas_size
from videostudio.generators.diffusion.together import in_passes
from videostudio.generators.paper.img_prompt import Prompt, portrait_of
from videostudio.generators.paper.portraits import own_picture
from videostudio.generators.ports import Picture
from videostudio.tools.images import decode
from videostudio.tools.store.port import Artifacts

CODE_VERSION = 1
"""Raise it whenever the same request gives other pixels."""


@dataclass(frozen=True)
class Portraits(Imager[Painter]):
    """An EntityImager, PortraitsTogether, Thrifty and Leaving."""

    backend: str

    @cached_property
    def identity(self) -> Identity:
        """Reads all weights once, for their digest, unless the Hub named them."""
        resident, settings = self.painter.resident, self.painter.settings
        switches = settings.switches(resident.card)
        return Identity(
            backend=f"{self.backend}-portraits",
            model=resident.home.name,
            revision=resident.home.revision,
            code_version=CODE_VERSION,
            switches={name: value for name, value in switches.items() if not name.startswith("layout")},
        )

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """See EntityImager. A user's own picture is taken as it is. Raises ReferenceError_ for one that cannot be read,
        and as Painter."""
        (picture,) = self.shoot_references([request], artifacts=artifacts)
        return picture

    def shoot_references(self, requests: Sequence[ReferenceRequest], *, artifacts: Artifacts) -> Sequence[Picture]:
        """See PortraitsTogether. Those of one size are one pass."""
        own = {
            at: Picture(own_picture(decode(artifacts.read(request.entity.own_image)), request))
            for at, request in enumerate(requests)
            if request.entity.own_image is not None
        }
        drawn = [at for at in range(len(requests)) if at not in own]
        sizes = [self.pass_of(requests[at]) for at in drawn]
        prompts = [portrait_of(requests[at], self.painter.fits) for at in drawn]
        wanted = [Wanted(prompt.text, requests[at].seed) for prompt, at in zip(prompts, drawn, strict=True)]
        painted = in_passes(
            wanted,
            sizes,
            self.most_together,
            lambda some, size: self.painter.paint(some, Canvas(size)),
        )
        made = {
            at: _picture(pixels, requests[at], prompt)
            for at, pixels, prompt in zip(drawn, painted, prompts, strict=True)
        }
        return [own[at] if at in own else made[at] for at in range(len(requests))]

    def pass_of(self, request: ReferenceRequest) -> tuple[int, int]:
        """See PortraitsTogether: their size, (width, height) in px."""
        return canvas_size(request.width, request.height, self.painter.resident.card, self.painter.settings)


def _picture(
    pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], request: ReferenceRequest, prompt: Prompt
) -> Picture:
    height, width = pixels.shape[:2]
    fitted = ImageOps.fit(Image.fromarray(pixels), (request.width, request.height), Image.Resampling.LANCZOS)
    note = f"the picture of '{request.entity.name}' is drawn at {width} x {height} px"
    return Picture(
        np.asarray(fitted, np.uint8),
        notes=(note,) if (width, height) != (request.width, request.height) else (),
        degraded=tuple(
            f"the end of the description of '{name}' found no room in the prompt" for name in prompt.left_out
        ),
    )
