"""Articles for those who care for them: listed, looked at, put right, taken back."""

from __future__ import annotations

from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, User

from briefings import dates
from briefings.desk.articles import Shelved
from briefings.desk.office import Keys
from briefings.errors import OnrecordError
from briefings.loading import Loaded, Outcome
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
from store.records import Article, Role

LIST, OPEN, STATEMENTS, OUTLET, DAY, DROP, DROPPED, BRING, KEPT, UNDO = ACTIONS = (
    "articles",
    "article",
    "told",
    "outlet",
    "pubday",
    "drop",
    "dropped",
    "bring",
    "kept",
    "unload",
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
    text, markup = await _view(action, int(words), token, person, reader, context)
    await say(message, text, markup=markup)


async def _kept(message: Message, person: User, context: Context) -> str:
    return await context.front.desk.buttons.keep(
        chat_id=message.chat_id, user_id=person.id, actions=ACTIONS, about={}
    )


def loaded_keys(loaded: Loaded, reader: Reader, token: str) -> Keys:
    """The buttons under the outcome of a load: what it added can be kept, put right or taken back."""
    number, upkeep = loaded.article_id, texts.upkeep
    statements = key(token, reader.plain(upkeep.KEY_STATEMENTS), STATEMENTS, number)
    rows = [[statements], _corrections(token, number, reader)]
    if loaded.outcome is not Outcome.DUPLICATE:
        rows[0].insert(0, key(token, reader.plain(texts.buttons.KEEP), KEPT, number))
        rows[1].append(key(token, reader.plain(texts.buttons.UNDO), UNDO, number))
    return Keys(InlineKeyboardMarkup(rows).to_dict(), ACTIONS)


async def managed(tap: Tap, context: Context) -> None:
    """Do what a button says, whose rights are asked for now."""
    message, person, reader = tap.message, tap.person, tap.reader
    action, number, token = tap.action, tap.number, tap.keyboard.token
    least = Role.VIEWER if action in {LIST, OPEN, STATEMENTS} else Role.EDITOR
    if not await context.may(person, least):
        await rewrite(message, reader.says(rights.NOT_ALLOWED[least]), None)
    elif action in {OUTLET, DAY}:
        await _ask(message, person, action, number, reader, context)
    elif action == STATEMENTS:
        await _statements(message, person, number, reader, context)
    elif action in {DROPPED, UNDO}:
        await _drop(tap, context)
    elif action == KEPT:
        await _keep(tap, context)
    elif action == BRING:
        await context.front.desk.articles.restore(number, actor=actor(person))
        text, markup = await _view(OPEN, number, token, person, reader, context)
        await rewrite(message, f"{reader.says(texts.upkeep.RESTORED)}\n\n{text}", markup)
    else:
        text, markup = await _view(action, number, token, person, reader, context)
        await rewrite(message, text, markup)


async def _view(
    action: str, number: int, token: str, person: User, reader: Reader, context: Context
) -> tuple[str, InlineKeyboardMarkup | None]:
    """A page: the list from a number of articles on, an article, or the question whether to remove it."""
    if action == LIST:
        return await _listed(token, number, reader, context)
    shelved = await context.front.desk.articles.get(number)
    if shelved is None:
        return await _gone(number, token, person, reader, context)
    if action == OPEN:
        keys = _keys(token, number, reader, editor=await context.may(person, Role.EDITOR))
        return _told(shelved, reader), keys
    count = reader.plain(texts.loading.STATEMENTS, count=len(shelved.claim_ids))
    title = shorten(shelved.article.title, _TITLE)
    row = [
        key(token, reader.plain(texts.upkeep.KEY_REMOVE), DROPPED, number),
        key(token, reader.plain(texts.buttons.BACK), OPEN, number),
    ]
    sure = reader.says(texts.upkeep.REMOVE_SURE, title=title, statements=count)
    return sure, InlineKeyboardMarkup([row])


async def _gone(
    number: int, token: str, person: User, reader: Reader, context: Context
) -> tuple[str, InlineKeyboardMarkup | None]:
    """What is told of a number without an article: one that was removed can be brought back."""
    article = await context.front.desk.articles.removed(number)
    if article is None:
        return reader.says(texts.upkeep.NO_SUCH_ARTICLE), None
    told = reader.says(texts.upkeep.IS_REMOVED, title=shorten(article.title, _TITLE))
    if not await context.may(person, Role.EDITOR):
        return told, None
    bring = key(token, reader.plain(texts.upkeep.KEY_BRING_BACK), BRING, number)
    return told, InlineKeyboardMarkup([[bring]])


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


def _keys(token: str, number: int, reader: Reader, *, editor: bool) -> InlineKeyboardMarkup:
    statements = [key(token, reader.plain(texts.upkeep.KEY_STATEMENTS), STATEMENTS, number)]
    if not editor:
        return InlineKeyboardMarkup([statements])
    remove = key(token, reader.plain(texts.upkeep.KEY_REMOVE), DROP, number)
    return InlineKeyboardMarkup([[*statements, remove], _corrections(token, number, reader)])


def _corrections(token: str, number: int, reader: Reader) -> list[InlineKeyboardButton]:
    labels = ((texts.upkeep.KEY_OUTLET, OUTLET), (texts.upkeep.KEY_DAY, DAY))
    return [key(token, reader.plain(label), action, number) for label, action in labels]


async def _statements(message: Message, person: User, number: int, reader: Reader, context: Context) -> None:
    shelved = await context.front.desk.articles.get(number)
    if shelved is None:
        await rewrite(message, reader.says(texts.upkeep.NO_SUCH_ARTICLE), None)
        return
    card = Card(lead=shorten(shelved.article.title, _TITLE), claims=shelved.claim_ids)
    await cards.open_card(message, card, reader, context, asker=person)


async def _drop(tap: Tap, context: Context) -> None:
    """Take an article back, asked once more or just loaded."""
    message, reader, number, desk = tap.message, tap.reader, tap.number, context.front.desk
    shelved = await desk.articles.get(number)
    if shelved is None or not await desk.articles.remove(number, actor=actor(tap.person)):
        text, markup = await _gone(number, tap.keyboard.token, tap.person, reader, context)
        await rewrite(message, text, markup)
        return
    label = texts.upkeep.KEY_BRING_BACK if tap.action == UNDO else texts.buttons.UNDO
    undo = key(tap.keyboard.token, reader.plain(label), BRING, number)
    told = reader.says(texts.upkeep.REMOVED, title=shorten(shelved.article.title, _TITLE))
    await rewrite(message, told, InlineKeyboardMarkup([[undo]]))


async def _keep(tap: Tap, context: Context) -> None:
    """Note that an article was looked at and is right; its statements can still be shown."""
    reader, number, token = tap.reader, tap.number, tap.keyboard.token
    shelved = await context.front.desk.articles.get(number)
    if shelved is None or not await context.front.desk.articles.keep(number, actor=actor(tap.person)):
        text, markup = await _gone(number, token, tap.person, reader, context)
        await rewrite(tap.message, text, markup)
        return
    told = f"{_told(shelved, reader)}\n{reader.says(texts.upkeep.KEPT)}"
    await rewrite(tap.message, told, _keys(token, number, reader, editor=False))


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
        day = dates.absolute(words)
        if day is None:
            raise OnrecordError(texts.upkeep.NOT_A_DAY)
        done = await desk.correct_day(number, day.on, actor=actor(person))
    token = await _kept(message, person, context)
    text, markup = await _view(OPEN, number, token, person, reader, context)
    begin = f"{reader.says(texts.upkeep.CORRECTED)}\n\n" if done else ""
    await say(message, f"{begin}{text}", markup=markup)
