"""The three journeys at the front desk, with the real reader and the real model: load, ask, digest."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.wiring import SpokenWords
from briefings.answering.answer import Outcome
from briefings.delivery.verdicts import Delivered, RetryLater, Verdict
from briefings.desk import Desk, Reply
from briefings.errors import Unreachable
from briefings.isolation import Isolated
from briefings.reading.fetch import Fetched
from briefings.reading.intake import Intake
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.records import JobState, Order, OutboxMessage

FIRST = """Ferry crews of Oskel to strike on Sunday

The Oskel Gazette, 3 May 2031

The ferry crews' union announced on Saturday that no boat would leave Oskel on Sunday.

"We have waited for a year and heard nothing," its chairwoman, Dana Merrow, told reporters.

The shipping company denied that it had broken off the talks.

"Our door was never shut," said its director, Piet Haller.
"""

SECOND = """Strike off, says union

The Oskel Gazette, 4 May 2031

Ferry union chairwoman Dana Merrow said on Sunday that the strike was called off.

The mayor, Mara Lind, promised a new timetable by June.
"""


@dataclass
class Hand:
    """A sender that keeps what it was given."""

    sent: list[OutboxMessage] = field(default_factory=list)

    async def turn(self, _message: OutboxMessage) -> RetryLater | None:
        return None

    async def send(self, message: OutboxMessage) -> Verdict:
        self.sent.append(message)
        return Delivered(len(self.sent))


@dataclass
class House:
    """A desk with a clock and a web of the test's own."""

    desk: Desk
    hand: Hand
    time: list[dt.datetime]
    web: dict[str, bytes]

    async def load(self, text: str, reply: Reply | None = None) -> JobState:
        job = await self.desk.jobs.submit(Intake(text=text), actor="test", reply=reply)
        ended = await self.desk.jobs.work(only=[job.id])
        assert ended is not None
        return ended.state


@pytest.fixture(scope="module")
def isolated() -> Iterator[Isolated]:
    """One worker process for all tests here: its model takes seconds to load."""
    made = Isolated()
    yield made
    made.close()


@pytest.fixture
async def house(database_url: str, isolated: Isolated, tmp_path: Path) -> AsyncIterator[House]:
    database = Database(database_url)
    archive = Archive(database)
    lookup = Lookup(archive, tmp_path / "index")
    time = [dt.datetime(2031, 5, 3, 12, 0, tzinfo=dt.UTC)]
    web: dict[str, bytes] = {}

    async def fetch(url: str, **_: object) -> Fetched:
        if url not in web:
            raise Unreachable("The page did not answer.")
        return Fetched(url=url, data=web[url], content_type="text/html")

    desk = Desk(
        archive=archive,
        lookup=lookup,
        isolated=isolated,
        fetch=fetch,
        words=SpokenWords(),
        now=lambda: time[0],
    )
    yield House(desk, Hand(), time, web)
    lookup.close()
    database.close()


async def test_load_then_ask(house: House):
    assert await house.load(FIRST, Reply(chat_id=7, message_id=3)) is JobState.DONE
    await house.desk.digests.deliver(house.hand)
    [told] = house.hand.sent
    assert (told.chat_id, told.reply_to) == (7, 3)
    assert "statements" in told.html

    made = await house.desk.answers.ask("what did Merrow say?")
    assert made.outcome is Outcome.ANSWERED
    assert any("waited for a year" in words for cited in made.citations for words in cited.claim.content)
    denial = await house.desk.answers.ask("who denied that the talks were broken off?")
    assert denial.citations[0].claim.speaker != "Dana Merrow"
    nothing = await house.desk.answers.ask("what did the archbishop say?")
    assert nothing.outcome is Outcome.NOTHING_FOUND


async def test_loading_twice_adds_once(house: House):
    await house.load(FIRST)
    await house.load(FIRST)
    with house.desk.archive.read() as tx:
        assert tx.articles.count() == 1


async def test_a_digest_comes_once_and_only_with_what_is_new(house: House):
    await house.load(FIRST)
    await house.desk.subscriptions.put(
        Order(local_time=dt.time(8), zone="Europe/Kyiv"), chat_id=9, thread_id=None, actor="chat 9"
    )
    await house.load(SECOND)
    house.time[0] = dt.datetime(2031, 5, 4, 5, 1, tzinfo=dt.UTC)
    assert await house.desk.digests.tick() > 0
    assert await house.desk.digests.tick() == 0
    while await house.desk.digests.deliver(house.hand):
        pass
    text = "\n".join(message.html for message in house.hand.sent)
    assert "called off" in text
    assert "waited for a year" not in text

    house.time[0] += dt.timedelta(days=1)
    assert await house.desk.digests.tick() == 0


async def test_a_link_is_tried_again_before_it_is_given_up(house: House):
    url = "https://gazette.example/late"
    job = await house.desk.jobs.submit(Intake(url=url), actor="test", reply=Reply(chat_id=7))
    for _ in range(2):
        tried = await house.desk.jobs.work()
        assert tried is not None
        assert tried.state is JobState.QUEUED
        house.time[0] += dt.timedelta(minutes=10)
    house.web[url] = f"<html><body><article><h1>Late</h1><p>{FIRST}</p></article></body></html>".encode()
    last = await house.desk.jobs.work()
    assert last is not None
    assert (last.id, last.state) == (job.id, JobState.DONE)


async def test_a_feed_hands_on_each_item_once(house: House):
    feed = "https://gazette.example/rss.xml"
    item = "<item><title>A</title><link>https://gazette.example/a</link></item>"
    house.web[feed] = f"<rss version='2.0'><channel><title>G</title>{item}</channel></rss>".encode()
    assert await house.desk.feeds.add(feed, actor="test")
    assert await house.desk.feeds.poll() == 1
    house.time[0] += dt.timedelta(hours=1)
    assert await house.desk.feeds.poll() == 0
    [followed] = await house.desk.feeds.all()
    assert followed.errors == 0


async def test_a_feed_that_fails_is_counted_and_left_alone_longer(house: House):
    await house.desk.feeds.add("https://gazette.example/gone.xml", actor="test")
    await house.desk.feeds.poll()
    [followed] = await house.desk.feeds.all()
    assert followed.errors == 1
    assert followed.last_error == "The page did not answer."
    assert followed.next_poll > house.time[0] + dt.timedelta(minutes=20)


async def test_what_cannot_be_read_is_told_in_one_sentence(house: House):
    job = await house.desk.jobs.submit(
        Intake(data=b"\x00" * 64, name="x.txt"), actor="test", reply=Reply(chat_id=7)
    )
    ended = await house.desk.jobs.work(only=[job.id])
    assert ended is not None
    assert ended.state is JobState.FAILED
    await house.desk.digests.deliver(house.hand)
    [told] = house.hand.sent
    assert told.html.startswith("Not added")
