"""The lines of a copied page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.reading.furniture import Line


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page that is not empty; `gap` tells of an empty line before it."""

    text: str
    kind: Line
    gap: bool
    bullet: bool = False


def paragraph_texts(rows: Sequence[Row]) -> list[str]:
    """The rows as paragraphs; items of a list stand in one paragraph, each on a line with a bullet."""
    out: list[str] = []
    for at, row in enumerate(rows):
        if row.bullet and at and rows[at - 1].bullet:
            out[-1] += "\n• " + row.text
        else:
            out.append("• " + row.text if row.bullet else row.text)
    return out
