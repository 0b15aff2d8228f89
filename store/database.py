"""The engine, and all that SQLite and PostgreSQL do differently.

Every write transaction on SQLite begins with BEGIN IMMEDIATE: with SQLAlchemy's default, two
processes that read and then write lose updates, and with a plain BEGIN they fail.
"""

from __future__ import annotations

import contextlib
import shutil
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import UndefinedTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from store.errors import DatabaseUnusable, SchemaTooNew

_BUSY_MS = 5_000
# PostgreSQL's default, READ COMMITTED, would give every statement a view of its own.
_READ = {"onrecord_read": True, "isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_FEW = 100
_PLANS_OF_MANY = ("enable_sort", "enable_seqscan", "enable_bitmapscan", "jit")
# Any number will do, as long as all processes of one Onrecord agree: they migrate one at a time.
_MIGRATION_LOCK = 0x04EC07D


class Database:
    """One database, open. Cheap to keep, safe to use from several threads.

    Errors: `DatabaseUnusable` for a URL that cannot be understood or opened.
    """

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.engine = _engine(url, pool_size)
        self.url = self.engine.url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file of SQLite's."""
        return self.engine.dialect.name == "sqlite"

    @contextlib.contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """A write transaction: committed at the end, rolled back on any error."""
        with _told(), self.engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A read transaction: one consistent view, nothing can be written."""
        options = _READ if not self.is_sqlite else {"onrecord_read": True}
        with _told(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    def migrate(self, revision: str = "head") -> str:
        """The schema's revision after bringing it up to date; safe when several processes try at once.

        All of it is one transaction: a process killed on the way leaves the old schema.
        Errors: `SchemaTooNew` when a newer Onrecord made the schema.
        """
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        scripts = ScriptDirectory.from_config(config)
        with self._migrating() as connection:
            if not self.is_sqlite:
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            found = MigrationContext.configure(connection).get_current_revision()
            known = {script.revision for script in scripts.walk_revisions()}
            if found is not None and found not in known:
                raise SchemaTooNew(
                    f"The database has schema {found}, which this version of Onrecord does not know: "
                    "please start the newer version that made it."
                )
            if found != scripts.get_current_head():
                config.attributes["connection"] = connection
                command.upgrade(config, revision)
            reached = MigrationContext.configure(connection).get_current_revision()
        if reached is None:
            raise DatabaseUnusable(
                "This installation of Onrecord has no migrations: please install it again."
            )
        return reached

    @contextlib.contextmanager
    def _migrating(self) -> Iterator[sa.Connection]:
        """A write transaction in which tables may be made anew.

        SQLite changes a table by copying it, and dropping the old one would break every reference to
        it: references are not enforced meanwhile, which can only be said outside a transaction, and
        are checked before the end.
        """
        if not self.is_sqlite:
            with self.begin() as connection:
                yield connection
            return
        with _told(), self.engine.connect() as connection:
            _pragma(connection, "foreign_keys=OFF")
            try:
                with connection.begin():
                    yield connection
                    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                        raise DatabaseUnusable(
                            "The database's rows do not fit together: please restore a backup."
                        )
            finally:
                _pragma(connection, "foreign_keys=ON")

    def backup(self, path: Path) -> None:
        """Write a consistent copy to `path` while others go on working. SQLite only.

        VACUUM INTO reads one snapshot; the incremental backup interface starts again at every write.
        """
        if not self.is_sqlite:
            raise DatabaseUnusable("This database is PostgreSQL's: please back it up with pg_dump.")
        if path.exists():
            raise DatabaseUnusable(f"{path} exists already: please name a new file.")
        with _told(), self.engine.connect() as connection:
            _raw(connection).execute("VACUUM INTO ?", (str(path),))

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def insert_new(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> bool:
    """Whether the row was inserted; False when its unique key was there already."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    made = insert(table).values(row).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(made).first() is not None  # psycopg's row count is not to be relied on here


def insert_selected(
    connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: sa.Select[Any]
) -> None:
    """Insert what the query selects; rows whose unique key was there already are passed over."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(insert(table).from_select(columns, rows).on_conflict_do_nothing())


def ring(connection: sa.Connection, bell: str) -> None:
    """Wake whoever listens for this bell, once the transaction is committed. SQLite has no bells."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_notify(bell, "")))


def none_of(rows: sa.Select[Any]) -> sa.ColumnElement[bool]:
    """Whether the query, about one row of the outer one, finds nothing; looked up row by row.

    PostgreSQL would make it a join over all rows; it keeps its hands off a query with an offset.
    """
    return ~rows.offset(0).exists()


def follow_indexes(connection: sa.Connection) -> None:
    """Have PostgreSQL take rows in the order of an index, to the end of the transaction.

    What waits comes and goes by the hundred thousand, faster than statistics are gathered: by those
    it expects a few rows, and sorts all of them for the first.
    """
    if connection.dialect.name == "postgresql":
        off = (sa.func.set_config(name, "off", True) for name in _PLANS_OF_MANY)
        connection.execute(sa.select(*off))


def among(column: sa.Column[int], ids: Collection[int]) -> sa.ColumnElement[bool]:
    """Whether the column is one of these ids.

    Few of them are bound values, so that the statement need not be compiled anew; thousands of those
    would cost more than their rows.
    """
    if len(ids) <= _FEW:
        return column.in_([int(each) for each in ids])
    return column.in_([sa.literal_column(",".join(str(int(each)) for each in ids) or "NULL")])


def restore(url: str, path: Path) -> None:
    """Put the backup at `path` where the SQLite database of `url` lies; nobody may have it open.

    The file that is replaced is kept beside it with the suffix `.before-restore`.
    Errors: `DatabaseUnusable` when `path` is not such a backup.
    """
    target = _url(url)
    if target.get_backend_name() != "sqlite" or not target.database:
        raise DatabaseUnusable("This database is PostgreSQL's: please restore it with pg_restore or psql.")
    if not path.is_file():
        raise DatabaseUnusable(f"There is no backup at {path}.")
    place = Path(target.database)
    copy = place.with_name(f"{place.name}.restoring")
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(path, copy)
        _check_backup(copy, path)
        for suffix in ("", "-wal", "-shm"):
            old = Path(f"{place}{suffix}")
            if old.exists():
                old.replace(f"{place}.before-restore{suffix}")
        copy.replace(place)
    finally:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)


def _check_backup(copy: Path, path: Path) -> None:
    """Bring a copy of the backup at `path` to this version's schema, all of it in the one file."""
    database = Database(f"sqlite:///{copy}")
    try:
        with database.read() as connection:
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            ours = sa.inspect(connection).has_table("alembic_version")
        if not (whole and ours):
            raise DatabaseUnusable(f"{path} is not a whole backup of Onrecord's.")
        database.migrate()
        with database.begin() as connection:  # a restored copy is another store: see tables.changes
            connection.execute(sa.text("UPDATE changes SET identity = :new"), {"new": uuid.uuid4().hex})
        with database.engine.connect() as connection:
            _pragma(connection, "wal_checkpoint(TRUNCATE)")
    finally:
        database.close()


def _url(url: str) -> sa.URL:
    try:
        made = sa.make_url(url)
    except ArgumentError:
        raise DatabaseUnusable(
            "DATABASE_URL is not a database address: please write sqlite:///path or postgresql://user@host/name."
        ) from None
    if made.drivername in {"postgresql", "postgres"}:
        made = made.set(drivername="postgresql+psycopg")
    if made.get_backend_name() not in {"sqlite", "postgresql"}:
        raise DatabaseUnusable(f"Onrecord keeps its data in SQLite or PostgreSQL, not in {made.drivername}.")
    return made


def _engine(url: str, pool_size: int) -> sa.Engine:
    made = _url(url)
    if made.get_backend_name() == "postgresql":
        return sa.create_engine(made, pool_size=pool_size, pool_pre_ping=True)
    if not made.database or made.database == ":memory:":
        raise DatabaseUnusable("Onrecord needs a file for SQLite: please write sqlite:///path.")
    folder = Path(made.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(
            f"The folder {folder} for the database cannot be made: {error.strerror}."
        ) from error
    engine = sa.create_engine(made, pool_size=pool_size)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(raw: Any, _entry: ConnectionPoolEntry) -> None:
    raw.isolation_level = None  # the driver begins nothing by itself: `_begin_sqlite` does
    for pragma in (
        f"busy_timeout={_BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _raw(connection: sa.Connection) -> Any:
    """The driver's own connection, for what SQLite refuses inside a transaction."""
    raw = connection.connection.dbapi_connection
    if raw is None:
        raise DatabaseUnusable("The database connection was lost.")
    return raw


def _pragma(connection: sa.Connection, pragma: str) -> None:
    _raw(connection).execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    reading = connection.get_execution_options().get("onrecord_read", False)
    connection.exec_driver_sql(f"PRAGMA query_only={reading:d}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turn what a driver says of an unusable database into one sentence; let programming errors through."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, UndefinedTable) or "no such table" in str(error.orig):
            raise DatabaseUnusable("The database has no tables yet: please run onrecord migrate.") from error
        if isinstance(error, sa.exc.OperationalError) or error.connection_invalidated:
            reason = str(error.orig).strip().split("\n")[0]
            raise DatabaseUnusable(f"The database cannot be used right now: {reason}.") from error
        if "not a database" in str(error.orig) or "malformed" in str(error.orig):
            raise DatabaseUnusable("The database file is damaged: please restore a backup.") from error
        raise
