"""Claims that may answer a question, found through the look-up index and put in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from briefings.answering import periods
from briefings.answering.excerpt import sentence
from briefings.answering.lexicon import names_of
from briefings.answering.pages import Pages
from briefings.answering.question import Question
from briefings.answering.ranking import Ranked, Ranking, Term, terms
from briefings.answering.reply import Citation
from briefings.answering.sources import Sources, is_called
from briefings.answering.words import synonyms, words
from store.archive import Transaction
from store.lookup import Lookup
from store.records import Claim, Part, Stance

_CANDIDATES = 60
_SYNONYMS = 4  # words whose synonyms are looked for, too
_BEFORE, _AFTER = 500, 200  # characters that still belong to a claim's surroundings


class Finder:
    """Finds and orders claims within one transaction."""

    def __init__(
        self, tx: Transaction, lookup: Lookup, sources: Sources, pages: Pages, today: dt.date
    ) -> None:
        self._tx, self._lookup, self._sources, self._pages, self._today = tx, lookup, sources, pages, today
        self._claims: dict[int, Claim] = {}

    def asked(self, question: Question) -> list[Term]:
        """The words the question asks about, weighed."""
        return terms(question.about)

    def ranked(self, question: Question, *, words_only: bool = False) -> list[Ranked]:
        """Claims by those who are asked about, or by anybody when nobody is; best first.

        `words_only` leaves out who speaks: it finds what lies near.
        """
        speakers = [] if words_only else [speaker.id for speaker in question.speakers]
        claims = self._candidates(question, speakers or None)
        if question.via and not words_only:
            relayed = [words(question.via)]
            claims = [
                claim
                for claim in claims
                if set(claim.speaker_ids) & set(speakers)
                or (claim.via and any(is_called(claim.via, name) for name in relayed))
            ]
        elif speakers:
            claims = [claim for claim in claims if set(claim.speaker_ids) & set(speakers)]
        claims = [claim for claim in claims if not set(claim.speaker_ids) & set(question.excluded)]
        if not claims and (question.since or question.until):
            claims = self._told_of_then(question, speakers)
        articles = self._pages.all({claim.article_id for claim in claims})
        ranking = Ranking(question, self.asked(question), claims, articles, self._sources.knows)
        return ranking.ranked(self._today)

    def cited(self, shown: Sequence[Ranked]) -> list[Citation]:
        """Each claim with the other claims of its statement."""
        ids = [each.claim.statement_id for each in shown]
        others = self._tx.claims.of_statements(ids) if ids else []
        return [
            Citation(
                claim=each.claim,
                also=tuple(
                    other
                    for other in others
                    if other.statement_id == each.claim.statement_id
                    and other.id != each.claim.id
                    and other.negated == each.claim.negated
                ),
            )
            for each in shown
        ]

    def _candidates(self, question: Question, speaker_ids: list[int] | None) -> list[Claim]:
        asked = [word for each in (*question.about, *question.near) for word in words(each)]
        typed = [word.text for word in asked] + ([question.via] if question.via else [])
        searches: list[list[str]] = [typed] if typed else []
        bodies = [
            name for word in asked for key in sorted(word.names) if key[0] == "&" for name in names_of(key)
        ]
        searches += [[name] for name in bodies]
        searches += [other for word in asked if not word.is_general and (other := synonyms(word))][:_SYNONYMS]
        if speaker_ids or question.outlet or question.since or question.until or not typed:
            searches.append([])
        hits: dict[int, None] = {}
        for each in searches:
            hits |= dict.fromkeys(self._found(each, question, speaker_ids, None))
        if question.stances:
            hits |= dict.fromkeys(self._found(typed, question, speaker_ids, sorted(question.stances)))
        unread = [each for each in hits if each not in self._claims]
        self._claims |= {claim.id: claim for claim in self._tx.claims.get(unread)} if unread else {}
        claims = [self._claims[each] for each in hits if each in self._claims]
        return [claim for claim in claims if claim.usable and claim.retracted_at is None]

    def _told_of_then(self, question: Question, speakers: Sequence[int]) -> list[Claim]:
        """Claims without a day of their own in whose sentence a day of the period is named."""
        plain = replace(question, since=None, until=None)
        found = []
        for claim in self._candidates(plain, list(speakers) or None):
            told = claim.published.on if claim.published else self._today
            period = periods.find(sentence(claim), told)
            if claim.said_on or period is None or (speakers and not set(claim.speaker_ids) & set(speakers)):
                continue
            since, until = question.since or dt.date.min, question.until or dt.date.max
            if period.since and period.until and since <= period.since and period.until <= until:
                found.append(claim)
        return found

    def _found(
        self,
        typed: list[str],
        question: Question,
        speaker_ids: list[int] | None,
        stances: list[Stance] | None,
    ) -> list[int]:
        hits = self._lookup.find(
            typed,
            speaker_ids=speaker_ids,
            stances=stances,
            outlets=[question.outlet] if question.outlet else None,
            since=question.since,
            until=question.until,
            limit=_CANDIDATES,
        )
        return [hit.claim_id for hit in hits]

    def around(self, claim: Claim) -> str:
        """The claim's surroundings in its article: a paragraph or two before, the next sentence after."""
        article = self._pages.get(claim.article_id)
        if article is None or claim.part is Part.TITLE:
            return claim.context
        return article.text[max(claim.context_span.start - _BEFORE, 0) : claim.context_span.end + _AFTER]


def one_a_statement(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The best claim of every statement, in order; the same words of the same speaker count once."""
    seen: set[object] = set()
    kept = []
    for each in ranked:
        same = (each.claim.speaker_ids, " ".join(each.claim.content).casefold().strip(" .,"))
        if each.claim.statement_id not in seen and same not in seen:
            kept.append(each)
        seen |= {each.claim.statement_id, same}
    return kept


def spread(ranked: Sequence[Ranked], key: Callable[[Claim], object], close: float) -> list[Ranked]:
    """The ranked claims with one for each key first, as long as they are within `close` of the best."""
    if not ranked:
        return []
    first: dict[object, Ranked] = {}
    for each in ranked:
        if each.score >= ranked[0].score - close:
            first.setdefault(key(each.claim), each)
    chosen = list(first.values())
    return chosen + [each for each in ranked if all(each is not other for other in chosen)]
