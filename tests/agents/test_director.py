"""Every take differs from the ones before, and differs where the critic pointed."""

from hypothesis import given
from hypothesis import strategies as st

from scripts import corgi_script
from videostudio.agents.director import Shot, clip_request, direct
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import digest, plain
from videostudio.film.look import Look
from videostudio.film.requests import Binding, CastMember
from videostudio.film.take import Take
from videostudio.film.verdict import Gap, Verdict, VerdictKind

REFERENCE = ArtifactRef(sha256="a" * 64, media_type="image/png", size=1)
IMAGE = ArtifactRef(sha256="b" * 64, media_type="image/png", size=1)
OTHER = ArtifactRef(sha256="c" * 64, media_type="image/png", size=1)
LOOK = Look.of(Brief(prompt="x", width=640, height=360, fps=24, seed=5, style="paper"))
SCRIPT = corgi_script()
SCENE = SCRIPT.scenes[0].model_copy(update={"camera": CameraMove(direction=Direction.LEFT, speed=Speed.FAST)})
CORGI = CastMember(entity=SCRIPT.entity("corgi"), reference=REFERENCE)
MARS = CastMember(entity=SCRIPT.entity("mars"), reference=REFERENCE)

CAMERA = Gap(score="camera", text="wrong way")
BLANK = Gap(score="contrast", text="blank")
MISSING = Gap(score="presence", about="corgi", text="no corgi")
DRIFTED = Gap(score="identity", about="corgi", text="another corgi")
TWICE = Gap(score="extra", about="corgi", text="two of them")
CASTLE = CastMember(entity=Entity(id="castle", name="castle", kind=EntityKind.OBJECT), reference=REFERENCE)


def failed(
    attempt: int, *gaps: Gap, image: ArtifactRef | None = IMAGE, version: int = 1, clip: ArtifactRef | None = None
) -> Take:
    verdict = Verdict(kind=VerdictKind.RESHOOT, gaps=gaps) if gaps else None
    return Take(scene_id=SCENE.id, attempt=attempt, script_version=version, image=image, clip=clip, verdict=verdict)


def shot(*takes: Take, **facts: object) -> Shot:
    return direct(SCENE, [CORGI], MARS, LOOK, takes=takes, **facts)  # type: ignore[arg-type]


def test_the_first_take_is_the_script() -> None:
    first = shot()
    assert (first.attempt, first.image_attempt, first.camera, first.changes) == (1, 1, SCENE.camera, ())
    assert first.image.cast == (CORGI,)
    assert first.image.place == MARS
    assert (first.image.width, first.image.height, first.image.style) == (640, 360, "paper")
    assert first.image.reference_scale_milli == 1000
    assert first.image.emphasis == ()


def test_who_has_no_reference_stays_out_of_the_picture() -> None:
    nobody = CORGI.model_copy(update={"reference": None})
    assert direct(SCENE, [nobody], MARS, LOOK).image.cast == ()


def test_a_clip_fault_keeps_the_picture_and_changes_the_clip() -> None:
    first, second = shot(), shot(failed(1, CAMERA))
    assert second.image == first.image
    assert (second.attempt, second.image_attempt) == (2, 1)
    clips = [clip_request(s, SCENE, LOOK, IMAGE, None) for s in (first, second)]
    assert clips[0].seed != clips[1].seed
    assert [clip.image_attempt for clip in clips] == [None, 1]
    assert [clip.camera_missed for clip in clips] == [False, True]
    assert second.changes == ("new seed for the clip, the picture of take 1 stays",)


def test_a_picture_fault_needs_a_new_picture() -> None:
    second = shot(failed(1, BLANK))
    assert second.image_attempt == 2
    assert second.image.seed != shot().image.seed
    assert second.changes == ("new seed",)
    assert not second.camera_missed, "nobody has seen it"
    assert shot(failed(1, CAMERA, BLANK)).image_attempt == 2


def test_a_take_without_a_picture_or_verdict_is_made_anew() -> None:
    assert shot(failed(1, CAMERA, image=None)).image_attempt == 2
    assert shot(failed(1)).image_attempt == 2


def test_a_kept_picture_is_the_first_take_that_had_it() -> None:
    takes = (failed(1, BLANK, image=OTHER), failed(2, CAMERA), failed(3, CAMERA))
    assert shot(*takes).image_attempt == 2


def test_two_camera_faults_calm_the_camera() -> None:
    assert shot(failed(1, CAMERA)).camera == SCENE.camera
    calmed = shot(failed(1, CAMERA), failed(2, CAMERA))
    assert calmed.camera == CameraMove(direction=Direction.LEFT, speed=Speed.SLOW)
    assert "calmer camera: slow left instead of fast left" in calmed.changes
    assert clip_request(calmed, SCENE, LOOK, IMAGE, None).camera == calmed.camera


def test_who_was_missed_comes_first() -> None:
    second = shot(failed(1, MISSING))
    assert second.image.emphasis == ("corgi",)
    assert second.image.reference_scale_milli == 1000
    assert second.image.bindings == ()
    assert "emphasis on corgi" in second.changes


def test_who_was_missed_more_often_comes_before_others() -> None:
    cast = [CORGI, CASTLE]
    no_castle = Gap(score="presence", about=CASTLE.entity.id, text="no castle")
    takes = (failed(1, MISSING, no_castle), failed(2, no_castle))
    assert direct(SCENE, cast, MARS, LOOK, takes=takes).image.emphasis == (CASTLE.entity.id, "corgi")
    assert direct(SCENE, cast, MARS, LOOK, takes=takes).image.cast == tuple(cast)


def test_whose_looks_drifted_is_bound_more_strongly_and_nobody_else() -> None:
    second = shot(failed(1, DRIFTED))
    assert second.image.bindings == (Binding(entity_id="corgi", scale_milli=1250),)
    assert (second.image.reference_scale_milli, second.image.emphasis) == (1000, ())
    assert "the reference of corgi binds 125 %" in second.changes
    eighth = shot(*(failed(n, DRIFTED) for n in range(1, 8)))
    assert eighth.image.bindings[0].scale_milli == 2000


def test_who_was_there_twice_is_wanted_once_and_loses_its_emphasis() -> None:
    third = shot(failed(1, MISSING), failed(2, TWICE))
    assert (third.image.single, third.image.emphasis) == (("corgi",), ())
    assert "corgi once and no more, without emphasis" in third.changes


def test_bystanders_make_room_for_who_was_missed_twice_and_the_film_says_so() -> None:
    owl = CastMember(entity=Entity(id="owl", name="owl", kind=EntityKind.ANIMAL), reference=REFERENCE)
    cast, no_owl = [CORGI, owl, CASTLE], Gap(score="presence", about="owl", text="no owl")

    def thinned(*takes: Take) -> Shot:
        return direct(SCENE, cast, MARS, LOOK, takes=takes)

    assert thinned(failed(1, no_owl), failed(2, BLANK)).image.cast == tuple(cast)
    third = thinned(failed(1, no_owl), failed(2, no_owl))
    assert third.image.cast == (CORGI, owl)
    assert third.image.emphasis == ("owl",)
    assert third.degraded == ("'castle' is left out, to leave room for whom nobody saw",)
    assert third.degraded[0] in third.changes
    fourth = thinned(failed(1, no_owl), failed(2, no_owl), failed(3, no_owl))
    assert fourth.image.cast == (CORGI, owl)
    in_the_clip = thinned(failed(1, no_owl, clip=OTHER), failed(2, no_owl, clip=OTHER))
    assert in_the_clip.image.cast == tuple(cast)
    assert in_the_clip.image.emphasis == ("owl",)


def test_another_place_or_time_of_day_puts_the_place_first() -> None:
    assert not shot().image.place_first
    for name in ("place", "daylight"):
        second = shot(failed(1, Gap(score=name, about="mars", text="elsewhere")))
        assert second.image.place_first
        assert "the place is told first" in second.changes


def test_a_clip_that_flickers_is_filmed_again_from_its_picture() -> None:
    assert shot(failed(1, Gap(score="flicker", text="flickers"))).image_attempt == 1


def test_a_clip_that_moves_wildly_gets_a_calmer_camera_over_the_same_picture() -> None:
    wild = Gap(score="wildness", text="moves too wildly")
    calmed = shot(failed(1, wild), failed(2, wild))
    assert calmed.camera == CameraMove(direction=Direction.LEFT, speed=Speed.SLOW)
    assert calmed.image_attempt == shot(failed(1, CAMERA), failed(2, CAMERA)).image_attempt


def test_what_the_film_holds_against_a_scene_makes_a_new_picture() -> None:
    accepted = Take(scene_id=SCENE.id, attempt=1, image=IMAGE, clip=OTHER, verdict=Verdict(kind=VerdictKind.ACCEPT))
    again = shot(accepted, film_gaps=(Gap(score="place_match", about="scene-1", text="other colours"),), earlier=1)
    assert (again.attempt, again.image_attempt) == (2, 2)
    assert again.changes == ("shot again to fit the film: other colours", "new seed", "the place is told first")


def test_only_the_reference_of_who_drifted_across_the_film_binds_more_strongly() -> None:
    accepted = Take(scene_id=SCENE.id, attempt=1, image=IMAGE, clip=OTHER, verdict=Verdict(kind=VerdictKind.ACCEPT))
    held = Gap(score="colours_match", about=SCENE.id, entity="castle", text="another castle")
    again = direct(SCENE, [CORGI, CASTLE], MARS, LOOK, takes=(accepted,), film_gaps=(held,), earlier=1)
    assert again.image.bindings == (Binding(entity_id="castle", scale_milli=1250),)
    assert again.image.reference_scale_milli == 1000


def test_somebody_unlike_the_other_scenes_binds_all_references_where_nobody_knows_who() -> None:
    accepted = Take(scene_id=SCENE.id, attempt=1, image=IMAGE, clip=OTHER, verdict=Verdict(kind=VerdictKind.ACCEPT))
    held = Gap(score="entity_match", about=SCENE.id, text="another corgi")
    again = shot(accepted, film_gaps=(held,), earlier=1)
    assert again.image.reference_scale_milli == 1250


def test_a_picture_shot_for_the_film_is_kept_as_it_was_asked_for() -> None:
    accepted = Take(scene_id=SCENE.id, attempt=1, image=OTHER, clip=OTHER, verdict=Verdict(kind=VerdictKind.ACCEPT))
    told = {"film_gaps": (Gap(score="place_match", about=SCENE.id, text="other colours"),), "earlier": 1}
    second = shot(accepted, **told)
    third = shot(accepted, failed(2, CAMERA), **told)
    assert (third.image_attempt, third.image) == (2, second.image)
    assert third.changes[0] == "new seed for the clip, the picture of take 2 stays"


def test_takes_of_an_older_script_count_and_say_nothing() -> None:
    old = (failed(1, CAMERA), failed(2, CAMERA))
    new = shot(*old, script_version=2)
    assert (new.attempt, new.image_attempt, new.camera) == (3, 3, SCENE.camera)
    assert new.image.emphasis == ()


GAPS = st.builds(
    Gap,
    score=st.sampled_from(
        ["presence", "identity", "extra", "place", "daylight", "camera", "flicker", "contrast", "new"]
    ),
    about=st.sampled_from(["", "corgi", "castle", "mars", SCENE.id]),
    text=st.just("wrong"),
)


@given(
    st.lists(st.lists(GAPS, max_size=3), min_size=1, max_size=6),
    st.lists(GAPS, max_size=2),
    st.integers(0, 5),
    st.integers(1, 6),
)
def test_no_two_attempts_ask_for_the_same(
    history: list[list[Gap]], film_gaps: list[Gap], earlier: int, rewritten: int
) -> None:
    takes: list[Take] = []
    asked = []
    for number, gaps in enumerate([*history, []], 1):
        version = 1 if number <= rewritten else 2
        held = tuple(film_gaps) if number > earlier else ()
        facts = {"script_version": version, "film_gaps": held, "earlier": earlier if held else 0}
        again = direct(SCENE, [CORGI, CASTLE], MARS, LOOK, takes=takes, **facts)  # type: ignore[arg-type]
        picture = ArtifactRef(sha256=digest(plain(again.image)), media_type="image/png", size=1)
        asked.append((digest(plain(clip_request(again, SCENE, LOOK, picture, None))), again))
        takes.append(failed(number, *gaps, image=picture, version=version))
    assert len({clip for clip, _ in asked}) == len(asked)
    for _, again in asked:
        first = asked[again.image_attempt - 1][1]
        assert again.image == first.image


def test_a_clip_is_as_long_as_its_scene_and_has_a_handle() -> None:
    request = clip_request(shot(), SCENE, LOOK, IMAGE, OTHER)
    assert (request.frames, request.tail_frames, request.fps) == (96, 12, 24)
    assert (request.image, request.staging) == (IMAGE, OTHER)
    assert (request.cast, request.place) == ((CORGI,), MARS)
