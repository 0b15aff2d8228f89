"""How one try to send ended, and what carries messages to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from briefings.errors import OnrecordError
from store.records import OutboxMessage


@dataclass(frozen=True, slots=True)
class Delivered:
    """Telegram has it, under this number."""

    message_id: int


@dataclass(frozen=True, slots=True)
class RetryLater:
    """Certainly not sent; worth another try after so many seconds."""

    after_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can say whether it arrived."""

    reason: str


@dataclass(frozen=True, slots=True)
class ChatGone:
    """The chat cannot be written to any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """Certainly not sent: the group goes by a new id."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """Certainly not sent, and this message never will be."""

    reason: str


Verdict: TypeAlias = Delivered | RetryLater | Unknown | ChatGone | Migrated | Rejected


class Sender(Protocol):
    """What carries messages to people."""

    async def turn(self, message: OutboxMessage) -> RetryLater | None:
        """None once the message may be sent at once; a wait longer than a few seconds comes back.

        Waiting happens here, before the message is marked as being sent, so that whoever is killed
        while waiting leaves no doubt behind.
        """

    async def send(self, message: OutboxMessage) -> Verdict:
        """How the one try ended. Errors: `SenderStopped`."""


class SenderStopped(OnrecordError):
    """Nothing can be sent at all until a person acts; the message at hand was certainly not sent."""
