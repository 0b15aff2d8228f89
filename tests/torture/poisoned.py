"""`python -m bot`, in a world where updates from one chat and messages to another kill the process.

With TORTURE_BLOCKS set, its event loop never comes back from them.
"""

from __future__ import annotations

import os
import signal
import time
from typing import Any, NoReturn

from bot.__main__ import main
from bot.updates import Updates
from briefings.delivery.verdicts import Verdict
from handlers.sender import TelegramSender
from store.inbox import lane_of
from store.records import OutboxMessage

FROM, TO = (int(chat) for chat in os.environ["TORTURE_POISON"].split(","))
_process, _send = Updates._process, TelegramSender.send


def die() -> NoReturn:
    if os.environ.get("TORTURE_BLOCKS"):
        time.sleep(600)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a process survives no SIGKILL")


async def process(self: Updates, payload: dict[str, Any]) -> None:
    if lane_of(payload) == FROM:
        die()
    await _process(self, payload)


async def send(self: TelegramSender, message: OutboxMessage) -> Verdict:
    if message.chat_id == TO:
        die()
    return await _send(self, message)


Updates._process, TelegramSender.send = process, send  # type: ignore[method-assign]

if __name__ == "__main__":
    main()
