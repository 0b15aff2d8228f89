"""Keeping an article: whole or not at all, once, and with statements that meet across articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from briefings.errors import Refused
from briefings.isolation import Crashed
from briefings.loading import Loaded, Outcome, fingerprint, keep, load
from briefings.reading.fetch import Fetched
from briefings.reading.intake import Intake
from store.archive import Archive
from store.database import Database
from store.records import Attributed, Dated, FoundSpeaker, Part, Passage, ReadArticle, Span, Stance
from tests.store.make import NOW, found_claim, read_article

LIND = FoundSpeaker(name="Mara Lind", aliases=("Lind",), role="mayor of Oskel")


@pytest.fixture
def archive(sqlite_url: str) -> Iterator[Archive]:
    database = Database(sqlite_url)
    yield Archive(database)
    database.close()


def said(text: str, content: str, **fields: object) -> Attributed:
    claim = found_claim(text, content, speakers=("Mara Lind",), **fields)
    return Attributed(claims=(claim,), speakers=(LIND,))


def put(archive: Archive, text: str, content: str, **article: object) -> Loaded:
    return keep(archive, read_article(text, **article), said(text, content), now=NOW)


FIRST = "Mayor Mara Lind said the harbour bridge will stay closed until Friday."
WORDS = "the harbour bridge will stay closed until Friday"


def test_a_new_article_is_added_with_its_statements(archive):
    loaded = put(archive, FIRST, WORDS)
    assert (loaded.outcome, loaded.statements, loaded.fresh) == (Outcome.ADDED, 1, 1)
    with archive.read() as tx:
        [claim] = tx.claims.all(article_id=loaded.article_id)
    assert claim.content == (WORDS,)
    assert claim.speakers == ("Mara Lind",)
    assert claim.usable


def test_the_same_article_again_adds_nothing(archive):
    article = read_article(FIRST)
    first = keep(archive, article, said(FIRST, WORDS), now=NOW)
    again = keep(archive, article, said(FIRST, WORDS), now=NOW)
    assert again.outcome is Outcome.DUPLICATE
    assert (again.article_id, again.statements, again.fresh) == (first.article_id, 1, 0)
    with archive.read() as tx:
        assert (tx.articles.count(), tx.claims.count(), tx.statements.count()) == (1, 1, 1)


def test_one_statement_told_by_two_outlets_is_one(archive):
    first = put(archive, FIRST, WORDS)
    text = "According to Lind, the harbour bridge will stay closed until Friday evening."
    second = put(
        archive, text, "the harbour bridge will stay closed until Friday evening", outlet="Oskel Radio"
    )
    assert second.fresh == 0
    with archive.read() as tx:
        told = {claim.statement_id for claim in tx.claims.all()}
        [statement] = tx.statements.get(told)
    assert {claim.article_id for claim in statement.claims} == {first.article_id, second.article_id}


@pytest.mark.parametrize(
    "other",
    [
        "the harbour bridge will stay closed until 12 May",
        "the ferry crews have asked for a second pilot boat",
    ],
)
def test_other_words_are_another_statement(archive, other):
    put(archive, FIRST, WORDS)
    assert put(archive, f"Lind said {other}.", other).fresh == 1


def test_the_same_address_with_other_words_is_a_new_revision(archive):
    url = "https://gazette.example/bridge"
    first = put(archive, FIRST, WORDS, url=url)
    later = put(archive, FIRST + " She spoke on Monday.", WORDS, url=url)
    assert later.outcome is Outcome.REVISED
    assert later.fresh == 0
    with archive.read() as tx:
        newest = tx.articles.by_url(url)
        assert newest is not None
        assert (newest.revises, newest.revision) == (first.article_id, 2)
        [old] = tx.claims.all(article_id=first.article_id)
    assert old.content == (WORDS,)


def test_a_doubtful_claim_is_kept_but_not_counted(archive):
    doubtful = said(FIRST, WORDS, confidence=0.01)
    loaded = keep(archive, read_article(FIRST), doubtful, now=NOW)
    assert loaded.statements == 0
    with archive.read() as tx:
        assert list(tx.claims.all()) == []
        assert len(list(tx.claims.all(unusable=True))) == 1


def test_claims_of_the_headline_are_sliced_from_it(archive):
    title = "Lind: bridge stays shut"
    claim = found_claim(title, "bridge stays shut", speakers=("Mara Lind",), part=Part.TITLE)
    read = ReadArticle(title=title, text="Body.", outlet="Oskel Gazette")
    loaded = keep(archive, read, Attributed(claims=(claim,), speakers=(LIND,)), now=NOW)
    with archive.read() as tx:
        [stored] = tx.claims.all(article_id=loaded.article_id)
    assert stored.content == ("bridge stays shut",)


def test_entry_times_of_a_live_blog_reach_its_claims(archive):
    posted = dt.datetime(2031, 5, 3, 9, 30, tzinfo=dt.UTC)
    passages = (Passage(span=Span(0, len(FIRST)), posted_at=posted),)
    put(archive, FIRST, WORDS, passages=passages)
    with archive.read() as tx:
        [claim] = tx.claims.all()
    assert claim.posted_at == posted


def test_nothing_is_kept_when_settling_fails(archive):
    def settle(_tx: object, _loaded: Loaded) -> None:
        raise RuntimeError("killed here")

    with pytest.raises(RuntimeError):
        keep(archive, read_article(FIRST), said(FIRST, WORDS), now=NOW, settle=settle)
    with archive.read() as tx:
        assert (tx.articles.count(), tx.claims.count(), tx.statements.count(), tx.change()) == (0, 0, 0, 0)


def test_negated_speech_is_no_statement(archive):
    loaded = keep(
        archive, read_article(FIRST), said(FIRST, WORDS, negated=True, stance=Stance.STATES), now=NOW
    )
    assert loaded.statements == 0


def test_a_result_survives_its_json(archive):
    loaded = put(archive, FIRST, WORDS)
    assert Loaded.from_json(loaded.to_json()) == loaded


REPORT = (
    "Mayor Mara Lind said the harbour bridge will stay closed until Friday. "
    "Engineers found cracks in two of its piers on Sunday, after a barge had struck one in fog. "
    "Buses run through the tunnel every ten minutes, and the ferry takes people from the fish market. "
    "The opposition called for an inquiry, since the bridge was mended only two years ago for nine million. "
    "A second inspection is due on Thursday, when divers are to look at the foundations under the water."
)
MORE = " On Monday the harbour office added that lorries of more than twelve tonnes stay banned till May."


def test_a_wire_copy_in_another_outlet_is_linked_and_tells_nothing_new(archive):
    first = put(archive, REPORT, WORDS, title="Bridge shut until Friday", outlet="Oskel Gazette")
    text = "(Nordbild) " + REPORT
    second = put(archive, text, WORDS, title="Oskel bridge closed", outlet="Radio Lesk")
    assert (second.outcome, second.fresh, second.statements) == (Outcome.COPY, 0, 1)
    assert second.copy_of == ("Bridge shut until Friday", "Oskel Gazette")
    with archive.read() as tx:
        copy = tx.articles.get(second.article_id)
        assert copy is not None
        assert copy.copy_of == first.article_id
        assert {claim.article_id for claim in tx.claims.all()} == {first.article_id, second.article_id}
        assert tx.statements.count() == 1


def test_a_copy_cut_to_a_part_is_recognised(archive):
    put(archive, REPORT, WORDS, outlet="Oskel Gazette")
    cut = put(archive, REPORT[: len(REPORT) // 2], WORDS, outlet="Radio Lesk")
    assert cut.outcome is Outcome.COPY


def test_a_statement_without_a_speaker_is_not_new_in_a_copy(archive):
    words = "Buses run through the tunnel every ten minutes"
    bare = Attributed(claims=(found_claim(REPORT, words),))
    keep(archive, read_article(REPORT, outlet="Oskel Gazette"), bare, now=NOW)
    copy = keep(archive, read_article(REPORT, outlet="Radio Lesk"), bare, now=NOW)
    assert (copy.outcome, copy.fresh) == (Outcome.COPY, 0)


def test_the_same_page_pasted_with_less_of_it_adds_nothing(archive):
    first = put(archive, REPORT + MORE, WORDS, title="Bridge shut")
    again = put(archive, REPORT, WORDS, title="Bridge shut")
    assert (again.outcome, again.article_id, again.statements) == (Outcome.DUPLICATE, first.article_id, 1)
    with archive.read() as tx:
        assert tx.articles.count() == 1


def test_the_same_page_pasted_with_more_in_it_is_its_next_revision(archive):
    first = put(archive, REPORT, WORDS, title="Bridge shut")
    second = put(archive, REPORT + MORE, WORDS, title="Bridge shut, lorries banned")
    third = put(
        archive, REPORT + MORE + " Rain fell.", WORDS, title="Bridge shut, lorries banned", outlet=None
    )
    assert [second.outcome, third.outcome] == [Outcome.REVISED, Outcome.REVISED]
    with archive.read() as tx:
        newest = tx.articles.get(third.article_id)
        assert newest is not None
        assert (newest.revises, newest.revision) == (second.article_id, 3)
        [claim] = tx.claims.all()
    assert claim.article_id == first.article_id


def test_a_changed_figure_is_never_taken_for_the_same(archive):
    put(archive, REPORT, WORDS, title="Bridge shut")
    text = REPORT.replace("nine million", "ten million")
    assert put(archive, text, WORDS, title="Bridge shut").outcome is Outcome.REVISED


def told(archive: Archive, words: str, day: int, **article: object) -> Loaded:
    return put(archive, f"Mayor Mara Lind said {words}.", words, published=on(day), **article)


def on(day: int) -> Dated:
    return Dated(dt.date(2031, 5, day))


def followed(archive: Archive, loaded: Loaded) -> str | None:
    """The words of the statement whose figure the article's only statement changes."""
    with archive.read() as tx:
        [claim] = tx.claims.all(article_id=loaded.article_id)
        [statement] = tx.statements.get([claim.statement_id])
        earlier = tx.statements.get([statement.follows] if statement.follows else [])
    return earlier[0].claims[0].content[0] if earlier else None


HURT = "nine people were hurt on the harbour bridge"


def test_a_changed_figure_follows_the_one_told_last(archive):
    told(archive, HURT, 1)
    second = told(archive, "eleven people were hurt on the harbour bridge", 2, outlet="Radio Lesk")
    third = told(archive, "at least 14 people were hurt on the harbour bridge", 3, outlet="Lesk Post")
    assert (second.fresh, third.fresh) == (1, 1)
    assert followed(archive, second) == HURT
    assert followed(archive, third) == "eleven people were hurt on the harbour bridge"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("nine people were hurt on the harbour bridge again", 2),  # no other figure
        ("the ferry crews have asked for 12 pilot boats", 2),  # about something else
        ("six people were hurt on the bridge at Lesk", 2),  # somewhere else
        ("six people were hurt on the harbour bridge", 30),  # another time
        ("six people were hurt on the harbour bridge", 1),  # told before
    ],
)
def test_a_figure_of_something_else_follows_nothing(archive, words, day):
    told(archive, "nine people were hurt on the harbour bridge of Oskel", 2)
    assert followed(archive, told(archive, words, day, outlet="Radio Lesk")) is None


def test_an_outlets_own_count_follows_its_own_article_only(archive):
    url = "https://gazette.example/bridge"
    first, second = (f"{REPORT} {count} people were hurt on the bridge." for count in ("Nine", "Eleven"))
    found = [found_claim(text, text.rpartition("water. ")[2], same_as=1) for text in (first, second)]
    bare = [Attributed(claims=(claim,)) for claim in found]
    keep(archive, read_article(first, url=url), bare[0], now=NOW)
    revised = keep(archive, read_article(second, url=url), bare[1], now=NOW)
    assert revised.outcome is Outcome.REVISED
    assert followed(archive, revised) == "Nine people were hurt on the bridge."
    words = "Twelve people were hurt on the bridge."
    other = Attributed(claims=(found_claim(words, words),))
    assert followed(archive, keep(archive, read_article(words, outlet="Lesk Post"), other, now=NOW)) is None


def test_the_figure_before_stays_provable_in_its_revision(archive):
    url = "https://gazette.example/bridge"
    first = told(archive, HURT, 1, url=url)
    second = told(archive, "eleven people were hurt on the harbour bridge", 1, url=url)
    assert second.outcome is Outcome.REVISED
    assert followed(archive, second) == HURT
    with archive.read() as tx:
        [old], [new] = (list(tx.claims.all(article_id=each.article_id)) for each in (first, second))
        before = tx.articles.get(first.article_id)
    assert before is not None
    assert old.spans[0].of(before.text) == HURT
    assert new.content != old.content


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Mara Lind said the harbour bridge will stay closed until Friday. She was at the market.",
        (
            "The council of Lesk voted on Tuesday for a new school by the lake, with room for ninety, "
            "and asked the builders to begin before the snow. " + MORE
        ),
    ],
)
def test_a_quotation_or_a_sentence_in_common_is_no_copy(archive, text):
    put(archive, REPORT + MORE, WORDS, outlet="Oskel Gazette")
    said_in_it = text.split(". ", maxsplit=1)[0]
    assert put(archive, text, said_in_it, outlet="Radio Lesk").outcome is Outcome.ADDED


def test_a_live_blog_read_again_stores_only_what_is_new(archive):
    url = "https://gazette.example/live"
    first = put(archive, REPORT, WORDS, url=url)
    longer = MORE.strip() + "\n\n" + REPORT
    claims = (
        found_claim(longer, WORDS, speakers=("Mara Lind",)),
        found_claim(longer, "lorries of more than twelve tonnes stay banned till May", same_as=2),
    )
    again = keep(archive, read_article(longer, url=url), Attributed(claims=claims, speakers=(LIND,)), now=NOW)
    assert (again.outcome, again.statements, again.fresh) == (Outcome.REVISED, 2, 1)
    with archive.read() as tx:
        assert [
            len(list(tx.claims.all(article_id=each))) for each in (first.article_id, again.article_id)
        ] == [1, 1]
    same = keep(archive, read_article(longer, url=url), Attributed(claims=claims), now=NOW)
    assert same.outcome in (Outcome.REVISED, Outcome.DUPLICATE)
    assert same.fresh == 0


class Poison:
    """A worker that dies of whatever it is given."""

    def __init__(self) -> None:
        self.runs = 0

    async def run(self, *_: object, **__: object) -> object:
        self.runs += 1
        raise Crashed("Reading this took more memory than allowed, so it was stopped.")


async def test_what_brought_the_reader_down_is_not_tried_again(archive):
    isolated = Poison()

    async def fetch(url: str, **_: object) -> Fetched:
        return Fetched(url=url, data=b"<html>poison</html>")

    for intake in (Intake(data=b"<html>poison</html>"), Intake(url="https://gazette.example/a")):
        with pytest.raises(Refused, match="more memory than allowed"):
            await load(
                intake,
                archive=archive,
                isolated=isolated,  # type: ignore[arg-type]
                fetch=fetch,
                now=lambda: NOW,
                settle=lambda *_: None,
            )
    assert isolated.runs == 1


def test_the_mark_of_an_intake_is_that_of_its_words():
    assert fingerprint(Intake(text="é")) == fingerprint(Intake(data="é".encode(), name="a.txt"))
    assert fingerprint(Intake(url="https://gazette.example/a")) is None
