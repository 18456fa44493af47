"""Music: its form meets the cuts, its harmony comes home, its tune is a tune, and it sounds as long as the film."""

from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.film.requests import MusicRequest, MusicScene
from videostudio.generators.sound.arrangement import BASS_LOWEST
from videostudio.generators.sound.form import FASTEST, SLOWEST, Arc, arcs, cells
from videostudio.generators.sound.harmony import HIGHEST, HOLD_S, LOWEST, MODES, harmonised, key_for, voiced
from videostudio.generators.sound.melody import melody
from videostudio.generators.sound.moods import mood_named, mood_of
from videostudio.generators.sound.music import Score, played, score_for
from videostudio.generators.sound.tone import RATE, chance
from videostudio.generators.sound.voices import VOICES, hz_of, pad
from videostudio.tools.video.loudness import integrated

BEATS = ("arrival", "event", "turn", "close")
WORDS = {
    "calm": "garden",
    "playful": "kitten",
    "adventure": "quest",
    "wonder": "galaxy",
    "night": "midnight",
    "storm": "storm",
    "sad": "lonely",
    "dance": "waltz",
    "mystery": "ghost",
    "festive": "birthday",
    "sea": "sailor",
}


def request(words: str = "garden", frames: Sequence[int] = (96, 96, 96, 96), seed: int = 1) -> MusicRequest:
    beats = BEATS if len(frames) == len(BEATS) else [""] * len(frames)
    scenes = tuple(MusicScene(beat=beat, frames=count) for beat, count in zip(beats, frames, strict=True))
    return MusicRequest(scenes=scenes, mood=words, fps=24, seed=seed)


def sound(score: Score, seconds: float) -> np.ndarray:
    return np.concatenate(list(played(score, round(seconds * RATE), 1)))


lengths = st.lists(st.floats(1.0, 20.0), min_size=1, max_size=12)


@given(lengths, st.sampled_from([(60, 2), (104, 2), (150, 3)]))
def test_every_cut_is_the_beginning_of_a_cell(scenes_s: list[float], time: tuple[int, int]) -> None:
    tempo, meter = time
    made = cells(scenes_s, arcs([""] * len(scenes_s)), tempo, meter)
    cuts = np.cumsum([0.0, *scenes_s])
    firsts = [cell for cell in made if cell.number == 0]
    assert [cell.start_s for cell in firsts] == pytest.approx(cuts[:-1])
    for cell, after in pairwise(made):
        assert after.start_s == pytest.approx(cell.start_s + cell.seconds)
    assert made[-1].start_s + made[-1].seconds == pytest.approx(cuts[-1])


@given(st.floats(2.5, 12.0), st.integers(1, 8))
def test_even_scenes_keep_the_tempo_near_what_the_mood_wants(seconds: float, count: int) -> None:
    made = cells([seconds] * count, arcs([""] * count), 100, 2)
    assert FASTEST * 0.95 <= made[0].seconds / 1.2 <= SLOWEST * 1.05


def test_scenes_without_a_beat_take_it_from_their_place() -> None:
    assert arcs([""] * 5) == (Arc.ARRIVAL, Arc.EVENT, Arc.EVENT, Arc.TURN, Arc.CLOSE)
    assert arcs([""]) == (Arc.CLOSE,)
    assert arcs(["turn", "what"]) == (Arc.TURN, Arc.CLOSE)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(tuple(WORDS)), lengths, st.integers(0, 2**32 - 1))
def test_harmony_comes_home_and_the_tune_fits_it(name: str, scenes_s: list[float], seed: int) -> None:
    mood, rng = mood_named(name), chance(seed)
    form = cells(scenes_s, arcs([""] * len(scenes_s)), mood.tempo, mood.meter)
    chords = harmonised(form, mood, key_for(rng), rng)
    assert len(chords) == len(form)
    assert chords[-1].degree == 1
    held = sum(cell.seconds for cell, chord in zip(form, chords, strict=True) if cell.scene == form[-1].scene)
    last = [cell for cell in form if cell.scene == form[-1].scene]
    if len(last) > 1:
        before = next(chord for chord in reversed(chords) if chord.degree != 1)
        assert before.degree == 5
    if held > 3 * HOLD_S:
        tonic = [c for c, chord in zip(form, chords, strict=True) if chord.degree == 1 and c in last][-1]
        assert tonic.start_s + tonic.seconds == pytest.approx(sum(scenes_s))
    tunes = melody(form, chords, rng)
    assert tunes[-1].pitch % 12 == chords[-1].root
    for tune in tunes:
        at = max(i for i, cell in enumerate(form) if cell.start_s <= tune.at_s + 1e-6)
        assert tune.pitch % 12 in (*chords[at].scale, *chords[at].pitches)
        if tune.at_s == pytest.approx(form[at].start_s):
            assert tune.pitch % 12 in chords[at].pitches, "what falls on the first beat belongs to the chord"
    steps = [abs(after.pitch - tune.pitch) for tune, after in pairwise(tunes)]
    assert max(steps, default=0) <= 14
    assert len(steps) < 12 or np.mean(steps) < 7


def test_voices_move_little_and_stay_in_the_middle() -> None:
    mood, rng = mood_named("calm"), chance(5)
    form = cells([4.0] * 6, arcs([""] * 6), mood.tempo, mood.meter)
    stacks = voiced(harmonised(form, mood, "Eb", rng))
    for stack in stacks:
        assert len(stack) >= 3
        assert stack[0] >= LOWEST
        assert stack[-1] <= HIGHEST + 1
    moves = [np.mean([min(abs(n - o) for o in one) for n in two]) for one, two in pairwise(stacks)]
    assert np.mean(moves) < 2.5


def test_a_scene_begins_with_another_chord_than_the_one_before_ended_with() -> None:
    score = score_for(request(frames=(96, 96, 96, 96)))
    scenes = [
        [chord.degree for _, chord in pairs]
        for _, pairs in groupby(zip(score.cells, score.chords, strict=True), key=lambda pair: pair[0].scene)
    ]
    assert sum(one[-1] != two[0] for one, two in pairwise(scenes)) >= 2
    assert len({degree for scene in scenes for degree in scene}) >= 4


@pytest.mark.parametrize("name", tuple(WORDS))
def test_words_choose_the_mood(name: str) -> None:
    assert mood_of(f"A film about a {WORDS[name]} and a quibblezorp").name == name
    assert mood_named(name).mode in MODES


def test_storm_and_night_are_slow_and_minor_and_dances_lively_in_three() -> None:
    for name in ("storm", "night", "sad"):
        assert mood_named(name).mode == "aeolian"
        assert mood_named(name).tempo <= 72
    assert mood_named("dance").meter == 3
    assert mood_named("dance").tempo >= 130
    assert mood_of("").name == "calm"
    assert mood_of("On a stormy night a pirate ship sails across the sea").name == "storm"


@pytest.mark.parametrize("name", tuple(WORDS))
def test_every_mood_plays_at_one_loudness_without_clipping(name: str) -> None:
    made = sound(score_for(request(WORDS[name])), 16.0)
    assert made.shape == (16 * RATE, 2)
    assert np.isfinite(made).all()
    assert np.abs(made).max() < 0.6
    assert integrated([made]) == pytest.approx(-24.5, abs=1.5)
    assert abs(float(made.mean())) < 1e-3
    assert np.corrcoef(made.T)[0, 1] < 0.98, "it is stereo"


@pytest.mark.parametrize("frames", [(24,), (30, 200), (25, 77, 131, 60, 24)])
def test_music_lasts_exactly_as_long_as_its_scenes(frames: tuple[int, ...]) -> None:
    total = sum(frames) * RATE // 24
    blocks = list(played(score_for(request(frames=frames)), total, 1))
    assert sum(len(block) for block in blocks) == total


def test_the_arc_is_heard() -> None:
    score = score_for(request("galaxy"))
    made = sound(score, 16.0)
    level = [float(np.sqrt(np.square(made[4 * s * RATE : 4 * (s + 1) * RATE]).mean())) for s in range(4)]
    assert level[2] > level[0], "the turn is louder than the arrival"
    assert {note.voice for note in score.notes if note.at_s < 0.1} == {score.mood.comp_voice}
    assert min(note.pitch for note in score.notes) >= BASS_LOWEST


def test_the_tune_rises_at_the_turn() -> None:
    def lifts(words: str, seed: int) -> bool:
        score = score_for(request(words, seed=seed))
        tunes = melody(score.cells, score.chords, chance(seed))
        story, turn = [tune.pitch for tune in tunes if tune.at_s < 8], [t.pitch for t in tunes if 8 <= t.at_s < 12]
        return bool(np.mean(turn) > np.mean(story) + 1)

    risen = [lifts(words, seed) for words in WORDS.values() for seed in range(5)]
    assert np.mean(risen) > 0.75


def test_the_seed_is_the_composer() -> None:
    one, same, other = (score_for(request(seed=seed)) for seed in (1, 1, 2))
    assert one == same
    assert one.notes != other.notes
    assert np.array_equal(sound(one, 2.0), sound(same, 2.0))


@pytest.mark.parametrize("voice", sorted(set(VOICES) - {"shaker", "low_drum"}))
@pytest.mark.parametrize("midi", [48, 67, 79])
def test_a_voice_is_in_tune_and_begins_and_ends_softly(voice: str, midi: int) -> None:
    made = VOICES[voice](midi)
    assert np.abs(made[[0, -1]]).max() < 0.01
    assert 0.2 < np.abs(made).max() < 3.0
    spectrum = np.abs(np.fft.rfft(made, 8 * RATE))
    lowest = hz_of(midi) / 2 if voice == "marimba" else hz_of(midi)
    around = slice(round(8 * lowest * 0.9), round(8 * lowest * 1.1))
    found = (around.start + spectrum[around].argmax()) / 8
    assert abs(1200 * np.log2(found / lowest)) < 6


def test_a_pad_holds_its_chord() -> None:
    made = pad((57, 60, 64), 3.0, chance(1))
    assert made.shape == (2, 3 * RATE)
    spectrum = np.abs(np.fft.rfft(made[0]))
    for midi in (57, 60, 64):
        at = round(3 * hz_of(midi))
        assert spectrum[at - 6 : at + 7].max() > 10 * np.median(spectrum[at - 60 : at + 61])
