"""How hard to try: a quick part in every run of the tests, the whole matrix by `make torture`."""

from __future__ import annotations

import os

import pytest


@pytest.fixture
def whole() -> bool:
    """Whether the whole matrix was asked for."""
    return os.environ.get("ONRECORD_TORTURE") == "1"


@pytest.fixture
def slow(whole: bool) -> None:
    """Skips what takes long unless the whole matrix was asked for."""
    if not whole:
        pytest.skip("takes long: make torture")
