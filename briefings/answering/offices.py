"""How well words that describe somebody ("the boss of the region") fit what articles call a speaker.

Pure: knows words and lists, no store.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from briefings.answering import lexicon
from briefings.answering.words import Bag, Word, bag, is_common, near, stem, words
from store.names import BODIES, key

DETERMINERS = lexicon.listed("grammar", "determiners") | {"of", "by"}
INSIDE = frozenset({"of", "for", "in", "at", "from", "with", "to"})
_PAST = frozenset({"former", "ex", "retired", "old"})
_RANKS = lexicon.listed("titles", "ranks")
_SOFT = lexicon.listed("titles", "soft")
_STATE = "|".join(sorted(lexicon.listed("titles", "state")))
_BESIDE = frozenset({"by", "to", "told", "with", "against", "than"})  # before who has another part in it
_CHIEFS = lexicon.listed("titles", "chiefs")
_OF_SOMETHING = re.compile(r"\bchief (?!executive\b)((?:\w+ )?\w+) officer\b", re.IGNORECASE)  # is no chief
_BEHIND = re.compile(r" (?:of|for|at|in|to|by|with|from) ")
_RELATIVE = re.compile(r",? (?:who|which|whose|that|where)\b")
# "president of the Norrish Farmers' Union": what is named behind it
_OF_BODY = re.compile(
    rf"\b[\w-]+ (?:of|at|for) (?:the |an? )?(?!(?:[A-Z][\w’'.-]* )*(?i:{_STATE})\b)"
    r"[A-Z][\w’'.-]+ [A-Z][\w’'.& -]+"
)
_LONG = 5  # letters of a name that sounds like another
_FITS = 0.9
# How much less a description fits: the office by another of its names, a deputy or former holder where none
# is asked for, a qualifier left out, whose it is told only in the article, or before the words said.
_ALIKE, _OTHER_RANK, _LEFT_OUT, _AROUND, _FAR = 0.25, 0.25, 0.05, 0.35, 0.5
_AT_HOME = 0.45  # whose it is tells only what the article is about: "the Drennian premier"
_ELSEWHERE = 1.0  # of whom another is told to be the aide
_HARDLY = 0.05  # who is told to be somebody else's, called otherwise: "Talmas's aide" for "the mayor's"


@dataclass(frozen=True, slots=True)
class Described:
    """A speaker as articles tell of them: names, offices, what stands before the words said.

    `unnamed`: the name is itself a description ("police spokesman").
    """

    names: Bag
    office: str
    around: str = ""
    unnamed: bool = False


def fit(
    asked: Sequence[Word],
    known: Described,
    in_article: Callable[[Word], bool],
    is_name: Callable[[Word], bool],
    at_home: Callable[[Word], bool] = lambda _: False,
) -> float:
    """How well a description fits, 0 to .9: every word by office or name, the office by any of its names.

    What tells whose office it is may stand around the words, or (`in_article`) farther off where the
    office itself tells nobody's, or calls them otherwise; or it is (`at_home`) the country or town that
    what they speak in is about.
    """
    telling = [word for word in asked if word.plain not in DETERMINERS | INSIDE]
    office = _OF_SOMETHING.sub(r"\1 officer", _RELATIVE.sub(" ", known.office))
    told, tail = words(office), tail_of(asked)
    told_of = _Office(known, office, told, bag(office), bag(known.around), _met(asked, told))
    read = _read(telling, tail, told_of, at_home)
    if read is None or not read.headed or not _is_asked_for(telling, tail, told_of):
        return 0.0
    if (read.abroad and _whose_told(told) is not None) or (
        read.whose and not _is_described(telling, tail, told_of)
    ):
        return 0.0
    if read.alike and not places_of(asked)[0] and _is_national(asked):
        return 0.0  # "the treasury secretary" is no finance minister
    score = _FITS - read.less - _ALIKE * read.alike - _AT_HOME * read.abroad
    if read.whose:
        less = _of_whom(read.whose, tail, told_of, in_article, is_name)
        if less is None:
            return 0.0
        score = _HARDLY if less == _ELSEWHERE else score - less
    ranks, asked_for = ({word.plain for word in each} & _RANKS for each in (told, telling))
    ranks -= _PAST if asked_for & _PAST else set()
    return max(score - _OTHER_RANK * bool(ranks - asked_for), 0.0)


@dataclass(frozen=True, slots=True)
class _Office:
    """An office as words to be compared; `met` are words asked for that it is another name of."""

    known: Described
    office: str
    told: Sequence[Word]
    held: Bag
    around: Bag
    met: set[str]


@dataclass(slots=True)
class _Read:
    """What of a description an office meets: `whose` are the words that it does not.

    `headed`: what somebody is; `alike`: by another name; `abroad`: of a country or town not told by it.
    """

    less: float = 0.0
    headed: bool = False
    alike: bool = False
    abroad: bool = False
    whose: list[Word] = field(default_factory=list)


def _read(
    telling: Sequence[Word], tail: Sequence[Word], told_of: _Office, at_home: Callable[[Word], bool]
) -> _Read | None:
    """What the office meets of the words; None when one of them tells of another."""
    known, held, read = told_of.known, told_of.held, _Read()
    places = places_of(told_of.told)[0]
    spelt = Bag(held.names, frozenset(each.plain for each in told_of.told))
    for word in telling:
        country = places_of([word])[0]
        if word.names & held.names or fits_name(word, known.names):
            read.headed = read.headed or (word not in tail and word.plain not in _SOFT)
        elif set(word.plain.split()) <= told_of.met:
            read.alike = read.headed = True
        elif word.plain in _PAST and any(each.plain in _PAST for each in told_of.told):
            continue
        elif word.plain in _SOFT:
            read.less += _LEFT_OUT
        elif country and (less := _of_place(word, places, told_of.office, told_of.around)) is not None:
            read.less += less
        elif not places and is_public(telling) and not word.names & told_of.around.names and at_home(word):
            read.abroad = True
        elif word in tail and not country:
            read.whose.append(word)
        elif fits_name(word, spelt):
            read.headed = True
        else:
            return None
    return read


def _of_whom(
    whose: Sequence[Word],
    tail: Sequence[Word],
    told_of: _Office,
    in_article: Callable[[Word], bool],
    is_name: Callable[[Word], bool],
) -> float | None:
    """How much less an office fits that is theirs only by what stands around, or farther off; None: not."""
    held, around = told_of.held, told_of.around
    own = [word for word in told_of.told if word.is_place or not word.names & told_of.known.names.names]
    far = [word for word in whose if not word.names & around.names]
    missing = [word for word in far if not in_article(word)]
    if len(missing) == len(whose) or 2 * len(missing) > len(tail):
        return None
    named = any(map(is_name, tail))
    theirs = None if any(word.names & held.names for word in tail) else _whose_told(own)
    if theirs == named or (far and named and theirs is None) or (missing and theirs is not None):
        return None
    return _ELSEWHERE if theirs is not None else _FAR if far else _AROUND


def _is_national(asked: Sequence[Word]) -> bool:
    """Whether an office is asked for by the name that one country has for it."""
    return any(holds(parts_of(asked), name) for name in lexicon.lines("titles", "national"))


def _is_asked_for(telling: Sequence[Word], tail: Sequence[Word], told_of: _Office) -> bool:
    """Whether a word for what somebody is heads the words, or the name of a body that they speak for.

    Whoever else is named where articles tell of an office is somebody else: "Bray's predecessor".
    """
    heads = [word for word in telling if word not in tail and word.plain not in _SOFT]
    known = told_of.known
    small = frozenset[str]().union(*(word.names for word in told_of.told if word.text[:1].islower()))
    head = _BEHIND.split(known.office.partition(",")[0])[0]  # "House Speaker", not "aide to Bray"
    small |= frozenset[str]().union(*(word.names for word in words(head)[-1:]))
    if any(
        word.plain in told_of.met
        or word.plain in BODIES
        or is_office(word)
        or word.names & small
        or fits_name(word, known.names)
        for word in heads
    ):
        return True
    return all(_is_spoken_for(word, told_of.told) for word in heads)


def _is_spoken_for(word: Word, told: Sequence[Word]) -> bool:
    """Whether an office is told to be that of this body: by its initials, or as a firm's that has a chief."""
    for at, other in enumerate(told):
        before = told[at - 1] if at else None
        if not word.names & other.names or (before is not None and before.plain in _BESIDE):
            continue
        if (len(other.text) > 1 and other.text.rstrip("s'’").isupper()) or other.is_known_name:
            return True
        in_name = before is not None and before.text[:1].isupper() and not before.is_whose
        if not in_name and any(each.plain in _CHIEFS for each in told):
            return True
    return False


def _is_described(telling: Sequence[Word], tail: Sequence[Word], told_of: _Office) -> bool:
    """Whether an office heads the words: not a surname, not the "team" of somebody, not a thing."""
    heads = [word for word in telling if word not in tail]
    if any(
        word.plain in lexicon.listed("grammar", "camp") | lexicon.listed("titles", "things") for word in heads
    ):
        return False
    small = frozenset[str]().union(*(word.names for word in told_of.told if word.text[:1].islower()))
    return any(
        word.plain in told_of.met
        or ((is_office(word) or word.names & small) and not fits_name(word, told_of.known.names))
        or (told_of.known.unnamed and word.names & told_of.known.names.names)
        for word in heads
    )


def _whose_told(told: Sequence[Word]) -> bool | None:
    """Whether an office is told to be that of somebody with a name; None where nobody's is told."""
    if not any(word.is_place or word.is_whose or word.plain in {"of", "for", "at"} for word in told):
        return None
    return any(word.is_place or (word.text[:1].isupper() and not is_common(word)) for word in told)


def _of_place(word: Word, places: frozenset[str], office: str, around: Bag) -> float | None:
    """How much less an office fits that tells no country; None for one of another country."""
    asked = places_of([word])[0]
    if asked & places:
        return 0.0
    unnamed = office.split(",")[1].strip()[:1].islower()
    if places or not (unnamed or (word.names | asked) & around.names):
        return None
    return 0.1 if unnamed else 0.3


def _met(telling: Sequence[Word], told: Sequence[Word]) -> set[str]:
    """The words of offices asked for that the offices told are other names of."""
    plain = parts_of(telling)
    stems = [stem(part) for part in parts_of(told)]
    return {
        part
        for group in offices_in(plain)
        if any(holds(stems, [stem(each) for each in name]) for name in group)
        for name in group
        if holds(plain, name)
        for part in name
    }


def tail_of(asked: Sequence[Word]) -> list[Word]:
    """The words that tell whose lawyer, director of what: before the head of the words, and behind it."""
    end = next((at for at, word in enumerate(asked) if at and word.plain in INSIDE), len(asked))
    whole, plain = parts_of(asked), parts_of(asked[:end])
    named = [name for group in offices_in(whole) for name in group if holds(whole, name)]
    inside = next((name for name in named if INSIDE.intersection(name)), ())  # "chief of staff"
    if inside:
        end = next(at + 1 for at, word in enumerate(asked) if word.plain.split()[-1] == inside[-1])
    heads = sorted((name for name in named if name == plain[-len(name) :]), key=len)
    head = set(inside or (heads[-1] if heads else plain[-1:]))
    before = [
        word for word in asked[:end] if not set(word.plain.split()) <= head and not places_of([word])[0]
    ]
    return [word for word in (*before, *asked[end:]) if word.plain not in DETERMINERS | INSIDE | _RANKS]


def fits_name(word: Word, held: Bag) -> bool:
    """Whether a word is one of these names, well or badly spelt."""
    if word.names & held.names or (len(word.parts) > 1 and word.parts <= held.names):
        return True
    return not is_common(word) and any(
        near(word.plain, spelt) or _sounds_like(word.plain, spelt) for spelt in held.soft
    )


@lru_cache(maxsize=20_000)
def _sounds_like(one: str, other: str) -> bool:
    """Whether two words of names are spellings of one: "shareef", "sharif"."""
    return len(one) >= _LONG and one[0] == other[0] and key(one) == key(other)


def is_office(word: Word) -> bool:
    """Whether the word alone is an office or a rank."""
    return word.plain in lexicon.listed("titles", "words") or bool(offices_in(parts_of([word])))


def parts_of(telling: Sequence[Word]) -> tuple[str, ...]:
    """The plain words, those of a name of several words one by one."""
    return tuple(part for word in telling for part in word.plain.split())


@lru_cache(maxsize=20_000)
def offices_in(plain: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The groups of names of offices that the words hold."""
    return tuple(group for group in lexicon.offices() if any(holds(plain, name) for name in group))


def holds(plain: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words of a name stand together in others."""
    return any(list(plain[at : at + len(name)]) == list(name) for at in range(len(plain) - len(name) + 1))


def places_of(telling: Sequence[Word]) -> tuple[frozenset[str], list[Word]]:
    """The countries that words stand for, seats of government included, and the words that are left."""
    places: set[str] = set()
    rest: list[Word] = []
    at = 0
    while at < len(telling):
        length = next((n for n in (3, 2, 1) if _seat(telling[at : at + n], n)), 0)
        if length:
            places.add(_seat(telling[at : at + length], length) or "")
            at += length
            continue
        word = telling[at]
        named = {name for name in word.names if name[0] in "@%"}
        for name in named:
            places |= lexicon.members().get(name, {name})
        if not named and stem(word.plain) not in _filler() and word.plain not in DETERMINERS:
            rest.append(word)
        at += 1
    return frozenset(places), rest


def _seat(telling: Sequence[Word], length: int) -> str | None:
    if len(telling) < length:
        return None
    return lexicon.seats().get(parts_of(telling))


@cache
def _filler() -> frozenset[str]:
    return frozenset(stem(each) for each in lexicon.listed("power", "filler"))


def is_head_of_government(office: str) -> bool:
    """Whether an office speaks for a whole government."""
    return bool(bag(office).names & _stems("heads"))


def has_power(office: str) -> bool:
    """Whether an office speaks for a government or one of its bodies."""
    return bool(bag(office).names & _stems("words"))


def speaks_for_state(office: str, places: frozenset[str]) -> bool:
    """Whether an office speaks for the government of these countries: not for a farmers' federation there."""
    return bool(places_of(words(office))[0] & places) and has_power(_OF_BODY.sub(" ", office))


def is_of_body(role: str) -> bool:
    """Whether a role is that of a federation, a firm or the like, and not of a state."""
    return _OF_BODY.search(role) is not None


def is_public(asked: Sequence[Word]) -> bool:
    """Whether words ask for an office that a country or a town has one of: "the Drennian premier"."""
    return any(stem(part) in _stems("public") for word in asked for part in word.plain.split())


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(each) for each in lexicon.listed("power", name))
