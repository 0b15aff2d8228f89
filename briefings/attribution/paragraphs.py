"""Paragraphs as the parser sees them: full quotations masked, every token's place in the article known.

A full quotation has nothing to say about who speaks, yet it misleads a parser: its verbs, its sentence
ends, the people named in it. So the parser reads `"Yes," Smith replied.` in place of it. That also
keeps statements inside a quotation from being taken for statements of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from briefings.attribution.cues import quoting
from briefings.attribution.headlines import is_title_case, plain
from briefings.attribution.language import paragraphs
from briefings.attribution.quotes import Quotation, quotations
from store.records import Part, Span

PLACEHOLDER = "Yes"
TITLE = "Hamlet"
"""What a parser reads in place of a work's title in quotation marks."""
ACRONYM = re.compile(r"\b(?:IS|WHO|IT)\b|(?<=[a-z,] )Will\b|\bneighbouring\b")
STAND_INS = {"IS": "UN", "IT": "UN", "WHO": "NSA", "Will": "Bill", "neighbouring": "contemporary"}
"""Words that a tagger takes for others, and words of the same length that it knows."""
DATELINE = re.compile(
    r"[A-Z][A-Z’'.-]{2,}(?: [A-Z][A-Z’'.-]*){0,3}(?:, [A-Z][\w. ]{1,30}?)?(?:, \w+\.? \d{1,2})?"
    r"(?: \([A-Z][\w ]{1,20}\))? [—–-]{1,2} (?=[\"“‘'A-Z])"
)
"""Place, day and agency before a report: "OSTER, June 8 (NPA) - "."""
ENTRY_TIME = re.compile(
    r"\[?(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4}\b)?\]?(?:\s*[-–—:|]+\s+|\s+)(?=[\"“‘'A-Z])"
)
"""The time before an entry of a live blog: "09:40 - ", "11.25am BST: "."""
FIGURE_END = re.compile(r"(?:(?<=\d[mk])|(?<=\dbn)|(?<=\dkm))\.(?=\s+[\"“A-Z]|\s*$)")
"""A full stop that a tokenizer takes for part of a short word: "cost £85m. The firm"."""
PLAIN_MARKS = str.maketrans("’‘\xa0", "'' ")
"""A tagger knows the straight apostrophe best."""
TERMINAL = re.compile(r"[.?!…][’'\])]*\s+[\[(‘']?[A-Z0-9]")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
TITLE_WORDS = 7
SMALL_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"])
NAME_WORD = re.compile(r"[A-Z][\w’'-]*")
NAME_BEFORE, NAME_AFTER = re.compile(r"\b[A-Z][a-z’'-]+ $"), re.compile(r" [A-Z][\w’'-]")
NAME_LENGTH = 30
"""Letters before and after a nickname in which the rest of the name must begin and end."""
PIECE = 6
"""Most words of a quotation behind a comma that may be but a piece of the writer's sentence."""
SAID_WITHIN = 5
"""In how many words before a quotation without comma or colon the verb that introduces it must stand."""
SAID = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|added|wrote|told|asked|replied)\b"
    r"(?P<bare>(?:\s+(?:[A-Z]\w+|reporters|journalists))?"
    r"(?:\s*(?:[.,;:]|$)|\s+(?:in|on|at|of|to|from|during|after|before|when|while|as|last|later|earlier"
    r"|through|via|[A-Z]\w+day)\b))?"
)
"""What goes on with a sentence although the quotation before it ends in a full stop, and tells no more."""
AFTER_TITLE = re.compile(
    r"\s+[–—|-]\s+(?:as it happened|live(?: updates)?|video|latest|in pictures)\s*$", re.IGNORECASE
)
"""What outlets put behind a headline without belonging to it."""
Range = tuple[int, int]
"""Tokens from the first to the last, both inclusive."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A paragraph's text for the parser, and how its characters map to the article's part.

    `steps` are (place in the masked text, place in the part, length replaced or 0) in order.
    """

    part: Part
    number: int
    span: Span
    text: str
    steps: tuple[tuple[int, int, int], ...]
    quotations: tuple[Quotation, ...]
    full: frozenset[int]


@dataclass(slots=True)
class Parsed:
    """A parsed paragraph. `starts` and `ends` give each token's place in the article's part.

    `quoted` holds, for each token, the number of the quotation it stands in, or -1; `stands_for` the
    token that replaces a full quotation.
    """

    masked: Masked
    doc: Doc
    source: str
    starts: list[int]
    ends: list[int]
    quoted: list[int]
    stands_for: dict[int, int] = field(default_factory=dict)

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """The paragraph's quotations in order."""
        return self.masked.quotations

    def span(self, tokens: Range) -> Span:
        """The place of a stretch of tokens in the article's part."""
        return Span(self.starts[tokens[0]], self.ends[tokens[1]])

    def words(self, tokens: Range) -> str:
        """The article's words under a stretch of tokens."""
        return self.span(tokens).of(self.source)

    def is_masked(self, token: Token) -> bool:
        """Whether a token stands for a whole quotation."""
        return token.i in self.stands_for


def masked_paragraphs(text: str, part: Part, small: frozenset[str] = frozenset()) -> list[Masked]:
    """The paragraphs of one part of an article, ready for the parser; `small` are words that are no names."""
    tail = AFTER_TITLE.search(text) if part is Part.TITLE else None
    spans = [_report(text, s) for s in paragraphs(text[: tail.start()] if tail is not None else text)]
    by_paragraph: dict[int, list[Quotation]] = {}
    starts = [s.start for s in spans]
    for quotation in quotations(text, spans):
        by_paragraph.setdefault(bisect_right(starts, quotation.outer.start) - 1, []).append(quotation)
    return [_headline(_mask(text, part, n, s, by_paragraph.get(n, ())), small) for n, s in enumerate(spans)]


def _report(text: str, span: Span) -> Span:
    """A paragraph without the dateline or the time before its report."""
    dateline = DATELINE.match(text, span.start, span.end) or ENTRY_TIME.match(text, span.start, span.end)
    return Span(dateline.end(), span.end) if dateline is not None else span


def _headline(masked: Masked, small: frozenset[str]) -> Masked:
    """The paragraph, with small letters where a headline gives every word a capital."""
    if not is_title_case(masked.text):
        return masked
    return replace(masked, text=plain(masked.text, small))


def _mask(text: str, part: Part, number: int, span: Span, inside: Sequence[Quotation]) -> Masked:
    """One paragraph with its full quotations replaced."""
    pieces: list[str] = []
    steps: list[tuple[int, int, int]] = []
    full: set[int] = set()
    at, length = span.start, 0
    for index, quotation in enumerate(inside):
        cut = _nickname(text, quotation) or _replacement(text, span, quotation)
        if cut is None:
            continue
        hidden, words, is_full = cut
        if is_full:
            full.add(index)
        if _is_glued(text, span, quotation):
            # a parser takes said,"Yes for one word
            before, mark = quotation.outer.start, hidden.start
            pieces += [_plain_names(text[at:before]), " " + text[before:mark]]
            steps += [(length, at, 0), (length + before - at, before, mark - before)]
            length += mark - at + 1
        else:
            pieces.append(_plain_names(text[at : hidden.start]))
            steps.append((length, at, 0))
            length += hidden.start - at
        pieces.append(words)
        steps.append((length, hidden.start, hidden.end - hidden.start))
        length += len(words)
        at = hidden.end
    pieces.append(_plain_names(text[at : span.end]))
    steps.append((length, at, 0))
    return Masked(part, number, span, "".join(pieces), tuple(steps), tuple(inside), frozenset(full))


def _is_glued(text: str, span: Span, quotation: Quotation) -> bool:
    """Whether no space stands between a quotation and the comma or colon before it."""
    start = quotation.outer.start
    return start > span.start and text[start - 1] in ",:"


def _plain_names(words: str) -> str:
    """The words as the parser knows them, place for place: plain apostrophes, no misleading acronyms."""
    words = FIGURE_END.sub("!", words.translate(PLAIN_MARKS))
    if words.isupper():
        return words
    return ACRONYM.sub(lambda m: STAND_INS[m.group()], words)


def _replacement(text: str, span: Span, quotation: Quotation) -> tuple[Span, str, bool] | None:
    """What of a quotation is hidden, the words put in its place, and whether it is a full quotation."""
    words = quotation.inner.of(text)
    stripped = words.strip()
    end = quotation.inner.start + len(words.rstrip())
    start = quotation.inner.end - len(words.lstrip())
    if _is_title(stripped) and _is_inside(text, span, quotation):
        mark = stripped[-1] if stripped[-1] in ",." else ""
        return Span(start, end), TITLE + mark, False
    if _is_full(text, span, quotation, stripped):
        last = stripped.rstrip("’'‘")[-1:] or stripped[-1]
        hidden = Span(start, end - 1 if last in ",.?!" else end)
        if hidden.start >= hidden.end:
            return None
        if last in ",.?!":
            # the mark before the closing one decides whether the sentence goes on
            return Span(start, end), PLACEHOLDER + _mark(text, span, quotation, last), True
        return hidden, PLACEHOLDER, True
    tail = TERMINAL.search(text, start, end)
    if tail is not None:
        stop = tail.start()
        return Span(stop, end), "" if text[end - 1] not in ",.?!" else text[end - 1], False
    return None


def _is_full(text: str, span: Span, quotation: Quotation, words: str) -> bool:
    """Whether a quotation is a sentence or several, not words woven into the writer's sentence."""
    first = re.match(r"[\[(…‘'.\s]*(\w)", words)
    if first is None or quotation.is_single(text):
        return False
    before = text[span.start : quotation.outer.start].rstrip()
    introduced = before.endswith((":", ","))
    opens = not before or before[-1] in '.?!”"’)'
    if not opens and not introduced and not _is_said(before, len(words.split())):
        return False
    piece = first.group(1).islower() and before.endswith(",") and len(words.split()) <= PIECE
    if piece and not any(word.lower() in quoting() for word in WORD.findall(before[-60:])[-PIECE:]):
        return False  # "may not, as it did, “declare” it": a piece of the writer's sentence
    if not (first.group(1).isupper() or first.group(1).isdigit()) and not introduced:
        # “...and so it went,” he said: small letter, but the sentence opens with it and a comma ends it
        return opens and words.rstrip("’'‘")[-1:] in {",", "?", "!"} and len(words.split()) > 3
    last = words.rstrip("’'‘")[-1:] or words[-1]
    ended = last in ",.?!—–…-" or text[quotation.outer.end : quotation.outer.end + 1] in {",", "."}
    return bool(ended or introduced or not quotation.closed)


def _is_inside(text: str, span: Span, quotation: Quotation) -> bool:
    """Whether a quotation stands inside the writer's sentence, not behind a colon or another sentence."""
    before = text[span.start : quotation.outer.start].rstrip()
    lead = WORD.findall(before[-30:])
    if lead and lead[-1].lower() in quoting() and not before.endswith(","):
        return False
    return bool(before) and before[-1] not in '.?!”"’):'


def _nickname(text: str, quotation: Quotation) -> tuple[Span, str, bool] | None:
    """What people call somebody, hidden where it stands inside the name: Karl “Bear” Oster."""
    first, last = quotation.outer
    before, after = text[max(first - NAME_LENGTH, 0) : first], text[last : last + NAME_LENGTH]
    inside = NAME_WORD.fullmatch(quotation.inner.of(text)) is not None
    if not inside or NAME_BEFORE.search(before) is None or NAME_AFTER.match(after) is None:
        return None
    return Span(first, last + 1), "", False


def _is_title(words: str) -> bool:
    """Whether words are a name or a work's title: "in her memoir, 'The Long Way Home,' she"."""
    plain = WORD.findall(words)
    if not plain or len(plain) > TITLE_WORDS or words.rstrip("’'‘")[-1:] in {"?", "!"}:
        return False
    return len(plain) > 1 and all(w[0].isupper() or w in SMALL_WORDS for w in plain)


def _is_said(before: str, length: int) -> bool:
    """Whether words right before a quotation hold a verb that introduces it: "told the crew “We".

    A single word must follow its verb: in "called the harbour “Paradise”" it is no quotation of its own.
    """
    within = SAID_WITHIN if length > 1 else 1
    return any(word.lower() in quoting() for word in WORD.findall(before[-60:])[-within:])


def _mark(text: str, span: Span, quotation: Quotation, last: str) -> str:
    """Comma or full stop for the end of a masked quotation: does the sentence go on after it?"""
    before = text[span.start : quotation.outer.start].rstrip()
    after = text[quotation.outer.end : span.end].lstrip()
    if not after:
        return "."
    if last == ",":
        return ","
    if after[0].islower():
        return ","
    said = SAID.match(after)
    if said is not None:
        introduced = before.endswith((",", ":"))
        return "," if said.group("bare") is not None and not introduced else "."
    if last in "?!" and (not before or before[-1] in '.?!”"’'):
        return ","
    return "."


def parsed(masked: Masked, doc: Doc, source: str) -> Parsed:
    """The paragraph with its parse; `source` is the text of the article's part."""
    keys = [step[0] for step in masked.steps]
    starts: list[int] = []
    ends: list[int] = []
    for token in doc:
        starts.append(_place(masked, keys, token.idx, end=False))
        ends.append(_place(masked, keys, token.idx + len(token), end=True))
    result = Parsed(masked, doc, source, starts, ends, [-1] * len(doc))
    for number, quotation in enumerate(masked.quotations):
        for i in _tokens_between(starts, quotation.inner):
            result.quoted[i] = number
            if number in masked.full and doc[i].text == PLACEHOLDER and i not in result.stands_for:
                result.stands_for[i] = number
    return result


def _tokens_between(starts: list[int], span: Span) -> Iterator[int]:
    """Numbers of the tokens that begin inside a span."""
    i = bisect_right(starts, span.start - 1)
    while i < len(starts) and starts[i] < span.end:
        yield i
        i += 1


def _place(masked: Masked, keys: list[int], at: int, *, end: bool) -> int:
    """The place in the article's part of a character of the masked text."""
    k = bisect_right(keys, at - 1 if end else at) - 1
    where, origin, hidden = masked.steps[max(k, 0)]
    if not hidden:
        return origin + at - where
    return origin + hidden if end else origin


def ranges(tokens: Iterable[int]) -> list[Range]:
    """The stretches that a set of token numbers forms, in order."""
    found: list[Range] = []
    for i in sorted(set(tokens)):
        if found and found[-1][1] == i - 1:
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    return found
