"""Days that a question names: "on Tuesday", "27 March", "last week", "between 3 and 5 May 2024"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "few": 3,
    "couple of": 2,
}

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_LEAD = r"(?P<lead>since|until|till|before|after|by|from)"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"

_DATE_FORMS = (
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
    r"(?P<day>[0-3]?\d)[./](?P<month>[01]?\d)[./](?P<year>\d{4})",
    rf"(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?",
    rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+(?:the\s+)?{_DAY}(?!\d)(?:,?\s+(?P<year>\d{{4}}))?",
    rf"(?:in|during|this|last|of)\s+{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?",
    rf"{_MONTH}\s+(?P<year>\d{{4}})",
    r"(?:in|during|since)\s+(?P<year>(?:19|20)\d\d)",
    rf"(?:(?P<which>last|this|past)\s+)?{_WEEKDAY}",
    r"(?P<near>the day before yesterday|yesterday|last night|today|tonight|tomorrow)",
    r"(?P<near>this (?:morning|afternoon|evening))",
    rf"(?:(?:in|over|during|within)\s+)?(?:the\s+)?(?:last|past)\s+{_COUNT}\s+(?P<unit>days?|weeks?|months?)",
    r"(?:(?:over|during)\s+)?(?P<which>this|last|past|the past)\s+(?P<unit>week|month|year)",
)
_HOUR = r"(?:\s+(?:night|morning|evening|afternoon|lunchtime|midday|noon))?"
_DATES = tuple(
    re.compile(rf"\b(?:(?:on|the|early|late|later|earlier|{_LEAD})\s+)*(?:{form}){_HOUR}\b", re.IGNORECASE)
    for form in _DATE_FORMS
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both ends included (None: open), and the stretch of the question that says so."""

    since: dt.date | None
    until: dt.date | None
    start: int
    end: int


def find(text: str, today: dt.date) -> Period | None:
    """The period that a question names, counted from `today`; None when it names none."""
    found = list(_found(text, today))
    if not found:
        return None
    first = found[0]
    if len(found) > 1 and re.search(r"\b(?:between|from)\b", text[: found[1].start], re.IGNORECASE):
        second = found[1]
        if re.fullmatch(r"\s*(?:and|to|until|till|-|–)?\s*", text[first.end : second.start], re.IGNORECASE):
            return Period(first.since, second.until or second.since, first.start, second.end)
    return first


def _found(text: str, today: dt.date) -> Iterator[Period]:
    at = 0
    while True:
        matches = [match for each in _DATES if (match := each.search(text, at))]
        matches = [match for match in matches if _days(match, today) is not None]
        if not matches:
            return
        best = min(matches, key=lambda match: (match.start(), -match.end()))
        days = _days(best, today)
        if days is not None:
            yield _led(best, *days)
        at = best.end()


def _led(match: re.Match[str], since: dt.date, until: dt.date) -> Period:
    day = dt.timedelta(days=1)
    lead = (match.group("lead") or "").lower()
    ends: tuple[dt.date | None, dt.date | None] = (since, until)
    if lead == "since":
        ends = (since, None)
    elif lead == "after":
        ends = (until + day, None)
    elif lead == "before":
        ends = (None, since - day)
    elif lead in {"until", "till", "by"}:
        ends = (None, until)
    return Period(*ends, match.start(), match.end())


def _days(match: re.Match[str], today: dt.date) -> tuple[dt.date, dt.date] | None:
    told = {name: value.lower() for name, value in match.groupdict().items() if value}
    if "near" in told:
        back = {"yesterday": 1, "last night": 1, "the day before yesterday": 2, "tomorrow": -1}
        day = today - dt.timedelta(days=back.get(told["near"], 0))
        return day, day
    if "unit" in told:
        return _stretch(told, today)
    if "month" in told or "year" in told:
        return _calendar(told, today)
    day = today - dt.timedelta(days=(today.weekday() - _WEEKDAYS[told["weekday"]]) % 7)
    return day, day


def _calendar(told: dict[str, str], today: dt.date) -> tuple[dt.date, dt.date] | None:
    if "year" in told and not 1900 <= int(told["year"]) <= 2200:
        return None
    if "month" not in told:
        year = int(told["year"])
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    month = int(told["month"]) if told["month"].isdigit() else _MONTHS[told["month"]]
    try:
        if "day" not in told:
            year = int(told["year"]) if "year" in told else today.year - (month > today.month)
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        day = dt.date(int(told.get("year", today.year)), month, int(told["day"]))
    except ValueError:
        return None  # 31 February is no day
    # A day without its year is the last such day, unless it comes within a month.
    if "year" not in told and day > today + dt.timedelta(days=31):
        day = day.replace(year=day.year - 1) if (month, day.day) != (2, 29) else day
    return day, day


def _stretch(told: dict[str, str], today: dt.date) -> tuple[dt.date, dt.date]:
    unit = told["unit"].rstrip("s")
    if "count" in told:
        count = int(told["count"]) if told["count"].isdigit() else _NUMBERS[told["count"]]
        days = count * {"day": 1, "week": 7, "month": 30}[unit]
        return today - dt.timedelta(days=days), today
    last = told["which"] == "last"
    if unit == "week":
        monday = today - dt.timedelta(days=today.weekday() + 7 * last)
        return monday, monday + dt.timedelta(days=6)
    if unit == "year":
        return dt.date(today.year - last, 1, 1), dt.date(today.year - last, 12, 31)
    first = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1) if last else today.replace(day=1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
