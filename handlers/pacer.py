"""Our rate limiter: how often Telegram may be called, overall and in each chat.

Telegram allows about 30 messages a second to all chats together, one a second to a person and 20 a
minute to a group (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
python-telegram-bot's own limiter lets 60 through in the first second, paces no private chat and
stops everything for a refusal in one chat.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import heapq
import itertools
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from telegram.error import NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from handlers.shown import Shown

# A refusal that does not say how long to wait.
UNTOLD_WAIT_S = 5.0

_PACED = ("sendM", "sendP", "sendD", "sendA", "sendV", "sendL", "sendC", "edit", "copy", "forward")
_FREE = {"sendChatAction"}
_RETRIES = 2
_LONGEST_RETRY_S = 30.0
_MARGIN_S = 0.1
_CHATS_KEPT = 1000
# A little more than Telegram asks for: calls do not arrive as evenly as they are made.
_MINUTE_S = 60.5

Response = bool | dict[str, Any] | list[dict[str, Any]]


class Pace(IntEnum):
    """How urgent a call is: answers go ahead of digests. PACED has had its turn already."""

    ANSWER = 0
    DIGEST = 1
    PACED = 2


@dataclass(slots=True)
class _Lane:
    """What one chat was sent: when it may be called next, and the calls of the last minute."""

    free_at: float = 0.0
    recent: deque[float] = field(default_factory=deque)


class Limits:
    """Pure arithmetic: who may be called when. Times are seconds of any one monotonic clock."""

    def __init__(
        self, *, per_s: float = 25.0, burst: int = 3, private_gap_s: float = 1.05, group_a_minute: int = 20
    ) -> None:
        self._per_s, self._burst = per_s, burst
        self._private_gap_s, self._group_a_minute = private_gap_s, group_a_minute
        self._tokens, self._counted_at = float(burst), 0.0
        self._lanes: dict[int | str, _Lane] = {}

    def overall_at(self, now: float) -> float:
        """When the next call may go out to anybody."""
        self._refill(now)
        return now if self._tokens >= 1 else now + (1 - self._tokens) / self._per_s

    def chat_at(self, chat: int | str, now: float) -> float:
        """When the next call may go out to this chat, as far as the chat is concerned."""
        lane = self._lanes.get(chat)
        if lane is None:
            return now
        at = max(now, lane.free_at)
        if len(lane.recent) >= self._group_a_minute:
            at = max(at, lane.recent[-self._group_a_minute] + _MINUTE_S)
        return at

    def take(self, chat: int | str, now: float) -> None:
        """Count a call to this chat."""
        self._refill(now)
        self._tokens -= 1
        lane = self._lane(chat, now)
        if _is_group(chat):
            while lane.recent and lane.recent[0] <= now - _MINUTE_S:
                lane.recent.popleft()
            lane.recent.append(now)
        else:
            lane.free_at = max(lane.free_at, now + self._private_gap_s)

    def refuse(self, chat: int | str, wait_s: float, now: float) -> None:
        """Let this chat alone for so long: Telegram asked for it."""
        lane = self._lane(chat, now)
        lane.free_at = max(lane.free_at, now + wait_s)

    def _refill(self, now: float) -> None:
        gained = max(now - self._counted_at, 0.0) * self._per_s
        self._tokens, self._counted_at = min(self._tokens + gained, float(self._burst)), now

    def _lane(self, chat: int | str, now: float) -> _Lane:
        if len(self._lanes) >= _CHATS_KEPT and chat not in self._lanes:
            self._lanes = {
                each: lane
                for each, lane in self._lanes.items()
                if lane.free_at > now or (lane.recent and lane.recent[-1] > now - _MINUTE_S)
            }
        return self._lanes.setdefault(chat, _Lane())


def _is_group(chat: int | str) -> bool:
    return isinstance(chat, str) or chat < 0


class Pacer(BaseRateLimiter[Pace]):
    """Lets calls through as `Limits` allow, answers first, then in the order they came.

    A chat that has to wait holds nobody else up. What would change nothing is not asked for where
    this process `alone` changes messages.
    """

    def __init__(self, limits: Limits | None = None, *, alone: bool = True) -> None:
        self._limits = limits or Limits()
        self._shown = Shown() if alone else None
        self._numbers = itertools.count()
        self._waiting: list[tuple[Pace, int, int | str, asyncio.Future[None]]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Let nobody wait any longer."""
        if self._timer is not None:
            self._timer.cancel()
        for *_, turn in self._waiting:
            turn.cancel()
        self._waiting.clear()

    def wait_s(self, chat: int | str) -> float:
        """How long this chat must be left alone from now on."""
        now = self._now()
        return self._limits.chat_at(chat, now) - now

    async def turn(self, chat: int | str, pace: Pace) -> None:
        """Wait until this chat may be called; the call is counted as made."""
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (pace, next(self._numbers), chat, turn))
        self._serve()
        await turn

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Response]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Pace | None,
    ) -> Response:
        """The response to a call made at its turn.

        An answer that is refused for coming too fast is tried again when Telegram says; a digest is
        not, since its sender puts it back.
        """
        pace = Pace.ANSWER if rate_limit_args is None else rate_limit_args
        chat = _chat(data)
        if chat is None or endpoint in _FREE or not endpoint.startswith(_PACED):
            return await callback(*args, **kwargs)
        shown = self._shown or Shown()
        if shown.is_as_wished(endpoint, data):
            return True
        try:
            response = await self._insist(lambda: callback(*args, **kwargs), chat, pace)
        except BaseException:
            shown.forget(data)
            raise
        shown.note(endpoint, data, response)
        return response

    async def _insist(
        self, call: Callable[[], Coroutine[Any, Any, Response]], chat: int | str, pace: Pace
    ) -> Response:
        """The response to the call, made again at another turn where it was refused for coming too fast."""
        for retries_left in range(_RETRIES, -1, -1):
            if pace is not Pace.PACED:
                await self.turn(chat, pace)
            try:
                return await call()
            except (RetryAfter, NetworkError) as error:
                wait_s = refused_for_s(error)
                if wait_s is None:
                    raise
                self._limits.refuse(chat, wait_s + _MARGIN_S, self._now())
                if pace is not Pace.ANSWER or not retries_left or wait_s > _LONGEST_RETRY_S:
                    raise
        raise AssertionError("the last try returns or raises")

    def _serve(self) -> None:
        """Give turns to all whose time has come, and set the timer for the next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = self._now()
        later: list[tuple[Pace, int, int | str, asyncio.Future[None]]] = []
        next_at = float("inf")
        while self._waiting:
            waiter = heapq.heappop(self._waiting)
            _, _, chat, turn = waiter
            if turn.done():  # given up by the one who waited
                continue
            at = max(self._limits.overall_at(now), self._limits.chat_at(chat, now))
            if at <= now:
                self._limits.take(chat, now)
                turn.set_result(None)
            else:
                next_at = min(next_at, at)
                later.append(waiter)
        self._waiting = later
        heapq.heapify(self._waiting)
        if later:
            self._timer = asyncio.get_running_loop().call_later(next_at - now, self._serve)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def refused_for_s(error: Exception) -> float | None:
    """How long to wait after a call that came too fast; None for any other error."""
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return after.total_seconds() if isinstance(after, dt.timedelta) else float(after)
    return UNTOLD_WAIT_S if "too many requests" in str(error).casefold() else None


def _chat(data: dict[str, Any]) -> int | str | None:
    chat = data.get("chat_id")
    if isinstance(chat, str) and chat.lstrip("-").isdigit():
        return int(chat)
    return chat if isinstance(chat, int | str) else None
