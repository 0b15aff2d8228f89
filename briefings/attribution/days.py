"""Days of saying: told beside the cue, by the speaker's earlier words, or for the account they belong to."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Token

from briefings import dates
from briefings.attribution.confidence import THRESHOLD
from briefings.attribution.drafts import Draft
from briefings.attribution.paragraphs import Range
from briefings.attribution.sources import Source
from briefings.attribution.syntax import SUBJECTS, VEHICLES, antecedent, child, is_time, is_verb
from briefings.attribution.wordlists import is_paper
from store.records import Kind, Part, ReadArticle

LEAD = 3
"""Paragraphs of an article in which the day of its whole account is looked for."""
TIME = re.compile(
    r"\d|days?\b|today|tonight|night|overnight|morning|afternoon|evening|week|fortnight|month|year|decade|"
    r"autumn|fall\b|winter|spring|summer|hours?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
"""What the words of every time hold, a cheap test before they are read."""
VAGUE = re.compile(r"\b(?:weeks?|weekends?|fortnights?|recent|past)\b", re.IGNORECASE)
"""Words of a time in which no single day, month or year is told."""
LONG_AGO = re.compile(r"\b(?:years|decades)\b", re.IGNORECASE)
ELSEWHERE = re.compile(r"\b(?:since|until|by|within|before|after|for|coming|than)\b", re.IGNORECASE)
"""Words of a time that is not the time of saying."""
OWNED = re.compile(
    r"\w+day['’]s?\s(?!(?:\w+\s){0,2}(?:meeting|briefing|conference|speech|hearing|debate|session|rally|"
    r"interview|address|summit|talks|statement)\b)",
    re.IGNORECASE,
)
"""The day of something else, "Monday's attack", unless it is the occasion of saying, "Monday's briefing"."""
BESIDE = frozenset(["prep", "npadvmod", "advmod", "tmod", "nmod", "pobj", "dobj", "dative"])
"""How words that tell when something was said hang on its cue."""
AHEAD = re.compile(r"^this\b|\b(?:next|coming|tomorrow|later)\b", re.IGNORECASE)
AFTER_CUE = frozenset(["npadvmod", "prep", "tmod"])
JOINED = frozenset(["conj", "pcomp", "xcomp", "prep", "advcl"])
"""How a cue hangs on a verb whose time is its own."""


def told_day(words: str, known: dt.date) -> str | None:
    """The day, month or year in which something was said, as ISO text; None if `words` tell none.

    `words` is one phrase, read by `dates.relative` as seen from `known`. A week tells no single day,
    and what is yet to come no day of saying.
    """
    if any(kind.search(words) for kind in (OWNED, VAGUE, ELSEWHERE)) or not TIME.search(words):
        return None
    day = dates.relative(words, known)
    return day if day is not None and day <= known.isoformat()[: len(day)] else None


def leading_time(draft: Draft) -> Range | None:
    """The time between cue and clause that a parser gave to the clause: "said last year prices had risen".

    None where it is the clause's own: set apart by a comma, told with "this", or yet to come.
    """
    parsed, head = draft.parsed, draft.head
    if draft.rule != "verb.clause" or head is None or draft.cue is None:
        return None
    doc, first = parsed.doc, draft.cue[1] + 1
    if first >= len(doc) or parsed.starts[first] != draft.content[0].start or doc[first].dep_ in SUBJECTS:
        return None
    heads = (t for t in doc[first : first + 5] if t.left_edge.i == first and t.dep_ in AFTER_CUE)
    time = next((t for t in heads if is_time(t)), None)
    if time is None or time.head.i < time.i:
        return None
    after = time.right_edge.i + 1
    whole = after < len(doc) and any(
        c.dep_ in SUBJECTS and c.left_edge.i == after for c in time.head.children
    )
    words = parsed.words((first, after - 1)) if whole else ""
    return (first, after - 1) if words and not AHEAD.search(words) else None


class Days:
    """The days on which the statements of one article were made, asked for in the order of the text."""

    def __init__(self, article: ReadArticle) -> None:
        self._article = article
        self._passages = [p.span.start for p in article.passages]
        self._of_source: dict[tuple[int, int], tuple[str, int]] = {}
        self._account: str | None = None

    def said_on(self, draft: Draft, sources: list[Source], lead: Range | None = None) -> str | None:
        """The ISO day of a statement where the text supports one; `lead` is its `leading_time`.

        A time of its own decides. Else what is told as a plain event of the past, "said", has the day
        of its speaker's words before, in the same entry of a live blog, or that of the whole account.
        """
        passage = self._passage(draft)
        known = self._known(passage)
        if known is None:
            return None
        ahead = draft.head is not None and any(c.lower_ in {"will", "would"} for c in draft.head.lefts)
        words = [] if ahead else list(_times(draft))
        if lead is not None:
            words.insert(0, draft.parsed.words(lead))
        day = next((day for each in words if (day := told_day(each, known)) is not None), None)
        key = (id(sources[0]) if sources else 0, passage)
        if day is None:
            if any(VAGUE.search(each) or LONG_AGO.search(each) for each in words):
                return None
            if draft.follows is None and not _is_simple_past(draft):
                return None
            if draft.holder is not None and is_paper(draft.holder) and draft.holder.tag_ in {"NN", "NNS"}:
                return None
            return (self._carried(draft, key) if sources else None) or self._account
        if sources and not draft.inner and draft.confidence >= THRESHOLD:
            self._of_source[key] = day, draft.parsed.masked.number
        leads = draft.parsed.masked.number < LEAD and self._article.kind is Kind.ARTICLE
        if self._account is None and leads:
            self._account = day
        return day

    def _carried(self, draft: Draft, key: tuple[int, int]) -> str | None:
        """The day of a speaker's words before; what is older than the account goes no further than "he"."""
        day, number = self._of_source.get(key, (None, 0))
        if day is None or self._account is None or day >= self._account:
            return day
        apart = draft.parsed.masked.number - number
        again = apart == 1 and draft.holder is not None and draft.holder.pos_ == "PRON"
        return day if apart == 0 or again else None

    def _passage(self, draft: Draft) -> int:
        """The number of the passage that a draft stands in, -1 before the first."""
        if draft.parsed.masked.part is Part.TITLE:
            return -1
        return bisect_right(self._passages, draft.parsed.masked.span.start) - 1

    def _known(self, passage: int) -> dt.date | None:
        """The day from which "yesterday" counts: the passage's own, else the article's."""
        posted = self._article.passages[passage].posted_at if passage >= 0 else None
        if posted is not None:
            return posted.date()
        dated = self._article.published or self._article.updated
        return dated.on if dated is not None else None


def _times(draft: Draft) -> Iterator[str]:
    """Phrases outside the content that hang on a cue or its source and may tell when it was said."""
    head = draft.head
    if head is None:
        return
    if draft.rule == "post":
        yield draft.parsed.words((head.i, len(draft.parsed.doc) - 1))
        return
    verbs: list[Token] = [head]
    if not is_verb(head) and is_verb(head.head):
        verbs.append(head.head)
    while verbs[-1].dep_ in JOINED and len(verbs) < 5 and verbs[-1].lower_ != "with":
        verbs.append(verbs[-1].head)
    for verb in [*verbs, *([draft.holder] if draft.holder is not None else [])]:
        found = list(_beside(draft, verb))
        yield from found
        if any(TIME.search(words) for words in found):
            return
    # "in a March 2022 post in which she accused ..."
    letter = antecedent(head) if head.dep_ != "relcl" else head.head
    if letter.lemma_.lower() in VEHICLES:
        yield draft.parsed.words((letter.left_edge.i, letter.i))


def _beside(draft: Draft, verb: Token) -> Iterator[str]:
    """The phrases outside the content that hang on one verb or noun."""
    parsed = draft.parsed
    for kid in verb.children:
        if kid.dep_ not in BESIDE or (kid.dep_ in {"dobj", "dative", "pobj"} and kid.i < verb.i):
            continue
        edges = parsed.starts[kid.left_edge.i], parsed.starts[kid.i]
        if not any(s.start <= at < s.end for at in edges for s in draft.content):
            yield parsed.words((kid.left_edge.i, kid.right_edge.i))


def _is_simple_past(draft: Draft) -> bool:
    """Whether the cue is told as an event of the account: "said", not "has said" or "says"."""
    head = draft.head
    if head is not None and not is_verb(head):
        head = head.head
    if head is None or not is_verb(head):
        return False
    if head.tag_ == "VBG":
        return child(head, "aux") is None
    return head.tag_ in {"VBD", "VBN"} and not any(c.dep_ == "aux" for c in head.children)
