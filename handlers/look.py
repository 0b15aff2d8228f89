"""Looking through what is on record: by speaker, topic, time and outlet, or one statement by its link."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import re

from telegram import Message

from briefings.answering.browsing import Profile
from handlers import cards, texts
from handlers.cards import Card
from handlers.context import Context
from handlers.rendering import answers
from handlers.rendering.text import day, escaped
from handlers.saying import say, show_typing, words_of

_STATEMENT = re.compile(r"s(\d{1,18})")
_TOPIC = re.compile(r"t-([\w-]{1,62})")
_LONGEST = 200
_ALIASES = 6


async def who(message: Message, context: Context) -> None:
    """/who NAME: who that is and what they said, newest first."""
    name = words_of(message)
    if not name or len(name) > _LONGEST:
        await say(message, texts.WHO_HOW)
        return
    await show_typing(message)
    found = await context.front.desk.answers.who(name)
    if found is None:
        await say(message, texts.nobody(name))
        return
    await cards.open_card(message, _of_profile(found), context)


def _of_profile(found: Profile) -> Card:
    speaker = found.speaker
    aliases = [name for name in speaker.aliases if name.casefold() != speaker.name.casefold()]
    others = [f"{each.name} ({each.role})" if each.role else each.name for each in found.others]
    note = texts.profile(speaker.role, aliases[:_ALIASES], len(found.claim_ids), others)
    return Card(lead=speaker.name, claims=found.claim_ids, note=note)


async def topic(message: Message, context: Context) -> None:
    """/topic WORDS: every statement on it, newest first."""
    await _on_topic(message, words_of(message), texts.TOPIC_HOW, context)


async def timeline(message: Message, context: Context) -> None:
    """/timeline TOPIC: every statement on it in a line each, oldest first."""
    await _on_topic(message, words_of(message), texts.TIMELINE_HOW, context, form=cards.TIMELINE)


async def _on_topic(
    message: Message, words: str, how: str, context: Context, *, form: str = cards.PAGE
) -> None:
    if not words or len(words) > _LONGEST:
        await say(message, how)
        return
    await show_typing(message)
    desk = context.front.desk
    made = await desk.answers.ask(words)
    found = [*(each.claim.id for each in made.citations), *made.rest]
    if not found:
        zone = await context.front.zone_of(message.chat_id)
        text = answers.html(made, zone=zone, bot=context.bot.username)
        card = cards.of_answer(made, words, (), disputed=False)
        await (cards.open_card(message, card, context, text) if card else say(message, text))
        return
    ordered = await desk.answers.by_day(found, newest_first=form != cards.TIMELINE)
    lead = texts.on_topic(words, len(ordered))
    await cards.open_card(message, Card(lead=lead, claims=tuple(ordered), form=form, question=words), context)


async def latest(message: Message, context: Context) -> None:
    """/latest: the newest statements of all."""
    await show_typing(message)
    found = await context.front.desk.answers.latest()
    await cards.open_card(message, Card(lead=texts.LATEST, claims=tuple(found)), context)


async def sources(message: Message, context: Context) -> None:
    """/sources: every outlet, with how much there is of it."""
    outlets = await context.front.desk.answers.outlets()
    if not outlets:
        await say(message, texts.NOTHING_ON_RECORD)
        return
    shown = [
        (name and escaped(name[:80]), count, day(newest) if newest else None)
        for name, count, newest in outlets
    ]
    await say(message, texts.outlets(shown[:40], len(shown) - 40))


async def opened(message: Message, payload: str, context: Context) -> bool:
    """Whether a link into the bot led anywhere: to a statement by its number, or to a topic."""
    if found := _STATEMENT.fullmatch(payload):
        await _statement(message, int(found[1]), context)
    elif (found := _TOPIC.fullmatch(payload)) and (words := _decoded(found[1])):
        await _on_topic(message, words, texts.TOPIC_HOW, context)
    else:
        return False
    return True


async def _statement(message: Message, statement_id: int, context: Context) -> None:
    cited = await context.front.desk.answers.statement(statement_id)
    if cited is None:
        await say(message, texts.NO_SUCH_STATEMENT)
        return
    words = " ".join(cited.claim.content)[:_LONGEST]
    card = Card(lead=texts.statement(statement_id), claims=(cited.claim.id,), question=words)
    share = answers.deep_link(context.bot.username, statement_id)
    await cards.open_card(message, dataclasses.replace(card, note=texts.share(share)), context)


def _decoded(coded: str) -> str | None:
    """The words of a topic link, None for a link that somebody has bent."""
    try:
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-8").strip() or None
    except (binascii.Error, UnicodeDecodeError):
        return None
