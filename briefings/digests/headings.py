"""A short heading for a story, made of words that its articles have: what it is about, never a claim.

Names and noun phrases that several paragraphs share, those first that are told here and not elsewhere.
What begins after an article or a preposition and is not followed by a further word is taken for a noun
phrase; verbs do not get in, so that no heading tells as a fact what somebody only says.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product

from briefings.digests.trimming import EVENTS
from briefings.digests.words import Token, stem, tokens
from store.names import TITLES

_LONGEST = 4  # words of one phrase
_ROOM = 44  # characters of a heading: a line of a phone, and a little
_PHRASES, _SHOWN = 4, 2  # considered, since two may stand together; and shown
_BESIDE_BEST = 0.4  # a further phrase must weigh at least so much of the first
_FULLER = 0.7  # "presidential election" rather than "election" if it weighs so much of it
_LEAD = 5  # paragraphs of each telling
_OPENS, _OPENING = 2, 1.3  # what stands in the first ones counts more
_HEADLINE = 3  # and in a headline as much as in so many paragraphs
_VOICE = 0.25  # who speaks is seldom what it is about
_STREAM = 30
_UNFIT = re.compile(r"[a-z'’-]+(?:ed|ing|ly)$|\d.*")
# Days, and places where people write, are in the paragraphs of every story.
_DAYS = "last next monday tuesday wednesday thursday friday saturday sunday"
# Past forms that no ending tells: "Norland sank it" is about Norland.
_PASTS = """
sank shut struck won lost fell rose fled broke left fought held sent met paid sold grew blew sought stood
spoke drove gave took wrote began became brought bought caught chose came drew found froze kept knew led
ran saw sang shook stole swore swept taught threw told went woke
"""
_NEVER = frozenset(f"{_DAYS} x telegram facebook twitter {_PASTS}".split())
_EVENTS = frozenset(map(stem, EVENTS))
_OFFICES = {word for title in TITLES for word in title.split()}
_LEADS_IN = re.compile(
    r"\b(?:the|an?|of|in|on|at|for|from|by|with|over|near|this|that|its|their|his|her|our)\s+$|['’]s?\s+$"
)
_STOPS = (".", "!", "?", "”", '"', "’", "'", ":")
_VERBAL = re.compile(r"[a-z]{3}(?:ed|ing)$")
# "Western", "Polish": with nothing behind it, half of a phrase.
_ADJECTIVE = re.compile(r"(?:ern|ish|ese|[eia]an|rman|ench|utch)$")
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|(?<!\w)‘[^’\n]*’(?!\w)")
# What the articles may write between two phrases for the heading to have them as one.
_JOINS = r"(?:['’]s?)? (?:(?:at|in|on|over|of|off|near|with|against|for) (?:the |an? )?)?"
_BESIDES = " · "


@dataclass(slots=True)
class _Told:
    """The phrases of some tellings as they are written, and in how many places their words stand."""

    written: defaultdict[tuple[str, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    opening: set[tuple[str, ...]] = field(default_factory=set)
    paragraphs: Counter[str] = field(default_factory=Counter)
    weighed: Counter[str] = field(default_factory=Counter)  # the same, headlines as several
    tellings: Counter[str] = field(default_factory=Counter)


def heading(
    tellings: Sequence[Sequence[str]],
    *,
    spread: Mapping[str, int],
    total: int,
    cues: Collection[str] = (),
    voices: Collection[str] = (),
    persons: Collection[str] = (),
) -> str | None:
    """The phrases that tell a story apart, joined; None where its paragraphs share no words.

    Each of `tellings` is a list of paragraphs, the headline first. `spread` counts for each stem the
    tellings that hold it, of `total` in all stories. Words of `cues` (in small letters) stand in no
    heading, those of `voices` (stems of speakers' names) weigh less, and those of `persons` among them
    stand in none that has others.
    """
    told = _told(tellings, cues)

    def value(stem: str) -> float:
        """How much a word tells of this story and of no other, by how often it is told here."""
        here = told.tellings[stem] / len(tellings)
        elsewhere = max(spread.get(stem, 0) - told.tellings[stem], 0) + 1
        rare = max(math.log(here * (total - len(tellings) + _STREAM) / elsewhere), 0.0)
        return rare * here * math.sqrt(told.weighed[stem]) * (_VOICE if stem in voices else 1)

    weights = {
        stems: sum(map(value, set(stems))) / len(stems) ** 0.5 * (_OPENING if stems in told.opening else 1)
        for stems in told.written
        if all(told.paragraphs[stem] > 1 and told.tellings[stem] >= min(2, len(tellings)) for stem in stems)
    }
    lead = "\n".join(text for paragraphs in tellings for text in paragraphs[:_LEAD])
    joined = _BESIDES.join(_fit(_together(_chosen(weights, told.written), lead), frozenset(persons)))
    return f"{joined[:1].upper()}{joined[1:]}" or None


def _told(tellings: Sequence[Sequence[str]], cues: Collection[str]) -> _Told:
    told = _Told()
    verbs: set[str] = set()
    for paragraphs in tellings:
        held: set[str] = set()
        for place, text in enumerate(paragraphs[:_LEAD]):
            found = tokens(text)
            here = {token.stem for token in found}
            told.paragraphs.update(here)
            for _ in range(1 if text.rstrip().endswith(_STOPS) else _HEADLINE):
                told.weighed.update(here)
            held |= here
            verbs.update(token.stem for token in found if _VERBAL.search(text[token.start : token.end]))
            if _is_title_case(text):
                continue
            for stems, written in _phrases(_QUOTED.sub(_blank, text), cues, opens=place == 0):
                told.written[stems][written] += 1
                if place < _OPENS:
                    told.opening.add(stems)
        told.tellings.update(held)
    for stems, spellings in list(told.written.items()):
        # "Police detain two", "the bank raises rates": a verb, as its other forms tell.
        if stems[-1] in verbs and all(each.endswith("s") for each in spellings):
            del told.written[stems]
    return told


def _blank(quoted: re.Match[str]) -> str:
    """Full stops in the place of what somebody said in these words: a heading is nobody's."""
    return "." * len(quoted[0])


def _phrases(text: str, cues: Collection[str], *, opens: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    """The names and noun phrases of a paragraph: their stems, and how they are written.

    Where it `opens` a telling, its first words are a noun phrase: headlines leave articles out.
    """
    for run in _runs(text, cues):
        for first in range(max(len(run) - _LONGEST, 0), len(run)):
            phrase = run[first:]
            if first and text[run[first - 1].start].isupper() and text[phrase[0].start].isupper():
                continue  # half a name
            named = text[phrase[0].start].isupper()
            first_words = opens and not text[: phrase[0].start].strip(" •·-")
            if named or first_words or _LEADS_IN.search(text, 0, phrase[0].start):
                yield tuple(token.stem for token in phrase), _written(phrase, text)
        for name in _names(run, text):
            if len(name) > 1 or not _ADJECTIVE.search(text[name[0].start : name[0].end]):
                yield tuple(token.stem for token in name), _written(name, text)


def _together(chosen: Sequence[Sequence[str]], text: str) -> list[str]:
    """The phrases, two that the articles write as one put together: "Hallin", "bridge" -> "Hallin bridge".

    Each phrase is given in all its spellings, the most common one first.
    """
    for ones, others in permutations(chosen, 2):
        for one, other in product(ones, others):
            joined = rf"\b{re.escape(one)}{_JOINS}{re.escape(other)}\b(?!['’]s)"
            found = re.search(joined, text)
            if found and len(found[0]) <= _ROOM:
                return [found[0], *(each[0] for each in chosen if each not in (ones, others))]
    return [each[0] for each in chosen]


def _names(run: Sequence[Token], text: str) -> Iterator[list[Token]]:
    """Names that a run begins with or holds: "Kharkiv" in "Kharkiv mayor"."""
    name: list[Token] = []
    for token in run:
        if text[token.start].isupper():
            name.append(token)
            continue
        if name:
            yield name[:_LONGEST]
        name = []


def _written(phrase: Sequence[Token], text: str) -> str:
    return re.sub(r"['’]s?$", "", text[phrase[0].start : phrase[-1].end])


def _is_title_case(text: str) -> bool:
    """Whether nearly every word has a capital, as in headlines: then capitals tell no names."""
    words = [word for word in text.split() if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _runs(text: str, cues: Collection[str]) -> Iterator[list[Token]]:
    """Words that stand side by side and may stand in a heading."""
    run: list[Token] = []
    for token in tokens(text):
        word = text[token.start : token.end]
        plain = word.casefold()
        unfit = plain in cues or plain in _NEVER or plain in _OFFICES or bool(_UNFIT.match(word))
        if run and (unfit or text[run[-1].end : token.start] not in {" ", "-"} or _ends(run[-1], text)):
            yield run
            run = []
        if not unfit:
            run.append(token)
    if run:
        yield run


def _ends(token: Token, text: str) -> bool:
    """Whether the word is a possessive: what follows is another thing."""
    return re.search(r"['’]s?$", text[token.start : token.end]) is not None


def _chosen(
    weights: Mapping[tuple[str, ...], float], written: Mapping[tuple[str, ...], Counter[str]]
) -> list[list[str]]:
    chosen: list[list[str]] = []
    used: set[str] = set()
    best = max(weights.values(), default=0.0)
    for found in sorted(weights, key=lambda each: (-weights[each], each)):
        if weights[found] < _BESIDE_BEST * best or not best or len(chosen) == _PHRASES:
            break
        fuller = (each for each in weights if set(found) < set(each) and used.isdisjoint(each))
        stems = max(
            (each for each in fuller if weights[each] > _FULLER * weights[found]), key=len, default=found
        )
        if used.isdisjoint(stems):
            chosen.append([each for each, _ in written[stems].most_common()])
            used.update(stems)
    return chosen


def _fit(chosen: Sequence[str], persons: frozenset[str]) -> list[str]:
    """The first phrases that fit in a heading; "vote" and who speaks of it only where nothing tells more."""
    telling = [
        each
        for each in chosen
        if persons.isdisjoint(token.stem for token in tokens(each))
        and (" " in each or not each.islower() or tokens(each)[0].stem in _EVENTS)
    ]
    fit: list[str] = []
    for each in telling or chosen[:1]:
        if len(fit) < _SHOWN and len(_BESIDES.join((*fit, each))) <= _ROOM:
            fit.append(each)
    return fit
