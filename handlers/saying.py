"""Saying something in a chat: as a reply to whom it concerns, in its thread, without link previews."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError

from handlers.rendering.split import plain_text
from handlers.sender import never_left

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_ASIDE_S = 3.0  # an answer does not wait longer for this
_PAUSES_S = (1, 2, 4, 8, 16)
_NOTHING_TO_CHANGE = ("not modified", "to edit not found", "can't be edited")
_AS_REPLY: dict[str, Any] = {
    "do_quote": True,
    "allow_sending_without_reply": True,
    "link_preview_options": _NO_PREVIEW,
}


async def say(message: Message, text: str, *, markup: InlineKeyboardMarkup | None = None) -> Message:
    """The message sent in reply: Telegram HTML, or plain text where Telegram cannot read our markup."""
    try:
        return await insist(lambda: message.reply_html(text, reply_markup=markup, **_AS_REPLY))
    except BadRequest as error:
        if "parse entities" not in error.message:
            raise
        logger.exception("our own markup was refused")
        return await insist(lambda: message.reply_text(plain_text(text), reply_markup=markup, **_AS_REPLY))


async def insist(call: Callable[[], Awaitable[Message]]) -> Message:
    """The message sent, after further tries while Telegram cannot be reached; never sent twice."""
    for pause_s in _PAUSES_S:
        try:
            return await call()
        except NetworkError as error:
            if not never_left(error):
                raise
            logger.warning("Telegram is not reached, next try in %d s: %s", pause_s, error)
            await asyncio.sleep(pause_s)
    return await call()


async def show(message: Message, picture: bytes, caption: str) -> Message:
    """The picture sent in reply, with a caption without markup."""
    photo = partial(message.reply_photo, picture, caption=caption, filename="chart.png")
    return await insist(lambda: photo(do_quote=True, allow_sending_without_reply=True))


async def send_file(message: Message, data: bytes, name: str, caption: str) -> Message:
    """The file sent in reply, with a caption without markup."""
    send = partial(message.reply_document, data, filename=name, caption=caption)
    return await insist(lambda: send(do_quote=True, allow_sending_without_reply=True))


async def show_typing(message: Message, action: ChatAction = ChatAction.TYPING) -> None:
    """Let the chat see that an answer is being made; no harm if that fails."""
    try:
        await message.reply_chat_action(action, connect_timeout=_ASIDE_S, read_timeout=_ASIDE_S)
    except TelegramError as error:
        logger.debug("not shown as typing: %s", error)


async def edit(message: Message, text: str) -> None:
    """Change what one of our messages says; no harm if that fails."""
    try:
        await message.edit_text(text, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW)
    except TelegramError as error:
        logger.debug("message not edited: %s", error)


async def rewrite(message: Message, text: str | None, markup: InlineKeyboardMarkup | None) -> None:
    """Change one of our messages and its buttons, without a text the buttons alone.

    One that says so already, or is gone, is left as it is.
    """
    if text is None:
        await _changed(message.edit_reply_markup(markup))
    else:
        await rewrite_by_id(message, message.message_id, text, markup)


async def rewrite_by_id(
    beside: Message, message_id: int, text: str, markup: InlineKeyboardMarkup | None
) -> None:
    """The same with the message of that id, in the chat where `beside` stands."""
    await _changed(
        beside.get_bot().edit_message_text(
            text,
            chat_id=beside.chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=markup,
        )
    )


async def _changed(change: Awaitable[Message | bool]) -> None:
    try:
        await change
    except BadRequest as error:
        if not any(reason in error.message for reason in _NOTHING_TO_CHANGE):
            raise
        logger.info("message not changed: %s", error)


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
