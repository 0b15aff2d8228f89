from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import Refused
from briefings.reading import clean


@given(st.text())
def test_clean_is_idempotent_and_normal(text: str) -> None:
    once = clean.clean(text)
    assert clean.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(char in once for char in "\x00\r\t\xa0\u200b\u202e\ufeff\ud800")


def test_lines_stay_lines_and_odd_spaces_become_plain() -> None:
    assert clean.clean("One\xa0two \r\n\tthree\u2028four\rfive") == "One two\nthree\nfour\nfive"


def test_an_agency_in_brackets_is_parted_from_the_first_word() -> None:
    assert clean.clean("(KPA)The gate is shut.\nThe (KPA)team") == "(KPA) The gate is shut.\nThe (KPA)team"


def test_accents_are_composed_and_direction_marks_go() -> None:
    assert clean.clean("Cafe\u0301 \u202eevil\u202c \u200bhere") == "Café evil here"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Der Fluß stieg.".encode(), "Der Fluß stieg."),
        (b"\xef\xbb\xbfPlain", "Plain"),
        ("Straße".encode("utf-16"), "Straße"),
        ("Straße und Haus".encode("utf-16-le"), "Straße und Haus"),
        (b"\x93We will rebuild,\x94 she said \x97 twice.", "“We will rebuild,” she said — twice."),
        ("Une journée d’été à Orvanne".encode("cp1252"), "Une journée d’été à Orvanne"),
    ],
)
def test_bytes_are_decoded_by_what_they_are(data: bytes, text: str) -> None:
    assert clean.decode(data) == text


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = "„Größe“ hieß es in Straßen und Gassen, überall.".encode() + b"\xff"
    assert clean.decode(data).startswith("„Größe“ hieß")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 50, b"ab\x01\x02\x03\x04" * 20]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="binary"):
        clean.decode(data)
