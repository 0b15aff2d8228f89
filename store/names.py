"""Names of people and bodies, folded so that spellings of one name meet.

Pure: no database, no lists of particular people.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from anyascii import anyascii

_POSSESSIVE = re.compile(r"['’`]s?\b")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_GENERATIONS = {"jr", "sr", "ii", "iii"}
_ARTICLES = {"the", "a", "an"}

_DATA = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))

TITLES = frozenset(_DATA["titles"].split())
"""Words before a name that are no part of it (honorifics, ranks, offices), folded."""

BODIES = frozenset(_DATA["bodies"].split())
"""Words that stand in the name of a body and are no family's name, folded."""

OFFICES: Mapping[str, str] = _DATA["offices"]
"""One word for an office that has several ("spokeswoman", "spokesman")."""

_GIVEN = tuple(frozenset(line.split()) for line in _DATA["given"])

# Spellings of one sound in names carried over from other scripts, in the order applied, each after a text
# that all of them have: to look for that first is quick. None of the results is undone by another rule, so
# that applying all of them until nothing changes comes to an end.
_SOUNDS = tuple(
    (part, re.compile(pattern), sound)
    for part, pattern, sound in (
        ("c", r"tsch|tch|cz", "ch"),
        ("h", r"s+(?:h?c|k)?h(?:c+h)+|sch|shch", "sh"),  # Khrushchev, Khruschev
        ("d", r"^(?:dzh|dj)(?!e)", "j"),
        ("d", r"dzh|dj", "zh"),
        ("h", r"kh|gh", "h"),
        ("ph", r"ph", "f"),
        ("h", r"(?<=[tdb])h", ""),
        ("", r"ck|q", "k"),
        ("c", r"c(?=[eiy])", "ts"),
        ("t", r"tz|tc", "ts"),
        ("c", r"c(?!h)", "k"),
        ("x", r"x", "ks"),
        ("w", r"w", "v"),
        ("h", r"(?<=a)h$", ""),
        ("f", r"f+$", "v"),  # Romanoff, Romanov
        ("z", r"z$", "s"),
        ("g", r"(?<=.)g", "h"),  # Ukrainian h is Russian g: Serhiy, Sergei
        ("o", r"(?:ou|oo)", "u"),
        ("ee", r"ee", "i"),
        ("e", r"(?<=[aou])e", ""),  # Schroeder, Schröder
        ("e", r"^(?:[yi]e|je)", "e"),  # Yevgeny, Evgeny
        ("", r"(?<=.)[yj]|^y", "i"),
        ("i", r"(?<=[^aeiou])ie|ii+", "i"),
        ("i", r"[ei]i$|i[aeiou]?i$", "i"),
        ("ia", r"ia$", "a"),
        ("", r"(.)\1+", r"\1"),
    )
)


def fold(name: str) -> str:
    """The name in plain lower-case letters and digits, words apart by one space.

    Accents, scripts, hyphens, dots, possessives and a leading article do not count. Idempotent.
    """
    words = _plain(name)
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def key(name: str) -> str:
    """The name as it sounds, roughly: transliterations of one name have one key. Idempotent.

    A leading article counts here (pass a folded name where it should not). Two different names may share
    a key, so a key proves less than the folded name does.
    """
    return " ".join(word for word in map(_sound, _plain(name)) if word)


def bare(name: str) -> str:
    """The folded name without the titles before it; a name that is nothing but titles stays whole."""
    words = fold(name).split()
    first = next((i for i, word in enumerate(words) if word not in TITLES), 0)
    return " ".join(words[first:])


def initials(name: str) -> str:
    """The folded first letters of a name of several words, without its small ones; nothing of one word."""
    own = [word for word in re.split(r"[\s-]+", anyascii(name)) if word[:1].isupper()]
    own = own[:-1] if own and own[-1].strip(".").lower() in _GENERATIONS else own
    return "".join(word[0] for word in own).lower() if len(own) > 1 else ""


def same_given(one: str, other: str) -> bool:
    """Whether two given names can be one person's: alike in sound, an initial, one name in two languages."""
    a, b = fold(one), fold(other)
    if not a or not b or key(a) == key(b):
        return True
    if 1 in {len(a), len(b)}:
        return a[0] == b[0]
    return any(a in names and b in names for names in _GIVEN)


def _plain(name: str) -> list[str]:
    latin = name if name.isascii() else anyascii(name)
    return _NOT_WORD.sub(" ", _POSSESSIVE.sub("", latin.casefold())).split()


@lru_cache(maxsize=200_000)
def _sound(word: str) -> str:
    while True:
        before = word
        for part, pattern, sound in _SOUNDS:
            if part in word:
                word = pattern.sub(sound, word)
        if word == before:
            return word
