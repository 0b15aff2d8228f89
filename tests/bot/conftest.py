"""The command line, run in this process, over a data folder that holds the sample articles."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import samples
from bot.cli import main
from bot.config import SETTINGS


@dataclasses.dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The JSON objects printed."""
        return [json.loads(line) for line in self.out.splitlines()]


Onrecord = Callable[..., Ran]


@pytest.fixture(scope="session")
def loaded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample articles loaded; copy it, do not write to it."""
    folder = tmp_path_factory.mktemp("loaded")
    pages = tmp_path_factory.mktemp("pages")
    for name, data in samples.articles():
        (pages / name).write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        _environment(patch, folder)
        patch.setattr("sys.argv", ["onrecord", "load", str(pages)])
        with pytest.raises(SystemExit) as ended:
            main()
    assert ended.value.code == 0
    return folder


@pytest.fixture
def data_folder(tmp_path: Path, loaded_folder: Path) -> Path:
    """A copy of the loaded data folder, for one test."""
    return Path(shutil.copytree(loaded_folder, tmp_path / "data"))


@pytest.fixture
def onrecord(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Onrecord:
    """Runs `onrecord` with these arguments, over an empty folder or the one named by `data`."""

    def run(*args: str | Path, data: Path | None = None) -> Ran:
        _environment(monkeypatch, data or tmp_path / "empty")
        monkeypatch.setattr("sys.argv", ["onrecord", *map(str, args)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capfd.readouterr()
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    return run


def _environment(patch: pytest.MonkeyPatch, folder: Path) -> None:
    for setting in SETTINGS:
        patch.delenv(setting.name, raising=False)
    patch.setenv("ONRECORD_DATA_DIR", str(folder))
