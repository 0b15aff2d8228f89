"""Questions: as plain text in private, by /ask, by a mention or as a reply in groups."""

from __future__ import annotations

import re
from collections.abc import Sequence

from telegram import Message, User
from telegram.constants import ChatType

from briefings.answering import courtesy
from briefings.answering.answer import Answer, Outcome
from briefings.answering.question import Wanted
from handlers import cards, load, replies, talks, texts
from handlers import help as helping
from handlers.context import Context
from handlers.rendering import answers
from handlers.rendering.reader import Reader
from handlers.saying import rewrite_by_id, say, show_typing, words_of
from handlers.talks import replied_to

DISAGREE = "Who disagrees?"
_LONGEST = 600
_BY_COMMAND = re.compile(r"(?i)/ask(@\w+)?\s")


async def ask(message: Message, context: Context) -> None:
    """/ask QUESTION, or /ask in reply to a message that holds the question."""
    question = words_of(message)
    replied = replied_to(message)
    if not question and replied is not None:
        question = words_of(replied)
    if not question:
        await say(message, (await context.reader(message)).says(texts.asking.HOW))
        return
    await _answer(message, question, context)


async def plain(message: Message, context: Context) -> None:
    """A question without a command: the text itself, without our name in it.

    Unless it is the rest of a long text that is being loaded, what the bot had asked for, or a command
    without its slash.
    """
    if await load.went_on(message, context) or await replies.taken(message, context):
        return
    if message.forward_origin is not None and await load.passed_on(message, context, texts.loading.FORWARDED):
        return
    question = _without_name(message, context)
    if not question:
        await say(message, (await context.reader(message)).says(texts.asking.HOW))
    elif meant := helping.named(question) if message.chat.type == ChatType.PRIVATE else None:
        await say(message, (await context.reader(message)).says(texts.starting.DID_YOU_MEAN, command=meant))
    else:
        await _answer(message, question, context)


async def edited(message: Message, context: Context) -> None:
    """A question that was changed: its answer is changed, too. What was no question stays unanswered."""
    said = message.text or ""
    question = _without_name(message, context)
    if not question or len(question) > _LONGEST or (said.startswith("/") and not _BY_COMMAND.match(said)):
        return
    known = await talks.answer_to(message, context.front.desk)
    if known is None:
        return
    answer_id, before = known
    reader = await context.reader(message)
    _, text, card = await _made(question, before, reader, context)
    markup = await cards.kept(message, card, reader, context) if card else None
    await rewrite_by_id(message, answer_id, text, markup)
    await talks.correct(message, question, before, context.front.desk)


def _without_name(message: Message, context: Context) -> str:
    name = re.escape(context.bot.username)
    return re.sub(rf"(?i)\s*@{name}\b[,:]?\s*", " ", words_of(message)).strip()


async def _answer(message: Message, question: str, context: Context) -> None:
    asked = await talks.before(message, context.front.desk)
    if len(question) > _LONGEST:
        private = message.chat.type == ChatType.PRIVATE
        if private and await load.filled(message, context):
            return
        key = await load.passed_on(message, context, texts.asking.TEXT_OR_QUESTION) if private else None
        if key is None:
            key = await say(message, (await context.reader(message)).says(texts.asking.TOO_LONG))
        talks.remember(message, "", asked, key, asker=message.from_user)
        return
    await show_typing(message)
    await answer(message, question, context, before=asked)


async def answer(
    message: Message, question: str, context: Context, *, before: Sequence[str], asker: User | None = None
) -> None:
    """Answer a question in reply to `message`, with buttons for the asker: by default its author."""
    reader = await context.reader(message, asker)
    made, text, card = await _made(question, before, reader, context)
    if made.lead.key == courtesy.THANKED and message.chat.type != ChatType.PRIVATE:
        return  # among many, thanks need no answer
    if card is None:
        key = await say(message, text)
    else:
        key = await cards.open_card(message, card, reader, context, text, asker=asker)
    talks.remember(message, question, tuple(before), key, asker=asker or message.from_user)


async def _made(
    question: str, before: Sequence[str], reader: Reader, context: Context
) -> tuple[Answer, str, cards.Card | None]:
    """The answer, the same as Telegram HTML, and the card it opens."""
    made = await context.front.desk.answers.ask(question, context=before)
    if made.lead.key in {courtesy.GREETED, courtesy.ABOUT_ME}:
        return made, helping.greeting(reader), None
    disputed = await _is_disputed(made, question, before, context)
    card = cards.of_answer(made, question, before, reader, disputed=disputed)
    return made, answers.html(made, reader), card


async def _is_disputed(made: Answer, question: str, before: Sequence[str], context: Context) -> bool:
    """Whether somebody who is not cited is on record with another version."""
    if made.outcome is not Outcome.ANSWERED or made.question.wanted is Wanted.DISAGREEMENT:
        return False
    others = await context.front.desk.answers.ask(DISAGREE, context=(*before, question))
    heard = {name for each in made.citations for name in each.claim.speakers}
    told = {name for each in others.citations for name in each.claim.speakers}
    return others.lead.key in texts.answers.TWO_VERSIONS and bool(told - heard)
