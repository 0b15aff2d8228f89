"""Words of questions and of claims, made comparable: stems, names of places and bodies, synonyms.

Two words are the same when they share a name (`Word.names`), alike when they share a group of
synonyms (`Word.soft`), and perhaps the same when one letter or two apart (`near`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

from briefings.answering import lexicon

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?:['’ʼ][^\W_]+)*")
_PAUSE = re.compile(r"[,;:?—–]|\s-\s")
_WHOSE = re.compile(r"(?:['’ʼ]s|s['’ʼ])\W?$")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_ELISION = re.compile(r"(?<=[A-Z])'(?=[A-Z])", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouy]")
# Longest ending first, with the letters that must stay before it (after Porter's algorithm, 1980).
_ENDINGS = (
    ("ation", 4),
    ("ition", 4),
    ("ment", 4),
    ("ness", 4),
    ("ity", 4),
    ("ion", 4),
    ("ly", 4),
    ("ate", 4),
    ("is", 6),
    ("iz", 6),
)


_PAIR = 2
_APART = 3  # words at most between those of a phrasal verb: "shot the last of them down"
_SHORT = 5  # letters
_VERBAL = 6  # letters before "ise"
_BEFORE_APOSTROPHE = 4  # letters: "O'Brien", "N'Djamena", "Ka'aba"
# Letters with the marks that go when they are folded; "y" ends the stem of "city" and "cities".
_ACCENTED = {
    "a": "[aàáâãäåāăą]", "c": "[cçćč]", "d": "[dđď]", "e": "[eèéêëēėęě]", "g": "[gğģ]", "i": "[iìíîïīı]",
    "l": "[lłľ]", "n": "[nñńň]", "o": "[oòóôõöøōő]", "r": "[rřŕ]", "s": "[sśşšș]", "t": "[tťțţ]",
    "u": "[uùúûüūůű]", "y": "[yiýÿìíîï]", "z": "[zźżž]",
}  # fmt: skip
_AGREED = 5  # letters, beyond which "eed" is "ee" with an ending: "agreed", not "speed"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a name of several words, where it stands and what it equals."""

    text: str
    start: int
    end: int
    plain: str
    names: frozenset[str]
    parts: frozenset[str]
    soft: frozenset[str]
    gap: str = ""  # what stands between it and the next word

    @property
    def pauses(self) -> bool:
        """Whether a comma, a colon or a dash stands behind it."""
        return _PAUSE.search(self.gap) is not None

    @property
    def is_whose(self) -> bool:
        """Whether it tells whose something is: "the mayor's", "the ministers'"."""
        return _WHOSE.search(self.text + self.gap[:1]) is not None

    @property
    def is_stop(self) -> bool:
        """Whether it is a word of grammar or of asking, never a topic."""
        return self.plain in lexicon.listed("stop", "grammar") or self.plain in lexicon.listed(
            "stop", "asking"
        )

    @property
    def is_general(self) -> bool:
        """Whether it is too common in news to tell one event from another."""
        return self.plain in lexicon.listed("stop", "general")

    @property
    def is_place(self) -> bool:
        """Whether it names a country or a group of them, or their people."""
        return any(name[0] in "@%" for name in self.names)

    @property
    def is_named(self) -> bool:
        """Whether it names a place or a body, or is written like a name."""
        return self.is_known_name or self.text[:1].isupper()

    @property
    def is_known_name(self) -> bool:
        """Whether it is a name of a place or a body that is listed."""
        return any(name[0] in "@&%" for name in self.names)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The folded word without its endings; meant for comparing, not for reading."""
    word = lexicon.irregular().get(word, word)
    if len(word) <= 3 or word.isdigit():
        return word
    word = _without_inflection(word)
    if word.endswith("ll") and len(word) >= _SHORT:  # "cancelled" as "cancel"
        word = word[:-1]
    for ending, kept in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= kept:
            word = word[: -len(ending)]
            break
    word = word.removesuffix("e") if len(word) > 3 else word
    if word.endswith(("is", "iz")) and len(word) - 2 >= _VERBAL:  # "criticise" as "criticised"
        word = word[:-2]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _without_inflection(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("eed") and len(word) > _AGREED:
        return word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and _VOWEL.search(root):
            if root[-1] == root[-2] and root[-1] not in "lsz":
                return root[:-1]
            return root
    return word


def is_past(verb: str) -> bool:
    """Whether a folded word is a verb in the past: it ends so, or is listed as irregular."""
    verb = verb.partition(" ")[0]  # of a phrasal one
    if verb in lexicon.irregular():
        return verb != lexicon.irregular()[verb] and not verb.endswith(("ing", "s"))
    return verb.endswith("ed") and len(verb) > len("need")


@cache
def stems_of(name: str) -> frozenset[str]:
    """The stems of a list of grammar in the lexicon."""
    return frozenset(stem(word) for word in lexicon.listed("grammar", name))


@cache
def _common() -> frozenset[str]:
    return frozenset(stem(word) for word in lexicon.common())


def is_common(word: Word) -> bool:
    """Whether it is a form of an English word listed for any purpose: no misspelt name, then."""
    return bool(word.parts & _common())


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, group in enumerate(lexicon.synonyms()):
        for word in group:
            found.setdefault(stem(word), set()).add(f"~{number}")
    return {word: frozenset(groups) for word, groups in found.items()}


@cache
def _members() -> dict[str, tuple[str, ...]]:
    return {f"~{number}": group for number, group in enumerate(lexicon.synonyms())}


def synonyms(word: Word) -> list[str]:
    """Other words that may stand for this one, as listed."""
    alike = [other for group in sorted(word.soft) for other in _members()[group] if other != word.plain]
    pairs = lexicon.pairs().items()
    return alike + [one for (one, _), meant in pairs if _groups().get(stem(meant), frozenset()) & word.soft]


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """The token in plain lower-case letters, possessive and dots left out."""
    folded = anyascii(text).casefold().replace(".", "" if text[:1].isalpha() else ".")
    return re.sub(r"['`]s?$", "", folded).replace("'", "")


@lru_cache(maxsize=8_000)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; a known name of several words is one, and so is a phrasal verb."""
    tokens = [(match, plain(match.group())) for match in _TOKEN.finditer(text)]
    tokens = [(match, folded) for match, folded in tokens if folded]
    found: list[Word] = []
    at = 0
    while at < len(tokens):
        length, name = _phrase(tokens, at) if tokens[at][1] in _beginnings() else (1, None)
        if length == 1 and _meant(tokens[at : at + 2]):
            length = 2
        elif length == 1 and _is_with_object(tokens[at : at + 3]):
            length = 3
        after = tokens[at + length][0].start() if at + length < len(tokens) else len(text)
        found.append(_word(text, tokens[at : at + length], name, after))
        at += length
    return tuple(found)


def _meant(tokens: Sequence[tuple[re.Match[str], str]]) -> str | None:
    """The word that two stand for together: "resign" for "stepped down"."""
    if len(tokens) < _PAIR or tokens[1][1] not in _seconds():
        return None
    return _pairs().get((stem(tokens[0][1]), tokens[1][1]))


def _is_with_object(tokens: Sequence[tuple[re.Match[str], str]]) -> bool:
    """Whether these are a verb with what it takes: "point the finger", "lays the blame"."""
    if len(tokens) <= _PAIR or tokens[1][1] not in {"the", "a"}:
        return False
    return tokens[2][1] in lexicon.listed("grammar", "objects") and bool(_meant([tokens[0], tokens[2]]))


def meaning(verb: str) -> str | None:
    """The stem of the word that a verb of two words stands for: "lashed out", "point the finger"."""
    first, *_, second = verb.split()
    return _pairs().get((stem(first), second))


@cache
def _pairs() -> dict[tuple[str, str], str]:
    """Stem of the first word and the second, folded -> the stem of the word that both stand for."""
    return {(stem(first), second): stem(meant) for (first, second), meant in lexicon.pairs().items()}


@cache
def _seconds() -> frozenset[str]:
    return frozenset(second for _, second in _pairs())


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(words[0] for words in lexicon.phrases())


def _phrase(tokens: list[tuple[re.Match[str], str]], at: int) -> tuple[int, str | None]:
    for length in range(min(4, len(tokens) - at), 0, -1):
        folded = tuple(word for _, word in tokens[at : at + length])
        name = lexicon.phrases().get(folded)
        if name is not None and not _is_common_word(tokens, at, folded):
            return length, name
    return 1, None


def is_close(word: Word, names: Collection[str]) -> bool:
    """Whether a word of a question is one of these names or parts of names, well or badly spelt."""
    if word.names & set(names) or word.parts <= set(names):
        return True
    return not is_common(word) and any(near(part, name) for part in word.parts for name in names)


def _is_common_word(tokens: list[tuple[re.Match[str], str]], at: int, folded: tuple[str, ...]) -> bool:
    """Whether "us", "who", "is" and their like are the everyday word here, not the name.

    "us" in a question typed without capitals is the country unless something is given to "us".
    """
    text = tokens[at][0].group()[: len(folded[0])]
    if len(folded) > 1 or len(folded[0]) > 3 or folded[0] not in lexicon.listed("stop", "grammar"):
        return False
    if text.isupper() and len(text) > 1:
        return False
    if folded[0] != "us":
        return True
    before = tokens[at - 1][1] if at else ""
    whole_lower = all(match.group().islower() or not match.group().isalpha() for match, _ in tokens)
    giving = {"tell", "give", "show", "let", "for", "with", "to", "of", "told", "all", "remind", "help"}
    return before in giving or not whole_lower or len(tokens) > 40


def _word(text: str, covered: list[tuple[re.Match[str], str]], name: str | None, after: int) -> Word:
    start, end = covered[0][0].start(), covered[-1][0].end()
    folded = " ".join(word for _, word in covered)
    names, parts, soft = _keys(folded, name)
    return Word(text[start:end], start, end, folded, names, parts, soft, text[end:after])


@lru_cache(maxsize=50_000)
def _keys(folded: str, name: str | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """By what a word or phrase is found: its names, the stems of its parts, its groups of synonyms."""
    numbers = lexicon.numbers()
    parts = frozenset(stem(numbers.get(word, word)) for word in folded.split())
    first, *others = folded.split()
    second = others[-1] if others else ""
    meant = _pairs().get((stem(first), second)) if second and name is None else None
    if meant is not None:
        return frozenset({f"{stem(first)} {second}"}), parts, _groups().get(meant, frozenset())
    soft = frozenset[str]().union(*(_groups().get(each, frozenset()) for each in parts))
    if folded.endswith("ian"):  # those of a country that no list has: "Drennian", of Drennia
        parts |= {stem(folded[:-1])}
    if name is None:
        names = parts
    elif " " in folded or folded in lexicon.listed("stop", "grammar"):  # "IS" is no form of "to be"
        names = frozenset({name})
    else:
        names = frozenset({name}) | parts
    return names, parts, soft


@dataclass(frozen=True, slots=True)
class Bag:
    """All that the words of a text can be found by."""

    names: frozenset[str]
    soft: frozenset[str]


@lru_cache(maxsize=8_000)
def bag(text: str) -> Bag:
    """The words of a text as a bag."""
    found = words(text)
    names = frozenset[str]().union(*(word.names | word.parts for word in found))
    members = {group for group, places in lexicon.members().items() if names & places}
    soft = frozenset[str]().union(*(word.soft for word in found), *_soft_pairs(found))
    return Bag(names | members, soft)


def _soft_pairs(found: Sequence[Word]) -> Iterator[frozenset[str]]:
    """The groups of synonyms that two words belong to that stand apart: "turn the offer down"."""
    for at, other in enumerate(found):
        if other.plain in _seconds():
            for one in found[max(at - _APART - 1, 0) : at]:
                meant = _pairs().get((stem(one.plain), other.plain))
                if meant is not None:
                    yield _groups().get(meant, frozenset())


def match(word: Word, held: Bag, *, fuzzy: bool = False, alike: float = 0.65) -> float:
    """How surely `held` has the word: 1 itself, less a misspelling or (`alike`) a synonym, 0 not at all."""
    if word.names & held.names:
        return 1.0
    if fuzzy and any(_misspelt(name, other) for name in word.names for other in held.names):
        return 0.9
    return alike if word.soft & held.soft else 0.0


def _misspelt(typed: str, other: str) -> bool:
    """Whether a stem may be another misspelt; a short one is no slip for an everyday word."""
    return near(typed, other) and (len(typed) > _SHORT or len(typed) <= len(other) or other not in _common())


@lru_cache(maxsize=400)
def spelt_out(text: str) -> str:
    """A text as `beginning` reads it: without accents and without the apostrophe of "O'Hara"."""
    return _ELISION.sub("", _FOREIGN.sub(lambda met: anyascii(met.group()), text))


@lru_cache(maxsize=2_000)
def beginning(word: str) -> re.Pattern[str]:
    """What finds a word, by the stem that it begins with, in a text: with accents and apostrophes, too."""
    stems = (_spelt(stem(each)) for each in word.split())
    return re.compile(r"\b" + r"\W+".join(stems), re.IGNORECASE)


def _spelt(root: str) -> str:
    """A pattern of a folded stem: "ndjamena" is written "N'Djamena", "togoi" "Togoï"."""
    letters = [_ACCENTED.get(each, re.escape(each)) for each in re.sub("i$", "y", root)]
    head, tail = letters[:_BEFORE_APOSTROPHE], letters[_BEFORE_APOSTROPHE:]
    return "['’ʼ]?".join(head) + "".join(tail)


@lru_cache(maxsize=100_000)
def near(one: str, other: str) -> bool:
    """Whether two stems differ by one typing error, in long words two; the first letter is mostly right."""
    size = min(len(one), len(other))
    if size < 4 or one[0] in "@&%~#" or other[0] in "@&%~#" or one.isdigit():
        return False
    allowed = 1 if size < 7 else 2
    if one[0] != other[0]:
        allowed -= 1
    return allowed > 0 and OSA.distance(one, other, score_cutoff=allowed) <= allowed
