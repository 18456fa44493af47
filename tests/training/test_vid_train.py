"""Training VideoStudio-Vid: clips as the model sees them, what it learns, and a run from shards to a folder."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from accelerate.state import AcceleratorState
from little_clips import FPS, FRAMES, SCALE, frames, write_clips, write_image_model
from paper_vid import TEXT, write_released_vid
from PIL import Image
from tiny_scenes import write_autoencoder

from videostudio.film.camera import CameraMove, Direction
from videostudio.generators.mini.actions import KnownMotions
from videostudio.generators.paper.camera import CameraGuide
from videostudio.generators.paper.vid_pipeline import VideoStudioVidPipeline
from videostudio.training.scenes.clip_records import Clip, decoded_clip, encoded_clip
from videostudio.training.scenes.shards import Shards, write_shard
from videostudio.training.vid import train
from videostudio.training.vid.batches import Prepared, prepare
from videostudio.training.vid.loss import clip_loss, left_out
from videostudio.training.vid.parts import encoders_of, new_pipeline, sizes
from videostudio.training.vid.scale import Dropping, scale_of
from videostudio.training.vid.task import VidTask

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # of diffusers' solvers
    pytest.mark.usefixtures("one_thread"),
]
MOTIONS = KnownMotions(("idle", "walk"))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("vid")
    return {
        "shards": write_clips(root / "shards"),
        "autoencoder": write_autoencoder(root / "autoencoder"),
        "image": write_image_model(root / "image"),
    }


@pytest.fixture(scope="module")
def pipeline(folders: dict[str, Path]) -> VideoStudioVidPipeline:
    return new_pipeline(folders["image"], folders["autoencoder"], SCALE)


@pytest.fixture(scope="module")
def prepared(folders: dict[str, Path], pipeline: VideoStudioVidPipeline) -> Prepared:
    folder = folders["shards"].parent / "prepared"
    shards, encoders = Shards(folders["shards"]), encoders_of(pipeline, MOTIONS)
    assert list(prepare(shards, folder, encoders, SCALE)) == [(5, 5)]
    return Prepared(folder, 5)


def test_clips_to_look_at_are_few(pipeline: VideoStudioVidPipeline, prepared: Prepared) -> None:
    held = [Clip(5, frames(5), FPS, "a fox walks", "walk")]
    task = VidTask(pipeline, encoders_of(pipeline, MOTIONS), prepared, held, SCALE)
    assert len(task.samples(range(16))) == 4


def test_a_clip_is_written_and_read_in_the_middle_and_at_another_rate() -> None:
    clip = Clip(7, frames(0, 8), 8, "a fox walks", "walk", CameraMove(direction=Direction.LEFT))
    files = encoded_clip(clip)
    again = decoded_clip(7, files, frames=8, fps=8)
    assert (again.caption, again.motion, again.camera) == (clip.caption, clip.motion, clip.camera)
    assert np.abs(again.frames.astype(int) - clip.frames).mean() < 4
    slower = decoded_clip(7, files, frames=3, fps=4)  # of 1 s, the middle three quarters: frames 2, 4, 6
    assert [int(frame[12, :, 0].argmax()) // 4 * 4 for frame in slower.frames] == [12, 20, 28]
    (longer,) = {len(decoded_clip(7, files, frames=12, fps=8).frames)}
    assert longer == 12


def test_a_clip_from_elsewhere_needs_a_caption_only() -> None:
    files = {"mp4": encoded_clip(Clip(0, frames(0), FPS, ""))["mp4"], "txt": b"a dog runs\n"}
    found = decoded_clip(0, files, frames=FRAMES, fps=FPS)
    assert (found.caption, found.motion, found.camera) == ("a dog runs", "", None)


def test_a_clip_is_prepared_as_the_pipeline_would_see_it(
    prepared: Prepared, pipeline: VideoStudioVidPipeline, folders: dict[str, Path]
) -> None:
    row = prepared.row(1)
    assert row["latents"].shape == (FRAMES, 8, 3, 4)
    assert row["action"].tolist()[:3] == [0, 1, 0]
    clip = decoded_clip(1, Shards(folders["shards"]).files(1), frames=FRAMES, fps=FPS)
    told = pipeline._told(
        [clip.caption], None, [Image.fromarray(clip.frames[1])], None, (SCALE.width, SCALE.height), 6.0, False,
        torch.device("cpu"),
    )  # fmt: skip
    assert torch.allclose(told.tokens[0], row["tokens"].float(), atol=1e-2, rtol=1e-2)  # kept in halves
    assert torch.allclose(told.conditions["text_embeds"][0], row["text"])


def test_batch_n_is_the_same_wherever_one_starts(prepared: Prepared) -> None:
    batches = prepared.batches(2, seed=3, start=0)
    first = [next(batches)["latents"] for _ in range(5)]
    later = prepared.batches(2, seed=3, start=3)
    assert torch.equal(next(later)["latents"], first[3])
    seen = torch.cat(first).flatten(1)
    assert len({tuple(row.tolist()) for row in seen[:5]}) == 5, "every clip once before any comes again"
    assert not torch.equal(seen[:5], seen[5:])


def test_conditions_are_left_out_as_often_as_asked() -> None:
    noise = torch.Generator().manual_seed(0)
    silent, idle = left_out(4000, Dropping(all=0.1, action=0.3), noise, torch.device("cpu"))
    assert abs(float(silent.float().mean()) - 0.1) < 0.02
    assert abs(float(idle.float().mean()) - 0.3) < 0.03


def test_the_loss_of_a_model_that_says_nothing_is_the_noise_itself(
    prepared: Prepared, pipeline: VideoStudioVidPipeline
) -> None:
    """Spread 1, whatever the level."""
    unet: Any = pipeline.unet
    before = unet.conv_out.state_dict()
    silent = {name: torch.zeros_like(tensor) for name, tensor in before.items()}
    unet.conv_out.load_state_dict(silent)
    try:
        batch = next(prepared.batches(4, 0, 0))
        levels = pipeline.scheduler.alphas_cumprod
        scale = SCALE.model_copy(update={"gamma": None})
        loss, parts = clip_loss(unet, levels, "epsilon", batch, scale, torch.Generator().manual_seed(0))
    finally:
        unet.conv_out.load_state_dict(before)
    assert abs(float(loss.detach()) - 1) < 0.1
    assert set(parts) <= {"early", "late"}


def test_gradients_are_the_same_where_layers_are_computed_again(
    prepared: Prepared, pipeline: VideoStudioVidPipeline
) -> None:
    unet: Any = pipeline.unet
    batch = next(prepared.batches(2, 0, 0))

    def gradients() -> list[torch.Tensor]:
        unet.zero_grad()
        torch.manual_seed(0)  # of dropout
        noise = torch.Generator().manual_seed(0)
        clip_loss(unet.train(), pipeline.scheduler.alphas_cumprod, "epsilon", batch, SCALE, noise)[0].backward()
        return [each.grad.clone() for each in unet.parameters() if each.grad is not None]

    plain = gradients()
    unet.enable_gradient_checkpointing()
    try:
        again = gradients()
    finally:
        unet.disable_gradient_checkpointing()
        unet.zero_grad()
    assert len(plain) == len(again) > 0
    assert all(torch.allclose(one, other, atol=1e-6) for one, other in zip(plain, again, strict=True))


def test_only_what_joins_learns_where_the_scale_says_so(folders: dict[str, Path]) -> None:
    scale = SCALE.model_copy(update={"learns": "added"})
    unet: Any = new_pipeline(folders["image"], folders["autoencoder"], scale).unet
    learning = {name for name, each in unet.named_parameters() if each.requires_grad}
    assert "down_blocks.0.temp_convs.0.conv1.2.weight" in learning
    assert "down_blocks.0.resnets.0.conv1.weight" not in learning


def test_a_run_ends_in_a_folder_that_the_pipeline_reads(folders: dict[str, Path], tmp_path: Path) -> None:
    assert train.train(SCALE, tmp_path / "work", **folders)
    read = VideoStudioVidPipeline.from_pretrained(tmp_path / "work" / "model")
    assert KnownMotions.read(tmp_path / "work" / "model").motions == ("walk",)
    start: Any = new_pipeline(folders["image"], folders["autoencoder"], SCALE).unet
    changed = [
        name
        for name, tensor in read.unet.state_dict().items()
        if not torch.allclose(tensor, start.state_dict()[name], atol=1e-3)
    ]
    assert any("temp_convs" in name for name in changed)
    found = read(
        "a fox walks",
        Image.fromarray(frames(0)[1]),
        generator=torch.Generator().manual_seed(0),
        actions=torch.from_numpy(KnownMotions(("walk",)).vector("walk"))[None],
        width=SCALE.width,
        height=SCALE.height,
        num_frames=FRAMES,
        num_inference_steps=2,
        guidance_scale=2.0,
        camera=CameraGuide(CameraMove(direction=Direction.LEFT), FPS, after_steps=1),
    )
    assert found.frames is not None
    assert found.frames.shape == (1, FRAMES, SCALE.height, SCALE.width, 3)


@pytest.fixture
def other_precision() -> Iterator[None]:
    """accelerate keeps the first precision of a process."""
    AcceleratorState._reset_state(reset_partial_state=True)
    yield
    AcceleratorState._reset_state(reset_partial_state=True)


@pytest.mark.usefixtures("other_precision")
def test_the_papers_recipe_learns_at_a_tiny_width(tmp_path: Path) -> None:
    """All its conditions, encoders of its own, bfloat16 and gradients computed again; clips with shares of actions."""
    released = write_released_vid(tmp_path / "image")
    for part in ("unet", "scheduler"):
        shutil.rmtree(released / part)
    channels = {"in_channels": 4, "out_channels": 4, "block_out_channels": (64, 64), "norm_num_groups": 32}
    write_image_model(released, **channels)
    shares = tuple(float(at == 7) for at in range(400))
    clips = [Clip(number, frames(number), FPS, "a fox walks", actions=shares) for number in range(3)]
    shards = [(f"{clip.number:08d}", dict(encoded_clip(clip))) for clip in clips]
    for _, files in shards:
        files["json"] = json.dumps({"caption": "a fox walks", "actions": shares}).encode()
    write_shard(tmp_path / "shards" / "0.tar", shards)
    paper = scale_of("paper")
    narrow = {"addition_time_embed_dim": 8, "projection_class_embeddings_input_dim": TEXT + 6 * 8}
    recipe = paper.recipe.model_copy(update={"steps": 2})
    scale = paper.model_copy(
        update={"width": 32, "height": 24, "frames": 3, "steps": 2, "added": paper.added | narrow, "recipe": recipe}
    )
    encoder = shutil.move(released / "image_encoder", tmp_path / "clip")
    assert train.train(scale, tmp_path / "work", tmp_path / "shards", released / "vae", released, encoder)
    read = VideoStudioVidPipeline.from_pretrained(tmp_path / "work" / "model")
    assert set(read.unet.conditions) == {
        "text_embeds", "time_ids", "aes_scores", "midf_clip_pool_fea", "action_prob_fea",
    }  # fmt: skip


def test_the_paper_scale_has_the_released_numbers() -> None:
    """2276 tensors of 2.88 billion numbers; nothing is allocated."""
    assert sizes(scale_of("paper"))["clips"] == 2_882_714_180


def test_a_perfect_velocity_is_no_loss(
    prepared: Prepared, pipeline: VideoStudioVidPipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A UNet that knows the clip says alpha * noise - sigma * clean."""
    batch, levels = next(prepared.batches(2, 0, 0)), pipeline.scheduler.alphas_cumprod
    clean = batch["latents"].float().transpose(1, 2)

    def knows(sample: torch.Tensor, steps: torch.Tensor, *_: Any, **__: Any) -> tuple[torch.Tensor]:
        kept = levels[steps].view(-1, 1, 1, 1, 1)
        noise = (sample[:, :, 1:] - kept.sqrt() * clean) / (1 - kept).sqrt()
        said = kept.sqrt() * noise - (1 - kept).sqrt() * clean
        return (torch.cat([sample[:, :, :1], said], dim=2),)

    monkeypatch.setattr(pipeline.unet, "forward", knows)
    loss, _ = clip_loss(pipeline.unet, levels, "v_prediction", batch, SCALE, torch.Generator().manual_seed(0))
    assert float(loss.detach()) < 1e-6


def test_the_command_says_what_is_missing(capsys: pytest.CaptureFixture[str], folders: dict[str, Path]) -> None:
    with pytest.raises(SystemExit):
        train.main(["--scale", "mini", "--work", "x"])
    assert "--shards, --autoencoder, --image missing" in capsys.readouterr().err
    assert train.main(["--scale", "huge", "--dry-run"]) == 2
    assert "has no scale 'huge'" in capsys.readouterr().err
