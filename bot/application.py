"""Builds the Telegram application: which server, which routes, which menus."""

from __future__ import annotations

import itertools
import logging
import os
from typing import Any, cast

from telegram import (
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError
from telegram.ext import Application, BaseRateLimiter, ContextTypes
from telegram.request import BaseRequest, HTTPXRequest

import handlers
from bot.config import TELEGRAM, Settings
from briefings.desk import Desk
from handlers import help as helping
from handlers.context import Context, Front, Telegram
from handlers.languages.catalogue import NAMES, SOURCE

logger = logging.getLogger(__name__)

# python-telegram-bot asks for this: durations as timedelta, as its next version will give them anyway.
os.environ.setdefault("PTB_TIMEDELTA", "1")

_SEND_POOL = 96
_CONNECT_S = 10.0
_READ_S = 20.0
_UPLOAD_S = 60.0


def build(
    settings: Settings,
    desk: Desk,
    *,
    pacer: BaseRateLimiter[Any] | None = None,
    request: BaseRequest | None = None,
    polling: BaseRequest | None = None,
) -> Telegram:
    """The application with every route, not yet talking to Telegram.

    `request` carries all calls but getUpdates, which goes through `polling`: by default each has
    connections of its own, so a long poll never holds up an answer.
    """
    front = Front(desk=desk, owners=settings.admin_ids, timezone=settings.timezone)
    builder = (
        Application.builder()
        .token(settings.token or "")
        .base_url(f"{_root(settings)}/bot")
        .base_file_url(f"{_root(settings)}/file/bot")
        .request(request or connections(_SEND_POOL))
        .get_updates_request(polling or connections(1))
        .context_types(ContextTypes(context=Context, bot_data=cast("type[Front]", lambda: front)))
        .updater(None)
        .job_queue(None)
    )
    if pacer is not None:
        builder = builder.rate_limiter(pacer)
    application = builder.build()
    application.add_handlers(handlers.routes())
    application.add_error_handler(handlers.failed)
    return application


def _root(settings: Settings) -> str:
    """The root of the Bot API server, also from an address that ends in /bot already."""
    return (settings.api_base_url or TELEGRAM).rstrip("/").removesuffix("/bot")


def connections(count: int) -> HTTPXRequest:
    """So many connections to Telegram, with patience for slow networks."""
    return HTTPXRequest(
        connection_pool_size=count,
        connect_timeout=_CONNECT_S,
        read_timeout=_READ_S,
        write_timeout=_READ_S,
        pool_timeout=_CONNECT_S,
        media_write_timeout=_UPLOAD_S,
    )


async def set_menus(application: Telegram) -> None:
    """Show everybody the commands that are for them; a menu that cannot be set now is logged."""
    menus = [
        (helping.IN_PRIVATE, BotCommandScopeAllPrivateChats()),
        (helping.IN_GROUPS, BotCommandScopeAllGroupChats()),
        *((helping.FOR_OWNERS, BotCommandScopeChat(owner)) for owner in application.bot_data.owners),
    ]
    for (audiences, scope), language in itertools.product(menus, NAMES):
        commands = helping.menu(language, audiences)
        # English is for everybody whose language we do not speak, too.
        told = None if language == SOURCE else language
        try:
            await application.bot.set_my_commands(commands, scope, language_code=told)
        except TelegramError as error:
            logger.warning("the menu for %s in %s was not set: %s", scope.type, language, error)
