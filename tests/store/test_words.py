from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.lookup.ranking import Candidate, Part, rank
from store.lookup.vocabulary import Vocabulary, slips
from store.lookup.words import name_keys, plain, stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ferries, cancelled!", ["ferries", "cancelled"]),
        ("the mayor’s 40,000 crowns", ["the", "mayor", "40000", "crowns"]),
        ("cease-fire talks", ["cease", "fire", "talks", "ceasefire"]),
        ("Паром «Ґанок»", ["parom", "ganok"]),
        ("O’Neal", ["oneal"]),
        ("— …", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    found = plain(text)
    assert [word for word in found if word.isalnum()] == words


def test_stems_join_forms() -> None:
    assert stem("ferries") == stem("ferry")
    assert stem("cancelled") == stem("cancel")
    assert stem("40000") == "40000"


def test_keys_of_the_names_in_a_text() -> None:
    assert name_keys("Orenskyy met Orensky in Oskel, and so on") == ["orenski", "oskel"]


@given(st.text(max_size=40))
def test_any_text_falls_into_plain_words(text: str) -> None:
    for word in plain(text):
        assert word.isascii()
        assert " " not in word
        assert stem(word)


def test_misspelt_words_are_found_again_the_commonest_first() -> None:
    words = Vocabulary({"ferry": 900, "berry": 3, "merry": 1, "harbour": 50, "sail": 4, "said": 4000})
    assert [spelling.word for spelling in words.near("fery")] == ["ferry"]
    assert words.near("xerry")[0].word == "ferry"
    assert [spelling.word for spelling in words.near("hrabuor")] == ["harbour"]
    assert words.near("ferry")[0].word == "berry"  # itself is left out
    assert words.near("pineapple") == ()
    assert words.near("12345") == ()
    assert words.near("sai")[0].word == "said"
    assert words.near("fe") == ()
    assert Vocabulary({}).near("ferry") == ()


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=14),
    st.data(),
)
def test_one_slip_is_always_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    typed = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    if typed != word:
        assert [spelling.word for spelling in Vocabulary({word: 5, "unrelatedword": 9}).near(typed)] == [word]


def test_short_words_hold_fewer_slips() -> None:
    reach = [slips(length) for length in range(20)]
    assert reach == sorted(reach)
    assert reach[2] == 0
    assert max(reach) == 3


def _part(word: str, *, known: bool = True, weight: float = 1.0, **fields: dict[str, float]) -> Part:
    return Part(word, stem(word), word, weight, known, fields.get("near", {}), {})


def _candidate(claim_id: int, words: str) -> Candidate:
    return Candidate(claim_id, (), words, "", 1.0)


def test_a_share_is_weighed_and_sections_differ() -> None:
    parts = [_part("ferry", weight=3.0), _part("noon")]
    texts = ["ferries sail at noon | |", "ferry | |", "sail | noon |", "sail | | noon", "| |"]
    shares = rank(parts, [_candidate(at, text) for at, text in enumerate(texts)]).shares.tolist()
    assert shares[0] == pytest.approx(1)
    assert shares[1] == pytest.approx(0.75)
    assert 0.25 > shares[2] > shares[3] > shares[4] == 0


def test_neighbours_and_the_misspelt() -> None:
    both = rank(
        [_part("blue"), _part("ferry")], [_candidate(1, "blue ferry"), _candidate(2, "ferry was blue")]
    )
    assert both.shares[0] == both.shares[1]
    assert both.bonus[0] > both.bonus[1]
    slip = rank(
        [_part("feryr", known=False, near={"ferry": 0.8})], [_candidate(1, "ferries"), _candidate(2, "x")]
    )
    assert 0.5 < slip.shares[0] < 1
    assert slip.shares[1] == 0
    digits = rank([_part("40000")], [_candidate(1, "40001"), _candidate(2, "40000")])
    assert digits.shares.tolist() == [0, 1]
