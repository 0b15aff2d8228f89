"""Onrecord's own processes, as a person starts them, and waiting for what they do."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.config import SETTINGS
from store.archive import Archive
from store.records import Delivery
from tests.torture.telegram import Telegram

TOKEN = "77:" + "x" * 35
OPEN = (Delivery.WAITING, Delivery.LEASED, Delivery.SENDING)


@contextmanager
def running(
    loop: str,
    url: str,
    folder: Path,
    *,
    telegram: Telegram | None = None,
    module: str = "bot",
    **settings: str,
) -> Iterator[subprocess.Popen[bytes]]:
    """`onrecord LOOP` over this database, killed at the end if it is still there; logs to `LOOP.log`."""
    known = {each.name for each in SETTINGS}
    given = {name: value for name, value in os.environ.items() if name not in known}
    given |= {"DATABASE_URL": url, "ONRECORD_DATA_DIR": str(folder), "ONRECORD_HEALTH_LISTEN": "off"}
    if telegram is not None:
        given |= {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": telegram.url}
    with (folder / f"{loop}.log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-m", module, loop], env=given | settings, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()
    assert TOKEN.encode() not in (folder / f"{loop}.log").read_bytes()


def wait(done: Callable[[], bool], seconds: float) -> bool:
    """Whether it came to be within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(0.02)
    return done()


def left(archive: Archive) -> int:
    """How many messages are still to be sent, and updates to be handled."""
    with archive.read() as tx:
        counts = tx.outbox.counts()
        return sum(counts.get(state, 0) for state in OPEN) + tx.inbox.waiting()[0]


def start_from(number: int) -> dict[str, object]:
    """An update: somebody of their own says /start."""
    person = {"id": 1_000_000 + number, "is_bot": False, "first_name": "A"}
    chat = {"id": person["id"], "type": "private", "first_name": "A"}
    message = {"message_id": number, "date": 1_935_600_000, "chat": chat, "from": person, "text": "/start"}
    message["entities"] = [{"type": "bot_command", "offset": 0, "length": 6}]
    return {"update_id": number, "message": message}


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def waiting(archive: Archive, chats: list[int], parts: int = 1) -> None:
    """Messages to be sent: so many parts for each chat."""
    with archive.begin() as tx:
        for chat in chats:
            for part in range(parts):
                tx.outbox.add(
                    f"m:{chat}:{part}", chat_id=chat, html=f"part {part}", not_before=now(), urgent=False
                )


def states(archive: Archive) -> Counter[Delivery]:
    with archive.read() as tx:
        return Counter(tx.outbox.counts())


def at_most_once(telegram: Telegram, archive: Archive) -> Counter[Delivery]:
    """Nothing arrived twice, nothing came too early, nothing is left open, what is sent has arrived."""
    assert max(telegram.arrived.values(), default=0) <= 1
    assert telegram.early == 0
    assert not left(archive)
    found = states(archive)
    assert found[Delivery.SENT] <= telegram.arrived.total() <= found[Delivery.SENT] + found[Delivery.UNKNOWN]
    return found
