"""Melody: a motif that returns, changed by the chords under it, in phrases that breathe."""

from collections.abc import Sequence
from dataclasses import dataclass

from videostudio.generators.sound.form import Arc, Cell
from videostudio.generators.sound.harmony import Chord
from videostudio.generators.sound.tone import Chance

RHYTHMS = {
    2: (
        ((0.0, 1.0), (1.0, 1.0)),
        ((0.0, 0.5), (0.5, 0.5), (1.0, 1.0)),
        ((0.0, 1.5), (1.5, 0.5)),
        ((0.5, 0.5), (1.0, 1.0)),
        ((0.0, 1.0), (1.0, 0.5), (1.5, 0.5)),
    ),
    3: (
        ((0.0, 2.0), (2.0, 1.0)),
        ((0.0, 1.0), (1.0, 1.0), (2.0, 1.0)),
        ((0.0, 1.5), (1.5, 0.5), (2.0, 1.0)),
        ((0.0, 1.0), (1.0, 2.0)),
    ),
}
"""Beats of a cell's notes (start, length), by the cell's beats."""

PHRASE = 4
"""Cells a phrase has; the last one holds a note and breathes."""
LOWEST, HIGHEST = 67, 86
WIDEST = 4
"""Scale steps from one note to the next, before it is moved to its chord."""
MIDDLE, LIFT = 74, 6
"""MIDI note around which the tune moves, and by how many semitones the turn lies higher."""


@dataclass(frozen=True)
class Tune:
    """One note of the melody: MIDI `pitch` for `seconds` from `at_s` on, `force` 0..1."""

    at_s: float
    seconds: float
    pitch: int
    force: float


@dataclass(frozen=True)
class _Motif:
    """The rhythm of a phrase's cells and how its notes move, in scale steps."""

    rhythms: tuple[tuple[tuple[float, float], ...], ...]
    moves: tuple[int, ...]


def melody(cells: Sequence[Cell], chords: Sequence[Chord], rng: Chance) -> list[Tune]:
    """A tune over `chords`: silent in the first cell, higher at the turn, home at the end."""
    meter = cells[0].beats
    story, turn = _motif(meter, rng), _motif(meter, rng)
    tunes: list[Tune] = []
    pitch = 74
    for cell, chord in zip(cells, chords, strict=True):
        motif = turn if cell.arc is Arc.TURN else story
        if _rests(cell, cells):
            continue
        for start, length, move in _figure(motif, cell):
            steps = min(max(move + _pull(pitch, cell.arc), -WIDEST), WIDEST)
            wanted = _moved(pitch, steps, chord.scale)
            pitch = _nearest(wanted, chord.pitches) if start == 0 or length > 1 else wanted
            force = (0.8 if start == 0 else 0.62) + 0.12 * rng.random()
            tunes.append(Tune(cell.start_s + start * cell.beat_s, length * cell.beat_s, pitch, force))
    kept = _up_to_the_end(tunes, cells, chords)
    return [*kept, *_ending(kept, cells, chords)]


def _motif(meter: int, rng: Chance) -> _Motif:
    choices = RHYTHMS[meter]
    first, second = (choices[int(at)] for at in rng.choice(len(choices), 2, replace=False))
    moves = tuple(int(step) for step in rng.choice((-2, -1, -1, 1, 1, 2, 3, -3), 7))
    return _Motif((first, second, first, ((0.0, meter * 0.75),)), moves)


def _figure(motif: _Motif, cell: Cell) -> list[tuple[float, float, int]]:
    """(start, length, move) of a cell's notes; every phrase moves the same way. Every other scene ends in a
    breath, even where no phrase does."""
    breathes = cell.scene % 2 == 1 and cell.number == cell.of - 1 > 0
    place = PHRASE - 1 if breathes else cell.number % PHRASE
    before = sum(len(rhythm) for rhythm in motif.rhythms[:place])
    moves = motif.moves
    return [(at, length, moves[(before + n) % len(moves)]) for n, (at, length) in enumerate(motif.rhythms[place])]


def _rests(cell: Cell, cells: Sequence[Cell]) -> bool:
    """The accompaniment begins alone, if there is time for it."""
    return cell == cells[0] and cell.of > 1


def _pull(pitch: int, arc: Arc) -> int:
    """Back towards the middle of the range, which is higher at the turn: at most two steps."""
    middle = MIDDLE + (LIFT if arc is Arc.TURN else 0)
    return min(max(round((middle - pitch) / 4), -2), 2)


def _moved(pitch: int, steps: int, scale: Sequence[int]) -> int:
    ladder = [note for note in range(LOWEST, HIGHEST + 1) if note % 12 in scale]
    at = min(range(len(ladder)), key=lambda i: abs(ladder[i] - pitch))
    return ladder[min(max(at + steps, 0), len(ladder) - 1)]


def _nearest(pitch: int, pitches: Sequence[int]) -> int:
    choices = [note for note in range(LOWEST, HIGHEST + 1) if note % 12 in pitches]
    return min(choices, key=lambda note: abs(note - pitch))


def _last_tonic(cells: Sequence[Cell], chords: Sequence[Chord]) -> int:
    """Index of the cell in which the last chord begins."""
    at = len(cells) - 1
    while at > 0 and chords[at - 1].degree == 1 and cells[at - 1].scene == cells[-1].scene:
        at -= 1
    return at


def _up_to_the_end(tunes: list[Tune], cells: Sequence[Cell], chords: Sequence[Chord]) -> list[Tune]:
    end_s = cells[_last_tonic(cells, chords)].start_s
    return [tune for tune in tunes if tune.at_s < end_s - 1e-6]


def _ending(tunes: list[Tune], cells: Sequence[Cell], chords: Sequence[Chord]) -> list[Tune]:
    """The tonic, as near as it can be to where the tune has come, held."""
    at = _last_tonic(cells, chords)
    cell = cells[at]
    pitch = tunes[-1].pitch if tunes else 74
    left_s = cells[-1].start_s + cells[-1].seconds - cell.start_s
    return [Tune(cell.start_s, left_s, _nearest(pitch, (chords[at].root,)), 0.6)]
