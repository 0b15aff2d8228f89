"""What each chat asked lately, so that a follow-up finds what it follows. Kept in memory, bounded."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple, TypeVar

from telegram import Message

K = TypeVar("K")
V = TypeVar("V")

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
        self._answered: OrderedDict[tuple[int, int], int] = OrderedDict()

    def before(self, message: Message) -> tuple[str, ...]:
        """What was asked before, oldest first: here, or towards the answer that `message` replies to."""
        replied = replied_to(message)
        if replied is not None and (asked := self._answers.get((message.chat_id, replied.message_id))):
            return asked
        return self._places.get(place_of(message), ())

    def forget(self, chat_id: int) -> None:
        """Forget what the chat asked."""
        for place in [each for each in self._places if each.chat_id == chat_id]:
            del self._places[place]
        for key in [each for each in self._answers if each[0] == chat_id]:
            del self._answers[key]
        for key in [each for each in self._answered if each[0] == chat_id]:
            del self._answered[key]

    def answer_to(self, message: Message) -> tuple[int, tuple[str, ...]] | None:
        """The id of the answer that `message` got, and what was asked before it."""
        answer_id = self._answered.get((message.chat_id, message.message_id))
        if answer_id is None:
            return None
        return answer_id, self._answers.get((message.chat_id, answer_id), ())[:-1]

    def correct(self, message: Message, question: str, answer_id: int, before: tuple[str, ...]) -> None:
        """Note that `message` asks `question` now; what was asked after it stays as it is."""
        asked = (*before, question)[-_QUESTIONS:]
        place, known = place_of(message), self._answers.get((message.chat_id, answer_id))
        if self._places.get(place) == known:
            _put(self._places, place, asked, _PLACES)
        _put(self._answers, (message.chat_id, answer_id), asked, _ANSWERS)

    def remember(self, message: Message, question: str, answer: Message) -> None:
        """Note that `question` was asked by `message` and answered by `answer`."""
        asked = (*self.before(message), question)[-_QUESTIONS:]
        _put(self._answered, (message.chat_id, message.message_id), answer.message_id, _ANSWERS)
        _put(self._places, place_of(message), asked, _PLACES)
        _put(self._answers, (answer.chat_id, answer.message_id), asked, _ANSWERS)


def _put(memory: OrderedDict[K, V], key: K, value: V, limit: int) -> None:
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > limit:
        memory.popitem(last=False)
