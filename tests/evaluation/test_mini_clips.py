"""Studies of the mini model's clips, with random weights at a tiny size."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from little_clips import FRAMES, HEIGHT, WIDTH
from tiny_models import write_models

from videostudio.evaluation.mini import action, camera
from videostudio.evaluation.mini.clips import Reel, apart, flows, scripted_flow
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.errors import BackendMissing
from videostudio.film.identity import Identity

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # of diffusers' solvers
    pytest.mark.usefixtures("one_thread"),
]


class Means:
    """Sees mean colours."""

    identity = Identity(backend="t", code_version=1)

    def embed_images(self, pictures: Any) -> Any:
        rows = np.stack([picture.reshape(-1, 3).mean(0) + 1 for picture in pictures])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def reel(tmp_path_factory: pytest.TempPathFactory) -> Reel:
    root = write_models(tmp_path_factory.mktemp("models"))
    return Reel.at(root, root / "work", steps=2, threads=1, eye=Means())  # type: ignore[arg-type]


def test_studies_of_clips_measure_what_they_say(reel: Reel) -> None:
    for study in (camera.study(reel, (0, 1)), action.study(reel, 1)):
        measured = [study.measure(0, condition) for condition in study.conditions]
        assert all(set(study.measures) == set(one) for one in measured)
        assert all(np.isfinite(list(one.values())).all() for one in measured)
    wanted = reel.wanted(reel.moving(1))
    assert wanted.frames.shape == (FRAMES, HEIGHT, WIDTH, 3)
    assert wanted.camera.direction is not Direction.STATIC
    assert reel.moving(1) > reel.moving(0)


def test_the_best_time_for_the_camera_is_chosen_on_other_clips_than_it_is_measured_on() -> None:
    def rows(*errors: tuple[float, ...]) -> list[dict[str, Any]]:
        return [
            {"condition": f"T_m {step}", "unit": unit, "flow error, px": px}
            for unit, each in enumerate(errors)
            for step, px in enumerate(each)
        ]

    clear = camera.chosen(rows(*[(4.0, 1.0, 2.0)] * 8))
    assert clear == {"best T_m": "1", "error left": {"mean": 0.25, "low": 0.25, "high": 0.25, "of": 8}}
    lucky = camera.chosen(rows(*[(4.0, 1.0, 4.0), (4.0, 4.0, 1.0)] * 4))
    assert lucky["error left"]["mean"] == 1, "what is best for some is chance: it is not best for the others"
    spread = camera.chosen(rows(*[(4.0, 1.0), (4.0, 3.0)] * 4))["error left"]
    assert spread["low"] < spread["mean"] == 0.5 < spread["high"]


def test_a_picture_that_slides_flows_as_scripted() -> None:
    chance = np.random.default_rng(0)
    ground = np.kron(chance.integers(0, 255, (20, 60, 3)), np.ones((6, 6, 1))).astype(np.uint8)
    move = CameraMove(direction=Direction.RIGHT, speed=Speed.FAST)
    asked = scripted_flow(move, 192, 112, 10)
    px = round(-float(asked[0, 0, 0]))
    assert px == 3
    frames = np.stack([ground[:112, 40 + px * n : 232 + px * n] for n in range(3)])
    assert all(apart(found, asked) < 0.5 for found in flows(frames))
    grown = scripted_flow(CameraMove(direction=Direction.FORWARD, speed=Speed.FAST), 100, 50, 1)
    assert grown[0, 0].tolist() == pytest.approx([-8, -4])


def test_models_are_those_of_the_settings_unless_a_folder_is_named(
    reel: Reel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_MINI_WEIGHTS", reel.settings.weights)
    monkeypatch.setenv("VIDEOSTUDIO_MINI_CAMERA_AFTER", "1")
    found = Reel.at(None, tmp_path, 2, 1, eye=Means())  # type: ignore[arg-type]
    assert found.by == reel.by
    with pytest.raises(BackendMissing, match=r"no img and no vid in .*train-mini"):
        Reel.at(tmp_path, tmp_path, 2, 1)
