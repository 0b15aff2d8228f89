"""Questions: as plain text in private, by /ask, by a mention or as a reply in groups."""

from __future__ import annotations

import re
from collections.abc import Sequence

from telegram import Message, User

from briefings.answering.answer import Answer, Outcome
from briefings.answering.question import Wanted
from handlers import cards, load, rights, texts
from handlers.context import Context
from handlers.rendering import answers
from handlers.saying import say, show_typing, words_of
from handlers.talks import replied_to

DISAGREE = "Who disagrees?"
_LONGEST = 600


async def ask(message: Message, context: Context) -> None:
    """/ask QUESTION, or /ask in reply to a message that holds the question."""
    question = words_of(message)
    replied = replied_to(message)
    if not question and replied is not None:
        question = words_of(replied)
    if not question:
        await say(message, texts.ASK_HOW)
        return
    await _answer(message, question, context)


async def plain(message: Message, context: Context) -> None:
    """A question without a command: the text itself, without our name in it.

    Unless it is the rest of a long text that is being loaded.
    """
    if await load.went_on(message, context):
        return
    name = re.escape(context.bot.username)
    question = re.sub(rf"(?i)\s*@{name}\b[,:]?\s*", " ", words_of(message)).strip()
    if not question:
        await say(message, texts.ASK_HOW)
        return
    await _answer(message, question, context)


async def _answer(message: Message, question: str, context: Context) -> None:
    if len(question) > _LONGEST:
        owner = rights.is_owner(message, context.front.owners)
        await say(message, texts.TEXT_OR_QUESTION if owner else texts.QUESTION_TOO_LONG)
        return
    await show_typing(message)
    await answer(message, question, context, before=context.front.talks.before(message))


async def answer(
    message: Message, question: str, context: Context, *, before: Sequence[str], asker: User | None = None
) -> None:
    """Answer a question in reply to `message`, with buttons for the asker: by default its author."""
    front = context.front
    made = await front.desk.ask(question, context=before)
    zone = await front.zone_of(message.chat_id)
    text = answers.html(made, zone=zone, bot=context.bot.username)
    disputed = await _is_disputed(made, question, before, context)
    card = cards.of_answer(made, question, before, disputed=disputed)
    if card is None:
        sent = await say(message, text)
    else:
        sent = await cards.open_card(message, card, context, text, asker=asker)
    front.talks.remember(message, question, sent)


async def _is_disputed(made: Answer, question: str, before: Sequence[str], context: Context) -> bool:
    """Whether somebody who is not cited is on record with another version."""
    if made.outcome is not Outcome.ANSWERED or made.question.wanted is Wanted.DISAGREEMENT:
        return False
    others = await context.front.desk.ask(DISAGREE, context=(*before, question))
    heard = {name for each in made.citations for name in each.claim.speakers}
    told = {name for each in others.citations for name in each.claim.speakers}
    return others.lead.key in texts.TWO_VERSIONS and bool(told - heard)
