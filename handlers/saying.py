"""Saying something in a chat: as a reply to whom it concerns, in its thread, without link previews.

What is said goes through the outbox; what one of our messages is to show waits on the `tray`, too, until
the update is handled. Only that we type is shown at once.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from telegram import (
    ForceReply,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from handlers import tray
from handlers.rendering.text import escaped
from handlers.tray import View
from store.records import Outgoing

Markup: TypeAlias = InlineKeyboardMarkup | ForceReply | ReplyKeyboardMarkup | ReplyKeyboardRemove

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_ASIDE_S = 3.0  # an answer does not wait longer for this
_PAUSES_S = (1, 2, 4)
_NOTHING_TO_CHANGE = ("not modified", "to edit not found", "can't be edited")


async def say(message: Message, text: str, *, markup: Markup | None = None) -> str:
    """The outbox key of the reply: Telegram HTML, plain text where Telegram cannot read our markup."""
    return _reply(message, html=text, markup=markup.to_dict() if markup else None)


async def show(message: Message, picture: bytes, caption: str) -> str:
    """The outbox key of the reply: a picture, with a caption without markup."""
    return _reply(message, html=escaped(caption), file=picture, file_name="chart.png")


async def send_file(message: Message, data: bytes, name: str, caption: str) -> str:
    """The outbox key of the reply: a file, with a caption without markup."""
    return _reply(message, html=escaped(caption), file=data, file_name=name)


def _reply(message: Message, *, html: str, **more: Any) -> str:
    """Put a reply on the tray of the update that is being handled."""
    thread = message.message_thread_id if message.is_topic_message else None
    reply = Outgoing(
        chat_id=message.chat_id, thread_id=thread, reply_to=message.message_id, html=html, **more
    )
    return tray.current().say(reply)


async def show_typing(message: Message, action: ChatAction = ChatAction.TYPING) -> None:
    """Let the chat see that an answer is being made; no harm if that fails."""
    try:
        await message.reply_chat_action(action, connect_timeout=_ASIDE_S, read_timeout=_ASIDE_S)
    except TelegramError as error:
        logger.debug("not shown as typing: %s", error)


async def edit(
    beside: Message, message_id: int, text: str, markup: InlineKeyboardMarkup | None = None
) -> None:
    """Change what one of our messages in the chat of `beside` says; no harm if that fails."""
    bot, chat_id = beside.get_bot(), beside.chat_id
    try:
        await change(View(bot=bot, chat_id=chat_id, message_id=message_id, text=text, markup=markup))
    except TelegramError as error:
        logger.debug("message not edited: %s", error)


async def rewrite(message: Message, text: str | None, markup: InlineKeyboardMarkup | None) -> None:
    """Have one of our messages changed with its buttons, without a text the buttons alone, soon."""
    _wish(message, message.message_id, text, markup)


async def rewrite_by_id(
    beside: Message, message_id: int, text: str, markup: InlineKeyboardMarkup | None
) -> None:
    """The same with the message of that id, in the chat where `beside` stands."""
    _wish(beside, message_id, text, markup)


def _wish(beside: Message, message_id: int, text: str | None, markup: InlineKeyboardMarkup | None) -> None:
    bot, chat_id = beside.get_bot(), beside.chat_id
    view = View(bot=bot, chat_id=chat_id, message_id=message_id, text=text, markup=markup)
    tray.current().views.append(view)


async def change(view: View) -> None:
    """Have Telegram change the message. One that says so already, or is gone, is left as it is."""
    where: dict[str, Any] = {"chat_id": view.chat_id, "message_id": view.message_id}
    text = view.text
    if text is None:
        await _changed(lambda: view.bot.edit_message_reply_markup(**where, reply_markup=view.markup))
        return
    await _changed(
        lambda: view.bot.edit_message_text(
            text,
            **where,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=view.markup,
        )
    )


async def _changed(change: Callable[[], Awaitable[Message | bool]]) -> None:
    """Have the change made, again where nobody knows whether it was: twice is as good as once."""
    for pause_s in (*_PAUSES_S, None):
        try:
            await change()
        except BadRequest as error:
            if not any(reason in error.message for reason in _NOTHING_TO_CHANGE):
                raise
            logger.info("message not changed: %s", error)
        except NetworkError as error:
            if pause_s is None:
                raise
            logger.warning("a message is not changed yet, next try in %d s: %s", pause_s, error)
            await asyncio.sleep(pause_s)
            continue
        return


def words_of(message: Message) -> str:
    """What the message says, in text or caption, without a command at its beginning."""
    said = message.text or message.caption or ""
    if said.startswith("/"):
        command = re.match(r"/\S*", said)
        said = said[command.end() :] if command else said
    return sound(said).strip()


def sound(text: str) -> str:
    """The text without NUL and lone surrogates, which no database takes."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
