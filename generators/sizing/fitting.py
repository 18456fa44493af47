"""Whether a model fits a machine, and how it can be made to: offloading first, which costs time and nothing else, then
tiles, then fewer frames, then smaller pictures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from videostudio.film.identity import FrameRule
from videostudio.film.noun import Noun
from videostudio.generators.given import CPU
from videostudio.generators.sizing.known import Footprints
from videostudio.generators.sizing.need import OFFLOADS, Need, Offload, need
from videostudio.generators.sizing.sizes import Shot, Sized, drawn_size

GIB = 2**30
SIDES_PERCENT = (85, 70, 55)
"""Smaller pictures that are tried: the share of the side."""
FRAMES_PERCENT = (75, 50)
"""Fewer frames that are tried: the share of what the scene needs. They are shown slower, at half the rate at most."""
REFERENCES = 3
"""Reference pictures of a usual scene: two figures and a place."""


class CardLike(Protocol):
    """What is known of a model (see `diffusion.card`)."""

    @property
    def name(self) -> str: ...

    @property
    def repository(self) -> str: ...

    @property
    def licence(self) -> str: ...

    @property
    def permissive(self) -> bool: ...

    @property
    def last_frame(self) -> bool: ...

    @property
    def audio(self) -> bool: ...

    @property
    def components(self) -> Mapping[str, Sized]: ...

    @property
    def size_multiple(self) -> int: ...

    @property
    def side(self) -> int: ...

    @property
    def prompt_tokens(self) -> int: ...

    @property
    def max_references(self) -> int: ...

    @property
    def frames(self) -> FrameRule: ...

    @property
    def fps(self) -> int | None: ...


class SettingsLike(Protocol):
    """What is set for it (see `diffusion.settings`)."""

    @property
    def offload(self) -> Offload: ...

    @property
    def tiling(self) -> bool: ...

    @property
    def side(self) -> int: ...

    @property
    def dtype(self) -> str: ...


class Device(Noun):
    """Where models work: `memory` bytes on it, `host` bytes of this machine's own; on the CPU they are the same."""

    name: str
    memory: int
    host: int

    @property
    def on_gpu(self) -> bool:
        """Whether it has memory of its own."""
        return self.name != CPU


class Asked(Noun):
    """What a film wants of a model: the size of its pictures, and how long its longest scene lasts with its tail."""

    width: int
    height: int
    seconds: float


class Rung(Noun):
    """One way to run a model: what its backend is set to, and the share of its usual side."""

    offload: Offload
    tiling: bool
    side_percent: int = 100
    most_frames: int = 0

    def words(self, before: "Rung") -> str:
        """In what it differs from `before`."""
        told = (
            f"offload {self.offload}" if self.offload != before.offload else "",
            "tiles" if self.tiling and not before.tiling else "",
            f"at most {self.most_frames} frames" if self.most_frames != before.most_frames else "",
            f"{self.side_percent} % of the side" if self.side_percent != before.side_percent else "",
        )
        return ", ".join(filter(None, told))


class State(StrEnum):
    """How a backend fits."""

    PASS = "pass"
    DEGRADE = "degrade"
    BLOCK = "block"


@dataclass(frozen=True)
class Fit:
    """state     how the backend fits
    model     the model of it that needs most
    need      what that needs: on its rung, and where it is blocked on the one that needs least
    device    what there is
    settings  what has to be set so that it fits
    how       the same in words, "" for nothing
    """

    state: State
    model: str
    need: Need
    device: Device
    settings: Mapping[str, str | int]
    how: str = ""

    def __str__(self) -> str:
        beside = f" and {_gib(self.need.host)} beside it" if self.need.host else ""
        there = f"{_gib(self.device.memory)} on {self.device.name}"
        there += f" and {_gib(self.device.host)} beside it" if self.device.on_gpu else ""
        with_ = {State.PASS: "", State.DEGRADE: f" with {self.how}", State.BLOCK: f" even with {self.how}"}[self.state]
        return f"{self.model} needs {_gib(self.need.device)}{beside}{with_}; there are {there}"


@dataclass(frozen=True)
class Model:
    """A model of a backend as it is set up. It alone is in memory while it works. `offloads` are what it can do of
    them."""

    card: CardLike
    settings: SettingsLike
    offloads: tuple[Offload, ...] = OFFLOADS

    def number_bytes(self, device: Device) -> int:
        """Of one weight on a device."""
        dtype = self.settings.dtype or ("bfloat16" if device.on_gpu else "float32")
        return 4 if dtype == "float32" else 2

    @property
    def rung(self) -> Rung:
        """As it is set up."""
        most = int(getattr(self.settings, "most_frames", 0))
        return Rung(offload=self.settings.offload, tiling=self.settings.tiling, most_frames=most)

    def side(self, rung: Rung) -> int:
        """Root of the area in px at which pictures are made."""
        return (self.settings.side or self.card.side) * rung.side_percent // 100

    def shot(self, rung: Rung, asked: Asked) -> Shot:
        """What is made at once."""
        card = self.card
        width, height = drawn_size(asked.width, asked.height, self.side(rung), card.size_multiple)
        return Shot(
            width=width,
            height=height,
            frames=self.frames(rung, asked),
            references=min(REFERENCES, card.max_references),
            tokens=card.prompt_tokens,
        )

    def frames(self, rung: Rung, asked: Asked) -> int:
        """Of a clip that lasts as long as the scene, or as long as may be; 1 for a picture."""
        rule, fps = self.card.frames, self.card.fps
        if fps is None:
            return 1
        most = min(each for each in (rung.most_frames, rule.most, 10**6) if each)
        return min(most, rule.at_least(round(asked.seconds * fps)))

    def told_as(self, changed: Mapping[str, str | int]) -> Mapping[str, str | int]:
        """What its backend calls what has to be set."""
        return changed

    def need(self, rung: Rung, asked: Asked, device: Device, known: Footprints) -> Need:
        """What it needs, run so. Raises BackendMissing where that cannot be worked out."""
        shot, size = self.shot(rung, asked), self.number_bytes(device)
        on_cpu = not device.on_gpu
        parts = {
            name: known.of(component, shot, size, on_cpu=on_cpu) for name, component in self.card.components.items()
        }
        return need(parts, offload=rung.offload, tiling=rung.tiling, on_gpu=device.on_gpu)


def fitted(models: Sequence[Model], asked: Asked, device: Device, known: Footprints) -> Fit:
    """How a backend that loads `models`, one at a time, can be run on a device. Raises BackendMissing where that cannot
    be worked out."""
    first = models[0].rung
    least: Fit | None = None
    for rung in rungs(models[0], asked, device):
        needs = [(model.need(rung, asked, device, known), model) for model in models]
        found, model = max(needs, key=lambda each: (_beyond(each[0], device), each[0].device))
        fit = Fit(State.PASS, model.card.name, found, device, {}, rung.words(first))
        if not _beyond(found, device):
            settings = _settings(rung, first, models)
            return replace(fit, state=State.DEGRADE if settings else State.PASS, settings=settings)
        if least is None or _beyond(found, device) < _beyond(least.need, device):
            least = replace(fit, state=State.BLOCK, how=fit.how or "what is set")
    assert least is not None, "there is always a first rung"
    return least


def rungs(model: Model, asked: Asked, device: Device) -> Iterator[Rung]:
    """The ladder, from as it is set up to the thriftiest. On the CPU nothing is offloaded: it would lie in the same
    memory."""
    first = model.rung
    yield first
    able = model.offloads
    offloads = able[able.index(first.offload) :] if device.on_gpu else ("none",)
    for tiling in dict.fromkeys((first.tiling, True)):
        yield from (first.model_copy(update={"offload": offload, "tiling": tiling}) for offload in offloads)
    thrifty = first.model_copy(update={"offload": offloads[-1], "tiling": True})
    if (wanted := model.frames(first, asked)) > 1:
        for percent in FRAMES_PERCENT:
            fewer = model.card.frames.at_least(-(-wanted * percent // 100))
            if fewer < wanted:
                thrifty = thrifty.model_copy(update={"most_frames": fewer})
                yield thrifty
    yield from (thrifty.model_copy(update={"side_percent": percent}) for percent in SIDES_PERCENT)


def _settings(rung: Rung, first: Rung, models: Sequence[Model]) -> dict[str, str | int]:
    own, before = rung.model_dump(exclude={"side_percent"}), first.model_dump()
    changed = {name: int(value) if isinstance(value, bool) else value for name, value in own.items()}
    changed = {name: value for name, value in changed.items() if value != before[name]}
    sides = {"side": min(model.side(rung) for model in models)} if rung.side_percent != 100 else {}
    return dict(models[0].told_as(changed | sides))


def _beyond(found: Need, device: Device) -> int:
    return max(0, found.device - device.memory) + max(0, found.host - device.host)


def _gib(count: int) -> str:
    return f"{count / GIB:.1f} GiB"
