"""What is asked once more before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardMarkup, Message, User

from handlers import rights, texts
from handlers.context import Context
from handlers.keys import key
from handlers.languages.sentence import Sentence
from handlers.rendering.reader import Reader
from handlers.saying import rewrite, say
from handlers.taps import Tap, spend
from store.records import Role

LEAVE = "nothing"


async def confirm(
    message: Message,
    person: User,
    text: str,
    yes: tuple[Sentence, str],
    about: dict[str, Any],
    reader: Reader,
    context: Context,
) -> None:
    """Say `text` with two buttons: `yes`, which is a label and an action, and one that does nothing."""
    labels: Sequence[tuple[Sentence, str]] = (yes, (texts.buttons.CANCEL, LEAVE))
    token = await context.front.desk.buttons.keep(
        chat_id=message.chat_id, user_id=person.id, actions=[action for _, action in labels], about=about
    )
    row = [key(token, reader.plain(label), action) for label, action in labels]
    await say(message, text, markup=InlineKeyboardMarkup([row]))


async def meant(tap: Tap, least: Role, context: Context) -> bool:
    """Whether the tap counts: by whom may do it now, and for the first time."""
    if not await context.may(tap.person, least):
        await rewrite(tap.message, tap.reader.says(rights.NOT_ALLOWED[least]), None)
        return False
    return await spend(tap.keyboard, context)


async def left(tap: Tap, context: Context) -> None:
    """Do nothing, once."""
    if await spend(tap.keyboard, context):
        await rewrite(tap.message, tap.reader.says(texts.upkeep.NOTHING_DONE), None)
