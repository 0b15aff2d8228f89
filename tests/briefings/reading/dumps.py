"""Pages as a person copies them from a browser, about invented events; the texts lie in `copied/`."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "copied"

ARTICLE = (_FOLDER / "article.txt").read_text(encoding="utf-8")
ARTICLE_NOISE = (
    "Skip to",
    "Image:",
    "lies at the quay",
    "visits the damaged",
    "March 11",
    "Who owns the ferries",
    "AFP",
)
LIVEBLOG = (_FOLDER / "liveblog.txt").read_text(encoding="utf-8")
TIMED = (_FOLDER / "timed.txt").read_text(encoding="utf-8")
PLAIN = (_FOLDER / "plain.txt").read_text(encoding="utf-8")
BOXED = (_FOLDER / "boxed.txt").read_text(encoding="utf-8")
