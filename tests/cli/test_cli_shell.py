"""`shell`, `completion` and the tables of `ask`, as people and pipes use them."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

import myologic
from myologic.cli.main import main
from myologic.cli.shell import respond
from myologic.conversation import Conversation


@pytest.fixture
def talk() -> Conversation:
    """A conversation on the shipped content."""
    return Conversation(myologic.load())


def test_a_follow_up_builds_on_the_last_question(talk: Conversation) -> None:
    """What is not said again is what was asked before."""
    respond(talk, "what stretches the piriformis")

    assert respond(talk, "and what strengthens it?").startswith("what strengthens piriformis")


def test_why_explains_the_last_answer(talk: Conversation) -> None:
    """`why 1` gives the reasons of the first item, with file and line."""
    respond(talk, "what stretches the piriformis")
    reasons = respond(talk, "why 1")

    assert reasons.startswith("figure-four stretch") and ".ttl:" in reasons and "source:" in reasons
    assert respond(talk, "why") .count("[") >= 3


def test_why_without_an_answer_says_so(talk: Conversation) -> None:
    """Nothing asked, or no such item: one sentence."""
    assert respond(talk, "why") == "There is no answer to explain."
    respond(talk, "what stretches the piriformis")
    assert respond(talk, "why 99") == "There is no answer to explain."


def test_an_offered_question_is_asked_by_its_number(talk: Conversation) -> None:
    """Where nothing was understood, the questions near it carry numbers, and a number asks one."""
    text = respond(talk, "how do i bake a cake")
    first = next(line for line in text.splitlines() if line.startswith("  1 "))

    assert respond(talk, "1").startswith(first.removeprefix("  1 "))


def test_what_is_given_holds_for_all_questions(talk: Conversation) -> None:
    """`:given` is assumed until `:forget`."""
    assert respond(talk, ":given I sit all day") == "Given: I sit all day"
    assert "prolonged sitting" in respond(talk, "which muscles are tight")
    respond(talk, ":forget")
    assert "prolonged sitting" not in respond(talk, "which muscles are tight")


def test_a_conversation_is_saved_where_it_is_wished(talk: Conversation, tmp_path: Path) -> None:
    """`:save` writes questions and answers to the named file, and asks for a name where there is none."""
    respond(talk, "what stretches the piriformis")
    target = tmp_path / "talk.txt"

    assert respond(talk, f":save {target}") == f"Written to {target}."
    assert target.read_text(encoding="utf-8").startswith("> what stretches the piriformis\n\nwhat stretches piriformis")
    assert "Name the file" in respond(talk, ":save")


def test_an_unknown_command_is_said(talk: Conversation) -> None:
    """A word after a colon that is no command is named."""
    assert respond(talk, ":nope") == "There is no :nope; :help lists what there is."


def test_a_pipe_is_read_to_its_end() -> None:
    """Without a terminal each line is answered, nothing else is written, and a mistake stops nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "myologic", "shell"],
        input="what stretches the piriformis\n:save /nowhere/at/all\nwhy 1\n:quit\nnever asked\n",
        capture_output=True, text=True, check=False, timeout=120,
    )

    assert done.returncode == 0
    assert "figure-four stretch" in done.stdout and ".ttl:" in done.stdout and "never asked" not in done.stdout
    assert "/nowhere" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Each of the three shells gets its script."""
    assert main(["completion", name]) == 0
    assert "_MYOLOGIC_COMPLETE" in capfd.readouterr().out


def completed(words: str, place: int) -> list[str]:
    """What bash is offered."""
    asked = {**os.environ, "COMP_WORDS": words, "COMP_CWORD": str(place), "_MYOLOGIC_COMPLETE": "bash_complete"}
    done = subprocess.run([sys.executable, "-m", "myologic"], env=asked, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


def test_a_shell_completes_the_next_phrase() -> None:
    """Names of things and filters complete a bare question; commands complete where one is typed."""
    assert "glutes" in completed("myologic what strengthens the glu", 4)
    assert "check" in completed("myologic ch", 1)
    assert "what strengthens " in completed("myologic what st", 2) or "strengthens " in completed("myologic what st", 2)


def test_answers_are_written_as_csv(capfd: pytest.CaptureFixture[str]) -> None:
    """A heading and one row for each item."""
    assert main(["ask", "--format", "csv", "what stretches the piriformis"]) == 0
    rows = list(csv.reader(io.StringIO(capfd.readouterr().out)))

    assert rows[0][0] == "name" and "figure-four stretch" in {row[0] for row in rows[1:]}
    assert {len(row) for row in rows} == {7}


def test_answers_are_written_as_markdown_and_columns(capfd: pytest.CaptureFixture[str]) -> None:
    """The same items with bars, and in columns that fit a line."""
    assert main(["ask", "--format", "md", "what stretches the piriformis"]) == 0
    marked = capfd.readouterr().out.splitlines()
    assert main(["ask", "--format", "table", "what stretches the piriformis"]) == 0
    plain = capfd.readouterr().out.splitlines()

    assert marked[1].startswith("| ---") and all(line.startswith("| ") and line.endswith(" |") for line in marked)
    assert plain[0].split()[0] == "name" and max(map(len, plain)) <= 80


def test_what_no_table_holds_goes_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    """Care comes on stderr, and the exit code says so."""
    code = main(["ask", "--format", "csv", "my back pain came with numbness between my legs"])
    shown = capfd.readouterr()

    assert code == 5 and "emergency" in shown.err.lower() and ",exercise," not in shown.out


@pytest.mark.parametrize(("words", "place"), [(None, "1"), ("myologic what", "one"), ("myologic 'what", "-3")])
def test_a_script_that_asks_wrongly_gets_nothing(words: str | None, place: str, capfd: pytest.CaptureFixture[str]) -> None:
    """No words, or a cursor at no number: a quiet exit code, for the message would land in somebody's command line."""
    asked = {"COMP_CWORD": place, "_MYOLOGIC_COMPLETE": "bash_complete"} | ({} if words is None else {"COMP_WORDS": words})
    with pytest.MonkeyPatch.context() as patch:
        for name, value in asked.items():
            patch.setenv(name, value)

        assert main([]) in (0, 2)
    assert capfd.readouterr().err == ""
