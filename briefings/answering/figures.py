"""Figures and days inside stored words: "at least 139", "six years", "March 2022", "06.40"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from enum import Enum

from briefings.answering.lexicon import listed

_WRITTEN = sorted(
    {*listed("numbers", "small"), *listed("numbers", "tens"), *listed("numbers", "large")} - {"zero"}
)
_TENS = "|".join(sorted(listed("numbers", "tens")))
_LARGE = "|".join(sorted(listed("numbers", "large")))
_CURRENCY = "|".join(sorted(listed("units", "currencies")))
_ABOUT = (
    r"(?:at least|(?:no )?more than|(?:no )?fewer than|less than|about|around|some|nearly|almost|over|up to"
    r"|as many as|close to|roughly|approximately|an estimated)\s+"
)
_UNIT = (
    r"(?:\s?(?:%|per cent|percent|percentage points?|million|billion|trillion|thousand|lakh|crore|bn|tn"
    r"|m|k)\b|\s?%)"
)
_MONEY = rf"(?:\s(?:US |Canadian |Australian )?(?:{_CURRENCY})s?\b)"
_SIGN = r"(?:(?:US|C|A|NZ|HK)?[$€£¥]\s?)"
_DIGITS = rf"{_SIGN}?\d+(?:[,.]\d+)*"
_RANGE = rf"between\s+{_DIGITS}{_UNIT}?\s+and\s+{_DIGITS}|(?<!from ){_DIGITS}(?:\s?[-–]\s?|\sto\s){_DIGITS}"
_SMALL = rf"(?:{_TENS})-\w+|(?:an?\s+)?(?:{'|'.join(_WRITTEN)})(?:-and-a-half)?"
_SHARE = r"(?:an?|one|two|three)[ -](?:half|third|quarter|fifth|tenth)s?(?=\s+of\b|[.,;:)”\"]|$)"
_SCALE = rf"\s+(?:{_LARGE}|million|billion)\b"
_OUT_OF = rf"(?:{_DIGITS}|{_SMALL})\s+(?:out\s+of|in)(?:\s+every)?\s+(?:{_DIGITS}|{_SMALL})(?=\s+[a-z])"
_VAGUE = (
    r"(?:tens|dozens|scores|hundreds|thousands|millions)(?:\s+of\s+(?:thousands|millions|billions))?"
    r"|several\s+(?:dozen|hundred|thousand|million)|a\s+(?:couple|handful)(?=\s+of\b)|half(?=\s+(?:the|of|its|their|all)\b)"
)
_NO_ONE = r"(?:no\s+one|nobody)(?=\s+(?:(?:else\s+)?(?:was|were|had|has|is)\s+)?(?:been\s+)?\w+)"
_IN_WORDS = (
    rf"half a (?:million|billion|dozen)|{_VAGUE}|{_SHARE}"
    rf"|(?:{_SMALL})(?:{_SCALE}(?:\s+(?:and\s+)?(?:{_SMALL}))?)*"
)
_NUMBER = rf"{_OUT_OF}|{_NO_ONE}|(?:{_RANGE}|{_DIGITS}){_UNIT}?{_MONEY}?|(?:{_IN_WORDS}){_MONEY}?"
_FIGURE = re.compile(rf"(?<![\w.,:/-])(?:{_ABOUT})?(?:{_NUMBER})(?!-?year|[\w/:])", re.IGNORECASE)
_OF_WHICH = re.compile(rf"(?:{_NUMBER}) of (?:the |its |their )?\Z", re.IGNORECASE)
_OF = re.compile(r"\s?of (?:the |its |their |those |these |all )?(?=\w)", re.IGNORECASE)
_LINKED = re.compile(r"(?:\b(?:at|to|of|by|is|was|were|are|be|reached|exceeded|totalled)|[:–-]|\()\s*\Z")
_ORDINALS = sorted(listed("numbers", "ordinals"))
_ANOTHER = 80  # characters that another figure in between counts for
# "a five-year sentence", "30 min"
_LASTING = re.compile(
    rf"(?<![\w.,:/-])(?:{_ABOUT})?(?:\d+(?:[,.]\d+)*|{_SMALL})[- ]"
    r"(?:minute|min|hour|day|week|month|year)\b(?!-old)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?:\d+(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})\b(?=\s+(?!of\b|time\b)[a-z])", re.IGNORECASE
)
_AGE = re.compile(r"[A-Z]\w+, \Z")

_MONTH = "|".join([*list(calendar.month_name)[1:], *list(calendar.month_abbr)[1:], "Sept"])
_FULL_MONTH = "|".join(list(calendar.month_name)[1:])
_WEEKDAY = "|".join(calendar.day_name)
_COUNTED = rf"(?:an?|\d+|{'|'.join(_WRITTEN)})\s+(?:more\s+)?(?:minutes?|hours?|days?|weeks?|months?|years?)"
_PART_OF_DAY = r"(?:night|morning|afternoon|evening)"
_CLOCK = (
    r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|(?:noon|midnight|dawn|dusk)\b"
)
_SEASON = "spring|summer|autumn|winter"
_EARLY = r"(?:(?:early|late|mid)[ -]?)?"
_YEARS = r"(?:19|20)\d\d"
_PERIOD = rf"(?:(?:the|this|next)\s+)?(?:week|month|year|decade|{_SEASON}|{_FULL_MONTH}|{_YEARS})"
_OF_CALENDAR = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\b\.?(?:,?\s+\d{{4}})?",
    rf"(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?",
    rf"(?:{_MONTH})\s+\d{{4}}",
    _CLOCK,
    rf"(?:(?i:last|next|this|late|early)\s+)?(?:{_WEEKDAY})(?:\s+{_PART_OF_DAY})?",
    rf"(?i:by\s+|at\s+|before\s+|until\s+)?the\s+(?:end|start|beginning|middle)\s+of\s+{_PERIOD}\b",
    rf"(?i:earlier |later )?(?i:this|last|next)\s+(?:week|weekend|month|year|decade|{_SEASON})\b",
    rf"(?i:last\s+night|this\s+{_PART_OF_DAY}|tomorrow(?:\s+{_PART_OF_DAY})?|yesterday|overnight|tonight)\b",
    r"(?i:over|at|by|until|before|this|last|next)\s+(?:the\s+)?weekend\b",
    rf"(?i:in|since|during|by|from|until|before|after|around)\s+{_EARLY}{_YEARS}\b",
    rf"(?i:in|by|until|over|during|before|after|since)\s+(?:the\s+)?{_EARLY}(?:{_SEASON})(?:\s+of)?(?:\s+{_YEARS})?\b",
    rf"(?i:in|by|until|since|before|after|early|late|mid|next|last|this)[ -]{_EARLY}(?:{_FULL_MONTH})\b",
)
# how long before or after; where it is asked how long, these are figures
_SPANS = (
    rf"(?i:within|in)\s+(?:the\s+(?:next|coming)\s+)?{_COUNTED}\b",
    rf"{_COUNTED}\s+(?:ago|later|earlier)\b",
    r"(?i:within|in)\s+(?:the\s+coming\s+)?(?:hours|days|weeks|months)\b",
)
_DATE = re.compile("|".join(rf"(?:\b{form})" for form in (*_OF_CALENDAR, *_SPANS)))
_ON_CALENDAR = re.compile("|".join(rf"(?:\b{form})" for form in _OF_CALENDAR))
_YEAR = re.compile(_YEARS)


class Form(Enum):
    """What of a day is asked for."""

    ANY = "any"
    CLOCK = "clock"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_ASKED = re.compile(
    r"\b(?:what|which) (time|hour|day|date|month|year)\b|\bat (?:what|which) (hour)\b", re.IGNORECASE
)
_FORMS = {
    "time": Form.CLOCK,
    "hour": Form.CLOCK,
    "day": Form.DAY,
    "date": Form.DAY,
    "month": Form.MONTH,
    "year": Form.YEAR,
}
_HOLDS = {
    Form.ANY: re.compile(""),
    Form.CLOCK: re.compile(_CLOCK),
    Form.DAY: re.compile(
        rf"\b(?:{_WEEKDAY}|yesterday|tomorrow|today)\b|\d{{1,2}}\S* (?:{_MONTH})|(?:{_MONTH})\b\.? \d"
    ),
    Form.MONTH: re.compile(rf"\b(?:{_MONTH})\b"),
    Form.YEAR: _YEAR,
}


def figures(text: str, *, spans: bool = False) -> list[re.Match[str]]:
    """The figures of a text in order; days, times, ages and wholes ("of the 41") left out.

    With `spans` also how long before or after: "within two weeks".
    """
    taken = [match.span() for match in (_ON_CALENDAR if spans else _DATE).finditer(text)]
    lasting = [*_LASTING.finditer(text)] if spans else []
    taken += [match.span() for match in lasting]
    found = [
        match
        for match in _FIGURE.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and not _YEAR.fullmatch(match.group().strip())
        and not _AGE.search(text[: match.start()])
        and not _OF_WHICH.search(text[: match.start()])
    ]
    return sorted([*found, *lasting], key=lambda each: each.start())


def ordinals(text: str) -> list[re.Match[str]]:
    """What tells by its place in a row how many there are: "its 11th bakery"."""
    taken = [match.span() for match in _DATE.finditer(text)]
    found = _ORDINAL.finditer(text)
    return [
        each for each in found if not any(start < each.end() and each.start() < end for start, end in taken)
    ]


def whole(text: str, part: re.Match[str]) -> re.Match[str] | None:
    """The whole that a figure is a part of: "41" of "22 of the 41 wounded"; None where no number tells it."""
    of = _OF.match(text, part.end())
    return _FIGURE.match(text, of.end()) if of else None


def is_part(text: str, figure: re.Match[str]) -> bool:
    """Whether the figure counts some of a whole: "11 of the dead"."""
    return _OF.match(text, figure.end()) is not None


def distance(text: str, figure: re.Match[str], others: Iterable[re.Match[str]], place: int) -> int:
    """How far a figure stands from a word of its text; far where another figure is the word's own.

    "14 people were dead and 37 wounded": the dead are 14. "The toll stood at 15": a figure after its
    word is linked to it.
    """
    if place >= figure.end():
        between = any(figure.end() <= other.start() < place for other in others)
        return place - figure.end() + (_ANOTHER if between else 0)
    between = any(place < other.start() < figure.start() for other in others)
    linked = _LINKED.search(text[place : figure.start()]) is not None
    taken = not linked and any(other.end() <= place for other in others)
    return figure.start() - place + (_ANOTHER if between or taken else 0)


def form_of(question: str) -> Form:
    """What of a day is asked for: its time, its month or year, or any of them."""
    asked = _ASKED.search(question)
    return _FORMS[(asked.group(1) or asked.group(2)).casefold()] if asked else Form.ANY


def days(text: str, form: Form = Form.ANY) -> list[re.Match[str]]:
    """The days and times of day that a text tells, in order; those of one form where it is asked for."""
    return [each for each in _DATE.finditer(text) if _HOLDS[form].search(each.group())]


def nearest(found: Iterable[re.Match[str]], places: Iterable[int]) -> str | None:
    """The match that stands closest to these places of the text; the first one without places."""
    spots = list(places)
    best = min(
        found, key=lambda each: min((abs(each.start() - spot) for spot in spots), default=0), default=None
    )
    return best.group().strip() if best is not None else None
