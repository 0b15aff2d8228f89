"""Drafts: findings inside one paragraph, before names, dates and relays are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from briefings.attribution.paragraphs import PLACEHOLDER, TERMINAL, Parsed, Range, ranges
from briefings.attribution.syntax import antecedent, is_time, phrase, trimmed
from briefings.attribution.wordlists import bare, words
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

    def __post_init__(self) -> None:
        """Let a name that a parser broke off stand for its bearer: "Capt. | Ines Bilt"."""
        if self.holder is not None and self.source is not None and self.source[1] > self.holder.i:
            last = self.parsed.doc[self.source[1]]
            names = all(t.pos_ == "PROPN" or t.is_punct for t in self.parsed.doc[self.holder.i + 1 : last.i])
            if last.pos_ == "PROPN" and names and last not in self.holder.subtree:
                self.holder = last

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
    first, last = phrase(holder)
    doc = holder.doc
    for i in range(first, holder.i):
        # a quotation before its speaker is none of his name; "Ada 'Tide' Pell" is
        if doc[i].is_quote and (i == first or doc[i - 1].text in {",", ".", "?", "!", PLACEHOLDER}):
            first = i + 1
    colon = next((i for i in range(holder.i + 1, last + 1) if doc[i].text == ":"), None)
    end = colon - 1 if colon is not None else _name_end(doc, last)
    opened = next((i for i in range(holder.i + 1, end + 1) if doc[i].text == "("), None)
    if opened is not None and not any(t.text == ")" for t in doc[opened : end + 1]):
        end = opened - 1
    while end > holder.i and doc[end].text in {",", "(", "-", "–", "—"}:
        end -= 1
    return first, end


def _name_end(doc: Doc, last: int) -> int:
    """The last token of a name that a parser breaks off: "Capt. | Ines Bilt", "co | -host Karl Oster"."""
    if doc[last].pos_ not in {"NOUN", "PROPN"}:
        return last
    at = last
    while at + 1 < len(doc):
        after = doc[at + 1]
        glued = not doc[at].whitespace_
        if after.tag_ in {"NNP", "NNPS"} and after.text[:1].isupper() and not is_time(after):
            last = at + 1
        elif not (
            glued
            and (doc[at].text == "-" or ((after.text == "-" or _is_short(doc, at)) and _word_at(doc, at + 2)))
        ):
            break
        at += 1
    return last


def _is_short(doc: Doc, at: int) -> bool:
    """Whether a full stop behind a token makes it a short title, "Capt.", and ends no sentence."""
    return doc[at + 1].text == "." and bare(doc[at].text) in words().titles


def _word_at(doc: Doc, at: int) -> bool:
    """Whether a word stands at a place."""
    return at < len(doc) and doc[at].text[:1].isalpha()


def spans(parsed: Parsed, tokens: Iterable[int], keep: set[int] | None = None) -> list[Span]:
    """Where content of these tokens stands, cut clean at the edges.

    A quotation that is begun is taken whole, since a parser may lose its way in it. Of a content that
    is one quotation only the words between the marks stay.
    """
    wanted = _without_begun(parsed.doc, set(tokens))
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
    if found:
        found[-1] = _without_open_bracket(parsed.source, found[-1])
    return found


def _without_begun(doc: Doc, tokens: set[int]) -> set[int]:
    """The tokens without a clause that is only begun: "who was behind it despite Red Dawn | claiming"."""
    last = max(tokens, default=-1)
    if last < 1 or last + 1 >= len(doc) or doc[last + 1].tag_ != "VBG" or doc[last].dep_ != "pobj":
        return tokens
    lead = doc[last].head
    return {i for i in tokens if i < lead.i} if lead.lower_ in {"despite", "amid", "with"} else tokens


def _without_open_bracket(text: str, span: Span) -> Span:
    """The span cut before a bracket at its end that it does not close: "the wage (with less force"."""
    words = span.of(text)
    at = words.rfind("(")
    if at < 1 or ")" in words[at:]:
        return span
    kept = words[:at].rstrip(" ,;–—-")
    return Span(span.start, span.start + len(kept)) if kept else span


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
