"""Speakers by name: which of them a text names, and which bear a word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from store.lookup.vocabulary import Vocabulary
from store.names import BODIES, OFFICES, TITLES, bare, fold, initials, key, same_given
from store.records import Speaker

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiou]")
_FAMILY = re.compile(
    r"(?:(?<=...)(?:ov|ev|in|ski|sk))?(?:aia|a|i|oi)?$"
)  # of Slavic surnames, and shared by many
_LONGEST = 6
_NEAR = 8
_LONG_NAME = 4
_OF_LONG = 0.85
_SURNAME = 0.9
_SOUNDING = 0.85
_MISSPELT = 0.8
_DESCRIBED = 0.6
_LIKE_GIVEN, _MIN_GIVEN = 0.7, 4
_OTHER_GIVEN = 0.35
_SOUNDING_WHOLE = 0.95
_OUTLINED = 0.7
_WHOLE = 8
"""Letters of a whole name that is looked for as one word: shorter ones are too like other words."""
_SMALL = 0.75
"""What a rough match in small letters counts: it may be an ordinary word."""
_BEARERS = 500
"""A word that more speakers bear than this ("ministry", "john") tells none of them."""

_ASKING = "who whom whose what when where why how which did do does has have had say says said tell about"
# Words that a role may share with any text without telling whose it is.
_LINKS = frozenset(
    ("the a an of for and in to at on by from with its his her their is was be " + _ASKING).split()
)


@dataclass(frozen=True, slots=True)
class SpeakerHit:
    """A stored speaker whom a text names. `text[start:end]` are the words that name them.

    `score`, 0 to 1: 1 a stored name as it stands, .9 a surname alone, less for another spelling or a
    slip of the pen, .35 a surname with a given name that is not theirs, at most .7 a role.
    """

    speaker_id: int
    name: str
    start: int
    end: int
    score: float


class _Token(NamedTuple):
    start: int
    end: int
    folded: str
    capital: bool


class _Match(NamedTuple):
    first: int
    last: int
    speaker_ids: frozenset[int]
    score: float


class People:
    """Every stored speaker, by every name.

    One thread at a time may `learn` while others ask: nothing is ever taken away, and who asks copies a
    set of speakers before going through it.
    """

    def __init__(self, speakers: Iterable[Speaker] = (), change: int = 0) -> None:
        self.speakers: dict[int, Speaker] = {}
        self._weights: dict[int, float] = {}  # what a word of a name counts: less of a description
        self._phrases: defaultdict[str, set[int]] = defaultdict(set)
        self._keys: defaultdict[str, set[int]] = defaultdict(set)
        self._surnames: defaultdict[str, set[int]] = defaultdict(set)
        self._surname_keys: defaultdict[str, set[int]] = defaultdict(set)
        self._outlines: defaultdict[str, set[int]] = defaultdict(set)
        self._words: defaultdict[str, set[int]] = defaultdict(set)
        self._initials: defaultdict[str, set[int]] = defaultdict(set)
        self._described: defaultdict[str, set[int]] = defaultdict(set)
        self._roles: defaultdict[str, set[int]] = defaultdict(set)
        self._spelt, self._misspelt = Vocabulary({}), Vocabulary({})
        self.learn(speakers, change)

    def learn(self, speakers: Iterable[Speaker], change: int) -> None:
        """Add speakers, and what is new about known ones, up to this change number."""
        words: set[str] = set()
        sounds: set[str] = set()
        for speaker in speakers:
            self.speakers[speaker.id] = speaker
            self._weights[speaker.id] = 1.0 if speaker.name.count(" ") < _LONG_NAME else _OF_LONG
            self._learn(speaker, words, sounds)
        self._spelt.add(dict.fromkeys(words, 1))
        self._misspelt.add(dict.fromkeys(sounds, 1))
        self.change = change

    def _learn(self, speaker: Speaker, words: set[str], sounds: set[str]) -> None:
        for name in (speaker.name, *speaker.aliases):
            if name == name.lower():
                self._described[fold(name)].add(speaker.id)
                continue
            for folded in {fold(name), bare(name)} - {""}:
                self._phrases[folded].add(speaker.id)
                self._phrases[folded.replace(" ", "")].add(speaker.id)
                sound = key(folded)
                for each in (sound, sound.replace(" ", "")):
                    self._keys[each].add(speaker.id)
                    sounds.add(each)
                if outline := _outline(sound):
                    self._outlines[outline].add(speaker.id)
                for word in folded.split():
                    self._words[word].add(speaker.id)
                    words.add(word)
            if letters := initials(name):
                self._initials[letters].add(speaker.id)
            surname = _surname(name)
            if surname:
                self._surnames[surname].add(speaker.id)
                self._surname_keys[key(surname)].add(speaker.id)
                sounds.add(key(surname))
        for word in _role_words(speaker.role or ""):
            self._roles[word].add(speaker.id)

    def bearing(self, word: str, *, misspelt: bool = True) -> dict[int, float]:
        """Speakers who have this word, or one like it, in a name, each with how well it fits (0 to 1)."""
        folded = fold(word)
        found: dict[int, float] = {}
        sound = key(folded)
        for each, score in (
            (self._words.get(folded), 1.0),
            (self._keys.get(sound), 0.95),
            (self._surname_keys.get(sound), 0.95),
        ):
            for speaker_id in tuple(each or ()):
                found.setdefault(speaker_id, score)
        if misspelt and len(folded) > 3:
            near = [(self._words[s.word], s.likeness) for s in self._spelt.near(folded)[:_NEAR]]
            near += [
                (self._surname_keys.get(s.word, set()) | self._keys.get(s.word, set()), s.likeness)
                for s in self._misspelt.near(sound)[:_NEAR]
            ]
            for speakers, likeness in sorted(near, key=lambda pair: -pair[1]):
                for speaker_id in tuple(speakers):
                    found.setdefault(speaker_id, likeness * 0.9)
        if len(found) > _BEARERS:
            return {}
        weights = self._weights
        return {each: fit * weights[each] for each, fit in found.items()}

    def of_initials(self, letters: str) -> list[int]:
        """Speakers whose whole name begins with these letters, word by word."""
        return sorted(self._initials.get(fold(letters), ()))

    def bearing_together(self, words: str) -> dict[int, float]:
        """Speakers whose whole name these words may be, each with how well it fits (0 to 1).

        Words that are written in one elsewhere count, slips of the pen, and of a name from another script
        one that has its given name and the consonants of its surname.
        """
        sound = key(fold(words))
        found: dict[int, float] = {}
        joined = sound.replace(" ", "")
        if len(joined) >= _WHOLE:
            near = [(1.0, joined), *((each.likeness, each.word) for each in self._misspelt.near(joined))]
            for likeness, known in sorted(near, reverse=True):
                for speaker_id in tuple(self._keys.get(known, ())):
                    found.setdefault(speaker_id, likeness * _SOUNDING_WHOLE)
        for speaker_id in tuple(self._outlines.get(_outline(sound), ())):
            found.setdefault(speaker_id, _OUTLINED)
        return found if len(found) <= _BEARERS else {}

    def named_in(self, text: str, known: Callable[[str], bool] = lambda _: False) -> list[SpeakerHit]:
        """The speakers whom the text names, best first.

        `known` tells whether a folded word is an ordinary one, which in small letters misspells no name.
        """
        tokens = list(_tokens(text))
        taken: set[int] = set()
        best: dict[int, SpeakerHit] = {}
        for match in self._matches(tokens, known):
            places = set(range(match.first, match.last))
            if taken & places:
                continue
            taken |= places
            for speaker_id in match.speaker_ids:
                first, score = self._with_given_name(tokens, match, speaker_id)
                self._keep(best, tokens, (first, match.last), speaker_id, score)
        for speaker_id, place, score in self._by_role(tokens):
            self._keep(best, tokens, place, speaker_id, score)
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.start, hit.speaker_id))

    def _keep(
        self,
        best: dict[int, SpeakerHit],
        tokens: list[_Token],
        places: tuple[int, int],
        speaker_id: int,
        score: float,
    ) -> None:
        if speaker_id not in best or best[speaker_id].score < score:
            start, end = tokens[places[0]].start, tokens[places[1] - 1].end
            best[speaker_id] = SpeakerHit(speaker_id, self.speakers[speaker_id].name, start, end, score)

    def _matches(self, tokens: list[_Token], known: Callable[[str], bool]) -> Iterator[_Match]:
        """Runs of words that are a name, the surest first and of these the longest first."""
        exact: list[_Match] = []
        unsure: list[_Match] = []
        for length in range(min(_LONGEST, len(tokens)), 0, -1):
            for first in range(len(tokens) - length + 1):
                run = tokens[first : first + length]
                words = " ".join(token.folded for token in run)
                if all(word in _LINKS or word in TITLES for word in words.split()):
                    continue
                match = self._exactly(words, first, length)
                if match:
                    exact.append(match)
                elif first and tokens[first - 1].folded == "the" and words in self._described:
                    found = frozenset(self._described[words])
                    unsure.append(_Match(first, first + length, found, _DESCRIBED))
                elif len(words) > 3:
                    capital = any(token.capital for token in run)
                    unsure += self._roughly(words, first, length, capital=capital, known=known)
        yield from exact
        yield from sorted(unsure, key=lambda match: (-match.score, match.first - match.last))

    def _exactly(self, words: str, first: int, length: int) -> _Match | None:
        found = self._phrases.get(words) or self._phrases.get(words.replace(" ", ""))
        bearers = self._surnames.get(words, set())
        if found:  # one who was told of by the surname alone, and all others who bear it
            return _Match(first, first + length, frozenset(found | bearers), 1.0)
        found = bearers
        return _Match(first, first + length, frozenset(found), _SURNAME) if found else None

    def _roughly(
        self, words: str, first: int, length: int, *, capital: bool, known: Callable[[str], bool]
    ) -> list[_Match]:
        """What the words may be another spelling or a misspelling of."""
        sure = 1.0 if capital else _SMALL
        if found := self._by_sound(words):
            return [_Match(first, first + length, frozenset(found), _SOUNDING * sure)]
        if not capital and any(known(word) for word in words.split()):
            return []
        found, likeness = self._slips(words, capital=capital or length > 1)
        return [_Match(first, first + length, frozenset(found), _MISSPELT * likeness * sure)] if found else []

    def _by_sound(self, words: str) -> set[int]:
        sound = key(words)
        return self._keys.get(sound, set()) | self._surname_keys.get(sound, set())

    def _slips(self, words: str, *, capital: bool) -> tuple[set[int], float]:
        """Whose name the words may misspell, and how like it is; small letters must be very like it."""
        sound = key(words).replace(" ", "")
        found: set[int] = set()
        best = 0.0
        for known, slips, likeness, _ in self._misspelt.near(sound):
            longest = max(len(known), len(sound))
            most = 2 if longest >= 8 and capital else 1
            if longest < 5 or slips > most or (slips > 1 and known[0] != sound[0]) or likeness < best:
                continue
            best = likeness
            found |= self._keys.get(known, set()) | self._surname_keys.get(known, set())
        return found, best

    def _with_given_name(self, tokens: list[_Token], match: _Match, speaker_id: int) -> tuple[int, float]:
        """Where the name begins, and the score with the given name before a surname taken into account."""
        name, before = self.speakers[speaker_id].name, match.first - 1
        given = bare(name).split()[0]
        told = tokens[before] if before >= 0 and match.last - match.first == 1 else None
        if told is None or told.folded in TITLES:
            return match.first, match.score
        if not told.capital:
            alike = len(told.folded) >= _MIN_GIVEN and _likeness(told.folded, given) >= _LIKE_GIVEN
            return (before, min(1.0, match.score + 0.05)) if alike else (match.first, match.score)
        return self._with_capital(tokens, match, name, given)

    def _with_capital(self, tokens: list[_Token], match: _Match, name: str, given: str) -> tuple[int, float]:
        """The same for a surname that a word with a capital stands before."""
        before = match.first - 1
        told = tokens[before]
        if told.folded in _LINKS and len(told.folded) > 1:  # a single letter is an initial
            return match.first, match.score
        if _is_body(name) or len(bare(name).split()) == 1:
            return match.first, match.score
        for first in (before, before - 1):  # a middle name or initial may stand between
            if first >= 0 and tokens[first].capital and same_given(tokens[first].folded, given):
                return first, min(1.0, match.score + 0.05)
        if before == 0:
            return match.first, match.score  # a question's first word begins with a capital anyway
        return match.first, min(match.score, _OTHER_GIVEN)

    def _by_role(self, tokens: list[_Token]) -> Iterator[tuple[int, tuple[int, int], float]]:
        places: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for place, token in enumerate(tokens):
            for word in _role_words(token.folded):
                for speaker_id in tuple(self._roles.get(word, ())):
                    places[speaker_id].setdefault(word, place)
        for speaker_id, found in places.items():
            role = _role_words(self.speakers[speaker_id].role or "")
            first, last = min(found.values()), max(found.values()) + 1
            close = last - first <= len(found) + 2
            if close and _head(self.speakers[speaker_id].role or "") in found:
                share = len(found) / len(role)
                if len(found) > 1 or share == 1:
                    yield speaker_id, (first, last), round(0.3 + 0.4 * share, 3)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        if folded := fold(word):
            yield _Token(match.start(), match.start() + len(word), folded, word[0].isupper())


def _likeness(one: str, other: str) -> float:
    """How alike two given names sound, 0 to 1."""
    return OSA.normalized_similarity(key(one), key(other))


def _is_body(name: str) -> bool:
    return any(word in BODIES for word in fold(name).split()) or " of " in f" {name} "


def _outline(sound: str) -> str:
    """Given name and consonants of the surname without its ending, of a name as it sounds.

    Nothing where that would tell too little: fewer than three consonants, or one word.
    """
    given, _, surname = sound.rpartition(" ")
    consonants = _VOWELS.sub("", _FAMILY.sub("", surname.replace("zh", "j")))
    return f"{given} {consonants}" if len(given) > 2 and len(consonants) > 2 else ""


def _surname(name: str) -> str | None:
    """The last word of a person's name of several words."""
    words = bare(name).split()
    if len(words) < 2 or _is_body(name) or len(words[-1]) < 2 or not anyascii(name).split()[-1][:1].isupper():
        return None
    return words[-1]


def _role_words(role: str) -> list[str]:
    words = [OFFICES.get(word, word) for word in fold(role).split()]
    return [word for word in dict.fromkeys(words) if word not in _LINKS]


def _head(role: str) -> str:
    """The word of a role that says what one is: the last one before "of", "for", "in" or "at"."""
    head = re.split(r"\b(?:of|for|in|at|to|with|and)\b|,", role.casefold())[0]
    words = _role_words(head) or _role_words(role)
    return words[-1] if words else ""
