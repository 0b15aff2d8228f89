"""The light lexicon of questions and the table of places, as loaded from the data files beside."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from store.lookup.synonyms import groups
from store.names import fold
from store.records import Stance


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """The folded words of a list in lexicon.toml."""
    return frozenset(fold(word) for word in _data("lexicon.toml")[section][name].split())


@cache
def lines(section: str, name: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a list in lexicon.toml that has one a line, each as its folded words."""
    return frozenset(tuple(fold(line).split()) for line in _data("lexicon.toml")[section][name].splitlines())


@cache
def stances() -> dict[str, Stance]:
    """Verb (folded, as listed) -> the stance it asks for; the first listing counts."""
    found: dict[str, Stance] = {}
    for entry in _data("lexicon.toml")["verb"]:
        for lemma in entry["lemmas"].split():
            found.setdefault(lemma, Stance(entry["stance"]))
    return found


@cache
def irregular() -> dict[str, str]:
    """Irregular form -> the word whose stem it shares."""
    table: dict[str, str] = _data("lexicon.toml")["irregular"]
    return table


@cache
def typed() -> dict[str, str]:
    """What is typed for short -> what is meant."""
    table: dict[str, str] = _data("lexicon.toml")["typed"]
    return table


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words that stand for one another in news: those of look-up, and those for questions alone."""
    own = (tuple(fold(group).split()) for group in _data("lexicon.toml")["same"]["groups"])
    return tuple(dict.fromkeys((*own, *groups())))


@cache
def pairs() -> dict[tuple[str, str], str]:
    """Two words that stand together for another -> that word: ("step", "down") -> "resign"."""
    found = {}
    for told in _data("lexicon.toml")["same"]["pairs"]:
        pair, _, meant = told.partition(" = ")
        one, other = pair.split()
        found[one, other] = meant
    return found


@cache
def opposites() -> tuple[tuple[str, str], ...]:
    """Pairs of groups of words, any of the one the opposite of any of the other."""
    return tuple((fold(one), fold(other)) for one, other in _data("lexicon.toml")["polarity"]["opposites"])


@cache
def offices() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Groups of names of one office, each name as its folded words."""
    return tuple(
        tuple(tuple(fold(name).split()) for name in entry["names"])
        for entry in _data("lexicon.toml")["office"]
    )


@cache
def phrases() -> dict[tuple[str, ...], str]:
    """Folded words -> what they name: `@place` (also its people), `&body` or `%group` of places."""
    found: dict[tuple[str, ...], str] = {}
    data = _data("places.toml")
    for place, (names, people, _) in data["country"].items():
        for name in f"{names} {people}".split():
            found.setdefault(tuple(name.split("_")), f"@{place}")
    for group, names in data["group"].items():
        for name in names.split():
            found.setdefault(tuple(name.split("_")), f"%{group}")
    for entry in data["body"]:
        for name in entry["names"]:
            found.setdefault(tuple(fold(name).split()), f"&{entry['names'][0]}")
    return found


@cache
def seats() -> dict[tuple[str, ...], str]:
    """Capital or seat of government, as folded words -> `@place` whose government it stands for."""
    return {
        tuple(name.split("_")): f"@{place}"
        for place, (_, _, seats) in _data("places.toml")["country"].items()
        for name in seats.split()
    }


@cache
def members() -> dict[str, frozenset[str]]:
    """`%group` of places -> its places."""
    return {
        f"%{group}": frozenset(f"@{place}" for place in places.split())
        for group, places in _data("places.toml")["member"].items()
    }


@cache
def names_of(key: str) -> tuple[str, ...]:
    """Every listed name of a place (with people and seats), group or body."""
    found = [words for words, known in (*phrases().items(), *seats().items()) if known == key]
    return tuple(" ".join(words) for words in found)


@cache
def common() -> frozenset[str]:
    """Every English word that is listed for any purpose."""
    lists = [listed("stop", name) for name in ("grammar", "asking", "figures", "general")]
    lists += [listed("power", "words"), listed("power", "filler"), listed("titles", "words")]
    groups = [set(group) for group in synonyms()] + [set(name) for group in offices() for name in group]
    return frozenset().union(*lists, *groups, stances(), irregular())


@cache
def numbers() -> dict[str, str]:
    """Number written as a word -> its figures, up to twenty."""
    return {
        word: str(number) for number, word in enumerate(_data("lexicon.toml")["numbers"]["small"].split())
    }
