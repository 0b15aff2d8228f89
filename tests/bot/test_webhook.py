"""The webhook over real sockets: who may hand over what, and that it is kept before it is confirmed."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from bot import serving, webhook
from bot.serving import NoPort, Request, Response, Route, Routes, listening, serve
from bot.webhook import Webhook
from store.archive import Archive
from store.database import Database
from store.errors import DatabaseUnusable
from tests.store.make import NOW

SECRET = "Gull-and-herring_0"  # noqa: S105 - a secret of nobody's
KNOWN = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
UPDATE = {"update_id": 7, "message": {"chat": {"id": 5}, "text": "hello"}}


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    database = Database(sqlite_url)
    yield Archive(database)
    database.close()


@contextlib.asynccontextmanager
async def served(*routes: Route) -> AsyncIterator[httpx.AsyncClient]:
    sock = listening("127.0.0.1", 0)
    task = asyncio.create_task(serve(Routes(*routes), sock))
    address = f"http://127.0.0.1:{sock.getsockname()[1]}"
    async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
        yield client
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.wait_for(task, 5)


@pytest.fixture
def news() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
async def client(archive: Archive, news: asyncio.Event) -> AsyncIterator[httpx.AsyncClient]:
    made = Webhook("https://bot.example/hear/me", SECRET, archive, now=lambda: NOW, news=news)
    async with served(made.route()) as client:
        yield client


def kept(archive: Archive) -> list[dict[str, Any]]:
    with archive.read() as tx:
        return [each.payload for each in tx.inbox.open(limit=9)]


async def test_an_update_is_kept_before_it_is_confirmed_and_once(client, archive, news):
    for _ in range(2):
        answer = await client.post("/hear/me", json=UPDATE, headers=KNOWN)
        assert answer.status_code == 200
    assert kept(archive) == [UPDATE]
    assert news.is_set()


@pytest.mark.parametrize(
    "headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}, {"Authorization": SECRET}]
)
async def test_who_does_not_know_the_secret_is_not_heard(client, archive, headers):
    answer = await client.post("/hear/me", json=UPDATE, headers=headers)
    assert answer.status_code == 403
    assert kept(archive) == []


async def test_the_secret_is_compared_in_constant_time(client, monkeypatch):
    compared = []
    whole = hmac.compare_digest

    def compare(given: bytes, known: bytes) -> bool:
        compared.append((given, known))
        return whole(given, known)

    monkeypatch.setattr(hmac, "compare_digest", compare)
    await client.post("/hear/me", json=UPDATE, headers={"X-Telegram-Bot-Api-Secret-Token": "no"})
    assert compared == [(b"no", SECRET.encode())]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b'{"update_id": "7"}', 400),
        (b"\xff\xfe", 400),
        (b" " * 1_000_001, 413),
    ],
)
async def test_what_is_no_update_is_refused(client, archive, body, status):
    answer = await client.post("/hear/me", content=body, headers=KNOWN)
    assert answer.status_code == status
    assert kept(archive) == []


async def test_too_big_is_refused_before_all_of_it_is_read(client):
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1_000):
            yield b"x" * 10_000

    answer = await client.post("/hear/me", content=endless(), headers=KNOWN)
    assert answer.status_code == 413


@pytest.mark.parametrize(("method", "path"), [("GET", "/hear/me"), ("POST", "/"), ("POST", "/hear/me/too")])
async def test_nothing_else_is_found_there(client, method, path):
    answer = await client.request(method, path, headers=KNOWN)
    assert answer.status_code == 404


async def test_what_cannot_be_kept_is_not_confirmed(client, archive, monkeypatch):
    def locked(*_: object) -> int:
        raise DatabaseUnusable("The database is locked.")

    monkeypatch.setattr(webhook, "keep", locked)
    answer = await client.post("/hear/me", json=UPDATE, headers=KNOWN)
    assert answer.status_code == 503
    monkeypatch.undo()
    assert (await client.post("/hear/me", json=UPDATE, headers=KNOWN)).status_code == 200
    assert kept(archive) == [UPDATE]


async def test_a_body_that_drips_is_cut_off(monkeypatch):
    async def heard(request: Request) -> Response:
        return Response(200, request.body)

    monkeypatch.setattr(serving, "_BODY_S", 0.1)
    async with served(Route("POST", "/", heard, most_bytes=99)) as client:

        async def drip() -> AsyncIterator[bytes]:
            yield b"x"
            await asyncio.sleep(0.5)
            yield b"x"

        answer = await client.post("/", content=drip())
        assert answer.status_code == 408
        assert (await client.post("/", content=b"whole")).content == b"whole"


def test_a_port_that_is_taken_is_told_in_a_sentence():
    with listening("127.0.0.1", 0) as first, pytest.raises(NoPort, match="cannot be listened on"):
        listening("127.0.0.1", first.getsockname()[1])
