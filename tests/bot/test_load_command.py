"""What `onrecord load` makes of its sources, and in which order it tells what became of them."""

from __future__ import annotations

import asyncio
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands import articles, sources
from briefings.reading.intake import MAX_BYTES, Intake


def test_folders_and_packed_folders_are_opened_and_links_left_for_fetching(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "one.txt").write_text("one")
    (tmp_path / ".hidden").write_text("no")
    with zipfile.ZipFile(tmp_path / "sub" / "two.dat", "w") as archive:
        archive.writestr("in/two.txt", "two")
        archive.writestr("three.txt", "three")
    given = [str(tmp_path), "https://gazette.example/a"]
    found = dict(sources.opened(given))
    assert {Path(name).name: made.data for name, made in found.items() if isinstance(made, Intake)} == {
        "one.txt": b"one",
        "two.txt": b"two",
        "three.txt": b"three",
        "a": None,
    }
    assert sources.count(given) == len(found) == 4


def test_what_is_missing_or_too_big_is_told_without_being_read(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.touch()
    os.truncate(big, MAX_BYTES + 1)
    told = [reason for _, reason in sources.opened([str(big), str(tmp_path / "none.txt")])]
    assert "too big" in str(told[0])
    assert "cannot be opened" in str(told[1])


@pytest.mark.parametrize("readers", [1, 2, 3])
async def test_outcomes_come_in_the_order_given_with_so_many_under_way(
    monkeypatch: pytest.MonkeyPatch, readers: int
) -> None:
    under_way = 0
    most = 0

    async def one(_desk: object, intake: Intake, *_rest: object) -> str:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        for _ in range(5 - int(intake.text or 0)):
            await asyncio.sleep(0)
        under_way -= 1
        return f"refused {intake.text}"

    monkeypatch.setattr(articles, "_load_one", one)

    def handed_over() -> Iterator[tuple[str, Intake | str]]:
        for number in range(5):
            yield str(number), Intake(text=str(number))

    told = [each async for each in articles._in_turn(None, handed_over(), None, None, readers)]  # type: ignore[arg-type]
    assert told == [(str(number), f"refused {number}") for number in range(5)]
    assert most <= readers
