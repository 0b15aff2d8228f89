"""How pictures look: dark on light, colours told apart by colour-blind eyes, letters legible on a phone."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

# A phone shows a picture about 6 cm wide: 1080 pixels with letters of 30 stay legible there.
INCHES, DPI = 7.2, 150
GROUND, GRID, DIM, INK = "#ffffff", "#e3e6ea", "#59626e", "#14171c"
# Okabe and Ito's colours (https://jfly.uni-koeln.de/color/), without those that are faint on white.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7")
OTHERS = "#b4bac3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture (PNG), and in words what it shows."""

    png: bytes
    alt: str


def figure(height: float = INCHES) -> Figure:
    """An empty picture of the usual width and so many inches high."""
    made = Figure(figsize=(INCHES, height), dpi=DPI, facecolor=GROUND)
    FigureCanvasAgg(made)
    return made


def png(drawn: Figure, alt: str) -> bytes:
    """The picture's bytes, its words in them. A dollar sign in a name begins no formula."""
    for text in drawn.findobj(lambda artist: hasattr(artist, "set_parse_math")):
        text.set_parse_math(False)  # type: ignore[attr-defined]
    out = io.BytesIO()
    drawn.savefig(out, format="png", facecolor=GROUND, metadata={"Description": alt})
    return out.getvalue()


def letters(size: int, colour: str, weight: str = "normal") -> dict[str, Any]:
    """How a line of text is written, from its left end on."""
    return {"fontsize": size, "color": colour, "fontweight": weight, "ha": "left", "va": "center"}


def short(text: str, limit: int) -> str:
    """The text on one line, cut to so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def width(text: str, size: float, weight: str = "normal") -> float:
    """How wide a line of letters of this size (points) is drawn, in inches."""
    wide, _, _ = text_to_path.get_text_width_height_descent(
        text, FontProperties(size=size, weight=weight), ismath=False
    )
    return float(wide) / 72


def wrapped(text: str, size: float, room: float, lines: int, weight: str = "normal") -> list[str]:
    """The text in at most so many lines that fit in `room` inches; what does not fit ends in "…".

    Lines end between words, and in words that are wider than the room behind a hyphen.
    """
    told: list[str] = []
    left = text.split()
    while left and len(told) < lines:
        pieces = _broken(left[0], size, room, weight)
        left = [*pieces, *left[1:]]
        count = 1 if len(pieces) > 1 else len(left)
        while count > 1 and width(" ".join(left[:count]), size, weight) > room:
            count -= 1
        line, left = " ".join(left[:count]), left[count:]
        told.append(_cut(line, size, room, weight, more=bool(left) and len(told) == lines - 1))
    return told or [""]


def _broken(word: str, size: float, room: float, weight: str) -> list[str]:
    """The word, in two where it is too wide and has a hyphen before which there is room."""
    if width(word, size, weight) > room:
        for at in range(len(word) - 1, 0, -1):
            if word[at - 1] == "-" and width(word[:at], size, weight) <= room:
                return [word[:at], word[at:]]
    return [word]


def _cut(line: str, size: float, room: float, weight: str, *, more: bool) -> str:
    """The line, shortened by letters where it is too wide or `more` would follow."""
    if not more and width(line, size, weight) <= room:
        return line
    while line and width(f"{line}…", size, weight) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
