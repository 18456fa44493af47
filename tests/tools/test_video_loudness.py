"""Loudness, peaks and the mastering of a film's sound, measured against FFmpeg."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from listening import decoded, heard

from videostudio.film.errors import UnusablePath
from videostudio.tools.video.limiter import limited
from videostudio.tools.video.loudness import (
    QUIETEST,
    gated,
    integrated,
    mean_squares,
    momentary,
    steady_loudness,
    true_peak,
)
from videostudio.tools.video.mastering import CEILING, faded, mastered
from videostudio.tools.video.recording import write_flac

RATE, BLOCK = 48_000, 4_800


def in_blocks(sound: np.ndarray, length: int = BLOCK) -> Iterator[np.ndarray]:
    return (sound[at : at + length] for at in range(0, len(sound), length))


def tone(hz: float, seconds: float, level: float) -> np.ndarray:
    wave = level * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def noises(seconds: float, seed: int) -> np.ndarray:
    """Noise that is loud, soft and silent by turns."""
    rng = np.random.default_rng(seed)
    sound = rng.standard_normal((round(seconds * RATE), 2)) * rng.uniform(0.02, 0.3)
    steps = np.repeat(rng.choice([1.0, 0.3, 0.01, 0.0], round(seconds) + 1), RATE)
    return (sound * steps[: len(sound), None]).astype(np.float32)


SOUNDS = {
    "997 Hz": tone(997, 4, 0.1),
    "low": tone(45, 4, 0.5),
    "high": tone(9000, 4, 0.2) * np.hanning(4 * RATE)[:, None].astype(np.float32),
    **{f"noise {seed}": noises(8, seed) for seed in range(5)},
}


@pytest.mark.parametrize("name", SOUNDS)
def test_loudness_is_what_ffmpeg_says(name: str) -> None:
    sound = SOUNDS[name]
    loudness, peak_db = heard(sound)
    assert integrated(in_blocks(sound)) == pytest.approx(loudness, abs=0.05)
    assert 20 * np.log10(true_peak(sound)) == pytest.approx(peak_db, abs=0.15)


def test_a_sine_of_full_scale_measures_as_the_recommendation_says() -> None:
    left = tone(997, 4, 1.0)
    left[:, 1] = 0
    assert integrated([left]) == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize("length", [480, 4_801, 33_333, 480_000])
def test_blocks_of_any_length_measure_the_same(length: int) -> None:
    sound = noises(6, 9)
    assert mean_squares(in_blocks(sound, length)) == pytest.approx(mean_squares([sound]), rel=1e-3, abs=1e-12)


def test_silence_and_what_is_too_short_have_no_loudness() -> None:
    assert integrated([np.zeros((RATE, 2), np.float32)]) == QUIETEST
    assert integrated([]) == QUIETEST
    assert integrated([tone(997, 0.3, 0.5)]) == QUIETEST
    assert gated(np.full(10, 1e-9)) == QUIETEST


def test_a_loop_measures_like_itself_played_on() -> None:
    loop = tone(440, 2, 0.2)
    assert steady_loudness(np.ascontiguousarray(loop.T)) == pytest.approx(integrated([loop, loop, loop]), abs=0.1)
    assert momentary([loop]).max() == pytest.approx(integrated([loop]), abs=0.1)


def test_peaks_between_samples_are_found() -> None:
    wave = 0.5 * np.sin(2 * np.pi * 12_000 * np.arange(4_800) / RATE + np.pi / 4)
    assert np.abs(wave).max() < 0.36
    assert true_peak(np.stack([wave, wave], axis=1).astype(np.float32)) > 0.49


@pytest.mark.parametrize("seed", range(4))
def test_the_limiter_holds_true_peaks_under_its_ceiling(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sound = (rng.standard_normal((RATE + 1234, 2)) * 0.3).astype(np.float32)
    sound[20_000:20_300] *= 5
    out = np.concatenate(list(limited(in_blocks(sound), 0.7)))
    assert out.shape == sound.shape
    assert true_peak(out) <= 0.7 * 1.001
    assert heard(np.concatenate((out, np.zeros((RATE, 2)))))[1] <= 20 * np.log10(0.7) + 0.05
    gain = out[np.abs(sound) > 0.05] / sound[np.abs(sound) > 0.05]
    assert gain.max() <= 1.0
    assert gain.min() > 0.1


def test_the_limiter_leaves_alone_what_is_low_enough() -> None:
    sound = noises(2, 3) * np.float32(0.3)
    assert np.array_equal(np.concatenate(list(limited(in_blocks(sound), 0.9))), sound)
    assert list(limited([], 0.5)) == []


@pytest.mark.parametrize("level", [0.05, 0.2, 0.8])
def test_mastering_reaches_its_loudness_and_keeps_its_length(level: float) -> None:
    sound = noises(7, 1) * np.float32(level) + tone(440, 7, level / 4)
    out = np.concatenate(list(mastered(lambda: in_blocks(sound), len(sound), -16.0)))
    loudness, peak_db = heard(out)
    assert len(out) == len(sound)
    assert loudness == pytest.approx(-16.0, abs=0.5)
    assert peak_db <= 20 * np.log10(CEILING) + 0.05
    assert not out[0].any()
    assert not out[-1].any()


def test_silence_stays_silence_and_no_target_changes_nothing() -> None:
    nothing = np.zeros((RATE, 2), np.float32)
    assert not np.concatenate(list(mastered(lambda: in_blocks(nothing), RATE, -16.0))).any()
    sound = tone(440, 1, 0.3)
    assert np.array_equal(np.concatenate(list(mastered(lambda: in_blocks(sound), RATE, None))), sound)


@pytest.mark.parametrize("total", [1, 3, 479, RATE])
def test_fades_fit_into_the_shortest_film(total: int) -> None:
    out = np.concatenate(list(faded(in_blocks(np.ones((total, 2), np.float32)), total)))
    assert out.shape == (total, 2)
    assert out.max() <= 1
    assert total < 4 or out[-1].max() == 0


def test_a_recording_comes_back_sample_by_sample(tmp_path: Path) -> None:
    sound = noises(1.3, 2)
    assert write_flac(in_blocks(sound, 7_000), tmp_path / "a.flac") == len(sound)
    assert decoded(tmp_path / "a.flac") == pytest.approx(np.clip(sound, -1, 1), abs=1e-4)
    write_flac(in_blocks(sound, 7_000), tmp_path / "b.flac")
    assert (tmp_path / "a.flac").read_bytes() == (tmp_path / "b.flac").read_bytes()
    with pytest.raises(UnusablePath):
        write_flac(in_blocks(sound), tmp_path / "missing" / "a.flac")
