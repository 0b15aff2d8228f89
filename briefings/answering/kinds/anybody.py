"""A figure, a day or a reason that anybody's statement tells, where no better one is on record.

"When did the board drop the scheme" may be told by the paper, "how many, per parliament" by a report to it:
the sentence of a stored claim is shown, whoever speaks in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefings.answering import lexicon
from briefings.answering.case import Case
from briefings.answering.excerpt import sentence
from briefings.answering.lexicon import listed
from briefings.answering.question import Question, Wanted
from briefings.answering.ranking import Ranked
from briefings.answering.reply import Answer
from briefings.answering.words import Bag, Word, bag, beginning, match, words

_ENOUGH = 0.62  # of the words asked for
_GENERAL, _NAMED_NEARBY, _NEARBY = 0.35, 0.7, 0.3  # what a word counts: too common; told only nearby
_FEW = 2  # words asked for, that the sentence itself must hold
_LOOKED_AT = 25
_LONGEST = 420  # characters of a sentence that can be shown


def told(case: Case, holds: Callable[[str], bool]) -> Answer | None:
    """The answer in the words of the sentence that meets most of the question and holds what is asked for.

    `holds` tells that of a sentence. None where none meets enough, and for what goes on from an answer.
    """
    question = case.question
    if question.before is not None or question.outlet or question.via:
        return None
    asked = _asked(question)
    if len(asked) < _FEW:
        return None
    found = case.about(speakers=(), also=()).widened().good(enough=0.0)[:_LOOKED_AT]
    met = {each.claim.id: _met(case, asked, each) for each in found if _tells(each, holds)}
    good = [each for each in found if met.get(each.claim.id, 0.0) >= _ENOUGH and _names_them(each, question)]
    good.sort(key=lambda each: -met[each.claim.id])
    return case.answered("as_told", good, words=_text(good[0])) if good else None


def _text(each: Ranked) -> str:
    """The sentences of a claim: all that it was found in, or those of its words where that is long."""
    around = each.claim.context.strip()
    return around if len(around) <= _LONGEST else sentence(each.claim)


def _tells(each: Ranked, holds: Callable[[str], bool]) -> bool:
    return len(_text(each)) <= _LONGEST and holds(_text(each))


def _names_them(each: Ranked, question: Question) -> bool:
    """Whether the sentence, or who speaks in it, is called by what was typed for whom it is asked of.

    The figure that others give is none of theirs.
    """
    names = bag(" ".join(name for each in question.speakers for name in (each.name, *each.aliases))).names
    typed = [word for word in words(question.text) if not word.is_stop and word.names & names]
    told = f"{_text(each)} {each.claim.speaker or ''} {each.claim.role or ''}"
    held = bag(told)
    return not typed or any(_match(word, held) or beginning(word.plain).search(told) for word in typed)


def _asked(question: Question) -> list[Word]:
    """The words of a question that a sentence must tell, without those that only ask."""
    light = listed("asks", "in_between") | listed("grammar", "latest") | listed("grammar", "oldest")
    if question.wanted is Wanted.FIGURE:
        light |= listed("stop", "figures") | listed("grammar", "counted") | listed("units", "money")
    elif question.wanted is Wanted.REASON:
        light |= listed("grammar", "reasons")
    else:
        light |= listed("grammar", "dates") | listed("asks", "coming")
    told = [word for word in words(question.text) if not word.is_stop or word.is_known_name]
    return [word for word in told if word.plain not in light]


def _met(case: Case, asked: Sequence[Word], each: Ranked) -> float:
    """The share of the words asked for that a claim's sentence meets; 0 where a name stands nowhere near."""
    text = _text(each)
    held, near = bag(text), bag(f"{each.claim.title}\n{case.finder.around(each.claim)}")
    own = {word: _match(word, held) for word in asked}
    if sum(bool(met) and not word.is_general for word, met in own.items()) < _FEW:
        return 0.0
    names = {term.word.plain for term in case.asked if term.is_name}
    total = met = 0.0
    for word in asked:
        named = word.is_known_name or word.plain in names or word.text[:1].isupper()
        beside = _match(word, near) * (_NAMED_NEARBY if named else _NEARBY)
        if named and not beside:
            return 0.0
        weight = _GENERAL if word.is_general else 1.0
        total += weight
        met += weight * max(own[word], beside)
    return met / total if total else 0.0


def _match(word: Word, held: Bag) -> float:
    """How surely a text tells of the word; a capital may stand for its country."""
    seat = lexicon.seats().get(tuple(word.plain.split()))
    return 1.0 if seat in held.names else match(word, held)
