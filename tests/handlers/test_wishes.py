"""What people write after /subscribe."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.digests.due import EVERY_DAY
from handlers.wishes import hour, parse, several


@pytest.mark.parametrize(
    ("words", "hour", "zone", "topics", "speakers"),
    [
        ("08:00", "08:00", None, (), ()),
        ("8:05 UTC", "08:05", "UTC", (), ()),
        ("7.30 Europe/Kyiv", "07:30", "Europe/Kyiv", (), ()),
        ("8am", "08:00", None, (), ()),
        ("12 am new york", "00:00", "new york", (), ()),
        ("11:45 p.m. UTC", "23:45", "UTC", (), ()),
        ("08:00 #strike", "08:00", None, ("strike",), ()),
        ("08:00 UTC #port strike #ferry_fares,", "08:00", "UTC", ("port strike", "ferry fares"), ()),
        ("08:00 UTC #strike @Mara Lind", "08:00", "UTC", ("strike",), ("Mara Lind",)),
        ("08:00 @Lind @Lind # @", "08:00", None, (), ("Lind",)),
    ],
)  # fmt: skip
def test_orders_are_understood(words, hour, zone, topics, speakers):
    ordered = parse(words)
    assert ordered is not None
    assert f"{ordered.local_time:%H:%M}" == hour
    assert (ordered.zone, ordered.topics, ordered.speakers) == (zone, topics, speakers)


@pytest.mark.parametrize("words", ["", "UTC 08:00", "8", "24:00", "08:60", "13pm", "0 am", "8:000", "daily"])
def test_what_begins_with_no_hour_is_no_order(words):
    assert parse(words) is None


@given(st.times(), st.text(max_size=80))
def test_any_hour_is_understood_whatever_follows(time, rest):
    ordered = parse(f"{time:%H:%M} UTC #{rest}")
    assert ordered is not None
    assert ordered.local_time == dt.time(time.hour, time.minute)
    assert all(len(wish) <= 60 for wish in (*ordered.topics, *ordered.speakers))


@pytest.mark.parametrize(
    ("words", "zone", "weekdays", "silent"),
    [
        ("08:00", None, "1234567", False),
        ("08:00 UTC mon-fri", "UTC", "12345", False),
        ("08:00 weekdays Europe/Kyiv silent #strike", "Europe/Kyiv", "12345", True),
        ("08:00 Monday, Wednesday and new york", "and new york", "13", False),
        ("08:00 sat to mon", None, "167", False),
        ("08:00 weekends silently", None, "67", True),
        ("08:00 Sunderland", "Sunderland", "1234567", False),
    ],
)
def test_days_and_silence_are_understood(words, zone, weekdays, silent):
    ordered = parse(words)
    assert ordered is not None
    assert (ordered.zone, ordered.silent) == (zone, silent)
    assert "".join(map(str, sorted(ordered.weekdays))) == weekdays


def test_every_day_is_what_nobody_narrows():
    daily = parse("08:00 daily")
    assert daily is not None
    assert daily.weekdays == EVERY_DAY


def test_an_hour_alone_and_several_names():
    assert hour(" 7.30 ") == dt.time(7, 30)
    assert hour("7:30 UTC") is None
    assert several("port strike, #ferry_fares\n@Mara Lind,,") == ("port strike", "ferry fares", "Mara Lind")
