"""The command line with a studio of the test's own: answers, exit codes, advice."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from filmed import PROMPT, Shelf, filmed, script
from typer.testing import CliRunner, Result

from videostudio.apps.cli import app
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Approval, Brief, CaptionMode
from videostudio.film.errors import (
    FilmBusy,
    FilmNotFound,
    GeneratorError,
    NotEnoughDisk,
    StudioError,
    VideoStudioError,
)
from videostudio.film.record import FilmOutcome, FilmRecord, Spending
from videostudio.film.take import Stage
from videostudio.film.verdict import Outcome
from videostudio.graphs.decision import Decision
from videostudio.graphs.studio import FilmSummary, MakeOptions
from videostudio.tools.events import Event, Progress, Started, Warned
from videostudio.tools.store.facts import GcFacts
from videostudio.tools.workspace import Workspace

REF = ArtifactRef(sha256="0" * 64, media_type="image/png", size=3)


@dataclass
class HandStudio:
    """A studio that remembers what was asked and answers what the test says."""

    record: FilmRecord
    place: Path
    fault: BaseException | None = None
    asked: list[Any] = field(default_factory=list)
    on_event: Callable[[Event], None] | None = None
    workspace: Workspace | None = None

    def opened(self, workspace: Workspace, on_event: Callable[[Event], None] | None) -> "HandStudio":
        self.workspace, self.on_event = workspace, on_event
        return self

    def admitting(self, admits: object, spares: object) -> "HandStudio":
        return self

    def require_room(self, brief: Brief, options: MakeOptions) -> None:
        pass

    async def make(self, brief: Brief, options: MakeOptions) -> FilmRecord:
        self.asked.append(("make", brief, options))
        return await self._work()

    async def plan(self, brief: Brief, options: MakeOptions) -> Any:
        self.asked.append(("plan", brief, options))
        await self._work()
        return self.record.script

    async def resume(self, film: str, decision: Decision | None = None) -> FilmRecord:
        self.asked.append(("resume", film, decision))
        return await self._work()

    async def render(self, film: str, profile: str, options: MakeOptions) -> FilmRecord:
        self.asked.append(("render", film, profile, options))
        return await self._work()

    def show(self, film: str) -> FilmRecord:
        self._fail()
        return self.record

    def films(self) -> tuple[FilmSummary, ...]:
        summary = FilmSummary(self.record.film, "A corgi [bold]on Mars", self.record.outcome, 16.0, self.place)
        return (summary,) if self.record.scenes else ()

    def remove(self, film: str) -> None:
        self.asked.append(("remove", film))

    def folder(self, film: str) -> Path:
        self._fail()
        return self.place

    def tidy(self, older_than_s: float) -> GcFacts:
        return GcFacts()

    def add_picture(self, data: bytes, max_pixels: int) -> ArtifactRef:
        self.asked.append(("image", data))
        return REF

    async def _work(self) -> FilmRecord:
        assert self.on_event
        self.on_event(Started(film=self.record.film))
        self.on_event(Progress(stage=Stage.CLIP, step=4, total=4, scene_id="scene-4", eta_s=1.0))
        self.on_event(Warned(text="the lens is dusty"))
        await asyncio.sleep(0)
        self._fail()
        return self.record

    def _fail(self) -> None:
        if self.fault:
            raise self.fault


@pytest.fixture
def studio(tmp_path: Path) -> HandStudio:
    for name in ("film.mp4", "report.html", "script.json"):
        (tmp_path / name).touch()
    return HandStudio(filmed(Shelf()), tmp_path)


def run(studio: HandStudio, *words: str, **more: Any) -> Result:
    return CliRunner().invoke(app, list(words), obj=studio.opened, **more)


def with_outcome(studio: HandStudio, outcome: FilmOutcome) -> None:
    studio.record = studio.record.model_copy(update={"outcome": outcome})


def test_json_is_one_object_of_the_agreed_shape(studio: HandStudio) -> None:
    done = run(studio, "make", PROMPT, "--json")
    assert done.exit_code == 0
    film = json.loads(done.stdout)
    first, then = ("film", "folder", "report", "outcome", "scenes", "calls"), ("spent", "degraded", "notes", "seconds")
    assert tuple(film) == (*first, *then)
    assert Path(film["folder"]).is_absolute()
    assert film["report"] == f"{film['folder']}/report.html"
    assert film["outcome"] == "degraded"
    assert film["calls"] == {"made": 12, "reused": 3, "ledger": 15}
    assert film["seconds"]["clip"] == 9.4
    scene = film["scenes"][2]
    assert (scene["id"], scene["event"], scene["outcome"]) == (
        *("scene-3", "The corgi astronaut finds a flower.", "accepted"),
    )
    first, second = scene["takes"]
    assert first["attempt"] == 1
    assert first["verdict"]["kind"] == "reshoot"
    assert first["verdict"]["gaps"][0]["score"] == "camera"
    assert second["verdict"] == {"kind": "accept", "gaps": [], "advice": []}
    assert second["scores"]["camera"] == {
        "value": 0.31,
        "unit": "px/frame",
        "explanation": "distance from the scripted flow",
        "by": "house-checks v1",
    }
    assert second["scores"]["likeness:corgi-astronaut"]["value"] is None


def test_progress_goes_to_standard_error(studio: HandStudio) -> None:
    done = run(studio, "make", PROMPT, "--json")
    assert len(done.stdout.splitlines()) == 1
    assert f"Making {studio.record.film}" in done.stderr
    assert "scenes in motion 4/4" in done.stderr
    assert "the lens is dusty" in done.stderr


def test_people_are_told_where_the_film_is_and_what_fell_short(studio: HandStudio) -> None:
    done = run(studio, "make", PROMPT)
    assert done.exit_code == 0
    for words in (str(studio.place / "film.mp4"), str(studio.place / "report.html"), "What fell short", "Noted"):
        assert words in done.stdout
    assert "4 scenes, 16 s of film, 1280x720 at 24 fps, 12 generator calls, 3 reused, made in 11 s" in done.stdout
    assert f"videostudio show {studio.record.film}" in done.stdout


def test_what_a_writer_is_to_keep_to_reaches_the_brief(studio: HandStudio) -> None:
    limits = ("--must", "red scarf", "--must", "corgi", "--without", "cat", "--scene-seconds", "2.5")
    spend = ("--writer", "llm", "--tokens", "5000", "--money", "0.5", "--no-stand-in")
    for command in ("make", "plan"):
        studio.asked.clear()
        assert run(studio, command, PROMPT, *limits, *spend).exit_code == 0
        ((_, brief, options),) = studio.asked
        assert (brief.must_have, brief.forbidden, brief.longest_scene_ms) == (("red scarf", "corgi"), ("cat",), 2500)
        assert (brief.budget.tokens, brief.budget.money_milli, brief.stand_in) == (5000, 500, False)
        assert options.writer == "llm"
    for words, says in (
        (("--money", "0"), "--money 0.0 is no amount"),
        (("--scene-seconds", "0.5"), "--scene-seconds 0.5 is out of range: at least 1 and at most 60"),
        (("--must", ""), "--must: "),
    ):
        done = run(studio, "make", PROMPT, *words)
        assert done.exit_code == 2
        assert says in done.stderr


def test_tokens_and_money_are_told(studio: HandStudio) -> None:
    spent = Spending(tokens=12345, money_milli=67)
    studio.record = studio.record.model_copy(update={"spent": spent})
    assert "12,345 tokens for 0.067" in run(studio, "make", PROMPT).stdout


def test_every_option_reaches_the_brief(studio: HandStudio, tmp_path: Path) -> None:
    picture = tmp_path / "a b.png"
    picture.write_bytes(b"corgi")
    done = run(
        studio,
        *("make", PROMPT, "--scenes", "3", "--seconds", "10.5", "--size", "640X360", "--fps", "12", "--style", "ink"),
        *("--captions", "burn", "--no-cards"),
        *("--seed", "9", "--profile", "mini", "--out", str(tmp_path / "out"), "--name", "mars", "--new", "--silent"),
        *(
            "--approve",
            "script, cut",
            "--workers",
            "3",
            "--home",
            str(tmp_path / "home"),
            "--devices",
            "cpu*2",
            "--reference",
            f"corgi={picture}",
        ),
    )
    assert done.exit_code == 0, done.output
    (_, image), (_, brief, options) = studio.asked
    assert image == b"corgi"
    assert (brief.scenes, brief.duration_ms, brief.width, brief.height) == (3, 10_500, 640, 360)
    assert (brief.fps, brief.style, brief.seed, brief.silent) == (12, "ink", 9, True)
    assert (brief.captions, brief.cards) == (CaptionMode.BURN, False)
    assert brief.approvals == frozenset(Approval)
    assert [(own.name, own.image) for own in brief.own_images] == [("corgi", REF)]
    assert options == MakeOptions(profile="mini", name="mars", new=True, out=tmp_path / "out", workers=3)
    assert studio.workspace == Workspace(tmp_path / "home", machines=(("devices", "cpu*2"),))


def test_the_workspace_may_come_from_the_environment(studio: HandStudio, tmp_path: Path) -> None:
    run(studio, "make", PROMPT, env={"VIDEOSTUDIO_HOME": str(tmp_path)})
    assert studio.workspace == Workspace(tmp_path)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("",), "the prompt is empty"),
        (("  \n ",), "the prompt is empty"),
        (("a\x07b",), "the prompt contains control characters (U+0007)"),
        ((PROMPT, "--style", "\x1b[1m"), "--style: contains control characters (U+001B)"),
        (("x" * 60_001,), "at most 60000"),
        ((PROMPT, "--scenes", "0"), "--scenes 0 is out of range: at least 1 and at most 100"),
        ((PROMPT, "--scenes", "500"), "--scenes 500 is out of range: at least 1 and at most 100"),
        ((PROMPT, "--fps", "1000"), "--fps 1000 is out of range: at least 8 and at most 60"),
        ((PROMPT, "--size", "1280"), "write it like --size 1280x720"),
        ((PROMPT, "--size", "1281x720"), "--size (width) 1281 is odd: video needs even sizes, such as 1282"),
        ((PROMPT, "--size", "1280x99999"), "--size (height) 99999 is out of range"),
        ((PROMPT, "--seconds", "2", "--scenes", "4"), "ask for 4 s or more, or for fewer scenes"),
        ((PROMPT, "--seconds", "0"), "--seconds 0 is out of range: more than 0"),
        ((PROMPT, "--seconds", "nan"), "--seconds nan is no length"),
        ((PROMPT, "--seed", "-1"), "--seed -1 is out of range"),
        ((PROMPT, "--style", "s" * 300), "--style: 300 characters are too many, at most 200"),
        ((PROMPT, "--approve", "script,lunch"), "'lunch' is unknown: choose from script, cut"),
        ((PROMPT, "--captions", "shout"), "'shout' is unknown: choose track or burn"),
        ((PROMPT, "--reference", "corgi"), "is not NAME=FILE"),
        ((PROMPT, "--reference", "=dog.png"), "is not NAME=FILE"),
        ((PROMPT, "--reference", "corgi=notes.txt"), "the picture notes.txt is not there, or no file"),
    ],
)
def test_bad_wishes_are_refused_with_what_to_do(words: tuple[str, ...], says: str, studio: HandStudio) -> None:
    done = run(studio, "make", *words)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.output
    assert len(done.stderr.splitlines()) <= 2
    assert not [asked for asked in studio.asked if asked[0] == "make"]


def test_words_that_look_like_options_or_markup_are_words(studio: HandStudio) -> None:
    for prompt in ("--help", "[bold]x[/bold]", "; rm -rf /", "<script>", "../../etc/passwd", "🦊"):
        done = run(studio, "make", "--", prompt)
        assert done.exit_code == 0, done.output
        assert studio.asked[-1][1].prompt == prompt


@pytest.mark.parametrize(
    ("outcome", "strict", "code"),
    [
        (FilmOutcome.FINISHED, False, 0),
        (FilmOutcome.FINISHED, True, 0),
        (FilmOutcome.DEGRADED, False, 0),
        (FilmOutcome.DEGRADED, True, 4),
        (FilmOutcome.AWAITING_SCRIPT, False, 6),
        (FilmOutcome.AWAITING_CUT, True, 6),
        (FilmOutcome.REJECTED, False, 2),
        (FilmOutcome.UNFINISHED, False, 130),
    ],
)
def test_exit_codes_of_outcomes(outcome: FilmOutcome, strict: bool, code: int, studio: HandStudio) -> None:
    with_outcome(studio, outcome)
    done = run(studio, "make", PROMPT, "--json", *(["--strict"] if strict else []))
    assert done.exit_code == code
    assert json.loads(done.stdout)["outcome"] == outcome.value


@pytest.mark.parametrize(
    ("fault", "code", "says"),
    [
        (FilmNotFound("no film 'x': `videostudio films` lists them"), 2, "lists them"),
        (FilmBusy("process 7 makes it: wait"), 2, "process 7 makes it"),
        (NotEnoughDisk("120 MiB needed, 3 MiB free: free some"), 3, "This machine cannot do it yet: 120 MiB needed"),
        (OSError(28, "No space left on device", "/full"), 3, "No space left on device (/full)\nWhat to do: free some"),
        (PermissionError(13, "Permission denied", "/root"), 3, "choose a folder you may write to"),
        (StudioError("the sky fell"), 5, "bug in VideoStudio, not your fault: StudioError: the sky fell"),
        (GeneratorError("no pixels"), 3, "nothing that can be used: no pixels\nWhat to do: another --seed"),
        (ZeroDivisionError("division by zero"), 5, "report what it prints"),
    ],
)
def test_errors_end_with_their_code_and_plain_words(
    fault: VideoStudioError, code: int, says: str, studio: HandStudio
) -> None:
    studio.fault = fault
    done = run(studio, "make", PROMPT, "--json")
    assert done.exit_code == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    told = run(studio, "show", "mars", "--debug")
    assert told.exit_code == code
    assert "Traceback" in told.stderr


def test_a_reader_that_went_away_is_no_error(studio: HandStudio) -> None:
    studio.fault = BrokenPipeError(32, "Broken pipe")
    done = run(studio, "show", "mars")
    assert done.exit_code == 1
    assert done.output == ""


def test_ctrl_c_says_how_to_go_on(studio: HandStudio) -> None:
    studio.fault = KeyboardInterrupt()
    done = run(studio, "make", PROMPT)
    assert done.exit_code == 130
    assert f"go on with `videostudio resume {studio.record.film}`" in done.stderr


def test_a_waiting_film_says_the_two_commands(studio: HandStudio) -> None:
    with_outcome(studio, FilmOutcome.AWAITING_SCRIPT)
    done = run(studio, "make", PROMPT, "--approve", "script")
    assert done.exit_code == 6
    assert "  3. The corgi astronaut finds a flower." in done.stdout
    seen = f"--seen {studio.record.awaited}"
    assert f"videostudio resume {studio.record.film} --approve {seen}" in done.stdout
    assert f'videostudio resume {studio.record.film} --reject "what should be different" {seen}' in done.stdout


def test_resume_carries_the_word(studio: HandStudio) -> None:
    run(studio, "resume", "mars")
    run(studio, "resume", "mars", "--approve")
    run(studio, "resume", "mars", "--reject", " more flowers ")
    run(studio, "resume", "mars", "--approve", "--seen", "script-1")
    assert [asked[2] for asked in studio.asked] == [
        None,
        Decision(approved=True),
        Decision(approved=False, note="more flowers"),
        Decision(approved=True, seen="script-1"),
    ]
    assert run(studio, "resume", "mars", "--seen", "script-1").exit_code == 2
    assert run(studio, "resume", "mars", "--approve", "--reject", "no").exit_code == 2
    assert run(studio, "resume", "mars", "--reject", "n" * 2001).exit_code == 2


def test_a_rejection_that_was_just_given_is_obeyed(studio: HandStudio) -> None:
    with_outcome(studio, FilmOutcome.REJECTED)
    assert run(studio, "resume", "mars", "--reject", "no").exit_code == 0
    assert run(studio, "resume", "mars").exit_code == 2


def test_render_films_the_script_again(studio: HandStudio) -> None:
    assert run(studio, "render", "mars", "--profile", "mini", "--workers", "1").exit_code == 0
    assert studio.asked == [("render", "mars", "mini", MakeOptions(profile="mini", workers=1))]
    assert run(studio, "render", "mars").exit_code == 2


def test_plan_prints_the_script_only(studio: HandStudio) -> None:
    done = run(studio, "plan", PROMPT, "--scenes", "4", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == script().model_dump(mode="json")
    words = run(studio, "plan", PROMPT).stdout
    for part in ("corgi astronaut (animal, fur tan", "  1. The corgi astronaut arrives", "camera slow forward; 4 s"):
        assert part in words


def test_show_tells_every_take(studio: HandStudio) -> None:
    done = run(studio, "show", "mars")
    assert done.exit_code == 0
    assert "take 2 (in the film): accept" in done.stdout
    assert "gap: the camera moves 12.1 px" in done.stdout
    assert "likeness of corgi-astronaut: not measured (no CLIP in this profile" in done.stdout
    assert json.loads(run(studio, "show", "mars", "--json").stdout)["film"] == studio.record.film


def test_an_unfinished_film_is_shown_with_what_there_is(studio: HandStudio) -> None:
    with_outcome(studio, FilmOutcome.UNFINISHED)
    (studio.place / "film.mp4").unlink()
    done = run(studio, "show", "mars")
    assert "film.mp4" not in done.stdout
    assert f"Go on with it: videostudio resume {studio.record.film}" in done.stdout


def test_scenes_that_did_not_pass_are_named(studio: HandStudio) -> None:
    tired = studio.record.scenes[0].model_copy(update={"outcome": Outcome.ATTEMPTS_EXHAUSTED})
    studio.record = studio.record.model_copy(update={"scenes": (tired, *studio.record.scenes[1:])})
    assert "scene-1: attempts exhausted after 1 take" in run(studio, "make", PROMPT).stdout


def test_films_are_listed(studio: HandStudio) -> None:
    done = run(studio, "films")
    assert studio.record.film in done.stdout
    assert "A corgi [bold]on Mars (16 s, degraded)" in done.stdout
    assert json.loads(run(studio, "films", "--json").stdout)["films"][0]["seconds"] == 16.0
    studio.record = studio.record.model_copy(update={"scenes": ()})
    assert "No films yet" in run(studio, "films").stdout


def test_rm_removes_without_asking_where_nobody_can_answer(studio: HandStudio) -> None:
    done = run(studio, "rm", "mars")
    assert done.exit_code == 0
    assert studio.asked == [("remove", "mars")]


def test_store_commands_on_an_empty_workspace(studio: HandStudio, tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    assert run(studio, "store", "size", "--home", home).stdout.startswith("0 artifacts, 0 B")
    assert "Freed 0 B" in run(studio, "store", "gc", "--home", home, "--older-than", "0").stdout
    assert "as it was written" in run(studio, "store", "verify", "--home", home).stdout
    assert json.loads(run(studio, "store", "size", "--home", home, "--json").stdout)["artifacts"] == 0
    assert json.loads(run(studio, "store", "verify", "--home", home, "--json").stdout) == {"problems": []}


def test_version_and_unknown_words(studio: HandStudio) -> None:
    assert run(studio, "--version").stdout.startswith("videostudio 0.")
    assert run(studio, "make", PROMPT, "--colour").exit_code == 2
    assert run(studio, "make", PROMPT, "--scenes", "many").exit_code == 2
