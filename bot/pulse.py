"""Whether the loops of this process are alive, as each of them tells."""

from __future__ import annotations

import time


class Pulse:
    """When each loop last showed that it goes on, in seconds of the monotonic clock."""

    def __init__(self) -> None:
        self._beats: dict[str, tuple[float, float]] = {}

    def beat(self, loop: str, *, within_s: float) -> None:
        """Note that the loop goes on, and will say so again within so many seconds."""
        self._beats[loop] = (time.monotonic(), within_s)

    def rest(self, loop: str) -> None:
        """Note that nothing is to be heard of the loop: this process has no part in it now."""
        self._beats.pop(loop, None)

    def ages(self) -> dict[str, float]:
        """How long ago each loop was heard of."""
        now = time.monotonic()
        return {loop: now - at for loop, (at, _) in self._beats.items()}

    def late(self) -> list[str]:
        """The loops that should have been heard of by now."""
        now = time.monotonic()
        return sorted(loop for loop, (at, within_s) in self._beats.items() if now - at > within_s)
