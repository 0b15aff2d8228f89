"""What our messages say already, so that Telegram is not asked to change one to what it is.

It would refuse: "message is not modified". People press a button twice, and correct a question in a
way that changes nothing of its answer.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, TypeAlias

from telegram import InlineKeyboardMarkup

_KEPT = 5_000
_SEND, _TEXT, _BUTTONS = "sendMessage", "editMessageText", "editMessageReplyMarkup"

_Message: TypeAlias = tuple[int | str, int]


class Shown:
    """Text and buttons of each message, as far as this process has sent or changed it."""

    def __init__(self) -> None:
        self._known: OrderedDict[_Message, tuple[int | None, int]] = OrderedDict()

    def is_as_wished(self, endpoint: str, data: dict[str, Any]) -> bool:
        """Whether a call of the Bot API would change a message to what it is."""
        known = self._known.get(_message(data.get("message_id"), data))
        if known is None or endpoint not in {_TEXT, _BUTTONS}:
            return False
        text, buttons = known
        return buttons == _buttons(data) and (endpoint == _BUTTONS or text == _text(data))

    def note(self, endpoint: str, data: dict[str, Any], response: object) -> None:
        """Remember what a call that ended well has made of a message."""
        number = data.get("message_id")
        if endpoint == _SEND and isinstance(response, dict):
            number = response.get("message_id")
        elif endpoint not in {_TEXT, _BUTTONS}:
            return
        message = _message(number, data)
        before, _ = self._known.get(message, (None, 0))
        text = before if endpoint == _BUTTONS else _text(data)
        self._known[message] = (text, _buttons(data))
        self._known.move_to_end(message)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)

    def forget(self, data: dict[str, Any]) -> None:
        """A call about this message failed: nobody knows what it says now."""
        self._known.pop(_message(data.get("message_id"), data), None)


def _message(number: Any, data: dict[str, Any]) -> _Message:
    return data.get("chat_id", 0), number or 0


def _text(data: dict[str, Any]) -> int:
    return hash((data.get("text"), data.get("parse_mode")))


def _buttons(data: dict[str, Any]) -> int:
    markup = data.get("reply_markup")
    return hash(markup.to_json() if isinstance(markup, InlineKeyboardMarkup) else "")
