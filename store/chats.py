"""The chats shelf: what a chat has chosen for itself."""

from __future__ import annotations

import sqlalchemy as sa

from store.database import insert_new
from store.tables import chats


class Chats:
    """Chats of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def zone(self, chat_id: int) -> str | None:
        """The zone (IANA name) that the chat chose, None where it chose none."""
        query = sa.select(chats.c.zone).where(chats.c.chat_id == chat_id)
        found: str | None = self._connection.execute(query).scalar()
        return found

    def set_zone(self, chat_id: int, zone: str) -> None:
        """Note the zone that the chat chose."""
        if not insert_new(self._connection, chats, {"chat_id": chat_id, "zone": zone}):
            self._connection.execute(chats.update().where(chats.c.chat_id == chat_id).values(zone=zone))

    def forget(self, chat_id: int) -> bool:
        """Whether the chat had chosen anything; it is gone now."""
        return self._connection.execute(chats.delete().where(chats.c.chat_id == chat_id)).rowcount == 1

    def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that Telegram gave a new id; what the new chat chose already stays."""
        zone = self.zone(old_chat_id)
        if zone is not None:
            insert_new(self._connection, chats, {"chat_id": new_chat_id, "zone": zone})
            self.forget(old_chat_id)
