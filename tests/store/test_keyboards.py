from __future__ import annotations

import datetime as dt

from store.archive import Archive
from tests.store.make import NOW

HOUR = dt.timedelta(hours=1)


def put(archive: Archive, named: str = "t1", *, user_id: int = 5, chat_id: int = -7) -> None:
    with archive.begin() as tx:
        tx.keyboards.add(
            named,
            chat_id=chat_id,
            user_id=user_id,
            actions={"page", "sources"},
            about={"claims": [3, 1]},
            expires_at=NOW + HOUR,
        )


def test_a_keyboard_is_found_by_its_token_until_its_time_is_over(archive: Archive) -> None:
    put(archive)
    with archive.read() as tx:
        kept = tx.keyboards.get("t1", now=NOW)
        assert kept is not None
        assert (kept.chat_id, kept.user_id, kept.about) == (-7, 5, {"claims": [3, 1]})
        assert kept.actions == {"page", "sources"}
        assert tx.keyboards.get("t1", now=NOW + HOUR) is None
        assert tx.keyboards.get("t2", now=NOW) is None


def test_keyboards_are_forgotten_by_time_and_by_person_and_spent_once(archive: Archive) -> None:
    put(archive)
    put(archive, "t2", user_id=6)
    with archive.begin() as tx:
        assert tx.keyboards.forget(NOW) == 0
        assert tx.keyboards.forget_user(6) == 1
        assert tx.keyboards.remove("t1")
        assert not tx.keyboards.remove("t1")
    put(archive)
    with archive.begin() as tx:
        assert tx.keyboards.forget(NOW + 2 * HOUR) == 1


def test_keyboards_follow_their_group(archive: Archive) -> None:
    put(archive)
    with archive.begin() as tx:
        tx.keyboards.move(-7, -8)
        kept = tx.keyboards.get("t1", now=NOW)
        assert kept is not None
        assert kept.chat_id == -8
