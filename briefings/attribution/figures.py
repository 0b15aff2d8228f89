"""Casualty figures in the writer's own voice: "killed at least nine people and wounded twelve others"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from briefings.attribution.drafts import Draft
from briefings.attribution.paragraphs import Parsed, Range
from briefings.attribution.syntax import child, is_negated, is_passive, is_verb
from store.records import Part, Span

SUFFERED = frozenset(["die", "drown", "perish"])
"""Verbs whose subject is counted."""
DONE_TO = frozenset(
    ["kill", "wound", "injure", "murder", "slay", "massacre", "hospitalise", "hospitalize", "displace"]
)
"""Verbs whose object is counted."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A casualty figure: the verb that tells what happened and the counted phrase."""

    parsed: Parsed
    cue: Range
    content: Span
    official: Token | None = None
    """The word that gives it to officials: "the official toll"."""


def figures(parsed: Parsed, drafts: Sequence[Draft]) -> Iterator[Figure]:
    """Figures of a paragraph that stand in nobody's mouth: outside quotations and other content."""
    claimed = [(s.start, s.end) for d in drafts for s in d.content]
    for verb in parsed.doc:
        if (
            not is_verb(verb)
            or verb.lemma_ not in SUFFERED | DONE_TO
            or parsed.quoted[verb.i] >= 0
            or is_negated(verb)
        ):
            continue
        counted = _counted(parsed, verb)
        if counted is None:
            continue
        start = parsed.starts[verb.i]
        if any(a <= start < b for a, b in claimed):
            continue
        first = min(t.i for t in counted.subtree if t.i >= counted.left_edge.i)
        yield Figure(parsed, (verb.i, verb.i), parsed.span((first, counted.i)))


TOLL = frozenset(["toll", "tally"])
STANDS = frozenset(
    ["stand", "rise", "climb", "reach", "pass", "hit", "grow", "increase", "exceed", "be", "top"]
)
"""What a toll does: "the official toll stands at nine"."""


def tolls(parsed: Parsed, drafts: Sequence[Draft]) -> Iterator[Figure]:
    """Tolls that a sentence tells by itself: "The official death toll stands at 140 people"."""
    claimed = [(s.start, s.end) for d in drafts for s in d.content]
    for verb in parsed.doc:
        own = child(verb, "nsubj") if verb.lemma_ in STANDS and parsed.quoted[verb.i] < 0 else None
        if own is None or own.lemma_ not in TOLL or is_negated(verb) or verb.dep_ not in {"ROOT", "conj"}:
            continue
        lead = child(verb, "prep")
        number = child(lead, "pobj") if lead is not None else child(verb, "dobj", "attr")
        if number is None or not any(t.like_num for t in number.subtree) or verb.i > number.i:
            continue
        start = parsed.starts[verb.i]
        if any(a <= start < b for a, b in claimed):
            continue
        official = next((c for c in own.lefts if c.lower_ == "official"), None)
        content = parsed.span((own.left_edge.i, number.right_edge.i))
        yield Figure(parsed, (verb.i, verb.i), content, official)


def _counted(parsed: Parsed, verb: Token) -> Token | None:
    """The phrase that tells how many."""
    if is_passive(verb) or verb.lemma_ in SUFFERED:
        who = child(verb, "nsubjpass", "nsubj")
    else:
        who = child(verb, "dobj")
    if who is None:
        return None
    number = who if who.tag_ == "CD" else child(who, "nummod")
    if who.tag_ == "CD" and parsed.masked.part is Part.TITLE:
        return None  # "the crash that killed 96"
    if (
        number is None
        or not any(c.isalnum() for c in number.text)
        or number.ent_type_ in {"DATE", "TIME", "MONEY"}
    ):
        return None
    return who
