"""Feeds that are followed: asked on their own schedule, each new item becomes a job."""

from __future__ import annotations

import datetime as dt
import hashlib

from briefings.desk.jobs import LOAD
from briefings.desk.office import Office
from briefings.errors import OnrecordError, TooSoon
from briefings.reading import feed
from briefings.reading.intake import Intake
from store.archive import Transaction
from store.records import Feed

_POLL = dt.timedelta(minutes=15)
_POLL_MAX = dt.timedelta(hours=12)
_PARSE_S = 30.0


class Feeds:
    """Feeds, as the owners manage them and the worker polls them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def add(self, url: str, *, actor: str) -> bool:
        """Whether the feed is new; what stands in it is read from the next poll on."""

        def add(tx: Transaction, now: dt.datetime) -> bool:
            return _noted(tx, now, actor, "follow feed", url, done=tx.feeds.add(url, now))

        return await self._office.write(add)

    async def add_list(self, opml: bytes, *, actor: str) -> tuple[int, int]:
        """How many of the feeds of an OPML list are new, and how many it names. Errors: `Refused`."""
        urls = await self._office.isolated.run(feed.opml, opml, timeout_s=_PARSE_S)
        added = [await self.add(url, actor=actor) for url in urls]
        return sum(added), len(urls)

    async def remove(self, url: str, *, actor: str) -> bool:
        """Whether the feed was followed; articles that came by it stay."""

        def remove(tx: Transaction, now: dt.datetime) -> bool:
            return _noted(tx, now, actor, "leave feed", url, done=tx.feeds.remove(url))

        return await self._office.write(remove)

    async def pause(self, url: str, *, paused: bool, actor: str) -> bool:
        """Whether the feed is followed; while it rests it is not asked for."""
        action = "pause feed" if paused else "resume feed"

        def pause(tx: Transaction, now: dt.datetime) -> bool:
            return _noted(tx, now, actor, action, url, done=tx.feeds.pause(url, paused=paused))

        return await self._office.write(pause)

    async def all(self) -> list[Feed]:
        """Every feed, in the order added."""
        return await self._office.read(lambda tx: tx.feeds.all())

    async def poll(self) -> int:
        """How many new items of the feeds that were due became jobs."""
        due = await self._office.write(lambda tx, now: tx.feeds.take_due(now, until=now + _POLL, limit=5))
        return sum([await self._polled(each) for each in due])

    async def _polled(self, followed: Feed) -> int:
        try:
            return await self._poll(followed)
        except TooSoon as error:
            until = error.until
            await self._office.write(lambda tx, _: tx.feeds.postpone(followed, until))
        except OnrecordError as error:
            reason = str(error)
            pause = min(_POLL * 2 ** (followed.errors + 1), _POLL_MAX)
            await self._office.write(
                lambda tx, now: tx.feeds.failed(followed, next_poll=now + pause, error=reason)
            )
        return 0

    async def _poll(self, followed: Feed) -> int:
        page = await self._office.fetch(followed.url, etag=followed.etag, last_modified=followed.modified)
        body_hash = followed.body_hash if page.not_modified else hashlib.sha256(page.data).hexdigest()
        if body_hash == followed.body_hash:
            read = feed.ReadFeed(None, ())
        else:
            read = await self._office.isolated.run(feed.parse, page.data, page.url, timeout_s=_PARSE_S)

        def keep(tx: Transaction, now: dt.datetime) -> int:
            tx.feeds.polled(
                followed,
                next_poll=now + _POLL,
                title=read.title,
                etag=page.etag or (followed.etag if page.not_modified else None),
                modified=page.last_modified or (followed.modified if page.not_modified else None),
                body_hash=body_hash,
            )
            fresh = [item for item in read.items if tx.feeds.meet(item.url, now)]
            for item in fresh:
                intake = Intake(url=item.url, published=item.published)
                tx.jobs.add(LOAD, {"intake": intake.to_json(), "actor": f"feed {followed.url}"}, now)
            return len(fresh)

        return await self._office.write(keep)


def _noted(tx: Transaction, now: dt.datetime, actor: str, action: str, url: str, *, done: bool) -> bool:
    """Whether it was done; then it is noted by whom."""
    if done:
        tx.audit.note(now, actor, action, feed=url)
    return done
