"""The fault matrix over real processes: what must hold is read from what Telegram saw and the rows say.

Each fault is injected into `onrecord bot` as it runs.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from store.archive import Archive
from store.database import Database
from store.records import Delivery
from tests.store import postgres
from tests.torture.processes import at_most_once, left, running, start_from, states, wait, waiting
from tests.torture.telegram import Faults, Telegram

pytestmark = pytest.mark.usefixtures("slow")

SECRET = "Gull-and-herring_0"  # noqa: S105 - a secret of nobody's


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [("401", "does not let this bot send"), ("409", "Another copy of this bot is running")],
)
def test_what_only_a_person_can_mend_ends_the_process_and_loses_nothing(
    sqlite_url: str, tmp_path: Path, fault: str, sentence: str
) -> None:
    archive = Archive(Database(sqlite_url))
    waiting(archive, [2_000])
    conflict = {"description": "Conflict: terminated by other getUpdates request"}
    plan = {2_000: [fault]} if fault == "401" else {}
    polls = [(409, conflict)] * 5 if fault == "409" else []
    with Telegram(plan=plan, polls=polls) as telegram:
        with running("bot", sqlite_url, tmp_path, telegram=telegram) as bot:
            assert bot.wait(60) == 1
        assert sentence in (tmp_path / "bot.log").read_text()
        with running("bot", sqlite_url, tmp_path, telegram=telegram):
            assert wait(lambda: not left(archive), 30)
    assert at_most_once(telegram, archive) == {Delivery.SENT: 1}


def test_asked_to_stop_in_a_broadcast_it_ends_in_ten_seconds_without_doubt(
    sqlite_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    archive = Archive(Database(sqlite_url))
    waiting(archive, list(range(2_000, 2_400)))
    with Telegram(lateness_s=0.5) as telegram:
        with running("bot", sqlite_url, tmp_path, telegram=telegram) as bot:
            assert wait(lambda: telegram.arrived.total() > 40, 60)
            bot.send_signal(signal.SIGTERM)
            since = time.monotonic()
            assert bot.wait(10) == 0
            record_property("ended in s", round(time.monotonic() - since, 1))
        found = states(archive)
        assert found[Delivery.UNKNOWN] == found[Delivery.LEASED] == found[Delivery.SENDING] == 0
        assert found[Delivery.SENT] == telegram.arrived.total()
        telegram.lateness_s = 0
        with running("bot", sqlite_url, tmp_path, telegram=telegram):
            assert wait(lambda: not left(archive), 90)
    assert at_most_once(telegram, archive) == {Delivery.SENT: 400}


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_jumps_an_hour_doubles_and_loses_nothing(
    sqlite_url: str, tmp_path: Path, hours: int
) -> None:
    archive = Archive(Database(sqlite_url))
    waiting(archive, list(range(2_000, 2_150)), parts=2)
    by = tmp_path / "clock"
    put(by, 0)
    shifted = {"module": "tests.torture.shifted", "TORTURE_CLOCK": str(by)}
    updates = [start_from(number) for number in range(1, 31)]
    with Telegram(faults=Faults(flood=0.05), updates=updates) as telegram:
        for kill in range(3):
            put(by, 0)
            with running("bot", sqlite_url, tmp_path, telegram=telegram, **shifted):
                seen = telegram.arrived.total()
                assert wait(partial(more_than, telegram, seen + 20), 60)
                put(by, hours * 3600)
                time.sleep(2)  # where it was put back, what waits is not due yet
                if kill % 2:
                    put(by, 0)
                    assert wait(partial(more_than, telegram, seen + 40), 60)
        put(by, 7200)  # what was put off by a clock that was put back comes when its hour is over
        with running("bot", sqlite_url, tmp_path, telegram=telegram, **shifted):
            assert wait(lambda: not left(archive), 90)
    found = at_most_once(telegram, archive)
    assert found.total() == 330
    assert found[Delivery.SENT] >= 330 - 3 * 64


def put(clock: Path, by_s: int) -> None:
    """Put the clock forward by so many seconds; it is read all the time, and never half written."""
    made = clock.with_suffix(".new")
    made.write_text(str(by_s))
    made.replace(clock)


def test_a_database_locked_for_longer_than_anybody_waits(sqlite_url: str, tmp_path: Path) -> None:
    archive = Archive(Database(sqlite_url))
    waiting(archive, list(range(2_000, 2_200)))
    with (
        Telegram(updates=[start_from(number) for number in range(1, 21)]) as telegram,
        running("bot", sqlite_url, tmp_path, telegram=telegram) as bot,
    ):
        assert wait(lambda: telegram.arrived.total() > 20, 60)
        lock = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        time.sleep(8)
        lock.execute("ROLLBACK")
        lock.close()
        assert wait(lambda: not left(archive), 90)
        assert bot.poll() is None
    assert at_most_once(telegram, archive) == {Delivery.SENT: 220}


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 24 MB; only root can make one."""
    place = folder / "small"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_confirms_nothing_that_is_not_kept(sqlite_template: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("mounting needs root")
    with small_disk(tmp_path) as disk:
        shutil.copyfile(sqlite_template, disk / "onrecord.db")
        url = f"sqlite:///{disk}/onrecord.db"
        archive = Archive(Database(url))
        with Telegram() as telegram:
            with running("bot", url, tmp_path, telegram=telegram) as bot:
                telegram.updates = [start_from(number) for number in range(1, 6)]
                assert wait(lambda: len(telegram.arrived_at) == 5, 60)
                with (disk / "filling").open("wb", buffering=0) as filling, contextlib.suppress(OSError):
                    while True:
                        filling.write(b"\0" * 4096)
                # Long messages, so that what is left in the last pages does not do.
                fat = [start_from(number) for number in range(6, 60)]
                for each in fat:
                    each["message"]["text"] += " x" * 1_500  # type: ignore[index]
                telegram.updates = [*telegram.updates, *fat]
                time.sleep(6)
                assert bot.poll() is None
                kept = telegram.updates
                assert kept
                assert len(kept) > 20  # most were not confirmed
                (disk / "filling").unlink()
                assert wait(lambda: len(telegram.arrived_at) == 59 and not left(archive), 120)
            assert "disk is full" in (tmp_path / "bot.log").read_text()
        at_most_once(telegram, archive)
        archive.database.close()


@contextlib.contextmanager
def own_server() -> Iterator[tuple[str, Callable[[], None]]]:
    """A migrated database on a PostgreSQL of the test's own, and what cuts everybody off for some seconds."""
    try:
        context = postgres.running()
        server = context.__enter__()
    except postgres.Missing as missing:
        pytest.skip(str(missing))
    server.run("CREATE DATABASE mine")
    with contextlib.closing(Database(server.url("mine"))) as database:
        database.migrate()
    started: list[subprocess.Popen[bytes]] = []

    def restart() -> None:
        started.append(server.restarted(down_s=2.0))

    try:
        yield server.url("mine"), restart
    finally:
        for each in started:
            each.send_signal(signal.SIGINT)
            each.wait()
        context.__exit__(None, None, None)


def test_postgres_restarted_under_load(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with own_server() as (url, restart):
        archive = Archive(Database(url))
        waiting(archive, list(range(2_000, 2_300)))
        with (
            Telegram(updates=[start_from(number) for number in range(1, 61)]) as telegram,
            running("bot", url, tmp_path, telegram=telegram) as bot,
        ):
            for _ in range(2):
                assert wait(partial(more_than, telegram, telegram.arrived.total() + 50), 90)
                restart()
            assert wait(lambda: not left(archive), 120)
            assert bot.poll() is None
        found = at_most_once(telegram, archive)
        archive.database.close()
    record_property("messages", {str(state): count for state, count in found.items()})
    assert found.total() == 360
    assert found[Delivery.UNKNOWN] <= 2 * 64


def test_two_bots_by_webhook_of_which_one_dies(archive: Archive, database_url: str, tmp_path: Path) -> None:
    """Each hands updates on to its handlers; the one with the seat is killed, the other goes on."""
    count = 60
    with Telegram() as telegram, contextlib.ExitStack() as stack:
        bots = []
        for port in (18_443, 18_444):
            settings = {
                "WEBHOOK_URL": "https://bot.example/hear",
                "WEBHOOK_SECRET": SECRET,
                "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
            }
            bot = running("bot", database_url, tmp_path, telegram=telegram, **settings)
            bots.append(stack.enter_context(bot))
            assert wait(partial(hand_over, start_from(0), port), 60)
        assert telegram.webhook["secret_token"] == SECRET
        for number in range(1, count + 1):
            if number == count // 2:
                bots[0].kill()
            assert wait(partial(hand_over, start_from(number), 18_443 + number % 2, 18_444), 10)
        assert wait(lambda: not left(archive), 90)
    found = at_most_once(telegram, archive)
    assert found.total() == count + 1
    assert found[Delivery.UNKNOWN] <= 32


def hand_over(update: dict[str, object], *ports: int) -> bool:
    """Whether one of the bots at these ports confirmed the update, as Telegram would hand it over."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    for port in ports:
        with contextlib.suppress(httpx.TransportError):
            address = f"http://127.0.0.1:{port}/hear"
            answer = httpx.post(address, json=update, headers=headers, timeout=5, trust_env=False)
            if answer.status_code == 200:
                return True
    return False


def more_than(telegram: Telegram, count: int) -> bool:
    """Whether more than so many messages have arrived."""
    return telegram.arrived.total() > count


def test_answers_that_hang_hold_nobody_else_up(
    sqlite_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    archive = Archive(Database(sqlite_url))
    waiting(archive, list(range(2_000, 2_040)))
    with Telegram(lateness_s=25.0) as telegram, running("bot", sqlite_url, tmp_path, telegram=telegram):
        assert wait(lambda: telegram.arrived.total() >= 32, 60)
        telegram.lateness_s = 0
        since = time.monotonic()
        telegram.updates = [start_from(1)]
        assert wait(lambda: 1_000_001 in telegram.arrived_at, 10)
        record_property("an answer beside 32 that hang took s", round(time.monotonic() - since, 2))
        assert wait(lambda: not left(archive), 60)
    found = at_most_once(telegram, archive)
    assert found[Delivery.UNKNOWN] >= 32  # nobody can say whether those arrived


def test_telegram_away_for_a_while(sqlite_url: str, tmp_path: Path) -> None:
    archive = Archive(Database(sqlite_url))
    waiting(archive, list(range(2_000, 2_060)))
    first = Telegram()
    with first, running("bot", sqlite_url, tmp_path, telegram=first) as bot:
        assert wait(lambda: first.arrived.total() > 10, 60)
        first.stop()
        time.sleep(4)
        assert bot.poll() is None
        with Telegram(port=first.port) as second:
            second.arrived.update(first.arrived)
            assert wait(lambda: not left(archive), 120)
            found = at_most_once(second, archive)
    assert found.total() == 60


def test_a_blocked_event_loop_is_not_told_to_be_alive(sqlite_url: str, tmp_path: Path) -> None:
    """systemd hears nothing more and ends the process; what blocked it is put aside in the end."""
    archive = Archive(Database(sqlite_url))
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(str(tmp_path / "notify"))
    heard.settimeout(3)
    poisoned = {"module": "tests.torture.poisoned", "TORTURE_POISON": "1000002,0", "TORTURE_BLOCKS": "1"}
    told = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "1000000"}
    with Telegram() as telegram, heard:
        for life in range(4):
            with running("bot", sqlite_url, tmp_path, telegram=telegram, **poisoned, **told) as bot:
                assert wait(partial(hears, heard, b"READY=1"), 60)
                if life == 0:
                    telegram.updates = [start_from(number) for number in (1, 2, 3)]
                if life < 3:
                    assert wait(partial(silent, heard), 30)
                    continue
                assert wait(lambda: not left(archive), 30)
                assert hears(heard, b"WATCHDOG=1")
                bot.send_signal(signal.SIGTERM)
                assert bot.wait(10) == 0
    found = at_most_once(telegram, archive)
    assert found.total() == 3  # of them one may have been on its way when the loop stood still
    assert any(chat == 1_000_002 for chat, _ in telegram.arrived)
    archive.database.close()


def hears(heard: socket.socket, state: bytes) -> bool:
    """Whether this is what the service manager is told next."""
    with contextlib.suppress(TimeoutError):
        return heard.recv(99) == state
    return False


def silent(heard: socket.socket) -> bool:
    """Whether the service manager is told nothing for seconds."""
    try:
        heard.recv(99)
    except TimeoutError:
        return True
    return False
