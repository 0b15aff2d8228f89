"""Targets: who is accused, asked or addressed by a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from briefings.attribution.coreference import Cast
from briefings.attribution.drafts import Draft
from briefings.attribution.roles import cut
from briefings.attribution.syntax import antecedent, child, is_verb
from store.records import Stance

NEAR = re.compile(r"^(?:neighbou?ring|nearby)\s+(?=[A-Z])")
"""What tells where somebody is, not who: "neighbouring Norland"."""
AIMED = frozenset([Stance.ACCUSES, Stance.CALLS_FOR])
"""Stances that have somebody in view."""
TOWARDS = frozenset(["on", "upon", "to"])


def target_of(draft: Draft, cast: Cast, speakers: Sequence[str] = ()) -> str | None:
    """Whom a statement accuses, asks or addresses, several joined with "; "; None if its cue names nobody."""
    verb = draft.head
    if verb is None or not is_verb(verb) or draft.stance not in AIMED or draft.rule == "idiom":
        return None
    who = None if _is_thing_asked(draft) else _whom(verb)
    if who is None or who.pos_ not in {"PROPN", "PRON", "NOUN"} or draft.parsed.is_masked(who):
        return None
    if who.pos_ == "NOUN" and child(who, "conj") is None:
        return NEAR.sub("", cut(draft.parsed, (who.left_edge.i, who.i))) or None
    names = cast.names_of(draft.parsed, antecedent(who))
    if who.pos_ == "PRON" and names and set(names) <= set(speakers):
        names = _other(draft, cast, who, speakers)
    return "; ".join(names) or None


def _other(draft: Draft, cast: Cast, who: Token, speakers: Sequence[str]) -> list[str]:
    """Whom "it" means that cannot be the speaker: "to leave Norland after accusing it of lies"."""
    named = [t for t in who.doc[who.sent.start : who.i] if t.pos_ == "PROPN" and t.dep_ != "compound"]
    for token in reversed(named):
        names = cast.names_of(draft.parsed, token)
        if names and not set(names) & set(speakers):
            return names
    return []


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
