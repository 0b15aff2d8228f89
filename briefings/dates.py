"""Dates as articles write them: absolute ones with zones, and relative ones against a known day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from store.records import Dated, Span

_MONTHS = tuple(
    re.findall(
        r"\S+",
        "january february march april may june july august september october november december",
    )
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)"
)

# Names that news uses for zones. A name two zones share (IST, BST of Bangladesh) is left out or
# read as in news English. A bare "ET" follows the clocks of its city.
_FIXED = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "eet": 120,
    "eest": 180, "msk": 180, "trt": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "ast": -240,
    "adt": -180, "nst": -210, "ndt": -150, "brt": -180, "sast": 120, "cat": 120, "wat": 60, "eat": 180,
    "gst": 240, "pkt": 300, "wib": 420, "ict": 420, "sgt": 480, "hkt": 480, "myt": 480, "pht": 480,
    "awst": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "acst": 570, "acdt": 630, "nzst": 720,
    "nzdt": 780,
}  # fmt: skip
_CITIES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}

_ZONE = (
    r"(?P<zone>Z\b|(?:(?:UTC|GMT)\s?)?[+\-−]\d{1,2}(?::?\d{2})?\b(?!\s*/)|"
    rf"(?:{'|'.join(sorted([*_FIXED, *_CITIES], key=len, reverse=True))})\b)"
)
_CLOCK = (
    r"(?P<hour>2[0-3]|[01]?\d)(?=[:.h][0-5]\d|"
    r"\s*[ap]\.?\s?m\b)(?:[:.h](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?)?"
)
_TIME = (
    rf"(?P<time>{_CLOCK}\s*(?P<half>[ap]\.?\s?m\b\.?)?(?:\s*(?:hrs|hours|h|uhr)\b)?(?:\s*\(?\s*{_ZONE}\)?)?)"
)
_JOIN = r"(?:\s*(?:,|\||-|–|—|•|·|/|at|@|T|on)?\s*)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = (
    rf"{_YEAR}[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
    rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=T\d|\b)",
    rf"{_DAY}\s*(?:of\s+)?[-.\s]?(?P<month>{_MONTH})\.?,?[-\s]*{_YEAR}",
    rf"(?P<month>{_MONTH})\.?\s*{_DAY},?\s*{_YEAR}",
    rf"(?P<day>0?[1-9]|[12]\d|3[01])\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?{_YEAR}",
    rf"(?P<first>0?[1-9]|[12]\d|3[01])[/-](?P<next>0?[1-9]|[12]\d|3[01])[/-]{_YEAR}",
)
_WEEKDAY_BEFORE = rf"(?:\b{_WEEKDAY}\.?,?\s+)?"
_PATTERNS = tuple(
    re.compile(rf"(?<![\w.]){_WEEKDAY_BEFORE}{date}(?:{_JOIN}{_TIME})?(?![\d])", re.IGNORECASE)
    for date in _DATES
)
_TIME_FIRST = tuple(
    re.compile(rf"(?<![\w.:]){_TIME}{_JOIN}{_WEEKDAY_BEFORE}{date}(?!\d)", re.IGNORECASE) for date in _DATES
)
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:19|20)\d\d(?!\d)")
_CLOCKS = re.compile(_TIME, re.IGNORECASE)
_AMERICAN = re.compile(r"(?:ak|[ecmp])(?:[sd])?t|hst")
_COMPACT_TIME = re.compile(r"(?<=\dT)(\d\d)(\d\d)(\d\d)?(?=Z|[+-]|\b)", re.IGNORECASE)
_SOME_YEAR = re.compile(r"(?:19|20)\d\d")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


class FoundDate(NamedTuple):
    """A date and where in the text it stands."""

    span: Span
    dated: Dated


def absolute(text: str) -> Dated | None:
    """The first full date in `text`, with its instant where a time *and* a zone are told.

    Reads ISO forms, "Wed 27 Mar 2024 12.05 EDT", "March 26, 2024, 5:30 p.m. ET", "27.03.2024",
    "27/03/2024" (None where day and month could be changed over), and seconds since 1970.
    """
    text = text.strip()
    if _EPOCH.fullmatch(text):
        seconds = int(text[:10])
        at = dt.datetime.fromtimestamp(seconds, dt.UTC)
        return Dated(at.date(), at)
    found = find(_COMPACT_TIME.sub(_spread, text))
    return found[0].dated if found else None


def find(text: str, *, day_first: bool | None = None) -> list[FoundDate]:
    """All full dates in `text`, in order, not overlapping; the longest reading of each place.

    `day_first` tells how to read what may be either ("06/01/2026"); None leaves it out.
    """
    if not _SOME_YEAR.search(text):
        return []
    hits: list[FoundDate] = []
    for pattern in (*_TIME_FIRST, *_PATTERNS):
        for match in pattern.finditer(text):
            dated = _dated(match.groupdict(), day_first)
            if dated is not None:
                hits.append(FoundDate(Span(*match.span()), dated))
    hits.sort(key=lambda hit: (hit.dated.at is None, hit.span.start - hit.span.end))
    kept: list[FoundDate] = []
    for hit in hits:
        if all(hit.span.end <= other.span.start or hit.span.start >= other.span.end for other in kept):
            kept.append(hit)
    return sorted(kept)


def day_first(text: str) -> bool | None:
    """Whether the dates of `text` name the day before the month ("26/03/2024"), None where nothing tells.

    A date that can be read in one way only decides; else the zones beside, as America names the month
    first.
    """
    pairs = [(int(first), int(following)) for first, following in _SLASHED.findall(text)]
    days = sum(first > 12 >= following for first, following in pairs)
    months = sum(following > 12 >= first for first, following in pairs)
    if not (days or months):
        zones = [match["zone"].lower() for match in _CLOCKS.finditer(text) if match["zone"]]
        months = sum(_AMERICAN.fullmatch(zone) is not None for zone in zones)
        days = len(zones) - months
    return None if days == months else days > months


def _spread(match: re.Match[str]) -> str:
    return ":".join(part for part in match.groups() if part)


def _dated(parts: dict[str, str | None], day_first: bool | None = None) -> Dated | None:
    on = _on(parts, day_first)
    if on is None:
        return None
    zone = _zone(parts.get("zone"))
    clock = _clock(parts)
    if zone is None or clock is None:
        return Dated(on)
    try:
        at = dt.datetime.combine(on, clock, zone)
        at.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return Dated(on)
    return Dated(on, at)


def _on(parts: dict[str, str | None], day_first: bool | None) -> dt.date | None:
    year = int(parts["year"] or 0)
    if parts.get("first") is not None:
        first, following = int(parts["first"] or 0), int(parts["next"] or 0)
        unsure = first <= 12 and following <= 12 and first != following
        if unsure and day_first is None:
            return None
        leads = day_first if unsure else following <= 12
        day, month = (first, following) if leads else (following, first)
    else:
        day, month = int(parts["day"] or 0), _month(parts["month"] or "")
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower()[:3])), 0)


def _clock(parts: dict[str, str | None]) -> dt.time | None:
    if parts.get("hour") is None or (parts.get("minute") is None and parts.get("half") is None):
        return None
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return dt.time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))


def _zone(name: str | None) -> dt.tzinfo | None:
    if name is None:
        return None
    name = name.lower().replace("−", "-").strip()
    if name in _CITIES:
        return ZoneInfo(_CITIES[name])
    if name in _FIXED:
        return dt.timezone(dt.timedelta(minutes=_FIXED[name])) if _FIXED[name] else dt.UTC
    offset = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", name)
    if offset is None or int(offset[2]) > 14:
        return None
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    return dt.timezone(dt.timedelta(minutes=minutes if offset[1] == "+" else -minutes))


# --- relative phrases -------------------------------------------------------------------------------

_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: n for n, word in enumerate(_COUNTED, 1)} | {"a": 1, "an": 1, "a couple of": 2}
_COUNT = r"(?P<count>\d{1,3}|a couple of|an?|" + "|".join(_COUNTED) + r")"
_UNIT = r"(?P<unit>minute|min|hour|hr|day|week|fortnight|month|year|decade)s?"
_AGO = re.compile(
    rf"\b{_COUNT}\s+{_UNIT}\s+(?:ago|earlier|before|back)\b|\b(?P<short>\d+)(?P<letter>[mhd])\s+ago\b"
)
_IN = re.compile(rf"\b(?:in|within)\s+{_COUNT}\s+{_UNIT}(?:'s|s')?(?:\s+time)?\b")
_NEAR = re.compile(
    r"\b(?P<which>last|past|previous|this|next|coming)\s+"
    rf"(?P<what>week|month|year|weekend|night|{_WEEKDAY}|{_MONTH}|spring|summer|autumn|fall|winter)\b"
)
_OF_WEEK = re.compile(rf"\b(?P<weekday>{_WEEKDAY})\s+(?:of\s+)?(?P<which>last|this|next)\s+week\b")
_WEEKEND = re.compile(r"\b(?:at|over|during|on) the weekend\b")
_SIMPLE = (
    (re.compile(r"\bthe day before yesterday\b"), -2),
    (re.compile(r"\bthe day after tomorrow\b"), 2),
    (re.compile(r"\b(?:yesterday|overnight|last night|the day before|the previous day|a day earlier)\b"), -1),
    (re.compile(r"\b(?:tomorrow|the next day|the following day)\b"), 1),
    (re.compile(
        r"\b(?:today|tonight|now|just now|this (?:morning|afternoon|evening)|earlier in the day)\b"), 0),
)  # fmt: skip
# Short names are words of their own ("she sat in the sun"), so they need a mark behind them.
_BARE_WEEKDAY = re.compile(rf"\b(?P<weekday>(?:{'|'.join(_WEEKDAYS)}|tues|thurs)|{_WEEKDAY}(?=[.,]))(?=\W|$)")
_DAY_OF_MONTH = re.compile(
    rf"\b(?:{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})|(?P<month2>{_MONTH})\.?\s+(?P<day2>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)\b(?!\s*\d)"
)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH})\.?,?\s+(?:of\s+)?{_YEAR}\b")
_BARE_MONTH = re.compile(rf"\b(?:in|since|during|of|from|until|by|early|late|mid)[\s-]+(?P<month>{_MONTH})\b")
_BARE_YEAR = re.compile(rf"\b{_YEAR}\b")
# Words that speak of what is to come: futures, plans, ends still open, and the present tense of what
# is on the calendar ("meets his colleague on Thursday").
_AHEAD = re.compile(
    r"\b(?:will|won't|shall|(?:is|are) (?:to|due|set|scheduled|expected|planned|likely|about|going)|"
    r"(?:due|scheduled|expected|planned|slated|set|bound|going|planning) (?:to|for|on)|"
    r"(?:plan|hope|intend|want|aim)s? to|ahead of|upcoming|no later than|"
    rf"(?:until|till|by|starting|beginning)(?: on| the)? (?:{_WEEKDAY}|{_MONTH}|\d+|weekend|end)\b|"
    r"visits? (?!to\b|on\b|by\b|from\b|in\b|of\b|last\b|and\b)|"
    r"(?:meet|arrive|host|convene|resume|begin)s?(?= )|(?:travels|heads|flies) to)\b",
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def relative(phrase: str, anchor: dt.date, *, ahead: bool = False) -> str | None:
    """The day, month or year a phrase means when said on `anchor`, as an ISO prefix.

    "2024-03-26", "2024-03" or "2024"; None where the phrase tells no time. News tells the past: a
    bare weekday is the latest one, the anchor's own day included. With `ahead`, or where the words
    themselves speak of what is to come ("will visit on Thursday", "until Friday"), it is the first one
    from the anchor's day on; a bare month, a day of a month and the weekend likewise. A week comes
    back as the month, else the year, that holds all of it.
    """
    told = absolute(phrase)
    if told is not None:
        return told.on.isoformat()
    low = " ".join(phrase.lower().replace("’", "'").split())
    ahead = ahead or _AHEAD.search(low) is not None
    for rule in (_counted, _simple, _near, _named):
        try:
            answer = rule(low, anchor, ahead)
        except (ValueError, OverflowError):
            return None
        if answer is not None:
            return answer
    return None


def _simple(low: str, anchor: dt.date, ahead: bool) -> str | None:  # noqa: ARG001 - it says so itself
    for pattern, days in _SIMPLE:
        if pattern.search(low):
            return (anchor + dt.timedelta(days)).isoformat()
    return None


def _counted(low: str, anchor: dt.date, ahead: bool) -> str | None:  # noqa: ARG001
    match, sign = _AGO.search(low), -1
    if match is None:
        match, sign = _IN.search(low), 1
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("letter"):
        count, unit = int(groups["short"]), {"m": "minute", "h": "hour", "d": "day"}[groups["letter"]]
    else:
        word = groups["count"]
        count, unit = (int(word) if word.isdigit() else _NUMBERS[word]), groups["unit"]
    return _shifted(anchor, sign * count, unit)


def _shifted(anchor: dt.date, count: int, unit: str) -> str | None:
    if unit in ("hour", "hr") and count % 24 == 0:
        unit, count = "day", count // 24
    if unit in ("minute", "min", "hour", "hr"):
        # Without a clock a few hours ago is the same day; what is longer could be either.
        return anchor.isoformat() if abs(count) * (1 if unit in ("hour", "hr") else 1 / 60) <= 6 else None
    if unit == "day":
        return (anchor + dt.timedelta(count)).isoformat()
    if unit in ("week", "fortnight"):
        return _week(anchor, count * (2 if unit == "fortnight" else 1))
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + count
        return f"{months // 12:04d}-{months % 12 + 1:02d}" if months > 0 else None
    return f"{anchor.year + count * (10 if unit == 'decade' else 1):04d}"


def _week(anchor: dt.date, weeks: int) -> str:
    monday = anchor - dt.timedelta(anchor.weekday()) + dt.timedelta(7 * weeks)
    sunday = monday + dt.timedelta(6)
    return f"{monday:%Y-%m}" if monday.month == sunday.month else f"{monday:%Y}"


def _near(low: str, anchor: dt.date, ahead: bool) -> str | None:
    of_week = _OF_WEEK.search(low)
    if of_week is not None:
        monday = anchor - dt.timedelta(anchor.weekday())
        weeks = {"last": -1, "this": 0, "next": 1}[of_week["which"]]
        return (monday + dt.timedelta(7 * weeks + _number(of_week["weekday"]))).isoformat()
    if _WEEKEND.search(low):
        return f"{_soonest(5, anchor) if ahead else _latest(5, anchor):%Y-%m}"
    match = _NEAR.search(low)
    if match is None:
        return None
    what, which = match["what"], match["which"]
    step = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[which]
    told: str | None
    if what == "night":
        told = (anchor + dt.timedelta(step)).isoformat()
    elif what in ("week", "month", "year"):
        told = _shifted(anchor, step, what)
    elif what == "weekend":
        told = f"{anchor - dt.timedelta(anchor.weekday() - 5 - 7 * step):%Y-%m}"
    elif what in _SEASONS:
        # Told in January, last winter is that of the year before; told in December, this one began.
        told = f"{anchor.year - (step < 0 and anchor.month <= _SEASONS[what] + 2):04d}"
    elif re.fullmatch(_WEEKDAY, what):
        told = _weekday(what, anchor, which).isoformat()
    else:
        month = _month(what)
        year = anchor.year - (step < 0 and month >= anchor.month) + (step > 0 and month <= anchor.month)
        told = f"{year:04d}-{month:02d}"
    return told


def _weekday(word: str, anchor: dt.date, which: str) -> dt.date:
    wanted = _number(word)
    back = (anchor.weekday() - wanted) % 7
    if which in ("last", "past", "previous"):
        return anchor - dt.timedelta(back or 7)
    if which in ("next", "coming"):
        return anchor + dt.timedelta((wanted - anchor.weekday()) % 7 or 7)
    return anchor + dt.timedelta(wanted - anchor.weekday())


def _number(weekday: str) -> int:
    return next(n for n, name in enumerate(_WEEKDAYS) if name.startswith(weekday[:3]))


def _latest(weekday: int, anchor: dt.date) -> dt.date:
    """The latest such day of the week, the anchor's own day included."""
    return anchor - dt.timedelta((anchor.weekday() - weekday) % 7)


def _soonest(weekday: int, anchor: dt.date) -> dt.date:
    """The first such day of the week from the anchor's own on."""
    return anchor + dt.timedelta((weekday - anchor.weekday()) % 7)


def _named(low: str, anchor: dt.date, ahead: bool) -> str | None:
    match = _DAY_OF_MONTH.search(low)
    if match is not None:
        month = _month(match["month"] or match["month2"])
        day = int(match["day"] or match["day2"])
        return _nearest_day(month, day, anchor, ahead)
    match = _MONTH_YEAR.search(low)
    if match is not None:
        return f"{match['year']}-{_month(match['month']):02d}"
    match = _BARE_WEEKDAY.search(low)
    if match is not None:
        wanted = _number(match["weekday"])
        return (_soonest(wanted, anchor) if ahead else _latest(wanted, anchor)).isoformat()
    match = _BARE_MONTH.search(low)
    if match is not None:
        month = _month(match["month"])
        year = anchor.year + (month < anchor.month) if ahead else anchor.year - (month > anchor.month)
        return f"{year:04d}-{month:02d}"
    match = _BARE_YEAR.search(low)
    return match["year"] if match else None


def _nearest_day(month: int, day: int, anchor: dt.date, ahead: bool) -> str | None:
    """The latest such day that is at most a month ahead: an article rarely says more of the future.

    The first from the anchor's own on, where it is told to come.
    """
    years = (anchor.year, anchor.year + 1) if ahead else (anchor.year + 1, anchor.year, anchor.year - 1)
    for year in years:
        if day <= calendar.monthrange(year, month)[1]:
            told = dt.date(year, month, day)
            if told >= anchor if ahead else told <= anchor + dt.timedelta(31):
                return told.isoformat()
    return None
