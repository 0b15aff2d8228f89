"""What each chat asked lately, so that a follow-up finds what it follows. Kept in memory, bounded."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple, TypeVar

from telegram import Message

K = TypeVar("K")

_QUESTIONS = 5
_PLACES = 2_000
_ANSWERS = 10_000


class Place(NamedTuple):
    """A chat, or a topic of a forum."""

    chat_id: int
    thread_id: int | None


def place_of(message: Message) -> Place:
    """Where the message stands. A thread id outside forums only marks a chain of replies."""
    return Place(message.chat_id, message.message_thread_id if message.is_topic_message else None)


def replied_to(message: Message) -> Message | None:
    """The message that this one replies to; in a topic, its opening does not count as one."""
    before = message.reply_to_message
    return None if before is None or before.forum_topic_created else before


class Talks:
    """The last questions of each place, and those that led to each answer."""

    def __init__(self) -> None:
        self._places: OrderedDict[Place, tuple[str, ...]] = OrderedDict()
        self._answers: OrderedDict[tuple[int, int], tuple[str, ...]] = OrderedDict()

    def before(self, message: Message) -> tuple[str, ...]:
        """What was asked before, oldest first: here, or towards the answer that `message` replies to."""
        replied = replied_to(message)
        if replied is not None and (asked := self._answers.get((message.chat_id, replied.message_id))):
            return asked
        return self._places.get(place_of(message), ())

    def remember(self, message: Message, question: str, answer: Message) -> None:
        """Note that `question` was asked by `message` and answered by `answer`."""
        asked = (*self.before(message), question)[-_QUESTIONS:]
        _put(self._places, place_of(message), asked, _PLACES)
        _put(self._answers, (answer.chat_id, answer.message_id), asked, _ANSWERS)


def _put(memory: OrderedDict[K, tuple[str, ...]], key: K, asked: tuple[str, ...], limit: int) -> None:
    memory[key] = asked
    memory.move_to_end(key)
    if len(memory) > limit:
        memory.popitem(last=False)
