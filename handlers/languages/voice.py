"""A language as the bot speaks it: sentences of its catalogue; days, numbers and lists by Unicode's CLDR."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal

from briefings.errors import OnrecordError
from handlers.languages.catalogue import SOURCE, translations
from handlers.languages.sentence import Counted, Html, Sentence
from handlers.rendering.text import escaped

# English days stand as in most of the world: 26 March 2024.
_LOCALES = {SOURCE: "en_GB"}
# CLDR has "1 mars", where French writes "1er mars".
_FIRSTS = {"fr": (re.compile(r"(?<!\d)1(?= \w)"), "1er")}
Value = str | int
Spoken = Sentence | Counted | OnrecordError


class Voice:
    """One language. Made by `voice`, of which there is one a language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(_LOCALES.get(language, language))
        self._catalogue = translations(language)

    def says(self, spoken: Spoken, /, **values: Value) -> Html:
        """The sentence as Telegram HTML. Values are escaped unless they are `Html`."""
        template, given = self._found(spoken, values)
        if isinstance(spoken, OnrecordError):
            template = escaped(template)
        marked = {name: value if isinstance(value, Html) else escaped(value) for name, value in given}
        return Html(template.format_map(marked))

    def plain(self, spoken: Spoken, /, **values: Value) -> str:
        """The sentence where there is no markup: buttons, menus, captions, and what is escaped later."""
        template, given = self._found(spoken, values)
        return template.format_map(dict(given))

    def _found(self, spoken: Spoken, values: Mapping[str, Value]) -> tuple[str, Iterator[tuple[str, str]]]:
        """The sentence in this language, and its values as text: numbers as the language writes them."""
        match spoken:
            case Counted(one, many):
                template = self._catalogue.ngettext(one, many, int(values["count"]))
            case Sentence(english, context):
                known = self._catalogue
                template = known.pgettext(context, english) if context else known.gettext(english)
            case OnrecordError():
                template, values = self._catalogue.gettext(spoken.sentence), spoken.values
        return template, ((name, self._text(value)) for name, value in values.items())

    def _text(self, value: Value) -> str:
        return value if isinstance(value, str) else format_decimal(value, locale=self._locale)

    @property
    def locale(self) -> str:
        """The language's locale, as Unicode's CLDR calls it."""
        return str(self._locale)

    # Days

    def day(self, date: dt.date) -> str:
        """A day in full: "26 March 2024"."""
        return self._first(format_date(date, "long", locale=self._locale))

    def weekday(self, date: dt.date) -> str:
        """A day with its weekday: "Tuesday, 26 March 2024"."""
        return self._first(format_date(date, "full", locale=self._locale))

    def partial_day(self, iso: str, *, this_year: int | None = None) -> str:
        """An ISO day, month or year in words: "26 March 2024", "March 2024", "2024".

        Without the year where a day or month is of `this_year`.
        """
        parts = [int(part) for part in iso.split("-")]
        if len(parts) == 1:
            return f"{parts[0]:04}"
        date, bare = dt.date(*parts, *([1] if len(parts) == 2 else [])), parts[0] == this_year
        if len(parts) == 3:
            return self._skeleton("MMMMd", date) if bare else self.day(date)
        return str(format_date(date, "LLLL", locale=self._locale)) if bare else self._skeleton("yMMMM", date)

    def short_weekday(self, weekday: int) -> str:
        """A day of the week in a few letters, by its number from Monday, 1."""
        return str(get_day_names("abbreviated", locale=self._locale)[weekday - 1])

    def duration(self, time: dt.timedelta) -> str:
        """How long something takes, by its largest unit: "3 hours"."""
        return str(format_timedelta(time, locale=self._locale))

    def _skeleton(self, skeleton: str, date: dt.date) -> str:
        return self._first(format_skeleton(skeleton, date, locale=self._locale))

    def _first(self, written: str) -> str:
        """The day as the language writes it when it is the first of a month."""
        number, ordinal = _FIRSTS.get(self.language, (None, ""))
        return number.sub(ordinal, written) if number else written

    # Several things

    def all_of(self, names: Sequence[str]) -> str:
        """Names with a last "and"."""
        return format_list(names, locale=self._locale)

    def any_of(self, names: Sequence[str]) -> str:
        """Names with a last "or"."""
        return format_list(names, style="or", locale=self._locale)

    def name_of(self, language: str) -> str | None:
        """What a language is called, by its ISO 639 code; None for one that nobody knows."""
        named: str | None = self._locale.languages.get(language)
        return named


@functools.cache
def voice(language: str) -> Voice:
    """The voice of a language; its catalogue is read the first time."""
    return Voice(language)
