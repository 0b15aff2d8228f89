"""Digests that are due, from subscriptions into the outbox."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefings.digests import due
from briefings.digests.compose import compose
from briefings.digests.corpus import Corpus
from briefings.digests.digest import Digest, Wish
from store.archive import Archive, Transaction
from store.records import Order, Rhythm, Statement
from store.subscriptions import DueOrder, weekdays_of

logger = logging.getLogger(__name__)

_BATCH = 5_000
_ALERT_PAUSE = dt.timedelta(minutes=15)  # what becomes new within it comes in one message
_WISHES = 500
# So many loads before the first new one, what goes with a topic is learned from too: the article that
# named the event may have been in yesterday's digest.
_BACKGROUND = 50

# The parts of a digest as sent, in the order's language; a note or nothing where it has no statement.
Render: TypeAlias = Callable[[Digest, Order], list[str]]


def enqueue_due(
    archive: Archive,
    *,
    now: dt.datetime,
    render: Render,
    catch_up: dt.timedelta = due.CATCH_UP,
) -> int:
    """How many messages of digests that are due were put into the outbox.

    A digest is composed once for all subscriptions with the same wish, day and watermark, outside the
    write transactions, which hold at most 5,000 subscriptions each. Two clocks at once are harmless:
    only one of them moves a due time, and keys are unique. A digest that cannot be composed is logged
    and left to the next day; the others go out. So is one whose forerunner still waits to be sent:
    what it would repeat comes with the next.
    """
    made = 0
    while True:
        with archive.read() as tx:
            ready = tx.subscriptions.due(now, change=tx.change(), limit=_WISHES)
            if not ready:
                return made
            kitchen = _Kitchen(tx, ready, render)
        moved = 0
        for order in ready:
            plan = _plan(order, kitchen, now=now, catch_up=catch_up)
            while True:
                taken, added = _serve(archive, plan, now=now)
                moved, made = moved + taken, made + added
                if taken < _BATCH:
                    break
        if not moved:
            return made


def replan(archive: Archive, *, now: dt.datetime) -> int:
    """How many due times were put right that no longer fit their local time: a zone has got new rules.

    To be done at start-up: rules change with an update of the zone data, which needs a new start. What
    is due already stays due.
    """
    moved = 0
    with archive.begin() as tx:
        for at, zone, weekdays, planned in tx.subscriptions.planned(now):
            try:
                anew = due.next_due(at, zone, now, weekdays_of(weekdays))
            except ZoneInfoNotFoundError:
                logger.warning("the zone %s is not known any more: its digests keep their hour in UTC", zone)
                continue
            if anew != planned:
                moved += tx.subscriptions.replan(at, zone, weekdays, planned, anew)
    return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to be written for the subscriptions of one due order; `until` is how far the digest looked."""

    due: DueOrder
    upcoming: dt.datetime
    occasion: str
    dish: _Dish
    until: int = 0


@dataclass(slots=True)
class _Dish:
    """A digest ready to be sent, and its number once it is stored."""

    parts: Sequence[str] = ()
    statements: frozenset[int] = frozenset()
    digest_id: int | None = None


def _plan(ordered: DueOrder, kitchen: _Kitchen, *, now: dt.datetime, catch_up: dt.timedelta) -> _Plan:
    """The plan; where something is wrong with this one order, it is tried again a day later."""
    try:
        make = _at_once if ordered.order.rhythm is Rhythm.AT_ONCE else _daily
        return make(ordered, kitchen, now, catch_up)
    except Exception:
        logger.exception("incident %s: a digest cannot be composed: %s", secrets.token_hex(4), ordered)
        upcoming = now + dt.timedelta(days=1)
        return _Plan(due=ordered, upcoming=upcoming, occasion="", dish=_Dish())


def _daily(ordered: DueOrder, kitchen: _Kitchen, now: dt.datetime, catch_up: dt.timedelta) -> _Plan:
    order, planned = ordered.order, ordered.next_due
    day = due.scheduled_day(planned, order.local_time, order.zone)
    return _Plan(
        due=ordered,
        upcoming=due.next_due(order.local_time, order.zone, max(now, planned), order.weekdays),
        occasion=day.isoformat(),
        dish=_Dish() if now - planned > catch_up else kitchen.dish(ordered, day),
        until=kitchen.until,
    )


def _at_once(ordered: DueOrder, kitchen: _Kitchen, now: dt.datetime, _: dt.timedelta) -> _Plan:
    """What is new now, but in quiet hours nothing until they end; after a message there is a pause."""
    order = ordered.order
    awake = due.after_quiet(now, order.zone, order.quiet_from, order.local_time)
    if awake > now:
        return _Plan(due=ordered, upcoming=awake, occasion="", dish=_Dish())
    dish = kitchen.dish(ordered, now.astimezone(ZoneInfo(order.zone)).date())
    return _Plan(
        due=ordered,
        upcoming=now + _ALERT_PAUSE if dish.parts else now,
        occasion=f"to {kitchen.until}",
        dish=dish,
        until=kitchen.until,
    )


def _serve(archive: Archive, plan: _Plan, *, now: dt.datetime) -> tuple[int, int]:
    """How many subscriptions were moved to their next day, and how many messages were made for them."""
    dish, added = plan.dish, 0
    with archive.begin() as tx:
        taken = tx.subscriptions.take(plan.due, plan.upcoming, now=now, limit=_BATCH)
        digest_id = dish.digest_id
        if taken and dish.parts:
            digest_id = digest_id or tx.outbox.share(dish.parts, now, statements=dish.statements)
            added = tx.outbox.add_shared(
                digest_id,
                len(dish.parts),
                taken,
                occasion=plan.occasion,
                not_before=now,
                watermark=plan.until,
            )
        elif taken and plan.occasion and plan.due.order.rhythm is Rhythm.AT_ONCE:
            tx.subscriptions.confirm_all(taken, plan.until)
    dish.digest_id = digest_id
    return len(taken), added


class _Kitchen:
    """What some due wishes need, read once; equal ones are composed once."""

    def __init__(self, tx: Transaction, ready: Sequence[DueOrder], render: Render) -> None:
        self.until = tx.change()
        self._render = render
        self._cooked: dict[tuple[object, ...], _Dish] = {}
        oldest = min(each.watermark for each in ready)
        topical = any(each.order.topics for each in ready)
        background = max(oldest - _BACKGROUND, 0) if topical else oldest
        self._statements = tx.statements.changed_since(background, until=self.until)
        self._corpus = corpus_of(tx, self._statements)
        self._older = tx.statements.get(each.follows for each in self._statements if each.follows)

    def dish(self, ordered: DueOrder, day: dt.date) -> _Dish:
        """The digest of these subscriptions, without parts when there is nothing to say."""
        watermark = ordered.watermark
        order = dataclasses.replace(ordered.order, silent=False)  # which makes no difference to its words
        key = (order, day, watermark)
        if key not in self._cooked:
            new = [each for each in self._statements if each.change > watermark]
            digest = compose(
                new,
                wish=Wish(topics=order.topics, speakers=order.speakers, outlets=order.outlets),
                day=day,
                zone=order.zone,
                until=self.until,
                older=[*self._older, *(each for each in self._statements if each.change <= watermark)],
                corpus=self._corpus,
                since=_news_since(new, day, order.zone),
            )
            held = frozenset(item.statement.id for group in digest.groups for item in group.items)
            self._cooked[key] = _Dish(self._render(digest, order), held)
        return self._cooked[key]


def _news_since(new: Sequence[Statement], day: dt.date, zone: str) -> dt.date:
    """The first local day whose statements are news: yesterday, or when the first of them was stored."""
    yesterday = day - dt.timedelta(days=1)
    return min((yesterday, *(each.stored_at.astimezone(ZoneInfo(zone)).date() for each in new)))


def corpus_of(tx: Transaction, statements: Sequence[Statement]) -> Corpus:
    """The articles of these statements, as topics and stories are recognised in them."""
    claims = [claim for each in statements for claim in each.claims]
    articles = (tx.articles.get(each) for each in sorted({claim.article_id for claim in claims}))
    return Corpus(claims, [article for article in articles if article is not None])
