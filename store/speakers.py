"""The speakers shelf: real-world sources, each with every name it was seen under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from store.database import insert_new
from store.names import fold, key
from store.records import FoundSpeaker, Speaker
from store.tables import aliases, speakers

_LONG = 10
"""Letters of a name from which its sound tells more than chance."""


class Speakers:
    """Speakers of one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def resolve(self, found: FoundSpeaker, *, change: int) -> int:
        """The id of the speaker that an article calls so, made new when nobody fits.

        The full name decides. A bare surname fits a fuller name, and the other way round, only when
        one single speaker goes by it: two people of one surname are kept apart. A full name in another
        spelling, as names have it that come from another script, is the same name.
        """
        speaker_id = self._fitting(found)
        if speaker_id is None:
            row = {"name": found.name, "role": found.role, "change": change}
            speaker_id = self._connection.execute(
                speakers.insert().values(row).returning(speakers.c.id)
            ).scalar_one()
        self._learn(speaker_id, found, change)
        return speaker_id

    def get(self, ids: Sequence[int]) -> list[Speaker]:
        """The speakers with these ids, in the order of ids."""
        return list(self._select(speakers.c.id.in_(ids)))

    def named(self, name: str) -> list[Speaker]:
        """Every speaker that goes by this name, spelling folded."""
        ids = sa.select(aliases.c.speaker_id).where(aliases.c.folded == fold(name))
        return list(self._select(speakers.c.id.in_(ids)))

    def merge(self, old_id: int, new_id: int, *, change: int) -> None:
        """Let the second speaker go by every name of the first, who is no more.

        The claims must have been moved. A role the second lacks is taken over.
        """
        known = sa.select(aliases.c.folded).where(aliases.c.speaker_id == new_id)
        mine = aliases.c.speaker_id == old_id
        self._connection.execute(aliases.delete().where(mine, aliases.c.folded.in_(known)))
        self._connection.execute(aliases.update().where(mine).values(speaker_id=new_id))
        old_role = sa.select(speakers.c.role).where(speakers.c.id == old_id).scalar_subquery()
        role = sa.func.coalesce(speakers.c.role, old_role)
        self._connection.execute(
            speakers.update().where(speakers.c.id == new_id).values(role=role, change=change)
        )
        self._connection.execute(speakers.delete().where(speakers.c.id == old_id))

    def add_alias(self, speaker_id: int, alias: str, *, change: int) -> None:
        """Let the speaker go by one more name."""
        row = _alias(speaker_id, alias)
        insert_new(self._connection, aliases, row)
        self._connection.execute(speakers.update().where(speakers.c.id == speaker_id).values(change=change))

    def remove_alias(self, speaker_id: int, alias: str, *, change: int) -> bool:
        """Whether the speaker went by this other name until now; the own name stays."""
        named = sa.select(speakers.c.name).where(speakers.c.id == speaker_id).scalar_subquery()
        mine = sa.and_(aliases.c.speaker_id == speaker_id, aliases.c.folded == fold(alias))
        gone = self._connection.execute(aliases.delete().where(mine, aliases.c.alias != named)).rowcount
        self._connection.execute(speakers.update().where(speakers.c.id == speaker_id).values(change=change))
        return gone > 0

    def count(self) -> int:
        """How many speakers are known."""
        return self._connection.execute(sa.select(sa.func.count()).select_from(speakers)).scalar_one()

    def all(self) -> list[Speaker]:
        """Every speaker, in the order first seen."""
        return list(self._select(sa.true()))

    def changed_since(self, change: int) -> list[Speaker]:
        """The speakers that are new or were told more about after `change`."""
        return list(self._select(speakers.c.change > change))

    def _fitting(self, found: FoundSpeaker) -> int | None:
        name = fold(found.name)
        exact = list(self._select(speakers.c.id.in_(self._known(found.name))))
        own = [speaker.id for speaker in exact if fold(speaker.name) == name]
        if own or len(exact) == 1:
            return (own or [exact[0].id])[0]
        if len(name.split()) == 1:
            return None  # a surname that nobody bears, or several people
        for alias in found.aliases:
            bearers = list(self._select(speakers.c.id.in_(self._known(alias))))
            for speaker in bearers:
                alone = len(bearers) == 1 or len(fold(speaker.name).split()) > 1
                if alone and _same_person(speaker.name, found.name):
                    return speaker.id
        return exact[0].id if exact else self._sounding(name)

    def _sounding(self, name: str) -> int | None:
        """The one speaker whose own full name is another spelling of this one: "Zelensky", "Zelenskiy"."""
        if len(name.split()) < 2 or len(name) < _LONG:
            return None
        sounding = aliases.c.sound == key(name)
        query = sa.select(aliases.c.speaker_id).where(sounding).distinct()
        found = list(self._select(speakers.c.id.in_(query)))
        own = [speaker.id for speaker in found if key(fold(speaker.name)) == key(name)]
        return own[0] if len(own) == 1 else None

    def _known(self, name: str) -> list[int]:
        query = sa.select(aliases.c.speaker_id).where(aliases.c.folded == fold(name)).distinct()
        return list(self._connection.execute(query.order_by(aliases.c.speaker_id)).scalars())

    def _learn(self, speaker_id: int, found: FoundSpeaker, change: int) -> None:
        """Add what the article tells, and note the change if any of it is new."""
        mine = speakers.c.id == speaker_id
        known = self._connection.execute(sa.select(speakers).where(mine)).one()
        query = sa.select(aliases.c.alias).where(aliases.c.speaker_id == speaker_id)
        names = set(self._connection.execute(query).scalars())
        new = [name for name in dict.fromkeys((found.name, *found.aliases)) if name not in names]
        told: dict[str, str] = {}
        if len(fold(found.name).split()) > len(fold(known.name).split()):
            told["name"] = found.name
        if found.role and not known.role:
            told["role"] = found.role
        if new:
            rows = [_alias(speaker_id, name) for name in new]
            self._connection.execute(aliases.insert(), rows)
        if new or told:
            self._connection.execute(speakers.update().where(mine).values(change=change, **told))

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


def _alias(speaker_id: int, alias: str) -> dict[str, object]:
    """A name as a row."""
    folded = fold(alias)
    return {"speaker_id": speaker_id, "alias": alias, "folded": folded, "sound": key(folded)}


def _same_person(one: str, other: str) -> bool:
    """Whether the words of the shorter name end the longer one ("Petrov", "Ivan Petrov")."""
    a, b = sorted((fold(one).split(), fold(other).split()), key=len)
    return bool(a) and b[-len(a) :] == a
