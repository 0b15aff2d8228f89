"""The log as Telegram HTML: a line a deed, with its moment and its doer."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter
from zoneinfo import ZoneInfo

from briefings.loading import Outcome
from handlers.languages.sentence import Html
from handlers.rendering.loads import shorten
from handlers.rendering.reader import Reader
from handlers.rendering.split import plain_text
from handlers.texts import deeds as texts
from handlers.texts import upkeep
from store.records import AuditEntry

_VALUE = 60  # characters
_ROLES = {"viewer": upkeep.VIEWER, "editor": upkeep.EDITOR, "owner": upkeep.OWNER}


def page(entries: Sequence[AuditEntry], reader: Reader) -> str:
    """The entries in their order, under a heading that names the zone of their hours."""
    lines = [reader.says(texts.TITLE, zone=reader.zone), *(_line(each, reader) for each in entries)]
    return "\n".join(lines)


def _line(entry: AuditEntry, reader: Reader) -> str:
    when = entry.at.astimezone(ZoneInfo(reader.zone)).strftime("%Y-%m-%d %H:%M")
    return reader.says(texts.LINE, when=when, who=_who(entry.actor, reader), what=_what(entry, reader))


def _who(actor: str, reader: Reader) -> str:
    kind, _, which = actor.partition(" ")
    if kind == "telegram":
        return Html(f"<code>{int(which)}</code>") if which.isdecimal() else actor
    if kind == "feed":
        return reader.plain(texts.BY_FEED)
    return reader.plain(texts.BY_COMMAND) if actor == "command line" else actor


def _what(entry: AuditEntry, reader: Reader) -> str:
    """The deed in words; one that has none is told by its name."""
    details = entry.details
    if entry.action == "broadcast":
        text = shorten(plain_text(str(details.get("text") or "")), _VALUE)
        return reader.plain(texts.BROADCAST, count=int(details.get("chats") or 0), text=text)
    known_before = details.get("outcome") == Outcome.DUPLICATE
    sentence = texts.AGAIN if known_before else texts.DEEDS.get(entry.action)
    if sentence is None:
        return entry.action
    values = {name: details.get(name) for name in _places(sentence.english)}
    return reader.plain(sentence, **{name: _value(each, reader) for name, each in values.items()})


def _places(template: str) -> list[str]:
    """The names of the values that a sentence has places for."""
    return [name for _, name, _, _ in Formatter().parse(template) if name]


def _value(value: object, reader: Reader) -> str:
    if not value:
        return reader.plain(texts.EMPTY)
    if isinstance(value, list):
        return reader.voice.all_of([str(each) for each in value])
    said = shorten(str(value), _VALUE)
    return reader.plain(_ROLES[said]) if said in _ROLES else said
