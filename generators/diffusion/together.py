"""Pictures put together into passes of what can be painted at once."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Shared = TypeVar("Shared", bound=Hashable)
Made = TypeVar("Made")


def in_passes(
    items: Sequence[Item], shared: Sequence[Shared], most: int, paint: Callable[[list[Item], Shared], Sequence[Made]]
) -> list[Made]:
    """What `paint` makes of all items, in order: those of equal `shared` go together, at most `most` of them."""
    groups: dict[Shared, list[int]] = {}
    for at, key in enumerate(shared):
        groups.setdefault(key, []).append(at)
    made: dict[int, Made] = {}
    for key, places in groups.items():
        for first in range(0, len(places), most):
            some = places[first : first + most]
            made |= zip(some, paint([items[at] for at in some], key), strict=True)
    return [made[at] for at in range(len(items))]
