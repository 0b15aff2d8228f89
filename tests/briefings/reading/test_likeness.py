from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefings.reading import likeness
from tests.briefings.reading import pages

TEXT = " ".join(pages.PARAGRAPHS)


def test_a_text_contains_itself_and_its_parts_whatever_the_case_and_marks() -> None:
    whole = likeness.shingles(TEXT)
    assert likeness.containment(whole, whole) == 1
    assert (
        likeness.containment(whole, likeness.shingles(TEXT[: len(TEXT) // 3].upper().replace(",", " –")))
        > 0.9
    )


def test_other_words_share_nothing_and_a_few_words_count_for_nothing() -> None:
    whole = likeness.shingles(TEXT)
    assert likeness.containment(whole, likeness.shingles(" ".join(reversed(TEXT.split())))) == 0
    few = likeness.shingles(pages.PARAGRAPHS[0])
    assert few < whole
    assert likeness.containment(whole, few) == 0
    assert likeness.sample(few) == frozenset()


def test_a_share_is_of_the_part() -> None:
    assert likeness.share(frozenset({1, 2}), frozenset({2, 3, 4})) == 0.5
    assert likeness.share(frozenset(), frozenset({2})) == 0


@given(st.lists(st.integers(0, 50), min_size=60, max_size=90))
def test_what_stands_in_a_text_is_sampled_from_it_too(words: list[int]) -> None:
    text = " ".join(map(str, words))
    part = likeness.shingles(" ".join(map(str, words[10:50])))
    whole = likeness.shingles(text)
    assert part <= whole
    assert likeness.sample(part) <= likeness.sample(whole)
    assert all(0 <= run < 2**63 for run in whole)
