"""What a run tells: log.jsonl with a line every few steps, and a line to read with the time left."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

NAME = "log.jsonl"
EVERY = 10
"""Steps of which one line of the log tells the mean."""
TELL_EVERY_S = 15.0


class Journal:
    """The log of a run of `steps` that goes on after step `first`; later lines of a run that was killed are dropped."""

    def __init__(self, work: Path, *, first: int, steps: int, samples: int, say: Callable[[str], None]) -> None:
        self._path, self._first, self._steps, self._samples, self._say = work / NAME, first, steps, samples, say
        self._sums: dict[str, float] = {}
        self._count = 0
        self._began = self._told = monotonic()
        kept = [line for line in lines(work) if line["step"] <= first]
        self._path.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8")

    def note(self, step: int, values: Mapping[str, float]) -> None:
        """Takes in what step number `step` (from 1) measured."""
        self._count += 1
        for name, value in values.items():
            self._sums[name] = self._sums.get(name, 0.0) + value
        if step % EVERY == 0 or step == self._steps:
            self._write(step)
        if monotonic() - self._told >= TELL_EVERY_S or step == self._steps:
            self._told = monotonic()
            self._say(self._line(step, values["loss"]))

    def _write(self, step: int) -> None:
        means = {name: float(f"{total / self._count:.6g}") for name, total in self._sums.items()}
        with self._path.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"step": step, **means}) + "\n")
        self._sums, self._count = {}, 0

    def _line(self, step: int, loss: float) -> str:
        pace = (step - self._first) / max(monotonic() - self._began, 1e-9)
        minutes = round((self._steps - step) / pace / 60)
        left = f"{minutes // 60} h {minutes % 60:02d} min left"
        return f"step {step} of {self._steps}, loss {loss:.4f}, {pace * self._samples:.1f} samples/s, {left}"


def lines(work: Path) -> list[dict[str, float]]:
    """The log so far. A line that a kill cut off is left out."""
    path = work / NAME
    found = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [json.loads(line) for line in found if line.endswith("}")]
