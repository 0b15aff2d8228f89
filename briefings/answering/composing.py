"""From a question to its answer: each kind by its own function, two halves of a question in turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from briefings.answering.case import Case
from briefings.answering.finding import Finder
from briefings.answering.kinds import measures, reasons, sides, statements, whether
from briefings.answering.question import Question, Wanted
from briefings.answering.reply import Answer, Citation, Lead, Outcome

_SHOWN = 3

_KINDS: Mapping[Wanted, Callable[[Case], Answer]] = {
    Wanted.SPEAKER: statements.who,
    Wanted.WORDS: statements.what,
    Wanted.REACTION: statements.what,
    Wanted.TOPIC: statements.topic,
    Wanted.WHETHER: whether.whether,
    Wanted.DISAGREEMENT: sides.sides,
    Wanted.FIGURE: measures.figure,
    Wanted.DAY: measures.day,
    Wanted.REASON: reasons.reason,
}


def composed(question: Question, finder: Finder) -> Answer:
    """The answer to the question and to its second half."""
    made = _single(question, finder)
    if question.then is None:
        return made
    second = _single(question.then, finder)
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


def _single(question: Question, finder: Finder) -> Answer:
    if not _has_subject(question):
        return Answer(question=question, outcome=Outcome.CLARIFY, lead=Lead(key="no_topic"))
    case = Case(question, finder)
    if question.unknown and not question.speakers:
        return case.unknown()
    made = _KINDS[question.wanted](case)
    return case.without(made) if question.unknown else made


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
