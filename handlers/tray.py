"""What handling an update says and asks, collected until it is kept together with the mark "handled".

So whoever is killed in the midst of it has said nothing, and what was said once is not said again: the
messages get keys made of the update's number.
"""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, InlineKeyboardMarkup

from store.records import Outgoing, Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one of our messages is to show: Telegram HTML, without it only its buttons change."""

    bot: Bot
    chat_id: int
    message_id: int
    text: str | None
    markup: InlineKeyboardMarkup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tray:
    """What one update led to: messages in their order, what was asked, and what begins once they are kept."""

    update_id: int
    said: dict[str, Outgoing] = field(default_factory=dict)  # by key
    talks: list[Talk] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    aside: list[Coroutine[Any, Any, None]] = field(default_factory=list)

    def say(self, message: Outgoing) -> str:
        """The key under which the message will be in the outbox."""
        key = self.key(len(self.said))
        self.said[key] = message
        return key

    def key(self, about: object) -> str:
        """What is the same whenever this update is handled again, and tells its effects apart."""
        return f"update:{self.update_id}:{about}"

    def drop(self) -> None:
        """Let go of what was to begin: this attempt does not count."""
        self.views.clear()
        for work in self.aside:
            work.close()
        self.aside.clear()


_current: contextvars.ContextVar[Tray] = contextvars.ContextVar("tray")


def current() -> Tray:
    """The tray of the update that is being handled. Errors: `LookupError` outside of any."""
    return _current.get()


@contextlib.contextmanager
def collected(update_id: int) -> Iterator[Tray]:
    """The tray that everything said inside is put on."""
    tray = Tray(update_id=update_id)
    token = _current.set(tray)
    try:
        yield tray
    finally:
        _current.reset(token)
