from __future__ import annotations

import datetime as dt

from store.archive import Archive, Transaction
from store.records import Delivery, Order, Rhythm, Subscription
from tests.store.make import NOW

_DAY = dt.timedelta(days=1)


def _put(tx: Transaction, chat_id: int = 5, **wishes: object) -> Subscription:
    order: dict[str, object] = {"local_time": dt.time(8, 30), "zone": "Europe/Kyiv"}
    rest: dict[str, object] = {"thread_id": None, "next_due": NOW, "watermark": 3, "now": NOW}
    for name, wish in wishes.items():
        (rest if name in {*rest, "slot"} else order)[name] = wish
    return tx.subscriptions.put(Order(**order), chat_id=chat_id, **rest)  # type: ignore[arg-type]


def test_a_wish_comes_back_as_it_was_made(archive: Archive) -> None:
    with archive.begin() as tx:
        made = _put(tx, chat_id=-(10**12) - 7, thread_id=4, topics=("порт 🛳️",), speakers=("Ana Belk",))
    with archive.read() as tx:
        assert tx.subscriptions.get(made.id) == made
        assert tx.subscriptions.of_chat(made.chat_id) == [made]
        assert tx.subscriptions.get(made.id + 1) is None
    assert (made.chat_id, made.thread_id, made.slot) == (-(10**12) - 7, 4, 0)
    assert (made.order.local_time, made.order.zone) == (dt.time(8, 30), "Europe/Kyiv")
    assert (made.order.topics, made.order.speakers) == (("порт 🛳️",), ("Ana Belk",))
    assert (made.next_due, made.watermark, made.created_at, made.suspended_at) == (NOW, 3, NOW, None)


def test_a_change_keeps_what_was_not_delivered_yet(archive: Archive) -> None:
    with archive.begin() as tx:
        first = _put(tx)
        again = _put(tx, local_time=dt.time(9), watermark=99, now=NOW + _DAY)
        assert (again.id, again.watermark, again.created_at) == (first.id, 3, NOW)
        assert again.order.local_time == dt.time(9)
        evening = _put(tx, slot=1, local_time=dt.time(20))
        assert tx.subscriptions.of_chat(5) == [again, evening]


def test_who_is_due(archive: Archive) -> None:
    with archive.begin() as tx:
        _put(tx, 1, next_due=NOW - _DAY)
        _put(tx, 2, topics=("порт 🛳️",))
        _put(tx, 3, next_due=NOW + _DAY)
        _put(tx, 4, next_due=NOW - _DAY)
        _put(tx, 5, topics=("порт 🛳️",))
        tx.subscriptions.suspend(4, NOW)
        late, now = tx.subscriptions.due(NOW, change=0, limit=10)
        assert (late.next_due, now.next_due) == (NOW - _DAY, NOW)
        assert (now.order.zone, now.order.topics, now.watermark) == ("Europe/Kyiv", ("порт 🛳️",), 3)
        assert tx.subscriptions.due(NOW, change=0, limit=1) == [late]


def test_only_one_clock_moves_a_subscription(archive: Archive) -> None:
    with archive.begin() as tx:
        first, second = _put(tx, 1), _put(tx, 2)
        (wish,) = tx.subscriptions.due(NOW, change=0, limit=10)
        assert tx.subscriptions.take(wish, NOW + _DAY, now=NOW, limit=1) == [first.id]
    with archive.begin() as tx:
        _put(tx, 3, topics=("порт 🛳️",))
        assert tx.subscriptions.take(wish, NOW + _DAY, now=NOW, limit=9) == [second.id]
        assert tx.subscriptions.take(wish, NOW + _DAY, now=NOW, limit=9) == []
        moved = tx.subscriptions.get(first.id)
        assert moved is not None
        assert moved.next_due == NOW + _DAY


def test_a_watermark_never_moves_back(archive: Archive) -> None:
    with archive.begin() as tx:
        made = _put(tx)
        for watermark, stands in ((7, 7), (5, 7), (8, 8)):
            tx.subscriptions.confirm(made.id, watermark)
            now = tx.subscriptions.get(made.id)
            assert now is not None
            assert now.watermark == stands


def test_a_chat_that_comes_back_goes_on(archive: Archive) -> None:
    with archive.begin() as tx:
        made = _put(tx)
        tx.subscriptions.suspend(5, NOW)
        stopped = tx.subscriptions.get(made.id)
        assert stopped is not None
        assert stopped.suspended_at == NOW
        assert tx.subscriptions.revive(5) == 1
        assert tx.subscriptions.revive(5) == 0
        assert tx.subscriptions.get(made.id) == made
        tx.subscriptions.suspend(5, NOW)
        assert _put(tx).suspended_at is None


def test_leaving_takes_what_waits_along(archive: Archive) -> None:
    with archive.begin() as tx:
        made, _ = _put(tx), _put(tx, slot=1)
        for key in ("waiting", "sending"):
            tx.outbox.add(
                key, chat_id=5, html="x", not_before=NOW, subscription_id=made.id, watermark=9, thread_id=1
            )
            if key == "waiting":
                continue
        (first,) = tx.outbox.lease(NOW, until=NOW + _DAY, limit=1)
        tx.outbox.begin(first.id, until=NOW + _DAY)
        assert tx.subscriptions.remove(5, NOW) == 2
        assert tx.subscriptions.of_chat(5) == []
        states = {key: tx.outbox.get(key) for key in ("waiting", "sending")}
        assert {key: message and message.state for key, message in states.items()} == {
            "waiting": Delivery.SENDING,  # the first one had begun: it is let go its way
            "sending": Delivery.DEAD,
        }
        assert all(message and message.subscription_id is None for message in states.values())
        assert tx.subscriptions.remove(5, NOW) == 0


def test_a_group_that_got_a_new_id_keeps_its_digests(archive: Archive) -> None:
    with archive.begin() as tx:
        made = _put(tx, -5)
        tx.subscriptions.move(-5, -100_5, NOW)
        assert tx.subscriptions.of_chat(-5) == []
        assert [each.id for each in tx.subscriptions.of_chat(-100_5)] == [made.id]


def test_a_group_that_subscribed_again_under_its_new_id_has_one(archive: Archive) -> None:
    with archive.begin() as tx:
        _put(tx, -5)
        evening = _put(tx, -5, slot=1)
        newer = _put(tx, -100_5, local_time=dt.time(6))
        tx.subscriptions.move(-5, -100_5, NOW)
        assert tx.subscriptions.of_chat(-5) == []
        assert [each.id for each in tx.subscriptions.of_chat(-100_5)] == [newer.id, evening.id]


def test_every_wish_of_an_order_comes_back(archive: Archive) -> None:
    order = Order(
        local_time=dt.time(6, 15),
        zone="UTC",
        rhythm=Rhythm.AT_ONCE,
        weekdays=frozenset({1, 5}),
        quiet_from=dt.time(22),
        topics=("порт",),
        speakers=("Ana Belk",),
        outlets=("Lesk Courier",),
        silent=True,
        tell_nothing=True,
        language="uk",
    )
    with archive.begin() as tx:
        made = tx.subscriptions.put(order, chat_id=5, thread_id=4, next_due=NOW, watermark=3, now=NOW)
        assert made.order == order
        (due,) = tx.subscriptions.due(NOW, change=4, limit=10)
        assert due.order == order
        assert tx.subscriptions.take(due, NOW + _DAY, now=NOW, limit=10) == [made.id]


def test_at_once_is_due_only_when_something_changed(archive: Archive) -> None:
    with archive.begin() as tx:
        made = _put(tx, rhythm=Rhythm.AT_ONCE, watermark=3)
        assert tx.subscriptions.due(NOW, change=3, limit=10) == []
        assert len(tx.subscriptions.due(NOW, change=4, limit=10)) == 1
        tx.subscriptions.confirm_all([made.id], 4)
        assert tx.subscriptions.due(NOW, change=4, limit=10) == []


def test_what_is_paused_rests_until_then_and_loses_nothing(archive: Archive) -> None:
    with archive.begin() as tx:
        _put(tx)
        other = _put(tx, slot=1)
        assert tx.subscriptions.pause(5, NOW + _DAY, slot=0) == 1
        (due,) = tx.subscriptions.due(NOW, change=0, limit=10)
        assert tx.subscriptions.take(due, NOW + _DAY, now=NOW, limit=10) == [other.id]
        assert len(tx.subscriptions.due(NOW + _DAY, change=0, limit=10)) == 2
        assert tx.subscriptions.pause(5, None) == 2
        assert [each.paused_until for each in tx.subscriptions.of_chat(5)] == [None, None]
        assert tx.subscriptions.of_chat(5)[0].watermark == 3


def test_one_of_several_is_removed(archive: Archive) -> None:
    with archive.begin() as tx:
        first, _ = _put(tx), _put(tx, slot=1)
        assert tx.subscriptions.remove(5, NOW, slot=1) == 1
        assert tx.subscriptions.of_chat(5) == [first]
        assert tx.subscriptions.remove(5, NOW) == 1
