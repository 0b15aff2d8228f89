"""Findings: drafts of one article turned into claims, with names, days, relays and reservations."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Sequence

from briefings.attribution.caveats import Reservations, Told, handed_on, without_caveat
from briefings.attribution.coreference import Cast
from briefings.attribution.days import Days, leading_time
from briefings.attribution.drafts import Draft, quote_type
from briefings.attribution.figures import Figure
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.repeats import numbered
from briefings.attribution.sources import Source
from briefings.attribution.stance import stance_of
from briefings.attribution.summaries import summed_up
from briefings.attribution.syntax import child
from briefings.attribution.targets import target_of
from briefings.attribution.via import Relays, is_relay
from briefings.attribution.wording import Wording, told
from store.records import Attributed, FoundClaim, Part, QuoteType, ReadArticle, Span, Stance

DEEDS = frozenset(
    [
        "attack",
        "assault",
        "bombing",
        "blast",
        "explosion",
        "killing",
        "massacre",
        "murder",
        "raid",
        "shooting",
        "strike",
    ]
)
"""What somebody may claim to have done without saying anything."""
SUMMED_UP = 0.5
"""Confidence left to a heading's hint at what is quoted below it."""


class Findings:
    """Turns the drafts of one article into claims, in the order of the text."""

    def __init__(self, article: ReadArticle, paragraphs: Sequence[Parsed], drafts: Sequence[Draft]) -> None:
        self._article = article
        self._paragraphs = paragraphs
        self._drafts = drafts
        self._cast = Cast(paragraphs, drafts)
        self._sources: dict[int, list[Source]] = {}
        self._days = Days(article)
        self._relays = Relays(article.outlet, paragraphs, self._cast)
        self._reservations = Reservations(paragraphs, drafts, self._cast)
        self._used: set[int] = set()

    def attributed(self, figures: Sequence[Figure]) -> Attributed:
        """All claims and the speakers they name."""
        claims = [self._claim(draft) for draft in self._drafts]
        claims = [self._with_role(*each) for each in zip(self._drafts, claims, strict=True)]
        told = [self._told(draft, claim) for draft, claim in zip(self._drafts, claims, strict=True)]
        claims = [
            dataclasses.replace(claim, caveat=caveat)
            for claim, caveat in zip(claims, handed_on(told), strict=True)
        ]
        summed = summed_up(self._drafts, [self._sources[id(draft)] for draft in self._drafts])
        claims = [
            dataclasses.replace(claim, confidence=round(claim.confidence * SUMMED_UP, 3)) if again else claim
            for claim, again in zip(claims, summed, strict=True)
        ]
        claims += [self._figure(figure) for figure in figures]
        claims.sort(key=lambda c: (c.part is Part.TEXT, c.content[0].start))
        numbers = numbered([self._wording(c) for c in claims])
        placed = tuple(
            dataclasses.replace(claim, same_as=number) for claim, number in zip(claims, numbers, strict=True)
        )
        return Attributed(claims=placed, speakers=self._cast.speakers(self._used))

    def _with_role(self, draft: Draft, claim: FoundClaim) -> FoundClaim:
        """A claim with the role that the article tells of its speaker further down."""
        sources = self._sources[id(draft)]
        late = sources[0].role if len(sources) == 1 and claim.role is None else None
        return dataclasses.replace(claim, role=late) if late is not None else claim

    def _told(self, draft: Draft, claim: FoundClaim) -> Told:
        """What a reservation about a group is handed on by."""
        text = self._article.title if claim.part is Part.TITLE else self._article.text
        words = " ".join([*(s.of(text) for s in claim.content), claim.target or ""])
        at = claim.content[0].start if claim.part is Part.TEXT else -1
        return Told(at, self._sources[id(draft)], claim.stance, words, claim.caveat)

    def _wording(self, claim: FoundClaim) -> Wording:
        """What repeats are recognised by."""
        text = self._article.title if claim.part is Part.TITLE else self._article.text
        content = [s.of(text) for s in claim.content]
        cue = claim.cue.of(text) if claim.cue is not None else None
        last = text[claim.context.end - 1 : claim.context.end]
        return Wording(
            claim.speakers,
            told(content, claim.stance, claim.rule, cue, claim.target),
            claim.stance,
            claim.negated,
            role=claim.role,
            deed=claim.quote_type is QuoteType.NONE and claim.stance is Stance.CLAIMS,
            heading=claim.part is Part.TITLE or last.isalnum(),
        )

    def _claim(self, draft: Draft) -> FoundClaim:
        """The claim of one draft."""
        parsed = draft.parsed
        sources = self._said_by(draft)
        self._sources[id(draft)] = sources
        self._used.update(id(s) for s in sources)
        context = _context(draft)
        without_caveat(draft)
        lead = leading_time(draft)
        if lead is not None:
            draft.content[0] = Span(parsed.starts[lead[1] + 1], draft.content[0].end)
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
            target=target_of(draft, self._cast, [s.name for s in sources]),
            via=self._relays.of(draft, sources),
            caveat=self._reservations.of(draft, context, sources),
            said_on=self._days.said_on(draft, sources, lead),
            same_as=0,
            rule=draft.rule,
            confidence=round(draft.confidence, 3),
        )

    def _said_by(self, draft: Draft) -> list[Source]:
        """The sources of a draft; a quotation without a cue goes on with who spoke before."""
        if draft.follows is not None:
            sources = self._sources.get(id(draft.follows), [])
            self._cast.follows(draft, sources)
            return sources
        return self._cast.resolve(draft)

    def _figure(self, figure: Figure) -> FoundClaim:
        """The claim of a casualty figure: the outlet's own report, or that of officials."""
        parsed, official = figure.parsed, figure.official
        source = self._cast.officials() if official is not None else None
        self._used.update({id(source)} if source is not None else ())
        return FoundClaim(
            part=parsed.masked.part,
            source=parsed.span((official.i, official.i)) if official is not None else None,
            cue=parsed.span(figure.cue),
            content=(figure.content,),
            context=_sentences(parsed, min(figure.cue[0], figure.cue[1]), figure.cue[1]),
            speakers=(source.name,) if source is not None else (),
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
    found = stance_of(draft.stance, draft.head.lemma_ if draft.head is not None else "", said)
    relayed = draft.holder is not None and is_relay(draft.parsed, draft.holder)
    return Stance.REPORTS if found is Stance.ANNOUNCES and relayed else found  # "the Courier reveals"


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
    if thing is not None and thing.lemma_ in DEEDS:
        return draft.rule == "verb.object"
    if thing is None or thing.lemma_ != "responsibility":
        return False
    return draft.content[0].start >= draft.parsed.starts[thing.i]


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
