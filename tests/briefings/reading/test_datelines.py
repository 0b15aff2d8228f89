"""Datelines: the day before a report, with the year that the page tells elsewhere."""

import datetime as dt

import pytest

from briefings.reading import dump

BODY = (
    "Voters in Kandoran towns went to the polls for a third day on Sunday, and the harbour stayed shut. "
    "Officials said that the counting would last until the end of the week."
)
REST = "The ferry company said that its boats would sail again once all the crews were back from voting."


@pytest.mark.parametrize(
    ("dateline", "foot", "day"),
    [
        ("KANDORA, June 8 (NPA) - ", "© 2031 Kandora Post", dt.date(2031, 6, 8)),
        ("KANDORA, June 8, 2031 (NPA) — ", "", dt.date(2031, 6, 8)),
        ("PORT KANDORA, Norland, 8 Sept (NPA) - ", "Copyright 2031 Kandora Post", dt.date(2031, 9, 8)),
        ("KANDORA, June 8 (NPA) - ", "", None),
        ("KANDORA (NPA) - ", "© 2031 Kandora Post", None),
    ],
)
def test_day_of_a_dateline(dateline: str, foot: str, day: dt.date | None) -> None:
    article = dump.read(f"Kandorans vote again\n\n{dateline}{BODY}\n\n{REST}\n\n{foot}\n")
    assert (article.published.on if article.published else None) == day


def test_agency_of_a_dateline_is_the_outlet() -> None:
    article = dump.read(f"Kandorans vote again\n\nKANDORA, June 8 (NPA) - {BODY}\n\n{REST}\n")
    assert (article.outlet, article.outlet_basis) == ("NPA", "dateline")
