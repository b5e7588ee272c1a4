"""The snapshot file: what is written is read again, and nothing damaged is taken for whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from myologic.kb.snapshot import read_snapshot, write_snapshot

SECTIONS = {"numbers": bytes(range(256)), "empty": b"", "text": "Fuß".encode()}


def test_sections_come_back(tmp_path: Path) -> None:
    """Every section is read as it was written."""
    path = str(tmp_path / "a.snapshot")
    write_snapshot(path, SECTIONS)
    found = read_snapshot(path)

    assert found is not None
    assert {name: bytes(data) for name, data in found.items()} == SECTIONS


@pytest.mark.parametrize("position", [0, 17, 21, 40, 100, -1])
def test_damage_is_noticed(position: int, tmp_path: Path) -> None:
    """A changed byte anywhere makes the file worthless."""
    path = tmp_path / "a.snapshot"
    write_snapshot(str(path), SECTIONS)
    data = bytearray(path.read_bytes())
    data[position] ^= 1
    path.write_bytes(data)

    assert read_snapshot(str(path)) is None


@pytest.mark.parametrize("length", [0, 5, 24, 200])
def test_shortened_file_is_noticed(length: int, tmp_path: Path) -> None:
    """A file that ends early is worthless."""
    path = tmp_path / "a.snapshot"
    write_snapshot(str(path), SECTIONS)
    path.write_bytes(path.read_bytes()[:length])

    assert read_snapshot(str(path)) is None


def test_missing_file_is_no_error(tmp_path: Path) -> None:
    """A file that is not there reads as None."""
    assert read_snapshot(str(tmp_path / "a.snapshot")) is None


def test_nothing_is_left_of_a_failed_write(tmp_path: Path) -> None:
    """A write that fails raises and leaves no part behind."""
    (tmp_path / "a.snapshot").mkdir()
    (tmp_path / "a.snapshot" / "file").touch()

    with pytest.raises(OSError):
        write_snapshot(str(tmp_path / "a.snapshot"), SECTIONS)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.snapshot"]


def test_rewriting_replaces_in_one_step(tmp_path: Path) -> None:
    """A second write leaves one file, with the mode that the user's mask gives."""
    path = tmp_path / "a.snapshot"
    write_snapshot(str(path), {"a": b"1"})
    write_snapshot(str(path), {"a": b"2"})
    found = read_snapshot(str(path))

    assert found is not None and bytes(found["a"]) == b"2"
    assert os.listdir(tmp_path) == ["a.snapshot"]
    assert stat.S_ISREG(path.stat().st_mode)


@pytest.mark.parametrize("name", ["a-name-of-25-characters--", "", "Fuß", "a\0b"])
def test_a_name_that_has_no_room_is_refused(name: str, tmp_path: Path) -> None:
    """A section is never kept under a name that is cut short or altered; the error says which it was."""
    with pytest.raises(ValueError) as refused:
        write_snapshot(str(tmp_path / "a.snapshot"), {"numbers": b"", name: b"data"})
    assert f"`{name}`" in str(refused.value) and not list(tmp_path.iterdir())


def test_a_name_of_24_characters_comes_back(tmp_path: Path) -> None:
    """The longest name is read as it was written."""
    name = "a-name-of-24-characters-"
    write_snapshot(str(tmp_path / "a.snapshot"), {name: b"data"})

    assert list(read_snapshot(str(tmp_path / "a.snapshot")) or ()) == [name]
