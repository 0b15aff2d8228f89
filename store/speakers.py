"""The speakers shelf: real-world sources, each with every name it was seen under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from store.names import fold
from store.records import FoundSpeaker, Speaker
from store.tables import aliases, speakers


class Speakers:
    """Speakers of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def resolve(self, found: FoundSpeaker, *, change: int) -> int:
        """The id of the speaker that an article calls so, made new when nobody fits.

        The full name decides. A bare surname fits a fuller name, and the other way round, only when
        one single speaker goes by it: two people of one surname are kept apart.
        """
        speaker_id = self._fitting(found)
        if speaker_id is None:
            row = {"name": found.name, "role": found.role, "change": change}
            speaker_id = self._connection.execute(
                speakers.insert().values(row).returning(speakers.c.id)
            ).scalar_one()
        else:
            self._learn(speaker_id, found, change)
        self._name(speaker_id, (found.name, *found.aliases))
        return speaker_id

    def get(self, ids: Sequence[int]) -> list[Speaker]:
        """The speakers with these ids, in the order of ids."""
        return list(self._select(speakers.c.id.in_(ids)))

    def named(self, name: str) -> list[Speaker]:
        """Every speaker that goes by this name, spelling folded."""
        ids = sa.select(aliases.c.speaker_id).where(aliases.c.folded == fold(name))
        return list(self._select(speakers.c.id.in_(ids)))

    def all(self) -> list[Speaker]:
        """Every speaker, in the order first seen."""
        return list(self._select(sa.true()))

    def changed_since(self, change: int) -> list[Speaker]:
        """The speakers that are new or were told more about after `change`."""
        return list(self._select(speakers.c.change > change))

    def _fitting(self, found: FoundSpeaker) -> int | None:
        exact = self._known(found.name)
        if len(exact) == 1:
            return exact[0]
        if len(fold(found.name).split()) == 1:
            return None  # a surname that nobody or several people bear
        for alias in found.aliases:
            for speaker in self._select(speakers.c.id.in_(self._known(alias))):
                if _same_person(speaker.name, found.name):
                    return speaker.id
        return exact[0] if exact else None

    def _known(self, name: str) -> list[int]:
        query = sa.select(aliases.c.speaker_id).where(aliases.c.folded == fold(name)).distinct()
        return list(self._connection.execute(query.order_by(aliases.c.speaker_id)).scalars())

    def _learn(self, speaker_id: int, found: FoundSpeaker, change: int) -> None:
        known = self._connection.execute(sa.select(speakers).where(speakers.c.id == speaker_id)).one()
        fuller = len(fold(found.name).split()) > len(fold(known.name).split())
        news = {}
        if fuller:
            news["name"] = found.name
        if found.role and not known.role:
            news["role"] = found.role
        if news or any(
            not self._connection.execute(self._alias(speaker_id, alias)).first() for alias in found.aliases
        ):
            update = speakers.update().where(speakers.c.id == speaker_id)
            self._connection.execute(update.values(change=change, **news))

    def _alias(self, speaker_id: int, alias: str) -> sa.Select[tuple[int]]:
        return sa.select(aliases.c.speaker_id).where(
            aliases.c.speaker_id == speaker_id, aliases.c.alias == alias
        )

    def _name(self, speaker_id: int, names: Sequence[str]) -> None:
        for name in dict.fromkeys(names):
            if not self._connection.execute(self._alias(speaker_id, name)).first():
                row = {"speaker_id": speaker_id, "alias": name, "folded": fold(name)}
                self._connection.execute(aliases.insert().values(row))

    def _select(self, where: sa.ColumnElement[bool]) -> Iterator[Speaker]:
        rows = self._connection.execute(sa.select(speakers).where(where).order_by(speakers.c.id)).all()
        known: defaultdict[int, list[str]] = defaultdict(list)
        ids = sa.select(speakers.c.id).where(where)
        query = sa.select(aliases.c.speaker_id, aliases.c.alias).where(aliases.c.speaker_id.in_(ids))
        for speaker_id, alias in self._connection.execute(query.order_by(aliases.c.alias)):
            known[speaker_id].append(alias)
        for row in rows:
            names = tuple(alias for alias in known[row.id] if alias != row.name)
            yield Speaker(id=row.id, name=row.name, aliases=names, role=row.role)


def _same_person(one: str, other: str) -> bool:
    """Whether the words of the shorter name end the longer one ("Petrov", "Ivan Petrov")."""
    a, b = sorted((fold(one).split(), fold(other).split()), key=len)
    return bool(a) and b[-len(a) :] == a
