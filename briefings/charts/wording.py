"""What pictures say. Light: who only hands words over need not load what draws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a picture says in the reader's language, with {places} for values; `locale` is for its days.

    `by_period` are the lines below the heading for bars of a day, a week, a month: {span}. `others`:
    {count}. `alt`: {topic}, {span}, {count}, {names}. `busiest`: {count}, {day}.
    """

    locale: str
    by_period: tuple[str, str, str]
    unnamed: str
    others: str
    alt: str
    busiest: str
