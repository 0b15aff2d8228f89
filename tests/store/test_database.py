from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from store.archive import Archive
from store.database import Database, insert_new, restore
from store.errors import DatabaseUnusable, SchemaTooNew
from store.tables import audit, changes, inbox, metadata
from tests.store import workers
from tests.store.make import NOW, told


def _changes(archive: Archive) -> int:
    with archive.read() as tx:
        return tx.change()


class TestMigrate:
    def test_makes_the_tables_and_does_nothing_the_second_time(self, empty_database_url: str) -> None:
        database = Database(empty_database_url)
        first = database.migrate()
        with Archive(database).begin() as tx:
            tx.next_change()
        assert database.migrate() == first
        with Archive(database).read() as tx:
            assert tx.change() == 1
        database.close()

    def test_processes_that_start_together_agree(self, empty_database_url: str) -> None:
        assert len(set(workers.together(3, workers.migrate, empty_database_url))) == 1

    def test_rows_of_the_first_schema_come_along(self, empty_database_url: str) -> None:
        database = Database(empty_database_url)
        assert database.migrate("0001") == "0001"
        with database.begin() as connection:
            then = sa.MetaData()
            then.reflect(connection)
            common = {"title": "Ferry", "authors": [], "warnings": [], "kind": "article"}
            first = {
                "id": 1,
                "text": "None left.",
                "content_hash": "x",
                "revision": 1,
                "revises": None,
                "change": 1,
            }
            second = {
                "id": 2,
                "text": "No boat.",
                "content_hash": "y",
                "revision": 2,
                "revises": 1,
                "change": 2,
            }
            for row in (first, second):
                connection.execute(then.tables["articles"].insert().values(fetched_at=NOW, **common, **row))
            connection.execute(
                then.tables["passages"].insert().values(article_id=2, position=0, start=0, end=8)
            )
        database.migrate()
        with Archive(database).read() as tx:
            kept = tx.articles.get(2)
        assert kept is not None
        assert (kept.text, kept.revises, len(kept.passages)) == ("No boat.", 1, 1)
        with pytest.raises(sa.exc.IntegrityError), database.begin() as connection:
            connection.exec_driver_sql("DELETE FROM articles WHERE id = 1")
        database.close()

    def test_the_migrated_schema_is_the_one_the_code_knows(self, database: Database) -> None:
        with database.read() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []

    def test_constraints_have_the_names_the_code_gives_them(self, database: Database) -> None:
        with database.read() as connection:
            inspector = sa.inspect(connection)
            for table in metadata.sorted_tables:
                foreign = {key["name"] for key in inspector.get_foreign_keys(table.name)}
                assert foreign == {key.name for key in table.foreign_key_constraints}

    def test_a_schema_from_a_newer_version_is_refused(self, database: Database) -> None:
        with database.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(SchemaTooNew, match="schema 9999"):
            database.migrate()


class TestTransactions:
    def test_an_error_undoes_everything(self, archive: Archive) -> None:
        def fail() -> None:
            with archive.begin() as tx:
                tx.inbox.receive(1, {}, NOW)
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        with archive.read() as tx:
            assert tx.inbox.open(limit=5) == []

    def test_reading_one_view_while_another_writes(self, archive: Archive) -> None:
        with archive.read() as tx:
            assert tx.change() == 0
            with archive.begin() as other:
                other.next_change()
                other.inbox.receive(1, {}, NOW)
            assert tx.change() == 0
            assert tx.inbox.open(limit=5) == []
        with archive.read() as tx:
            assert tx.change() == 1

    def test_a_reader_cannot_write(self, archive: Archive) -> None:
        with pytest.raises((DatabaseUnusable, sa.exc.DBAPIError)), archive.read() as tx:
            tx.next_change()
        with archive.begin() as tx:
            assert tx.next_change() == 1

    def test_processes_that_read_and_then_write_lose_nothing(
        self, archive: Archive, database_url: str
    ) -> None:
        workers.together(3, workers.read_then_write, database_url, 60)
        assert _changes(archive) == 180

    def test_threads_that_read_and_then_write_lose_nothing(self, archive: Archive) -> None:
        def count() -> None:
            for _ in range(25):
                with archive.begin() as tx:
                    tx.change()
                    tx.next_change()

        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert _changes(archive) == 100

    def test_insert_new_across_connections(self, database: Database) -> None:
        row = {"update_id": 7, "payload": {}, "received_at": NOW, "attempts": 0, "lane": 0}
        with database.begin() as connection:
            assert insert_new(connection, inbox, row)
            assert not insert_new(connection, inbox, row)
        with database.begin() as connection:
            assert not insert_new(connection, inbox, row)

    def test_insert_new_keeps_other_errors(self, database: Database) -> None:
        row = {"update_id": 7, "payload": {}, "received_at": None, "attempts": 0, "lane": 0}
        with pytest.raises(sa.exc.IntegrityError), database.begin() as connection:
            insert_new(connection, inbox, row)

    def test_foreign_keys_hold(self, database: Database) -> None:
        with pytest.raises(sa.exc.IntegrityError), database.begin() as connection:
            connection.execute(
                sa.text("INSERT INTO aliases (speaker_id, alias, folded) VALUES (99, 'x', 'x')")
            )

    def test_there_is_one_change_number(self, database: Database) -> None:
        with pytest.raises(sa.exc.IntegrityError), database.begin() as connection:
            connection.execute(changes.insert().values(id=2, value=5))


class TestUtc:
    def test_a_naive_datetime_is_refused(self, archive: Archive) -> None:
        with pytest.raises(sa.exc.StatementError, match="without a zone"), archive.begin() as tx:
            tx.audit.note(dt.datetime(2031, 1, 1), "admin", "tried")  # noqa: DTZ001 - the point of it

    def test_every_zone_comes_back_as_utc(self, database: Database) -> None:
        tokyo = dt.timezone(dt.timedelta(hours=9))
        told_at = dt.datetime(2031, 1, 1, 3, 30, 0, 123456, tzinfo=tokyo)
        with Archive(database).begin() as tx:
            tx.audit.note(told_at, "admin", "did")
            kept = tx.audit.newest(limit=1)[0].at
        assert kept == told_at
        assert kept.tzinfo == dt.UTC

    def test_instants_are_compared_not_wall_clocks(self, database: Database) -> None:
        east, west = (dt.timezone(dt.timedelta(hours=hours)) for hours in (9, -9))
        early = dt.datetime(2031, 1, 1, 20, tzinfo=east)
        late = dt.datetime(2031, 1, 1, 4, tzinfo=west)
        with Archive(database).begin() as tx:
            tx.audit.note(early, "admin", "early")
        with database.read() as connection:
            found = connection.execute(sa.select(audit.c.action).where(audit.c.at < late)).scalars().all()
        assert found == ["early"]


class TestUnusable:
    @pytest.mark.parametrize(
        ("url", "sentence"),
        [
            ("what is this", "not a database address"),
            ("mysql://somewhere/x", "SQLite or PostgreSQL"),
            ("sqlite://", "needs a file"),
            ("sqlite:///:memory:", "needs a file"),
        ],
    )
    def test_an_address_that_cannot_be_used(self, url: str, sentence: str) -> None:
        with pytest.raises(DatabaseUnusable, match=sentence):
            Database(url)

    def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        (tmp_path / "x.db").write_text("These are not the pages of a database. " * 100)
        with pytest.raises(DatabaseUnusable, match="damaged"):
            Database(f"sqlite:///{tmp_path}/x.db").migrate()

    def test_a_folder_where_the_file_should_be(self, tmp_path: Path) -> None:
        with pytest.raises(DatabaseUnusable, match="cannot be used right now"):
            Database(f"sqlite:///{tmp_path}").migrate()

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(DatabaseUnusable, match="cannot be made"):
            Database(f"sqlite:///{tmp_path}/file/onrecord.db")

    def test_a_server_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(DatabaseUnusable, match="cannot be used right now"):
            Database(f"postgresql://onrecord@/onrecord?host={tmp_path}").migrate()

    def test_the_password_is_not_shown(self) -> None:
        database = Database("postgresql://onrecord:hush@localhost/onrecord")
        assert "hush" not in database.url
        assert not database.is_sqlite

    def test_tables_that_are_missing(self, empty_database_url: str) -> None:
        database = Database(empty_database_url)
        with pytest.raises(DatabaseUnusable, match="onrecord migrate"), Archive(database).read() as tx:
            tx.change()
        database.close()

    def test_a_broken_connection_is_replaced(self, postgres_url: str) -> None:
        archive = Archive(Database(postgres_url))
        kill = sa.text("SELECT pg_terminate_backend(pg_backend_pid())")
        with pytest.raises(DatabaseUnusable), archive.database.begin() as connection:
            connection.execute(kill)
        with archive.begin() as tx:
            assert tx.next_change() == 1
        archive.database.close()


class TestBackup:
    @pytest.fixture
    def archive(self, sqlite_url: str) -> Archive:
        return Archive(Database(sqlite_url))

    def test_a_copy_taken_during_writes_is_whole(self, archive: Archive, tmp_path: Path) -> None:
        stop = threading.Event()

        def write() -> None:
            while not stop.is_set():
                with archive.begin() as tx:
                    number = tx.next_change()
                    tx.inbox.receive(number, {"text": "x" * 500}, NOW)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for copy in range(3):
                archive.database.backup(tmp_path / f"copy{copy}.db")
        finally:
            stop.set()
            writer.join()
        copied = sqlite3.connect(tmp_path / "copy2.db")
        assert copied.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (number,) = copied.execute("SELECT value FROM changes").fetchone()
        assert copied.execute("SELECT count(*), max(update_id) FROM inbox").fetchone() == (
            number,
            number or None,
        )
        copied.close()

    def test_a_backup_comes_back(self, archive: Archive, sqlite_url: str, tmp_path: Path) -> None:
        told(archive, "Ana Belk", "the ferry sails")
        archive.database.backup(tmp_path / "copy.db")
        told(archive, "Ana Belk", "the ferry does not sail")
        archive.database.close()
        before = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("copy"))
        restore(sqlite_url, tmp_path / "copy.db")
        with Archive(Database(sqlite_url)).read() as tx:
            assert [claim.content for claim in tx.claims.all()] == [("the ferry sails",)]
        assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("copy")) == before

    def test_what_is_replaced_is_kept_whole(self, archive: Archive, sqlite_url: str, tmp_path: Path) -> None:
        archive.database.backup(tmp_path / "copy.db")
        told(archive, "Ana Belk", "the ferry sails")  # lies in the write-ahead log while the file is open
        restore(sqlite_url, tmp_path / "copy.db")
        archive.database.close()
        kept = Archive(Database(f"{sqlite_url}.before-restore"))
        with kept.read() as tx:
            assert tx.claims.count() == 1
        kept.database.close()

    def test_nothing_is_overwritten(self, archive: Archive, tmp_path: Path) -> None:
        (tmp_path / "copy.db").write_text("mine")
        with pytest.raises(DatabaseUnusable, match="exists already"):
            archive.database.backup(tmp_path / "copy.db")

    def test_what_is_no_backup_is_refused(self, sqlite_url: str, tmp_path: Path) -> None:
        with pytest.raises(DatabaseUnusable, match="no backup at"):
            restore(sqlite_url, tmp_path / "nothing.db")
        (tmp_path / "text.db").write_text("Not a database at all. " * 100)
        with pytest.raises(DatabaseUnusable, match="damaged"):
            restore(sqlite_url, tmp_path / "text.db")
        other = sqlite3.connect(tmp_path / "other.db")
        other.execute("CREATE TABLE t (x)")
        other.close()
        with pytest.raises(DatabaseUnusable, match="not a whole backup"):
            restore(sqlite_url, tmp_path / "other.db")
        with Archive(Database(sqlite_url)).read() as tx:
            assert tx.change() == 0

    def test_postgresql_has_its_own_tools(self, postgres_url: str, tmp_path: Path) -> None:
        database = Database(postgres_url)
        with pytest.raises(DatabaseUnusable, match="pg_dump"):
            database.backup(tmp_path / "copy.db")
        with pytest.raises(DatabaseUnusable, match="pg_restore"):
            restore(postgres_url, tmp_path / "copy.db")
        database.close()
