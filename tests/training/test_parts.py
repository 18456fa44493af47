"""Long work in parts: whole or not at all, and never twice."""

from pathlib import Path

import numpy as np

from videostudio.training.parts import Arrays, in_parts


def squared(number: int) -> Arrays:
    """The work: refuses what it must not be asked again."""
    if number < 0:
        raise ValueError(f"asked for {number}")
    return {"square": np.array(number**2)}


def test_parts_that_are_there_stay(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.npz" for number in range(4)]
    np.savez(paths[0], square=np.array(7))
    assert list(in_parts(paths, [-1, 1, 2, 3], squared, jobs=1)) == [1, 2, 3, 4]
    assert [int(np.load(path)["square"]) for path in paths] == [7, 1, 4, 9]
    assert sorted(tmp_path.iterdir()) == sorted(paths), "nothing half written is left"
