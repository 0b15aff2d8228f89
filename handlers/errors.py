"""What a person is told when something fails: one sentence, never a traceback."""

from __future__ import annotations

import logging
import secrets

from telegram import Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError

from briefings.errors import DatabaseUnusable, OnrecordError
from handlers import texts
from handlers.context import Context, spoken_by
from handlers.languages.voice import Spoken
from handlers.rendering.reader import Reader
from handlers.saying import say

logger = logging.getLogger(__name__)


async def failed(update: object, context: Context) -> None:
    """Tell the person, and the log, that handling an update failed; both under one incident number."""
    error = context.error
    message = update.effective_message if isinstance(update, Update) else None
    if isinstance(error, Forbidden):
        logger.info("a chat cannot be written to: %s", error)
        return
    asked = isinstance(update, Update) and update.message is not None
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest) and not asked:
        # The change may have been made all the same; an apology after it would be wrong.
        logger.warning("a message may not be changed: %s", error)
        return
    if isinstance(error, OnrecordError):
        logger.info("told: %s", error)
        trouble: Spoken = texts.troubles.DATABASE if isinstance(error, DatabaseUnusable) else error
        incident = ""
    else:
        incident = secrets.token_hex(4)
        logger.error("incident %s", incident, exc_info=error)
        trouble = texts.troubles.TROUBLE
    if isinstance(message, Message):
        reader = await _reader(message, update, context)
        await say(message, reader.says(trouble, incident=incident))


async def _reader(message: Message, update: object, context: Context) -> Reader:
    """Whoever caused the update, in the language of the chat unless it is the database that fails."""
    person = update.effective_user if isinstance(update, Update) else None
    try:
        return await context.reader(message, person)
    except OnrecordError:
        return Reader(language=spoken_by(person))
