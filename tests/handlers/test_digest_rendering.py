"""Digests as people read them: one line a statement, in messages that Telegram takes."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.digests.compose import compose
from briefings.digests.digest import Digest, Wish
from handlers.rendering.digests import item_text, messages, plain
from handlers.rendering.split import plain_text, split
from handlers.rendering.text import units
from store.records import QuoteType, Stance, Statement
from tests.briefings.digests.make import DAY, claim, said, statement


def digest(*statements: Statement, topics: tuple[str, ...] = ()) -> Digest:
    return compose(statements, wish=Wish(topics=topics), day=DAY, zone="Europe/Kyiv", until=1)


GOLDEN = """\
Digest for Sunday 4 May 2031 (Europe/Kyiv)

New
• Mara Lind, harbour master, made an accusation: “Norland sank the <old> ferry” (via Strait News Agency) \
note: “without giving proof” [Strait Times, Oskel Gazette]

• Norland denied: any part in it [Oskel Gazette]

• Oskel Gazette in the words of the article: Twelve people were hurt. \
(before, Strait Times had: Nine people were hurt.) [Oskel Gazette]

Earlier statements
• Tor Brandt warned: the strait “is no lake” (3 May 2031) [Oskel Gazette]

• Ida Holm promised: a new ferry (reported 2 May 2031) [Oskel Gazette]"""


def sample() -> Digest:
    accusation = {
        "speaker": "Mara Lind",
        "stance": Stance.ACCUSES,
        "target": "Norland",
        "role": "harbour master",
    }
    nine = said(
        "nine", None, context="Nine people were hurt.", quote_type=QuoteType.NONE, outlet="Strait Times"
    )
    twelve = claim("twelve", None, context="Twelve people were hurt.", quote_type=QuoteType.NONE)
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
        statement(twelve, follows=nine.id),
        said("any part in it", "Norland", stance=Stance.DENIES),
        said("the strait “is no lake”", "Tor Brandt", stance=Stance.WARNS, said_on="2031-05-03"),
        said(
            "a new ferry",
            "Ida Holm",
            stance=Stance.PROMISES,
            said_on=None,
            posted_at=dt.datetime(2031, 5, 2, 9, tzinfo=dt.UTC),
        ),
    )


def test_a_digest_reads_like_this() -> None:
    assert plain(sample()) == GOLDEN


def test_the_messages_say_the_same_in_html_that_escapes_and_links() -> None:
    (message,) = messages(sample())
    assert plain_text(message) == GOLDEN
    assert "<b>Mara Lind</b>, harbour master," in message
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
    assert re.findall(r"^ferry.*", text, re.MULTILINE) == ["ferry", "ferry: earlier statements"]


def test_a_deed_claimed_without_a_clause_is_told_as_such() -> None:
    owned = said("the blast in Hallin", "Grey Heron Army", stance=Stance.CLAIMS, quote_type=QuoteType.NONE)
    assert "Grey Heron Army claimed responsibility for: the blast in Hallin" in plain(digest(owned))


def test_one_item_is_one_line_without_markup() -> None:
    item = sample().groups[0].items[0]
    assert item_text(item) == (
        "Mara Lind, harbour master, made an accusation: “Norland sank the <old> ferry” "
        "(4 May 2031; via Strait News Agency) note: “without giving proof” [Strait Times, Oskel Gazette]"
    )


@pytest.mark.parametrize(
    "url", [None, "javascript:alert(1)", 'https://x.example/"onclick', "ftp://x.example/a"]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    (message,) = messages(digest(said("the ferry sails", url=url)))
    assert "<a " not in message


def test_hidden_marks_are_taken_out_of_what_articles_say() -> None:
    text = plain(digest(said("the \u202eferry\u200b sails", "Ma\u2066ra Lind")))
    assert "Mara Lind said: the ferry sails" in text


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
    assert html.strip()
    assert Tags(html).count <= 100


def test_a_long_digest_is_cut_between_items_only() -> None:
    made = digest(*(said(f"ferry {n} sails " + "far " * n, f"Captain {n} 🚢" * 3) for n in range(90)))
    parts = messages(made)
    assert len(parts) > 3
    for part in parts:
        check(part)
        assert part.startswith(("•", "<b>"))
    assert "\n\n".join(map(plain_text, parts)) == plain(made)


def test_the_longest_line_there_can_be_fits_into_one_message() -> None:
    long = "<&🚢>" * 5_000
    hurt = said(long, None, context=long, quote_type=QuoteType.NONE)
    again = statement(
        claim(
            long,
            long,
            context=long,
            role=long,
            via=long,
            caveat=long,
            outlet=long,
            url="https://x.example/" + "a" * 880,
        ),
        follows=hurt.id,
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
