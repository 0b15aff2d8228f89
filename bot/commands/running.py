"""Commands that run the bot: run, bot, clock, worker."""

from __future__ import annotations

import asyncio

import click

from bot import processes
from bot.config import load_settings


def _run(*loops: str) -> None:
    status = asyncio.run(processes.run(load_settings(), loops=frozenset(loops)))
    if status:
        raise click.exceptions.Exit(status)


@click.command()
def run() -> None:
    """Run everything in one process: bot, clock and worker.

    Needs TELEGRAM_BOT_TOKEN. Ends cleanly on Ctrl-C or SIGTERM.

    \b
    Example: TELEGRAM_BOT_TOKEN=... ADMIN_IDS=1234567 onrecord run
    """
    _run("bot", "clock", "worker")


@click.command()
def bot() -> None:
    """Run the bot alone: it listens, answers and sends; clock and worker run elsewhere.

    \b
    Example: DATABASE_URL=postgresql://onrecord@db/onrecord onrecord bot
    """
    _run("bot")


@click.command()
def clock() -> None:
    """Run the clock alone: it composes digests that are due. Two clocks do no harm.

    \b
    Example: DATABASE_URL=postgresql://onrecord@db/onrecord onrecord clock
    """
    _run("clock")


@click.command()
def worker() -> None:
    """Run a worker alone: it reads what was handed over and follows the feeds.

    \b
    Example: DATABASE_URL=postgresql://onrecord@db/onrecord onrecord worker
    """
    _run("worker")


COMMANDS = (run, bot, clock, worker)
