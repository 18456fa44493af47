"""What a run leaves: a folder that `load_pipeline(HouseImgWeights(folder))` reads, or an adapter alone.

Weights are halves; they are read as whatever the device calculates with.
"""

from copy import deepcopy
from pathlib import Path
from typing import Any

from safetensors.torch import save_file

from videostudio.generators.paper.img_house import ADAPTER, CLIP, Clip
from videostudio.generators.paper.img_pipeline import quietly
from videostudio.training.img.model import ImgModel
from videostudio.training.img.parts import UNCHECKED, Parts, StableDiffusionPipeline, UNet2DConditionModel


def write(parts: Parts, clip: Clip, folder: Path) -> None:
    """The whole model, apart from the CLIP that it was trained with."""
    folder.mkdir(parents=True, exist_ok=True)
    pipeline = parts.pipeline
    unread = dict.fromkeys(("text_encoder", "tokenizer", "image_encoder", "feature_extractor"))
    kept = StableDiffusionPipeline(
        vae=deepcopy(pipeline.vae).half(),
        unet=_unbranched(parts.model).half(),
        scheduler=pipeline.scheduler,
        **unread,
        **UNCHECKED,
    )
    with quietly():
        kept.save_pretrained(folder)
    write_adapter(parts.model, folder / ADAPTER)
    (folder / CLIP).write_text(clip.model_dump_json(indent=1) + "\n", encoding="utf-8")


def write_adapter(model: ImgModel, path: Path) -> None:
    """What was added, for a base that stays where it is: a checkpoint as ImgWeights takes one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: each.half().contiguous().cpu() for name, each in model.checkpoint().items()}, path)


def _unbranched(model: ImgModel) -> Any:
    """The UNet as a base has it, without the branches."""
    unet = UNet2DConditionModel.from_config(model.base_config)
    unet.load_state_dict(model.base_state())
    return unet
