"""Topics are recognised by meaning: an invented event, told by an article and by a live blog."""

from __future__ import annotations

import pytest

from briefings.digests.corpus import Corpus
from briefings.digests.topics import strength
from briefings.digests.words import bag, stem
from store.records import Article
from tests.briefings.digests.make import article, claim_in
from tests.briefings.digests.test_stories import NEWS

TOPIC = "Tarn Bridge bombing"

WIRE = article(
    "Separatists say they bombed Velmora's longest bridge",
    "Two senior officers in Velmora have blamed neighbouring Ostrava Minor for the bombing "
    "of a railway bridge north of Hallin that killed 31 people last Sunday.",
    "The bombing of the Tarn Bridge was claimed by the Grey Heron Army, a group "
    "that wants the north to secede.",
    "The president of Velmora, Anders Quill, asked who had paid the Grey Heron Army for the bombing.",
    '"Nobody builds such a bomb alone," Quill said.',
    "Ostrava Minor again said that it had nothing to do with it.",
    "Velmora has also accused the Kingdom of Sarn of flooding the Lower Eld, which Port Sarn rejects.",
)
BLOG = article(
    "Velmora live: minister doubts that the Grey Heron Army acted alone",
    "Minister Lena Orlo said it was hard to believe that the Grey Heron Army could carry out the bombing "
    "of the railway bridge near Hallin.",
    "Police have taken 57 calls about missing travellers after Sunday's explosion near Hallin.\n\n"
    "The Railway Board said that 22 of the dead had been named.\n\n"
    "The number of people killed in the bombing stands at 31.",
    "Two people were hurt in a bombing in the southern town of Keld, its mayor, Nils Fenn, said.\n\n"
    '"The market hall has gone," Fenn said.',
    "A court in Hallin has sent the poet Ada Brome to prison for three years.",
    "Farmers say the price of barley has never been so low.",
    "The Football League said that the final would be played in Sund.",
    entries=True,
)
PEOPLE = ("Anders Quill", "Lena Orlo", "Nils Fenn", "Ada Brome")

ON = [
    (WIRE, "neighbouring Ostrava Minor for the bombing"),
    (WIRE, "who had paid the Grey Heron Army"),
    (WIRE, "Nobody builds such a bomb alone"),
    (WIRE, "it had nothing to do with it"),
    (BLOG, "it was hard to believe that the Grey Heron Army"),
    (BLOG, "57 calls about missing travellers"),
    (BLOG, "22 of the dead had been named"),
    (BLOG, "killed in the bombing stands at 31"),
]
OFF = [
    (WIRE, "accused the Kingdom of Sarn of flooding the Lower Eld"),
    (BLOG, "Two people were hurt in a bombing in the southern town of Keld"),
    (BLOG, "The market hall has gone"),
    (BLOG, "has sent the poet Ada Brome to prison"),
    (BLOG, "the price of barley has never been so low"),
    (BLOG, "the final would be played in Sund"),
]


def corpus(*, whole: bool = True) -> Corpus:
    claims = [claim_in(where, words, PEOPLE[n % 4]) for n, (where, words) in enumerate(ON + OFF)]
    return Corpus(claims, [WIRE, BLOG] if whole else [])


@pytest.mark.parametrize(("where", "words"), ON)
def test_what_belongs_to_the_event_is_found_under_other_words(where: Article, words: str) -> None:
    assert strength(corpus(), TOPIC, claim_in(where, words)) > 0


@pytest.mark.parametrize(("where", "words"), OFF)
def test_what_only_shares_a_word_with_it_is_not(where: Article, words: str) -> None:
    assert strength(corpus(), TOPIC, claim_in(where, words)) == 0


def test_a_topic_nobody_speaks_of_matches_nothing() -> None:
    claims = [claim_in(where, words) for where, words in ON + OFF]
    assert {strength(corpus(), "volcano on the moon", each) for each in claims} == {0.0}
    assert {strength(corpus(), "of the", each) for each in claims} == {0.0}


def test_without_the_articles_the_sentences_around_claims_serve() -> None:
    known = corpus(whole=False)
    assert strength(known, "barley price", claim_in(BLOG, "the price of barley has never been so low")) > 0
    assert strength(known, "barley price", claim_in(BLOG, "the final would be played in Sund")) == 0


def test_a_background_mention_is_only_in_passing() -> None:
    arrests = article(
        "Cell arrested in Umber",
        "Police in Umber have arrested four members of a cell.",
        "They had leaflets and two radios with them, a spokesman said.",
        "Umber has been on alert since the Tarn Bridge bombing.",
        "The four are to appear in court on Monday.",
    )
    known = Corpus([], [WIRE, BLOG, arrests])
    assert strength(known, TOPIC, claim_in(arrests, "Umber has been on alert")) == 0.5
    assert strength(known, TOPIC, claim_in(arrests, "They had leaflets and two radios with them")) == 0


@pytest.mark.parametrize("words", [("attack", "attacks", "attackers", "attacked"), ("Norland", "Norlander")])
def test_forms_of_a_word_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word.casefold()) for word in words}) == 1


def test_names_are_told_from_words_that_begin_a_sentence() -> None:
    found = bag("Farmers met Lena Orlo. Trains stood still in Hallin.")
    assert found.names == {"hallin", "orlo", "lena", "lena orlo"}
    assert found.runs == {("lena", "orlo"), ("hallin",)}


def about(topic: str) -> set[str]:
    """The first words of the paragraphs of a day's news that belong to a topic."""
    known = Corpus([], NEWS)
    told = [(where, text) for where in NEWS for text in where.text.split("\n\n")]
    return {text[:20] for where, text in told if strength(known, topic, claim_in(where, text)) == 1}


ABOUT_THE_STRIKE = {"Ferry crews at the p", "The ferry company Os", "The seamen's union h"}


@pytest.mark.parametrize("topic", ["strike", "ferry strike", "the strike in Oskel"])
def test_a_story_that_only_shares_words_with_the_topic_is_left_out(topic: str) -> None:
    assert about(topic) == ABOUT_THE_STRIKE


@pytest.mark.parametrize("topic", ["Marita", "the sinking", "collision", "sinking of the Marita"])
def test_a_word_is_enough_to_find_the_whole_story(topic: str) -> None:
    found = about(topic)
    assert {"At least 12 people w", "Transport Minister M", "Norland's defence mi"} <= found
    assert {"Survivors of Monday'", "Karin Dahl called fo", "Norland will let inv"} <= found
    assert not found & ABOUT_THE_STRIKE
    assert not any("Voss" in each for each in found)
