"""Fetches a web address: within bounds of size and time, and never from an inner network."""

from __future__ import annotations

import asyncio
import functools
import re
import ssl
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import metadata

import httpcore
import httpx

from briefings.errors import OnrecordError, Refused, Unreachable
from briefings.reading.addresses import GuardedBackend

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS = 5
_NOT_MODIFIED = 304
_LOCKED = frozenset({401, 402, 403, 407, 451})
_GONE = frozenset({404, 410})
_HOST = re.compile(rb"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")  # a name in ASCII, or an IPv6 address
_ANY_WINDOW = 47  # zlib: gzip or zlib header, told by the bytes
_RAW_DEFLATE = -15


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch: bytes after unpacking, seconds in all with redirects."""

    max_bytes: int = 5_000_000
    total_s: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back: the final address, unpacked bytes, and what makes the next request conditional."""

    url: str
    data: bytes
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False

    @property
    def charset(self) -> str | None:
        """The encoding that the site told with the bytes."""
        told = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", self.content_type or "", re.IGNORECASE)
        return told[1] if told else None


async def fetch(
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    limits: Limits = Limits(),
    before: Callable[[str], Awaitable[None]] | None = None,
    opened: frozenset[tuple[str, int]] = frozenset(),
) -> Fetched:
    """The resource at `url`, after at most 5 redirects, each checked as the first address is.

    `etag` and `last_modified` of an earlier answer make the request conditional. `before` is awaited
    with each address before it is asked for, and may raise; that time counts as well. `opened` lets
    (address, port) pairs through that are not public, for tests. Raises `Refused` for what trying
    again would not help (a wrong or inner address, too big, not there, not allowed), `Unreachable`
    otherwise.
    """
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers: dict[str, str] = {
        "User-Agent": user_agent(),
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        **{name: value for name, value in conditions.items() if value},
    }
    try:
        async with asyncio.timeout(limits.total_s), _pool(opened, limits) as pool:
            target = _checked(url)
            for _ in range(_MAX_REDIRECTS + 1):
                if before is not None:
                    await before(str(target))
                answer = await _one(pool, target, headers, limits)
                if isinstance(answer, Fetched):
                    return answer
                target = answer
    except TimeoutError as error:
        raise Unreachable("The site took too long to answer.") from error
    except httpcore.TimeoutException as error:
        raise Unreachable("The site took too long to answer.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
        raise Unreachable("The site could not be reached.") from error
    raise Refused("This address redirects too often.")


def user_agent() -> str:
    """The honest name this program gives itself to sites."""
    try:
        version = metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        version = "0"
    return f"Onrecord/{version} (+https://github.com/onrecord/onrecord)"


def _pool(opened: frozenset[tuple[str, int]], limits: Limits) -> httpcore.AsyncConnectionPool:
    return httpcore.AsyncConnectionPool(
        ssl_context=_ssl_context(),
        network_backend=GuardedBackend(opened),
        max_connections=2,
        keepalive_expiry=limits.total_s,
    )


@functools.cache
def _ssl_context() -> ssl.SSLContext:
    # The environment is not asked: a proxy or certificate set there would lead around the checks.
    return httpx.create_ssl_context(trust_env=False)


def _checked(url: str) -> httpx.URL:
    """`url` parsed, without its fragment. Raises `Refused` unless it is a plain http or https address."""
    try:
        parsed = httpx.URL(url.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Refused("This is not a web address.") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise Refused("Only http and https addresses can be read.")
    if not _HOST.fullmatch(parsed.raw_host):
        raise Refused("This is not a web address.")
    if parsed.userinfo:
        raise Refused("An address with a user name or password in it is not opened.")
    return parsed


async def _one(
    pool: httpcore.AsyncConnectionPool, target: httpx.URL, headers: dict[str, str], limits: Limits
) -> Fetched | httpx.URL:
    """One request: what came back, or where it leads."""
    wait = dict.fromkeys(("connect", "read", "write", "pool"), limits.total_s)
    async with pool.stream(
        "GET",
        httpcore.URL(
            scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path
        ),
        headers=[("Host", target.netloc.decode("ascii")), *headers.items()],
        extensions={"timeout": wait},
    ) as response:
        got = httpx.Headers(response.headers)
        if response.status in _REDIRECTS and "location" in got:
            return _checked(str(_joined(target, got["location"])))
        found = Fetched(
            url=str(target),
            data=b"",
            content_type=got.get("content-type"),
            etag=got.get("etag"),
            last_modified=got.get("last-modified"),
            not_modified=response.status == _NOT_MODIFIED,
        )
        if found.not_modified:
            return found
        _accept(response.status)
        data = await _body(response, got, limits)
        return Fetched(
            url=found.url,
            data=data,
            content_type=found.content_type,
            etag=found.etag,
            last_modified=found.last_modified,
        )


def _joined(target: httpx.URL, location: str) -> httpx.URL:
    try:
        return target.join(location)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Refused("The address leads to something that is no web address.") from error


def _accept(status: int) -> None:
    """Raises the sentence for an answer that is not the resource."""
    failure: OnrecordError | None = None
    if status in _GONE:
        failure = Refused("There is no page at this address (HTTP {status}).", status=status)
    elif status in _LOCKED:
        failure = Refused("The site does not let me read this page (HTTP {status}).", status=status)
    elif not 200 <= status < 300:
        failure = Unreachable("The site could not answer (HTTP {status}).", status=status)
    if failure is not None:
        raise failure


async def _body(response: httpcore.Response, headers: httpx.Headers, limits: Limits) -> bytes:
    """The unpacked bytes of a response, read no further than the limit."""
    length = headers.get("content-length", "")
    if length.isdigit() and int(length) > limits.max_bytes:
        raise _too_big(limits)
    unpack = _unpacker(headers.get("content-encoding", ""), limits)
    out = bytearray()
    raw = 0
    async for chunk in response.aiter_stream():
        raw += len(chunk)
        out += unpack.feed(chunk, limits.max_bytes - len(out))
        if raw > limits.max_bytes or len(out) > limits.max_bytes:
            raise _too_big(limits)
    return bytes(out)


def _too_big(limits: Limits) -> Refused:
    return Refused(
        "The page is too big: at most {megabytes} MB can be read.", megabytes=f"{limits.max_bytes / 1e6:g}"
    )


def _unpacker(encoding: str, limits: Limits) -> _Unpacker:
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    names = [name for name in names if name != "identity"]
    if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
        raise Refused("The page is compressed in a way that I cannot read.")
    return _Unpacker(bool(names), limits)


class _Unpacker:
    """Unpacks gzip and deflate with a bound, so that a small body cannot grow without end."""

    def __init__(self, packed: bool, limits: Limits) -> None:
        self._packed = packed
        self._limits = limits
        self._stream = zlib.decompressobj(_ANY_WINDOW)
        self._fresh = True

    def feed(self, chunk: bytes, room: int) -> bytes:
        """The next unpacked bytes; one more than `room` at most, which tells that it is too big."""
        if not self._packed:
            return chunk
        try:
            return self._unpack(chunk, room)
        except zlib.error as error:
            raise Unreachable("The page arrived damaged.") from error

    def _unpack(self, chunk: bytes, room: int) -> bytes:
        out = bytearray()
        while chunk and len(out) <= room:
            if self._stream.eof:
                self._stream = zlib.decompressobj(_ANY_WINDOW)
            try:
                out += self._stream.decompress(chunk, room + 1 - len(out))
            except zlib.error:
                if not self._fresh:
                    raise
                self._stream = zlib.decompressobj(_RAW_DEFLATE)
                out += self._stream.decompress(chunk, room + 1 - len(out))
            self._fresh = False
            chunk = self._stream.unconsumed_tail or self._stream.unused_data
        return bytes(out)
