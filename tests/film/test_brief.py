import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import MAX_PROMPT, Approval, Brief, Budget, OwnImage


def test_a_sentence_is_enough() -> None:
    brief = Brief(prompt="A fox runs")
    assert (brief.width, brief.height, brief.fps, brief.seed, brief.style) == (1280, 720, 24, 0, "")
    assert (brief.scenes, brief.duration_ms, brief.own_images, brief.approvals) == (None, None, (), frozenset())
    assert brief.budget == Budget(attempts=3, rewrites=1, regrades=1, gpu_s=None, tokens=None, money_milli=None)


@pytest.mark.parametrize(
    "words",
    [
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "; rm -rf / && $(shell touch x) `id` $5",
        "🦊",
        "ثعلب يركض في الغابة",
        "Ein Fuchs läuft.\nDann schläft er.\tEnde",
        "7",
        "x" * MAX_PROMPT,
    ],
)
def test_words_stay_words(words: str) -> None:
    assert Brief(prompt=words).prompt == words


def test_prompts_are_composed_and_trimmed() -> None:
    assert Brief(prompt="  Cafe\u0301 \n", style=" e\u0301 ").prompt == "Café"
    assert Brief(prompt="x", style=" e\u0301 ").style == "é"


@given(st.text(max_size=50))
def test_a_prompt_is_refused_or_kept_in_one_form(words: str) -> None:
    try:
        brief = Brief(prompt=words)
    except ValidationError:
        return
    assert brief.prompt == unicodedata.normalize("NFC", words).strip()
    assert Brief(prompt=brief.prompt) == brief


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "...", "?!", "—", "\u200b", "\u00ad", "\u0301"])
def test_a_prompt_that_says_nothing_is_refused(empty: str) -> None:
    with pytest.raises(ValidationError, match="the prompt is empty: describe the film in a sentence"):
        Brief(prompt=empty)


@pytest.mark.parametrize(
    ("words", "named"),
    [("a\x00b", "U+0000"), ("\x1b[31mred", "U+001B"), ("bell\x07 and\x00", "U+0000, U+0007"), ("\x7f", "U+007F")],
)
def test_control_characters_are_refused_by_name(words: str, named: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Brief(prompt=words)
    assert f"contains control characters ({named}): remove them" in str(refused.value)
    with pytest.raises(ValidationError):
        Brief(prompt="x", style=words)


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(ValidationError):
        Brief(prompt="a\ud800b")


def test_a_prompt_that_is_too_long_is_refused_with_figures() -> None:
    with pytest.raises(ValidationError, match="the prompt has 60001 characters, at most 60000 are read: shorten it"):
        Brief(prompt="x" * 60_001)
    assert Brief(prompt=" " * 100 + "x" * 60_000)


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("scenes", (1, 100), (0, -1, 101, 500)),
        ("duration_ms", (1000, 6_000_000), (0, -5)),
        ("width", (128, 3840), (126, 127, 129, 3842, 50_000)),
        ("height", (128, 3840), (126, 721, 3842)),
        ("fps", (8, 60), (7, 61, 1000)),
        ("seed", (0, 2**32 - 1), (-1, 2**32)),
        ("style", ("", "x" * 200), ("x" * 201,)),
    ],
)
def test_limits(field: str, good: tuple[object, ...], bad: tuple[object, ...]) -> None:
    for value in good:
        assert getattr(Brief.model_validate({"prompt": "x", field: value}), field) == value
    for value in bad:
        with pytest.raises(ValidationError):
            Brief.model_validate({"prompt": "x", field: value})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"scenes": 4, "duration_ms": 3999},
            "3.999 s is too short for 4 scene(s) of at least 1 s: ask for 4 s or more",
        ),
        ({"duration_ms": 999}, "0.999 s is too short for 1 scene(s) of at least 1 s: ask for 1 s or more"),
        (
            {"scenes": 2, "duration_ms": 120_001},
            "120.001 s is too long for scenes of at most 60 s: ask for 120 s or less",
        ),
        ({"duration_ms": 6_000_001}, "6000 s is too long for scenes of at most 60 s: ask for 6000 s or less"),
    ],
)
def test_time_must_fit_the_scenes(asked: dict[str, int], said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Brief(prompt="x", **asked)
    assert said in str(refused.value)
    advice = ", or for fewer scenes" if "short" in said else ", or for more scenes"
    assert advice in str(refused.value)


@pytest.mark.parametrize(
    "asked",
    [
        {"scenes": 4, "duration_ms": 4000},
        {"scenes": 2, "duration_ms": 120_000},
        {"duration_ms": 1000},
        {"duration_ms": 6_000_000},
        {"scenes": 100},
    ],
)
def test_time_that_just_fits(asked: dict[str, int]) -> None:
    brief = Brief(prompt="x", **asked)
    assert {name: getattr(brief, name) for name in asked} == asked


def test_approvals_come_out_of_json_in_order() -> None:
    brief = Brief(prompt="x", approvals=frozenset({Approval.SCRIPT, Approval.CUT}))
    assert brief.model_dump(mode="json")["approvals"] == ["cut", "script"]
    assert brief.model_dump()["approvals"] == frozenset({Approval.SCRIPT, Approval.CUT})
    assert Brief.model_validate_json(brief.model_dump_json()) == brief


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("attempts", (1, 20), (0, 21)),
        ("rewrites", (0, 5), (-1, 6)),
        ("regrades", (0, 5), (-1, 6)),
        ("gpu_s", (1, None), (0,)),
        ("tokens", (1, None), (0,)),
        ("money_milli", (1, None), (0,)),
    ],
)
def test_budgets(field: str, good: tuple[object, ...], bad: tuple[object, ...]) -> None:
    for value in good:
        assert getattr(Budget.model_validate({field: value}), field) == value
    for value in bad:
        with pytest.raises(ValidationError):
            Budget.model_validate({field: value})


def test_own_images_have_a_name() -> None:
    ref = ArtifactRef(sha256="0" * 64, media_type="image/png", size=1)
    assert OwnImage(name="Rex", image=ref).image == ref
    for name in ("", "x" * 81):
        with pytest.raises(ValidationError):
            OwnImage(name=name, image=ref)


def test_a_brief_cannot_be_changed_or_mistyped() -> None:
    brief = Brief(prompt="x")
    with pytest.raises(ValidationError, match="frozen"):
        brief.prompt = "y"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Brief.model_validate({"prompt": "x", "promt": "y"})


def test_cards_come_out_of_the_time_that_was_asked_for() -> None:
    assert Brief(prompt="x", duration_ms=16_000).scenes_ms == 12_000
    assert Brief(prompt="x", duration_ms=16_000, cards=False).scenes_ms == 16_000
    assert Brief(prompt="x").scenes_ms is None
    assert Brief(prompt="x").has_cards(16_000)


def test_a_short_film_has_no_cards() -> None:
    assert Brief(prompt="x", duration_ms=11_999).scenes_ms == 11_999
    assert Brief(prompt="x", duration_ms=12_000).scenes_ms == 8_000
    assert not Brief(prompt="x").has_cards(7_999)
    assert Brief(prompt="x").has_cards(8_000)
    assert not Brief(prompt="x", cards=False).has_cards(60_000)


def test_cards_leave_every_scene_its_least_time() -> None:
    assert Brief(prompt="x", scenes=12, duration_ms=16_000).scenes_ms == 12_000
    assert Brief(prompt="x", scenes=13, duration_ms=16_000).scenes_ms == 16_000
