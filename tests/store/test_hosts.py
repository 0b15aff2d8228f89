from __future__ import annotations

import datetime as dt

from store.archive import Archive
from tests.store.make import NOW

_HOST = "gazette.example"
_PAUSE = dt.timedelta(seconds=5)


def test_a_site_never_asked_has_no_rules_and_no_queue(archive: Archive) -> None:
    with archive.read() as tx:
        host = tx.hosts.get(_HOST)
    assert (host.robots, host.robots_at, host.next_request) == (None, None, None)


def test_rules_are_kept_and_replaced(archive: Archive) -> None:
    for robots, at in (("Disallow: /", NOW), ("", NOW + _PAUSE)):
        with archive.begin() as tx:
            tx.hosts.keep_robots(_HOST, robots, at)
    with archive.read() as tx:
        host = tx.hosts.get(_HOST)
    assert (host.robots, host.robots_at) == ("", NOW + _PAUSE)


def test_each_request_has_its_turn(archive: Archive) -> None:
    with archive.begin() as tx:
        assert tx.hosts.take_turn(_HOST, NOW, pause=_PAUSE) is None
        assert tx.hosts.take_turn(_HOST, NOW, pause=_PAUSE) == NOW + _PAUSE
        assert tx.hosts.take_turn("other.example", NOW, pause=_PAUSE) is None
        assert tx.hosts.take_turn(_HOST, NOW + _PAUSE, pause=_PAUSE) is None
