import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.digests.due import check_zone, next_due, scheduled_day
from store.errors import OnrecordError

ZONES = sorted(available_timezones() - {"Factory", "localtime"})
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
EARLIEST = dt.datetime(1975, 1, 1, tzinfo=dt.UTC)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def days_between(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("zone", "time", "after", "due"),
    [
        ("UTC", "08:00", "2024-03-27T07:59", "2024-03-27T08:00"),
        ("UTC", "08:00", "2024-03-27T08:00", "2024-03-28T08:00"),
        ("Europe/Kyiv", "08:00", "2024-03-30T07:00", "2024-03-31T05:00"),
        ("Europe/Kyiv", "03:30", "2024-03-30T12:00", "2024-03-31T01:30"),  # the gap: told at 04:30
        ("Europe/Kyiv", "03:30", "2024-10-26T12:00", "2024-10-27T00:30"),  # the overlap: the first 03:30
        ("Europe/Kyiv", "03:30", "2024-10-27T00:30", "2024-10-28T01:30"),  # and not the second
        ("America/New_York", "02:30", "2024-03-09T12:00", "2024-03-10T07:30"),
        ("America/New_York", "01:30", "2024-11-02T12:00", "2024-11-03T05:30"),
        ("America/New_York", "01:30", "2024-11-03T05:30", "2024-11-04T06:30"),
        ("America/Godthab", "23:45", "2024-03-30T12:00", "2024-03-31T01:45"),  # over midnight, to 00:45
        ("America/Godthab", "23:45", "2024-03-31T01:45", "2024-04-01T00:45"),
        ("Australia/Lord_Howe", "02:15", "2024-10-05T00:00", "2024-10-05T15:45"),  # half an hour
        ("Australia/Lord_Howe", "01:45", "2024-04-06T00:00", "2024-04-06T14:45"),
        ("Pacific/Apia", "08:00", "2011-12-29T18:00", "2011-12-30T18:00"),  # no 30 December
    ],
)
def test_next_due(zone: str, time: str, after: str, due: str) -> None:
    assert next_due(dt.time.fromisoformat(time), zone, utc(after)) == utc(due)


def test_the_day_stays_the_planned_one_when_the_gap_carries_the_moment_over_midnight() -> None:
    at = dt.time(23, 45)
    due = next_due(at, "America/Godthab", utc("2024-03-30T12:00"))
    assert due.astimezone(ZoneInfo("America/Godthab")).date() == dt.date(2024, 3, 31)
    assert scheduled_day(due, at, "America/Godthab") == dt.date(2024, 3, 30)


def test_a_day_without_a_date_is_skipped_and_the_next_keeps_its_own() -> None:
    at = dt.time(8)
    due = next_due(at, "Pacific/Apia", utc("2011-12-29T18:00"))
    assert scheduled_day(due, at, "Pacific/Apia") == dt.date(2011, 12, 31)


@given(
    zone=st.sampled_from(ZONES),
    local_time=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    start=st.integers(0, 22_000 * 24 * 60).map(lambda minutes: EARLIEST + minutes * MINUTE),
)
def test_fires_exactly_once_a_local_day(zone: str, local_time: dt.time, start: dt.datetime) -> None:
    moments = [next_due(local_time, zone, start)]
    for _ in range(9):
        moments.append(next_due(local_time, zone, moments[-1]))
    assert moments == sorted(set(moments))
    planned = [scheduled_day(moment, local_time, zone) for moment in moments]
    assert len(set(planned)) == len(planned)
    tz = ZoneInfo(zone)
    missing = set(days_between(planned[0], planned[-1])) - set(planned)
    for day in missing:  # only days that no instant belongs to
        noon = dt.datetime.combine(day, dt.time(12), tz)
        assert noon.astimezone(dt.UTC).astimezone(tz).date() != day


@given(zone=st.sampled_from(ZONES), year=st.integers(1975, 2035))
def test_a_whole_year_has_each_of_its_days_once(zone: str, year: int) -> None:
    tz, at = ZoneInfo(zone), dt.time(2, 30)
    moment = dt.datetime(year, 1, 1, 12, tzinfo=tz)
    planned = []
    while (moment := next_due(at, zone, moment)).astimezone(tz).year == year:
        planned.append(scheduled_day(moment, at, zone))
    expected = days_between(dt.date(year, 1, 2), dt.date(year, 12, 31))
    assert planned == [day for day in expected if day in set(planned)]
    assert len(expected) - len(planned) <= 1


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("europe/kyiv", "Europe/Kyiv"),
        ("utc", "UTC"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
    ],
)
def test_zones_are_understood_as_people_write_them(written: str, name: str) -> None:
    assert check_zone(written) == name


@pytest.mark.parametrize(
    ("written", "hint"), [("Europe/Kyivv", "Europe/Kyiv"), ("GMT+2", "GMT"), ("", "like")]
)
def test_an_unknown_zone_is_one_sentence_with_a_hint(written: str, hint: str) -> None:
    with pytest.raises(OnrecordError, match="I do not know the time zone") as error:
        check_zone(written)
    assert hint in str(error.value)
