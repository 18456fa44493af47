import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.film.requests import Bus
from videostudio.tools.video.audio import BLOCK, RATE, Cue, mixed
from videostudio.tools.video.captions import Caption, text_samples, webvtt


def put_level(path: Path, seconds: float, levels: tuple[float, ...], rate: int = RATE) -> Path:
    """A WAV of constant levels, one a channel."""
    samples = np.tile((np.array(levels) * 32_767).astype("<i2"), (round(rate * seconds), 1))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(levels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def bus(cues: list[Cue], total: int) -> np.ndarray:
    return np.concatenate(list(mixed(cues, total)))


def test_silence_without_cues() -> None:
    sound = bus([], BLOCK * 2 + 7)
    assert sound.shape == (BLOCK * 2 + 7, 2)
    assert sound.dtype == np.float32
    assert not sound.any()


@pytest.mark.parametrize("start_ms", [0, 1, 99, 100, 250])
def test_a_cue_starts_and_ends_to_the_sample(tmp_path: Path, start_ms: int) -> None:
    cue = Cue(put_level(tmp_path / "a", 0.25, (0.5, 0.25)), start_ms, 1.0)
    sound = bus([cue], RATE)
    heard = np.flatnonzero(sound[:, 0])
    assert heard[0] == start_ms * RATE // 1000
    assert heard[-1] == heard[0] + RATE // 4 - 1
    assert np.allclose(sound[heard], (0.5, 0.25), atol=1e-4)


def test_one_channel_is_as_loud_on_both(tmp_path: Path) -> None:
    assert np.allclose(bus([Cue(put_level(tmp_path / "a", 0.2, (0.5,)), 0, 1.0)], 4000), 0.5, atol=1e-4)


def test_cues_add_up_with_their_gains(tmp_path: Path) -> None:
    path = put_level(tmp_path / "a", 0.5, (0.4,))
    sound = bus([Cue(path, 200, 0.25), Cue(path, 0, 1.0)], RATE)
    assert sound[RATE * 1 // 10, 0] == pytest.approx(0.4, abs=1e-4)
    assert sound[RATE * 3 // 10, 0] == pytest.approx(0.5, abs=1e-4)
    assert sound[RATE * 6 // 10, 0] == pytest.approx(0.1, abs=1e-4)
    assert not sound[RATE * 8 // 10 :].any()


def test_what_reaches_beyond_the_end_is_left_out(tmp_path: Path) -> None:
    path = put_level(tmp_path / "a", 1.0, (0.4,))
    assert len(bus([Cue(path, 900, 1.0), Cue(path, 5000, 1.0)], RATE)) == RATE


def test_other_rates_keep_their_duration(tmp_path: Path) -> None:
    sound = bus([Cue(put_level(tmp_path / "a", 0.5, (0.4,), rate=22_050), 0, 1.0)], RATE)
    assert abs(np.flatnonzero(np.abs(sound[:, 0]) > 0.2)[-1] - RATE // 2) < 50


@pytest.mark.parametrize(("bus", "least_db", "most_db"), [(Bus.EFFECTS, 4.0, 5.1), (Bus.NARRATION, 8.0, 10.1)])
def test_music_gives_way_and_comes_back(tmp_path: Path, bus: Bus, least_db: float, most_db: float) -> None:
    music = Cue(put_level(tmp_path / "music", 5.0, (0.1,)), 0, 1.0, Bus.MUSIC)
    over = put_level(tmp_path / "over", 1.0, (0.2,))
    sound = bus_of([music, Cue(over, 1000, 1.0, bus)], 5)
    beside = bus_of([Cue(over, 1000, 1.0, bus)], 5)
    left = 20 * np.log10(np.maximum(sound - beside, 1e-6)[:, 0] / 0.1)
    assert left[: RATE - 1] == pytest.approx(0, abs=0.01)
    assert -most_db <= left[2 * RATE - 100] <= -least_db
    assert left[-1] == pytest.approx(0, abs=0.1)
    assert np.abs(np.diff(sound[:, 0] - beside[:, 0])).max() < 0.001, "the gain moves without clicks"


def test_ambience_gives_way_to_nothing(tmp_path: Path) -> None:
    path = put_level(tmp_path / "a", 2.0, (0.1,))
    sound = bus_of([Cue(path, 0, 1.0, Bus.AMBIENCE), Cue(path, 0, 1.0, Bus.EFFECTS)], 2)
    assert sound == pytest.approx(0.2, abs=1e-3)


def bus_of(cues: list[Cue], seconds: int) -> np.ndarray:
    return bus(cues, seconds * RATE)


def test_webvtt_times_and_escapes() -> None:
    text = webvtt([Caption(0, 999, "a < b && c --> d"), Caption(3_723_004, 3_724_000, "two\n\n lines \x00\u2028x")])
    assert text == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:00.999\na &lt; b &amp;&amp; c --&gt; d\n"
        "\n01:02:03.004 --> 01:02:04.000\ntwo\nlines\nx\n"
    )


@settings(deadline=None)
@given(st.lists(st.text(), max_size=5))
def test_no_text_breaks_out_of_its_cue(texts: list[str]) -> None:
    made = webvtt(Caption(n * 1000, n * 1000 + 500, text) for n, text in enumerate(texts))
    assert made.count("-->") == len(texts)
    assert "<" not in made


def test_text_samples_fill_gaps_with_silence() -> None:
    made = list(text_samples([Caption(500, 1000, "Hä"), Caption(1000, 1500, "b"), Caption(2000, 2500, "c")]))
    assert [(c.start_ms, c.end_ms, sample) for c, sample in made] == [
        (0, 500, b"\0\0"),
        (500, 1000, b"\0\3H\xc3\xa4"),
        (1000, 1500, b"\0\1b"),
        (1500, 2000, b"\0\0"),
        (2000, 2500, b"\0\1c"),
    ]


def test_a_text_too_long_for_a_sample_is_cut_between_characters() -> None:
    ((_, sample),) = text_samples([Caption(0, 1, "ä" * 40_000)])
    assert int.from_bytes(sample[:2], "big") == len(sample) - 2 == 65_534
    assert sample[2:].decode() == "ä" * 32_767
