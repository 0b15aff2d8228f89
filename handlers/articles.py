"""Articles for those who care for them: listed, looked at, put right, taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from telegram import InlineKeyboardMarkup, Message, User

from briefings.desk.articles import Shelved
from briefings.errors import OnrecordError
from handlers import asking_back, cards, rights, texts
from handlers.cards import Card
from handlers.context import Context
from handlers.keys import actor, key
from handlers.languages.sentence import Sentence
from handlers.rendering import loads
from handlers.rendering.answers import web_address
from handlers.rendering.loads import shorten
from handlers.rendering.reader import Reader
from handlers.saying import rewrite, say, words_of
from handlers.taps import Tap
from store.records import Article, Keyboard, Role

LIST, OPEN, STATEMENTS, OUTLET, DAY, DROP, DROPPED, BRING = ACTIONS = (
    "articles",
    "article",
    "told",
    "outlet",
    "pubday",
    "drop",
    "dropped",
    "bring",
)
_PER_PAGE = 8
_TITLE = 80
_OUTLET = 80


async def articles(message: Message, context: Context) -> None:
    """/articles: the newest articles, with a button for each."""
    reader, person = await context.reader(message), message.from_user
    if person is None or not await rights.allowed(message, Role.VIEWER, reader, context):
        return
    token = await _kept(message, person, context)
    text, markup = await _listed(token, 0, reader, context)
    await say(message, text, markup=markup)


async def article(message: Message, context: Context) -> None:
    """/article NUMBER: what was understood of an article, with buttons to put it right."""
    await _one(message, OPEN, texts.upkeep.ARTICLE_HOW, Role.VIEWER, context)


async def remove(message: Message, context: Context) -> None:
    """/remove NUMBER: asks once more, then takes an article back with all that was said in it."""
    await _one(message, DROP, texts.upkeep.REMOVE_HOW, Role.EDITOR, context)


async def _one(message: Message, action: str, how: Sentence, least: Role, context: Context) -> None:
    reader, person = await context.reader(message), message.from_user
    if person is None or not await rights.allowed(message, least, reader, context):
        return
    words = words_of(message).lstrip("#")
    if not words.isdecimal() or len(words) > 18:
        await say(message, reader.says(how))
        return
    token = await _kept(message, person, context)
    text, markup = await _view(action, int(words), token, reader, context)
    await say(message, text, markup=markup)


async def _kept(message: Message, person: User, context: Context) -> str:
    return await context.front.desk.buttons.keep(
        chat_id=message.chat_id, user_id=person.id, actions=ACTIONS, about={}
    )


async def markup_of(
    message: Message, article_id: int, *, reader: Reader, context: Context
) -> InlineKeyboardMarkup | None:
    """Buttons under the outcome of a load, for who handed it over; None where they are nobody."""
    person = message.from_user
    if person is None:
        return None
    token = await _kept(message, person, context)
    return _keys(token, article_id, reader)


async def managed(tap: Tap, context: Context) -> None:
    """Do what a button says, whose rights are asked for now."""
    message, person, reader = tap.message, tap.person, tap.reader
    action, number, keyboard = tap.action, tap.number, tap.keyboard
    least = Role.VIEWER if action in {LIST, OPEN, STATEMENTS} else Role.EDITOR
    if not await context.may(person, least):
        await rewrite(message, reader.says(rights.NOT_ALLOWED[least]), None)
        return
    if action in {OUTLET, DAY}:
        await _ask(message, person, action, number, reader, context)
    elif action == STATEMENTS:
        await _statements(message, person, number, reader, context)
    elif action == DROPPED:
        await _drop(message, person, number, keyboard, reader, context)
    elif action == BRING:
        await context.front.desk.articles.restore(number, actor=actor(person))
        text, markup = await _view(OPEN, number, keyboard.token, reader, context)
        await rewrite(message, f"{reader.says(texts.upkeep.RESTORED)}\n\n{text}", markup)
    else:
        text, markup = await _view(action, number, keyboard.token, reader, context)
        await rewrite(message, text, markup)


async def _view(
    action: str, number: int, token: str, reader: Reader, context: Context
) -> tuple[str, InlineKeyboardMarkup | None]:
    """A page: the list from a number of articles on, an article, or the question whether to remove it."""
    if action == LIST:
        return await _listed(token, number, reader, context)
    shelved = await context.front.desk.articles.get(number)
    if shelved is None:
        return reader.says(texts.upkeep.NO_SUCH_ARTICLE), None
    if action == OPEN:
        return _told(shelved, reader), _keys(token, number, reader)
    count = reader.plain(texts.loading.STATEMENTS, count=len(shelved.claim_ids))
    title = shorten(shelved.article.title, _TITLE)
    row = [
        key(token, reader.plain(texts.upkeep.KEY_REMOVE), DROPPED, number),
        key(token, reader.plain(texts.buttons.BACK), OPEN, number),
    ]
    sure = reader.says(texts.upkeep.REMOVE_SURE, title=title, statements=count)
    return sure, InlineKeyboardMarkup([row])


async def _listed(
    token: str, skip: int, reader: Reader, context: Context
) -> tuple[str, InlineKeyboardMarkup | None]:
    found = await context.front.desk.articles.newest(limit=_PER_PAGE + 1, skip=skip)
    if not found:
        return reader.says(texts.upkeep.NO_ARTICLES), None
    shown = found[:_PER_PAGE]
    lines = [reader.says(texts.upkeep.ARTICLES), *(_line(each, reader) for each in shown)]
    opening = [key(token, str(each.id), OPEN, each.id) for each in shown]
    turning = []
    if skip:
        turning.append(key(token, reader.plain(texts.buttons.BEFORE), LIST, max(skip - _PER_PAGE, 0)))
    if len(found) > _PER_PAGE:
        turning.append(key(token, reader.plain(texts.buttons.MORE), LIST, skip + _PER_PAGE))
    rows = [opening[at : at + 4] for at in range(0, len(opening), 4)]
    return "\n".join(lines), InlineKeyboardMarkup([*rows, *([turning] if turning else [])])


def _line(each: Article, reader: Reader) -> str:
    return reader.says(
        texts.upkeep.ARTICLE_LINE,
        number=str(each.id),
        title=shorten(each.title, _TITLE),
        outlet=each.outlet or reader.plain(texts.loading.NO_OUTLET_SHORT),
        day=_day(each, reader) or reader.plain(texts.loading.NO_DAY_SHORT),
    )


def _day(each: Article, reader: Reader) -> str:
    return reader.voice.day(each.published.on) if each.published else ""


def _told(shelved: Shelved, reader: Reader) -> str:
    """An article as it was understood, as Telegram HTML."""
    found = shelved.article
    count = reader.plain(texts.loading.STATEMENTS, count=len(shelved.claim_ids))
    lines = [
        reader.says(texts.upkeep.ARTICLE, title=shorten(found.title)),
        loads.provenance(found.outlet, found.outlet_basis, _day(found, reader), reader),
        reader.says(texts.upkeep.ARTICLE_NUMBER, number=str(found.id), statements=count),
    ]
    if link := web_address(found.url):
        lines.append(reader.says(texts.upkeep.ARTICLE_LINK, url=link))
    return "\n".join(lines)


def _keys(token: str, number: int, reader: Reader) -> InlineKeyboardMarkup:
    upkeep = texts.upkeep
    labels = (
        (upkeep.KEY_STATEMENTS, STATEMENTS),
        (upkeep.KEY_OUTLET, OUTLET),
        (upkeep.KEY_DAY, DAY),
        (upkeep.KEY_REMOVE, DROP),
    )
    keys = [key(token, reader.plain(label), action, number) for label, action in labels]
    return InlineKeyboardMarkup([keys[:2], keys[2:]])


async def _statements(message: Message, person: User, number: int, reader: Reader, context: Context) -> None:
    shelved = await context.front.desk.articles.get(number)
    if shelved is None:
        await rewrite(message, reader.says(texts.upkeep.NO_SUCH_ARTICLE), None)
        return
    card = Card(lead=shorten(shelved.article.title, _TITLE), claims=shelved.claim_ids)
    await cards.open_card(message, card, reader, context, asker=person)


async def _drop(
    message: Message, person: User, number: int, keyboard: Keyboard, reader: Reader, context: Context
) -> None:
    shelved = await context.front.desk.articles.get(number)
    if shelved is None or not await context.front.desk.articles.remove(number, actor=actor(person)):
        await rewrite(message, reader.says(texts.upkeep.NO_SUCH_ARTICLE), None)
        return
    undo = key(keyboard.token, reader.plain(texts.buttons.UNDO), BRING, number)
    told = reader.says(texts.upkeep.REMOVED, title=shorten(shelved.article.title, _TITLE))
    await rewrite(message, told, InlineKeyboardMarkup([[undo]]))


# Putting right


async def _ask(
    message: Message, person: User, action: str, number: int, reader: Reader, context: Context
) -> None:
    sentence = texts.upkeep.ASK_OUTLET if action == OUTLET else texts.upkeep.ASK_DAY
    about = {"article": number, "field": action}
    await asking_back.ask(
        message, person, reader.says(sentence), purpose="article", about=about, context=context
    )


async def told(message: Message, words: str, about: dict[str, Any], reader: Reader, context: Context) -> None:
    """Put the outlet or the day of an article right as somebody wrote it. Errors: `OnrecordError`."""
    person, number, desk = message.from_user, about["article"], context.front.desk.articles
    if person is None or not await rights.allowed(message, Role.EDITOR, reader, context):
        return
    if about["field"] == OUTLET:
        name = " ".join(words.split())[:_OUTLET]
        done = bool(name) and await desk.correct_outlet(number, name, actor=actor(person))
    else:
        try:
            day = dt.date.fromisoformat(words.strip())
        except ValueError:
            raise OnrecordError(texts.upkeep.NOT_A_DAY) from None
        done = await desk.correct_day(number, day, actor=actor(person))
    token = await _kept(message, person, context)
    text, markup = await _view(OPEN, number, token, reader, context)
    begin = f"{reader.says(texts.upkeep.CORRECTED)}\n\n" if done else ""
    await say(message, f"{begin}{text}", markup=markup)
