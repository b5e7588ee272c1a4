"""`format`: white space becomes even, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.authoring.tidy import tidied, tidied_file
from myologic.cli.main import main
from myologic.kb.files import ask_files, shipped_files, shipped_root

UNTIDY = (
    "\ufeff# A file.  \r\n@prefix a: <http://a/> .\r\n\r\n\r\n\r\n\r\na:b a:c 1 ; # why\t\r\n"
    '\ta:d """two  \r\n\r\n\r\n\r\n\tlines"""  .\r\n\r\n'
)
TIDY = '# A file.\n@prefix a: <http://a/> .\n\n\na:b a:c 1 ; # why\n    a:d """two  \r\n\r\n\r\n\r\n\tlines""" .\n'


def test_white_space_becomes_even_and_strings_stay() -> None:
    """Line ends, trailing space, tabs and runs of blank lines are evened out, comments and strings are left alone."""
    assert tidied_file(UNTIDY, "a.ttl").replace('"""  .', '""" .') == TIDY


@pytest.mark.parametrize("text", ["", "\n\n", "# only this", 'a:b a:c "# no comment" .', "a:b a:c <http://a/#b> ."])
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    """What is tidy stays as it is."""
    assert tidied(tidied(text)) == tidied(text)


def test_a_quote_in_a_comment_opens_no_string() -> None:
    """A comment ends with its line, whatever stands in it."""
    assert tidied('# it\'s """\n\n\n\n\na:b a:c 1 .') == '# it\'s """\n\n\na:b a:c 1 .\n'


def test_the_shipped_content_is_tidy() -> None:
    """Every shipped file passes its own formatter."""
    files = [*shipped_files(), *ask_files(shipped_root())]
    untidy = [each.shown for each in files if tidied(text := Path(each.path).read_text(encoding="utf-8")) != text]

    assert untidy == []


def test_the_command_tidies_lists_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--check lists and leaves, without it files are written, and a broken file is named and left alone."""
    path = tmp_path / "a.ttl"
    path.write_bytes(UNTIDY.encode())
    codes = [main(["format", str(tmp_path), "--check"]), main(["format", str(tmp_path)]), main(["format", str(tmp_path)])]
    listed = capsys.readouterr().out.splitlines()

    assert codes == [1, 0, 0]
    assert listed == [str(path)] * 2
    path.write_text("a:b  \n", encoding="utf-8")
    assert main(["format", str(path)]) == 4
    assert path.read_text(encoding="utf-8") == "a:b  \n"


def test_what_is_no_text_is_named_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that are not UTF-8 are an error with line, column and code, as in `check`; the other files are tidied."""
    wrong = tmp_path / "a.ttl"
    wrong.write_bytes(b"# fine\n<a:b> <a:c> \xff .\n")
    (tmp_path / "b.ask").write_bytes(b"\xef\xbb\xbfask: what\nyes:\n")

    assert main(["format", str(tmp_path)]) == 4
    out, err = capsys.readouterr()
    assert out == f"{tmp_path / 'b.ask'}\n" and f"{wrong}:2:13: error S127" in err
    assert wrong.read_bytes().endswith(b"\xff .\n") and (tmp_path / "b.ask").read_bytes() == b"ask: what\nyes:\n"
