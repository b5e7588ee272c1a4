"""What leaves the command: clean, whole, and in one step."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from myologic import exits
from myologic.cli.main import main
from myologic.cli.output import CannotWrite, complain, say, write_data, write_file


class Binary(io.TextIOWrapper):
    """A text stream over bytes that can be looked at, as stdout is."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding="ascii")


def test_text_is_cleaned_and_ends_with_one_newline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Escapes, direction marks and tags do not reach stdout, whatever its encoding."""
    stream = Binary()
    monkeypatch.setattr(sys, "stdout", stream)

    say("a\x1b[31m ü\u202e\U000e0041\n\n")

    assert stream.bytes.getvalue() == "a[31m ü\n".encode()


def test_messages_survive_a_narrow_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A character that stderr cannot show is replaced, not an error."""
    stream = Binary()
    monkeypatch.setattr(sys, "stderr", stream)

    complain("größer")

    assert stream.bytes.getvalue() == b"gr??er\n"


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The new content stands there, with the old permissions, and nothing else in the folder."""
    target = tmp_path / "out.nt"
    target.write_text("old")
    target.chmod(0o640)

    write_file(str(target), "new\n")

    assert target.read_text() == "new\n"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk is full, the old file is untouched and no half of a new one lies about."""
    target = tmp_path / "out.nt"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(CannotWrite, match="no space left"):
        write_file(str(target), "new\n")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The message has the path as it was given and not that of a part file."""
    with pytest.raises(CannotWrite, match="`.*nowhere/out.nt` cannot be written: no such file or directory"):
        write_file(str(tmp_path / "nowhere" / "out.nt"), "new")


def test_a_closed_stdout_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without stdout there is a reason and no crash."""
    monkeypatch.setattr(sys, "stdout", None)

    with pytest.raises(CannotWrite, match="closed"):
        write_data("x")


def test_a_link_is_followed(tmp_path: Path) -> None:
    """Writing through a link replaces what it points to, and the link stays."""
    target = tmp_path / "real.nt"
    target.write_text("old")
    link = tmp_path / "link.nt"
    link.symlink_to(target)

    write_file(str(link), "new\n")

    assert link.is_symlink()
    assert target.read_text() == "new\n"


def test_a_device_is_written_to_directly() -> None:
    """/dev/null stays a device."""
    write_file(os.devnull, "new\n")

    assert not Path(os.devnull).is_file()


def test_output_that_takes_no_more_is_one_message(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk behind stdout is said as what it is, whatever was to be written."""
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    for words in (["what", "strengthens", "the", "glutes"], ["export", "--schema", "answer"], ["--help"], ["packs"]):
        with open("/dev/full", "w", encoding="utf-8") as full:
            monkeypatch.setattr(sys, "stdout", full)
            code = main(words)
            monkeypatch.undo()
            with contextlib.suppress(OSError):
                full.close()

        assert code == exits.MISUSE
        assert capfd.readouterr().err == "myologic: standard output cannot be written: no space left on device\n"


@pytest.mark.parametrize("words", [["what", "strengthens", "the", "glutes"], ["--jsonl"], ["case", "/dev/null"]])
def test_without_streams_nothing_breaks(words: list[str]) -> None:
    """A program that starts the command with stdin, stdout and stderr closed gets an exit code and no crash."""
    done = subprocess.run(
        ["sh", "-c", '"$@" <&- >&- 2>&-', "sh", sys.executable, "-m", "myologic", *words], capture_output=True, timeout=60
    )

    assert (done.stdout, done.stderr) == (b"", b"")
    assert done.returncode in (exits.ANSWERED, exits.MISUSE)


@pytest.mark.parametrize("words", [["sparql", "-"], ["new", "muscle"], ["ask", "--jsonl"], ["ask"], ["shell"]])
def test_a_closed_stdin_has_nothing_to_read(words: list[str]) -> None:
    """What would be read from stdin is missing, as at the end of a file."""
    done = subprocess.run(
        ["sh", "-c", '"$@" <&-', "sh", sys.executable, "-m", "myologic", *words], capture_output=True, text=True, timeout=60
    )

    assert done.returncode in (exits.ANSWERED, exits.MISUSE)
    assert "internal error" not in done.stderr
