"""What the bot is expected to say, in English unless another language is named."""

from __future__ import annotations

from handlers import help as helping
from handlers import texts
from handlers.languages.voice import Spoken, Value
from handlers.rendering.reader import Reader


def en(spoken: Spoken, **values: Value) -> str:
    """The sentence as sent."""
    return said("en", spoken, **values)


def said(language: str, spoken: Spoken, **values: Value) -> str:
    """The sentence as sent in this language."""
    return Reader(language=language).says(spoken, **values)


def greeting(language: str = "en") -> str:
    """What /start says."""
    asking = [said(language, texts.starting.ASK_ME), *(f"<i>{each}</i>" for each in texts.starting.EXAMPLES)]
    parts = [
        said(language, texts.starting.WELCOME),
        "\n".join(asking),
        said(language, texts.starting.WHAT_NEXT),
    ]
    return "\n\n".join(parts)


def help_text(language: str = "en") -> str:
    """What /help says to people who own nothing."""
    return "\n\n".join(helping.helping(Reader(language=language), helping.IN_PRIVATE))


START, HELP = greeting(), help_text()
