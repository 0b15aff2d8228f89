"""Why, and on what evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.answering.case import Case
from briefings.answering.excerpt import sentence
from briefings.answering.kinds import anybody
from briefings.answering.kinds.whether import not_said
from briefings.answering.lexicon import listed
from briefings.answering.merits import stems
from briefings.answering.ranking import Ranked
from briefings.answering.reply import Answer
from briefings.answering.words import bag, match, stem, stems_of, words
from store.records import Claim

_ENOUGH = 0.3
_NEARLY = 0.6  # of the words asked for, that what tells of the matter must hold itself
_ENOUGH_PROVEN = 0.45  # of them and the evidence asked for
_BY_THAT_NAME = 0.3  # in score, for what calls it evidence
_LONGEST = 420  # characters of a sentence that can be shown
_MAYBE = 0.5  # for what may be a reason
_BECAUSE = re.compile(
    r"\b(because|that['’]s why|which is why|in order to|so that|due to|as a way of|to avoid|for fear|owing to"
    r"|therefore|reason)\b",
    re.IGNORECASE,
)
# what may be a reason, where the words tell it: "gave up its veto after being promised"
_AFTER = re.compile(
    r"\b(?:after|following|amid|in (?:return|exchange) for|in protest|in response to)\b", re.IGNORECASE
)
# what somebody goes on to say that tells why: "We were told it was too dear"
_WHY = re.compile(
    rf"{_BECAUSE.pattern}|\b(?:too (?!many|much|soon)\w+|if \w+ had|unless|otherwise|lack of|no money"
    r"|thus|hence|given that|in view of|on the grounds|so as to|in a bid to|with the aim"
    r"|(?:aim|intend|mean|design)\w* (?:at|to)"
    r"|to (?:ensure|prevent|protect|stop|deter|save|secure|keep)|(?:compel|compuls|forc|oblig)\w*"
    r"|(?:did|does|do|could|can) ?not (?:want|afford)|(?:don|didn|couldn|can)['’]t (?:want|afford))\b",
    re.IGNORECASE,
)
_SOON = 120  # characters, within which somebody still speaks of the same


def reason(case: Case) -> Answer:
    """A reason as somebody gave it, or that somebody did not give one."""
    for each in case.negated():
        told = {word.plain for word in words(" ".join((each.claim.cue or "", *each.claim.content)))}
        if "why" in told and each.covered >= _ENOUGH:
            return case.answered("no_reason", [each], words=sentence(each.claim))
    if case.asks_for("evidence"):
        silent = not_said(case)
        if silent is not None:
            return silent
    on = _of_the_matter(case).good()
    good = [each for each in _with_proofs(case, on) if is_given(case, each) == 1.0] or _told_next(case, on)
    good = good or [each for each in on if _AFTER.search(" ".join(each.claim.content))]
    if good and (beside := _beside_it(case, good[0].claim)):
        return case.answered("as_told", good, words=beside)
    if not good:
        return anybody.told(case, lambda text: _tells(case, text)) or case.nothing()
    return case.answered("on_record", good, count=str(len(good)))


def _tells(case: Case, text: str) -> bool:
    """Whether a sentence tells a reason, or the evidence asked for."""
    if case.asks_for("evidence"):
        return bool(stems(text) & stems_of("proofs"))
    return _BECAUSE.search(text) is not None


def _with_proofs(case: Case, on: list[Ranked]) -> list[Ranked]:
    """What is on the matter; where evidence is asked for, first what tells of some by that name."""
    if not case.asks_for("evidence"):
        return on
    once = {each.claim.id: each for each in (*case.good(enough=_ENOUGH_PROVEN), *on)}
    named = [word for word in words(case.question.text) if stem(word.plain) in stems_of("proofs")]
    told = {
        each.claim.id: any(match(word, bag(" ".join(each.claim.content))) for word in named)
        for each in once.values()
    }
    return sorted(once.values(), key=lambda each: -each.score - _BY_THAT_NAME * told[each.claim.id])


def _beside_it(case: Case, claim: Claim) -> str | None:
    """The sentence of a claim that tells the reason, or the evidence, only beside the words said."""
    said, around = " ".join(claim.content), sentence(claim)
    if len(around) > _LONGEST:
        return None
    if case.asks_for("evidence"):
        inside, told = (stems(text) & stems_of("proofs") for text in (said, around))
        return around if told - inside and not inside else None
    return around if _BECAUSE.search(around) and not _WHY.search(said) else None


def is_given(case: Case, each: Ranked) -> float:
    """How well a claim holds a reason, or the evidence asked for: from 0 to 1."""
    said = " ".join(each.claim.content)
    if case.asks_for("evidence"):
        return float(bool(stems(f"{said} {each.claim.context}") & stems_of("proofs")))
    if _BECAUSE.search(f"{said} {each.claim.context}"):
        return 1.0
    return _MAYBE if _AFTER.search(said) or _WHY.search(said) else 0.0


def _of_the_matter(case: Case) -> Case:
    """The case without the noun asked for ("on what grounds"), which nobody needs to say."""
    asked = tuple(
        each
        for each in case.question.about
        if any(word.plain not in listed("grammar", "reasons") for word in words(each))
    )
    return case.about(about=asked) if asked else case


def _told_next(case: Case, on: Sequence[Ranked]) -> list[Ranked]:
    """What tells of the matter, each with the reason that the same speaker gives right after."""
    for each in on:
        if each.said < _NEARLY:
            continue
        after = (
            claim
            for claim in case.finder.goes_on(each.claim, _SOON)
            if claim.spans[0].start > each.claim.spans[-1].end and not claim.negated
        )
        why = next((claim for claim in after if _WHY.search(" ".join(claim.content))), None)
        if why is not None:
            return [each, Ranked(why, 0.0, 0.0, 0.0)]
    return []
