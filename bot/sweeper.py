"""Forgets what need not be kept any longer, a little at a time."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable

from bot.config import Settings
from briefings.errors import OnrecordError
from store.archive import Archive, Transaction

logger = logging.getLogger(__name__)

_EVERY_S = 3600.0
_CHUNK = 1_000  # rows a transaction, so that nobody waits for it
_REST_S = 0.05

Deed = Callable[[Transaction], int]


async def sweep(archive: Archive, settings: Settings, *, now: Callable[[], dt.datetime]) -> None:
    """Forget what is old, every hour, until cancelled."""
    while True:
        try:
            if gone := await sweep_once(archive, settings, now=now()):
                logger.info("%d old rows are gone", gone)
        except OnrecordError as error:
            logger.warning("old rows are not swept now: %s", error)
        await asyncio.sleep(_EVERY_S)


async def sweep_once(archive: Archive, settings: Settings, *, now: dt.datetime) -> int:
    """How many rows are gone: updates, questions, messages, digests, buttons and, if wished, the log."""
    messages, deliveries = now - settings.keep_messages, now - settings.keep_deliveries
    deeds: list[Deed] = [
        lambda tx: tx.inbox.forget(messages, limit=_CHUNK),
        lambda tx: tx.talks.forget(messages, limit=_CHUNK),
        lambda tx: tx.outbox.forget(deliveries, limit=_CHUNK),
        lambda tx: tx.outbox.forget_digests(deliveries, limit=_CHUNK),
        lambda tx: tx.keyboards.forget(now),
    ]
    if settings.keep_log is not None:
        log = now - settings.keep_log
        deeds.append(lambda tx: tx.audit.forget(log, limit=_CHUNK))
    gone = 0
    for deed in deeds:
        while forgotten := await asyncio.to_thread(_forget, archive, deed):
            gone += forgotten
            await asyncio.sleep(_REST_S)
    return gone


def _forget(archive: Archive, deed: Deed) -> int:
    with archive.begin() as tx:
        return deed(tx)
