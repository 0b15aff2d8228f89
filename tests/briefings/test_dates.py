from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings import dates

ABSOLUTE = [
    ("2024-03-27", "2024-03-27"),
    ("2024-03-27T04:27:00-04:00", "2024-03-27T04:27:00-04:00"),
    ("2024-03-27T04:27:00Z", "2024-03-27T04:27:00+00:00"),
    ("2024-03-27 04:27:00+00:00", "2024-03-27T04:27:00+00:00"),
    ("2024-03-27T04:27:00.123456Z", "2024-03-27T04:27:00+00:00"),
    ("20240327T042700Z", "2024-03-27T04:27:00+00:00"),
    ("2024-03-27T04:27", "2024-03-27"),
    ("2024/03/27", "2024-03-27"),
    ("1711528020", "2024-03-27T08:27:00+00:00"),
    ("1711528020000", "2024-03-27T08:27:00+00:00"),
    ("Wed 27 Mar 2024 12.05 EDT", "2024-03-27T12:05:00-04:00"),
    ("Wed, 27 Mar 2024 12:05:00 GMT", "2024-03-27T12:05:00+00:00"),
    ("Wed, 27 Mar 2024 12:05:00 +0100", "2024-03-27T12:05:00+01:00"),
    ("March 26, 2024", "2024-03-26"),
    ("March 26, 2024, 5:30 p.m. ET", "2024-03-26T17:30:00-04:00"),
    ("January 26, 2024 at 5:30 PM ET", "2024-01-26T17:30:00-05:00"),
    ("Mar. 26, 2024 12:15 a.m. PST", "2024-03-26T00:15:00-08:00"),
    ("26th of March 2024", "2024-03-26"),
    ("26 March 2024, 18:00 CET", "2024-03-26T18:00:00+01:00"),
    ("26-Mar-2024", "2024-03-26"),
    ("26.03.2024", "2024-03-26"),
    ("26.03.2024 14:30 MSK", "2024-03-26T14:30:00+03:00"),
    ("26/03/2024", "2024-03-26"),
    ("03/26/2024", "2024-03-26"),
    ("03/04/2024", None),
    ("04/04/2024", "2024-04-04"),
    ("21:14, 9 May 2023 BST", "2023-05-09"),
    ("08:39, 06 Jan 2026", "2026-01-06"),
    ("08:39 BST, 06 Jun 2026", "2026-06-06T08:39:00+01:00"),
    ("Sept 3, 2023", "2023-09-03"),
    ("12:01 p.m. EST December 31, 2023", "2023-12-31T12:01:00-05:00"),
    ("May 5, 2022 10:00 UTC+3", "2022-05-05T10:00:00+03:00"),
    ("May 5, 2022 10:00 GMT-3", "2022-05-05T10:00:00-03:00"),
    ("31 February 2024", None),
    ("2024-13-01", None),
    ("in May", None),
    ("", None),
    ("no date here", None),
    ("12.05 EDT", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), ABSOLUTE)
def test_absolute_dates_keep_their_zone(text: str, iso: str | None) -> None:
    told = dates.absolute(text)
    assert (told.isoformat() if told else None) == iso


def test_a_week_over_two_months_is_as_coarse_as_a_year() -> None:
    assert dates.relative("last week", dt.date(2024, 4, 9)) == "2024-04"
    assert dates.relative("this week", dt.date(2024, 5, 1)) == "2024"


def test_a_time_without_a_zone_is_only_a_day() -> None:
    told = dates.absolute("27 March 2024 12:05")
    assert told is not None
    assert told.at is None


def test_all_dates_of_a_line_are_found_in_order() -> None:
    found = dates.find("Published 26 March 2024 10:00 GMT, updated 27 March 2024 11:30 GMT")
    assert [hit.dated.isoformat() for hit in found] == [
        "2024-03-26T10:00:00+00:00",
        "2024-03-27T11:30:00+00:00",
    ]


TUESDAY = dt.date(2024, 3, 26)
RELATIVE = [
    ("today", "2024-03-26"),
    ("tonight", "2024-03-26"),
    ("this morning", "2024-03-26"),
    ("yesterday", "2024-03-25"),
    ("late yesterday", "2024-03-25"),
    ("overnight", "2024-03-25"),
    ("last night", "2024-03-25"),
    ("the day before yesterday", "2024-03-24"),
    ("tomorrow", "2024-03-27"),
    ("the day after tomorrow", "2024-03-28"),
    ("on Tuesday", "2024-03-26"),
    ("on Monday", "2024-03-25"),
    ("Wednesday", "2024-03-20"),
    ("early Friday", "2024-03-22"),
    ("on Sunday evening", "2024-03-24"),
    ("last Friday", "2024-03-22"),
    ("last Tuesday", "2024-03-19"),
    ("next Friday", "2024-03-29"),
    ("this Thursday", "2024-03-28"),
    ("three days ago", "2024-03-23"),
    ("a day earlier", "2024-03-25"),
    ("two weeks ago", "2024-03"),
    ("a couple of days ago", "2024-03-24"),
    ("five hours ago", "2024-03-26"),
    ("20 minutes ago", "2024-03-26"),
    ("3h ago", "2024-03-26"),
    ("two months ago", "2024-01"),
    ("four months ago", "2023-11"),
    ("a year ago", "2023"),
    ("in two days", "2024-03-28"),
    ("last week", "2024-03"),
    ("this week", "2024-03"),
    ("next week", "2024-04"),
    ("last weekend", "2024-03"),
    ("last month", "2024-02"),
    ("this month", "2024-03"),
    ("next month", "2024-04"),
    ("last year", "2023"),
    ("next year", "2025"),
    ("last December", "2023-12"),
    ("last March", "2023-03"),
    ("this June", "2024-06"),
    ("next January", "2025-01"),
    ("last summer", "2023"),
    ("on March 22", "2024-03-22"),
    ("22 March", "2024-03-22"),
    ("on December 24", "2023-12-24"),
    ("April 2", "2024-04-02"),
    ("in February 2022", "2022-02"),
    ("in February", "2024-02"),
    ("since October", "2023-10"),
    ("in 2014", "2014"),
    ("on 24 February 2022", "2022-02-24"),
    ("earlier today", "2024-03-26"),
    ("later today", "2024-03-26"),
    ("earlier on Tuesday", "2024-03-26"),
    ("late on Monday", "2024-03-25"),
    ("Monday night", "2024-03-25"),
    ("Monday's", "2024-03-25"),
    ("on Monday, 25 March", "2024-03-25"),
    ("Sunday, March 24", "2024-03-24"),
    ("earlier this week", "2024-03"),
    ("late last week", "2024-03"),
    ("last week's", "2024-03"),
    ("over the weekend", "2024-03"),
    ("at the weekend", "2024-03"),
    ("this weekend", "2024-03"),
    ("earlier this month", "2024-03"),
    ("late last month", "2024-02"),
    ("earlier this year", "2024"),
    ("late last year", "2023"),
    ("in the past week", "2024-03"),
    ("in early March", "2024-03"),
    ("in late February", "2024-02"),
    ("mid-January", "2024-01"),
    ("at the end of January", "2024-01"),
    ("at the beginning of 2023", "2023"),
    ("in the spring of 2022", "2022"),
    ("since 2014", "2014"),
    ("by June 2025", "2025-06"),
    ("until June 2025", "2025-06"),
    ("from 3 April", "2024-04-03"),
    ("April 3, 2024", "2024-04-03"),
    ("May 2023", "2023-05"),
    ("March 2022", "2022-03"),
    ("in March", "2024-03"),
    ("in April", "2023-04"),
    ("two years ago", "2022"),
    ("a decade ago", "2014"),
    ("six months ago", "2023-09"),
    ("a month ago", "2024-02"),
    ("a week ago", "2024-03"),
    ("a week earlier", "2024-03"),
    ("three weeks ago", "2024-03"),
    ("ten days ago", "2024-03-16"),
    ("two days earlier", "2024-03-24"),
    ("a few hours ago", None),
    ("a few days ago", None),
    ("half an hour ago", "2024-03-26"),
    ("an hour ago", "2024-03-26"),
    ("the previous day", "2024-03-25"),
    ("the same day", None),
    ("the following day", "2024-03-27"),
    ("last Sunday", "2024-03-24"),
    ("last Wednesday", "2024-03-20"),
    ("past Friday", "2024-03-22"),
    ("next Tuesday", "2024-04-02"),
    ("coming Sunday", "2024-03-31"),
    ("this Sunday", "2024-03-31"),
    ("on Feb. 28", "2024-02-28"),
    ("on 1 January", "2024-01-01"),
    ("on the 22nd of March", "2024-03-22"),
    ("March 22nd", "2024-03-22"),
    ("on New Year's Eve", None),
    ("Christmas Day", None),
    ("at noon", None),
    ("recently", None),
    ("in recent days", None),
    ("may", None),
    ("second", None),
    ("sun", None),
    ("she sat down", None),
    ("in 1991", "1991"),
    ("in the 1990s", None),
    ("2,014 people", None),
    ("room 2014b", None),
    ("Tues.", "2024-03-26"),
    ("Thurs", "2024-03-21"),
    ("Fri., March 22", "2024-03-22"),
    ("Fri, in Oskel", "2024-03-22"),
    ("she wed him", None),
    ("this past Friday", "2024-03-22"),
    ("a fortnight ago", "2024-03"),
    ("in a week's time", "2024-04"),
    ("within two months", "2024-05"),
    ("in three years", "2027"),
    ("Wednesday last week", "2024-03-20"),
    ("Friday of last week", "2024-03-22"),
    ("last month's", "2024-02"),
    ("this afternoon", "2024-03-26"),
    ("early this morning", "2024-03-26"),
    ("yesterday evening", "2024-03-25"),
    ("tomorrow morning", "2024-03-27"),
    ("will visit on Thursday", "2024-03-28"),
    ("will visit Oskel next week", "2024-04"),
    ("is to speak on Wednesday", "2024-03-27"),
    ("is due to speak later on Tuesday", "2024-03-26"),
    ("are expected to vote on Monday", "2024-04-01"),
    ("plans to sail on Friday", "2024-03-29"),
    ("scheduled for Sunday", "2024-03-31"),
    ("meets his colleague on Thursday", "2024-03-28"),
    ("the minister visits Oskel on Thursday", "2024-03-28"),
    ("on a visit to Oskel on Thursday", "2024-03-21"),
    ("visited Oskel on Thursday", "2024-03-21"),
    ("told the court on Thursday", "2024-03-21"),
    ("said by the mayor on Monday", "2024-03-25"),
    ("until Friday", "2024-03-29"),
    ("by Monday", "2024-04-01"),
    ("by the weekend", None),
    ("ahead of Sunday's vote", "2024-03-31"),
    ("starting Wednesday", "2024-03-27"),
    ("will close over the weekend", "2024-03"),
    ("will open in April", "2024-04"),
    ("will open in February", "2025-02"),
    ("until June", "2024-06"),
    ("by January", "2025-01"),
    ("will sail on 1 March", "2025-03-01"),
    ("will sail on May 4", "2024-05-04"),
    ("will sail on March 26", "2024-03-26"),
    ("from Friday", "2024-03-22"),
    ("since Friday", "2024-03-22"),
    ("24 hours ago", "2024-03-25"),
    ("48 hours earlier", "2024-03-24"),
    ("in 48 hours", "2024-03-28"),
    ("in the past few months", None),
    ("in the early hours of Monday", "2024-03-25"),
    ("on the night of 22 March", "2024-03-22"),
    ("about two years ago", "2022"),
    ("more than a year ago", "2023"),
    ("a month after the fire", None),
    ("weeks after the fire", None),
    ("for three years", None),
    ("last year's", "2023"),
    ("a May 2023 letter", "2023-05"),
    ("in a letter of 24 February 2022", "2022-02-24"),
    ("Moscow", None),
    ("the council may decide", None),
    ("march of the workers", None),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "iso"), RELATIVE)
def test_relative_phrases_are_as_fine_as_they_say(phrase: str, iso: str | None) -> None:
    assert dates.relative(phrase, TUESDAY) == iso


@pytest.mark.parametrize(
    ("phrase", "iso"),
    [
        ("on Thursday", "2024-03-28"),
        ("on Tuesday", "2024-03-26"),
        ("Monday", "2024-04-01"),
        ("last Thursday", "2024-03-21"),
        ("yesterday", "2024-03-25"),
        ("in January", "2025-01"),
        ("in March", "2024-03"),
        ("on 3 January", "2025-01-03"),
        ("on 29 February", None),
        ("at the weekend", "2024-03"),
        ("in 2026", "2026"),
        ("soon", None),
    ],
)
def test_a_caller_may_know_that_something_is_to_come(phrase: str, iso: str | None) -> None:
    assert dates.relative(phrase, TUESDAY, ahead=True) == iso


@pytest.mark.parametrize(
    ("line", "first", "iso"),
    [
        ("13/01/2026 - 10:00 CET", True, "2026-01-13T10:00:00+01:00"),
        ("Read 25/12/2025 and 06/01/2026", True, "2025-12-25"),
        ("06/01/2026 - 13:55 GMT+1", True, "2026-01-06T13:55:00+01:00"),
        ("06/01/2026 1:55 pm EST", False, "2026-06-01T13:55:00-05:00"),
        ("12/25/2025, then 06/01/2026", False, "2025-12-25"),
        ("06/01/2026", None, None),
        ("25/12/2025 or 12/25/2025", None, "2025-12-25"),
        ("no date", None, None),
    ],
)
def test_the_order_of_day_and_month_is_told_by_other_dates_or_zones(line, first, iso) -> None:
    assert dates.day_first(line) is first
    found = dates.find(line, day_first=first)
    assert (found[0].dated.isoformat() if found else None) == iso


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    told = dates.absolute(text)
    assert told is None or isinstance(told.on, dt.date)
    for hit in dates.find(text):
        assert 0 <= hit.span.start < hit.span.end <= len(text)


@given(st.text(max_size=60), st.dates())
def test_any_phrase_is_an_iso_prefix_or_none(phrase: str, anchor: dt.date) -> None:
    told = dates.relative(phrase, anchor)
    assert told is None or len(told) in (4, 7, 10)


@given(st.sampled_from([phrase for phrase, _ in RELATIVE]), st.dates())
def test_no_anchor_breaks_a_phrase(phrase: str, anchor: dt.date) -> None:
    dates.relative(phrase, anchor)
