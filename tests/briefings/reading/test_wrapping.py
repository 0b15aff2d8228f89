from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.reading import wrapping
from briefings.reading.intake import Intake, read
from tests.briefings.reading import dumps, pages

MAIL = "\n\n".join(("Ferries stop after fire on the Halden", "By Mara Ilves", *pages.PARAGRAPHS))


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120])
def test_a_mail_broken_at_a_column_reads_as_its_paragraphs(width: int) -> None:
    broken = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in MAIL.split("\n\n"))
    article = read(Intake(text=broken))
    assert article.title == "Ferries stop after fire on the Halden"
    assert article.authors == ("Mara Ilves",)
    assert article.text.split("\n\n") == list(pages.PARAGRAPHS)
    assert article.passages[0].span.of(article.text) == article.text


def test_without_empty_lines_a_short_last_line_ends_its_paragraph() -> None:
    paragraphs = [
        (
            "The ferry was built in the yard of Orvanne twenty years ago and has been rebuilt twice since "
            "then, last in the spring of this year after a storm."
        ),
        (
            "Its owner, Norrline, runs three more ships of the same class between the islands and the "
            "mainland, and none of them may leave port before Friday."
        ),
    ]
    broken = "\n".join(textwrap.fill(paragraph, 64) for paragraph in paragraphs)
    assert wrapping.unwrapped(broken).split("\n") == paragraphs


def test_bullets_and_headings_keep_their_lines() -> None:
    paragraph = textwrap.fill(pages.PARAGRAPHS[0] + " " + pages.PARAGRAPHS[1], 70)
    text = f"What we know\n{paragraph}\n• The ferries rest until Friday.\n• Nobody was hurt."
    lines = wrapping.unwrapped(text).split("\n")
    assert lines[0] == "What we know"
    assert lines[-2:] == ["• The ferries rest until Friday.", "• Nobody was hurt."]
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("a long-\nawaited report", "a long-awaited report"),
        ("the Lesk-\nOrvanne line", "the Lesk-Orvanne line"),
    ],
)
def test_a_compound_broken_at_its_hyphen_keeps_it(broken: str, whole: str) -> None:
    before, after = broken.split("\n")
    filling = "the ferry company said on Monday that it would read at once "
    text = "\n".join([*[filling.strip()] * 20, (filling + before)[-60:], after + " " + filling])
    assert whole in wrapping.unwrapped(text)


def test_syllables_are_joined_where_lines_end_in_many() -> None:
    line = "the ferry company said on Monday that it would publish inspec-\ntion papers at once"
    text = "\n".join([line] * 12)
    assert "inspection papers" in wrapping.unwrapped(text)


@pytest.mark.parametrize("text", [dumps.ARTICLE, dumps.LIVEBLOG, dumps.TIMED, dumps.PLAIN])
def test_a_copied_page_is_left_as_it_is(text: str) -> None:
    assert wrapping.unwrapped(text) == text


@given(st.lists(st.text("ab. -\n•", max_size=90), max_size=30))
def test_only_line_ends_and_hyphens_change(lines: list[str]) -> None:
    text = "\n".join(lines)

    def bare(words: str) -> str:
        return "".join(words.replace("-", "").split())

    assert bare(wrapping.unwrapped(text)) == bare(text)
