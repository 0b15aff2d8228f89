"""What an article tells of somebody right beside the name: "Rada Voss, who runs the Tarn Mills".

Attribution keeps one office of each speaker, and often finds none; people ask by whatever they have read.
Pure: knows texts and names, no store.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from briefings.answering import lexicon
from briefings.answering.words import Word, is_common, words
from store.names import BODIES
from store.records import Speaker

_OFTEN = 6  # how many times a name is looked at
_WORDS_BEFORE, _WORDS_AFTER = 9, 16
_FAR = 400  # characters within which "the chief executive of the mills" is who was named last
_PROMINENT = 2  # how often an article names what it is about, at least
_DATELINE = 60  # characters at the beginning of a text
_ROOT = 4  # letters of a country in the name of its people

_SENTENCE_END = re.compile(r"[.!?:;”\"]\s|\n")
_NEXT = re.compile(r"[.!?](?=\s|$)|\n|[;:“\"]")
# "the head of the mills, Rada Voss"; not what is told of somebody else before
_CLAUSE = re.compile(
    r".*\b(?:and|but|while|said|says|told|tells|that|when|after)\b", re.IGNORECASE | re.DOTALL
)
_SEAT = re.compile(r",? \(?[RDI]\.?[-–, ]+([A-Z][a-z.]*|[A-Z][A-Z])\b")  # "(R-Fla.)"
_OPENS_TOLD = re.compile(
    r",? ?\(|, |['’]s | (?:who |which )?(?:is|was|serves as|served as|has been|had been) (?!\w+(?:ing|ed)\b)"
    r"| (?:of|from|at)\b"
)
_DEFINITE = re.compile(r"(?:^|(?<=[.!?”\"]\s)|(?<=\n))The [^,.;\n“\"]{8,90}")
_OF_PEOPLE = ("ian", "ean", "ese", "ish", "an", "i")


def told_in(text: str, speakers: Iterable[Speaker]) -> Iterator[tuple[Speaker, str]]:
    """What a text tells beside the names of speakers, and of who was named last."""
    called = {name: each for each in speakers for name in (each.name, *each.aliases)}
    for name, speaker in called.items():
        yield from ((speaker, told) for told in introductions(text, name))
    persons = [name for name, speaker in called.items() if is_person(speaker)]
    for name, told in referred_to(text, persons):
        yield called[name], f", {name}, {told}"


def is_person(speaker: Speaker) -> bool:
    """Whether a name looks like a person's: several words with capitals, none of a place or body."""
    own = words(speaker.name)
    large = len(own) > 1 and all(word.text[:1].isupper() for word in (own[0], own[-1]))
    return large and not any(word.is_known_name or word.plain in BODIES or is_common(word) for word in own)


def introductions(text: str, name: str) -> tuple[str, ...]:
    """What the text tells of who is called so, each time that it names them: what stands before, and behind.

    Each is the stretch of the sentence before the name and what follows it in commas or after "is", apart
    by a comma.
    """
    return _introductions(text, name)


@lru_cache(maxsize=2_000)
def _introductions(text: str, name: str) -> tuple[str, ...]:
    found = []
    for start, end in _places(text, name):
        before = _before(text[max(start - 120, 0) : start])
        after = _after(text[end : end + 220])
        if before or after:
            found.append(f"{before}, {name}, {after}")
    return tuple(dict.fromkeys(found))


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    spelt = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for count, match in enumerate(spelt.finditer(text)):
        if count == _OFTEN:
            return
        yield match.span()


def _before(text: str) -> str:
    """The words right before a name: up to a pause, or the whole of "the head of the mills, "."""
    text = _SENTENCE_END.split(text)[-1]
    pauses = text.rstrip().endswith(",")
    stretch = text.rstrip(" ,").rpartition(",")[2] if not pauses else text.rstrip(" ,").rpartition(", ")[2]
    stretch = _CLAUSE.sub("", stretch)
    return " ".join(stretch.split()[-_WORDS_BEFORE:])


def _after(text: str) -> str:
    """What is told right behind a name, in commas or after "is"; "(R-Fla.)" as "of florida"."""
    if (seat := _SEAT.match(text)) is not None and (state := _states().get(seat[1].lower().strip("."))):
        return f"of {state}"
    if not _OPENS_TOLD.match(text):
        return ""
    end = _NEXT.search(text)
    stretch = text[: end.start()] if end else text
    own = stretch.lstrip(" ,(")
    own = re.split(r"\)|, ", own, maxsplit=1)[0]
    return " ".join(own.split()[:_WORDS_AFTER])


def referred_to(text: str, names: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The names that the text tells last before sentences that begin with "The ...", each with these words.

    "Voss sold her shares. The founder of the mills said ...": they may be who was named last.
    """
    found = []
    for match in _DEFINITE.finditer(text):
        before = text[max(match.start() - _FAR, 0) : match.start()]
        last = max(names, key=before.rfind, default="")
        if last and before.rfind(last) >= 0:
            found.append((last, match[0]))
    return tuple(found)


def is_state(word: Word) -> bool:
    """Whether a word is one of the United States, which papers may tell by its letters."""
    return word.plain in _states().values()


@cache
def _states() -> dict[str, str]:
    """What stands for one of the United States -> its name."""
    return {short: state for state, *others in lexicon.lines("states", "names") for short in (state, *others)}


def is_home(word: Word, title: str, text: str) -> bool:
    """Whether the word is the country, the town or the people that a text is about.

    Listed countries are counted with their seats of government and people, and none may be named more than
    twice as often; other names must stand in the title or dateline, or more than once.
    """
    asked, form = _countries((word,)), _form(word)
    if form is not None and (form.search(title) or form.search(text[:_DATELINE])):
        return True
    if asked:
        counts = _counted(f"{title}\n{text}")
        most = max(counts.values(), default=0)
        told = max((counts[each] for each in asked), default=0)
        return bool(asked & _countries(words(title)).keys()) or (told >= _PROMINENT and 2 * told >= most)
    return form is not None and len(form.findall(text)) >= _PROMINENT


@lru_cache(maxsize=200)
def _counted(text: str) -> Counter[str]:
    return _countries(words(text))


def _countries(told: Sequence[Word]) -> Counter[str]:
    found: Counter[str] = Counter()
    for word in told:
        seat = lexicon.seats().get(tuple(word.plain.split()))
        found.update({name for name in word.names if name[0] == "@"} | ({seat} if seat else set()))
    return found


def _form(word: Word) -> re.Pattern[str] | None:
    """What finds the name of a country or town by the word for its people, or as it stands."""
    spelt = re.sub(r"['’]s?$", "", word.text)
    if not spelt.isalpha():
        return None
    ending = next(
        (each for each in _OF_PEOPLE if spelt.endswith(each) and len(spelt) - len(each) >= _ROOT), ""
    )
    root = spelt.removesuffix(ending)
    return re.compile(rf"\b{re.escape(root[:1].upper() + root[1:])}\w{{0,3}}\b")
