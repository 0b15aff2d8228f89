"""Which tellings tell the same story: those whose rare words, names above all, go together.

Each telling is a vector of the words it opens with, weighed by how rare they are (Spärck Jones 1972),
and joins the story whose mean it is nearest to, as in topic detection (Allan, Papka, Lavrenko 1998);
then each may change its mind, and stories that came out alike become one. An index from words to
stories keeps the work in proportion to the tellings.
"""

from __future__ import annotations

import calendar
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from briefings.digests.paragraphs import Unit
from briefings.digests.words import stem
from store.names import TITLES

Vector = Mapping[str, float]

# A telling is known by its headline and first paragraphs; what comes later is background.
_LEAD = 5
_FIRST, _FIRST_COUNTS = 2, 1.3
# A few articles are taken as part of a stream of so many more: what two of them share is rare in it.
_STREAM = 30
_NAME, _PERSON = 1.5, 0.5
# Cosines from which a telling belongs to a story, two stories are one, and what an entry
# turns to goes to another story (measured on news of a day).
_JOINS, _SAME, _PARTS = 0.15, 0.17, 0.12
# What names so many new things, and shares so little with the paragraphs before it, turns to another story.
_NEW_THINGS, _SHARES = 2, 0.05
_EACH = 0.08  # and from which it is like each telling of a story, on the mean
_MAIN = 0.5  # share of its entries that a live blog's own story has, and of the places that name its persons
_ROUNDS = 2
# A word met in more stories than this does not tell them apart.
_EVERYWHERE = 100
# What happened on one day is not one story, though a day's name is written like any.
_DAYS = {stem(name.lower()) for name in (*calendar.day_name, *calendar.month_name) if name}
_OFFICES = {stem(word) for title in TITLES for word in title.split()}


class Stories:
    """The stories that some tellings tell: `of` numbers them, one for each paragraph.

    `telling` has for each paragraph the number of the telling it stands in. A telling is a list of
    paragraphs; `entries` are those tellings that stand beside others in one article and may turn
    from one story to another; `persons` are words of the names of people who speak.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        tellings: Sequence[Sequence[int]],
        *,
        entries: Iterable[int],
        names: Collection[str],
        persons: Collection[str],
    ) -> None:
        self._units, self._tellings = units, tellings
        self._names, self._persons = names, persons
        self.spread = Counter(
            word for those in tellings for word in {word for n in those for word in units[n].bag.words}
        )
        parted = set(entries)
        self._heads = [
            self._head(those) if number in parted else those for number, those in enumerate(tellings)
        ]
        self._vectors = [self._vector(head) for head in self._heads]
        self._means = _Means()
        self.telling = {n: number for number, those in enumerate(tellings) for n in those}
        joined = self._joined()
        self._led_by_persons(joined, parted, persons)
        self.of = {n: joined[number] for n, number in self.telling.items()}
        for number in sorted(parted):
            self._part(number, joined[number])
        one = self._means.merged()
        self.of = {n: one.get(story, story) for n, story in self.of.items()}
        self.paragraphs: defaultdict[int, list[int]] = defaultdict(list)
        for n, story in sorted(self.of.items()):
            self.paragraphs[story].append(n)

    def rarity(self, word: str) -> float:
        """How much a word tells, the more the fewer tellings hold it; never below 0."""
        return max(math.log((len(self._tellings) + _STREAM) / (self.spread[word] + 1)), 0.0)

    def likeness(self, n: int) -> dict[int, float]:
        """How like each story a paragraph is, for those that it shares words with."""
        return self._means.likeness(self._vector([n]))

    def _vector(self, units: Sequence[int]) -> Vector:
        weights: dict[str, float] = {}
        for place, n in enumerate(units[:_LEAD]):
            first = _FIRST_COUNTS if place < _FIRST else 1
            for word in self._units[n].bag.words:
                if word in _DAYS or not _OFFICES.isdisjoint(word.split()):
                    continue
                kind = _PERSON if word in self._persons else _NAME if word in self._names else 1
                weights[word] = max(weights.get(word, 0.0), self.rarity(word) * kind * first)
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items() if weight}

    def _joined(self) -> list[int]:
        """For each telling the number of its story: its own number while it is alone."""
        means, vectors = self._means, self._vectors
        story = list(range(len(vectors)))
        order = sorted(story, key=lambda number: (-len(vectors[number]), number))
        for again in range(_ROUNDS):
            for number in order:
                if again:
                    means.take(story[number], vectors[number])
                near, likeness = means.nearest(vectors[number])
                story[number] = near if likeness >= _JOINS else means.empty(number)
                means.give(story[number], vectors[number])
        return story

    def _led_by_persons(self, story: list[int], parted: Collection[int], persons: Collection[str]) -> None:
        """Let an entry that is alone join the story of its live blog, if it names somebody of that only."""
        blogs: defaultdict[int, list[int]] = defaultdict(list)
        for number in sorted(parted):
            blogs[self._units[self._tellings[number][0]].article_id].append(number)
        for entries in blogs.values():
            main, times = Counter(story[number] for number in entries).most_common(1)[0]
            if times < _MAIN * len(entries) or times == 1:
                continue
            told = {word: Counter[int]() for word in persons}
            for number, those in enumerate(self._tellings):
                for n in those:
                    for word in self._units[n].bag.words & told.keys():
                        told[word][story[number]] += 1
            for number in entries:
                mine, alone = story[number], story.count(story[number]) == 1
                named = {
                    word for n in self._tellings[number] for word in self._units[n].bag.words
                } & told.keys()
                others = [told[word] for word in named if told[word].total() > told[word][mine]]
                if (
                    alone
                    and others
                    and all(each[main] >= _MAIN * (each.total() - each[mine]) for each in others)
                ):
                    self._means.take(mine, self._vectors[number])
                    self._means.give(main, self._vectors[number])
                    story[number] = main

    def _head(self, units: Sequence[int]) -> Sequence[int]:
        """An entry up to where it turns to something that shares hardly a word with it."""
        for place in range(1, len(units)):
            if self._turns(units, place) >= _NEW_THINGS:
                before, after = (self._vector(half) for half in (units[:place], units[place:]))
                if sum(weight * after.get(word, 0.0) for word, weight in before.items()) < _SHARES:
                    return units[:place]
        return units

    def _part(self, number: int, story: int) -> None:
        """Let what an entry turns to belong to the story it tells, or to its own where there is none."""
        units, head = self._tellings[number], self._heads[number]
        if len(head) < len(units):
            rest = units[len(head) :]
            parts = self._parts(rest, self._near(rest, story))
        elif any(self._turns(units, place) for place in range(1, len(units))):
            self._means.take(story, self._vectors[number])
            parts = self._parts(units, story)
        else:
            return
        for part, told in parts:
            self._means.give(told, self._vector(part))
            self.of |= dict.fromkeys(part, told)

    def _parts(self, units: Sequence[int], story: int) -> Iterator[tuple[Sequence[int], int]]:
        """The paragraphs cut where all that follows is like another story than what came before."""
        for place in range(1, len(units)):
            if self._turns(units, place):
                one, other = (self._near(half, story) for half in (units[:place], units[place:]))
                if other not in {one, story}:
                    yield units[:place], one
                    yield from self._parts(units[place:], other)
                    return
        yield units, story

    def _near(self, units: Sequence[int], story: int) -> int:
        """The story that the paragraphs are like; the one they had where there is none."""
        near, likeness = self._means.nearest(self._vector(units))
        return near if likeness >= _PARTS else story

    def _turns(self, units: Sequence[int], place: int) -> int:
        """How many new things a paragraph names; none where it carries on the one before."""
        unit = self._units[units[place]]
        known = {word for n in units[:place] for word in self._units[n].bag.words}
        return 0 if unit.carries_on else sum(known.isdisjoint(run) for run in unit.bag.runs)


class _Means:
    """The sum of the vectors of each story, to be found by their words."""

    def __init__(self) -> None:
        self._holders: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._words: defaultdict[int, dict[str, float]] = defaultdict(dict)
        self._squares: defaultdict[int, float] = defaultdict(float)
        self._sizes: Counter[int] = Counter()

    def empty(self, wanted: int) -> int:
        """A number that no story has, this one if it is free."""
        return wanted if not self._sizes[wanted] else max(self._sizes) + 1

    def give(self, story: int, vector: Vector, size: int = 1) -> None:
        """Add a telling to a story."""
        self._move(story, vector, 1)
        self._sizes[story] += size

    def take(self, story: int, vector: Vector) -> None:
        """Take a telling out of a story."""
        self._move(story, vector, -1)
        self._sizes[story] -= 1

    def likeness(self, vector: Vector) -> dict[int, float]:
        """The cosine between the vector and each story that shares words with it."""
        told: defaultdict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            holders = self._holders.get(word, {})
            if len(holders) <= _EVERYWHERE:
                for story, other in holders.items():
                    told[story] += weight * other
        return {
            story: shared / math.sqrt(self._squares[story])
            for story, shared in told.items()
            if self._sizes[story] and shared >= _EACH * self._sizes[story]
        }

    def nearest(self, vector: Vector, *, but: int | None = None) -> tuple[int, float]:
        """The story that the vector is most like, and how like; -1 and 0 where there is none."""
        likeness = self.likeness(vector)
        likeness.pop(but if but is not None else -1, None)
        best = max(likeness, key=lambda story: (likeness[story], -story), default=-1)
        return best, likeness.get(best, 0.0)

    def merged(self) -> dict[int, int]:
        """Stories that came out as another one, and which: small ones go into bigger ones."""
        into: dict[int, int] = {}
        for story in sorted(self._words, key=lambda each: (self._sizes[each], -each)):
            if not self._sizes[story]:
                continue
            length = math.sqrt(self._squares[story]) or 1.0
            whole = dict(self._words[story])
            near, likeness = self.nearest({word: w / length for word, w in whole.items()}, but=story)
            if likeness >= _SAME:
                self._move(story, whole, -1)
                self.give(near, whole, self._sizes.pop(story))
                into[story] = near
        return {story: _last(story, into) for story in into}

    def _move(self, story: int, vector: Vector, sign: int) -> None:
        words = self._words[story]
        for word, weight in vector.items():
            old = words.get(word, 0.0)
            new = old + sign * weight
            if new < 1e-9:
                new = 0.0
                words.pop(word, None)
                self._holders[word].pop(story, None)
            else:
                words[word] = self._holders[word][story] = new
            self._squares[story] += new * new - old * old


def _last(story: int, into: Mapping[int, int]) -> int:
    while story in into:
        story = into[story]
    return story
