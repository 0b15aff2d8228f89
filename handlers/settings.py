"""/settings: the language a chat is spoken to in, the length of its answers, the zone of its days."""

from __future__ import annotations

from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, User

from handlers import asking_back, places, rights, texts
from handlers.context import Context, spoken_by
from handlers.keys import EVERYBODY, key, whose
from handlers.languages.catalogue import NAMES
from handlers.rendering.reader import Reader
from handlers.saying import rewrite, say, words_of
from handlers.taps import Tap
from store.records import Length

OVERVIEW, LANGUAGE, LENGTH, ZONE = ACTIONS = ("settings", "setlanguage", "setlength", "setzone")

# What the buttons of a page choose, numbered from 1; 0 shows the page.
_LANGUAGES = (None, *NAMES)  # None: as in Telegram
_LENGTHS = {Length.FULL: texts.own.FULL, Length.SHORT: texts.own.SHORT}
_CHOSEN = "✓ {}"


async def settings(message: Message, context: Context) -> None:
    """/settings: what is settled here, with buttons to change it; /settings CITY sets the zone at once."""
    reader, words = await context.reader(message), words_of(message)
    if not words:
        token = await context.front.desk.buttons.keep(
            chat_id=message.chat_id, user_id=whose(message), actions=ACTIONS, about={}
        )
        await say(message, _overview(reader), markup=_pages(token, reader))
    elif await rights.runs_chat(message):
        await zone_told(message, words, {}, reader, context)
    else:
        await say(message, reader.says(texts.rights.GROUP_ADMINS_ONLY))


def changes(tap: Tap) -> bool:
    """Whether the button changes something, not only the page that is shown."""
    return tap.number > 0 or tap.action == ZONE


async def turned(tap: Tap, context: Context) -> None:
    """Show a page of the settings, or settle what one of its buttons says."""
    message, person, reader = tap.message, tap.person, tap.reader
    action, number, keyboard = tap.action, tap.number, tap.keyboard
    token, people = keyboard.token, context.front.desk.people
    if action == ZONE:
        await _ask_zone(message, person if keyboard.user_id else EVERYBODY, reader, context)
    elif number > 0:
        await _settle(message.chat_id, person, action, number - 1, context)
        changed = await context.reader(message, person)
        await rewrite(message, _overview(changed), _pages(token, changed))
    elif action == LANGUAGE:
        chosen = (await people.settings(message.chat_id)).language
        await rewrite(message, reader.says(texts.own.PICK_LANGUAGE), _languages(token, chosen, reader))
    elif action == LENGTH:
        await rewrite(message, reader.says(texts.own.PICK_LENGTH), _lengths(token, reader))
    else:
        await rewrite(message, _overview(reader), _pages(token, reader))


async def _settle(chat_id: int, person: User, action: str, at: int, context: Context) -> None:
    people = context.front.desk.people
    if action == LANGUAGE and at < len(_LANGUAGES):
        await people.set_language(chat_id, _LANGUAGES[at], spoken=spoken_by(person))
    elif action == LENGTH and at < len(_LENGTHS):
        await people.set_length(chat_id, list(_LENGTHS)[at])


async def _ask_zone(message: Message, person: User | int, reader: Reader, context: Context) -> None:
    await asking_back.ask(
        message,
        person,
        reader.says(texts.subscribing.ASK_ZONE),
        purpose="zone",
        about={},
        context=context,
        location=reader.plain(texts.subscribing.KEY_LOCATION),
    )


async def zone_told(
    message: Message, words: str, _: dict[str, Any], reader: Reader, context: Context
) -> None:
    """Settle the zone that somebody told by a city, a zone or a place. Errors: `OnrecordError`."""
    zone = await places.zone_told(message, words, context)
    chosen = await context.front.desk.people.set_zone(message.chat_id, zone)
    await say(message, reader.says(texts.own.ZONE_SET, zone=chosen))


def _overview(reader: Reader) -> str:
    lines = [
        reader.says(texts.own.SETTINGS),
        reader.says(texts.own.LANGUAGE_IS, language=NAMES[reader.language]),
        reader.says(texts.own.LENGTH_IS, length=reader.plain(_LENGTHS[reader.length])),
        reader.says(texts.own.ZONE_IS, zone=reader.zone),
        "",
        reader.says(texts.own.STATEMENTS_STAY),
    ]
    return "\n".join(lines)


def _pages(token: str, reader: Reader) -> InlineKeyboardMarkup:
    leading = {LANGUAGE: texts.own.KEY_LANGUAGE, LENGTH: texts.own.KEY_LENGTH, ZONE: texts.own.KEY_ZONE}
    return InlineKeyboardMarkup([[key(token, reader.plain(each), page) for page, each in leading.items()]])


def _languages(token: str, chosen: str | None, reader: Reader) -> InlineKeyboardMarkup:
    """Every language by its own name, the chosen one marked."""
    names = {each: NAMES[each] if each else reader.plain(texts.own.AUTOMATIC) for each in _LANGUAGES}
    labels = [_CHOSEN.format(name) if each == chosen else name for each, name in names.items()]
    keys = [key(token, label, LANGUAGE, number) for number, label in enumerate(labels, start=1)]
    rows = [keys[at : at + 2] for at in range(0, len(keys), 2)]
    return InlineKeyboardMarkup([*rows, [_back(token, reader)]])


def _lengths(token: str, reader: Reader) -> InlineKeyboardMarkup:
    named = {each: reader.plain(name) for each, name in _LENGTHS.items()}
    labels = [_CHOSEN.format(name) if each is reader.length else name for each, name in named.items()]
    keys = [key(token, label, LENGTH, number) for number, label in enumerate(labels, start=1)]
    return InlineKeyboardMarkup([keys, [_back(token, reader)]])


def _back(token: str, reader: Reader) -> InlineKeyboardButton:
    return key(token, reader.plain(texts.buttons.BACK), OVERVIEW)
