"""Answers in words: complete, within a message, inert, the same in both forms."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html as entities
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.answering.answer import Answer, Citation, Lead, Outcome
from briefings.answering.question import Question, Wanted
from handlers import texts
from handlers.rendering import answers
from handlers.rendering.reader import Reader
from handlers.rendering.text import MESSAGE_LIMIT, units
from store.records import Claim, Dated, Part, QuoteType, Span, Stance
from tests.handlers.spoken import en

TEXT = "Mara Lind, the harbour mayor, warned on Monday that the wall could fall, offering no proof. She left."
CONTENT = "the wall could fall"


def claim(**changes: object) -> Claim:
    at = TEXT.index(CONTENT)
    made = Claim(
        id=1,
        article_id=1,
        statement_id=1,
        change=1,
        part=Part.TEXT,
        spans=(Span(at, at + len(CONTENT)),),
        context_span=Span(0, len(TEXT)),
        caveat_span=None,
        speaker_ids=(1,),
        speakers=("Mara Lind",),
        speaker_surface="Mara Lind",
        role="harbour mayor",
        cue="warned",
        content=(CONTENT,),
        context=TEXT,
        stance=Stance.WARNS,
        negated=False,
        quote_type=QuoteType.INDIRECT,
        target=None,
        via=None,
        caveat=None,
        said_on="2024-03-25",
        posted_at=None,
        rule="by hand",
        confidence=1.0,
        usable=True,
        retracted_at=None,
        title="A wall",
        outlet="The Quay",
        url="https://quay.example/wall?a=1&b=2",
        published=Dated(dt.date(2024, 3, 26)),
        fetched_at=dt.datetime(2024, 3, 26, tzinfo=dt.UTC),
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def made(*claims: Claim, key: str = "statements", more: int = 0, **values: str) -> Answer:
    return Answer(
        question=Question(text="what about the wall", wanted=Wanted.TOPIC),
        outcome=Outcome.ANSWERED,
        lead=Lead(key=key, values=values),
        citations=tuple(Citation(claim=each) for each in claims),
        more=more,
    )


def plain(answer: Answer, **reader: Any) -> str:
    return answers.plain(answer, Reader(**reader))


def html(answer: Answer, **reader: Any) -> str:
    return answers.html(answer, Reader(**reader))


def bare(markup: str) -> str:
    """The words of Telegram HTML, links as plain text shows them."""
    linked = re.sub(r'<a href="([^"]*)">(.*?)</a>', r"\2 (\1)", markup, flags=re.DOTALL)
    return entities.unescape(re.sub(r"</?(?:b|i|blockquote)>", "", linked))


def test_a_statement_shows_who_how_what_when_and_where() -> None:
    shown = plain(made(claim(via="Coast Wire", caveat="offering no proof"), more=2))
    assert shown.split("\n") == [
        "On record:",
        "",
        "Mara Lind, harbour mayor:",
        "warned on Monday that the wall could fall",
        "25 March 2024 · via Coast Wire · note: “offering no proof” · The Quay (https://quay.example/wall?a=1&b=2)",
        "",
        "2 more statements on this.",
    ]


def test_a_line_begins_with_a_capital_however_the_article_writes_the_name() -> None:
    police = claim(speakers=("police",), speaker_surface="police")
    assert plain(made(police)).split("\n")[2].startswith("Police, ")
    assert "• Police " in bare(answers.timeline("On record", made(police).citations, Reader()))


def test_direct_speech_stands_in_quotation_marks_after_the_articles_verb() -> None:
    direct = claim(quote_type=QuoteType.DIRECT, cue="insisted")
    assert "Mara Lind, harbour mayor, insisted:\n“the wall could fall”\n" in plain(made(direct))


@pytest.mark.parametrize("stance", Stance)
def test_a_verb_is_never_stronger_than_the_source(stance: Stance) -> None:
    shown = plain(made(claim(stance=stance, cue="was cited by", quote_type=QuoteType.DIRECT)))
    assert f"harbour mayor, {en(texts.answers.SAID[stance])}:" in shown


def test_speech_that_did_not_happen_is_shown_in_the_articles_sentence() -> None:
    shown = plain(made(claim(negated=True, cue="warned")))
    assert "in the words of the article:\nMara Lind, the harbour mayor, warned on Monday" in shown
    assert "She left" not in shown


def test_a_day_that_is_not_known_is_not_made_up() -> None:
    posted = claim(said_on=None, posted_at=dt.datetime(2024, 3, 26, 23, 30, tzinfo=dt.UTC))
    assert "reported 26 March 2024" in plain(made(posted))
    assert "reported 27 March 2024" in plain(made(posted), zone="Europe/Kyiv")
    assert "March 2024 ·" in plain(made(claim(said_on="2024-03")))
    assert "\nThe Quay" in plain(made(claim(said_on=None, published=None)))


def test_other_outlets_are_named_once() -> None:
    citation = Citation(claim=claim(), also=(claim(outlet="Tide"), claim(outlet="Tide"), claim()))
    answer = dataclasses.replace(made(), citations=(citation,))
    assert "also in Tide" in plain(answer)


def test_a_caveat_of_another_telling_is_shown() -> None:
    citation = Citation(claim=claim(), also=(claim(caveat="offering no proof"),))
    assert "offering no proof" in plain(dataclasses.replace(made(), citations=(citation,)))


def test_what_lies_near_is_labelled() -> None:
    answer = dataclasses.replace(
        made(key="nothing_by", name="Ilves"),
        outcome=Outcome.NOTHING_FOUND,
        nearest=(Citation(claim=claim()),),
    )
    first, *rest = plain(answer).split("\n")
    assert first == "Nothing found: I have no statement by Ilves."
    assert rest[1] == en(texts.answers.NEAREST)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x", 'https://x/"onclick', None])
def test_only_links_to_pages_are_links(url: str | None) -> None:
    assert "<a " not in html(made(claim(url=url)))


NASTY = st.text(alphabet="<>&\"'b/ai=\u202e\u200bé😀\n x“”", max_size=120)


@settings(max_examples=80, deadline=None)
@given(words=NASTY, name=NASTY, outlet=NASTY, caveat=NASTY)
def test_markup_is_inert_and_both_forms_say_the_same(words: str, name: str, outlet: str, caveat: str) -> None:
    odd = claim(
        content=(words or "x",),
        speakers=(name or "y",),
        outlet=outlet,
        caveat=caveat,
        role=words,
        via=name,
        quote_type=QuoteType.DIRECT,
    )
    answer = made(odd, key="told_by", names=name)
    markup = html(answer)
    left = re.sub(r"</?(?:b|i|blockquote|a)(?: href=\"[^\"<>]*\")?>", "", markup)
    assert not re.search(r"[<>]", left)
    assert bare(markup) == plain(answer)
    assert not re.search("[\u202e\u200b]", markup)


@settings(max_examples=40, deadline=None)
@given(length=st.integers(1, 9000), letter=st.sampled_from(["a ", "😀", "&", "ab", "“"]))
def test_an_answer_always_fits_into_a_message(length: int, letter: str) -> None:
    long = letter * length
    huge = claim(
        content=(long, long), speakers=(long,), role=long, outlet=long, caveat=long, via=long,
        title=long, context=long, cue=long, quote_type=QuoteType.DIRECT,
    )  # fmt: skip
    answer = made(huge, huge, huge, key="nothing_by_about", name=long, topic=long, count="2")
    answer = dataclasses.replace(answer, nearest=answer.citations)
    assert units(html(answer)) <= MESSAGE_LIMIT
    assert units(plain(answer)) <= MESSAGE_LIMIT


def test_every_lead_can_be_put_into_words() -> None:
    told = ["name", "names", "topic", "outlet", "figure", "other", "other_name", "words", "period"]
    values = dict.fromkeys(told, "x") | {
        "count": "1",
        "day": "2024-03",
        "stance": "denies",
    }
    for key in texts.answers.LEADS:
        answer = dataclasses.replace(
            made(claim()),
            lead=Lead(key=key, values=values),
            question=Question(text="?", wanted=Wanted.TOPIC, since=dt.date(2024, 3, 1)),
        )
        first = plain(answer).split("\n")[0]
        assert first
        assert "{" not in first
