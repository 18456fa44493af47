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
from videostudio.generators.mini.captions import AS_CAPTIONS, CaptionedFilmer
from videostudio.generators.mini.motion import StandInFilmer
from videostudio.generators.mini.portraits import PlainPortraits
from videostudio.generators.mini.settings import IMG, VID, Filmed, MiniSettings, drawn_by, side_of
from videostudio.generators.mini.upscaled import UpscaledFilmer, UpscaledImager, UpscaledPortraits, Upscaling
from videostudio.generators.mini.weights import img_weights, inventory_of, is_there, refuse_absent, vid_weights
from videostudio.generators.paper.img_imager import VideoStudioImg
from videostudio.generators.paper.portraits import BasePortraits
from videostudio.generators.paper.vid_filmer import VideoStudioVid
from videostudio.generators.ports import EntityImager, SceneFilmer, SceneImager
from videostudio.tools.digests import Digests
from videostudio.tools.preflight import CheckState
from videostudio.tools.scoring.segmenting.choice import best_segmenter


@dataclass(frozen=True)
class Mini:
    """The three roles."""

    entity_imager: EntityImager
    scene_imager: SceneImager
    scene_filmer: SceneFilmer


def inventory(given: Given) -> tuple[PartFound, ...]:
    """What of it is on this machine, and what is not. Raises BadSetting."""
    settings = MiniSettings.of(given.settings)
    img, vid = inventory_of(settings.folder, given.digests)
    if settings.clips == "animatic":
        return (img,)
    if not settings.clips and img.state is CheckState.PASSED and not is_there(settings.folder, VID):
        text = f"{vid.text}: the animatic's camera moves over the pictures"
        vid = vid.model_copy(update={"state": CheckState.DEGRADED, "text": text})
    return img, vid


def build(given: Given) -> Mini:
    """The backend. Raises BadSetting, and BackendMissing, which says what to run, for models that are not here."""
    settings, digests = MiniSettings.of(given.settings), given.digests
    models = settings.folder
    filming = settings.clips == "mini" or (not settings.clips and is_there(models, VID))
    refuse_absent(models, (IMG, VID) if filming or not is_there(models, IMG) else (IMG,))
    width, height = drawn_by(models / IMG)
    side = side_of(width, height)
    # References are laid where the preview of the same scene has them: what its user approved.
    imager = VideoStudioImg(
        img_weights(models, digests),
        best_segmenter(),
        settings.of_images(side),
        settings.device,
        AS_CAPTIONS,
        layout=animatic.build(given).scene_imager,
    )
    upscaling = Upscaling(settings.upscale, side)
    portraits: EntityImager = UpscaledPortraits(PlainPortraits(BasePortraits(imager), width, height), upscaling)
    if settings.portraits == "animatic":
        portraits = animatic.build(given).entity_imager
    filmer = _filmer(models, settings, digests) if filming else animatic.build(given).scene_filmer
    if not filming and not settings.clips:
        filmer = StandInFilmer(filmer)
    return Mini(portraits, UpscaledImager(imager, upscaling), filmer)


def _filmer(models: Path, settings: MiniSettings, digests: Digests) -> SceneFilmer:
    filmed = Filmed.read(models / VID)
    model = VideoStudioVid(
        vid_weights(models, digests),
        settings.of_clips(filmed),
        settings.device,
        actions=KnownMotions.read(models / VID),
        dtype="float32",
    )
    filmer: SceneFilmer = CaptionedFilmer(model)
    if settings.between_fps:
        filmer = FilledFilmer(filmer, settings.between_fps)
    return UpscaledFilmer(filmer, Upscaling(settings.upscale, filmed.side))
