"""Arrangement: who plays what. From form, harmony and melody to notes and held chords in time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from videostudio.generators.sound.form import Arc, Cell
from videostudio.generators.sound.harmony import Chord, voiced
from videostudio.generators.sound.melody import melody
from videostudio.generators.sound.moods import Mood
from videostudio.generators.sound.tone import Chance

DYNAMICS = {Arc.ARRIVAL: 0.72, Arc.EVENT: 0.9, Arc.TURN: 1.0, Arc.CLOSE: 0.8}
"""How loud each part of the story is."""

LEAD, COMP, LOW, DRUM, PAD = 0.62, 0.36, 0.4, 0.3, 0.16
"""How loud each part of the band is."""

LATE_S = 0.008
"""How late or early a player may be."""
PAD_OVERLAP_S = 0.6
BASS_LOWEST = 36


@dataclass(frozen=True)
class Note:
    """`voice` plays MIDI `pitch` from `at_s` on with `force`; `pan` -1 is left, 1 is right."""

    at_s: float
    voice: str
    pitch: int
    force: float
    pan: float


@dataclass(frozen=True)
class Held:
    """The pad holds `pitches` for `seconds` from `at_s` on."""

    at_s: float
    seconds: float
    pitches: tuple[int, ...]
    force: float


def arranged(cells: Sequence[Cell], chords: Sequence[Chord], mood: Mood, rng: Chance) -> tuple[list[Note], list[Held]]:
    """All notes and all held chords, each in order of time."""
    voicings = voiced(chords)
    notes = [*_lead(cells, chords, mood, rng)]
    for at, cell in enumerate(cells):
        final = chords[at].degree == 1 and cell.scene == cells[-1].scene and at == _home(cells, chords)
        if at > _home(cells, chords):
            continue
        notes += _low(cell, chords[at], 0.7 if final else 1.0, changes=at == 0 or chords[at] != chords[at - 1])
        notes += _ending(cell, voicings[at], mood) if final else _comp(cell, voicings[at], mood)
        notes += [] if final else _drum(cell, mood)
    loose = [
        Note(max(0.0, note.at_s + rng.uniform(-LATE_S, LATE_S)), note.voice, note.pitch, note.force, note.pan)
        for note in notes
    ]
    return sorted(loose, key=lambda note: note.at_s), list(_held(cells, voicings, mood))


def _home(cells: Sequence[Cell], chords: Sequence[Chord]) -> int:
    """Index of the cell in which the last chord begins: from there on everything rings out."""
    at = len(cells) - 1
    while at > 0 and chords[at - 1].degree == 1 and cells[at - 1].scene == cells[-1].scene:
        at -= 1
    return at


def _lead(cells: Sequence[Cell], chords: Sequence[Chord], mood: Mood, rng: Chance) -> Iterator[Note]:
    starts = [cell.start_s for cell in cells]
    for tune in melody(cells, chords, rng):
        cell = cells[sum(start <= tune.at_s + 1e-6 for start in starts) - 1]
        yield Note(tune.at_s, mood.lead, tune.pitch, LEAD * tune.force * DYNAMICS[cell.arc], 0.12)


def _low(cell: Cell, chord: Chord, force: float, *, changes: bool) -> Iterator[Note]:
    """The root, when the chord changes; at the beginning of the story only the pad has it."""
    if changes and (cell.arc is not Arc.ARRIVAL or cell.number > 0):
        pitch = BASS_LOWEST + (chord.root - BASS_LOWEST) % 12
        yield Note(cell.start_s, "bass", pitch, LOW * force * DYNAMICS[cell.arc], 0.0)


def _comp(cell: Cell, voicing: tuple[int, ...], mood: Mood) -> Iterator[Note]:
    for beat, place, force in _figure(cell, mood):
        pitch = voicing[place % len(voicing)] + 12 * (place // len(voicing))
        loud = COMP * force * DYNAMICS[cell.arc]
        yield Note(cell.start_s + beat * cell.beat_s, mood.comp_voice, pitch, loud, (pitch - 64) / 40)


def _figure(cell: Cell, mood: Mood) -> Sequence[tuple[float, int, float]]:
    """(beat, which voice from below, force) of the accompaniment; fewer notes while the story only arrives."""
    sparse = cell.arc is Arc.ARRIVAL or cell.arc is Arc.CLOSE
    match mood.comp:
        case "waltz":
            return ((0.0, 0, 0.9), (1.0, 1, 0.55), (1.0, 2, 0.55), (2.0, 1, 0.5), (2.0, 2, 0.5))
        case "offbeat":
            return tuple((beat + 0.5, place, 0.75) for beat in range(cell.beats) for place in (1, 2))
        case "block":
            return tuple((float(beat), place, 0.6) for beat in range(cell.beats) for place in (0, 1, 2))
        case "ostinato":
            steps = (0, 2, 1, 2) if sparse else (0, 2, 3, 2)
            return tuple((step / 2, place, 0.9 if step % 2 == 0 else 0.6) for step, place in enumerate(steps))
    order = (0, 1, 2, 1) if sparse else (0, 2, 3, 1)
    return tuple((step / 2, place, 0.85 if step == 0 else 0.6) for step, place in enumerate(order))


def _drum(cell: Cell, mood: Mood) -> Iterator[Note]:
    if mood.drum == "none" or cell.arc in (Arc.ARRIVAL, Arc.CLOSE):
        return
    if mood.drum == "low":
        yield Note(cell.start_s, "low_drum", 36, DRUM * (1.0 if cell.number % 2 == 0 else 0.6), 0.0)
        return
    for step in range(2 * cell.beats):
        force = DRUM * (0.4, 0.8)[step % 2]
        yield Note(cell.start_s + step * cell.beat_s / 2, "shaker", step % 4, force, -0.35)


def _ending(cell: Cell, voicing: tuple[int, ...], mood: Mood) -> Iterator[Note]:
    """The last chord, rolled upwards, softly."""
    for place, pitch in enumerate(voicing[:3]):
        yield Note(cell.start_s + 0.07 * place, mood.comp_voice, pitch, COMP * 0.55, (pitch - 64) / 40)
    yield Note(cell.start_s + 0.3, mood.lead, voicing[0] + 24, LEAD * 0.22, 0.3)


def _held(cells: Sequence[Cell], voicings: Sequence[tuple[int, ...]], mood: Mood) -> Iterator[Held]:
    """One held chord for all cells in a row that share it."""
    end_s = cells[-1].start_s + cells[-1].seconds
    at = 0
    while at < len(cells):
        after = at + 1
        while after < len(cells) and voicings[after] == voicings[at] and cells[after].scene == cells[at].scene:
            after += 1
        stop = cells[after].start_s if after < len(cells) else end_s
        seconds = stop - cells[at].start_s + PAD_OVERLAP_S
        yield Held(cells[at].start_s, seconds, voicings[at], PAD * mood.pad * DYNAMICS[cells[at].arc])
        at = after
