"""Labels that lead back to their things are remembered for the same phrases and code, and for no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.kb.kept_labels import KeptLabels

PHRASES = {"lexicon_phrases": memoryview(b"one"), "lexicon_rest": memoryview(b"two")}
LABEL = ("http://e/heel", "heel raise")


def kept(folder: Path | None, code: str = "a", phrases: dict[str, memoryview] = PHRASES) -> KeptLabels:
    """What another process finds."""
    return KeptLabels(None if folder is None else str(folder), code, phrases)


def test_fine_labels_are_remembered(tmp_path: Path) -> None:
    """A label that was fine is known to the next process, one with a line end in it is not kept."""
    first = kept(tmp_path)
    first.add(LABEL)
    first.add(("http://e/toe", "toe\nraise"))
    first.keep()

    assert LABEL in kept(tmp_path)
    assert ("http://e/toe", "toe\nraise") not in kept(tmp_path)
    assert ("http://e/heel", "other") not in kept(tmp_path)


def test_other_phrases_or_code_know_nothing(tmp_path: Path) -> None:
    """After any change of the phrases or of the code all labels are asked again; four sets are kept."""
    first = kept(tmp_path)
    first.add(LABEL)
    first.keep()

    assert LABEL not in kept(tmp_path, "b")
    assert LABEL not in kept(tmp_path, phrases={**PHRASES, "lexicon_rest": memoryview(b"three")})
    for code in "bcdef":
        other = kept(tmp_path, code)
        other.add(LABEL)
        other.keep()
    assert len(list(tmp_path.glob("*.labels"))) == 4


@pytest.mark.parametrize("damage", [b"", b"http://e/heel\theel raise", None])
def test_damaged_labels_are_forgotten(tmp_path: Path, damage: bytes | None) -> None:
    """A file that was cut or changed says nothing."""
    first = kept(tmp_path)
    first.add(LABEL)
    first.keep()
    path = next(tmp_path.glob("*.labels"))
    path.write_bytes(path.read_bytes()[:-1] + b"x" if damage is None else damage)

    assert LABEL not in kept(tmp_path)


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    """Where nothing may be kept the labels of this process are known to it alone, and a blocked folder does no harm."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    for folder in (None, blocked / "cache"):
        own = kept(folder)
        own.add(LABEL)
        own.keep()

        assert LABEL in own
        assert LABEL not in kept(folder)
