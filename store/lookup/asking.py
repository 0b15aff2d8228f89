"""What is asked for: each word with all that counts as it, in the index and among the speakers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from store.lookup.index import View
from store.lookup.people import People
from store.lookup.ranking import Part
from store.lookup.synonyms import synonyms
from store.lookup.words import plain, stem
from store.names import key

ALIKE = 0.7
"""How like a word another is that is hardly meant otherwise."""

_MEANT = 6
_BEARERS = 50
_KNOWN_BUT_UNLIKE = 0.75
_UNKNOWN = 0.9
_RARE = 0.0005
"""A known word in a smaller share of claims than this may itself be a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One asked word with the parts it falls into ("cease-fire": cease, fire)."""

    word: str
    parts: tuple[Part, ...]


class Reader:
    """Reads asked words as one view of the index and the people of the same moment know them.

    `size`: how many claims there are, those not indexed yet among them.
    """

    def __init__(self, view: View, people: People, size: int) -> None:
        self._view, self._people, self._size = view, people, size

    def read(self, words: Sequence[str]) -> list[Asked]:
        """The words that hold something to look for, each once."""
        asked = [self.word(word) for word in dict.fromkeys(words)]
        return self._with_whole_names([each for each in asked if each.parts])

    def word(self, word: str) -> Asked:
        """One word by itself."""
        pieces = plain(word)
        joined = "".join(pieces[:-1])
        if len(pieces) < 3 or joined != pieces[-1]:
            return Asked(word, tuple(self._part(each) for each in pieces))
        # Hyphenated: each piece counts as found where they are written in one.
        parts = [self._part(each) for each in pieces[:-1]]
        return Asked(word, tuple(replace(part, alike={**part.alike, joined: 1.0}) for part in parts))

    def _with_whole_names(self, asked: Sequence[Asked]) -> list[Asked]:
        """The asked words with the speakers whose name several of them in a row make up."""
        speakers: list[dict[int, float]] = [{} for _ in asked]
        rare = [any(part.rare for part in each.parts) for each in asked]
        for first, length in itertools.product(range(len(asked)), (2, 3)):
            if any(rare[first : first + length]) and first + length <= len(asked):
                run = " ".join(each.word for each in asked[first : first + length])
                bearers = self._people.bearing_together(run)
                for at in range(first, first + length) if bearers else ():
                    speakers[at] = _best(speakers[at], bearers)
        return [
            Asked(each.word, tuple(replace(part, speakers=_best(part.speakers, more)) for part in each.parts))
            if more
            else each
            for each, more in zip(asked, speakers, strict=True)
        ]

    def _part(self, word: str) -> Part:
        places, size = self._view.places, self._size
        root, sound = stem(word), key(word)
        count = places("stems", root)
        rare = count <= size * _RARE
        # Of a word that is surely meant only slips count that others made in writing it.
        near = self._view.vocabulary.near(word, 2 if rare else 1) if rare or len(word) > 3 else ()
        if count:  # a word that is known is meant, unless a much commoner one is a letter away
            meant = [each for each in near if rare and each.places > 20 * count and each.likeness >= ALIKE]
            alike = {each.word: _KNOWN_BUT_UNLIKE * each.likeness for each in near if each.slips == 1}
        else:
            meant = list(near[:_MEANT])
            alike = {each.word: _UNKNOWN * each.likeness for each in near}
        alike |= {each.word: _UNKNOWN * each.likeness for each in meant}
        speakers = self._people.bearing(word, misspelt=rare) if len(word) > 2 else {}
        seen = max(
            count,
            places("keys", sound) if len(sound) > 2 else 0,
            meant[0].places if meant else 0,
        )
        if not seen and speakers:
            ids = itertools.islice(speakers, _BEARERS)
            seen = sum(places("speaker", speaker_id) for speaker_id in ids)
        weight = math.log(1 + (size + 1) / (seen + 1))
        wanted = {each.word: each.likeness for each in meant[:_MEANT]}
        return Part(word, root, sound, weight, wanted, alike, synonyms(root), speakers, count, rare)


def _best(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    return {each: max(one.get(each, 0.0), other.get(each, 0.0)) for each in (*one, *other)}
