"""Leases among objects: all it takes is that of two who create the same object one is refused.

A lease is a row of objects NAME/000001, NAME/000002, ...; the last one counts, and says who holds it until when.
Whoever finds it ended creates the next, which one alone can. None is ever removed by us, or a number could come twice:
a rule of the bucket may remove those older than a day.
"""

import json
import time
from collections.abc import Callable

from videostudio.tools.store.bucket import Bucket

SKEW_S = 15.0
"""How far the clocks of two machines may be apart."""


class ObjectLeases:
    """See Leases. `folder` is where in `bucket` they lie."""

    def __init__(self, bucket: Bucket, folder: str, now: Callable[[], float] = time.time) -> None:
        self._bucket, self._folder, self._now = bucket, folder, now

    def take(self, name: str, holder: str, lasts_s: float) -> bool:
        """See Leases."""
        number, last = self._last(name)
        if last is not None and self._now() < float(str(last["until"])) + SKEW_S:
            return False
        return self._bucket.create(self._key(name, number + 1), self._grant(holder, lasts_s))

    def renew(self, name: str, holder: str, lasts_s: float) -> bool:
        """See Leases. Nobody else writes where the holder does, and only before the end."""
        number, last = self._last(name)
        if last is None or last["holder"] != holder or self._now() >= float(str(last["until"])):
            return False
        self._bucket.write(self._key(name, number), self._grant(holder, lasts_s))
        return True

    def release(self, name: str, holder: str) -> None:
        """See Leases."""
        number, last = self._last(name)
        if last is not None and last["holder"] == holder:
            self._bucket.write(self._key(name, number), _grant(holder, 0.0))

    def _last(self, name: str) -> tuple[int, dict[str, object] | None]:
        names = self._bucket.names(f"{self._folder}/{name}")
        if not names:
            return 0, None
        data = self._bucket.read(f"{self._folder}/{name}/{names[-1]}")
        last: dict[str, object] = json.loads(data) if data else {"holder": "", "until": 0.0}
        return int(names[-1]), last

    def _key(self, name: str, number: int) -> str:
        return f"{self._folder}/{name}/{number:06d}"

    def _grant(self, holder: str, lasts_s: float) -> bytes:
        return _grant(holder, self._now() + lasts_s)


def _grant(holder: str, until: float) -> bytes:
    """`until` is s since 1970; one that was given back ended long ago."""
    return json.dumps({"holder": holder, "until": until}).encode()
