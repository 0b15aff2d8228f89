"""The chats shelf: what a chat chose for itself."""

from __future__ import annotations

from store.archive import Archive
from store.records import ChatSettings, Length

CHOSEN = ChatSettings(zone="Asia/Tokyo", language="uk", length=Length.SHORT)


def test_a_chat_keeps_what_it_chose_changes_it_and_forgets_it(archive: Archive) -> None:
    with archive.begin() as tx:
        assert tx.chats.settings(5) == ChatSettings()
        tx.chats.choose(5, ChatSettings(zone="Europe/Kyiv"))
        assert tx.chats.settings(5) == ChatSettings(zone="Europe/Kyiv", language=None, length=Length.FULL)
        tx.chats.choose(5, CHOSEN)
        assert tx.chats.settings(5) == CHOSEN
        assert tx.chats.forget(5)
        assert not tx.chats.forget(5)
        assert tx.chats.settings(5) == ChatSettings()


def test_a_chat_that_moves_takes_its_settings_along(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.chats.choose(-1, CHOSEN)
        tx.chats.move(-1, -2)
        tx.chats.move(-3, -4)
        assert [tx.chats.settings(each) for each in (-1, -2, -4)] == [ChatSettings(), CHOSEN, ChatSettings()]


def test_what_the_new_chat_chose_already_stays(archive: Archive) -> None:
    with archive.begin() as tx:
        tx.chats.choose(-1, CHOSEN)
        tx.chats.choose(-2, ChatSettings(language="fr"))
        tx.chats.move(-1, -2)
        assert tx.chats.settings(-2).language == "fr"
