"""What a denoiser is asked for, and what is left out of what it is told."""

import pytest
import torch
from diffusers import DDIMScheduler

from videostudio.generators.paper.img_pipeline import SCHEDULE
from videostudio.training.img.dropout import Rates, left_out
from videostudio.training.img.loss import (
    Sigmas,
    min_snr,
    noised,
    prediction_named,
    shares,
    target_of,
    timesteps_of,
    weighted,
)

GENERATOR = torch.Generator().manual_seed(0)
CLEAN, NOISE, GUESS = (torch.randn(4, 2, 3, 3, generator=GENERATOR) for _ in range(3))
TIMESTEPS = torch.tensor([0, 250, 600, 999])


@pytest.fixture(scope="module")
def scheduler() -> DDIMScheduler:
    return DDIMScheduler(**SCHEDULE)


def test_noise_and_velocity_are_the_schedulers(scheduler: DDIMScheduler) -> None:
    signal = scheduler.alphas_cumprod[TIMESTEPS]
    assert torch.allclose(noised(CLEAN, NOISE, signal), scheduler.add_noise(CLEAN, NOISE, TIMESTEPS), atol=1e-6)
    velocity = target_of("v_prediction", CLEAN, NOISE, signal)
    assert torch.allclose(velocity, scheduler.get_velocity(CLEAN, NOISE, TIMESTEPS), atol=1e-6)
    assert target_of("epsilon", CLEAN, NOISE, signal) is NOISE


def test_weights_make_both_predictions_one_loss_of_the_picture(scheduler: DDIMScheduler) -> None:
    signal, gamma = scheduler.alphas_cumprod[TIMESTEPS].double(), 5.0
    clean, guess, noise = CLEAN.double(), GUESS.double(), NOISE.double()
    seen = noised(clean, noise, signal)
    by_row = signal[:, None, None, None]
    implied = (seen - by_row.sqrt() * guess) / (1 - by_row).sqrt()
    wanted = (signal / (1 - signal)).clamp(max=gamma) * (clean - guess).square().mean((1, 2, 3))
    for name in ("epsilon", "v_prediction"):
        prediction = prediction_named(name)
        error = target_of(prediction, guess, implied, signal) - target_of(prediction, clean, noise, signal)
        found = min_snr(prediction, signal, gamma) * error.square().mean((1, 2, 3))
        assert torch.allclose(found, wanted, rtol=1e-6)


def test_weights_end_where_there_is_no_picture_and_no_noise() -> None:
    ends = torch.tensor([0.0, 1.0])
    assert min_snr("epsilon", ends, 5.0).tolist() == [1.0, 0.0]
    assert min_snr("v_prediction", ends, 5.0).tolist() == [0.0, 0.0]


def test_levels_of_noise_are_drawn_as_asked(scheduler: DDIMScheduler) -> None:
    signal, wanted = scheduler.alphas_cumprod, Sigmas(mean=-0.2, spread=0.8)
    height = torch.log((1 - signal) / signal) / 2
    steps = timesteps_of(wanted, signal, 20_000, torch.Generator().manual_seed(3))
    assert height[steps].mean().item() == pytest.approx(-0.2, abs=0.03)
    assert height[steps].std().item() == pytest.approx(0.8, abs=0.03)
    every = timesteps_of(None, signal, 20_000, torch.Generator().manual_seed(3)).double()
    assert every.mean().item() == pytest.approx(499.5, abs=8)


def test_no_level_is_drawn_that_leaves_no_picture_or_no_noise() -> None:
    found = shares(Sigmas(mean=0, spread=1), torch.tensor([1.0, 0.9, 0.5, 0.1, 0.0]))
    assert found.sum().item() == pytest.approx(1)
    assert found[[0, 4]].tolist() == [0, 0]
    assert (found[1:4] > 0).all()


def test_an_error_counts_by_its_sample_and_its_place() -> None:
    error = torch.ones(2, 3, 1, 2)
    assert weighted(error, torch.tensor([1.0, 3.0]), torch.tensor([[[1.0, 5.0]], [[1.0, 1.0]]])).item() == 3.0


def test_what_nobody_can_predict_is_refused() -> None:
    with pytest.raises(ValueError, match="predicts 'sample'"):
        prediction_named("sample")


def rates(**changed: float) -> Rates:
    return Rates(**{"text": 0.0, "figures": 0.0, "place": 0.0, "everything": 0.0, "absent": 0.0} | changed)


def test_conditions_are_left_out_one_by_one() -> None:
    kept = left_out(rates(), 8, GENERATOR)
    assert not kept.text.any()
    assert not kept.blank.any()
    assert not kept.absent.any()
    wordless = left_out(rates(text=1), 8, GENERATOR)
    assert wordless.text.all()
    assert not wordless.blank.any()
    faceless = left_out(rates(figures=1, absent=1), 8, GENERATOR)
    assert faceless.absent.all(0).tolist() == [True, False]
    assert not faceless.blank.any()
    homeless = left_out(rates(place=1), 8, GENERATOR)
    assert homeless.blank.all(0).tolist() == [False, True]
    assert not homeless.absent.any()
    nothing = left_out(rates(everything=1, absent=1), 8, GENERATOR)
    assert nothing.text.all()
    assert nothing.blank.all()
    assert not nothing.absent.any()


def test_conditions_are_left_out_as_often_as_told() -> None:
    found = left_out(rates(text=0.1, figures=0.3, place=0.2, absent=0.5), 20_000, GENERATOR)
    gone = found.blank | found.absent
    assert found.text.float().mean().item() == pytest.approx(0.1, abs=0.01)
    assert gone.float().mean(0).tolist() == pytest.approx([0.3, 0.2], abs=0.015)
    assert (found.absent.sum() / gone.sum()).item() == pytest.approx(0.5, abs=0.03)
    assert (gone[:, 0] & gone[:, 1]).float().mean().item() == pytest.approx(0.06, abs=0.01)
