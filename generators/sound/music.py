"""Music: a film's score from its scenes, its mood and its seed, played into blocks as they are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from videostudio.film.requests import MusicRequest
from videostudio.generators.sound.arrangement import Held, Note, arranged
from videostudio.generators.sound.form import Cell, arcs, cells
from videostudio.generators.sound.harmony import Chord, harmonised, key_for
from videostudio.generators.sound.moods import Mood, mood_of
from videostudio.generators.sound.room import STRIDE, in_room
from videostudio.generators.sound.tone import RATE, Mono, Stereo, chance, put
from videostudio.generators.sound.voices import VOICES, pad

LONGEST_NOTE_S = 4.0
ROOM = 0.33
"""The room's share."""
NOTES_KEPT = 40
"""Notes in memory at a time: at most 0.65 MB each."""
GAIN = 0.16
"""Makes a usual mood about -25 LUFS."""


@dataclass(frozen=True)
class Score:
    """What is played: the cells and chords for whoever wants to know, the notes and held chords for the players."""

    mood: Mood
    key: str
    cells: tuple[Cell, ...]
    chords: tuple[Chord, ...]
    notes: list[Note]
    held: list[Held]

    def __str__(self) -> str:
        tempo = round(60 * len(self.cells) * self.mood.meter / sum(cell.seconds for cell in self.cells))
        time = "3/4" if self.mood.meter == 3 else "4/4"
        return f"{self.mood.name}, {self.key} {self.mood.mode}, {time}, {tempo} beats a minute"


def score_for(request: MusicRequest) -> Score:
    """Writes the music; plays nothing yet."""
    mood = mood_of(request.mood)
    rng = chance(request.seed, "music")
    lengths = [scene.frames / request.fps for scene in request.scenes]
    form = cells(lengths, arcs([scene.beat for scene in request.scenes]), mood.tempo, mood.meter)
    key = key_for(rng)
    chords = harmonised(form, mood, key, rng)
    notes, held = arranged(form, chords, mood, rng)
    return Score(mood, key, form, chords, notes, held)


def played(score: Score, total: int, seed: int) -> Iterator[Stereo]:
    """The score as (n, 2) blocks, `total` samples together, in a room."""
    return in_room(_dry(score, total, seed), ROOM)


def _dry(score: Score, total: int, seed: int) -> Iterator[Stereo]:
    """Every note is put where it begins; what reaches into the next block is carried over."""
    reach = round(LONGEST_NOTE_S * RATE)
    note_of = lru_cache(NOTES_KEPT)(lambda voice, pitch: VOICES[voice](pitch))
    bed = np.zeros((2, STRIDE + reach), np.float32)
    notes, held = iter(score.notes), iter(score.held)
    note, chord = next(notes, None), next(held, None)
    gain = np.float32(GAIN * 10 ** (score.mood.gain_db / 20))
    for start in range(0, total, STRIDE):
        end_s = (start + STRIDE) / RATE
        while note is not None and note.at_s < end_s:
            _play(bed, note_of(note.voice, note.pitch), note, start)
            note = next(notes, None)
        while chord is not None and chord.at_s < end_s:
            bed = _hold(bed, chord, start, seed)
            chord = next(held, None)
        yield (bed[:, : min(STRIDE, total - start)] * gain).T
        bed = np.concatenate((bed[:, STRIDE:], np.zeros((2, STRIDE), np.float32)), axis=1)


def _play(bed: Stereo, sound: Mono, note: Note, start: int) -> None:
    put(bed, sound, note.at_s - start / RATE, note.pan, note.force)


def _hold(bed: Stereo, chord: Held, start: int, seed: int) -> Stereo:
    """The bed with a held chord in it, longer if the chord is."""
    sound = pad(chord.pitches, chord.seconds, chance(seed, "pad", *chord.pitches)) * np.float32(chord.force)
    at = round(chord.at_s * RATE) - start
    missing = at + sound.shape[1] - bed.shape[1]
    if missing > 0:
        bed = np.concatenate((bed, np.zeros((2, missing), np.float32)), axis=1)
    bed[:, at : at + sound.shape[1]] += sound
    return bed
