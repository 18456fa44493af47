"""report.html: one file, opens offline, every word escaped, every state of a film told."""

import base64
import hashlib
import re
import shlex
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from filmed import Shelf, dull_picture, filmed, score

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Approval, Brief, OwnImage
from videostudio.film.camera import CameraMove, Direction
from videostudio.film.record import FilmOutcome, FilmRecord, SceneRecord, Spending, Twin
from videostudio.film.score import Score, Subject
from videostudio.film.staging import Box, Placement, Staging
from videostudio.film.verdict import Gap, Outcome, Verdict, VerdictKind
from videostudio.tools.images import decode, encode_png
from videostudio.tools.report import write_report
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.reproduce import command
from videostudio.tools.report.stills import PAGE_BYTES, Stills
from videostudio.tools.report.story import pictures
from videostudio.tools.report.words import camera_words, score_value, seconds_words

PAGE_LIMIT = 20_000_000
HOSTILE = "<script>alert('x')</script> & \"quotes\" </style></title><img src=x onerror=alert(1)> $5 `ls`"
CELLS = ("caption", "th", "td")


class Page(HTMLParser):
    """What a browser would find in a page: elements with their attributes, and the words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.style = ""
        self._open: list[str] = []
        self._tables: list[list[list[str]]] = []
        self._in_cell = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "style":
            self._open.append(tag)
        if tag == "table":
            self._tables.append([])
        if tag in ("caption", "tr"):
            self._tables[-1].append([])
        if tag in CELLS:
            self._tables[-1][-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._open.pop()
        self._in_cell = self._in_cell and tag not in CELLS

    def handle_data(self, data: str) -> None:
        if self._open:
            self.style += data
            return
        self.words += data
        if self._in_cell:
            self._tables[-1][-1][-1] += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for element, attributes in self.elements if element == name]

    def rows(self, caption: str) -> list[list[str]]:
        """The words in the cells of the first table of this caption, row by row."""
        return next(rows for (*_, title), *rows in filter(None, self._tables) if title == caption)


def written(record: FilmRecord, shelf: Shelf, folder: Path) -> Page:
    path = write_report(record, artifacts=shelf, folder=folder)
    assert path == folder / "report.html"
    return Page(path.read_text("utf-8"))


def test_a_page_asks_nobody_for_anything(tmp_path: Path) -> None:
    shelf = Shelf()
    page = written(filmed(shelf), shelf, tmp_path)
    links = [value for _, attributes in page.elements for key, value in attributes.items() if key in ("src", "href")]
    assert links
    for link in links:
        assert link is not None
        assert re.match(r"#[a-z0-9-]+$|data:(image/jpeg|text/vtt);base64,|film\.mp4$|clips/scene-\d+\.mp4$", link), link
    assert not page.all("script")
    assert not page.all("link")
    assert "url(" not in page.style
    assert "@import" not in page.style


def test_inner_links_lead_somewhere(tmp_path: Path) -> None:
    shelf = Shelf()
    page = written(filmed(shelf), shelf, tmp_path)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {str(a["href"])[1:] for a in page.all("a") if str(a["href"]).startswith("#")}
    assert {"storyboard", "cast", "takes", "takes-3"} <= targets <= set(ids)


def test_the_policy_allows_this_style_and_no_script(tmp_path: Path) -> None:
    shelf = Shelf()
    page = written(filmed(shelf), shelf, tmp_path)
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    hashed = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert f"style-src 'sha256-{hashed}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert not [attributes for _, attributes in page.elements if "style" in attributes]


def test_words_stay_words(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    assert record.script
    nasty = record.script.model_copy(update={"title": HOSTILE, "logline": HOSTILE})
    scenes = tuple(scene.model_copy(update={"event": HOSTILE}) for scene in record.scenes)
    story = {"script": nasty, "scenes": scenes, "notes": (HOSTILE,), "degraded": (HOSTILE,), "licences": (HOSTILE,)}
    page = written(record.model_copy(update={**story, "brief": Brief(prompt=HOSTILE, style=HOSTILE)}), shelf, tmp_path)
    assert page.words.count(HOSTILE) >= 8
    assert not page.all("script")
    assert not [attributes for _, attributes in page.elements if any(key.startswith("on") for key in attributes)]
    assert all(str(image["src"]).startswith("data:image/jpeg") for image in page.all("img"))


def test_storyboard_has_every_scene_with_camera_seconds_and_outcome(tmp_path: Path) -> None:
    shelf = Shelf()
    page = written(filmed(shelf), shelf, tmp_path)
    cards = [attributes for attributes in page.all("li") if attributes.get("class") == "card"]
    assert len(cards) == 4
    for words in ("Camera pushes in slowly", "Camera moves left", "Camera holds still", "Camera pulls back fast"):
        assert words in page.words
    assert "Crossfade, 0.5 s" in page.words
    assert "take 2 of 2" in page.words
    assert page.all("img")[0]["alt"] == "Scene 1: The corgi astronaut arrives on Mars."


def test_storyboard_shows_a_film_beside_the_one_it_was_rendered_from(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    first = record.scenes[0].id
    image = shelf.put(dull_picture("preview"), "image/png", width=320, height=180)
    twin = Twin(film="a-film", profile="preview", pictures={first: image})
    both = record.model_copy(update={"twin": twin})
    page = written(both, shelf, tmp_path)
    assert [image["alt"] for image in page.all("img")][:2] == [
        "Scene 1: The corgi astronaut arrives on Mars.",
        "Scene 1 as preview shows it",
    ]
    assert page.words.count("profile preview") == written(record, shelf, tmp_path).words.count("profile preview") + 1
    assert pictures(both) == pictures(record) + 1


def test_takes_show_scores_verdicts_and_what_could_not_be_measured(tmp_path: Path) -> None:
    shelf = Shelf()
    page = written(filmed(shelf), shelf, tmp_path)
    assert page.words.count("distance from the scripted flow") == 5
    assert "12.1 px/frame" in page.words
    assert "the camera moves 12.1 px a frame where 4.3 were scripted" in page.words
    assert ["likeness", "not measured", "no CLIP in this profileby house-checks v1"] in page.rows(
        "Scores of corgi astronaut"
    )
    assert page.words.count("not measured") == 5
    assert [a for a in page.all("tr") if a.get("class") == "gap"]
    assert len([a for a in page.all("details") if "open" in a]) == 1


def test_scores_that_only_advise_say_so(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    advice = (Gap(score="motion", text="advisory: 0.084 of full scale; not calibrated"),)
    verdict = Verdict(kind=VerdictKind.ACCEPT, advice=advice)
    take = record.scenes[0].takes[0].model_copy(update={"verdict": verdict})
    scene = record.scenes[0].model_copy(update={"takes": (take,)})
    words = written(record.model_copy(update={"scenes": (scene,)}), shelf, tmp_path).words
    assert words.count("Advisory: 0.084 of full scale; not calibrated") == 1
    assert "motion advisory0.084 of full scale" in words


def test_takes_tell_what_changed_and_what_fell_short(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    said = {"changes": ("new seed", "calmer camera"), "notes": ("a smaller lamp",), "degraded": ("no hat",)}
    take = record.scenes[0].takes[0].model_copy(update=said)
    member = record.cast[0].model_copy(update={"degraded": ("no paws",)})
    scene = record.scenes[0].model_copy(update={"takes": (take,)})
    words = written(record.model_copy(update={"scenes": (scene,), "cast": (member,)}), shelf, tmp_path).words
    for told in ("Changed for this take: new seed, calmer camera", "a smaller lamp", "Fell short: no hat", "no paws"):
        assert told in words


def test_what_fell_short_comes_before_the_film(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    page = written(record, shelf, tmp_path)
    assert record.degraded[0] in page.words
    assert page.words.index("What fell short") < page.words.index("Storyboard", page.words.index("Credits"))
    whole = record.model_copy(update={"outcome": FilmOutcome.FINISHED, "degraded": ()})
    assert "What fell short" not in written(whole, shelf, tmp_path).words


def test_how_to_make_it_again(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    page = written(record, shelf, tmp_path)
    assert command(record) in page.words
    assert record.cut
    assert record.cut.sha256 in page.words
    assert "langgraph" in page.words
    assert all(name in page.words for take in record.scenes[2].takes[1:] for name in take.requests.values())
    assert record.licences[0] in page.words
    assert "12 generator calls, 3 found in the store; 15 ever made" in page.words
    assert "Language models" not in page.words
    assert "11.4 s in this run" in page.words


@pytest.mark.parametrize(
    ("spent", "told"),
    [
        (
            Spending(tokens=1350, money_milli=12),
            "Language models used 1,350 tokens, for 0.012 of their currency, in all",
        ),
        (Spending(tokens=200), "Language models used 200 tokens, in all runs of this film."),
    ],
)
def test_what_language_models_cost_is_told(spent: Spending, told: str, tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf).model_copy(update={"spent": spent})
    assert told in written(record, shelf, tmp_path).words


@pytest.mark.parametrize("outcome", [FilmOutcome.AWAITING_SCRIPT, FilmOutcome.AWAITING_CUT])
def test_a_waiting_film_says_what_to_type(outcome: FilmOutcome, tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    bare = {"cut": None, "captions": None, "cast": (), "scenes": (), "seconds": {}, "licences": (), "notes": ()}
    page = written(record.model_copy(update={**bare, "outcome": outcome}), shelf, tmp_path)
    assert f"videostudio resume {record.film} --approve" in page.words
    assert not page.all("video")
    assert page.words.count("not shot yet") == 4
    assert page.words.count("no picture") == 7


def test_a_stopped_film_says_how_to_go_on(tmp_path: Path) -> None:
    shelf = Shelf()
    stopped = filmed(shelf).model_copy(update={"outcome": FilmOutcome.UNFINISHED, "cut": None})
    page = written(stopped, shelf, tmp_path)
    assert "Not finished yet" in page.words
    assert f"videostudio resume {stopped.film}" in page.words


def test_a_film_that_did_not_get_a_script_has_a_page(tmp_path: Path) -> None:
    record = FilmRecord(film="f-00000000", profile="preview", outcome=FilmOutcome.REJECTED, brief=Brief(prompt="A fox"))
    page = written(record, Shelf(), tmp_path)
    assert "rejected" in page.words
    assert "videostudio make -- 'A fox'" in page.words


def test_lost_and_broken_pictures_are_shown_as_lost(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    first, second = (record.scenes[n].takes[0].image for n in (0, 1))
    assert first
    assert second
    assert record.captions
    shelf.bytes.pop(first.sha256)
    shelf.bytes.pop(record.captions.sha256)
    shelf.bytes[second.sha256] = b"no picture"
    page = written(record, shelf, tmp_path)
    assert page.words.count("picture lost") == 4
    assert not page.all("track")


def test_every_picture_has_words_and_every_section_a_heading(tmp_path: Path) -> None:
    shelf = Shelf()
    page = written(filmed(shelf), shelf, tmp_path)
    assert all(image.get("alt") for image in page.all("img"))
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch("h[1-6]", name)]
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert len(page.all("h2")) == 8
    assert page.all("html")[0]["lang"] == "en"
    assert all(svg.get("aria-hidden") == "true" or svg.get("aria-label") for svg in page.all("svg"))


def test_pictures_are_small_jpegs_of_the_wanted_width() -> None:
    shelf = Shelf()
    clear = np.full((720, 1280, 4), (200, 30, 30, 0), dtype=np.uint8)
    uri = Stills(shelf, 4).uri(shelf.put(encode_png(clear), "image/png"), 960)
    assert uri
    pixels = decode(base64.b64decode(uri.removeprefix("data:image/jpeg;base64,")))
    assert pixels.shape == (540, 960, 3)
    assert np.abs(pixels[0, 0].astype(int) - (226, 230, 236)).max() <= 3


def test_a_picture_is_read_once_for_all_that_is_shown_of_it() -> None:
    class Counting(Shelf):
        read_ = 0

        def read(self, ref: ArtifactRef) -> bytes:
            self.read_ += 1
            return super().read(ref)

    shelf = Counting()
    take, *references = (shelf.put(dull_picture(name), "image/png") for name in ("take", "corgi", "flower", "mars"))
    stills = Stills(shelf, 9)
    for left in (0, 40, 80):
        for reference in references:
            assert stills.piece(take, Box(left=left, top=0, width=20, height=30), 160)
            assert stills.uri(reference, 160)
    assert shelf.read_ == 4


def test_hundred_scenes_of_noise_fit_in_the_page() -> None:
    shelf = Shelf()
    noise = np.random.default_rng(0).integers(0, 256, (540, 960, 3), dtype=np.uint8)
    ref = shelf.put(encode_png(noise), "image/png")
    asked = 100 + 300 + 20
    uri = Stills(shelf, asked).uri(ref, 960)
    assert uri
    assert len(uri) * asked < PAGE_LIMIT - 2_000_000
    assert PAGE_BYTES * 4 / 3 < PAGE_LIMIT - 2_000_000


def test_the_longest_film_is_a_page_under_the_limit(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf, scenes=100)
    assert record.script
    cast = {scene.id: len(scene.foreground) for scene in record.script.scenes}
    shown = sum(cast[take.scene_id] + 1 for scene in record.scenes for take in scene.takes)
    assert pictures(record) == 100 + 101 + 3 + 2 * shown
    write_report(record, artifacts=shelf, folder=tmp_path)
    assert (tmp_path / "report.html").stat().st_size < PAGE_LIMIT


def test_everybody_is_shown_beside_their_reference_with_their_scores(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    staging = Staging(
        width=1280,
        height=720,
        ground_px=500,
        placements=(Placement(entity_id="corgi-astronaut", box=Box(left=400, top=300, width=200, height=300)),),
    )
    ref = shelf.put(staging.model_dump_json().encode(), "application/json")
    good = score("daylight", 0.97, "likeness", "the same light", about="mars")
    bad = score("daylight", 0.4, "likeness", "much darker", about="mars")
    mild = score("colours", 0.9, "likeness", "has its colours", about="mars")
    gap = Gap(score="daylight", about="mars", text="the clip is set at another time of day")
    (first,) = record.scenes[0].takes
    word = Verdict(kind=VerdictKind.RESHOOT, gaps=(gap,))
    passed = Verdict(kind=VerdictKind.ACCEPT)
    said = {"staging": ref, "image_scores": (good,), "image_verdict": passed, "scores": (mild, bad), "verdict": word}
    scenes = (record.scenes[0].model_copy(update={"takes": (first.model_copy(update=said),)}), *record.scenes[1:])
    page = written(record.model_copy(update={"scenes": scenes}), shelf, tmp_path)
    who = ("Mars in take 1", "Reference of Mars", "corgi astronaut in take 1", "Reference of corgi astronaut")
    alts = [image["alt"] for image in page.all("img") if image["alt"] in who]
    assert alts[alts.index(who[0]) :][:4] == list(who)
    assert "Clip rejected: reshoot" in page.words
    assert page.rows("Scores of Mars") == [
        ["Score", "Picture, passed", "Clip", "What it says"],
        ["daylight", "0.97 likeness", "0.4 likeness (too bad)", "much darkerby house-checks v1"],
        ["colours", "–", "0.9 likeness", "has its coloursby house-checks v1"],
    ]


def test_without_a_staging_the_piece_that_was_measured_is_shown_or_all_of_the_picture(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    where = Box(left=300, top=200, width=120, height=160)
    seen = score("presence", 0.8, "likeness", "like it", about="corgi-astronaut").model_copy(update={"where": where})
    (first,) = record.scenes[0].takes
    take = first.model_copy(update={"image_scores": (seen,)})
    scenes = (record.scenes[0].model_copy(update={"takes": (take,)}), *record.scenes[1:])
    page = written(record.model_copy(update={"scenes": scenes}), shelf, tmp_path)
    assert take.image
    stills = Stills(shelf, 1)
    shown: dict[str, str] = {}
    for image in page.all("img"):
        shown.setdefault(image["alt"], image["src"])
    assert shown["corgi astronaut in take 1"] == stills.piece(take.image, where, 240)
    assert shown["Mars in take 1"] == shown["flower in take 1"] == stills.uri(take.image, 240)


def test_where_no_score_may_reject_everything_is_advised_only(tmp_path: Path) -> None:
    """A reference, a picture, a clip and a film that nobody has calibrated; beside them a picture that did not pass."""

    def advised(*scores: Score) -> Verdict:
        gaps = (
            Gap(score=one.name, about=one.about, entity=one.entity, text="advisory: 0.9; not calibrated")
            for one in scores
        )
        return Verdict(kind=VerdictKind.ACCEPT, advice=tuple(gaps))

    shelf = Shelf()
    record = filmed(shelf)
    level, file = score("contrast", 0.9, "levels", "not blank"), score("decodable", 1.0, "yes/no", "a picture")
    across = score("entity_match", 0.9, "likeness", "alike", about="scene-1").model_copy(update={"entity": "flower"})
    member = record.cast[0].model_copy(update={"scores": (level, file), "verdict": advised(level)})
    said = {"image_scores": (level, file), "image_verdict": advised(level), "scores": (level,)}
    take = record.scenes[0].takes[0].model_copy(update={**said, "verdict": advised(level)})
    beside = {"takes": (take,), "scores": (across,), "verdict": advised(across)}
    scene = record.scenes[0].model_copy(update=beside)
    page = written(record.model_copy(update={"scenes": (scene,), "cast": (member,)}), shelf, tmp_path)
    assert "Reference: advised only" in page.words
    assert "contrast: 0.9 levels (advisory)" in page.words
    assert "Accepted, advised only" in page.words
    heads, contrast, _ = page.rows("Scores of the take as a whole")
    assert heads == ["Score", "Picture, advised only", "Clip, advised only", "What it says"]
    assert contrast[0] == "contrast advisory"
    assert page.rows("Seen with the other scenes")[0][1] == "Across the film, advised only"
    assert page.rows("Seen with the other scenes")[1][0] == "entity match of flower advisory"


def test_a_picture_that_was_filmed_although_it_did_not_pass_says_so(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    gap = Gap(score="contrast", text="the scene image is blank", subject=Subject.IMAGE)
    blank, level = Verdict(kind=VerdictKind.RESHOOT, gaps=(gap,)), score("contrast", 0.9, "levels", "told")
    said = {"image_scores": (level,), "image_verdict": blank, "scores": (level,), "verdict": blank}
    scene = record.scenes[0].model_copy(update={"takes": (record.scenes[0].takes[0].model_copy(update=said),)})
    page = written(record.model_copy(update={"scenes": (scene,)}), shelf, tmp_path)
    assert "Picture, filmed all the same, rejected: reshoot" in page.words
    heads, contrast = page.rows("Scores of the take as a whole")
    assert heads[1] == "Picture, did not pass"
    assert contrast[1:3] == ["0.9 levels (too bad)", "0.9 levels"]


def test_a_take_without_a_clip_was_judged_by_its_picture(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    dark = score("contrast", 0.1, "levels", "one colour")
    word = Verdict(kind=VerdictKind.RESHOOT, gaps=(Gap(score="contrast", text="the scene image is blank"),))
    take = record.scenes[0].takes[0].model_copy(update={"clip": None, "scores": (dark,), "verdict": word})
    scene = record.scenes[0].model_copy(update={"takes": (take,)})
    page = written(record.model_copy(update={"scenes": (scene,)}), shelf, tmp_path)
    assert "Picture rejected: reshoot" in page.words
    assert page.rows("Scores of the take as a whole") == [
        ["Score", "Picture", "What it says"],
        ["contrast", "0.1 levels (too bad)", "one colourby house-checks v1"],
    ]


@pytest.mark.parametrize(("name", "signs"), [("camera", 1), ("camera_speed_ratio", 0)])
def test_only_what_was_judged_has_a_sign(name: str, signs: int, tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    plain = written(record.model_copy(update={"scenes": ()}), shelf, tmp_path)
    said = {"scores": (score(name, 0.9, "ratio", "as scripted"),)}
    scene = record.scenes[0].model_copy(update={"takes": (record.scenes[0].takes[0].model_copy(update=said),)})
    page = written(record.model_copy(update={"scenes": (scene,)}), shelf, tmp_path)
    outcomes = 2 + 1  # the scene's on its card and over its takes, and the verdict's
    assert len(page.all("svg")) - len(plain.all("svg")) == outcomes + signs


def test_scores_across_the_film_stand_apart_from_those_of_takes(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    across = score("entity_match", 0.8, "likeness", "as in the other scenes", about="scene-1")
    scene = record.scenes[0].model_copy(update={"scores": (across,)})
    page = written(record.model_copy(update={"scenes": (scene,)}), shelf, tmp_path)
    assert page.rows("Seen with the other scenes") == [
        ["Score", "Across the film", "What it says"],
        ["entity match", "0.8 likeness", "as in the other scenesby house-checks v1"],
    ]


def test_scenes_that_did_not_pass_say_so(tmp_path: Path) -> None:
    shelf = Shelf()
    record = filmed(shelf)
    failed = record.scenes[0].model_copy(update={"outcome": Outcome.ATTEMPTS_EXHAUSTED})
    broken = SceneRecord(
        id="scene-2",
        event="The corgi astronaut explores Mars.",
        outcome=Outcome.GENERATOR_ERROR,
        takes=(record.scenes[1].takes[0].model_copy(update={"image": None, "clip": None, "error": "out of paint"}),),
    )
    page = written(record.model_copy(update={"scenes": (failed, broken)}), shelf, tmp_path)
    assert "best take kept" in page.words
    assert "generator failed" in page.words
    assert "Failed: out of paint" in page.words


def test_the_command_carries_every_option_and_any_prompt() -> None:
    shelf = Shelf()
    image = shelf.put(b"x", "image/png")
    brief = Brief(
        prompt=HOSTILE,
        scenes=5,
        duration_ms=17_500,
        width=640,
        height=360,
        fps=12,
        style="ink",
        seed=9,
        silent=True,
        own_images=(OwnImage(name="my dog", image=image),),
        approvals=frozenset(Approval),
        longest_scene_ms=4500,
        must_have=("red scarf",),
        forbidden=("cat", "rain"),
        stand_in=False,
    )
    record = FilmRecord(film="f", profile="small", outcome=FilmOutcome.REJECTED, brief=brief, llm="tiny at here")
    assert shlex.split(command(record)) == [
        *("videostudio", "make", "--scenes", "5", "--seconds", "17.5", "--size", "640x360", "--fps", "12"),
        *("--style", "ink", "--seed", "9", "--silent", "--approve", "cut,script"),
        *("--reference", "my dog=FILE"),
        *("--scene-seconds", "4.5", "--must", "red scarf", "--without", "cat", "--without", "rain", "--no-stand-in"),
        *("--profile", "small", "--writer", "llm", "--", HOSTILE),
    ]


def test_markup_escapes_all_but_itself() -> None:
    assert tag("p", "<b>", Markup("<i>"), None, title='"&') == '<p title="&quot;&amp;">&lt;b&gt;<i></p>'
    assert tag("img", src="x", hidden=True, alt=None, loop=False) == '<img src="x" hidden>'
    assert joined("a", None, tag("br")) == "a<br>"
    with pytest.raises(ValueError, match="no element"):
        tag("p onclick")


@pytest.mark.parametrize("direction", list(Direction))
def test_every_camera_move_has_words(direction: Direction) -> None:
    words = camera_words(CameraMove.model_validate({"direction": direction, "speed": "fast"}))
    assert words.startswith("Camera ")
    assert words.endswith(" fast") == (direction is not Direction.STATIC)


def test_figures_in_words() -> None:
    assert score_value(score("camera", 0.25, "px", "")) == "0.25 px"
    assert score_value(score("camera", None, "px", "")) == "not measured"
    assert [score_value(score("whole", value, "yes/no", "")) for value in (1.0, 0.0)] == ["yes", "no"]
    assert score_value(score("contrast", 28.5861, "levels", "")) == "28.59 levels"
    assert [seconds_words(s) for s in (0.041, 12.34, 200)] == ["0.04 s", "12.3 s", "3 min 20 s"]
