"""Figures and days in the sentence of anybody's statement, and figures in place of older ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from briefings.answering.answer import Answer, answer
from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from tests.briefings.answering.told import TODAY, Said, article

Asked = Callable[[str], Answer]

POST = """\
The Mellin Council said barges should pay for the lock.
On Wednesday, envoys of the Mellin Council dropped the barge toll after protests, the skippers' guild said.
The inspectors' report said thieves had emptied 12 grain silos on the Mellin quay.
Runa Velsk, the harbour minister, said four of the Mellin lock keepers had drowned in the Torrin flood.
A 29-year-old lock keeper had drowned before, the guild said.
Bea Torl, the mayor of Mellin, said the sluice had stayed shut, and she showed a photograph of its lock.
Of the drowned, three had been recognised by their families, the coroner said.
"""
LATER = """\
Nineteen barges had sunk in the Orlic storm, the pilots said, raising an earlier count of eleven barges.
The Mellin Council says the true number is above 40.
A clerk of the lock, who asked not to be quoted because he feared for his post, said the pumps had been sold.
The harbour ministry had been wrong: three keepers, not four, died at the lock, the coroner said.
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("anybody")
    database = Database(f"sqlite:///{folder}/onrecord.db")
    database.migrate()
    archive = Archive(database)
    post = POST.splitlines()
    said = [
        Said(by="Mellin Council", cue="said", words="barges should pay for the lock", sentence=post[0]),
        Said(
            by="skippers' guild",
            cue="said",
            words="envoys of the Mellin Council dropped the barge toll after protests",
            sentence=post[1],
        ),
        Said(
            by="inspectors' report",
            cue="said",
            words="thieves had emptied 12 grain silos on the Mellin quay",
            sentence=post[2],
        ),
        Said(
            by="Runa Velsk",
            cue="said",
            words="four of the Mellin lock keepers had drowned in the Torrin flood",
            sentence=post[3],
        ),
        Said(by="Bea Torl", cue="said", words="the sluice had stayed shut", sentence=post[5]),
        Said(by="guild", cue="said", words="A 29-year-old lock keeper had drowned before", sentence=post[4]),
        Said(
            by="coroner",
            cue="said",
            words="Of the drowned, three had been recognised by their families",
            sentence=post[6],
        ),
    ]
    article(archive, POST, said, outlet="Mellin Post", published=dt.date(2025, 5, 5), title="Torrin flood")
    later = Said(
        by="coroner",
        cue="said",
        words="three keepers, not four, died at the lock",
        sentence=LATER.splitlines()[3],
    )
    lines = LATER.splitlines()
    others = [
        Said(by="pilots", cue="said", words="Nineteen barges had sunk in the Orlic storm", sentence=lines[0]),
        Said(by="Mellin Council", cue="says", words="the true number is above 40", sentence=lines[1]),
        Said(by="clerk of the lock", cue="said", words="the pumps had been sold", sentence=lines[2]),
    ]
    article(
        archive,
        LATER,
        [*others, later],
        outlet="Mellin Post",
        published=dt.date(2025, 5, 6),
        title="Torrin flood",
    )
    lookup = Lookup(archive, folder / "index")
    lookup.refresh()
    yield lambda text: answer(text, archive=archive, lookup=lookup, today=TODAY)
    lookup.close()
    database.close()


def test_a_day_that_somebody_else_tells_answers_in_the_words_of_its_sentence(asked: Asked) -> None:
    made = asked("When did the Mellin Council drop the barge toll?")
    assert made.lead.key in {"as_told", "day_words"}
    assert "Wednesday" in " ".join(made.lead.values.values())


def test_a_figure_asked_of_whom_nothing_is_on_record_is_given_with_its_own_teller(asked: Asked) -> None:
    made = asked("how many grain silos were emptied on the quay, according to the Mellin Council?")
    assert made.lead.key == "as_told"
    assert made.citations[0].claim.speaker == "inspectors' report"


def test_what_is_counted_need_not_be_named_again_by_the_place_of_it_all(asked: Asked) -> None:
    made = asked("how many Mellin lock keepers died, latest figure")
    assert made.lead.values["figure"] == "three"
    assert made.citations[0].claim.content == ("three keepers, not four, died at the lock",)


def test_of_some_of_them_the_figure_is_that_of_what_is_told_of_them(asked: Asked) -> None:
    made = asked("how many of the drowned have been recognised?")
    assert made.lead.values["figure"] == "three"
    assert made.citations[0].claim.speaker == "coroner"


def test_evidence_told_beside_the_words_is_shown_in_their_sentence(asked: Asked) -> None:
    made = asked("what proof did Bea Torl give that the sluice stayed shut?")
    assert made.lead.key == "as_told"
    assert made.lead.values["words"].endswith("a photograph of its lock.")


def test_the_first_figure_may_be_told_beside_the_newer_one(asked: Asked) -> None:
    made = asked("how many barges had sunk in the storm at first?")
    assert made.lead.values["figure"] == "eleven"


def test_the_figure_of_others_is_none_of_theirs(asked: Asked) -> None:
    made = asked("how many barges had sunk, according to the Mellin Council?")
    assert "ineteen" not in " ".join(made.lead.values.values())


def test_a_reason_told_of_who_speaks_is_shown_in_its_sentence(asked: Asked) -> None:
    made = asked("why did the clerk of the lock not want to be quoted?")
    assert "feared for his post" in made.lead.values["words"]
