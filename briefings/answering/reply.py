"""An answer as types: which statements it cites and which sentence leads, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from briefings.answering.question import Question
from store.records import Claim


class Outcome(StrEnum):
    """How asking ended."""

    ANSWERED = "answered"
    NOTHING_FOUND = "nothing_found"
    CLARIFY = "clarify"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A stored claim that an answer shows, with the other claims of the same statement."""

    claim: Claim
    also: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The first line of an answer, before it is put into words: which sentence, with which values.

    `key` names a sentence of `handlers.texts`; every value comes from stored claims, article
    metadata or the question's own words.
    """

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is replied: a first line, the statements that answer best first, and what lies near.

    `nearest` is offered, clearly labelled, where nothing was found. `more` counts statements that
    would answer too and are not shown, `rest` are their claims' ids, best first.
    """

    question: Question
    outcome: Outcome
    lead: Lead
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    more: int = 0
    rest: tuple[int, ...] = ()
