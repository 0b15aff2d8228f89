"""Claims that may answer a question, found through the look-up index and put in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from briefings.answering import periods
from briefings.answering.callings import is_relayed
from briefings.answering.excerpt import sentence
from briefings.answering.lexicon import names_of
from briefings.answering.offices import places_of
from briefings.answering.pages import Pages
from briefings.answering.question import Question
from briefings.answering.ranking import Ranked, Ranking, Term, holds_name, terms
from briefings.answering.reply import Citation
from briefings.answering.sources import Sources
from briefings.answering.words import Word, beginning, spelt_out, stem, synonyms, words
from store.lookup import Sight
from store.records import Article, Claim, Kind, Part, Speaker, Stance

_CANDIDATES = 60
_NAMES = 4
_SYNONYMS = 4  # words whose synonyms are looked for, too
_WHOLE_DAY = len("2025-06-01")
_QUESTIONS, _REPLY = 3, 250  # questions whose replies are looked at; characters, within which one comes
_READ = 3  # articles that are looked through for what papers say
_PAPERS = frozenset(
    f"the {paper}" for paper in ("statement", "letter", "report", "document", "memo", "note", "text")
)
_NEWEST, _CLOSE = 200, 120  # articles looked through; characters, within which words stand together
_BEFORE, _AFTER = 500, 200  # characters that still belong to a claim's surroundings


@dataclass(frozen=True, slots=True)
class Search:
    """What was looked for, the words asked for as they were weighed, and what was found, best first."""

    question: Question
    asked: Sequence[Term]
    ranked: list[Ranked]


class Finder:
    """Finds and orders claims within one transaction."""

    def __init__(self, lookup: Sight, sources: Sources, pages: Pages, today: dt.date) -> None:
        self._lookup, self._sources, self._pages, self._today = lookup, sources, pages, today
        self._searches: dict[Question, Search] = {}

    def ranked(self, question: Question) -> list[Ranked]:
        """Claims by those who are asked about, or by anybody when nobody is; best first."""
        if question not in self._searches:
            self._searches[question] = self._found_and_ranked(question)
        return self._searches[question].ranked

    def searches(self) -> tuple[Search, ...]:
        """All that was looked for, in the order it was."""
        return tuple(self._searches.values())

    def _found_and_ranked(self, question: Question) -> Search:
        speakers = {speaker.id for speaker in question.speakers}
        claims = [each for each in self._candidates(question) if _is_by(each, speakers, question.via)]
        if speakers and question.about:
            claims += self._in_their_papers(claims)
        claims = [each for each in claims if not set(each.speaker_ids) & set(question.excluded)]
        claims = [each for each in claims if each.statement_id not in question.told]
        claims = [
            each for each in claims if _is_of_period(each, question) and _stands_at(each, question.place)
        ]
        if not claims and (question.since or question.until):
            claims = [each for each in self._told_of_then(question) if _is_by(each, speakers, question.via)]
        articles = self._pages.all({claim.article_id for claim in claims})
        ranking = Ranking(
            question, terms(question.about, question.light), claims, articles, self._sources.knows
        )
        return Search(question, ranking.asked, ranking.ranked(self._today))

    def cited(self, shown: Sequence[Ranked]) -> list[Citation]:
        """Each claim with the other claims of its statement."""
        others = self._pages.of_statements(each.claim.statement_id for each in shown)
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

    def _candidates(self, question: Question) -> list[Claim]:
        asked = [word for each in (*question.about, *question.near) for word in words(each)]
        typed = [word.text for word in asked] + ([question.via] if question.via else [])
        searches: list[list[str]] = [typed] if typed else []
        alike = [other for word in asked if not word.is_general and (other := synonyms(word))][:_SYNONYMS]
        others = [name for word in asked for name in _other_names(word)]
        others += [other for each in alike for other in each]
        searches += [others] if others else []
        if question.speakers or question.outlet or question.since or question.until or not typed:
            searches.append([])
        hits = {each: None for search in searches for each in self._hits(search, question)}
        if question.stances:
            hits |= dict.fromkeys(self._hits(typed, question, sorted(question.stances)))
        claims = self._pages.claims(list(hits))
        narrowed = question.outlet or question.since or question.until
        return claims if narrowed else self._with_replies(claims)

    def _with_replies(self, claims: list[Claim]) -> list[Claim]:
        """The claims, and what was replied to those that are questions: it need not hold a word of them."""
        asked = [claim for claim in claims if claim.stance is Stance.QUESTIONS][:_QUESTIONS]
        known = {claim.id for claim in claims}
        replies = [
            each
            for claim in asked
            for each in self._pages.beside(claim, _REPLY)
            if each.spans[0].start > claim.spans[-1].end and each.id not in known
        ]
        return claims + list({each.id: each for each in replies}.values())

    def _in_their_papers(self, claims: Sequence[Claim]) -> list[Claim]:
        """What "the statement" or "the letter" right beside somebody's claims says, whoever signed it."""
        known = {claim.id for claim in claims}
        found = []
        first = {claim.article_id: claim for claim in claims if claim.part is Part.TEXT}
        for each in list(first.values())[:_READ]:
            papers = [
                claim for claim in self._pages.article(each) if _is_paper(claim) and claim.id not in known
            ]
            own = [claim for claim in claims if claim.article_id == each.article_id]
            found += [paper for paper in papers if any(_follows(paper, claim) for claim in own)]
        return found

    def goes_on(self, claim: Claim, within: int) -> list[Claim]:
        """What the same speakers say close after a claim, and before it, in its article."""
        near = [each for each in self._pages.beside(claim, within) if each.speaker_ids == claim.speaker_ids]
        return sorted(near, key=lambda each: (each.spans[0].start < claim.spans[0].start, each.id))

    def between(self, first: Claim, second: Claim) -> str:
        """The article's words from the end of one claim to the beginning of another after it."""
        article = self._pages.get(first.article_id)
        if article is None or first.part is not Part.TEXT:
            return ""
        return article.text[first.spans[-1].end : second.spans[0].start]

    def before(self, claim: Claim, within: int) -> str:
        """The article's words up to a claim's own sentence."""
        article = self._pages.get(claim.article_id)
        if article is None or claim.part is not Part.TEXT:
            return ""
        return article.text[max(claim.context_span.start - within, 0) : claim.context_span.start]

    def beside(self, claim: Claim, within: int) -> list[Claim]:
        """What others say close before and after a claim in its article."""
        return [each for each in self._pages.beside(claim, within) if each.speaker_ids != claim.speaker_ids]

    def _hits(self, typed: list[str], question: Question, stances: list[Stance] | None = None) -> list[int]:
        hits = self._lookup.find(
            typed,
            # an agency may have passed on what others said
            speaker_ids=[each.id for each in question.speakers]
            if question.speakers and not question.via
            else None,
            stances=stances,
            outlets=[question.outlet] if question.outlet else None,
            since=question.since,
            until=question.until,
            limit=_CANDIDATES,
        )
        return [hit.claim_id for hit in hits]

    def _told_of_then(self, question: Question) -> list[Claim]:
        """Claims without a day of their own in whose sentence a day of the period is named."""
        since, until = question.since or dt.date.min, question.until or dt.date.max
        found = []
        for claim in self._candidates(replace(question, since=None, until=None)):
            told = claim.published.on if claim.published else question.until or self._today
            period = None if claim.said_on else periods.find(sentence(claim), told)
            if period and period.since and period.until and since <= period.since and period.until <= until:
                found.append(claim)
        return found

    def told_beside(self, asked: Sequence[Word]) -> list[Claim]:
        """What is said next to where newer articles tell all these words together: one claim an article."""
        found = []
        for article in self._pages.newest(_NEWEST):
            at = _together(asked, article.text)
            if at is None or article.copy_of is not None:
                continue
            near = [
                each
                for each in self._pages.told(article.id)
                if each.part is Part.TEXT and not each.negated and _is_beside(each, at, article)
            ]
            near.sort(key=lambda each: (each.spans[0].start < at, abs(each.spans[0].start - at)))
            found += near[:1]
        return found

    def stands_in(self, claim: Claim, word: Word) -> bool:
        """Whether a word, or another name of the same place, stands in a claim's article."""
        article = self._pages.get(claim.article_id)
        return article is not None and holds_name(word, article.title, article.text)

    def speakers(self, ids: Iterable[int]) -> tuple[Speaker, ...]:
        """The speakers with these ids, in this order."""
        return tuple(self._pages.speakers(ids).values())

    def around(self, claim: Claim) -> str:
        """The claim's surroundings in its article: a paragraph or two before, the next sentence after."""
        article = self._pages.get(claim.article_id)
        if article is None or claim.part is Part.TITLE:
            return claim.context
        return article.text[max(claim.context_span.start - _BEFORE, 0) : claim.context_span.end + _AFTER]


def _other_names(word: Word) -> list[str]:
    """Other names of a body or of a capital's country, those that hold no other, the usual ones first."""
    bodies = [key for key in sorted(word.names) if key[0] == "&"]
    countries = [] if word.is_place else sorted(places_of([word])[0])
    names = [name for key in (*bodies, *countries) for name in names_of(key)]
    telling = [name for name in names if not words(name)[0].is_stop or " " in name]
    short = [
        name for name in telling if not any(f" {other} " in f" {name} " for other in telling if other != name)
    ]
    return short[:_NAMES]


def _is_paper(claim: Claim) -> bool:
    """Whether it is "the statement", "the letter" or the like that speaks."""
    return (claim.speaker_surface or "").lower() in _PAPERS


def _follows(claim: Claim, other: Claim) -> bool:
    """Whether a claim begins right after another of its article."""
    return other.part is Part.TEXT and 0 <= claim.spans[0].start - other.spans[-1].end < _REPLY


def _together(asked: Sequence[Word], text: str) -> int | None:
    """Where all these words stand close together in a text; None where they do not."""
    text = spelt_out(text)
    small = text.lower()
    if any(stem(word.plain).removesuffix("i") not in small for word in asked):
        return None
    first, *others = [beginning(word.plain) for word in asked]
    for met in first.finditer(text):
        near = text[max(met.start() - _CLOSE, 0) : met.end() + _CLOSE]
        if all(other.search(near) for other in others):
            return met.start()
    return None


def _is_beside(claim: Claim, at: int, article: Article) -> bool:
    """Whether a claim stands near a place of its article, in a live blog in the same entry."""
    start = claim.spans[0].start
    if not -_BEFORE < start - at < _BEFORE:
        return False
    entry = next((each.span for each in article.passages if each.span.start <= at < each.span.end), None)
    return article.kind is not Kind.LIVEBLOG or entry is None or entry.start <= start < entry.end


def _is_of_period(claim: Claim, question: Question) -> bool:
    """Whether a month or a year is all that is known of the claim's day and lies within the period."""
    if claim.said_on is None or len(claim.said_on) == _WHOLE_DAY or not (question.since or question.until):
        return True
    year, month = int(claim.said_on[:4]), int(claim.said_on[5:7] or 0)
    first, last = dt.date(year, month or 1, 1), dt.date(year, month or 12, 28)
    return (question.since or first) <= first and last <= (question.until or last)


def _stands_at(claim: Claim, place: tuple[int, int, int] | None) -> bool:
    """Whether the claim stands in this article and stretch of it."""
    if place is None:
        return True
    article, start, end = place
    return claim.article_id == article and claim.part is Part.TEXT and start <= claim.context_span.start < end


def _is_by(claim: Claim, speakers: Collection[int], via: str | None) -> bool:
    """Whether one of these said it or this agency passed it on; anybody will do when none is asked for."""
    if not speakers and via is None:
        return True
    relayed = via is not None and is_relayed(claim, via)
    return relayed or not set(speakers).isdisjoint(claim.speaker_ids)
