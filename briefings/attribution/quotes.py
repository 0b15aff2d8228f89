"""Quotations: where they stand in a text, with marks of every style, also over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.records import Span

MARK = re.compile(r"''|``|[\"“”„«»‘’‹›']")
OPENING, CLOSING = frozenset("“„«"), frozenset("”»")
DOUBLE = frozenset(["“", "”", "„", "«", "»", '"', "''", "``"])
MAX_SINGLE = 300
"""Longest quotation in single marks: a stray apostrophe must not swallow the rest of a paragraph."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation. `outer` covers the marks, `inner` the words between them.

    `group` is shared by the parts of a quotation that runs over several paragraphs. A quotation
    inside another one is a part of it and has no record of its own.
    """

    outer: Span
    inner: Span
    group: int
    closed: bool

    def is_single(self, text: str) -> bool:
        """Whether it stands in single marks, which also serve for titles and odd words."""
        return self.inner.start - self.outer.start == 1 and text[self.outer.start] in "'‘"


def quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Outermost quotations of `text` in order, none crossing a paragraph's end.

    A paragraph that ends inside a quotation passes it on to the next if that one opens with a mark,
    as printers do; both then share a `group`.
    """
    found: list[Quotation] = []
    carried: int | None = None
    for number, paragraph in enumerate(paragraphs):
        inside = _in_paragraph(text, paragraph, 0 if not found else found[-1].group + 1)
        first = inside[0] if inside else None
        if carried is not None and first is not None and first.outer.start == paragraph.start:
            inside[0] = Quotation(first.outer, first.inner, carried, first.closed)
        carried = None
        last = inside[-1] if inside else None
        if last and not last.closed and _continues(text, paragraphs, number):
            carried = last.group
        found.extend(inside)
    return found


def _continues(text: str, paragraphs: Sequence[Span], number: int) -> bool:
    """Whether the next paragraph opens with a double mark."""
    if number + 1 >= len(paragraphs):
        return False
    return text[paragraphs[number + 1].start] in '"“„«'


def _in_paragraph(text: str, paragraph: Span, group: int) -> list[Quotation]:
    """Quotations of one paragraph; the last may be unclosed and then ends with the paragraph."""
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    words = paragraph.of(text)
    balanced = words.count("“") == words.count("”")
    depth = 0
    for mark in MARK.finditer(text, paragraph.start, paragraph.end):
        if opened is None:
            if _opens(text, mark, paragraph):
                opened = mark
        elif balanced and opened.group() in '“"' and mark.group() == "“" and _opens(text, mark, paragraph):
            depth += 1  # “what he calls “hell” is none”
        elif depth and mark.group() == "”":
            depth -= 1
        elif _closes(text, opened, mark, paragraph):
            inner = Span(opened.end(), mark.start())
            if inner.of(text).strip():
                found.append(Quotation(Span(opened.start(), mark.end()), inner, group, closed=True))
                group += 1
            opened = None
        elif _single(opened) and (mark.group() in DOUBLE or mark.start() - opened.start() > MAX_SINGLE):
            opened = mark if _opens(text, mark, paragraph) else None
    if opened is not None and not _single(opened) and text[opened.end() : paragraph.end].strip():
        outer = Span(opened.start(), paragraph.end)
        found.append(Quotation(outer, Span(opened.end(), paragraph.end), group, closed=False))
    return found


def _single(mark: re.Match[str]) -> bool:
    """Whether a mark is a single one, which also serves as apostrophe."""
    return mark.group() not in DOUBLE


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark can open a quotation: before a word, after white space, a bracket or a dash."""
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if after.isspace():
        return False
    if mark.group() in CLOSING:
        # a slip of the pen where a paragraph or a word begins: ”We will go,” she said
        return mark.start() == paragraph.start and after.isalnum()
    if mark.group() in OPENING or mark.group() == "``":
        return True
    free = before.isspace() or before in "([{—–-:/"
    if not _single(mark):
        return free
    if mark.group() in "’›":
        return False
    # '90s and 'em are no quotations; nor is a mark in front of a digit or a single short word
    return free and (mark.group() == "‘" or after.isupper() or after.islower())


def _closes(text: str, opened: re.Match[str], mark: re.Match[str], paragraph: Span) -> bool:
    """Whether `mark` ends the quotation that `opened` began."""
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    before = text[mark.start() - 1]
    if _single(opened):
        if mark.group() not in "'’›" or after.isalnum() or before.isspace():
            return False
        # a plural possessive: parents' house
        return not (
            before == "s"
            and re.match(r"\s+[a-z]", text[mark.end() : mark.end() + 3]) is not None
            and _closing_follows(text, mark, paragraph)
        )
    if _single(mark):
        return False
    if mark.group() in OPENING:
        # an opening mark after a word and before a space is a slip of the pen
        return after.isspace() and not before.isspace()
    if mark.group() in CLOSING or mark.group() == "''":
        return True
    # a straight mark that plainly opens another quotation is a nested one
    return not (before.isspace() and not after.isspace() and mark.group() != opened.group())


def _closing_follows(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether another closing single mark stands nearby, so that this one is an apostrophe."""
    rest = text[mark.end() : min(paragraph.end, mark.end() + 120)]
    return re.search(r"[^\s‘'][’'](?!\w)", rest) is not None and "‘" not in rest and " '" not in rest
