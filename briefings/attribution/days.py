"""Days that a text tells: weekdays, "yesterday", dates and months, counted back from a known day."""

from __future__ import annotations

import calendar
import datetime as dt
import re

WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
DATE = re.compile(
    rf"\b(?:{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<year>(?:19|20)\d\d))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH.replace('month', 'month2')}"
    r"(?:,?\s+(?P<year2>(?:19|20)\d\d))?)\b",
    re.IGNORECASE,
)
MONTH_ALONE = re.compile(
    r"\b(?:in|last|since|back in|during)\s+(?P<month>january|february|march|april|may|june|july|august|"
    r"september|october|november|december)(?:,?\s+(?P<year>(?:19|20)\d\d))?\b",
    re.IGNORECASE,
)
YEAR_ALONE = re.compile(r"\b(?:in|back in|since)\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
WEEKDAY = re.compile(
    r"\b(?P<last>last\s+)?(?P<name>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?!['’]s)",
    re.IGNORECASE,
)
TODAY = re.compile(r"\b(?:today|tonight|earlier today|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
YESTERDAY = re.compile(r"\byesterday\b|\blast night\b", re.IGNORECASE)
LAST_YEAR = re.compile(r"\blast year\b", re.IGNORECASE)


def said_on(words: str, known: dt.date) -> str | None:
    """The day, month or year that `words` tell, as ISO text, seen from `known`; None if they tell none.

    A weekday is the last such day up to `known`; a date without a year the last such date. "Last
    week" and "earlier this month" tell no single day and give None.
    """
    date = DATE.search(words)
    if date is not None:
        return _date(date, known)
    return _day(words, known) or _coarser(words, known)


def _day(words: str, known: dt.date) -> str | None:
    """The day that "today", "yesterday" or a weekday tells."""
    if TODAY.search(words):
        return known.isoformat()
    if YESTERDAY.search(words):
        return _back(known, 1)
    weekday = WEEKDAY.search(words)
    if weekday is None:
        return None
    back = (known.weekday() - WEEKDAYS[weekday["name"].lower()]) % 7
    return _back(known, 7 if back == 0 and weekday["last"] else back)


def _back(known: dt.date, days: int) -> str | None:
    """The day so many days earlier; None before the calendar begins."""
    return (known - dt.timedelta(days=days)).isoformat() if known.toordinal() > days else None


def _coarser(words: str, known: dt.date) -> str | None:
    """The month or year that words tell."""
    month = MONTH_ALONE.search(words)
    if month is not None:
        number = MONTHS[month["month"][:3].lower()]
        year = int(month["year"]) if month["year"] else known.year - (number > known.month)
        return f"{year:04d}-{number:02d}" if year else None
    year_alone = YEAR_ALONE.search(words)
    if year_alone is not None:
        return year_alone["year"]
    return f"{known.year - 1:04d}" if LAST_YEAR.search(words) and known.year > 1 else None


def _date(found: re.Match[str], known: dt.date) -> str | None:
    """An ISO day for a date in words; None for one that no calendar has."""
    month = MONTHS[(found["month"] or found["month2"])[:3].lower()]
    day = int(found["day"] or found["day2"])
    year = found["year"] or found["year2"]
    try:
        if year is not None:
            return dt.date(int(year), month, day).isoformat()
        here = dt.date(known.year, month, day)
        # a date up to a week ahead is a plan of this year; anything later was last year's
        return (
            here if here <= known + dt.timedelta(days=7) else here.replace(year=known.year - 1)
        ).isoformat()
    except ValueError:
        return None
