"""The guide for authors: what it shows can be copied into a folder and works as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from myologic.kb.check import check
from myologic.kb.load import load
from myologic.session import Session

GUIDE = Path(__file__).resolve().parents[2] / "kb" / "README.md"
ASKED = re.compile(r"^\$ myologic ask --pack \. ([^\n]*)\n(.*?)(?=^\$ |\Z)", re.DOTALL | re.MULTILINE)


def blocks() -> list[tuple[str, str]]:
    """The fenced blocks of the page, each with its language."""
    return re.findall(r"```(\w*)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything the page tells an author to write."""
    folder = tmp_path_factory.mktemp("pack")
    for number, (language, text) in enumerate(blocks()):
        if language == "turtle":
            (folder / f"block-{number}.ttl").write_text(text, encoding="utf-8")
        elif text.startswith("PREFIX"):
            (folder / f"block-{number}.srl").write_text(text, encoding="utf-8")
    return folder


def test_the_blocks_of_the_guide_pass_the_check(pack: Path) -> None:
    """Copied as they stand, the examples have no problem at all."""
    assert check(pack) == ()


def test_the_guide_shows_what_the_command_prints(pack: Path) -> None:
    """Each question of the page has the answers and the source that stand below it."""
    session = Session(load(pack))
    shown = [found for _, text in blocks() for found in ASKED.findall(text)]

    assert len(shown) >= 4
    for question, answer in shown:
        printed = session.ask(question).text
        told = [line.split(":")[0] for line in answer.splitlines() if line.startswith("- ")]
        assert told and [name for name in told if name not in printed] == []
        assert "Leaflet on feet" in printed
