"""Drafts: findings inside one paragraph, before names, dates and relays are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from briefings.attribution.paragraphs import TERMINAL, Parsed, Range, ranges
from briefings.attribution.syntax import antecedent, phrase, trimmed
from store.records import QuoteType, Span, Stance


@dataclass(slots=True, eq=False)
class Draft:
    """A finding as the rules leave it.

    `head` is the cue's main token and `holder` the head of the source phrase, both None where the
    text has none. `content` counts in the article's part, in order. `rule` names what found it.
    """

    parsed: Parsed
    head: Token | None
    cue: Range | None
    holder: Token | None
    source: Range | None
    content: list[Span]
    stance: Stance
    rule: str
    confidence: float
    negated: bool = False
    mental: bool = False
    via: Token | None = None
    quoted: list[int] = field(default_factory=list)
    follows: Draft | None = None
    inner: bool = False
    bare: bool = False

    @property
    def start(self) -> int:
        """Where in the part the draft begins, to put drafts in order."""
        places = [s.start for s in self.content]
        if self.cue is not None:
            places.append(self.parsed.starts[self.cue[0]])
        return min(places)


def source_range(holder: Token | None) -> Range | None:
    """The words of a source: a relative or personal pronoun alone, else its phrase."""
    if holder is None:
        return None
    if holder.pos_ == "PRON" or antecedent(holder) != holder:
        return holder.i, holder.i
    return phrase(holder)


def spans(parsed: Parsed, tokens: Iterable[int], keep: set[int] | None = None) -> list[Span]:
    """Where content of these tokens stands, cut clean at the edges.

    A quotation that is begun is taken whole, since a parser may lose its way in it. Of a content that
    is one quotation only the words between the marks stay.
    """
    wanted = set(tokens)
    for first, last in ranges(wanted):
        for i in {first, last}:
            number = parsed.quoted[i]
            if number >= 0:
                wanted |= {
                    k for k, n in enumerate(parsed.quoted) if n == number and (keep is None or k in keep)
                }
    found: list[Span] = []
    for stretch in trimmed(parsed.doc, wanted):
        span = _with_marks(parsed, parsed.span(stretch))
        if found and span.start <= found[-1].end:
            span = Span(found[-1].start, max(span.end, found[-1].end))
            found.pop()
        elif found and not parsed.source[found[-1].end : span.start].strip(" ,\xa0"):
            span = Span(found[-1].start, span.end)
            found.pop()
        found.append(span)
    return found


def _with_marks(parsed: Parsed, span: Span) -> Span:
    """The span with the marks of quotations it holds wholly; without them if it is nothing else."""
    start, end = span
    for quotation in parsed.quotations:
        if quotation.outer.start <= start and end <= quotation.outer.end:
            cut_off = start <= quotation.inner.start + 2 and TERMINAL.search(
                quotation.inner.of(parsed.source)
            )
            whole = cut_off or _same(parsed.source, span, quotation.inner)
            return inner_words(parsed.source, quotation.inner) if whole else span
        if start < quotation.outer.end and quotation.outer.start < end:
            start, end = min(start, quotation.outer.start), max(end, quotation.outer.end)
    return Span(start, end)


def _same(text: str, a: Span, b: Span) -> bool:
    """Whether two spans hold about the same words."""
    return len(a.of(text).split()) >= 0.7 * len(b.of(text).split())


def inner_words(text: str, inner: Span) -> Span:
    """A quotation's words without outer white space and without the comma before the closing mark."""
    start, end = inner
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Span(start, end)


def quote_type(parsed: Parsed, content: list[Span]) -> QuoteType:
    """How much of the content is quoted: all, some or none of it."""
    words = [(s.start, s.end) for s in content]
    inside = 0
    for start, end in words:
        if any(q.outer.start <= start and end <= q.outer.end for q in parsed.quotations):
            inside += 1
    if inside == len(words):
        return QuoteType.DIRECT
    touched = any(s.start < q.outer.end and q.outer.start < s.end for s in content for q in parsed.quotations)
    return QuoteType.MIXED if touched or inside else QuoteType.INDIRECT
