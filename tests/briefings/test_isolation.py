from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from briefings.errors import OnrecordError, Refused
from briefings.isolation import Crashed, Isolated, TookTooLong, within
from briefings.reading import intake as reading
from briefings.reading.intake import Intake


def add(one: int, other: int) -> int:
    return one + other


def hang() -> None:
    while True:
        pass


def refuse() -> None:
    raise Refused("There is no text in it.")


def grow(size: int) -> int:
    return len(bytearray(size))


def hoard() -> int:
    return len(bytearray(8_000_000_000))


@pytest.fixture
async def isolated() -> AsyncIterator[Isolated]:
    pool = Isolated()
    yield pool
    await asyncio.to_thread(pool.close)


async def test_results_and_refusals_come_back_and_the_loop_goes_on(isolated: Isolated) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    assert await isolated.run(add, 2, 3, timeout_s=30) == 5
    with pytest.raises(Refused, match="There is no text in it"):
        await isolated.run(refuse, timeout_s=30)
    ticking.cancel()
    assert ticks > 3


async def test_a_hanging_worker_is_killed_and_replaced(isolated: Isolated) -> None:
    await isolated.run(add, 1, 1, timeout_s=30)
    started = time.monotonic()
    with pytest.raises(TookTooLong, match="took too long"):
        await isolated.run(hang, timeout_s=0.3)
    assert time.monotonic() - started < 5
    assert await isolated.run(add, 1, 1, timeout_s=30) == 2


async def test_a_crash_is_a_sentence_and_the_next_call_works(isolated: Isolated) -> None:
    with pytest.raises(Crashed) as caught:
        await isolated.run(os._exit, 9, timeout_s=30)
    assert isinstance(caught.value, OnrecordError)
    assert await isolated.run(add, 2, 2, timeout_s=30) == 4


async def test_a_call_may_be_given_less_memory_than_its_worker(isolated: Isolated) -> None:
    with pytest.raises(Crashed):
        await isolated.run(within, 200_000_000, grow, 400_000_000, timeout_s=30)
    assert await isolated.run(within, 200_000_000, grow, 1_000_000, timeout_s=30) == 1_000_000
    assert await isolated.run(grow, 400_000_000, timeout_s=30) == 400_000_000


async def test_memory_is_bounded() -> None:
    pool = Isolated(memory_bytes=1_000_000_000)
    try:
        with pytest.raises(Crashed):
            await pool.run(hoard, timeout_s=30)
    finally:
        await asyncio.to_thread(pool.close)


def pdf_bomb() -> bytes:
    """A PDF of a few kilobytes whose only page says a word millions of times."""
    stream = zlib.compress(zlib.compress(b"BT /F1 9 Tf " + b"(ferry) Tj " * 20_000_000 + b"ET", 9), 9)
    page = b"/Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page " + page + b" >>",
        b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(stream)
        + stream
        + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF"


async def test_a_pdf_that_unpacks_without_end_is_stopped_and_the_next_one_read() -> None:
    bomb = pdf_bomb()
    assert len(bomb) < 50_000
    pool = Isolated(memory_bytes=1_000_000_000)
    try:
        with pytest.raises((Crashed, TookTooLong)):
            await pool.run(reading.read, Intake(data=bomb), timeout_s=5)
        text = "Ferry back in service\n\nThe ferry Halden is back in service, the port authority said."
        article = await pool.run(reading.read, Intake(text=text), timeout_s=60)
    finally:
        await asyncio.to_thread(pool.close)
    assert article.title == "Ferry back in service"


async def test_ctrl_c_is_left_to_the_parent(isolated: Isolated) -> None:
    worker = await isolated.run(os.getpid, timeout_s=30)
    os.kill(worker, signal.SIGINT)
    assert await isolated.run(os.getpid, timeout_s=30) == worker


async def test_closing_ends_a_busy_worker_soon() -> None:
    pool = Isolated()
    worker = await pool.run(os.getpid, timeout_s=30)
    busy = asyncio.create_task(pool.run(hang, timeout_s=60))
    await asyncio.sleep(0.2)
    started = time.monotonic()
    await asyncio.to_thread(pool.close)
    assert time.monotonic() - started < 3
    assert gone(worker, within_s=3)
    busy.cancel()
    await asyncio.gather(busy, return_exceptions=True)


PARENT = """
import asyncio, os, sys
from briefings.isolation import Isolated
from tests.briefings.test_isolation import hang

async def main():
    pool = Isolated()
    print(await pool.run(os.getpid, timeout_s=30), flush=True)
    await pool.run(hang, timeout_s=600)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_workers_die_with_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    assert gone(worker, within_s=5)


def gone(process: int, within_s: float) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        try:
            status = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if status == "Z":
            return True
        time.sleep(0.02)
    return False
