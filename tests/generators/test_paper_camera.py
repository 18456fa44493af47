"""The paper's camera: latents move as the script says, at the step it says, and samplers go on from there."""

import importlib.util
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler
from hypothesis import given
from hypothesis import strategies as st

from videostudio.film.camera import CameraMove, Direction, Flow, Speed
from videostudio.film.errors import BackendMissing, StudioError
from videostudio.generators.paper.camera import CameraGuide, in_latents, repeated, warp

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of diffusers' solvers

NOISE = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
PAN = CameraMove(direction=Direction.LEFT, speed=Speed.FAST)
MOVES = [CameraMove(direction=direction, speed=speed) for direction in Direction for speed in Speed]


@cache
def benchmark() -> ModuleType:
    """What measures the motion of latents."""
    path = Path(__file__).parents[2] / "benchmarks" / "paper_camera.py"
    spec = importlib.util.spec_from_file_location("paper_camera_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ddim(steps: int = 70, **more: Any) -> DDIMScheduler:
    scheduler = DDIMScheduler(**NOISE, clip_sample=False, set_alpha_to_one=False, steps_offset=1, **more)
    scheduler.set_timesteps(steps)
    return scheduler


def solver(steps: int = 70, **more: Any) -> DPMSolverMultistepScheduler:
    scheduler = DPMSolverMultistepScheduler(**NOISE, **more)
    scheduler.set_timesteps(steps)
    return scheduler


def latents(seed: int, frames: int = 4, height: int = 10, width: int = 16) -> torch.Tensor:
    return torch.randn(1, 4, frames, height, width, generator=torch.Generator().manual_seed(seed))


@cache
def still() -> torch.Tensor:
    """A smooth picture, five times over."""
    clip: torch.Tensor = benchmark().moved_exactly([Flow(0.0, 0.0, 1.0)] * 5)
    return clip


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_latents_move_as_scripted_from_every_frame_to_the_next(move: CameraMove) -> None:
    wanted = move.flow(512, 320, 8)
    found = benchmark().worst(warp(still(), in_latents(wanted)), wanted)
    assert benchmark().near(found, wanted)


def test_half_the_motion_is_left_after_the_blend() -> None:
    wanted = PAN.flow(512, 320, 8)
    found = benchmark().median(still().lerp(warp(still(), in_latents(wanted)), 0.5))
    assert not benchmark().near(found, wanted)
    assert found.dx == pytest.approx(wanted.dx / 2, rel=0.05)


def test_what_comes_into_sight_is_the_mirrored_picture() -> None:
    row = torch.tensor([1.0, 2.0, 5.0, 3.0])
    first, middle, last = warp(row.expand(1, 1, 3, 2, 4), Flow(1.0, 0.0, 1.0))[0, 0, :, 0]
    assert torch.equal(first, torch.tensor([2.0, 5.0, 3.0, 3.0]))
    assert torch.equal(middle, row)
    assert torch.equal(last, torch.tensor([1.0, 1.0, 2.0, 5.0]))


def test_clips_and_channels_are_moved_apart() -> None:
    pair = torch.cat([latents(0), latents(1)])
    flow = Flow(0.7, -0.4, 1.02)
    assert torch.allclose(warp(pair, flow)[1:], warp(pair[1:], flow), atol=1e-6)
    assert torch.allclose(warp(pair, flow)[:, 2:3], warp(pair[:, 2:3], flow), atol=1e-6)


@given(st.sampled_from(MOVES), st.integers(-20, 20), st.integers(-20, 20))
def test_flows_add_up(move: CameraMove, first: int, then: int) -> None:
    flow = move.flow(512, 320, 8)
    a, b, both = repeated(flow, first), repeated(flow, then), repeated(flow, first + then)
    assert both == pytest.approx((b.scale * a.dx + b.dx, b.scale * a.dy + b.dy, b.scale * a.scale))


@pytest.mark.parametrize("make", [ddim, solver])
def test_the_prediction_is_half_moved_and_gets_its_noise_again(make: Callable[[], Any]) -> None:
    scheduler, clean, noise = make(), latents(0), latents(1)
    at = scheduler.timesteps[5:6]
    sample = scheduler.add_noise(clean, noise, at)
    found = CameraGuide(PAN, fps=8).adjusted(5, sample, noise, scheduler)
    moved = warp(clean, in_latents(PAN.flow(128, 80, 8)))
    assert torch.allclose(found, scheduler.add_noise(0.5 * clean + 0.5 * moved, noise, at), atol=1e-5)


def test_noise_has_the_level_of_its_step_and_of_the_next() -> None:
    scheduler, clean = ddim(), latents(0, 16, 40, 64)
    noise, camera = latents(1, 16, 40, 64), CameraGuide(PAN, fps=8, blend=1.0)
    at = scheduler.timesteps[5]
    sample = camera.adjusted(5, scheduler.add_noise(clean, noise, at[None]), noise, scheduler)
    moved = warp(clean, in_latents(PAN.flow(512, 320, 8)))
    after = scheduler.step(noise, int(at), sample, eta=1.0, generator=torch.Generator().manual_seed(2))
    assert torch.allclose(after.pred_original_sample, moved, atol=1e-4)
    for picture, when in ((sample, at), (after.prev_sample, scheduler.timesteps[6])):
        kept = scheduler.alphas_cumprod[when]
        # 163840 values: a variance is off by 0.35 % at one standard deviation
        assert float((picture - kept.sqrt() * moved).var()) == pytest.approx(float(1 - kept), rel=0.02)


@pytest.mark.parametrize("camera", [CameraGuide(CameraMove(), fps=8), CameraGuide(PAN, fps=8, blend=0.0)])
def test_a_static_camera_changes_nothing(camera: CameraGuide) -> None:
    scheduler, sample = solver(), latents(0)
    scheduler.step(latents(1), scheduler.timesteps[0], sample)
    before = (list(scheduler.model_outputs), scheduler.lower_order_nums)
    assert camera.adjusted(5, sample, latents(1), scheduler) is sample
    assert (scheduler.model_outputs, scheduler.lower_order_nums) == before


@pytest.mark.parametrize("turn", [0, 5, 10])
def test_the_camera_moves_once_at_its_turn(turn: int) -> None:
    scheduler, sample, camera = ddim(), latents(0), CameraGuide(PAN, fps=8, after_steps=turn)
    changed = [step for step in range(70) if camera.adjusted(step, sample, latents(1), scheduler) is not sample]
    assert changed == [turn]
    assert CameraGuide(PAN, fps=8).after_steps == 5


@pytest.mark.parametrize(
    "kind",
    [
        {"algorithm_type": "dpmsolver++"},
        {"algorithm_type": "dpmsolver++", "solver_order": 3},
        {"algorithm_type": "sde-dpmsolver++"},
        {"algorithm_type": "dpmsolver++", "use_karras_sigmas": True},
    ],
    ids=lambda kind: "-".join(map(str, kind.values())),
)
def test_a_solver_goes_on_as_a_fresh_one_would(kind: dict[str, Any]) -> None:
    used, fresh, sample = solver(**kind), solver(**kind), latents(0)
    for at in used.timesteps[:5]:
        sample = stepped(used, at, sample)
    remembering = deepcopy(used)
    sample = CameraGuide(PAN, fps=8).adjusted(5, sample, guessed(sample), used)
    noise = guessed(latents(3))
    fresh.set_begin_index(5)
    first = [each.step(noise, used.timesteps[5], sample, generator=drawn()) for each in (used, fresh, remembering)]
    assert torch.equal(first[0].prev_sample, first[1].prev_sample)
    assert not torch.allclose(first[2].prev_sample, first[1].prev_sample, atol=1e-4)
    ours, theirs = first[0].prev_sample, first[1].prev_sample
    for at in used.timesteps[6:9]:
        ours, theirs = stepped(used, at, ours), stepped(fresh, at, theirs)
        assert torch.equal(ours, theirs)


def guessed(sample: torch.Tensor) -> torch.Tensor:
    """A network of a kind: what it takes for noise."""
    return torch.tanh(sample.roll(1, -1))


def drawn() -> torch.Generator:
    return torch.Generator().manual_seed(7)


def stepped(scheduler: DPMSolverMultistepScheduler, at: torch.Tensor, sample: torch.Tensor) -> torch.Tensor:
    after: torch.Tensor = scheduler.step(guessed(sample), at, sample, generator=drawn()).prev_sample
    return after


def test_half_precision_stays_what_it_is() -> None:
    found = CameraGuide(PAN, fps=8).adjusted(5, latents(0).half(), latents(1).half(), ddim())
    exact = CameraGuide(PAN, fps=8).adjusted(5, latents(0), latents(1), ddim())
    assert found.dtype == torch.float16
    assert torch.allclose(found.float(), exact, atol=1e-2)


def test_what_cannot_work_is_refused_at_the_first_step() -> None:
    camera, sample = CameraGuide(PAN, fps=8), latents(0)
    euler = EulerDiscreteScheduler(**NOISE)
    euler.set_timesteps(70)
    with pytest.raises(BackendMissing, match="not with EulerDiscreteScheduler"):
        camera.adjusted(0, sample, sample, euler)
    with pytest.raises(BackendMissing, match="not 'sample'"):
        camera.adjusted(0, sample, sample, ddim(prediction_type="sample"))
    with pytest.raises(StudioError, match="after 5 steps, and there are 5"):
        camera.adjusted(0, sample, sample, ddim(5))


@pytest.mark.parametrize("make", [ddim, solver])
def test_a_model_of_velocities_steps_where_one_of_noise_does(make: Callable[..., Any]) -> None:
    """The same clip and the same noise, told in the other way, give the same sample after the camera's step."""
    guide = CameraGuide(PAN, fps=8, after_steps=3)
    chance = torch.Generator().manual_seed(0)
    sample, noise = (torch.randn(1, 4, 5, 6, 8, generator=chance) for _ in range(2))
    of_noise, of_velocity = make(), make(prediction_type="v_prediction")
    kept = float(of_noise.alphas_cumprod[int(of_noise.timesteps[3])])
    clean = (sample - (1 - kept) ** 0.5 * noise) / kept**0.5
    velocity = kept**0.5 * noise - (1 - kept) ** 0.5 * clean
    moved, same = guide.directed(3, sample, noise, of_noise)
    assert same is noise
    shown, told = guide.directed(3, sample, velocity, of_velocity)
    assert torch.allclose(shown, moved, atol=1e-4)
    assert not torch.allclose(told, velocity, atol=1e-2)
    steps = [
        scheduler.step(said.flatten(0, 1), scheduler.timesteps[3], at.flatten(0, 1), return_dict=False)[0]
        for scheduler, said, at in ((of_noise, noise, moved), (of_velocity, told, shown))
    ]
    assert torch.allclose(*steps, atol=1e-3)
