"""The matrix names tests that exist, and every test here stands in it."""

from __future__ import annotations

import re

import pytest

from tests.torture.__main__ import ROOT
from tests.torture.matrix import MATRIX

NAMED = sorted({test for tests in MATRIX.values() for test in tests})


@pytest.mark.parametrize("test", NAMED)
def test_what_the_matrix_names_is_there(test: str) -> None:
    file, *_, name = test.split("::")
    assert re.search(rf"def {name}\(", (ROOT / file).read_text("utf-8"))


def test_every_injected_fault_stands_in_the_matrix() -> None:
    folder = ROOT / "tests" / "torture"
    there = {
        f"tests/torture/{path.name}::{name}"
        for path in folder.glob("test_*.py")
        if path.name != "test_matrix.py"
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert there <= set(NAMED)
