"""Orders of digests and alerts as JSON keeps them and as people read them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from briefings.digests.due import EVERY_DAY
from handlers import texts
from handlers.rendering.reader import Reader
from handlers.wishes import WEEKEND, WORKDAYS
from store.records import Order, Rhythm, Subscription

_LISTS = ("topics", "speakers", "outlets")


def to_json(order: Order) -> dict[str, Any]:
    """The order as JSON can hold it."""
    kept = dataclasses.asdict(order)
    quiet = order.quiet_from.isoformat() if order.quiet_from else None
    return {
        **kept,
        "local_time": order.local_time.isoformat(),
        "quiet_from": quiet,
        "weekdays": sorted(order.weekdays),
        **{name: list(kept[name]) for name in _LISTS},
    }


def from_json(kept: dict[str, Any]) -> Order:
    """The order that `to_json` made that of."""
    quiet = kept["quiet_from"]
    return Order(
        **{
            **kept,
            "local_time": dt.time.fromisoformat(kept["local_time"]),
            "quiet_from": dt.time.fromisoformat(quiet) if quiet else None,
            "rhythm": Rhythm(kept["rhythm"]),
            "weekdays": frozenset(kept["weekdays"]),
            **{name: tuple(kept[name]) for name in _LISTS},
        }
    )


def described(order: Order, reader: Reader) -> str:
    """An order in two or three lines of Telegram HTML: when, about what, how."""
    lines = [when(order, reader), about(order, reader)]
    how = [
        reader.says(sentence)
        for sentence, holds in (
            (texts.subscribing.SILENTLY, order.silent),
            (texts.subscribing.EVEN_NOTHING, order.tell_nothing),
        )
        if holds
    ]
    return "\n".join([*lines, *([" · ".join(how)] if how else [])])


def saved(made: Subscription, reader: Reader) -> str:
    """What is told of an order that was made or changed, as Telegram HTML."""
    lines = [reader.says(texts.subscribing.SAVED), described(made.order, reader)]
    if made.order.rhythm is Rhythm.DAILY:
        first = made.next_due.astimezone(ZoneInfo(made.order.zone)).date()
        lines.append(reader.says(texts.subscribing.FIRST, day=reader.voice.weekday(first)))
    return "\n".join(lines)


def when(order: Order, reader: Reader) -> str:
    """The hour with its zone, and the days; of an alert its quiet hours."""
    hour = f"{order.local_time:%H:%M}"
    if order.rhythm is Rhythm.AT_ONCE:
        if order.quiet_from is None:
            return reader.says(texts.subscribing.AT_ONCE)
        begin = f"{order.quiet_from:%H:%M}"
        return reader.says(texts.subscribing.AT_ONCE_BUT, begin=begin, end=hour, zone=order.zone)
    return reader.says(texts.subscribing.DAILY, hour=hour, zone=order.zone, days=days(order.weekdays, reader))


def days(weekdays: frozenset[int], reader: Reader) -> str:
    """The days of the week in words, plain."""
    known = {
        EVERY_DAY: texts.subscribing.EVERY_DAY,
        WORKDAYS: texts.subscribing.WORKDAYS,
        WEEKEND: texts.subscribing.WEEKEND,
    }
    if weekdays in known:
        return reader.plain(known[weekdays])
    return ", ".join(reader.voice.short_weekday(day) for day in sorted(weekdays))


def about(order: Order, reader: Reader) -> str:
    """What it is narrowed to, as Telegram HTML."""
    topics = [reader.plain(texts.digests.ABOUT, topic=each) for each in order.topics]
    speakers = [reader.plain(texts.digests.BY, name=each) for each in order.speakers]
    told = reader.voice.any_of([*topics, *speakers]) if topics or speakers else None
    outlets = reader.voice.any_of(order.outlets) if order.outlets else None
    if told and outlets:
        return reader.says(texts.subscribing.ONLY_IN, wishes=told, outlets=outlets)
    if told:
        return reader.says(texts.subscribing.ONLY, wishes=told)
    if outlets:
        return reader.says(texts.subscribing.ALL_IN, outlets=outlets)
    return reader.says(texts.subscribing.EVERYTHING)
