import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.digests import compose as composing
from briefings.digests.compose import compose, first_told
from briefings.digests.digest import Digest, Item, Section, Wish
from store.records import Dated, Part, QuoteType, Stance, Statement
from tests.briefings.digests.make import DAY, claim, said, statement

YESTERDAY = DAY - dt.timedelta(days=1)


def composed(*statements: Statement, **fields: Any) -> Digest:
    known: dict[str, Any] = {"wish": Wish(), "day": DAY, "zone": "UTC", "until": 99}
    return compose(statements, **{**known, **fields})


def items(digest: Digest, section: Section | None = None) -> list[Item]:
    return [item for group in digest.groups if section in {None, group.section} for item in group.items]


def words(digest: Digest, section: Section | None = None) -> list[str]:
    return [item.claim.content[0] for item in items(digest, section)]


def test_nothing_new_makes_an_empty_digest() -> None:
    assert composed() == Digest(day=DAY, zone="UTC", groups=(), until=99)


def test_a_statement_is_shown_once_by_its_best_mention() -> None:
    headline = claim("ferry to sail", part=Part.TITLE)
    reported = claim("the ferry would sail on Friday")
    quoted = claim("The ferry will sail on Friday, come what may", quote_type=QuoteType.DIRECT)
    (item,) = items(composed(statement(headline, reported, quoted)))
    assert item.claim == quoted
    assert set(item.claims) == {headline, reported, quoted}


def test_relay_caveat_and_day_are_kept_even_if_the_best_mention_lacks_them() -> None:
    bare = claim("The strait is safe for every ship", quote_type=QuoteType.DIRECT, said_on=None)
    fuller = claim(
        "the strait was safe", caveat="without giving proof", via="Strait News Agency", said_on="2031-05-03"
    )
    (item,) = items(composed(statement(bare, fuller)))
    assert item.claim == bare
    assert (item.caveat, item.via, item.said_on) == (
        "without giving proof",
        "Strait News Agency",
        "2031-05-03",
    )


def test_speech_that_did_not_happen_is_no_statement() -> None:
    assert not composed(said("why the quay was shut", negated=True)).groups


def test_what_was_said_before_stands_apart_with_its_own_day() -> None:
    digest = composed(
        said("the ferry sails", said_on=DAY.isoformat()),
        said("the ferry waits", "Tor Brandt", said_on=YESTERDAY.isoformat()),
        said("the ferry rusts", "Ida Holm", said_on="2031-04"),
        said("nobody knows when", "Per Aas", said_on=None),
        said("nobody knew when", "Eva Moe", said_on=None, published=Dated(YESTERDAY)),
    )
    assert set(words(digest, Section.NEW)) == {"the ferry sails", "nobody knows when"}
    assert words(digest, Section.EARLIER) == ["the ferry waits", "nobody knew when", "the ferry rusts"]


def test_one_speakers_repeats_are_joined_unless_a_number_or_a_not_differs() -> None:
    digest = composed(
        said("the ferry will sail to Oskel on Friday"),
        said("the ferry will sail to Oskel on Friday morning", outlet="Strait Times"),
        said("the ferry will not sail to Oskel on Friday"),
        said("the ferry will sail to Oskel with 14 crew"),
        said("the ferry will sail to Oskel with 15 crew"),
        said("the ferry will sail to Oskel on Friday", "Tor Brandt"),
    )
    assert len(items(digest)) == 4
    assert {"Strait Times", "Oskel Gazette"} in [set(item.outlets) for item in items(digest)]
    (crew,) = (item for item in items(digest) if "crew" in item.claim.content[0])
    assert "15" in crew.claim.content[0]
    assert [figure.told for figure in crew.elsewhere + crew.before] == ["14 crew"]


def test_a_headline_that_names_the_body_repeats_its_spokeswoman() -> None:
    digest = composed(
        said("it is hard to believe the ferry sank", "Harbour Board", part=Part.TITLE, article_id=7),
        said(
            "it is “extremely hard to believe” that the ferry sank by itself on Friday",
            role="spokeswoman of the Harbour Board",
            article_id=7,
        ),
        said("it is hard to believe the ferry sank", "Coast Guard", article_id=7),
    )
    assert [item.claim.speaker for item in items(digest)] == ["Mara Lind", "Coast Guard"]


def test_the_caveat_of_one_accusation_stands_with_the_speakers_others() -> None:
    digest = composed(
        said("Norland sank it", stance=Stance.ACCUSES, article_id=7, caveat="without proof"),
        said("Norland paid for it", stance=Stance.ACCUSES, article_id=7),
        said("Sarn knew of it", stance=Stance.ACCUSES, article_id=8),
        said("the ferry was old", article_id=7),
    )
    assert {item.claim.content[0]: item.caveat for item in items(digest)} == {
        "Norland sank it": "without proof",
        "Norland paid for it": "without proof",
        "Sarn knew of it": None,
        "the ferry was old": None,
    }


def test_of_a_figure_the_newest_stands_with_what_it_was_and_what_others_have() -> None:
    own: dict[str, Any] = {"speaker": None, "quote_type": QuoteType.NONE, "stance": Stance.REPORTS}
    yesterday: dict[str, Any] = {"published": Dated(YESTERDAY), "said_on": None, "outlet": "Strait Times"}
    told = "people were hurt when the ferry to Oskel sank"
    nine = said(f"nine {told}", **own, **yesterday)
    ten = said(f"ten {told}", **own, outlet="Sarn Post")
    twelve = said(f"twelve {told}", **own)
    crew = said("nine people were killed when the ferry to Oskel sank", **own)
    for digest in (composed(nine, ten, twelve, crew), composed(twelve, ten, crew, older=[nine])):
        item, other = sorted(items(digest), key=lambda each: "killed" in each.claim.content[0])
        assert item.claim.content[0].startswith("twelve")
        assert [(each.told, each.value) for each in item.before] == [("nine people", 9)]
        assert [(each.told, each.value) for each in item.elsewhere] == [("ten people", 10)]
        assert not other.before + other.elsewhere


def test_what_somebody_says_is_not_put_inside_another_figure() -> None:
    told = "people were hurt when the ferry to Oskel sank"
    digest = composed(said(f"nine {told}", "Tor Brandt"), said(f"twelve {told}", "Ida Holm"))
    assert len(items(digest)) == 2


def test_told_by_many_comes_first_and_followed_speakers_before_all() -> None:
    many = statement(
        claim("the port will reopen", "Ida Holm"), claim("the port reopens", "Ida Holm", outlet="B")
    )
    one, followed = said("the sea is calm", "Tor Brandt"), said("the pay is poor", "Per Aas")
    assert words(composed(one, followed, many))[0] == "the port will reopen"
    assert words(composed(one, many, followed, wish=Wish(speakers=("Aas",)))) == ["the pay is poor"]


def test_an_accusation_and_its_denial_stand_side_by_side() -> None:
    digest = composed(
        said("Norland sank the ferry", "Tor Brandt", stance=Stance.ACCUSES, target="Norland"),
        said("the weather will turn", "Ida Holm"),
        said("any part in the sinking", "Norland", stance=Stance.DENIES),
        said("the inquiry will take weeks", "Tor Brandt"),
    )
    assert words(digest)[:3] == [
        "Norland sank the ferry",
        "the inquiry will take weeks",
        "any part in the sinking",
    ]


def test_topics_and_followed_speakers_add_up() -> None:
    ferry = said("the ferry to Oskel sails again", "Ida Holm")
    budget = said("the budget is too small", "Tor Brandt", title="Money")
    rain = said("it will rain", "Per Aas", title="Weather")
    digest = composed(ferry, budget, rain, wish=Wish(topics=("Oskel ferry",), speakers=("Tor Brandt",)))
    assert [(group.heading, group.items[0].claim.content[0]) for group in digest.groups] == [
        ("Oskel ferry", "the ferry to Oskel sails again"),
        (None, "the budget is too small"),
    ]


def test_a_digest_nobody_would_read_to_its_end_tells_what_it_leaves_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(composing, "_SHOWN", {Section.NEW: 2, Section.EARLIER: 0})
    monkeypatch.setattr(composing, "_FOLDED", {Section.NEW: 2, Section.EARLIER: 0})
    digest = composed(*(said(f"ferry number {n} sails", f"Captain {n}") for n in range(6)))
    (group,) = digest.groups
    assert (len(group.threads), len(group.more), len(items(digest))) == (2, 2, 4)
    assert digest.left_out == 2


def test_a_single_statement_is_not_folded_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "_SHOWN", {Section.NEW: 2, Section.EARLIER: 0})
    (group,) = composed(*(said(f"ferry number {n} sails", f"Captain {n}") for n in range(3))).groups
    assert (len(group.threads), len(group.more)) == (3, 0)


def test_who_says_much_does_not_crowd_out_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "_SHOWN", {Section.NEW: 3, Section.EARLIER: 0})
    monkeypatch.setattr(composing, "_FOLDED", {Section.NEW: 0, Section.EARLIER: 0})
    loud = [said(f"the ferry number {n} sails to Oskel on Friday", "Ida Holm") for n in range(5)]
    digest = composed(*loud, said("the quay is closed", "Tor Brandt"))
    shown = [item.claim.speaker for thread in digest.groups[0].threads for item in thread]
    assert shown == ["Ida Holm", "Ida Holm", "Tor Brandt"]


def test_words_that_say_nothing_by_themselves_weigh_least() -> None:
    digest = composed(
        said("that", "Ida Holm", stance=Stance.DENIES),
        said("that", "Per Aas"),
        said("the quay is closed for the winter", "Tor Brandt"),
    )
    assert words(digest)[0] == "the quay is closed for the winter"


def test_a_quotation_put_down_to_two_and_denials_of_the_same_are_one_each() -> None:
    quoted = {"quote_type": QuoteType.DIRECT}
    digest = composed(
        said("Grief is no weapon for anybody", "two leaders", **quoted),
        said("Grief is no weapon for anybody", "Ida Holm", outlet="B", **quoted),
        said("any involvement", "Norland", stance=Stance.DENIES, article_id=7),
        said("any part in the sinking", "Norland", stance=Stance.DENIES, article_id=7),
        said("any part in the theft", "Norland", stance=Stance.DENIES, article_id=8),
    )
    assert sorted(len(item.claims) for item in items(digest)) == [1, 2, 2]


def test_the_day_first_told_is_a_local_one() -> None:
    late = dt.datetime(2031, 5, 3, 23, 30, tzinfo=dt.UTC)
    told = statement(
        claim("the ferry sails", posted_at=late), claim("it sails", published=Dated(dt.date(2031, 5, 6)))
    )
    assert first_told(told, "UTC") == dt.date(2031, 5, 3)
    assert first_told(told, "Europe/Kyiv") == dt.date(2031, 5, 4)


SPEAKERS = ["Mara Lind", "Tor Brandt", "Norland", None]


@given(
    st.lists(
        st.tuples(
            st.text("abcdefg ", min_size=1, max_size=30),
            st.sampled_from(SPEAKERS),
            st.sampled_from(Stance),
            st.sampled_from([None, "2031", "2031-05", "2031-05-03", "2031-05-04"]),
        ),
        max_size=15,
    )
)
def test_every_statement_is_in_exactly_one_item(
    rows: list[tuple[str, str | None, Stance, str | None]],
) -> None:
    given_ = [
        said(text, who, stance=stance, said_on=on, speaker_surface=who) for text, who, stance, on in rows
    ]
    digest = composed(*given_)
    shown = [each.id for item in items(digest) for each in item.claims]
    assert sorted(shown) == sorted(each.claims[0].id for each in given_ if each.claims[0].speakers)


def test_what_nobody_is_told_to_say_is_left_to_answers() -> None:
    rumour = {"speaker": None, "speaker_surface": None}
    assert not composed(said("the captain allegedly slept", **rumour)).groups
    figure = said("nine", context="Nine people were hurt.", quote_type=QuoteType.NONE, **rumour)
    assert len(items(composed(figure))) == 1


def test_what_is_told_again_undated_stands_as_told_that_day() -> None:
    old = claim("it had no part in the sinking", "Norland", said_on=None, published=Dated(YESTERDAY))
    again = claim("it had no part in the sinking", "Norland", said_on=None)
    assert words(composed(statement(old, again)), Section.NEW) == ["it had no part in the sinking"]
    assert words(composed(statement(old)), Section.EARLIER) == ["it had no part in the sinking"]


def test_a_reporters_question_is_no_statement() -> None:
    asked = said("whether Norland sank it", "local reporter", stance=Stance.QUESTIONS)
    assert not composed(asked).groups
    assert composed(said("whether Norland sank it", "Ida Holm", stance=Stance.QUESTIONS)).groups


def test_who_owns_up_and_who_confirms_it_stand_below_the_doubt() -> None:
    digest = composed(
        said("Grey Heron Army could not have done it", "Tor Brandt", caveat="without proof"),
        said("the quay is closed for the winter", "Per Aas"),
        said("the blast", "Grey Heron Army", stance=Stance.CLAIMS, quote_type=QuoteType.NONE),
        said("their spies heard GHA plan it", "Velmora", stance=Stance.CONFIRMS),
    )
    thread = next(thread for thread in digest.groups[0].threads if len(thread) > 1)
    assert [item.claim.speaker for item in thread] == ["Tor Brandt", "Grey Heron Army", "Velmora"]


def test_a_body_has_the_caveat_of_its_people_who_accuse_the_same() -> None:
    digest = composed(
        said(
            "Sarn was behind the blast",
            "Norland officials",
            stance=Stance.ACCUSES,
            article_id=7,
            caveat="without proof",
        ),
        said("Sarn was behind the blast in spring", "Norland", stance=Stance.ACCUSES, article_id=7),
        said("Sarn cut the Tarn Cable", "Norland", stance=Stance.ACCUSES, article_id=7),
    )
    assert {item.claim.content[0]: item.caveat for item in items(digest)}["Sarn cut the Tarn Cable"] is None
    assert sum(item.caveat is not None for item in items(digest)) == len(items(digest)) - 1


def test_a_surname_alone_is_the_same_voice_unless_the_offices_differ() -> None:
    words_ = "the strait has chosen the language of the cold war"
    whole = said(words_, "Yusuf Demir", role="president")
    assert len(items(composed(whole, said(words_, "Demir", role="president", outlet="B")))) == 1
    assert len(items(composed(whole, said(words_, "Demir", role="coach", outlet="B")))) == 2


def test_a_body_is_followed_in_its_people_and_a_person_not_in_his_aides() -> None:
    aide = said("the harbour stays shut", "Per Aas", role="aide to Mara Lind")
    board = said("the quay is safe", "Ida Holm", role="spokeswoman of the Harbour Board")
    own = said("the ferry sails", "Mara Lind")
    assert words(composed(aide, board, own, wish=Wish(speakers=("Harbour Board",)))) == ["the quay is safe"]
    assert words(composed(aide, board, own, wish=Wish(speakers=("Lind",)))) == ["the ferry sails"]
    assert words(composed(aide, board, own, wish=Wish(speakers=("HB", "")))) == []
