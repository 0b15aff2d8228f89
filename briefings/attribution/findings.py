"""Findings: drafts of one article turned into claims, with names, days, relays and reservations."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Token

from briefings.attribution.caveats import caveat_in
from briefings.attribution.coreference import Cast, Source
from briefings.attribution.days import said_on
from briefings.attribution.drafts import Draft, quote_type
from briefings.attribution.figures import Figure
from briefings.attribution.names import cut
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.repeats import Wording, numbered
from briefings.attribution.stance import stance_of
from briefings.attribution.syntax import child, is_verb
from briefings.attribution.via import relay_name
from store.records import Attributed, FoundClaim, Kind, Part, QuoteType, ReadArticle, Span, Stance

NAME = re.compile(
    r"\b(?!(?:He|She|It|They|But|However|Neither|No|Nor|Both|The|There|This|And|Yet)\b)[A-Z][\w-]+"
)
"""A name in a sentence that may reserve something, by its capital."""
VERIFY = re.compile(r"verif|confirm|corroborat", re.IGNORECASE)
"""What outlets say of anybody's claims."""
LEAD = 3
"""Paragraphs of an article in which the day of its whole account is looked for."""
RESERVED = frozenset([Stance.CLAIMS, Stance.ACCUSES, Stance.STATES, Stance.REPORTS, Stance.DENIES])
"""Stances on which a reservation in the next sentence bears."""


class Findings:
    """Turns the drafts of one article into claims, in the order of the text."""

    def __init__(self, article: ReadArticle, paragraphs: Sequence[Parsed], drafts: Sequence[Draft]) -> None:
        self._article = article
        self._paragraphs = paragraphs
        self._drafts = drafts
        self._cast = Cast(paragraphs, drafts)
        self._sources: dict[int, list[Source]] = {}
        self._days: dict[int, str] = {}
        self._account: str | None = None
        self._posted = [(p.span.start, p.posted_at) for p in article.passages]
        self._used: set[int] = set()

    def attributed(self, figures: Sequence[Figure]) -> Attributed:
        """All claims and the speakers they name."""
        claims = [self._claim(draft) for draft in self._drafts]
        claims += [self._figure(figure) for figure in figures]
        claims.sort(key=lambda c: (c.part is Part.TEXT, c.content[0].start))
        numbers = numbered([self._wording(c) for c in claims])
        placed = tuple(
            dataclasses.replace(claim, same_as=number) for claim, number in zip(claims, numbers, strict=True)
        )
        return Attributed(claims=placed, speakers=self._cast.speakers(self._used))

    def _wording(self, claim: FoundClaim) -> Wording:
        """What repeats are recognised by."""
        text = self._article.title if claim.part is Part.TITLE else self._article.text
        return Wording(
            claim.speakers, " ".join(s.of(text) for s in claim.content), claim.stance, claim.negated
        )

    def _claim(self, draft: Draft) -> FoundClaim:
        """The claim of one draft."""
        parsed = draft.parsed
        relay = draft.via
        sources = self._said_by(draft)
        self._sources[id(draft)] = sources
        self._used.update(id(s) for s in sources)
        context = _context(draft)
        _without_caveat(draft)
        text = parsed.masked.part is Part.TEXT
        return FoundClaim(
            part=parsed.masked.part,
            source=_source(draft),
            cue=parsed.span(draft.cue) if draft.cue is not None else None,
            content=tuple(draft.content),
            context=context,
            speakers=tuple(s.name for s in sources),
            role=sources[0].role if len(sources) == 1 else None,
            stance=_stance(draft),
            negated=draft.negated,
            quote_type=_quote_type(draft),
            target=self._target(draft),
            via=self._relay(parsed, relay) if relay is not None else None,
            caveat=self._caveat(draft, context) if text else None,
            said_on=self._said_on(draft, sources),
            same_as=0,
            rule=draft.rule,
            confidence=round(draft.confidence, 3),
        )

    def _said_by(self, draft: Draft) -> list[Source]:
        """The sources of a draft; a quotation without a cue goes on with who spoke before."""
        if draft.follows is not None:
            return self._sources.get(id(draft.follows), [])
        return self._cast.resolve(draft)

    def _relay(self, parsed: Parsed, relay: Token) -> str:
        """A relay's name; of "the newspaper" the name that it was given before."""
        if relay.tag_ == "NN" and relay.i == relay.left_edge.i + 1 and relay.left_edge.lower_ == "the":
            return "; ".join(self._cast.names_of(parsed, relay)) or relay_name(parsed, relay)
        return relay_name(parsed, relay)

    def _target(self, draft: Draft) -> str | None:
        """Who is accused, asked or addressed."""
        verb = draft.head
        if verb is None or not is_verb(verb) or draft.stance not in {Stance.ACCUSES, Stance.CALLS_FOR}:
            return None
        who = child(verb, "dobj", "dative")
        if verb.lemma_ == "blame":
            on = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "on"), None)
            who = child(on, "pobj") if on is not None else who
        if who is None:
            prep = next(
                (c for c in verb.rights if c.dep_ == "prep" and c.lower_ in {"on", "upon", "to"}), None
            )
            who = child(prep, "pobj") if prep is not None else None
        if who is None or who.pos_ not in {"PROPN", "PRON", "NOUN"} or draft.parsed.is_masked(who):
            return None
        if who.pos_ == "NOUN" and child(who, "conj") is None:
            return cut(draft.parsed, (who.left_edge.i, who.i)) or None
        return "; ".join(self._cast.names_of(draft.parsed, who)) or None

    def _caveat(self, draft: Draft, context: Span) -> Span | None:
        """The reservation in the claim's own sentence, else in the next one."""
        text = draft.parsed.source
        contents = draft.content
        found = caveat_in(text, context)
        if found is not None and not any(s.start <= found.start and found.end <= s.end for s in contents):
            return found
        if draft.stance not in RESERVED or draft.negated:
            return None
        after = _next_sentence(self._paragraphs, draft.parsed, context)
        if after is None:
            return None
        found = caveat_in(text, after)
        if found is None or found.start - after.start > 25:
            return None
        return found if self._is_about(draft, Span(after.start, found.end)) else None

    def _is_about(self, draft: Draft, words: Span) -> bool:
        """Whether the next sentence's reservation is about this speaker: it names no other."""
        told = words.of(draft.parsed.source)
        if VERIFY.search(told):
            return True
        own = {part for s in self._sources.get(id(draft), []) for name in s.surfaces for part in name.split()}
        return all(name in own for name in NAME.findall(told))

    def _known_day(self, draft: Draft) -> dt.date | None:
        """The day from which "yesterday" counts: the passage's own, else the article's."""
        if draft.parsed.masked.part is Part.TEXT and self._posted:
            at = bisect_right(self._posted, draft.parsed.masked.span.start, key=lambda p: p[0]) - 1
            posted = self._posted[at][1] if at >= 0 else None
            if posted is not None:
                return posted.date()
        dated = self._article.published or self._article.updated
        return dated.on if dated is not None else None

    def _said_on(self, draft: Draft, sources: list[Source]) -> str | None:
        """The day of saying where the text supports one: its own, its speaker's, its account's."""
        known = self._known_day(draft)
        if known is None:
            return None
        words = _time_words(draft)
        ahead = draft.head is not None and any(c.lower_ in {"will", "would"} for c in draft.head.lefts)
        day = said_on(words, known) if words and not ahead else None
        key = id(sources[0]) if sources else None
        if day is not None:
            if key is not None:
                self._days[key] = day
            if (
                self._account is None
                and draft.parsed.masked.number < LEAD
                and self._article.kind is Kind.ARTICLE
            ):
                self._account = day
            return day
        if words and not day and _vague(words):
            return None
        if draft.follows is not None or _is_simple_past(draft):
            return (self._days.get(key) if key is not None else None) or self._account
        return None

    def _figure(self, figure: Figure) -> FoundClaim:
        """The claim of a casualty figure: the outlet's own report."""
        parsed = figure.parsed
        return FoundClaim(
            part=parsed.masked.part,
            source=None,
            cue=parsed.span(figure.cue),
            content=(figure.content,),
            context=_sentences(parsed, min(figure.cue[0], figure.cue[1]), figure.cue[1]),
            speakers=(),
            stance=Stance.REPORTS,
            quote_type=QuoteType.NONE,
            same_as=0,
            rule="figure",
            confidence=0.6,
        )


def _source(draft: Draft) -> Span | None:
    """Where the source stands; of a quotation that goes on with a speech, where that names it."""
    at: Draft | None = draft
    while at is not None and at.source is None:
        at = at.follows
    if at is None or at.source is None or at.parsed.masked.part is not draft.parsed.masked.part:
        return None
    return at.parsed.span(at.source)


def _stance(draft: Draft) -> Stance:
    """The stance of a draft, from its cue and its words."""
    said = [s.of(draft.parsed.source) for s in draft.content]
    return stance_of(draft.stance, draft.head.lemma_ if draft.head is not None else "", said)


def _quote_type(draft: Draft) -> QuoteType:
    """How the words are given; a responsibility or figure without a clause has none."""
    if draft.rule.startswith("quote."):
        return QuoteType.DIRECT
    found = quote_type(draft.parsed, draft.content)
    responsibility = (
        draft.head is not None
        and draft.head.lemma_ == "claim"
        and (
            draft.rule == "verb.passive"
            or (child(draft.head, "dobj", "nsubj") is not None and _is_deed(draft))
        )
    )
    return QuoteType.NONE if responsibility and found is QuoteType.INDIRECT else found


def _is_deed(draft: Draft) -> bool:
    """Whether the content is a deed somebody took responsibility for."""
    verb = draft.head
    thing = child(verb, "dobj") if verb is not None else None
    if thing is None or thing.lemma_ != "responsibility":
        return False
    return draft.content[0].start >= draft.parsed.starts[thing.i]


def _without_caveat(draft: Draft) -> None:
    """Cut the article's reservation from the end of content that is not a quotation."""
    last = draft.content[-1]
    text = draft.parsed.source
    found = caveat_in(text, last)
    if found is None or found.end != last.end or draft.rule.startswith("quote."):
        return
    before = text[last.start : found.start].rstrip()
    if before.endswith(","):
        draft.content[-1] = Span(last.start, last.start + len(before.rstrip(" ,")))


def _sentences(parsed: Parsed, first: int, last: int) -> Span:
    """The sentence or sentences from token to token, with the closing marks of quotations."""
    doc = parsed.doc
    start, end = doc[first].sent.start, doc[last].sent.end - 1
    while end > start and doc[end].is_space:
        end -= 1
    span = parsed.span((start, end))
    left, right = span
    for quotation in parsed.quotations:
        if quotation.inner.start <= left <= quotation.inner.end:
            left = quotation.outer.start
        if quotation.inner.start <= right <= quotation.inner.end:
            right = quotation.outer.end
    return Span(left, right)


def _context(draft: Draft) -> Span:
    """The sentences around source, cue and content; all paragraphs that the content runs through."""
    parsed = draft.parsed
    tokens: list[int] = []
    for bounds in (draft.cue, draft.source):
        if bounds is not None:
            tokens += bounds
    ends = parsed.ends
    starts = parsed.starts
    for span in draft.content:
        if span.start >= parsed.masked.span.start and span.end <= parsed.masked.span.end:
            tokens.append(max(bisect_right(starts, span.start) - 1, 0))
            tokens.append(min(bisect_right(ends, span.end - 1), len(ends) - 1))
    context = _sentences(parsed, min(tokens), max(tokens)) if tokens else parsed.masked.span
    last = max(s.end for s in draft.content)
    first = min(s.start for s in draft.content)
    return Span(min(context.start, first), max(context.end, last))


def _next_sentence(paragraphs: Sequence[Parsed], parsed: Parsed, context: Span) -> Span | None:
    """The sentence after a place: in the same paragraph, else the first of the next one."""
    for sentence in parsed.doc.sents:
        start = parsed.starts[sentence.start]
        if start >= context.end and not parsed.quoted[sentence.start] >= 0:
            return parsed.span((sentence.start, sentence.end - 1))
    for other in paragraphs:
        same = other.masked.part is parsed.masked.part
        if same and other.masked.number == parsed.masked.number + 1 and len(other.doc):
            first = next(iter(other.doc.sents))
            return other.span((first.start, first.end - 1))
    return None


def _time_words(draft: Draft) -> str:
    """Words that tell when it was said: phrases that hang on the cue or its source, outside the content."""
    head = draft.head
    if head is None:
        return ""
    verbs: list[Token] = [head]
    if not is_verb(head) and is_verb(head.head):
        verbs.append(head.head)
    while verbs[-1].dep_ in {"conj", "pcomp", "xcomp", "prep", "advcl"} and len(verbs) < 5:
        verbs.append(verbs[-1].head)
    parsed = draft.parsed
    pieces: list[str] = []
    for verb in [*verbs, *([draft.holder] if draft.holder is not None else [])]:
        for kid in verb.children:
            if kid.dep_ not in {"prep", "npadvmod", "advmod", "tmod", "nmod", "pobj", "dobj", "dative"}:
                continue
            if any(
                s.start <= parsed.starts[i] < s.end for i in (kid.left_edge.i, kid.i) for s in draft.content
            ):
                continue
            if kid.dep_ in {"dobj", "dative", "pobj"} and kid.i < verb.i:
                continue
            pieces.append(parsed.words((kid.left_edge.i, kid.right_edge.i)))
        if pieces and said_on(" ; ".join(pieces), dt.date(2000, 1, 1)) is not None:
            break
    return " ; ".join(pieces)


def _vague(words: str) -> bool:
    """Whether words tell a time, but no single day: "last week", "earlier this month"."""
    lower = words.lower()
    return any(
        w in lower
        for w in (
            "last week",
            "this week",
            "this month",
            "last month",
            "in recent",
            "years ago",
            "earlier this",
        )
    )


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
