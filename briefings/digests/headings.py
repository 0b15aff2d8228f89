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

from briefings.digests.words import Token, tokens
from store.names import TITLES

_LONGEST = 4  # words of one phrase
_ROOM = 44  # characters of a heading: a line of a phone, and a little
_PHRASES, _SHOWN = 3, 2  # considered, since two may stand together; and shown
_BESIDE_BEST = 0.4  # a further phrase must weigh at least so much of the first
_LEAD = 5  # paragraphs of each telling
_VOICE = 0.25  # who speaks is seldom what it is about
_STREAM = 30
_UNFIT = re.compile(r"[a-z'’-]+(?:ed|ing|ly)$|\d.*")
# Days, and places where people write, are in the paragraphs of every story.
_DAYS = "last next monday tuesday wednesday thursday friday saturday sunday"
_NEVER = frozenset(f"{_DAYS} x telegram facebook twitter".split())
_OFFICES = {word for title in TITLES for word in title.split()}
_LEADS_IN = re.compile(
    r"\b(?:the|an?|of|in|on|at|for|from|by|with|over|near|this|that|its|their|his|her|our)\s+$|['’]s?\s+$"
)
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|(?<!\w)‘[^’\n]*’(?!\w)")
_BESIDES = " · "


@dataclass(slots=True)
class _Phrase:
    """Where a phrase was met and how it was written."""

    tellings: set[int] = field(default_factory=set)
    paragraphs: set[tuple[int, int]] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)


def heading(
    tellings: Sequence[Sequence[str]],
    *,
    spread: Mapping[str, int],
    total: int,
    cues: Collection[str] = (),
    voices: Collection[str] = (),
) -> str | None:
    """The phrases that tell a story apart, joined; None where its paragraphs share no words.

    Each of `tellings` is a list of paragraphs, the headline first. `spread` counts for each stem the
    tellings that hold it, of `total` in all stories. Words of `cues` (in small letters) stand in no
    heading, those of `voices` (stems of speakers' names) weigh less.
    """
    met: defaultdict[tuple[str, ...], _Phrase] = defaultdict(_Phrase)
    inside: Counter[str] = Counter()
    for number, paragraphs in enumerate(tellings):
        held: set[str] = set()
        for place, text in enumerate(paragraphs[:_LEAD]):
            held.update(token.stem for token in tokens(text))
            for stems, written in _phrases(_QUOTED.sub(_blank, text), cues):
                phrase = met[stems]
                phrase.tellings.add(number)
                phrase.paragraphs.add((number, place))
                phrase.written[written] += 1
        inside.update(held)

    def told_here(stem: str) -> float:
        here = inside[stem] / len(tellings)
        elsewhere = (max(spread.get(stem, 0) - inside[stem], 0) + 1) / (total - len(tellings) + _STREAM)
        return max(math.log(here / elsewhere), 0.0) * (_VOICE if stem in voices else 1)

    weights = {
        stems: sum(map(told_here, set(stems)))
        * len(phrase.paragraphs) ** 0.5
        * len(phrase.tellings)
        / len(tellings)
        for stems, phrase in met.items()
        if len(phrase.paragraphs) > 1 and len(phrase.tellings) >= min(2, len(tellings))
    }
    chosen = _chosen(weights, met)
    lead = "\n".join(text for told in tellings for text in told[:_LEAD])
    joined = _BESIDES.join(_together(chosen, lead)[:_SHOWN])
    return f"{joined[:1].upper()}{joined[1:]}" or None


def _blank(quoted: re.Match[str]) -> str:
    """Full stops in the place of what somebody said in these words: a heading is nobody's."""
    return "." * len(quoted[0])


def _phrases(text: str, cues: Collection[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The names and noun phrases of a paragraph: their stems, and how they are written."""
    if _is_title_case(text):
        return
    for run in _runs(text, cues):
        for first in range(max(len(run) - _LONGEST, 0), len(run)):
            phrase = run[first:]
            if first and text[run[first - 1].start].isupper() and text[phrase[0].start].isupper():
                continue  # half a name
            named = all(text[token.start].isupper() for token in phrase)
            if named or _LEADS_IN.search(text, 0, phrase[0].start):
                yield tuple(token.stem for token in phrase), _written(phrase, text)
        yield from _names(run, text)


def _together(chosen: list[str], text: str) -> list[str]:
    """The phrases, two that the articles write as one put together: "Hallin", "bridge" -> "Hallin bridge"."""
    for one in chosen:
        for other in chosen:
            if one != other and re.search(rf"\b{re.escape(one)} {re.escape(other)}\b", text):
                rest = [each for each in chosen if each not in {one, other}]
                return [f"{one} {other}", *rest]
    return chosen


def _names(run: Sequence[Token], text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Names that a run begins with or holds: "Kharkiv" in "Kharkiv mayor"."""
    name: list[Token] = []
    for token in run:
        if text[token.start].isupper():
            name.append(token)
            continue
        if name:
            yield tuple(each.stem for each in name[:_LONGEST]), _written(name[:_LONGEST], text)
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


def _chosen(weights: Mapping[tuple[str, ...], float], met: Mapping[tuple[str, ...], _Phrase]) -> list[str]:
    chosen: list[str] = []
    used: set[str] = set()
    best = max(weights.values(), default=0.0)
    for stems in sorted(weights, key=lambda each: (-weights[each], each)):
        if weights[stems] < _BESIDE_BEST * best or not best or len(chosen) == _PHRASES:
            break
        words = met[stems].written.most_common(1)[0][0]
        if used.isdisjoint(stems) and len(_BESIDES.join((*chosen, words))) <= _ROOM:
            chosen.append(words)
            used.update(stems)
    return chosen
