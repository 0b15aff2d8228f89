"""Which claims belong to a topic, by meaning rather than by its bare words.

Paragraphs that hold the topic's words teach which other words go with it, and those find more
paragraphs, which teach again. A paragraph that says little by itself goes with the ones around it,
unless its own names lead elsewhere. The weights are Robertson's and Sparck Jones' relevance weights
("Relevance weighting of search terms", 1976), learned over a few rounds of feedback: there is no
model and no list of events.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefings.digests.words import Bag, bag, stems
from store.records import Article, Claim, Part, Span

# Found by trying topics of many kinds; docs/digests.md tells with what outcome.
_COVERED = 0.8  # share of the topic's telling words that makes a paragraph a sure one
_ON = 5.0  # how much its words must weigh together for any other
_HINT = 2.5  # how much is enough beside another paragraph of the same story
_AGAINST = -2.0  # words that weigh less than this tell of something else
_BROAD = 0.3  # a topic in more than this share of all paragraphs teaches nothing
_ROUNDS = 3
_TELLING = 8  # words counted of one paragraph: a long one does not win by length
_WEIGHT = 4.0
_IN_PASSING = 0.5

_PARAGRAPH = re.compile(r"[^\n]+")
_BULLET = re.compile(r"^\s*[•·*–-]\s")
_CARRIED_ON = re.compile(
    r"^\W*(?:he|she|it|they|his|her|its|their|this|that|these|those)\b|^\W*[“\"‘']", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A paragraph or headline: where it stands, its telling words, and how it begins."""

    article_id: int
    part: Part
    span: Span
    bag: Bag
    carries_on: bool


class Corpus:
    """The paragraphs of some articles, cut into stories, ready to be asked for topics.

    A story is an article that tells one, an entry of a live blog, or a bullet of a summary. Of claims
    whose article is not given, only the headline and the sentences around them are known.
    """

    def __init__(self, claims: Iterable[Claim], articles: Iterable[Article] = ()) -> None:
        self.units: list[Unit] = []
        self.stories: list[list[int]] = []
        self._known: dict[str, list[float]] = {}
        told = list(claims)
        read = set()
        for article in articles:
            self._read(article)
            read.add(article.id)
        unread: defaultdict[int, list[Claim]] = defaultdict(list)
        for claim in told:
            if claim.article_id not in read:
                unread[claim.article_id].append(claim)
        for those in unread.values():
            self._gather(those)
        # Who speaks does not tell what about: the same people speak of many things.
        people = {name for claim in told for name in claim.speakers if " " in name}
        self.people = {word for name in people for word in bag(f"· {name}").words}
        self.count = Counter(word for unit in self.units for word in unit.bag.words)
        self.names = {word for unit in self.units for word in unit.bag.names} - self.people
        self.mean = sum(len(unit.bag.words) for unit in self.units) / max(len(self.units), 1)
        self._place: defaultdict[tuple[int, Part], list[int]] = defaultdict(list)
        for number, unit in enumerate(self.units):
            self._place[unit.article_id, unit.part].append(number)

    def strength(self, topic: str, claim: Claim) -> float:
        """How surely the claim belongs to the topic: 0 not at all, below 1 only in passing."""
        if topic not in self._known:
            self._known[topic] = _Fit(self, topic).strengths()
        known = self._known[topic]
        here = [n for n in self._place[claim.article_id, claim.part] if _overlap(self.units[n].span, claim)]
        return max((known[n] for n in here), default=0.0)

    def _read(self, article: Article) -> None:
        self._new_story()
        self._add(article.id, Part.TITLE, Span(0, len(article.title)), article.title)
        starts = {passage.span.start for passage in article.passages if passage.span.start > 0}
        for match in _PARAGRAPH.finditer(article.text):
            if match.start() in starts or _BULLET.match(match[0]):
                self._new_story()
            self._add(article.id, Part.TEXT, Span(*match.span()), match[0])

    def _gather(self, claims: Sequence[Claim]) -> None:
        """Take in an article known only by its claims."""
        self._new_story()
        title = claims[0].title
        self._add(claims[0].article_id, Part.TITLE, Span(0, len(title)), title)
        sentences = {each.context_span: each for each in claims if each.part is Part.TEXT}
        for span, claim in sorted(sentences.items()):
            self._add(claim.article_id, Part.TEXT, span, claim.context)

    def _new_story(self) -> None:
        self.stories.append([])

    def _add(self, article_id: int, part: Part, span: Span, text: str) -> None:
        self.stories[-1].append(len(self.units))
        carries_on = bool(_CARRIED_ON.match(text))
        self.units.append(Unit(article_id, part, span, bag(text), carries_on))


def _overlap(span: Span, claim: Claim) -> bool:
    return any(each.start < span.end and span.start < each.end for each in claim.spans)


class _Fit:
    """One topic, learned over a corpus."""

    def __init__(self, corpus: Corpus, topic: str) -> None:
        self._units, self._stories = corpus.units, corpus.stories
        self._count, self._names, self._people = corpus.count, corpus.names, corpus.people
        self._mean = corpus.mean
        self._wanted = list(dict.fromkeys(stems(topic)))
        self._whole = sum(map(self._rarity, self._wanted))
        self._met: defaultdict[str, float] = defaultdict(float)

    def strengths(self) -> list[float]:
        """For every paragraph, how surely it belongs to the topic."""
        covered = [self._coverage(unit.bag.words) >= _COVERED for unit in self._units]
        if not any(covered):
            return [0.0] * len(self._units)
        if sum(covered) > _BROAD * len(self._units):
            return self._spread([_ON if each else 0.0 for each in covered], covered)
        sure = self._sure(covered)
        member, scores = sure, [0.0] * len(sure)
        for _ in range(_ROUNDS):
            weights = self._weights(member)
            scores = [self._score(unit, weights) for unit in self._units]
            member = [
                max(floor, 1 / (1 + math.exp(_ON + 1 - score)))
                for floor, score in zip(sure, scores, strict=True)
            ]
        return self._spread(scores, covered)

    def _rarity(self, word: str) -> float:
        return math.log((len(self._units) + 1) / (self._count[word] + 0.5))

    def _coverage(self, words: Iterable[str]) -> float:
        there = set(words)
        return sum(self._rarity(word) for word in self._wanted if word in there) / (self._whole or 1.0)

    def _sure(self, covered: Sequence[bool]) -> list[float]:
        """How far each paragraph may teach from the start.

        A story that opens with one of the topic's words and soon names it in full is about it: its
        other paragraphs with a word of the topic teach too, at a discount.
        """
        sure = [1.0 if each else 0.0 for each in covered]
        for story in self._stories:
            named = [place for place, n in enumerate(story) if covered[n]]
            soon = any(place <= max(2, 0.4 * len(story)) for place in named)
            if named and (soon or len(named) > 1) and any(map(self._touches, story[:3])):
                for n in filter(self._touches, story):
                    sure[n] = max(sure[n], 0.6)
        return sure

    def _touches(self, number: int) -> bool:
        return any(word in self._units[number].bag.words for word in self._wanted)

    def _weights(self, member: Sequence[float]) -> dict[str, float]:
        """What each word tells of the topic, given how far each paragraph belongs to it."""
        total, relevant = len(self._units), sum(member)
        self._met = defaultdict(float)
        for unit, share in zip(self._units, member, strict=True):
            if share > 0.05:
                for word in unit.bag.words:
                    self._met[word] += share
        weights = {}
        for word, count in self._count.items():
            if word in self._people and word not in self._wanted:
                continue
            met = min(self._met[word], count)
            odds = (met + 0.5) * (total - count - relevant + met + 0.5)
            weight = math.log(odds / ((count - met + 0.5) * (relevant - met + 0.5)))
            is_name = word in self._names
            if not is_name:
                weight *= 0.7
            if met < 1.1:
                weight = min(weight, 0.5)  # met once: chance
            weights[word] = max(min(weight, _WEIGHT), -2.0 if is_name else -0.7)
        for word in self._wanted:
            weights[word] = max(weights.get(word, 0.0), 0.6 * self._rarity(word))
        return weights

    def _score(self, unit: Unit, weights: Mapping[str, float]) -> float:
        told = sorted((weights.get(word, 0.0) for word in unit.bag.words), reverse=True)
        score = sum(each for each in told[:_TELLING] if each > 0) + sum(each for each in told if each < 0)
        return score / (0.6 + 0.4 * max(1.0, len(unit.bag.words) / self._mean))

    def _leads_elsewhere(self, unit: Unit) -> bool:
        """Whether it names at least two things that the topic has nothing to do with, and not the topic."""
        if any(word in unit.bag.words for word in self._wanted):
            return False
        strange = [
            run
            for run in unit.bag.runs
            if not any(word in self._people or self._met[word] >= 1.0 for word in run)
        ]
        return len(strange) >= 2

    def _spread(self, scores: Sequence[float], covered: Sequence[bool]) -> list[float]:
        """Strengths of all paragraphs: by themselves, and by the company they keep."""
        strengths = [0.0] * len(scores)
        for story in self._stories:
            on = [covered[n] or self._stands(n, story, scores) for n in story]
            about = 2 * sum(on) >= len(story)
            carried = self._carried(story, on, scores, about=about)
            alone = len(story) > 2 and sum(on) == 1 and not about
            for n, is_on, is_carried in zip(story, on, carried, strict=True):
                if is_on or is_carried:
                    strengths[n] = _IN_PASSING if alone and not is_carried else 1.0
        return strengths

    def _stands(self, n: int, story: Sequence[int], scores: Sequence[float]) -> bool:
        """Whether the paragraph's own words are enough, given what the others of its story say."""
        if self._leads_elsewhere(self._units[n]):
            return False
        others = [max(_AGAINST * 2, min(scores[other], 2 * _ON)) for other in story if other != n]
        around = sum(others) / len(others) if others else 0.0
        if scores[n] + 0.5 * min(around, 0.0) >= _ON:
            return True
        return scores[n] >= _HINT and any(each >= _HINT + 1 for each in others)

    def _carried(
        self, story: Sequence[int], on: Sequence[bool], scores: Sequence[float], *, about: bool
    ) -> list[bool]:
        """Which paragraphs of a story go with the one before: it carries on, or the story is about it."""
        carried = [False] * len(story)
        for place in range(1, len(story)):
            n = story[place]
            if on[place] or not (on[place - 1] or carried[place - 1]):
                continue
            framed = any(on[place + 1 : place + 3])
            goes_on = about or framed or self._units[n].carries_on
            carried[place] = goes_on and scores[n] > _AGAINST and not self._leads_elsewhere(self._units[n])
        if about and not on[0]:
            carried[0] = scores[story[0]] > _AGAINST
        return carried
