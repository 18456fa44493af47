"""The one admission check of all doors: whether a film may be made here, known before anything is made."""

from collections.abc import Iterable

from videostudio.apps.desk.limits import Limits
from videostudio.film.brief import DEFAULT_SCENE_MS, Brief
from videostudio.film.errors import BeyondLimits
from videostudio.graphs import bootstrap
from videostudio.graphs.studio import MakeOptions
from videostudio.tools.preflight import USUAL_SCENES, Needs
from videostudio.tools.workspace import Workspace


def admitted(brief: Brief, options: MakeOptions, limits: Limits, workspace: Workspace) -> Brief:
    """The brief as it may be made: budgets it leaves open are the door's. Raises BeyondLimits with all that is too
    much, BriefError for a profile, style or writer that there is not."""
    bootstrap.made_with(options.profile, workspace, options.upscale, options.writer)
    if faults := [text for text in _faults(brief, options, limits) if text]:
        raise BeyondLimits("\n".join(faults))
    return _with_budgets(brief, limits)


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


def _faults(brief: Brief, options: MakeOptions, limits: Limits) -> Iterable[str]:
    pixels, longest = brief.width * brief.height, _longest_ms(brief)
    profile = options.profile if isinstance(options.profile, str) else options.profile.name
    work = round(pixels * brief.fps * longest / 1000 / 1e6)
    yield _most("prompt", len(brief.prompt), limits.prompt_characters, "characters")
    yield _most("scenes", brief.scenes or 0, limits.scenes, "scenes")
    yield _most("seconds", longest / 1000, limits.film_seconds, "s")
    yield _most(f"size {brief.width}x{brief.height}", pixels, limits.frame_pixels, "pixels")
    yield _most("fps", brief.fps, limits.fps, "frames a second")
    yield _most("size, fps and seconds together", work, limits.work_megapixels, "megapixels")
    yield _most("attempts", brief.budget.attempts, limits.attempts, "takes of a scene")
    yield _most("gpu_seconds", brief.budget.gpu_s or 0, limits.gpu_seconds, "s")
    yield _most("tokens", brief.budget.tokens or 0, limits.tokens, "tokens")
    yield _most("money", (brief.budget.money_milli or 0) / 1000, _thousandth(limits.money_milli), "of the currency")
    yield _most("references", len(brief.own_images), limits.pictures, "pictures")
    yield _most("workers", options.workers or 0, limits.workers, "worker processes")
    if limits.profiles and profile not in limits.profiles:
        yield f"profile: '{profile}' is not for this door, choose one of {', '.join(limits.profiles)}"


def _most(what: str, wanted: float, most: float | None, unit: str) -> str:
    return "" if most is None or wanted <= most else f"{what}: {wanted:g} {unit} are too many, at most {most:g} here"


def _thousandth(milli: int | None) -> float | None:
    return None if milli is None else milli / 1000


def _longest_ms(brief: Brief) -> int:
    """How long the film may become; one that leaves it open is taken for the usual length."""
    return brief.duration_ms or (brief.scenes or USUAL_SCENES) * (brief.longest_scene_ms or DEFAULT_SCENE_MS)


def _with_budgets(brief: Brief, limits: Limits) -> Brief:
    caps = {"gpu_s": limits.gpu_seconds, "tokens": limits.tokens, "money_milli": limits.money_milli}
    given = {name: cap for name, cap in caps.items() if cap is not None and getattr(brief.budget, name) is None}
    return brief.model_copy(update={"budget": brief.budget.model_copy(update=given)}) if given else brief
