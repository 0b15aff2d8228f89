"""What is kept about a person: told, handed out, forgotten."""

from __future__ import annotations

import json

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import ChatType

from handlers import texts
from handlers.context import Context
from handlers.saying import rewrite, say, send_file
from handlers.taps import Tap, spend

FORGET, KEEP_ALL = ACTIONS = ("forget", "keepall")


async def privacy(message: Message, context: Context) -> None:
    """/privacy: what is kept about a person, how long, and how to be rid of it."""
    says, keeping = (await context.reader(message)).says, context.front.keeping
    kept = [
        says(texts.own.MESSAGES, count=keeping.messages.days),
        says(texts.own.SENT, count=keeping.deliveries.days),
        *map(says, texts.own.KEPT),
    ]
    listed = [says(texts.own.PRIVACY), *(f"• {each}" for each in kept), says(texts.own.LOGGED)]
    await say(message, "\n".join([*listed, "", says(texts.own.TO_BE_RID)]))


async def export(message: Message, context: Context) -> None:
    """/export: all that is kept about a person, as a file, in private."""
    person, reader = message.from_user, await context.reader(message)
    if person is None or message.chat.type != ChatType.PRIVATE:
        await say(message, reader.says(texts.rights.IN_PRIVATE))
        return
    kept = await context.front.desk.people.about(person.id)
    data = json.dumps(kept, ensure_ascii=False, indent=2).encode("utf-8")
    await send_file(message, data, "onrecord-my-data.json", reader.plain(texts.own.EXPORTED))


async def forget_me(message: Message, context: Context) -> None:
    """/forgetme: ask once more, then forget."""
    person, reader = message.from_user, await context.reader(message)
    if person is None or message.chat.type != ChatType.PRIVATE:
        await say(message, reader.says(texts.rights.IN_PRIVATE))
        return
    token = await context.front.desk.buttons.keep(
        chat_id=message.chat_id, user_id=person.id, actions=ACTIONS, about={}
    )
    keys = [
        InlineKeyboardButton(reader.plain(texts.buttons.FORGET), callback_data=f"{token}:{FORGET}:0"),
        InlineKeyboardButton(reader.plain(texts.buttons.CANCEL), callback_data=f"{token}:{KEEP_ALL}:0"),
    ]
    await say(message, reader.says(texts.own.FORGET_SURE), markup=InlineKeyboardMarkup([keys]))


async def decide(tap: Tap, context: Context) -> None:
    """Forget the person, or leave everything as it is."""
    message, person, action, keyboard, reader = tap.message, tap.person, tap.action, tap.keyboard, tap.reader
    if not await spend(keyboard, context):
        return
    if action == FORGET:
        await context.front.desk.people.forget(person.id)
    told = texts.own.FORGOTTEN if action == FORGET else texts.own.NOT_FORGOTTEN
    await rewrite(message, reader.says(told), None)
