"""Files of test questions: what a line may say, and what an answer lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.engine.errors import Problem
from myologic.engine.terms import Place
from myologic.kb.asks import Ask, Asked, check_answer, read_asks
from myologic.kb.content import ContentText
from myologic.kb.files import ContentFile, ask_files, shipped_files, shipped_root

FILE = ContentFile("feet.ask", "feet.ask", "", "feet.ask")
ANSWERED = Asked("answered", True, "Yes, it does.", ((("heel raise", "calf raise"), "left", "weak"),))


def read(text: str) -> tuple[tuple[Ask, ...], tuple[Problem, ...]]:
    """The questions of a text and what is wrong with it."""
    return read_asks(ContentText(FILE, text.encode()))


def test_a_question_keeps_all_that_belongs_to_it() -> None:
    """Everything up to the next question is its own, with the place of each text."""
    asks, problems = read("# feet\nask: what is weak\ngiven: a cold\nafter: who\nanswer: toe\n\nask: and now\nyes:\n")

    assert problems == ()
    assert [(each.question, each.given, each.after, len(each.expected)) for each in asks] == [
        ("what is weak", ("a cold",), ("who",), 1),
        ("and now", (), (), 1),
    ]
    assert asks[0].expected[0].place == Place("feet.ask", 5, 9)


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("ask: a\nansver: b\n", 2, 1, "`ansver`"),
        ("answer: b\n", 1, 9, "before the first"),
        ("ask: a\n", 1, 6, "nothing of its answer"),
        ("ask: a\nanswer:\n", 2, 1, "nothing follows"),
        ("ask: a\nstatus: maybe\n", 2, 9, "`maybe`"),
        ("ask: a\nyes: please\n", 2, 6, "nothing follows"),
        ("ask: a\nanswer: b\u202e\n", 2, 1, "U+202E"),
        ("case: a\ngiven: b\nanswer: c\n", 2, 8, "belongs to a question"),
        ("no colon here\n", 1, 1, "`no colon here`"),
    ],
)
def test_a_wrong_line_is_named(text: str, line: int, column: int, word: str) -> None:
    """Each mistake is reported once, where it stands."""
    problems = read(text)[1]

    assert [(each.code, each.line, each.column) for each in problems] == [("A101", line, column)]
    assert word in problems[0].message


def test_a_misspelt_word_has_its_suggestion() -> None:
    """The nearest word of the language of these files is offered."""
    assert read("ask: a\nansver: b\n")[1][0].suggestion == "answer:"


def test_what_is_no_text_is_one_problem() -> None:
    """Bytes that are not UTF-8 are reported with their line."""
    problems = read_asks(ContentText(FILE, b"ask: a\nanswer: \xff\n"))[1]

    assert [(each.code, each.line) for each in problems] == [("A101", 2)]


@pytest.mark.parametrize(
    ("expected", "missed"),
    [
        ("answer: heel raise", None),
        ("answer: Calf-Raise", None),
        ("answer: left heel raise: weak", None),
        ("answer: right heel raise", "not answered with"),
        ("answer: heel raise: tight", "not answered with"),
        ("not: toe raise", None),
        ("not: calf raise", "left out"),
        ("says: yes, it", None),
        ("says: no doubt", "does not say"),
        ("yes:", None),
        ("no:", "is answered with yes"),
        ("status: refused", "ends as answered"),
    ],
)
def test_an_answer_is_compared_with_what_is_expected(expected: str, missed: str | None) -> None:
    """Names in any spelling of case and hyphens, side and verdict where they are said, words of the text, yes or no."""
    found = [each for ask in read(f"ask: a\n{expected}\n")[0] for each in check_answer(ask, ANSWERED)]

    assert [missed in each.message for each in found if missed] == ([True] if missed else [])
    assert len(found) == (missed is not None)


def test_files_of_questions_are_no_content(tmp_path: Path) -> None:
    """They are found in every folder of a pack, and leave what is loaded as it is."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.ask").write_text("ask: a\nyes:\n", encoding="utf-8")

    assert [each.inside for each in ask_files(tmp_path)] == ["more/a.ask"]
    assert not [each for each in shipped_files() if each.path.endswith(".ask")]
    assert {each.shown.split("/")[0] for each in ask_files(shipped_root())} == {"kb"}
