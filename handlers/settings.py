"""/settings: the language a chat is spoken to in, the length of its answers, the zone of its days."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, User

from handlers import rights, texts
from handlers.context import Context, spoken_by
from handlers.languages.catalogue import NAMES
from handlers.rendering.reader import Reader
from handlers.saying import rewrite, say, words_of
from store.records import Keyboard, Length

OVERVIEW, LANGUAGE, LENGTH, ZONE = ACTIONS = ("settings", "language", "length", "zone")

# What the buttons of a page choose, numbered from 1; 0 shows the page.
_LANGUAGES = (None, *NAMES)  # None: as in Telegram
_LENGTHS = {Length.FULL: texts.own.FULL, Length.SHORT: texts.own.SHORT}
_CHOSEN = "✓ {}"


async def settings(message: Message, context: Context) -> None:
    """/settings: what is settled here, with buttons to change it; /settings CITY sets the zone at once."""
    reader, zone = await context.reader(message), words_of(message)
    if not zone:
        token = await context.front.desk.buttons.keep(
            chat_id=message.chat_id,
            user_id=message.from_user.id if message.from_user and message.sender_chat is None else 0,
            actions=ACTIONS,
            about={},
        )
        text, markup = await _page(OVERVIEW, message.chat_id, token, reader, context)
        await say(message, text, markup=markup)
    elif await rights.runs_chat(message):
        chosen = await context.front.desk.people.set_zone(message.chat_id, zone)
        await say(message, reader.says(texts.own.ZONE_SET, zone=chosen))
    else:
        await say(message, reader.says(texts.rights.GROUP_ADMINS_ONLY))


async def turned(
    message: Message,
    person: User,
    action: str,
    number: int,
    keyboard: Keyboard,
    reader: Reader,
    context: Context,
) -> None:
    """Show a page of the settings, or settle what one of its buttons says, whose rights are asked for now."""
    if number > 0:
        if not await rights.runs(message.chat, person):
            await rewrite(message, reader.says(texts.rights.GROUP_ADMINS_ONLY), None)
            return
        await _settle(message.chat_id, person, action, number - 1, context)
        action, reader = OVERVIEW, await context.reader(message, person)
    text, markup = await _page(action, message.chat_id, keyboard.token, reader, context)
    await rewrite(message, text, markup)


async def _settle(chat_id: int, person: User, action: str, at: int, context: Context) -> None:
    people = context.front.desk.people
    if action == LANGUAGE and at < len(_LANGUAGES):
        await people.set_language(chat_id, _LANGUAGES[at], spoken=spoken_by(person))
    elif action == LENGTH and at < len(_LENGTHS):
        await people.set_length(chat_id, list(_LENGTHS)[at])


async def _page(
    action: str, chat_id: int, token: str, reader: Reader, context: Context
) -> tuple[str, InlineKeyboardMarkup]:
    """A page as Telegram HTML, and its buttons."""

    def key(label: str, leads_to: str, number: int = 0) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=f"{token}:{leads_to}:{number}")

    if action == OVERVIEW:
        leading = {
            LANGUAGE: texts.own.KEY_LANGUAGE,
            LENGTH: texts.own.KEY_LENGTH,
            ZONE: texts.own.KEY_ZONE,
        }
        keys = [key(reader.plain(label), page) for page, label in leading.items()]
        return _overview(reader), InlineKeyboardMarkup([keys])
    rows: list[list[InlineKeyboardButton]] = []
    if action == LANGUAGE:
        asked = texts.own.PICK_LANGUAGE
        chosen = (await context.front.desk.people.settings(chat_id)).language
        names = [NAMES[each] if each else reader.plain(texts.own.AUTOMATIC) for each in _LANGUAGES]
        labels = [
            _CHOSEN.format(name) if each == chosen else name
            for each, name in zip(_LANGUAGES, names, strict=True)
        ]
        keys = [key(label, LANGUAGE, number) for number, label in enumerate(labels, start=1)]
        rows = [keys[at : at + 2] for at in range(0, len(keys), 2)]
    elif action == LENGTH:
        asked = texts.own.PICK_LENGTH
        named = {each: reader.plain(name) for each, name in _LENGTHS.items()}
        labels = [_CHOSEN.format(name) if each == reader.length else name for each, name in named.items()]
        rows = [[key(label, LENGTH, number) for number, label in enumerate(labels, start=1)]]
    else:
        asked = texts.own.PICK_ZONE
    back = [key(reader.plain(texts.buttons.BACK), OVERVIEW)]
    return reader.says(asked), InlineKeyboardMarkup([*rows, back])


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
