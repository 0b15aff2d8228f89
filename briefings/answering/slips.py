"""Slips of the pen: in words of asking and of news ("waht did", "evacuaton"), and in names ("jonh lund")."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from briefings.answering.lexicon import common, listed, stances, typed
from briefings.answering.words import Word, is_common, near, stem, words
from store.names import key
from store.records import Speaker

_OPENING = ("who", "whom", "whose", "what", "which", "how", "when", "why", "where")
_LEAST, _SHORT = 3, 5  # letters
_ONE_SLIP, _TWO_SLIPS = 6, 9  # letters of a word of news that may hold so many: shorter are like too many
_RANK_LISTED, _RANK_ASKING, _RANK_FORM = range(3)
_NEAREST = 3  # words that another may be a slip for
_LIKE_A_NAME = 0.6  # how like the word of a name another is, by sound, that stands for it


def put_right(
    text: str, named: Iterable[tuple[Speaker, int, int]], known: Callable[[str], bool], *, names_only: bool
) -> str:
    """The text with slips put right.

    `named` are speakers with the stretches that name them, well or badly spelt: they get the letters of the
    stored name. Of other words, unless `names_only`, those that are none the store knows become what they
    are near to: a word of asking, or one listed for any purpose that the store knows. A word with a capital
    may be a name, and is only put right where it is one of asking.
    """
    asked = words(text)
    meant = dict(_as_named(asked, named))
    if not names_only:
        others = (word for word in asked if word.start not in meant)
        meant |= {word.start: told for word in others if (told := _corrected(word, known))}
    for word in reversed(asked):
        if word.start in meant:
            text = f"{text[: word.start]}{meant[word.start]}{text[word.end :]}"
    return text


def _as_named(typed: Sequence[Word], named: Iterable[tuple[Speaker, int, int]]) -> Iterator[tuple[int, str]]:
    """Where words of a name stand that are spelt otherwise, and how the stored name has them."""
    for speaker, start, end in named:
        own = [each for each in words(speaker.name) if not each.is_stop]
        for word in typed:
            if start <= word.start and word.end <= end and (told := _as_in(word, own)):
                yield word.start, told


def _as_in(word: Word, own: Sequence[Word]) -> str | None:
    """The word of a name that this one is another spelling of."""
    if is_common(word) or any(word.names & each.names for each in own):
        return None
    sound = key(word.plain)
    alike = [(OSA.normalized_similarity(sound, key(each.plain)), each.text) for each in own]
    likeness, best = max(alike, default=(0.0, ""))
    return best if likeness >= _LIKE_A_NAME else None


def _corrected(word: Word, known: Callable[[str], bool]) -> str | None:
    if word.text in typed():
        return typed()[word.text]
    if len(word.plain) < _LEAST or is_common(word) or not word.plain.isalpha():
        return None
    if word.plain in listed("polarity", "negators"):  # "nothing" is no slip for "noting"
        return None
    meant = _meant(word.plain, asking=not word.text.islower())
    if word.plain in meant[:1] or not meant or known(word.plain):
        return None
    # "boxing" is no slip for "boring" where nothing is
    return next((each for each in meant if _is_sure(each) or known(each)), None)


def _is_sure(meant: str) -> bool:
    """Whether a word is one of asking, which no store need hold."""
    return meant in _asking() or meant in listed("stop", "grammar") or stem(meant) in _verbs_of_saying()


@cache
def _verbs_of_saying() -> frozenset[str]:
    return frozenset(stem(verb) for verb in stances())


@cache
def _asking() -> Collection[str]:
    names = ("auxiliaries", "degree", "counted", "determiners", "prepositions", "reasons")
    lists = (_OPENING, *(sorted(listed("grammar", name)) for name in names), stances(), ("responsibility",))
    return dict.fromkeys(word for each in lists for word in each).keys()


@lru_cache(maxsize=2_000)
def _meant(typed: str, *, asking: bool) -> tuple[str, ...]:
    """Words of asking, and unless `asking` forms of those listed, that are nearest by slips, best first."""
    found = [(_cost(typed, each), _RANK_ASKING, each) for each in _asking() if _slip(typed, each)]
    if not asking and len(typed) >= _SHORT:
        near_by = process.extract(typed, [*_forms()], scorer=OSA.distance, score_cutoff=2, limit=None)
        found += [
            (_cost(typed, each), _forms()[each], each)
            for each, slips, _ in near_by
            if each[0] == typed[0] and (slips <= _slips(typed) or _is_mixed_up(typed, each))
        ]
    return tuple(each for _, _, each in sorted(found)[:_NEAREST])


def _cost(typed: str, meant: str) -> int:
    """How many slips lie between two words; letters in the wrong order are one, and the likeliest."""
    return 0 if sorted(typed) == sorted(meant) else OSA.distance(typed, meant)


def _is_mixed_up(typed: str, meant: str) -> bool:
    """Whether two neighbouring letters have changed places, or in a long word with its ends right any."""
    if sorted(typed) != sorted(meant):
        return False
    return OSA.distance(typed, meant) == 1 or (len(typed) > _ONE_SLIP and typed[-1] == meant[-1])


def _slips(typed: str) -> int:
    """How many slips a word of news may hold; of a short one only two letters may have changed places."""
    return 2 if len(typed) >= _TWO_SLIPS else int(len(typed) >= _ONE_SLIP)


@cache
def _forms() -> Mapping[str, int]:
    """Words listed for any purpose, and their regular forms -> which comes first of those as near."""
    known = [word for word in common() if len(word) >= _SHORT - 1 and word.isalpha()]
    forms = {form: _RANK_FORM for word in known for form in _inflected(word)}
    forms |= dict.fromkeys([form for verb in stances() for form in _inflected(verb)], _RANK_ASKING)
    forms |= dict.fromkeys(known, _RANK_LISTED)
    return {form: rank for form, rank in forms.items() if len(form) >= _SHORT}


def _inflected(word: str) -> Iterator[str]:
    """A word's regular forms, as of a verb and of a noun; some of them nobody would write."""
    root = word.removesuffix("e")
    yield from (f"{word}s", f"{root}ed", f"{root}ing")
    if word.endswith("y"):
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied")


def _slip(typed: str, meant: str) -> bool:
    if len(typed) < _SHORT:  # "teh", "waht": too short for anything but letters in the wrong order
        # and no verb of saying: "pots" is as good a word as "post"
        mixed_up = typed != meant and typed[0] == meant[0] and sorted(typed) == sorted(meant)
        return mixed_up and meant not in stances()
    return near(typed, meant)
