"""Cards: messages that show statements page by page, with buttons that lead on from them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, User

from briefings.answering.answer import Answer, Outcome
from handlers import texts
from handlers.context import Context
from handlers.keys import whose
from handlers.languages.sentence import Sentence
from handlers.rendering import answers, around
from handlers.rendering.reader import Reader
from handlers.saying import say

PAGE, CONTEXT, SOURCES, DISAGREE, TIMELINE, WRONG, FLAG, FOLLOW, FOLLOWED = [
    "page",
    "context",
    "sources",
    "disagree",
    "timeline",
    "wrong",
    "flag",
    "follow",
    "followed",
]

_PER_PAGE = {PAGE: 3, TIMELINE: 8}
_MOST = 120  # statements that one card leads through
_DATA = re.compile(r"([\w-]{16}):([a-z]{2,12}):(\d{1,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a message shows: a heading and claims, and the question behind it where there is one.

    `form` is how it opens: statements in full (`PAGE`) or a line each (`TIMELINE`). `disputed`: somebody
    is on record with another version. `topic` is what a list of statements is about, to be followed.
    """

    lead: str
    claims: tuple[int, ...]
    note: str = ""
    form: str = PAGE
    question: str | None = None
    before: tuple[str, ...] = ()
    disputed: bool = False
    topic: str | None = None

    def __post_init__(self) -> None:
        """Take lists, as a database gives them, for what they are."""
        object.__setattr__(self, "claims", tuple(self.claims)[:_MOST])
        object.__setattr__(self, "before", tuple(self.before))

    def actions(self) -> set[str]:
        """What its buttons may do."""
        found = {PAGE, CONTEXT, SOURCES, WRONG, FLAG, FOLLOW, FOLLOWED}
        if len(self.claims) > 1:
            found.add(TIMELINE)
        if self.disputed:
            found.add(DISAGREE)
        return found

    def on(self, form: str, page: int) -> tuple[int, ...]:
        """The claims of a page, counted from 0."""
        size = _PER_PAGE[form]
        return self.claims[page * size : (page + 1) * size]


def parse(data: str | None) -> tuple[str, str, int] | None:
    """Token, action and number of a button; None for what is no button of ours."""
    found = _DATA.fullmatch(data or "")
    return (found[1], found[2], int(found[3])) if found else None


def of_answer(
    answer: Answer, question: str, before: Sequence[str], reader: Reader, *, disputed: bool
) -> Card | None:
    """The card of an answer; None when it has no statement to lead on from."""
    cited = answer.citations if answer.outcome is Outcome.ANSWERED else answer.nearest
    if not cited:
        return None
    claims = [each.claim.id for each in cited]
    claims += [each for each in answer.rest if each not in claims]
    lead = answers.lead_of(answer, reader) if answer.citations else reader.plain(texts.answers.NEAREST)
    return Card(lead=lead, claims=tuple(claims), question=question, before=tuple(before), disputed=disputed)


async def open_card(
    message: Message,
    card: Card,
    reader: Reader,
    context: Context,
    text: str | None = None,
    *,
    asker: User | None = None,
) -> str:
    """The outbox key of the card in reply to `message`, for its author or another `asker`.

    `text` stands in place of its first page.
    """
    if not card.claims:
        return await say(message, text or reader.says(texts.looking.NOTHING_ON_RECORD))
    markup = await kept(message, card, reader, context, asker)
    return await say(message, text or await view(card, card.form, 0, reader, context), markup=markup)


async def kept(
    message: Message, card: Card, reader: Reader, context: Context, asker: User | None = None
) -> InlineKeyboardMarkup:
    """The buttons of the card, for the author of `message` or another `asker`."""
    token = await context.front.desk.buttons.keep(
        chat_id=message.chat_id,
        user_id=asker.id if asker else whose(message),
        actions=card.actions(),
        about=dataclasses.asdict(card),
    )
    return keys(card, token, card.form, 0, reader)


async def view(card: Card, form: str, page: int, reader: Reader, context: Context) -> str:
    """A view of the card as Telegram HTML."""
    desk = context.front.desk
    if form == SOURCES:
        return around.sources(card.lead, await desk.answers.cited(card.claims), reader)
    if form == CONTEXT:
        found = await desk.answers.surroundings(card.on(card.form, page)[: _PER_PAGE[PAGE]])
        return around.surroundings(found, reader) or reader.says(texts.looking.NOT_ANY_MORE)
    citations = await desk.answers.cited(await _ordered(card, form, page, context))
    note = " · ".join(filter(None, (card.note, _place(card, form, page, reader))))
    written = answers.timeline if form == TIMELINE else answers.page
    return written(card.lead, citations, reader, note=note)


async def _ordered(card: Card, form: str, page: int, context: Context) -> Sequence[int]:
    """The claims of a page; a timeline has the oldest first."""
    if form != TIMELINE:
        return card.on(form, page)
    oldest_first = await context.front.desk.answers.by_day(card.claims, newest_first=False)
    return dataclasses.replace(card, claims=tuple(oldest_first)).on(form, page)


def _place(card: Card, form: str, page: int, reader: Reader) -> str:
    size, count = _PER_PAGE[form], len(card.claims)
    first, last = page * size + 1, min((page + 1) * size, count)
    if count <= size:
        return ""
    if first == last:
        return reader.plain(texts.looking.PLACE, first=first, count=count)
    return reader.plain(texts.looking.PLACES, first=first, last=last, count=count)


def keys(card: Card, token: str, form: str, page: int, reader: Reader) -> InlineKeyboardMarkup:
    """The buttons under a view of the card: only those that lead somewhere else."""

    def key(label: Sentence, action: str, number: int = 0) -> InlineKeyboardButton:
        return InlineKeyboardButton(reader.plain(label), callback_data=f"{token}:{action}:{number}")

    if form in {CONTEXT, SOURCES}:
        return InlineKeyboardMarkup([[key(texts.buttons.BACK, card.form, page)]])
    turning = []
    if page > 0:
        turning.append(key(texts.buttons.BEFORE, form, page - 1))
    if card.on(form, page + 1):
        turning.append(key(texts.buttons.MORE, form, page + 1))
    if form != card.form:
        return InlineKeyboardMarkup([*([turning] if turning else []), [key(texts.buttons.BACK, card.form)]])
    leading = [key(texts.buttons.CONTEXT, CONTEXT, page), key(texts.buttons.SOURCES, SOURCES, page)]
    further = [key(texts.buttons.DISAGREE, DISAGREE)] if card.disputed else []
    if len(card.claims) > 1 and form != TIMELINE:
        further.append(key(texts.buttons.TIMELINE, TIMELINE))
    further.append(key(texts.subscribing.KEY_FOLLOW, FOLLOW, page))
    further.append(key(texts.buttons.WRONG, WRONG, page))
    return InlineKeyboardMarkup([row for row in (turning, leading, further) if row])


def choice(
    card: Card, token: str, page: int, statements: Sequence[int], reader: Reader
) -> InlineKeyboardMarkup:
    """Buttons to tell which statement of a page is meant."""
    numbered = [
        InlineKeyboardButton(f"#{each}", callback_data=f"{token}:{FLAG}:{each}") for each in statements
    ]
    label = reader.plain(texts.buttons.BACK)
    back = InlineKeyboardButton(label, callback_data=f"{token}:{card.form}:{page}")
    return InlineKeyboardMarkup([numbered[at : at + 4] for at in range(0, len(numbered), 4)] + [[back]])
