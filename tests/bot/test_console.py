"""The terminal chat: piped, it reads a message a line; Telegram's markup becomes readable text."""

from __future__ import annotations

import io

import pytest

from bot.console import telegram_text


def chat(onrecord, monkeypatch, *lines, args=("--samples",), data=None):
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return onrecord("chat", *args, data=data)


def test_piped_chat_answers_line_by_line(onrecord, monkeypatch):
    ran = chat(onrecord, monkeypatch, "who claimed responsibility?", "what did the mayor of Paris say?")
    assert ran.status == 0
    assert "Free Reef Front" in ran.out
    assert "nothing found" in ran.out.lower()
    assert "<b>" not in ran.out


def test_chat_remembers_what_was_asked(onrecord, monkeypatch, data_folder):
    ran = chat(onrecord, monkeypatch, "what did Strand say?", "and Marrowby?", args=(), data=data_folder)
    assert "Marrowby" in ran.out


def test_only_an_admin_loads(onrecord, monkeypatch, data_folder, tmp_path):
    page = tmp_path / "note.txt"
    page.write_text("Oskel tram note\n\nMayor Mara Lind said the tram would run again on Sunday.\n", "utf-8")
    stranger = chat(onrecord, monkeypatch, f"/load {page}", args=(), data=data_folder)
    assert "statement" not in stranger.out
    admin = chat(
        onrecord, monkeypatch, f"/load {page}", "what did Mara Lind say?", args=("--admin",), data=data_folder
    )
    assert "statement" in admin.out
    assert "tram" in admin.out


def test_commands_in_chat(onrecord, monkeypatch, data_folder):
    ran = chat(onrecord, monkeypatch, "/help", "/digest", "/nonsense", args=(), data=data_folder)
    assert ran.status == 0
    assert "/digest" in ran.out


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("<b>Ann</b> said &lt;no&gt;", "Ann said <no>"),
        ('<a href="https://x.example/">Gazette</a>', "Gazette"),
        ("Ann:\n<blockquote expandable>one\ntwo</blockquote>\nMonday", "Ann:\n▎ one\n▎ two\nMonday"),
        ("<blockquote>one</blockquote>Monday", "▎ one\nMonday"),
    ],
)
def test_markup_becomes_text(markup, plain):
    assert telegram_text(markup).plain == plain
