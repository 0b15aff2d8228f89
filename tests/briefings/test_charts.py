"""Who spoke about something, day by day, as a picture and in words."""

from __future__ import annotations

import datetime as dt
import itertools
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.charts.days import statements_by_day
from briefings.charts.look import Chart, width, wrapped
from briefings.charts.sides import Edge, Plan, who_against_whom
from briefings.charts.wording import Wording
from store.records import Claim, Dated, Part, QuoteType, Span, Stance

ENGLISH = Wording(
    locale="en_GB",
    by_period=("by day, {span}", "by week, {span}", "by month, {span}"),
    unnamed="Unnamed",
    others="others ({count})",
    alt="{topic} · {span} · Statements: {count} · By speaker: {names}",
    busiest="Most ({count}): {day}",
)
FIRST = dt.date(2031, 5, 3)
_numbers = itertools.count(1)


def claim(*speakers: str, days: int = 0, **fields: object) -> Claim:
    number = next(_numbers)
    known = {
        "id": number,
        "article_id": 1,
        "statement_id": number,
        "change": 1,
        "part": Part.TEXT,
        "spans": (Span(0, 1),),
        "context_span": Span(0, 1),
        "caveat_span": None,
        "speaker_ids": tuple(range(len(speakers))),
        "speakers": speakers,
        "speaker_surface": None,
        "role": None,
        "cue": None,
        "content": ("x",),
        "context": "x",
        "stance": Stance.STATES,
        "negated": False,
        "quote_type": QuoteType.INDIRECT,
        "target": None,
        "via": None,
        "caveat": None,
        "said_on": (FIRST + dt.timedelta(days=days)).isoformat(),
        "posted_at": None,
        "rule": "test",
        "confidence": 0.9,
        "usable": True,
        "retracted_at": None,
        "title": "Title",
        "outlet": None,
        "url": None,
        "published": None,
        "fetched_at": dt.datetime(2031, 5, 4, tzinfo=dt.UTC),
    }
    return Claim(**{**known, **fields})  # type: ignore[arg-type]


def drawn(*claims: Claim, topic: str = "port strike") -> Chart:
    chart = statements_by_day(claims, topic, ENGLISH)
    assert chart is not None
    return chart


def test_the_picture_is_a_square_png_with_its_words_inside():
    chart = drawn(claim("Mara Lind"), claim("Teo Strand", days=1))
    assert chart.png.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", chart.png[16:24]) == (1080, 1080)
    assert b"Description" in chart.png


def test_the_words_tell_who_how_much_and_when():
    chart = drawn(claim("Mara Lind"), claim("Mara Lind", days=2), claim("Teo Strand", days=2))
    assert chart.alt == (
        "port strike · 3–5 May 2031 · Statements: 3 · "
        "By speaker: Mara Lind 2, Teo Strand 1 · Most (2): 5 May 2031"
    )


def test_one_day_and_one_statement_are_told_simply():
    assert (
        drawn(claim("Mara Lind")).alt == "port strike · 3 May 2031 · Statements: 1 · By speaker: Mara Lind 1"
    )


def test_a_statement_told_by_many_articles_counts_once_on_its_first_day():
    chart = drawn(claim("Mara Lind", statement_id=9, days=1), claim("Mara Lind", statement_id=9))
    assert chart.alt == "port strike · 3 May 2031 · Statements: 1 · By speaker: Mara Lind 1"


def test_a_joint_statement_counts_for_each_speaker_but_is_one():
    assert "Statements: 1 ·" in drawn(claim("Mara Lind", "Teo Strand")).alt
    assert "Mara Lind 1, Teo Strand 1" in drawn(claim("Mara Lind", "Teo Strand")).alt


def test_the_day_is_that_of_saying_then_of_the_entry_then_of_publication():
    posted = dt.datetime(2031, 5, 7, 9, tzinfo=dt.UTC)
    published = Dated(dt.date(2031, 5, 8))
    assert "3 May" in drawn(claim("A", posted_at=posted, published=published)).alt
    assert "7 May" in drawn(claim("A", said_on=None, posted_at=posted, published=published)).alt
    assert "8 May" in drawn(claim("A", said_on=None, published=published)).alt


@pytest.mark.parametrize("fields", [{"said_on": "2031-05"}, {"said_on": None}, {"negated": True}])
def test_what_has_no_day_or_was_not_said_is_not_drawn(fields):
    assert statements_by_day([claim("A", **fields)], "strike", ENGLISH) is None
    assert statements_by_day([], "strike", ENGLISH) is None


def test_many_speakers_are_the_first_five_and_the_others():
    chart = drawn(*(claim(f"Speaker {number}") for number in range(8)), claim("Speaker 7"))
    assert "Speaker 7 2" in chart.alt
    assert "others (3) 3" in chart.alt


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (44, "3 May – 16 Jun 2031 · Statements: 2"),
        (45, "28 Apr – 16 Jun 2031 · Statements: 2"),
        (300, "May 2031 – February 2032 · Statements: 2 · By speaker: A 2 · Most (1): February 2032"),
    ],
)
def test_long_spans_are_drawn_by_week_and_month(days, told):
    assert told in drawn(claim("A"), claim("A", days=days)).alt


def test_formulas_markup_and_endless_names_are_plain_words():
    names = ("$x^2$ & _Sons_", "<b>Lind</b>", "N" * 400, "Иван Петренко")
    chart = drawn(*map(claim, names), topic="$\\frac{1}{0}$ " * 30)
    assert "$x^2$ & _Sons_ 1" in chart.alt
    assert len(chart.alt) < 1024


HEADING = "Who stands against whom"
VERBS = {Stance.ACCUSES: "accuses", Stance.DENIES: "denies", Stance.CONFIRMS: "supports"}


def edges(*told: tuple[str, Stance, str]) -> list[Edge]:
    return [Edge(*each) for each in told]


def test_who_stands_against_whom_is_told_in_picture_and_words():
    chart = who_against_whom(
        edges(
            ("Union", Stance.ACCUSES, "Port"),
            ("Union", Stance.ACCUSES, "Port"),
            ("Port", Stance.DENIES, "Union"),
        ),
        "port $trike$",
        HEADING,
        VERBS,
    )
    assert chart is not None
    assert chart.alt == "port $trike$: Union → Port: accuses (2); Port → Union: denies."
    assert struct.unpack(">II", chart.png[16:24])[0] == 1080


def test_nobody_is_drawn_against_themselves_and_statements_are_no_stance():
    assert who_against_whom([], "x", HEADING, VERBS) is None
    told = edges(("Port", Stance.DENIES, "Port"), ("Union", Stance.STATES, "Port"))
    assert who_against_whom(told, "x", HEADING, VERBS) is None


def test_of_very_many_the_loudest_are_drawn_and_the_rest_is_counted():
    many = edges(*((f"Speaker {n}", Stance.ACCUSES, f"Body {n}") for n in range(40)))
    chart = who_against_whom([*many, *many[:1]], "x", HEADING, VERBS)
    assert chart is not None
    assert "Speaker 0 → Body 0: accuses (2)" in chart.alt
    assert chart.alt.endswith("; +28.")
    assert struct.unpack(">II", chart.png[16:24])[1] <= 1500


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(list(VERBS)), st.integers(0, 9)), min_size=1, max_size=40
    ),
)
@settings(max_examples=25, deadline=None)
def test_no_name_or_stance_lies_over_another(told):
    names = [
        "Union",
        "Interior Ministry of the Federal Republic",
        "Anna-Maria Wolkenkuckucksheimerstein",
        "UN",
    ]
    plan = Plan(
        list(dict.fromkeys(Edge(f"{names[a % 4]} {a}", how, f"{names[b % 4]} {b}") for a, how, b in told)),
        VERBS,
    )
    for places, gap in ((plan.left, 0.5), (plan.right, 0.5), (plan.stances, 0.5)):
        heights = sorted(places.values())
        assert all(b - a > gap for a, b in itertools.pairwise(heights))
        assert all(0 < y < plan.height for y in heights)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Port", ["Port"]),
        ("", [""]),
        ("Sons of the Shoal", ["Sons of the", "Shoal"]),
        ("Marie-Agnes Strackmann-Zimmermann", ["Marie-Agnes", "Strackmann-", "Zimmermann"]),
        ("W" * 60, ["WWWWWW…"]),
    ],
)
def test_names_are_wrapped_to_the_room_they_have(text, lines):
    assert wrapped(text, 15, 1.5, 3) == lines


@given(st.text("Wi- Іж", max_size=80), st.integers(1, 4))
def test_no_line_is_wider_than_its_room(text, lines):
    told = wrapped(text, 15, 2.0, lines)
    assert len(told) <= lines
    assert all(width(line, 15) <= 2.0 for line in told)
