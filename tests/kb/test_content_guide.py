"""The guide for authors: every block is written to its file and every command is run, in the order of the page."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from myologic.cli.main import main

GUIDE = Path(__file__).resolve().parents[2] / "kb" / "README.md"
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
FILE = re.compile(r"`([\w/-]+\.(?:ttl|srl|ask))`")
MISTAKE = re.compile(r"Had you written\s+`([^`]+)`\s+for\s+`([^`]+)`")
EDIT = re.compile(r"change\s+`([^`]+)`\s+to\s+`([^`]+)`")


def steps() -> Iterator[tuple[str, str]]:
    """The prose of the page and what stands between its fences, in turn."""
    page, end = GUIDE.read_text(encoding="utf-8"), 0
    for block in BLOCK.finditer(page):
        yield page[end : block.start()], block[2]
        end = block.end()


def exchange(folder: Path, old: str, new: str) -> None:
    """Write a text for another one, in the one file of the folder that has it."""
    (file,) = [each for each in folder.rglob("*.*") if each.is_file() and old in each.read_text(encoding="utf-8")]
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def run(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command of the page writes to the terminal."""
    words = shlex.split(command)
    if words[:2] == ["cp", "-r"]:
        shutil.copytree(folder / words[2], folder / words[3])
        return ""
    assert words[0] == "myologic"
    main(words[1:])
    out, err = capsys.readouterr()
    return out + err


def test_the_page_can_be_followed_literally(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command prints what the page shows below it, to the letter."""
    folder = tmp_path / "feet"
    (folder / "checks").mkdir(parents=True)
    monkeypatch.chdir(folder)
    commands, name = 0, ""
    for prose, block in steps():
        name = (FILE.findall(prose) or [name])[-1]
        mistake, edit = MISTAKE.search(prose), EDIT.search(prose)
        if block.startswith("$ "):
            parts = re.split(r"^\$ ([^\n]*)\n", block, flags=re.MULTILINE)[1:]
            for command, shown in zip(parts[::2], parts[1::2], strict=True):
                if mistake is not None:
                    exchange(folder, mistake[2], mistake[1])
                elif edit is not None and command.startswith("myologic"):
                    exchange(folder, edit[1], edit[2])
                assert run(command, folder, capsys) == shown, command
                if mistake is not None:
                    exchange(folder, mistake[1], mistake[2])
                commands += 1
        elif "DIR" not in block:
            (folder / name).write_text(block, encoding="utf-8")

    assert commands >= 11
