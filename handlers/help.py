"""What the bot can do, told by example."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping

from telegram import BotCommand, Message
from telegram.constants import ChatType

from handlers import look, texts
from handlers.context import Context
from handlers.languages.voice import voice
from handlers.rendering.reader import Reader
from handlers.rendering.split import split
from handlers.rendering.text import escaped
from handlers.saying import say, words_of
from handlers.texts.commands import ALIASES, COMMANDS, Audience, Section
from store.records import Role

IN_GROUPS = frozenset({Audience.EVERYBODY})
IN_PRIVATE = IN_GROUPS | {Audience.PRIVATE}
FOR_ROLES: Mapping[Role | None, frozenset[Audience]] = {
    None: IN_PRIVATE,
    Role.VIEWER: IN_PRIVATE | {Audience.VIEWERS},
    Role.EDITOR: IN_PRIVATE | {Audience.VIEWERS, Audience.EDITORS},
    Role.OWNER: IN_PRIVATE | {Audience.VIEWERS, Audience.EDITORS, Audience.OWNERS},
}
_ALIKE = 0.8  # of 1, how much two names of commands must have in common


def menu(language: str, audiences: Collection[Audience]) -> list[BotCommand]:
    """The commands for these audiences, as the menu of Telegram's clients shows them in this language."""
    speaking = voice(language)
    return [
        BotCommand(each.name, speaking.plain(each.menu)) for each in COMMANDS if each.audience in audiences
    ]


def helping(reader: Reader, audiences: Collection[Audience]) -> list[str]:
    """Every command for these audiences by example, as Telegram HTML, a message or two of it."""
    told = []
    for section in Section:
        lines = [
            reader.says(each.help)
            for each in COMMANDS
            if each.section is section and each.audience in audiences
        ]
        if lines:
            told.append("\n".join([f"<b>{reader.says(section.value)}</b>", *lines]))
    return split(told)


async def start(message: Message, context: Context) -> None:
    """/start: a greeting, or what a link into the bot leads to; digests that were suspended go on.

    A bot without owners says how to become one.
    """
    await context.front.desk.subscriptions.revive(message.chat_id)
    payload = words_of(message)
    if payload and await look.opened(message, payload, context):
        return
    reader, person = await context.reader(message), message.from_user
    told = greeting(reader)
    if not context.front.owners and person is not None and message.chat.type == ChatType.PRIVATE:
        told += f"\n\n{reader.says(texts.starting.NO_OWNER, id=str(person.id))}"
    await say(message, told)


def greeting(reader: Reader) -> str:
    """What the bot is for and how to begin, as Telegram HTML."""
    examples = [f"<i>{escaped(each)}</i>" for each in texts.starting.EXAMPLES]
    asking = "\n".join([reader.says(texts.starting.ASK_ME), *examples])
    return "\n\n".join([reader.says(texts.starting.WELCOME), asking, reader.says(texts.starting.WHAT_NEXT)])


async def help_(message: Message, context: Context) -> None:
    """/help: everything by example, loading for those who may."""
    role = await context.role(message) if message.chat.type == ChatType.PRIVATE else None
    for part in helping(await context.reader(message), FOR_ROLES[role]):
        await say(message, part)


async def unknown(message: Message, context: Context) -> None:
    """A command that does not exist, and the one that may be meant."""
    says = (await context.reader(message)).says
    said = re.match(r"/(\w+)", message.text or "")
    meant = _nearest(said[1].casefold(), FOR_ROLES[await context.role(message)]) if said else None
    hint = [says(texts.starting.DID_YOU_MEAN, command=meant)] if meant else []
    await say(message, " ".join([says(texts.starting.UNKNOWN_COMMAND), *hint]))


def named(word: str) -> str | None:
    """The command that somebody wrote without its slash, or called by another word for it.

    "help" is none: whoever writes that gets help.
    """
    meant = ALIASES.get(word.casefold(), word.casefold())
    return meant if meant in _names(IN_PRIVATE) and word.casefold() != "help" else None


def _nearest(word: str, audiences: Collection[Audience]) -> str | None:
    """The command for these audiences that is called or spelt most like it."""
    near = difflib.get_close_matches(word, _names(audiences), n=1, cutoff=_ALIKE)
    return named(word) or next(iter(near), None)


def _names(audiences: Collection[Audience]) -> list[str]:
    return [each.name for each in COMMANDS if each.audience in audiences]


async def secondhand(message: Message, context: Context) -> None:
    """A command that its author did not write here."""
    await say(message, (await context.reader(message)).says(texts.starting.SECONDHAND))


async def wordless(message: Message, context: Context) -> None:
    """A message without words: a picture, a voice, a sticker."""
    await say(message, (await context.reader(message)).says(texts.starting.NO_TEXT))
