"""Runs every story beside this file; skipped without the fake of Telegram, which lies outside."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TOOLS = ROOT.parent / "shared" / "tools"
CLOCKS = {
    "digest_once": "2031-05-04 07:59:40",
    "alerts": "2031-05-04 12:00:00",
    "nights": "2031-05-04 23:00:00",
}
WEBS = {"admin_handing", "admin_feeds"}  # stories with a small web of their own


@pytest.fixture(scope="module")
def python() -> str:
    """An interpreter that has what the fake needs; ONRECORD_E2E_PYTHON names one."""
    if not (TOOLS / "tg_e2e").is_dir():
        pytest.skip("../shared/tools/tg_e2e is not there")
    for each in (os.environ.get("ONRECORD_E2E_PYTHON"), sys.executable, shutil.which("python3")):
        if (
            each
            and subprocess.run([each, "-c", "import aiohttp"], capture_output=True, check=False).returncode
            == 0
        ):
            return each
    pytest.skip("no Python here has aiohttp, which the fake of Telegram needs: set ONRECORD_E2E_PYTHON")


@pytest.mark.parametrize("story", sorted(path.stem for path in HERE.glob("*.txt")))
def test_story(story: str, python: str, tmp_path: Path) -> None:
    if story in CLOCKS and shutil.which("gcc") is None:
        pytest.skip("setting the bot's clock needs gcc")
    record = tmp_path / "record.json"
    bot = f"{sys.executable} -m {'tests.scenarios.neighbour' if story in WEBS else 'bot'} run"
    telling = str(HERE / "telling.py")
    command = [python, telling, "run", "--bot", bot, "--cwd", str(ROOT), "--json", str(record)]
    command += ["--admins", "1", "--env", f"ONRECORD_DATA_DIR={tmp_path}"]
    if story in CLOCKS:
        command += ["--clock", CLOCKS[story]]
    told = subprocess.run(
        [*command, str(HERE / f"{story}.txt")],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(TOOLS),
            "PYTHONDONTWRITEBYTECODE": "1",
            "ONRECORD_STORY_PORT": str(_free_port()),
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    complaints(json.loads(record.read_text("utf-8"))["audit"])


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def complaints(audit: dict[str, Any]) -> None:
    """What a strict reader of the traffic finds: nothing but equal answers to equal questions."""
    exits = audit.pop("bot_exits")
    asked_to = [each for each in exits if each["code"] != -9]
    assert asked_to
    assert all(each["code"] == 0 and each["seconds"] < 10 and not each["killed"] for each in asked_to)
    for name in ("sends", "edits", "slowest_tap_answer_s", "duplicate_texts", "group_answers_not_threaded"):
        audit.pop(name)
    assert not any(audit.values()), audit
