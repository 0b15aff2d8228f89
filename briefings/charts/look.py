"""How pictures look: dark on light, colours told apart by colour-blind eyes, letters legible on a phone."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

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
