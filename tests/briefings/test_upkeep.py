"""What owners put right: articles, speakers, statements, helpers; and how everything stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefings.desk import Desk
from briefings.errors import OnrecordError
from briefings.keeping import Outcome, keep
from briefings.reading.fetch import Fetched
from store.records import (
    Attributed,
    Dated,
    Delivery,
    FoundSpeaker,
    JobState,
    Order,
    ReadArticle,
    Role,
)
from tests.briefings.desks import Clock, opened
from tests.store.make import NOW, found_claim

SENTENCE = "Mara Lind said on Friday the quay is shut."
ACTOR = "telegram 1"


class Inline:
    """Runs at once what otherwise runs in a process of its own; attribution is played."""

    found = Attributed()

    async def run(self, fn: Callable[..., Any], *args: Any, timeout_s: float) -> Any:
        del fn, args, timeout_s
        return self.found


async def no_network(url: str, **_: object) -> Fetched:
    raise AssertionError(f"nothing may be fetched here: {url}")


@pytest.fixture
def isolated() -> Inline:
    return Inline()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path, clock: Clock, isolated: Inline) -> Iterator[Desk]:
    with opened(sqlite_url, tmp_path, clock=clock, isolated=isolated, fetch=no_network) as desk:
        yield desk


def article(**fields: Any) -> ReadArticle:
    known = {
        "title": "Quay shut",
        "text": SENTENCE,
        "outlet": "Oskel Gazette",
        "published": Dated(NOW.date()),
    }
    return ReadArticle(**{**known, **fields})


def attributed(speaker: str = "Mara Lind", **fields: Any) -> Attributed:
    claim = found_claim(SENTENCE, "the quay is shut", speakers=(speaker,), **fields)
    return Attributed(claims=(claim,), speakers=(FoundSpeaker(name=speaker),))


def store(desk: Desk, read: ReadArticle | None = None, found: Attributed | None = None) -> int:
    return keep(desk.archive, read or article(), found or attributed(), now=NOW).article_id


async def asked(desk: Desk) -> list[str]:
    made = await desk.answers.ask("what did Mara Lind say about the quay?")
    return [each.claim.content[0] for each in made.citations]


async def test_an_article_taken_back_is_nowhere_and_comes_back_whole(desk: Desk) -> None:
    number = store(desk)
    assert await asked(desk) == ["the quay is shut"]
    assert await desk.articles.remove(number, actor=ACTOR)
    assert not await desk.articles.remove(number, actor=ACTOR)
    assert await asked(desk) == []
    assert await desk.articles.get(number) is None
    assert await desk.articles.newest(limit=5) == []
    assert (await desk.upkeep.numbers()).articles == 0
    assert await desk.articles.restore(number, actor=ACTOR)
    assert await asked(desk) == ["the quay is shut"]
    assert not await desk.articles.restore(number, actor=ACTOR)


async def test_what_was_taken_back_and_is_handed_over_again_stands_again(desk: Desk) -> None:
    number = store(desk)
    await desk.articles.remove(number, actor=ACTOR)
    assert keep(desk.archive, article(), attributed(), now=NOW).outcome is Outcome.DUPLICATE
    assert await asked(desk) == ["the quay is shut"]


async def test_a_wrong_outlet_is_put_right_in_every_answer(desk: Desk) -> None:
    number = store(desk)
    assert await desk.articles.correct_outlet(number, "Lesk Courier", actor=ACTOR)
    made = await desk.answers.ask("what did Mara Lind say about the quay?")
    assert made.citations[0].claim.outlet == "Lesk Courier"
    shelved = await desk.articles.get(number)
    assert shelved is not None
    assert (shelved.article.outlet_basis, len(shelved.claim_ids)) == ("given", 1)
    assert not await desk.articles.correct_outlet(99, "Lesk Courier", actor=ACTOR)


async def test_with_the_day_of_an_article_the_days_of_its_claims_are_put_right(
    desk: Desk, isolated: Inline
) -> None:
    number = store(desk, found=attributed(said_on="2031-05-02"))
    isolated.found = attributed(said_on="2031-04-25")
    assert await desk.articles.correct_day(number, dt.date(2031, 4, 27), actor=ACTOR)
    made = await desk.answers.ask("what did Mara Lind say about the quay?")
    claim = made.citations[0].claim
    assert (claim.said_on, claim.published) == ("2031-04-25", Dated(dt.date(2031, 4, 27)))
    with pytest.raises(OnrecordError, match="still to come"):
        await desk.articles.correct_day(number, dt.date(2040, 1, 1), actor=ACTOR)


async def test_two_speakers_who_are_one_are_merged_under_every_name(desk: Desk) -> None:
    store(desk)
    other = "The harbour master warned that the quay is shut."
    claim = found_claim(other, "the quay is shut", speakers=("M. Linde",))
    found = Attributed(claims=(claim,), speakers=(FoundSpeaker(name="M. Linde", role="harbour master"),))
    store(desk, article(title="Warning", text=other), found)
    [old] = await desk.upkeep.speakers_called("M. Linde")
    [new] = await desk.upkeep.speakers_called("Mara Lind")
    assert await desk.upkeep.merge(old.id, new.id, actor=ACTOR) == 1
    profile = await desk.answers.who("M. Linde")
    assert profile is not None
    assert (profile.speaker.name, profile.speaker.role, len(profile.claim_ids)) == (
        "Mara Lind",
        "harbour master",
        2,
    )
    for pair in ((new.id, new.id), (old.id, new.id)):
        with pytest.raises(OnrecordError):
            await desk.upkeep.merge(*pair, actor=ACTOR)


async def test_a_speaker_is_found_by_a_name_that_was_added(desk: Desk) -> None:
    store(desk)
    [speaker] = await desk.upkeep.speakers_called("Mara Lind")
    await desk.upkeep.add_alias(speaker.id, "The Heron", actor=ACTOR)
    profile = await desk.answers.who("The Heron")
    assert profile is not None
    assert profile.speaker.id == speaker.id


async def test_a_statement_is_given_to_whom_it_belongs(desk: Desk) -> None:
    store(desk)
    assert await desk.reviews.correct_speaker(1, "Tor Brandt", actor=ACTOR) == "Tor Brandt"
    assert await asked(desk) == []
    profile = await desk.answers.who("Tor Brandt")
    assert profile is not None
    assert len(profile.claim_ids) == 1


async def test_a_retraction_reaches_whoever_was_sent_the_statement_unless_it_is_undone(
    desk: Desk, clock: Clock
) -> None:
    await desk.subscriptions.put(
        Order(local_time=dt.time(8), zone="UTC"), chat_id=-100, thread_id=4, actor=ACTOR
    )
    store(desk)
    with desk.archive.begin() as tx:
        digest = tx.outbox.share(["the quay is shut"], NOW, statements=[1])
        (subscription,) = tx.subscriptions.of_chat(-100)
        tx.outbox.add_shared(digest, 1, [subscription.id], occasion="x", not_before=NOW, watermark=9)
        (leased,) = tx.outbox.lease(NOW, until=NOW, limit=1)
        tx.outbox.sent(leased.id, 77, NOW)
        shown = {"about": {"claims": [1]}, "actions": ["page"], "expires_at": NOW + dt.timedelta(days=1)}
        for token, chat in (("a" * 16, 101), ("b" * 16, -100)):
            tx.keyboards.add(token, chat_id=chat, user_id=5, **shown)  # type: ignore[arg-type]
    at = await desk.reviews.retract(1, actor=ACTOR)
    assert at is not None
    clock.now += dt.timedelta(minutes=6)

    def waiting() -> list[tuple[int, int | None, str]]:
        with desk.archive.begin() as tx:
            told = tx.outbox.lease(clock.now, until=clock.now, limit=9)
            for each in told:
                tx.outbox.release(each.id, not_before=clock.now)
            return sorted((each.chat_id, each.thread_id, each.html) for each in told)

    assert waiting() == [(-100, 4, "taken back"), (101, None, "taken back")]
    assert await desk.reviews.restore(1, at, actor=ACTOR) == 1
    assert waiting() == []


async def test_what_attribution_was_least_sure_of_is_offered_once(desk: Desk) -> None:
    store(desk, found=attributed(confidence=0.52))
    assert await desk.reviews.doubtful() == [1]
    await desk.reviews.keep(1, user_id=1, actor=ACTOR)
    assert await desk.reviews.doubtful() == []


async def test_roles_are_given_and_taken(desk: Desk) -> None:
    assert await desk.upkeep.role(5) is None
    await desk.upkeep.grant(5, Role.VIEWER, actor=ACTOR)
    await desk.upkeep.grant(5, Role.EDITOR, actor=ACTOR)
    assert await desk.upkeep.roles() == [(5, Role.EDITOR)]
    assert await desk.upkeep.revoke(5, actor=ACTOR)
    assert not await desk.upkeep.revoke(5, actor=ACTOR)
    assert [each.action for each in await desk.upkeep.log(limit=2)] == ["revoke", "revoke"]


def test_a_role_covers_those_below_it() -> None:
    assert [role for role in Role if role.covers(Role.EDITOR)] == [Role.EDITOR, Role.OWNER]


async def test_a_broadcast_reaches_every_chat_once(desk: Desk) -> None:
    order = Order(local_time=dt.time(8), zone="UTC")
    for chat, thread in ((101, None), (101, None), (-100, 4)):
        await desk.subscriptions.put(order, chat_id=chat, thread_id=thread, actor=ACTOR)
    assert await desk.upkeep.audience() == 2
    assert await desk.upkeep.broadcast("<b>We move.</b>", mark="m1", actor=ACTOR) == 2
    with desk.archive.begin() as tx:
        told = tx.outbox.lease(NOW, until=NOW, limit=9)
    assert [(each.chat_id, each.thread_id, each.html) for each in told] == [
        (101, None, "<b>We move.</b>"),
        (-100, 4, "<b>We move.</b>"),
    ]


async def test_numbers_and_health_tell_how_everything_stands(desk: Desk, clock: Clock) -> None:
    store(desk)
    await desk.upkeep.broadcast("nobody hears this", mark="m2", actor=ACTOR)
    numbers = await desk.upkeep.numbers()
    assert (numbers.articles, numbers.statements, numbers.speakers, numbers.outlets) == (1, 1, 1, 1)
    assert (numbers.newest, numbers.subscriptions, numbers.chats) == (NOW.date(), 0, 0)
    with desk.archive.begin() as tx:
        tx.outbox.add("k", chat_id=5, html="x", not_before=NOW)
        tx.jobs.add("load", {}, NOW)
    clock.now += dt.timedelta(minutes=3)
    health = await desk.upkeep.health()
    assert (health.jobs, health.messages) == ({JobState.QUEUED: 1}, {Delivery.WAITING: 1})
    assert (health.behind, health.failing_feeds) == (0, ())
    assert health.oldest_waiting == dt.timedelta(minutes=3)
