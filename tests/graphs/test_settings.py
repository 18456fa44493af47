"""Settings of a machine: from the workspace's file, from the environment over it, and refused where they are none."""

import json
from pathlib import Path

import pytest

from videostudio.film.errors import BadSetting
from videostudio.generators.paper.settings import PaperSettings
from videostudio.graphs.bootstrap import profile_named, resolved
from videostudio.graphs.profile import Profile
from videostudio.graphs.settings import settings_of
from videostudio.tools.workspace import Workspace


def test_the_environment_is_over_the_file(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    place.settings_file.write_text(json.dumps({"paper": {"weights": "/models", "image_steps": 30}, "other": {"a": 1}}))
    said = {"VIDEOSTUDIO_PAPER_IMAGE_STEPS": "4", "VIDEOSTUDIO_PAPER_DEVICE": "", "VIDEOSTUDIO_HOME": "/x"}
    assert settings_of("paper", place, said) == {"weights": "/models", "image_steps": "4"}
    assert settings_of("paper", Workspace(tmp_path / "new"), {}) == {}
    assert settings_of("paper", Workspace(place.settings_file), {}) == {}, "a workspace that cannot be one"


@pytest.mark.parametrize("text", ["{", "[]", '{"paper": 3}', '{"paper": {"image_steps": [1]}}'])
def test_a_file_of_no_settings_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text)
    with pytest.raises(BadSetting, match=r"settings\.json cannot be read"):
        settings_of("paper", Workspace(tmp_path), {})


def test_texts_become_what_they_say(tmp_path: Path) -> None:
    set_so = PaperSettings.of({"image_steps": "4", "clip_steps": 2, "device": "cuda", "weights": str(tmp_path)})
    assert (set_so.image_steps, set_so.clip_steps, set_so.device) == (4, 2, "cuda")
    assert (PaperSettings().image_steps, PaperSettings().clip_steps) == (60, 70)


@pytest.mark.parametrize(
    ("name", "value"), [("image_steps", "many"), ("clip_steps", "0"), ("device", "tpu"), ("stepps", "4")]
)
def test_what_cannot_be_set_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"'{name}' of 'paper' cannot be '{value}'.*clip_steps"):
        PaperSettings.of({name: value})


def test_a_films_order_carries_the_settings_to_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_PAPER_IMAGE_STEPS", "4")
    decided = resolved(profile_named("paper"), Workspace(tmp_path))
    assert decided.settings == {"paper": {"image_steps": "4"}}
    assert decided.weights == str(tmp_path / "weights")
    assert Profile.model_validate_json(decided.model_dump_json()) == decided
    assert resolved(profile_named("preview"), Workspace(tmp_path)).settings == {}
