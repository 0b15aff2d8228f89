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


@click.command(epilog="Example: TELEGRAM_BOT_TOKEN=... ADMIN_IDS=1234567 onrecord run")
def run() -> None:
    """Run everything in one process: bot, clock and worker.

    Needs TELEGRAM_BOT_TOKEN. Ends cleanly on Ctrl-C or SIGTERM.
    """
    _run("bot", "clock", "worker")


@click.command(epilog="Example: DATABASE_URL=postgresql://onrecord@db/onrecord onrecord bot")
def bot() -> None:
    """Run the bot alone: it listens, answers and sends; clock and worker run elsewhere."""
    _run("bot")


@click.command(epilog="Example: DATABASE_URL=postgresql://onrecord@db/onrecord onrecord clock")
def clock() -> None:
    """Run the clock alone: it composes digests that are due. Two clocks do no harm."""
    _run("clock")


@click.command(epilog="Example: DATABASE_URL=postgresql://onrecord@db/onrecord onrecord worker")
def worker() -> None:
    """Run a worker alone: it reads what was handed over and follows the feeds."""
    _run("worker")


COMMANDS = (run, bot, clock, worker)
