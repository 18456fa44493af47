"""The critic's verdicts, from scores alone."""

import itertools
import math

import pytest
from calibrated import CALIBRATION, LIMITS, one
from hypothesis import given
from hypothesis import strategies as st

from videostudio.agents import critic
from videostudio.film.artifact import ArtifactRef
from videostudio.film.calibration import CHECKS, Calibration
from videostudio.film.requests import Subject
from videostudio.film.score import Score
from videostudio.film.take import Take
from videostudio.film.verdict import Gap, Verdict, VerdictKind

SOUND = {
    "decodable": 1.0,
    "size_matches": 1.0,
    "length_matches": 1.0,
    "fps_matches": 1.0,
    "contrast": 40.0,
    "motion": 1.0,
    "still": 0.0,
    "camera": 0.97,
    "camera_speed_ratio": 1.02,
}
ROUND = {"attempts": 3, "rewrites_left": 1}


def score(name: str, value: float | None, about: str = "") -> Score:
    return Score(name=name, value=value, unit="u", explanation=f"{name} told", by="checks v1", about=about)


def sheet(**changed: float | None) -> tuple[Score, ...]:
    return tuple(score(name, value) for name, value in (SOUND | changed).items())


def gap(name: str, about: str = "") -> Gap:
    return Gap(score=name, about=about, text="earlier")


def reshoot(*names: str) -> Verdict:
    return Verdict(kind=VerdictKind.RESHOOT, gaps=tuple(map(gap, names)))


def clip_verdict(
    scores: tuple[Score, ...], attempt: int = 1, history: tuple[Verdict, ...] = (), **more: int
) -> Verdict:
    return critic.judge_clip(scores, CALIBRATION, attempt=attempt, history=history, **(ROUND | more))


def named(verdict: Verdict) -> list[str]:
    return [found.score for found in verdict.gaps]


def test_a_sound_clip_is_accepted() -> None:
    assert clip_verdict(sheet()) == Verdict(kind=VerdictKind.ACCEPT)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("decodable", 0.0, "the clip cannot be decoded: decodable told"),
        ("size_matches", 0.0, "the clip has the wrong size: size_matches told"),
        ("length_matches", 0.0, "the clip has the wrong length: length_matches told"),
        ("fps_matches", 0.0, "the clip has the wrong frame rate: fps_matches told"),
        ("contrast", 0.4, "the clip is blank: contrast told (0.4 of at least 3 u)"),
        ("motion", 0.0, "the clip stands still: motion told (0 of at least 0.25 u)"),
        ("camera", 0.5, "the clip does not follow the scripted camera: camera told (0.5 of at least 0.6 u)"),
    ],
)
def test_every_failing_score_becomes_a_gap_with_words_and_figures(name: str, value: float, words: str) -> None:
    verdict = clip_verdict(sheet(**{name: value}))
    assert verdict == Verdict(
        kind=VerdictKind.RESHOOT,
        gaps=(Gap(score=name, text=words, value_micro=round(1e6 * value), subject=Subject.CLIP),),
    )


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("contrast", LIMITS[Subject.CLIP, "contrast"][0]),
        ("motion", LIMITS[Subject.CLIP, "motion"][0]),
        ("camera", LIMITS[Subject.CLIP, "camera"][0]),
    ],
)
def test_a_score_at_its_threshold_passes_and_just_below_does_not(name: str, least: float) -> None:
    assert clip_verdict(sheet(**{name: least})).kind is VerdictKind.ACCEPT
    assert named(clip_verdict(sheet(**{name: least - 1e-4}))) == [name]


def usual(**limits: float) -> Calibration:
    """Sound takes whose camera comes to 0.5 .. 1, with a threshold of 0.6."""
    camera = CALIBRATION.named(Subject.CLIP, "camera")
    assert camera is not None
    return Calibration(scores=(camera.model_copy(update={"matched": (0.5, 0.9, 1.0), **limits}),))


def twice(
    first: float | None,
    second: float,
    calibration: Calibration | None = None,
    about: str = "",
    subject: Subject = Subject.CLIP,
) -> Verdict:
    """The verdict on a second take whose camera comes to `second`, the first one's having come to `first`."""
    micro = first and round(1e6 * first)
    earlier = Gap(score="camera", about=about, text="earlier", value_micro=micro, subject=subject)
    return critic.judge_clip(
        (score("camera", second),),
        calibration or usual(),
        attempt=2,
        history=(Verdict(kind=VerdictKind.RESHOOT, gaps=(earlier,)),),
        **ROUND,
    )


def test_a_gap_that_comes_again_the_same_and_that_sound_takes_have_is_doubted() -> None:
    verdict = twice(0.57, 0.55)
    assert verdict.kind is VerdictKind.ACCEPT
    assert verdict.advice[0].text.startswith("doubted, since two takes were the same, and so are some sound ones: ")
    assert named(critic.judge_clip((score("camera", 0.55),), usual(), attempt=1, **ROUND)) == ["camera"]


@pytest.mark.parametrize(
    "verdict",
    [
        twice(0.4, 0.55),
        twice(0.42, 0.4),
        twice(None, 0.55),
        twice(0.57, 0.55, about="corgi"),
        twice(0.57, 0.55, usual(matched=())),
        twice(0.57, 0.55, subject=Subject.IMAGE),
    ],
    ids=[
        "another value",
        "no sound take is as bad",
        "not measured before",
        "about another",
        "no sound takes known",
        "seen in the picture before",
    ],
)
def test_no_other_gap_is_doubted(verdict: Verdict) -> None:
    assert named(verdict) == ["camera"]


def test_only_what_is_doubted_is_forgiven() -> None:
    before = Gap(score="camera", text="earlier", value_micro=570_000, subject=Subject.CLIP)
    earlier = Verdict(kind=VerdictKind.RESHOOT, gaps=(before,))
    told = (score("camera", 0.55), score("decodable", 0.0))
    assert named(critic.judge_clip(told, usual(), attempt=2, history=(earlier,), **ROUND)) == ["decodable"]


def test_several_faults_are_all_named() -> None:
    assert named(clip_verdict(sheet(camera=0.0, motion=0.0))) == ["motion", "camera"]


@pytest.mark.parametrize("value", [None, math.nan])
def test_what_could_not_be_measured_never_rejects_and_is_told(value: float | None) -> None:
    scores = sheet(**dict.fromkeys(SOUND, value))
    assert clip_verdict(scores).kind is VerdictKind.ACCEPT
    assert critic.unmeasured(scores)[0] == "decodable: decodable told"
    assert len(critic.unmeasured(scores)) == len(SOUND)
    assert critic.unmeasured(sheet()) == ()


def test_what_could_not_be_measured_for_one_reason_is_told_once() -> None:
    told = [
        Score(name=name, value=None, unit="", explanation=why, by="x", about=about)
        for name, why, about in (("a", "dark", "fox"), ("b", "dark", "fox"), ("a", "dark", "owl"), ("c", "torn", ""))
    ]
    assert critic.unmeasured(told) == ("a, b: dark", "c: torn")


def test_scores_that_only_inform_do_not_reject() -> None:
    assert clip_verdict(sheet(camera_speed_ratio=-1.0, still=4.0)).kind is VerdictKind.ACCEPT
    assert clip_verdict(sheet(camera_speed_ratio=-1.0, still=4.0)).advice == ()
    assert clip_verdict((*sheet(), score("beauty", 0.0))).kind is VerdictKind.ACCEPT


def test_references_and_images_are_judged_by_what_a_still_can_fail() -> None:
    assert critic.judge_reference(sheet(coverage=0.4, motion=0.0), CALIBRATION).kind is VerdictKind.ACCEPT
    assert named(critic.judge_reference(sheet(coverage=0.01), CALIBRATION)) == ["coverage"]
    assert named(critic.judge_reference(sheet(contrast=0.0, decodable=0.0), CALIBRATION)) == ["decodable", "contrast"]
    image = critic.judge_image(sheet(contrast=0.0, coverage=0.0, camera=0.0), CALIBRATION, attempt=1, **ROUND)
    assert named(image) == ["contrast"]
    assert image.gaps[0].text.startswith("the scene image is blank")


def test_the_same_gap_in_every_attempt_asks_for_a_rewrite_at_the_last() -> None:
    history = (reshoot("camera"), reshoot("motion", "camera"))
    scores = sheet(camera=0.1)
    assert clip_verdict(scores, 3, history).kind is VerdictKind.REWRITE
    assert clip_verdict(scores, 2, history[:1]).kind is VerdictKind.RESHOOT
    assert clip_verdict(scores, 3, history, rewrites_left=0).kind is VerdictKind.RESHOOT
    assert clip_verdict(scores, 3, (reshoot("motion"), reshoot("camera"))).kind is VerdictKind.RESHOOT
    assert clip_verdict(sheet(), 3, history).kind is VerdictKind.ACCEPT
    assert clip_verdict(scores, 1, (), attempts=1).kind is VerdictKind.REWRITE


def test_an_accepted_take_before_breaks_the_row() -> None:
    history = (reshoot("camera"), Verdict(kind=VerdictKind.ACCEPT))
    assert clip_verdict(sheet(camera=0.1), 3, history).kind is VerdictKind.RESHOOT


def test_a_gap_about_somebody_else_is_another_gap() -> None:
    history = (Verdict(kind=VerdictKind.RESHOOT, gaps=(gap("contrast", "corgi"),)),)
    assert clip_verdict(sheet(contrast=0.0), 3, history).kind is VerdictKind.RESHOOT


@pytest.mark.parametrize("name", sorted(critic.UNSCRIPTED))
def test_no_rewrite_for_what_no_words_can_mend(name: str) -> None:
    history = (reshoot(name), reshoot(name))
    assert clip_verdict(sheet(**{name: 0.0}), 3, history).kind is VerdictKind.RESHOOT


def test_a_blank_picture_in_every_attempt_is_rewritten_too() -> None:
    image = critic.judge_image(
        sheet(contrast=0.0), CALIBRATION, attempt=2, attempts=2, rewrites_left=1, history=(reshoot("contrast"),)
    )
    assert image.kind is VerdictKind.REWRITE


def test_the_film_names_the_scenes_that_do_not_fit() -> None:
    scores = (
        score("place_match", 0.97, "s1"),
        score("place_match", 0.3, "s2"),
        score("place_match", None, "s3"),
        score("place_match", LIMITS[Subject.FILM, "place_match"][0], "s4"),
    )
    gaps = critic.judge_film(scores, CALIBRATION).gaps
    assert [(found.score, found.about) for found in gaps] == [("place_match", "s2")]
    assert gaps[0].text == (
        "the scene does not look like the other scenes at its place: place_match told (0.3 of at least 0.87 u)"
    )
    assert critic.judge_film((), CALIBRATION) == ACCEPT
    bare = critic.judge_film(scores[:2], Calibration())
    assert [(said.score, said.about) for said in bare.advice] == [("place_match", "s1"), ("place_match", "s2")]


def test_an_uncalibrated_score_advises_and_says_so() -> None:
    verdict = clip_verdict((*sheet(), score("beauty", 0.5, "corgi")))
    told = "advisory: 0.5 u; not calibrated"
    assert verdict.advice == (Gap(score="beauty", about="corgi", text=told, subject=Subject.CLIP),)
    bare = critic.judge_clip(sheet(camera=0.0, motion=0.0, contrast=0.0), Calibration(), attempt=1, **ROUND)
    assert bare.kind is VerdictKind.ACCEPT
    assert [found.score for found in bare.advice] == ["contrast", "motion", "camera"]


def test_a_score_that_tells_too_little_advises_with_its_threshold() -> None:
    camera = one(Subject.CLIP, "camera", advisory="AUC 0.61")
    verdict = critic.judge_clip((score("camera", 0.1),), Calibration(scores=(camera,)), attempt=1, **ROUND)
    assert verdict.kind is VerdictKind.ACCEPT
    assert verdict.advice[0].text == "advisory: 0.1 of at least 0.6 u; AUC 0.61"


def test_a_calibration_made_for_another_scorer_is_not_used() -> None:
    other = Calibration(scores=(one(Subject.CLIP, "camera", by="checks v0"),))
    verdict = critic.judge_clip((score("camera", 0.1),), other, attempt=1, **ROUND)
    assert verdict.kind is VerdictKind.ACCEPT
    assert verdict.advice[0].text == "advisory: 0.1 u; calibrated for checks v0, measured by checks v1"


def test_what_there_may_be_too_much_of_rejects_above_its_threshold() -> None:
    assert clip_verdict((score("flicker", 0.5),)).kind is VerdictKind.ACCEPT
    assert clip_verdict((score("flicker", 0.6),)).gaps[0].text == (
        "the clip flickers: flicker told (0.6 of at most 0.5 u)"
    )


def test_a_gap_names_who_it_is_about() -> None:
    gaps = critic.judge_image((score("presence", 0.1, "corgi"),), CALIBRATION, attempt=1, **ROUND).gaps
    assert gaps[0].about == "corgi"
    assert gaps[0].text.startswith("the scene image does not show 'corgi': presence told")


def test_a_gap_says_in_which_frames_and_whom_of_a_scene() -> None:
    def gaps_of(found: Score) -> tuple[Gap, ...]:
        return critic.judge_clip((found,), CALIBRATION, attempt=1, **ROUND).gaps

    blank = score("contrast", 0.4)
    told = [gaps_of(blank.model_copy(update={"frames": frames}))[0] for frames in ((12, 35), (7, 7))]
    assert [one.frames for one in told] == [(12, 35), (7, 7)]
    assert told[0].text.startswith("the clip is blank in frames 12 to 35: ")
    assert told[1].text.startswith("the clip is blank in frame 7: ")

    known = one(Subject.FILM, "place_match").model_copy(update={"name": "entity_match"})
    drifted = score("entity_match", 0.3, "s2").model_copy(update={"entity": "corgi"})
    nobody = score("entity_match", 0.2, "s2")
    film = critic.judge_film((drifted, nobody), Calibration(scores=(known,)))
    assert [(found.about, found.entity) for found in film.gaps] == [("s2", "corgi"), ("s2", "")]
    assert film.gaps[0].text.startswith("the scene shows 'corgi' unlike in the other scenes: ")
    assert film.gaps[1].text.startswith("the scene shows somebody unlike in the other scenes: ")


def test_of_two_takes_the_one_nearer_to_sound_ones_is_kept_whatever_the_units() -> None:
    flickers = take(1, reshoot("flicker"), flicker=0.9)
    drifts = take(2, reshoot("camera"), camera=0.35)
    assert critic.best_take((flickers, drifts), CALIBRATION) == drifts
    assert critic.best_take((flickers, take(3, reshoot("camera"), camera=0.0)), CALIBRATION) == flickers


CLIP = ArtifactRef(sha256="0" * 64, media_type="video/mp4", size=1)


def take(attempt: int, verdict: Verdict | None = None, *, clip: bool = True, **scores: float) -> Take:
    return Take(
        scene_id="s1",
        attempt=attempt,
        clip=CLIP if clip else None,
        verdict=verdict,
        scores=tuple(score(name, value) for name, value in scores.items()),
    )


ACCEPT = Verdict(kind=VerdictKind.ACCEPT)


def test_the_best_take_has_the_least_of_worst_gaps() -> None:
    names = ("decodable", "size_matches", "contrast", "motion", "camera")
    lost, small, blank, still, camera = (take(n, reshoot(name)) for n, name in enumerate(names, 1))
    both = take(6, reshoot("motion", "camera"))
    passed = take(7, ACCEPT)
    better_first = [passed, camera, still, both, blank, small, lost]
    for ranked in itertools.permutations(better_first[:5]):
        assert critic.best_take(ranked, CALIBRATION) == passed
    for better, other in itertools.pairwise(better_first):
        assert critic.best_take((other, better), CALIBRATION) == better


def test_among_equal_gaps_the_smaller_miss_wins_and_then_the_earlier() -> None:
    wide, near = take(1, reshoot("camera"), camera=0.1), take(2, reshoot("camera"), camera=0.55)
    assert critic.best_take((wide, near), CALIBRATION) == near
    twin = take(3, reshoot("camera"), camera=0.55)
    assert critic.best_take((twin, near), CALIBRATION) == near
    unknown = take(1, reshoot("camera"))
    assert critic.best_take((unknown, wide), CALIBRATION) == wide


def test_a_take_without_a_clip_is_never_chosen() -> None:
    picture_only = take(1, reshoot("contrast"), clip=False)
    assert critic.best_take((picture_only,), CALIBRATION) is None
    assert critic.best_take((), CALIBRATION) is None
    broken = take(2, reshoot("decodable"))
    assert critic.best_take((picture_only, broken), CALIBRATION) == broken


def test_of_rejected_pictures_the_best_is_filmed_and_none_where_there_is_a_clip() -> None:
    blank = take(1, reshoot("contrast"), clip=False)
    lacking = take(2, reshoot("presence"), clip=False)
    spoiled = take(3, clip=False)
    pictures = [one.model_copy(update={"image": CLIP}) for one in (blank, lacking, spoiled)]
    best = critic.best_picture(pictures, CALIBRATION)
    assert best == pictures[1]
    assert critic.best_picture((*pictures, take(4, reshoot("camera"))), CALIBRATION) is None
    assert critic.best_picture((blank, spoiled), CALIBRATION) is None


def test_what_is_wrong_with_a_picture_is_wrong_with_its_clip_too() -> None:
    lacking = Verdict(kind=VerdictKind.REWRITE, gaps=(gap("presence", "corgi"),))
    assert critic.with_picture(ACCEPT, lacking) == Verdict(kind=VerdictKind.RESHOOT, gaps=lacking.gaps)
    both = critic.with_picture(reshoot("camera"), lacking)
    assert [one.score for one in both.gaps] == ["presence", "camera"]
    assert critic.with_picture(reshoot("camera"), ACCEPT) == reshoot("camera")
    kept = take(1, critic.with_picture(ACCEPT, lacking))
    assert critic.best_take((kept, take(2, reshoot("camera"))), CALIBRATION).attempt == 2


def test_an_unjudged_clip_beats_a_blank_one_and_no_other() -> None:
    unjudged = take(1)
    assert critic.best_take((take(2, reshoot("contrast")), unjudged), CALIBRATION) == unjudged
    assert critic.best_take((unjudged, take(2, reshoot("camera"))), CALIBRATION).attempt == 2


def test_gaps_no_rule_knows_count_as_light() -> None:
    strange = take(1, reshoot("beauty"))
    assert critic.best_take((take(2, reshoot("motion")), strange), CALIBRATION) == strange
    assert critic.best_take((strange, take(2, ACCEPT)), CALIBRATION).attempt == 2


SCORES = st.builds(
    score,
    st.sampled_from([*SOUND, "place_match", "coverage", "other", "presence", "flicker"]),
    st.none() | st.floats(),
    st.sampled_from(["", "s1", "corgi"]),
)
VERDICTS = st.just(ACCEPT) | st.builds(reshoot, st.sampled_from(list(SOUND)), st.sampled_from(list(SOUND)))


@given(st.lists(SCORES))
def test_nothing_but_a_file_check_rejects_without_a_calibration(scores: list[Score]) -> None:
    for judge in (critic.judge_image, critic.judge_clip):
        verdict = judge(scores, Calibration(), attempt=1, **ROUND)
        assert {found.score for found in verdict.gaps} <= CHECKS
    assert {found.score for found in critic.judge_reference(scores, Calibration()).gaps} <= CHECKS


@given(
    st.lists(SCORES),
    st.lists(VERDICTS),
    st.integers(-3, 9),
    st.integers(-3, 9),
    st.integers(-2, 3),
)
def test_odd_input_never_raises(
    scores: list[Score], history: list[Verdict], attempt: int, attempts: int, rewrites_left: int
) -> None:
    for judge in (critic.judge_image, critic.judge_clip):
        verdict = judge(
            scores, CALIBRATION, attempt=attempt, attempts=attempts, rewrites_left=rewrites_left, history=history
        )
        if verdict.kind is VerdictKind.REWRITE:
            assert attempt >= attempts
            assert rewrites_left > 0
    critic.judge_reference(scores, CALIBRATION)
    critic.judge_film(scores, CALIBRATION)
    takes = [
        Take(scene_id="s1", attempt=number, clip=CLIP, verdict=verdict, scores=tuple(scores))
        for number, verdict in enumerate(history, 1)
    ]
    assert (critic.best_take(takes, CALIBRATION) is None) == (not takes)
