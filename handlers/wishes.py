"""`08:00 Europe/Kyiv #port strike @Mara Lind` as people write it -> hour, zone, topics, speakers. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from briefings.digests.digest import Wish

_LONGEST = 60
_MOST = 10
_HOUR = re.compile(r"(?i)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?(?=\s|$)")
_WISH = re.compile(r"[#@][^#@]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """What somebody wants: the local hour, the zone as written (None: not said), only these."""

    local_time: dt.time
    zone: str | None
    wish: Wish


def parse(words: str) -> Ordered | None:
    """The order in `words`, None when it does not begin with an hour of the day."""
    found = _HOUR.match(words.strip())
    local_time = _time(found) if found else None
    if found is None or local_time is None:
        return None
    rest = words.strip()[found.end() :]
    zone = re.split(r"[#@]", rest, maxsplit=1)[0].strip()
    wishes = [_clean(each) for each in _WISH.findall(rest)]
    return Ordered(
        local_time=local_time,
        zone=zone or None,
        wish=Wish(
            topics=_those("#", wishes),
            speakers=_those("@", wishes),
        ),
    )


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


def _clean(wish: str) -> str:
    """The wish with its mark; underscores stand for spaces, as in hashtags."""
    return wish[0] + " ".join(wish[1:].replace("_", " ").split()).strip(" ,;")[:_LONGEST]


def _those(mark: str, wishes: list[str]) -> tuple[str, ...]:
    named = (wish[1:] for wish in wishes if wish.startswith(mark) and wish[1:])
    return tuple(dict.fromkeys(named))[:_MOST]
