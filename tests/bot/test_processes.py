"""Processes as they run: started, asked to stop, broken."""

from __future__ import annotations

import asyncio
import dataclasses
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.config import SETTINGS, BadSetting
from bot.pause import Stopped
from bot.processes import run
from bot.together import together
from tests.handlers.people import TOKEN, settings_of

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(sqlite_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts `onrecord LOOP` over an empty database; the log is `err`."""
    started: list[subprocess.Popen[str]] = []

    def begin(loop: str, **settings: str) -> subprocess.Popen[str]:
        given = {
            name: value for name, value in os.environ.items() if name not in {each.name for each in SETTINGS}
        }
        given |= {"DATABASE_URL": sqlite_url, "ONRECORD_DATA_DIR": str(tmp_path), **settings}
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", loop], env=given, text=True, stderr=subprocess.PIPE
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def logged(process: subprocess.Popen[str], words: str) -> str:
    """The log up to the line with these words."""
    assert process.stderr is not None
    read = ""
    for line in process.stderr:
        read += line
        if words in line:
            return read
    raise AssertionError(f"{words!r} was never logged: {read}")


def test_a_worker_that_is_asked_to_stop_ends_well_and_soon(start):
    process = start("worker")
    logged(process, "started: worker")
    since = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, rest = process.communicate(timeout=10)
    assert (process.returncode, time.monotonic() - since < 5) == (0, True)
    assert "ended: asked to stop" in rest
    assert "Traceback" not in rest


def test_all_loops_together_stop_well_even_while_telegram_is_away(start):
    process = start("run", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE_URL="http://127.0.0.1:9")
    log = logged(process, "next try in")
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "Traceback" not in log + rest
    assert TOKEN not in log + rest


class Refusing(http.server.BaseHTTPRequestHandler):
    """Telegram, to whom the token is unknown."""

    def do_POST(self) -> None:
        body = json.dumps({"ok": False, "error_code": 401, "description": "Unauthorized"}).encode()
        self.send_response(401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quietly."""


def test_a_refused_token_ends_with_one_sentence_and_status_one(start):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        process = start("bot", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE_URL=address)
        _, log = process.communicate(timeout=20)
        server.shutdown()
    assert process.returncode == 1
    assert log.endswith("Telegram does not accept TELEGRAM_BOT_TOKEN: please check it.\n")
    assert "Traceback" not in log
    assert TOKEN not in log


async def test_one_loop_that_breaks_brings_the_others_down(caplog):
    ended = []

    async def whole() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("whole")

    async def broken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await together({"whole": whole(), "broken": broken()}, patience_s=1)
    assert ended == ["whole"]
    assert "the loop broken ended" in caplog.text


async def test_the_first_to_end_ends_all():
    stop = asyncio.Event()
    stop.set()
    loops = {"signal": stop.wait(), "other": asyncio.Event().wait()}
    await asyncio.wait_for(together(loops, patience_s=1), 5)


async def test_a_loop_that_is_too_long_about_its_end_is_cut_short():
    ended = []

    async def clinging() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append("clinging")

    stop = asyncio.Event()
    stop.set()
    loops = {"signal": stop.wait(), "clinging": clinging()}
    await asyncio.wait_for(together(loops, patience_s=0.05), 5)
    assert ended == ["clinging"]


async def test_what_a_person_can_mend_is_raised_as_it_is():
    async def stopped() -> None:
        raise Stopped("Another copy of this bot is running.")

    with pytest.raises(Stopped):
        await together({"bot": stopped()}, patience_s=1)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"token": None}, "TELEGRAM_BOT_TOKEN is not set"),
    ],
)
async def test_what_is_missing_is_said_before_anything_starts(sqlite_url, tmp_path, given, sentence):
    settings = dataclasses.replace(settings_of(sqlite_url, tmp_path), **given)
    with pytest.raises(BadSetting, match=sentence):
        await run(settings, {"bot", "clock", "worker"})
