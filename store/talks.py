"""The talks shelf: what each chat asked lately, and what answered it, for those that follow up."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from store.database import insert_new
from store.records import Talk
from store.tables import talks


class Talks:
    """Questions of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(self, talk: Talk, now: dt.datetime) -> None:
        """Keep what a message asked; a message that asks again asks only the last."""
        row = {
            "thread_id": talk.thread_id or 0,
            "user_id": talk.user_id,
            "asked": list(talk.asked),
            "asked_at": now,
            "answer_key": talk.answer_key,
            "answer_id": talk.answer_id,
        }
        key = {"chat_id": talk.chat_id, "message_id": talk.message_id}
        if not insert_new(self._connection, talks, {**key, **row}):
            self._connection.execute(talks.update().where(_of(talk.chat_id, talk.message_id)).values(row))

    def amend(self, chat_id: int, message_id: int, asked: tuple[str, ...]) -> None:
        """Note that a message asks something else now; its place among the others stays."""
        self._connection.execute(talks.update().where(_of(chat_id, message_id)).values(asked=list(asked)))

    def answered(self, answer_key: str, answer_id: int) -> None:
        """Note under which number Telegram has the answer with this key."""
        mine = talks.c.answer_key == answer_key
        self._connection.execute(talks.update().where(mine).values(answer_id=answer_id))

    def newest(self, chat_id: int, thread_id: int | None) -> Talk | None:
        """What was asked last in the chat, or in the topic of a forum."""
        here = sa.and_(talks.c.chat_id == chat_id, talks.c.thread_id == (thread_id or 0))
        return self._first(here)

    def by_question(self, chat_id: int, message_id: int) -> Talk | None:
        """What this message asked."""
        return self._first(_of(chat_id, message_id))

    def by_answer(self, chat_id: int, answer_id: int) -> Talk | None:
        """What was asked towards this answer."""
        return self._first(sa.and_(talks.c.chat_id == chat_id, talks.c.answer_id == answer_id))

    def of_user(self, user_id: int) -> list[Talk]:
        """What this person asked, and what was asked in their private chat, the newest first."""
        return self._select(_by(user_id))

    def forget(self, before: dt.datetime, *, limit: int) -> int:
        """How many questions that were asked before then are gone now, at most `limit`."""
        old = sa.select(talks.c.chat_id, talks.c.message_id).where(talks.c.asked_at < before).limit(limit)
        mine = sa.tuple_(talks.c.chat_id, talks.c.message_id).in_(old)
        return self._connection.execute(talks.delete().where(mine)).rowcount

    def forget_user(self, user_id: int) -> int:
        """How many questions of this person, or asked in their private chat, are gone now."""
        return self._connection.execute(talks.delete().where(_by(user_id))).rowcount

    def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Forget the questions of a group that Telegram gave a new id: its messages are numbered anew."""
        self._connection.execute(talks.delete().where(talks.c.chat_id.in_((old_chat_id, new_chat_id))))

    def _first(self, where: sa.ColumnElement[bool]) -> Talk | None:
        return next(iter(self._select(where, limit=1)), None)

    def _select(self, where: sa.ColumnElement[bool], *, limit: int | None = None) -> list[Talk]:
        newest = sa.select(talks).where(where).order_by(talks.c.asked_at.desc(), talks.c.message_id.desc())
        return [
            Talk(
                chat_id=row.chat_id,
                message_id=row.message_id,
                thread_id=row.thread_id or None,
                user_id=row.user_id,
                asked=tuple(row.asked),
                answer_key=row.answer_key,
                answer_id=row.answer_id,
            )
            for row in self._connection.execute(newest.limit(limit))
        ]


def _of(chat_id: int, message_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(talks.c.chat_id == chat_id, talks.c.message_id == message_id)


def _by(user_id: int) -> sa.ColumnElement[bool]:
    return sa.or_(talks.c.user_id == user_id, talks.c.chat_id == user_id)
