"""What packages and runs the bot names only settings and commands that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from bot.cli import cli
from bot.config import SETTINGS
from tests.docs.test_docs import ROOT

UNIT = ROOT / "deploy" / "onrecord.service"
FILES = [UNIT, ROOT / "deploy" / "onrecord.env.example", ROOT / "Dockerfile", ROOT / "compose.yaml"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_only_known_settings_are_named(file):
    known = {setting.name for setting in SETTINGS}
    ours = re.compile(r"\b(?:ONRECORD|TELEGRAM|WEBHOOK)_[A-Z_]+\b|\bADMIN_IDS\b")
    assert set(ours.findall(file.read_text("utf-8"))) <= known


def test_the_services_are_commands():
    commands = re.findall(r"command: \[(\w+)\]", (ROOT / "compose.yaml").read_text("utf-8"))
    assert set(commands) == {"bot", "clock", "worker"} <= set(cli.commands)


def test_the_unit_ends_after_the_process_does_and_is_told_of_life():
    unit = UNIT.read_text("utf-8")
    assert "Type=notify" in unit
    seconds = {name: int(value) for name, value in re.findall(r"^(\w+Sec)=(\d+)$", unit, re.MULTILINE)}
    assert seconds["TimeoutStopSec"] > 10
    assert seconds["WatchdogSec"] >= 30


def test_systemd_understands_the_unit(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd here")
    checked = tmp_path / UNIT.name
    checked.write_text(UNIT.read_text("utf-8").replace("/opt/onrecord/bin/onrecord", sys.executable))
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", checked], capture_output=True, text=True, check=False
    )
    assert "Unknown" not in told.stderr, told.stderr
