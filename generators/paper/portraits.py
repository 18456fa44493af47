"""Reference images of entities from words alone, by the base model of VideoStudio-Img (paper, section 3.2: a
text-to-image model draws each common entity once).

Nothing more is loaded or fetched for it: both adapters of the scene imager rest at scale 0, which leaves the base.
Figures come with a background; whoever uses them as references cuts them out.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image, ImageOps

from videostudio.film.entity import EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ReferenceRequest
from videostudio.generators.paper.img_conditioning import Conditioning
from videostudio.generators.paper.img_imager import VideoStudioImg
from videostudio.generators.paper.img_references import blank
from videostudio.generators.ports import Picture
from videostudio.generators.sizing.sizes import drawn_size
from videostudio.tools.images import Pixels, decode
from videostudio.tools.store.port import Artifacts

CODE_VERSION = 1
"""Raise it whenever the same request gives other pixels."""
SCALING = Image.Resampling.LANCZOS


@dataclass(frozen=True)
class BasePortraits:
    """An EntityImager, Leaving, on the pipeline of `imager`, which loads at the first request of either."""

    imager: VideoStudioImg

    @cached_property
    def identity(self) -> Identity:
        """The weights are the imager's, so its digest serves here too."""
        other, settings = self.imager.identity, self.imager.settings
        wording = {name: value for name, value in other.switches.items() if name == "wording"}
        return Identity(
            backend="videostudio-img-base",
            model=other.model,
            revision=other.revision,
            code_version=CODE_VERSION,
            switches={
                "device": other.switches["device"],
                "dtype": other.switches["dtype"],
                "steps": settings.steps,
                "guidance_milli": settings.guidance_milli,
                "side": settings.side,
                "negative_prompt": settings.negative_prompt,
                **wording,
            },
        )

    @property
    def capabilities(self) -> Capabilities:
        """It takes no memory beside the scene imager's."""
        return Capabilities(licence=self.imager.weights.licence, memory_mib=0)

    def leave_device(self) -> None:
        """See Leaving."""
        self.imager.leave_device()

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """See EntityImager. A user's own picture is taken as it is: all of a figure's, and of a place's what fills the
        size. Raises ReferenceError_ for one that cannot be read, BackendMissing and GeneratorError as VideoStudioImg
        does."""
        if request.entity.own_image is not None:
            return Picture(own_picture(decode(artifacts.read(request.entity.own_image)), request))
        prompt = self.imager.wording.portrait(request, self.imager.fits)
        size = drawn_size(request.width, request.height, self.imager.settings.side, self.imager.settings.step)
        alone = Conditioning(((blank(),), blank()), (0.0, 0.0))
        drawn = self.imager.drawn(prompt.text, alone, request.seed, size)
        notes = (f"the picture of '{request.entity.name}' is drawn at {size[0]} x {size[1]} px",)
        return Picture(
            _filling(drawn, request),
            notes=notes if size != (request.width, request.height) else (),
            degraded=tuple(
                f"the end of the description of '{name}' found no room in the prompt" for name in prompt.left_out
            ),
        )


def own_picture(picture: Pixels, request: ReferenceRequest) -> Pixels:
    """A user's own picture at the request's size: all of a figure's, and of a place's what fills it."""
    if request.entity.kind is EntityKind.PLACE:
        return _filling(picture, request)
    around = (255,) * 3 if picture.shape[2] == 3 else (0,) * 4
    whole = ImageOps.pad(Image.fromarray(picture), (request.width, request.height), SCALING, around)
    return np.asarray(whole, np.uint8)


def _filling(picture: Pixels, request: ReferenceRequest) -> Pixels:
    return np.asarray(ImageOps.fit(Image.fromarray(picture), (request.width, request.height), SCALING), np.uint8)
