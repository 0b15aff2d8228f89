"""Outlets by what people call them: "the NYT" and "New York Times" for one that is stored as nytimes.com."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from briefings.answering import lexicon
from briefings.answering.words import Word, is_common, plain

_LED_BY = 2  # small words before what appears in an outlet: "in its talk with"
_LONGEST = 5  # words of a name
_ADDRESS = re.compile(
    r"^(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*?)(?:\.(?:com?|org|net|gov|ac|news))?\.[a-z]{2,6}$"
)
_LETTERS = re.compile(r"[\W_]+")


def named(asked: Sequence[Word], outlets: Sequence[str]) -> tuple[str, frozenset[int]] | None:
    """The outlet that the words name, and the places of its words among them; the longest name counts.

    An outlet that is called like a thing ("the Express") is meant where it is written like a name, or
    after "the".
    """
    called = _by_letters(tuple(outlets))
    for length in range(_LONGEST, 0, -1):
        for at in range(len(asked) - length + 1):
            run = asked[at : at + length]
            found = called.get(_letters("".join(word.plain for word in run)))
            if found is not None and not _is_a_thing(run, asked[at - 1] if at else None):
                return found, frozenset(range(at, at + length))
    return None


def leading_to(asked: Sequence[Word], places: frozenset[int]) -> frozenset[int]:
    """The places of the words that only lead to an outlet's name, or follow it as what it is or brings.

    "in its talk with the Herald", "the Herald newspaper", "a piece in the Herald".
    """
    pieces = lexicon.listed("grammar", "pieces")
    small = lexicon.listed("grammar", "determiners") | {"in", "with", "for", "by", "from", "to", "on"}
    found, kept = [], 0
    for at in range(min(places) - 1, -1, -1):
        if asked[at].plain not in pieces | small or asked[at].pauses:
            break
        found.append(at)
        kept = len(found) if asked[at].plain in pieces else kept
    if found and found[-1] == 0 and not kept:  # "in the Herald, who said"
        return frozenset(found)
    before = set(found[:kept])
    for at in found[kept : kept + _LED_BY] if kept else ():
        before |= {at} if asked[at].plain in small else set()
    after = max(places) + 1
    follows = after < len(asked) and asked[after].plain in pieces and not asked[after - 1].pauses
    return frozenset(before | ({after} if follows else set()))


def listed() -> tuple[str, ...]:
    """The first name of every outlet that is known, whether the store has it or not."""
    return tuple(names[0] for names in _data())


def _is_a_thing(run: Sequence[Word], before: Word | None) -> bool:
    """Whether what might name an outlet is a single everyday word here."""
    word = run[0]
    if len(run) > 1 or not (word.is_stop or word.is_general or is_common(word)):
        return False
    return not word.text[:1].isupper() and (before is None or before.plain != "the" or word.is_general)


@lru_cache(maxsize=8)
def _by_letters(outlets: tuple[str, ...]) -> Mapping[str, str]:
    """The letters of every name an outlet has -> its name as stored."""
    found: dict[str, str] = {}
    for outlet in sorted(outlets, key=len):
        own = _letters(outlet)
        for name in {own, *_others().get(own, ())} - {""}:
            found.setdefault(name, outlet)
    return found


@cache
def _others() -> Mapping[str, frozenset[str]]:
    """The letters of a listed name -> those of all names of the same outlet."""
    groups = [frozenset(map(_letters, names)) for names in _data()]
    return {name: group for group in groups for name in group}


@cache
def _data() -> tuple[tuple[str, ...], ...]:
    data = tomllib.loads(resources.files(__package__).joinpath("outlets.toml").read_text("utf-8"))
    return tuple(map(tuple, data["names"]))


def _letters(name: str) -> str:
    """A name's letters in one row, folded, without "the" and without the ends of an address."""
    address = _ADDRESS.match(name.strip().lower())
    told = address[1].rpartition(".")[2] if address else name
    folded = _LETTERS.sub(" ", " ".join(plain(word) for word in told.split())).split()
    return "".join(folded[1:] if folded[:1] == ["the"] and len(folded) > 1 else folded)
