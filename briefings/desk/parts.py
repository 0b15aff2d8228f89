"""A text that was sent in several messages: what has come of it, kept until the next part is there.

Kept beside the buttons, as what somebody's next words are for: any process may take the next part, and
one that is handled again adds nothing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

from store.archive import Transaction

_NEXT = dt.timedelta(seconds=3)  # as Telegram dates them: a client sends all parts at once
_LIFE = dt.timedelta(minutes=10)  # a process that was killed is followed by another within seconds
_ENDS = ".!?:…”\"'’)]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of a text; `full`: it is about as long as a message may be, so more may follow."""

    chat_id: int
    user_id: int
    message_id: int
    sent_at: dt.datetime
    text: str
    full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A text so far: the job that will read it, with all that makes it anew, and its last part."""

    job_id: int
    payload: dict[str, Any]
    last: Part

    def goes_on_with(self, part: Part) -> bool:
        """Whether this is the next part."""
        return self.last.full and part.sent_at - self.last.sent_at <= _NEXT


def joint(before: str, after: str) -> str:
    """What stood where the client cut: it cuts at the end of a line or, failing that, between words."""
    if before[-1:].isspace() or after[:1].isspace():
        return ""
    return "\n" if before.rstrip()[-1:] in _ENDS else " "


def keep(tx: Transaction, job_id: int, payload: dict[str, Any], last: Part, now: dt.datetime) -> None:
    """Keep that `last` was the last part that came of what the job with this payload will read."""
    token = _token(last.chat_id)
    tx.keyboards.remove(token)
    tx.keyboards.add(
        token,
        chat_id=last.chat_id,
        user_id=last.user_id,
        actions=("part",),
        about={
            "job": job_id,
            "payload": payload,
            "last": {**dataclasses.asdict(last), "text": "", "sent_at": last.sent_at.isoformat()},
        },
        expires_at=now + _LIFE,
    )


def begun(tx: Transaction, chat_id: int, now: dt.datetime) -> Begun | None:
    """The text of this chat of which parts have come."""
    kept = tx.keyboards.get(_token(chat_id), now=now)
    if kept is None:
        return None
    last = kept.about["last"]
    return Begun(
        job_id=kept.about["job"],
        payload=kept.about["payload"],
        last=Part(**{**last, "sent_at": dt.datetime.fromisoformat(last["sent_at"])}),
    )


def _token(chat_id: int) -> str:
    """No button carries it: none has such a form."""
    return f"{chat_id}/part"
