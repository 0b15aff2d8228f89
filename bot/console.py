"""The terminal chat: the bot's own brain without Telegram, answers shown as they would look there."""

from __future__ import annotations

import dataclasses
import html.parser
import operator
import sys
from collections import deque
from collections.abc import AsyncIterator
from pathlib import Path

from prompt_toolkit import PromptSession
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot import samples as shipped
from bot.config import Settings
from bot.wiring import open_archive, open_desk
from briefings.desk import Desk
from briefings.errors import OnrecordError
from briefings.loading import Loaded
from briefings.reading.intake import Intake
from handlers import texts
from handlers.rendering import answers, digests, loads
from handlers.rendering.reader import Reader
from store.records import JobState

_REMEMBERED = 5
_STYLES = {
    "b": "bold",
    "i": "italic",
    "a": "cyan underline",
    "code": "yellow",
    "s": "strike",
    "u": "underline",
}


async def chat(settings: Settings, *, admin: bool, samples: bool) -> None:
    """Talk until the end of input. With `samples`, or while nothing is stored, about the shipped articles."""
    screen = Console(highlight=False)
    talks = sys.stdin.isatty() and screen.is_terminal
    if samples or _is_empty(settings):
        settings = _for_samples(settings)
        samples = True
    async with open_desk(settings) as desk:
        if samples:
            await _load_samples(desk, screen if talks else None)
        room = _Room(desk, settings, admin=admin)
        if talks:
            screen.print(_welcome(samples, admin))
        async for line in _lines(screen if talks else None):
            if line in {"/quit", "/exit"}:
                break
            reply = await room.reply(line)
            if talks:
                screen.print(_shown(reply, screen))
            else:
                screen.file.write(telegram_text(reply).plain + "\n\n")


class _Room:
    """One conversation."""

    def __init__(self, desk: Desk, settings: Settings, *, admin: bool) -> None:
        self._desk, self._settings, self._admin = desk, settings, admin
        self._reader = Reader(zone=settings.timezone)
        self._asked: deque[str] = deque(maxlen=_REMEMBERED)

    async def reply(self, line: str) -> str:
        """What the bot says to a message, as Telegram HTML."""
        command, _, rest = line.partition(" ")
        try:
            if command in {"/help", "/start"}:
                return self._help()
            if command == "/digest":
                made = await self._desk.digests.of_day(zone=self._settings.timezone)
                return "\n\n".join(digests.messages(made, self._reader)) or self._reader.says(
                    texts.digests.NOTHING_NEW
                )
            if command == "/load":
                return await self._load(rest.strip())
            if command.startswith("/") and command != "/ask":
                return self._reader.says(texts.console.UNKNOWN)
            return await self._ask(rest.strip() if command == "/ask" else line)
        except OnrecordError as error:
            return self._reader.says(error)

    def _help(self) -> str:
        told = (
            texts.console.HELP,
            *([texts.console.HELP_ADMIN] if self._admin else []),
            texts.console.HELP_QUIT,
        )
        return "\n".join(self._reader.says(each) for each in told)

    async def _ask(self, question: str) -> str:
        made = await self._desk.answers.ask(question, context=tuple(self._asked))
        self._asked.append(question)
        return answers.html(made, self._reader)

    async def _load(self, given: str) -> str:
        if not self._admin:
            return self._reader.says(texts.console.LOAD_REFUSED)
        job = await self._desk.jobs.submit(_intake(given), actor="terminal chat")
        await self._desk.jobs.work(only=[job.id])
        ended = await self._desk.jobs.get(job.id)
        if ended is None or ended.result is None:
            raise OnrecordError("It could not be fetched now; please try again later.")
        if ended.state is not JobState.DONE:
            return loads.refused(given, OnrecordError(str(ended.result["reason"])), self._reader)
        return loads.loaded(Loaded.from_json(ended.result), self._reader)


def _intake(given: str) -> Intake:
    if given.startswith(("http://", "https://")):
        return Intake(url=given)
    path = Path(given).expanduser()
    try:
        if given and path.is_file():
            return Intake(data=path.read_bytes(), name=path.name)
    except OSError as error:
        raise OnrecordError(f"{given} cannot be opened: {error.strerror}.") from None
    return Intake(text=given)


def _is_empty(settings: Settings) -> bool:
    with open_archive(settings) as archive, archive.read() as tx:
        return tx.articles.count() == 0


def _for_samples(settings: Settings) -> Settings:
    folder = settings.data_dir / "samples"
    return dataclasses.replace(settings, data_dir=folder, database_url=f"sqlite:///{folder / 'onrecord.db'}")


async def _load_samples(desk: Desk, screen: Console | None) -> None:
    jobs = [
        await desk.jobs.submit(Intake(data=data, name=name), actor="samples")
        for name, data in shipped.articles()
    ]
    if screen is None:
        for job in jobs:
            await desk.jobs.work(only=[job.id])
        return
    with screen.status("Reading the sample articles…"):
        for job in jobs:
            await desk.jobs.work(only=[job.id])


async def _lines(screen: Console | None) -> AsyncIterator[str]:
    """Messages as they come, trimmed; empty lines are none."""
    if screen is None:
        for line in sys.stdin:
            if line.strip():
                yield line.strip()
        return
    prompt: PromptSession[str] = PromptSession()
    while True:
        try:
            line = (await prompt.prompt_async("› ")).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line:
            yield line


def _welcome(samples: bool, admin: bool) -> Text:
    about = "four sample articles about an explosion at the port of Merrin" if samples else "what is stored"
    lines = [("Onrecord", "bold"), (f" — who said what, with proof. Ask about {about}.\n", "")]
    if samples:
        lines.append(("Try:\n", "dim"))
        lines += [(f"  {question}\n", "cyan") for question in shipped.QUESTIONS]
    lines.append((f"/help, /digest{', /load FILE or LINK' if admin else ''}; Ctrl-D leaves.\n", "dim"))
    return Text.assemble(*lines)


def telegram_text(markup: str) -> Text:
    """Telegram's HTML as it looks in a chat, for a terminal: quotes get a bar, links their text."""
    return Text("\n").join(_lines_of(markup, width=None))


def _shown(markup: str, screen: Console) -> RenderableType:
    """The same, wrapped so that a quote keeps its bar on every line."""
    lines = Text("\n").join(_lines_of(markup, width=screen.width - 4))
    return Padding(lines, (0, 2, 1, 2))


def _lines_of(markup: str, width: int | None) -> list[Text]:
    reader = _Markup()
    reader.feed(markup)
    reader.close()
    bar = Text("▎ ", "dim")
    lines: list[Text] = []
    for quoted, text in filter(operator.itemgetter(1), reader.blocks):
        for line in text.split("\n", allow_blank=True):
            room = width and width - len(bar) * quoted
            wrapped = line.wrap(Console(), room) if room and line else [line]
            lines += [bar + part if quoted else part for part in wrapped]
    return lines


class _Markup(html.parser.HTMLParser):
    """Cuts Telegram's HTML into blocks: (whether quoted, styled text). A quote takes lines of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[bool, Text]] = [(False, Text())]
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            if self.blocks[-1][1].plain.endswith("\n"):
                self.blocks[-1][1].right_crop()
            self.blocks.append((True, Text()))
            return
        link = dict(attrs).get("href")
        self._open.append(f"{_STYLES[tag]} link {link}" if tag == "a" and link else _STYLES.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self.blocks.append((False, Text()))
        elif self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        quoted, text = self.blocks[-1]
        if not text and not quoted and len(self.blocks) > 1:
            data = data.removeprefix("\n")
        text.append(data, " ".join(each for each in self._open if each) or None)
