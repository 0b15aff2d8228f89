from __future__ import annotations

from store.archive import Archive


def test_a_chat_keeps_its_zone_changes_it_and_forgets_it(archive: Archive) -> None:
    with archive.begin() as tx:
        assert tx.chats.zone(5) is None
        tx.chats.set_zone(5, "Europe/Kyiv")
        tx.chats.set_zone(5, "Asia/Tokyo")
        assert tx.chats.zone(5) == "Asia/Tokyo"
        assert tx.chats.forget(5)
        assert not tx.chats.forget(5)
        assert tx.chats.zone(5) is None


def test_a_chat_that_moves_takes_its_zone_along(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.chats.set_zone(-1, "Asia/Tokyo")
        tx.chats.move(-1, -2)
        tx.chats.move(-3, -4)
        assert (tx.chats.zone(-1), tx.chats.zone(-2), tx.chats.zone(-4)) == (None, "Asia/Tokyo", None)
