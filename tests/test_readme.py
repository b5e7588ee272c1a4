"""What the README and the page of the example pack show is what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from myologic.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "examples/houseplants/README.md", "examples/deutsch/README.md")


def shown(page: str) -> dict[str, tuple[str, ...]]:
    """Every command of a console block with the lines below it; the first set-up command with the block after it."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for block in re.findall(r"^```\n(\$ .*?)\n```$", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.split("\n")
            found[command] = tuple(lines)
    run = re.search(r"<!-- run -->\n```\n(.*?)\n```\n\n```\n(.*?)\n```", text, re.DOTALL)
    if run is not None:
        found["myologic " + run[1].rpartition("myologic ")[2]] = tuple(run[2].split("\n"))
    return found


def unnumbered(text: str) -> str:
    """Text without line numbers of content: a line more in a file changes nothing that matters here."""
    return re.sub(r"(?<=\.(?:ttl|srl)):\d+", "", text)


COMMANDS = {page: shown(page) for page in PAGES}
SHOWN = [(page, command) for page in PAGES for command in COMMANDS[page] if command.startswith("myologic ")]


@pytest.mark.parametrize(("page", "command"), SHOWN, ids=[command for _, command in SHOWN])
def test_the_output_is_real(
    page: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each line shown is printed, in this order; a line that ends in … may go on, one that is only … stands for some."""
    files = {other: lines for other, lines in COMMANDS[page].items() if other.startswith("cat ")}
    monkeypatch.chdir(tmp_path if files else ROOT)
    for other, lines in files.items():
        Path(other.removeprefix("cat ")).write_text("\n".join(lines), encoding="utf-8")
    main(shlex.split(command)[1:])
    printed = unnumbered(capfd.readouterr().out).split("\n")

    for line in map(unnumbered, COMMANDS[page][command]):
        if line.strip() != "…":
            cut = line.removesuffix("…")
            at = next((i for i, each in enumerate(printed) if each == line or (cut != line and each.startswith(cut))), -1)
            assert at >= 0, line
            printed = printed[at + 1 :]


def test_the_readme_shows_the_main_things() -> None:
    """A question, a reason, a case."""
    commands = COMMANDS["README.md"]

    assert [c for c in commands if c.startswith("cat ")]
    assert {"what", "ask", "case"} <= {c.split()[1] for c in commands if c.startswith("myologic ")}
