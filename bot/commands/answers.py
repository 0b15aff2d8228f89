"""Commands that ask what is kept: chat, ask, digest, claims."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from bot import console, explanations, shapes
from bot.config import load_settings
from bot.wiring import open_archive, open_desk
from briefings.digests.digest import Wish
from briefings.errors import OnrecordError
from handlers.rendering import answers, digests
from handlers.rendering.reader import Reader
from store.records import Claim

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(epilog="Example: onrecord chat --admin")
@click.option("--admin", is_flag=True, help="May load articles with /load.")
@click.option(
    "--samples", is_flag=True, help="Talk about the shipped sample articles, in a database of their own."
)
def chat(admin: bool, samples: bool) -> None:
    """Talk with the bot in the terminal; no token needed.

    Talks about what is stored; while nothing is, about the shipped sample articles, which are kept in
    a database of their own. Reads one message a line when standard input is no terminal.
    """
    asyncio.run(console.chat(load_settings(), admin=admin, samples=samples))


@click.command(epilog='Example: onrecord ask "who claimed responsibility?"')
@click.argument("question", required=False)
@click.option(
    "--as-of", type=_DAY, help='The day that "yesterday" counts from; the newest stored day by default.'
)
@click.option("--batch", type=click.Path(path_type=Path), help="JSON lines {id, question, context, as_of}.")
@click.option("--json", "as_json", is_flag=True, help="The answer as one JSON object.")
@click.option("--after", "context", multiple=True, help="A question asked just before; may be repeated.")
@click.option("--why", is_flag=True, help="Also how it was understood, what was found, and why that order.")
def ask(
    question: str | None,
    as_of: dt.datetime | None,
    batch: Path | None,
    as_json: bool,
    context: tuple[str, ...],
    why: bool,
) -> None:
    """Answer a question from stored statements."""
    if (question is None) == (batch is None):
        raise click.UsageError("Give one question, or --batch FILE.")
    if batch is not None and (why or context):
        raise click.UsageError("--why and --after go with one question, not with --batch.")
    today = as_of.date() if as_of else None
    if batch is not None:
        asyncio.run(_ask(_batch(batch), today, as_json=True))
    elif why:
        asyncio.run(_explain(question or "", context, today, as_json))
    else:
        asyncio.run(_ask([{"id": None, "question": question, "context": context}], today, as_json))


async def _explain(question: str, context: Sequence[str], today: dt.date | None, as_json: bool) -> None:
    settings = load_settings()
    async with open_desk(settings) as desk:
        made = await desk.answers.explained(question, context=context, today=today)
    if as_json:
        click.echo(shapes.line(explanations.shape(made)))
    else:
        explanations.show(made, zone=settings.timezone)


async def _ask(questions: Any, today: dt.date | None, as_json: bool) -> None:
    settings = load_settings()
    async with open_desk(settings) as desk:
        for each in questions:
            start = time.perf_counter()
            day = dt.date.fromisoformat(each["as_of"]) if each.get("as_of") else today
            made = await desk.answers.ask(each["question"], context=_context(each.get("context")), today=day)
            ms = 1000 * (time.perf_counter() - start)
            zone = settings.timezone
            if as_json:
                click.echo(shapes.line(shapes.answer(each["id"], made, zone=zone, ms=ms)))
            else:
                click.echo(answers.plain(made, Reader(zone=zone)))


def _batch(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise OnrecordError(f"{path} cannot be opened: {error.strerror}.") from None
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            given = json.loads(raw)
        except json.JSONDecodeError as error:
            raise OnrecordError(f"Line {number} of {path} is not JSON: {error.msg}.") from None
        if not isinstance(given, dict) or not isinstance(given.get("question"), str):
            raise OnrecordError(f'Line {number} of {path} must be an object with a string under "question".')
        yield {"id": None, **given}


def _context(given: Any) -> list[str]:
    if given is None:
        return []
    return [given] if isinstance(given, str) else [str(each) for each in given]


@click.command(
    epilog='Example: onrecord digest --date 2025-03-05 --timezone Europe/Kyiv --topic "port explosion"'
)
@click.option("--date", "day", type=_DAY, help="The local day; the newest stored day by default.")
@click.option("--timezone", help="The chat's zone, such as Europe/Kyiv; ONRECORD_TIMEZONE by default.")
@click.option("--topic", "topics", multiple=True, help="Only statements of this topic; may be repeated.")
@click.option(
    "--speaker", "speakers", multiple=True, help="Only statements by this speaker; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="The digest as one JSON object.")
def digest(
    day: dt.datetime | None,
    timezone: str | None,
    topics: tuple[str, ...],
    speakers: tuple[str, ...],
    as_json: bool,
) -> None:
    """Compose the digest that a chat with these wishes would get for a local day.

    As if every article had been stored when it was published; statements made earlier stand apart.
    """
    settings = load_settings()

    async def run() -> None:
        async with open_desk(settings) as desk:
            wish = Wish(topics=topics, speakers=speakers)
            made = await desk.digests.of_day(
                day.date() if day else None, zone=timezone or settings.timezone, wish=wish
            )
        if as_json:
            click.echo(shapes.line(shapes.digest(made)))
        else:
            click.echo(digests.plain(made, Reader()) if made.groups else "Nothing new was said that day.")

    asyncio.run(run())


@click.command(epilog='Example: onrecord claims --speaker "Mara Lind" --json')
@click.option("--json", "as_json", is_flag=True, help="One JSON object a claim.")
@click.option("--article", type=int, help="Only claims of the article with this id.")
@click.option("--speaker", help="Only claims by this speaker.")
@click.option("--all", "unusable", is_flag=True, help="Also doubtful and retracted claims, marked.")
def claims(as_json: bool, article: int | None, speaker: str | None, unusable: bool) -> None:
    """List stored claims."""
    with open_archive(load_settings()) as archive, archive.read() as tx:
        ids = [each.id for each in tx.speakers.named(speaker)] if speaker else None
        for claim in tx.claims.all(article_id=article, speaker_ids=ids, unusable=unusable):
            click.echo(shapes.line(shapes.claim(claim)) if as_json else _row(claim))


def _row(claim: Claim) -> str:
    marks = "".join(
        mark
        for mark, holds in (
            (" [not said]", claim.negated),
            (" [doubtful]", not claim.usable),
            (" [retracted]", claim.retracted_at is not None),
        )
        if holds
    )
    said = f"{claim.speaker or 'unnamed'} {claim.stance}: {' … '.join(claim.content)}"
    return f"{claim.id:>6}  {said}{marks}  ({claim.outlet or 'unknown'})"


COMMANDS = (chat, ask, digest, claims)
