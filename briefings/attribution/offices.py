"""Offices: whether "the governor" may mean somebody of whom a role was told, and how well it fits."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from briefings.attribution.sources import Source
from briefings.attribution.syntax import child
from briefings.attribution.wordlists import NAME_TAGS, bare, words

KIN = 5
"""Letters that a country shares with the name of its people: "Russia's minister", "the Russian minister"."""
BELOW = frozenset(["deputy", "vice", "assistant", "associate", "under", "acting", "shadow"])
"""Words that make another office of one: "the governor" is not the deputy governor."""
PAST = frozenset(["former", "ex", "then", "late", "retired"])
LINKS = frozenset(["of", "for", "at"])
SHORT = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "del": "delegate",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "insp": "inspector",
    "supt": "superintendent",
    "det": "detective",
    "prof": "professor",
}
"""Offices in short before a name."""
PARTY = frozenset(
    ["republican", "democratic", "democrat", "gop", "conservative", "labour", "liberal", "tory"]
)
"""Words for a party, which the same governor may be called by or not."""


def fits(holder: Token, source: Source) -> bool:
    """Whether a noun for one person, "the Norland minister", may mean a person of this role."""
    if not source.is_known_person or source.role is None:
        return False
    role = _parts(source.role)
    if bare(holder.text) not in role:
        return False
    told = set(_before(holder))
    if (BELOW & set(role)) - told:
        return False
    kind = {word[:KIN] for word in told if word not in PAST | PARTY | words().grading}
    if kind and len(role) > 1 and not kind & {word[:KIN] for word in role}:
        return False
    return _same_house(holder, role)


def is_plainly(holder: Token, source: Source) -> bool:
    """Whether somebody holds an office without more words: "Governor", "the Norland governor"."""
    role = _parts(source.role or "")
    noun = bare(holder.text)
    if noun not in role or PAST & set(role):
        return False
    return role[-1] == noun or bool(_house(holder))


def _parts(role: str) -> list[str]:
    """The words of a role in small letters, offices in full: "Gov." is governor."""
    plain = (bare(word) for word in role.replace("-", " ").split())
    return [SHORT.get(word, word) for word in plain]


def _before(holder: Token) -> Iterator[str]:
    """Which minister, of what: the words before a role that tell more of it."""
    for token in holder.lefts:
        named = token.dep_ == "poss" and token.tag_ in NAME_TAGS
        if token.is_alpha and (token.dep_ in {"amod", "compound", "nmod"} or named):
            yield token.lower_


def _house(holder: Token) -> set[str]:
    """What an office is one of, as told behind it: "the governor of Oster"."""
    preps = (c for c in holder.rights if c.dep_ == "prep" and c.lower_ in LINKS)
    heads = (child(prep, "pobj") for prep in preps)
    return {t.lower_[:KIN] for head in heads if head is not None for t in head.subtree if t.is_alpha}


def _same_house(holder: Token, role: list[str]) -> bool:
    """Whether what stands behind an office agrees with what a role tells, if both tell of it."""
    wanted = _house(holder)
    told = role[role.index(bare(holder.text)) + 1 :]
    if not wanted or not told or told[0] not in LINKS:
        return True
    return bool(wanted & {word[:KIN] for word in told[1:]} - {"the"})
