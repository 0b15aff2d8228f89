"""Who is meant by each side where two are set against each other.

A side that no stored speaker is called by keeps its words: who it is may show near the matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefings.answering.lexicon import listed
from briefings.answering.offices import is_office
from briefings.answering.sources import Meant, Sources
from briefings.answering.words import Word, words
from store.names import bare
from store.records import Speaker

_BOTH = 2
_OWNERS = frozenset({"her", "his", "their"})


@dataclass(frozen=True, slots=True)
class Camps:
    """The speakers of each side, the words that belong to the topic after all, and those of sides unknown.

    `called` has the words of each party, `who.parties` its speakers, none where nobody is called so.
    """

    who: Meant
    lost: tuple[Word, ...] = ()
    called: tuple[tuple[str, ...], ...] = ()


def met(sides: Sequence[Sequence[Word]], sources: Sources) -> Camps:
    """Who each side is; words that name nobody known but are known words belong to the topic."""
    asked = [part for side in sides for part in _parts(side)]
    parties = [(part, sources.meant(part)) for part in asked]
    kin = [_kin_of(part, parties, sources) for part in asked]
    parties = [(part, one or _persons(part, meant)) for (part, meant), one in zip(parties, kin, strict=True)]
    if len(parties) >= _BOTH and any(meant.speakers for _, meant in parties):
        return _side_by_side(parties)
    found = {speaker.id: speaker for _, meant in parties for speaker in meant.speakers}
    nobody = [part for part, meant in parties if meant.unknown]
    if found or not nobody:
        return Camps(
            Meant(speakers=tuple(found.values()), parties=tuple(meant.speakers for _, meant in parties))
        )
    named = next((part for part in nobody if sources.is_only_a_name(part)), None)
    if named is None and (len(nobody) >= _BOTH or all(sources.knows(word.plain) for word in nobody[0])):
        lost = tuple(word for part in nobody for word in part if not word.is_stop)
        return Camps(Meant(), lost)
    return Camps(Meant(unknown=" ".join(word.text for word in named or nobody[0])))


def _parts(side: Sequence[Word]) -> list[list[Word]]:
    """The words for each party of a side: "the mayor and the union"."""
    parts: list[list[Word]] = [[]]
    for word in side:
        if word.plain in {"and", "or"}:
            parts.append([])
        elif not word.is_stop or word.is_known_name or word.plain in _OWNERS or _is_inside(word, parts[-1]):
            parts[-1].append(word)
    unnamed = listed("sides", "unnamed") | listed("grammar", "anybody") | _OWNERS
    return [part for part in parts if any(word.plain not in unnamed for word in part)]


def _is_inside(word: Word, part: Sequence[Word]) -> bool:
    """Whether a word joins those of one description: "the mayor of Bray"."""
    return bool(part) and word.plain == "of"


def _side_by_side(parties: Sequence[tuple[list[Word], Meant]]) -> Camps:
    found = {speaker.id: speaker for _, meant in parties for speaker in meant.speakers}
    called = tuple(tuple(word.text for word in part if word.plain not in _OWNERS) for part, _ in parties)
    who = Meant(speakers=tuple(found.values()), parties=tuple(meant.speakers for _, meant in parties))
    return Camps(who, called=called)


def _kin_of(
    part: Sequence[Word], parties: Sequence[tuple[list[Word], Meant]], sources: Sources
) -> Meant | None:
    """Those of the same surname who are meant by "her father" beside a name."""
    if part[0].plain not in _OWNERS or part[-1].plain not in listed("grammar", "kin"):
        return None
    of_whom = [speaker for other, meant in parties if other is not part for speaker in meant.speakers]
    kin = (each for speaker in of_whom for each in _namesakes(speaker, sources))
    found = {each.id: each for each in kin if all(each.id != speaker.id for speaker in of_whom)}
    return Meant(speakers=tuple(found.values())) if found else None


def _persons(part: Sequence[Word], meant: Meant) -> Meant:
    """Of those called by a name, who bears it: Ostrel, not "a spokesman for Ostrel"."""
    if any(is_office(word) for word in part):
        return meant
    bear = tuple(each for each in meant.speakers if each.name[:1].isupper())
    return replace(meant, speakers=bear, parties=(bear,)) if bear else meant


def _namesakes(speaker: Speaker, sources: Sources) -> tuple[Speaker, ...]:
    surname = bare(speaker.name).rsplit(None, 1)[-1]
    if not speaker.name[:1].isupper() or " " not in bare(speaker.name):
        return ()
    return sources.meant(words(surname)).speakers
