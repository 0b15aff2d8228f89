"""Targets: who is accused, asked or addressed by a statement."""

from __future__ import annotations

from spacy.tokens import Token

from briefings.attribution.coreference import Cast
from briefings.attribution.drafts import Draft
from briefings.attribution.names import cut
from briefings.attribution.syntax import child, is_verb
from store.records import Stance

AIMED = frozenset([Stance.ACCUSES, Stance.CALLS_FOR])
"""Stances that have somebody in view."""
TOWARDS = frozenset(["on", "upon", "to"])


def target_of(draft: Draft, cast: Cast) -> str | None:
    """Whom a statement accuses, asks or addresses, several joined with "; "; None if its cue names nobody."""
    verb = draft.head
    if verb is None or not is_verb(verb) or draft.stance not in AIMED or draft.rule == "idiom":
        return None
    who = None if _is_thing_asked(draft) else _whom(verb)
    if who is None or who.pos_ not in {"PROPN", "PRON", "NOUN"} or draft.parsed.is_masked(who):
        return None
    if who.pos_ == "NOUN" and child(who, "conj") is None:
        return cut(draft.parsed, (who.left_edge.i, who.i)) or None
    return "; ".join(cast.names_of(draft.parsed, who)) or None


def _is_thing_asked(draft: Draft) -> bool:
    """Whether the object of a verb is what is asked for, and nobody: "requested a longer sentence"."""
    return draft.stance is Stance.CALLS_FOR and draft.rule == "verb.object"


def _whom(verb: Token) -> Token | None:
    """The object of a verb, or what a preposition of direction leads to."""
    if verb.lemma_ == "blame":
        on = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "on"), None)
        blamed = child(on, "pobj") if on is not None else None
        if blamed is not None:
            return blamed
    who = child(verb, "dobj", "dative")
    if who is not None:
        return who
    prep = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in TOWARDS), None)
    return child(prep, "pobj") if prep is not None else None
