"""How well a claim answers a question, and in which order claims are shown.

A word counts most in the words said, less around them, least in a headline. Speaking beats being
spoken about; the body beats the headline; the source's own words beat a paraphrase; newer beats older.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from briefings.answering import lexicon
from briefings.answering.question import Question, Wanted
from briefings.answering.words import Bag, Word, bag, is_common, match, stem, words
from store.records import Article, Claim, Kind, Part, QuoteType, Stance

# How much a met word counts by where it stands.
_CONTENT, _AROUND, _HEADING, _TITLE, _SPEAKER = 1.0, 0.8, 0.55, 0.45, 0.8
# How much a word weighs among the words asked for.
_NAMED, _ORDINARY, _GENERAL, _UNHEARD = 1.4, 1.0, 0.35, 1.8
_BY_SPEAKER = {Wanted.TOPIC, Wanted.FIGURE, Wanted.DAY, Wanted.REASON}
_VAGUE = {"say", "says", "said", "saying", "tell", "told", "state", "stated", "speak", "spoke", "put", "make"}
_MODIFIER = 0.6
_BEFORE, _REACH = 0.7, 250  # what a pronoun may stand for: how much it counts, how many characters back
_PRONOUNS = {"it", "they", "them", "this", "that", "he", "she"}
_DATED = 0.06
_FEW = 12  # claims, below which rarity among them means nothing
_QUOTED = {QuoteType.DIRECT: 0.12, QuoteType.MIXED: 0.1, QuoteType.INDIRECT: 0.04, QuoteType.NONE: 0.0}


@dataclass(frozen=True, slots=True)
class Term:
    """A word asked for and its weight."""

    word: Word
    weight: float
    missing: bool = False  # no candidate holds it as spelt


@dataclass(frozen=True, slots=True)
class Ranked:
    """A claim with its score and the weighted share of the asked words that it meets (0 to 1)."""

    claim: Claim
    score: float
    covered: float
    said: float  # the share met in the words said themselves


def terms(asked: Sequence[str]) -> list[Term]:
    """The words asked for, weighed by what kind of word each is."""
    telling = [word for each in asked for word in words(each) if not word.is_stop or word.is_named]
    found = []
    for at, word in enumerate(telling):
        weight = _GENERAL if word.is_general else _NAMED if word.is_named else _ORDINARY
        # "concert hall attack": what stands before the attack only tells which one is meant
        if not word.is_general and any(other.is_general for other in telling[at + 1 : at + 3]):
            weight *= _MODIFIER
        found.append(Term(word, weight))
    return found


class Ranking:
    """Claims being put in order for one question. `knows` tells whether the store holds a word anywhere."""

    def __init__(
        self,
        question: Question,
        asked: Sequence[Term],
        claims: Sequence[Claim],
        articles: Mapping[int, Article],
        knows: Callable[[str], bool],
    ) -> None:
        self._question, self._claims, self._articles = question, claims, articles
        self._asked = _among(asked, claims, knows)
        self._verb = self._telling_verb()
        self._near = [word for each in question.near for word in words(each) if not word.is_stop]

    def ranked(self, today: dt.date) -> list[Ranked]:
        """The claims with their scores, best first."""
        found = [self._one(claim, today) for claim in self._claims]
        return sorted(found, key=lambda each: (-each.score, each.claim.id))

    def _telling_verb(self) -> str | None:
        """The question's verb ("call", "joke") where it is the cue of a claim and tells claims apart."""
        verb = stem(self._question.verb) if self._question.verb else ""
        if not verb or self._question.verb in _VAGUE or self._question.stances:
            return None
        return verb if any(verb in _stems(claim.cue) for claim in self._claims) else None

    def _one(self, claim: Claim, today: dt.date) -> Ranked:
        question = self._question
        covered, said = self._covered(claim)
        score = 2.0 * covered + 0.5 * said
        score += stance_fit(claim, question) + _speaks(claim, question)
        score += (
            _QUOTED[claim.quote_type]
            + (_DATED if claim.said_on else 0.0)
            - (0.4 if claim.part is Part.TITLE else 0.0)
        )
        if self._near:
            around = bag(f"{' '.join(claim.content)} {claim.context} {claim.speaker}")
            score += 0.6 * sum(match(word, around) for word in self._near) / len(self._near)
        score += _recency(claim, today) * (-1 if question.oldest else 1)
        return Ranked(claim, score, covered, said)

    def _covered(self, claim: Claim) -> tuple[float, float]:
        """The weighted shares of the asked words that are met at all, and in the words said."""
        total = sum(term.weight for term in self._asked)
        if not total:
            return 1.0, 0.0
        cue = claim.cue or "" if claim.negated else ""
        content = bag(" ".join((*claim.content, claim.target or "", cue)))
        fields = self._fields(claim)
        # of figures the newest is wanted, whatever its words: "killed" yesterday, "the toll" today
        alike = 0.9 if self._question.wanted is Wanted.FIGURE else 0.65
        met = said = 0.0
        for term in self._asked:
            inside = match(term.word, content, fuzzy=term.missing, alike=alike)
            around = max(share * match(term.word, held, fuzzy=term.missing) for share, held in fields)
            met += term.weight * max(_CONTENT * inside, around)
            said += term.weight * inside
        if self._verb and self._verb in _stems(claim.cue):
            met, total = met + _ORDINARY, total + _ORDINARY
        return met / total, said / total

    def _fields(self, claim: Claim) -> list[tuple[float, Bag]]:
        """What surrounds the words said, each with how much a word met there counts."""
        question = self._question
        fields = [
            (_AROUND, bag(f"{claim.context} {claim.caveat or ''} {claim.via or ''}")),
            (_AROUND, _deed(claim)),
        ]
        if question.wanted in _BY_SPEAKER or question.near:
            who = f"{claim.speaker or ''} {claim.role or ''} {claim.speaker_surface or ''}"
            fields.append((_SPEAKER, bag(who)))
        article = self._articles.get(claim.article_id)
        if article is not None:
            fields += _headings(claim, article)
            if _points_back(claim):
                start = claim.context_span.start
                fields.append((_BEFORE, bag(article.text[max(start - _REACH, 0) : start])))
        return fields


def _among(asked: Sequence[Term], claims: Sequence[Claim], knows: Callable[[str], bool]) -> list[Term]:
    """The terms as the candidates have them.

    What all of them hold tells nothing apart and weighs less. What none of them holds may be misspelt, and
    weighs more when the whole store does not know it.
    """
    bags = [
        bag(f"{' '.join(claim.content)} {claim.context} {claim.speaker} {claim.role}") for claim in claims
    ]
    found = []
    for term in asked:
        holding = sum(1 for held in bags if term.word.names & held.names)
        if not holding:
            like = any(term.word.soft & held.soft for held in bags)
            common = like or term.word.is_general or knows(term.word.plain)
            weight = term.weight if common else max(term.weight, _UNHEARD)
            found.append(replace(term, weight=weight, missing=not is_common(term.word)))
        elif len(bags) >= _FEW and len(asked) > 1:
            rarity = math.log((len(bags) + 1) / (holding + 0.5)) / math.log(len(bags) + 1)
            found.append(replace(term, weight=term.weight * min(max(rarity, 0.6), 1.0)))
        else:
            found.append(term)
    return found


def day_of(claim: Claim) -> str | None:
    """The day of saying where it is known, else the day it was told (ISO)."""
    if claim.said_on:
        return claim.said_on
    if claim.posted_at:
        return claim.posted_at.date().isoformat()
    return claim.published.on.isoformat() if claim.published else None


def _points_back(claim: Claim) -> bool:
    """Whether the words said begin with a pronoun: what it stands for is in the sentence before."""
    opening = [word.plain for word in words(claim.content[0])[:3]]
    return claim.part is Part.TEXT and any(word in _PRONOUNS for word in opening)


def _headings(claim: Claim, article: Article) -> list[tuple[float, Bag]]:
    """What stands above a claim: its entry's heading in a live blog, else the article's headline."""
    if article.kind is Kind.LIVEBLOG:
        start = claim.context_span.start
        heading = next((p.heading for p in article.passages if p.span.start <= start < p.span.end), None)
        return [(_HEADING, bag(heading))] if heading and claim.part is Part.TEXT else []
    return [(_TITLE, bag(claim.title))]


def _deed(claim: Claim) -> Bag:
    """Words for what the claim itself is: a denial, an accusation, owning up."""
    keys = {stem(verb) for verb, stance in lexicon.stances().items() if stance is claim.stance}
    soft: frozenset[str] = frozenset()
    if owns_up(claim):
        keys |= {"responsibl", "involv", "behind"}
        soft = bag("responsible involvement attack").soft
    return Bag(frozenset(keys), soft)


def owns_up(claim: Claim) -> bool:
    """Whether the claim is one of responsibility for a deed."""
    if claim.negated or claim.stance is not Stance.CLAIMS:
        return False
    return claim.quote_type is QuoteType.NONE or "responsib" in f"{claim.cue} {claim.content}"


def stance_fit(claim: Claim, question: Question) -> float:
    """How the kind of saying fits the kind asked for: above 0 it does, below it does not."""
    score = 0.0
    if question.responsibility:
        score += 0.9 if owns_up(claim) else 0.0
        score -= 0.8 if claim.stance in {Stance.DENIES, Stance.ACCUSES} else 0.0
    if claim.stance is Stance.QUESTIONS and question.wanted in {Wanted.SPEAKER, Wanted.WHETHER}:
        score -= 0.0 if Stance.QUESTIONS in question.stances else 0.5
    if question.stances:
        score += 0.6 if stance_met(claim, question.stances) else -0.3
    elif question.wanted is Wanted.REACTION and claim.stance in {
        Stance.DENIES, Stance.ACCUSES, Stance.CALLS_FOR, Stance.CONFIRMS, Stance.QUESTIONS, Stance.PROMISES
    }:  # fmt: skip
        score += 0.3
    return score


def stance_met(claim: Claim, stances: Collection[Stance]) -> bool:
    """Whether the claim has one of these stances, by its own or by the words of its cue."""
    if claim.stance in stances:
        return True
    held = lexicon.stances()
    cue = _stems(claim.cue)
    return any(stem(verb) in cue for verb, stance in held.items() if stance in stances)


def _stems(text: str | None) -> set[str]:
    return {stem(word.plain) for word in words(text or "")}


def _speaks(claim: Claim, question: Question) -> float:
    if question.speakers:
        order = [speaker.id for speaker in question.speakers]
        places = [order.index(each) for each in claim.speaker_ids if each in order]
        if places:
            return 0.5 + 0.1 * (len(places) - 1) - 0.02 * min(*places, 10)
        return 0.0
    return 0.05 if claim.speaker_ids else 0.0


def _recency(claim: Claim, today: dt.date) -> float:
    """Up to 0.1 for what is new: half of it is gone after a week."""
    day = day_of(claim)
    if day is None:
        return 0.0
    parts = [int(part) for part in day.split("-")]
    on = dt.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    return 0.1 / (1 + max((today - on).days, 0) / 7)
