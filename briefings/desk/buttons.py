"""What the buttons under a message do: kept here, so that nothing but a token travels."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection
from typing import Any

from briefings.desk.office import Office
from store.archive import Transaction
from store.records import Keyboard

_TOKEN_BYTES = 12
_SPENT = "spent by"
LIFE = dt.timedelta(days=14)
"""How long buttons work."""
_PATIENCE = dt.timedelta(hours=1)  # with somebody who was asked for a word


class Buttons:
    """Buttons by their tokens."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def keep(
        self, *, chat_id: int, user_id: int, actions: Collection[str], about: dict[str, Any]
    ) -> str:
        """The token of buttons that only this person may press, in this chat, for some days."""
        token = new_token()

        def keep(tx: Transaction, now: dt.datetime) -> None:
            tx.keyboards.forget(now)
            tx.keyboards.add(
                token,
                chat_id=chat_id,
                user_id=user_id,
                actions=actions,
                about=about,
                expires_at=now + LIFE,
            )

        await self._office.write(keep)
        return token

    async def get(self, token: str, *, by: str | None = None) -> Keyboard | None:
        """What the buttons with this token do; None for a token that is old, was never given, or is spent.

        To `by` who spent it, it still does the same.
        """
        now = self._office.now()
        kept = await self._office.read(lambda tx: tx.keyboards.get(token, now=now))
        return kept if kept is not None and _works(kept, by) else None

    async def change(self, token: str, about: dict[str, Any]) -> bool:
        """Whether the buttons still work; this is what they are about now."""
        return await self._office.write(lambda tx, _: tx.keyboards.change(token, about))

    async def expect(self, *, chat_id: int, user_id: int, purpose: str, about: dict[str, Any]) -> None:
        """Keep what the next words of this person in this chat will be for, in place of anything else."""
        token = _next_words(chat_id, user_id)

        def keep(tx: Transaction, now: dt.datetime) -> None:
            tx.keyboards.remove(token)
            tx.keyboards.add(
                token,
                chat_id=chat_id,
                user_id=user_id,
                actions=(purpose,),
                about=about,
                expires_at=now + _PATIENCE,
            )

        await self._office.write(keep)

    async def expected(self, chat_id: int, user_id: int, *, by: str | None = None) -> Keyboard | None:
        """What the next words of this person are for: its one action; None where none are expected."""
        return await self.get(_next_words(chat_id, user_id), by=by)

    async def expect_nothing(self, chat_id: int, user_id: int, *, by: str | None = None) -> bool:
        """Whether words of this person were expected until now, as `spend` says."""
        return await self.spend(_next_words(chat_id, user_id), by=by)

    async def leave(self, chat_id: int, user_id: int, actions: Collection[str], *, by: str) -> bool:
        """Whether buttons of this hour with one of the actions waited for this person in this chat.

        The newest of them do nothing any more, but, as with `spend`, for `by`.
        """

        def leave(tx: Transaction, now: dt.datetime) -> bool:
            since = now + LIFE - _PATIENCE
            for kept in reversed(tx.keyboards.of_user(user_id)):
                if kept.expires_at < since:
                    break
                if kept.chat_id == chat_id and not kept.actions.isdisjoint(actions) and _works(kept, by):
                    return tx.keyboards.change(kept.token, {**kept.about, _SPENT: by})
            return False

        return await self._office.write(leave)

    async def spend(self, token: str, *, by: str | None = None) -> bool:
        """Whether the buttons worked until now; from here on they do not.

        For `by` they do: who was killed on the way to the deed comes back to it.
        """

        def spend(tx: Transaction, now: dt.datetime) -> bool:
            kept = tx.keyboards.get(token, now=now)
            if kept is None or not _works(kept, by):
                return False
            return tx.keyboards.change(token, {**kept.about, _SPENT: by})

        return await self._office.write(spend)


def _works(kept: Keyboard, by: str | None) -> bool:
    """Whether nobody spent the buttons but, if anybody, `by`."""
    return _SPENT not in kept.about or (by is not None and kept.about[_SPENT] == by)


def new_token() -> str:
    """A token for buttons that nobody can guess."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def _next_words(chat_id: int, user_id: int) -> str:
    """The token of what somebody's next words are for. No button carries it: none has such a form."""
    return f"{chat_id}/{user_id}"
