"""Problems as text with a mark below the word, and as SARIF."""

from __future__ import annotations

from typing import Any

import pytest

from myologic.authoring.report import problem_text, sarif
from myologic.engine.errors import Problem


def problem(line: int, column: int, **changes: Any) -> Problem:
    """An unknown property in a file."""
    fields = {"file": "a b.ttl", "severity": "error", "code": "K101", "kind": "vocabulary", "message": "unknown `x`"}
    return Problem(**{**fields, "line": line, "column": column, **changes})


@pytest.mark.parametrize(
    ("line", "column", "marked"),
    [
        ("my:a my:eats my:b .", 6, "my:eats"),
        ('my:a my:b "two words"@en .', 11, '"two words"@en'),
        ("<http://a/b> a my:C .", 1, "<http://a/b>"),
        ("my:a my:b my:c.", 11, "my:c"),
        ("RULE { ?e a ?m }", 8, "?e"),
        ("my:a ;", 6, ";"),
    ],
)
def test_the_mark_is_as_long_as_the_word(line: str, column: int, marked: str) -> None:
    """It begins at the column and ends with the token."""
    _, shown, mark = problem_text(problem(1, column), lambda file: [line]).split("\n")

    assert shown[mark.index("^") : mark.rindex("^") + 1] == marked


@pytest.mark.parametrize(("column", "marked"), [(9, "left big toe: tight"), (1, "answer:")])
def test_in_a_test_question_all_that_follows_the_colon_is_marked(column: int, marked: str) -> None:
    """It is one text; where the word before the colon is wrong, that word is."""
    line = "answer: left big toe: tight  "

    _, shown, mark = problem_text(problem(1, column, file="a.ask"), lambda file: [line]).split("\n")

    assert shown[mark.index("^") : mark.rindex("^") + 1] == marked


def test_a_long_line_is_cut_around_the_mark() -> None:
    """The word stays visible, and what was cut is shown as cut."""
    line = "x " * 400 + "my:eats" + " y" * 400

    _, shown, mark = problem_text(problem(1, 801), lambda file: [line]).split("\n")

    assert shown[mark.index("^") : mark.rindex("^") + 1] == "my:eats"
    assert shown.count("…") == 2 and len(shown) < 120


def test_tabs_and_hidden_characters_keep_their_column() -> None:
    """What could steer a terminal is shown as a question mark of the same width."""
    _, shown, mark = problem_text(problem(1, 4), lambda file: ["\t\x07\u202emy:eats"]).split("\n")

    assert "\x07" not in shown and "\u202e" not in shown
    assert shown[mark.index("^") : mark.rindex("^") + 1] == "my:eats"


def test_without_the_file_the_message_stands_alone() -> None:
    """A file that is gone, or a line behind its end, has no excerpt."""
    assert problem_text(problem(3, 1), lambda file: ["one"]).count("\n") == 0


def test_sarif_has_what_the_standard_asks_for() -> None:
    """Version, one rule a code, and a place with a URI that is one."""
    log = sarif([problem(2, 3, suggestion="my:y"), problem(1, 1, code="C101", severity="warning")], "1.0")
    run = log["runs"][0]
    rules, results = run["tool"]["driver"]["rules"], run["results"]

    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == ["C101", "K101"]
    assert [(r["ruleId"], rules[r["ruleIndex"]]["id"], r["level"]) for r in results] == [
        ("K101", "K101", "error"),
        ("C101", "C101", "warning"),
    ]
    place = results[0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "a%20b.ttl"}, "region": {"startLine": 2, "startColumn": 3}}
    assert "did you mean my:y" in results[0]["message"]["text"]


@pytest.mark.parametrize(
    ("file", "uri"), [("./a.ttl", "a.ttl"), ("/x/ä.ttl", "file:///x/%C3%A4.ttl"), ("a:b/c.ttl", "a%3Ab/c.ttl")]
)
def test_file_names_are_uris(file: str, uri: str) -> None:
    """Absolute names are file URIs, others stay relative; what a URI cannot hold is escaped."""
    place = sarif([problem(1, 1, file=file)], "1")["runs"][0]["results"][0]["locations"][0]

    assert place["physicalLocation"]["artifactLocation"]["uri"] == uri
