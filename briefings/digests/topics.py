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

# Shares of the topic's telling words that make a paragraph a sure one: the first that any has.
_COVERED = (0.8, 0.65, 0.5)
_BROAD = 0.3  # a topic in more than this share of all paragraphs teaches nothing
_ROUNDS = 3
# A few articles are taken as part of a stream of this many paragraphs: a name they share is rarer
# there than among them, an ordinary word less so.
_STREAM = 1000
_COMMON = 0.3
# What a paragraph's words must weigh together (logarithm of odds): to teach, to belong, and to belong
# beside another such paragraph of the same story. Each name that leads elsewhere makes it dearer.
_TEACHES = 1.5
_BELONGS = 0.5
_BESIDE = -1.0
_ELSEWHERE = 0.7
# At most so much a word: a name met in several stories, in one only, or once; any other word.
_NAME, _NAME_IN_ONE, _ONCE, _PLAIN = 4.0, 2.0, 0.3, 1.5
_FEW = 1.5  # with no more paragraphs to learn from, a name met once counts, and a good guess teaches
_PLAIN_WORDS, _PLAIN_ALL = 4, 3.0
_LESS = 0.85  # each further name tells less: they come together
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
        spoken = {name for claim in told for name in claim.speakers if " " in name}
        # Who speaks does not tell what about: the same voices speak of many things.
        self.voices = {word for name in spoken for word in bag(f"· {name}").words}
        self.persons = {word for name in spoken if name.istitle() for word in bag(f"· {name}").words}
        self.count = Counter(word for unit in self.units for word in unit.bag.words)
        self.names = {word for unit in self.units for word in unit.bag.names} - self.voices
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
        self._corpus = corpus
        self._story_of = {n: number for number, story in enumerate(self._stories) for n in story}
        self._wanted = list(dict.fromkeys(stems(topic)))
        self._whole = sum(map(self._rarity, self._wanted))
        self._met: defaultdict[str, float] = defaultdict(float)

    def strengths(self) -> list[float]:
        """For every paragraph, how surely it belongs to the topic."""
        covered = self._covered()
        if not any(covered):
            return [0.0] * len(self._units)
        if sum(covered) > _BROAD * len(self._units):
            return self._spread([_BELONGS if each else -math.inf for each in covered], covered)
        sure = self._sure(covered)
        member, scores = sure, [0.0] * len(sure)
        for _ in range(_ROUNDS):
            scores = self._scores(member)
            enough = _TEACHES if sum(member) > _FEW else 0.0
            member = [max(floor, float(score >= enough)) for floor, score in zip(sure, scores, strict=True)]
        return self._spread(scores, covered)

    # The topic's own words

    def _covered(self) -> list[bool]:
        """Which paragraphs hold the topic's words, or as many of them as any paragraph does."""
        coverage = [self._coverage(unit.bag.words) for unit in self._units]
        enough = next((share for share in _COVERED if max(coverage, default=0.0) >= share), math.inf)
        return [each >= enough for each in coverage]

    def _coverage(self, words: frozenset[str]) -> float:
        found = [word for word in self._wanted if word in words]
        if len(found) < min(2, len(self._wanted)) or not found:
            return 0.0
        return sum(map(self._rarity, found)) / self._whole

    def _rarity(self, word: str) -> float:
        return math.log((len(self._units) + 1) / (self._corpus.count[word] + 0.5))

    def _touches(self, number: int) -> bool:
        return any(word in self._units[number].bag.words for word in self._wanted)

    def _sure(self, covered: Sequence[bool]) -> list[float]:
        """How far each paragraph may teach from the start.

        A story that opens with one of the topic's words and soon names it in full is about it: its
        other paragraphs with a word of the topic teach too, at a discount.
        """
        sure = [float(each) for each in covered]
        for story in self._stories:
            named = [place for place, n in enumerate(story) if covered[n]]
            soon = any(place <= max(2, 0.4 * len(story)) for place in named)
            if (soon or len(named) > 1) and any(map(self._touches, story[:3])):
                for n in filter(self._touches, story):
                    sure[n] = max(sure[n], 0.6)
        return sure

    # The words that go with them

    def _scores(self, member: Sequence[float]) -> list[float]:
        """For every paragraph the odds, as a logarithm, that its words speak of the topic."""
        relevant = sum(member)
        stream = max(len(self._units), _STREAM)
        base = math.log(relevant / max(stream - relevant, 1.0))
        self._met = defaultdict(float)
        stories: defaultdict[str, set[int]] = defaultdict(set)
        for n, (unit, share) in enumerate(zip(self._units, member, strict=True)):
            if share:
                for word in unit.bag.words:
                    self._met[word] += share
                    stories[word].add(self._story_of[n])
        weights = {}
        for word, count in self._corpus.count.items():
            if word in self._corpus.voices and word not in self._wanted:
                continue
            met = min(self._met[word], count)
            wider = 1.0 if self._is_name(word) else (stream / len(self._units)) ** _COMMON
            chance = (met + 2 * relevant / stream) / (count * wider + 2)
            odds = math.log(chance / (1 - chance)) - base
            several = len(stories[word]) > 1
            weights[word] = self._bounded(word, odds, several=several, chance=met <= 1.1 and relevant > _FEW)
        return [base + self._told(unit, weights) for unit in self._units]

    def _is_name(self, word: str) -> bool:
        return word in self._corpus.names

    def _bounded(self, word: str, odds: float, *, several: bool, chance: bool) -> float:
        if word in self._wanted:
            return max(odds, 0.0)
        if self._is_name(word):
            most = _NAME if several else _ONCE if chance else _NAME_IN_ONE
            return max(min(odds, most), -1.0)
        return max(min(odds, _PLAIN if several else 0.0), -0.3)

    def _told(self, unit: Unit, weights: Mapping[str, float]) -> float:
        """What the words of a paragraph weigh together: names above all."""
        strong, plain, against = [], [], 0.0
        for word in unit.bag.words:
            weight = weights.get(word, 0.0)
            if weight < 0:
                against += weight
            elif word in self._wanted or self._is_name(word):
                strong.append(weight)
            else:
                plain.append(weight)
        told = sum(weight * _LESS**place for place, weight in enumerate(sorted(strong, reverse=True)))
        ordinary = sum(sorted(plain, reverse=True)[:_PLAIN_WORDS])
        return told + min(ordinary, _PLAIN_ALL) + max(against, -4.0)

    def _strange(self, unit: Unit) -> int:
        """How many things it names that the topic has nothing to do with, persons apart."""
        known = self._corpus.persons
        return sum(not any(word in known or self._met[word] >= 1 for word in run) for run in unit.bag.runs)

    # The company a paragraph keeps

    def _spread(self, scores: Sequence[float], covered: Sequence[bool]) -> list[float]:
        """Strengths of all paragraphs: by themselves, and by what stands around them."""
        strengths = [0.0] * len(scores)
        for story in self._stories:
            on = [covered[n] or self._stands(n, story, scores) for n in story]
            for place, n in enumerate(story):  # "the attack", and no other place
                on[place] |= any(on[:place]) and self._touches(n) and not self._strange(self._units[n])
            about = 2 * sum(on) >= len(story)
            carried = self._carried(story, on, about=about)
            in_passing = len(story) > 2 and sum(on) == 1 and not about
            for n, is_on, is_carried in zip(story, on, carried, strict=True):
                if is_on or is_carried:
                    strengths[n] = _IN_PASSING if in_passing and is_on else 1.0
        return strengths

    def _stands(self, n: int, story: Sequence[int], scores: Sequence[float]) -> bool:
        """Whether the paragraph's words are enough, alone or beside others of its story."""
        unit = self._units[n]
        strange = self._strange(unit)
        if strange > 1 and not self._touches(n):
            return False
        if scores[n] >= _BELONGS + _ELSEWHERE * min(strange, 3):
            return True
        beside = any(scores[other] >= _BESIDE for other in story if other != n)
        return scores[n] >= _BESIDE and not strange and beside

    def _carried(self, story: Sequence[int], on: Sequence[bool], *, about: bool) -> list[bool]:
        """Which paragraphs go with the one before: they carry on, or the whole story is about the topic."""
        carried = [False] * len(story)
        for place in range(1, len(story)):
            n = story[place]
            if on[place] or not (on[place - 1] or carried[place - 1]):
                continue
            goes_on = about or any(on[place + 1 : place + 3]) or self._units[n].carries_on
            carried[place] = goes_on and (self._strange(self._units[n]) < 2 or self._touches(n))
        if about and not on[0]:
            carried[0] = True
        return carried
