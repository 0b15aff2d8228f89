"""No words get into an answer that no stored article holds."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.answering import answer as answering
from briefings.answering.answer import Answer, Citation, Lead, Outcome
from briefings.answering.excerpt import saying, sentence
from briefings.answering.proof import Proof
from briefings.answering.question import Question, Wanted
from store.archive import Archive, Transaction
from store.records import Claim, Span, Stance
from tests.briefings.answering import told


def test_every_stored_claim_is_proven(tx: Transaction, claims: list[Claim]) -> None:
    assert Proof(tx).proven(claims) == claims
    assert len(claims) == 17


FORGED = st.fixed_dictionaries(
    {},
    optional={
        "content": st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=2).map(tuple),
        "spans": st.lists(st.tuples(st.integers(-5, 900), st.integers(-5, 900)), min_size=1, max_size=2).map(
            lambda spans: tuple(Span(*span) for span in spans)
        ),
        "speakers": st.just(("Marek Ilves",)),
        "stance": st.sampled_from(Stance),
        "caveat": st.one_of(st.none(), st.text(max_size=20)),
        "context": st.text(max_size=60),
        "negated": st.booleans(),
        "outlet": st.text(max_size=10),
        "said_on": st.just("2020-01-01"),
        "id": st.integers(1, 60),
    },
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 16), changes=FORGED)
def test_a_forged_claim_never_passes(
    tx: Transaction, claims: list[Claim], at: int, changes: dict[str, object]
) -> None:
    forged = dataclasses.replace(claims[at], **changes)  # type: ignore[arg-type]
    assert Proof(tx).proven([forged]) == ([forged] if forged in claims else [])


def test_an_answer_drops_what_is_not_proven(tx: Transaction, claims: list[Claim]) -> None:
    forged = dataclasses.replace(claims[0], content=("the bridge was never attacked",))
    question = Question(text="who said so", wanted=Wanted.SPEAKER)
    made = Answer(
        question=question,
        outcome=Outcome.ANSWERED,
        lead=Lead(key="speakers", values={"names": "Iron Lanterns"}),
        citations=(Citation(claim=forged), Citation(claim=claims[1], also=(forged,))),
        nearest=(Citation(claim=forged),),
        more=3,
    )
    kept = answering._proven(made, Proof(tx))
    assert [each.claim for each in kept.citations] == [claims[1]]
    assert kept.citations[0].also == ()
    assert (kept.lead.key, kept.nearest, kept.more) == ("statements", (), 0)
    only = answering._proven(dataclasses.replace(made, citations=made.citations[:1]), Proof(tx))
    assert (only.outcome, only.lead.key) == (Outcome.NOTHING_FOUND, "unproven")


def test_an_article_that_was_tampered_with_proves_nothing(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    from store.database import Database  # noqa: PLC0415

    database = Database(sqlite_url)
    archive = Archive(database)
    told.tell(archive)
    with database.begin() as connection:
        connection.execute(sa.text("UPDATE articles SET text = replace(text, 'said', 'sang')"))
    with archive.read() as opened:
        assert Proof(opened).proven(list(opened.claims.all())) == []
    assert "left out" in caplog.text
    database.close()


def test_excerpts_are_words_of_the_context(claims: list[Claim]) -> None:
    for claim in claims:
        assert sentence(claim) in claim.context
        own = saying(claim)
        assert own is None or own in claim.context


def test_the_articles_own_words_from_the_verb_on(claims: list[Claim]) -> None:
    found = {saying(claim) for claim in claims}
    assert "warned that fares could double by June" in found
    assert "accused Katria of arming the group" in found
