from __future__ import annotations

from briefings.reading import files


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        ["The Lesk Courier, 11 March 2031", f"Line {word} of the report", f"goes on {word}", f"{number} of 3"]
        for number, word in enumerate(("alpha", "beta", "gamma"), 1)
    ]
    assert files._without_running_heads(pages) == [
        line
        for word in ("alpha", "beta", "gamma")
        for line in (f"Line {word} of the report", f"goes on {word}")
    ]


def test_a_first_line_that_stands_once_stays() -> None:
    assert files._without_running_heads([["A headline", "Text."], ["More.", "End."]]) == [
        "A headline",
        "Text.",
        "More.",
        "End.",
    ]


def test_a_paragraph_ends_where_a_sentence_ends_before_the_column_does() -> None:
    lines = [
        "The ferry was built in the yard of Orvanne twenty years ago and has",
        "been rebuilt twice since then.",
        "Its owner, Norrline, runs three more ships of the same class between",
        "the islands and the mainland.",
    ]
    assert files._reflowed(lines).split("\n\n") == [" ".join(lines[:2]), " ".join(lines[2:])]
