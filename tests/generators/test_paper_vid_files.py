"""VideoStudio-Vid's folder: read as released, saved and read again, and refused where it is not what it should be."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from paper_vid import SCHEDULE, with_unet, write_image_encoder, write_released_vid
from safetensors.torch import load_file, save
from test_paper_vid_pipeline import latents
from transformers import CLIPConfig, CLIPModel

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.vid_folder import VidWeights
from videostudio.generators.paper.vid_pipeline import VideoStudioVidPipeline

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of diffusers' solvers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_released_vid(tmp_path_factory.mktemp("vid") / "released")


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A folder whose files a test may replace."""
    return Path(shutil.copytree(folder, tmp_path / "copy", copy_function=os.link))


def replaced(path: Path, data: bytes) -> None:
    """Other bytes under a name, and no change to the folder that it was copied from."""
    path.unlink()
    path.write_bytes(data)


def test_what_is_saved_is_what_is_loaded(folder: Path, tmp_path: Path) -> None:
    first = VideoStudioVidPipeline.from_pretrained(str(folder))
    first.save_pretrained(tmp_path)
    again = VideoStudioVidPipeline.from_pretrained(tmp_path)
    assert set(again.components) == set(first.components)
    assert torch.equal(latents(again, num_inference_steps=1), latents(first, num_inference_steps=1))


def test_the_released_halves_and_an_encoder_of_its_own_are_read(tmp_path: Path) -> None:
    folder = write_released_vid(tmp_path / "released", variant="fp16")
    assert (folder / "vae" / "diffusion_pytorch_model.fp16.safetensors").is_file()
    assert (folder / "text_encoder_2" / "model.fp16.safetensors").is_file()
    shutil.move(folder / "image_encoder", tmp_path / "clip")
    with pytest.raises(BackendMissing, match="lacks its image_encoder"):
        VideoStudioVidPipeline.from_pretrained(folder)
    read = VideoStudioVidPipeline.from_pretrained(folder, image_encoder=tmp_path / "clip", dtype=torch.float16)
    held = load_file(folder / "text_encoder_2" / "model.fp16.safetensors")
    assert torch.equal(read.text_encoder_2.text_projection.weight, held["text_projection.weight"])
    assert read.unet.dtype is torch.float16


def test_an_encoder_may_be_half_of_a_whole_clip(folder: Path, tmp_path: Path) -> None:
    vision = json.loads((folder / "image_encoder" / "config.json").read_text())
    text = {"vocab_size": 8, "hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2}
    whole = CLIPModel(CLIPConfig(text_config=text, vision_config=vision))
    whole.save_pretrained(tmp_path)
    read = VideoStudioVidPipeline.from_pretrained(folder, image_encoder=tmp_path).image_encoder
    held = whole.vision_model.encoder.layers[0].mlp.fc1.weight
    assert any(torch.equal(row, held) for row in read.parameters())


def test_all_that_is_missing_is_told(folder: Path, copy: Path) -> None:
    for part in ("tokenizer_2", "text_encoder_2"):
        shutil.rmtree(copy / part)
    with pytest.raises(BackendMissing, match=r"lacks its tokenizer_2 \(.*\), its text_encoder_2 \(.*\): fetch"):
        VideoStudioVidPipeline.from_pretrained(copy)
    with pytest.raises(BackendMissing, match=r"there is no .*rows\.npy"):
        VidWeights(folder, prototypes=folder / "rows.npy").refuse_missing()


class Code:
    """Runs when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self.trace,)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("unet", "diffusion_pytorch_model.bin"),
        ("vae", "diffusion_pytorch_model.bin"),
        ("text_encoder_2", "pytorch_model.bin"),
        ("image_encoder", "pytorch_model.bin"),
    ],
)
def test_no_code_of_a_file_is_run(copy: Path, part: str, name: str) -> None:
    for weights in (copy / part).glob("*.safetensors"):
        weights.unlink()
    torch.save({"weight": Code(copy / "trace")}, copy / part / name)
    with pytest.raises(BackendMissing, match=f"{part} .*"):
        VideoStudioVidPipeline.from_pretrained(copy)
    assert not (copy / "trace").exists()


@pytest.mark.parametrize("part", ["unet", "vae", "text_encoder_2", "image_encoder"])
def test_a_file_cut_off_is_refused(copy: Path, part: str) -> None:
    (weights,) = (copy / part).glob("*.safetensors")
    replaced(weights, weights.read_bytes()[: weights.stat().st_size // 2])
    with pytest.raises(BackendMissing, match=f"{part} does not load as a .*fetch it again"):
        VideoStudioVidPipeline.from_pretrained(copy)


@pytest.mark.parametrize("part", ["unet", "vae", "text_encoder_2", "image_encoder"])
def test_no_tensor_is_made_up(copy: Path, part: str) -> None:
    (weights,) = (copy / part).glob("*.safetensors")
    held = load_file(weights)
    gone = max(name for name in held if name.endswith("weight"))
    replaced(weights, save({name: row for name, row in held.items() if name != gone}, metadata={"format": "pt"}))
    with pytest.raises(BackendMissing, match=gone):
        VideoStudioVidPipeline.from_pretrained(copy)


def test_weights_of_another_model_are_refused(copy: Path) -> None:
    name = "diffusion_pytorch_model.safetensors"
    replaced(copy / "unet" / name, (copy / "vae" / name).read_bytes())
    with pytest.raises(BackendMissing, match=r"do not fit their config: tensors \d+ missing"):
        VideoStudioVidPipeline.from_pretrained(copy)


def test_other_schedulers_are_refused(copy: Path) -> None:
    config = copy / "scheduler" / "scheduler_config.json"
    replaced(config, json.dumps(SCHEDULE | {"_class_name": "EulerDiscreteScheduler"}).encode())
    with pytest.raises(BackendMissing, match="is of a EulerDiscreteScheduler, VideoStudio-Vid samples with DDIM"):
        VideoStudioVidPipeline.from_pretrained(copy)
    config.write_text("{}")
    with pytest.raises(BackendMissing, match="does not say which scheduler"):
        VideoStudioVidPipeline.from_pretrained(copy)


def test_a_tokenizer_without_its_words_is_refused(copy: Path) -> None:
    (copy / "tokenizer_2" / "tokenizer.json").unlink()
    with pytest.raises(BackendMissing, match="tokenizer"):
        VideoStudioVidPipeline.from_pretrained(copy)


def test_parts_of_different_models_are_refused(folder: Path, tmp_path: Path) -> None:
    narrow = write_image_encoder(tmp_path / "narrow", hidden=64)
    with pytest.raises(BackendMissing, match="image encoder's tokens are 64, expected are 1280"):
        VideoStudioVidPipeline.from_pretrained(folder, image_encoder=narrow)
    wide = with_unet(folder, tmp_path / "wide", projection_class_embeddings_input_dim=24 + 6 * 8)
    with pytest.raises(BackendMissing, match="its pooled texts are 16, expected are 24"):
        VideoStudioVidPipeline.from_pretrained(wide)
