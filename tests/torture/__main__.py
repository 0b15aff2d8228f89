"""Runs the whole fault matrix and writes what became of each row to build/torture-report.md.

`python -m tests.torture [pytest's arguments]`; the exit status is pytest's.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.torture.matrix import MATRIX, SEED

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "build" / "torture-report.md"
_HEAD = "| fault | test | kills | seen | result | s |\n|---|---|---|---|---|---|"


class Report:
    """What each test told, as pytest reports it."""

    def __init__(self) -> None:
        self.told: dict[str, list[pytest.TestReport]] = {}
        self.since = time.monotonic()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep how a test ended: its call, or whatever kept it from one."""
        if report.when == "call" or report.outcome != "passed":
            self.told.setdefault(report.nodeid.split("[")[0], []).append(report)

    def pytest_sessionfinish(self) -> None:
        """Write the report, also of a run that was broken off."""
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(self.text(), "utf-8")

    def text(self) -> str:
        """All of it."""
        rows = [row for fault, tests in MATRIX.items() for test in tests for row in self._rows(fault, test)]
        listed = {test for tests in MATRIX.values() for test in tests}
        besides = (test for test in self.told if test not in listed and "test_matrix" not in test)
        rows += [row for test in besides for row in self._rows("besides", test)]
        ended = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        took = f"{(time.monotonic() - self.since) / 60:.1f} min"
        where = f"{_commit()}, Python {platform.python_version()}, {os.cpu_count()} cores"
        return f"# Torture, {ended}\n\n{where}; seed {SEED}; {took}\n\n{_HEAD}\n" + "\n".join(rows) + "\n"

    def _rows(self, fault: str, test: str) -> list[str]:
        name = test.rpartition("::")[2].removeprefix("test_").replace("_", " ")
        if test not in self.told:
            return [f"| {fault} | {name} | | | not run | |"]
        if not any(report.user_properties for report in self.told[test]):
            return [self._in_short(fault, name, self.told[test])]
        rows = []
        for report in self.told[test]:
            given = report.nodeid.partition("[")[2].rstrip("]")
            seen = dict(report.user_properties)
            kills = seen.pop("kills", "")
            told = "; ".join(f"{key} {value}" for key, value in seen.items())
            cells = (fault, f"{name} {given}".strip(), kills, told, report.outcome, f"{report.duration:.1f}")
            rows.append(_row(*cells))
        return rows

    def _in_short(self, fault: str, name: str, reports: list[pytest.TestReport]) -> str:
        """One row for a test whose runs tell no more than how they ended."""
        passed = sum(report.outcome == "passed" for report in reports)
        ended = "passed" if passed == len(reports) else f"{passed} of {len(reports)} passed"
        runs = f"{len(reports)} times" if len(reports) > 1 else ""
        return _row(fault, name, "", runs, ended, f"{sum(report.duration for report in reports):.1f}")


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(each).replace("|", "/") for each in cells) + " |"


def _commit() -> str:
    asked = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "no commit"


def main() -> int:
    """The exit status of pytest."""
    os.environ["ONRECORD_TORTURE"] = "1"
    elsewhere = {test for tests in MATRIX.values() for test in tests if "torture" not in test}
    report = Report()
    status = pytest.main(["-rA", "tests/torture", *sorted(elsewhere), *sys.argv[1:]], plugins=[report])
    sys.stdout.write(f"{REPORT.relative_to(ROOT)}: {len(report.told)} tests\n")
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
