"""What the logs look like, and what never stands in them: the token and passwords."""

from __future__ import annotations

import contextlib
import contextvars
import logging
import re
import sys
from collections.abc import Collection, Iterator
from typing import TextIO

_FORMAT = "%(asctime)s %(levelname)s %(name)s%(update)s: %(message)s"
# A bot token anywhere, ours or not (https://core.telegram.org/bots/api#authorizing-your-bot).
_TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{30,}")
_PASSWORD = re.compile(r"(\w://[^/\s:@]*):[^/\s@]+@")
_HIDDEN = "[hidden]"
# These tell every request with its address, which holds the token, or every tick.
_CHATTY = ("httpx", "httpcore", "apscheduler", "telegram", "alembic", "matplotlib", "trafilatura", "htmldate")

_update: contextvars.ContextVar[int | None] = contextvars.ContextVar("update", default=None)


class Redacting(logging.Formatter):
    """Lines without secrets, whether they come from the message, an exception or a stack."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        super().__init__(_FORMAT)
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The line, redacted as a whole, so nothing inside it slips through."""
        record.update = "" if (update := _update.get()) is None else f" [update {update}]"
        return self.redact(super().format(record))

    def redact(self, line: str) -> str:
        """The line with every secret hidden."""
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return _PASSWORD.sub(rf"\1:{_HIDDEN}@", _TOKEN.sub(_HIDDEN, line))


def configure(*, token: str | None, stream: TextIO | None = None) -> None:
    """Send every log record to `stream` (standard error by default), redacted."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redacting(_secrets(token)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It logs every answer that is not JSON with a traceback, and raises it as well.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    logging.captureWarnings(True)


@contextlib.contextmanager
def about(update_id: int) -> Iterator[None]:
    """Every line logged inside names this update."""
    before = _update.set(update_id)
    try:
        yield
    finally:
        _update.reset(before)


def _secrets(token: str | None) -> list[str]:
    """The token, and its secret half, which a quoted address may hold alone."""
    return [token, token.partition(":")[2]] if token else []
