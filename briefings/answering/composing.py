"""From a question to its answer: each kind by its own function, two halves of a question in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from briefings.answering.case import Case, name_of
from briefings.answering.excerpt import sentence
from briefings.answering.finding import Finder
from briefings.answering.fitting import fitting
from briefings.answering.kinds import measures, pairs, reasons, statements, whether
from briefings.answering.question import Question, Wanted
from briefings.answering.ranking import Ranked
from briefings.answering.reply import Answer, Citation, Lead, Outcome
from briefings.answering.words import Word, bag, match, stem, stems_of, words
from store.records import Claim

_SHOWN = 3
_LOOKED_AT = 12  # claims near the matter, whose speakers a description may fit
_TOLD = 0.5  # of the words asked for, that others must tell of somebody
_NEXT_TO = 700  # characters around what answered a question, within which others speak of the same

_KINDS: Mapping[Wanted, Callable[[Case], Answer]] = {
    Wanted.SPEAKER: statements.who,
    Wanted.WORDS: statements.what,
    Wanted.REACTION: statements.what,
    Wanted.TOPIC: statements.topic,
    Wanted.WHETHER: whether.whether,
    Wanted.DISAGREEMENT: pairs.disagreement,
    Wanted.FIGURE: measures.figure,
    Wanted.DAY: measures.day,
    Wanted.REASON: reasons.reason,
}

# how well a statement that comes close holds the one thing asked for
_HOLDS: Mapping[Wanted, Callable[[Case, Ranked], float]] = {
    Wanted.SPEAKER: statements.said_so,
    Wanted.FIGURE: measures.has_figure,
    Wanted.DAY: measures.has_day,
    Wanted.REASON: reasons.is_given,
}


def composed(question: Question, finder: Finder) -> Answer:
    """The answer to the question and to its second half."""
    question = _at_home(question, finder)
    made = _single(question, finder)
    if question.then is None:
        return made
    second = _second(question.then, made, finder)
    if second.outcome is not Outcome.ANSWERED:
        return made
    if made.outcome is not Outcome.ANSWERED:
        return second
    return replace(
        made,
        citations=_in_turn(made.citations, second.citations),
        more=made.more + second.more,
        rest=tuple(dict.fromkeys((*made.rest, *second.rest))),
    )


def _at_home(question: Question, finder: Finder) -> Question:
    """The question with the place that answered the one before, if it goes on from one."""
    before = question.before
    if before is None or question.exchanged or not question.speakers or before.unknown or not before.about:
        return question
    claim = next((each.claim for each in finder.ranked(before) if not each.claim.negated), None)
    return question if claim is None else replace(question, home=(claim.article_id, claim.context_span.start))


def _second(then: Question, first: Answer, finder: Finder) -> Answer:
    """The answer to the second half; what somebody answered stands after what they answered to."""
    if first.citations and stem(then.verb or "") in stems_of("replying"):
        claim = first.citations[0].claim
        start = claim.context_span.start
        made = _single(replace(then, about=(), place=(claim.article_id, start, start + _NEXT_TO)), finder)
        others = tuple(each for each in made.citations if each.claim.speaker_ids != claim.speaker_ids)
        if others:
            return replace(made, citations=others)
    return _single(then, finder)


def _single(question: Question, finder: Finder) -> Answer:
    if not _has_subject(question):
        return Answer(question=question, outcome=Outcome.CLARIFY, lead=Lead(key="no_topic"))
    case = Case(question, finder)
    if question.unknown and not question.speakers:
        return _told_by_others(question, finder) or _by_whom_it_fits(case) or case.unknown()
    if question.dated and question.about and not question.saying:
        told = _dated_in_words(question, finder)
        if told is not None:
            return told
    made = _KINDS[question.wanted](case)
    if made.outcome is Outcome.NOTHING_FOUND:
        made = _elsewhere(question, finder) or case.closest(_HOLDS.get(question.wanted)) or made
    if made.outcome is Outcome.NOTHING_FOUND and question.wanted in {Wanted.TOPIC, Wanted.WORDS}:
        near = finder.cited(statements.beside(case)[:_SHOWN])
        made = replace(made, nearest=tuple(near)) if near else made
    return case.without(made) if question.unknown else made


def _by_whom_it_fits(case: Case) -> Answer | None:
    """The answer of those near the matter whom a description fits as their articles tell of them."""
    question = case.question
    if len(question.unknown) != 1:
        return None
    found = fitting(question.unknown[0], [each.claim for each in case.near()[:_LOOKED_AT]], case.finder)
    if not found:
        return None
    made = _single(replace(question, unknown=(), speakers=found), case.finder)
    return made if made.outcome is Outcome.ANSWERED else None


def _told_by_others(question: Question, finder: Finder) -> Answer | None:
    """What others tell of somebody who is not on record: "Talmas has not replied", said by a neighbour."""
    verb = stem(question.verb or "")
    if not verb or not question.subject or verb in stems_of("vague") | stems_of("talk"):
        return None
    about = (*question.subject, question.verb or "", *question.about)
    plain = replace(question, unknown=(), about=about, stances=frozenset(), wanted=Wanted.TOPIC)
    case = Case(plain, finder)
    named = [word for each in question.subject for word in words(each)]
    good = [each for each in case.good(enough=_TOLD) if _tells(each.claim, named, verb)]
    return case.answered("on_record", good, count=str(len(good))) if good else None


def _tells(claim: Claim, named: Sequence[Word], verb: str) -> bool:
    """Whether the words said hold the name and the verb."""
    held = bag(" ".join(claim.content)).names
    return verb in held and all(word.names & held for word in named)


def _elsewhere(question: Question, finder: Finder) -> Answer | None:
    """What answers when the day belongs to what is told, somebody else is meant, or they speak beside it."""
    if question.dated and question.about and question.saying:
        return _dated_in_words(question, finder)
    if question.also and question.about:
        made = _kind_of(replace(question, speakers=question.also, also=()), finder)
        if made.outcome is Outcome.ANSWERED:
            return made
    if question.outlet and question.about:
        return _passed_on(question, question.outlet, finder)
    if question.before is not None and question.exchanged and question.speakers:
        return _next_to(question, question.before, finder)
    return None


def _passed_on(question: Question, outlet: str, finder: Finder) -> Answer | None:
    """The answer where another outlet tells it of this one: "told Reuters"."""
    made = _kind_of(replace(question, outlet=None, about=(*question.about, outlet)), finder)
    if made.outcome is not Outcome.ANSWERED or not made.citations:
        return None
    claim = made.citations[0].claim
    held = bag(f"{claim.via or ''} {sentence(claim)}")
    return made if all(match(word, held, alike=0.0) for word in words(outlet)) else None


def _dated_in_words(question: Question, finder: Finder) -> Answer | None:
    """The answer where the day asked about is not that of saying: "the warning in March"."""
    about = (*question.about, *question.dated)
    made = _kind_of(replace(question, about=about, since=None, until=None, dated=()), finder)
    if made.outcome is not Outcome.ANSWERED or not made.citations:
        return None
    claim = made.citations[0].claim
    told = bag(f"{sentence(claim)} {' '.join(claim.content)}")
    named = (word for each in question.dated for word in words(each))
    return made if all(match(word, told) for word in named) else None


def _next_to(question: Question, before: Question, finder: Finder) -> Answer | None:
    """What somebody else says next to what answered the question before: "and the union?"."""
    found = _kind_of(replace(before, before=None), finder)
    if found.outcome is not Outcome.ANSWERED or not found.citations:
        return None
    claim = found.citations[0].claim
    place = (claim.article_id, claim.context_span.start - _NEXT_TO, claim.context_span.end + _NEXT_TO)
    made = _kind_of(replace(question, about=(), near=before.about, before=None, place=place), finder)
    if made.outcome is Outcome.ANSWERED:
        return made
    asked = [word for word in words(question.text) if not word.is_stop]
    about, near = tuple(word.text for word in asked), before.about
    case = Case(replace(question, about=about, near=near, speakers=(), before=None, place=place), finder)
    good = [each for each in case.good() if _is_called(each.claim, asked)]
    return case.answered("told_by", good, names=name_of(good[0].claim)) if good and asked else None


def _is_called(claim: Claim, asked: Sequence[Word]) -> bool:
    """Whether who speaks bears all these words by name or office."""
    held = bag(f"{claim.speaker or ''} {claim.role or ''} {claim.speaker_surface or ''}")
    return all(match(word, held) for word in asked)


def _kind_of(question: Question, finder: Finder) -> Answer:
    return _KINDS[question.wanted](Case(question, finder))


def _has_subject(question: Question) -> bool:
    """Whether the question is about anything at all."""
    named = question.about or question.speakers or question.unknown or question.via or question.near
    narrowed = question.outlet or question.since or question.until
    return bool(named or narrowed or question.stances or question.responsibility)


def _in_turn(first: Sequence[Citation], second: Sequence[Citation]) -> tuple[Citation, ...]:
    """Citations of two halves in turn, none twice."""
    turns = [each for pair in zip(first, second, strict=False) for each in pair]
    turns += [*first[len(second) :], *second[len(first) :]]
    once = {each.claim.statement_id: each for each in reversed(turns)}
    return tuple(sorted(once.values(), key=turns.index))[:_SHOWN]
