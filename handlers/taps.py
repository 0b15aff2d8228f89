"""A button that was pressed."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, Message, User

from handlers import tray
from handlers.context import Context
from handlers.rendering.reader import Reader
from store.records import Keyboard


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """A button that was pressed by whom it is for: `reader`."""

    query: CallbackQuery
    message: Message
    keyboard: Keyboard
    action: str
    number: int
    reader: Reader

    @property
    def person(self) -> User:
        """Who pressed it."""
        return self.query.from_user


def by_this_tap() -> str:
    """What tells this tap from every other: the same when it is handled again."""
    return tray.current().key("tap")


async def spend(keyboard: Keyboard, context: Context) -> bool:
    """Whether this tap is the one that uses the buttons up; the same when it is handled again."""
    return await context.front.desk.buttons.spend(keyboard.token, by=by_this_tap())
