"""Waits while something does not work, and what ends them."""

from __future__ import annotations

import asyncio
import logging

from briefings.errors import OnrecordError

logger = logging.getLogger(__name__)

_LONGEST_PAUSE_S = 30.0


class Stopped(OnrecordError):
    """Telegram will not talk to this bot until a person changes something."""


class Pause:
    """Longer and longer waits while something does not work."""

    def __init__(self, longest_s: float = _LONGEST_PAUSE_S) -> None:
        self._longest_s = longest_s
        self._next_s = 1.0

    async def wait(self, error: Exception) -> None:
        """Wait because of `error`, next time twice as long."""
        logger.warning("trouble, next try in %.0f s: %s", self._next_s, error)
        await asyncio.sleep(self._next_s)
        self._next_s = min(self._next_s * 2, self._longest_s)

    def reset(self) -> None:
        """Begin with short waits again: it works."""
        self._next_s = 1.0
