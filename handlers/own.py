"""What a chat and a person may settle about themselves: zone, privacy, their data."""

from __future__ import annotations

import json

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, User
from telegram.constants import ChatType

from handlers import rights, texts
from handlers.context import Context
from handlers.saying import rewrite, say, send_file, words_of
from store.records import Keyboard

FORGET, KEEP_ALL = ACTIONS = ("forget", "keepall")


async def settings(message: Message, context: Context) -> None:
    """/settings [ZONE]: the zone in which days and hours are told here; in groups for administrators."""
    front, zone = context.front, words_of(message)
    if not zone:
        await say(message, texts.settings(await front.zone_of(message.chat_id)))
        return
    if not await rights.runs_chat(message):
        await say(message, texts.GROUP_ADMINS_ONLY)
        return
    await say(message, texts.zone_set(await front.desk.people.set_zone(message.chat_id, zone)))


async def privacy(message: Message, _: Context) -> None:
    """/privacy: what is kept about a person, how long, and how to be rid of it."""
    await say(message, texts.PRIVACY)


async def export(message: Message, context: Context) -> None:
    """/export: all that is kept about a person, as a file, in private."""
    person = message.from_user
    if person is None or message.chat.type != ChatType.PRIVATE:
        await say(message, texts.IN_PRIVATE)
        return
    kept = await context.front.desk.people.about(person.id)
    data = json.dumps(kept, ensure_ascii=False, indent=2).encode("utf-8")
    await send_file(message, data, "onrecord-my-data.json", texts.EXPORTED)


async def forget_me(message: Message, context: Context) -> None:
    """/forgetme: ask once more, then forget."""
    person = message.from_user
    if person is None or message.chat.type != ChatType.PRIVATE:
        await say(message, texts.IN_PRIVATE)
        return
    token = await context.front.desk.buttons.keep(
        chat_id=message.chat_id, user_id=person.id, actions=ACTIONS, about={}
    )
    keys = [
        InlineKeyboardButton(texts.KEY_FORGET, callback_data=f"{token}:{FORGET}:0"),
        InlineKeyboardButton(texts.KEY_CANCEL, callback_data=f"{token}:{KEEP_ALL}:0"),
    ]
    await say(message, texts.FORGET_SURE, markup=InlineKeyboardMarkup([keys]))


async def decide(message: Message, person: User, action: str, keyboard: Keyboard, context: Context) -> None:
    """Forget the person, or leave everything as it is."""
    if not await context.front.desk.buttons.spend(keyboard.token):
        return
    if action == FORGET:
        await context.front.desk.people.forget(person.id)
    await rewrite(message, texts.FORGOTTEN if action == FORGET else texts.NOT_FORGOTTEN, None)
