from __future__ import annotations

import datetime as dt

from store.archive import Archive
from store.records import Talk
from tests.store.make import NOW

_MINUTE = dt.timedelta(minutes=1)


def _talk(message_id: int, chat_id: int = 5, **fields: object) -> Talk:
    known = {"thread_id": None, "user_id": 5, "asked": (f"q{message_id}",), "answer_key": f"a{message_id}"}
    return Talk(chat_id=chat_id, message_id=message_id, **{**known, **fields})  # type: ignore[arg-type]


def test_the_newest_of_each_place_is_found(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.talks.put(_talk(9, -6, thread_id=3), NOW)
        tx.talks.put(_talk(7, -6), NOW + _MINUTE)
        tx.talks.put(_talk(8, -6), NOW)
    with archive.read() as tx:
        newest = [tx.talks.newest(*place) for place in ((-6, None), (-6, 3), (-6, 4), (5, None))]
        assert [each and each.message_id for each in newest] == [7, 9, None, None]


def test_an_answer_leads_to_its_question_once_it_was_sent(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.talks.put(_talk(7), NOW)
        assert tx.talks.by_answer(5, 70) is None
        tx.talks.answered("a7", 70)
        found = tx.talks.by_answer(5, 70)
        assert found == tx.talks.by_question(5, 7) == _talk(7, answer_id=70)
        assert tx.talks.by_answer(6, 70) is None


def test_a_question_that_was_changed_keeps_its_place(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.talks.put(_talk(7), NOW)
        tx.talks.put(_talk(8), NOW + _MINUTE)
        tx.talks.amend(5, 7, ("better",))
        assert [each.asked for each in tx.talks.of_user(5)] == [("q8",), ("better",)]


def test_a_message_that_asks_again_asks_the_last(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.talks.put(_talk(7), NOW)
        tx.talks.put(_talk(7, answer_key="other"), NOW)
        assert [each.answer_key for each in tx.talks.of_user(5)] == ["other"]


def test_old_questions_and_those_of_a_person_are_forgotten(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.talks.put(_talk(1), NOW - _MINUTE)
        tx.talks.put(_talk(2, user_id=None), NOW)
        tx.talks.put(_talk(3, -6), NOW)
        tx.talks.put(_talk(4, -6, user_id=8), NOW)
        assert [tx.talks.forget(NOW, limit=9) for _ in range(2)] == [1, 0]
        assert tx.talks.forget_user(5) == 2
        assert [each.message_id for each in tx.talks.of_user(8)] == [4]
        tx.talks.move(-6, -100_6)
        assert tx.talks.of_user(8) == []
