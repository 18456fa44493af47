"""Where workers sit: one for each device that pictures are made on, others on the CPU for all the rest."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from videostudio.film.errors import BadSetting
from videostudio.film.take import GENERATOR_STAGES, Stage
from videostudio.generators.given import CPU, GPU

_CUDA = re.compile(r"cuda:(\d{1,3})")
_PICTURES = frozenset(GENERATOR_STAGES)
_MANY = re.compile(r"([a-z]+)\*(\d{1,3})")


@dataclass(frozen=True)
class Seat:
    """`device` is "cuda:N", or "cpu" for a worker that is to see no other; "" for one that takes the machine as it is.
    Such a worker does `stages`. `alone` on its device, it keeps one model in memory and encodes beside its work."""

    device: str
    stages: frozenset[Stage]
    alone: bool = False

    def environment(self, inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
        """What makes a process see its device only, as number 0 of its kind. A number counts among the devices that
        this process may see itself."""
        if not self.device:
            return {}
        number = _CUDA.fullmatch(self.device)
        if number is None:
            return {"CUDA_VISIBLE_DEVICES": ""}
        seen = [name.strip() for name in inherited.get("CUDA_VISIBLE_DEVICES", "").split(",") if name.strip()]
        at = int(number[1])
        if seen and at >= len(seen):
            raise BadSetting(
                f"there is no device {self.device}: CUDA_VISIBLE_DEVICES names {len(seen)}, so the last is "
                f"cuda:{len(seen) - 1}; name fewer devices or widen the variable"
            )
        return {"CUDA_VISIBLE_DEVICES": seen[at] if seen else str(at)}


def devices_named(text: str) -> tuple[str, ...]:
    """The devices in words such as "cuda:0,cuda:1" or "cpu*4". Raises BadSetting."""
    named: list[str] = []
    for word in filter(None, (word.strip() for word in text.split(","))):
        many = _MANY.fullmatch(word)
        if many is not None and many[1] in (GPU, CPU):
            named += [f"{GPU}:{n}" if many[1] == GPU else CPU for n in range(int(many[2]))]
        elif word == CPU or _CUDA.fullmatch(word):
            named.append(word)
        else:
            raise BadSetting(
                f"'{word}' is no device: say cuda:0,cuda:1 or cuda*2, or cpu*4 for four workers on the CPU"
            )
    twice = {name for name in named if name != CPU and named.count(name) > 1}
    if twice:
        raise BadSetting(f"{', '.join(sorted(twice))} is named twice: a device carries one worker")
    return tuple(named)


def plain_seats(workers: int) -> tuple[Seat, ...]:
    """Workers that all do everything."""
    return (Seat("", frozenset(Stage)),) * workers


def device_seats(devices: tuple[str, ...], helpers: int, helper: str = CPU) -> tuple[Seat, ...]:
    """One worker a device for pictures and clips, and `helpers` that measure, mix and cut meanwhile, each on the device
    `helper`: the CPU, or "" where what measures needs to see the others too."""
    makers = tuple(Seat(device, _PICTURES, alone=True) for device in devices)
    return (*makers, *(Seat(helper, frozenset(Stage) - _PICTURES),) * helpers)
