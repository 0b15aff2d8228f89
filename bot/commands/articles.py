"""Commands that read articles: load, read, extract, feeds."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import sys
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot import shapes
from bot.commands import layout, sources
from bot.config import load_settings
from bot.wiring import open_desk
from briefings.attribution.confidence import THRESHOLD
from briefings.desk import Desk
from briefings.errors import OnrecordError
from briefings.isolation import Isolated
from briefings.loading import Loaded, Outcome
from briefings.reading import intake as reading
from briefings.reading.intake import Intake
from handlers.rendering import loads
from handlers.rendering.reader import Reader
from store.records import Dated, JobState, ReadArticle

_READ_S = 60.0
_READER_BYTES = 2_000_000_000  # of address space, of which most is libraries
_MANY = 20  # sources from which on a second reader is worth the time its model takes to load


class _IsoDate(click.ParamType[Dated]):
    """A day, or a time with zone, as ISO writes it."""

    name = "ISO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Dated:
        try:
            return dated(value)
        except ValueError:
            self.fail(
                f"{value!r} is no ISO date, such as 2025-03-04 or 2025-03-04T08:30:00+00:00.", param, ctx
            )


def dated(value: str) -> Dated:
    """The moment that an ISO day or time names; a time without a zone counts as UTC. Errors: ValueError."""
    if len(value) <= len("2025-03-04"):
        return Dated(dt.date.fromisoformat(value))
    at = dt.datetime.fromisoformat(value)
    return Dated(at.date(), at if at.tzinfo else at.replace(tzinfo=dt.UTC))


@click.command(epilog="Example: onrecord load story.html notes/ https://example.org/live")
@click.argument("given", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--outlet", help="Who published it, kept as given.")
@click.option("--published", type=_IsoDate(), help="When it was published.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a source.")
def load(given: Sequence[str], outlet: str | None, published: Dated | None, as_json: bool) -> None:
    """Read articles and keep what they say was said.

    A SOURCE is a file (.txt .html .mhtml .pdf .docx), a folder or .zip of them, a link, or - for
    standard input.
    What is known already adds nothing. Exit status 1 when something was refused; the rest is loaded.
    """
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=as_json or not console.is_terminal,
        transient=True,
    )

    async def run() -> bool:
        whole = True
        total = sources.count(given)
        readers = 2 if total >= _MANY and (os.cpu_count() or 1) > 1 else 1
        async with open_desk(load_settings(), readers=readers) as desk:
            with bar:
                task = bar.add_task("Reading", total=total)
                async for name, ended in _in_turn(desk, sources.opened(given), outlet, published, readers):
                    bar.update(task, description=Path(name).name[:40] or name, advance=1)
                    whole = whole and isinstance(ended, Loaded)
                    bar.console.print(end="")
                    click.echo(_told(name, ended, as_json))
            await desk.answers.follow()
        return whole

    if not asyncio.run(run()):
        raise click.exceptions.Exit(1)


async def _in_turn(
    desk: Desk,
    handed_over: Iterator[sources.Source],
    outlet: str | None,
    published: Dated | None,
    readers: int,
) -> AsyncIterator[tuple[str, Loaded | str]]:
    """What became of each source, in the order given; as many are under way as there are readers."""
    under_way: deque[tuple[str, asyncio.Task[Loaded | str]]] = deque()
    for name, intake in handed_over:
        under_way.append((name, asyncio.create_task(_load_one(desk, intake, outlet, published))))
        if len(under_way) == readers:
            done, task = under_way.popleft()
            yield done, await task
    for name, task in under_way:
        yield name, await task


async def _load_one(
    desk: Desk, intake: Intake | str, outlet: str | None, published: Dated | None
) -> Loaded | str:
    """What became of one source: what was loaded, or why it was refused."""
    if isinstance(intake, str):
        return intake
    told = Intake(
        url=intake.url,
        text=intake.text,
        data=intake.data,
        name=intake.name,
        outlet=outlet,
        published=published,
    )
    job = await desk.jobs.submit(told, actor="command line")
    await desk.jobs.work(only=[job.id])
    ended = await desk.jobs.get(job.id)
    if ended is None or ended.result is None:
        return "it could not be fetched now; a worker will try again"
    if ended.state is JobState.DONE:
        return Loaded.from_json(ended.result)
    return str(ended.result["reason"])


def _told(name: str, ended: Loaded | str, as_json: bool) -> str:
    if as_json:
        known = ended.to_json() if isinstance(ended, Loaded) else {"outcome": "refused", "reason": ended}
        return shapes.line({"source": name, **known})
    if isinstance(ended, str):
        return f"refused: {name}: {ended}"
    if ended.outcome is Outcome.DUPLICATE:
        return f"duplicate of article {ended.article_id}: {name}: {ended.title}"
    return f"{ended.outcome}: {name}: {loads.summary(ended, Reader())}"


@click.command(epilog="Example: onrecord read page.html --json")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
def read(files: Sequence[str], as_json: bool) -> None:
    """Show articles as they are understood; nothing is stored."""
    console = Console()

    async def run() -> bool:
        whole = True
        isolated = Isolated(memory_bytes=_READER_BYTES)
        several = sources.count(files) > 1
        try:
            for name, intake in sources.opened(files):
                article = await _understood(isolated, intake)
                whole = whole and isinstance(article, ReadArticle)
                if isinstance(article, ReadArticle):
                    if as_json:
                        click.echo(shapes.line(shapes.read(name, article)))
                    else:
                        layout.show(console, name, article, several=several)
                elif as_json:
                    click.echo(shapes.line(shapes.refused(name, article)))
                else:
                    layout.show_refused(console, name, article)
        finally:
            isolated.close()
        return whole

    if not asyncio.run(run()):
        raise click.exceptions.Exit(1)


async def _understood(isolated: Isolated, intake: Intake | str) -> ReadArticle | str:
    """The article in a source, or why there is none."""
    if isinstance(intake, str):
        return intake
    if intake.url is not None:
        return "This command reads files only; `onrecord load` reads links."
    try:
        return await isolated.run(reading.read, intake, timeout_s=_READ_S)
    except OnrecordError as error:
        return str(error)


@click.command(epilog="Example: onrecord extract < articles.jsonl > claims.jsonl")
def extract() -> None:
    """Find claims in JSON lines {id, text, published?, outlet?} on standard input; nothing is stored.

    Prints, for each line, the claims that answers may use, with offsets into the text as given.
    """
    # Only this command needs the model in this process, and loading it takes a second.
    from briefings.attribution import language, pipeline  # noqa: PLC0415

    waiting: deque[tuple[Any, ReadArticle]] = deque()

    def articles() -> Iterator[ReadArticle]:
        for number, raw in enumerate(sys.stdin, start=1):
            if raw.strip():
                given = _given(raw, number)
                waiting.append((given.get("id"), _as_article(given, number)))
                yield waiting[-1][1]

    for attributed in pipeline.attribute_many(articles(), language.load()):
        article_id, article = waiting.popleft()
        click.echo(shapes.line(shapes.extracted(article_id, article, attributed, THRESHOLD)))


def _given(raw: str, number: int) -> dict[str, Any]:
    try:
        given = json.loads(raw)
    except json.JSONDecodeError as error:
        raise OnrecordError(f"Line {number} is not JSON: {error.msg}.") from None
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise OnrecordError(f'Line {number} must be an object with a string under "text".')
    return given


def _as_article(given: dict[str, Any], number: int) -> ReadArticle:
    try:
        published = dated(given["published"]) if given.get("published") else None
    except (TypeError, ValueError):
        raise OnrecordError(f'Line {number}: "published" is no ISO date.') from None
    return ReadArticle(title="", text=given["text"], outlet=given.get("outlet"), published=published)


@click.group(epilog="Example: onrecord feeds add https://example.org/rss.xml")
def feeds() -> None:
    """Follow feeds: new items are read by a running worker."""


@feeds.command("add")
@click.argument("source", metavar="URL|FILE.opml")
def add_feed(source: str) -> None:
    """Follow the feed at URL (RSS, Atom or JSON), or every feed that an OPML file names."""
    if source.startswith(("http://", "https://")):
        click.echo(
            "Followed from now on." if asyncio.run(_add_feed(source)) else "That feed is followed already."
        )
    elif Path(source).is_file():
        added, named = asyncio.run(_add_feeds(Path(source).read_bytes()))
        click.echo(f"{added} followed from now on, {named - added} followed already.")
    else:
        raise OnrecordError("A feed is an address that begins with http:// or https://, or an OPML file.")


async def _add_feed(url: str) -> bool:
    async with open_desk(load_settings()) as desk:
        return await desk.feeds.add(url, actor="command line")


async def _add_feeds(opml: bytes) -> tuple[int, int]:
    async with open_desk(load_settings()) as desk:
        return await desk.feeds.add_list(opml, actor="command line")


@feeds.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a feed.")
def list_feeds(as_json: bool) -> None:
    """List the feeds with their health."""

    async def run() -> None:
        async with open_desk(load_settings()) as desk:
            followed = await desk.feeds.all()
        for feed in followed:
            shape = {
                "url": feed.url,
                "title": feed.title,
                "next_poll": feed.next_poll.isoformat(),
                "errors": feed.errors,
                "last_error": feed.last_error,
            }
            health = f"failed {feed.errors} times: {feed.last_error}" if feed.errors else "well"
            click.echo(shapes.line(shape) if as_json else f"{feed.url}  {feed.title or ''}  {health}")
        if not followed and not as_json:
            click.echo("No feeds yet: `onrecord feeds add URL` follows one.")

    asyncio.run(run())


@feeds.command("remove")
@click.argument("url")
def remove_feed(url: str) -> None:
    """Stop following the feed at URL; its articles stay."""

    async def run() -> bool:
        async with open_desk(load_settings()) as desk:
            return await desk.feeds.remove(url, actor="command line")

    if not asyncio.run(run()):
        raise OnrecordError("That feed is not followed: `onrecord feeds list` shows those that are.")
    click.echo("No longer followed.")


COMMANDS = (load, read, extract, feeds)
