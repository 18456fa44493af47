"""Harmony: keys, chords that follow the arc and end in a cadence, and voices that move as little as they can."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from videostudio.generators.sound.form import Arc, Cell
from videostudio.generators.sound.moods import Mood
from videostudio.generators.sound.tone import Chance

MODES = {
    "ionian": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
}
"""Semitones above the tonic."""

KEYS = ("C", "D", "Eb", "F", "G", "A", "Bb")
_PITCHES = dict(zip(KEYS, (0, 2, 3, 5, 7, 9, 10), strict=True))

HOLD_S = 1.8
"""The last chord lasts at least so long, if its scene does."""
SLOW_S = 1.55
"""A cell at least so long has a chord of its own; shorter ones share a chord by twos."""
LOWEST, HIGHEST = 52, 71
"""MIDI range of the middle voices."""


@dataclass(frozen=True)
class Chord:
    """`pitches` are pitch classes (0 is C), the root first; `scale` is what a melody may use over it."""

    degree: int
    pitches: tuple[int, ...]
    scale: tuple[int, ...]

    @property
    def root(self) -> int:
        """The root's pitch class."""
        return self.pitches[0]


def key_for(rng: Chance) -> str:
    """A key that lies well."""
    return KEYS[int(rng.integers(len(KEYS)))]


def harmonised(cells: Sequence[Cell], mood: Mood, key: str, rng: Chance) -> tuple[Chord, ...]:
    """One chord for every cell. A scene begins with a new chord of its part's progression, which goes on from
    scene to scene; the last scene ends in a cadence."""
    story, turn = (loops[int(rng.integers(len(loops)))] for loops in (mood.story, mood.turn))
    degrees: list[int] = []
    heard = {story: 0, turn: 0}
    for _, group in groupby(cells, key=lambda cell: cell.scene):
        scene = list(group)
        loop = turn if scene[0].arc is Arc.TURN else story
        share = 1 if scene[0].seconds >= SLOW_S else 2
        degrees += [loop[(heard[loop] + cell.number // share) % len(loop)] for cell in scene]
        heard[loop] += -(-len(scene) // share)
    last = [cell for cell in cells if cell.scene == cells[-1].scene]
    ending = _cadence(last)
    degrees[len(degrees) - len(ending) :] = ending
    return tuple(_chord(degree, mood, key, closing=at >= len(cells) - len(ending)) for at, degree in enumerate(degrees))


def voiced(chords: Sequence[Chord]) -> tuple[tuple[int, ...], ...]:
    """Each chord as MIDI notes in the middle range, every voice as near as can be to where the last ones were."""
    made: list[tuple[int, ...]] = []
    centre = [57, 60, 64]
    for chord in chords:
        choices = [_stacked(chord, start) for start in range(LOWEST, LOWEST + 12)]
        fitting = [choice for choice in choices if choice[-1] <= HIGHEST] or choices[:1]
        best = min(fitting, key=lambda choice: _distance(choice, made[-1] if made else centre))
        made.append(best)
    return tuple(made)


def _cadence(last: Sequence[Cell]) -> list[int]:
    """The degrees of the last scene's last cells: a way home, and home."""
    held = 1
    while held < len(last) - 2 and held * last[-1].seconds < HOLD_S:
        held += 1
    way = {1: [], 2: [5]}.get(len(last), [4, 5])
    return [*way, *[1] * held] if len(last) > 1 else [1]


def _chord(degree: int, mood: Mood, key: str, *, closing: bool) -> Chord:
    tonic, steps = _PITCHES[key], MODES[mood.mode]
    scale = list(steps)
    # A fifth that leads home needs the note below the tonic.
    if closing and degree == 5:
        scale[6] = 11
    thirds = [scale[(degree - 1 + third) % 7] for third in (0, 2, 4)]
    # A ninth softens every chord but a minor one's, where it would lie a semitone above the root.
    ninth = scale[degree % 7]
    if mood.colour and (ninth - thirds[0]) % 12 == 2 and degree != 5:
        thirds.append(ninth)
    return Chord(
        degree, tuple((tonic + step) % 12 for step in thirds), tuple(sorted((tonic + step) % 12 for step in scale))
    )


def _stacked(chord: Chord, start: int) -> tuple[int, ...]:
    """The chord's pitch classes stacked as closely as possible from the first one at or above `start`."""
    return tuple(sorted(start + (pitch - start) % 12 for pitch in chord.pitches))


def _distance(choice: Sequence[int], before: Sequence[int]) -> int:
    return sum(min(abs(note - other) for other in before) for note in choice)
