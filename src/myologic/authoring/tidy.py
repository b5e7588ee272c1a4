"""Tidy files: line ends, indents, blank lines and the end of the file; never a word, a comment or the order.

What is written is read again and compared with what was read before, triple by triple and rule by rule.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from myologic.documents import file_text
from myologic.engine.rules import RuleSet
from myologic.engine.terms import Triple

_LONG = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"' r"|'(?:[^'\\\n\r]|\\.)*'" r"|<[^<>\s]*>|\#[^\n\r]*",
    re.DOTALL,
)
_KEPT = re.compile("\0(\\d+)\0")
_PLACE = re.compile(r"Place\([^()]*\)")
_INDENT = 4
_MOST_BLANK = 2


def tidied(text: str) -> str:
    r"""A text with even white space. Inside strings nothing changes.

    Parameters
    ----------
    text
        Turtle, rules, or test questions.

    Examples
    --------
    >>> tidied("\ufeffa:b a:c 1 .  \r\n\r\n\r\n\r\n\ta:d a:e 2 .")
    'a:b a:c 1 .\n\n\n    a:d a:e 2 .\n'
    """
    if "\0" in text:
        return text
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        if not found[0].startswith(('"""', "'''")):
            return found[0]
        kept.append(found[0])
        return f"\0{len(kept) - 1}\0"

    lines = re.split(r"\r\n|\n|\r", _LONG.sub(keep, text.removeprefix("\ufeff")))
    tidy: list[str] = []
    for line in lines:
        body = line.lstrip(" \t")
        line = (line[: len(line) - len(body)].expandtabs(_INDENT) + body).rstrip(" \t")
        if line or any(tidy[-_MOST_BLANK:]):
            tidy.append(line)
    whole = "\n".join(tidy).strip("\n") + "\n" if any(tidy) else ""
    return _KEPT.sub(lambda found: kept[int(found[1])], whole)


def whole_text(path: str) -> str:
    """The text of a file with a byte order mark, where it begins with one: that is to go too.

    Raises
    ------
    ContentError
        The file cannot be opened, or is not UTF-8; the place is that of the first bad byte.
    LimitError
        It is too large.
    """
    text = file_text(path)
    with open(path, "rb") as stream:
        return "\ufeff" + text if stream.read(3) == BOM_UTF8 else text


def tidied_file(text: str, file: str) -> str:
    """A file's text with even white space, proved to say what it said before.

    Parameters
    ----------
    text
        The text as it is.
    file
        Its name: `.ttl`, `.srl` or `.ask`.

    Raises
    ------
    ContentError
        The file cannot be read.
    """
    tidy = tidied(text)
    if tidy != text and _said(text, file) != _said(tidy, file):
        return text  # white space that matters, in a place that was not foreseen: better untidy than changed
    if tidy == text:
        _said(text, file)
    return tidy


def _said(text: str, file: str) -> object:
    from myologic.grammar.srl import read_rules
    from myologic.grammar.turtle import read_turtle

    text = text.removeprefix("\ufeff")
    if file.endswith(".srl"):
        rules: RuleSet = read_rules(text, file, "https://w3id.org/myologic/file/")
        return _PLACE.sub("", repr(rules))
    if file.endswith(".ttl"):
        said: tuple[Triple, ...] = tuple(
            statement.triple for statement in read_turtle(text, file, "https://w3id.org/myologic/file/").statements
        )
        return said
    return [line.strip() for line in re.split(r"\r\n|\n|\r", text) if line.strip()]


