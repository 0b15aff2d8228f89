"""An order of digests or alerts, made or changed step by step, with buttons."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, User

from briefings.digests.due import EVERY_DAY
from briefings.errors import OnrecordError
from handlers import asking_back, orders, texts, wishes
from handlers.context import Context
from handlers.keys import EVERYBODY, actor, key, whose
from handlers.languages.sentence import Sentence
from handlers.places import zone_told
from handlers.rendering.reader import Reader
from handlers.saying import rewrite, say
from handlers.taps import Tap, spend
from store.records import Keyboard, Order, Rhythm

ORDER, HOUR, ZONE, DAYS, QUIET, SILENT, NOTE, SAVE, LEAVE = (
    "order",
    "hour",
    "orderzone",
    "days",
    "quiet",
    "silent",
    "note",
    "save",
    "leave",
)
TOPICS, SPEAKERS, OUTLETS = "topics", "speakers", "outlets"
ACTIONS = (ORDER, HOUR, ZONE, DAYS, QUIET, SILENT, NOTE, SAVE, LEAVE, TOPICS, SPEAKERS, OUTLETS)

_HOURS = (5, 6, 7, 8, 9, 10, 12, 15, 17, 18, 20, 22)
_NIGHTS = (19, 20, 21, 22, 23, 0)
_OTHER = 99  # the number of the button that asks for another hour
_ROW = 4
_KNOWN = 12  # outlets that are named where one is asked for


async def begin(
    message: Message,
    order: Order,
    slot: int | None,
    reader: Reader,
    context: Context,
    *,
    thread_id: int | None,
    person: User | None = None,
) -> None:
    """Show the order with buttons to change, save or leave it, in reply to `message`.

    What is ordered comes to the forum's topic `thread_id`, wherever it is changed.
    """
    about = {"order": orders.to_json(order), "slot": slot, "thread": thread_id}
    token = await context.front.desk.buttons.keep(
        chat_id=message.chat_id,
        user_id=person.id if person else whose(message),
        actions=ACTIONS,
        about=about,
    )
    await say(message, _overview(order, slot, reader), markup=_keys(order, token, reader))


async def turned(tap: Tap, context: Context) -> None:
    """Do what a button of the order says: show a page, settle something, ask for words, save or leave."""
    message, person, reader = tap.message, tap.person, tap.reader
    action, number, keyboard = tap.action, tap.number, tap.keyboard
    token, order, slot = keyboard.token, orders.from_json(keyboard.about["order"]), keyboard.about["slot"]
    if action == LEAVE:
        await spend(keyboard, context)
        await rewrite(message, reader.says(texts.subscribing.NOT_SAVED), None)
    elif action == SAVE:
        await _save(message, person, order, keyboard, reader, context)
    elif action in _PROMPTS or (action == HOUR and number == _OTHER):
        await _ask(message, person, action, keyboard, reader, context)
    elif action in _PAGES and not number:
        text, markup = _page(action, order, token, reader)
        await rewrite(message, text, markup)
    else:
        changed = _settled(order, action, number)
        if changed is not order:
            about = {**keyboard.about, "order": orders.to_json(changed)}
            await context.front.desk.buttons.change(token, about)
        if action == DAYS:
            text, markup = _page(DAYS, changed, token, reader)
        else:
            text, markup = _overview(changed, slot, reader), _keys(changed, token, reader)
        await rewrite(message, text, markup)


async def _save(
    message: Message, person: User, order: Order, keyboard: Keyboard, reader: Reader, context: Context
) -> None:
    if not await spend(keyboard, context):
        return  # saved already, by a tap just before
    made = await context.front.desk.subscriptions.put(
        order,
        chat_id=message.chat_id,
        thread_id=keyboard.about["thread"],
        slot=keyboard.about["slot"],
        actor=actor(person),
    )
    await rewrite(message, orders.saved(made, reader), None)


# Pages


def _overview(order: Order, slot: int | None, reader: Reader) -> str:
    if slot is None:
        title = reader.says(texts.subscribing.NEW)
    else:
        alert = order.rhythm is Rhythm.AT_ONCE
        called = texts.subscribing.CHANGE_ALERT if alert else texts.subscribing.CHANGE
        title = reader.says(called, number=str(slot + 1))
    return f"{title}\n{orders.described(order, reader)}"


def _keys(order: Order, token: str, reader: Reader) -> InlineKeyboardMarkup:
    subscribing = texts.subscribing
    sound = subscribing.KEY_SOUND if order.silent else subscribing.KEY_SILENT
    note = subscribing.KEY_NO_NOTE if order.tell_nothing else subscribing.KEY_NOTE
    narrowing = ((subscribing.KEY_TOPICS, TOPICS), (subscribing.KEY_SPEAKERS, SPEAKERS))
    if order.rhythm is Rhythm.AT_ONCE:
        rows: list[tuple[tuple[Sentence, str], ...]] = [
            ((subscribing.KEY_QUIET, QUIET), (subscribing.KEY_ZONE, ZONE)),
            narrowing,
            ((subscribing.KEY_OUTLETS, OUTLETS), (sound, SILENT)),
        ]
    else:
        rows = [
            ((subscribing.KEY_HOUR, HOUR), (subscribing.KEY_ZONE, ZONE), (subscribing.KEY_DAYS, DAYS)),
            narrowing,
            ((subscribing.KEY_OUTLETS, OUTLETS), (sound, SILENT)),
            ((note, NOTE),),
        ]
    rows.append(((subscribing.KEY_SAVE, SAVE), (texts.buttons.CANCEL, LEAVE)))
    # A switch turns over whatever its number is; a page is shown for 0.
    numbers = {SILENT: 1, NOTE: 1}
    return InlineKeyboardMarkup(
        [
            [key(token, reader.plain(label), action, numbers.get(action, 0)) for label, action in row]
            for row in rows
        ]
    )


def _page(action: str, order: Order, token: str, reader: Reader) -> tuple[str, InlineKeyboardMarkup]:
    """A page to choose from; its buttons are numbered from 1."""
    back = [key(token, reader.plain(texts.buttons.BACK), ORDER)]
    buttons: list[InlineKeyboardButton] = []
    if action == HOUR:
        asked = reader.says(texts.subscribing.PICK_HOUR, zone=order.zone)
        buttons = [key(token, f"{hour:02}:00", HOUR, at) for at, hour in enumerate(_HOURS, start=1)]
        back.insert(0, key(token, reader.plain(texts.subscribing.KEY_OTHER_HOUR), HOUR, _OTHER))
    elif action == QUIET:
        end = f"{order.local_time:%H:%M}"
        asked = reader.says(texts.subscribing.PICK_QUIET, end=end, zone=order.zone)
        buttons = [key(token, f"{hour:02}:00", QUIET, at) for at, hour in enumerate(_NIGHTS, start=1)]
        never = reader.plain(texts.subscribing.KEY_NEVER_QUIET)
        back.insert(0, key(token, never, QUIET, len(_NIGHTS) + 1))
    else:
        asked = reader.says(texts.subscribing.PICK_DAYS)
        buttons = [
            key(token, ("✓ " if day in order.weekdays else "") + reader.voice.short_weekday(day), DAYS, day)
            for day in range(1, 8)
        ]
    rows = [buttons[at : at + _ROW] for at in range(0, len(buttons), _ROW)]
    return asked, InlineKeyboardMarkup([*rows, back])


_PAGES = frozenset({HOUR, QUIET, DAYS})


def _settled(order: Order, action: str, number: int) -> Order:
    """The order after a button was pressed; the same where the button says nothing it can be."""
    change: dict[str, Any] = {}
    if action == HOUR and 0 < number <= len(_HOURS):
        change = {"local_time": dt.time(_HOURS[number - 1])}
    elif action == QUIET and 0 < number <= len(_NIGHTS) + 1:
        change = {"quiet_from": dt.time(_NIGHTS[number - 1]) if number <= len(_NIGHTS) else None}
    elif action == DAYS and number in EVERY_DAY and order.weekdays != {number}:
        change = {"weekdays": order.weekdays ^ {number}}
    elif action == SILENT and number:
        change = {"silent": not order.silent}
    elif action == NOTE and number:
        change = {"tell_nothing": not order.tell_nothing}
    return dataclasses.replace(order, **change) if change else order


# What is asked for in words


async def _ask(
    message: Message, person: User, action: str, keyboard: Keyboard, reader: Reader, context: Context
) -> None:
    values = {}
    if action == OUTLETS:
        known = [name for name, _, _ in await context.front.desk.answers.outlets() if name]
        values = {"outlets": ", ".join(known[:_KNOWN]) or "–"}
    sentence = texts.subscribing.ASK_HOUR if action == HOUR else _PROMPTS[action]
    await asking_back.ask(
        message,
        person if keyboard.user_id else EVERYBODY,
        reader.says(sentence, **values),
        purpose="order",
        about={"token": keyboard.token, "field": action},
        context=context,
        location=reader.plain(texts.subscribing.KEY_LOCATION) if action == ZONE else None,
    )


_PROMPTS: Mapping[str, Sentence] = {
    ZONE: texts.subscribing.ASK_ZONE,
    TOPICS: texts.subscribing.ASK_TOPICS,
    SPEAKERS: texts.subscribing.ASK_SPEAKERS,
    OUTLETS: texts.subscribing.ASK_OUTLETS,
}


async def told(message: Message, words: str, about: dict[str, Any], reader: Reader, context: Context) -> None:
    """Take what somebody wrote when asked, and show the order again. Errors: `OnrecordError`."""
    keyboard = await context.front.desk.buttons.get(about["token"])
    if keyboard is None:
        await say(message, reader.says(texts.buttons.STALE))
        return
    order = orders.from_json(keyboard.about["order"])
    changed = dataclasses.replace(order, **await _read(about["field"], words, message, context))
    await context.front.desk.buttons.change(
        keyboard.token, {**keyboard.about, "order": orders.to_json(changed)}
    )
    text = _overview(changed, keyboard.about["slot"], reader)
    await say(message, text, markup=_keys(changed, keyboard.token, reader))


async def _read(field: str, words: str, message: Message, context: Context) -> dict[str, Any]:
    """What the words make of the order."""
    if field == HOUR:
        hour = wishes.hour(words)
        if hour is None:
            raise OnrecordError(texts.subscribing.NOT_AN_HOUR)
        return {"local_time": hour}
    if field == ZONE:
        return {"zone": await zone_told(message, words, context)}
    return {field: () if words.strip() in _NONE else wishes.several(words)}


_NONE = frozenset({"-", "–", "—", "*"})
