from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.film.artifact import ArtifactRef
from videostudio.film.requests import CutShot
from videostudio.film.scene import Transition, TransitionKind, tail_frames
from videostudio.tools.video.house import gop_starts
from videostudio.tools.video.plan import (
    Copied,
    Effects,
    Recipe,
    Rendered,
    effects,
    needed_frames,
    plan_shot,
    recipe,
    starts,
)

CLIP = ArtifactRef(sha256="0" * 64, media_type="video/mp4", size=1)
CUT, CROSSFADE, FADE = TransitionKind


def shot(frames: int, kind: TransitionKind = CUT, ms: int = 0) -> CutShot:
    return CutShot(clip=CLIP, frames=frames, transition=Transition(kind=kind, duration_ms=ms))


shots_strategy = st.lists(
    st.builds(shot, st.integers(1, 100), st.sampled_from(list(TransitionKind)), st.integers(0, 500)),
    min_size=1,
    max_size=6,
)


def test_a_hard_cut_copies_everything() -> None:
    assert plan_shot(50, Effects(), gop_starts(50, 12), 62) == (Copied(0, 50),)


def test_a_crossfade_renders_exactly_its_gop() -> None:
    first, rest = plan_shot(48, Effects(mix_in=12, mix_from=36), gop_starts(48, 12), 60)
    assert isinstance(first, Rendered)
    assert [made.frame for made in first.recipes] == list(range(12))
    assert [made.other for made in first.recipes] == list(range(36, 48))
    assert [made.share for made in first.recipes] == [Fraction(k, 13) for k in range(1, 13)]
    assert rest == Copied(12, 48)


def test_a_transition_longer_than_a_gop_renders_two_and_mixes_only_its_own_frames() -> None:
    first, rest = plan_shot(60, Effects(mix_in=15, mix_from=30), gop_starts(60, 15), 75)
    assert isinstance(first, Rendered)
    assert first.frames == 24
    assert all(made.untouched for made in first.recipes[15:])
    assert not any(made.untouched for made in first.recipes[:15])
    assert rest == Copied(24, 60)


def test_a_fade_is_black_on_the_first_frame_only_and_falls_and_rises_evenly() -> None:
    before, after = effects([shot(24), shot(24, FADE, 500)], 24)
    assert (before.fade_out, after.fade_in) == (6, 6)
    falling = [recipe(24, before, n).light for n in range(17, 24)]
    assert falling == [Fraction(1), *(Fraction(k, 7) for k in range(6, 0, -1))]
    assert [recipe(24, after, n).light for n in range(7)] == [Fraction(k, 6) for k in range(7)]


def test_a_shot_that_ends_inside_a_gop_encodes_the_rest_of_it() -> None:
    copied, rest = plan_shot(30, Effects(), gop_starts(48, 12), 60)
    assert copied == Copied(0, 24)
    assert rest == Rendered(tuple(Recipe(n) for n in range(24, 30)))


def test_a_shot_may_run_into_the_handle() -> None:
    assert plan_shot(55, Effects(), gop_starts(50, 12), 62)[0] == Copied(0, 50)


def test_without_keyframes_everything_is_rendered() -> None:
    (only,) = plan_shot(30, Effects(), (), 60)
    assert isinstance(only, Rendered)
    assert only.frames == 30


def test_a_crossfade_into_the_first_shot_is_a_cut_and_a_fade_rises_from_black() -> None:
    assert effects([shot(24, CROSSFADE, 500)], 24) == (Effects(),)
    assert effects([shot(24, FADE, 500)], 24) == (Effects(fade_in=6),)


def test_no_transition_outlasts_its_shot() -> None:
    assert effects([shot(20), shot(5, CROSSFADE, 500)], 24)[1] == Effects(mix_in=5, mix_from=20)
    assert effects([shot(3), shot(4, FADE, 500)], 24) == (Effects(fade_out=3), Effects(fade_in=4))


def test_the_previous_clip_needs_a_handle_only_for_a_crossfade() -> None:
    shots = [shot(20), shot(30, CROSSFADE, 500), shot(40, FADE, 500)]
    effect = effects(shots, 24)
    assert [needed_frames(shots, i, effect) for i in range(3)] == [32, 30, 40]
    assert list(starts(shots)) == [0, 20, 50]


@settings(deadline=None)
@given(shots=shots_strategy, fps=st.sampled_from([12, 24, 25, 30, 60]))
def test_segments_cover_every_shot_once_in_order_and_copy_only_what_is_untouched(
    shots: list[CutShot], fps: int
) -> None:
    effect = effects(shots, fps)
    for index, one in enumerate(shots):
        tail = tail_frames(fps)
        gops = gop_starts(one.frames, tail)
        segments = plan_shot(one.frames, effect[index], gops, one.frames + tail)
        covered: list[int] = []
        for segment in segments:
            assert segment.first in gops
            if isinstance(segment, Copied):
                numbers = list(range(segment.first, segment.stop))
                assert segment.stop in gops
                assert all(recipe(one.frames, effect[index], n).untouched for n in numbers)
            else:
                numbers = [made.frame for made in segment.recipes]
                gop_of = [max(g for g in gops if g <= n) for n in numbers]
                touched = {g for g, made in zip(gop_of, segment.recipes, strict=True) if not made.untouched}
                assert touched == set(gop_of)
            assert segment.frames == len(numbers)
            covered += numbers
        assert covered == list(range(one.frames))


@settings(deadline=None)
@given(shots=shots_strategy, fps=st.sampled_from([12, 24, 25, 30, 60]))
def test_mixes_stay_inside_the_handle_and_within_bounds(shots: list[CutShot], fps: int) -> None:
    effect = effects(shots, fps)
    for index, one in enumerate(shots):
        for number in range(one.frames):
            made = recipe(one.frames, effect[index], number)
            assert 0 <= made.light <= 1
            assert 0 < made.share <= 1
            if made.other is not None:
                before = shots[index - 1].frames
                assert before <= made.other < before + tail_frames(fps)
                assert made.other == before + number


def test_light_is_zero_only_where_a_fade_begins() -> None:
    both = Effects(mix_in=0, fade_in=6, fade_out=6)
    lights = [recipe(8, both, n).light for n in range(8)]
    assert lights[0] == 0
    assert min(lights[1:]) > 0
    assert lights[4] == Fraction(4, 6) * Fraction(4, 7)
