"""Digests as people read them: one line a statement, in messages that Telegram takes."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.digests.compose import compose
from briefings.digests.digest import Digest, Item, Wish
from handlers.rendering import digests
from handlers.rendering.reader import Reader
from handlers.rendering.split import plain_text, split
from handlers.rendering.text import units
from store.records import Dated, Order, QuoteType, Rhythm, Span, Stance, Statement
from tests.briefings.digests.make import DAY, claim, said, statement


def plain(made: Digest) -> str:
    return digests.plain(made, Reader())


def messages(made: Digest) -> list[str]:
    return digests.messages(made, Reader())


def item_text(item: Item) -> str:
    return digests.item_text(item, Reader())


def digest(*statements: Statement, topics: tuple[str, ...] = ()) -> Digest:
    return compose(statements, wish=Wish(topics=topics), day=DAY, zone="Europe/Kyiv", until=1)


YESTERDAY = Dated(DAY - dt.timedelta(days=1))
GOLDEN = """\
Digest for Sunday, 4 May 2031 (Europe/Kyiv)

◆ Ferry talks
• Mara Lind, harbour master, said: “Norland sank the <old> ferry” · note: “without giving proof” \
· via Strait News Agency · Strait Times, Oskel Gazette
• Mara Lind called for a new pier at Oskel · Oskel Gazette
↔ Norland denied any part in the sinking · Oskel Gazette

• Twelve people were hurt when the ferry sank · before: nine people (Strait Times, 3 May) · Oskel Gazette

◆ Earlier statements
• Tor Brandt warned the strait “is no lake” and no pond · 3 May · Oskel Gazette

• Ida Holm promised a new ferry before winter · reported 2 May · Oskel Gazette"""


def told(cue: str, words: str, speaker: str = "Mara Lind", **fields: Any) -> Statement:
    """A statement whose verb stands before its words, as articles have it."""
    before = len(cue) + 1
    spans = (Span(before, before + len(words)),)
    context = f"{cue} {words}"
    return said(
        words, speaker, cue=cue, context=context, spans=spans, context_span=Span(0, len(context)), **fields
    )


def sample() -> Digest:
    accusation = {
        "speaker": "Mara Lind",
        "stance": Stance.ACCUSES,
        "target": "Norland",
        "role": "harbour master",
    }
    own: dict[str, Any] = {"speaker": None, "quote_type": QuoteType.NONE, "stance": Stance.REPORTS}
    hurt = "people were hurt when the ferry sank."
    nine = said(
        "nine", **own, context=f"nine {hurt}", outlet="Strait Times", published=YESTERDAY, said_on=None
    )
    twelve = said("Twelve", **own, context=f"Twelve {hurt}")
    return digest(
        statement(
            claim("that Norland sank the ferry", **accusation, caveat="without giving proof"),
            claim(
                "Norland sank the <old> ferry",
                **accusation,
                quote_type=QuoteType.DIRECT,
                via="Strait News Agency",
                outlet="Strait Times",
            ),
        ),
        nine,
        twelve,
        told("called for", "a new pier at Oskel", role="harbour master", stance=Stance.CALLS_FOR),
        told("denied", "any part in the sinking", "Norland", stance=Stance.DENIES),
        told("warned", "the strait “is no lake” and no pond", "Tor Brandt", said_on="2031-05-03"),
        told(
            "promised",
            "a new ferry before winter",
            "Ida Holm",
            said_on=None,
            posted_at=dt.datetime(2031, 5, 2, 9, tzinfo=dt.UTC),
        ),
    )


def test_a_digest_reads_like_this() -> None:
    assert plain(sample()) == GOLDEN


def test_the_messages_say_the_same_in_html_that_escapes_and_links() -> None:
    (message,) = messages(sample())
    assert plain_text(message) == GOLDEN
    assert "• <b>Mara Lind</b>, harbour master, said" in message
    assert "Norland sank the &lt;old&gt; ferry" in message
    assert '<a href="https://oskel.example/ferry">Strait Times</a>, Oskel Gazette' in message


def test_an_empty_digest_is_no_message() -> None:
    assert messages(digest()) == []
    assert plain(digest()) == ""


def test_a_topic_is_a_heading_with_its_earlier_statements_apart() -> None:
    text = plain(
        digest(
            said("the ferry sails"),
            said("the ferry waits", "Tor Brandt", said_on="2031-05-01"),
            topics=("ferry",),
        )
    )
    assert re.findall(r"^◆ .*", text, re.MULTILINE) == ["◆ ferry", "◆ Earlier statements"]


def test_a_deed_claimed_without_a_clause_is_told_as_such() -> None:
    owned = said("the blast in Hallin", "Grey Heron Army", stance=Stance.CLAIMS, quote_type=QuoteType.NONE)
    assert "Grey Heron Army claimed responsibility for the blast in Hallin" in plain(digest(owned))


def test_one_item_is_one_line_without_markup() -> None:
    item = sample().groups[0].items[0]
    assert item_text(item) == (
        "Mara Lind, harbour master, said: “Norland sank the <old> ferry” "
        "· note: “without giving proof” · 4 May 2031 · via Strait News Agency · Strait Times, Oskel Gazette"
    )


@pytest.mark.parametrize(
    "url", [None, "javascript:alert(1)", 'https://x.example/"onclick', "ftp://x.example/a"]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    (message,) = messages(digest(said("the ferry sails", url=url)))
    assert "<a " not in message


def test_hidden_marks_are_taken_out_of_what_articles_say() -> None:
    text = plain(digest(said("the \u202eferry\u200b sails to Oskel", "Ma\u2066ra Lind")))
    assert "Mara Lind said the ferry sails to Oskel" in text


def test_a_fragment_is_shown_within_its_sentence() -> None:
    bare = said("that", "Ida Holm", cue="disputed", context="Ms Holm disputed that.", stance=Stance.DENIES)
    assert "\n• Ida Holm: Ms Holm disputed that · Oskel Gazette" in plain(digest(bare))


def test_whom_the_line_before_does_not_tell_the_sentence_does() -> None:
    context = "The ferry was late, and Ida Holm dismissed it as a toy for children"
    words = "it as a toy for children"
    at = context.index(words)
    toy = said(
        words,
        "Ida Holm",
        cue="dismissed",
        context=context,
        spans=(Span(at, at + len(words)),),
        context_span=Span(0, len(context)),
    )
    assert f"\n• {context} · Oskel Gazette" in plain(digest(toy))


def test_what_weighs_less_is_folded_away_and_what_weighs_least_is_counted() -> None:
    made = messages(digest(*(said(f"boat {n} sails far away", f"Captain {n}") for n in range(75))))
    folded = "".join(re.findall(r"<blockquote expandable>(.*?)</blockquote>", "".join(made), re.DOTALL))
    assert folded.startswith("<b>40 more statements</b>\n• <b>Captain")
    assert folded.count("sails far away") == 40
    assert made[-1].endswith("</blockquote>\n\n<i>10 more statements: ask me about them.</i>")


def test_an_article_without_outlet_is_told_by_the_beginning_of_its_headline() -> None:
    text = plain(
        digest(said("the ferry sails", outlet=None, title="Strait live: ferry sails – as it happened"))
    )
    assert text.endswith("· “Strait live”")


def test_the_outlet_whose_words_are_shown_is_named_first_and_linked() -> None:
    quoted = claim("The ferry sails", quote_type=QuoteType.DIRECT, outlet=None, title="Strait live: ferry")
    told_too = claim("the ferry sails", outlet="Oskel Gazette", url="https://oskel.example/other")
    (message,) = messages(digest(statement(told_too, quoted)))
    assert message.endswith('<a href="https://oskel.example/ferry">“Strait live”</a>, Oskel Gazette')


def test_a_role_is_told_once_a_story() -> None:
    sails = [
        said(words, role="harbour master") for words in ("the ferry sails to Oskel", "Oskel has no pier")
    ]
    assert plain(digest(*sails)).count("harbour master") == 1


def test_a_role_has_no_capital_from_the_sentence_it_began() -> None:
    roles = ["Lawyer", "Former president", "Interior Minister", "\" the company's lawyer", "CEO"]
    text = plain(
        digest(*(said(f"pier {n} is shut", f"Ida Holm{n}", role=role) for n, role in enumerate(roles)))
    )
    found = re.findall(r"Ida Holm\d, (.*?):", text)
    assert sorted(found) == ["CEO", "Interior Minister", "company's lawyer", "former president", "lawyer"]


def test_who_denies_what_nobody_says_above_is_not_marked() -> None:
    own = [
        said("the ferry sails to Oskel", "Ida Holm"),
        told("denied", "that it was late", "Ida Holm", stance=Stance.DENIES),
    ]
    assert "↔" not in plain(digest(*own))


# Splitting


class Tags(HTMLParser):
    """Fails on a tag that is not closed in the same message."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count = 0
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.count += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check(html: str) -> None:
    assert units(html) <= 4096
    assert len(html.encode()) <= 9_500
    assert html.strip()
    assert Tags(html).count <= 100


def test_a_long_digest_is_cut_between_items_only() -> None:
    made = digest(
        *(said(f"ferry {n} sails far " + "far " * n, f"Captain {n} 🚢" * 2) for n in range(90)),
        *(said(f"boat {n} sails far " + "far " * n, "Ida Holm") for n in range(90)),
    )
    parts = messages(made)
    assert 2 <= len(parts) <= 5
    for part in parts:
        check(part)
        assert part.startswith(("<b>", "• <b>", "<blockquote expandable>"))
    assert "\n\n".join(map(plain_text, parts)) == plain(made)


def test_letters_of_three_bytes_fill_a_message_sooner() -> None:
    made = digest(*(said(f"渡船{n}号" + "航行很远" * 40, f"船长{n}") for n in range(60)))
    for part in messages(made):
        check(part)


def test_the_longest_line_there_can_be_fits_into_one_message() -> None:
    long = "<&🚢>" * 5_000
    counted = f"people were hurt {long}"
    hurt = said(f"9 {counted}", None, quote_type=QuoteType.NONE, outlet=long, stance=Stance.REPORTS)
    again = statement(
        claim(
            f"12 {counted}",
            long,
            role=long,
            via=long,
            caveat=long,
            outlet=long,
            url="https://x.example/" + "a" * 880,
        ),
    )
    parts = messages(digest(hurt, again))
    assert len(parts) == 1
    check(parts[0])


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


@given(st.lists(TEXT.map(str.strip).filter(bool), max_size=20), st.integers(40, 300))
def test_splitting_loses_no_character_and_keeps_the_order(texts: list[str], limit: int) -> None:
    blocks = [f"<b>{n}</b> {re.sub('[<>&]', '', text)}." for n, text in enumerate(texts)]
    parts = split(blocks, limit=limit)
    assert all(units(part) <= limit for part in parts)
    squeezed = "".join("".join(map(plain_text, parts)).split())
    assert squeezed == "".join("".join(map(plain_text, blocks)).split())
    for part in parts:
        Tags(part)


@given(st.lists(st.sampled_from(["<b>a</b>", "@name", "www.site.example", "plain"]), max_size=60))
def test_no_message_has_more_entities_than_telegram_keeps(blocks: list[str]) -> None:
    for part in split(blocks, entities=7):
        assert part.count("<b>") + part.count("@") + part.count("www") <= 7


def test_an_alert_says_what_it_is():
    made = digest(said("the quay is shut"))
    order = Order(local_time=dt.time(8), zone="Europe/Kyiv", rhythm=Rhythm.AT_ONCE)
    [alert] = digests.sent(made, order)
    assert alert.startswith("🔔 <b>News of what you follow</b>")
    assert alert.split("\n", 1)[1] == digests.messages(made, Reader(zone="Europe/Kyiv"))[0].split("\n", 1)[1]
