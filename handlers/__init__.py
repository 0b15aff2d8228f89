"""Speaks Telegram: commands in, messages out. The route table: the first route that fits is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeAlias

from telegram import Message, Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
)
from telegram.ext.filters import (
    CAPTION,
    COMMAND,
    FORWARDED,
    LOCATION,
    TEXT,
    VIA_BOT,
    BaseFilter,
    CaptionRegex,
    ChatType,
    Document,
    Regex,
    StatusUpdate,
    UpdateType,
)

from handlers import (
    articles,
    ask,
    asking_back,
    broadcast,
    buttons,
    cancel,
    chart,
    chats,
    feeds,
    inline,
    load,
    look,
    names,
    own,
    replies,
    review,
    roles,
    settings,
    subscribe,
    undelivered,
    upkeep,
)
from handlers import help as helping
from handlers.addressed import ToUs
from handlers.context import Context
from handlers.errors import failed
from handlers.gate import slow_down

__all__ = ["failed", "routes"]

Route: TypeAlias = BaseHandler[Update, Context, Any]
Deed: TypeAlias = Callable[[Message, Context], Awaitable[None]]

_FIRSTHAND = UpdateType.MESSAGE & ~FORWARDED & ~VIA_BOT
_PRIVATE = UpdateType.MESSAGE & ChatType.PRIVATE
_GROUP = UpdateType.MESSAGE & ChatType.GROUPS
_TO_READ = Document.ALL | Regex(load.LINKS)


def routes() -> dict[int, Sequence[Route]]:
    """The gate that everything passes, and behind it every route in the order tried."""
    return {0: [TypeHandler(Update, slow_down)], 1: _routes()}


def _routes() -> list[Route]:
    return [
        _said(chats.migrated, UpdateType.MESSAGE & StatusUpdate.MIGRATE),
        _said(helping.secondhand, _PRIVATE & COMMAND & ~_FIRSTHAND),
        _command("start", helping.start),
        _command("help", helping.help_),
        _command("ask", ask.ask),
        _command("who", look.who),
        _command("topic", look.topic),
        _command("timeline", look.timeline),
        _command("latest", look.latest),
        _command("sources", look.sources),
        _command("wrong", review.wrong),
        _command("review", review.review),
        _command("settings", settings.settings),
        _command("privacy", own.privacy),
        _command("export", own.export),
        _command("forgetme", own.forget_me),
        _command("load", load.load),
        _command("subscribe", subscribe.subscribe),
        _command("follow", subscribe.follow),
        _command("subscriptions", subscribe.subscriptions),
        _command("pause", subscribe.pause),
        _command("resume", subscribe.resume),
        _command("unsubscribe", subscribe.unsubscribe),
        _command("cancel", cancel.cancel),
        _command("digest", subscribe.digest),
        _command("chart", chart.chart),
        _command("map", chart.map_),
        _command("articles", articles.articles),
        _command("article", articles.article),
        _command("remove", articles.remove),
        _command("feeds", feeds.feeds),
        _command("merge", names.merge),
        _command("alias", names.alias),
        _command("stats", upkeep.stats),
        _command("health", upkeep.health),
        _command("log", upkeep.log),
        _command("undelivered", undelivered.undelivered),
        _command("broadcast", broadcast.broadcast),
        _command("grant", roles.grant),
        _command("revoke", roles.revoke),
        # A command in a caption is none to Telegram's clients, nor to CommandHandler.
        _said(load.load, _PRIVATE & _FIRSTHAND & CaptionRegex(r"^/load(@\w+)?(\s|$)")),
        _said(feeds.feeds, _PRIVATE & _FIRSTHAND & Document.ALL & CaptionRegex(r"^/feeds(@\w+)?(\s|$)")),
        _said(load.handed, _PRIVATE & _TO_READ),
        _said(replies.place, _PRIVATE & _FIRSTHAND & LOCATION),
        _said(helping.unknown, _PRIVATE & COMMAND),
        _said(ask.plain, _PRIVATE & TEXT),
        _said(ask.plain, _GROUP & _FIRSTHAND & (TEXT | CAPTION) & ~COMMAND & ToUs()),
        _said(helping.wordless, _PRIVATE & ~StatusUpdate.ALL),
        MessageHandler(UpdateType.EDITED_MESSAGE & ~FORWARDED & ~VIA_BOT & TEXT, _about_edit(ask.edited)),
        ChatMemberHandler(chats.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        CallbackQueryHandler(buttons.tapped),
        InlineQueryHandler(inline.offered),
    ]


def _command(name: str, deed: Deed) -> Route:
    """A command also lets go of what the bot had asked for in private: the next words are not for that."""

    async def alone(message: Message, context: Context) -> None:
        if name != "cancel":
            await asking_back.let_go(message, context)
        await deed(message, context)

    return CommandHandler(name, _about_message(alone), _FIRSTHAND)


def _said(deed: Deed, when: BaseFilter) -> Route:
    return MessageHandler(when, _about_message(deed))


def _about_message(deed: Deed) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    async def handle(update: Update, context: Context) -> None:
        if update.message is not None:
            await deed(update.message, context)

    return handle


def _about_edit(deed: Deed) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    async def handle(update: Update, context: Context) -> None:
        if update.edited_message is not None:
            await deed(update.edited_message, context)

    return handle
