"""Which messages of a group are meant for the bot: those that privacy mode lets through, and no chatter."""

from __future__ import annotations

from telegram import Message, MessageEntity
from telegram.ext import filters

from handlers.talks import replied_to


class ToUs(filters.MessageFilter):
    """Lets through what replies to a message of ours or names us."""

    def filter(self, message: Message) -> bool:
        """Whether the message is meant for us."""
        me = message.get_bot()
        replied = replied_to(message)
        if replied is not None and replied.from_user is not None and replied.from_user.id == me.id:
            return True
        mentions: list[str | None] = [MessageEntity.MENTION]
        named = {**message.parse_entities(mentions), **message.parse_caption_entities(mentions)}
        return f"@{me.username}".lower() in {name.lower() for name in named.values()}
