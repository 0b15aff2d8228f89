"""Words that the bot asks for: a reply to its question, or in private simply the next message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from telegram import ForceReply, KeyboardButton, Message, ReplyKeyboardMarkup, User
from telegram.constants import ChatType

from briefings.errors import OnrecordError
from handlers import rights, tray
from handlers.context import Context
from handlers.keys import EVERYBODY, whose
from handlers.rendering.reader import Reader
from handlers.rendering.split import plain_text
from handlers.saying import say, words_of
from handlers.talks import replied_to
from store.records import Keyboard

Deed: TypeAlias = Callable[[Message, str, dict[str, Any], Reader, Context], Awaitable[None]]
"""What is done with the words: the message, its words, what they are about, for whom, the context."""

_LONGEST = 600


async def ask(
    message: Message,
    person: User | int,
    question: str,
    *,
    purpose: str,
    about: dict[str, Any],
    context: Context,
    location: str | None = None,
) -> None:
    """Ask this person, beside `message`; the words will be handed to the deed of this purpose.

    Person 0 is whoever decides for the chat, as with buttons of an administrator who hides behind it.
    With the label of a button for the `location`, a place on the map will do in private, too.
    """
    markup: ForceReply | ReplyKeyboardMarkup = ForceReply(selective=True)
    if location is not None and message.chat.type == ChatType.PRIVATE:
        button = KeyboardButton(location, request_location=True)
        markup = ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    await say(message, question, markup=markup)
    kept = {**about, "prompt": plain_text(question)}
    await context.front.desk.buttons.expect(
        chat_id=message.chat_id,
        user_id=person if isinstance(person, int) else person.id,
        purpose=purpose,
        about=kept,
    )


async def answered(message: Message, deeds: Mapping[str, Deed], context: Context) -> bool:
    """Whether the message is what the bot had asked for; then it has been taken, or asked for again.

    In private the next words are; in a group, where people talk of other things, a reply to the question.
    """
    buttons = context.front.desk.buttons
    replied = replied_to(message)
    for who in await _who(message):
        expected = await buttons.expected(message.chat_id, who, by=_by_this())
        if expected is None or (message.chat.type != ChatType.PRIVATE and replied is None):
            continue
        if deeds.keys().isdisjoint(expected.actions):
            continue
        asked = (replied.text if replied else None) or ""
        if replied is not None and " ".join(asked.split()) != " ".join(expected.about["prompt"].split()):
            continue
        await _take(message, who, expected, deeds, context)
        return True
    return False


async def _take(
    message: Message, who: int, expected: Keyboard, deeds: Mapping[str, Deed], context: Context
) -> None:
    """Hand the words to the deed they were asked for; where it cannot take them they are asked for again."""
    buttons, about = context.front.desk.buttons, expected.about
    reader = await context.reader(message)
    purpose = next(iter(expected.actions))
    await buttons.expect_nothing(message.chat_id, who, by=_by_this())
    try:
        await deeds[purpose](message, words_of(message)[:_LONGEST], about, reader, context)
    except OnrecordError as error:
        await say(message, reader.says(error))
        await buttons.expect(chat_id=message.chat_id, user_id=who, purpose=purpose, about=about)


def _by_this() -> str:
    """What tells these words from all others: the same when they are handled again."""
    return tray.current().key("words")


async def _who(message: Message) -> list[int]:
    """Under which numbers the author may have been asked for words."""
    person = message.from_user
    asked = [person.id] if person is not None and whose(message) else []
    if message.chat.type != ChatType.PRIVATE and replied_to(message) and await rights.runs_chat(message):
        asked.append(EVERYBODY)
    return asked


async def let_go(message: Message, context: Context) -> None:
    """Ask for nothing any more where the author turns to something else, in private."""
    person, buttons = message.from_user, context.front.desk.buttons
    if person is None or message.chat.type != ChatType.PRIVATE:
        return
    if await buttons.expected(message.chat_id, person.id) is not None:
        await buttons.expect_nothing(message.chat_id, person.id)
