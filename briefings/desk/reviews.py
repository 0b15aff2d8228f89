"""What people hold to be wrong, and what the owners did about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from briefings.attribution.confidence import THRESHOLD
from briefings.desk.office import Office
from briefings.desk.people import language_of
from store.archive import Transaction
from store.records import Flag, FoundSpeaker

_DOUBTFUL = THRESHOLD + 0.1  # used in answers, but only just
_LATELY = dt.timedelta(days=14)  # as long as buttons work: until then we know who was shown what
_SECOND_THOUGHTS = dt.timedelta(seconds=20)  # in which a retraction is undone before anybody hears of it


class Reviews:
    """Statements doubted, kept, retracted."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def flag(self, statement_id: int, *, user_id: int, reason: str | None = None) -> bool:
        """Whether the statement stands; it is on the list for review, once for each person."""

        def flag(tx: Transaction, now: dt.datetime) -> bool:
            stands = bool(tx.claims.of_statements([statement_id]))
            if stands:
                tx.flags.raise_(statement_id, user_id=user_id, reason=reason, now=now)
            return stands

        return await self._office.write(flag)

    async def flags(self) -> list[Flag]:
        """What people hold to be wrong and nobody has looked at yet, oldest first."""
        return await self._office.read(lambda tx: tx.flags.open())

    async def keep(self, statement_id: int, *, user_id: int, actor: str) -> int:
        """How many flags were settled: the statement stays, and is not asked about again."""

        def keep(tx: Transaction, now: dt.datetime) -> int:
            tx.audit.note(now, actor, "keep statement", statement=statement_id)
            settled = tx.flags.settle(statement_id, verdict="kept", now=now)
            if not settled:
                tx.flags.note(statement_id, user_id=user_id, verdict="kept", now=now)
            return settled

        return await self._office.write(keep)

    async def doubtful(self, *, limit: int = 20) -> list[int]:
        """The newest statements that attribution was least sure of, and that nobody has looked at yet."""
        return await self._office.read(lambda tx: tx.claims.doubtful(_DOUBTFUL, limit=limit))

    async def correct_speaker(self, statement_id: int, name: str, *, actor: str) -> str:
        """The name of the speaker whose statement it is now, made new where nobody is called so."""

        def correct(tx: Transaction, now: dt.datetime) -> str:
            change = tx.next_change()
            speaker_id = tx.speakers.resolve(FoundSpeaker(name=name), change=change)
            was = sorted(
                {each for claim in tx.claims.of_statements([statement_id]) for each in claim.speakers}
            )
            tx.claims.said_by(statement_id, speaker_id, change=change)
            told = tx.speakers.get([speaker_id])[0].name
            tx.flags.settle(statement_id, verdict="corrected", now=now)
            tx.audit.note(now, actor, "correct speaker", statement=statement_id, was=was, now=told)
            return told

        return await self._office.write(correct)

    async def retract(self, statement_id: int, *, actor: str) -> dt.datetime | None:
        """When the statement was retracted, which is now; None when nothing of it stood.

        Whoever was sent it lately, in an answer or a digest, will be told.
        """

        def retract(tx: Transaction, now: dt.datetime) -> dt.datetime | None:
            claims = tx.claims.of_statements([statement_id])
            told = self._told(tx, statement_id, [claim.id for claim in claims], now)
            count = tx.claims.retract_all(statement_id=statement_id, now=now, change=tx.next_change())
            tx.flags.settle(statement_id, verdict="retracted", now=now)
            tx.audit.note(
                now, actor, "retract statement", statement=statement_id, claims=count, told=len(told)
            )
            for chat_id, thread_id in told if count else ():
                tx.outbox.add(
                    f"{_notice(statement_id, now)}{chat_id}:{thread_id or 0}",
                    chat_id=chat_id,
                    thread_id=thread_id,
                    html=self._office.words.retracted(claims[0], language_of(tx, chat_id)),
                    not_before=now + _SECOND_THOUGHTS,
                    urgent=False,
                )
            return now if count else None

        return await self._office.write(retract)

    def _told(
        self, tx: Transaction, statement_id: int, claim_ids: Sequence[int], now: dt.datetime
    ) -> list[tuple[int, int | None]]:
        """The chats, each with its forum topic or None, that were shown the statement lately."""
        by_digest = tx.outbox.told_by_digest(statement_id, since=now - _LATELY)
        known = {chat_id for chat_id, _ in by_digest}
        answered = tx.keyboards.showing(claim_ids, now=now) - known
        return sorted(by_digest | {(chat_id, None) for chat_id in answered}, key=str)

    async def restore(self, statement_id: int, at: dt.datetime, *, actor: str) -> int:
        """How many claims that were retracted at that moment stand again; who heard of it is told so."""

        def restore(tx: Transaction, now: dt.datetime) -> int:
            tx.audit.note(now, actor, "restore statement", statement=statement_id)
            notice = _notice(statement_id, at)
            tx.outbox.give_up(notice, "the statement stands again", now)
            count = tx.claims.restore_all(statement_id=statement_id, retracted_at=at, change=tx.next_change())
            claims = tx.claims.of_statements([statement_id])
            for chat_id, thread_id in tx.outbox.reached(notice) if claims else ():
                tx.outbox.add(
                    f"restored:{notice}{chat_id}:{thread_id or 0}",
                    chat_id=chat_id,
                    thread_id=thread_id,
                    html=self._office.words.restored(claims[0], language_of(tx, chat_id)),
                    not_before=now,
                    urgent=False,
                )
            return count

        return await self._office.write(restore)


def _notice(statement_id: int, at: dt.datetime) -> str:
    """How the keys of the notices of a retraction begin."""
    return f"retraction:{statement_id}:{at.timestamp():.6f}:"
