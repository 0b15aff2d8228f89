"""Silences: "did not respond to a request for comment", "could not be reached", "has yet to comment".

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
GIVES = frozenset(["offer", "give", "make", "provide", "issue", "have"])
REPLIES = frozenset(["comment", "response", "reply", "explanation", "reason", "detail", "statement"])
"""What may be given or not: "gave no details", "did not offer a response"."""
EVADES = frozenset(["dodge", "sidestep", "evade", "duck", "ignore", "deflect"])
"""How questions are left open."""
STAYS = frozenset(["remain", "stay", "keep"])
HUSHED = frozenset(["silent", "quiet", "mum", "tight-lipped"])
WITHHELD = frozenset(["comment", "respond", "reply", "speak", "react", "answer"])
CONFIDENCE = 0.7
Found = tuple[Range, set[int]]
"""The cue and the tokens of the content."""


def silence_drafts(parsed: Parsed) -> Iterator[Draft]:
    """Drafts of all places of a paragraph that tell of somebody who gave no answer."""
    for verb in parsed.doc:
        if not is_verb(verb) or parsed.quoted[verb.i] >= 0:
            continue
        found, holder = _silence(verb), None
        if found is not None:
            holder = holder_of(verb)
        else:
            found, holder = _none_from(verb)
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


def _silence(verb: Token) -> Found | None:
    """Cue and content of a silence whose verb this is, told of its subject."""
    if is_negated(verb):
        found = _unanswered(verb) or _unreached(verb) or _uncommented(verb) or _undrawn(verb)
    else:
        found = _yet(verb) or _evaded(verb) or _hushed(verb) or _nothing(verb)
    return found or _no_reply(verb)


def _unanswered(verb: Token) -> Found | None:
    """Cue and content of "did not respond to a request for comment", "did not return calls"."""
    if verb.lemma_ not in ANSWERS or is_passive(verb):
        return None
    for kid in verb.rights:
        to = kid.dep_ == "prep" and kid.lower_ == "to"
        thing = child(kid, "pobj") if to else kid if kid.dep_ == "dobj" else None
        if thing is not None and thing.lemma_ in ASKED:
            return cue_range(verb), set(covered(kid))
    return None


def _unreached(verb: Token) -> Found | None:
    """Cue and content of "could not be reached for comment"."""
    if verb.lemma_ not in REACHES or not is_passive(verb):
        return None
    for kid in verb.rights:
        thing = child(kid, "pobj") if kid.dep_ == "prep" and kid.lower_ == "for" else None
        if thing is not None and thing.lemma_ in ASKED:
            return cue_range(verb), set(covered(kid))
    return None


def _uncommented(verb: Token) -> Found | None:
    """Cue and content of "did not comment on the matter", "had not spoken publicly"."""
    plain = verb.lemma_ in {"respond", "reply"} and child(verb, "prep", "ccomp", "dobj") is None
    public = verb.lemma_ == "speak" and any(c.lower_ == "publicly" for c in verb.children)
    first, last = cue_range(verb)
    denied = child(verb, "neg") is not None and first < last
    if not (verb.lemma_ == "comment" or plain or public) or is_passive(verb) or not denied:
        return None
    leads = {"on", "about", "for"}
    on = [k for k in verb.rights if k.lower_ == "publicly" or (k.dep_ == "prep" and k.lower_ in leads)]
    return (first, verb.i - 1), {verb.i} | {i for k in on for i in covered(k)}


def _undrawn(verb: Token) -> Found | None:
    """Cue and content of "would not be drawn on the plans"."""
    on = next((k for k in verb.rights if k.dep_ == "prep" and k.lower_ in {"on", "about"}), None)
    if verb.lemma_ != "draw" or not is_passive(verb) or on is None:
        return None
    return cue_range(verb), set(covered(on))


def _yet(verb: Token) -> Found | None:
    """Cue and content of "has yet to comment on the charges"."""
    yet = next((c for c in (*verb.lefts, *verb.head.children) if c.lower_ == "yet" and c.i < verb.i), None)
    have = verb.head
    if verb.lemma_ not in WITHHELD or have.lemma_ != "have" or verb.dep_ != "xcomp" or yet is None:
        return None
    return (have.i, verb.i - 1), {i for i in covered(verb) if i >= verb.i}


def _evaded(verb: Token) -> Found | None:
    """Cue and content of "dodged questions about the letter"."""
    thing = child(verb, "dobj")
    if verb.lemma_ not in EVADES or thing is None or thing.lemma_ not in ASKED - {"letter", "comment"}:
        return None
    comma = next(
        (i for i in covered(thing) if i > thing.i and verb.doc[i].text == ","), thing.right_edge.i + 1
    )
    return cue_range(verb), {i for i in covered(thing) if i < comma}


def _hushed(verb: Token) -> Found | None:
    """Cue and content of "remained silent on the raid"."""
    word = child(verb, "acomp", "oprd")
    if verb.lemma_ not in STAYS or word is None or word.lower_ not in HUSHED:
        return None
    on = [k for k in (*word.rights, *verb.rights) if k.dep_ == "prep" and k.lower_ in {"on", "about", "over"}]
    return cue_range(verb), {word.i} | {i for k in on for i in covered(k)}


def _nothing(verb: Token) -> Found | None:
    """Cue and content of "has said nothing about it"."""
    thing = child(verb, "dobj")
    if verb.lemma_ != "say" or thing is None or thing.lower_ != "nothing" or thing.i != verb.i + 1:
        return None
    on = [k for k in verb.rights if k.dep_ == "prep" and k.lower_ in {"on", "about"}]
    return cue_range(verb), set(covered(thing)) | {i for k in on for i in covered(k)}


def _no_reply(verb: Token) -> Found | None:
    """Cue and content of "gave no details", "did not offer a response", "declined comment"."""
    thing = child(verb, "dobj")
    if thing is None or thing.lemma_ not in REPLIES or is_passive(verb):
        return None
    none = any(c.lower_ == "no" for c in thing.lefts)
    denied = none or (is_negated(verb) and verb.lemma_ != "have")
    if not (verb.lemma_ == "decline" or (verb.lemma_ in GIVES and denied)):
        return None
    return cue_range(verb), set(covered(thing))


def _none_from(verb: Token) -> tuple[Found | None, Token | None]:
    """Cue, content and source of "there was no comment from the council", "calls to it were not returned"."""
    thing = child(verb, "attr", "nsubj", "nsubjpass")
    if thing is None or parted(thing) is None:
        return None, None
    lead = parted(thing)
    holder = child(lead, "pobj") if lead is not None else None
    silent = verb.lemma_ == "be" and thing.lemma_ in {"comment", "response", "reply", "reaction", "word"}
    silent = (
        silent and lead is not None and lead.lower_ == "from" and any(c.lower_ == "no" for c in thing.lefts)
    )
    returned = verb.lemma_ in {"return", "answer"} and is_passive(verb) and is_negated(verb)
    unanswered = verb.lemma_ == "go" and any(c.lower_ == "unanswered" for c in verb.rights)
    sent = thing.lemma_ in ASKED and (returned or unanswered) and lead is not None and lead.lower_ == "to"
    if not (silent or sent):
        return None, None
    cue = cue_range(verb) if sent else (verb.i, verb.i)
    tokens = {i for i in covered(thing) if lead is None or i < lead.i}
    return (cue, tokens), holder


def parted(thing: Token) -> Token | None:
    """The "from" or "to" behind what was or was not sent, tied to it or to its verb."""
    kids = (*thing.rights, *thing.head.rights)
    return next((k for k in kids if k.dep_ == "prep" and k.lower_ in {"from", "to"} and k.i > thing.i), None)
