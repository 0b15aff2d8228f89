"""The chats shelf: what a chat has chosen for itself."""

from __future__ import annotations

import dataclasses

import sqlalchemy as sa

from store.database import insert_new
from store.records import ChatSettings, Length
from store.tables import chats


class Chats:
    """Chats of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def settings(self, chat_id: int) -> ChatSettings:
        """What the chat chose."""
        row = self._connection.execute(sa.select(chats).where(chats.c.chat_id == chat_id)).first()
        if row is None:
            return ChatSettings()
        length = Length(row.length)
        return ChatSettings(zone=row.zone, language=row.language, spoken=row.spoken, length=length)

    def choose(self, chat_id: int, settings: ChatSettings) -> None:
        """Note what the chat chose."""
        chosen = dataclasses.asdict(settings)
        if not insert_new(self._connection, chats, {"chat_id": chat_id, **chosen}):
            self._connection.execute(chats.update().where(chats.c.chat_id == chat_id).values(chosen))

    def forget(self, chat_id: int) -> bool:
        """Whether the chat had chosen anything; it is gone now."""
        return self._connection.execute(chats.delete().where(chats.c.chat_id == chat_id)).rowcount == 1

    def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that Telegram gave a new id; what the new chat chose already stays."""
        settings = self.settings(old_chat_id)
        if self.forget(old_chat_id):
            insert_new(self._connection, chats, {"chat_id": new_chat_id, **dataclasses.asdict(settings)})
