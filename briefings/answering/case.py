"""One question at hand: its claims found and ordered, and the ways to end it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from briefings.answering.finding import Finder
from briefings.answering.merits import is_heading, leads, stance_met
from briefings.answering.offices import places_of
from briefings.answering.polarity import says_no
from briefings.answering.question import Question, Wanted
from briefings.answering.ranking import Ranked, Term, terms
from briefings.answering.reply import Answer, Citation, Lead, Outcome
from briefings.answering.words import bag, is_close, match, words
from store.records import Claim, Speaker, Stance

_SHOWN = 3
_MOST_WORDS = 14
_NEAREST, _NEAREST_OWN = 3, 1  # offered where nothing is found; of who is asked for, before others
# The weighted share of the asked words that a claim must meet before it is given as an answer.
_ENOUGH = 0.5
_ENOUGH_ALONE = 0.55  # where no speaker narrows the question
_ENOUGH_STRONG, _ENOUGH_DENIED = 0.2, 0.35  # where the kind of saying narrows it
_ENOUGH_RELAYED = 0.4  # where an agency does
_CLOSEST_OWN, _CLOSEST = 0.2, 0.35  # of all its words: by who is asked for, by anybody
# What holding the very thing asked for (a figure, a day) is worth: of the words to be met, in score.
_FOR_HOLDING, _HOLDS = 0.12, 0.5
_LOOKED_AT = 20
_ENOUGH_NEAR = 0.15  # for what is only offered
_STRONG = frozenset({Stance.DENIES, Stance.CONFIRMS, Stance.PROMISES, Stance.WARNS, Stance.QUESTIONS})
# How far behind the best a claim may be, in score and in words met, to stand beside it.
_CLOSE, _CLOSE_WORDS = 0.75, 0.3
_MUCH_BETTER = 0.3
_SAID_IT = 0.5  # the share of the asked words that stand in the words said
_ARTICLES = frozenset({"the", "a", "an"})
_LONGEST_NAME = 80
_NOUN_BEHIND = re.compile(r"(?:\s[\w-]+)*\s(?!of\b|for\b|in\b|and\b|who\b|which\b)[a-z]")
_RELATIVE = re.compile(r",? (?:which|who|that) ")


class Case:
    """A question with all that was found for it."""

    def __init__(self, question: Question, finder: Finder) -> None:
        self.question, self.finder = question, finder
        self.asked: list[Term] = terms(question.about, question.light)

    def about(self, **changes: object) -> Case:
        """The case of the same question with some of it changed."""
        return Case(replace(self.question, **changes), self.finder)  # type: ignore[arg-type]

    def widened(self) -> Case:
        """The case of all words of the question, however it is built, by the same speakers if it has any."""
        question = self.question
        names = bag(" ".join(name for each in question.speakers for name in (each.name, *each.aliases))).names
        typed = (word.text for word in words(question.text) if not word.is_stop or word.is_known_name)
        telling = dict.fromkeys((*question.about, *typed))
        # "Paris", for who speaks for France
        whose = {each for each in question.subject if question.speakers and places_of(words(each))[0]}
        about = [
            each
            for each in telling
            if each not in whose and not all(is_close(word, names) for word in words(each))
        ]
        return self.about(
            wanted=Wanted.TOPIC,
            about=tuple(about[:_MOST_WORDS]),
            excluded=(*question.excluded, *(each.id for each in self.target_speakers())),
            stances=frozenset(),
            responsibility=False,
            verb=None,
            deed=None,
            target=(),
            light=(),
            loose=True,
        )

    def closest(self, holds: Callable[[Case, Ranked], float] | None = None) -> Answer | None:
        """The statements that meet most of all its words, told to be no more; None where they meet few.

        `holds` tells, from 0 to 1, how well one of them holds what is asked for: a figure, a day.
        """
        enough = _CLOSEST_OWN if self.question.speakers else _CLOSEST
        good = self.widened().good(enough=enough - (_FOR_HOLDING if holds else 0.0))
        if self.question.speakers and self.asked:  # whatever else they said is no answer
            good = [each for each in good if self.nearby(each.claim) > 0]
        if holds is not None:
            held = {each.claim.id: holds(self, each) for each in good[:_LOOKED_AT]}
            good = [
                each for each in good if each.covered >= enough - _FOR_HOLDING * held.get(each.claim.id, 0.0)
            ]
            good.sort(key=lambda each: -each.score - _HOLDS * held.get(each.claim.id, 0.0))
        if good:
            good = one_a_statement([*good, *self.near()[: max(_SHOWN - len(good), 0)]])
        accused = [word for each in self.question.target for word in words(each)]
        if accused:  # an accusation of somebody else is not close
            good = [each for each in good if any(match(word, bag(each.claim.context)) for word in accused)]
        return self.answered("closest", good) if good else None

    def good(self, *, enough: float | None = None) -> list[Ranked]:
        """One claim a statement that meets enough of what is asked, best first; all of it was really said."""
        needed = self._needed() if enough is None else enough
        found = [each for each in self.finder.ranked(self.question) if not each.claim.negated]
        return one_a_statement([each for each in found if each.covered >= needed])

    def negated(self) -> list[Ranked]:
        """Claims of speech that did not happen, best first."""
        return [each for each in self.finder.ranked(self.question) if each.claim.negated]

    def plainest(self, good: Sequence[Ranked]) -> list[Ranked]:
        """The same statements, each as its own sentence tells it where one does, not in passing."""
        own: dict[int, Claim] = {}
        for each in self.finder.ranked(self.question):
            if not each.claim.negated and leads(each.claim):
                own.setdefault(each.claim.statement_id, each.claim)
        return [replace(each, claim=own.get(each.claim.statement_id, each.claim)) for each in good]

    def nearby(self, claim: Claim) -> float:
        """The share of what is asked about that stands in the claim's surroundings."""
        held = bag(self.finder.around(claim))
        total = sum(term.weight for term in self.asked)
        return sum(term.weight * match(term.word, held) for term in self.asked) / total if total else 1.0

    def target_speakers(self) -> tuple[Speaker, ...]:
        """The speakers whom somebody is asked to have accused."""
        accused = {name for each in self.question.target for word in words(each) for name in word.names}
        known = self.question.mentioned
        return tuple(each for each in known if any(word.names & accused for word in words(each.name)[-1:]))

    def asks_for(self, told: str) -> bool:
        """Whether one of the asked words is one of these, or stands for it."""
        return any(match(term.word, bag(told)) for term in self.asked)

    def preferred(self, good: list[Ranked]) -> list[Ranked]:
        """Those of the kind of saying asked for, unless others meet the words much better."""
        stances = self.question.stances
        kinds = stances | ({Stance.CLAIMS} if Stance.ACCUSES in stances else frozenset())
        strict = [each for each in good if stance_met(each.claim, kinds)]
        if Stance.DENIES in stances:  # "there is no buyer" denies that there is one
            no = (each for each in good if each.said >= _SAID_IT and _disputes(each.claim))
            return list({each.claim.id: each for each in (*strict, *no)}.values())
        if not stances or all(is_heading(each.claim) for each in strict):
            return good
        best = max(each.covered for each in good)
        return good if max(each.covered for each in strict) < best - _MUCH_BETTER else strict

    def answered(self, key: str, good: Sequence[Ranked], *, shown: int = _SHOWN, **values: str) -> Answer:
        """The answer that shows the first of these statements and counts the others."""
        return Answer(
            question=self.question,
            outcome=Outcome.ANSWERED,
            lead=Lead(key=key, values=values),
            citations=tuple(self.finder.cited(good[:shown])),
            more=max(len(good) - shown, 0),
            rest=tuple(each.claim.id for each in good[shown:]),
        )

    def nearest(self) -> Sequence[Citation]:
        """What lies nearest to all words of the question, whoever said it and whenever."""
        return self.finder.cited(self.near()[:_NEAREST])

    def near(self) -> list[Ranked]:
        """What lies near, best first: only offered, so a name that stands nowhere is let pass."""
        open_ = self.about(speakers=(), unknown=(), via=None, since=None, until=None, outlet=None)
        plain = open_.widened().about(offered=True)
        return plain.good(enough=_ENOUGH_NEAR) if plain.asked else []

    def short_of(self, key: str, near: Sequence[Ranked]) -> Answer:
        """Nothing found: what lies near lacks the very thing asked for."""
        return self._ended(key, self.finder.cited(near[:_NEAREST]))

    def unknown(self) -> Answer:
        """Nothing found: nobody in the store bears the name."""
        name = self.question.unknown[0]
        return self._ended("nothing_by", self.nearest(), name=name)

    def without(self, made: Answer) -> Answer:
        """The answer with the first line telling whose name, asked about beside others, nobody bears.

        Where two are to be set side by side, one alone is no answer.
        """
        name, known = self.question.unknown[0], joined([each.name for each in self.question.speakers[:2]])
        if made.outcome is not Outcome.ANSWERED or self.question.wanted is Wanted.DISAGREEMENT:
            near = made.citations[:_NEAREST] or made.nearest
            return self._ended("nothing_by", near, name=name)
        return replace(made, lead=Lead(key="without", values={"name": name, "names": known}))

    def nothing(self) -> Answer:
        """Nothing found, with what is missing named in the question's own words."""
        question = self.question
        topic = as_typed(question)
        if question.speakers:
            return self._nothing_by(question.speakers[0].name, topic)
        values = {"topic": topic, "outlet": question.outlet or question.via or ""}
        if question.wanted is Wanted.REASON and topic:
            key = "nothing_why"
        elif question.stances and topic:
            key = "nothing_stance"
            values["stance"] = min(question.stances).value
        elif question.outlet:
            key = "nothing_from_outlet"
        elif topic:
            key = "nothing_about"
        else:
            key = "nothing_in_period" if question.since or question.until else "nothing"
        return self._ended(key, self.nearest(), **values)

    def _nothing_by(self, name: str, topic: str) -> Answer:
        """Nothing found of somebody on record: none then, none in that outlet, or none about the topic."""
        question, case = self.question, self
        own, key = case.all_by_them(), "nothing_by_about" if topic else "nothing_by"
        if not own and (question.since or question.until or question.outlet):
            case = self.about(since=None, until=None, outlet=None)
            own, key = case.all_by_them(), "nothing_by_from" if question.outlet else "nothing_by_then"
        met = {each.claim.id: each.score for each in case.widened().good(enough=0.0)}
        own = sorted(own, key=lambda each: -met.get(each.claim.id, 0.0))
        near = one_a_statement([*own[:_NEAREST_OWN], *self.near(), *own[_NEAREST_OWN:]])
        values = {"name": name, "topic": topic, "count": str(len(own)), "outlet": question.outlet or ""}
        return self._ended(key if own else "nothing_by", self.finder.cited(near[:_NEAREST]), **values)

    def all_by_them(self) -> list[Ranked]:
        """All that those who are asked for said, then and there, best first."""
        return self.about(about=(), near=(), stances=frozenset(), responsibility=False).good()

    def _needed(self) -> float:
        question = self.question
        if all(term.word.is_general for term in self.asked):
            return 0.0
        if question.stances & _STRONG or question.responsibility:
            if question.speakers or question.responsibility:
                return _ENOUGH_STRONG
            return _ENOUGH_DENIED if Stance.DENIES in question.stances else _ENOUGH
        if question.via:
            return _ENOUGH_RELAYED
        return _ENOUGH if question.speakers else _ENOUGH_ALONE

    def _ended(self, key: str, near: Sequence[Citation], **values: str) -> Answer:
        return Answer(
            question=self.question,
            outcome=Outcome.NOTHING_FOUND,
            lead=Lead(key=key, values=values),
            nearest=tuple(near),
        )


def _disputes(claim: Claim) -> bool:
    """Whether the claim tells that something is not so; to ask or to call for is no telling."""
    return claim.stance not in {Stance.QUESTIONS, Stance.CALLS_FOR} and says_no(claim)


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


def by_speaker(ranked: Sequence[Ranked], *, within: float = _CLOSE) -> list[Ranked]:
    """The ranked claims with one a speaker first, as long as they are within so much of the best score."""
    first: dict[object, Ranked] = {}
    for each in ranked:
        if each.score >= ranked[0].score - within:
            first.setdefault(each.claim.speaker_ids or each.claim.speaker_surface, each)
    chosen = list(first.values())
    return chosen + [each for each in ranked if all(each is not other for other in chosen)]


def beside_the_best(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The first few, without those much worse than the first."""
    best = ranked[0]
    return [
        each
        for each in ranked[:_SHOWN]
        if each.score >= best.score - _CLOSE and each.covered >= best.covered - _CLOSE_WORDS
    ]


def name_of(claim: Claim) -> str:
    """Who said it, as the store names them with the article's "the" or "a", else as the article does."""
    if not claim.speakers:
        return (claim.speaker_surface or claim.outlet or "").strip(" ,;:(")
    if len(claim.speakers) > 1:
        return joined(claim.speakers)
    name, surface = claim.speakers[0], claim.speaker_surface or ""
    if name[:1].islower() and name in surface and len(surface) <= _LONGEST_NAME:
        # "the city's fire chief" tells more than "fire chief"
        surface = _RELATIVE.split(surface)[0].strip(" ,;:(")
        return surface[:1].lower() + surface[1:] if surface.startswith("The ") else surface
    article, _, rest = surface.partition(" ")
    if article.lower() in _ARTICLES and rest.startswith(name):
        # in "the NPA agency" the article is that of the noun, and the letters stand without one
        alone = not name.isupper() or _NOUN_BEHIND.match(rest, len(name)) is None
        return f"{article.lower()} {name}" if alone else name
    return name


def joined(names: Sequence[str]) -> str:
    """Names with commas and a last "and", none twice."""
    told: dict[str, str] = {}
    for name in filter(None, names):
        told.setdefault(name.casefold().removeprefix("the "), name)
    once = list(told.values())
    return " and ".join([", ".join(once[:-1]), once[-1]]) if len(once) > 1 else "".join(once)


def as_typed(question: Question) -> str:
    """The words asked about, those that stood together kept together, the others apart by commas."""
    told = ""
    at = 0
    for each in question.about:
        found = question.text.find(each, at)
        between = question.text[at:found] if found >= 0 else ", "
        if told and not _together(told, between, each):
            between = ", "
        told += (between if told else "") + each
        at = found + len(each) if found >= 0 else at
    return " ".join(told.split())


def _together(before: str, between: str, word: str) -> bool:
    """Whether two words are one name or stand side by side."""
    named = word[:1].isupper() and before.rsplit(None, 1)[-1][:1].isupper()
    return between.isspace() or (named and re.fullmatch(r"\s+(?:(?:of|the)\s+){1,2}", between) is not None)
