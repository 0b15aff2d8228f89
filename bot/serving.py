"""A small HTTP server inside this process: few routes, each a function, everything bounded."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import uvicorn

from briefings.errors import OnrecordError

_BODY_S = 10.0
_END_S = 2
_AT_ONCE = 200


class NoPort(OnrecordError):
    """The address to listen on cannot be had."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: header names in lower case, and the body, within the route's bound."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Route:
    """What answers requests of this method and path. A body may have `most_bytes`.

    `may` looks at the headers before the body is read.
    """

    method: str
    path: str
    answer: Callable[[Request], Awaitable[Response]]
    most_bytes: int = 0
    may: Callable[[Mapping[str, str]], bool] = field(default=lambda _: True)


Scope: TypeAlias = Mapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Mapping[str, Any]]]
Send: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]


class Routes:
    """An ASGI application of these routes; whatever else is asked is not found."""

    def __init__(self, *routes: Route) -> None:
        self._routes = {(each.method, each.path): each for each in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        response = await self._response(scope, receive)
        headers = [
            (b"content-type", response.content_type.encode()),
            (b"content-length", str(len(response.body)).encode()),
        ]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})

    async def _response(self, scope: Scope, receive: Receive) -> Response:
        route = self._routes.get((scope["method"], scope["path"]))
        if route is None:
            return Response(404, b"not found\n")
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if not route.may(headers):
            return Response(403, b"forbidden\n")
        try:
            async with asyncio.timeout(_BODY_S):
                body = await _body(receive, route.most_bytes)
        except TimeoutError:
            return Response(408, b"too slow\n")
        if body is None:
            return Response(413, b"too big\n")
        return await route.answer(Request(headers, body))


async def _body(receive: Receive, most_bytes: int) -> bytes | None:
    """The body, None as soon as there is too much of it."""
    parts, size = [], 0
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            return None
        part = event.get("body", b"")
        size += len(part)
        if size > most_bytes:
            return None
        parts.append(part)
        if not event.get("more_body", False):
            return b"".join(parts)


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: this process has its own."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Errors: `NoPort`."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise NoPort(f"{host}:{port} cannot be listened on: {error.strerror or error}.") from error


async def serve(routes: Routes, sock: socket.socket) -> None:
    """Answer requests at this socket until cancelled; what is being answered then may end for a moment."""
    config = uvicorn.Config(
        routes,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_AT_ONCE,
        timeout_graceful_shutdown=_END_S,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve([sock]))
    try:
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving
        sock.close()
