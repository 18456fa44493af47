"""The paper's own models as a backend: its three roles, ready for the registry.

Torch is imported only once all weights are there. What is loaded at the first request stays, so one process holds each
model once.
"""

from dataclasses import dataclass

from videostudio.film.errors import BackendMissing
from videostudio.generators.animatic import backend as animatic
from videostudio.generators.given import Given
from videostudio.generators.inventory import PartFound
from videostudio.generators.paper import fitting
from videostudio.generators.paper.img_imager import VideoStudioImg
from videostudio.generators.paper.inventory import inventory_of
from videostudio.generators.paper.parts import absent, are_smaller, img_weights, vid_weights
from videostudio.generators.paper.portraits import BasePortraits
from videostudio.generators.paper.settings import PaperSettings, usual_device, weights_folder
from videostudio.generators.paper.vid_filmer import VideoStudioVid
from videostudio.generators.ports import EntityImager, SceneFilmer, SceneImager
from videostudio.generators.sizing.fitting import Model
from videostudio.tools.scoring.segmenting.choice import best_segmenter


@dataclass(frozen=True)
class Paper:
    """The three roles."""

    entity_imager: EntityImager
    scene_imager: SceneImager
    scene_filmer: SceneFilmer


def inventory(given: Given) -> tuple[PartFound, ...]:
    """What of it is on this machine, and what is not. Raises BadSetting."""
    return inventory_of(weights_folder(PaperSettings.of(given.settings), given), given.digests)


def models(given: Given) -> tuple[Model, ...]:
    """What it loads; none where smaller weights than the released ones lie in their place, which nobody knows the size
    of. Raises BadSetting."""
    settings = PaperSettings.of(given.settings)
    folder = weights_folder(settings, given) if settings.weights or given.weights else None
    return () if folder is not None and are_smaller(folder) else fitting.models(settings)


def build(given: Given) -> Paper:
    """The backend. Raises BadSetting, and BackendMissing for packages or weights that are not here."""
    settings = PaperSettings.of(given.settings)
    models = weights_folder(settings, given)
    if parts := [part.name for part in absent(models)]:
        raise BackendMissing(
            f"of the paper's models {', '.join(parts)} {'is' if len(parts) == 1 else 'are'} not in {models}: "
            "`videostudio doctor --profile paper` says what to fetch"
        )
    device, digests = settings.device or usual_device(), given.digests
    imager = VideoStudioImg(
        img_weights(models, digests),
        best_segmenter(),
        settings.of_images,
        device,
        layout=animatic.build(given).scene_imager if settings.image_layout else None,
    )
    filmer = VideoStudioVid(
        vid_weights(models, digests),
        settings.of_clips,
        device,
        dtype=settings.clip_dtype or None,
        offload=settings.clip_offload,
    )
    return Paper(BasePortraits(imager), imager, filmer)
