from __future__ import annotations

import datetime as dt

from store.archive import Archive
from tests.store import workers
from tests.store.make import NOW

_DAY = dt.timedelta(days=1)


def test_an_update_is_kept_once_and_in_order(archive: Archive) -> None:
    with archive.begin() as tx:
        assert tx.inbox.receive(10**12 + 2, {"text": "порт 🛳️", "n": [1, None]}, NOW)
        assert tx.inbox.receive(10**12 + 1, {}, NOW)
        assert not tx.inbox.receive(10**12 + 2, {"text": "other"}, NOW + _DAY)
    with archive.read() as tx:
        first, second = tx.inbox.open(limit=5)
        assert [first.update_id, second.update_id] == [10**12 + 1, 10**12 + 2]
        assert second.payload == {"text": "порт 🛳️", "n": [1, None]}
        assert (second.received_at, second.handled_at, second.attempts) == (NOW, None, 0)
        assert tx.inbox.open(limit=1) == [first]


def test_several_receivers_keep_each_update_once(archive: Archive, database_url: str) -> None:
    assert sum(workers.together(3, workers.receive_updates, database_url, 40)) == 40
    with archive.read() as tx:
        assert len(tx.inbox.open(limit=99)) == 40


def test_an_update_stays_open_until_it_is_finished(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.inbox.receive(1, {}, NOW)
        assert (tx.inbox.begin(1), tx.inbox.begin(1)) == (1, 2)
        assert tx.inbox.open(limit=5)[0].attempts == 2
        tx.inbox.finish(1, NOW)
        assert tx.inbox.open(limit=5) == []
        assert not tx.inbox.receive(1, {}, NOW)


def test_only_old_handled_updates_are_forgotten(archive: Archive) -> None:
    with archive.begin() as tx:
        for update_id in (1, 2, 3):
            tx.inbox.receive(update_id, {}, NOW - 9 * _DAY)
        tx.inbox.finish(1, NOW - 2 * _DAY)
        tx.inbox.finish(2, NOW)
        assert tx.inbox.forget(NOW - _DAY) == 1
        assert not tx.inbox.receive(2, {}, NOW)
        assert [update.update_id for update in tx.inbox.open(limit=5)] == [3]
