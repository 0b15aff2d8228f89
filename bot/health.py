"""Health for whoever looks after the process: /livez, /readyz, and /metrics for Prometheus."""

from __future__ import annotations

import asyncio
import logging

from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.config import host_and_port
from bot.metrics import Metrics
from bot.pulse import Pulse
from bot.serving import NoPort, Request, Response, Route, Routes, listening, serve
from briefings.errors import OnrecordError
from store.archive import Archive

logger = logging.getLogger(__name__)

_DATABASE_S = 3.0


class Health:
    """Answers how this process does."""

    def __init__(self, archive: Archive, pulse: Pulse, metrics: Metrics) -> None:
        self._archive, self._pulse, self._metrics = archive, pulse, metrics

    async def run(self, listen: str) -> None:
        """Answer at this address until cancelled; without it the process works all the same."""
        host, port = host_and_port("ONRECORD_HEALTH_LISTEN", listen)
        try:
            sock = listening(host, port)
        except NoPort as error:
            logger.warning("no health is served: %s", error)
            await asyncio.Event().wait()
            return
        logger.info("health at http://%s:%d", *sock.getsockname()[:2])
        routes = Routes(
            Route("GET", "/livez", self._livez),
            Route("GET", "/readyz", self._readyz),
            Route("GET", "/metrics", self._expose),
        )
        await serve(routes, sock)

    async def _livez(self, _: Request) -> Response:
        """That the event loop answers is all that a restart could mend."""
        return Response(200, b"alive\n")

    async def _readyz(self, _: Request) -> Response:
        """Ready: the database answers, and every loop was heard of lately."""
        trouble = [f"{loop} is late" for loop in self._pulse.late()]
        try:
            async with asyncio.timeout(_DATABASE_S):
                await asyncio.to_thread(self._ask)
        except (OnrecordError, TimeoutError) as error:
            trouble.append(str(error) or "the database does not answer")
        if trouble:
            return Response(503, ("\n".join(trouble) + "\n").encode())
        return Response(200, b"ready\n")

    def _ask(self) -> None:
        with self._archive.read() as tx:
            tx.change()

    async def _expose(self, _: Request) -> Response:
        """Everything counted, in Prometheus' text format."""
        await self._metrics.look()
        return Response(200, generate_latest(self._metrics.registry), CONTENT_TYPE_LATEST)
