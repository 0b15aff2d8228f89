from __future__ import annotations

import datetime as dt

from store.archive import Archive
from tests.store.make import NOW

_HOUR = dt.timedelta(hours=1)
_URL = "https://gazette.example/feed.xml"


def test_a_feed_is_followed_once(archive: Archive) -> None:
    with archive.begin() as tx:
        assert tx.feeds.add(_URL, NOW)
        assert not tx.feeds.add(_URL, NOW + _HOUR)
        (feed,) = tx.feeds.all()
        assert (feed.url, feed.next_poll, feed.errors, feed.title) == (_URL, NOW, 0, None)
        assert tx.feeds.remove(_URL)
        assert not tx.feeds.remove(_URL)
        assert tx.feeds.all() == []


def test_a_due_feed_is_taken_by_one_poller(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.feeds.add(_URL, NOW)
        tx.feeds.add(f"{_URL}?2", NOW + 3 * _HOUR)
    with archive.begin() as tx:
        assert [feed.url for feed in tx.feeds.take_due(NOW, until=NOW + _HOUR, limit=5)] == [_URL]
    with archive.begin() as tx:
        assert tx.feeds.take_due(NOW, until=NOW + _HOUR, limit=5) == []
        assert [feed.url for feed in tx.feeds.take_due(NOW + _HOUR, until=NOW, limit=5)] == [_URL]


def test_how_a_poll_went(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.feeds.add(_URL, NOW)
        (feed,) = tx.feeds.all()
        for _ in range(2):
            tx.feeds.failed(feed, next_poll=NOW + _HOUR, error="no answer")
        (bad,) = tx.feeds.all()
        assert (bad.errors, bad.last_error, bad.next_poll) == (2, "no answer", NOW + _HOUR)
        done = {"etag": '"1"', "modified": "Sun", "body_hash": "0" * 64}
        tx.feeds.polled(feed, next_poll=NOW + 2 * _HOUR, title="Gazette", **done)
        (good,) = tx.feeds.all()
        assert (good.errors, good.last_error, good.title) == (0, None, "Gazette")
        assert (good.etag, good.modified, good.body_hash) == ('"1"', "Sun", "0" * 64)
        tx.feeds.polled(good, next_poll=NOW, title=None, etag=None, modified=None, body_hash=None)
        assert [(feed.title, feed.etag) for feed in tx.feeds.all()] == [("Gazette", None)]
