"""What speaks for a claim besides the words that it shares with a question.

Speaking beats being spoken about, the body beats the headline, a sentence of its own beats a remark
in somebody else's, the source's own words beat a paraphrase, what is told often beats what is told
once, newer beats older.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Collection, Mapping, Sequence

from briefings.answering import lexicon
from briefings.answering.lexicon import listed
from briefings.answering.polarity import is_negative, says_no
from briefings.answering.question import Question, Wanted
from briefings.answering.words import Word, stem, stems_of, words
from store.records import Claim, Part, QuoteType, Stance

_QUOTED = {QuoteType.DIRECT: 0.12, QuoteType.MIXED: 0.1, QuoteType.INDIRECT: 0.04, QuoteType.NONE: 0.0}
_DATED = 0.06
_HEADLINE = -0.4
_LEADS, _LEADS_AT = 0.15, 12  # for a claim that opens its sentence, within so many characters
_AGAIN, _MOST_AGAIN = 0.06, 4  # for every further telling of its statement
_TORN, _FEW_WORDS = -0.25, 3  # for words too few to be understood alone
# For words that begin with "they" or "this": who or what is not told, or perhaps beside it.
_POINTING, _POINTING_BESIDE, _OPENING = -0.15, -0.1, 5
_CROWD = -0.25  # for "two officials", "residents": somebody with a name says it for themselves
_IN_PASSING = -0.25  # for "Velm's claim that", told on the way to something else
_OWNED, _NOT_OWNED = 1.5, -0.8
_OWN_DENIAL = 0.2  # for the denial of who is accused before those of others
_ASKED, _NOT_ASKED = 0.6, -0.3
_QUESTIONED = -0.5  # asking is no answer
_ALSO_NO = 0.4  # for what says no where somebody is asked for who says that something is not so
_NAMED = 1.0  # for "this is" an outrage
_NAMING = frozenset({"is", "was", "are", "were", "s", "isnt", "wasnt", "not"})
_POINTERS = frozenset({"it", "they", "them", "this", "that", "he", "she", "him", "her", "these", "those"})
_SEEMS = frozenset(
    {"is", "was", "s", "seems", "appears", "remains", "remained", "would", "will"}
)  # "it is hard to"
_NEEDS = re.compile(
    r"(?:it|they|we|he|she|i)(?: \w+ly| still| also)? (?:need|want)(?:s|ed)?\b", re.IGNORECASE
)
_LOUD = frozenset(
    {Stance.DENIES, Stance.ACCUSES, Stance.CALLS_FOR, Stance.CONFIRMS, Stance.QUESTIONS, Stance.PROMISES}
)
_SENTENCE_ENDS = tuple(".!?…:;,\"'”’)]")
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE = re.compile(r"[.!?…][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z])|\n+")


def merits(claim: Claim, question: Question, tellings: Mapping[int, int], today: dt.date) -> dict[str, float]:
    """All that speaks for and against a claim, by name; `tellings` counts the claims of each statement."""
    again = min(tellings.get(claim.statement_id, 1) - 1, _MOST_AGAIN)
    again = 0 if question.wanted is Wanted.FIGURE else again  # a figure is told in passing all the time
    return {
        "kind of saying": stance_fit(claim, question),
        "who speaks": _speaks(claim, question),
        "told again": _AGAIN * again,
        "new": _recency(claim, today) * (-1 if question.oldest else 1),
        **_form(claim),
        "names it": _names_it(claim, question),
    }


def _names_it(claim: Claim, question: Question) -> float:
    """More for "This is another act of terror" where it is asked what somebody called something."""
    if question.wanted is Wanted.SPEAKER or stem(question.verb or "") not in stems_of("labelling"):
        return 0.0
    opening = [word.plain for word in words(claim.content[0])[:2]]
    names = len(opening) > 1 and opening[0] in _POINTERS and opening[1] in _NAMING
    return _NAMED if names and claim.quote_type is QuoteType.DIRECT else 0.0


def _form(claim: Claim) -> dict[str, float]:
    """How well its words stand for themselves."""
    form = {
        "quoted": _QUOTED[claim.quote_type],
        "dated": _DATED if claim.said_on else 0.0,
        "headline": _HEADLINE if is_heading(claim) else 0.0,
        "leads its sentence": _LEADS if leads(claim) else 0.0,
        "nobody by name": _CROWD if is_crowd(claim) else 0.0,
        "in passing": _IN_PASSING if _POSSESSIVE.search(claim.speaker_surface or "") else 0.0,
    }
    if claim.quote_type is QuoteType.NONE:
        return form
    said = words(" ".join(claim.content))
    telling = [word for word in said if not word.is_stop]
    torn = claim.quote_type is not QuoteType.DIRECT and len(telling) < _FEW_WORDS
    form["torn"] = _TORN if torn else 0.0
    form["points back"] = _points_back(said)
    return form


def _points_back(said: Sequence[Word]) -> float:
    """Less for words that begin with "they" or "this"; not so much where a name stands beside it."""
    opening = [word.plain for word in said[: _OPENING + 1]]
    pairs = itertools.pairwise([*opening, ""])
    if not any(one in _POINTERS and not (one == "it" and other in _SEEMS) for one, other in pairs):
        return 0.0
    return _POINTING_BESIDE if any(word.is_named for word in said[1:]) else _POINTING


def is_crowd(claim: Claim) -> bool:
    """Whether those who speak are many without a name ("two senior officials", "residents"), or nobody."""
    names = claim.speakers or (claim.speaker_surface or "",)
    return all(last.plain in listed("grammar", "crowd") for name in names for last in words(name)[-1:])


def is_heading(claim: Claim) -> bool:
    """Whether the claim stands in a headline or in a heading between paragraphs."""
    if claim.part is Part.TITLE:
        return True
    line = claim.context.rstrip()
    return "\n" not in line and not line.endswith(_SENTENCE_ENDS)


def leads(claim: Claim) -> bool:
    """Whether the claim is what its sentence is about: its source or its words open the sentence."""
    before = claim.context[: max(claim.spans[0].start - claim.context_span.start, 0)]
    opening = _SENTENCE.split(before)[-1]
    at = opening.find(claim.speaker_surface) if claim.speaker_surface else -1
    return claim.part is Part.TEXT and (len(opening) <= _LEADS_AT or 0 <= at <= _LEADS_AT)


def day_of(claim: Claim) -> str | None:
    """The day of saying where it is known, else the day it was told (ISO)."""
    if claim.said_on:
        return claim.said_on
    if claim.posted_at:
        return claim.posted_at.date().isoformat()
    return claim.published.on.isoformat() if claim.published else None


def owns_up(claim: Claim) -> bool:
    """Whether the claim is one of responsibility for a deed."""
    if claim.negated or claim.stance is not Stance.CLAIMS:
        return False
    return claim.quote_type is QuoteType.NONE or "responsib" in f"{claim.cue} {claim.content}"


def stance_fit(claim: Claim, question: Question) -> float:
    """How the kind of saying fits the kind asked for: above 0 it does, below it does not."""
    score = 0.0
    if question.responsibility:
        score += _OWNED if owns_up(claim) else 0.0
        score += _NOT_OWNED if claim.stance in {Stance.DENIES, Stance.ACCUSES} else 0.0
    if claim.stance is Stance.QUESTIONS and question.wanted is not Wanted.REACTION:
        score += 0.0 if Stance.QUESTIONS in question.stances else _QUESTIONED
    if question.stances:
        score += _ASKED if stance_met(claim, question.stances) else _NOT_ASKED
        score += (
            _OWN_DENIAL if question.stances == {Stance.DENIES} and _is_asked_about(claim, question) else 0.0
        )
    elif question.wanted is Wanted.REACTION and claim.stance in _LOUD:
        score += 0.3
    elif question.wanted is Wanted.SPEAKER and question.saying and is_negative(question.text):
        score += _ALSO_NO if says_no(claim) else 0.0
    return score


def _is_asked_about(claim: Claim, question: Question) -> bool:
    """Whether who speaks is named among the words asked about: the accused, who denies it."""
    asked = {
        name for each in (*question.about, *question.near) for word in words(each) for name in word.names
    }
    return any(asked & word.names for name in claim.speakers for word in words(name)[-1:])


def stance_met(claim: Claim, stances: Collection[Stance]) -> bool:
    """Whether the claim has one of these stances, by its own or by the words of its cue."""
    if claim.stance in stances:
        return True
    if Stance.CALLS_FOR in stances and _NEEDS.match(" ".join(claim.content)):
        return True
    held = lexicon.stances()
    cue = stems(claim.cue)
    return any(stem(verb) in cue for verb, stance in held.items() if stance in stances)


def stems(text: str | None) -> set[str]:
    """The stems of all words of a text."""
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
