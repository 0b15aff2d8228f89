from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from store.lookup.packing import lay_out, pack
from store.lookup.ranking import Candidate, Part, rank
from store.lookup.synonyms import groups, synonyms
from store.lookup.vocabulary import Vocabulary, slips
from store.lookup.words import APART, key_number, latin, latin_each, latin_together, number, plain, stem

_AWAY = str.maketrans("0123456789", "klmnopqrst")


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


@given(st.lists(st.text(max_size=20), max_size=4))
def test_texts_made_plain_together_are_as_alone(texts: list[str]) -> None:
    assert [text.split() for text in latin_each(texts)] == [latin(text).split() for text in texts]


def test_stems_join_forms() -> None:
    assert stem("ferries") == stem("ferry")
    assert stem("cancelled") == stem("cancel")
    assert stem("40000") == "40000"


def test_names_in_a_claim_are_packed_once_as_they_sound() -> None:
    words = latin_together(["Orenskyy met Orensky in Oskel, so", "Orenski", "", "Belka", "", ""]).split()
    (first, second), keys = pack([7, 8], words, [(), (3, 4)])
    assert keys == [["orenski", "oskel"], ["belka"]]
    numbers = np.frombuffer(first, dtype=np.uint32).tolist()
    assert numbers[:6] == [7, 6, 1, 0, 2, 0]
    assert numbers[6:9] == [number("Orenskyy"), number("met"), number("orensky")]
    assert numbers[-2:] == [key_number("orenski"), key_number("oskel")]
    assert np.frombuffer(second, dtype=np.uint32).tolist() == [
        *(8, 1, 0, 0, 1, 2),
        *(number("belka"), key_number("belka"), 3, 4),
    ]


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


@given(
    st.lists(st.text(alphabet="abc", min_size=3, max_size=9), unique=True),
    st.text("abc", min_size=4, max_size=9),
)
def test_all_words_within_reach_are_found(words: list[str], typed: str) -> None:
    expected = {word for word in words if 0 < OSA.distance(word, typed) <= slips(len(typed))}
    fresh = Vocabulary(dict.fromkeys(words, 1))
    filled = Vocabulary(
        dict.fromkeys(words, 1) | {f"x{number}y".translate(_AWAY): 1 for number in range(1000)}
    )
    for vocabulary in (fresh, filled):
        found = vocabulary.near(typed)
        assert {each.word for each in found} == expected or len(found) == 24
        assert all(each.slips == OSA.distance(each.word, typed) for each in found)


def test_words_are_learnt() -> None:
    words = Vocabulary({"ferry": 3})
    assert words.near("habour") == ()
    words.add({"harbour": 2, "ferry": 5})
    assert words.near("habour")[0][:2] == ("harbour", 1)
    assert words.near("fery")[0].places == 5


def test_short_words_hold_fewer_slips() -> None:
    reach = [slips(length) for length in range(20)]
    assert reach == sorted(reach)
    assert reach[2] == 0
    assert max(reach) == 2


def _part(word: str, *, weight: float = 1.0, sound: str = "", alike: dict[str, float] | None = None) -> Part:
    speakers = {7: 1.0} if word == "belk" else {}
    return Part(word, stem(word), sound, weight, {}, alike or {}, synonyms(stem(word)), speakers, 1, False)


def _packed(sections: Sequence[str], claim_id: int = 1, speakers: Sequence[int] = ()) -> bytes:
    (found,), _ = pack([claim_id], f" {APART} ".join(sections).split(), [speakers])
    return found


def _candidate(claim_id: int, words: str, speakers: tuple[int, ...] = ()) -> Candidate:
    return Candidate(claim_id, _packed(f"{words}||".split("|")[:3], claim_id, speakers), 1.0)


def test_a_share_is_weighed_and_sections_differ() -> None:
    parts = [_part("ferry", weight=3.0), _part("noon")]
    texts = ["ferries sail at noon", "ferry", "sail | noon", "sail | | noon", ""]
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
    slip = rank([_part("feryr", alike={"ferry": 0.8})], [_candidate(1, "ferries"), _candidate(2, "x")])
    assert slip.shares.tolist() == pytest.approx([0.8, 0])
    digits = rank([_part("40000")], [_candidate(1, "40001"), _candidate(2, "40000")])
    assert digits.shares.tolist() == [0, 1]


def test_no_group_of_synonyms_stands_in_another() -> None:
    told = [set(group) for group in groups()]
    assert all(len(group) > 1 for group in told)
    assert not any(one < other for one in told for other in told)
    assert all(word == word.lower() and word.isascii() for group in groups() for word in group)


def test_a_synonym_counts_for_less_than_the_word() -> None:
    assert "levy" in synonyms(stem("taxes"))
    assert "tax" in synonyms(stem("levies"))
    assert synonyms("pineappl") == ()
    shares = rank(
        [_part("tax")], [_candidate(1, "taxes"), _candidate(2, "levies"), _candidate(3, "fish")]
    ).shares
    assert shares[0] == 1
    assert 0.5 <= shares[1] < 0.7
    assert shares[2] == 0


def test_names_by_sound_and_speakers() -> None:
    candidates = [
        _candidate(1, "Oskel"),
        _candidate(2, "oskel"),
        _candidate(3, "", speakers=(8, 7)),
        _candidate(4, "", speakers=(9,)),
    ]
    found = rank([_part("askal", sound="oskel"), _part("belk")], candidates)
    assert found.likeness[0].tolist() == pytest.approx([0.95, 0, 0, 0])
    assert found.likeness[1].tolist() == [0, 0, 1, 0]
    assert found.bonus[2] > found.bonus[3]


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(["ferry", "noon"])), st.lists(st.integers(1, 9), max_size=3)),
        min_size=1,
        max_size=5,
    )
)
def test_claims_are_laid_out_side_by_side(claims: list[tuple[list[str], list[int]]]) -> None:
    laid = lay_out([_packed([" ".join(words), "", " ".join(words)], 1, each) for words, each in claims])
    assert len(laid.starts) == len(claims)
    spoken = zip(laid.speaks.tolist(), laid.speakers.tolist(), strict=True)
    assert list(spoken) == [(at, each) for at, (_, speakers) in enumerate(claims) for each in speakers]
    assert int((laid.counts > 0).sum()) == sum(2 * len(words) for words, _ in claims)
