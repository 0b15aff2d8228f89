"""Feeds at the desk: asked for politely, each on its own schedule, a new item once a job."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefings.desk import Desk
from briefings.errors import OnrecordError, Refused, TooSoon, Unreachable
from briefings.reading.fetch import Fetched
from store.records import Feed
from tests.briefings.desks import Clock, opened
from tests.briefings.reading.test_feed import OPML, RSS

URL = "https://lesk.example/feed"


class Inline:
    """Runs at once what a worker process would."""

    def __init__(self) -> None:
        self.runs = 0

    async def run(self, fn: Any, *args: Any, timeout_s: float) -> Any:
        assert timeout_s > 0
        self.runs += 1
        return fn(*args)


class Web:
    """Gives one answer or error, and notes the conditions it was asked under."""

    def __init__(self) -> None:
        self.answer: Fetched | OnrecordError = Fetched(url=URL, data=RSS, etag='"1"', last_modified="Tue")
        self.asked: list[tuple[str, str | None, str | None]] = []

    async def __call__(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        self.asked.append((url, etag, last_modified))
        if isinstance(self.answer, OnrecordError):
            raise self.answer
        return self.answer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def isolated() -> Inline:
    return Inline()


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path, clock: Clock, web: Web, isolated: Inline) -> Iterator[Desk]:
    with opened(sqlite_url, tmp_path, clock=clock, isolated=isolated, fetch=web) as desk:
        yield desk


async def only(desk: Desk) -> Feed:
    [feed] = await desk.feeds.all()
    return feed


async def test_each_new_item_becomes_one_job(desk, clock):
    await desk.feeds.add(URL, actor="test")
    assert await desk.feeds.poll() == 2
    assert await desk.feeds.poll() == 0
    clock.now += dt.timedelta(hours=1)
    assert await desk.feeds.poll() == 0
    jobs = [await desk.jobs.get(number) for number in (1, 2)]
    assert [job.payload["intake"]["url"] for job in jobs] == [
        "https://lesk.example/1",
        "https://lesk.example/2",
    ]
    assert (await only(desk)).title == "Lesk Courier"


async def test_a_feed_is_asked_whether_it_changed(desk, clock, web, isolated):
    await desk.feeds.add(URL, actor="test")
    await desk.feeds.poll()
    web.answer = Fetched(url=URL, data=b"", not_modified=True)
    for _ in range(2):
        clock.now += dt.timedelta(hours=1)
        await desk.feeds.poll()
    assert web.asked == [(URL, None, None), (URL, '"1"', "Tue"), (URL, '"1"', "Tue")]
    assert isolated.runs == 1
    assert (await only(desk)).title == "Lesk Courier"


async def test_the_same_bytes_are_not_read_again(desk, clock, isolated):
    await desk.feeds.add(URL, actor="test")
    for _ in range(3):
        await desk.feeds.poll()
        clock.now += dt.timedelta(hours=1)
    assert isolated.runs == 1


async def test_a_feed_in_trouble_is_asked_ever_more_seldom_until_it_is_well(desk, clock, web):
    await desk.feeds.add(URL, actor="test")
    well = web.answer
    web.answer = Unreachable("The site could not be reached.")
    pauses = []
    for _ in range(8):
        await desk.feeds.poll()
        feed = await only(desk)
        pauses.append(feed.next_poll - clock.now)
        clock.now = feed.next_poll
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[1] < pauses[-1] == dt.timedelta(hours=12)
    assert (feed.errors, feed.last_error) == (8, "The site could not be reached.")
    web.answer = well
    assert await desk.feeds.poll() == 2
    assert (await only(desk)).errors == 0


async def test_a_pause_that_a_site_asks_for_is_no_failure(desk, clock, web):
    await desk.feeds.add(URL, actor="test")
    until = clock.now + dt.timedelta(minutes=5)
    web.answer = TooSoon("The site asks for a pause.", until=until)
    await desk.feeds.poll()
    feed = await only(desk)
    assert (feed.errors, feed.next_poll) == (0, until)


async def test_an_opml_list_is_followed_feed_by_feed(desk):
    await desk.feeds.add("https://lesk.example/rss", actor="test")
    assert await desk.feeds.add_list(OPML, actor="test") == (1, 2)
    with pytest.raises(Refused):
        await desk.feeds.add_list(b"no list", actor="test")
    assert len(await desk.feeds.all()) == 2
