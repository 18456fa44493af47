"""VideoStudio in miniature as a backend: the paper's own classes with models that were trained here (`training/`).

They draw at some 190 x 110 px on a CPU. Torch is imported at the first request.
"""

from dataclasses import dataclass
from pathlib import Path

from videostudio.generators.animatic import backend as animatic
from videostudio.generators.given import Given
from videostudio.generators.inventory import PartFound
from videostudio.generators.mini.actions import KnownMotions
from videostudio.generators.mini.between import FilledFilmer
from videostudio.generators.mini.captions import AS_CAPTIONS
from videostudio.generators.mini.portraits import PlainPortraits
from videostudio.generators.mini.settings import IMG, VID, Filmed, MiniSettings, drawn_by, side_of
from videostudio.generators.mini.upscaled import UpscaledFilmer, UpscaledImager, UpscaledPortraits, Upscaling
from videostudio.generators.mini.weights import img_weights, inventory_of, refuse_absent, vid_weights
from videostudio.generators.paper.img_imager import VideoStudioImg
from videostudio.generators.paper.portraits import BasePortraits
from videostudio.generators.paper.vid_filmer import VideoStudioVid
from videostudio.generators.ports import EntityImager, SceneFilmer, SceneImager
from videostudio.tools.digests import Digests
from videostudio.tools.scoring.segmenting.choice import best_segmenter


@dataclass(frozen=True)
class Mini:
    """The three roles."""

    entity_imager: EntityImager
    scene_imager: SceneImager
    scene_filmer: SceneFilmer


def inventory(given: Given) -> tuple[PartFound, ...]:
    """What of it is on this machine, and what is not. Raises BadSetting."""
    return inventory_of(MiniSettings.of(given.settings).folder, given.digests)


def build(given: Given) -> Mini:
    """The backend. Raises BadSetting, and BackendMissing, which says what to run, for models that are not here."""
    settings, digests = MiniSettings.of(given.settings), given.digests
    models, filming = settings.folder, settings.clips == "mini"
    refuse_absent(models, (IMG, VID) if filming else (IMG,))
    width, height = drawn_by(models / IMG)
    side = side_of(width, height)
    imager = VideoStudioImg(
        img_weights(models, digests), best_segmenter(), settings.of_images(side), settings.device, AS_CAPTIONS
    )
    upscaling = Upscaling(settings.upscale, side)
    portraits: EntityImager = UpscaledPortraits(PlainPortraits(BasePortraits(imager), width, height), upscaling)
    if settings.portraits == "animatic":
        portraits = animatic.build(given).entity_imager
    filmer = _filmer(models, settings, digests) if filming else animatic.build(given).scene_filmer
    return Mini(portraits, UpscaledImager(imager, upscaling), filmer)


def _filmer(models: Path, settings: MiniSettings, digests: Digests) -> SceneFilmer:
    filmed = Filmed.read(models / VID)
    filmer: SceneFilmer = VideoStudioVid(
        vid_weights(models, digests),
        settings.of_clips(filmed),
        settings.device,
        actions=KnownMotions.read(models / VID),
        dtype="float32",
    )
    if settings.between_fps:
        filmer = FilledFilmer(filmer, settings.between_fps)
    return UpscaledFilmer(filmer, Upscaling(settings.upscale, filmed.side))
