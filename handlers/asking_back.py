"""Words that the bot asks for: a reply to its question, or in private simply the next message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from telegram import ForceReply, KeyboardButton, Message, ReplyKeyboardMarkup, User
from telegram.constants import ChatType

from briefings.errors import OnrecordError
from handlers import texts
from handlers.context import Context
from handlers.rendering.reader import Reader
from handlers.rendering.split import plain_text
from handlers.saying import say, words_of
from handlers.talks import replied_to

Deed: TypeAlias = Callable[[Message, str, dict[str, Any], Reader, Context], Awaitable[None]]
"""What is done with the words: the message, its words, what they are about, for whom, the context."""

_LONGEST = 600


async def ask(
    message: Message,
    person: User,
    question: str,
    *,
    purpose: str,
    about: dict[str, Any],
    context: Context,
    location: str | None = None,
) -> None:
    """Ask this person, beside `message`; the words will be handed to the deed of this purpose.

    With the label of a button for the `location`, a place on the map will do in private, too.
    """
    markup: ForceReply | ReplyKeyboardMarkup = ForceReply(selective=True)
    if location is not None and message.chat.type == ChatType.PRIVATE:
        button = KeyboardButton(location, request_location=True)
        markup = ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    await say(message, question, markup=markup)
    kept = {**about, "prompt": plain_text(question)}
    await context.front.desk.buttons.expect(
        chat_id=message.chat_id, user_id=person.id, purpose=purpose, about=kept
    )


async def answered(message: Message, deeds: Mapping[str, Deed], context: Context) -> bool:
    """Whether the message is what the bot had asked for; then it has been taken, or asked for again.

    In private the next words are; in a group, where people talk of other things, a reply to the question.
    """
    person, buttons = message.from_user, context.front.desk.buttons
    expected = await buttons.expected(message.chat_id, person.id) if person else None
    if expected is None or person is None:
        return False
    replied = replied_to(message)
    if message.chat.type != ChatType.PRIVATE or replied is not None:
        asked = replied.text if replied else None
        if " ".join((asked or "").split()) != " ".join(expected.about["prompt"].split()):
            return False
    reader = await context.reader(message)
    purpose = next(iter(expected.actions))
    await buttons.expect_nothing(message.chat_id, person.id)
    try:
        await deeds[purpose](message, words_of(message)[:_LONGEST], expected.about, reader, context)
    except OnrecordError as error:
        await say(message, reader.says(error))
        about = expected.about
        await buttons.expect(chat_id=message.chat_id, user_id=person.id, purpose=purpose, about=about)
    return True


async def cancel(message: Message, context: Context) -> None:
    """/cancel: nothing is asked for any more."""
    reader, person = await context.reader(message), message.from_user
    had = person is not None and await context.front.desk.buttons.expect_nothing(message.chat_id, person.id)
    await say(message, reader.says(texts.own.CANCELLED if had else texts.own.NOTHING_TO_CANCEL))
