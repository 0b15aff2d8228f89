"""What is counted and measured for Prometheus."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from bot.pulse import Pulse
from briefings.delivery.verdicts import RetryLater, Sender, SenderStopped, Verdict
from briefings.errors import OnrecordError
from store.archive import Archive
from store.records import Delivery, JobState, OutboxMessage

_LAG_EVERY_S = 0.25
_LAGS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)
_CALLS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """Counters of this process, and how the rows of the store stand when somebody looks."""

    def __init__(self, archive: Archive, pulse: Pulse, now: Callable[[], dt.datetime]) -> None:
        self._archive, self._pulse, self._now = archive, pulse, now
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._sent = Counter(
            "onrecord_sends", "Calls that send a message, by how they ended", ["verdict"], registry=registry
        )
        self._call_s = Histogram(
            "onrecord_send_seconds", "How long calls that send took", registry=registry, buckets=_CALLS
        )
        self._lag_s = Histogram(
            "onrecord_loop_lag_seconds", "How late the event loop was", registry=registry, buckets=_LAGS
        )
        self._messages = Gauge("onrecord_messages", "Messages by state", ["state"], registry=registry)
        self._jobs = Gauge("onrecord_jobs", "Jobs by state", ["state"], registry=registry)
        self._updates = Gauge("onrecord_updates_open", "Updates to be handled", registry=registry)
        self._oldest_s = Gauge(
            "onrecord_oldest_seconds", "Age of the oldest that waits", ["what"], registry=registry
        )
        self._beat_s = Gauge(
            "onrecord_beat_age_seconds", "When a loop was heard of", ["loop"], registry=registry
        )
        self._up = Gauge("onrecord_database_up", "Whether the database answered", registry=registry)

    def counted(self, sender: Sender) -> Sender:
        """The sender, with every call counted."""
        return _Counted(sender, self._sent, self._call_s)

    async def measure_lag(self) -> None:
        """Measure how late the event loop is, until cancelled."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_LAG_EVERY_S)
            self._lag_s.observe(max(time.perf_counter() - before - _LAG_EVERY_S, 0.0))

    async def look(self) -> None:
        """Look at the store now; one that does not answer leaves what was seen last."""
        for loop, age in self._pulse.ages().items():
            self._beat_s.labels(loop).set(age)
        try:
            await asyncio.to_thread(self._look)
        except OnrecordError:
            self._up.set(0)
        else:
            self._up.set(1)

    def _look(self) -> None:
        now = self._now()
        with self._archive.read() as tx:
            messages, jobs = tx.outbox.counts(), tx.jobs.counts()
            count, received = tx.inbox.waiting()
            waiting = tx.outbox.oldest_waiting()
        for state in Delivery:
            self._messages.labels(state.value).set(messages.get(state, 0))
        for job_state in JobState:
            self._jobs.labels(job_state.value).set(jobs.get(job_state, 0))
        self._updates.set(count)
        for what, since in (("update", received), ("message", waiting)):
            self._oldest_s.labels(what).set(max((now - since).total_seconds(), 0.0) if since else 0.0)


class _Counted:
    """A sender whose calls are counted."""

    def __init__(self, sender: Sender, sent: Counter, call_s: Histogram) -> None:
        self._sender, self._sent, self._call_s = sender, sent, call_s

    async def turn(self, message: OutboxMessage) -> RetryLater | None:
        """As the sender says."""
        return await self._sender.turn(message)

    async def send(self, message: OutboxMessage) -> Verdict:
        """As the sender says, counted."""
        before = time.perf_counter()
        try:
            verdict = await self._sender.send(message)
        except SenderStopped:
            self._sent.labels("stopped").inc()
            raise
        finally:
            self._call_s.observe(time.perf_counter() - before)
        self._sent.labels(type(verdict).__name__.lower()).inc()
        return verdict
