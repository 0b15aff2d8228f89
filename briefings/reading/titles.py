"""What newspapers, agencies and stations call themselves."""

from __future__ import annotations

import re

_MOST_WORDS = 6
# What newspapers, agencies and stations call themselves, as a word or as the end of one ("NewsPost").
_KIND = (
    "times|post|herald|tribune|courier|gazette|chronicle|journal|journalism|news|newspaper|press|agency|wire|"
    "dispatch|ledger|standard|observer|guardian|telegraph|mail|mirror|globe|examiner|inquirer|monitor|bulletin|"
    "register|sentinel|argus|echo|express|advertiser|today|daily|weekly|magazine|radio|tv|television|"
    "broadcasting|network|media|online|tribunal|beat|anchor|world service|newswire|digest|spectator|reporter|"
    "independent|star|sun|record|review|insider|zeitung"
)
_SECTION = re.compile(
    r"(?:world|local|latest|breaking|top|more|us|uk|politics|political|business|sports?|health|tech|technology|"
    r"science|entertainment|showbiz|celebrity|money|social|good|football|weather|travel|all|our)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\b(?:{_KIND})\b", re.IGNORECASE)
_GLUED = re.compile(rf"[a-z](?:{_KIND.title()})$")
_NAME = re.compile(
    r"(?:The |the )?[A-Z0-9][\w&.'’-]*(?: (?:of|the|and|de|la|le|del|di|&)| [A-Z0-9][\w&.'’-]*){0,5}"
)
_LIVE = re.compile(r"(?:,|\s[-–—|])?\s+(?:live(?: ?blog)?|blog|as it happened)$", re.IGNORECASE)
_PARTS = re.compile(r"\s*[,|•·]\s*|\s+[-–—]\s+")
_SHOUTED = re.compile(r"[A-Z][A-Z]{3,}")
_SHORT = 3  # letters of a shouted name that are initials: "BBC News"


def is_outlet(line: str) -> bool:
    """Whether a line is an outlet's name by its own words: "The Lesk Courier", "Harbour Times Live"."""
    name = _LIVE.sub("", line)
    fits = len(name.split()) <= _MOST_WORDS and bool(_NAME.fullmatch(name))
    if not fits or not (_GLUED.search(name) or _ALONE.search(name)):
        return False
    # "News", "TV", "World News" are sections of a page
    told = [word for word in name.split() if not _SECTION.fullmatch(word)]
    return len(told) > 1 or not _ALONE.fullmatch(" ".join(told))


def outlet_in(line: str) -> str | None:
    """The outlet's name that a line or a part of it is, plainly: "Lesk Business Daily | English edition"."""
    return next((plain(part) for part in _PARTS.split(line.strip()) if is_outlet(part)), None)


def plain(name: str) -> str:
    """The name without "live blog" behind it and without shouting ("THE LESK COURIER")."""
    name = _LIVE.sub("", name)
    if not _SHOUTED.search(name) or any(letter.islower() for letter in name):
        return name
    return re.sub(
        r"[A-Z]+", lambda word: word.group() if len(word.group()) < _SHORT else word.group().title(), name
    )
