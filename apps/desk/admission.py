"""The one admission check of all doors: whether a film may be made here, known before anything is made. A brief is
checked when it is ordered, a script whenever it is written, changed, or filmed with another profile."""

from collections.abc import Iterable

from videostudio.agents.planner import wanted_scenes
from videostudio.apps.desk.limits import Limits
from videostudio.film.brief import DEFAULT_SCENE_MS, END_MS, TITLE_MS, Brief
from videostudio.film.errors import BeyondLimits
from videostudio.film.script import Script, as_written
from videostudio.graphs import bootstrap
from videostudio.graphs.studio import MakeOptions
from videostudio.tools.preflight import USUAL_SCENES, Needs
from videostudio.tools.workspace import Workspace


def admitted(brief: Brief, options: MakeOptions, limits: Limits, workspace: Workspace) -> Brief:
    """The brief as it may be made: budgets it leaves open are the door's. Raises BeyondLimits with all that is too
    much, BriefError for a profile, style or writer that there is not."""
    bootstrap.made_with(options.profile, workspace, options.upscale, options.writer)
    _refuse(_faults(brief, options, limits))
    return _with_budgets(brief, limits)


def admit_script(script: Script, brief: Brief, profile: str, *, limits: Limits) -> None:
    """Nothing for a script that may be filmed with `profile`, whoever wrote or changed it. Raises BeyondLimits."""
    _refuse((*_lengths(as_written(script, brief), limits), _profile(profile, limits)))


def together(needs: Iterable[Needs], at_once: int) -> Needs:
    """What several films need of one machine that makes `at_once` of them at a time: all their room on the disk, the
    memory of the largest, and all their time."""
    every = tuple(needs)
    largest = sorted((one.memory_bytes for one in every), reverse=True)[:at_once]
    return Needs(
        disk_bytes=sum(one.disk_bytes for one in every),
        memory_bytes=sum(largest),
        seconds=round(sum(one.seconds for one in every), 1),
    )


def _refuse(faults: Iterable[str]) -> None:
    if found := [text for text in faults if text]:
        raise BeyondLimits("\n".join(found))


def _faults(brief: Brief, options: MakeOptions, limits: Limits) -> Iterable[str]:
    yield _most("prompt", len(brief.prompt), limits.prompt_characters, "characters")
    yield from _lengths(brief, limits)
    yield _most(f"size {brief.width}x{brief.height}", brief.width * brief.height, limits.frame_pixels, "pixels")
    yield _most("fps", brief.fps, limits.fps, "frames a second")
    yield _most("attempts", brief.budget.attempts, limits.attempts, "takes of a scene")
    yield _most("gpu_seconds", brief.budget.gpu_s or 0, limits.gpu_seconds, "s")
    yield _most("tokens", brief.budget.tokens or 0, limits.tokens, "tokens")
    yield _most("money", (brief.budget.money_milli or 0) / 1000, _thousandth(limits.money_milli), "of the currency")
    yield _most("references", len(brief.own_images), limits.pictures, "pictures")
    yield _most("workers", options.workers or 0, limits.workers, "worker processes")
    yield _profile(options.profile if isinstance(options.profile, str) else options.profile.name, limits)


def _lengths(brief: Brief, limits: Limits) -> Iterable[str]:
    """What grows with the script. A brief that leaves the number of scenes open may ask for it through its length."""
    longest, scenes = _longest_ms(brief), wanted_scenes(brief) or 0
    work = round(brief.width * brief.height * brief.fps * longest / 1000 / 1e6)
    derived = "" if brief.scenes is not None else f", which {longest / 1000:g} s come to: say how many you want"
    if too_many := _most("scenes", scenes, limits.scenes, "scenes"):
        yield too_many + derived
    yield _most("seconds", longest / 1000, limits.film_seconds, "s")
    yield _most("size, fps and seconds together", work, limits.work_megapixels, "megapixels")


def _profile(name: str, limits: Limits) -> str:
    if not limits.profiles or name in limits.profiles:
        return ""
    return f"profile: '{name}' is not for this door, choose one of {', '.join(limits.profiles)}"


def _most(what: str, wanted: float, most: float | None, unit: str) -> str:
    return "" if most is None or wanted <= most else f"{what}: {wanted:g} {unit} are too many, at most {most:g} here"


def _thousandth(milli: int | None) -> float | None:
    return None if milli is None else milli / 1000


def _longest_ms(brief: Brief) -> int:
    """How long the film may become, cards included; one that leaves it open is taken for the usual length."""
    if brief.duration_ms is not None:
        return brief.duration_ms
    scenes_ms = (brief.scenes or USUAL_SCENES) * (brief.longest_scene_ms or DEFAULT_SCENE_MS)
    return scenes_ms + (TITLE_MS + END_MS if brief.has_cards(scenes_ms) else 0)


def _with_budgets(brief: Brief, limits: Limits) -> Brief:
    caps = {"gpu_s": limits.gpu_seconds, "tokens": limits.tokens, "money_milli": limits.money_milli}
    given = {name: cap for name, cap in caps.items() if cap is not None and getattr(brief.budget, name) is None}
    return brief.model_copy(update={"budget": brief.budget.model_copy(update=given)}) if given else brief
