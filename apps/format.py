"""Figures and lists as people like to read them."""

import math
from collections.abc import Iterable


def plural(count: int, noun: str) -> str:
    """ "1 scene", "4 scenes"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def seconds_text(seconds: float) -> str:
    """A duration: "0.8 s", "41 s", "3 min 20 s", "2 h 5 min"."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def time_left(seconds: float) -> str:
    """A guess: "about 12 s left", in whole seconds."""
    whole = max(1, math.ceil(seconds))
    return f"about {whole} s left" if whole < 60 else f"about {seconds_text(whole)} left"


def bytes_text(size: int) -> str:
    """A size in bytes: "512 B", "1.5 MB", "3.2 GB"."""
    amount = float(size)
    for unit in ("B", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def bullets(title: str, lines: Iterable[str]) -> str:
    """A titled list, "" if there is nothing to list."""
    listed = "\n".join(f"  - {line}" for line in lines)
    return f"{title}\n{listed}" if listed else ""
