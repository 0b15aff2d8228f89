"""Every answer of Telegram's, given to `onrecord bot` as it runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from store.archive import Archive
from store.records import Delivery
from tests.torture.processes import at_most_once, left, running, start_from, wait, waiting
from tests.torture.telegram import Telegram

MOVED, NEW_ID = -2_000_002, -1_002_000_002

# What becomes of messages whose answers are these, and how often each arrives.
OUTCOMES = {
    "sent": (Delivery.SENT, 1),
    "late": (Delivery.SENT, 1),
    "429": (Delivery.SENT, 1),
    "429 untold": (Delivery.SENT, 1),
    "entities": (Delivery.SENT, 1),
    "403": (Delivery.DEAD, 0),
    "not found": (Delivery.DEAD, 0),
    "too long": (Delivery.DEAD, 0),
    "500": (Delivery.UNKNOWN, 1),
    "502": (Delivery.UNKNOWN, 0),
    "502 sent": (Delivery.UNKNOWN, 1),
    "broken": (Delivery.UNKNOWN, 1),
    "dropped": (Delivery.UNKNOWN, 1),
}


def test_every_answer_of_telegrams_ends_in_its_state_and_answers_are_fast(
    archive: Archive, database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chats = dict(enumerate(OUTCOMES, 2_000))
    waiting(archive, [*chats, MOVED])
    moved = {
        "description": "Bad Request: group chat was upgraded",
        "parameters": {"migrate_to_chat_id": NEW_ID},
    }
    plan = {chat: [name] for chat, name in chats.items()}
    with (
        Telegram(plan=plan, answers={MOVED: (400, moved)}) as telegram,
        running("bot", database_url, tmp_path, telegram=telegram) as bot,
    ):
        assert wait(lambda: not left(archive), 40)
        since = time.monotonic()
        telegram.updates = [start_from(1)]
        assert wait(lambda: 1_000_001 in telegram.arrived_at, 5)
        took = telegram.arrived_at[1_000_001] - since
        assert bot.poll() is None
        assert wait(lambda: not left(archive), 5)
    at_most_once(telegram, archive)
    with archive.read() as tx:
        found = {}
        for chat, name in chats.items():
            message = tx.outbox.get(f"m:{chat}:0")
            assert message is not None
            found[name] = (message.state, telegram.arrived[chat, "part 0"])
        followed = tx.outbox.get(f"m:{MOVED}:0")
    assert found == OUTCOMES
    assert followed is not None
    assert (followed.state, followed.chat_id) == (Delivery.SENT, NEW_ID)
    record_property("an answer took s", round(took, 2))
    assert took < 1.0
