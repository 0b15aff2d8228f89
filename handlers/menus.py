"""The menus of commands that Telegram's clients show: per language, and per chat for who has a role."""

from __future__ import annotations

import logging
from collections.abc import Collection

from telegram import Bot, BotCommandScope, BotCommandScopeChat
from telegram.error import TelegramError

from handlers import help as helping
from handlers.languages.catalogue import NAMES, SOURCE
from handlers.texts.commands import Audience
from store.records import Role

logger = logging.getLogger(__name__)


async def show(bot: Bot, audiences: Collection[Audience], scope: BotCommandScope) -> None:
    """Show the commands for these audiences in every language; a menu that cannot be set now is logged."""
    for language in NAMES:
        commands = helping.menu(language, audiences)
        # English is for everybody whose language we do not speak, too.
        told = None if language == SOURCE else language
        try:
            await bot.set_my_commands(commands, scope, language_code=told)
        except TelegramError as error:
            logger.warning("the menu for %s in %s was not set: %s", scope.type, language, error)


async def of_role(bot: Bot, user_id: int, role: Role | None) -> None:
    """Show somebody the commands of the role that they have now."""
    await show(bot, helping.FOR_ROLES[role], BotCommandScopeChat(user_id))
