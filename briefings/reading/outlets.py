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
_NAME = (
    r"(?P<name>(?:[Tt]he )?(?-i:[A-Z0-9])(?:[\w&'’-]|\.(?=\w))*"
    r"(?: (?:(?-i:[A-Z0-9])(?:[\w&'’-]|\.(?=\w))*|of|the)){0,3})"
)
# What a site's own lines call it, with what each is worth: whole lines here, words inside lines below.
_LINES = tuple(
    (weight, re.compile(pattern, re.IGNORECASE))
    for weight, pattern in (
        (2.0, rf"^(?:\d+\.\s*)?(?:skip to )?more {_NAME} (?:sites|services|websites|products|apps)$"),
        (2.0, rf"^(?:back to |go to )?{_NAME} home ?page$"),
        (2.0, rf"^why (?:you can )?trust {_NAME}\??$"),
        (1.0, rf"^(?:about|contact|advertise (?:with|on|in)|work for|careers at|jobs at) {_NAME}$"),
        (1.0, rf"^{_NAME} careers$"),
        (1.0, rf"^(?:follow|sections on) {_NAME}(?: on [a-z]+)?:?$"),
        (1.0, rf"^(?:explore|visit|support|get|download) the {_NAME}(?: app)?$"),
        (1.0, rf"^subscribe to {_NAME}$"),
        (0.5, rf"^(?:search|shop) {_NAME}$"),
        (0.5, rf"^{_NAME} (?:app|newsletters?|store|insider|is not responsible for .*)$"),
    )
)
_INSIDE = tuple(
    (weight, re.compile(pattern, re.IGNORECASE))
    for weight, pattern in (
        (
            2.0,
            (
                rf"\b(?:stories|news|notifications|emails|newsletters|updates|alerts|events)"
                rf"(?: \w+)? from {_NAME}"
            ),
        ),
        (2.0, rf"\b(?:choose|make|set|add) {_NAME} as (?:a|an|your) .{{0,3}}(?:preferred|favou?rite)"),
        (2.0, rf"\bbecome an? {_NAME} (?:insider|member|subscriber|supporter)"),
        (2.0, rf"\b(?:writer|editor|reporter|correspondent|journalist|columnist) (?:for|at|with) {_NAME}"),
        (2.0, rf"\bmember of {_NAME}['’]s (?:editorial )?(?:staff|team)"),
        (2.0, rf"\bsubscribe to {_NAME}(?: and .{{1,40}})? (?:newspapers?|premium|magazine)"),
        (2.0, rf"^{_NAME} (?:is part of|may earn|subscribes to the (?:press )?code|has been reporting)"),
        (2.0, rf"\bfollow {_NAME} on (?:google|socials?|whatsapp)\b"),
        (1.0, rf"\bfollow {_NAME} on (?:facebook|twitter|x|instagram)\b"),
        (2.0, rf"\bthe best of {_NAME}(?:,|['’]s|$)"),
    )
)
_OWNER_WORTH = 1.5  # an owner need not be the outlet
_ENOUGH = 1.5
_OFTEN = ((6, 1.0), (3, 0.5))  # lines that name it, and what that is worth
_HOST_WORTH = 1.5  # for an address or a handle of the page that holds the name
_HOST = re.compile(
    r"(?i)\b(?:www\.|https?://(?:www\.)?|@)?([a-z0-9-]{3,40})\.(?:com|org|net|info|news|co|[a-z]{2})\b"
)
_SUFFIX = re.compile(r"(?:\.(?:te?xt|html?|mhtml?|mht|xhtml|pdf|docx?|eml|zip|md|json|gz))+$")
_NAMED_HOST = re.compile(
    r"(?<![a-z0-9.-])(?P<host>(?:[a-z0-9-]{2,}\.)+(?:com|org|net|info|news|co\.[a-z]{2}|com\.[a-z]{2}|[a-z]{2}))"
    r"(?![a-z0-9.])"
)
_CORPORATE = re.compile(
    r"(?i)(?:,? (?:(?:(?:news )?(?:& )?)?media(?: group)?|newspapers?|broadcasting|publishing|publications|"
    r"company|corp(?:oration)?|co|group|holdings|limited|ltd|inc|llc|gmbh|private|services?|"
    r"unless otherwise noted.*))+$"
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


def guess(
    rows: Sequence[Row], title: str, authors: Iterable[str] = (), beside: tuple[str, str] | None = None
) -> tuple[str | None, str | None]:
    """The likely outlet and in a few words how it was found; both None where nothing tells.

    What the site says of itself is weighed: links of its own, sentences, its copyright line (which names
    an owner, who need not be the outlet), its addresses, and how often it is named. `authors` are
    people, whatever links there are to them. `beside` is what the lines around the headline tell.
    """
    people = {name.lower() for name in authors}
    best = _weightiest(
        (name, weight, basis) for name, weight, basis in _told(rows) if name.lower() not in people
    )
    named = _supported(best, rows)
    if named is not None:
        return named
    if beside is not None:
        return beside
    tail = _TITLE_TAIL.search(title)
    if tail:
        return tail["name"].strip(), "headline's end"
    for row in reversed(rows):
        match = _SOURCE_LINE.match(row.text) if row.kind is Line.SIGN_OFF else None
        if match:
            return match["name"], "source line"
    for row in rows:
        match = _DATELINE.match(row.text) if row.kind is Line.PROSE else None
        if match:
            return match["name"], "dateline"
    return None, None


def by_file_name(name: str) -> str | None:
    """The site that a file's name holds ("courier.example_live.html"); other words may be about anything."""
    match = _NAMED_HOST.search(_SUFFIX.sub("", name.lower()))
    return match["host"].removeprefix("www.") if match else None


_Told = tuple[str, float, str]  # name, worth, how it was found


def _told(rows: Sequence[Row]) -> Iterator[_Told]:
    """The names that the site's own lines give, each with what that is worth."""
    for text in dict.fromkeys(row.text for row in rows if len(row.text) <= 400):
        found = _named(text)
        if found is not None:
            yield found
    for owner in list(_owners(rows))[:1]:
        short = _CORPORATE.sub("", owner).strip()
        known = short and _lines_naming(short, rows) >= _OFTEN[-1][0]
        yield short if known else owner, _OWNER_WORTH, "copyright line"


def _named(text: str) -> _Told | None:
    whole = ((weight, pattern.match(text)) for weight, pattern in _LINES if len(text) <= 80)
    inside = ((weight, pattern.search(text)) for weight, pattern in _INSIDE)
    for weight, match in sorted((*whole, *inside), key=lambda tried: -tried[0]):
        if match is None:
            continue
        name = _PRODUCT.sub("", match["name"].rstrip(".’'")).removesuffix("’s").strip()
        if name and not _NOT_OUTLET.match(_bare(name)):
            return name, weight, "site navigation"
    return None


def _weightiest(told: Iterable[_Told]) -> list[_Told]:
    """The names by what they are worth together, greatest first; "The X" and "X" are one."""
    forms: dict[str, list[_Told]] = {}
    for one in told:
        forms.setdefault(_bare(one[0]).lower(), []).append(one)
    joined = []
    for same in forms.values():
        name = Counter(name for name, _, _ in same).most_common(1)[0][0]
        joined.append((name, sum(weight for _, weight, _ in same), max(same, key=lambda one: one[1])[2]))
    return sorted(joined, key=lambda one: -one[1])


def _supported(told: Sequence[_Told], rows: Sequence[Row]) -> tuple[str, str] | None:
    """The name worth most once it is counted how the page bears it out, None where none is worth enough."""
    hosts = {host.lower().replace("-", "") for row in rows for host in _HOST.findall(row.text)}
    best, most = None, 0.0
    for name, weight, basis in told:
        count = _lines_naming(name, rows)
        often = next((worth for least, worth in _OFTEN if count >= least), 0.0)
        squeezed = re.sub(r"\W", "", _bare(name).lower())
        hosted = len(squeezed) >= 3 and any(squeezed in host for host in hosts)
        total = weight + often + _HOST_WORTH * hosted
        if total >= _ENOUGH and total > most:
            best, most = (name, basis), total
    return best


def _lines_naming(name: str, rows: Sequence[Row]) -> int:
    whole = re.compile(rf"\b{re.escape(_bare(name))}\b")
    return sum(whole.search(row.text) is not None for row in rows)


def _bare(name: str) -> str:
    return re.sub(r"(?i)^the ", "", name)


def _owners(rows: Sequence[Row]) -> Iterator[str]:
    for row in reversed(rows):
        match = _OWNER.search(row.text) if len(row.text) < 200 else None
        if match:
            name = match["name"].strip(" -–")
            if not _NOT_OUTLET.match(furniture.unglue(name)) and "/" not in name:
                yield name
