"""What a check found is shown again only where everything that it looked at is as it was."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from myologic.authoring import checking, kept_checks
from myologic.engine.errors import Problem

FOUND = (
    Problem("a.ttl", 1, 2, "error", "K101", "vocabulary", "unknown property `my:ü \udc80`", "my:u"),
    Problem("a.ttl", 3, 1, "warning", "K112", "domain", "said of a muscle"),
)


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """The checks that were made, each of which finds the same; with a cache of its own."""
    made: list[object] = []

    def found(*paths: object, asker: object, asked: object) -> tuple[Problem, ...]:
        made.append(paths)
        return FOUND

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(checking, "check_content", found)
    monkeypatch.setattr(kept_checks, "_IMPORTED_SECONDS", time.time() + 60)
    yield made


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack with a file of each kind."""
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "a.ttl").write_text("", encoding="utf-8")
    (folder / "a.srl").write_text("RULE { ?x <a:p> 1 } WHERE { ?x <a:q> 1 }", encoding="utf-8")
    (folder / "a.ask").write_text("ask: what is it\nyes:\n", encoding="utf-8")
    return folder


def test_nothing_changed_is_not_checked_again(pack: Path, checked: list[object]) -> None:
    """The second check shows what the first one found, whatever characters are in it."""
    first, second = checking.check(pack), checking.check(pack)

    assert first == second == FOUND and len(checked) == 1


@pytest.mark.parametrize("name", ["a.ttl", "a.srl", "a.ask", "b.ttl"])
def test_an_edit_is_checked(pack: Path, checked: list[object], name: str) -> None:
    """Any file of content or questions that is new or says something else is looked at, and back again it need not be."""
    checking.check(pack)
    path = pack / name
    before = path.read_bytes() if path.exists() else None
    path.write_text("# nothing\n", encoding="utf-8")
    checking.check(pack)
    path.unlink() if before is None else path.write_bytes(before)
    checking.check(pack)

    assert len(checked) == 2


def test_other_paths_are_another_check(pack: Path, checked: list[object]) -> None:
    """The same files alone, together or not at all are different checks."""
    for paths in ([pack], [pack / "a.ttl"], [pack / "a.ask"], [pack, pack / "a.ttl"], []):
        checking.check(*paths)

    assert len(checked) == 5


def test_tomorrow_is_checked_again(pack: Path, checked: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a review is due depends on the day."""

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # asked for this zone alone
            return datetime.now(UTC) + timedelta(days=1)

    checking.check(pack)
    monkeypatch.setattr(kept_checks, "datetime", Tomorrow)
    checking.check(pack)

    assert len(checked) == 2


@pytest.mark.parametrize("rule", ["RULE { ?x <a:p> 1 } WHERE { ?x <a:q> ?y FILTER(?y < now()) }", None])
def test_what_may_change_by_itself_is_not_kept(pack: Path, checked: list[object], rule: str | None) -> None:
    """Rules of a pack that look at the time, and a rule file that may import others, are checked each time."""
    if rule is not None:
        (pack / "a.srl").write_text(rule, encoding="utf-8")
    for _ in range(2):
        checking.check(pack if rule is not None else pack / "a.srl")

    assert len(checked) == 2


def test_newer_code_on_disk_keeps_nothing(pack: Path, checked: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs may be older than the files that it would be taken for."""
    monkeypatch.setattr(kept_checks, "_IMPORTED_SECONDS", 0.0)
    for _ in range(2):
        checking.check(pack)

    assert len(checked) == 2


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_damage_is_a_check(pack: Path, checked: list[object], tmp_path: Path, damage: bytes | None) -> None:
    """What was kept and is not whole is not believed."""
    checking.check(pack)
    (kept,) = (tmp_path / "cache" / "myologic").glob("*.checked")
    kept.write_bytes(kept.read_bytes()[:-1] if damage is None else damage)

    assert checking.check(pack) == FOUND and len(checked) == 2


def test_a_file_that_changes_meanwhile_keeps_nothing(
    pack: Path, checked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read in the middle of an edit is not taken for either state."""

    def editing(*paths: object, asker: object, asked: object) -> tuple[Problem, ...]:
        os.utime(pack / "a.ttl", ns=(len(checked), len(checked)))
        checked.append(paths)
        return FOUND

    monkeypatch.setattr(checking, "check_content", editing)
    for _ in range(2):
        checking.check(pack)

    assert len(checked) == 2
