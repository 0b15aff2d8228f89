"""`08:00 Europe/Kyiv mon-fri silent #port strike @Mara Lind` as people write it -> what they want. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from briefings.digests.due import EVERY_DAY

LONGEST = 60
MOST = 10
WORKDAYS, WEEKEND = frozenset(range(1, 6)), frozenset({6, 7})
_HOUR = re.compile(r"(?i)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?(?=\s|$)")
_WISH = re.compile(r"[#@][^#@]*")
_SHORT = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_DAY = r"(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_DAYS = re.compile(rf"(?i)(?<!\S){_DAY}(?:\s*(?:-|–|to)\s*{_DAY})?(?=[\s,]|$),?")
_GROUPS = {"weekdays": WORKDAYS, "weekends": WEEKEND, "daily": EVERY_DAY}
_SILENT = re.compile(r"(?i)(?<!\S)(?:silent|silently|quietly)(?!\S)")
_GROUP = re.compile(rf"(?i)(?<!\S)({'|'.join(_GROUPS)})(?!\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """What somebody wants: the local hour, the zone as written (None: not said), these days, only these."""

    local_time: dt.time
    zone: str | None
    weekdays: frozenset[int] = EVERY_DAY
    silent: bool = False
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


def parse(words: str) -> Ordered | None:
    """The order in `words`, None when it does not begin with an hour of the day."""
    found = _HOUR.match(words.strip())
    local_time = _time(found) if found else None
    if found is None or local_time is None:
        return None
    rest = words.strip()[found.end() :]
    told = re.split(r"[#@]", rest, maxsplit=1)[0]
    weekdays, told = _weekdays(told)
    zone = " ".join(_SILENT.sub(" ", told).split()).strip(" ,;")
    wishes = [wish[0] + cleaned(wish[1:]) for wish in _WISH.findall(rest)]
    return Ordered(
        local_time=local_time,
        zone=zone or None,
        weekdays=weekdays or EVERY_DAY,
        silent=_SILENT.search(told) is not None,
        topics=_those("#", wishes),
        speakers=_those("@", wishes),
    )


def hour(words: str) -> dt.time | None:
    """The hour of the day that these words alone are, None for anything else."""
    found = _HOUR.fullmatch(words.strip())
    return _time(found) if found else None


def several(words: str) -> tuple[str, ...]:
    """Names or topics, written with commas or line breaks between them."""
    named = (cleaned(part.strip().lstrip("#@")) for part in re.split(r"[,;\n]", words))
    return tuple(dict.fromkeys(filter(None, named)))[:MOST]


def _time(found: re.Match[str]) -> dt.time | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    elif found["minute"] is None:
        return None  # "/subscribe 8" could be anything
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _weekdays(told: str) -> tuple[frozenset[int], str]:
    """The days of the week that are named, none where none is, and the rest of the words."""
    days: set[int] = set()
    for found in _GROUP.finditer(told):
        days |= _GROUPS[found[1].lower()]
    for found in _DAYS.finditer(told):
        first = _SHORT.index(found[1].lower()[:3])
        last = _SHORT.index(found[2].lower()[:3]) if found[2] else first
        days |= {(first + step) % 7 + 1 for step in range((last - first) % 7 + 1)}
    return frozenset(days), _DAYS.sub(" ", _GROUP.sub(" ", told))


def cleaned(wish: str) -> str:
    """A topic or name without what is around it; underscores stand for spaces, as in hashtags."""
    return " ".join(wish.replace("_", " ").split()).strip(" ,;")[:LONGEST].rstrip()


def _those(mark: str, wishes: list[str]) -> tuple[str, ...]:
    named = (wish[1:] for wish in wishes if wish.startswith(mark) and wish[1:])
    return tuple(dict.fromkeys(named))[:MOST]
