"""For whom something is put into words."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.languages.catalogue import SOURCE
from handlers.languages.sentence import Html
from handlers.languages.voice import Spoken, Value, Voice, voice
from store.records import Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The language a chat is spoken to in, the zone of its days, how long its answers are.

    `bot` is the name of the bot that opens statements by number, None where there is none to open them.
    """

    language: str = SOURCE
    zone: str = "UTC"
    length: Length = Length.FULL
    bot: str | None = None

    @property
    def voice(self) -> Voice:
        """The reader's language, for days and lists."""
        return voice(self.language)

    def says(self, spoken: Spoken, /, **values: Value) -> Html:
        """The sentence as Telegram HTML. Values are escaped unless they are `Html`."""
        return self.voice.says(spoken, **values)

    def plain(self, spoken: Spoken, /, **values: Value) -> str:
        """The sentence where there is no markup: buttons, captions, and what is escaped later."""
        return self.voice.plain(spoken, **values)
