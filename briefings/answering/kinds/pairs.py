"""Two who are set against each other by name or office: the best statement of each, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.answering.case import Case, joined, name_of
from briefings.answering.kinds.sides import side_by_side, sides, worth
from briefings.answering.kinds.statements import on_the_matter
from briefings.answering.merits import is_heading
from briefings.answering.ranking import Ranked
from briefings.answering.reply import Answer
from briefings.answering.words import Word, bag, match, words
from store.names import bare
from store.records import Claim, Speaker

_BOTH = 2
_ENOUGH, _SOME = 0.45, 0.3  # of the words asked for
_SURELY = 0.8  # where nobody but the matter tells that it belongs here
_TRIED = 8
_NEXT = 250  # characters: the next sentence or the one after
_OWNER = 200  # characters before "its spokesman" that tell whose
_NAMED = 0.4  # for words that name the other party
_LATER = 0.05  # less for whoever the words fit less well


@dataclass(frozen=True, slots=True)
class _Party:
    """The ids of those who speak for a party, those first whom its words fit best, and its words."""

    ids: tuple[int, ...]
    called: tuple[str, ...] = ()


def disagreement(case: Case) -> Answer:
    """Who says what against whom: of two who are named each, else those who speak about the matter."""
    question = case.question
    if len(question.parties) >= _BOTH:
        return _pair(case, _parties(case))
    if len(question.speakers) >= _BOTH:
        one = _namesake(case)
        return _pair(case, _parties(case)) if one is None else sides(case.about(speakers=(one,)))
    return sides(case)


def _namesake(case: Case) -> Speaker | None:
    """The one of several of one surname who speaks about the matter; None where they are parties."""
    speakers = case.question.speakers
    if len(case.question.parties) == 1 and len(speakers) > 1:
        return _who_speaks_of_it(case)  # "the finance minister": of several countries
    if len({bare(speaker.name).rsplit(None, 1)[-1] for speaker in speakers}) > 1:
        return None
    return _who_speaks_of_it(case)


def _who_speaks_of_it(case: Case) -> Speaker | None:
    good = case.good()
    known = {speaker.id: speaker for speaker in case.question.speakers}
    return next((known[each] for claim in good for each in claim.claim.speaker_ids if each in known), None)


def _parties(case: Case) -> list[_Party]:
    """Each side as named; each speaker a side where that is not told."""
    question = case.question
    if len(question.parties) < _BOTH:
        return [_Party((speaker.id,)) for speaker in question.speakers]
    parties: list[_Party] = []
    for ids, called in zip(question.parties, question.called or [()] * len(question.parties), strict=True):
        known = {each for party in parties for each in party.ids}
        own = tuple(each for each in ids if each not in known)
        parties.append(_Party(own or ids, called))
    return parties


def _pair(case: Case, parties: Sequence[_Party]) -> Answer:
    """The two statements of two parties that belong together best, then one of each other party."""
    told = _told(case, parties)
    heard = [(party, side) for party, side in zip(parties, told, strict=True) if side]
    if len(heard) < _BOTH:
        return _alone(case, parties, told)
    (one, first), (other, second) = heard[:_BOTH]
    pairs = ((left, right) for left in first[:_TRIED] for right in second[:_TRIED])
    names = (_names_of(case, one), _names_of(case, other))
    best = max(pairs, key=lambda pair: worth(case, *pair) + _NAMED * _named(pair, names))
    rest = [each for _, side in (*heard[_BOTH:], *heard[:_BOTH]) for each in side if each not in best]
    versions = side_by_side(case, [*best, *rest]).lead.key == "two_versions"
    shown = [
        name_of(each.claim) if _is_named(each.claim) or not party.called else " ".join(party.called)
        for party, each in zip((one, other), best, strict=True)
    ]
    return case.answered("two_told" if versions else "both_told", [*best, *rest], names=joined(shown))


def _is_named(claim: Claim) -> bool:
    """Whether who speaks has a name of their own: not "the commission", of which there are many."""
    return (claim.speaker or "")[:1].isupper()


def _named(pair: tuple[Ranked, Ranked], names: tuple[frozenset[str], frozenset[str]]) -> int:
    """How many of two statements name the other's party in their words."""
    held = (bag(" ".join(each.claim.content)).names for each in pair)
    return sum(bool(other & told) for told, other in zip(held, reversed(names), strict=True))


def _names_of(case: Case, party: _Party) -> frozenset[str]:
    """What others may call a party: the surname, the country, the body."""
    speakers = [each for each in case.question.speakers if each.id in party.ids]
    own = [word for each in speakers for word in words(bare(each.name))[-1:] if word.is_named]
    asked = [word for each in party.called for word in words(each) if word.is_named]
    return frozenset(name for word in (*own, *asked) for name in word.names)


def _alone(case: Case, parties: Sequence[_Party], told: Sequence[Sequence[Ranked]]) -> Answer:
    """The one side that is on record, told to be the only one; beside it who else speaks of the matter."""
    good = next((side for side in told if side), [])
    if not good:
        return case.nothing()
    lacking = [party for party, side in zip(parties, told, strict=True) if not side]
    name = next((" ".join(each.called) for each in lacking if each.called and not each.ids), None)
    others = _others_on_it(case, good) if case.asked else []
    if name is not None and (not name.islower() or not others):
        return case.answered("without", good, name=name, names=name_of(good[0].claim))
    return side_by_side(case, [*good[:1], *others, *good[1:]])


def _told(case: Case, parties: Sequence[_Party]) -> list[list[Ranked]]:
    """What each party says on the matter, best first; else what it says in the articles that tell of it."""
    good = case.good(enough=0.0)
    parted: list[tuple[list[Ranked], list[Ranked]]] = []
    taken: set[int] = set()
    for party in parties:
        own = [each for each in good if set(party.ids) & set(each.claim.speaker_ids)]
        own.sort(key=lambda each: _LATER * _place(party, each.claim) - each.score)
        own = own if party.ids else _by_description(case, party.called)
        own = [*own, *_through_its_people(case, own)]
        own = [each for each in own if each.claim.id not in taken]
        met = [each for each in own if each.covered >= _SOME] if case.asked else own
        if party.ids and all(is_heading(each.claim) for each in met):
            met += [each for each in _of_the_body(case, party) if each.claim.id not in taken]
        taken |= {each.claim.id for each in met or own}
        parted.append((met, own))
    on_it = {each.claim.article_id for met, _ in parted for each in met}
    if not on_it:  # at least of one article, then
        spoken = [{each.claim.article_id for each in own} for _, own in parted if own]
        on_it = set.intersection(*spoken) if spoken else set()
    told = [
        on_the_matter(case, met) or [each for each in own if each.claim.article_id in on_it]
        for met, own in parted
    ]
    return [side or _told_near(case, own) for side, (_, own) in zip(told, parted, strict=True)]


def _place(party: _Party, claim: Claim) -> int:
    """How many others the party's words fit better."""
    return min(party.ids.index(each) for each in claim.speaker_ids if each in party.ids)


def _by_description(case: Case, called: Sequence[str]) -> list[Ranked]:
    """What is said on the matter by somebody whom the words fit, some of them by what stands around."""
    asked = [word for each in called for word in words(each)]
    known = {speaker.id for speaker in case.question.speakers}
    open_case = case.about(speakers=(), parties=(), called=(), loose=True)
    on_it = open_case.good(enough=0.0)
    named = open_case.about(about=(*case.question.about, *called)).good(enough=0.0)
    for found in (on_it, named):
        theirs = [
            each
            for each in found
            if not known & set(each.claim.speaker_ids) and _is_described(case, each.claim, asked)
        ]
        if theirs:
            return theirs
    return []


def _is_described(case: Case, claim: Claim, asked: Sequence[Word]) -> bool:
    """Whether the head of the words, or half of them, tells who speaks, and the others stand around it."""
    surface = claim.speaker_surface or ""
    called = f"{claim.speaker or ''} {claim.role or ''} {surface}"
    if _is_its(claim):
        called += f" {case.finder.before(claim, _OWNER)}"
    held, around = bag(called), bag(f"{claim.title} {case.finder.around(claim)}")
    own = [word for word in asked if match(word, held)]
    headed = 2 * len(own) >= len(asked) or asked[-1] in own
    return headed and all(match(word, around) for word in asked if word not in own)


def _is_its(claim: Claim) -> bool:
    """Whether who speaks is only told to be "its spokesman"."""
    return (claim.speaker_surface or "").lower().startswith(("its ", "their "))


def _through_its_people(case: Case, own: Sequence[Ranked]) -> list[Ranked]:
    """What is said right after a body spoke by "its director"."""
    found = []
    for each in own[:_TRIED]:
        if each.claim.speaker and not each.claim.speaker[:1].isupper():
            after = (one for one in case.finder.beside(each.claim, _NEXT) if _is_its(one))
            found += [
                Ranked(one, each.score, each.covered, 0.0)
                for one in after
                if one.spans[0].start > each.claim.spans[-1].end and not one.negated
            ]
    return found


def _others_on_it(case: Case, side: Sequence[Ranked]) -> list[Ranked]:
    """What others say of the matter, first in the article of the side that is on record."""
    known = {speaker.id for speaker in case.question.speakers}
    others: list[Ranked] = case.about(speakers=(), parties=(), called=()).good(enough=_ENOUGH)
    near = side[0].claim.article_id
    others.sort(key=lambda each: each.claim.article_id != near)
    return [
        each
        for each in others
        if (each.claim.article_id == near or each.covered >= _SURELY)
        and not known & set(each.claim.speaker_ids)
    ]


def _told_near(case: Case, own: Sequence[Ranked]) -> list[Ranked]:
    """Of what a side said, the one statement with most of the matter told around it, if enough is."""
    if not case.asked or not own:
        return []
    best = max(own[:_TRIED], key=lambda each: case.nearby(each.claim))
    return [best] if case.nearby(best.claim) >= _SOME else []


def _of_the_body(case: Case, party: _Party) -> list[Ranked]:
    """What those say on the matter whose name holds that of the side: "the Union's observers"."""
    names = [bag(each.name).names for each in case.question.speakers if each.id in party.ids]
    others: list[Ranked] = case.about(speakers=(), parties=()).good(enough=_SOME)
    return [
        each
        for each in others
        if any(name <= bag(speaker).names for name in names for speaker in each.claim.speakers)
    ]
