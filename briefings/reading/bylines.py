"""Who wrote an article, by the lines that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.reading import clean, furniture, titles
from briefings.reading.furniture import Line
from briefings.reading.rows import Row

_BY = re.compile(
    r"^\W*(?:(?:words|story|report|reporting|reported|written|posted|published|analysis|text|article|opinion)\s+by|by|from)\b[:\s]*",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\s*(?:;|,(?!\s*(?:jr|sr|ii|iii|phd|md)\b)|\||/|•|·|\s[-–—]\s|\s&\s|\band\b|\bwith\b)\s*", re.IGNORECASE
)
_PLACE = re.compile(r"\s+(?:[Ii]n|[Aa]t|[Ff]or)\s+[A-Z].*$")
_HANDLE = re.compile(r"@\w+|\b\d+ (?:minutes?|hours?|days?) ago\b")
_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:(?:[a-z]{1,3}|[A-Z])\.?\s+)?[^\W\d_a-z][\w.'’-]*){1,3}")
_AGENCIES = {
    "afp", "ap", "associated press", "the associated press", "reuters", "dpa", "epa", "efe", "ansa", "xinhua",
    "tass", "pa", "pa media", "press association", "aap", "upi", "bloomberg", "ani", "pti",
    "agence france-presse",
}  # fmt: skip
_AGENCY = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))
# "By Ann Bell - Associated Press": whom she works for; "Ann Bell and Reuters" are two.
_EMPLOYER = re.compile(rf"(?<=[a-z])\s*[-–—,|/]\s*(?:{_AGENCY})\b(?!\s*,)", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:correspondent|reporter|editor|writer|columnist|journalist)$", re.IGNORECASE)
# Words of sections, buttons and offices: a line with one is no person's name.
_NOT_NAME = re.compile(
    r"\b(?:by|copyright|illustrations?|graphics?|news|sports?|live|world|politics|business|home|the|of|for|and|to|in|on|latest|more|read|image|images|photo|published|updated|share|"
    r"opinion|culture|editor|reporter|correspondent|writer|director|policy|terms|contact|about|us|sign|subscribe|newsletter|videos?|weather|travel|"
    r"fashion|health|science|tech|technology|entertainment|lifestyle|style|money|finance|football|games|puzzles|jobs|shop|deals|local|national|"
    r"international|content|hub|updates?|article|view|gallery|media|press|city|council|"
    r"united|league|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|google|facebook|twitter|whatsapp|email|copy|link|print|save|listen|premium|exclusive|editorial|staff|america|europe|key|points?|speed|summary|sharing|chief|senior|deputy|political|social|picks|saved|stories|affairs|africa|asia|east|west|follow|forecast|party|day|advisor|ask)\b",
    re.IGNORECASE,
)


def split_names(text: str) -> list[str]:
    """The names in a byline: "By Ann Bell and Carl Dorn in Kyiv" gives two."""
    parts = _APART.split(_BY.sub("", clean.line(text)))
    names = [_PLACE.sub("", part).strip(" .-–—") for part in parts]
    return [name for name in names if 1 < len(name) <= 60 and re.search(r"[^\W\d_]", name)]


def is_name(text: str) -> bool:
    """Whether `text` reads as a person's name, or is a news agency's."""
    if text.lower() in _AGENCIES:
        return True
    return bool(_NAME.fullmatch(text)) and not _NOT_NAME.search(text)


def is_of_page(text: str) -> bool:
    """Whether `text` holds a word of sections, buttons or offices: no person's name."""
    return bool(_NOT_NAME.search(text))


def authors(rows: Sequence[Row], title_at: int | None, start: int, end: int) -> tuple[str, ...]:
    """The authors named between the headline and the first prose, or signing below the body."""
    first = next((at for at in range(start, end) if rows[at].kind is Line.PROSE), start)
    above = rows[start if title_at is None else title_at + 1 : first + 5] or rows[max(0, first - 4) : first]
    names = tuple(dict.fromkeys(_named_above(above)))
    if names:
        return names[:6]
    below = [row.text for row in rows[max(start, end - 3) : end + 3] if row.kind is Line.SIGN_OFF]
    return tuple(dict.fromkeys(name for text in below for name in _signed(text)))


def _is_outlet(text: str) -> bool:
    """Whether `text` is an outlet's name; an agency's may stand for its reporters."""
    name = _BY.sub("", text)
    return titles.is_outlet(name) and name.lower() not in _AGENCIES


def _named_above(rows: Sequence[Row]) -> Iterator[str]:
    boxed = False
    for at, row in enumerate(rows):
        if _is_outlet(row.text):
            continue
        boxed = row.kind is Line.SOFT_END or (boxed and row.bullet)
        if boxed:
            continue  # whom the article is about: "Related topics"
        if row.kind is Line.BYLINE:
            yield from _names_in(row.text)
        elif row.kind is Line.STAMP:
            yield from _names_in(furniture.without_stamp(row.text) or "")
        elif row.kind is Line.SHORT and len(row.text.split()) <= 10:
            led = at > 0 and rows[at - 1].text.lower().strip(" :") in ("by", "written by", "from")
            near = rows[max(0, at - 4) : at + 5]
            if led or any(other.kind is Line.STAMP for other in near):
                yield from _names_in(row.text)


def _names_in(text: str) -> list[str]:
    """The names a line holds if it holds nothing else but offices: "Ann Bell Chief Reporter"."""
    pieces = split_names(_EMPLOYER.sub("", furniture.unglue(_HANDLE.sub(" ", text))))
    if pieces and _OFFICE.search(pieces[0]) and not _leading_name(pieces[0]):
        return []  # "Diplomatic correspondent, Lesk Herald": for whom somebody works
    return [name for piece in pieces if not _is_outlet(piece) and (name := _leading_name(piece))]


def _leading_name(text: str) -> str | None:
    if is_name(text):
        return text
    words = text.split()
    for count in (3, 2):
        head, rest = " ".join(words[:count]), " ".join(words[count:])
        if is_name(head) and _NOT_NAME.match(rest):
            return head
    return None


def _signed(text: str) -> list[str]:
    """Agencies and people of a sign-off: "abc/de (AFP, Reuters)", "Reporting by Ann Bell; ..."."""
    inside = re.search(r"\(([^()]+)\)", text)
    if inside:
        return [name for name in split_names(inside[1]) if is_name(name)]
    told = re.match(r"(?i)[(\[]?(?:additional )?(?:reporting|writing|written) by (.+)", text)
    return [name for name in split_names(told[1].split(";")[0]) if is_name(name)] if told else []
