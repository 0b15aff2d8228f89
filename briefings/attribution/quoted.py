"""Attributions of full quotations: which cue and source each belongs to, and which go together."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from briefings.attribution.cues import lexicon
from briefings.attribution.drafts import Draft, inner_words, source_range
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.quotes import Quotation
from briefings.attribution.syntax import (
    child,
    cue_range,
    is_negated,
    is_passive,
    is_verb,
    subject,
)
from store.records import Span, Stance

NEAR = 14
"""How many words may stand between a quotation and a cue that the parse does not connect."""


@dataclass(slots=True)
class Reader:
    """Reads the full quotations of one part of an article, paragraph by paragraph.

    Remembers what a quotation in the next paragraph may go on from: an open quotation, a
    paragraph that ended in a colon, the last speech.
    """

    last: Draft | None = None
    groups: dict[int, Draft] = field(default_factory=dict)

    def read(self, parsed: Parsed, spoken: list[Draft]) -> list[Draft]:
        """Drafts for the full quotations of a paragraph. `spoken` are its other drafts, in order."""
        made: list[Draft] = []
        by_cue: dict[int, Draft] = {}
        fresh: Draft | None = None
        for place in sorted(parsed.stands_for):
            number = parsed.stands_for[place]
            quotation = parsed.quotations[number]
            span = inner_words(parsed.source, quotation.inner)
            if quotation.group in self.groups and place <= 1:
                fresh = self.groups[quotation.group]
                fresh.content.append(span)
                continue
            token = parsed.doc[place]
            cue = cue_of(parsed, token)
            if cue is not None and cue.i in by_cue:
                draft = by_cue[cue.i]
                draft.content.append(span)
            elif cue is not None:
                draft = _cued(parsed, cue, span)
                by_cue[cue.i] = draft
                made.append(draft)
            elif fresh is not None and _unbroken(parsed, fresh, place):
                draft = fresh
                draft.content.append(span)
            else:
                before = _speech_before(parsed, place, spoken, made)
                if before is not None and _goes_on(parsed, before, place):
                    draft = before
                    draft.content.append(span)
                else:
                    draft = self._uncued(parsed, token, span, before)
                    made.append(draft)
            draft.quoted.append(place)
            self._group(quotation, draft)
            fresh = draft
        latest = [d for d in (*spoken, *made) if not d.negated and not d.bare and d.holder is not None]
        if latest:
            self.last = max(latest, key=lambda d: d.start)
        elif made:
            self.last = made[-1]
        return made

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


def _cued(parsed: Parsed, cue: Token, span: Span) -> Draft:
    """The draft of a quotation with this cue."""
    usages = lexicon().verbs.get(cue.lemma_.lower(), ())
    usage = next((u for u in usages if "quote" in u.frames), usages[0] if usages else None)
    holder = subject(cue) or _inverted(cue)
    via = None
    first, last = cue_range(cue)
    saying = next((k for c in cue.children if c.lower_ == "as" for k in c.children if k.tag_ == "VBG"), None)
    if saying is not None:
        agent = child(saying, "agent", "prep") or child(cue, "agent")
        relay = child(agent, "pobj") if agent is not None and agent.lower_ == "by" else None
        if is_passive(cue):
            via = relay
            last = saying.i
        else:
            holder, via = child(cue, "dobj") or holder, holder
    elif (told := _saying(cue)) is not None:
        holder, via = told, holder
    elif is_passive(cue):
        agent = child(cue, "agent")
        holder = (
            child(agent, "pobj") if agent is not None else (holder if cue.lemma_ in {"hear", "see"} else None)
        )
    if holder is not None and holder.i in range(first, last + 1):
        first = last = cue.i
    if not is_verb(cue):
        holder = child(cue, "poss") or holder
    return Draft(
        parsed=parsed,
        head=cue,
        cue=(first, last),
        holder=holder,
        source=source_range(holder),
        content=[span],
        stance=usage.stance if usage and via is None else Stance.STATES,
        rule="quote.cued",
        confidence=0.95 if usage else 0.75,
        negated=is_negated(cue) if is_verb(cue) else False,
        via=via,
    )


def _inverted(cue: Token) -> Token | None:
    """A subject behind its verb that the parser takes for an object: "...," deadpanned Karl Oster."""
    thing = child(cue, "dobj")
    if thing is None or thing.left_edge.i != cue.i + 1 or thing.pos_ not in {"PROPN", "PRON"}:
        return None
    return thing


def _saying(cue: Token) -> Token | None:
    """Who speaks in "the agency reports the minister saying"."""
    for kid in cue.rights:
        if kid.lower_ == "saying" and kid.dep_ in {"ccomp", "xcomp", "acl"}:
            return child(kid, "nsubj") or (child(cue, "dobj") if kid.dep_ != "acl" else kid.head)
    thing = child(cue, "dobj")
    return thing if thing is not None and any(k.lower_ == "saying" for k in thing.rights) else None


def cue_of(parsed: Parsed, token: Token) -> Token | None:
    """The cue a full quotation hangs on: what the parse says, else the nearest cue of its sentence."""
    head = token.head
    for _ in range(3):
        if head == token or parsed.quoted[head.i] >= 0:
            break
        if is_verb(head):
            if _speaks(head):
                return head
            if (
                _comma_between(parsed, token, head)
                and (subject(head) or _inverted(head)) is not None
                and abs(head.i - token.i) <= NEAR
            ):
                return head
        if head.head == head:
            break
        head = head.head
    return _nearest(parsed, token)


def _speaks(verb: Token) -> bool:
    """Whether a verb can carry a quotation."""
    usages = lexicon().verbs.get(verb.lemma_.lower(), ())
    return any(not u.mental for u in usages) and (subject(verb) is not None or is_passive(verb))


def _comma_between(parsed: Parsed, token: Token, verb: Token) -> bool:
    """Whether a comma binds quotation and verb: inside the closing mark, or before the opening one."""
    quotation = parsed.quotations[parsed.stands_for[token.i]]
    if token.i < verb.i:
        return quotation.inner.of(parsed.source).rstrip().endswith((",", "?", "!"))
    return parsed.source[: quotation.outer.start].rstrip().endswith((",", ":"))


def _nearest(parsed: Parsed, token: Token) -> Token | None:
    """The nearest cue verb of the sentence, first behind the quotation, then before it."""
    sentence = token.sent
    behind = list(parsed.doc[token.i + 1 : min(sentence.end, token.i + NEAR)])
    ahead = list(parsed.doc[max(sentence.start, token.i - NEAR) : token.i])
    for words in (behind, ahead[::-1]):
        for word in words:
            if word.i in parsed.stands_for:
                break
            if is_verb(word) and parsed.quoted[word.i] < 0 and _speaks(word):
                usages = lexicon().verbs[word.lemma_.lower()]
                if any("quote" in u.frames for u in usages) or _comma_between(parsed, token, word):
                    return word
    return None


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
    """Whether a quotation goes on with a statement that is itself quoted in part, right before it."""
    if draft.cue is None or draft.mental or not draft.rule.startswith("verb."):
        return False
    before = parsed.doc[place].sent.start - 1
    return 0 <= before < draft.parsed.doc[draft.cue[1]].sent.end + 1 and any(
        s.start < q.outer.end and q.outer.start < s.end for s in draft.content for q in parsed.quotations
    )


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
