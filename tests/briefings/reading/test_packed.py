from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from briefings.errors import Refused
from briefings.reading import packed


def zipped(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_files_come_one_by_one_without_what_systems_add(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip",
        **{"b/two.txt": b"two", "one.txt": b"one", "b/": b"", "__MACOSX/x": b"?", "b/.DS_Store": b"?"},
    )
    assert packed.is_folder(path)
    assert packed.names(path) == ["b/two.txt", "one.txt"]
    assert list(packed.files(path)) == [("b/two.txt", b"two"), ("one.txt", b"one")]


def test_names_that_lead_outside_are_only_names(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"../../evil.txt": b"words"})
    assert list(packed.files(path)) == [("../../evil.txt", b"words")]
    assert not (tmp_path.parent / "evil.txt").exists()


def test_a_bomb_is_unpacked_no_further_than_a_file_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MAX_BYTES", 1000)
    monkeypatch.setattr(packed, "_MAX_UNPACKED_BYTES", 2500)
    path = zipped(tmp_path / "a.zip", a=bytes(10**6), b=b"fine", c=bytes(10**6), d=bytes(10**6), e=b"left")
    (_, bomb), (_, fine), *rest = packed.files(path)
    assert isinstance(bomb, Refused)
    assert fine == b"fine"
    assert [name for name, _ in rest] == ["c", "d", "e"]
    assert "the rest was left" in str(rest[-1][1])


def test_a_damaged_file_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a=b"words " * 100, b=b"fine")
    data = bytearray(path.read_bytes())
    data[35:40] = b"\xff" * 5
    path.write_bytes(bytes(data))
    (_, damaged), (_, fine) = packed.files(path)
    assert isinstance(damaged, Refused)
    assert fine == b"fine"


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_documents_are_no_folders(tmp_path: Path, name: str) -> None:
    assert not packed.is_folder(zipped(tmp_path / "a.docx", **{name: b"x"}))


def test_other_files_are_no_folders(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    assert not packed.is_folder(tmp_path / "a.txt")
    assert not packed.is_folder(tmp_path / "missing")
