"""What the words mean, and what an error becomes."""

from __future__ import annotations

import subprocess
import sys

import pytest

import myologic
from myologic import exits
from myologic.cli import main as entry
from myologic.cli.commands import cli
from myologic.engine.errors import ContentError, LimitError, MyologicError, Problem, QuestionError, RuleError


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (["what", "is", "this"], ["what", "is", "this"]),
        (["ask", "what", "is", "this"], ["what", "is", "this"]),
        (["ask", "check", "this"], ["check", "this"]),
        (["check", "this"], None),
        (["what", "--json"], None),
        (["ask"], None),
        ([], None),
    ],
)
def test_plain_questions_are_told_from_commands(words: list[str], question: list[str] | None) -> None:
    """Words without options that name no command are a question."""
    assert entry.plain_question(words) == question


def test_the_commands_are_those_of_click() -> None:
    """The list that tells commands from questions is the list of commands."""
    assert sorted(entry.COMMANDS) == sorted(cli.commands)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ContentError([Problem("a.ttl", 1, 2, "error", "X1", "syntax", "`x` is wrong")]), exits.CONTENT),
        (RuleError([Problem("a.srl", 1, 2, "error", "X1", "syntax", "`x` is wrong")]), exits.CONTENT),
        (LimitError([Problem("a.srl", 1, 2, "error", "X1", "limit", "too many")]), exits.CONTENT),
        (QuestionError("not understood"), exits.MISUSE),
        (MyologicError("something"), exits.INTERNAL),
        (FileNotFoundError(2, "No such file or directory", "a.ttl"), exits.CONTENT),
        (ValueError("never meant to happen\nsecond line"), exits.INTERNAL),
        (RecursionError("too deep"), exits.INTERNAL),
        (KeyboardInterrupt(), exits.INTERRUPTED),
        (BrokenPipeError(), exits.BROKEN_PIPE),
    ],
)
def test_every_error_is_one_message_and_one_code(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No exception leaves the command, and none shows a traceback."""

    def fail(_: list[str]) -> int:
        raise error

    monkeypatch.setattr(entry, "_run", fail)
    monkeypatch.setattr(entry, "_silence_stdout", lambda: None)

    assert entry.main(["anything"]) == code
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err
    assert shown.err.count("\n") == (0 if code in (exits.INTERRUPTED, exits.BROKEN_PIPE) else 1)


def test_errors_carry_codes_of_the_list() -> None:
    """What an error says of its exit code is what the list says."""
    assert (ContentError.exit_code, RuleError.exit_code, LimitError.exit_code) == (exits.CONTENT,) * 3
    assert (QuestionError.exit_code, MyologicError.exit_code) == (exits.MISUSE, exits.INTERNAL)


def test_an_unknown_option_is_misuse_with_a_suggestion(capfd: pytest.CaptureFixture[str]) -> None:
    """A misspelt option names the nearest one, and stdout stays empty."""
    assert entry.main(["ask", "--jsn", "psoas"]) == exits.MISUSE
    shown = capfd.readouterr()

    assert shown.out == ""
    assert "--jsn" in shown.err and "--json" in shown.err


def test_a_missing_argument_is_misuse(capfd: pytest.CaptureFixture[str]) -> None:
    """A command without what it needs says what is missing."""
    assert entry.main(["convert"]) == exits.MISUSE
    assert "missing argument" in capfd.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["-h"], [], *[[name, "--help"] for name in entry.COMMANDS]])
def test_help_is_there(words: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """Every command explains itself on stdout and exits well."""
    assert entry.main(words) == exits.ANSWERED
    shown = capfd.readouterr()

    assert "Usage: myologic" in shown.out
    assert shown.err == ""


def test_help_states_the_purpose(capfd: pytest.CaptureFixture[str]) -> None:
    """What it is for and what it is not stands in the help and with the version."""
    entry.main(["--help"])
    entry.main(["--version"])
    shown = " ".join(capfd.readouterr().out.split())

    assert shown.count("general education and wellness") == 2
    assert shown.count("no diagnosis") == 2


def test_the_version_is_that_of_the_package(capfd: pytest.CaptureFixture[str]) -> None:
    """`--version` begins with name and version."""
    assert entry.main(["--version"]) == exits.ANSWERED
    assert capfd.readouterr().out.startswith(f"myologic {myologic.__version__}\n")


def test_a_reader_that_goes_away_is_no_error() -> None:
    """A closed pipe ends the command quietly."""
    process = subprocess.Popen([sys.executable, "-m", "myologic", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    complaints = process.stderr.read()
    process.stderr.close()

    assert process.wait(60) == exits.BROKEN_PIPE
    assert complaints == b""


def test_the_process_ends_with_the_code_of_the_command() -> None:
    """What was written is there, and the exit code is that of `main`."""
    done = subprocess.run([sys.executable, "-m", "myologic", "--version"], capture_output=True, text=True, timeout=60)
    wrong = subprocess.run([sys.executable, "-m", "myologic", "--nonsense"], capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stdout.split()[0]) == (exits.ANSWERED, "myologic")
    assert (wrong.returncode, wrong.stdout) == (exits.MISUSE, "")
    assert "no such option" in wrong.stderr


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("--versoin", "myologic: no such option '--versoin'. Did you mean '--version'?\nsee `myologic --help`\n"),
        ("--hlep", "myologic: no such option '--hlep'. Did you mean '--help'?\nsee `myologic --help`\n"),
        ("--formt", "myologic ask: no such option '--formt'. Did you mean '--format'?\nsee `myologic ask --help`\n"),
    ],
)
def test_a_misspelt_option_is_looked_for_where_it_belongs(word: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Without a command it may be one of the whole program, or one of `ask`."""
    assert entry.main([word]) == exits.MISUSE
    assert capfd.readouterr().err == said


def test_an_empty_path_is_said_to_be_missing(capfd: pytest.CaptureFixture[str]) -> None:
    """No error of the program, whatever the name."""
    assert entry.main(["check", ""]) == exits.CONTENT
    assert capfd.readouterr().err == "myologic: ``: no such file or folder\n"
