"""Who may do what. Asked at the moment of the deed, whatever a menu showed or a filter let through."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from telegram import Chat, Message, User
from telegram.constants import ChatMemberStatus, ChatType

from handlers import texts
from handlers.languages.sentence import Sentence
from handlers.rendering.reader import Reader
from handlers.saying import say
from store.records import Role

if TYPE_CHECKING:
    from handlers.context import Context

# Group admins who hide, posts by channels, and Telegram itself all come under these users
# (https://core.telegram.org/bots/api#message, `from` and `sender_chat`).
_NOBODY = frozenset({1087968824, 136817688, 777000})
_CHIEFS = {ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER}


def is_owner(message: Message, owners: Collection[int]) -> bool:
    """Whether an owner wrote this with their own hand: not forwarded, not through a bot, not as a chat."""
    author = by_hand(message)
    return author is not None and author.id in owners


def by_hand(message: Message) -> User | None:
    """Who wrote this with their own hand; None for what was forwarded, sent through a bot or as a chat."""
    author = message.from_user
    if author is None or author.is_bot or author.id in _NOBODY:
        return None
    secondhand = message.sender_chat or message.forward_origin or message.via_bot
    return None if secondhand else author


def owns(person: User, owners: Collection[int]) -> bool:
    """Whether who pressed a button or typed an inline query is an owner."""
    return person.id in owners and not person.is_bot and person.id not in _NOBODY


async def runs_chat(message: Message) -> bool:
    """Whether the author decides for the chat: in private everybody, in a group its administrators."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat_id  # an administrator who hides behind the group
    return message.from_user is not None and await runs(message.chat, message.from_user)


async def runs(chat: Chat, person: User) -> bool:
    """Whether who wrote or pressed a button decides for the chat."""
    return chat.type == ChatType.PRIVATE or (await chat.get_member(person.id)).status in _CHIEFS


NOT_ALLOWED: Mapping[Role, Sentence] = {
    Role.VIEWER: texts.upkeep.FOR_VIEWERS,
    Role.EDITOR: texts.upkeep.FOR_EDITORS,
    Role.OWNER: texts.rights.OWNERS_ONLY,
}
"""What is told to those who lack a role."""


async def allowed(message: Message, least: Role, reader: Reader, context: Context) -> bool:
    """Whether the author may do what takes this role, here in private; if not, they are told."""
    private = message.chat.type == ChatType.PRIVATE
    role = await context.role(message)
    if role is None or not role.covers(least):
        if private:
            await say(message, reader.says(NOT_ALLOWED[least]))
        return False
    if not private:
        await say(message, reader.says(texts.rights.IN_PRIVATE))
    return private
