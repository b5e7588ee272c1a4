"""The walk-throughs show what the commands print, and their Python runs."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from myologic.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "walkthroughs.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```text\n\$ myologic (.+?)\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)
LEFT_OUT = "[…]"


def plain(text: str) -> list[str]:
    """Lines without the line numbers of content files, which change with every edit above them."""
    return re.sub(r"(\.ttl):\d+", r"\1", text).rstrip("\n").split("\n")


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[f"{n} {each[0]}" for n, each in enumerate(SHOWN)])
def test_shown_output_is_real(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every shown piece stands in the output, in order; where nothing is left out before it, right after the last."""
    monkeypatch.chdir(ROOT / "docs" / "walks")
    main(shlex.split(command))
    real, at, jump = plain(capfd.readouterr().out), 0, False
    for line in plain(shown):
        if line == LEFT_OUT:
            jump = True
            continue
        assert line in real[at:], line
        found = real.index(line, at)
        assert jump or found == at, f"left out without a mark before: {line}"
        at, jump = found + 1, False
    assert jump or at == len(real)


@pytest.mark.parametrize("name", sorted(each.name for each in (ROOT / "docs" / "walks").glob("*.yaml")))
def test_files_are_shown_as_they_are(name: str) -> None:
    """Each case file and file of answers stands in the page word for word."""
    assert (ROOT / "docs" / "walks" / name).read_text(encoding="utf-8") in PAGE


def test_python_of_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of Python runs, and its claims hold."""
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"^```python\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)
    assert blocks and os.path.isdir("docs/walks")
    for block in blocks:
        exec(compile(block, "walkthroughs.md", "exec"), {})
