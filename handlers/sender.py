"""Messages of the outbox -> Telegram, and Telegram's answer -> a verdict that the outbox understands."""

from __future__ import annotations

import logging
from typing import Any

import httpx
from telegram import (
    ForceReply,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from briefings.delivery.verdicts import (
    ChatGone,
    Delivered,
    Migrated,
    Rejected,
    RetryLater,
    SenderStopped,
    Unknown,
    Verdict,
)
from handlers.pacer import Pace, Pacer, refused_for_s
from handlers.rendering.split import plain_text
from store.records import OutboxMessage

logger = logging.getLogger(__name__)

# A longer wait gives the message back, so that its lease does not run out meanwhile.
_PATIENCE_S = 5.0
_CONNECT_AGAIN_S = 2.0
_CONNECT_AGAIN_MOST_S = 60.0

# Errors 400 that mean the chat itself, not the message (server/td wording, matched in lower case).
_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user_is_deactivated",
    "group chat was deactivated",
    "chat_write_forbidden",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "bot is not a member",
    "channel_private",
)


class TelegramSender:
    """Sends each message at most once; the `Sender` of `briefings.delivery` for Telegram.

    The bot must have been built with a `Pacer` as its rate limiter: its other calls count too.
    """

    def __init__(self, bot: ExtBot[Any]) -> None:
        pacer = bot.rate_limiter
        if not isinstance(pacer, Pacer):
            raise TypeError("the bot needs a Pacer as its rate limiter")
        self._bot = bot
        self._pacer = pacer

    async def turn(self, message: OutboxMessage) -> RetryLater | None:
        """None once the chat may be called; what it must wait for if that is more than seconds."""
        wait_s = self._pacer.wait_s(message.chat_id)
        if wait_s > _PATIENCE_S:
            return RetryLater(wait_s, "this chat must be left alone for a while")
        await self._pacer.turn(message.chat_id, Pace.ANSWER if message.urgent else Pace.DIGEST)
        return None

    async def send(self, message: OutboxMessage) -> Verdict:
        """How the one call ended; text that Telegram cannot parse is sent once more as plain text.

        Errors: `SenderStopped` when Telegram refuses the token or another process has taken over.
        """
        try:
            return await self._post(message, message.html, ParseMode.HTML)
        except BadRequest as error:
            if "can't parse entities" not in str(error).casefold():
                return _refusal(error)
            logger.error("message %s is not valid HTML: %s", message.key, error)
        try:
            return await self._post(message, plain_text(message.html), None)
        except BadRequest as error:
            return _refusal(error)

    async def _post(self, message: OutboxMessage, text: str, parse_mode: str | None) -> Verdict:
        try:
            sent = await self._call(message, text, parse_mode)
        except BadRequest:
            raise  # a NetworkError by class, but an answer of Telegram's
        except (InvalidToken, Conflict) as error:
            raise SenderStopped(f"Telegram does not let this bot send any more: {error.message}.") from error
        except TelegramError as error:
            return _verdict(error, message.attempts)
        return Delivered(sent.message_id)

    async def _call(self, message: OutboxMessage, text: str, parse_mode: str | None) -> Message:
        """What Telegram made of it: a picture or a file with the text under it, or the text alone."""
        reply, keys = message.reply_to, message.markup
        common: dict[str, Any] = {
            "parse_mode": parse_mode,
            "message_thread_id": message.thread_id,
            "disable_notification": message.silent,
            "reply_parameters": ReplyParameters(reply, allow_sending_without_reply=True) if reply else None,
            "reply_markup": _markup(keys, self._bot) if keys else None,
            "rate_limit_args": Pace.PACED,
        }
        if message.file is None:
            preview = LinkPreviewOptions(is_disabled=True)
            return await self._bot.send_message(message.chat_id, text, link_preview_options=preview, **common)
        name = message.file_name or "file"
        send = self._bot.send_photo if name.endswith(".png") else self._bot.send_document
        return await send(message.chat_id, message.file, caption=text, filename=name, **common)


def never_left(error: TelegramError) -> bool:
    """Whether the call certainly did not reach Telegram: no connection was made, or none was free.

    After that nobody can be sure: a lost answer, 5xx or broken JSON may mean that it arrived.
    """
    return isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


def _refusal(error: BadRequest) -> Verdict:
    reason = error.message
    return ChatGone(reason) if any(each in reason.casefold() for each in _GONE) else Rejected(reason)


def _verdict(error: TelegramError, attempts: int) -> Verdict:
    """What an error says of the message: certainly not sent, or nobody knows."""
    if isinstance(error, ChatMigrated):
        return Migrated(error.new_chat_id)
    if isinstance(error, Forbidden):
        return ChatGone(error.message)
    if isinstance(error, RetryAfter | NetworkError):
        wait_s = refused_for_s(error)
        if wait_s is not None:
            return RetryLater(wait_s, error.message)
    if never_left(error):
        again_s = min(_CONNECT_AGAIN_S * 2**attempts, _CONNECT_AGAIN_MOST_S)
        return RetryLater(again_s, error.message)
    return Unknown(error.message)


def _markup(
    kept: dict[str, Any], bot: ExtBot[Any]
) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ForceReply:
    """Buttons under a message, or a question to be replied to, as the outbox keeps them."""
    if "inline_keyboard" in kept:
        return InlineKeyboardMarkup.de_json(kept, bot)
    if "keyboard" not in kept:
        return ForceReply(selective=kept.get("selective"))
    rows = [[KeyboardButton(**key) for key in row] for row in kept["keyboard"]]
    return ReplyKeyboardMarkup(rows, **{name: kept[name] for name in kept if name != "keyboard"})
