"""A PostgreSQL server of the tests' own: in a temporary folder, on a Unix socket, gone at the end."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # nothing here outlives the tests
    "max_connections": "60",
    "shared_buffers": "16MB",
    "timezone": "America/New_York",  # a zone that is not UTC, so that forgotten zones show
}
# The server ends when the guard's standard input does: also when the tests are killed. SIGINT is a fast
# shutdown, which ends open connections.
_GUARD = '"$@" & read -r _; kill -INT $!; wait $!'


class Missing(Exception):
    """There are no PostgreSQL programs on this machine, or nobody to run them as."""


def program(name: str) -> Path:
    """Where the PostgreSQL program is: on PATH, or where Debian keeps the newest version."""
    found = shutil.which(name)
    if found:
        return Path(found)
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    if not kept:
        raise Missing(f"PostgreSQL's {name} is not on PATH nor under /usr/lib/postgresql")
    return kept[-1]


def _demoted() -> dict[str, Any]:
    """How to start a child as somebody else: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise Missing("PostgreSQL refuses to run as root, and there is no user postgres or nobody")


class Server:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://onrecord@/{database}?host={self._folder}"

    def restarted(self, *, down_s: float) -> subprocess.Popen[bytes]:
        """The server's new process, after everybody was cut off and so many seconds have passed.

        Whoever asks for it ends it with SIGINT.
        """
        data = self._folder / "data"
        process_id = int((data / "postmaster.pid").read_text().split()[0])
        os.kill(process_id, signal.SIGINT)
        while (data / "postmaster.pid").exists():
            time.sleep(0.02)
        time.sleep(down_s)
        options = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [program("postgres"), "-D", data, "-k", self._folder, *options],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                **_demoted(),
            )
        _wait(self, process, self._folder / "log")
        return process

    def run(self, sql: str) -> None:
        """Run one statement outside of any transaction."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.encode())


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server that is stopped at the end, whatever happens."""
    initdb, postgres, demoted = program("initdb"), program("postgres"), _demoted()
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    try:
        if demoted:
            os.chown(folder, demoted["user"], demoted["group"])
        data = folder / "data"
        made: list[str | Path] = [
            initdb,
            "-D",
            data,
            "-U",
            "onrecord",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        subprocess.run(made, cwd=folder, check=True, capture_output=True, **demoted)
        options = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                ["sh", "-c", _GUARD, "sh", postgres, "-D", data, "-k", folder, *options],
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                **demoted,
            )
        with process:  # closes its standard input and waits
            server = Server(folder)
            _wait(server, process, folder / "log")
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from error
            time.sleep(0.05)
        else:
            return
