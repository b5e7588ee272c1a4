"""`ask` from words to output and exit code, on the shipped content."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from myologic.cli.main import main


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command."""
    code = main(words)
    shown = capfd.readouterr()
    return code, shown.out, shown.err


def test_a_bare_question_is_answered(capfd: pytest.CaptureFixture[str]) -> None:
    """No command, no quotes: the words are the question."""
    code, out, err = run(capfd, "what", "strengthens", "the", "glutes")

    assert (code, err) == (0, "")
    assert "single-leg glute bridge" in out


def test_quotes_and_ask_change_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """The same question in one piece, or after `ask`, has the same answer."""
    bare = run(capfd, "what", "strengthens", "the", "glutes")

    assert run(capfd, "what strengthens the glutes") == bare
    assert run(capfd, "ask", "what strengthens the glutes") == bare


def test_options_need_no_command(capfd: pytest.CaptureFixture[str]) -> None:
    """`--json` before a bare question belongs to `ask`."""
    code, out, _ = run(capfd, "--json", "what", "strengthens", "the", "glutes")

    answer = json.loads(out)
    assert (code, answer["status"], answer["intent"]) == (0, "answered", "strengthens")


def test_a_situation_is_assumed(capfd: pytest.CaptureFixture[str]) -> None:
    """`--given` enters the answer, with file, line and source."""
    code, out, _ = run(capfd, "ask", "why are the hip flexors tight", "--given", "I sit all day")

    assert code == 0
    assert "prolonged sitting" in out
    assert ".ttl:" in out and "source" in out.lower()


def test_an_earlier_question_is_known(capfd: pytest.CaptureFixture[str]) -> None:
    """`--after` carries the thing that was asked about before."""
    _, out, _ = run(capfd, "ask", "--json", "what stretches them", "--after", "what strengthens the hamstrings")

    assert "hamstrings" in [entity["label"] for entity in json.loads(out)["understood"]["entities"]]


def test_the_query_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    """`--sparql` prints the query and not the answer, and the query runs."""
    code, query, _ = run(capfd, "ask", "--sparql", "what strengthens the glutes")
    ran, rows, _ = run(capfd, "sparql", query)

    assert (code, ran) == (0, 0)
    assert query.startswith("PREFIX") and "bridge" not in query
    assert "single-leg-bridge" in rows


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("what is the weather tomorrow", 2),
        ("", 2),
        ("   ", 2),
        ("x" * 5_000, 2),
        ("my back pain came with numbness between my legs", 5),
        ("what releases the popliteus", 1),
    ],
)
def test_the_exit_code_tells_the_status(question: str, code: int, capfd: pytest.CaptureFixture[str]) -> None:
    """Not understood is 2, care is 5; the text is on stdout all the same."""
    seen, out, _ = run(capfd, "ask", question)

    assert seen == code
    assert out.strip()


def test_terminal_escapes_do_not_come_back(capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever is in the question, no control character is printed, as text or as JSON."""
    question = "what \x1b[31mstrengthens\x07 the\u202e glutes\U000e0041\u200b?"
    _, text, err = run(capfd, "ask", question)
    _, data, _ = run(capfd, "ask", "--json", question)

    for shown in (text, err, data, *_strings(json.loads(data))):
        assert not [c for c in shown if ord(c) < 32 and c not in "\n\t" or c in "\x7f\u202e\u200b\U000e0041"]


def test_undecodable_words_are_survived(capfd: pytest.CaptureFixture[str]) -> None:
    """Bytes of an argument that are no UTF-8 lead to an answer, not to an error."""
    code, out, err = run(capfd, "ask", "--json", "what strengthens \udcff the \ud800 glutes")

    assert code in (0, 2)
    assert json.loads(out)["question"]
    assert "Traceback" not in err


@pytest.mark.parametrize("words", [("chek",), ("paln",), ("chek", "me.yaml")])
def test_a_misspelt_command_that_was_read_as_a_question_names_the_command(capfd: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    """A word that correction turns into one that is known is still nearer to the command."""
    _, _, err = run(capfd, *words)

    assert "did you mean the command" in err


def test_a_thing_named_alone_is_no_command(capfd: pytest.CaptureFixture[str]) -> None:
    """What is answered as typed is a question."""
    _, _, err = run(capfd, "plank")

    assert err == ""


def test_a_command_that_is_misspelt_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    """Where nobody understood the question and it begins like a command, stderr says so."""
    code, _, err = run(capfd, "chekc", "my-pack")

    assert code == 2
    assert "myologic check" in err


def test_a_missing_pack_is_content_that_cannot_be_loaded(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The folder is named, stdout stays empty."""
    code, out, err = run(capfd, "ask", "psoas", "--pack", str(tmp_path / "nowhere"))

    assert (code, out) == (4, "")
    assert "nowhere" in err and err.count("\n") == 1


def test_broken_content_names_file_line_and_column(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A pack that is no Turtle stops the question with the place of the mistake."""
    (tmp_path / "broken.ttl").write_text("@prefix a: <http://example.org/> .\na:b a:c .\n", encoding="utf-8")
    code, out, err = run(capfd, "ask", "psoas", "--pack", str(tmp_path))

    assert (code, out) == (4, "")
    assert "broken.ttl:2:9: error" in err


def test_a_cache_that_cannot_be_written_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The answer is there, and one line on stderr says why it will be slow again."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    code, out, err = run(capfd, "what", "strengthens", "the", "glutes")

    assert code == 0
    assert "single-leg glute bridge" in out
    assert err.count("\n") == 1 and "cannot keep" in err


def test_lines_are_answered_one_by_one(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Every line gets one object, a line that cannot be read too, all from the same knowledge base."""
    lines = [
        b'{"question": "what strengthens the glutes"}',
        b"not json",
        b"",
        b'{"question": 7}',
        b'{"question": "what stretches them", "after": ["what strengthens the hamstrings"]}',
        b'{"question": "why are the hip flexors tight", "given": ["I sit all day"], "x": 1}',
        b'{"question": "\\ud800 psoas"}',
    ]
    stream = io.TextIOWrapper(io.BytesIO(b"\n".join(lines) + b"\n"))
    monkeypatch.setattr(sys, "stdin", stream)
    code, out, _ = run(capfd, "ask", "--jsonl")
    answers = [json.loads(line) for line in out.splitlines()]

    assert code == 0
    assert len(answers) == len(lines)
    assert [a["status"] for a in answers[:4]] == ["answered", "refused", "refused", "refused"]
    assert answers[1]["understood"]["not_understood"] and "JSON" in answers[1]["text"]
    assert [a["status"] for a in answers[4:6]] == ["answered", "answered"]
    assert len({a["kb"]["hash"] for a in answers}) == 1
    assert {frozenset(a) for a in answers} == {frozenset(answers[0])}


def test_options_that_exclude_each_other(capfd: pytest.CaptureFixture[str]) -> None:
    """Two forms at once are misuse."""
    assert run(capfd, "ask", "--json", "--sparql", "psoas")[0] == 2
    assert run(capfd, "ask", "--jsonl", "psoas")[0] == 2


def test_a_question_may_be_piped_in(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Without words the question is read from stdin."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"what strengthens the glutes\n")))

    assert "single-leg glute bridge" in run(capfd, "ask")[1]


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in (*value, *value.values()) for text in _strings(each)]
    return [text for each in value for text in _strings(each)] if isinstance(value, list) else []
