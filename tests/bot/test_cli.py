"""Every command from outside: what it prints, its exit status, and one sentence when it fails."""

from __future__ import annotations

import csv
import io
import json

import click
import pytest

from bot.cli import cli

PAGE = """Oskel bridge stays shut, mayor says

Oskel Gazette, 3 May 2031

Mayor Mara Lind said on Friday that the harbour bridge would stay closed until June. "We will not risk
a single lorry," she told reporters.

The dockers' union called for a second crossing.
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_help_shows_an_example(onrecord, name):
    ran = onrecord(name, "--help")
    assert ran.status == 0
    assert f"onrecord {name}" in ran.out
    assert "Example:" in ran.out


@pytest.mark.parametrize(
    "args", [["nonsense"], ["load"], ["ask"], ["digest", "--date", "soon"], ["export", "--format", "x"]]
)
def test_wrong_usage_is_status_2(onrecord, args):
    ran = onrecord(*args)
    assert ran.status == 2
    assert "Traceback" not in ran.err


def test_read_shows_what_is_understood(onrecord, page):
    [shape] = onrecord("read", page, "--json").lines
    assert shape["path"] == str(page)
    assert shape["title"] == "Oskel bridge stays shut, mayor says"
    assert shape["published"].startswith("2031-05-03")
    assert "dockers' union" in shape["text"]
    assert "Oskel bridge stays shut" not in shape["text"]
    for passage in shape["passages"]:
        assert shape["text"][passage["start"] : passage["end"]].strip()


def test_read_tells_a_refused_file_in_the_same_shape(onrecord, page, tmp_path):
    broken = tmp_path / "broken.html"
    broken.write_bytes(b"\x00\x01\x02\x03" * 50)
    ran = onrecord("read", page, broken, tmp_path / "missing.txt", "--json")
    good, bad, missing = ran.lines
    assert good["text"]
    assert bad["text"] == missing["text"] == ""
    assert bad["warnings"]
    assert "cannot be opened" in missing["warnings"][0]
    assert ran.status == 1


def test_loading_twice_adds_once(onrecord, page):
    [first] = onrecord("load", page, "--outlet", "My Outlet", "--json").lines
    assert (first["outcome"], first["outlet"]) == ("added", "My Outlet")
    assert first["statements"] >= 2
    again = onrecord("load", page, "--outlet", "My Outlet")
    assert again.status == 0
    assert again.out.startswith("duplicate of article 1:")


def test_a_refused_source_does_not_stop_the_rest(onrecord, page, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    ran = onrecord("load", tmp_path / "empty.txt", page)
    refused, added = ran.out.splitlines()
    assert refused.startswith("refused:")
    assert added.startswith("added:")
    assert ran.status == 1


def test_claims_stand_in_their_articles(onrecord, data_folder):
    claims = onrecord("claims", "--json", data=data_folder).lines
    assert len(claims) > 60
    for claim in claims:
        assert claim["usable"]
        assert claim["retracted_at"] is None
        parts = [claim["content"]] if isinstance(claim["content"], str) else claim["content"]
        assert all(part.strip() for part in parts)
    everything = onrecord("claims", "--json", "--all", data=data_folder).lines
    assert len(everything) >= len(claims)


def test_claims_of_one_speaker(onrecord, data_folder):
    claims = onrecord("claims", "--json", "--speaker", "strand", data=data_folder).lines
    assert claims
    assert all("Strand" in claim["speaker"] for claim in claims)


def test_ask_answers_with_citations(onrecord, data_folder):
    [shape] = onrecord("ask", "who claimed responsibility?", "--json", data=data_folder).lines
    assert shape["outcome"] == "answered"
    assert "Free Reef Front" in shape["text"]
    assert shape["citations"][0]["outlet"]


def test_ask_says_when_there_is_nothing(onrecord, data_folder):
    ran = onrecord("ask", "what did the mayor of Paris say?", data=data_folder)
    assert ran.status == 0
    assert ran.out.lower().startswith("nothing found")


def test_ask_in_batches_keeps_ids_and_context(onrecord, data_folder, tmp_path):
    batch = tmp_path / "questions.jsonl"
    asked = [
        {"id": "a", "question": "what did Strand say?", "context": None, "as_of": None, "extra": 1},
        {"id": "b", "question": "and Marrowby?", "context": "what did Strand say?", "as_of": "2025-03-06"},
    ]
    batch.write_text("\n".join(json.dumps(each) for each in asked), "utf-8")
    first, second = onrecord("ask", "--batch", batch, data=data_folder).lines
    assert (first["id"], second["id"]) == ("a", "b")
    assert "Strand" in first["text"]
    assert "Marrowby" in second["text"]
    assert first["ms"] > 0


def test_ask_names_the_bad_line_of_a_batch(onrecord, tmp_path):
    batch = tmp_path / "questions.jsonl"
    batch.write_text('{"question": "a"}\n{"q": 1}\n', "utf-8")
    ran = onrecord("ask", "--batch", batch)
    assert ran.status == 1
    assert ran.err.startswith("Line 2 of")
    assert ran.err.count("\n") == 1


def test_digest_of_a_day(onrecord, data_folder):
    [shape] = onrecord("digest", "--date", "2025-03-05", "--json", data=data_folder).lines
    assert shape["date"] == "2025-03-05"
    items = [item for section in shape["sections"] for item in section["items"]]
    assert items
    assert len({item["statement"] for item in items}) == len(items)
    assert shape["messages"]
    assert all(len(message) <= 4096 for message in shape["messages"])


def test_digest_of_a_silent_day_is_empty(onrecord, data_folder):
    [shape] = onrecord("digest", "--date", "2030-01-01", "--json", data=data_folder).lines
    assert (shape["sections"], shape["messages"]) == ([], [])


def test_digest_refuses_an_unknown_zone_in_one_sentence(onrecord, data_folder):
    ran = onrecord("digest", "--timezone", "Mars/Olympus", data=data_folder)
    assert ran.status == 1
    assert ran.err.count("\n") == 1


def test_extract_prints_offsets_into_the_text_as_given(onrecord, monkeypatch):
    given = [{"id": number, "text": PAGE, "outlet": None, "other": 1} for number in range(3)]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(json.dumps(each) for each in given)))
    shapes = onrecord("extract").lines
    assert [shape["id"] for shape in shapes] == [0, 1, 2]
    claims = shapes[0]["claims"]
    said = {PAGE[start:end] for claim in claims for start, end in claim["content"]}
    assert any("stay closed until June" in words for words in said)


def test_export_and_backup_hold_everything(onrecord, data_folder, tmp_path):
    everything = onrecord("export", data=data_folder).lines
    table = list(csv.DictReader(io.StringIO(onrecord("export", "--format", "csv", data=data_folder).out)))
    assert len(table) == len(everything) > 0
    assert onrecord("backup", tmp_path / "saved.db", data=data_folder).status == 0
    assert onrecord("backup", tmp_path / "saved.db", data=data_folder).status == 1
    assert onrecord("restore", tmp_path / "saved.db", data=tmp_path / "other").status == 0
    assert onrecord("export", data=tmp_path / "other").lines == everything
    [shape] = onrecord("ask", "who claimed responsibility?", "--json", data=tmp_path / "other").lines
    assert shape["outcome"] == "answered"


def test_doctor_checks_everything(onrecord, data_folder):
    ran = onrecord("doctor", data=data_folder)
    assert ran.status == 0
    assert ran.out.count("well:") == 4
    (data_folder / "onrecord.db").write_bytes(b"no database" * 500)
    ran = onrecord("doctor", data=data_folder)
    assert ran.status == 1
    assert "WRONG" in ran.out


def test_migrate_tells_the_schema(onrecord):
    assert "schema" in onrecord("migrate").out


def test_feeds_are_kept(onrecord):
    url = "https://gazette.example/rss.xml"
    assert onrecord("feeds", "add", url).status == 0
    assert "already" in onrecord("feeds", "add", url).out
    [feed] = onrecord("feeds", "list", "--json").lines
    assert (feed["url"], feed["errors"]) == (url, 0)
    assert onrecord("feeds", "remove", url).status == 0
    gone = onrecord("feeds", "remove", url)
    assert gone.status == 1
    assert gone.err.count("\n") == 1


def test_running_without_a_token_is_one_sentence(onrecord):
    ran = onrecord("run")
    assert ran.status == 1
    assert "TELEGRAM_BOT_TOKEN" in ran.err
    assert ran.err.count("\n") == 1


def test_a_failure_inside_is_one_sentence(onrecord, monkeypatch):
    def broken() -> None:
        raise RuntimeError("first\nsecond")

    monkeypatch.setitem(cli.commands, "migrate", click.Command("migrate", callback=broken))
    ran = onrecord("migrate")
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert "RuntimeError: first" in ran.err
