from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpcore
import pytest

from briefings.errors import Refused, Unreachable
from briefings.reading import addresses
from briefings.reading.addresses import is_public
from briefings.reading.fetch import Fetched, Limits, fetch

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Site:
    """A server of the test's own: answers by path, requests as they came."""

    port: int
    connections: int = 0
    requests: list[str] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def get(self, path: str = "/", *, limits: Limits = Limits(), etag: str | None = None) -> Fetched:  # noqa: B008
        return await fetch(
            self.url(path), limits=limits, etag=etag, opened=frozenset({("127.0.0.1", self.port)})
        )


@asynccontextmanager
async def site(*answers: Answer, hosts: Sequence[str] = ("127.0.0.1",)) -> AsyncIterator[Site]:
    """A site that gives `answers` in turn, the last one again and again."""
    left = list(answers)
    made = Site(0)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        made.connections += 1
        try:
            while True:
                made.requests.append((await reader.readuntil(b"\r\n\r\n")).decode())
                await (left.pop(0) if len(left) > 1 else left[0])(writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    servers = [await asyncio.start_server(serve, hosts[0], 0)]
    made.port = servers[0].sockets[0].getsockname()[1]
    servers += [await asyncio.start_server(serve, host, made.port) for host in hosts[1:]]
    try:
        yield made
    finally:
        for server in servers:
            server.close()


def answer(body: bytes = b"hello", status: str = "200 OK", **headers: str) -> Answer:
    async def write(writer: asyncio.StreamWriter) -> None:
        told = {
            "Content-Length": str(len(body)),
            **{name.replace("_", "-"): text for name, text in headers.items()},
        }
        lines = "".join(f"{name}: {text}\r\n" for name, text in told.items())
        writer.write(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body)

    return write


async def test_bytes_come_back_with_what_makes_the_next_request_conditional() -> None:
    async with site(answer(b"<p>hi", Content_Type="text/html", ETag='"v1"', Last_Modified="Tue")) as told:
        got = await told.get("/a?b=1#part")
    assert (got.data, got.content_type, got.etag, got.last_modified) == (b"<p>hi", "text/html", '"v1"', "Tue")
    assert got.url == told.url("/a?b=1")
    assert "user-agent: onrecord/" in told.requests[0].lower()


async def test_an_unchanged_page_says_so() -> None:
    async with site(answer(b"", "304 Not Modified")) as told:
        got = await told.get(etag='"v1"')
    assert got.not_modified
    assert 'If-None-Match: "v1"' in told.requests[0]


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress(b"hello " * 50), "gzip"),
        (zlib.compress(b"hello " * 50), "deflate"),
        (zlib.compress(b"hello " * 50)[2:-4], "deflate"),
        (gzip.compress(b"hello " * 20) + gzip.compress(b"hello " * 30), "gzip"),
    ],
)
async def test_packed_bodies_are_unpacked(packed: bytes, name: str) -> None:
    async with site(answer(packed, Content_Encoding=name)) as told:
        assert (await told.get()).data == b"hello " * 50


async def test_a_small_body_cannot_grow_without_end() -> None:
    bomb = gzip.compress(bytes(60_000_000))
    assert len(bomb) < 100_000
    async with site(answer(bomb, Content_Encoding="gzip")) as told:
        with pytest.raises(Refused, match="too big"):
            await told.get()


@pytest.mark.parametrize("name", ["gzip, gzip", "br", "zstd"])
async def test_stacked_and_other_encodings_are_refused(name: str) -> None:
    async with site(answer(b"x", Content_Encoding=name)) as told:
        with pytest.raises(Refused, match="compressed"):
            await told.get()


async def test_a_big_page_is_refused_by_its_length_or_on_the_way() -> None:
    async with site(answer(b"x" * 2000), unending) as told:
        with pytest.raises(Refused, match="too big"):
            await told.get(limits=Limits(max_bytes=1000))
        with pytest.raises(Refused, match="too big"):
            await told.get(limits=Limits(max_bytes=1000))


async def unending(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        writer.write(b"x" * 500)
        await writer.drain()


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def test_a_slow_drip_is_cut_off_by_the_whole_time() -> None:
    async with site(drip) as told:
        with pytest.raises(Unreachable, match="too long"):
            await told.get(limits=Limits(total_s=0.4))


async def test_redirects_are_followed_five_times_and_no_more() -> None:
    async with site(*[answer(b"", "302 Found", Location="/next")] * 5, answer()) as told:
        assert (await told.get()).url == told.url("/next")
    async with site(answer(b"", "302 Found", Location="/next")) as told:
        with pytest.raises(Refused, match="too often"):
            await told.get()
        assert len(told.requests) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "//localhost/",
        "file:///etc/passwd",
        "http://2130706433/",
    ],
)
async def test_a_redirect_inside_is_refused_as_a_first_address_is(target: str) -> None:
    async with site(answer(b"", "302 Found", Location=target)) as told:
        with pytest.raises(Refused):
            await told.get()


async def test_a_redirect_opens_no_connection_to_an_inner_port_that_listens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with site(answer()) as inner:
        monkeypatch.setattr(addresses, "PORTS", frozenset({inner.port}))
        async with site(answer(b"", "302 Found", Location=inner.url())) as told:
            with pytest.raises(Refused, match="public internet"):
                await told.get()
        assert (told.connections, inner.connections) == (1, 0)


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        ("404 Not Found", Refused, "no page"),
        ("410 Gone", Refused, "no page"),
        ("403 Forbidden", Refused, "does not let me"),
        ("429 Too Many Requests", Unreachable, "429"),
        ("500 Oops", Unreachable, "500"),
    ],
)
async def test_other_answers_are_one_sentence(status: str, error: type[Exception], words: str) -> None:
    async with site(answer(b"", status)) as told:
        with pytest.raises(error, match=words):
            await told.get()


async def test_damage_and_silence_are_unreachable() -> None:
    async def hang_up(writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with site(answer(b"not gzip at all", Content_Encoding="gzip"), hang_up) as told:
        for _ in range(2):
            with pytest.raises(Unreachable):
                await told.get()
    with pytest.raises(Unreachable):
        await told.get()


# Ways to write an inner address that the resolver of the system understands.
INNER = [
    "127.0.0.1", "localhost", "LOCALHOST.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1",
    "0177.0.0.1", "017700000001", "0", "0.0.0.0", "127.0.0.1.", "127.255.255.254",  # noqa: S104
    "①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[::ffff:0:127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[100::1]",
    "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]", "[fc00::1]", "[fd12::1]", "[ff02::1]", "[2001:db8::1]",
    "[2001::1]", "[2001:20::1]", "[3fff::1]", "[5f00::1]",
    "10.1.2.3", "172.16.0.1", "172.31.255.254", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255",
]  # fmt: skip


async def test_no_inner_address_is_ever_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The port is opened, so that nothing but the address stands in the way to the listening socket."""
    everywhere = ["0.0.0.0", "::"] if socket.has_ipv6 else ["0.0.0.0"]  # noqa: S104
    async with site(answer(), hosts=everywhere) as told:
        monkeypatch.setattr(addresses, "PORTS", frozenset({told.port}))
        for host in INNER:
            with pytest.raises((Refused, Unreachable)):
                await fetch(f"http://{host}:{told.port}/", limits=Limits(total_s=5))
        assert told.connections == 0
        await told.get()
        assert told.connections == 1  # it does listen


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
async def test_other_ports_are_refused(port: int) -> None:
    with pytest.raises(Refused, match="public internet"):
        await fetch(f"http://93.184.215.14:{port}/", limits=Limits(total_s=5))


async def test_a_name_that_changes_its_address_is_dialled_where_it_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]]
    dialled: list[tuple[str, int]] = []

    async def resolve(_host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(2, 1, 6, "", (address, port)) for address in found]

    async def connect(_self: object, host: str, port: int, *_: object, **__: object) -> None:
        dialled.append((host, port))
        raise httpcore.ConnectError("nobody there")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
    with pytest.raises(Unreachable):
        await fetch("http://rebind.example/")
    with pytest.raises(Refused, match="public internet"):
        await fetch("http://rebind.example/")
    assert dialled == [("93.184.215.14", 80)]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "lesk.example/x",
        "ftp://lesk.example/",
        "file:///etc/passwd",
        "http://",
        "http://user:pass@lesk.example/",
        "javascript:alert(1)",
        "http://[bad/",
        "gopher://x",
        "http://\udcff/",
    ],
)
async def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        await fetch(url)


async def test_a_name_with_one_inner_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def resolve(_host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", (address, port)) for address in ("93.184.215.14", "127.0.0.1")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
    with pytest.raises(Refused, match="public internet"):
        await fetch("http://lesk.example/")


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)
