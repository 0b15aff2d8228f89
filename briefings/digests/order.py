"""The order in which items of one group read well: what belongs together stands together."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from briefings.digests.digest import Item
from briefings.digests.figures import figures, is_about_people, same_count
from briefings.digests.words import folded, stems
from store.names import BODIES, TITLES
from store.records import QuoteType, Stance

_CHARGES = {Stance.ACCUSES, Stance.CLAIMS, Stance.QUESTIONS}
# So large a share of a denial's words in what another said makes it the answer to that.
_SAME_WORDS = 0.6
# "The accusation", "any wrongdoing": which one, the article tells right before.
_NOT_NAMED = re.compile(
    r"^(?:(?:the|any|all|such|these|those|that|this|his|her|its|their)\s+)?(?:\w+['’]s?\s+)?"
    r"(?:accusations?|allegations?|charges?|claims?|wrongdoing|responsibility|it|that|this)\b"
    r"(?!\s+(?:that|of|about|against|over|by)\b)",
    re.IGNORECASE,
)
_ANY = re.compile(r"(?:any|all)\s+[\w-]+", re.IGNORECASE)
_CALLS_IT = re.compile(r"^(?:call|describ|brand|label|dismiss)", re.IGNORECASE)
_WILL_NOT = re.compile(r"^(?:(?:has|have|had|again|also)\s+)*(?:refus|declin)", re.IGNORECASE)
_FEW_WORDS = 3  # of a denial: the one in common with another statement is what it denies
_NEARBY = 700  # characters between a charge and a denial that does not tell which one it means
_RARE = 3  # items of a group that may hold a word which makes one the answer to another


def threads(items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """The same items, the weightiest first as given, each followed by what is set against it.

    What one speaker said stands together, but a denial beside and below what it denies; so do other
    figures of the same thing. Then follows what the same article or entry tells, and what tells the same
    story.
    """
    against = _against(items)
    left = list(items)
    made: list[tuple[Item, ...]] = []
    while left:
        head = _next(left, made[-1][0]) if made else left[0]
        while id(head) in against and against[id(head)] in left:
            head = against[id(head)]
        said = [each for each in left if each is head or (_one_voice(each, head) and id(each) not in against)]
        answering = [each for each in left if any(against.get(id(each)) is other for other in said)]
        placed = [*said, *_by_speaker([each for each in answering if each not in said])]
        placed += [each for each in left if each not in placed and _counts_the_same(each, said)]
        left = [each for each in left if each not in placed]
        made.append(tuple(placed))
    return tuple(made)


def beside(items: Sequence[Item]) -> list[Item]:
    """The same items, but the first denial of each thing right after it, and the first other answer."""
    against = _against(items)
    first: dict[tuple[int, int], Item] = {}
    for each in items:
        if id(each) in against:
            # A denial, who owns up, who confirms it.
            kind = 0 if answers(each) else 1 if _is_deed(each) else 2
            first.setdefault((id(against[id(each)]), kind), each)
    moved = {id(each) for each in first.values()}
    order: list[Item] = []
    for each in items:
        if id(each) not in moved:
            found = (first.get((id(each), kind)) for kind in range(3))
            order += [each, *filter(None, found)]
    return order


def answers(item: Item) -> bool:
    """Whether the item sets itself against something: in a thread, it is the other side."""
    claim = item.claim
    cue = claim.cue or ""
    if claim.stance is Stance.DENIES:
        return not _WILL_NOT.match(cue)
    return bool(_CALLS_IT.match(cue) and _NOT_NAMED.match(claim.content[0]))


def _against(items: Sequence[Item]) -> dict[int, Item]:
    """What each answer is set against, by the answer's id: the weightiest that fits best.

    Answers are denials and, where somebody is charged or doubted, who takes the deed on himself and who
    confirms it.
    """
    spread = Counter(word for item in items for word in _words(" ".join(item.claim.content)))
    against = {}
    for each in filter(answers, items):
        others = {place: other for place, other in enumerate(items) if not answers(other)}
        fits = {place: _fit(each, other, spread) for place, other in others.items()}
        best = max(fits, key=lambda place: (fits[place], -place), default=None)
        if best is not None and fits[best]:
            against[id(each)] = items[best]
    parties = [item.claim.speakers[0] for item in items if _is_deed(item) and item.claim.speakers]
    for each in items:
        named = [party for party in parties if _is_evidence(each, party)]
        charged = (
            other
            for other in items
            if other is not each
            and other.story == each.story
            and not _is_deed(other)
            and not _one_voice(each, other)
            and (other.claim.stance in _CHARGES or other.caveat)
            and any(_mentions(party, " ".join(other.claim.content)) for party in named)
        )
        if named and (found := next(charged, None)) is not None:
            against[id(each)] = found
    return against


def _is_deed(item: Item) -> bool:
    """Whether somebody takes something on himself: "claimed responsibility for the attack"."""
    return item.claim.stance is Stance.CLAIMS and item.claim.quote_type is QuoteType.NONE


def _is_evidence(item: Item, party: str) -> bool:
    """Whether the party itself owns up, or another confirms that it was the one."""
    if _is_deed(item):
        return party in item.claim.speakers
    return item.claim.stance is Stance.CONFIRMS and _mentions(party, " ".join(item.claim.content))


def _mentions(party: str, said: str) -> bool:
    """Whether the words have the name or its initials: "Grey Heron Army", "GHA"."""
    if f" {' '.join(folded(party))} " in f" {' '.join(folded(said))} ":
        return True
    initials = "".join(word[0] for word in party.split() if word[0].isupper())
    return len(initials) > 1 and re.search(rf"\b{re.escape(initials)}\b", said) is not None


def _counts_the_same(item: Item, placed: Iterable[Item]) -> bool:
    """Whether it gives another figure of what one of these counts, and people suffered it."""
    mine = [each for each in figures(item.claim) if is_about_people(each)]
    return any(
        other.story == item.story and same_count(one, each)
        for other in placed
        for each in (figures(other.claim) if mine else ())
        for one in mine
    )


def _next(left: Sequence[Item], last: Item) -> Item:
    """What follows best: of the same article or entry, else of the same story, else the weightiest."""
    beside = (each for each in left if each.story == last.story and each.telling == last.telling)
    return next(beside, None) or next((each for each in left if each.story == last.story), left[0])


def _by_speaker(items: Sequence[Item]) -> list[Item]:
    """The items, those of one speaker together, speakers in the order of their first."""
    speakers = list(dict.fromkeys(each.claim.speaker_ids for each in items))
    return sorted(items, key=lambda each: speakers.index(each.claim.speaker_ids))


def _one_voice(one: Item, other: Item) -> bool:
    return bool(one.claim.speaker_ids) and one.claim.speaker_ids == other.claim.speaker_ids


def _fit(denial: Item, other: Item, spread: Mapping[str, int]) -> int:
    """How well a denial answers what another says, 0 for not at all.

    3 for a charge against the denier, or one in the same article where the denial leaves open which; 2 for
    the very words; 1 for what has a rare word in common with it.
    """
    if _one_voice(denial, other) or denial.story != other.story:
        return 0
    about, against = _about(other), _about(denial)
    named = _is_named(denial, about) or any(_within(name, against) for name in other.claim.speakers)
    charge = other.claim.stance in _CHARGES or bool(other.caveat)
    if charge and (named or _answers_last(denial, other)):
        return 3
    denied, said = (_words(" ".join(each.claim.content)) for each in (denial, other))
    if denied and len(denied & said) >= _SAME_WORDS * len(denied):
        return 2
    rare = any(spread[word] <= _RARE for word in denied & said)
    plain = charge or other.claim.quote_type is QuoteType.DIRECT or len(denied) <= _FEW_WORDS
    return int(rare and plain and bool(other.claim.speakers))


def _is_named(denial: Item, about: set[str]) -> bool:
    """Whether words name who denies, or the body that the denier speaks for."""
    claim = denial.claim
    if any(_within(name, about) for name in claim.speakers):
        return True
    bodies = {word for word in folded(claim.role or "") if word in BODIES}
    names = {word for each in (claim.role or "").split() if each[0].isupper() for word in folded(each)}
    return not about.isdisjoint(bodies | (names - TITLES - BODIES))


def _answers_last(denial: Item, other: Item) -> bool:
    """Whether the denial leaves open what it denies, and this is the last charge in the article before it."""
    one, charge = denial.claim, other.claim
    left_open = _NOT_NAMED.match(one.content[0]) or _ANY.fullmatch(one.content[0])
    if not left_open or (one.article_id, one.part) != (charge.article_id, charge.part):
        return False
    after = one.spans[0].start - charge.spans[0].start
    if one.posted_at is not None:  # the newest entry of a live blog stands first
        after = abs(after)
    return 0 < after < _NEARBY


@functools.lru_cache(maxsize=20_000)
def _words(said: str) -> frozenset[str]:
    return frozenset(stems(said))


def _about(item: Item) -> set[str]:
    """Words of whom and what the item is about."""
    return set(folded(" ".join((item.claim.target or "", *item.claim.content))))


def _within(name: str, words: set[str]) -> bool:
    """Whether a person's surname, or of a body the name of its country or house, is among the words."""
    parts = folded(name)
    if BODIES.isdisjoint(parts):
        return bool(parts) and parts[-1] in words
    proper = {part for each in name.split() if each[0].isupper() for part in folded(each)}
    return any(part in words for part in proper - BODIES)
