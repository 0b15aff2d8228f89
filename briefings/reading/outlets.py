"""Which outlet a copied page comes from, as a guess with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefings.reading import furniture
from briefings.reading.furniture import Line
from briefings.reading.rows import Row

_OWNER = re.compile(
    r"(?i)(?:©|\(c\)|copyright)(?:\s*(?:©|\(c\)|copyright))*\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)\d\d|\d\d))?)?\s*(?:by\s+)?"
    r"(?P<name>[^\W\d_][^|•·©.,:;\n]{1,50}?(?:\.(?:com|org|net|co\.\w\w|\w\w))?)"
    r"\s*(?:,?\s*(?:(?:19|20)\d\d)|[.,|•·]|all rights|group|ltd|limited|inc\b|llc|gmbh|$)"
)
_NAME = r"(?P<name>(?:[Tt]he )?(?-i:[A-Z0-9])[\w&'’.-]*(?: (?:(?-i:[A-Z0-9])[\w&'’.-]*|of|the)){0,3})"
# What a site's own lines call it: a whole line, or words inside what it says of itself.
_LINES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:\d+\.\s*)?(?:skip to )?more {_NAME} (?:sites|services|websites|products|apps)$",
        rf"^(?:back to |go to )?{_NAME} home ?page$",
        (
            rf"^(?:about|contact|advertise (?:with|on|in)|work for|careers at|jobs at|search|shop)"
            rf" {_NAME}$"
        ),
        rf"^(?:follow|sections on) {_NAME}(?: on [a-z]+)?:?$",
        rf"^(?:explore|visit|support|get|download) the {_NAME}(?: app)?$",
        rf"^why (?:you can )?trust {_NAME}\??$",
        rf"^(?:subscribe to|sign up (?:for|to)(?: the)?|join) {_NAME}(?: newsletters?)?$",
        rf"^{_NAME} (?:app|newsletters?|careers|store|insider|is not responsible for .*)$",
    )
)
_INSIDE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:stories|news|notifications|emails|newsletters|updates|alerts|events)(?: \w+)? from {_NAME}",
        rf"\b(?:choose|make|set|add) {_NAME} as (?:a|an|your) .{{0,3}}(?:preferred|favou?rite)",
        rf"\bbecome an? {_NAME} (?:insider|member|subscriber|supporter)",
        (
            rf"\b(?:writer|editor|reporter|correspondent|journalist|columnist)"
            rf" (?:for|at|with) {_NAME}"
        ),
        rf"\bmember of {_NAME}['’]s (?:editorial )?(?:staff|team)",
        rf"\bsubscribe to {_NAME}(?: and .{{1,40}})? (?:newspapers?|premium|magazine)",
        rf"^{_NAME} (?:is part of|may earn|subscribes to the (?:press )?code|has been reporting)",
        rf"\bfollow {_NAME} on (?:google|socials|facebook|twitter|x|instagram|whatsapp|social)\b",
        rf"\bthe best of {_NAME}(?:,|['’]s|$)",
    )
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .,'’-]{2,40}(?:, [\w. ]{3,30})?\s*)?"
    r"\((?P<name>[A-Z][A-Za-z]{1,12}(?: [A-Z][a-z]+)?)\)\s*[-–—]\s"
)
_SOURCE_LINE = re.compile(rf"^Source:?\s+{_NAME}(?:(?:,| and) (?:news )?agencies)?$")
_TITLE_TAIL = re.compile(r"\s[|]\s(?P<name>[^|]{2,40})$")
_PRODUCT = re.compile(
    r"(?i)\s+(?:apps?|insider|staff|home|pro|puzzles|plus|premium|newsletters?|digital|live|account|ads?|online)$"
)
_NOT_OUTLET = re.compile(
    r"(?i)^(?:(?:our|us|me|join|this|all)\b.*|"
    r".*\b(?:subsidiary|affiliated|reserved|registry|companies|contact|conversation|subscribers?|support|"
    r"media group|weekly|alerts?|advertising|privacy|cookies?)\b.*|"
    r"us|me|our|the|this|all|rights|images?|photos?|home|getty.*|reserved|policy|company|team|site|app|your|"
    r"their|more|free|daily|newsletters?|now|today|here|facebook|twitter|instagram|youtube|x|google|whatsapp|"
    r"telegram|linkedin|tiktok|it|author|topics?|comments?|markets?)$"
)


def guess(rows: Sequence[Row], title: str) -> tuple[str | None, str | None]:
    """The likely outlet and in a few words how it was found; both None where nothing tells.

    What the site says of itself is counted, links of its own and sentences: the name that most of it
    gives wins. A copyright line names an owner, who need not be the outlet, so it counts only where
    nothing else tells.
    """
    named = _most_named(_named_by_site(rows))
    if named is not None:
        return named, "site navigation"
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


def _named_by_site(rows: Sequence[Row]) -> Iterator[str]:
    """The name that each line of the site's own gives."""
    for text in dict.fromkeys(row.text for row in rows if len(row.text) <= 400):
        match = (
            next((m for pattern in _LINES if (m := pattern.match(text))), None) if len(text) <= 80 else None
        )
        match = match or next((m for pattern in _INSIDE if (m := pattern.search(text))), None)
        name = _PRODUCT.sub("", match["name"].rstrip(".’'")).removesuffix("’s") if match else ""
        if name and not _NOT_OUTLET.match(_bare(name)):
            yield name.strip()


def _most_named(names: Iterable[str]) -> str | None:
    """The name given most often, "The X" and "X" being one; of its forms the commonest."""
    forms: dict[str, Counter[str]] = {}
    for name in names:
        forms.setdefault(_bare(name).lower(), Counter())[name] += 1
    if not forms:
        return None
    best = max(forms.values(), key=lambda counted: counted.total())
    return best.most_common(1)[0][0]


def _bare(name: str) -> str:
    return re.sub(r"(?i)^the ", "", name)


def _owners(rows: Sequence[Row]) -> Iterator[str]:
    for row in reversed(rows):
        match = _OWNER.search(row.text) if len(row.text) < 200 else None
        if match:
            name = match["name"].strip(" -–")
            if not _NOT_OUTLET.match(furniture.unglue(name)) and "/" not in name:
                yield name
