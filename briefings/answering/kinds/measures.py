"""How many, and when: a figure or a day out of the words of a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from briefings.answering.case import Case, name_of
from briefings.answering.counting import (
    Kind,
    age,
    counts,
    counts_next,
    counts_nothing_else,
    is_harm,
    is_nobody,
    is_of_kind,
    is_some_of_them,
    is_very,
    kind_of,
)
from briefings.answering.excerpt import sentence
from briefings.answering.figures import (
    Form,
    days,
    distance,
    figures,
    form_of,
    is_part,
    nearest,
    ordinals,
    whole,
)
from briefings.answering.kinds import anybody
from briefings.answering.lexicon import listed
from briefings.answering.merits import day_of, stance_met
from briefings.answering.polarity import alike
from briefings.answering.question import Question
from briefings.answering.ranking import SAID, Ranked
from briefings.answering.reply import Answer
from briefings.answering.words import bag, match, stem, stems_of, words
from store.records import Claim, QuoteType, Stance

_HAPPENING, _BESIDE = 0.5, 0.3  # for words about something happening; for a day beside the words said
_NEAR_DAY = 30  # characters from a day to what is asked about, where it stands beside the words said
_ENOUGH_COUNTED = 0.45  # of the words asked for, where the figure must count the very thing
# Other sayings do not stand for these.
_SURE = frozenset({Stance.CONFIRMS, Stance.PROMISES, Stance.DENIES, Stance.WARNS})
_TRIED = 5
_EARLY = 40  # a figure that comes this early in the words is what they are about
_AS_GOOD, _LATEST_AS_GOOD, _MUCH_WORSE = 0.45, 1.2, 1.2
_ANY_FIGURE = 0.5
_LESS_OF_IT = 0.3  # of the words asked for: what meets so much less counts something else
_ASKED_FOR = 0.6  # less for what was only requested
_PART, _WORD = 0.5, 25  # for some of a whole; characters from a figure to what it counts
_NEAR_IT = 0.5  # of the words asked for, around a figure that is set against another
_SAME_KIND = 0.3  # "how many people": a figure of people
_SAME_THINGS = 0.3
_NEXT = 200  # characters, within which another figure of the same things is given
_FEW_WORDS = 4  # fewer are a figure alone, whose things its sentence tells
_BESIDE_IT = 80  # characters from what is counted to a figure beside the words said
_FAR, _TOO_FAR = 150, 0.4  # characters between a figure and what is counted, and the most they cost
# "the attack that killed at least 140": told in passing by the writer, not what the speaker says.
_IN_PASSING = re.compile(r"\w,? (?:that|which|who) (?:ha[sd]|have)? ?(?:also )?\w+ $")
_BEFORE_IT = re.compile(
    r"\b(?:(?:earlier|previous|initial|first|preliminary|original)\b[^,;.]{0,30}\b(?:of|at|was)"
    r"|(?:up|down) from) $",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"(?:^|[,;:]|\b(?:that|and|but))\s*of (?:the |its |their )?$", re.IGNORECASE)
_MORE = re.compile(r"\b(?:another|a further|an additional) $", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?:happen|occurr|took place|began|begin|start|due to|struck|broke out)", re.IGNORECASE
)


def figure(case: Case) -> Answer:
    """The newest figure among the claims that meet the words best, the older ones after it."""
    kind = kind_of(case.question.text)
    good = case.good(enough=_ENOUGH_COUNTED if kind.things or kind.harm or kind.of_them else None)
    counted = [found for each in good if (found := _counted(case, each, kind))]
    if kind.of_them and not counted:
        counted = [found for each in _of_them(case, kind) if (found := _counted(case, each, kind))]
        good = good or [each for each, _ in counted]
    counted = [each for each in counted if name_of(each[0].claim)] or counted
    counted = counted or _by_another_figure(case, kind)
    of_it = [each for each in counted if kind.of_them or _tells_of_it(case, each[0], kind)]
    own = bool(case.question.speakers)  # who is asked for may tell of it in other words
    counted = of_it or [each for each in counted if own and (each[0].said > 0 or not good)]
    if not counted:
        by_anybody = anybody.told(case, partial(_tells_figure, case))
        return by_anybody or (case.short_of("no_figure", good) if good else case.nothing())
    counted.sort(key=lambda each: -each[0].score)
    latest = {word.plain for word in words(case.question.text)} & listed("grammar", "latest")
    as_good = _LATEST_AS_GOOD if latest or case.question.oldest else _AS_GOOD
    top = [each for each in counted if each[0].score >= counted[0][0].score - as_good]
    top.sort(key=lambda each: _moment(each[0].claim), reverse=not case.question.oldest)
    order = list({each.claim.id: each for each, _ in (*top, *counted)}.values())
    least = max(each.covered for each in order) - _LESS_OF_IT
    order = [
        each for each in order if each.covered >= least and each.score >= counted[0][0].score - _MUCH_WORSE
    ]
    best, told = top[0]
    if case.question.oldest and (first := _earlier(best.claim, kind)):
        return case.answered("figure", order, figure=first, name=name_of(best.claim))
    name = _teller(best.claim, told)
    older = [] if kind.of_them else top[1:]
    others = [(each, figure) for each, figure in older if _is_another(best.claim, told, each.claim, figure)]
    if not others and not case.question.speakers and (found := _puts_otherwise(case, best.claim, told, kind)):
        others = [found]
        order = [*order[:1], found[0], *(each for each in order[1:] if each.claim.id != found[0].claim.id)]
    if not others:
        return case.answered("figure", order, figure=told, name=name)
    beside, other = others[0]
    later = (day_of(beside.claim) or "") != (day_of(best.claim) or "") and not case.question.oldest
    key, teller = "figure_newest" if later else "figures", _teller(beside.claim, other)
    return case.answered(key, order, figure=told, name=name, other=_inside(other), other_name=teller)


def _moment(claim: Claim) -> tuple[str, str]:
    """The day of a claim and, in a live blog, the time of its entry."""
    return day_of(claim) or "", claim.posted_at.isoformat() if claim.posted_at else ""


def _earlier(claim: Claim, kind: Kind) -> str | None:
    """The figure before the one that a claim tells: "raising an earlier toll of eleven"."""
    text = sentence(claim)
    before = [each for each in figures(text) if _BEFORE_IT.search(text[: each.start()])]
    return next(
        (each.group().strip() for each in before if is_of_kind(replace(kind, things=()), text, each)), None
    )


def _by_another_figure(case: Case, kind: Kind) -> list[tuple[Ranked, str]]:
    """The figure that those who are asked for set against another's: "the true figure is above 12"."""
    found: list[tuple[Ranked, str]] = []
    if not case.question.speakers or not case.asked:
        return found
    for each in case.about(about=()).good():
        said = " ".join(each.claim.content)
        told = figures(said)
        again = {word.plain for word in words(said)} & (listed("grammar", "figures_again") - {"least"})
        if (
            told
            and again
            and is_of_kind(Kind(units=kind.units), said, told[0])
            and case.nearby(each.claim) >= _NEAR_IT
        ):
            found.append((each, told[0].group().strip()))
    return found[:1]


def _of_them(case: Case, kind: Kind) -> list[Ranked]:
    """What tells of some of them what is asked, near words for all of them."""
    told = case.about(about=tuple(word.text for word in kind.of_them)).good(enough=_ENOUGH_COUNTED)
    others = [term.word for term in case.asked if term.word.text not in {word.text for word in kind.of_them}]
    near = {each.claim.id: bag(f"{each.claim.title}\n{case.finder.around(each.claim)}") for each in told}
    return [each for each in told if any(match(word, near[each.claim.id]) for word in others)]


def _inside(figure: str) -> str:
    """The figure as it stands inside a sentence: "three", not "Three"."""
    return figure if figure[:2].isupper() else figure[:1].lower() + figure[1:]


def has_figure(case: Case, each: Ranked) -> float:
    """How well a claim holds the figure asked for, from 0 to 1: one of the kind, any other, none."""
    kind = kind_of(case.question.text)
    if _counted(case, each, kind):
        return 1.0
    loose = replace(kind, things=(), strict=False)
    return _ANY_FIGURE if not kind.age and _counted(case, each, loose) else 0.0


def _puts_otherwise(case: Case, told: Claim, figure: str, kind: Kind) -> tuple[Ranked, str] | None:
    """Another figure of the same things, given right after: "the army puts it at 25 million"."""
    for each in case.finder.beside(told, _NEXT):
        said = " ".join(each.content)
        found = figures(said)
        anaphor = {word.plain for word in words(f"{each.cue or ''} {said}")} & listed(
            "grammar", "figures_again"
        )
        after = each.spans[0].start > told.spans[-1].end and not each.negated
        if not (after and found and anaphor) or found[0].group().strip() == figure:
            continue
        if counts_nothing_else(kind, said, found[0]):
            return Ranked(each, 0.0, 0.0, 0.0), found[0].group().strip()
    return None


def _teller(claim: Claim, figure: str) -> str:
    """Who gives the figure: the speaker, or the outlet that tells it beside what they say."""
    return (claim.outlet if _in_passing(claim, figure) else None) or name_of(claim)


def _is_another(claim: Claim, figure: str, other: Claim, older: str) -> bool:
    """Whether another claim gives another figure of the same things."""
    return older.casefold() != figure.casefold() and alike(claim, other) >= _SAME_THINGS


def day(case: Case) -> Answer:
    """The day of saying where saying is asked about, else the day told in the words said."""
    if case.question.saying and (told := _told_saying(case)):
        return case.answered("day_words", [told[0]], day=told[1], name=name_of(told[0].claim))
    good = case.good()
    if case.question.stances & _SURE:
        good = [each for each in good if stance_met(each.claim, case.question.stances)]
    if not good:
        return anybody.told(case, partial(_tells_day, case)) or case.nothing()
    if case.question.saying and not _asks_of_deed(case.question, good[0].claim):
        return _day_of_saying(case, good)
    dated = [told for each in good if (told := _told_day(case, each))]
    if not dated:
        return anybody.told(case, partial(_tells_day, case)) or case.short_of("no_day", good)
    dated.sort(key=lambda each: -each[0].score)
    order = list({each.claim.id: each for each in (*(each for each, _ in dated), *good)}.values())
    return case.answered("day_words", order, day=dated[0][1], name=name_of(dated[0][0].claim))


def has_day(case: Case, each: Ranked) -> float:
    """Whether a claim holds a day or, where that is asked for, a time of day: 1 or 0."""
    return float(bool(days(" ".join(each.claim.content), form_of(case.question.text))))


def _tells_figure(case: Case, text: str) -> bool:
    """Whether a sentence tells a figure of the kind asked for, near words asked for."""
    kind = kind_of(case.question.text)
    if kind.age:
        return age(text, " ".join(case.question.about)) is not None
    found, places = figures(text, spans=kind.units == "time"), _places(case, text, named=False)
    return any(
        is_of_kind(kind, text, each) and _far(text, each, found, places) <= _BESIDE_IT for each in found
    )


def _tells_day(case: Case, text: str) -> bool:
    """Whether a sentence tells a day, of the form asked for."""
    return bool(days(text, form_of(case.question.text)))


def _told_saying(case: Case) -> tuple[Ranked, str] | None:
    """The day that somebody tells of what others said before: "It had warned the company in March"."""
    question = case.question
    verb = stem(question.verb or "")
    if not verb or verb in stems_of("vague") | stems_of("talk"):
        return None
    asked = (*question.subject, *question.about, question.verb or "")
    for each in case.about(about=asked, speakers=(), stances=frozenset(), saying=False).good()[:_TRIED]:
        said = " ".join(each.claim.content)
        places = [word.start for word in words(said) if verb in word.parts]
        if places and (told := nearest(days(said), places)):
            return each, told
    return None


def _asks_of_deed(question: Question, best: Claim) -> bool:
    """Whether the day is that of what was said to happen ("when did she say the results would come")."""
    later = {word.plain for word in words(question.text)[3:]} & listed("grammar", "auxiliaries")
    return bool(later) and bool(days(" ".join(best.content)))


def _told_day(case: Case, each: Ranked) -> tuple[Ranked, str] | None:
    """The day that a claim tells of what is asked about: in the words said, else in their sentence."""
    said, form = " ".join(each.claim.content), form_of(case.question.text)
    if told := nearest(days(said, form), _places(case, said)):
        return replace(each, score=each.score + _HAPPENING * bool(_HAPPENED.search(said))), told
    around = sentence(each.claim)
    places = _places(case, around)
    gaps = {day: min((_gap(day, at) for at in places), default=_NEAR_DAY) for day in days(around, form)}
    best = min(gaps, key=gaps.__getitem__, default=None)
    if best is None or gaps[best] >= _NEAR_DAY:
        return None
    far = _BESIDE * (1 + gaps[best] / _NEAR_DAY)
    return replace(each, score=each.score - SAID * each.said - far), best.group().strip()


def _gap(day: re.Match[str], place: int) -> int:
    """The characters between a day and a word."""
    return place - day.end() if place >= day.end() else day.start() - place


def _day_of_saying(case: Case, good: list[Ranked]) -> Answer:
    best: Claim = good[0].claim
    form = form_of(case.question.text)
    if best.said_on and form is not Form.CLOCK:
        whole = len(best.said_on) == len("2025-06-01")
        return case.answered("said_on" if whole else "said_in", good, day=best.said_on)
    if named := _named_beside(best, form):
        return case.answered("said_words", good, day=named)
    if said := anybody.told(case, partial(_tells_day, case)):
        return said
    told = day_of(best)
    return case.answered("told_on", good, day=told) if told else case.short_of("no_day", good)


def _named_beside(claim: Claim, form: Form) -> str | None:
    """The day that the claim's sentence tells beside the words said: "in an interview in October"."""
    around = sentence(claim)
    for said in claim.content:
        around = around.replace(said, " " * len(said))
    found = days(around, form)
    return nearest(found, [max(around.find(claim.cue or ""), 0)])


def _counted(case: Case, each: Ranked, kind: Kind) -> tuple[Ranked, str] | None:
    """The claim with its figure closest to the words asked for, better for having it among the words said."""
    said = " ".join(each.claim.content)
    if kind.age:
        told = age(f"{said} {each.claim.context}", " ".join(case.question.about))
        return (each, told) if told else None
    spans = kind.units == "time"
    inside = figures(said, spans=spans)
    text = said if inside else each.claim.context
    found, places = inside or figures(text, spans=spans), _places(case, text)
    same = [each for each in found if is_of_kind(kind, text, each)]
    if (
        kind.things
        and not same
        and (nth := [each for each in ordinals(said) if counts_next(kind, said, each)])
    ):
        text, found, same, places = said, nth, nth, _places(case, said)
    found = [each for each in found if each in same or not is_nobody(each)]
    if not found:
        return None
    if kind.of_them:
        places = [
            word.start for word in words(text) if any(match(told, bag(word.text)) for told in kind.of_them)
        ]
    if kind.strict and not same and len(said.split()) < _FEW_WORDS and counts(kind, sentence(each.claim)):
        same = [match for match in found if is_of_kind(Kind(), text, match)]
    if kind.strict and not same:
        return None
    far = {match: _far(text, match, found, places) for match in same or found}
    best = min(far, key=far.__getitem__)
    if not inside and _far(text, best, found, _places(case, text, named=False)) > _BESIDE_IT:
        return None  # "the bank is dead", told to hundreds
    bonus = (
        (0.5 if inside else 0.1)
        + (0.1 if best.start() < _EARLY else 0.0)
        + (_SAME_KIND if is_very(kind, text, best) else 0.0)
    )
    bonus -= min(far[best] / _FAR, _TOO_FAR)
    if _OF_THEM.search(text[: best.start()]) or _MORE.search(text[: best.start()]):
        bonus -= _PART  # "of eleven halls only four", "another five"
    if is_some_of_them(kind, text, best):
        bonus -= _PART
    if is_only_wanted(each.claim) and Stance.CALLS_FOR not in case.question.stances:
        bonus -= _ASKED_FOR
    if not kind.of_them and is_part(text, best) and not any(place > best.end() + _WORD for place in places):
        all_of_them = whole(text, best)  # nothing is asked about the part
        bonus -= _PART if all_of_them is None else 0.0
        best = all_of_them or best
    return replace(each, score=each.score + bonus), best.group().strip()


def _tells_of_it(case: Case, each: Ranked, kind: Kind) -> bool:
    """Whether the claim's own sentence tells of the very thing asked for first, and of half of it all.

    Names, and of tolls what happened, may stand around it: nobody need say again what an article is about.
    """
    asked = [term for term in case.asked if not term.word.is_general]
    told = bag(f"{sentence(each.claim)} {' '.join(each.claim.content)} {each.claim.speaker or ''}")
    met = [term for term in asked if match(term.word, told, fuzzy=True)]
    if kind.harm is None and met[:1] == asked[:1]:
        return 2 * len(met) >= len(asked)
    around = bag(f"{each.claim.title}\n{case.finder.around(each.claim)}")
    others = [
        term for term in asked if not (is_harm(term.word, kind.harm) if kind.harm else not term.is_name)
    ]
    near = [term for term in others if term in met or match(term.word, around, fuzzy=True)]
    own = [term for term in asked if term not in others]
    if kind.harm is not None:
        return (not own or any(term in met for term in own)) and 2 * len(near) >= len(others)
    return met != [] and own[:1] == [term for term in met if term in own][:1] and len(near) == len(others)


def is_only_wanted(claim: Claim) -> bool:
    """Whether the claim asks for something: the eight years that prosecutors want are no sentence."""
    return claim.stance is Stance.CALLS_FOR or stance_met(claim, {Stance.CALLS_FOR})


def _far(text: str, figure: re.Match[str], found: Sequence[re.Match[str]], places: Sequence[int]) -> int:
    """How far a figure is from the nearest word asked for."""
    return min((distance(text, figure, found, place) for place in places), default=figure.start())


def _in_passing(claim: Claim, figure: str) -> bool:
    """Whether the figure stands in a clause beside what a paraphrase says."""
    before = " ".join(claim.content).partition(figure)[0]
    return claim.quote_type is not QuoteType.DIRECT and bool(_IN_PASSING.search(before))


def _places(case: Case, text: str, *, named: bool = True) -> list[int]:
    """Where the words asked for stand, names among them or (where there are others) not."""
    asked = [term.word for term in case.asked]
    if not named:
        asked = [word for word in asked if not word.is_named] or asked
    return [word.start for word in words(text) if any(match(each, bag(word.text)) for each in asked)]
