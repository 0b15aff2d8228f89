"""Digests of invented news, read and attributed as any: several articles, two days, a stranger among them."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from briefings.digests.compose import compose
from briefings.digests.corpus import Corpus
from briefings.digests.digest import Digest, Group, Item, Section, Wish
from briefings.digests.order import answers
from briefings.keeping import keep
from briefings.loading import attribute
from briefings.reading import intake
from handlers.rendering import digests
from handlers.rendering.reader import Reader
from store.archive import Archive
from store.database import Database
from store.records import Article, Attributed, ReadArticle, Statement
from tests.store.make import NOW

NEWS = Path(__file__).parent / "news"
DAYS = {
    "port": dt.date(2032, 9, 12),
    "election": dt.date(2031, 11, 4),
    "mine": dt.date(2033, 1, 21),
    "flood": dt.date(2034, 5, 7),
    "drug": dt.date(2031, 10, 15),
    "spies": dt.date(2035, 2, 3),
}
Compose = Callable[..., Digest]


@functools.cache
def told(name: str) -> list[tuple[ReadArticle, Attributed]]:
    found = []
    for text in (NEWS / f"{name}.txt").read_text("utf-8").split("\n====\n"):
        outlet = text.strip().split("\n")[2]
        read = intake.read(intake.Intake(text=text.strip(), outlet=outlet))
        found.append((read, attribute(read)))
    return found


@pytest.fixture
def digest(sqlite_url: str) -> Compose:
    """Makes the digest of a set of news for its last day, or another one."""
    database = Database(sqlite_url)
    archive = Archive(database)

    def made(name: str, *, topic: str = "", speaker: str = "", day: dt.date | None = None) -> Digest:
        on = day or DAYS[name]
        for read, attributed in told(name):
            keep(archive, read, attributed, now=NOW)
        with archive.read() as tx:
            statements: Sequence[Statement] = tx.statements.published(on - dt.timedelta(days=2), on)
            ids = sorted({claim.article_id for each in statements for claim in each.claims})
            articles: list[Article] = [article for article in map(tx.articles.get, ids) if article]
        claims = [claim for each in statements for claim in each.claims]
        wish = Wish(topics=(topic,) if topic else (), speakers=(speaker,) if speaker else ())
        corpus = Corpus(claims, articles)
        return compose(statements, wish=wish, day=on, zone="UTC", until=1, corpus=corpus)

    return made


def items(made: Digest | Group, section: Section | None = None) -> list[Item]:
    groups = made.groups if isinstance(made, Digest) else (made,)
    return [item for group in groups if section in {None, group.section} for item in group.items]


def text(item: Item) -> str:
    return digests.item_text(item, Reader())


def one(made: Digest | Group, words: str) -> Item:
    """The only item that says this."""
    found = [item for item in items(made) if words in " ".join(item.claim.content)]
    assert len(found) == 1, (words, [text(item) for item in items(made)])
    return found[0]


def beside(made: Digest, words: str, answer: str) -> bool:
    """Whether an answer stands in one thread with what it answers, below it."""
    threads = [thread for group in made.groups for thread in group.threads]
    (thread,) = (thread for thread in threads if any(words in text(item) for item in thread))
    said = [text(item) for item in thread]
    first = next(place for place, each in enumerate(said) if words in each)
    return any(answer in each for each in said[first + 1 :])


@pytest.mark.parametrize(
    ("name", "headed", "stranger"),
    [
        ("port", "Varnhem port", "Tessaly"),
        ("election", "election", "Chess Federation"),
        ("mine", "Graal coal mine", "plan"),
        ("flood", "Visoka dam", "film festival"),
        ("drug", "Cordalin", "Dock workers"),
        ("spies", "Norvian diplomats", "School"),
    ],
)
def test_what_happened_heads_its_statements_and_a_stranger_stands_apart(
    digest: Compose, name: str, headed: str, stranger: str
) -> None:
    first, second = (group for group in digest(name).groups if group.section is Section.NEW)
    assert headed in (first.heading or "")
    assert stranger in (second.heading or "")
    assert len(first.items) > len(second.items) > 1


@pytest.mark.parametrize(
    ("name", "topic", "stranger"),
    [
        ("port", "Varnhem port strike", "Tessaly"),
        ("election", "Dorvania election", "federation"),
        ("mine", "Graal mine rescue", "jobs"),
        ("flood", "Brod flood disaster", "films"),
        ("drug", "Cordalin recall", "memorial"),
        ("spies", "Norvia Tarka diplomats expulsion", "pupils"),
    ],
)
def test_a_topic_has_its_story_and_nothing_of_the_stranger(
    digest: Compose, name: str, topic: str, stranger: str
) -> None:
    whole = [group for group in digest(name).groups if group.section is Section.NEW]
    found = digest(name, topic=topic)
    all_of_it = {item.statement.id for item in items(whole[0])}
    found_of_it = {item.statement.id for item in items(found, Section.NEW)}
    assert found_of_it <= all_of_it
    assert len(all_of_it - found_of_it) <= 1  # what an entry of a live blog tells in passing
    assert stranger not in digests.plain(found, Reader())


def test_a_topic_may_use_words_that_no_article_has(digest: Compose) -> None:
    assert one(digest("port", topic="dock strike"), "run short of fruit")
    assert one(digest("flood", topic="Ilmar floods"), "saved lives")


@pytest.mark.parametrize("name", DAYS)
def test_nothing_of_the_day_before_is_told_as_new(digest: Compose, name: str) -> None:
    made = digest(name)
    before = DAYS[name].isoformat()
    assert all(item.day and item.day.isoformat() >= before for item in items(made, Section.NEW))
    assert all(item.day and item.day.isoformat() < before for item in items(made, Section.EARLIER))
    eve = digest(name, day=DAYS[name] - dt.timedelta(days=1))
    assert {item.claim.id for item in items(eve)}.isdisjoint(
        item.claim.id for item in items(made, Section.NEW) if len(item.claims) == 1
    )


@pytest.mark.parametrize(
    ("name", "charge", "answer"),
    [
        ("port", "spying on shop stewards", "denied the allegation"),
        ("election", "stuffing ballot boxes", "a fairy tale"),
        ("election", "batons", "rejected accusations"),
        ("flood", "blamed the state power company", "nonsense"),
        ("drug", "hiding test results", "dismissed the allegation"),
        ("spies", "recruiting officers", "denied the accusation"),
        ("spies", "has confessed", "his client had confessed"),
    ],
)
def test_a_denial_stands_below_what_it_denies(digest: Compose, name: str, charge: str, answer: str) -> None:
    assert beside(digest(name), charge, answer)


def test_figures_of_one_thing_stand_together_with_what_they_were(digest: Compose) -> None:
    dead = one(digest("flood"), "17 people have died")
    assert [figure.value for figure in dead.before] == [11]
    assert [figure.value for figure in dead.elsewhere] == [16]
    mine = digest("mine")
    assert beside(mine, "At least eight people have died", "risen to seven")
    assert [figure.value for figure in one(mine, "risen to seven").before] == [4]
    assert beside(digest("election"), "127 people", "more than 200")


def test_what_two_papers_have_is_one_line_with_both(digest: Compose) -> None:
    assert set(one(digest("election"), "127 people").outlets) == {"Dorvan Times", "Northern Star"}
    assert set(one(digest("drug"), "27").outlets) == {"The Beacon", "Daily Compass"}
    assert set(one(digest("spies"), "language of the cold war").outlets) == {
        "Reel News Agency",
        "Capital Observer",
    }


def test_a_headline_does_not_say_again_what_its_article_opens_with(digest: Compose) -> None:
    made = digest("port")
    assert not [item for item in items(made) if item.claim.content == ("empty shelves",)]
    assert len([item for item in items(made) if "six" in " ".join(item.claim.content)]) == 1


def test_speakers_are_followed_by_name_office_and_body(digest: Compose) -> None:
    for name, speaker, words in [
        ("spies", "Foreign Minister Strand", "They were hunters"),
        ("flood", "Elektra", "caused the flood"),
        ("port", "Norhaven", "7 percent more"),
        ("election", "Petrick", "127 people"),
    ]:
        assert one(digest(name, speaker=speaker), words)
    said = items(digest("flood", speaker="Lind"))
    assert {item.claim.speaker for item in said} == {"Zora Lind"}


@pytest.mark.parametrize("name", DAYS)
def test_lines_are_short_and_say_nothing_twice(digest: Compose, name: str) -> None:
    lines = [
        line for line in digests.plain(digest(name), Reader()).split("\n") if line.startswith(("•", "↔"))
    ]
    assert len(lines) == len(set(lines))
    assert max(map(len, lines)) < 300
    for line in lines:
        outlets = line.split(" · ")[-1].split(", ")
        assert len(set(outlets)) == len(outlets)


def test_only_answers_are_marked_as_such(digest: Compose) -> None:
    made = digest("port")
    filmed = one(made, "the company had filmed workers")
    assert answers(filmed)
    assert f"• {filmed.claim.speaker} denied that the company had filmed workers" in digests.plain(
        made, Reader()
    )
