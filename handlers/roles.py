"""Who may help: roles given, shown and taken back. Owners by the settings stay owners."""

from __future__ import annotations

import re

from telegram import Message, MessageOriginUser

from handlers import menus, rights, texts, tray
from handlers.context import Context
from handlers.keys import actor
from handlers.rendering.reader import Reader
from handlers.saying import say, words_of
from handlers.talks import replied_to
from store.records import Role

NAMES = {Role.VIEWER: texts.upkeep.VIEWER, Role.EDITOR: texts.upkeep.EDITOR, Role.OWNER: texts.upkeep.OWNER}
_ID = re.compile(r"\d{1,15}")  # Telegram's ids have 52 bits at most


async def grant(message: Message, context: Context) -> None:
    """/grant ID viewer|editor|owner, or in reply to a message of theirs; alone it lists who has a role."""
    reader = await context.reader(message)
    if not await rights.allowed(message, Role.OWNER, reader, context):
        return
    words = words_of(message).lower().split()
    role = next((each for each in Role if each.value in words), None)
    if not words:
        await say(message, await _listed(reader, context))
        return
    who = _person(message, words)
    if role is None or who is None:
        await say(message, _how(message, reader, who))
    elif who in context.front.owners:
        await say(message, reader.says(texts.upkeep.BY_SETTING, id=str(who)))
    else:
        await context.front.desk.upkeep.grant(who, role, actor=actor(message.from_user))
        tray.current().aside.append(menus.of_role(context.bot, who, role))
        named = reader.plain(NAMES[role])
        await say(message, reader.says(texts.upkeep.GRANTED, id=str(who), role=named))


async def revoke(message: Message, context: Context) -> None:
    """/revoke ID, or in reply to a message of theirs: they have no role any more."""
    reader = await context.reader(message)
    if not await rights.allowed(message, Role.OWNER, reader, context):
        return
    who = _person(message, words_of(message).split())
    if who is None:
        told = reader.says(texts.upkeep.WHO_IS_HIDDEN if _is_hidden(message) else texts.upkeep.REVOKE_HOW)
        await say(message, told)
    elif who in context.front.owners:
        await say(message, reader.says(texts.upkeep.BY_SETTING, id=str(who)))
    else:
        had = await context.front.desk.upkeep.revoke(who, actor=actor(message.from_user))
        if had:
            tray.current().aside.append(menus.of_role(context.bot, who, None))
        told = reader.says(texts.upkeep.REVOKED if had else texts.upkeep.HAD_NO_ROLE, id=str(who))
        await say(message, told)


async def _listed(reader: Reader, context: Context) -> str:
    upkeep = texts.upkeep
    owner = reader.plain(upkeep.OWNER)
    by_setting = [
        reader.says(upkeep.ROLE_BY_SETTING, id=str(each), role=owner) for each in sorted(context.front.owners)
    ]
    given = [
        reader.says(upkeep.ROLE_LINE, id=str(who), role=reader.plain(NAMES[role]))
        for who, role in await context.front.desk.upkeep.roles()
    ]
    none = [reader.says(upkeep.NO_ROLES)]
    return "\n".join([*by_setting, *(given or none), "", reader.says(upkeep.GRANT_HOW)])


def _how(message: Message, reader: Reader, who: int | None) -> str:
    hidden = who is None and _is_hidden(message)
    return reader.says(texts.upkeep.WHO_IS_HIDDEN if hidden else texts.upkeep.GRANT_HOW)


def _person(message: Message, words: list[str]) -> int | None:
    """Whose id is written, or who wrote the message replied to: in private that is one passed on."""
    written = next((word for word in words if _ID.fullmatch(word)), None)
    if written is not None:
        return int(written)
    replied = replied_to(message)
    origin = replied.forward_origin if replied else None
    author = origin.sender_user if isinstance(origin, MessageOriginUser) else None
    return author.id if author and not author.is_bot else None


def _is_hidden(message: Message) -> bool:
    """Whether the message replied to was forwarded from somebody whose account Telegram does not tell."""
    replied = replied_to(message)
    origin = replied.forward_origin if replied else None
    return origin is not None and not isinstance(origin, MessageOriginUser)
