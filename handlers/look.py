"""Looking through what is on record: by speaker, topic, time and outlet, or one statement by its link."""

from __future__ import annotations

import base64
import binascii
import re

from telegram import Message

from briefings.answering.browsing import Profile
from handlers import cards, texts
from handlers.cards import Card
from handlers.context import Context
from handlers.languages.sentence import Sentence
from handlers.rendering import answers
from handlers.rendering.around import outlets
from handlers.rendering.reader import Reader
from handlers.saying import say, show_typing, words_of

_STATEMENT = re.compile(r"s(\d{1,18})")
_TOPIC = re.compile(r"t-([\w-]{1,62})")
_LONGEST = 200
_ALIASES = 6


async def who(message: Message, context: Context) -> None:
    """/who NAME: who that is and what they said, newest first."""
    name, reader = words_of(message), await context.reader(message)
    if not name or len(name) > _LONGEST:
        await say(message, reader.says(texts.looking.WHO_HOW))
        return
    await show_typing(message)
    found = await context.front.desk.answers.who(name)
    if found is None:
        await say(message, reader.says(texts.looking.NOBODY, name=name))
        return
    await cards.open_card(message, _of_profile(found, reader), reader, context)


def _of_profile(found: Profile, reader: Reader) -> Card:
    speaker = found.speaker
    aliases = [name for name in speaker.aliases if name.casefold() != speaker.name.casefold()]
    others = [f"{each.name} ({each.role})" if each.role else each.name for each in found.others]
    all_of = reader.voice.all_of
    facts = [
        speaker.role or "",
        reader.plain(texts.looking.ALSO_CALLED, names=all_of(aliases[:_ALIASES])) if aliases else "",
        reader.plain(texts.looking.STATEMENTS, count=len(found.claim_ids)),
        reader.plain(texts.looking.NAMESAKES, names=all_of(others)) if others else "",
    ]
    note = " · ".join(filter(None, facts))
    return Card(lead=speaker.name, claims=found.claim_ids, note=note)


async def topic(message: Message, context: Context) -> None:
    """/topic WORDS: every statement on it, newest first."""
    await _on_topic(message, words_of(message), texts.looking.TOPIC_HOW, context)


async def timeline(message: Message, context: Context) -> None:
    """/timeline TOPIC: every statement on it in a line each, oldest first."""
    await _on_topic(message, words_of(message), texts.looking.TIMELINE_HOW, context, form=cards.TIMELINE)


async def _on_topic(
    message: Message, words: str, how: Sentence, context: Context, *, form: str = cards.PAGE
) -> None:
    reader = await context.reader(message)
    if not words or len(words) > _LONGEST:
        await say(message, reader.says(how))
        return
    await show_typing(message)
    desk = context.front.desk
    made = await desk.answers.ask(words)
    found = [*(each.claim.id for each in made.citations), *made.rest]
    if not found:
        text = answers.html(made, reader)
        card = cards.of_answer(made, words, (), reader, disputed=False)
        await (cards.open_card(message, card, reader, context, text) if card else say(message, text))
        return
    ordered = await desk.answers.by_day(found, newest_first=form != cards.TIMELINE)
    counted = reader.plain(texts.looking.STATEMENTS, count=len(ordered))
    titled = f"{words[:1].upper()}{words[1:]}"
    lead = reader.plain(texts.looking.ON_TOPIC, topic=titled, statements=counted)
    card = Card(lead=lead, claims=tuple(ordered), form=form, question=words, topic=words)
    await cards.open_card(message, card, reader, context)


async def latest(message: Message, context: Context) -> None:
    """/latest: the newest statements of all."""
    await show_typing(message)
    found, reader = await context.front.desk.answers.latest(), await context.reader(message)
    lead = reader.plain(texts.looking.LATEST)
    await cards.open_card(message, Card(lead=lead, claims=tuple(found)), reader, context)


async def sources(message: Message, context: Context) -> None:
    """/sources: every outlet, with how much there is of it."""
    known, reader = await context.front.desk.answers.outlets(), await context.reader(message)
    await say(message, outlets(known, reader) if known else reader.says(texts.looking.NOTHING_ON_RECORD))


async def opened(message: Message, payload: str, context: Context) -> bool:
    """Whether a link into the bot led anywhere: to a statement by its number, or to a topic."""
    if found := _STATEMENT.fullmatch(payload):
        await _statement(message, int(found[1]), context)
    elif (found := _TOPIC.fullmatch(payload)) and (words := _decoded(found[1])):
        await _on_topic(message, words, texts.looking.TOPIC_HOW, context)
    else:
        return False
    return True


async def _statement(message: Message, statement_id: int, context: Context) -> None:
    cited = await context.front.desk.answers.statement(statement_id)
    reader = await context.reader(message)
    if cited is None:
        await say(message, reader.says(texts.looking.NO_SUCH_STATEMENT))
        return
    words = " ".join(cited.claim.content)[:_LONGEST]
    lead = reader.plain(texts.looking.STATEMENT, number=str(statement_id))
    link = answers.deep_link(context.bot.username, statement_id)
    note = reader.plain(texts.looking.SHARE, link=link)
    card = Card(lead=lead, claims=(cited.claim.id,), note=note, question=words)
    await cards.open_card(message, card, reader, context)


def _decoded(coded: str) -> str | None:
    """The words of a topic link, None for a link that somebody has bent."""
    try:
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-8").strip() or None
    except (binascii.Error, UnicodeDecodeError):
        return None
