"""The documents say what is true: every command and setting is in them, every link leads somewhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest

from bot.cli import cli
from bot.config import SETTINGS
from handlers.texts.commands import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
RUNNING = (ROOT / "docs" / "running.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name]


def _leaves(
    command: click.Command, path: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group):
        found = [leaf for name, sub in command.commands.items() for leaf in _leaves(sub, (*path, name))]
        return found if not path else [(path, command), *found]
    return [(path, command)]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_documented(setting):
    assert f"`{setting.name}`" in RUNNING


@pytest.mark.parametrize(("path", "command"), _leaves(cli), ids=str)
def test_every_command_has_help_and_stands_in_the_readme(path, command):
    assert command.help
    assert f"onrecord {path[0]}" in README
    if len(path) == 1:
        assert (command.epilog or "").startswith("Example: ")


@pytest.mark.parametrize("command", [each.name for each in COMMANDS])
def test_every_telegram_command_is_documented(command):
    assert f"`/{command}" in README


def test_links_lead_somewhere():
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in _tracked()
        if page.suffix == ".md"
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not lost


def test_locks_name_no_index():
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = (ROOT / name).read_text("utf-8")
        assert "--hash=sha256:" in lock
        assert not re.search(r"index-url|find-links|https?://", lock)


def test_the_newest_changes_are_told():
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def _rooms() -> list[str]:
    packages = (ROOT / name for name in ("bot", "handlers", "briefings", "store"))
    paths = [path for package in packages for path in package.iterdir()]
    ours = [path.stem for path in paths if path.suffix == ".py" or (path / "__init__.py").exists()]
    return sorted({room for room in ours if not room.startswith("_")})


@pytest.mark.parametrize("room", _rooms())
def test_every_room_is_on_the_map(room):
    rooms = ARCHITECTURE.partition("## Rooms")[2].partition("## ")[0]
    named = {name.strip("/").rpartition("/")[2] for name in re.findall(r"`([^`]+)`", rooms)}
    assert room in named
