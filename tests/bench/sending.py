"""Sending as fast as Telegram allows: messages a second, refusals, calls made before a wait was over.

`python -m tests.bench.sending [SECONDS]`, over SQLite and over a PostgreSQL of its own: `onrecord bot`'s own
sender and pacer against a Telegram that counts as strictly as the real one says it does: 30 messages in
any second to all chats together, one in any second to a person, 20 in any minute to a group, each
refusal with a wait that has to be kept. First digests to many people, then answers beside them, then
groups that have more to hear than they may.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
import statistics
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from briefings.delivery.sending import send_on
from handlers.pacer import Pacer
from handlers.sender import TelegramSender
from store.archive import Archive
from store.database import Database
from store.records import Delivery
from tests.bench.broadcast import urls
from tests.torture.telegram import Telegram

_SECONDS = 30
_OVERALL_A_SECOND, _GROUP_A_MINUTE = 30, 20
_ANSWER_EVERY_S = 0.5


@dataclass
class Strict(Telegram):
    """A Telegram that refuses what comes faster than its rules allow, and notes who does not wait."""

    seen: deque[float] = field(default_factory=deque)
    by_chat: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    took: dict[int, float] = field(default_factory=dict)

    def _send(self, chat: int, text: str) -> tuple[int, Any] | None:
        now = self._loop.time()
        self.early += now < self._free_at.get(chat, 0.0)
        wait_s = self._over(chat, now)
        if wait_s:
            self.refused["group" if chat < 0 else "person or all"] += 1
            self._free_at[chat] = now + wait_s
            told = {"description": f"Too Many Requests: retry after {wait_s}"}
            parameters = {"retry_after": wait_s}
            return 429, {"ok": False, "error_code": 429, **told, "parameters": parameters}
        self.seen.append(now)
        self.by_chat[chat].append(now)
        self._arrive(chat, text)
        return self._confirmed(chat, text)

    def _over(self, chat: int, now: float) -> int:
        """The wait that a message now costs, 0 when it may come."""
        while self.seen and self.seen[0] <= now - 1:
            self.seen.popleft()
        recent, (most, within_s) = self.by_chat[chat], (_GROUP_A_MINUTE, 60) if chat < 0 else (1, 1)
        while recent and recent[0] <= now - within_s:
            recent.popleft()
        if len(recent) >= most:
            return max(1, round(recent[0] + within_s - now))
        return int(len(self.seen) >= _OVERALL_A_SECOND)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _fill(archive: Archive, chats: list[int], each: int) -> None:
    with archive.begin() as tx:
        for chat in chats:
            for part in range(each):
                key = f"digest:{chat}:{part}:{time.monotonic_ns()}"
                tx.outbox.add(key, chat_id=chat, html=key, not_before=_now(), urgent=False)


async def _answers(archive: Archive, telegram: Strict, seconds: float, news: asyncio.Event) -> list[float]:
    """How long each of some answers took that were put beside the digests, in seconds."""
    put: dict[int, float] = {}
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        chat = 5_000_000 + len(put)

        def say(chat: int = chat) -> None:
            with archive.begin() as tx:
                tx.outbox.add(f"answer:{chat}", chat_id=chat, html="answer", not_before=_now())

        put[chat] = time.monotonic()
        await asyncio.to_thread(say)
        news.set()
        await asyncio.sleep(_ANSWER_EVERY_S)
    return [telegram.arrived_at[chat] - at for chat, at in put.items() if chat in telegram.arrived_at]


@contextlib.contextmanager
def _sent(archive: Archive, telegram: Strict, what: str) -> Iterator[None]:
    """Print what was sent meanwhile."""
    before, refused, early = telegram.arrived.total(), Counter(telegram.refused), telegram.early
    since = time.monotonic()
    yield
    took, arrived = time.monotonic() - since, telegram.arrived.total() - before
    with archive.read() as tx:
        doubtful = tx.outbox.counts().get(Delivery.UNKNOWN, 0)
    print(
        f"{archive.database.engine.dialect.name:10} {what:32} {arrived:5} in {took:5.1f} s = "
        f"{arrived / took:4.1f} a second, {sum((telegram.refused - refused).values())} refused, "
        f"{telegram.early - early} too early, {doubtful} in doubt",
        flush=True,
    )


async def _run(archive: Archive, telegram: Strict, seconds: float) -> None:
    bot = ExtBot("1:x", base_url=f"{telegram.url}/bot", request=HTTPXRequest(96), rate_limiter=Pacer())
    await bot.initialize()
    news = asyncio.Event()
    sending = asyncio.create_task(send_on(archive, TelegramSender(bot), now=_now, news=news, alone=True))
    try:
        _fill(archive, list(range(1, int(30 * seconds))), 2)
        news.set()
        with _sent(archive, telegram, "digests to people"):
            await asyncio.sleep(seconds)
        with _sent(archive, telegram, "the same with answers beside"):
            took = await _answers(archive, telegram, seconds, news)
        print(f"{'':10} answers took {statistics.median(took):.2f} s, {max(took):.2f} s at most", flush=True)
        with archive.begin() as tx:
            tx.outbox.give_up("digest:", "enough", _now())
        _fill(archive, list(range(-1, -11, -1)), 60)
        news.set()
        with _sent(archive, telegram, "10 groups with 60 messages each"):
            await asyncio.sleep(max(seconds, 70))
        assert max(len(times) for chat, times in telegram.by_chat.items() if chat < 0) <= _GROUP_A_MINUTE
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await bot.shutdown()


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else _SECONDS
    with urls() as found:
        for url in found:
            database = Database(url)
            database.migrate()
            with Strict() as telegram:
                asyncio.run(_run(Archive(database), telegram, seconds))
            database.close()


if __name__ == "__main__":
    main()
