"""Who wrote an article, by the lines that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.reading import clean, furniture
from briefings.reading.furniture import Line
from briefings.reading.rows import Row

_BY = re.compile(
    r"^\W*(?:(?:words|story|report|reporting|reported|written|posted|published|analysis|text|article|opinion)\s+by|by|from)\b[:\s]*",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\s*(?:;|,(?!\s*(?:jr|sr|ii|iii|phd|md)\b)|\||/|•|·|\s[-–—]\s|\s&\s|\band\b|\bwith\b)\s*", re.IGNORECASE
)
_PLACE = re.compile(r"\s+(?:in|at|for)\s+[A-Z].*$")
_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:(?:[a-z]{1,3}|[A-Z])\.?\s+)?[^\W\d_a-z][\w.'’-]*){1,3}")
_AGENCIES = {
    "afp", "ap", "associated press", "the associated press", "reuters", "dpa", "epa", "efe", "ansa", "xinhua",
    "tass", "pa", "pa media", "press association", "aap", "upi", "bloomberg", "ani", "pti",
    "agence france-presse",
}  # fmt: skip
# Words of sections, buttons and offices: a line with one is no person's name.
_NOT_NAME = re.compile(
    r"\b(?:news|sports?|live|world|politics|business|home|the|of|for|and|to|in|on|latest|more|read|image|images|photo|published|updated|share|"
    r"opinion|culture|editor|reporter|correspondent|writer|director|policy|terms|contact|about|us|sign|subscribe|newsletter|videos?|weather|travel|"
    r"fashion|health|science|tech|technology|entertainment|lifestyle|style|money|finance|football|games|puzzles|jobs|shop|deals|local|national|"
    r"international|content|hub|updates?|article|view|gallery|media|press|king county|city|council|"
    r"united|league|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|google|facebook|twitter|whatsapp|email|copy|link|print|save|listen|premium|exclusive|editorial|staff|america|europe|africa|asia|east|west|follow|forecast|party|day|advisor|ask)\b",
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


def authors(rows: Sequence[Row], title_at: int | None, start: int, end: int) -> tuple[str, ...]:
    """The authors named between the headline and the first prose, or signing below the body."""
    first = next((at for at in range(start, end) if rows[at].kind is Line.PROSE), start)
    above = rows[start if title_at is None else title_at + 1 : first + 3] or rows[max(0, first - 4) : first]
    names = tuple(dict.fromkeys(_named_above(above)))
    if names:
        return names[:6]
    below = [row.text for row in rows[max(start, end - 3) : end + 3] if row.kind is Line.SIGN_OFF]
    return tuple(dict.fromkeys(name for text in below for name in _signed(text)))


def _named_above(rows: Sequence[Row]) -> Iterator[str]:
    for at, row in enumerate(rows):
        before, after = rows[max(0, at - 2) : at], rows[at + 1 : at + 3]
        if row.kind is Line.BYLINE:
            yield from (name for name in split_names(furniture.unglue(row.text)) if is_name(name))
        elif row.kind is Line.STAMP:
            rest = furniture.without_stamp(row.text) or ""
            yield from (name for name in split_names(rest) if is_name(name))
        elif row.kind in (Line.SHORT, Line.BUTTON) and len(row.text.split()) <= 10:
            led = bool(before) and before[-1].text.lower().strip(":") in ("by", "written by", "from")
            dated = any(other.kind is Line.STAMP for other in (*before, *after))
            name = re.split(r"\s*[,|•·]|\s+[-–—]\s", row.text)[0]
            match = _NAME.match(name)
            if led or (dated and match and is_name(match[0]) and _only_name(name, match[0])):
                yield from [match[0]] if match and is_name(match[0]) else split_names(name)


def _only_name(text: str, name: str) -> bool:
    """Whether `text` is `name`, perhaps with an office after it."""
    return text == name or bool(_NOT_NAME.search(text[len(name) :]))


def _signed(text: str) -> list[str]:
    """Agencies and people of a sign-off: "abc/de (AFP, Reuters)", "Reporting by Ann Bell; ..."."""
    inside = re.search(r"\(([^()]+)\)", text)
    if inside:
        return [name for name in split_names(inside[1]) if is_name(name)]
    told = re.match(r"(?i)[(\[]?(?:additional )?(?:reporting|writing|written) by (.+)", text)
    return [name for name in split_names(told[1].split(";")[0]) if is_name(name)] if told else []
