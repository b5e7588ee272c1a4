"""Regular expressions of XPath (fn:matches, fn:replace) on Python's `re`.

The pattern is read by the grammar of XML Schema 1.1 part 2, appendix G, with what XPath 3.1 section 5.6.1 adds, and
written again for `re`; what that grammar does not have is an error, even where `re` would take it.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_SINGLE = {"n": "\n", "r": "\r", "t": "\t"}
_LITERAL_ESCAPES = frozenset("\\|.?*+(){}-[]^$")
_NAME_START = (
    ":A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = _NAME_START + "\\-.0-9\xb7\u0300-\u036f\u203f-\u2040"
_CATEGORIES = frozenset(
    ("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No")
    + ("P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp")
    + ("S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn")
)
# The blocks that patterns name most; others are refused rather than guessed.
_BLOCKS = {
    "BasicLatin": (0x0, 0x7F),
    "Latin-1Supplement": (0x80, 0xFF),
    "LatinExtended-A": (0x100, 0x17F),
    "LatinExtended-B": (0x180, 0x24F),
    "IPAExtensions": (0x250, 0x2AF),
    "Greek": (0x370, 0x3FF),
    "GreekandCoptic": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF),
    "Devanagari": (0x900, 0x97F),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7A3),
}


class PatternError(ValueError):
    """A pattern, a replacement or a flag that XPath does not have."""


@lru_cache(maxsize=64)
def _category(name: str) -> str:
    """The members of a general category, as the inside of a bracket expression."""
    return _ranges(lambda character: unicodedata.category(character).startswith(name))


def _ranges(accepts: Callable[[str], bool]) -> str:
    found: list[str] = []
    start = -1
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and accepts(chr(code))
        if inside and start < 0:
            start = code
        elif not inside and start >= 0:
            found.append(f"{_escaped(chr(start))}-{_escaped(chr(code - 1))}")
            start = -1
    return "".join(found)


@lru_cache(maxsize=1)
def _word() -> str:
    """What `\\w` is: everything but punctuation, separators and others."""
    return _ranges(lambda character: unicodedata.category(character)[0] not in "PZC")


def _escaped(character: str) -> str:
    return "\\" + character if character in "\\]^-[&~|" else character


class _Translator:
    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.extended = "x" in flags
        self.dot_all = "s" in flags
        self.multiline = "m" in flags
        self.groups = 0
        self.closed: set[int] = set()

    def error(self) -> PatternError:
        return PatternError(self.pattern)

    def peek(self) -> str:
        if self.extended:
            while self.at < len(self.pattern) and self.pattern[self.at] in "\t\n\r ":
                self.at += 1
        return self.pattern[self.at] if self.at < len(self.pattern) else ""

    def take(self) -> str:
        character = self.peek()
        if not character:
            raise self.error()
        self.at += 1
        return character

    def translate(self) -> str:
        text = self.alternatives()
        if self.peek():
            raise self.error()
        return text

    def alternatives(self) -> str:
        branches = [self.branch()]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.branch())
        return "|".join(branches)

    def branch(self) -> str:
        pieces: list[str] = []
        while (character := self.peek()) and character not in "|)":
            atom = self.atom()
            pieces.append(atom + self.quantifier(atom))
        return "".join(pieces)

    def quantifier(self, atom: str) -> str:
        character = self.peek()
        if character == "" or character not in "?*+{":
            return ""
        if atom in ("^", "(?<![^\n])", r"\Z", "(?=\n|\\Z)"):
            raise self.error()
        self.at += 1
        if character == "{":
            found = re.compile(r"([0-9]+)(?:(,)([0-9]*))?\}").match(self.pattern, self.at)
            if found is None or (found[3] and int(found[3]) < int(found[1])):
                raise self.error()
            self.at = found.end()
            character = "{" + found[0]
        if self.peek() == "?":
            self.at += 1
            character += "?"
        return character

    def atom(self) -> str:
        character = self.take()
        if character == "(":
            return self.group()
        if character == "[":
            return self.bracket()
        if character == ".":
            return "(?s:.)" if self.dot_all else "[^\n\r]"
        if character == "^":
            return "(?<![^\n])" if self.multiline else "^"
        if character == "$":
            return "(?=\n|\\Z)" if self.multiline else r"\Z"
        if character == "\\":
            return self.escape()
        if character in "?*+{}])":
            raise self.error()
        return re.escape(character)

    def group(self) -> str:
        if self.pattern.startswith("?:", self.at):
            self.at += 2
            inner, number = f"(?:{self.alternatives()})", 0
        else:
            self.groups += 1
            number = self.groups
            inner = f"({self.alternatives()})"
        if self.take() != ")":
            raise self.error()
        if number:
            self.closed.add(number)
        return inner

    def escape(self) -> str:
        if self.at >= len(self.pattern):
            raise self.error()
        character = self.pattern[self.at]
        if character in "123456789":
            self.at += 1
            number = int(character)
            while self.at < len(self.pattern) and self.pattern[self.at].isdigit():
                if int(f"{number}{self.pattern[self.at]}") > self.groups:
                    break
                number = int(f"{number}{self.pattern[self.at]}")
                self.at += 1
            if number not in self.closed:
                raise self.error()
            return f"(?:\\{number})"
        inside, negative = self.class_escape()
        return f"[^{inside}]" if negative else f"[{inside}]"

    def class_escape(self) -> tuple[str, bool]:
        """After a backslash: the inside of a bracket expression, and whether it is the complement that is meant."""
        if self.at >= len(self.pattern):
            raise self.error()
        character = self.pattern[self.at]
        self.at += 1
        if character in _SINGLE:
            return _SINGLE[character], False
        if character in _LITERAL_ESCAPES:
            return _escaped(character), False
        if character in "sS":
            return "\t\n\r ", character == "S"
        if character in "dD":
            return r"\d", character == "D"
        if character in "wW":
            return _word(), character == "W"
        if character in "iI":
            return _NAME_START, character == "I"
        if character in "cC":
            return _NAME, character == "C"
        if character in "pP":
            end = self.pattern.find("}", self.at)
            if end < 0 or not self.pattern.startswith("{", self.at):
                raise self.error()
            name = self.pattern[self.at + 1 : end]
            self.at = end + 1
            if name in _CATEGORIES:
                return _category(name), character == "P"
            if name.startswith("Is") and name[2:] in _BLOCKS:
                low, high = _BLOCKS[name[2:]]
                return f"{_escaped(chr(low))}-{_escaped(chr(high))}", character == "P"
        raise self.error()

    def bracket(self) -> str:
        """A character class; `-[…]` at its end takes members away."""
        negative = self.peek() == "^"
        if negative:
            self.at += 1
        parts: list[str] = []
        others: list[str] = []
        without = ""
        first = True
        while True:
            character = self.take()
            if character == "]":
                if first:
                    raise self.error()
                break
            if character == "[":
                raise self.error()
            if character == "-" and self.peek() == "[" and not first:
                self.at += 1
                without = self.bracket()
                if self.take() != "]":
                    raise self.error()
                break
            first = False
            if character == "\\":
                single = self.pattern[self.at : self.at + 1]
                inside, complement = self.class_escape()
                if complement:
                    others.append(f"[^{inside}]")
                    continue
                if single not in _LITERAL_ESCAPES and single not in _SINGLE:
                    parts.append(inside)
                    continue
                low = inside
            else:
                low = _escaped(character)
            if self.peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("]", "["):
                self.at += 1
                high = self.take()
                if high == "\\":
                    single = self.pattern[self.at : self.at + 1]
                    if single not in _LITERAL_ESCAPES and single not in _SINGLE:
                        raise self.error()
                    high = self.class_escape()[0]
                elif high == "[":
                    raise self.error()
                else:
                    high = _escaped(high)
                if low[-1] > high[-1]:
                    raise self.error()
                low = f"{low}-{high}"
            parts.append(low)
        members = "|".join([*([f"[{''.join(parts)}]"] if parts else []), *others])
        text = f"(?:(?!{members})(?s:.))" if negative else f"(?:{members})"
        return f"(?:(?!{without}){text})" if without else text


@lru_cache(maxsize=512)
def compile_pattern(pattern: str, flags: str) -> re.Pattern[str]:
    """An XPath pattern for `re`.

    Raises
    ------
    PatternError
        If the pattern or a flag is not XPath's.
    """
    if set(flags) - set("smixq"):
        raise PatternError(flags)
    text = re.escape(pattern) if "q" in flags else _Translator(pattern, flags).translate()
    try:
        return re.compile(text, re.IGNORECASE if "i" in flags else 0)
    except (re.error, OverflowError, RecursionError):
        raise PatternError(pattern) from None


def find(text: str, pattern: str, flags: str = "") -> bool:
    """Whether a pattern matches somewhere in a text (fn:matches).

    Raises
    ------
    PatternError
        If the pattern or a flag is not XPath's.
    """
    return compile_pattern(pattern, flags).search(text) is not None


def replace(text: str, pattern: str, new: str, flags: str = "") -> str:
    """A text with every match replaced (fn:replace); `$1` in `new` is the first group, `$0` the whole match.

    Raises
    ------
    PatternError
        If the pattern, the replacement or a flag is not XPath's, or the pattern matches the empty text.
    """
    compiled = compile_pattern(pattern, flags)
    if compiled.search("") is not None:
        raise PatternError(pattern)
    parts = [new] if "q" in flags else _replacement(new, compiled.groups)

    def build(found: re.Match[str]) -> str:
        return "".join(part if isinstance(part, str) else found[part] or "" for part in parts)

    return compiled.sub(build, text)


def _replacement(new: str, groups: int) -> list[str | int]:
    parts: list[str | int] = []
    at = 0
    while at < len(new):
        character = new[at]
        at += 1
        if character == "\\":
            if new[at : at + 1] not in ("\\", "$"):
                raise PatternError(new)
            parts.append(new[at])
            at += 1
        elif character == "$":
            if not new[at : at + 1].isdigit() or not new[at].isascii():
                raise PatternError(new)
            number = int(new[at])
            at += 1
            while at < len(new) and new[at] in "0123456789" and int(f"{number}{new[at]}") <= groups:
                number = int(f"{number}{new[at]}")
                at += 1
            # A group that does not exist is empty (XPath functions 3.1, section 5.6.4).
            parts.append(number if number <= groups else "")
        else:
            parts.append(character)
    return parts
