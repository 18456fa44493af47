"""Any other pipeline of diffusers, by configuration: which class, and what its arguments are called.

What users write never becomes an import: a class is one that diffusers itself exports as a pipeline, and an argument
one that its call takes. Both are checked before anything loads.
"""

import difflib
import inspect
import json
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import Field

from videostudio.film.errors import BadSetting
from videostudio.film.identity import FrameRule
from videostudio.generators.diffusion.card import ANY_NUMBER, Card
from videostudio.generators.diffusion.settings import ClipSettings, ImageSettings, ModelSettings
from videostudio.generators.given import settings_of
from videostudio.tools.packages import packages_missing

TRAPS = {
    "FluxKontextPipeline": (
        "references_as",
        "one",
        "takes a list of pictures for a batch, and looks at the first only",
    ),
    "OmniGenPipeline": ("references_argument", "input_images", "names its pictures in the prompt"),
    "SanaImageToVideoPipeline": ("frames_argument", "frames", "calls its number of frames so"),
}
"""Pipeline -> a setting, what it has to be, and why: others would run and do something else."""

LENGTHS = ("num_frames", "frames", "video_length")
"""What calls of pipelines that film take a number of frames as."""

SIZED_BY_PICTURE = ("HunyuanVideo15ImageToVideoPipeline",)
"""Pipelines that take no size of their own."""


def pipeline_class(name: str, backend: str) -> Any:
    """The class that diffusers exports as `name`. Raises BadSetting for what is none of its pipelines."""
    try:
        import diffusers
    except ImportError as error:
        raise packages_missing(f"'{backend}'", error, "diffusion") from error
    exported = [each for each in dir(diffusers) if each.endswith("Pipeline")]
    if name not in exported:
        near = difflib.get_close_matches(name, exported, 3, 0.6)
        hint = f": did you mean {' or '.join(near)}?" if near else ", such as ZImagePipeline"
        raise BadSetting(f"'pipeline' of '{backend}' cannot be '{name}', it has to be one that diffusers has{hint}")
    kind: Any = getattr(diffusers, name)
    if not (inspect.isclass(kind) and issubclass(kind, diffusers.DiffusionPipeline)):
        raise BadSetting(f"'pipeline' of '{backend}' cannot be '{name}', which cannot be used without its packages")
    return kind


def refuse_traps(name: str, said: Mapping[str, Any], backend: str) -> None:
    """Raises BadSetting for settings with which a pipeline would run and do something else."""
    if name in TRAPS:
        setting, needed, why = TRAPS[name]
        if setting in said and said[setting] not in ("", needed):
            raise BadSetting(f"'{setting}' of '{backend}' has to be '{needed}' for {name}, which {why}")


def refuse_unknown(kind: Any, arguments: Mapping[str, str], more: Mapping[str, Any], backend: str) -> None:
    """Raises BadSetting for arguments that the pipeline's call does not take: `arguments` are settings and what they
    say, `more` what is passed as it is."""
    taken = inspect.signature(kind.__call__).parameters
    for setting, argument in arguments.items():
        if argument and argument not in taken:
            raise BadSetting(
                f"'{setting}' of '{backend}' cannot be '{argument}': {kind.__name__} takes {', '.join(list(taken)[1:])}"
            )
    if unknown := sorted(set(more) - set(taken)):
        raise BadSetting(
            f"'arguments' of '{backend}' names {', '.join(unknown)}: {kind.__name__} takes {', '.join(list(taken)[1:])}"
        )


def more_arguments(text: str, backend: str) -> dict[str, Any]:
    """What settings pass as it is: a JSON object of numbers, texts and truth values. Raises BadSetting."""
    try:
        held = json.loads(text)
    except ValueError as error:
        raise BadSetting(
            f"""'arguments' of '{backend}' is no JSON ({error}): write {{"guidance_scale": 0.0}}"""
        ) from error
    if not isinstance(held, dict) or not all(
        isinstance(each, (int, float, str, bool, type(None))) for each in held.values()
    ):
        raise BadSetting(f"""'arguments' of '{backend}' has to be like {{"guidance_scale": 0.0}}, with plain values""")
    return held


class GenericSettings(ModelSettings):
    """pipeline           a class of diffusers; `model` has to be set too
    licence            of the model, as the film and `doctor` are to tell it
    size_multiple      px in whole multiples of which sides have to be
    guidance_argument  what its call takes `guidance_milli` as; without that setting it is not passed
    arguments          more of them, as JSON: {"true_cfg_scale": 4.0, "negative_prompt": " "}
    """

    BACKEND: ClassVar[str]
    NAMING: ClassVar[tuple[str, ...]]
    """Settings that name an argument of the pipeline's call."""

    pipeline: str = ""
    licence: str = ""
    size_multiple: int = Field(default=16, ge=1, le=256)
    guidance_argument: str = "guidance_scale"
    arguments: str = "{}"

    @classmethod
    def of(cls, found: Mapping[str, str | int]) -> Self:
        """As set. Raises BadSetting with what can be set, and for what the pipeline does not know."""
        settings = settings_of(cls, cls.BACKEND, found)
        if not settings.pipeline or not settings.model:
            raise BadSetting(
                f"'{cls.BACKEND}' needs 'pipeline', a class of diffusers, and 'model', a folder or OWNER/NAME"
            )
        kind = pipeline_class(settings.pipeline, cls.BACKEND)
        refuse_traps(settings.pipeline, settings.model_dump(), cls.BACKEND)
        naming = (*cls.NAMING, *(("guidance_argument",) if settings.guidance_milli else ()))
        named = {name: str(getattr(settings, name)) for name in naming}
        refuse_unknown(kind, named, settings.more, cls.BACKEND)
        return settings

    @property
    def more(self) -> dict[str, Any]:
        """Arguments that are passed as they are."""
        return more_arguments(self.arguments, self.BACKEND)

    @property
    def guided(self) -> dict[str, float]:
        """The argument of guidance, where it is set."""
        return {self.guidance_argument: self.guidance_milli / 1000} if self.guidance_milli else {}

    def switches(self, card: Card) -> dict[str, str | int | bool]:
        """See ModelSettings. All that is set here, since nobody knows what it does to the pixels."""
        elsewhere = {*ModelSettings.model_fields, *ImageSettings.model_fields, *ClipSettings.model_fields}
        return super().switches(card) | self.model_dump(exclude={*elsewhere, "licence"})


def card_of(
    name: str,
    repository: str,
    licence: str,
    *,
    size_multiple: int,
    side: int,
    steps: int,
    prompt_tokens: int,
    max_references: int = 0,
    prompt_batching: bool = False,
    last_frame: bool = False,
    frames: FrameRule = ANY_NUMBER,
    fps: int | None = None,
) -> Card:
    """What the operator says of a model. Nobody knows what it consists of, nor how much memory that takes."""
    return Card(
        name=name,
        repository=repository,
        pipeline=name,
        licence=licence or "not told: whoever set this model up has to know it",
        permissive=False,
        attribution="",
        components={},
        size_multiple=size_multiple,
        side=side,
        prompt_tokens=prompt_tokens,
        steps=steps,
        guidance_milli=0,
        max_references=max_references,
        prompt_batching=prompt_batching,
        last_frame=last_frame,
        frames=frames,
        fps=fps,
    )
