"""When a digest is due: pure arithmetic over local times, safe across every change of clocks."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
from collections.abc import Collection
from zoneinfo import ZoneInfo, available_timezones

from store.errors import OnrecordError

# A digest later than this is folded into the next one: what nobody got at breakfast is no use at night.
CATCH_UP = dt.timedelta(hours=6)

EVERY_DAY = frozenset(range(1, 8))
_DAY = dt.timedelta(days=1)
_NOON = dt.time(12)
_NOT_FOR_PEOPLE = {"Factory", "localtime", "posixrules"}


def next_due(
    local_time: dt.time, zone: str, after: dt.datetime, weekdays: Collection[int] = EVERY_DAY
) -> dt.datetime:
    """The first moment after `after` at which it is `local_time` in `zone`, on one of these days, in UTC.

    `weekdays` count from Monday, 1, and are not empty. Errors: `ValueError` where they are.

    Once a local day, whatever the clocks do: a time that is skipped in spring comes as much later as
    the clocks were moved, a time that comes twice in autumn counts the first time, and only a day
    that does not exist at all (Apia, 30 December 2011) has none.
    """
    if not weekdays:
        raise ValueError("a digest needs a day of the week")
    tz = ZoneInfo(zone)
    day = after.astimezone(tz).date() - _DAY
    while True:
        moment = _moment(day, local_time, tz)
        if moment > after and day.isoweekday() in weekdays and _exists(day, tz):
            return moment
        day += _DAY


def after_quiet(moment: dt.datetime, zone: str, quiet_from: dt.time | None, until: dt.time) -> dt.datetime:
    """The moment itself, or the end of the quiet hours that it falls into, in UTC.

    The hours are local: from `quiet_from` (None: never) up to `until`, over midnight where that is earlier.
    """
    if quiet_from is None or quiet_from == until:
        return moment
    local = moment.astimezone(ZoneInfo(zone)).time()
    over_midnight = until < quiet_from
    outside = until <= local < quiet_from if over_midnight else not quiet_from <= local < until
    return moment if outside else next_due(until, zone, moment)


def scheduled_day(due: dt.datetime, local_time: dt.time, zone: str) -> dt.date:
    """The local day that a digest due at `due` belongs to.

    It is the day that was planned, even where the spring change carries the moment over midnight
    (23:45 in Nuuk becomes 00:45 of the next day).
    """
    tz = ZoneInfo(zone)
    day = due.astimezone(tz).date()
    for planned in (day, day - _DAY):
        if _moment(planned, local_time, tz) == due and _exists(planned, tz):
            return planned
    return day


def check_zone(name: str) -> str:
    """The zone's IANA name; case, spaces for underscores and a city alone ("new york") are understood.

    Errors: `OnrecordError` with the nearest name, where there is one.
    """
    wanted = "_".join(name.split()).casefold()
    found = _zones().get(wanted)
    if found is not None:
        return found
    places = [name for name in _zones() if not any(map(str.isdigit, name))]
    near = difflib.get_close_matches(wanted, places, n=1, cutoff=0.6)
    if near:
        raise OnrecordError(
            'I do not know the time zone "{name}": did you mean "{nearest}"?',
            name=name[:60],
            nearest=_zones()[near[0]],
        )
    raise OnrecordError(
        'I do not know the time zone "{name}": please write it like "Europe/London" or "UTC".',
        name=name[:60],
    )


def _moment(day: dt.date, local_time: dt.time, tz: ZoneInfo) -> dt.datetime:
    """That local time of that day, in UTC; fold 0 shifts a gap forward and takes an overlap's first."""
    return dt.datetime.combine(day, local_time.replace(fold=0), tz).astimezone(dt.UTC)


def _exists(day: dt.date, tz: ZoneInfo) -> bool:
    """Whether the calendar of the zone has this day: only moving the date line takes away a noon."""
    return _moment(day, _NOON, tz).astimezone(tz).date() == day


@functools.cache
def _zones() -> dict[str, str]:
    """Zone names by what people may write for them: the whole name, or a city that only one zone has."""
    names = sorted(available_timezones() - _NOT_FOR_PEOPLE)
    written = {name.casefold(): name for name in names}
    cities: dict[str, list[str]] = {}
    for name in names:
        area, _, city = name.rpartition("/")
        # Etc/GMT+2 lies west of Greenwich, the opposite of what anybody means by "GMT+2".
        if area and not area.startswith(("Etc", "posix", "right")):
            cities.setdefault(city.casefold(), []).append(name)
    for city, those in cities.items():
        if len(those) == 1:
            written.setdefault(city, those[0])
    return written
