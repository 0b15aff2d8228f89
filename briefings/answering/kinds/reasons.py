"""Why, and on what evidence."""

from __future__ import annotations

import re

from briefings.answering.case import Case
from briefings.answering.excerpt import sentence
from briefings.answering.kinds.whether import not_said
from briefings.answering.reply import Answer
from briefings.answering.words import words

_ENOUGH = 0.3
_BECAUSE = re.compile(
    r"\b(because|in order to|so that|due to|as a way of|to avoid|for fear|owing to|therefore|reason)\b",
    re.IGNORECASE,
)


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
    good = [
        each
        for each in case.good()
        if _BECAUSE.search(f"{' '.join(each.claim.content)} {each.claim.context}")
    ]
    return case.answered("on_record", good, count=str(len(good))) if good else case.nothing()
