"""Who disagrees: statements side by side."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from briefings.answering.case import Case, by_speaker, name_of
from briefings.answering.excerpt import sentence
from briefings.answering.kinds.measures import has_figure
from briefings.answering.lexicon import listed
from briefings.answering.merits import stems
from briefings.answering.polarity import alike, contradict, in_common, is_negative
from briefings.answering.ranking import Ranked
from briefings.answering.reply import Answer
from briefings.answering.words import stem, stems_of, words
from store.records import Claim, Stance

_ENOUGH = 0.45
_SOME = 0.3
_WIDE = 1.5
_TRIED = 8
_WORDS = 10
_MUCH, _FEW = 0.3, 3  # the share, and the number, of words in common that make two say the same
_NEXT = 250  # characters: the next sentence or the one after
_BOTH = 2
_VERSIONS = 0.3  # for two that cannot both be so
_FIGURE = 0.4  # for a figure, where one is asked for
_FIGURES = frozenset({"number", "numbers", "figure", "figures", "toll", "many", "much", "count", "total"})
_OPPOSED = 0.5  # for two of which one answers the other
_SAME_ARTICLE = 0.2  # an article sets its own statements against each other
_COUNTERING = stems_of("countering")
_AGREES = frozenset(stem(each) for each in ("agree", "echo", "concur"))
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_ANOTHER_PICTURE = re.compile(
    r"\b(?:different|another|contrasting|contrary) (?:picture|story|account|version|view|tale|explanation)\b",
    re.IGNORECASE,
)


def sides(case: Case) -> Answer:
    """Two versions side by side: of the speaker named and another, or of those who speak about the matter."""
    if case.question.speakers:
        return _one_side(case, case.about(speakers=()).good(enough=_ENOUGH))
    good = case.about(speakers=()).good(enough=_ENOUGH)
    if len({each.claim.speaker_ids for each in good}) < _BOTH:
        good = case.about(speakers=()).good(enough=_SOME)
    good = by_speaker(good, within=_WIDE)
    if good and len({each.claim.speaker_ids for each in good}) == 1:
        good = [good[0], *_countering(case, good[0].claim), *good[1:]]
    if good and not any(opposed(good[0].claim, each.claim) for each in good[1:]):
        good = [good[0], *against(case, good[0].claim), *good[1:]]
    return side_by_side(case, _best_pair_first(case, good))


def _best_pair_first(case: Case, good: Sequence[Ranked]) -> list[Ranked]:
    """The statements with those two of different speakers first that go together best as two sides."""
    tried = list({each.claim.id: each for each in good}.values())
    pairs = [
        (one, other)
        for one, other in itertools.combinations(tried[:_TRIED], 2)
        if one.claim.speaker_ids != other.claim.speaker_ids
    ]
    if not pairs:
        return tried
    best = max(pairs, key=lambda pair: worth(case, *pair))
    return [*best, *(each for each in tried if each is not best[0] and each is not best[1])]


def worth(case: Case, one: Ranked, other: Ranked) -> float:
    """How well two statements answer as two sides: by what they meet and how they oppose each other."""
    together = set_against(one.claim, other.claim) + _OPPOSED * opposed(one.claim, other.claim)
    if _FIGURES.intersection(word.plain for word in words(case.question.text)):
        together += _FIGURE * (has_figure(case, one) + has_figure(case, other))
    return one.score + other.score + together


def _one_side(case: Case, good: list[Ranked]) -> Answer:
    """What one speaker said and who said otherwise, or ("who agrees") the same, by their own words."""
    speaker = case.question.speakers[0]
    own = [each for each in case.good() if speaker.id in each.claim.speaker_ids]
    others = [each for each in good if speaker.id not in each.claim.speaker_ids] if case.asked else []
    if not own:
        own, others = _nearest_of(case, others)
    if not own:
        return case.nothing()
    asked = (word.plain.split()[-1] for word in words(case.question.text))  # "go along"
    if not listed("grammar", "agreeing").isdisjoint(asked):
        return _of_one_mind(case, own[0], others)
    others = [each for each in others if not _speak_for_one_another(own[0].claim, each.claim)]
    others.sort(key=lambda each: not opposed(own[0].claim, each.claim))
    beside = [
        each for each in case.about(about=()).good() if each.claim.article_id == own[0].claim.article_id
    ]
    told = [each.claim for each in (own[0], *beside)]
    answers = next((found for claim in told if (found := against(case, claim))), [])
    answers = answers or next((found for claim in told if (found := _otherwise(case, claim))), [])
    others = [
        *answers,
        *(each for each in others if all(each.claim.id != known.claim.id for known in answers)),
    ]
    if not others:
        others = _countering(case, own[0].claim)
    asks_who = words(case.question.text)[0].plain in listed("grammar", "who")
    first, second = (others, own) if asks_who and others else (own, others)
    return side_by_side(case, [*first[:1], *second[:1], *first[1:], *second[1:]])


def _nearest_of(case: Case, others: Sequence[Ranked]) -> tuple[list[Ranked], list[Ranked]]:
    """What the speaker said next to what others say on the matter, in other words, and those others."""
    ids = {speaker.id for speaker in case.question.speakers}
    for other in others[:_TRIED]:
        near = [each for each in case.finder.beside(other.claim, _NEXT) if ids & set(each.speaker_ids)]
        told = [each for each in near if not each.negated]
        if told:
            told.sort(key=lambda each: abs(_start(each) - _start(other.claim)))
            return [Ranked(each, 0.0, 0.0, 0.0) for each in told], [other]
    return [], []


def _of_one_mind(case: Case, own: Ranked, others: Sequence[Ranked]) -> Answer:
    """Who else said much the same."""
    beside = [each for each in (*others, *_countering(case, own.claim)) if name_of(each.claim)]
    same = [
        each
        for each in beside
        if alike(own.claim, each.claim) >= _MUCH and in_common(own.claim, each.claim) >= _FEW
    ]
    if any(opposed(own.claim, each.claim) for each in same):
        return side_by_side(case, [own, *sorted(same, key=lambda each: not opposed(own.claim, each.claim))])
    if not same:
        beside.sort(key=lambda each: not _AGREES & stems(sentence(each.claim)))
        return side_by_side(case, [own, *beside])
    return case.answered("of_one_mind", [*same, own], names=name_of(same[0].claim))


def counters(claim: Claim) -> bool:
    """Whether the claim says no to somebody else's: by its kind or by its verb."""
    if claim.stance is Stance.DENIES or bool(stems(sentence(claim)) & _COUNTERING):
        return True
    opening = words(claim.content[0])[:1]  # "this was untrue"
    points = any(word.plain in listed("grammar", "things") | {"these", "those"} for word in opening)
    return points and is_negative(" ".join(claim.content))


def against(case: Case, told: Claim, *, before: bool = False) -> list[Ranked]:
    """What somebody else said right after it (or `before`) to the contrary: "contradicted her"."""
    near = [each for each in _near(case, told) if counters(each) or _is_led_to(case, told, each)]
    near = [each for each in near if before or _start(each) > told.spans[-1].end]
    near.sort(key=lambda each: (_start(each) < _start(told), _start(each)))
    return [Ranked(each, 0.0, 0.0, 0.0) for each in near[:1]]


def _is_led_to(case: Case, told: Claim, each: Claim) -> bool:
    """Whether the words between two claims set them against each other: "disputed that"."""
    if _start(each) <= told.spans[-1].end:
        return False
    between = case.finder.between(told, each)
    name = words((each.speakers or (each.speaker_surface or "",))[0])
    disputed = any(
        stems(told) & _COUNTERING and name and name[-1].text in told for told in _SENTENCE.split(between)
    )
    return disputed or _ANOTHER_PICTURE.search(between) is not None


def _otherwise(case: Case, told: Claim) -> list[Ranked]:
    """What somebody else said near it that cannot be so if it is."""
    near = [each for each in _near(case, told) if contradict(told, each)]
    return [Ranked(each, 0.0, 0.0, 0.0) for each in near[:1]]


def _near(case: Case, told: Claim) -> list[Claim]:
    """What somebody else says beside it who does not speak for its speaker."""
    said = [each for each in case.finder.beside(told, _NEXT) if not each.negated]
    return [each for each in said if not _speak_for_one_another(told, each)]


def _speak_for_one_another(one: Claim, other: Claim) -> bool:
    """Whether the role of the one names the other: "the company's chief executive" and the company."""
    pairs = ((one, other), (other, one))
    return any(_telling(first.role) & _telling(second.speaker) for first, second in pairs)


def _telling(named: str | None) -> set[str]:
    """The stems of a name or role that tell it from others."""
    return {stem(word.plain) for word in words(named or "") if not word.is_stop and not word.is_general}


def _start(claim: Claim) -> int:
    return claim.spans[0].start


def _countering(case: Case, told: Claim) -> list[Ranked]:
    """What somebody else said in much the same words, if anybody did."""
    asked = tuple(word.text for word in words(" ".join(told.content)) if not word.is_stop)
    others = case.about(speakers=(), excluded=told.speaker_ids, about=asked[:_WORDS]).good(enough=_SOME)
    best = max(others, key=lambda each: alike(told, each.claim), default=None)
    return [best] if best is not None and alike(told, best.claim) >= _MUCH else []


def set_against(one: Claim, other: Claim) -> float:
    """How well two statements go together as two sides of one matter, from 0."""
    together = _SAME_ARTICLE if one.article_id == other.article_id else 0.0
    return 2 * alike(one, other) + together + (_VERSIONS if contradict(one, other) else 0.0)


def opposed(one: Claim, other: Claim) -> bool:
    """Whether two statements are two versions: their words cannot both be so, or one answers the other."""
    first, second = sorted((one, other), key=lambda each: each.spans[0].start)
    near = one.article_id == other.article_id and one.part is other.part
    answers = near and second.spans[0].start - first.spans[-1].end < _NEXT and counters(second)
    return (answers or contradict(one, other)) and not _speak_for_one_another(one, other)


def side_by_side(case: Case, good: Sequence[Ranked]) -> Answer:
    """The answer that shows the first two as two sides, if they are of different speakers."""
    good = list({each.claim.id: each for each in good}.values())
    if not good:
        return case.nothing()
    if len({each.claim.speaker_ids for each in good[:2]}) < _BOTH:
        return case.answered("one_version", good)
    versions = opposed(good[0].claim, good[1].claim)
    return case.answered("two_versions" if versions else "side_by_side", good)
