"""Datelines: "OSTER, June 8 (NPA) - " before a report tells the day, often without its year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings import dates
from briefings.reading.furniture import Line
from briefings.reading.rows import Row
from store.records import Dated

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"^[A-Z][A-Z .'’-]{{2,40}}(?:, [A-Z][\w. ]{{1,30}}?)?,? "
    rf"(?:(?P<first>{_MONTH}) (?P<day>\d{{1,2}})|(?P<early>\d{{1,2}}) (?P<month>{_MONTH}))"
    r"(?:,? (?P<year>\d{4}))?"
    r"(?: ?\([A-Z][\w ]{1,20}\))? ?[-–—]{1,2} "
)
_OWNED = re.compile(r"(?i)(?:©|\(c\)|copyright)\D{0,40}((?:19|20)\d\d)")


def day(rows: Sequence[Row], updated: Dated | None) -> Dated | None:
    """The day of the first dateline; its year as told there, by the day of change, other lines, the owner's.

    None where there is no dateline with a day, or where nothing tells one year.
    """
    for row in rows:
        match = _DATELINE.match(row.text) if row.kind is Line.PROSE else None
        if match is None:
            continue
        year = match["year"] or _year(rows, updated)
        month, number = match["first"] or match["month"], match["day"] or match["early"]
        told = dates.absolute(f"{month.rstrip('.')} {number}, {year}") if year else None
        return Dated(told.on) if told is not None else None
    return None


def _year(rows: Sequence[Row], updated: Dated | None) -> str | None:
    """The only year that the page tells of itself."""
    if updated is not None:
        return str(updated.on.year)
    plain = [row.text for row in rows if row.kind is not Line.PROSE]
    years = {str(found.dated.on.year) for found in dates.find("\n".join(plain))}
    years = years or {match[1] for text in plain for match in _OWNED.finditer(text)}
    return years.pop() if len(years) == 1 else None
