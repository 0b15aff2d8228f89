"""Figures and days inside stored words: "at least 139", "six years", "March 2022", "06.40"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from briefings.answering.lexicon import listed

_WRITTEN = sorted(
    {*listed("numbers", "small"), *listed("numbers", "tens"), *listed("numbers", "large")} - {"zero"}
)
_TENS = "|".join(sorted(listed("numbers", "tens")))
_ABOUT = (
    r"(?:at least|more than|fewer than|less than|about|around|some|nearly|almost|over|up to|as many as)\s+"
)
_UNIT = r"(?:\s?(?:%|per cent|percent|million|billion|thousand|bn|m)\b)"
_IN_WORDS = rf"(?:{_TENS})-\w+|(?:an?\s+)?(?:{'|'.join(_WRITTEN)})(?:-and-a-half)?"
_NUMBER = rf"(?:[$€£]\s?)?\d+(?:[,.]\d+)*{_UNIT}?|{_IN_WORDS}"
_FIGURE = re.compile(rf"(?<![\w.,:/-])(?:{_ABOUT})?(?:{_NUMBER})(?!-?year|[\w/:])", re.IGNORECASE)
_OF_WHICH = re.compile(rf"(?:{_NUMBER}) of (?:the |its |their )?\Z", re.IGNORECASE)
_OF = re.compile(r"\s?of (?:the |its |their |those |these |all )?(?=\w)", re.IGNORECASE)
_LINKED = re.compile(r"(?:\b(?:at|to|of|by|is|was|were|are|be|reached|exceeded|totalled)|[:–-]|\()\s*\Z")
_ANOTHER = 80  # characters that another figure in between counts for
_AGE = re.compile(r"[A-Z]\w+, \Z")

_MONTH = "|".join([*list(calendar.month_name)[1:], *list(calendar.month_abbr)[1:], "Sept"])
_FULL_MONTH = "|".join(list(calendar.month_name)[1:])
_WEEKDAY = "|".join(calendar.day_name)
_DATES = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\b\.?(?:,?\s+\d{{4}})?",
    rf"(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?",
    rf"(?:{_MONTH})\s+\d{{4}}",
    r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\b\.?",
    rf"(?:last\s+)?(?:{_WEEKDAY})(?:\s+(?:night|morning|afternoon|evening))?",
    r"(?:this|last|next)\s+(?:week|month|year|autumn|spring|summer|winter)|yesterday|overnight",
    r"(?:in|since|during)\s+(?:19|20)\d\d",
    rf"(?:within|in)\s+(?:an?|\d+|{'|'.join(_WRITTEN)})\s+(?:more\s+)?(?:hours?|days?|weeks?|months?|years?)\b",
    r"by the end of (?:the|this|next) (?:week|month|year)",
    rf"(?:in|by|until|since|before|after|early|late|mid|next|last|this)\s+(?:{_FULL_MONTH})\b",
)
_DATE = re.compile("|".join(rf"(?:\b{form})" for form in _DATES))
_YEAR = re.compile(r"(?:19|20)\d\d")


def figures(text: str) -> list[re.Match[str]]:
    """The figures of a text in order; days, times, ages and wholes ("of the 41") left out."""
    taken = [match.span() for match in _DATE.finditer(text)]
    return [
        match
        for match in _FIGURE.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        and not _YEAR.fullmatch(match.group().strip())
        and not _AGE.search(text[: match.start()])
        and not _OF_WHICH.search(text[: match.start()])
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


def days(text: str) -> list[re.Match[str]]:
    """The days and times of day that a text tells, in order."""
    return list(_DATE.finditer(text))


def nearest(found: Iterable[re.Match[str]], places: Iterable[int]) -> str | None:
    """The match that stands closest to these places of the text; the first one without places."""
    spots = list(places)
    best = min(
        found, key=lambda each: min((abs(each.start() - spot) for spot in spots), default=0), default=None
    )
    return best.group().strip() if best is not None else None
