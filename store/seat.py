"""The seat that one process of many has: who holds it may do what only one may do at a time.

It is a lock that the operating system or PostgreSQL gives back by itself when its holder dies, at whatever
moment: nobody waits for a time to run out, and nothing is left behind.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import hashlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg.conninfo import make_conninfo

from store.database import Database
from store.errors import DatabaseUnusable

_TRY_AGAIN_S = 0.5
_ALIVE_S = 5.0
# A machine that vanishes gives its seat back after about half a minute.
_KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
_KEEPALIVE_THERE = " ".join(f"-c tcp_{name}={value}" for name, value in _KEEPALIVE.items())


class Seat(Protocol):
    """A seat that this process has."""

    async def watch(self, ring: Callable[[], None]) -> None:
        """Watch over the seat until cancelled; `ring` is called whenever the bell was rung somewhere.

        Errors: `DatabaseUnusable` when the seat is lost, and with it the right to go on.
        """


@contextlib.asynccontextmanager
async def seat(database: Database, name: str, *, bell: str) -> AsyncIterator[Seat]:
    """The seat of this name, once it is free; it is given back at the end.

    Errors: `DatabaseUnusable`.
    """
    if database.is_sqlite:
        place = Path(f"{database.engine.url.database}.{name}")
        with place.open("w") as file:  # noqa: ASYNC230 - an empty file beside the database
            while not _locked(file.fileno()):  # noqa: ASYNC110 - a lock of the system's rings no bell
                await asyncio.sleep(_TRY_AGAIN_S)
            yield _FileSeat()
        return
    address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        connection = await psycopg.AsyncConnection.connect(
            make_conninfo(address, options=_KEEPALIVE_THERE, **_KEEPALIVE), autocommit=True
        )
    except psycopg.Error as error:
        raise _lost(error) from error
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(connection.close)
        try:
            await _sit_down(connection, name, bell)
        except psycopg.Error as error:
            raise _lost(error) from error
        yield _ServerSeat(connection)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


async def _sit_down(connection: psycopg.AsyncConnection, name: str, bell: str) -> None:
    """Wait until PostgreSQL gives us the lock of this name, then listen for the bell."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    while True:
        asked = await connection.execute("SELECT pg_try_advisory_lock(%s)", (number,))
        row = await asked.fetchone()
        if row is not None and row[0]:
            break
        await asyncio.sleep(_TRY_AGAIN_S)
    await connection.execute(psycopg.sql.SQL("LISTEN {}").format(psycopg.sql.Identifier(bell)))


class _FileSeat:
    """A locked file; the lock ends with the process, and no bell rings."""

    async def watch(self, ring: Callable[[], None]) -> None:
        """Watch over the seat: nobody can take it."""
        del ring
        await asyncio.Event().wait()


class _ServerSeat:
    """An advisory lock of PostgreSQL; it ends with the connection."""

    def __init__(self, connection: psycopg.AsyncConnection) -> None:
        self._connection = connection

    async def watch(self, ring: Callable[[], None]) -> None:
        """Watch over the seat: it is lost with the connection."""
        try:
            while True:
                async for _ in self._connection.notifies(timeout=_ALIVE_S):
                    ring()
                await self._connection.execute("SELECT 1")
        except psycopg.Error as error:
            raise _lost(error) from error


def _lost(error: psycopg.Error) -> DatabaseUnusable:
    return DatabaseUnusable(f"The database cannot be used right now: {str(error).strip().split(chr(10))[0]}.")
