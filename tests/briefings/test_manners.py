"""Fetching as a guest: robots.txt is asked for once, kept, and its pauses too, by all together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from briefings.errors import Refused, TooSoon, Unreachable
from briefings.manners import Guest
from store.archive import Archive
from store.database import Database
from tests.briefings.reading.test_fetch import Site, answer, site
from tests.store.make import NOW


class Clock:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = NOW
        self.slept: list[float] = []

    def __call__(self) -> dt.datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += dt.timedelta(seconds=seconds)


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    database = Database(sqlite_url)
    yield Archive(database)
    database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def guest(archive: Archive, clock: Clock, asked: Site) -> Guest:
    return Guest(archive, clock, sleep=clock.sleep, opened=frozenset({("127.0.0.1", asked.port)}))


def paths(asked: Site) -> list[str]:
    return [request.split()[1] for request in asked.requests]


async def test_rules_are_asked_for_first_and_once_a_day(archive, clock):
    async with site(answer(b"User-agent: *\nDisallow: /secret"), answer(b"page")) as asked:
        visit = guest(archive, clock, asked)
        assert (await visit(asked.url("/a"))).data == b"page"
        assert (await guest(archive, clock, asked)(asked.url("/b"))).data == b"page"
        assert paths(asked) == ["/robots.txt", "/a", "/b"]
        clock.now += dt.timedelta(hours=25)
        await visit(asked.url("/c"))
    assert paths(asked)[3:] == ["/robots.txt", "/c"]


async def test_what_a_site_forbids_is_not_asked_for(archive, clock):
    async with site(answer(b"User-agent: Onrecord\nDisallow: /secret")) as asked:
        with pytest.raises(Refused, match=r"robots\.txt"):
            await guest(archive, clock, asked)(asked.url("/secret/a"))
        assert paths(asked) == ["/robots.txt"]


async def test_an_address_that_leads_to_what_is_forbidden_is_not_followed(archive, clock):
    rules = answer(b"User-agent: *\nDisallow: /secret")
    async with site(rules, answer(status="302 Found", Location="/secret"), answer(b"no")) as asked:
        with pytest.raises(Refused, match=r"robots\.txt"):
            await guest(archive, clock, asked)(asked.url("/a"))
        assert paths(asked) == ["/robots.txt", "/a"]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden"])
async def test_a_site_without_rules_may_be_read(archive, clock, status):
    async with site(answer(b"", status=status), answer(b"page")) as asked:
        assert (await guest(archive, clock, asked)(asked.url("/a"))).data == b"page"


async def test_a_site_that_cannot_tell_its_rules_is_tried_later(archive, clock):
    async with site(answer(b"", status="503 Busy")) as asked:
        with pytest.raises(Unreachable):
            await guest(archive, clock, asked)(asked.url("/a"))
        assert paths(asked) == ["/robots.txt"]


async def test_a_short_pause_is_waited_for_and_a_long_one_put_off(archive, clock):
    async with site(answer(b"User-agent: *\nCrawl-delay: 4"), answer(b"page")) as asked:
        visit = guest(archive, clock, asked)
        await visit(asked.url("/a"))
        await visit(asked.url("/b"))
        assert clock.slept == [4.0]
    async with site(answer(b"User-agent: *\nCrawl-delay: 60"), answer(b"page")) as asked:
        visit = guest(archive, clock, asked)
        await visit(asked.url("/a"))
        with pytest.raises(TooSoon) as caught:
            await visit(asked.url("/b"))
        assert caught.value.until == clock.now + dt.timedelta(seconds=60)
        assert paths(asked) == ["/robots.txt", "/a"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/a", "http://[::1]/a", "http://2130706433/a"])
async def test_inner_addresses_stay_refused(archive, clock, address):
    with pytest.raises(Refused):
        await Guest(archive, clock, sleep=clock.sleep)(address)
