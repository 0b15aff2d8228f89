"""Days that words tell, seen from Wednesday, 14 May 2031."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.attribution.days import told_day

KNOWN = dt.date(2031, 5, 14)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Monday", "2031-05-12"),
        ("on Wednesday", "2031-05-14"),
        ("last Wednesday", "2031-05-07"),
        ("yesterday", "2031-05-13"),
        ("last night", "2031-05-13"),
        ("earlier today", "2031-05-14"),
        ("this morning", "2031-05-14"),
        ("on April 30", "2031-04-30"),
        ("on 30 April", "2031-04-30"),
        ("on Dec. 30", "2030-12-30"),
        ("on May 2nd, 2029", "2029-05-02"),
        ("in March 2029", "2029-03"),
        ("in December", "2030-12"),
        ("in 2029", "2029"),
        ("last year", "2030"),
        ("last week", None),
        ("earlier this month", "2031-05"),
        ("on February 31", None),
        ("earlier this week", None),
        ("at the weekend", None),
        ("in recent months", None),
        ("years ago", None),
        ("since Monday", None),
        ("before Monday", None),
        ("tomorrow", None),
        ("on 20 May", None),
        ("three days ago", "2031-05-11"),
        ("at Monday's briefing", "2031-05-12"),
        ("in a letter to the council", None),
        ("to Monday's attack", None),
    ],
)
def test_day(words: str, day: str | None) -> None:
    assert told_day(words, KNOWN) == day


@given(st.text(alphabet="monday 0123456789,yesterdaylastinfebruary", max_size=40), st.dates())
def test_any_words_give_an_iso_date_or_nothing(words: str, known: dt.date) -> None:
    day = told_day(words, known)
    assert day is None or len(day) in {4, 7, 10}
