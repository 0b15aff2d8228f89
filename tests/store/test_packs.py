from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.lookup.packing import claim_of, lay_out, pack
from store.lookup.packs import NO_EXTENT, Extent, Packs, PackWriter, sweep
from store.lookup.words import APART


def _written(folder: Path, *packs: bytes, onto: Extent = NO_EXTENT) -> tuple[list[int], Extent]:
    writer = PackWriter(folder, onto)
    places = writer.put(packs)
    writer.flush()
    writer.close()
    return places, writer.extent


def test_what_was_put_is_read_by_its_place(tmp_path: Path) -> None:
    places, extent = _written(tmp_path, b"ferry", b"", b"harbour")
    more, extent = _written(tmp_path, b"noon", onto=extent)
    assert Packs(tmp_path, extent).read([more[0], places[2], places[0], places[1]]) == [
        b"noon",
        b"harbour",
        b"ferry",
        b"",
    ]


def test_what_was_not_committed_is_cut_off(tmp_path: Path) -> None:
    _, extent = _written(tmp_path, b"ferry")
    _written(tmp_path, b"lost", onto=extent)
    (place,), later = _written(tmp_path, b"noon", onto=extent)
    assert Packs(tmp_path, later).read([place]) == [b"noon"]
    assert (tmp_path / later.name).read_bytes() == b"ferrynoon"


def test_a_damaged_file_is_noticed(tmp_path: Path) -> None:
    (place,), extent = _written(tmp_path, b"ferry")
    path = tmp_path / extent.name
    for data in (b"berry", b"ferr", b""):
        path.write_bytes(data)
        with pytest.raises(ValueError, match="damaged"):
            Packs(tmp_path, extent)
    path.write_bytes(b"ferry")
    packs = Packs(tmp_path, extent)
    path.write_bytes(b"fer")
    with pytest.raises(ValueError, match="whole"):
        packs.read([place])
    with pytest.raises(OSError, match="nowhere"):
        Packs(tmp_path, replace(extent, name="nowhere"))


def test_files_of_earlier_indexes_are_swept(tmp_path: Path) -> None:
    _, old = _written(tmp_path, b"ferry")
    _, new = _written(tmp_path, b"harbour")
    (place,) = [0 << 24 | 5]
    reader = Packs(tmp_path, old)
    sweep(tmp_path, new)
    assert [path.name for path in tmp_path.iterdir()] == [new.name]
    assert reader.read([place]) == [b"ferry"]  # who has it open goes on reading


_WORDS = st.lists(st.sampled_from(["ferry", "sails", "Oskel", "Belk", "belk"]), max_size=5)


@given(st.integers(1, 2**32 - 1), st.tuples(_WORDS, _WORDS, _WORDS), st.lists(st.integers(1, 99)))
def test_packed_claims_are_laid_out_side_by_side(
    claim_id: int, sections: tuple[list[str], ...], speakers: list[int]
) -> None:
    whole = f" {APART} ".join([*map(" ".join, sections), "x", "", "", *map(" ".join, sections)])
    packed, keys = pack([claim_id, 7, 9], whole.split(), [speakers, [3], speakers])
    assert list(map(claim_of, packed)) == [claim_id, 7, 9]
    words = [word for section in sections for word in section]
    assert keys == [list(dict.fromkeys(word.lower() for word in words if word.istitle())), [], keys[0]]
    laid = lay_out(packed)
    assert laid.speakers.tolist() == [*speakers, 3, *speakers]
    assert laid.speaks.tolist() == [0] * len(speakers) + [1] + [2] * len(speakers)
    counted = laid.counts[laid.starts[0] : laid.starts[1]]
    assert (counted > 0).sum() == len(words) + len(keys[0])
