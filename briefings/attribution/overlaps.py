"""Which of several findings about the same words stay: the outermost, the surest, and no relay's own."""

from __future__ import annotations

import re

from spacy.tokens import Token

from briefings.attribution.confidence import THRESHOLD
from briefings.attribution.cues import lexicon
from briefings.attribution.drafts import Draft, source_range, spans
from briefings.attribution.syntax import SUBJECTS, child, is_passive, is_supposed
from briefings.attribution.via import cited, is_relay
from briefings.attribution.wordlists import is_thing
from store.records import Span, Stance

AND = re.compile(r"[\s,;]*(?:\b(?:and|but|or)\s*)?$")
THOUGHT = frozenset(["doubt", "fear", "hope", "believe", "expect"])
"""What speakers do beside saying: "noted that four had failed and doubted that a fifth would not"."""
TOLD = frozenset(["figure", "number", "toll", "version", "account", "report"])
"""Other nouns for what has just been told: "nine people died, a figure the police dispute"."""
EDGES = " ,;.–—-\"”“’'"
"""What content does not begin or end with once something is cut from it."""
STEPS = {"VBD": "VBD", "VBZ": "VBZ", "VBG": "VBG"}
"""Forms of a verb of saying, and of the one before it that it may go with."""
UNSURE = 0.4
"""Confidence below which a finding takes nothing from those inside it."""
CONFIDENT = 0.65
"""Confidence of a denial whose statement stands in the sentence before."""
INNER = 0.5
"""Confidence left to a statement told inside another one: kept, but not used in answers."""
RETOLD = 0.7
"""Confidence left to what somebody is said to have said himself: "she said the king had told her that"."""
RETELLING = frozenset(["say", "tell", "write", "add", "warn", "admit", "promise", "claim", "announce"])
"""Verbs of one who tells what somebody else has told."""


def _size(content: list[Span]) -> int:
    """Characters of content."""
    return sum(s.end - s.start for s in content)


def _shared(a: list[Span], b: list[Span]) -> int:
    """Characters two contents have in common."""
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)


def settled(drafts: list[Draft]) -> list[Draft]:
    """The drafts of one paragraph that stay, in order of the text.

    Twins lose to the surer one. A statement inside another's content is marked `inner`, unless the
    outer one only relays it: then the outer one goes and becomes `via`.
    """
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-d.confidence, d.start)):
        if not any(_twins(draft, other) for other in kept):
            kept.append(draft)
    _part(kept)
    _set_apart(kept)
    _rejected(kept)
    _to_asides(kept)
    gone: set[int] = set()
    for draft in kept:
        _credit(draft, kept, gone)
    for inner in kept:
        passed = next((other for other in kept if _passed(inner, other)), None)
        if passed is not None:
            inner.via = passed.holder
            gone.add(id(passed))
            continue
        outer = _around(inner, kept)
        if outer is None:
            continue
        if _shares_source(inner, outer):
            continue
        if _relays(outer, inner) and inner.confidence >= THRESHOLD:
            inner.via = outer.holder
            _without_relay(inner, outer)
            gone.add(id(outer))
        else:
            inner.inner = True
            inner.confidence *= INNER
    for draft in kept:
        outer = _around(draft, [d for d in kept if id(d) not in gone])
        if draft.inner and outer is None:
            draft.inner = False
            draft.confidence /= INNER
        elif draft.inner and outer is not None and _is_retold(draft, outer):
            draft.confidence *= RETOLD / INNER
            draft.via = draft.via or outer.holder
    found = sorted((d for d in kept if id(d) not in gone), key=lambda d: d.start)
    _denied_it(found)
    return found


def _denied_it(drafts: list[Draft]) -> None:
    """Give "Ines Bilt denied it" the statement right before it in the paragraph, which it denies."""
    for number, draft in enumerate(drafts):
        if draft.stance is not Stance.DENIES or draft.rule != "verb.object" or draft.holder is None:
            continue
        words = " ".join(s.of(draft.parsed.source) for s in draft.content).lower()
        before = [d for d in drafts[:number] if d.confidence >= THRESHOLD and not d.negated]
        if words in {"it", "that", "this"} and before and before[-1].content[-1].end < draft.content[0].start:
            draft.content, draft.confidence = list(before[-1].content), CONFIDENT


def _part(drafts: list[Draft]) -> None:
    """End a content where the source of the next statement begins: "... the fire and officials say"."""
    for later in drafts:
        for draft in drafts:
            cut = _second_verb(draft, later)
            if cut is not None:
                draft.content[-1] = cut
        _end_before(drafts, later)
        if later.source is None or later.cue is None or later.source[0] >= later.cue[0]:
            continue
        start, cue = later.parsed.starts[later.source[0]], later.parsed.starts[later.cue[0]]
        for draft in drafts:
            last = draft.content[-1]
            if draft is not later and last.start < start < last.end <= cue:
                words = AND.sub("", draft.parsed.source[last.start : start])
                if words.strip() and len(words) < start - last.start - 2:
                    draft.content[-1] = Span(last.start, last.start + len(words))


def _end_before(drafts: list[Draft], later: Draft) -> None:
    """End what is said where the writer tells whose words it is in: "..., in the words of Ines Bilt"."""
    if later.rule not in {"account", "according_to"} or later.cue is None:
        return
    start = later.parsed.starts[later.cue[0]]
    for draft in drafts:
        if later.rule == "according_to" and not (draft.mental and _tells_of(later, draft)):
            continue
        last = draft.content[-1]
        words = draft.parsed.source[last.start : start].rstrip()
        if draft is not later and last.start < start < last.end and words.endswith(","):
            draft.content[-1] = Span(last.start, last.start + len(words.rstrip(" ,")))


def _tells_of(authority: Draft, draft: Draft) -> bool:
    """Whether somebody is the authority for what another thinks: "they fear it may, according to her"."""
    if draft.head is None:
        return False
    place = draft.parsed.starts[draft.head.i]
    return any(s.start <= place < s.end for s in authority.content)


def _second_verb(draft: Draft, later: Draft) -> Span | None:
    """A clause read by the order of words, up to the next verb of its speaker: "..., and said that"."""
    if draft.rule != "order" or later.rule != "verb.clause" or later.cue is None or later is draft:
        return None
    start, last = later.parsed.starts[later.cue[0]], draft.content[-1]
    said_by_one = later.holder is draft.holder or later.holder == draft.holder
    if not said_by_one or not last.start < start < last.end:
        return None
    words = draft.parsed.source[last.start : start]
    kept = AND.sub("", words)
    return Span(last.start, last.start + len(kept)) if kept.strip() and kept != words.rstrip() else None


def _set_apart(drafts: list[Draft]) -> None:
    """Cut from a content the relative clause in which somebody else speaks: ", which she said was"."""
    for inner in drafts:
        if inner.head is None or inner.rule != "verb.told" or inner.head.left_edge.i == 0:
            continue
        opening, closing = inner.head.left_edge, inner.head.right_edge
        if opening.nbor(-1).text not in {",", "—", "–", "-"}:
            continue
        start, end = inner.parsed.starts[opening.i], inner.parsed.ends[closing.i]
        for outer in drafts:
            if outer is inner:
                continue
            cut: list[Span] = []
            for span in outer.content:
                if not span.start < start < span.end:
                    cut.append(span)
                    continue
                text = outer.parsed.source
                cut.append(Span(span.start, span.start + len(text[span.start : start].rstrip(" ,;–—-"))))
                rest = text[end : span.end]
                if len(rest.strip(EDGES)) > 1:
                    cut.append(Span(span.end - len(rest.lstrip(EDGES)), span.end))
            outer.content = cut


def _rejected(drafts: list[Draft]) -> None:
    """Give a relative clause the statement it speaks of: "claimed a role, claims that others rejected"."""
    for draft in drafts:
        if draft.rule != "verb.relative" or draft.head is None:
            continue
        noun = draft.head.head
        told_of = noun.lemma_ in lexicon().nouns or noun.lemma_ in TOLD
        first = draft.head.left_edge if not told_of and _denies_all(draft) else noun.left_edge
        place = draft.parsed.starts[first.i]
        if not (told_of or _denies_all(draft)) or first.i == 0 or first.nbor(-1).text != ",":
            continue
        for other in drafts:
            last = other.content[-1]
            if other is not draft and last.start < place < last.end and other.confidence > draft.confidence:
                words = draft.parsed.source[last.start : place].rstrip(" ,;–—")
                if not words.strip():
                    continue
                other.content[-1] = Span(last.start, last.start + len(words))
                draft.content = list(other.content)
                break
        else:
            before = [
                d for d in drafts if d.cue is not None and d.content[-1].end <= place and d is not draft
            ]
            spoken = [d for d in before if d.parsed.doc[d.cue[0] if d.cue else 0].sent == noun.sent]
            if spoken:
                draft.content = list(max(spoken, key=lambda d: d.content[-1].end).content)


def _denies_all(draft: Draft) -> bool:
    """Whether a clause with "which" denies all that was said before: "of theft, which she denies"."""
    return (
        draft.stance is Stance.DENIES
        and draft.head is not None
        and draft.head.left_edge.lower_ == "which"
        and not draft.negated
    )


def _to_asides(drafts: list[Draft]) -> None:
    """Leave an authority only the aside before it, if the sentence is told by somebody who speaks.

    "The Front claimed the blast, which killed nine, according to the hospital": that counts the dead.
    """
    spoken = {draft.head for draft in drafts if draft.rule.startswith("verb.")}
    for draft in drafts:
        head, holder = draft.head, draft.holder
        if draft.rule != "according_to" or head is None or holder is None or head.head not in spoken:
            continue
        before = head.i - 2
        if before < 0 or head.nbor(-1).text != "," or is_relay(draft.parsed, holder):
            continue
        aside = next((t for t in draft.parsed.doc[before].ancestors if t.dep_ == "relcl"), None)
        apart = aside is not None and aside.left_edge.i > 0 and aside.left_edge.nbor(-1).text == ","
        if aside is not None and apart and aside.i < head.i and aside.left_edge.lower_ != "that":
            draft.content = spans(draft.parsed, range(aside.left_edge.i, head.i - 1))


def _shares_source(inner: Draft, outer: Draft) -> bool:
    """Whether a parser tied the speaker's second verb into the first one's clause; then set it free.

    In "said the bridge was rotten and warned that ..." no bridge warns: the speaker does.
    """
    verb = inner.head
    if verb is None or verb.dep_ != "conj" or outer.holder is None:
        return False
    if not outer.rule.startswith(("verb.", "noun.")) or inner.holder is None:
        return False
    if child(verb, *SUBJECTS) is not None or (verb.tag_ == "VB" and verb.head.tag_ == "VB"):
        return False
    if not (
        is_thing(inner.holder) or _disagrees(verb, inner.holder) or _in_step(verb, inner.holder, outer.head)
    ):
        return False
    cut = inner.parsed.starts[(inner.cue or (verb.i, verb.i))[0]]
    text = outer.parsed.source
    kept: list[Span] = []
    for span in outer.content:
        end = min(span.end, cut)
        words = AND.sub("", text[span.start : end])
        if words.strip():
            kept.append(Span(span.start, span.start + len(words)))
    if not kept:
        return False
    outer.content = kept
    inner.holder, inner.source, inner.inner = outer.holder, outer.source, False
    return True


def _in_step(verb: Token, holder: Token, outer: Token | None) -> bool:
    """Whether a verb of saying goes with the outer one: "said she has no plans and questioned why"."""
    usages = lexicon().verbs.get(verb.lemma_, ())
    doubts = verb.lemma_ in THOUGHT and child(verb, "ccomp") is not None
    if (
        outer is None
        or verb.tag_ not in STEPS
        or not (doubts or any("quote" in u.frames and not u.mental for u in usages))
    ):
        return False
    if not outer.tag_.startswith(STEPS[verb.tag_]) or verb.head.head != outer:
        return False
    finite = next((c for c in verb.head.lefts if c.dep_ in {"aux", "auxpass"}), verb.head)
    return verb.head.tag_ != verb.tag_ or finite.tag_ != verb.tag_ or holder.pos_ == "PRON"


def _disagrees(verb: Token, holder: Token) -> bool:
    """Whether a verb in the plural is given a subject in the singular: "the front ... and have denied"."""
    finite = next((c for c in verb.lefts if c.dep_ == "aux"), verb)
    plural = finite.tag_ == "VBP" and finite.lower_ not in {"am", "'m"}
    return plural and holder.tag_ in {"NN", "NNP"} and not any(c.dep_ == "conj" for c in holder.rights)


def _twins(weaker: Draft, other: Draft) -> bool:
    """Whether two drafts say the same: one cue, or nearly the same content."""
    shared = _shared(weaker.content, other.content)
    if "verb.relative" in {weaker.rule, other.rule} and weaker.content == other.content:
        return False
    if weaker.head is not None and weaker.head == other.head:
        return shared > 0
    if _testified(weaker, other) or _testified(other, weaker):
        return False
    if _told_by(weaker, other) or _told_by(other, weaker) or _passed(weaker, other) or _passed(other, weaker):
        return False
    return shared >= 0.8 * max(_size(weaker.content), _size(other.content))


def _told_by(draft: Draft, other: Draft) -> bool:
    """Whether a draft stands with its cue in what an agency reports: no twin, but to be relayed."""
    if draft.head is None or other.holder is None or not is_relay(other.parsed, other.holder):
        return False
    place = draft.parsed.starts[draft.head.i]
    return any(s.start <= place < s.end for s in other.content)


def _passed(draft: Draft, other: Draft) -> bool:
    """Whether an agency is told behind whom it quotes: "..., the court said, Reuters reports"."""
    if draft.head is None or other.head is None or draft.head.head != other.head or other.holder is None:
        return False
    behind = draft.head.i < other.holder.i < other.head.i and draft.content == other.content
    return behind and is_relay(other.parsed, other.holder)


def _around(draft: Draft, others: list[Draft]) -> Draft | None:
    """The surest draft whose content holds this one's cue."""
    if draft.cue is None or draft.head is None:
        return None
    place = draft.parsed.starts[draft.head.i]
    for other in others:
        if other is draft or other.confidence < UNSURE:
            continue
        if any(s.start <= place < s.end for s in other.content):
            if _holds(draft, other):
                continue
            return other
    return None


def _is_retold(inner: Draft, outer: Draft) -> bool:
    """Whether somebody tells what another person told him: "she said the king had told her that"."""
    verb, teller = inner.head, outer.head
    if verb is None or teller is None or inner.holder is None or outer.holder is None or inner.negated:
        return False
    if not {verb.lemma_, teller.lemma_} <= RETELLING or outer.negated or outer.inner:
        return False
    if inner.rule not in {"verb.clause", "quote.cued"} or outer.rule != "verb.clause":
        return False
    if verb.tag_ not in {"VBD", "VBN"} or is_passive(verb) or is_supposed(verb):
        return False
    if inner.holder.pos_ == "PRON":
        return False
    plain = verb.dep_ == "ccomp" and verb.head == teller and child(verb, "nsubj") == inner.holder
    return plain and not is_thing(inner.holder) and inner.holder.lemma_ != outer.holder.lemma_


def _holds(draft: Draft, other: Draft) -> bool:
    """Whether the other's cue in turn stands in this one's content, which parsers at a loss bring about."""
    if other.head is None:
        return False
    place = other.parsed.starts[other.head.i]
    return any(s.start <= place < s.end for s in draft.content) and _size(draft.content) > _size(
        other.content
    )


def _credit(draft: Draft, others: list[Draft], gone: set[int]) -> None:
    """Give an agency's report to the source that it cites; the agency then only relays it."""
    if draft.head is None or draft.holder is None or not is_relay(draft.parsed, draft.holder):
        return
    source = cited(draft.head)
    if source is None or any(_relays(draft, other) for other in others if _around(other, [draft]) is draft):
        return
    draft.via, draft.holder, draft.source = draft.holder, source, source_range(source)
    gone.update(id(d) for d in others if d.head is not None and d.head == source.head)


def _without_relay(inner: Draft, outer: Draft) -> None:
    """Cut what the relay says of itself from the end of content: ", Reuters reports"."""
    if outer.source is None or outer.cue is None:
        return
    place = outer.parsed.starts[min(outer.source[0], outer.cue[0])]
    last = inner.content[-1]
    if last.start < place < last.end:
        words = inner.parsed.source[last.start : place].rstrip(" ,;–—")
        if words.strip():
            inner.content[-1] = Span(last.start, last.start + len(words))


def _told_of(outer: Draft, inner: Draft) -> bool:
    """Whether somebody is the authority for another's whole statement: "he denied it, according to her"."""
    if outer.rule != "according_to" or inner.head is None or outer.head is None:
        return False
    place = inner.parsed.starts[inner.head.i]
    told = any(span.start <= place < span.end for span in outer.content) or not inner.rule.startswith("verb.")
    return told and inner.head == outer.head.head and inner.rule.startswith(("verb.", "quote."))


def _testified(outer: Draft, inner: Draft) -> bool:
    """Whether one tells what another said in words: "the witness said it burned, according to the report"."""
    told = inner.rule == "verb.clause" and inner.head is not None and inner.head.lemma_ in RETELLING
    return told and _told_of(outer, inner)


def _relays(outer: Draft, inner: Draft) -> bool:
    """Whether the outer finding is an agency passing on the inner one."""
    if outer.holder is None or inner.holder is None:
        return False
    if not is_relay(outer.parsed, outer.holder) and not _told_of(outer, inner):
        return False
    whole = inner.head is not None and outer.head is not None and inner.head.head == outer.head
    if _told_of(outer, inner) or (whole and inner.head is not None and inner.head.dep_ == "ccomp"):
        return not inner.mental
    return not inner.mental and _size(inner.content) >= 0.5 * _size(outer.content)
