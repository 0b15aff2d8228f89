"""Fetches as a guest does: what a site's robots.txt forbids is left alone, its pauses are kept.

Rules and turns lie in the store, so that all processes together keep them.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable

from briefings.errors import Refused, TooSoon
from briefings.reading import clean, robots
from briefings.reading.fetch import Fetched, Limits, fetch, user_agent
from store.archive import Archive
from store.records import Host

_RULES_LAST = dt.timedelta(hours=24)  # RFC 9309: not longer than a day
_PAUSE_S = 1.0  # between two requests to a site that names no pause
_PATIENCE_S = 5.0  # a longer pause is not waited for on the spot
_RULES_LIMITS = Limits(max_bytes=1_000_000, total_s=10)
_AGENT = user_agent().partition("/")[0]


class Guest:
    """Fetches with manners; can be called as `loading.Fetch`."""

    def __init__(
        self,
        archive: Archive,
        now: Callable[[], dt.datetime],
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        opened: frozenset[tuple[str, int]] = frozenset(),
    ) -> None:
        self._archive, self._now, self._sleep, self._opened = archive, now, sleep, opened

    async def __call__(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """The resource at `url`; every address on the way to it is asked for with manners.

        Errors: those of `fetch`; `Refused` where robots.txt forbids it; `TooSoon` where the site's
        pause is longer than a few seconds.
        """
        return await fetch(
            url, etag=etag, last_modified=last_modified, before=self._knock, opened=self._opened
        )

    async def _knock(self, url: str) -> None:
        """Returns when `url` may be asked for; raises where it may not."""
        site = robots.site(url)
        host = await asyncio.to_thread(self._known, site)
        if host.robots is None or host.robots_at is None or host.robots_at < self._now() - _RULES_LAST:
            text = await self._ask(site)
            await asyncio.to_thread(self._keep, site, text)
        else:
            text = host.robots
        told = await asyncio.to_thread(robots.rules, text, url, _AGENT)
        if not told.allowed:
            raise Refused("The site asks programs not to read this page (robots.txt).")
        pause = dt.timedelta(seconds=_PAUSE_S if told.delay_s is None else told.delay_s)
        while (turn := await asyncio.to_thread(self._take_turn, site, pause)) is not None:
            wait = (turn - self._now()).total_seconds()
            if wait > _PATIENCE_S:
                raise TooSoon("The site asks for a pause before it is read again.", until=turn)
            await self._sleep(max(wait, 0.01))

    async def _ask(self, site: str) -> str:
        """The site's robots.txt; empty where there is none, or it is not for us (RFC 9309, 2.3.1.3)."""
        try:
            page = await fetch(f"{site}/robots.txt", limits=_RULES_LIMITS, opened=self._opened)
        except Refused:
            return ""
        try:
            return clean.decode(page.data)[: robots.MAX_CHARS].replace("\x00", "")
        except Refused:
            return ""  # a binary file states no rules

    def _known(self, site: str) -> Host:
        with self._archive.read() as tx:
            return tx.hosts.get(site)

    def _keep(self, site: str, text: str) -> None:
        with self._archive.begin() as tx:
            tx.hosts.keep_robots(site, text, self._now())

    def _take_turn(self, site: str, pause: dt.timedelta) -> dt.datetime | None:
        with self._archive.begin() as tx:
            return tx.hosts.take_turn(site, self._now(), pause=pause)
