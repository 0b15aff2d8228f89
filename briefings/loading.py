"""From what was handed over to stored claims: fetch, read, attribute, keep. Repeating it adds nothing.

Reading and attributing run in a process that can be killed; keeping is one transaction, so a load is
wholly there or not at all. What the process had to be killed for is remembered and not tried again.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Protocol

from briefings.errors import Refused
from briefings.isolation import Crashed, Isolated, TookTooLong, within
from briefings.keeping import Loaded, Outcome, Settle, keep, known
from briefings.reading import intake as reading
from briefings.reading.fetch import Fetched
from briefings.reading.intake import Intake
from store.archive import Archive
from store.records import Attributed, ReadArticle

__all__ = ["Fetch", "Loaded", "Outcome", "Settle", "attribute", "fingerprint", "keep", "load"]

_READ_S = 60.0
_READ_BYTES = 1_000_000_000  # more than a worker holds already
_ATTRIBUTE_S = 180.0
_QUARANTINE = dt.timedelta(days=3)  # a busy machine may have been the reason, so not for ever


class Fetch(Protocol):
    """How a web address is fetched; `etag` and `last_modified` of an earlier answer make it conditional."""

    async def __call__(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """What came back."""


async def load(
    intake: Intake,
    *,
    archive: Archive,
    isolated: Isolated,
    fetch: Fetch,
    now: Callable[[], dt.datetime],
    settle: Settle,
) -> Loaded:
    """What became of an intake. `settle` runs in the transaction that keeps it.

    Errors: `Refused` for what cannot be read, `Unreachable` for what could not be fetched now.
    """
    given = await _fetched(intake, fetch)
    mark = fingerprint(given)
    await asyncio.to_thread(_check, archive, mark, now())
    try:
        read = await isolated.run(within, _READ_BYTES, reading.read, given, timeout_s=_READ_S)
        found = await asyncio.to_thread(known, archive, read, settle)
        if found is not None:
            return found
        attributed = await isolated.run(attribute, read, timeout_s=_ATTRIBUTE_S)
    except (TookTooLong, Crashed) as error:
        await asyncio.to_thread(_put_aside, archive, mark, str(error), now())
        raise
    return await asyncio.to_thread(keep, archive, read, attributed, now=now(), settle=settle)


def attribute(read: ReadArticle) -> Attributed:
    """What the article says was said. Imports and loads the model, which only worker processes pay for."""
    from briefings.attribution import language, pipeline  # noqa: PLC0415

    return pipeline.attribute(read, language.load())


def fingerprint(intake: Intake) -> str | None:
    """What tells the words or bytes of an intake from others (hex SHA-256), None for a mere address."""
    given = intake.data if intake.data is not None else (intake.text or "").encode("utf-8", "replace")
    return hashlib.sha256(given).hexdigest() if given else None


def _check(archive: Archive, mark: str | None, now: dt.datetime) -> None:
    """Raises `Refused`, with the sentence of the first time, for what was put aside."""
    if mark is None:
        return
    with archive.read() as tx:
        reason = tx.quarantine.reason(mark, since=now - _QUARANTINE)
    if reason is not None:
        raise Refused(reason)


def _put_aside(archive: Archive, mark: str | None, reason: str, now: dt.datetime) -> None:
    if mark is not None:
        with archive.begin() as tx:
            tx.quarantine.put(mark, reason, now)


async def _fetched(intake: Intake, fetch: Fetch) -> Intake:
    if intake.url is None or intake.data is not None or intake.text is not None:
        return intake
    page = await fetch(intake.url)
    return dataclasses.replace(intake, url=page.url, data=page.data, charset=page.charset)
