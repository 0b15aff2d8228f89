"""Claims by words: candidates from the index, then their words compared with those asked for."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import tantivy
from tantivy import Occur, Query

from store.lookup.asking import ALIKE, Asked, Reader
from store.lookup.entries import Entry
from store.lookup.index import SCHEMA, View
from store.lookup.packing import claim_of
from store.lookup.people import People
from store.lookup.ranking import Candidate, Part, rank
from store.lookup.words import stem
from store.records import Stance

_CANDIDATES = 30
_PAIRED = 12
_RAREST = 3
"""Of so many of the rarest known words each two lead to at most `_PAIRED` candidates that have both."""

_LEADING = 4
"""So many of the rarest known words lead to those that have the most of them."""

_SPEAKERS = 8
_SYNONYMS = 4
_GONE = 1000
_MATCHED = 0.5
_COMMON = 0.25
_FEW = 2_000
_OFTEN = 0.02
"""Words in a greater share of claims (and in more than `_FEW`) lead nobody where there are rarer ones."""

_HEAVY = 0.01
"""Of a word in a greater share of claims only the commonest form leads to candidates: to go through several
long lists takes long."""

_BY_CHANCE = 1000
"""Two words that must by chance stand together in so many claims do not lead to the one that is meant."""

_FAR_DAY = dt.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that was found.

    `score`: the share of the asked words that it has, 0 to 1, rare words counting more and misspelt ones
    less. `matched` and `missing` are asked words as they were given.
    """

    claim_id: int
    score: float
    matched: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a claim must be, whatever its words; None: anything."""

    speaker_ids: Collection[int] | None = None
    stances: Collection[Stance] | None = None
    outlets: Collection[str] | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def let(self, entry: Entry) -> bool:
        """Whether a claim passes."""
        return (
            (self.speaker_ids is None or not set(self.speaker_ids).isdisjoint(entry.speaker_ids))
            and (self.stances is None or entry.stance in self.stances)
            and (self.outlets is None or entry.outlet in self.outlets)
            and (self.since is None or entry.last >= self.since.toordinal())
            and (self.until is None or 0 < entry.first <= self.until.toordinal())
        )

    def queries(self) -> list[Query]:
        """The same as queries that all must match."""
        found = []
        for field, values in (
            ("speaker", self.speaker_ids),
            ("stance", self.stances),
            ("outlet", self.outlets),
        ):
            if values is not None:
                known = [value if isinstance(value, int) else str(value) for value in values]
                found.append(Query.term_set_query(SCHEMA, field, known) if known else Query.empty_query())
        kind = tantivy.FieldType.Integer
        if self.since is not None:
            found.append(Query.range_query(SCHEMA, "last", kind, self.since.toordinal(), _FAR_DAY))
        if self.until is not None:
            found.append(Query.range_query(SCHEMA, "first", kind, 1, self.until.toordinal()))
        return [Query.const_score_query(query, 0.0) for query in found]


class Finder:
    """One view of the index with the people of the same moment, and the claims not indexed yet.

    `tail`: entries of claims that the index does not have; `gone`: claims that it has and that do not
    stand as it has them any more.
    """

    def __init__(
        self, view: View, people: People, tail: Sequence[Entry] = (), gone: Collection[int] = frozenset()
    ) -> None:
        self._view, self._gone = view, set(gone)
        self._tail = list(tail)
        self._reader = Reader(view, people, view.size + len(self._tail))

    def find(self, words: Sequence[str], filters: Filters, limit: int) -> list[Hit]:
        """At most `limit` claims, best first; without words the newest that pass, if anything is filtered."""
        asked = self._reader.read(words)
        if not asked:
            return self._newest(filters, limit)
        parts = [part for each in asked for part in each.parts]
        candidates = self._candidates(parts, filters, max(_CANDIDATES, 2 * limit))
        if not candidates:
            return []
        ranking = rank(parts, candidates)
        order = sorted(
            range(len(candidates)),
            key=lambda at: (-ranking.shares[at] - ranking.bonus[at], -candidates[at].claim_id),
        )
        hits = []
        for at in order[:limit]:
            hit = _hit(candidates[at].claim_id, asked, ranking.likeness[:, at].tolist())
            if hit.matched:
                hits.append(hit)
        return hits

    def knows(self, word: str) -> bool:
        """Whether any claim has this word, one spelt like it, or a speaker of that name."""
        parts = self._reader.word(word).parts
        return bool(parts) and all(self._known(replace(part, synonyms=())) for part in parts)

    def _known(self, part: Part) -> bool:
        query = Query.boolean_query(
            [(Occur.Should, Query.term_query(SCHEMA, "stems", each)) for each in _surely(part)]
            + [(Occur.Should, Query.term_query(SCHEMA, "keys", part.key))]
            + [(Occur.Should, Query.term_set_query(SCHEMA, "speaker", list(part.speakers)))]
        )
        if any(claim_id not in self._gone for claim_id in self._search(query, len(self._gone) + 1)):
            return True
        tail = [_candidate(entry, 0.0) for entry in self._tail]
        return bool(tail) and bool((rank([part], tail).likeness >= _MATCHED).any())

    def _candidates(self, parts: Sequence[Part], filters: Filters, limit: int) -> list[Candidate]:
        """The best by weight of words, and some with each two of the rarest ones."""
        must = [(Occur.Must, query) for query in filters.queries()]
        hits: list[tuple[float, tantivy.DocAddress]] = []
        for query, most in self._queries(parts, limit):
            narrowed = Query.boolean_query([(Occur.Must, query), *must]) if must else query
            enough = most + min(len(self._gone), _GONE)
            hits += self._view.searcher.search(narrowed, enough, count=False).hits
        best: dict[bytes, float] = {}
        for packed, (score, _) in zip(self._view.packed([at for _, at in hits]), hits, strict=True):
            best[packed] = max(best.get(packed, 0.0), score)
        found = [Candidate(claim_of(packed), packed, score) for packed, score in best.items()]
        found = [each for each in found if each.claim_id not in self._gone] if self._gone else found
        most_by = max(best.values(), default=0.0)
        return found + [_candidate(entry, most_by) for entry in self._tail if filters.let(entry)]

    def _queries(self, parts: Sequence[Part], limit: int) -> Iterator[tuple[Query, int]]:
        """What is asked of the index, each with how many claims at most."""
        parts = sorted(parts, key=lambda part: -part.weight)
        # Words that stand in every other claim are left to the ranking, unless there are no others.
        parts = [part for part in parts if part.weight >= _COMMON * parts[0].weight]
        often = max(_OFTEN * self._view.size, _FEW)
        telling = [part for part in parts if part.places <= often]
        if words := self._by_words(telling if len(telling) > 1 else parts):
            yield words, limit
        known = ((part, found) for part in parts if (found := self._terms(part)))
        rarest = list(itertools.islice(known, _RAREST))
        forms = [_any_of(part, found) for part, found in rarest]
        if len(forms) == 1:
            yield forms[0], limit
        places = [sum(count for _, count in found) for _, found in rarest]
        for one, other in itertools.combinations(range(len(forms)), 2):
            if places[one] * places[other] <= _BY_CHANCE * self._view.size:
                yield Query.boolean_query([(Occur.Must, forms[one]), (Occur.Must, forms[other])]), _PAIRED

    def _by_words(self, parts: Sequence[Part]) -> Query | None:
        """Claims with any of the words; plain terms, of which tantivy skips those that cannot win."""
        known = ([each for each in _stems(part) if self._view.places("stems", each)] for part in parts)
        leading = itertools.islice(filter(None, known), _LEADING)
        stems = dict.fromkeys(itertools.chain.from_iterable(leading))
        terms = [(Occur.Should, Query.term_query(SCHEMA, "stems", each)) for each in stems]
        return Query.boolean_query(terms) if terms else None

    def _terms(self, part: Part) -> list[tuple[Query, int]]:
        """The forms of a word in the index, and how many claims have each."""
        heavy = max(_HEAVY * self._view.size, _FEW)
        forms: list[tuple[str, str | int]] = [("stems", each) for each in _stems(part)]
        if len(part.key) > 2:
            forms.append(("keys", part.key))
        bearers = heapq.nlargest(_SPEAKERS, part.speakers, key=part.speakers.__getitem__)
        own = self._counted(forms + [("speaker", each) for each in bearers])
        most = max(places for *_, places in own)
        if most > heavy:
            own = [each for each in own if each[2] == most][:1]
        else:
            others = self._counted([("stems", stem(each)) for each in part.synonyms[:_SYNONYMS]])
            own += [each for each in others if each[2] <= heavy]
        return [(Query.term_query(SCHEMA, field, value), places) for field, value, places in own if places]

    def _counted(self, forms: Iterable[tuple[str, str | int]]) -> list[tuple[str, str | int, int]]:
        count = self._view.places
        return [(field, value, count(field, value)) for field, value in forms]

    def _search(self, query: Query, limit: int) -> list[int]:
        """The claims that match, the best first."""
        hits = self._view.searcher.search(query, limit, count=False).hits
        return [claim_of(packed) for packed in self._view.packed([at for _, at in hits])]

    def _newest(self, filters: Filters, limit: int) -> list[Hit]:
        queries = filters.queries()
        if not queries:
            return []
        searcher = self._view.searcher
        query = Query.boolean_query([(Occur.Must, query) for query in queries])
        hits = searcher.search(query, limit + len(self._gone), count=False, order_by_field="newest").hits
        ids = [claim_of(packed) for packed in self._view.packed([address for _, address in hits])]
        rows = [(newest, claim_id) for (newest, _), claim_id in zip(hits, ids, strict=True)]
        rows = [row for row in rows if row[1] not in self._gone]
        rows += [(entry.newest, entry.claim_id) for entry in self._tail if filters.let(entry)]
        return [Hit(claim_id, 1.0, (), ()) for _, claim_id in sorted(rows, reverse=True)[:limit]]


def _stems(part: Part) -> list[str]:
    return list(dict.fromkeys((part.stem, *map(stem, part.meant))))


def _surely(part: Part) -> list[str]:
    """The stem itself and those that are hardly another word."""
    near = part.meant.items() if len(part.word) > 3 else ()
    return [part.stem, *(stem(word) for word, likeness in near if likeness >= ALIKE)]


def _any_of(part: Part, terms: Sequence[tuple[Query, int]]) -> Query:
    """Claims that have the part in one of its forms, all alike: which is better, the ranking tells."""
    either = [(Occur.Should, query) for query, _ in terms]
    return Query.const_score_query(Query.boolean_query(either), part.weight)


def _candidate(entry: Entry, score: float) -> Candidate:
    return Candidate(entry.claim_id, entry.packed, score)


def _hit(claim_id: int, asked: Sequence[Asked], likeness: Sequence[float]) -> Hit:
    got = whole = 0.0
    matched: list[str] = []
    missing: list[str] = []
    shares = iter(likeness)
    for each in asked:
        weight = found = 0.0
        for part in each.parts:
            weight += part.weight
            found += part.weight * next(shares)
        (matched if found >= _MATCHED * weight else missing).append(each.word)
        got += found
        whole += weight
    return Hit(claim_id, min(1.0, got / whole), tuple(matched), tuple(missing))
