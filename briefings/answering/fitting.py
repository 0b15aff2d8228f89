"""Whom a description fits as their articles tell of them: "Latvia's finance minister".

Where a role names no country and no body, the article around it does.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefings.answering.finding import Finder
from briefings.answering.offices import DETERMINERS, INSIDE, is_office, places_of, tail_of
from briefings.answering.words import Word, bag, match, words
from store.records import Claim, Speaker


def fitting(description: str, claims: Sequence[Claim], finder: Finder) -> tuple[Speaker, ...]:
    """Those of the claims' speakers whom the description fits, in the order of the claims.

    What they are must stand in what they are called, or beside their words; whose or of where they are
    may stand anywhere in the article, unless they are told to be of another country.
    """
    asked = words(description)
    telling = [word for word in asked if word.plain not in DETERMINERS | INSIDE]
    tail = tail_of(asked)
    heads = [word for word in telling if word not in tail and not places_of([word])[0]]
    whose = [word for word in telling if word not in heads]
    if not whose or not any(map(is_office, heads)):
        return ()
    found = [each for each in claims if each.speaker_ids and _fits(each, heads, whose, finder)]
    return finder.speakers(dict.fromkeys(speaker for each in found for speaker in each.speaker_ids))


def _fits(claim: Claim, heads: Sequence[Word], whose: Sequence[Word], finder: Finder) -> bool:
    called = f"{' '.join(claim.speakers)} {claim.role or ''} {claim.speaker_surface or ''}"
    who = bag(called)
    if not all(match(word, who) for word in heads):
        return False
    told = places_of(words(claim.role or ""))[0]
    asked = places_of(whose)[0]
    if told and asked and not told & asked:
        return False
    return all(match(word, who) or finder.stands_in(claim, word) for word in whose)
