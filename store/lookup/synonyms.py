"""Words that may stand for one another in news. Pure: a list of our own."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

from store.lookup.words import stem


def synonyms(root: str) -> tuple[str, ...]:
    """Other words that may be said for the words of this stem."""
    return _by_stem().get(root, ())


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """Groups of words, folded, that may stand for one another in news."""
    data = tomllib.loads(Path(__file__).with_name("synonyms.toml").read_text("utf-8"))
    return tuple(tuple(line.split()) for line in data["groups"].splitlines() if line)


@cache
def _by_stem() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for words in groups():
        for word in words:
            root = stem(word)
            found[root].update(dict.fromkeys(other for other in words if stem(other) != root))
    return {root: tuple(others) for root, others in found.items()}
