"""The lines of a copied page."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.reading.furniture import Line


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page that is not empty; `gap` tells of an empty line before it."""

    text: str
    kind: Line
    gap: bool
    bullet: bool = False
