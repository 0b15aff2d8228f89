"""A short question that goes on from the one before: "and on Wednesday?", "who denied it?", "why?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefings.answering.frames import Frame
from briefings.answering.lexicon import listed
from briefings.answering.question import Question, Wanted
from briefings.answering.words import Word, words
from store.names import bare

_OPENING = {"and", "but", "also"}
_PEOPLE = listed("grammar", "people")
_THINGS = listed("grammar", "things")
_AT_THE_END = (["her"], ["him"], ["them"])  # "according to her"
_SHORT = 6  # words
_OF_EVENTS = {Wanted.FIGURE, Wanted.DAY, Wanted.REASON}


def joined(question: Question, made: Frame, typed: Sequence[Word], before: Question) -> Question:
    """The question with what it leaves out taken from the one before, or as it is when it stands alone."""
    found = _joined(question, made, typed, before)
    return found if found is question else replace(found, before=replace(before, then=None))


def _joined(question: Question, made: Frame, typed: Sequence[Word], before: Question) -> Question:
    plain = [word.plain for word in typed]
    opens = bool(plain) and plain[0] in _OPENING
    points = any(word in _PEOPLE | _THINGS for word in plain[:6]) or plain[-1:] in _AT_THE_END
    goes_on = opens or exchanges(typed) or points or "else" in plain
    empty = not (question.about or question.speakers or question.unknown or question.via)
    if not goes_on and not (empty and len(plain) <= 4):
        return _in_the_same_matter(question, typed, before)
    if made.wanted is Wanted.TOPIC and (exchanges(typed) or not asks_on(plain)):
        return _replaced(question, before)
    return _continued(question, plain, before)


def _in_the_same_matter(question: Question, typed: Sequence[Word], before: Question) -> Question:
    """A short question that names nobody and nothing is rather about what was asked about before."""
    named = question.speakers or question.unknown or any(word.is_named for word in typed[1:])
    if named or len(typed) > _SHORT or not question.about:
        return question
    return replace(question, near=before.about, outlet=question.outlet or before.outlet)


def asks_on(plain: Sequence[str]) -> bool:
    """Whether words that name no speaker ask for more of the same matter: "what else was hit there"."""
    return "else" in plain or bool(set(plain[:2]) & listed("grammar", "opening"))


def exchanges(typed: Sequence[Word]) -> bool:
    """Whether the words put something else into the question before: "and the union?"."""
    plain = [word.plain for word in typed]
    return plain[:1] == ["and"] or plain[:2] in (["what", "about"], ["how", "about"])


def _replaced(question: Question, before: Question) -> Question:
    """The same question with one thing in it exchanged ("and X?")."""
    news = Question(text=question.text, wanted=before.wanted)
    kept = replace(
        before,
        text=news.text,
        then=None,
        mentioned=tuple(dict.fromkeys((*question.mentioned, *before.mentioned))),
    )
    if question.since or question.until:
        kept = replace(kept, since=question.since, until=question.until, dated=question.dated)
    if question.outlet:
        kept = replace(kept, outlet=question.outlet, via=None)
    if question.speakers or question.via or question.unknown:
        wanted = Wanted.WORDS if before.wanted is Wanted.SPEAKER else before.wanted
        return replace(
            kept,
            exchanged=True,
            also=question.also,
            wanted=wanted,
            speakers=question.speakers,
            via=question.via,
            unknown=question.unknown,
            outlet=question.outlet,
        )
    if question.about:
        name = all(word.text[:1].isupper() for each in question.about for word in words(each))
        if before.unknown and not before.speakers and name:  # who was asked before is nobody on record
            return replace(question, near=before.about)
        if before.speakers or before.unknown:
            return replace(kept, about=question.about)
        return replace(kept, about=question.about, near=before.about)
    return kept


def _named(before: Question) -> tuple[str, ...]:
    """What the question before names, besides who speaks: the place of it all."""
    who = {word.plain for each in before.speakers for word in words(each.name)}
    return tuple(
        each for each in before.about if any(word.is_named and word.plain not in who for word in words(each))
    )


def _continued(question: Question, plain: Sequence[str], before: Question) -> Question:
    about = question.about
    kept = replace(question, near=before.about, mentioned=question.mentioned or before.mentioned)
    # of "what did Ilves say about him" it is Ilves who speaks, on record or not
    if any(word in _PEOPLE for word in plain) and not (question.speakers or question.unknown):
        who = before.speakers or before.mentioned[:1]
        if question.wanted is Wanted.SPEAKER:  # "who supports him": what is asked about, not who speaks
            kept = replace(kept, about=(*about, *(bare(each.name).rsplit(None, 1)[-1] for each in who)))
            about = kept.about
        else:
            kept = replace(kept, speakers=who, unknown=before.unknown)
    if (
        question.wanted in _OF_EVENTS
        and about
        and not any(word.is_named for each in about for word in words(each))
    ):
        kept = replace(kept, about=(*about, *_named(before)))  # "and how many are missing?": there
        about = kept.about
    points = any(word in _THINGS for word in plain) or not about
    if points and not about:
        kept = replace(kept, about=before.about)
    elif points and any(word in {"it", "so", "that"} for word in plain[-1:]):
        kept = replace(kept, about=(*about, *before.about))
    if "else" in plain and question.wanted is Wanted.WORDS:  # "what else did she say"
        return replace(kept, about=question.about, near=())
    if "else" in plain and question.wanted is not Wanted.TOPIC:
        known = tuple(speaker.id for speaker in before.speakers)
        kept = replace(kept, wanted=Wanted.SPEAKER, speakers=(), excluded=known, stances=before.stances)
    if question.wanted in {Wanted.DAY, Wanted.REASON, Wanted.DISAGREEMENT} and not question.speakers:
        kept = replace(kept, speakers=before.speakers, saying=before.saying, unknown=before.unknown)
    if not (kept.since or kept.until):
        kept = replace(kept, since=before.since, until=before.until)
    return kept
