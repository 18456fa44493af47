"""The composer's sound belongs to its code version: whoever changes one has to raise the other.

What is compared is how each sound is coloured and moves, to a tenth of a dB: processors may differ in the last bit.
After raising `CODE_VERSION`, write the new file with `python tests/generators/test_sound_golden.py`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sounds import portrait

from videostudio.film.requests import MusicRequest, MusicScene
from videostudio.generators.sound.ambience import GRAIN, LAYERS
from videostudio.generators.sound.deeds import Deed
from videostudio.generators.sound.foley import EFFECTS, foley
from videostudio.generators.sound.identity import CODE_VERSION
from videostudio.generators.sound.music import played, score_for
from videostudio.generators.sound.surroundings import surroundings_of
from videostudio.generators.sound.tone import RATE, chance

GOLDEN = Path(__file__).parent / "golden" / "sound.json"
MOODS = ("garden", "waltz", "storm", "kitten", "quest")


def test_the_sound_is_that_of_the_code_version() -> None:
    kept = json.loads(GOLDEN.read_text("utf-8"))
    assert kept["code_version"] == CODE_VERSION, "the golden file is of another code version: write it anew"
    now = dict(_portraits())
    assert now.keys() == kept["portraits"].keys()
    changed = [name for name in now if not np.allclose(now[name], kept["portraits"][name], atol=0.011)]
    assert not changed, f"other sound under code version {CODE_VERSION}: raise it and write the golden file anew"


def _portraits() -> Iterator[tuple[str, list[float]]]:
    for name, layer in LAYERS.items():
        yield f"layer {name}", _rounded(layer(8 * GRAIN, chance(7, name)))
    for name in EFFECTS:
        where = surroundings_of("street")
        yield f"effect {name}", _rounded(foley(Deed(name, -26.0, 1.0), where, 1.2, RATE * 3 // 2, 7))
    for words in MOODS:
        scenes = tuple(MusicScene(beat=beat, frames=36) for beat in ("event", "close"))
        request = MusicRequest(scenes=scenes, mood=words, fps=24, seed=7)
        blocks = list(played(score_for(request), 3 * RATE, 7))
        yield f"music {words}", _rounded(np.concatenate(blocks).T)


def _rounded(sound: np.ndarray) -> list[float]:
    return [round(float(value), 2) for value in portrait(sound)]


if __name__ == "__main__":
    made = {"code_version": CODE_VERSION, "portraits": dict(_portraits())}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(values)}" for name, values in made["portraits"].items())
    GOLDEN.write_text(f'{{\n "code_version": {CODE_VERSION},\n "portraits": {{\n{lines}\n }}\n}}\n', "utf-8")
