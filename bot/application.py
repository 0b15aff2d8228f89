"""Builds the Telegram application: which server, which routes, which menus."""

from __future__ import annotations

import os
from typing import Any, cast

from telegram import BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.ext import Application, BaseRateLimiter, ContextTypes
from telegram.request import BaseRequest, HTTPXRequest

import handlers
from bot.config import TELEGRAM, Settings
from briefings.desk import Desk
from handlers import help as helping
from handlers import menus
from handlers.context import Context, Front, Keeping, Telegram
from store.records import Role

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
    front = Front(
        desk=desk,
        owners=settings.admin_ids,
        timezone=settings.timezone,
        keeping=Keeping(messages=settings.keep_messages, deliveries=settings.keep_deliveries),
    )
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
    bot, front = application.bot, application.bot_data
    await menus.show(bot, helping.IN_PRIVATE, BotCommandScopeAllPrivateChats())
    await menus.show(bot, helping.IN_GROUPS, BotCommandScopeAllGroupChats())
    given = dict(await front.desk.upkeep.roles()) | dict.fromkeys(front.owners, Role.OWNER)
    for person, role in given.items():
        await menus.of_role(bot, person, role)
