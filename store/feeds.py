"""The feeds shelf: lists of articles to be followed, and how each fared."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.database import insert_new
from store.records import Feed
from store.tables import feed_items, feeds


class Feeds:
    """Feeds of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, url: str, now: dt.datetime) -> bool:
        """Whether the feed is new; it is due at once."""
        return insert_new(
            self._connection, feeds, {"url": url, "next_poll": now, "errors": 0, "paused": False}
        )

    def remove(self, url: str) -> bool:
        """Whether the feed was there; articles that came by it stay."""
        return self._connection.execute(feeds.delete().where(feeds.c.url == url)).rowcount == 1

    def pause(self, url: str, *, paused: bool) -> bool:
        """Whether the feed is followed; it is not asked for while it rests."""
        mine = feeds.update().where(feeds.c.url == url)
        return self._connection.execute(mine.values(paused=paused)).rowcount == 1

    def all(self) -> list[Feed]:
        """Every feed, in the order added."""
        return self._select(sa.select(feeds).order_by(feeds.c.id))

    def take_due(self, now: dt.datetime, *, until: dt.datetime, limit: int) -> list[Feed]:
        """At most `limit` feeds whose time has come; nobody else takes them before `until`."""
        awake = sa.select(feeds).where(feeds.c.next_poll <= now, ~feeds.c.paused)
        due = awake.order_by(feeds.c.next_poll).limit(limit)
        found = self._select(due.with_for_update(skip_locked=True))
        taken = [feed.id for feed in found]
        self._connection.execute(feeds.update().where(feeds.c.id.in_(taken)).values(next_poll=until))
        return found

    def polled(
        self,
        feed: Feed,
        *,
        next_poll: dt.datetime,
        title: str | None,
        etag: str | None,
        modified: str | None,
        body_hash: str | None,
    ) -> None:
        """Note a poll that went well."""
        self._connection.execute(
            feeds.update()
            .where(feeds.c.id == feed.id)
            .values(
                next_poll=next_poll,
                title=title or feed.title,
                etag=etag,
                modified=modified,
                body_hash=body_hash,
                errors=0,
                last_error=None,
            )
        )

    def postpone(self, feed: Feed, until: dt.datetime) -> None:
        """Note that the feed is not to be asked for before `until`; that is nobody's failure."""
        self._connection.execute(feeds.update().where(feeds.c.id == feed.id).values(next_poll=until))

    def failed(self, feed: Feed, *, next_poll: dt.datetime, error: str) -> None:
        """Note a poll that failed."""
        self._connection.execute(
            feeds.update()
            .where(feeds.c.id == feed.id)
            .values(next_poll=next_poll, errors=feeds.c.errors + 1, last_error=error)
        )

    def meet(self, url: str, now: dt.datetime) -> bool:
        """Whether no feed has named this article before."""
        return insert_new(self._connection, feed_items, {"url": url, "met_at": now})

    def _select(self, query: sa.Select[tuple[object, ...]]) -> list[Feed]:
        return [Feed(**row._asdict()) for row in self._connection.execute(query)]
