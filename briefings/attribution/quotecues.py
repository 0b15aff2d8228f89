"""The cue of a full quotation in its own sentence, and the draft that it gives."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.asides import relayed_by
from briefings.attribution.cues import lexicon
from briefings.attribution.drafts import Draft, source_range
from briefings.attribution.order import source_before
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import (
    child,
    cue_range,
    inverted,
    is_negated,
    is_passive,
    is_supposed,
    is_verb,
    subject,
)
from store.records import Span, Stance

NEAR = 14
"""How many words may stand between a quotation and a cue that the parse does not connect."""


def cued_quotation(parsed: Parsed, cue: Token, span: Span) -> Draft:
    """The draft of a quotation with this cue."""
    usages = lexicon().verbs.get(cue.lemma_.lower(), ())
    usage = next((u for u in usages if "quote" in u.frames), usages[0] if usages else None)
    holder = subject(cue) or inverted(cue)
    before = source_before(cue) if holder is None and is_verb(cue) and not is_passive(cue) else None
    holder = before[2] if before is not None else holder
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
        confidence=(0.95 if usage else 0.75) * (0.5 if is_verb(cue) and is_supposed(cue) else 1.0),
        negated=is_negated(cue) if is_verb(cue) else False,
        via=via,
    )


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
                outer = relayed_by(head)
                return outer if outer is not None and outer.i < token.i and _speaks(outer) else head
            if (
                (head.tag_ != "VB" or child(head, "aux") is not None)
                and _comma_between(parsed, token, head)
                and (subject(head) or inverted(head)) is not None
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
    sourced = subject(verb) is not None or is_passive(verb) or inverted(verb) is not None
    return any(not u.mental for u in usages) and (sourced or source_before(verb) is not None)


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
