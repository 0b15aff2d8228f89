"""Statements in relative clauses: ", which she said was rotten", ", whom he described as a friend"."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.clauses import without_tails
from briefings.attribution.paragraphs import Parsed
from briefings.attribution.syntax import covered

FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


def told_of_relative(_: Parsed, verb: Token) -> set[int] | None:
    """What somebody says of the thing that a relative pronoun stands for, with that thing."""
    pronoun, told = fronted(verb), None
    if pronoun is None or teller(verb) is None:
        return None
    for kid in verb.rights:
        helped = any(c.tag_ in FINITE for c in kid.lefts if c.dep_ in {"aux", "auxpass"})
        clause = kid.dep_ in {"xcomp", "ccomp"} and (kid.tag_ in FINITE or helped)
        if clause or (kid.dep_ == "prep" and kid.lower_ in {"as", "of"} and pronoun.dep_ == "dobj"):
            told = kid
    if told is None:
        return None
    own = without_tails(set(covered(told)), told)
    return _meant(verb, pronoun) | own - ({told.i} if told.lower_ == "as" else set()) - {pronoun.i}


def _meant(verb: Token, pronoun: Token) -> set[int]:
    """The noun phrase that a relative pronoun stands for, else the pronoun."""
    thing = verb.head
    if verb.dep_ != "relcl" or thing.pos_ not in {"NOUN", "PROPN"}:
        return {pronoun.i}
    return {i for i in covered(thing, without=verb) if i < pronoun.i and i < verb.left_edge.i}


def fronted(verb: Token) -> Token | None:
    """The relative pronoun that opens a verb's clause without being its subject alone."""
    if verb.dep_ not in {"relcl", "advcl", "ccomp"}:
        return None
    opening = verb.left_edge
    if opening.tag_ not in {"WDT", "WP"} or opening.lower_ == "what" or opening.i >= verb.i:
        return None
    return opening


def teller(verb: Token) -> Token | None:
    """Who speaks in such a clause: its subject that is no relative pronoun."""
    for kid in verb.lefts:
        if kid.dep_ == "nsubj" and kid.tag_ not in {"WDT", "WP"}:
            return kid
    return None
