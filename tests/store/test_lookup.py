from __future__ import annotations

import datetime as dt
import multiprocessing
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.archive import Archive
from store.database import Database
from store.lookup import Lookup
from store.lookup.index import Index
from store.records import Dated, FoundSpeaker, Stance
from tests.store import workers
from tests.store.make import NOW, told


@pytest.fixture
def lookup(archive: Archive, tmp_path: Path) -> Iterator[Lookup]:
    made = Lookup(archive, tmp_path / "index")
    yield made
    made.close()


def _found(lookup: Lookup, *words: str, **filters: object) -> list[int]:
    return [hit.claim_id for hit in lookup.find(words, **filters)]  # type: ignore[arg-type]


class TestFinding:
    def test_words_stems_and_slips_are_found(self, archive: Archive, lookup: Lookup) -> None:
        ferry = told(archive, "Ana Belk", "the northern ferries were cancelled by the harbour office")
        told(archive, "Ola Nord", "the schools stay open")
        for words in (["ferry", "cancel"], ["Ferries"], ["feries"], ["harbur", "ofice"], ["cancelled"]):
            (best, *_) = lookup.find(words)
            assert (best.claim_id, best.matched, best.missing) == (ferry, tuple(words), ())

    def test_a_score_is_the_share_of_the_words(self, archive: Archive, lookup: Lookup) -> None:
        told(archive, "Ana Belk", "the ferry sails at noon")
        (whole,) = lookup.find(["ferry", "noon"])
        (half,) = lookup.find(["ferry", "pineapple"])
        (slip,) = lookup.find(["fery", "noon"])
        assert whole.score == pytest.approx(1)
        assert 0 < half.score < 0.6 < slip.score < whole.score
        assert (half.matched, half.missing) == (("ferry",), ("pineapple",))
        assert lookup.find(["pineapple"]) == []
        assert lookup.find([]) == []

    def test_hyphens_and_numbers(self, archive: Archive, lookup: Lookup) -> None:
        truce = told(archive, "Ana Belk", "the cease-fire cost 40,000 crowns")
        assert _found(lookup, "ceasefire") == _found(lookup, "cease-fire") == [truce]
        assert _found(lookup, "40,000") == _found(lookup, "40000") == [truce]
        assert _found(lookup, "40001") == []

    def test_names_are_found_however_they_are_written(self, archive: Archive, lookup: Lookup) -> None:
        spoken = told(archive, "Vasyl Orenskyy", "the bridge is safe")
        about = told(archive, "Ana Belk", "the bridge of Orenskyi is not safe")
        for name in ("Orensky", "Orenskiy", "Оренський", "Orenskij", "orenskii"):
            assert set(_found(lookup, name)) == {spoken, about}

    def test_a_whole_name_is_found_however_it_is_parted(self, archive: Archive, lookup: Lookup) -> None:
        for number in range(40):
            told(archive, "Al Dessian", f"harbour rules part {number}")
        spoken = told(archive, "Abdel Nur el-Dessi", "the bridge is safe")
        for name in (["Abdelnur", "al-Dessi"], ["abdel", "nour", "eldessi"]):
            assert _found(lookup, *name)[0] == spoken

    def test_synonyms_are_found_but_not_taken_for_known(self, archive: Archive, lookup: Lookup) -> None:
        levy = told(archive, "Ana Belk", "the levy on fish rises")
        assert _found(lookup, "tax", "fish") == [levy]
        assert not lookup.knows("tax")
        tax = told(archive, "Ana Belk", "the tax on fish rises")
        assert _found(lookup, "tax", "fish") == [tax, levy]

    def test_other_scripts(self, archive: Archive, lookup: Lookup) -> None:
        claim_id = told(archive, "Ana Belk", "le pâté coûte 5 € 🛳️ та пором стоїть")
        assert _found(lookup, "pate") == _found(lookup, "пором") == [claim_id]
        assert _found(lookup, "—", "") == []

    def test_the_title_counts_less_than_the_words(self, archive: Archive, lookup: Lookup) -> None:
        title = told(archive, "Ana Belk", "all is well", article={"title": "Lighthouse burns"})
        words = told(archive, "Ana Belk", "the lighthouse stands")
        assert _found(lookup, "lighthouse") == [words, title]

    def test_more_than_the_limit(self, archive: Archive, lookup: Lookup) -> None:
        for number in range(5):
            told(archive, "Ana Belk", f"ferry number {number} sails")
        assert len(lookup.find(["ferry"], limit=3)) == 3
        assert len(lookup.find(["ferry"])) == 5


class TestFilters:
    def test_by_speaker_stance_and_outlet(self, archive: Archive, lookup: Lookup) -> None:
        ana = told(archive, "Ana Belk", "the ferry sails", stance=Stance.PROMISES)
        ola = told(archive, "Ola Nord", "the ferry sails", article={"outlet": "Merrin Post"})
        nobody = told(archive, None, "the ferry sails", article={"outlet": None})
        with archive.read() as tx:
            ids = {speaker.name: speaker.id for speaker in tx.speakers.all()}
        for words in (["ferry"], []):
            assert _found(lookup, *words, speaker_ids=[ids["Ana Belk"]]) == [ana]
            assert set(_found(lookup, *words, speaker_ids=ids.values())) == {ana, ola}
            assert _found(lookup, *words, speaker_ids=[]) == []
            assert _found(lookup, *words, stances={Stance.PROMISES}) == [ana]
            assert set(_found(lookup, *words, stances=[Stance.STATES])) == {ola, nobody}
            assert _found(lookup, *words, outlets=["Merrin Post"]) == [ola]
            assert _found(lookup, *words, outlets=["Merrin Post"], stances=[Stance.DENIES]) == []

    def test_by_day_the_surest_date_first(self, archive: Archive, lookup: Lookup) -> None:
        old = dt.date(2031, 1, 1)
        said = told(archive, "A Bee", "ferry", said_on="2031-05-02", article={"published": Dated(old)})
        posted = told(archive, "A Bee", "ferry", posted_at=NOW, article={"published": Dated(old)})
        published = told(archive, "A Bee", "ferry", article={"published": Dated(dt.date(2031, 5, 6))})
        month = told(archive, "A Bee", "ferry", said_on="2031-03")
        year = told(archive, "A Bee", "ferry", said_on="2030")
        unknown = told(archive, "A Bee", "ferry", article={"published": None})
        for since, until, expected in (
            (dt.date(2031, 5, 2), None, {said, posted, published}),
            (None, dt.date(2031, 5, 4), {said, posted, month, year}),
            (dt.date(2031, 5, 4), dt.date(2031, 5, 4), {posted}),
            (dt.date(2031, 3, 31), dt.date(2031, 4, 5), {month}),
            (dt.date(2030, 12, 31), dt.date(2030, 12, 31), {year}),
            (dt.date(2032, 1, 1), None, set()),
            (None, None, {said, posted, published, month, year, unknown}),
        ):
            assert set(_found(lookup, "ferry", since=since, until=until)) == expected
        newest = _found(lookup, since=dt.date(2029, 1, 1))
        assert newest == [published, posted, said, month, year]
        assert _found(lookup, since=dt.date(2029, 1, 1), limit=2) == [published, posted]


class TestFollowing:
    def test_what_cannot_be_used_is_not_found(self, archive: Archive, lookup: Lookup) -> None:
        told(archive, "Ana Belk", "the tunnel leaks", usable=False)
        wrong = told(archive, "Ana Belk", "the tunnel collapsed")
        assert _found(lookup, "tunnel") == [wrong]
        with archive.begin() as tx:
            tx.claims.retract(wrong, now=NOW, change=tx.next_change())
        assert _found(lookup, "tunnel") == []
        assert not lookup.knows("tunnel")

    def test_refresh_tells_how_far_it_came(self, archive: Archive, lookup: Lookup) -> None:
        assert lookup.refresh() == 0
        told(archive, "Ana Belk", "the ferry sails")
        with archive.read() as tx:
            assert lookup.refresh() == tx.change()
            assert lookup.refresh() == tx.change()

    def test_another_look_up_reads_what_is_not_indexed_yet(
        self, archive: Archive, lookup: Lookup, tmp_path: Path
    ) -> None:
        old = told(archive, "Ana Belk", "the ferry sails")
        wrong = told(archive, "Ana Belk", "the ferry sank")
        lookup.refresh()
        with Index(tmp_path / "index").writing() as writer:
            assert writer is not None
            with archive.begin() as tx:
                tx.claims.retract(wrong, now=NOW, change=tx.next_change())
            new = told(archive, "Ola Nord", "the ferry is fine and splendid", stance=Stance.DENIES)
            reached = lookup.refresh()
            assert set(_found(lookup, "ferry")) == {new, old}
            assert _found(lookup, stances=list(Stance)) == [new, old]
            assert _found(lookup, "ferry", stances=[Stance.DENIES]) == [new]
            assert lookup.knows("splendid")
            assert not lookup.knows("sank")
            assert [hit.name for hit in lookup.speakers("Nord?")] == ["Ola Nord"]
            with archive.read() as tx:
                assert reached < tx.change()
        assert set(_found(lookup, "ferry")) == {new, old}
        with archive.read() as tx:
            assert lookup.refresh() == tx.change()

    def test_two_look_ups_on_one_folder(self, archive: Archive, lookup: Lookup, tmp_path: Path) -> None:
        other = Lookup(archive, tmp_path / "index")
        for number in range(4):
            made = told(archive, "Ana Belk", f"ferry {number} sails")
            (lookup if number % 2 else other).refresh()
            assert made in _found(lookup, "ferry")
            assert made in _found(other, "ferry")
        other.close()

    @pytest.mark.parametrize("damage", ["delete", "empty", "cut", "flip", "meta"])
    def test_an_index_that_was_damaged_is_made_again(
        self, archive: Archive, tmp_path: Path, damage: str
    ) -> None:
        folder = tmp_path / "index"
        first = Lookup(archive, folder)
        claim_id = told(archive, "Ana Belk", "the ferry sails")
        first.refresh()
        first.close()
        if damage == "delete":
            shutil.rmtree(folder)
        for path in folder.rglob("*.*"):
            data = path.read_bytes()
            if damage == "empty":
                path.write_bytes(b"")
            elif damage == "cut":
                path.write_bytes(data[: len(data) // 2])
            elif damage == "flip" and path.suffix in {".store", ".term", ".idx"}:
                path.write_bytes(bytes([data[0] ^ 255]) + data[1:])
            elif damage == "meta" and path.name == "meta.json":
                path.write_text("{}")
        again = Lookup(archive, folder)
        assert _found(again, "ferry") == [claim_id]
        with archive.read() as tx:
            assert again.refresh() == tx.change()
        again.close()

    def test_an_index_that_is_deleted_while_in_use_is_made_again(
        self, archive: Archive, lookup: Lookup, tmp_path: Path
    ) -> None:
        claim_id = told(archive, "Ana Belk", "the ferry sails")
        lookup.refresh()
        shutil.rmtree(tmp_path / "index")
        assert _found(lookup, "ferry") == [claim_id]
        reached = lookup.refresh()
        assert Index(tmp_path / "index").view().state.reached == reached > 0

    def test_an_older_backup_of_the_database_is_noticed(self, sqlite_url: str, tmp_path: Path) -> None:
        archive = Archive(Database(sqlite_url))
        told(archive, "Ana Belk", "the ferry sails")
        archive.database.backup(tmp_path / "copy.db")
        told(archive, "Ana Belk", "the ferry sank")
        lookup = Lookup(archive, tmp_path / "index")
        lookup.refresh()
        lookup.close()
        archive.database.close()
        restored = Archive(Database(f"sqlite:///{tmp_path}/copy.db"))
        for _ in range(2):
            told(restored, "Ola Nord", "the ferry is fine")
        lookup = Lookup(restored, tmp_path / "index")
        assert not lookup.knows("sank")
        assert len(_found(lookup, "ferry")) == 3
        lookup.close()
        restored.database.close()

    def test_a_writer_that_is_killed_leaves_a_true_index(
        self, archive: Archive, database_url: str, tmp_path: Path
    ) -> None:
        folder, started = tmp_path / "index", tmp_path / "started"
        for delay in (0.03, 0.1):
            process = multiprocessing.get_context("spawn").Process(
                target=workers.load_and_follow, args=(database_url, folder)
            )
            process.start()
            while not started.exists():
                assert process.is_alive()
                time.sleep(0.005)
            time.sleep(delay)
            process.kill()
            process.join()
            started.unlink()
            state = Index(folder).view().state
            lookup = Lookup(archive, folder)
            with archive.read() as tx:
                stored = {claim.id for claim in tx.claims.all()}
                assert 0 < state.reached <= tx.change()
            assert set(_found(lookup, "ferry", limit=len(stored) + 9)) == stored
            assert Index(folder).view().size == len(stored)
            lookup.close()

    def test_threads_find_while_others_write(self, archive: Archive, lookup: Lookup) -> None:
        errors: list[BaseException] = []
        done = threading.Event()

        def ask() -> None:
            try:
                while not done.is_set():
                    lookup.find(["ferry", "sails"])
                    lookup.speakers("What did Ana Belk say?")
            except BaseException as error:
                errors.append(error)
                raise

        askers = [threading.Thread(target=ask) for _ in range(3)]
        for asker in askers:
            asker.start()
        try:
            for number in range(15):
                made = told(archive, "Ana Belk", f"ferry {number} sails")
                assert made in _found(lookup, "ferry", limit=50)
        finally:
            done.set()
            for asker in askers:
                asker.join()
        assert errors == []


class TestKnows:
    def test_words_of_claims_and_names_of_their_speakers(self, archive: Archive, lookup: Lookup) -> None:
        assert not lookup.knows("ferry")
        told(archive, FoundSpeaker(name="Ana Belk"), "the ferries sail to Oskel")
        for word in ("ferry", "Ferries", "sail", "oskel", "Belk", "ferrys"):
            assert lookup.knows(word)
        for word in ("pineapple", "", "—", "sal"):
            assert not lookup.knows(word)
