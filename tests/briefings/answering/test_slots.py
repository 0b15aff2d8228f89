"""Who speaks is found wherever people put them in a question, by any name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefings.answering.pages import Pages
from briefings.answering.question import Question
from briefings.answering.sources import Sources
from briefings.answering.understanding import understood
from store.archive import Archive, Transaction
from store.lookup import Lookup
from store.records import FoundSpeaker, Stance
from tests.briefings.answering import told

Understand = Callable[[str], Question]

ASKED = [
    "what did {N} say about the harbour",
    "{N} on the harbour",
    "{P} take on the harbour?",
    "what about the harbour, according to {N}?",
    "per {N}, what happens with the harbour?",
    "how does {N} see the harbour",
    "what does {N} make of the harbour",
    "what's {N} got to say about the harbour",
    "any word from {N} on the harbour?",
    "i want to know {P} opinion of the harbour",
    "the harbour: what does {N} say?",
    "the harbour - {P} view?",
    "whats {N} saying about the harbour",
    "{N} said what on the harbour?",
    "in {P} words, why the harbour?",
    "why does {N} oppose the harbour",
    "is {N} for or against the harbour",
    "was {N} asked about the harbour",
    "how many did {N} say had seen the harbour",
    "has there been a statement from {N} on the harbour?",
    "which way does {N} lean on the harbour",
    "can you find {P} statement on the harbour",
    "what do we know about {P} view of the harbour",
    "what's the reaction of {N} to the harbour",
]
SORN = [
    "Lidia Sorn",
    "Sorn",
    "sorn",
    "Lidia Sorn herself",
    "Orsenia's foreign minister",
    "orsenia's top diplomat",
    "the Orsenian minister of foreign affairs",
]


@pytest.fixture
def understand(tx: Transaction, told_lookup: Lookup) -> Understand:
    sources = Sources(told_lookup.within(tx), Pages(tx))
    return lambda text: understood(text, sources=sources, today=told.TODAY)


@pytest.mark.parametrize("name", SORN)
@pytest.mark.parametrize("text", ASKED)
def test_who_speaks_is_found_wherever_they_stand(text: str, name: str, understand: Understand) -> None:
    question = understand(text.format(N=name, P=f"{name.removesuffix(' herself')}'s"))
    assert [speaker.name for speaker in question.speakers] == ["Lidia Sorn"]


@pytest.mark.parametrize("text", ASKED)
def test_who_is_not_on_record_is_asked_for_in_vain_or_as_a_matter(text: str, understand: Understand) -> None:
    question = understand(text.format(N="Berta Quoll", P="Berta Quoll's"))
    assert not question.speakers
    assert "Quoll" in " ".join((*question.unknown, *question.about))


@pytest.mark.parametrize(
    "text", ["which foreign minister accused Katria", "which foreign ministers accused Katria?"]
)
def test_a_kind_is_found_by_one_or_by_several(text: str, understand: Understand) -> None:
    question = understand(text)
    assert question.of_kind
    assert [speaker.name for speaker in question.speakers] == ["Lidia Sorn"]


@contextmanager
def _understanding(
    template: Path, folder: Path, text: str, said: Sequence[told.Said], speakers: Sequence[FoundSpeaker]
) -> Iterator[Understand]:
    """What understands questions over a store of one article."""

    def tell(archive: Archive) -> None:
        told.article(archive, text, said, outlet="Skerry Post", published=told.TODAY, speakers=speakers)

    with told.opened(template, folder, tell) as (archive, lookup), archive.read() as tx:
        sources = Sources(lookup.within(tx), Pages(tx))
        yield lambda text: understood(text, sources=sources, today=told.TODAY)


FJORD = """Norwegian trade minister Ivor Tarn rejected the claim of a toll on herring.
Finnish fisher Oona Vell said the toll was real."""


@pytest.fixture
def in_the_fjord(sqlite_template: Path, tmp_path: Path) -> Iterator[Understand]:
    first, second = FJORD.splitlines()
    denial = told.Said(
        by="Ivor Tarn",
        role="Norwegian trade minister",
        cue="rejected",
        words="the claim of a toll on herring",
        sentence=first,
        stance=Stance.DENIES,
    )
    other = told.Said(
        by="Oona Vell", role="Finnish fisher", cue="said", words="the toll was real", sentence=second
    )
    persons = [
        FoundSpeaker(name="Ivor Tarn", role="Norwegian trade minister"),
        FoundSpeaker(name="Oona Vell", role="Finnish fisher"),
    ]
    with _understanding(sqlite_template, tmp_path, FJORD, [denial, other], persons) as understand:
        yield understand


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("which Norwegian politician denied the toll", ["Ivor Tarn"]),
        ("which Norwegian officials denied the toll?", ["Ivor Tarn"]),
        ("which Finnish politician spoke of the toll", []),
        ("which politician denied the toll", []),
    ],
)
def test_a_politician_of_a_country_is_who_holds_its_office(
    text: str, names: list[str], in_the_fjord: Understand
) -> None:
    assert [speaker.name for speaker in in_the_fjord(text).speakers] == names


BOARD = """Orsenian Board of Health said that wells were clean. Voss said that they were not.

Rada Voss, who runs the Tarn Mills, sold her shares.
Lidia Ann Sorn wrote that nobody had asked her. Mr. Tarn said no for Piet Tarn."""


@pytest.fixture
def at_the_board(sqlite_template: Path, tmp_path: Path) -> Iterator[Understand]:
    said = [
        told.Said(by=by, cue=cue, words=words, sentence=sentence)
        for by, cue, words, sentence in (
            (
                "Orsenian Board of Health",
                "said",
                "wells were clean",
                "Orsenian Board of Health said that wells were clean.",
            ),
            ("Voss", "said", "they were not", "Voss said that they were not."),
            ("Mr. Tarn", "said", "no", "Mr. Tarn said no for Piet Tarn."),
            (
                "Lidia Ann Sorn",
                "wrote",
                "nobody had asked her",
                "Lidia Ann Sorn wrote that nobody had asked her.",
            ),
        )
    ]
    persons = [
        FoundSpeaker(name=each) for each in ("Orsenian Board of Health", "Voss", "Mr. Tarn", "Lidia Ann Sorn")
    ]
    with _understanding(sqlite_template, tmp_path, BOARD, said, persons) as understand:
        yield understand


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("OBH", "Orsenian Board of Health"),
        ("the obh", "Orsenian Board of Health"),
        ("LAS", "Lidia Ann Sorn"),
        ("Rada Voss", "Voss"),
        ("the Tarn Mills boss", ""),
        ("XYZ", ""),
        ("Piet Voss", ""),
        ("Piet Tarn", "Mr. Tarn"),
    ],
)
def test_initials_and_whole_names_of_who_is_stored_otherwise(
    name: str, expected: str, at_the_board: Understand
) -> None:
    question = at_the_board(f"what did {name} say about the wells?")
    assert " ".join(speaker.name for speaker in question.speakers) == expected
    assert bool(question.unknown) is not bool(expected)


@pytest.mark.parametrize(
    "text", ["what did defending the harbour say", "what did the gate that is shut say about the harbour"]
)
def test_what_tells_of_something_happening_is_nobodys_name(text: str, understand: Understand) -> None:
    question = understand(text)
    assert not question.unknown
    assert question.about


def test_the_last_word_of_a_name_is_no_verb(understand: Understand) -> None:
    question = understand("when did Sorn sit down with the Bray Post?")
    assert {"Bray", "Post"} <= set(question.about)


def test_whoever_stands_before_a_colon_speaks_of_others(understand: Understand) -> None:
    question = understand("Lidia Sorn: when will they open the harbour")
    assert [speaker.name for speaker in question.speakers] == ["Lidia Sorn"]
    assert question.about[-1] == "harbour"
