"""Files, folders, pipes and odd names on the command line, and how an article is laid out for a person."""

from __future__ import annotations

import datetime as dt
import io
import os
import threading
import zipfile
from pathlib import Path

import pytest
from rich.console import Console

from bot.commands import layout, sources
from briefings.reading.intake import Intake
from store.records import Dated, Kind, Passage, ReadArticle, Span

STORY = (
    "Bridge to open\n\nThe harbour bridge of Oskel will open on Monday, mayor Mara Lind said at the quay.\n"
)


def told(*given: str) -> list[tuple[str, bytes | str | None]]:
    """What each source holds, or why it cannot be opened."""
    assert sources.count(given) == len(list(sources.opened(given)))
    return [(name, held.data if isinstance(held, Intake) else held) for name, held in sources.opened(given)]


def test_files_are_named_as_they_were_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "-dash.txt", "two words\nand lines.txt", "Ünï—.html", "noext"):
        Path(name).write_text(STORY)
    given = ["./a.txt", "-dash.txt", "two words\nand lines.txt", "Ünï—.html", "noext"]
    assert told(*given) == [(name, STORY.encode()) for name in given]


def test_a_name_that_is_no_text_can_be_printed(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(STORY.encode())
    [(name, data)] = told(os.fsdecode(path))
    assert name.encode()
    assert data == STORY.encode()


def test_folders_and_packed_folders_are_opened_file_by_file(tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "b.txt").write_text(STORY)
    (tmp_path / "in" / ".hidden").write_text(STORY)
    with zipfile.ZipFile(tmp_path / "in" / "a.zip", "w") as packed:
        packed.writestr("one.txt", STORY)
        packed.writestr("two/../../three.txt", STORY)
    names = [Path(name).name for name, _ in told(str(tmp_path / "in"))]
    assert names == ["one.txt", "three.txt", "b.txt"]


def test_what_cannot_be_opened_is_told(tmp_path):
    (tmp_path / "empty").mkdir()
    [(_, empty), (_, missing)] = told(str(tmp_path / "empty"), str(tmp_path / "missing.txt"))
    assert empty == "There is no file in this folder."
    assert missing == "It cannot be opened: No such file or directory."


def test_a_pipe_and_an_endless_device_are_read_no_further_than_an_article(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(STORY,))
    writer.start()
    [(_, held)] = sources.opened([str(pipe)])
    writer.join()
    assert isinstance(held, Intake)
    assert held.data == STORY.encode()
    [(_, reason)] = sources.opened(["/dev/zero"])
    assert reason == "The file is too big: at most 20 MB can be read."


def test_standard_input_and_links_are_sources(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    [(dash, held), (link, page)] = sources.opened(["-", "https://oskel.example/a"])
    assert (dash, link) == ("-", "https://oskel.example/a")
    assert held == Intake(data=STORY.encode())
    assert page == Intake(url="https://oskel.example/a")


def shown(article: ReadArticle, *, terminal: bool, several: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=60, color_system=None)
    layout.show(console, "a.txt", article, several=several)
    return out.getvalue()


OSKEL = dt.timezone(dt.timedelta(hours=-4))
POSTED = dt.datetime(2031, 3, 11, 9, 30, tzinfo=OSKEL)
TEXT = "Before it all.\n\nFire is out\n\nThe fire is out, the port said.\n\n• one ship sails\n• two stay"
BLOG = ReadArticle(
    title="Ferry fire: live",
    text=TEXT,
    kind=Kind.LIVEBLOG,
    published=Dated(POSTED.date(), POSTED),
    updated=Dated(dt.date(2031, 3, 12)),
    authors=("Mara Ilves",),
    outlet="Lesk Courier",
    outlet_basis="copyright line",
    language="en",
    passages=(
        Passage(span=Span(16, 60), posted_at=POSTED, heading="Fire is out"),
        Passage(span=Span(62, len(TEXT)), posted_at=None, heading=None),
    ),
    warnings=("The page is for subscribers.",),
)


def test_a_live_blog_is_laid_out_by_its_entries():
    assert shown(BLOG, terminal=False, several=True).splitlines() == [
        "a.txt",
        "Ferry fire: live",
        "Lesk Courier (copyright line) · by Mara Ilves",
        "published 11 March 2031, 09:30 UTC-4 · updated 12 March 2031",
        "live blog of 2 entries · 18 words · language en",
        "! The page is for subscribers.",
        "",
        "Before it all.",
        "",
        "11 March 2031, 09:30 UTC-4 ────────────",
        "Fire is out",
        "The fire is out, the port said.",
        "",
        "────────────",
        "• one ship sails",
        "• two stay",
        "",
    ]


def test_a_terminal_gets_short_lines_and_a_pipe_long_ones():
    words = " ".join(["harbour"] * 30)
    article = ReadArticle(title="Long", text=f"{words}\n\n• {words}")
    lines = shown(article, terminal=True).splitlines()
    assert max(map(len, lines)) <= 60
    assert any(line.startswith("  • harbour") for line in lines)
    assert any(line.startswith("    harbour") for line in lines)
    assert words in shown(article, terminal=False).splitlines()
    assert "outlet not named · no author named" in lines


@pytest.mark.parametrize(
    ("hours", "told_as"),
    [(0, "12:00 UTC"), (-4, "12:00 UTC-4"), (5.5, "12:00 UTC+5:30"), (-3.5, "12:00 UTC-3:30")],
)
def test_a_time_tells_its_distance_from_utc(hours: float, told_as: str) -> None:
    at = dt.datetime(2031, 3, 11, 12, tzinfo=dt.timezone(dt.timedelta(hours=hours)))
    article = ReadArticle(title="Title", text="Text", published=Dated(at.date(), at))
    assert f"published 11 March 2031, {told_as}" in shown(article, terminal=False)
