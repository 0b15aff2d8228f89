"""Silences: "did not respond to a request for comment", "could not be reached", "did not comment".

Nobody said anything, and that is the news: each is kept as speech that did not happen.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from briefings.attribution.drafts import Draft, source_range, spans
from briefings.attribution.holders import holder_of
from briefings.attribution.paragraphs import Parsed, Range
from briefings.attribution.syntax import child, covered, cue_range, is_negated, is_passive, is_verb
from store.records import Stance

ANSWERS = frozenset(["respond", "reply", "answer", "return", "react"])
REACHES = frozenset(["reach", "contact"])
ASKED = frozenset(
    [
        "request",
        "question",
        "query",
        "inquiry",
        "enquiry",
        "email",
        "e-mail",
        "call",
        "message",
        "letter",
        "attempt",
        "comment",
    ]
)
"""What reporters send: "requests for comment"."""
CONFIDENCE = 0.7


def silence_drafts(parsed: Parsed) -> Iterator[Draft]:
    """Drafts of all places of a paragraph that tell of somebody who gave no answer."""
    for verb in parsed.doc:
        if not is_verb(verb) or parsed.quoted[verb.i] >= 0 or not is_negated(verb):
            continue
        found = _unanswered(verb) or _unreached(verb) or _uncommented(verb)
        holder = holder_of(verb) if found is not None else None
        if found is None or holder is None or holder.dep_ == "expl":
            continue
        cue, tokens = found
        content = spans(parsed, tokens)
        if content:
            yield Draft(
                parsed=parsed,
                head=verb,
                cue=cue,
                holder=holder,
                source=source_range(holder),
                content=content,
                stance=Stance.STATES,
                rule="silence",
                confidence=CONFIDENCE,
                negated=True,
            )


def _unanswered(verb: Token) -> tuple[Range, set[int]] | None:
    """Cue and content of "did not respond to a request for comment", "did not return calls"."""
    if verb.lemma_ not in ANSWERS or is_passive(verb):
        return None
    for kid in verb.rights:
        to = kid.dep_ == "prep" and kid.lower_ == "to"
        thing = child(kid, "pobj") if to else kid if kid.dep_ == "dobj" else None
        if thing is not None and thing.lemma_ in ASKED:
            return cue_range(verb), set(covered(kid))
    return None


def _unreached(verb: Token) -> tuple[Range, set[int]] | None:
    """Cue and content of "could not be reached for comment"."""
    if verb.lemma_ not in REACHES or not is_passive(verb):
        return None
    for kid in verb.rights:
        thing = child(kid, "pobj") if kid.dep_ == "prep" and kid.lower_ == "for" else None
        if thing is not None and thing.lemma_ in ASKED:
            return cue_range(verb), set(covered(kid))
    return None


def _uncommented(verb: Token) -> tuple[Range, set[int]] | None:
    """Cue and content of "did not comment on the matter", "did not immediately respond"."""
    plain = verb.lemma_ in {"respond", "reply"} and child(verb, "prep", "ccomp", "dobj") is None
    first, last = cue_range(verb)
    denied = child(verb, "neg") is not None and first < last
    if (verb.lemma_ != "comment" and not plain) or is_passive(verb) or not denied:
        return None
    on = [k for k in verb.rights if k.dep_ == "prep" and k.lower_ in {"on", "about", "for"}]
    return (first, verb.i - 1), {verb.i} | {i for k in on for i in covered(k)}
