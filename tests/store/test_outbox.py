from __future__ import annotations

import datetime as dt

from store.archive import Archive, Transaction
from store.records import Delivery, Order, OutboxMessage, Outgoing
from tests.store import workers
from tests.store.make import NOW

_MINUTE = dt.timedelta(minutes=1)
_LATER = NOW + _MINUTE


def _add(tx: Transaction, key: str, chat_id: int = 5, **fields: object) -> bool:
    known = {"html": f"<b>{key}</b> 🛳️", "not_before": NOW}
    return tx.outbox.add(key, chat_id=chat_id, **{**known, **fields})  # type: ignore[arg-type]


def _get(tx: Transaction, key: str) -> OutboxMessage:
    message = tx.outbox.get(key)
    assert message is not None
    return message


def _lease(tx: Transaction, now: dt.datetime = NOW, limit: int = 10) -> list[str]:
    return [message.key for message in tx.outbox.lease(now, until=now + _MINUTE, limit=limit)]


def test_a_message_comes_back_as_it_was_added(archive: Archive) -> None:
    with archive.begin() as tx:
        assert _add(tx, "a", chat_id=-(10**13), thread_id=3, reply_to=8, silent=True, watermark=12)
        message = _get(tx, "a")
    assert (message.chat_id, message.thread_id, message.reply_to) == (-(10**13), 3, 8)
    assert (message.html, message.silent, message.watermark) == ("<b>a</b> 🛳️", True, 12)
    assert (message.state, message.attempts, message.not_before) == (Delivery.WAITING, 0, NOW)
    with archive.read() as tx:
        assert tx.outbox.get("b") is None


def test_a_key_is_one_message(archive: Archive) -> None:
    with archive.begin() as tx:
        assert _add(tx, "digest:5:0:2031-05-04", html="first")
    with archive.begin() as tx:
        assert not _add(tx, "digest:5:0:2031-05-04", html="second")
        assert _get(tx, "digest:5:0:2031-05-04").html == "first"
        assert _get(tx, "digest:5:0:2031-05-04").thread_id is None


def test_messages_are_leased_in_order_one_a_chat(archive: Archive) -> None:
    with archive.begin() as tx:
        for key, chat_id in (("a1", 1), ("a2", 1), ("b1", 2), ("c1", 3)):
            _add(tx, key, chat_id)
        _add(tx, "d1", 4, not_before=_LATER)
    with archive.begin() as tx:
        assert _lease(tx, limit=2) == ["a1", "b1"]
        assert _lease(tx) == ["c1"]
        assert _lease(tx) == []
        first = _get(tx, "a1")
        assert (first.state, first.lease_until) == (Delivery.LEASED, _LATER)
        assert tx.outbox.begin(first.id, until=_LATER)
        assert _lease(tx) == []
        tx.outbox.sent(first.id, 77, NOW)
        assert _lease(tx) == ["a2"]
        assert _get(tx, "a1").sent_message_id == 77


def test_a_later_part_waits_for_one_that_must_wait(archive: Archive) -> None:
    with archive.begin() as tx:
        _add(tx, "a1", not_before=_LATER)
        _add(tx, "a2")
        assert _lease(tx) == []
        assert _lease(tx, _LATER) == ["a1"]


def test_two_processes_never_lease_the_same_message(archive: Archive, database_url: str) -> None:
    with archive.begin() as tx:
        for number in range(60):
            _add(tx, f"m{number}", chat_id=number)
    got = [message for each in workers.together(3, workers.lease_messages, database_url) for message in each]
    assert len(got) == len(set(got)) == 60


def test_a_sender_that_died_before_the_call_loses_nothing(archive: Archive) -> None:
    with archive.begin() as tx:
        _add(tx, "a")
        _lease(tx)
    with archive.begin() as tx:
        assert tx.outbox.expire(_LATER) == (0, 0)
        assert tx.outbox.expire(_LATER + _MINUTE) == (1, 0)
        message = _get(tx, "a")
        assert (message.state, message.lease_until) == (Delivery.WAITING, None)
        assert not tx.outbox.begin(message.id, until=_LATER)
        assert _lease(tx) == ["a"]


def test_a_sender_that_died_during_the_call_never_sends_twice(archive: Archive) -> None:
    with archive.begin() as tx:
        _add(tx, "a")
        (message,) = tx.outbox.lease(NOW, until=_LATER, limit=1)
    with archive.begin() as tx:
        assert tx.outbox.begin(message.id, until=_LATER)
        assert not tx.outbox.begin(message.id, until=_LATER)
    with archive.begin() as tx:
        assert tx.outbox.expire(_LATER + _MINUTE) == (0, 1)
        assert tx.outbox.expire(_LATER + _MINUTE) == (0, 0)
        lost = _get(tx, "a")
        assert (lost.state, lost.attempts) == (Delivery.UNKNOWN, 1)
        assert lost.error
        assert _lease(tx, _LATER + _MINUTE) == []


def test_how_a_message_can_end(archive: Archive) -> None:
    with archive.begin() as tx:
        for key, chat_id in (("retried", 1), ("unknown", 2), ("dead", 3), ("sent", 4)):
            _add(tx, key, chat_id)
        ids = {message.key: message.id for message in tx.outbox.lease(NOW, until=_LATER, limit=9)}
        for message_id in ids.values():
            tx.outbox.begin(message_id, until=_LATER)
        tx.outbox.retry(ids["retried"], not_before=_LATER, error="too many")
        tx.outbox.unknown(ids["unknown"], "no reply", NOW)
        tx.outbox.dead(ids["dead"], "refused", NOW)
        tx.outbox.sent(ids["sent"], 5, NOW)
        assert tx.outbox.counts() == {
            Delivery.WAITING: 1,
            Delivery.UNKNOWN: 1,
            Delivery.DEAD: 1,
            Delivery.SENT: 1,
        }
        again = _get(tx, "retried")
        assert (again.not_before, again.error, again.attempts) == (_LATER, "too many", 1)
        assert all(_get(tx, key).lease_until is None for key in ids)
        assert _lease(tx) == []
        assert _lease(tx, _LATER) == ["retried"]


def test_a_chat_that_cannot_be_written_to_is_given_up(archive: Archive) -> None:
    with archive.begin() as tx:
        for key, chat_id in (("a1", 1), ("a2", 1), ("b1", 2)):
            _add(tx, key, chat_id)
        leased = tx.outbox.lease(NOW, until=_LATER, limit=1)
        tx.outbox.kill_chat(1, "blocked by the user", NOW)
        assert [_get(tx, key).state for key in ("a1", "a2", "b1")] == [
            Delivery.DEAD,
            Delivery.DEAD,
            Delivery.WAITING,
        ]
        assert not tx.outbox.begin(leased[0].id, until=_LATER)


def test_a_group_that_got_a_new_id_gets_what_waits(archive: Archive) -> None:
    with archive.begin() as tx:
        for key in ("a1", "a2", "a3"):
            _add(tx, key, -5)
        (first,) = tx.outbox.lease(NOW, until=_LATER, limit=1)
        tx.outbox.begin(first.id, until=_LATER)
        tx.outbox.move(-5, -100_5)
        assert [_get(tx, key).chat_id for key in ("a1", "a2", "a3")] == [-5, -100_5, -100_5]


def test_a_shared_digest_is_kept_once_and_sent_after_what_people_wait_for(archive: Archive) -> None:
    with archive.begin() as tx:
        ids = [
            tx.subscriptions.put(
                Order(local_time=dt.time(8), zone="UTC"),
                chat_id=chat,
                thread_id=None,
                next_due=NOW,
                watermark=0,
                now=NOW,
            ).id
            for chat in (-7, 5)
        ]
        digest = tx.outbox.share(["first", "<b>second</b>"], NOW)
        day = dt.date(2031, 5, 4)

        def add(on: dt.date) -> int:
            return tx.outbox.add_shared(digest, 2, ids, occasion=on.isoformat(), not_before=NOW, watermark=9)

        assert [add(day), add(day), add(day + dt.timedelta(days=1))] == [4, 0, 0]  # one is underway
        _add(tx, "answer", 6)
        assert _lease(tx) == ["answer", "digest:-7:0:2031-05-04:1", "digest:5:0:2031-05-04:1"]
        first, last = (_get(tx, f"digest:5:0:2031-05-04:{part}") for part in (1, 2))
    assert (first.html, first.subscription_id, first.watermark) == ("first", None, None)
    assert (last.html, last.subscription_id, last.watermark) == ("<b>second</b>", ids[1], 9)


def test_a_chat_whose_answer_was_lost_is_left_alone_for_a_moment(archive: Archive) -> None:
    with archive.begin() as tx:
        for key, chat_id in (("a1", 1), ("a2", 1), ("b1", 2)):
            _add(tx, key, chat_id)
        (first,) = tx.outbox.lease(NOW, until=_LATER, limit=1)
        tx.outbox.begin(first.id, until=_LATER)
        assert tx.outbox.expire(NOW, alone=True) == (0, 1)
        assert _lease(tx) == ["b1"]
        assert _lease(tx, NOW + dt.timedelta(seconds=5)) == ["a2"]


def test_a_lease_of_a_clock_that_was_put_back_runs_out(archive: Archive) -> None:
    with archive.begin() as tx:
        _add(tx, "a")
        assert _lease(tx, NOW + dt.timedelta(hours=1)) == ["a"]
        assert tx.outbox.expire(NOW) == (1, 0)
        assert _lease(tx) == ["a"]


def test_answers_do_not_wait_for_the_chats_digest(archive: Archive) -> None:
    with archive.begin() as tx:
        _add(tx, "digest", 1, urgent=False)
        _add(tx, "answer", 1)
        _add(tx, "more", 2, urgent=False)
        urgent = tx.outbox.lease(NOW, until=_LATER, limit=9, urgent=True)
        assert [each.key for each in urgent] == ["answer"]
        assert _lease(tx) == ["digest", "more"]


def test_buttons_and_files_come_along_and_files_go_once_sent(archive: Archive) -> None:
    said = Outgoing(chat_id=5, html="x", markup={"inline_keyboard": []}, file=b"png", file_name="chart.png")
    with archive.begin() as tx:
        assert tx.outbox.say("update:7:0", said, NOW)
        assert not tx.outbox.say("update:7:0", said, NOW)
        (message,) = tx.outbox.lease(NOW, until=_LATER, limit=1)
        assert (message.markup, message.file, message.file_name) == (said.markup, b"png", "chart.png")
        tx.outbox.sent(message.id, 70, NOW)
        assert (_get(tx, "update:7:0").file, _get(tx, "update:7:0").settled_at) == (None, NOW)


def test_what_is_in_doubt_is_sent_again_only_when_a_person_says_so(archive: Archive) -> None:
    with archive.begin() as tx:
        for key, chat_id in (("a", 1), ("b", 2), ("c", 3)):
            _add(tx, key, chat_id)
        ids = {each.key: each.id for each in tx.outbox.lease(NOW, until=_LATER, limit=3)}
        for key in ("a", "b"):
            tx.outbox.begin(ids[key], until=_LATER)
            tx.outbox.unknown(ids[key], "no reply", NOW)
        assert [each.key for each in tx.outbox.in_doubt(limit=9)] == ["b", "a"]
        assert [tx.outbox.resend(ids[key], NOW) for key in ("a", "a", "c")] == [True, False, False]
        assert [tx.outbox.settle_doubt(ids[key]) for key in ("b", "b", "c")] == [True, False, False]
        assert tx.outbox.in_doubt(limit=9) == []
        assert _lease(tx) == ["a:again"]
        assert _get(tx, "a:again").html == _get(tx, "a").html
