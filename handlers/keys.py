"""Buttons under messages, and whose they are."""

from __future__ import annotations

from telegram import InlineKeyboardButton, Message, User

EVERYBODY = 0  # whose buttons anybody in the chat may press


def key(token: str, label: str, action: str, number: int = 0) -> InlineKeyboardButton:
    """A button: of the keyboard with this token, for one of its actions."""
    return InlineKeyboardButton(label, callback_data=f"{token}:{action}:{number}")


def whose(message: Message) -> int:
    """Whose buttons they are; everybody's where the author hides behind the chat."""
    person = message.from_user
    return EVERYBODY if person is None or message.sender_chat is not None or person.is_bot else person.id


def actor(person: User | None) -> str:
    """How the log calls who did something."""
    return f"telegram {person.id if person else 0}"
