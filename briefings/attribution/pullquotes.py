"""Pull quotes: paragraphs that only show again, larger, what somebody is quoted with elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.attribution.paragraphs import Parsed
from store.records import Part

LETTERS = re.compile(r"\w+")
LEAST = 6
"""Fewest words of a pull quote: shorter quotations may be said twice."""


def pulled(paragraphs: Sequence[Parsed]) -> set[int]:
    """Numbers of the paragraphs of a text that are nothing but a quotation which stands in another one."""
    alone: list[tuple[int, str]] = []
    told: list[str] = []
    for paragraph in paragraphs:
        if paragraph.masked.part is not Part.TEXT:
            continue
        whole = paragraph.masked.span.of(paragraph.source)
        quoted = [_plain(q.inner.of(paragraph.source)) for q in paragraph.quotations]
        if len(quoted) == 1 and quoted[0] == _plain(whole) and quoted[0].count(" ") + 1 >= LEAST:
            alone.append((paragraph.masked.number, quoted[0]))
        else:
            told += quoted
    return {number for number, words in alone if any(f" {words} " in f" {other} " for other in told)}


def _plain(words: str) -> str:
    """Words in small letters without marks."""
    return " ".join(LETTERS.findall(words.lower()))
