"""Who is who: two speakers who are one, and other names of a speaker."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message

from handlers import rights, texts
from handlers.confirming import confirm, meant
from handlers.context import Context
from handlers.keys import actor, key
from handlers.rendering.reader import Reader
from handlers.saying import rewrite, say, words_of
from handlers.taps import Tap
from store.records import Role, Speaker

MERGE, UNALIAS = ACTIONS = ("merge", "unalias")
_NAME = 100


async def merge(message: Message, context: Context) -> None:
    """/merge ONE = OTHER: asks once more, then makes two speakers one, called like the second."""
    reader, person = await context.reader(message), message.from_user
    if person is None or not await rights.allowed(message, Role.EDITOR, reader, context):
        return
    one, _, other = (part.strip() for part in words_of(message).partition("="))
    if not one or not other:
        await say(message, reader.says(texts.upkeep.MERGE_HOW))
        return
    old = await _speaker(message, one, reader, context)
    new = await _speaker(message, other, reader, context) if old else None
    if old is None or new is None:
        return
    if old.id == new.id:
        await say(message, reader.says(texts.upkeep.ONE_ALREADY, name=new.name))
        return
    about = {"old": old.id, "new": new.id, "name": new.name}
    sure = reader.says(texts.upkeep.MERGE_SURE, old=old.name, new=new.name)
    await confirm(message, person, sure, (texts.upkeep.KEY_MERGE, MERGE), about, reader, context)


async def merged(tap: Tap, context: Context) -> None:
    """Make two speakers one, as was asked for."""
    if await meant(tap, Role.EDITOR, context):
        about = tap.keyboard.about
        upkeep = context.front.desk.upkeep
        moved = await upkeep.merge(about["old"], about["new"], actor=actor(tap.person))
        told = tap.reader.says(texts.upkeep.MERGED, count=moved, new=about["name"])
        await rewrite(tap.message, told, None)


async def alias(message: Message, context: Context) -> None:
    """/alias NAME = OTHER NAME: the speaker is found by the other name, too."""
    reader, person = await context.reader(message), message.from_user
    if person is None or not await rights.allowed(message, Role.EDITOR, reader, context):
        return
    one, _, other = (part.strip() for part in words_of(message).partition("="))
    other = " ".join(other.split())
    if not one or not other or len(other) > _NAME:
        await say(message, reader.says(texts.upkeep.ALIAS_HOW))
        return
    found = await _speaker(message, one, reader, context)
    if found is None:
        return
    front = context.front
    bearers = await front.desk.upkeep.bearers(other)
    if any(each.id == found.id for each in bearers):
        await say(message, reader.says(texts.upkeep.ALIAS_KNOWN, name=found.name, alias=other))
    elif bearers:
        taken = reader.says(texts.upkeep.ALIAS_TAKEN, alias=other, name=found.name, other=bearers[0].name)
        await say(message, taken)
    else:
        await front.desk.upkeep.add_alias(found.id, other, actor=actor(person))
        token = await front.desk.buttons.keep(
            chat_id=message.chat_id,
            user_id=person.id,
            actions=(UNALIAS,),
            about={"speaker": found.id, "name": found.name, "alias": other},
        )
        undo = InlineKeyboardMarkup([[key(token, reader.plain(texts.buttons.UNDO), UNALIAS)]])
        await say(message, reader.says(texts.upkeep.ALIASED, name=found.name, alias=other), markup=undo)


async def unaliased(tap: Tap, context: Context) -> None:
    """Take another name back."""
    if await meant(tap, Role.EDITOR, context):
        about = tap.keyboard.about
        upkeep = context.front.desk.upkeep
        await upkeep.remove_alias(about["speaker"], about["alias"], actor=actor(tap.person))
        told = tap.reader.says(texts.upkeep.UNALIASED, name=about["name"], alias=about["alias"])
        await rewrite(tap.message, told, None)


async def _speaker(message: Message, name: str, reader: Reader, context: Context) -> Speaker | None:
    """The one speaker whom the name means; None once it was said that it means nobody or several."""
    found = await context.front.desk.upkeep.speakers_called(name[:_NAME])
    exact = [each for each in found if each.name.casefold() == name.casefold()]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        await say(message, reader.says(texts.upkeep.NOBODY, name=name))
    else:
        names = reader.voice.any_of([each.name for each in found[:6]])
        await say(message, reader.says(texts.upkeep.SEVERAL, name=name, names=names))
    return None
