"""A worker as `onrecord worker` runs it, whose reader takes no time: what is tortured is the keeping."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import signal
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from bot.pulse import Pulse
from bot.wiring import SpokenWords
from bot.worker import work
from briefings.desk import Desk
from briefings.reading.intake import Intake
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.records import Attributed, FoundSpeaker, ReadArticle
from tests.store.make import found_claim, read_article

POISON = "what no reader survives"
SAID = re.compile(r"Mara Lind said that (.+?)\.")


class Reader:
    """Reads and attributes the articles of this test, at once."""

    async def run(self, *asked: Any, timeout_s: float) -> Any:
        """What the reader makes of what is asked last."""
        del timeout_s
        given = asked[-1]
        if isinstance(given, Intake):
            text = given.text or ""
            if text == POISON:
                os.kill(os.getpid(), signal.SIGKILL)
            return read_article(text, title=text.split("\n")[0])
        return attributed(given)


def attributed(read: ReadArticle) -> Attributed:
    """One statement for each sentence."""
    claims = tuple(
        found_claim(read.text, content, speakers=("Mara Lind",), same_as=number)
        for number, content in enumerate(SAID.findall(read.text))
    )
    return Attributed(claims=claims, speakers=(FoundSpeaker(name="Mara Lind"),))


async def nothing(url: str, **_: object) -> Any:
    """There is no web here."""
    raise AssertionError(url)


def run(url: str, folder: Path, ready: Event) -> None:
    """Run jobs until killed."""
    asyncio.run(main(url, folder, ready))


async def main(url: str, folder: Path, ready: Event) -> None:
    archive = Archive(Database(url))
    desk = Desk(
        archive=archive,
        lookup=Lookup(archive, folder / "index"),
        isolated=Reader(),  # type: ignore[arg-type]
        fetch=nothing,
        words=SpokenWords(),
        now=lambda: dt.datetime.now(dt.UTC),
    )
    ready.set()
    await work(desk, Pulse(), idle_s=0.01)
