"""Wordings: what two tellings of a statement are compared by, its words made comparable.

The words of content are led to their stems and to groups of words that may stand for one another
(`repeats.toml`); numbers, names and denials are told apart, since they must agree.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from store.lookup.words import stem
from store.records import Stance

GENERAL_WEIGHT = 0.5
"""What a word counts that any statement about the event may hold."""
NAME_WEIGHT = 1.5
"""What a name counts."""
INNER_WEIGHT = 0.4
"""What each further word of one name counts."""
NAME_KEY = 5
"""Letters that a country shares with the name of its people: "Russia", "Russian"."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
BARE = frozenset(["verb.object", "verb.preposition", "verb.gerund", "noun.phrase", "noun.light", "adjective"])
"""Rules whose content is no sentence of its own."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SENTENCE = re.compile(r"(?:^|[.!?:;…][\"”’')\]]*\s+)\W*$")
"""What stands before a word that has its capital from its place in the sentence."""
SENTENCES = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+")
ASIDE = re.compile(r"\s[–—-]\s.*?\s[–—-]\s|\([^()]*\)")
POSSESSIVE = re.compile(r"['’]s?$")
ACRONYMS = {"IS": "isis", "US": "usa", "UK": "britain"}


@dataclass(frozen=True, slots=True)
class Wording:
    """What tells a statement from another: who said it, the words of the content, how it was said.

    `role` is that of a single speaker, `deed` tells that responsibility is claimed and nothing said,
    `heading` that a headline or a heading inside the text tells it.
    """

    speakers: tuple[str, ...]
    words: str
    stance: Stance
    negated: bool
    role: str | None = None
    deed: bool = False
    heading: bool = False


def told(content: Sequence[str], stance: Stance, rule: str, cue: str | None, target: str | None) -> str:
    """The words of a claim by which it is compared, with its target or cue where content says too little.

    "criticised the mayor" and "thanked the mayor" have one content; whom somebody accuses may be named
    by "it" in one of them.
    """
    words = " ".join(content)
    if stance is Stance.ACCUSES and target is not None and target not in words:
        return f"{words} {target}"
    if cue is not None and stance in {Stance.STATES, Stance.CONFIRMS} and rule in BARE:
        return f"{cue} {words}"
    return words


class Term(NamedTuple):
    """A word that counts: what it equals, its weight, whether it is a name, or a word that may be one."""

    keys: frozenset[str]
    weight: float
    is_name: bool
    has_capital: bool


@dataclass(frozen=True, slots=True)
class Content:
    """The comparable words of a wording."""

    plain: str
    terms: Mapping[str, Term]
    keys: frozenset[str]
    weight: float
    figures: frozenset[str]
    is_negative: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of repeats.toml, by stem."""

    stop: frozenset[str]
    general: frozenset[str]
    negative: frozenset[str]
    phrases: re.Pattern[str]
    meant: tuple[str, ...]
    alike: Mapping[str, frozenset[str]]
    wide: Mapping[str, frozenset[str]]
    apart: tuple[frozenset[str], ...]
    numerals: Mapping[str, str]
    calendar: frozenset[str]


@cache
def lists() -> Words:
    """The word lists that ship with the package, read once."""
    data = tomllib.loads(files("briefings.attribution").joinpath("repeats.toml").read_text("utf-8"))
    alike: dict[str, set[str]] = {}
    for number, group in enumerate(each for table in data["alike"] for each in table["words"]):
        for word in group.split():
            alike.setdefault(stem(word), set()).add(f"~{number}")
    keys = {word: frozenset({word, *groups}) for word, groups in alike.items()}

    def keyed(words: str) -> frozenset[str]:
        return frozenset().union(*(keys.get(stem(word), {stem(word)}) for word in words.split()))

    return Words(
        stop=frozenset(data["stop"].split()),
        general=frozenset(map(stem, data["general"].split())),
        negative=frozenset(data["negative"].split()),
        phrases=re.compile("|".join(rf"\b({each})(?!\w)" for each in data["phrases"]), re.IGNORECASE),
        meant=tuple(data["phrases"].values()),
        alike=keys,
        wide={stem(word): keyed(those) for word, those in data["wide"].items()},
        calendar=frozenset(stem(name.lower()) for name in (*calendar.day_name, *calendar.month_name[1:])),
        numerals={word: number for number, told in data["numerals"].items() for word in told.split()},
        apart=tuple(frozenset(map(stem, each.split())) for table in data["apart"] for each in table["words"]),
    )


@lru_cache(maxsize=8192)
def content(words: str) -> Content:
    """The comparable words of a content."""
    words = words.replace("’", "'")
    plain = " ".join(word.casefold() for word in WORD.findall(words))
    known = lists()
    words = known.phrases.sub(lambda found: known.meant[(found.lastindex or 1) - 1], words)
    terms: dict[str, Term] = {}
    figures = {n.replace(",", "").rstrip(".") for n in NUMBER.findall(words)}
    negatives = 0
    titled = _is_titled(words)
    before = 0  # where the last name ended
    for match in WORD.finditer(words):
        word = match.group()
        lower = word.casefold()
        negatives += lower in known.negative or lower.endswith("n't")
        figure = known.numerals.get(lower)
        if figure is not None:
            figures |= {figure} - {"0", "1"}
        elif not word[0].isdigit() and (lower not in known.stop or word in ACRONYMS):
            name = not titled and _is_name(words, match)
            root, term = _term(word, name=name)
            if name and before and before + 1 == match.start():
                term = term._replace(weight=INNER_WEIGHT)
            before = match.end() if name else 0
            terms.setdefault(root, term)
    return Content(
        plain=plain,
        terms=terms,
        keys=frozenset().union(*(term.keys for term in terms.values())),
        weight=sum(term.weight for term in terms.values()),
        figures=frozenset(figures),
        is_negative=negatives % 2 == 1,
    )


@lru_cache(maxsize=8192)
def sentences(words: str) -> tuple[Content, ...]:
    """A content as a whole, each of its sentences where it has several, and these without asides."""
    pieces = [words, *SENTENCES.split(words)]
    pieces += [ASIDE.sub(" ", piece) for piece in pieces]
    return tuple(content(piece) for piece in dict.fromkeys(pieces) if piece.strip())


def _is_titled(words: str) -> bool:
    """Whether a headline has capitals on all its words."""
    long = [word for word in WORD.findall(words) if len(word) > 3]
    return len(long) > 2 and all(word[0].isupper() or word[0].isdigit() for word in long)


def _is_name(words: str, match: re.Match[str]) -> bool:
    """Whether a word has a capital that is not due to its place."""
    word = match.group()
    if not word[0].isupper():
        return False
    return (len(word) > 1 and word.isupper()) or not SENTENCE.search(words, 0, match.start())


@lru_cache(maxsize=8192)
def _term(word: str, *, name: bool) -> tuple[str, Term]:
    """The stem of a word that counts, and what it equals."""
    plain = ACRONYMS.get(word) or POSSESSIVE.sub("", word.casefold())
    root = stem(plain)
    keys = lists().alike.get(root, frozenset({root}))
    if word[0].isupper() and len(plain) > NAME_KEY:
        keys |= {plain[:NAME_KEY]}  # a name's first letters, with a capital only
    capital = word[0].isupper()
    if root in lists().general:
        return root, Term(keys, GENERAL_WEIGHT, is_name=False, has_capital=capital)
    return root, Term(keys, NAME_WEIGHT if name else 1.0, is_name=name, has_capital=capital)
