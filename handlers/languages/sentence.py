"""What the bot says, as written in English: the key under which every catalogue has its translation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with {places} for values. `context` tells apart what is one in English and two elsewhere."""

    english: str
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence that depends on how many: `{count}` chooses the form, English has two of them."""

    one: str
    many: str


class Html(str):
    """Telegram HTML: put into a sentence as it stands. Any other text is escaped there."""

    __slots__ = ()
