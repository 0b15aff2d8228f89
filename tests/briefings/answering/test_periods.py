"""Days in questions, counted from Wednesday 27 March 2024."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.answering import periods

TODAY = dt.date(2024, 3, 27)

FOUND = [
    ("what did she say on Tuesday?", "2024-03-26", "2024-03-26"),
    ("on Wednesday", "2024-03-27", "2024-03-27"),
    ("to the council on Tuesday night", "2024-03-26", "2024-03-26"),
    ("early on Monday morning", "2024-03-25", "2024-03-25"),
    ("late on 3 March", "2024-03-03", "2024-03-03"),
    ("yesterday", "2024-03-26", "2024-03-26"),
    ("the day before yesterday", "2024-03-25", "2024-03-25"),
    ("tomorrow", "2024-03-28", "2024-03-28"),
    ("on 27 March", "2024-03-27", "2024-03-27"),
    ("on March 3rd", "2024-03-03", "2024-03-03"),
    ("on 30 December", "2023-12-30", "2023-12-30"),
    ("statements from 25 March 2024", "2024-03-25", "2024-03-25"),
    ("Thursday 6 March 2025", "2025-03-06", "2025-03-06"),
    ("March 25, 2024", "2024-03-25", "2024-03-25"),
    ("2024-03-25", "2024-03-25", "2024-03-25"),
    ("25.03.2024", "2024-03-25", "2024-03-25"),
    ("this week", "2024-03-25", "2024-03-31"),
    ("last week", "2024-03-18", "2024-03-24"),
    ("this month", "2024-03-01", "2024-03-31"),
    ("last month", "2024-02-01", "2024-02-29"),
    ("in February", "2024-02-01", "2024-02-29"),
    ("in December", "2023-12-01", "2023-12-31"),
    ("in 2022", "2022-01-01", "2022-12-31"),
    ("in the last 3 days", "2024-03-24", "2024-03-27"),
    ("since Monday", "2024-03-25", None),
    ("after 25 March", "2024-03-26", None),
    ("before 25 March 2024", None, "2024-03-24"),
    ("until yesterday", None, "2024-03-26"),
    ("between 3 March and 5 March", "2024-03-03", "2024-03-05"),
    ("from Monday to Tuesday", "2024-03-25", "2024-03-26"),
]


@pytest.mark.parametrize(("text", "since", "until"), FOUND)
def test_a_period_is_read(text: str, since: str | None, until: str | None) -> None:
    found = periods.find(text, TODAY)
    assert found is not None
    assert (found.since and found.since.isoformat(), found.until and found.until.isoformat()) == (
        since,
        until,
    )


@pytest.mark.parametrize(
    "text", ["31 February", "what may happen", "the march went on", "12 people", "in 0001", "9999-99-99", ""]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert periods.find(text, TODAY) is None


@given(st.text(alphabet="0123456789 -./aeilmnprsty MarchMonday", max_size=40), st.dates())
def test_any_text_and_any_day_are_safe(text: str, today: dt.date) -> None:
    found = periods.find(text, today)
    assert found is None or 0 <= found.start < found.end <= len(text)
