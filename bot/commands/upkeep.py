"""Commands that look after the store: migrate, doctor, backup, restore, export."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from bot import shapes
from bot.config import SETTINGS, Settings, load_settings
from bot.wiring import index_folder, open_archive
from briefings.errors import OnrecordError
from store.database import Database
from store.database import restore as restore_database
from store.lookup import Lookup


@click.command(epilog="Example: onrecord migrate")
def migrate() -> None:
    """Bring the database to this version's schema."""
    database = Database(load_settings().database_url)
    try:
        click.echo(f"The database has schema {database.migrate()}.")
    finally:
        database.close()


@click.command(epilog="Example: onrecord doctor")
def doctor() -> None:
    """Check settings, database, model and index; exit status 1 when something is wrong."""
    for setting in SETTINGS:
        value = os.environ.get(setting.name, "").strip()
        shown = "(set)" if value and setting.secret else value or f"default: {setting.default}"
        click.echo(f"{setting.name:22} {shown}\n{'':22} {setting.meaning}")
    click.echo()
    settings = load_settings()
    checks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("data folder", _check_folder),
        ("database", _check_database),
        ("model", _check_model),
        ("index", _check_index),
    )
    passed = [_passes(name, check, settings) for name, check in checks]
    if not all(passed):
        raise click.exceptions.Exit(1)


def _passes(name: str, check: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        click.echo(f"{name:12} well: {check(settings)}")
    except (OnrecordError, OSError) as error:
        click.echo(f"{name:12} WRONG: {error}")
        return False
    return True


def _check_folder(settings: Settings) -> str:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    probe = settings.data_dir / ".probe"
    probe.write_text("")
    probe.unlink()
    return str(settings.data_dir)


def _check_database(settings: Settings) -> str:
    with open_archive(settings) as archive, archive.read() as tx:
        kept = (
            f"{tx.articles.count()} articles, {tx.claims.count()} claims, {tx.statements.count()} statements"
        )
        return f"{archive.database.url}, {kept}"


def _check_model(_settings: Settings) -> str:
    from briefings.attribution import language  # noqa: PLC0415 - only this check needs the model here

    meta = language.load().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _check_index(settings: Settings) -> str:
    with open_archive(settings) as archive:
        lookup = Lookup(archive, index_folder(settings, archive))
        try:
            reached = lookup.refresh()
        finally:
            lookup.close()
        with archive.read() as tx:
            return f"has followed the database to change {reached} of {tx.change()}"


@click.command(epilog="Example: onrecord backup monday.db")
@click.argument("path", type=click.Path(path_type=Path))
def backup(path: Path) -> None:
    """Write a consistent copy of the SQLite database to PATH while the bot goes on working."""
    with open_archive(load_settings()) as archive:
        archive.database.backup(path)
    click.echo(f"Saved to {path}.")


@click.command(epilog="Example: onrecord restore monday.db")
@click.argument("path", type=click.Path(path_type=Path))
def restore(path: Path) -> None:
    """Put the backup at PATH in the database's place; stop the bot first.

    The database that is replaced is kept beside it.
    """
    restore_database(load_settings().database_url, path)
    click.echo("Restored.")


@click.command(epilog="Example: onrecord export --format csv > claims.csv")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
def export(form: str) -> None:
    """Print every stored claim, doubtful and retracted ones included."""
    with open_archive(load_settings()) as archive, archive.read() as tx:
        rows = (shapes.claim(claim) for claim in tx.claims.all(unusable=True))
        if form == "jsonl":
            for row in rows:
                click.echo(shapes.line(row))
            return
        table = csv.writer(sys.stdout)
        head: list[str] | None = None
        for row in rows:
            if head is None:
                head = list(row)
                table.writerow(head)
            cells = (" … ".join(value) if isinstance(value, list) else value for value in row.values())
            table.writerow(cells)


COMMANDS = (migrate, doctor, backup, restore, export)
