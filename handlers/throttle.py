"""How much one person may ask at a time, so that nobody keeps the others waiting."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

_BURST = 30
_PER_S = 1.0  # as fast as Telegram lets us answer in one chat
_PEOPLE = 5_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    warned: bool = False


class Throttle:
    """Counts what each person sends. Times are seconds of any one monotonic clock."""

    def __init__(self, *, burst: int = _BURST, per_s: float = _PER_S) -> None:
        self._burst, self._per_s = burst, per_s
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def allows(self, person: int, now: float) -> bool:
        """Whether this person may be heard; it counts."""
        bucket = self._buckets.setdefault(person, _Bucket(self._burst, now))
        self._buckets.move_to_end(person)
        if len(self._buckets) > _PEOPLE:
            self._buckets.popitem(last=False)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_s)
        bucket.at = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        bucket.warned = False
        return True

    def warns(self, person: int) -> bool:
        """Whether this person is to be told now: once until they are heard again."""
        bucket = self._buckets[person]
        first, bucket.warned = not bucket.warned, True
        return first
