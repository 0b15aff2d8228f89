"""The webhook: Telegram hands updates over, they are kept in the inbox, and only then confirmed."""

from __future__ import annotations

import asyncio
import datetime as dt
import hmac
import json
import logging
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.pause import Pause, Stopped
from bot.polling import ALLOWED, keep
from bot.serving import Request, Response, Route
from briefings.errors import OnrecordError
from store.archive import Archive

logger = logging.getLogger(__name__)

_MOST_BYTES = 1_000_000  # an update holds at most a few messages of 4,096 units
_CONNECTIONS = 40
_HEADER = "x-telegram-bot-api-secret-token"


class Webhook:
    """Where Telegram hands updates over; `news` is set whenever some are new in the inbox."""

    def __init__(
        self,
        url: str,
        secret: str,
        archive: Archive,
        *,
        now: Callable[[], dt.datetime],
        news: asyncio.Event,
    ) -> None:
        self._url, self._secret, self._archive = url, secret, archive
        self._now, self._news = now, news

    def route(self) -> Route:
        """The route that takes updates, for whoever knows the secret."""
        path = urlsplit(self._url).path or "/"
        return Route("POST", path, self._take, most_bytes=_MOST_BYTES, may=self._may)

    async def announce(self, bot: Bot) -> None:
        """Tell Telegram where to hand updates over, waiting for it where it cannot be reached.

        What was not handed over yet stays waiting. Errors: `Stopped`.
        """
        pause = Pause()
        while True:
            try:
                await bot.set_webhook(
                    self._url,
                    secret_token=self._secret,
                    allowed_updates=list(ALLOWED),
                    max_connections=_CONNECTIONS,
                )
            except InvalidToken:
                raise Stopped("Telegram does not accept TELEGRAM_BOT_TOKEN: please check it.") from None
            except TelegramError as error:
                await pause.wait(error)
            else:
                return

    def _may(self, headers: Mapping[str, str]) -> bool:
        """Whether the secret came along; how long the comparison takes tells nothing about it."""
        given = headers.get(_HEADER, "")
        return hmac.compare_digest(given.encode("utf-8"), self._secret.encode("utf-8"))

    async def _take(self, request: Request) -> Response:
        """200 once the update is kept; Telegram tries again after anything else."""
        try:
            update = json.loads(request.body)
        except ValueError:
            return Response(400, b"not JSON\n")
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return Response(400, b"not an update\n")
        try:
            await asyncio.to_thread(keep, self._archive, [update], self._now())
        except OnrecordError as error:
            logger.warning("update %d is not kept yet: %s", update["update_id"], error)
            return Response(503, b"not now\n")
        self._news.set()
        return Response(200)
