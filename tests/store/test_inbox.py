from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from store.archive import Archive, Transaction
from store.inbox import lane_of
from tests.store import workers
from tests.store.make import NOW

_DAY = dt.timedelta(days=1)
_SOON = NOW + dt.timedelta(seconds=20)


def _by(chat: int, person: int | None = None) -> dict[str, Any]:
    return {"message": {"chat": {"id": chat}, "from": {"id": person or chat}}}


def _lease(tx: Transaction, now: dt.datetime = NOW, **fields: Any) -> list[int]:
    until = now + dt.timedelta(seconds=20)
    return [each.update_id for each in tx.inbox.lease(now, until=until, **{"limit": 10, **fields})]


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
        assert tx.inbox.waiting() == (2, NOW)


def test_several_receivers_keep_each_update_once(archive: Archive, database_url: str) -> None:
    assert sum(workers.together(3, workers.receive_updates, database_url, 40)) == 40
    with archive.read() as tx:
        assert len(tx.inbox.open(limit=99)) == 40


def test_several_handlers_never_have_the_same_update(archive: Archive, database_url: str) -> None:
    with archive.begin() as tx:
        for number in range(40):
            tx.inbox.receive(number, _by(number % 7), NOW)
    got = [each for some in workers.together(3, workers.handle_updates, database_url) for each in some]
    assert sorted(got) == list(range(40))


def test_a_lane_is_handled_one_by_one_others_beside_it(archive: Archive) -> None:
    with archive.begin() as tx:
        for number, chat in ((1, 5), (2, 5), (3, -6), (4, -6), (5, 7)):
            tx.inbox.receive(number, _by(chat), NOW)
        assert _lease(tx, limit=2) == [1, 3]
        assert _lease(tx, busy=[1, 3]) == [5]
        assert _lease(tx, busy=[1, 3, 5]) == []
        [third] = [each for each in tx.inbox.open(limit=9) if each.update_id == 3]
        assert tx.inbox.finish(third, NOW)
        assert _lease(tx, busy=[1, 5]) == [4]


def test_an_update_stays_open_until_this_attempt_finishes_it(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.inbox.receive(1, {}, NOW)
        [lost] = tx.inbox.lease(NOW, until=_SOON, limit=1)
        assert _lease(tx) == []
        [update] = tx.inbox.lease(_SOON + _DAY, until=_SOON + _DAY, limit=1)
        assert (lost.attempts, update.attempts) == (1, 2)
        assert not tx.inbox.finish(lost, NOW)
        assert tx.inbox.finish(update, NOW)
        assert not tx.inbox.finish(update, NOW)
        assert tx.inbox.open(limit=5) == []
        assert not tx.inbox.receive(1, {}, NOW)


def test_what_is_held_is_not_taken_away(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.inbox.receive(1, {}, NOW)
        assert _lease(tx) == [1]
        tx.inbox.hold([1], until=_SOON + dt.timedelta(seconds=20))
        assert _lease(tx, _SOON + dt.timedelta(seconds=1)) == []
        assert _lease(tx, _SOON + dt.timedelta(seconds=21)) == [1]


def test_what_is_given_back_was_no_attempt(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.inbox.receive(1, {}, NOW)
        [update] = tx.inbox.lease(NOW, until=_SOON, limit=1)
        tx.inbox.release(update)
        tx.inbox.release(update)
        assert [(each.attempts, each.lease_until) for each in tx.inbox.open(limit=1)] == [(0, None)]


def test_a_handler_that_is_alone_takes_up_what_the_last_left_at_once(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.inbox.receive(1, {}, NOW)
        assert _lease(tx) == [1]
        assert _lease(tx) == []
        assert (tx.inbox.release_all(), tx.inbox.release_all()) == (1, 0)
        assert _lease(tx) == [1]


def test_what_may_have_brought_a_handler_down_comes_alone(archive: Archive) -> None:
    with archive.begin() as tx:
        for number in (1, 2, 3):
            tx.inbox.receive(number, _by(number), NOW)
        assert _lease(tx, limit=2) == [1, 2]
        later = _SOON + dt.timedelta(seconds=1)
        assert _lease(tx, later, busy=[99]) == []
        assert _lease(tx, later) == [1]
        assert _lease(tx, later, busy=[1]) == []


def test_a_lease_of_a_clock_that_was_put_back_runs_out(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.inbox.receive(1, {}, NOW)
        assert _lease(tx, NOW + dt.timedelta(hours=1)) == [1]
        assert _lease(tx) == [1]


def test_only_old_handled_updates_are_forgotten(archive: Archive) -> None:
    with archive.begin() as tx:
        for number in (1, 2, 3, 4):
            tx.inbox.receive(number, _by(number), NOW - 9 * _DAY)
        first, second, _, fourth = tx.inbox.lease(NOW, until=_SOON, limit=4)
        tx.inbox.finish(first, NOW - 2 * _DAY)
        tx.inbox.finish(fourth, NOW - 2 * _DAY)
        tx.inbox.finish(second, NOW)
        assert [tx.inbox.forget(NOW - _DAY, limit=1) for _ in range(3)] == [1, 1, 0]
        assert not tx.inbox.receive(2, {}, NOW)
        assert [update.update_id for update in tx.inbox.open(limit=5)] == [3]


def test_what_a_person_sent_is_found_and_forgotten(archive: Archive) -> None:
    with archive.begin() as tx:
        for number, (chat, person) in enumerate([(5, 5), (-6, 5), (-6, 8), (5, 5)]):
            tx.inbox.receive(number, _by(chat, person), NOW)
        handled, held = tx.inbox.lease(NOW, until=_SOON, limit=4)
        tx.inbox.finish(handled, NOW)
        assert [each.update_id for each in tx.inbox.of_user(5)] == [0, 1, 3]
        assert tx.inbox.forget_user(5) == 1
        assert [each.update_id for each in tx.inbox.of_user(5)] == [3]  # still to be handled
        assert [each.payload for each in tx.inbox.open(limit=1)] == [{}]
        assert tx.inbox.finish(held, NOW)


@pytest.mark.parametrize(
    ("payload", "lane"),
    [
        ({"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 9}}}, -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 9}, "message": {"chat": {"id": -5}}}}, -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 9}}}, 9),
        ({"update_id": 1, "something_new": "?"}, 0),
    ],
)
def test_the_lane_is_the_chat_or_else_the_person(payload: dict[str, Any], lane: int) -> None:
    assert lane_of(payload) == lane
