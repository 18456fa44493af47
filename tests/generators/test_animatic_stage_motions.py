"""What actions do to figures."""

import json
from importlib.resources import files
from itertools import pairwise

import pytest

from videostudio.generators.animatic.motions import MOTIONS, motion_for
from videostudio.generators.animatic.rigs.cutout_acts import act_of

TABLE = json.loads((files("videostudio.generators.animatic") / "motions.json").read_text("utf-8"))
SIXTY_SECONDS = [0.37 * step for step in range(160)]


@pytest.mark.parametrize(
    ("verb", "motion"),
    [
        ("explore", "walk"),
        ("discover", "find"),
        ("row", "sail"),
        ("whisper", "talk"),
        ("gallop", "run"),
        ("soar", "fly"),
        ("bloom", "grow"),
        ("Jump", "jump"),
        ("pick up", "find"),
        ("lose", "lose"),
        ("trick", "laugh"),
        ("cry", "cry"),
        ("think", "think"),
        ("read", "read"),
        ("paint", "paint"),
        ("sing", "sing"),
        ("bake", "bake"),
        ("clap", "clap"),
        ("chop", "chop"),
        ("gaze", "gaze"),
        ("knit", "knit"),
        ("repair", "work"),
    ],
)
def test_verbs_become_motions(verb: str, motion: str) -> None:
    assert motion_for(verb) == (motion, ())


def test_a_near_verb_is_noted_and_an_unknown_one_breathes() -> None:
    motion, notes = motion_for("galloping")
    assert motion == "run"
    assert "gallop" in notes[0]
    motion, notes = motion_for("xylophonize")
    assert motion == "idle"
    assert "xylophonize" in notes[0]


def test_the_lexicon_is_whole() -> None:
    verbs = [verb for words in TABLE["motions"].values() for verb in words]
    assert len(verbs) >= 500
    assert len(verbs) == len(set(verbs))
    assert set(TABLE["motions"]) <= set(MOTIONS)
    for motion in MOTIONS.values():
        assert {motion.also, motion.thing} <= set(MOTIONS)


@pytest.mark.parametrize("name", sorted(MOTIONS))
def test_no_motion_ever_freezes_or_runs_away(name: str) -> None:
    act = act_of(name)
    poses = [act(t, t / 60) for t in SIXTY_SECONDS]
    assert all(a != b for a, b in pairwise(poses))
    for pose in poses:
        assert abs(pose.along) <= 1
        assert -0.2 <= pose.up <= 1.6
        assert 0.05 < abs(pose.wide) < 1.6
        assert 0.05 < pose.tall < 1.6


@pytest.mark.parametrize("name", sorted(MOTIONS))
def test_a_motion_begins_the_same_however_long_the_scene(name: str) -> None:
    act = act_of(name)
    assert act(0.0, 0.0).tall > 0.4
    assert abs(act(0.0, 0.0).lean) < 20


def test_what_is_done_with_a_thing_may_look_otherwise() -> None:
    assert motion_for("fly") == ("fly", ())
    assert motion_for("fly", ["kite"]) == ("wave", ())
    assert motion_for("fly", ["dragon"]) == ("fly", ())
