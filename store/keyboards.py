"""The keyboards shelf: what the buttons under a message do, for whom, where, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from store.records import Keyboard
from store.tables import keyboards


class Keyboards:
    """Keyboards of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(
        self,
        token: str,
        *,
        chat_id: int,
        user_id: int,
        actions: Collection[str],
        about: dict[str, Any],
        expires_at: dt.datetime,
    ) -> None:
        """Keep a keyboard under a token that nobody can guess."""
        row = {
            "token": token,
            "chat_id": chat_id,
            "user_id": user_id,
            "actions": sorted(actions),
            "about": about,
            "expires_at": expires_at,
        }
        self._connection.execute(keyboards.insert().values(row))

    def get(self, token: str, *, now: dt.datetime) -> Keyboard | None:
        """The keyboard of this token, None where there is none or its time is over."""
        query = sa.select(keyboards).where(keyboards.c.token == token, keyboards.c.expires_at > now)
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return Keyboard(**{**row._asdict(), "actions": frozenset(row.actions)})

    def of_user(self, user_id: int) -> list[Keyboard]:
        """The keyboards made for this person."""
        query = sa.select(keyboards).where(keyboards.c.user_id == user_id)
        rows = self._connection.execute(query.order_by(keyboards.c.expires_at)).all()
        return [Keyboard(**{**row._asdict(), "actions": frozenset(row.actions)}) for row in rows]

    def showing(self, claim_ids: Collection[int], *, now: dt.datetime) -> set[int]:
        """The chats in which a message with buttons shows one of these claims."""
        wanted = set(claim_ids)
        query = sa.select(keyboards.c.chat_id, keyboards.c.about).where(keyboards.c.expires_at > now)
        rows = self._connection.execute(query)
        return {row.chat_id for row in rows if not wanted.isdisjoint(row.about.get("claims", ()))}

    def change(self, token: str, about: dict[str, Any]) -> bool:
        """Whether the keyboard is there; this is what it is about now."""
        mine = keyboards.update().where(keyboards.c.token == token)
        return self._connection.execute(mine.values(about=about)).rowcount == 1

    def remove(self, token: str) -> bool:
        """Whether the keyboard was there until now; from here on its buttons do nothing."""
        return self._connection.execute(keyboards.delete().where(keyboards.c.token == token)).rowcount == 1

    def forget(self, before: dt.datetime) -> int:
        """How many keyboards whose time was over before then are gone now."""
        return self._connection.execute(keyboards.delete().where(keyboards.c.expires_at < before)).rowcount

    def forget_user(self, user_id: int) -> int:
        """How many keyboards made for this person are gone now."""
        return self._connection.execute(keyboards.delete().where(keyboards.c.user_id == user_id)).rowcount

    def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that Telegram gave a new id."""
        mine = keyboards.c.chat_id == old_chat_id
        self._connection.execute(keyboards.update().where(mine).values(chat_id=new_chat_id))
