"""Which claims belong to a topic, by the story they tell rather than by its bare words.

Paragraphs that hold the topic's words lead to stories: one whose tellings have these words in common, one
that such a paragraph gives a name ("the attack at ..."), or one told by a single article that opens with
them. All that tells such a story belongs, whatever words it uses, unless its own names lead elsewhere; in
other stories only the paragraphs that hold the words do. There is no model and no list of events.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from briefings.digests.corpus import Corpus
from briefings.digests.words import as_written, kin, stems, tokens
from store.records import Claim, Part

# Shares of the topic's telling words that make a paragraph a sure one: the first that any has.
_COVERED = (0.8, 0.65, 0.5)
# Of a telling that has them all within so many paragraphs, so many at its opening are enough.
_OPENS_COVERED, _NEAR = 0.3, 6
_MOSTLY = 0.5
_PLACE = re.compile(
    r"\b(?:in|on|at|near)\s+(?:the\s+)?(?:\w+['’]s\s+)?(?:[a-z]+\s+){0,2}(?:of\s+)?([A-Z][\w’'-]+)"
)
# A word that so many of a story's tellings have is one it is told by, and one it can be called by; of few
# tellings, two paragraphs must have it.
_CENTRAL, _CORE = 0.3, 0.5
_FEW = 2
_OPENS = 2  # headline and first paragraphs that tell what an article is about
_LIKE = 0.1  # cosine from which a paragraph speaks of another story than the one around it
# So many things that the story never names lead a paragraph away from it; more where it has its core words.
_STRANGE, _STRANGE_THOUGH = 2, 4
_IN_PASSING = 0.5
# What may stand between a name and what it names: "the attack at the Tarn Bridge", "the Tarn Bridge
# terror attack".
_NAMING = re.compile(r"\s+(?:(?:at|in|on|near|of|against|outside|the|a)\s+){0,3}(?:[a-z-]+\s+)?")


def strength(corpus: Corpus, topic: str, claim: Claim) -> float:
    """How surely the claim belongs to the topic: 0 not at all, below 1 only in passing."""
    if topic not in corpus.known:
        corpus.known[topic] = _Topic(corpus, topic).strengths()
    known = corpus.known[topic]
    return max((known.get(n, 0.0) for n in corpus.places(claim)), default=0.0)


class _Topic:
    """One topic, looked for in a corpus."""

    def __init__(self, corpus: Corpus, topic: str) -> None:
        self._corpus, self._units, self._stories = corpus, corpus.units, corpus.stories
        self._wanted = list(dict.fromkeys(stems(topic)))
        self._literal = as_written(topic)
        self._whole = sum(map(self._rarity, self._wanted))
        self._named = {word for word in self._wanted if self._is_name(word)}
        self._saying = {each for word in corpus.cues for each in stems(word)}

    def strengths(self) -> dict[int, float]:
        """For the paragraphs that belong to the topic, how surely."""
        covered = self._covered()
        strengths: dict[int, float] = {}
        for n in covered:
            telling = self._corpus.tellings[self._stories.telling[n]]
            alone = sum(each in covered for each in telling) == 1 and telling.index(n) >= _OPENS
            strengths[n] = _IN_PASSING if alone else 1.0
        for number in {self._stories.telling[n] for n in covered}:
            strengths |= self._carried(self._corpus.tellings[number], covered)
        for story in self._about(covered):
            often = self._often(self._stories.paragraphs[story])
            core = self._core(story) | set(self._wanted)
            elsewhere = self._elsewhere(story, covered)
            for n in self._stories.paragraphs[story]:
                if n in covered or not (
                    self._stories.telling[n] in elsewhere or self._strays(n, often, core)
                ):
                    strengths[n] = 1.0
        return strengths

    # The topic's own words

    def _covered(self) -> set[int]:
        """The paragraphs that hold the topic's words, or as many of them as any paragraph does."""
        holders = {n for word in self._wanted for n in self._holders(word)}
        coverage = {n: self._coverage(n) for n in holders}
        most = max(coverage.values(), default=0.0)
        enough = next((share for share in _COVERED if most >= share), math.inf)
        covered = {n for n, share in coverage.items() if share >= enough}
        covered |= {n for n, share in coverage.items() if share >= _OPENS_COVERED and self._opens_on_it(n)}
        literal = {n for n in covered if self._is_literal(n)}
        return literal if literal and len(self._wanted) == 1 else covered

    def _coverage(self, n: int) -> float:
        words = self._units[n].bag.words
        found = [word for word in self._wanted if not kin(word).isdisjoint(words)]
        if len(found) < min(2, len(self._wanted)):
            return 0.0
        if self._named and self._named.isdisjoint(found):
            return 0.0  # a strike, but another one
        return sum(map(self._rarity, found)) / self._whole

    def _rarity(self, word: str) -> float:
        return math.log((len(self._units) + 1) / (len(self._holders(word)) + 0.5))

    def _is_name(self, word: str) -> bool:
        """Whether the articles write the word as a name, mostly."""
        holders = self._holders(word)
        named = sum(not kin(word).isdisjoint(self._units[n].bag.names) for n in holders)
        return bool(holders) and named >= _MOSTLY * len(holders)

    def _holders(self, word: str) -> set[int]:
        """The paragraphs that hold the word or one that may stand for it."""
        return {n for each in kin(word) for n in self._corpus.holders(each)}

    def _opens_on_it(self, n: int) -> bool:
        """Whether a telling opens here, and goes on to hold nearly all of the topic's words."""
        telling = self._corpus.tellings[self._stories.telling[n]]
        if telling.index(n) >= _OPENS or self._heads_a_blog(n):
            return False
        held = {word for each in telling[:_NEAR] for word in self._units[each].bag.words}
        found = [word for word in self._wanted if not kin(word).isdisjoint(held)]
        return sum(map(self._rarity, found)) >= _COVERED[0] * self._whole

    def _is_literal(self, n: int) -> bool:
        """Whether the paragraph has the very words, not others for the same thing."""
        return self._literal <= as_written(self._units[n].text)

    # The stories they lead to

    def _about(self, covered: set[int]) -> set[int]:
        """The stories that are told by the topic's words; only where there is none, those it gives a name."""
        led: defaultdict[int, list[int]] = defaultdict(list)
        for n in covered:
            story = None if self._heads_a_blog(n) else self._story_of(n)
            if story is not None:
                led[story].append(n)
        told = {story for story, those in led.items() if self._is_told_by(story, those)}
        told |= self._told_apart(covered)
        return told or {
            story for story, those in led.items() if any(self._names_it(n, self._core(story)) for n in those)
        }

    def _is_told_by(self, story: int, covered: Iterable[int]) -> bool:
        alone = len(self._tellings(story)) == 1
        shared = self._shared(story, _CENTRAL)
        return (alone and any(map(self._opens, covered))) or not any(
            kin(word).isdisjoint(shared) for word in self._wanted
        )

    def _told_apart(self, covered: set[int]) -> set[int]:
        """The stories that open with each of the topic's words and come back to it, wherever they stand."""
        if not covered or len(self._wanted) < 2:
            return set()
        holders = [self._holders(word) for word in self._wanted]
        first, *others = ({self._stories.of[n] for n in those if self._opens(n)} for those in holders)
        return {
            story
            for story in first.intersection(*others)
            if all(sum(self._stories.of[n] == story for n in those) > 1 for those in holders)
        }

    def _heads_a_blog(self, n: int) -> bool:
        """Whether the paragraph stands above the entries of a live blog: it may sum up several stories."""
        telling = self._stories.telling[n]
        first = self._corpus.tellings[telling][0]
        return telling in self._corpus.entries and self._units[first].part is Part.TITLE

    def _story_of(self, n: int) -> int | None:
        """The story a paragraph speaks of: its own, or in passing another one that is told elsewhere."""
        own = self._stories.of[n]
        if self._opens(n):
            return own
        likeness = self._stories.likeness(n)
        if len(self._tellings(own)) == 1:
            likeness.pop(own, None)
        best = max(likeness, key=lambda each: (likeness[each], -each), default=None)
        return best if best is not None and likeness[best] >= _LIKE else None

    def _tellings(self, story: int) -> set[int]:
        return {self._stories.telling[n] for n in self._stories.paragraphs[story]}

    def _opens(self, n: int) -> bool:
        """Whether the paragraph is among the first of its telling."""
        telling = self._corpus.tellings[self._stories.telling[n]]
        return telling.index(n) < _OPENS

    def _shared(self, story: int, share: float) -> frozenset[str]:
        """The words that so large a share of a story's tellings have; of few tellings, two paragraphs."""
        units = self._stories.paragraphs[story]
        told = {(self._stories.telling[n], word) for n in units for word in self._units[n].bag.words}
        held = Counter(word for _, word in told)
        few = len(self._tellings(story)) <= _FEW
        often = self._often(units) if few else held
        enough = 2.0 if few else max(2.0, share * len(self._tellings(story)))
        return frozenset(word for word, times in often.items() if times >= enough)

    def _core(self, story: int) -> frozenset[str]:
        """The plain words that a story can be called by: "attack", and no name or verb of saying."""
        return self._shared(story, _CORE) - self._corpus.names - self._saying

    def _names_it(self, n: int, core: frozenset[str]) -> bool:
        """Whether the paragraph names the story by the topic, or the topic has a word of its core."""
        if not core.isdisjoint(self._wanted):
            return True
        text = self._units[n].text
        found = tokens(text)
        runs = _runs(text, [token.stem in self._wanted for token in found], [(t.start, t.end) for t in found])
        spans = [(token.start, token.end) for token in found if token.stem in core]
        return any(
            _NAMING.fullmatch(text[min(ours[1], theirs[1]) : max(ours[0], theirs[0])])
            for ours in runs
            for theirs in spans
        )

    # What tells them

    def _elsewhere(self, story: int, covered: set[int]) -> set[int]:
        """Entries that tell of something of the kind in another place: without the name most have."""
        tellings = {
            number: {word for n in self._corpus.tellings[number] for word in self._units[n].bag.words}
            for number in self._tellings(story)
        }
        name = frozenset(each for word in self._named for each in kin(word))
        nameless = {number for number, words in tellings.items() if name.isdisjoint(words)}
        if not name or len(nameless) > _MOSTLY * len(tellings):
            return set()
        told = self._often(n for n in covered if self._stories.of[n] == story)
        places = {
            number: {word for n in self._corpus.tellings[number][:_OPENS] for word in self._places(n)}
            for number in nameless & self._corpus.entries
        }
        return {number for number, words in places.items() if any(told[word] <= 1 for word in words)}

    def _places(self, n: int) -> Iterator[str]:
        """Stems of the names that a paragraph has behind "in", "on" and the like."""
        for match in _PLACE.finditer(self._units[n].text):
            yield from stems(f"· {match[1]}")

    def _carried(self, telling: Sequence[int], covered: set[int]) -> dict[int, float]:
        """The paragraphs that carry on from covered ones, and all of a telling that opens with the topic."""
        opens = any(n in covered for n in telling[:_OPENS]) and (
            len(telling) <= _OPENS + 2 or sum(n in covered for n in telling) > 1
        )
        often = self._often([n for n in telling if n in covered])
        carried: dict[int, float] = {}
        for before, n in pairwise(telling):
            if n not in covered and (before in covered or before in carried):
                goes_on = self._units[n].carries_on
                if goes_on or (opens and not self._strays(n, often, frozenset(self._wanted))):
                    carried[n] = 1.0
        return carried

    def _often(self, units: Iterable[int]) -> Counter[str]:
        return Counter(word for n in units for word in self._units[n].bag.words)

    def _strays(self, n: int, often: Counter[str], core: Collection[str]) -> bool:
        """Whether a paragraph names several things that its story does not, persons apart."""
        unit, persons = self._units[n], self._corpus.persons
        strange = sum(all(often[word] <= 1 and word not in persons for word in run) for run in unit.bag.runs)
        return strange >= (_STRANGE if unit.bag.words.isdisjoint(core) else _STRANGE_THOUGH)


def _runs(text: str, wanted: Iterable[bool], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the topic's words stand, each with the whole name that it is part of."""
    runs = []
    for place, is_wanted in enumerate(wanted):
        if not is_wanted:
            continue
        first = last = place
        while (
            first
            and text[spans[first - 1][1] : spans[first][0]] == " "
            and text[spans[first - 1][0]].isupper()
        ):
            first -= 1
        while (
            last + 1 < len(spans)
            and text[spans[last][1] : spans[last + 1][0]] == " "
            and text[spans[last + 1][0]].isupper()
        ):
            last += 1
        runs.append((spans[first][0], spans[last][1]))
    return runs
