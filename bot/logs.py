"""What the logs look like, and what never stands in them: the token and passwords."""

from __future__ import annotations

import contextlib
import contextvars
import datetime as dt
import json
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
_INCIDENT = re.compile(r"incident ([0-9a-f]{8})\b")
# These tell every request with its address, which holds the token, or every tick.
_CHATTY = (
    "httpx",
    "httpcore",
    "apscheduler",
    "telegram",
    "alembic",
    "matplotlib",
    "trafilatura",
    "htmldate",
    "uvicorn",
)

_update: contextvars.ContextVar[int | None] = contextvars.ContextVar("update", default=None)


class Redacting(logging.Formatter):
    """Lines without secrets, whether they come from the message, an exception or a stack.

    `structured` ones are JSON objects: time, level, logger, message, and where there is one, the number of
    the update, of the incident, and the traceback.
    """

    def __init__(self, secrets: Collection[str] = (), *, structured: bool = False) -> None:
        super().__init__(_FORMAT)
        self._structured = structured
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The line, redacted as a whole, so nothing inside it slips through."""
        update = _update.get()
        if self._structured:
            return self.redact(json.dumps(self._fields(record, update), ensure_ascii=False))
        record.update = "" if update is None else f" [update {update}]"
        return self.redact(super().format(record))

    def _fields(self, record: logging.LogRecord, update: int | None) -> dict[str, object]:
        message = record.getMessage()
        fields: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message,
        }
        if update is not None:
            fields["update"] = update
        if incident := _INCIDENT.match(message):
            fields["incident"] = incident[1]
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return fields

    def redact(self, line: str) -> str:
        """The line with every secret hidden."""
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return _PASSWORD.sub(rf"\1:{_HIDDEN}@", _TOKEN.sub(_HIDDEN, line))


def configure(
    *, token: str | None, secret: str | None = None, structured: bool = False, stream: TextIO | None = None
) -> None:
    """Send every log record to `stream` (standard error by default), without token and webhook secret."""
    handler = logging.StreamHandler(stream or sys.stderr)
    hidden = [*_secrets(token), *([secret] if secret else [])]
    handler.setFormatter(Redacting(hidden, structured=structured))
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
