"""Attributions of full quotations: which cue and source each belongs to, and which go together."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from briefings.attribution.announced import accounted, announced, announcing, labelled
from briefings.attribution.cues import lexicon
from briefings.attribution.drafts import Draft, inner_words
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.quotecues import cue_of, cued_quotation
from briefings.attribution.quotes import Quotation
from briefings.attribution.wordlists import is_thing
from store.records import Span, Stance

SPOKEN = frozenset(["quote.cued", "quote.announced", "quote.label"])
"""Rules whose quotation another one may go on with, also in the next paragraph."""
TOLD = frozenset(["verb.clause", "verb.aside", "verb.object", "order", "as_said", "according_to"])
"""Rules whose statement may lead on to a quotation."""


@dataclass(slots=True)
class Reader:
    """Reads the full quotations of one part of an article, paragraph by paragraph.

    Remembers what a quotation in the next paragraph may go on from: an open quotation, a verb of
    saying that announced it, the last speech.
    """

    last: Draft | None = None
    open: Draft | None = None
    before: Parsed | None = None
    groups: dict[int, Draft] = field(default_factory=dict)
    heads: set[int] = field(default_factory=set)

    def read(self, parsed: Parsed, spoken: list[Draft]) -> list[Draft]:
        """Drafts for the full quotations of a paragraph. `spoken` are its other drafts, in order."""
        made: list[Draft] = []
        told = {d.head.i: d for d in spoken if d.head is not None and d.rule.startswith(("verb.", "order"))}
        by_cue: dict[int, Draft] = {}
        fresh: Draft | None = None
        for place in sorted(parsed.stands_for):
            quotation = parsed.quotations[parsed.stands_for[place]]
            span = inner_words(parsed.source, quotation.inner)
            cue = cue_of(parsed, parsed.doc[place])
            carried = self.groups.get(quotation.group) if place <= 1 else None
            if cue is not None and cue.lemma_.lower() not in lexicon().verbs:
                cue = None if labelled(parsed, place, span) is not None else cue
            if carried is not None and (cue is None or carried.head is None):
                fresh = carried
                fresh.content.append(span)
                if cue is not None:
                    _claim_late(fresh, cued_quotation(parsed, cue, span))
                    by_cue[cue.i] = fresh
                continue
            if cue is not None and (cue.i in by_cue or _adds(told.get(cue.i), span)):
                draft = by_cue[cue.i] if cue.i in by_cue else told[cue.i]
                if draft is told.get(cue.i) and _is_topic(parsed, cue, place):
                    draft.content, draft.rule = [], "quote.cued"
                draft.content.append(span)
                draft.content.sort()
            elif cue is not None:
                draft = cued_quotation(parsed, cue, span)
                by_cue[cue.i] = draft
                made.append(draft)
            elif fresh is not None and _unbroken(parsed, fresh, place):
                draft = fresh
                draft.content.append(span)
            else:
                draft = self._without_cue(parsed, place, span, spoken, made)
            draft.quoted.append(place)
            self._group(quotation, draft)
            fresh = draft
        return made

    def remember(self, parsed: Parsed, kept: list[Draft]) -> None:
        """Take note of a paragraph's statements once they are settled, for the paragraphs behind it."""
        speech = [d for d in kept if not d.negated and not d.bare and not d.inner]
        named = [d for d in speech if _may_speak(d)] or speech
        if named:
            self.last = max(named, key=lambda d: (_sentence(d), d.confidence, -d.start))
        went_on = self.open is not None and 0 in (place - 1 for place in parsed.stands_for)
        if not (went_on and self.open is not None and _is_all(parsed, self.open)):
            self.open = self.last if _reaches_end(self.last, parsed) or _leads_on(self.last, parsed) else None
        self.before = parsed
        self.heads = {d.head.i for d in kept if d.head is not None and d.parsed is parsed}

    def _without_cue(
        self, parsed: Parsed, place: int, span: Span, spoken: list[Draft], made: list[Draft]
    ) -> Draft:
        """The draft that a quotation without a cue in its sentence belongs to, if need be a new one."""
        draft = _told_up_to(parsed, place, spoken)
        if draft is not None:
            draft.content.append(span)
            return draft
        draft = labelled(parsed, place, span)
        if draft is None:
            draft = self._announced(parsed, place, span, {d.head.i for d in spoken if d.head is not None})
        before = None
        if draft is None:
            before = _speech_before(parsed, place, spoken, made)
            if before is not None and _goes_on(parsed, before, place):
                before.content.append(span)
                return before
            if before is None and place <= 1 and self.open is not None:
                self.open.content.append(span)
                return self.open
            draft = self._uncued(parsed, parsed.doc[place], span, before)
        made.append(draft)
        return draft

    def _announced(self, parsed: Parsed, place: int, span: Span, heads: set[int]) -> Draft | None:
        """The draft of a quotation announced in the sentence before it, or where the last paragraph ends."""
        start = parsed.doc[place].sent.start
        if place > 1:
            verb = announcing(parsed, start, heads)
            return announced(parsed, verb, span) if verb is not None else None
        if self.before is None:
            return None
        verb = announcing(self.before, len(self.before.doc), self.heads)
        return announced(self.before, verb, span) if verb is not None else accounted(self.before, span)

    def _group(self, quotation: Quotation, draft: Draft) -> None:
        """Remember a quotation that the next paragraph goes on with."""
        if not quotation.closed:
            self.groups[quotation.group] = draft

    def _uncued(self, parsed: Parsed, token: Token, span: Span, before: Draft | None) -> Draft:
        """A quotation without a cue of its own: whoever spoke before goes on speaking."""
        source = before or self.last
        sure = before is not None or (
            self.last is not None and parsed.masked.number - self.last.parsed.masked.number <= 1
        )
        return Draft(
            parsed=parsed,
            head=None,
            cue=None,
            holder=None,
            source=None,
            content=[span],
            stance=Stance.STATES,
            rule="quote.continued" if source is not None else "quote.alone",
            confidence=(0.6 if sure else 0.4) if source is not None and _stands_alone(token) else 0.3,
            follows=source,
        )


def _claim_late(draft: Draft, cued: Draft) -> None:
    """Give a quotation of several paragraphs to the speaker whom only the last of them names."""
    if cued.holder is None:
        return
    draft.parsed, draft.head, draft.cue, draft.holder = cued.parsed, cued.head, cued.cue, cued.holder
    draft.source, draft.via, draft.stance, draft.follows = cued.source, cued.via, cued.stance, None
    draft.rule, draft.confidence, draft.negated = cued.rule, cued.confidence, cued.negated


def _may_speak(draft: Draft) -> bool:
    """Whether the source of a draft may be who goes on speaking: not "that", "it" or a bridge."""
    holder = draft.holder
    if holder is None or draft.confidence < 0.5:
        return False
    return holder.lower_ not in {"that", "which", "it", "this", "these", "those"} and not is_thing(holder)


def _adds(draft: Draft | None, span: Span) -> bool:
    """Whether a quotation is more of what a verb's clause tells: "said it was rotten: “It may fall.”"."""
    return draft is not None and all(s.end <= span.start or span.end <= s.start for s in draft.content)


def _is_topic(parsed: Parsed, cue: Token, place: int) -> bool:
    """Whether a verb behind its quotation goes on with what that is about: "...," she wrote of Ines Bilt."""
    after = parsed.doc[cue.i + 1] if cue.i + 1 < len(parsed.doc) else None
    return place < cue.i and after is not None and after.lower_ in {"of", "about"}


def _told_up_to(parsed: Parsed, place: int, spoken: list[Draft]) -> Draft | None:
    """The statement that a colon leads on from: "Ines Bilt said the dam was old: ..."."""
    colon = place - 1
    while colon > 0 and parsed.doc[colon].is_quote:
        colon -= 1
    if colon < 1 or parsed.doc[colon].text != ":":
        return None
    before = parsed.ends[colon - 1]
    fitting = [d for d in spoken if d.rule in TOLD and any(s.end == before for s in d.content)]
    return max(fitting, key=lambda d: d.confidence, default=None)


def _sentence(draft: Draft) -> int:
    """Where the sentence of a draft's cue or last quotation begins."""
    at = draft.cue[1] if draft.cue is not None else 0
    return max([draft.parsed.doc[at].sent.start, *(draft.parsed.doc[q].sent.start for q in draft.quoted)])


def _reaches_end(draft: Draft | None, parsed: Parsed) -> bool:
    """Whether a draft's words are the last of a paragraph, so that a quotation below goes on with them."""
    if draft is None or draft.parsed is not parsed or draft.rule not in SPOKEN or draft.confidence < 0.5:
        return False
    words = [t for t in parsed.doc[_sentence(draft) :] if t.is_alpha]
    return bool(words) and words[-1].sent.start <= _sentence(draft)


def _leads_on(draft: Draft | None, parsed: Parsed) -> bool:
    """Whether a paragraph ends in a colon behind a draft's words: "said that of all who came:"."""
    if draft is None or draft.parsed is not parsed or draft.rule not in TOLD:
        return False
    last = len(parsed.doc) - 1
    return last > 0 and parsed.doc[last].text == ":" and draft.content[-1].end == parsed.ends[last - 1]


def _is_all(parsed: Parsed, draft: Draft) -> bool:
    """Whether a paragraph is nothing but one quotation that this draft took."""
    words = [t.i for t in parsed.doc if t.is_alpha]
    last = draft.content[-1]
    span = parsed.masked.span
    return len(words) <= 1 and span.start <= last.start and last.end <= span.end


def _unbroken(parsed: Parsed, draft: Draft, place: int) -> bool:
    """Whether nothing but the draft's own cue clause stands between its last quotation and this one."""
    if not draft.quoted or draft.parsed is not parsed:
        return draft.parsed is not parsed and place <= 1
    sentence = parsed.doc[draft.quoted[-1]].sent
    here = parsed.doc[place].sent
    sentence_end = max(sentence.end, draft.head.sent.end if draft.head is not None else 0)
    between = [t for t in parsed.doc[sentence_end : max(here.start, sentence_end)] if t.is_alpha]
    return len(between) <= 2


def _goes_on(parsed: Parsed, draft: Draft, place: int) -> bool:
    """Whether a quotation goes on with one, or with a statement quoted in part, right before it."""
    if draft.cue is None or draft.mental:
        return False
    before = parsed.doc[place].sent.start - 1
    if not 0 <= before < draft.parsed.doc[draft.cue[1]].sent.end + 1:
        return False
    in_part = any(
        s.start < q.outer.end and q.outer.start < s.end for s in draft.content for q in parsed.quotations
    )
    return draft.rule in SPOKEN or (draft.rule in TOLD and in_part)


def _speech_before(parsed: Parsed, place: int, spoken: list[Draft], made: list[Draft]) -> Draft | None:
    """The last speech of this paragraph before a quotation."""
    start = parsed.starts[place]
    earlier = [
        d
        for d in (*spoken, *made)
        if d.start < start and not d.negated and d.cue is not None and (d.holder is not None)
    ]
    return max(earlier, key=lambda d: d.parsed.starts[d.cue[0]] if d.cue else 0, default=None)


def _stands_alone(token: Token) -> bool:
    """Whether a quotation is a sentence of its own."""
    return sum(1 for t in token.sent if t.is_alpha) <= 3
