"""The outcome of a load, put into words."""

from __future__ import annotations

import dataclasses

import pytest

from briefings.errors import OnrecordError
from briefings.loading import Loaded, Outcome
from handlers.rendering.loads import loaded, refused, shorten
from handlers.rendering.reader import Reader

LOADED = Loaded(
    outcome=Outcome.ADDED,
    article_id=1,
    title="Bridge <shut> & sealed",
    outlet="Oskel Gazette",
    outlet_basis="copyright line",
    published="2031-05-03",
    statements=12,
    fresh=9,
)


def test_an_added_article_is_told_with_its_statements_outlet_and_day():
    assert loaded(LOADED, Reader()) == (
        "Added <b>Bridge &lt;shut&gt; &amp; sealed</b>: 12 statements, 9 of them new.\n"
        "Outlet: Oskel Gazette (a guess: copyright line); published 3 May 2031.\n"
        "Article 1"
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"fresh": 12}, "12 statements, all of them new."),
        ({"fresh": 0}, "12 statements, none of them new."),
        ({"statements": 1, "fresh": 1}, "1 statement, and it is new."),
        ({"statements": 0, "fresh": 0}, "0 statements that I could cite."),
        ({"outcome": Outcome.DUPLICATE, "fresh": 0}, "already: 12 statements in it, so nothing was added."),
        ({"outcome": Outcome.REVISED}, "again, as it has changed: 12 statements, 9 of them new."),
        ({"outlet_basis": "meta application-name"}, "(a guess: the page&#x27;s own data)"),
        ({"outcome": Outcome.DUPLICATE, "restored": True}, "\nIt had been removed, and stands again."),
        ({"outlet_basis": "given"}, "Outlet: Oskel Gazette; published"),
        ({"outlet": None, "outlet_basis": None}, "Outlet unknown; published"),
        ({"published": None}, "no day of publication found."),
        ({"published": "2031-05-03T08:00:00+02:00"}, "published 3 May 2031."),
        ({"warnings": ("Two <dates> found.",)}, "\nNote: Two &lt;dates&gt; found."),
    ],
)
def test_every_outcome_is_told(fields, sentence):
    assert sentence in loaded(dataclasses.replace(LOADED, **fields), Reader())


def test_a_refusal_names_what_was_refused_and_why():
    assert (
        refused("<a>.txt", OnrecordError("The file is empty."), Reader())
        == "Not added: &lt;a&gt;.txt. The file is empty."
    )
    assert (
        refused("", OnrecordError("There is no text in it."), Reader())
        == "Not added: There is no text in it."
    )


def test_long_names_are_cut_on_one_line():
    assert shorten("a\n b", 10) == "a b"
    assert shorten("x" * 50, 10) == "x" * 9 + "…"
