"""What a door allows, as numbers: one set for whoever sits at the machine, one for those who come over a network."""

from pydantic import Field, ValidationError

from videostudio.film.brief import END_MS, MAX_PROMPT, MAX_SCENE_MS, MAX_SCENES, TITLE_MS
from videostudio.film.errors import BadSetting
from videostudio.film.noun import Noun
from videostudio.graphs.settings import settings_of
from videostudio.tools.images import MAX_PIXELS
from videostudio.tools.workspace import Workspace

SETTINGS = "doors"
MIB = 2**20


class Limits(Noun):
    """Most of everything. `work_megapixels` is that of all frames of a film together; budgets that are None are not
    limited, and one that is set is also given to films whose brief asks for none. `profiles` may be used, () for all.
    `guest_bytes` is what may lie in the workspace of one guest.
    `requests_per_minute` and `films_waiting` hold for one guest, `requests_at_once` and `films_at_once` for the
    machine, `items` for one manifest."""

    prompt_characters: int = Field(default=MAX_PROMPT, ge=1)
    scenes: int = Field(default=MAX_SCENES, ge=1)
    film_seconds: int = Field(default=(MAX_SCENES * MAX_SCENE_MS + TITLE_MS + END_MS) // 1000, ge=1)
    frame_pixels: int = Field(default=3840 * 3840, ge=1)
    fps: int = Field(default=60, ge=1)
    work_megapixels: int | None = Field(default=None, ge=1)
    attempts: int = Field(default=20, ge=1)
    gpu_seconds: int | None = Field(default=None, ge=1)
    tokens: int | None = Field(default=None, ge=1)
    money_milli: int | None = Field(default=None, ge=1)
    pictures: int = Field(default=100, ge=0)
    picture_bytes: int = Field(default=64 * MIB, ge=1)
    picture_pixels: int = Field(default=MAX_PIXELS, ge=1, le=MAX_PIXELS)
    guest_bytes: int | None = Field(default=None, ge=1)
    body_bytes: int = Field(default=64 * MIB, ge=1)
    workers: int = Field(default=64, ge=1)
    profiles: tuple[str, ...] = ()
    requests_per_minute: int | None = Field(default=None, ge=1)
    requests_at_once: int = Field(default=1000, ge=1)
    films_at_once: int = Field(default=1, ge=1)
    films_waiting: int = Field(default=1000, ge=0)
    items: int = Field(default=10_000, ge=1)


OWN = Limits()
"""Who sits at the machine: what a Brief allows."""

SERVED = Limits(
    prompt_characters=20_000,
    scenes=40,
    film_seconds=300,
    frame_pixels=1920 * 1080,
    fps=30,
    work_megapixels=12_000,
    attempts=5,
    tokens=100_000,
    pictures=10,
    picture_bytes=16 * MIB,
    picture_pixels=40_000_000,
    guest_bytes=10 * 1024 * MIB,
    body_bytes=24 * MIB,
    workers=8,
    requests_per_minute=240,
    requests_at_once=100,
    films_waiting=20,
)
"""Who comes over a network, unless the machine's operator says otherwise: 12,000 megapixels are four minutes of 1920 x
1080 at 24 frames a second."""


def served(workspace: Workspace) -> Limits:
    """The limits of doors that are served: SERVED, and over it what {"doors": {...}} in settings.json or
    VIDEOSTUDIO_DOORS_... says. Raises BadSetting."""
    said = dict[str, object](settings_of(SETTINGS, workspace))
    if isinstance(profiles := said.get("profiles"), str):
        said["profiles"] = tuple(name.strip() for name in profiles.split(",") if name.strip())
    try:
        return Limits.model_validate({**SERVED.model_dump(), **said})
    except ValidationError as refused:
        [first, *_] = refused.errors(include_url=False)
        where = ".".join(map(str, first["loc"]))
        raise BadSetting(
            f"the setting 'doors.{where}' cannot be used ({first['msg']}): choose from {', '.join(Limits.model_fields)}"
        ) from refused
