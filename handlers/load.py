"""/load for the owners: a link, a text, a message or a file becomes a job, its progress is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Document, InlineKeyboardMarkup, Message, User
from telegram.constants import ChatType
from telegram.error import BadRequest, NetworkError

from briefings.desk import Part, Reply
from briefings.errors import Refused, Unreachable
from briefings.reading.intake import MAX_BYTES, Intake
from handlers import asking_back, feeds, texts, tray
from handlers.context import Context
from handlers.keys import actor, key, whose
from handlers.languages.sentence import Sentence
from handlers.progress import Watched, show_progress
from handlers.rendering.loads import shorten
from handlers.rendering.reader import Reader
from handlers.rendering.text import units
from handlers.saying import rewrite, say, sound, words_of
from handlers.talks import place_of, replied_to
from handlers.taps import Tap, spend
from store.records import Role

LINKS = re.compile(r"(?i)^https?://\S+(\s+https?://\S+)*$")
READ = "read"
_PURPOSE = "load"
_LINK = re.compile(r"(?i)https?://\S+")
_COMMENT = 8  # words beside a link that are no article
_QUESTION = 300
_NAME = 80
_FULL = 3_900  # of 4,096 units: clients look for a good place to cut


async def load(message: Message, context: Context) -> None:
    """/load with what to read after it, in the message it replies to, or in the file it is the caption of."""
    private, reader = message.chat.type == ChatType.PRIVATE, await context.reader(message)
    if not await _may(message, context):
        if private:
            await say(message, reader.says(texts.loading.OWNERS_ONLY))
        return
    if not private:
        await say(message, reader.says(texts.loading.IN_PRIVATE))
        return
    replied = replied_to(message)
    intakes = await _handed_over(message) or (await _handed_over(replied) if replied else [])
    if intakes:
        await _submit_all(message, intakes, reader, context)
    elif message.photo or (replied is not None and replied.photo):
        await say(message, reader.says(texts.loading.NO_PICTURES))
    elif message.from_user is not None:
        how = reader.says(texts.loading.HOW)
        await asking_back.ask(message, message.from_user, how, purpose=_PURPOSE, about={}, context=context)


async def went_on(message: Message, context: Context) -> bool:
    """Whether the message is the next part of a long text that was just handed over by /load.

    Telegram's clients cut what is longer than one message may be into several, sent at once.
    """
    jobs, part = context.front.desk.jobs, _part(message)
    if part is None or not await jobs.awaits(message.chat_id) or not await _may(message, context):
        return False
    return await jobs.go_on(part, key=tray.current().key("load"))


async def filled(message: Message, context: Context) -> bool:
    """Whether an editor wrote as much as a message holds: that is read, with what follows."""
    if units(message.text or "") < _FULL or not await _may(message, context):
        return False
    await load(message, context)
    return True


def _part(message: Message) -> Part | None:
    """A message of text as part of a longer one."""
    if message.text is None:
        return None
    return Part(
        chat_id=message.chat_id,
        user_id=whose(message),
        message_id=message.message_id,
        sent_at=message.date,
        text=sound(message.text),
        full=units(message.text) >= _FULL,
    )


async def told(message: Message, words: str, about: dict[str, Any], reader: Reader, context: Context) -> None:
    """What was sent after /load alone, also what was only passed on. The message is taken whole."""
    del words, about
    if message.from_user is None or not await context.may(message.from_user, Role.EDITOR):
        await say(message, reader.says(texts.loading.OWNERS_ONLY))
        return
    await _submit_all(message, await _handed_over(message), reader, context)


DEEDS: Mapping[str, asking_back.Deed] = {_PURPOSE: told}


def is_question(message: Message) -> bool:
    """Whether somebody asks with their own hand, rather than hands an article over."""
    said = (message.text or "").rstrip()
    return said.endswith("?") and len(said) < _QUESTION and message.forward_origin is None


async def handed(message: Message, context: Context) -> None:
    """A file or links without a command: read for who may load; what was only passed on is asked about."""
    if await asking_back.answered(message, DEEDS, context):
        return
    if message.document is not None and feeds.LISTS.search(message.document.file_name or ""):
        await feeds.feeds(message, context)
    elif await _may(message, context):
        await load(message, context)
    elif await passed_on(message, context, texts.loading.FORWARDED) is None:
        await say(message, (await context.reader(message)).says(texts.loading.OWNERS_ONLY))


async def passed_on(message: Message, context: Context, question: Sentence) -> str | None:
    """The outbox key of the question whether this is to be read, with a button for yes.

    None for who may not load: they are asked nothing.
    """
    person = message.from_user
    if person is None or message.sender_chat is not None or not await context.may(person, Role.EDITOR):
        return None
    reader = await context.reader(message)
    token = await context.front.desk.buttons.keep(
        chat_id=message.chat_id, user_id=person.id, actions=(READ,), about={}
    )
    yes = InlineKeyboardMarkup([[key(token, reader.plain(texts.loading.KEY_READ), READ)]])
    return await say(message, reader.says(question), markup=yes)


async def wanted(tap: Tap, context: Context) -> None:
    """Read what the question below which the button stands is about."""
    message = tap.message.reply_to_message
    if not await context.may(tap.person, Role.EDITOR):
        await rewrite(tap.message, tap.reader.says(texts.loading.OWNERS_ONLY), None)
        return
    intakes = await _handed_over(message) if message is not None else []
    if message is None or not intakes:
        await rewrite(tap.message, tap.reader.says(texts.loading.IS_GONE), None)
    elif await spend(tap.keyboard, context):
        await rewrite(tap.message, None, None)
        await _submit_all(message, intakes, tap.reader, context, by=tap.person)


async def _may(message: Message, context: Context) -> bool:
    role = await context.role(message)
    return role is not None and role.covers(Role.EDITOR)


async def _handed_over(message: Message) -> list[Intake]:
    if message.document is not None:
        return [await _file(message.document)]
    words = words_of(message)
    links = _LINK.findall(words)
    if links and len(_LINK.sub(" ", words).split()) <= _COMMENT:
        return [Intake(url=url) for url in dict.fromkeys(links)]
    return [Intake(text=words)] if words else []


async def _file(document: Document) -> Intake:
    """The file as Telegram keeps it. Errors: `Refused` when too big, `Unreachable` when not to be had."""
    if (document.file_size or 0) > MAX_BYTES:
        raise Refused(texts.loading.TOO_BIG)
    try:
        data = await (await document.get_file()).download_as_bytearray()
    except BadRequest as error:
        told = texts.loading.TOO_BIG if "too big" in error.message else texts.loading.NOT_FETCHED
        raise Refused(told) from error
    except NetworkError as error:
        raise Unreachable(texts.loading.NOT_FETCHED) from error
    return Intake(data=bytes(data), name=document.file_name)


async def _submit_all(
    message: Message, intakes: Sequence[Intake], reader: Reader, context: Context, by: User | None = None
) -> None:
    """Make a job of each, for the author of `message` or whoever else asked for it."""
    for number, intake in enumerate(intakes):
        await _submit(message, number, intake, by or message.from_user, reader, context)


async def _submit(
    message: Message, number: int, intake: Intake, by: User | None, reader: Reader, context: Context
) -> None:
    front = context.front
    order = tray.current()
    job = await front.desk.jobs.submit(
        intake,
        actor=actor(by),
        reply=_reply(message, by, reader),
        part=_part(message) if intake.text is not None else None,
        key=order.key(f"load:{number}"),
    )
    name = _name(intake) or reader.plain(texts.loading.A_FILE)
    shows = await say(message, reader.says(texts.loading.QUEUED, name=name))
    shown = Watched(job=job, name=name, order=message, key=shows, reader=reader)
    order.aside.append(show_progress(front.desk, shown, look_again_s=front.look_again_s))


def _reply(message: Message, by: User | None, reader: Reader) -> Reply:
    place = place_of(message)
    return Reply(
        chat_id=place.chat_id,
        user_id=by.id if by else None,
        thread_id=place.thread_id,
        message_id=message.message_id,
        language=reader.language,
    )


def _name(intake: Intake) -> str:
    """What the load is called until its title is known; "" where it has no name."""
    return shorten(intake.name or intake.url or intake.text or "", _NAME)
