"""Who said it, what somebody said, what there is on a topic."""

from __future__ import annotations

from briefings.answering.case import Case, beside_the_best, by_speaker, joined, name_of
from briefings.answering.merits import owns_up
from briefings.answering.question import Wanted
from briefings.answering.ranking import Ranked
from briefings.answering.reply import Answer, Outcome
from briefings.answering.words import bag, is_close, words
from store.records import Stance

_WIDE = 1.0


def who(case: Case) -> Answer:
    """Those who said it, one statement each."""
    good = [each for each in case.good() if each.claim.speakers or each.claim.speaker_surface]
    if case.question.responsibility:
        owned = [each for each in good if owns_up(each.claim)]
        good = case.plainest(owned) or [each for each in good if each.claim.stance is not Stance.DENIES]
    good = by_speaker(case.preferred(good))
    if not good:
        return case.nothing()
    shown = beside_the_best(good)
    names = joined([name_of(each.claim) for each in shown])
    return case.answered("speakers", [*shown, *good[len(shown) :]], shown=len(shown), names=names)


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
    if not good:
        return case.nothing()
    best = good[0].claim
    ids = {speaker.id for speaker in question.speakers}
    if question.via and not ids & set(best.speaker_ids):
        return case.answered("words_via", good, name=question.via, count=str(len(good)))
    return case.answered("words", good, name=name_of(best), count=str(len(good)))


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
    return case.answered("words", [*own, *others], name=name_of(own[0].claim), count=str(len(own)))
