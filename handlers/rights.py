"""Who may do what. Asked at the moment of the deed, whatever a menu showed or a filter let through."""

from __future__ import annotations

from collections.abc import Collection

from telegram import Chat, Message, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import filters

# Group admins who hide, posts by channels, and Telegram itself all come under these users
# (https://core.telegram.org/bots/api#message, `from` and `sender_chat`).
_NOBODY = frozenset({1087968824, 136817688, 777000})
_CHIEFS = {ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER}


def is_owner(message: Message, owners: Collection[int]) -> bool:
    """Whether an owner wrote this with their own hand: not forwarded, not through a bot, not as a chat."""
    author = message.from_user
    if author is None or author.is_bot or author.id in _NOBODY or author.id not in owners:
        return False
    return message.sender_chat is None and message.forward_origin is None and message.via_bot is None


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


class ByOwner(filters.MessageFilter):
    """Lets through what an owner wrote with their own hand."""

    def __init__(self, owners: Collection[int]) -> None:
        super().__init__()
        self._owners = frozenset(owners)

    def filter(self, message: Message) -> bool:
        """Whether an owner wrote it."""
        return is_owner(message, self._owners)
