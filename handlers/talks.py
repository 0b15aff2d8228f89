"""What each chat asked lately, so that a follow-up finds what it follows."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from telegram import Message, User

from briefings.desk import Desk
from handlers import tray
from store.records import Talk

_QUESTIONS = 5
_LOOKS, _LOOK_AGAIN_S = 40, 0.25


class Place(NamedTuple):
    """A chat, or a topic of a forum."""

    chat_id: int
    thread_id: int | None


def place_of(message: Message) -> Place:
    """Where the message stands. A thread id outside forums only marks a chain of replies."""
    return Place(message.chat_id, message.message_thread_id if message.is_topic_message else None)


def replied_to(message: Message) -> Message | None:
    """The message that this one replies to; in a topic, its opening does not count as one."""
    before = message.reply_to_message
    return None if before is None or before.forum_topic_created else before


async def before(message: Message, desk: Desk) -> tuple[str, ...]:
    """What was asked before, oldest first: here, or towards the answer that `message` replies to."""
    replied, place = replied_to(message), place_of(message)
    return await desk.talks.before(*place, replied.message_id if replied else None)


def remember(
    message: Message, question: str, asked: tuple[str, ...], answer_key: str, *, asker: User | None
) -> None:
    """Note that `message` asked `question`, after what was `asked` before, and what will answer it."""
    chat_id, thread_id = place_of(message)
    talk = Talk(
        chat_id=chat_id,
        message_id=message.message_id,
        thread_id=thread_id,
        user_id=asker.id if asker else None,
        asked=(*asked, question)[-_QUESTIONS:],
        answer_key=answer_key,
    )
    tray.current().talks.append(talk)


async def answer_to(message: Message, desk: Desk) -> tuple[int, tuple[str, ...]] | None:
    """The id of the answer that `message` got, and what was asked before it.

    One that is still on its way is waited for, but not for long.
    """
    for _ in range(_LOOKS):
        talk = await desk.talks.of_question(message.chat_id, message.message_id)
        if talk is None:
            return None
        if talk.answer_id is not None:
            return talk.answer_id, talk.asked[:-1]
        await asyncio.sleep(_LOOK_AGAIN_S)
    return None


async def correct(message: Message, question: str, asked: tuple[str, ...], desk: Desk) -> None:
    """Note that `message` asks `question` now; what was asked after it stays as it is."""
    await desk.talks.amend(message.chat_id, message.message_id, (*asked, question)[-_QUESTIONS:])
