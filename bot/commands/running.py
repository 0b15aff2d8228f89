"""Commands that run the bot: run, bot, clock, worker."""

from __future__ import annotations

import asyncio

import click

from bot import processes
from bot.config import BadSetting, load_settings


def _run(*loops: str, webhook: bool = False) -> None:
    settings = load_settings()
    if webhook and not settings.webhook_url:
        raise BadSetting("WEBHOOK_URL is not set: it is where Telegram hands updates over.")
    status = asyncio.run(processes.run(settings, loops=frozenset(loops)))
    if status:
        raise click.exceptions.Exit(status)


@click.command(epilog="Example: TELEGRAM_BOT_TOKEN=... ADMIN_IDS=1234567 onrecord run")
def run() -> None:
    """Run everything in one process: bot, clock and worker.

    Needs TELEGRAM_BOT_TOKEN. Ends cleanly on Ctrl-C or SIGTERM.
    """
    _run("bot", "clock", "worker")


@click.command(epilog="Example: DATABASE_URL=postgresql://onrecord@db/onrecord onrecord bot")
@click.option("--webhook", is_flag=True, help="Insist on WEBHOOK_URL; it is used whenever it is set.")
def bot(*, webhook: bool) -> None:
    """Run the bot alone: it listens, answers and sends; clock and worker run elsewhere.

    Several over one database take turns; by webhook all of them answer, and one sends.
    """
    _run("bot", webhook=webhook)


@click.command(epilog="Example: DATABASE_URL=postgresql://onrecord@db/onrecord onrecord clock")
def clock() -> None:
    """Run the clock alone: it composes digests that are due. Two clocks do no harm."""
    _run("clock")


@click.command(epilog="Example: DATABASE_URL=postgresql://onrecord@db/onrecord onrecord worker")
def worker() -> None:
    """Run a worker alone: it reads what was handed over and follows the feeds."""
    _run("worker")


COMMANDS = (run, bot, clock, worker)
