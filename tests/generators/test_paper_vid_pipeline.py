"""VideoStudio-Vid's sampling on the real classes at a tiny size: the released sums, and what may not change a clip."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import DPMSolverMultistepScheduler
from paper_vid import WARPING, with_unet, write_released_vid
from PIL import Image
from torch import Tensor

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.errors import GeneratorError, OperatorError, StudioError
from videostudio.generators.paper.camera import CameraGuide
from videostudio.generators.paper.vid_guidance import guidance_by_frame, guided
from videostudio.generators.paper.vid_pipeline import VideoStudioVidPipeline
from videostudio.generators.paper.vid_sampler import paper_sampler
from videostudio.generators.paper.vid_warp import filmed_by
from videostudio.generators.progress import listening

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # of diffusers' solvers
    pytest.mark.usefixtures("one_thread"),
]

SIDE, FRAMES, STEPS = 64, 3, 2
PAN = CameraMove(direction=Direction.LEFT, speed=Speed.FAST)


def picture(number: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(number).integers(0, 255, (64, 96, 3), np.uint8))


def seed(number: int) -> torch.Generator:
    return torch.Generator().manual_seed(number)


def shares(*rows: dict[int, float]) -> Tensor:
    """Shares of actions, as (B, 400)."""
    found = torch.zeros(len(rows), 400)
    for row, share in zip(found, rows, strict=True):
        for action, value in share.items():
            row[action] = value
    return found


CLIP: dict[str, Any] = {
    "prompt": "The corgi runs.",
    "image": picture(1),
    "actions": shares({7: 0.6, 9: 0.4}),
    "width": SIDE,
    "height": SIDE,
    "num_frames": FRAMES,
    "num_inference_steps": STEPS,
    "guidance_scale": 1.5,
    "output_type": "latent",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_released_vid(tmp_path_factory.mktemp("vid") / "released")


@pytest.fixture(scope="module")
def solver(folder: Path) -> VideoStudioVidPipeline:
    """With the folder's own scheduler."""
    return VideoStudioVidPipeline.from_pretrained(folder)


@pytest.fixture(scope="module")
def ddim(solver: VideoStudioVidPipeline) -> VideoStudioVidPipeline:
    """The same with the paper's."""
    return VideoStudioVidPipeline(**solver.components | {"scheduler": paper_sampler(solver.scheduler)})


@pytest.fixture(scope="module")
def plain(solver: VideoStudioVidPipeline) -> Tensor:
    return latents(solver)


@pytest.fixture(scope="module")
def warping(folder: Path) -> VideoStudioVidPipeline:
    return VideoStudioVidPipeline.from_pretrained(with_unet(folder, folder.parent / "warping", **WARPING))


def latents(pipeline: VideoStudioVidPipeline, number: int = 3, **changes: Any) -> Tensor:
    found: Tensor = pipeline(**{"generator": seed(number)} | CLIP | changes).latents
    return found


def apart(one: Tensor, other: Tensor) -> float:
    """The largest difference, as a share of the largest number."""
    return float((one - other).abs().max() / other.abs().max())


@torch.no_grad()
def by_hand(pipeline: VideoStudioVidPipeline, scales: Tensor, eta: float, **given: Any) -> Tensor:
    """DDIM's steps of CLIP from seed 3, each written out: arXiv 2010.02502 equation 12, noise u + g (c - u)."""
    unet, random = pipeline.unet, seed(3)
    x = torch.randn(4, FRAMES, 8, 8, generator=random)[None]
    pixels = np.asarray(CLIP["image"].resize((SIDE, SIDE), Image.Resampling.BILINEAR)) / 127.5 - 1
    seen = pipeline.vae.encode(torch.tensor(pixels, dtype=torch.float32).permute(2, 0, 1)[None]).latent_dist
    clean = (seen.mean + seen.std * torch.randn(1, 4, 8, 8, generator=random))[:, :, None] * 0.13025
    middle = CLIP["image"].crop((16, 0, 80, 64))
    clip = pipeline.image_encoder(pipeline.feature_extractor(middle, return_tensors="pt").pixel_values)
    warped = None
    if "video_warp" in given:
        seen = pipeline.vae.encode(given["video_warp"][0].transpose(0, 1)).latent_dist
        rows = (seen.mean + seen.std * torch.randn(FRAMES, 4, 8, 8, generator=random)) * 0.13025
        warped = torch.stack([rows[FRAMES // 2], *rows])[None].transpose(1, 2)

    def pooled(text: str) -> Tensor:
        ids = pipeline.tokenizer_2(text, padding="max_length", max_length=77, return_tensors="pt").input_ids
        found: Tensor = pipeline.text_encoder_2(ids).text_embeds
        return found

    def noise(x: Tensor, at: int, tokens: Tensor, text: Tensor, actions: Tensor) -> Tensor:
        conditions = {
            "text_embeds": text,
            "time_ids": torch.tensor([[SIDE, SIDE, 0, 0, SIDE, SIDE]]),
            "aes_scores": torch.tensor([6.0]),
            "midf_clip_pool_fea": clip.pooler_output,
            "action_prob_fea": actions,
        }
        sample = torch.cat([clean, x], dim=2)
        sample = sample if warped is None else torch.cat([sample, warped], dim=1)
        found: Tensor = unet(sample, at, tokens, added_cond_kwargs=conditions).sample
        return found[:, :, 1:]

    tokens, text, nothing = clip.last_hidden_state, pooled(CLIP["prompt"]), shares({})
    without = pooled(given["negative_prompt"]) if "negative_prompt" in given else 0 * text
    kept = (1 - torch.linspace(0.00085**0.5, 0.012**0.5, 1000) ** 2).cumprod(0)
    for at, before in ((501, kept[1]), (1, kept[0])):
        u = noise(x, at, 0 * tokens, without, nothing)
        c = noise(x, at, tokens, text, CLIP["actions"])
        e, now = u + scales * (c - u), kept[at]
        spread = eta * ((1 - before) / (1 - now) * (1 - now / before)).sqrt()
        x = before.sqrt() * (x - (1 - now).sqrt() * e) / now.sqrt() + (1 - before - spread**2).sqrt() * e
        if eta:
            x = x + spread * torch.randn(FRAMES, 4, 8, 8, generator=random).transpose(0, 1)
    return x


def test_a_clip_is_what_the_formulas_say(ddim: VideoStudioVidPipeline) -> None:
    assert apart(latents(ddim), by_hand(ddim, torch.tensor(1.5), 1.0)) < 1e-4
    assert apart(latents(ddim, eta=0.0), by_hand(ddim, torch.tensor(1.5), 0.0)) < 1e-4
    assert apart(latents(ddim, eta=0.0), latents(ddim)) > 0.01


def test_guidance_may_grow_from_frame_to_frame(ddim: VideoStudioVidPipeline) -> None:
    growing = torch.tensor([1.0, 2.0, 3.0])[:, None, None]
    assert apart(latents(ddim, guidance_scale=(1.0, 3.0)), by_hand(ddim, growing, 1.0)) < 1e-4


def test_a_negative_text_takes_the_place_of_zeros(ddim: VideoStudioVidPipeline) -> None:
    found = latents(ddim, negative_prompt="blurred")
    assert apart(found, by_hand(ddim, torch.tensor(1.5), 1.0, negative_prompt="blurred")) < 1e-4
    assert apart(found, latents(ddim)) > 1e-4


def test_a_warped_video_has_channels_of_its_own(warping: VideoStudioVidPipeline) -> None:
    video = filmed_by(PAN, CLIP["image"], (SIDE, SIDE), FRAMES, 8)
    assert video.shape == (1, 3, FRAMES, SIDE, SIDE)
    assert torch.equal(video[:, :, 1], filmed_by(CameraMove(), CLIP["image"], (SIDE, SIDE), FRAMES, 8)[:, :, 1])
    ddim = VideoStudioVidPipeline(**warping.components | {"scheduler": paper_sampler(warping.scheduler)})
    found = latents(ddim, video_warp=video)
    assert apart(found, by_hand(ddim, torch.tensor(1.5), 1.0, video_warp=video)) < 1e-4
    with pytest.raises(StudioError, match="takes a warped video: give video_warp"):
        latents(ddim)
    with pytest.raises(StudioError, match=r"video_warp of these clips is \(1, 3, 3, 64, 64\), not"):
        latents(ddim, video_warp=video[:, :, :2])


def test_rescaled_guidance_has_the_spread_of_what_was_wanted() -> None:
    without, under = torch.randn(2, 2, 4, 3, 8, 8, generator=seed(0))
    scales = guidance_by_frame(12.0, 12.0, 3)
    plain, whole, half = (guided(without, under, scales, share) for share in (0.0, 1.0, 0.5))
    assert torch.allclose(whole.std((1, 2, 3, 4)), under.std((1, 2, 3, 4)))
    assert torch.allclose(half, (plain + whole) / 2, atol=1e-5)
    assert (plain.std((1, 2, 3, 4)) > 3 * under.std((1, 2, 3, 4))).all()


@pytest.mark.parametrize("name", ["solver", "ddim"])
def test_equal_seeds_give_equal_frames(name: str, request: pytest.FixtureRequest) -> None:
    pipeline = request.getfixturevalue(name)
    first, again, other = (
        pipeline(**CLIP | {"output_type": "np", "generator": seed(number)}).frames for number in (3, 3, 4)
    )
    assert first.shape == (1, FRAMES, SIDE, SIDE, 3)
    assert first.dtype == np.uint8
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_noise_of_a_solver_that_adds_some_comes_from_the_seed(solver: VideoStudioVidPipeline, plain: Tensor) -> None:
    scheduler = DPMSolverMultistepScheduler.from_config(solver.scheduler.config, algorithm_type="sde-dpmsolver++")
    adding = VideoStudioVidPipeline(**solver.components | {"scheduler": scheduler})
    assert torch.equal(latents(adding), latents(adding))
    assert apart(latents(adding), plain) > 0.01


@pytest.mark.parametrize("name", ["solver", "ddim"])
def test_clips_are_filmed_together_as_alone(name: str, request: pytest.FixtureRequest) -> None:
    pipeline = request.getfixturevalue(name)
    texts, pictures, actions = ["The corgi runs.", "A fox."], [picture(1), picture(2)], shares({7: 1.0}, {})
    together = latents(pipeline, prompt=texts, image=pictures, actions=actions, generator=[seed(3), seed(4)])
    alone = [latents(pipeline, 3 + n, prompt=texts[n], image=pictures[n], actions=actions[n : n + 1]) for n in range(2)]
    assert apart(together, torch.cat(alone)) < 1e-4
    same = latents(pipeline, actions=None, generator=[seed(3), seed(4)])
    assert apart(same[1:], latents(pipeline, 4, actions=None)) < 1e-4
    assert apart(same[:1], same[1:]) > 0.01


@pytest.mark.parametrize(
    "change",
    [{"prompt": "A fox."}, {"image": picture(2)}, {"actions": None}, {"aes_score": 4.0}, {"guidance_scale": 2.0}],
    ids=lambda change: next(iter(change)),
)
def test_everything_told_changes_the_clip(
    solver: VideoStudioVidPipeline, plain: Tensor, change: dict[str, Any]
) -> None:
    assert apart(latents(solver, **change), plain) > 1e-4


@pytest.mark.parametrize("name", ["solver", "ddim"])
def test_only_a_moving_camera_changes_the_clip(name: str, request: pytest.FixtureRequest) -> None:
    pipeline = request.getfixturevalue(name)
    plain = latents(pipeline)
    assert torch.equal(latents(pipeline, camera=CameraGuide(CameraMove(), 8, after_steps=1)), plain)
    assert apart(latents(pipeline, camera=CameraGuide(PAN, 8, after_steps=1)), plain) > 1e-3
    with pytest.raises(StudioError, match="moves after 5 steps, and there are 2"):
        latents(pipeline, camera=CameraGuide(PAN, 8))


def test_without_guidance_there_is_no_unconditional_half(solver: VideoStudioVidPipeline) -> None:
    rows: list[int] = []
    hook = solver.unet.mid_block.register_forward_pre_hook(lambda _, given: rows.append(len(given[0])))
    latents(solver, guidance_scale=1.0)
    latents(solver, guidance_scale=1.01, num_inference_steps=1)
    hook.remove()
    assert rows == [FRAMES + 1] * STEPS + [2 * (FRAMES + 1)]


def test_progress_is_told_after_every_step(solver: VideoStudioVidPipeline) -> None:
    told: list[tuple[int, int]] = []
    with listening(lambda done, total: told.append((done, total))):
        latents(solver)
    assert told == [(1, STEPS), (2, STEPS)]


def test_a_clip_that_ended_in_the_middle_of_a_step_leaves_nothing_behind(
    solver: VideoStudioVidPipeline, plain: Tensor
) -> None:
    done: list[int] = []

    def stop(*_: Any) -> None:
        if done:
            raise KeyboardInterrupt

    hook = solver.unet.mid_block.register_forward_pre_hook(stop)
    with pytest.raises(KeyboardInterrupt), listening(lambda step, _: done.append(step)):
        latents(solver)
    hook.remove()
    assert done == [1]
    assert torch.equal(latents(solver), plain)


@dataclass
class Diary:
    """Writes down which part is moved to the device."""

    parts: dict[int, str]
    moves: list[str]

    def watch(self, pipeline: VideoStudioVidPipeline) -> None:
        for module in pipeline.components.values():
            if hook := getattr(module, "_hf_hook", None):
                move = hook.pre_forward
                hook.pre_forward = lambda module, *args, move=move, **kwargs: self._note(module, move, args, kwargs)

    def _note(self, module: Any, move: Any, args: Any, kwargs: Any) -> Any:
        if self.moves[-1:] != [self.parts[id(module)]]:
            self.moves.append(self.parts[id(module)])
        return move(module, *args, **kwargs)


def test_parts_are_on_the_device_in_turn(folder: Path, solver: VideoStudioVidPipeline) -> None:
    offloaded = VideoStudioVidPipeline.from_pretrained(folder)
    offloaded.enable_model_cpu_offload(device="cpu")
    diary = Diary({id(module): name for name, module in offloaded.components.items()}, [])
    diary.watch(offloaded)
    given = CLIP | {"output_type": "np", "num_inference_steps": 1}
    frames = offloaded(**given, generator=seed(3)).frames
    assert diary.moves == ["vae", "image_encoder", "text_encoder_2", "unet", "vae"]
    assert np.array_equal(frames, solver(**given, generator=seed(3)).frames)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_is_near(folder: Path, solver: VideoStudioVidPipeline, dtype: torch.dtype) -> None:
    half = VideoStudioVidPipeline.from_pretrained(folder, dtype=dtype)
    assert (half.unet.dtype, half.text_encoder_2.dtype) == (dtype, dtype)
    assert (half.vae.dtype, half.image_encoder.dtype) == (torch.float32, torch.float32)
    short = {"num_frames": 1, "num_inference_steps": 1}
    assert apart(latents(half, **short), latents(solver, **short)) < 0.1


def test_frames_are_decoded_one_by_one_and_in_tiles(solver: VideoStudioVidPipeline) -> None:
    given = CLIP | {"output_type": "np", "width": 128, "num_inference_steps": 1}
    whole = solver(**given, generator=seed(3)).frames
    assert solver.vae.use_slicing
    solver.vae.disable_slicing()
    at_once = solver(**given, generator=seed(3)).frames
    solver.vae.enable_slicing()
    solver.vae.enable_tiling()
    tiled = solver(**given, generator=seed(3)).frames
    solver.vae.disable_tiling()
    assert np.abs(whole.astype(int) - at_once).max() <= 1
    assert tiled.shape == (1, FRAMES, SIDE, 128, 3)
    assert not np.array_equal(tiled, whole)


IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "in steps of 8 px, not at 60 x 64": {"width": 60},
    "in steps of 8 px, not at 64 x 0": {"height": 0},
    "a clip of 0 frames": {"num_frames": 0},
    "a clip in 0 steps": {"num_inference_steps": 0},
    r"guidance 0\.5: take 1": {"guidance_scale": 0.5},
    "guidance nan": {"guidance_scale": float("nan")},
    r"guidance \(3\.0, inf\)": {"guidance_scale": (3.0, float("inf"))},
    "guidance_rescale 2: it is a share": {"guidance_rescale": 2},
    r"eta -0\.1: it is a share": {"eta": -0.1},
}


@pytest.mark.parametrize("why", IMPOSSIBLE)
def test_what_the_model_cannot_do_is_refused(solver: VideoStudioVidPipeline, why: str) -> None:
    with pytest.raises(OperatorError, match=why):
        latents(solver, **IMPOSSIBLE[why])


CROSSED: dict[str, dict[str, Any]] = {
    "give one generator per clip": {"generator": []},
    "1 generators, one per clip, for 2 pictures": {"image": [picture(1), picture(2)]},
    "1 generators, one per clip, for 2 texts": {"prompt": ["a", "b"]},
    "takes no warped video": {"video_warp": torch.zeros(1, 3, FRAMES, SIDE, SIDE)},
    r"actions of 1 clips are \(1, 400\), not \(1, 7\)": {"actions": torch.zeros(1, 7)},
}


@pytest.mark.parametrize("why", CROSSED)
def test_inputs_that_do_not_belong_together_are_refused(solver: VideoStudioVidPipeline, why: str) -> None:
    with pytest.raises(StudioError, match=why):
        latents(solver, **CROSSED[why])


POISONED = {
    "unet.conv_out": r"after step 1 of 2 \(timestep \d+\) 192 of 768 latents are not finite \(float32\)",
    "text_encoder_2.text_projection": "before the first step 16 of 32 numbers of the text_embeds are not finite",
    "image_encoder.post_layernorm": "before the first step .* numbers of the midf_clip_pool_fea are not finite",
    "vae.quant_conv": "before the first step, encoded by the VAE, .* latents of the picture are not finite",
    "vae.post_quant_conv": "after the last step, decoded by the VAE, .* numbers of the frames are not finite",
}


@pytest.mark.parametrize("part", POISONED)
def test_numbers_that_run_away_are_told_at_once(solver: VideoStudioVidPipeline, part: str) -> None:
    name, _, inside = part.partition(".")
    module = getattr(solver, name).get_submodule(inside)
    held = getattr(module, "bias", None)
    held = (module.weight if held is None else held).data
    sound = held.clone()
    held[0] = float("nan")
    if name == "text_encoder_2":
        held[:] = float("nan")
    steps: list[int] = []
    try:
        with pytest.raises(GeneratorError, match=POISONED[part]), listening(lambda step, _: steps.append(step)):
            latents(solver, output_type="np")
    finally:
        held.copy_(sound)
    assert steps == ([1, 2] if part == "vae.post_quant_conv" else [])
