"""Which outlet a copied page comes from, as a guess with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefings.reading import furniture
from briefings.reading.furniture import Line
from briefings.reading.rows import Row

_OWNER = re.compile(
    r"(?i)(?:©|\(c\)|copyright)(?:\s*(?:©|\(c\)|copyright))*\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d|\d\d))?)?\s*(?:by\s+)?"
    r"(?P<name>[^\W\d_][^|•·©.,:;\n]{1,50}?(?:\.(?:com|org|net|co\.\w\w|\w\w))?)"
    r"\s*(?:,?\s*(?:(?:19|20)\d\d)|[.,|•·]|all rights|group|ltd|limited|inc\b|llc|gmbh|$)"
)
_NAME = r"(?P<name>(?-i:[A-Z0-9])[\w&'’.-]*(?: (?:(?-i:[A-Z0-9])[\w&'’.-]*|of|the|and)){0,3})"
# What a site's own links call it.
_NAVIGATION = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:\d+\.\s*)?(?:skip to )?more {_NAME} (?:sites|services|websites|products|apps)$",
        rf"^(?:back to |go to )?{_NAME} home ?page$",
        rf"^(?:about|contact|advertise (?:with|on|in)|work for|careers at|jobs at|follow) {_NAME}$",
        rf"^follow {_NAME} on [A-Za-z]+$",
        rf"^(?:explore|visit|support|get|download) the {_NAME}(?: app)?$",
        rf"^why (?:you can )?trust {_NAME}\??$",
        rf"^(?:subscribe to|sign up (?:for|to)(?: the)?|join) {_NAME}(?: newsletters?)?$",
        rf"^{_NAME} (?:app|newsletters?|is not responsible for .*)$",
    )
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .,'’-]{2,40}(?:, [\w. ]{3,30})?\s*)?"
    r"\((?P<name>[A-Z][A-Za-z]{1,12}(?: [A-Z][a-z]+)?)\)\s*[-–—]\s"
)
_SOURCE_LINE = re.compile(rf"^Source:?\s+{_NAME}(?:(?:,| and) (?:news )?agencies)?$")
_TITLE_TAIL = re.compile(r"\s[|]\s(?P<name>[^|]{2,40})$")
_PRODUCT = re.compile(
    r"(?i)\s+(?:apps?|pro|puzzles|plus|premium|newsletters?|digital|live|account|ads?|online)$"
)
_NOT_OUTLET = re.compile(
    r"(?i)^(?:(?:our|us|me|join|this|all)\b.*|.*\b(?:subsidiary|affiliated|reserved|registry|companies|contact|weekly|alerts?|advertising|privacy|cookies?)\b.*|us|me|our|the|this|all|rights|images?|photos?|home|getty.*|reserved|policy|company|team|site|app|your|their|more|free|daily|"
    r"newsletters?|now|today|here|facebook|twitter|instagram|youtube|x|google|whatsapp|telegram|linkedin|tiktok|it|author|topics?|comments?)$"
)


def guess(rows: Sequence[Row], title: str) -> tuple[str | None, str | None]:
    """The likely outlet and in a few words how it was found; both None where nothing tells.

    Links of the site's own are counted: the name that most of them give wins. A copyright line
    names an owner, who need not be the outlet, so it counts only where no link tells.
    """
    counts = Counter(_named_by_links(rows))
    if counts:
        return counts.most_common(1)[0][0], "site navigation"
    tail = _TITLE_TAIL.search(title)
    if tail:
        return tail["name"].strip(), "headline's end"
    owner = next(_owners(rows), None)
    if owner:
        return owner, "copyright line"
    for row in reversed(rows):
        match = _SOURCE_LINE.match(row.text) if row.kind is Line.SIGN_OFF else None
        if match:
            return match["name"], "source line"
    for row in rows:
        match = _DATELINE.match(row.text) if row.kind is Line.PROSE else None
        if match:
            return match["name"], "dateline"
    return None, None


def _named_by_links(rows: Sequence[Row]) -> Iterator[str]:
    for text in dict.fromkeys(row.text for row in rows if len(row.text) <= 80):
        for pattern in _NAVIGATION:
            match = pattern.match(text)
            name = _PRODUCT.sub("", match["name"]).strip() if match else ""
            if name and not _NOT_OUTLET.match(name):
                yield name
                break


def _owners(rows: Sequence[Row]) -> Iterator[str]:
    for row in reversed(rows):
        match = _OWNER.search(row.text) if len(row.text) < 200 else None
        if match:
            name = match["name"].strip(" -–")
            if not _NOT_OUTLET.match(furniture.unglue(name)) and "/" not in name:
                yield name
