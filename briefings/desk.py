"""The front desk: the few verbs that Telegram, the command line, the worker and the tests all use.

Every verb is safe on the event loop: the database is asked on threads, heavy work runs in a process
that can be killed.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import hashlib
import json
import logging
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from briefings import delivery, loading
from briefings.answering import browsing
from briefings.answering.answer import Answer, Citation, answer
from briefings.answering.browsing import Profile, Surroundings
from briefings.delivery import Sender
from briefings.digests import compose, due
from briefings.digests.digest import Digest, Wish
from briefings.errors import OnrecordError, Refused, TooSoon, Unreachable
from briefings.isolation import Isolated
from briefings.loading import Fetch, Loaded
from briefings.reading import feed
from briefings.reading.intake import Intake
from store.archive import Archive, Transaction
from store.feeds import Feeds
from store.lookup import Lookup
from store.records import Claim, Feed, Flag, Job, JobState, Keyboard, Subscription

if TYPE_CHECKING:
    from briefings.charts import Chart

logger = logging.getLogger(__name__)

_LEASE = dt.timedelta(seconds=60)  # renewed while the job runs: what a killed worker held is soon free
_ATTEMPTS = 3
_RETRY = dt.timedelta(minutes=1)
_MORE = dt.timedelta(seconds=4)  # between the parts of a long text that was sent in several messages
_POLL = dt.timedelta(minutes=15)
_DRAW_S = 30.0
_PARSE_S = 30.0
_POLL_MAX = dt.timedelta(hours=12)
_CHARTED = 2_000  # claims that one picture counts at most
_LOAD = "load"
_TOKEN_BYTES = 12
_BUTTONS = dt.timedelta(days=14)

T = TypeVar("T")
P = ParamSpec("P")


class Words(Protocol):
    """What the room that speaks to people puts into words for the desk."""

    def digest(self, digest: Digest) -> list[str]:
        """The parts of a digest, as sent."""

    def loaded(self, loaded: Loaded) -> str:
        """What is told of a load that ended well, as sent."""

    def refused(self, name: str, reason: str) -> str:
        """What is told of a load that did not, as sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Where the outcome of a job is to be told."""

    chat_id: int
    thread_id: int | None = None
    message_id: int | None = None


class Desk:
    """Onrecord, as everybody who works with it sees it."""

    def __init__(
        self,
        *,
        archive: Archive,
        lookup: Lookup,
        isolated: Isolated,
        fetch: Fetch,
        words: Words,
        now: Callable[[], dt.datetime],
    ) -> None:
        self.archive = archive
        self._lookup, self._isolated, self._fetch, self._words, self._now = (
            lookup,
            isolated,
            fetch,
            words,
            now,
        )

    # Asking

    async def ask(self, text: str, *, context: Sequence[str] = (), today: dt.date | None = None) -> Answer:
        """The answer to a question; `context` is what the same chat asked just before, oldest first.

        `today` is what "yesterday" counts from: by default the newest day that the store knows.
        """
        return await asyncio.to_thread(self._answer, text, context, today)

    def _answer(self, text: str, context: Sequence[str], today: dt.date | None) -> Answer:
        self._lookup.refresh()
        with self.archive.read() as tx:
            day = today or tx.articles.newest_day() or self._now().date()
        return answer(text, archive=self.archive, lookup=self._lookup, context=context, today=day)

    async def cited(self, claim_ids: Sequence[int]) -> list[Citation]:
        """The claims, each with its whole statement; those that do not stand any more are left out."""
        return await self._read(browsing.cited, claim_ids)

    async def statement(self, statement_id: int) -> Citation | None:
        """The statement with this id; None where none stands."""
        return await self._read(browsing.statement, statement_id)

    async def surroundings(self, claim_ids: Sequence[int]) -> list[Surroundings]:
        """Each claim with the article's words around it."""
        return await self._read(browsing.surroundings, claim_ids)

    async def who(self, name: str) -> Profile | None:
        """The speaker whom the name most likely means; None when no stored speaker bears it."""
        await self.follow()
        return await self._read(browsing.who, self._lookup, name)

    async def speaker(self, speaker_id: int) -> Profile | None:
        """The speaker with this id and what they said; None where nothing by them stands."""
        await self.follow()
        return await self._read(browsing.speaker, self._lookup, speaker_id)

    async def latest(self) -> list[int]:
        """The newest claims of all, one a statement."""
        await self.follow()
        return await self._read(browsing.latest, self._lookup)

    async def by_day(self, claim_ids: Sequence[int], *, newest_first: bool) -> list[int]:
        """The same claims in the order of their days."""
        return await self._read(partial(browsing.by_day, newest_first=newest_first), claim_ids)

    async def outlets(self) -> list[tuple[str | None, int, dt.date | None]]:
        """Every outlet with the number of its articles and its newest day; those with most first."""
        return await self._read(lambda tx: tx.articles.by_outlet())

    async def _read(
        self, deed: Callable[Concatenate[Transaction, P], T], *given: P.args, **more: P.kwargs
    ) -> T:
        def read() -> T:
            with self.archive.read() as tx:
                return deed(tx, *given, **more)

        return await asyncio.to_thread(read)

    async def _write(self, deed: Callable[[Transaction, dt.datetime], T]) -> T:
        def write() -> T:
            with self.archive.begin() as tx:
                return deed(tx, self._now())

        return await asyncio.to_thread(write)

    # Buttons

    async def keep_buttons(
        self, *, chat_id: int, user_id: int, actions: Collection[str], about: dict[str, Any]
    ) -> str:
        """The token of buttons that only this person may press, in this chat, for some days."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)

        def keep(tx: Transaction, now: dt.datetime) -> None:
            tx.keyboards.forget(now)
            tx.keyboards.add(
                token,
                chat_id=chat_id,
                user_id=user_id,
                actions=actions,
                about=about,
                expires_at=now + _BUTTONS,
            )

        await self._write(keep)
        return token

    async def buttons(self, token: str) -> Keyboard | None:
        """What the buttons with this token do; None for a token that is old or was never given."""
        now = self._now()
        return await self._read(lambda tx: tx.keyboards.get(token, now=now))

    async def spend_buttons(self, token: str) -> bool:
        """Whether the buttons worked until now; from here on they do not."""
        return await self._write(lambda tx, _: tx.keyboards.remove(token))

    # People and chats

    async def zone(self, chat_id: int) -> str | None:
        """The zone that the chat chose, with its digest or by itself; None where it chose none."""

        def read(tx: Transaction) -> str | None:
            subscribed = tx.subscriptions.of_chat(chat_id)
            return subscribed[0].zone if subscribed else tx.chats.zone(chat_id)

        return await self._read(read)

    async def set_zone(self, chat_id: int, zone: str) -> str:
        """The chat's zone as set, for its digests too. Errors: `OnrecordError` for one nobody knows."""
        zone = due.check_zone(zone)

        def choose(tx: Transaction, now: dt.datetime) -> str:
            tx.chats.set_zone(chat_id, zone)
            for each in tx.subscriptions.of_chat(chat_id):
                tx.subscriptions.put(
                    chat_id=chat_id,
                    thread_id=each.thread_id,
                    slot=each.slot,
                    local_time=each.local_time,
                    zone=zone,
                    topics=each.topics,
                    speakers=each.speakers,
                    next_due=due.next_due(each.local_time, zone, now),
                    watermark=each.watermark,
                    now=now,
                )
            return zone

        return await self._write(choose)

    async def about_person(self, user_id: int) -> dict[str, Any]:
        """All that is kept about a person and their private chat, as JSON can hold it."""

        def read(tx: Transaction) -> dict[str, Any]:
            return {
                "id": user_id,
                "zone": tx.chats.zone(user_id),
                "subscriptions": [_plain(each) for each in tx.subscriptions.of_chat(user_id)],
                "flags": [_plain(each) for each in tx.flags.of_user(user_id)],
                "buttons": [_plain(each) for each in tx.keyboards.of_user(user_id)],
                "messages": [each.payload for each in tx.inbox.of_user(user_id)],
                "log": [_plain(each) for each in tx.audit.of_actor(f"telegram {user_id}")],
            }

        return await self._read(read)

    async def forget_person(self, user_id: int) -> None:
        """Delete what is kept about a person and their private chat; the log of deeds stays."""

        def forget(tx: Transaction, now: dt.datetime) -> None:
            tx.subscriptions.remove(user_id)
            tx.outbox.kill_chat(user_id, "the person asked to be forgotten")
            tx.chats.forget(user_id)
            tx.flags.forget_user(user_id)
            tx.keyboards.forget_user(user_id)
            tx.inbox.forget_user(user_id)
            tx.audit.note(now, f"telegram {user_id}", "forget me")

        await self._write(forget)

    # Reviewing

    async def flag(self, statement_id: int, *, user_id: int, reason: str | None = None) -> bool:
        """Whether the statement stands; it is on the list for review, once for each person."""

        def flag(tx: Transaction, now: dt.datetime) -> bool:
            stands = bool(tx.claims.of_statements([statement_id]))
            if stands:
                tx.flags.raise_(statement_id, user_id=user_id, reason=reason, now=now)
            return stands

        return await self._write(flag)

    async def flags(self) -> list[Flag]:
        """What people hold to be wrong and nobody has looked at yet, oldest first."""
        return await self._read(lambda tx: tx.flags.open())

    async def keep_statement(self, statement_id: int, *, actor: str) -> int:
        """How many flags were settled: the statement stays."""

        def keep(tx: Transaction, now: dt.datetime) -> int:
            tx.audit.note(now, actor, "keep statement", statement=statement_id)
            return tx.flags.settle(statement_id, verdict="kept", now=now)

        return await self._write(keep)

    async def retract(self, statement_id: int, *, actor: str) -> dt.datetime | None:
        """When the statement was retracted, which is now; None when nothing of it stood."""

        def retract(tx: Transaction, now: dt.datetime) -> dt.datetime | None:
            count = tx.claims.retract_all(statement_id=statement_id, now=now, change=tx.next_change())
            tx.flags.settle(statement_id, verdict="retracted", now=now)
            tx.audit.note(now, actor, "retract statement", statement=statement_id, claims=count)
            return now if count else None

        return await self._write(retract)

    async def restore_statement(self, statement_id: int, at: dt.datetime, *, actor: str) -> int:
        """How many claims that were retracted at that moment stand again."""

        def restore(tx: Transaction, now: dt.datetime) -> int:
            tx.audit.note(now, actor, "restore statement", statement=statement_id)
            return tx.claims.restore_all(statement_id=statement_id, retracted_at=at, change=tx.next_change())

        return await self._write(restore)

    # Pictures

    async def chart(self, topic: str) -> Chart | None:
        """Who spoke about the topic, day by day, as a picture; None when nothing dated is known of it."""
        claims = await asyncio.to_thread(self._charted, topic)
        return await self._isolated.run(_draw, claims, topic, timeout_s=_DRAW_S)

    def _charted(self, topic: str) -> list[Claim]:
        self._lookup.refresh()
        hits = self._lookup.find(topic.split(), limit=_CHARTED)
        with self.archive.read() as tx:
            claims = tx.claims.get(hit.claim_id for hit in hits)
        return [claim for claim in claims if claim.usable and claim.retracted_at is None]

    # Loading

    async def submit(
        self, intake: Intake, *, actor: str, reply: Reply | None = None, unfinished: bool = False
    ) -> Job:
        """The job that will read what was handed over; its outcome is told where `reply` says.

        An `unfinished` text waits a few seconds for `add_text`.
        """
        payload: dict[str, Any] = {"intake": intake.to_json(), "actor": actor}
        if reply is not None:
            payload["reply"] = {
                "chat_id": reply.chat_id,
                "thread_id": reply.thread_id,
                "message_id": reply.message_id,
            }
        return await asyncio.to_thread(self._add_job, payload, _MORE if unfinished else None)

    def _add_job(self, payload: dict[str, Any], wait: dt.timedelta | None) -> Job:
        now = self._now()
        with self.archive.begin() as tx:
            return tx.jobs.add(_LOAD, payload, now, not_before=now + wait if wait else None)

    async def add_text(self, job_id: int, text: str) -> bool:
        """Whether `text` was added to what the job will read; a job that was begun takes no more."""
        return await asyncio.to_thread(self._add_text, job_id, text)

    def _add_text(self, job_id: int, text: str) -> bool:
        with self.archive.begin() as tx:
            job = next(iter(tx.jobs.get([job_id])), None)
            if job is None:
                return False
            intake = Intake.from_json(job.payload["intake"])
            longer = dataclasses.replace(intake, text=f"{intake.text or ''}{text}")
            payload = {**job.payload, "intake": longer.to_json()}
            return tx.jobs.amend(job_id, payload, not_before=self._now() + _MORE)

    async def job(self, job_id: int) -> Job | None:
        """The job as it stands now."""
        return await asyncio.to_thread(self._job, job_id)

    def _job(self, job_id: int) -> Job | None:
        with self.archive.read() as tx:
            return next(iter(tx.jobs.get([job_id])), None)

    async def work(self, *, only: Collection[int] | None = None) -> Job | None:
        """The job that was run and settled, None when no job was free; `only` narrows it to these ids."""
        job = await asyncio.to_thread(self._lease, only)
        if job is None:
            return None
        holding = asyncio.create_task(self._hold(job))
        try:
            await self._run(job)
        except OnrecordError as error:
            await asyncio.to_thread(self._give_up, job, error)
        except asyncio.CancelledError:
            await asyncio.to_thread(self._put_back, job)
            raise
        except Exception:
            logger.exception("job %d failed", job.id)
            trouble = OnrecordError(
                "Something went wrong on our side while reading this; it has been logged."
            )
            await asyncio.to_thread(self._give_up, job, trouble)
        finally:
            holding.cancel()
        return await self.job(job.id)

    async def _hold(self, job: Job) -> None:
        """Renew the lease of a running job, until cancelled."""

        def renew() -> None:
            with self.archive.begin() as tx:
                tx.jobs.hold(job, until=self._now() + _LEASE)

        while True:
            await asyncio.sleep(_LEASE.total_seconds() / 3)
            try:
                await asyncio.to_thread(renew)
            except OnrecordError as error:
                logger.warning("the lease of job %d was not renewed: %s", job.id, error)

    def _lease(self, only: Collection[int] | None) -> Job | None:
        now = self._now()
        with self.archive.begin() as tx:
            job = tx.jobs.lease(now, until=now + _LEASE, only=only)
            if job is not None and job.attempts > _ATTEMPTS:
                reason = "Reading this brought the reader down several times, so it was put aside."
                mark = loading.fingerprint(Intake.from_json(job.payload["intake"]))
                if mark is not None:
                    tx.quarantine.put(mark, reason, now)
                self._fail(tx, job, reason)
                return None
            return job

    async def _run(self, job: Job) -> None:
        def settle(tx: Transaction, loaded: Loaded) -> None:
            if not tx.jobs.finish(job, JobState.DONE, loaded.to_json(), payload=_spent(job)):
                raise Refused("Another worker finished this job.")
            tx.audit.note(
                self._now(), job.payload["actor"], "load", article=loaded.article_id, outcome=loaded.outcome
            )
            self._tell(tx, job, self._words.loaded(loaded))

        intake = Intake.from_json(job.payload["intake"])
        await loading.load(
            intake,
            archive=self.archive,
            isolated=self._isolated,
            fetch=self._fetch,
            now=self._now,
            settle=settle,
        )

    def _give_up(self, job: Job, error: OnrecordError) -> None:
        with self.archive.begin() as tx:
            if isinstance(error, TooSoon):
                tx.jobs.retry(job, not_before=error.until, counted=False)
            elif isinstance(error, Unreachable) and job.attempts < _ATTEMPTS:
                tx.jobs.retry(job, not_before=self._now() + _RETRY * job.attempts)
            else:
                self._fail(tx, job, str(error))

    def _put_back(self, job: Job) -> None:
        """Let the next worker have the job at once: this one is asked to stop."""
        with self.archive.begin() as tx:
            tx.jobs.retry(job, not_before=self._now())

    def _fail(self, tx: Transaction, job: Job, reason: str) -> None:
        result = {"outcome": "refused", "reason": reason}
        if not tx.jobs.finish(job, JobState.FAILED, result, payload=_spent(job)):
            return
        intake = Intake.from_json(job.payload["intake"])
        name = intake.name or intake.url or ""
        tx.audit.note(self._now(), job.payload["actor"], "load refused", source=name, reason=reason)
        self._tell(tx, job, self._words.refused(name, reason))

    def _tell(self, tx: Transaction, job: Job, html: str) -> None:
        reply = job.payload.get("reply")
        if reply:
            tx.outbox.add(
                f"job:{job.id}",
                chat_id=reply["chat_id"],
                thread_id=reply["thread_id"],
                reply_to=reply["message_id"],
                html=html,
                not_before=self._now(),
            )

    # Feeds

    async def add_feed(self, url: str) -> bool:
        """Whether the feed is new; what stands in it is read from the next poll on."""
        return await asyncio.to_thread(self._with_feeds, lambda feeds: feeds.add(url, self._now()))

    async def add_feeds(self, opml: bytes) -> tuple[int, int]:
        """How many of the feeds of an OPML list are new, and how many it names. Errors: `Refused`."""
        urls = await self._isolated.run(feed.opml, opml, timeout_s=_PARSE_S)
        added = [await self.add_feed(url) for url in urls]
        return sum(added), len(urls)

    async def remove_feed(self, url: str) -> bool:
        """Whether the feed was followed; articles that came by it stay."""
        return await asyncio.to_thread(self._with_feeds, lambda feeds: feeds.remove(url))

    async def feeds(self) -> list[Feed]:
        """Every feed, in the order added."""

        def read() -> list[Feed]:
            with self.archive.read() as tx:
                return tx.feeds.all()

        return await asyncio.to_thread(read)

    def _with_feeds(self, deed: Callable[[Feeds], bool]) -> bool:
        with self.archive.begin() as tx:
            return deed(tx.feeds)

    async def poll_feeds(self) -> int:
        """How many new items of the feeds that were due became jobs."""
        now = self._now()

        def take() -> list[Feed]:
            with self.archive.begin() as tx:
                return tx.feeds.take_due(now, until=now + _POLL, limit=5)

        made = 0
        for each in await asyncio.to_thread(take):
            try:
                made += await self._poll(each)
            except TooSoon as error:
                await asyncio.to_thread(self._postpone, each, error.until)
            except OnrecordError as error:
                await asyncio.to_thread(self._poll_failed, each, str(error))
        return made

    async def _poll(self, followed: Feed) -> int:
        page = await self._fetch(followed.url, etag=followed.etag, last_modified=followed.modified)
        body_hash = followed.body_hash if page.not_modified else hashlib.sha256(page.data).hexdigest()
        if body_hash == followed.body_hash:
            read = feed.ReadFeed(None, ())
        else:
            read = await self._isolated.run(feed.parse, page.data, page.url, timeout_s=_PARSE_S)

        def keep() -> int:
            with self.archive.begin() as tx:
                tx.feeds.polled(
                    followed,
                    next_poll=self._now() + _POLL,
                    title=read.title,
                    etag=page.etag or (followed.etag if page.not_modified else None),
                    modified=page.last_modified or (followed.modified if page.not_modified else None),
                    body_hash=body_hash,
                )
                fresh = [item for item in read.items if tx.feeds.meet(item.url, self._now())]
                for item in fresh:
                    intake = Intake(url=item.url, published=item.published)
                    tx.jobs.add(
                        _LOAD, {"intake": intake.to_json(), "actor": f"feed {followed.url}"}, self._now()
                    )
                return len(fresh)

        return await asyncio.to_thread(keep)

    def _postpone(self, followed: Feed, until: dt.datetime) -> None:
        with self.archive.begin() as tx:
            tx.feeds.postpone(followed, until)

    def _poll_failed(self, followed: Feed, reason: str) -> None:
        pause = min(_POLL * 2 ** (followed.errors + 1), _POLL_MAX)
        with self.archive.begin() as tx:
            tx.feeds.failed(followed, next_poll=self._now() + pause, error=reason)

    # Digests

    async def subscribe(
        self,
        *,
        chat_id: int,
        thread_id: int | None,
        local_time: dt.time,
        zone: str,
        wish: Wish | None = None,
        actor: str,
    ) -> Subscription:
        """The chat's subscription, made or changed. Errors: `OnrecordError` for a zone nobody knows."""
        zone = due.check_zone(zone)
        return await asyncio.to_thread(
            self._subscribe, chat_id, thread_id, local_time, zone, wish or Wish(), actor
        )

    def _subscribe(
        self, chat_id: int, thread_id: int | None, local_time: dt.time, zone: str, wish: Wish, actor: str
    ) -> Subscription:
        now = self._now()
        with self.archive.begin() as tx:
            tx.audit.note(now, actor, "subscribe", chat=chat_id, hour=local_time.isoformat(), zone=zone)
            return tx.subscriptions.put(
                chat_id=chat_id,
                thread_id=thread_id,
                local_time=local_time,
                zone=zone,
                topics=wish.topics,
                speakers=wish.speakers,
                next_due=due.next_due(local_time, zone, now),
                watermark=tx.change(),
                now=now,
            )

    async def unsubscribe(self, chat_id: int, *, actor: str) -> int:
        """How many subscriptions the chat had."""

        def remove() -> int:
            with self.archive.begin() as tx:
                tx.audit.note(self._now(), actor, "unsubscribe", chat=chat_id)
                return tx.subscriptions.remove(chat_id)

        return await asyncio.to_thread(remove)

    async def subscriptions(self, chat_id: int) -> list[Subscription]:
        """The chat's subscriptions."""

        def read() -> list[Subscription]:
            with self.archive.read() as tx:
                return tx.subscriptions.of_chat(chat_id)

        return await asyncio.to_thread(read)

    async def revive(self, chat_id: int) -> int:
        """How many suspended subscriptions of a chat that is back go on."""

        def revive() -> int:
            with self.archive.begin() as tx:
                return tx.subscriptions.revive(chat_id)

        return await asyncio.to_thread(revive)

    async def suspend_chat(self, chat_id: int) -> None:
        """Stop digests to a chat that cannot be written to, and give up what waits to be sent there."""

        def suspend() -> None:
            with self.archive.begin() as tx:
                tx.subscriptions.suspend(chat_id, self._now())
                tx.outbox.kill_chat(chat_id, "the chat shut the bot out")

        await asyncio.to_thread(suspend)

    async def move_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that Telegram gave a new id: its digest and what waits to be sent there."""

        def move() -> None:
            with self.archive.begin() as tx:
                tx.subscriptions.move(old_chat_id, new_chat_id)
                tx.outbox.move(old_chat_id, new_chat_id)
                tx.keyboards.move(old_chat_id, new_chat_id)
                tx.chats.move(old_chat_id, new_chat_id)

        await asyncio.to_thread(move)

    async def digest(self, day: dt.date | None = None, *, zone: str, wish: Wish | None = None) -> Digest:
        """The digest of a local day, as if every article had been stored when it was published.

        Without `day`, of the newest day that the store knows.
        """
        zone = due.check_zone(zone)

        def made() -> Digest:
            with self.archive.read() as tx:
                on = day or tx.articles.newest_day() or self._now().date()
                statements = tx.statements.published(on - compose.CONTEXT, on + dt.timedelta(days=1))
                until = tx.change()
                told = [each for each in statements if compose.first_told(each, zone) <= on]
                corpus = delivery.corpus_of(tx, told) if wish and wish.topics else None
            return compose.compose(told, wish=wish or Wish(), day=on, zone=zone, until=until, corpus=corpus)

        return await asyncio.to_thread(made)

    async def tick(self) -> int:
        """How many messages of digests that are due now were put into the outbox."""
        return await asyncio.to_thread(
            delivery.enqueue_due, self.archive, now=self._now(), render=self._words.digest
        )

    async def deliver(self, sender: Sender) -> int:
        """How many waiting messages were handled in one round of the sender."""
        return await delivery.deliver(self.archive, sender, now=self._now)

    async def follow(self) -> int:
        """The change number that look-up has reached after catching up with the database."""
        return await asyncio.to_thread(self._lookup.refresh)


def _spent(job: Job) -> dict[str, Any]:
    """The payload of a job that ended, without the bytes or words that it was handed."""
    left = Intake.from_json(job.payload["intake"]).without_content()
    return {**job.payload, "intake": left.to_json()}


def _draw(claims: Sequence[Claim], topic: str) -> Chart | None:
    """The picture, drawn in the worker process: this one never loads the drawing library."""
    from briefings import charts  # noqa: PLC0415

    return charts.statements_by_day(claims, topic)


def _plain(record: Any) -> dict[str, Any]:
    """A record as JSON can hold it: what JSON has no form for as text."""
    plain = json.loads(json.dumps(dataclasses.asdict(record), default=_as_text))
    return dict(plain)


def _as_text(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else str(value)
