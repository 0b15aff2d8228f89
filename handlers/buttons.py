"""Buttons: every tap is answered at once, and what it asks for is checked against what was offered."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, TelegramError

from briefings.errors import OnrecordError
from handlers import (
    articles,
    ask,
    broadcast,
    cards,
    confirming,
    load,
    names,
    own,
    review,
    rights,
    settings,
    steps,
    subscribe,
    texts,
    upkeep,
)
from handlers.cards import Card
from handlers.context import Context, spoken_by
from handlers.keys import EVERYBODY, key
from handlers.languages.sentence import Sentence
from handlers.languages.voice import voice
from handlers.rendering.loads import shorten
from handlers.saying import rewrite, say, show_typing
from handlers.taps import Tap, by_this_tap

logger = logging.getLogger(__name__)

_LABEL = 40


async def tapped(update: Update, context: Context) -> None:
    """Answer the tap, then do what the button says; a stale, foreign or forged one is explained."""
    query = update.callback_query
    if query is None:
        return
    try:
        tap = await _understood(query, context)
    except OnrecordError as error:
        logger.warning("a tap was not understood: %s", error)
        tap = texts.troubles.DATABASE
    if isinstance(tap, Sentence):
        await _answer(query, voice(spoken_by(query.from_user)).plain(tap))
        return
    if tap.action in _TELLING:
        await _answer(query, await _TELLING[tap.action](tap, context))
        return
    if await _is_for_admins(tap):
        await _answer(query, tap.reader.plain(texts.rights.GROUP_ADMINS_ONLY))
        return
    await _answer(query)
    await _SHOWING[tap.action](tap, context)


async def _understood(query: CallbackQuery, context: Context) -> Tap | Sentence:
    """The tap, or the sentence that says why nothing comes of it."""
    given, message = cards.parse(query.data), query.message
    if given is None or not isinstance(message, Message):
        return texts.buttons.STALE
    token, action, number = given
    keyboard = await context.front.desk.buttons.get(token, by=by_this_tap())
    if keyboard is None or keyboard.chat_id != message.chat_id or action not in keyboard.actions:
        return texts.buttons.STALE
    if keyboard.user_id not in {EVERYBODY, query.from_user.id}:
        return texts.buttons.NOT_YOURS
    if action not in _TELLING and action not in _SHOWING:
        return texts.buttons.STALE
    reader = await context.reader(message, query.from_user)
    return Tap(query=query, message=message, keyboard=keyboard, action=action, number=number, reader=reader)


async def _is_for_admins(tap: Tap) -> bool:
    """Whether the button would change what a group has settled, and who pressed it does not decide there."""
    if tap.action not in _CHANGING or (tap.action in settings.ACTIONS and not settings.changes(tap)):
        return False
    try:
        return not await rights.runs(tap.message.chat, tap.person)
    except TelegramError:
        await _answer(tap.query)
        raise


async def _answer(query: CallbackQuery, text: str | None = None) -> None:
    """Let the button stop waiting; one that has waited too long is past helping."""
    try:
        await query.answer(text)
    except BadRequest as error:
        logger.info("a tap could not be answered: %s", error)


# What buttons do


async def _turn(tap: Tap, context: Context) -> None:
    """Show another view of the card in its message."""
    card = Card(**tap.keyboard.about)
    form, page = tap.action, tap.number
    if form in {cards.PAGE, cards.TIMELINE} and not card.on(form, page):
        page = 0
    text = await cards.view(card, form, page, tap.reader, context)
    await rewrite(tap.message, text, cards.keys(card, tap.keyboard.token, form, page, tap.reader))


async def _disagree(tap: Tap, context: Context) -> None:
    """Answer who disagrees, in a message of its own."""
    card = Card(**tap.keyboard.about)
    if card.question is not None:
        await show_typing(tap.message)
        asked = (*card.before, card.question)
        await ask.answer(tap.message, ask.DISAGREE, context, before=asked, asker=tap.person)


async def _wrong(tap: Tap, context: Context) -> str | None:
    """Flag the statement of the page, or ask which of them is meant."""
    card = Card(**tap.keyboard.about)
    shown = await context.front.desk.answers.cited(card.on(card.form, tap.number))
    statements = list(dict.fromkeys(each.claim.statement_id for each in shown))
    if len(statements) == 1:
        return await review.flag(statements[0], tap.person.id, tap.reader, context)
    if not statements:
        return tap.reader.plain(texts.looking.NOT_ANY_MORE)
    await rewrite(
        tap.message, None, cards.choice(card, tap.keyboard.token, tap.number, statements, tap.reader)
    )
    return tap.reader.plain(texts.reviewing.WHICH_IS_WRONG)


async def _flag(tap: Tap, context: Context) -> str:
    """Flag one statement of the card, and put its own buttons back."""
    card = Card(**tap.keyboard.about)
    known = {each.claim.statement_id for each in await context.front.desk.answers.cited(card.claims)}
    if tap.number not in known:
        return tap.reader.plain(texts.buttons.STALE)
    await rewrite(tap.message, None, cards.keys(card, tap.keyboard.token, card.form, 0, tap.reader))
    return await review.flag(tap.number, tap.person.id, tap.reader, context)


async def _follow(tap: Tap, context: Context) -> None:
    """Ask whom or what of the page to follow, where there is more than one."""
    card = Card(**tap.keyboard.about)
    told = await _to_follow(card, tap.number, context)
    if len(told) == 1:
        await say(tap.message, await _follow_one(card, told[0], tap, context))
        return
    named = [name if name is not None else f"#{card.topic}" for name, _ in told]
    rows = [
        [key(tap.keyboard.token, shorten(name, _LABEL), cards.FOLLOWED, number)]
        for name, (_, number) in zip(named, told, strict=True)
    ]
    back = key(tap.keyboard.token, tap.reader.plain(texts.buttons.BACK), card.form, tap.number)
    await rewrite(tap.message, None, InlineKeyboardMarkup([*rows, [back]]))


async def _followed(tap: Tap, context: Context) -> None:
    """Follow the speaker whose number the button has, or the topic, and put the card's own buttons back."""
    card = Card(**tap.keyboard.about)
    known = {number: name for name, number in await _to_follow(card, None, context)}
    if tap.number in known:
        chosen = (known[tap.number], tap.number)
        await say(tap.message, await _follow_one(card, chosen, tap, context))
    await rewrite(tap.message, None, cards.keys(card, tap.keyboard.token, card.form, 0, tap.reader))


async def _to_follow(card: Card, page: int | None, context: Context) -> list[tuple[str | None, int]]:
    """Speakers of a page of the card, or of all of it, each with their number; None and 0 for its topic."""
    shown = card.claims if page is None else card.on(card.form, page)
    found: dict[int, str | None] = {}
    for each in await context.front.desk.answers.cited(shown):
        found |= dict(zip(each.claim.speaker_ids, each.claim.speakers, strict=True))
    topic: list[tuple[str | None, int]] = [(None, 0)] if card.topic else []
    return [*topic, *((name, number) for number, name in found.items())]


async def _follow_one(card: Card, chosen: tuple[str | None, int], tap: Tap, context: Context) -> str:
    name, _ = chosen
    topics = (card.topic or "",) if name is None else ()
    speakers = (name,) if name is not None else ()
    person = tap.person
    return await subscribe.followed(tap.message, person, topics, speakers, tap.reader, context)


_SHOWING: Mapping[str, Callable[[Tap, Context], Awaitable[None]]] = {
    cards.PAGE: _turn,
    cards.TIMELINE: _turn,
    cards.CONTEXT: _turn,
    cards.SOURCES: _turn,
    cards.DISAGREE: _disagree,
    **dict.fromkeys(review.ACTIONS, review.judge),
    **dict.fromkeys(own.ACTIONS, own.decide),
    **dict.fromkeys(settings.ACTIONS, settings.turned),
    **dict.fromkeys(steps.ACTIONS, steps.turned),
    **dict.fromkeys(subscribe.ACTIONS, subscribe.managed),
    **dict.fromkeys(articles.ACTIONS, articles.managed),
    load.READ: load.wanted,
    names.MERGE: names.merged,
    names.UNALIAS: names.unaliased,
    broadcast.SEND: broadcast.sent,
    confirming.LEAVE: confirming.left,
    upkeep.LOG: upkeep.turned,
    cards.FOLLOW: _follow,
    cards.FOLLOWED: _followed,
}
_TELLING: Mapping[str, Callable[[Tap, Context], Awaitable[str | None]]] = {
    cards.WRONG: _wrong,
    cards.FLAG: _flag,
}
_CHANGING = frozenset({*steps.ACTIONS, *subscribe.ACTIONS, *settings.ACTIONS, cards.FOLLOW, cards.FOLLOWED})
