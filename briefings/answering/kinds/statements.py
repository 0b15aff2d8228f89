"""Who said it, what somebody said, what there is on a topic."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.answering.case import Case, beside_the_best, by_speaker, joined, name_of
from briefings.answering.excerpt import sentence
from briefings.answering.merits import owns_up, stance_met
from briefings.answering.polarity import says_no
from briefings.answering.question import Question, Wanted
from briefings.answering.ranking import OTHERWISE, Ranked
from briefings.answering.reply import Answer, Outcome
from briefings.answering.words import Word, bag, is_close, match, stem, stems_of, words
from store.records import Claim, Stance

_WIDE = 1.0
_WELL_MET, _NEXT = 0.6, 250  # of the words asked for; characters, within which somebody answers
_NAMED = 3  # speakers that the first line names
_STRICT = frozenset({Stance.CONFIRMS, Stance.PROMISES})  # other sayings do not stand for these


def who(case: Case) -> Answer:
    """Those who said it, one statement each."""
    good = [each for each in case.good() if each.claim.speakers or each.claim.speaker_surface]
    good = [each for each in good if OTHERWISE not in each.parts] or good
    if case.question.stances & _STRICT:
        good = [each for each in good if stance_met(each.claim, case.question.stances)]
    if case.question.deed and not case.question.responsibility:
        deed = words(case.question.deed)
        good = [each for each in good if _holds(each, deed)]
    if case.question.target:
        accused = {each for word in case.question.target for part in words(word) for each in part.names}
        good = [each for each in good if not _is_the_accused(each, accused)]
    if case.question.stances == {Stance.DENIES} and not any(each.covered >= _WELL_MET for each in good):
        good = [*_said_against(case), *good]
    if case.question.responsibility:
        owned = [each for each in good if owns_up(each.claim)]
        good = case.plainest(owned) or [each for each in good if each.claim.stance is not Stance.DENIES]
    good = by_speaker(case.preferred(good))
    if not good:
        return case.nothing()
    if case.question.responsibility and case.question.saying and not owns_up(good[0].claim):
        return case.short_of("nobody_claimed", good)  # blaming somebody is not owning up
    shown = beside_the_best(good)
    if case.question.verb is not None and stem(case.question.verb) in stems_of("speaking"):
        return _words(case, [*shown, *good[len(shown) :]], count=len(shown))  # who spoke, of whatever
    names = joined([name_of(each.claim) for each in shown])
    key = _key(case.question, [each.claim for each in shown])
    return case.answered(key, [*shown, *good[len(shown) :]], shown=len(shown), names=names)


def _key(question: Question, shown: Sequence[Claim]) -> str:
    """What the first line says of those who are named: no more than their own words say."""
    if question.responsibility:
        return "owned_up" if all(owns_up(claim) for claim in shown) else "nobody_owned_up"
    if question.stances == {Stance.DENIES} and not all(claim.stance is Stance.DENIES for claim in shown):
        return "who_disputes"
    if len(question.stances) == 1 and all(stance_met(claim, question.stances) for claim in shown):
        return f"who_{min(question.stances).value}"
    return "who_states" if question.saying else "told_by"


def _said_against(case: Case) -> list[Ranked]:
    """What says no right after what is asked about was told: "There is no buyer", after an accusation."""
    ranked = case.finder.ranked(case.question)
    told = next(
        (each.claim for each in ranked if each.covered >= _WELL_MET and not says_no(each.claim)), None
    )
    if told is None:
        return []
    after = [each for each in case.finder.beside(told, _NEXT) if each.spans[0].start > told.spans[-1].end]
    against = [each for each in after if says_no(each) and not each.negated]
    return [Ranked(each, ranked[0].score, _WELL_MET, _WELL_MET) for each in against[:1]]


def _is_the_accused(each: Ranked, accused: set[str]) -> bool:
    """Whether it is the accused who speaks."""
    own = {name for speaker in each.claim.speakers for word in words(speaker) for name in word.names}
    return bool(own) and own <= accused


def _holds(each: Ranked, deed: Sequence[Word]) -> bool:
    """Whether the deed asked about is told in the claim's own sentence."""
    claim = each.claim
    told = bag(f"{sentence(claim)} {' '.join(claim.content)} {claim.cue or ''}")
    return all(match(word, told, fuzzy=True) for word in deed)


def what(case: Case) -> Answer:
    """What the speakers asked about said."""
    question = case.question
    if not question.speakers and not question.via:
        return topic(case)
    good = case.preferred(case.good())
    if not good and question.wanted is Wanted.REACTION and question.subject:
        told = topic(case.about(speakers=(), about=(*question.subject, *question.about)))
        if told.outcome is Outcome.ANSWERED:
            return told
    good = sorted([*good, *_for_the_body(case)], key=lambda each: -each.score)
    if not good:
        return case.nothing()
    best = good[0].claim
    ids = {speaker.id for speaker in question.speakers}
    if question.via and not ids & set(best.speaker_ids):
        return case.answered("words_via", good, name=question.via, count=str(len(good)))
    return _words(case, good)


def _words(case: Case, good: Sequence[Ranked], count: int | None = None) -> Answer:
    """The answer that tells how many statements (`count`, else all) somebody made."""
    count = len(good) if count is None else count
    tellers = (each.claim for each in good[:count])
    names = list(
        dict.fromkeys(
            name
            for claim in tellers
            for name in (claim.speakers if len(claim.speakers) > 1 else (name_of(claim),))
        )
    )
    if len(names) > _NAMED:
        return case.answered("words_others", good, names=", ".join(names[:_NAMED]), count=str(count))
    if len(names) > 1:
        return case.answered("words_several", good, names=joined(names), count=str(count))
    return case.answered("words" if count > 1 else "words_one", good, name=names[0], count=str(count))


def _for_the_body(case: Case) -> list[Ranked]:
    """What those say who are told to be of the body asked about: "its chairwoman"."""
    names = {speaker.name for speaker in case.question.speakers}
    if not case.question.about or any(name[:1].isupper() and " " in name for name in names):
        return []
    found: list[Ranked] = case.about(speakers=()).good()
    return [
        each
        for each in found
        if (each.claim.speaker_surface or "").lower().startswith("its ")
        and any(name in case.finder.around(each.claim) for name in names)
    ]


def topic(case: Case) -> Answer:
    """The statements on a topic, of a day or from an outlet; a speaker named among the words comes first."""
    question = case.question
    if question.speakers and question.wanted is Wanted.TOPIC:
        own = _by_named(case)
        if own is not None:
            return own
    good = case.preferred(case.about(speakers=()).good())
    if not good:
        return case.nothing()
    key = "on_record"
    if not question.about:
        key = "from_period" if question.since or question.until else "from_outlet" if question.outlet else key
    if not question.about or question.wanted is Wanted.REACTION:
        good = by_speaker(good, within=_WIDE)
    return case.answered(key, good, count=str(len(good)), outlet=question.outlet or "")


def _by_named(case: Case) -> Answer | None:
    """What the speakers named among bare words say about the other words; None when nothing."""
    question = case.question
    names = bag(" ".join(name for s in question.speakers for name in (s.name, *s.aliases))).names
    rest = tuple(each for each in question.about if not all(is_close(word, names) for word in words(each)))
    own: list[Ranked] = case.about(about=rest).good()
    if not own:
        return None
    ids = {each.claim.id for each in own}
    others = [each for each in case.about(speakers=()).good() if each.claim.id not in ids]
    return _words(case, [*own, *others], count=len(own))
