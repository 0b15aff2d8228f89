"""A button that was pressed."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, Message, User

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
