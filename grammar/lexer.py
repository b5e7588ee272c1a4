"""Text to tokens for Turtle and rules: one compiled pattern, the longest match, values made on the way.

The terminals are those of SPARQL 1.2 and Turtle 1.2. A token is `(kind, value, offset)`. The value of an IRI, a number
or a plain string is the term already; prefixed names and IRIs are resolved here, each different text once, with the
prefixes and the base in force at that place. What is wrong inside a token is noted in `problems` and reading goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from myologic.engine.errors import Problem
from myologic.engine.late_patterns import late_pattern
from myologic.engine.terms import IRI, RDF, XSD, Literal, Term, Variable
from myologic.grammar import limits
from myologic.grammar.iris import is_absolute, is_reference, is_valid, narrowed, resolve
from myologic.grammar.lalr import Token
from myologic.grammar.literals import literal_limit
from myologic.grammar.mistakes import problem
from myologic.grammar.places import Places

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    import re
    from typing import Any

RDF_TYPE = IRI(RDF + "type")
RDF_NIL = IRI(RDF + "nil")
XSD_INTEGER, XSD_DECIMAL, XSD_DOUBLE = XSD + "integer", XSD + "decimal", XSD + "double"

# W3C terminals [144] to [151].
_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = _BASE + "_0-9\u00b7\u0300-\u036f\u203f-\u2040"
_CHARS = _NAME + r"\-"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
BLANK_LABEL = rf"_:[{_BASE}_0-9](?:[{_CHARS}]++|\.++(?=[{_CHARS}]))*+"
_SPACE = r"(?:[ \t\r\n]++|#[^\r\n]*+)*+"

_TERMINALS = (
    ("iriref", r"<[^\x00-\x20<>\"{}|^`\\]*+(?:\\[^\x00-\x20<>][^\x00-\x20<>\"{}|^`\\]*+)*+>"),
    ("assign", ":="),
    (
        "pname",
        # A prefix ends somewhere: a long word without a colon would else be read again from each of its dots on.
        rf"(?:[{_BASE}][{_CHARS}.]{{0,{limits.PREFIX_CHARACTERS}}}+(?<!\.))?:"
        rf"(?:(?:[{_BASE}_0-9:]|{_PLX})(?:[{_CHARS}:]++|{_PLX}|\.++(?=[{_CHARS}:]|{_PLX}))*+)?",
    ),
    ("word", "[A-Za-z][A-Za-z0-9_]*+"),
    (
        "string",
        r'"(?!"")[^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*+"' + r"|'(?!'')[^'\\\r\n]*+(?:\\[^\r\n][^'\\\r\n]*+)*+'",
    ),
    (
        "long",
        r'"""[^"\\]*+(?:(?:"{1,2}(?!")|\\[\s\S])[^"\\]*+)*+"""'
        + r"|'''[^'\\]*+(?:(?:'{1,2}(?!')|\\[\s\S])[^'\\]*+)*+'''",
    ),
    ("lang", "@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*(?:--[a-zA-Z]+)?"),
    (
        "number",
        r"[+-]?(?:(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)",
    ),
    ("empty", rf"\({_SPACE}\)|\[{_SPACE}\]"),
    ("open", r"<<\(|<<|\{\||[(\[{]"),
    ("close", r"\)>>|>>|\|\}|[)\]}]"),
    ("blank", BLANK_LABEL),
    ("var", rf"[?$][{_BASE}_0-9][{_NAME}]*+"),
    ("mark", r"\^\^|\|\||&&|!=|<=|>=|[.;,~^/=<>!*+\-|]"),
    ("end", r"\Z"),
    ("other", r"[\s\S]"),
)
_MASTER = _SPACE + "(?:" + "|".join(f"({pattern})" for _, pattern in _TERMINALS) + ")"
(
    _IRIREF,
    _ASSIGN,
    _PNAME,
    _WORD,
    _STRING,
    _LONG,
    _LANG,
    _NUMBER,
    _EMPTY,
    _OPEN,
    _CLOSE,
    _BLANK,
    _VAR,
    _MARK,
    _END,
    _OTHER,
) = range(1, len(_TERMINALS) + 1)

_TURTLE_MARKS = frozenset((".", ";", ",", "~", "^^"))
_RULE_MARKS = _TURTLE_MARKS | frozenset("/^=<>!*+-") | {"||", "&&", "!=", "<=", ">="}

_ESCAPE = late_pattern(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]?))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_BAD_IRI = late_pattern(r"<[^<>\r\n]*>")
_FORBIDDEN_IN_IRI = late_pattern(r"[\x00-\x20<>\"{}|^`\\]")
_TO_LINE_END = late_pattern(r"[^\r\n]*")
_ADDRESS = late_pattern(r"https?://[^\s<>\"]+")
_LOCAL_ESCAPE = late_pattern(r"\\(.)")

# What a lexer of each language knows. Keywords of any case stand under their upper-case form.
TURTLE_KEYWORDS: Mapping[str, str] = {k: k for k in ("PREFIX", "BASE", "VERSION")}
LINE_KEYWORDS: Mapping[str, str] = {"VERSION": "VERSION"}
TURTLE_DIRECTIVES = frozenset({"@prefix", "@base", "@version"})


@cache
def _master(for_ascii: bool) -> re.Pattern[str]:
    import re

    return re.compile(narrowed(_MASTER) if for_ascii else _MASTER)


class Lexer:
    """The tokens of one text, and what the prologue has set so far.

    Parameters
    ----------
    text
        The text, line ends untouched.
    places
        Its lines.
    base
        The base to start with, or None.
    keywords
        Kinds of token by the upper-case keyword; `true`, `false` and `a` are known anyway.
    any_case
        Whether `TRUE` is a Boolean (rules) or not (Turtle), and whether there are variables and expressions.
    """

    def __init__(
        self, text: str, places: Places, base: str | None, keywords: Mapping[str, str], *, any_case: bool
    ) -> None:
        self.text = text
        self.places = places
        self.base = base
        self.prefixes: dict[str, str] = {}
        self.problems: list[Problem] = []
        self._keywords = keywords
        self._any_case = any_case
        self._terms: dict[str, Term] = {}
        self._missing: set[str] = set()
        self._declaring = False
        self.depth = 0  # brackets open here
        self.stopped = False  # whether the rest was left out because of a limit

    def report(self, code: str, offset: int, suggestion: str | None = None, **values: object) -> None:
        """Note a mistake at an offset, as long as there are not too many."""
        if len(self.problems) < limits.PROBLEMS:
            self.problems.append(problem(code, self.places.at(offset), suggestion, **values))

    def recover(self) -> None:
        """Forget what was open where a mistake was found: reading goes on behind it."""
        self.depth = 0
        self._declaring = False

    def set_base(self, iri: str) -> None:
        """Put a new base in force."""
        self.base = iri
        self._terms.clear()

    def set_prefix(self, prefix: str, iri: str, offset: int) -> None:
        """Declare a prefix, without its colon, or declare it anew."""
        if prefix in self.prefixes:
            self._terms.clear()
        elif len(self.prefixes) == limits.PREFIXES:
            self.report("L104", offset, limit=limits.PREFIXES)
        self.prefixes[prefix] = iri

    def tokens(self) -> Iterator[Token]:
        """All tokens of the text, one by one.

        A character that begins no token comes out with the kind `other`, a string without end with `unterminated`.
        """
        terms = self._terms
        position = 0
        marks = _RULE_MARKS if self._any_case else _TURTLE_MARKS
        scan = _master(self.text.isascii()).match
        text = self.text
        while True:
            found = scan(text, position)
            assert found is not None  # the last terminal takes any character
            which = found.lastindex
            assert which is not None
            word = found[which]
            position = found.end()
            start = position - len(word)
            if which == _PNAME:
                term = terms.get(word)
                if term is None:
                    if word.endswith(":") and word.find(":") == len(word) - 1:
                        yield "PNAME_NS", self._namespace(word, start), start
                        continue
                    term = self._prefixed(word, start)
                yield "PNAME", term, start
            elif which == _MARK:
                if word in marks:
                    yield word, word, start
                else:
                    # In Turtle `<` begins an IRI, if a bad one: what is in it is not read as tokens.
                    whole = _BAD_IRI.match(text, start)
                    position = position if whole is None else whole.end()
                    yield "other", text[start:position], start
            elif which == _IRIREF:
                term = terms.get(word)
                yield "IRIREF", self._iri(word, start) if term is None else term, start
            elif which == _STRING:
                yield "STRING", self._string(word, 1, start), start
            elif which == _WORD:
                if word == "a":
                    yield "A", RDF_TYPE, start
                else:
                    yield self._word(word, start)
            elif which == _LANG:
                if word in TURTLE_DIRECTIVES and text[start - 1 : start] not in ('"', "'"):
                    self._declaring = word == "@prefix"
                    yield word, word, start
                else:
                    yield "LANG_DIR", word, start
            elif which == _NUMBER:
                yield self._number(word, start)
            elif which == _OPEN:
                self.depth += 1
                if self.depth > limits.NESTING:
                    self.report("L101", start, limit=limits.NESTING)
                    # Nothing sensible can be read inside; the rest is left out.
                    self.stopped = True
                    return
                yield word, word, start
            elif which == _CLOSE:
                self.depth = max(0, self.depth - 1)
                yield word, word, start
            elif which == _EMPTY:
                if word[0] == "(":
                    yield "NIL", RDF_NIL, start
                else:
                    yield "ANON", None, start
            elif which == _BLANK:
                yield "BLANK", word[2:], start
            elif which == _LONG:
                yield "LONG_STRING", self._string(word, 3, start), start
            elif which == _VAR:
                yield ("VAR" if self._any_case else "other"), Variable(word[1:]), start
            elif which == _ASSIGN:
                yield word, word, start
            elif which == _END:
                return
            else:
                kind, position = self._odd(start)
                yield kind, text[start:position], start

    # ------------------------------------------------------------------------------------------ values of tokens

    def _word(self, word: str, start: int) -> Token:
        if word in ("true", "false"):
            return "BOOLEAN", Literal(word, XSD + "boolean"), start
        upper = word.upper()
        kind = self._keywords.get(upper)
        if kind is not None:
            self._declaring = upper == "PREFIX"
            return kind, upper, start
        if self._any_case and upper in ("TRUE", "FALSE"):
            return "BOOLEAN", Literal(word.lower(), XSD + "boolean"), start
        return "word", word, start

    def _number(self, word: str, start: int) -> Token:
        datatype = XSD_DOUBLE if "e" in word or "E" in word else XSD_DECIMAL if "." in word else XSD_INTEGER
        value = Literal(word, datatype)
        if len(word) > limits.NUMERAL_DIGITS:
            self.check_limits(value, start)
        return ("SIGNED" if word[0] in "+-" else "NUMBER"), value, start

    def _string(self, word: str, quotes: int, start: int) -> Literal:
        lexical = word[quotes:-quotes]
        if "\\" in lexical:
            lexical = self._unescape(lexical, start + quotes, "a string", _ESCAPED)
        value = Literal(lexical)
        if len(lexical) * 4 > limits.LITERAL_BYTES:
            self.check_limits(value, start)
        return value

    def check_limits(self, value: Literal, start: int) -> None:
        """Note a literal that is too long or has too many digits."""
        found = literal_limit(value)
        if found is not None:
            code, size, limit = found
            self.report(code, start, size=size, limit=limit)

    def _unescape(self, text: str, offset: int, what: str, simple: Mapping[str, str]) -> str:
        def replace(found: re.Match[str]) -> str:
            hexadecimal = found[1] or found[2]
            if hexadecimal is not None:
                number = int(hexadecimal, 16)
                if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
                    self.report("S106", offset + found.start(), escape=found[0])
                    return "\ufffd"
                return chr(number)
            character = simple.get(found[3])
            if character is None:
                self.report("S105", offset + found.start(), escape=found[0], what=what)
                return "\ufffd"
            return character

        return _ESCAPE.sub(replace, text)

    def _iri(self, word: str, start: int) -> IRI:
        text = word[1:-1]
        known = len(self.problems)
        if "\\" in text:
            text = self._unescape(text, start + 1, "an IRI", {})
            bad = _FORBIDDEN_IN_IRI.search(text)
            if bad is not None and len(self.problems) == known:
                self.report("S107", start, what=describe(bad[0]), iri=text)
        if len(self.problems) > known:
            return IRI(text)
        if self.base is not None:
            whole = resolve(text, self.base)
        elif is_absolute(text):
            whole = text
        else:
            self.report("S108", start, iri=text)
            return IRI(text)
        if not is_valid(whole) or not is_reference(text):
            self.report("S109", start, iri=text)
        term = IRI(whole)
        self._terms[word] = term
        return term

    def _namespace(self, word: str, start: int) -> Any:
        """The value of `p:`: its text where it is being declared, else the IRI."""
        if self._declaring:
            self._declaring = False
            return word[:-1]
        return self._prefixed(word, start)

    def _prefixed(self, word: str, start: int) -> IRI:
        prefix, _, local = word.partition(":")
        namespace = self.prefixes.get(prefix)
        if namespace is None:
            # Once is enough: what is wrong is the missing line of the prologue.
            if prefix not in self._missing:
                self._missing.add(prefix)
                self.report("S103", start, self._address(start) or self._near_prefix(prefix), prefix=prefix)
            return IRI(word)
        if "\\" in local:
            local = _LOCAL_ESCAPE.sub(r"\1", local)
        # With `/` or `#` before it, a local name without escapes makes no IRI invalid.
        if ("%" in local or "#" in local or namespace[-1:] not in ("/", "#")) and not is_valid(namespace + local):
            self.report("S109", start, iri=namespace + local)
        term = IRI(namespace + local)
        self._terms[word] = term
        return term

    def _address(self, start: int) -> str | None:
        """An address that stands without its brackets, as it should be written."""
        found = _ADDRESS.match(self.text, start)
        return None if found is None else f"`<{found[0].rstrip('.')}>`"

    def _near_prefix(self, prefix: str) -> str | None:
        if len(self.problems) == limits.PROBLEMS:
            return None
        from difflib import get_close_matches

        near = get_close_matches(prefix, self.prefixes, 1, 0.5)
        return f"`{near[0]}:`" if near else None

    def _odd(self, start: int) -> tuple[str, int]:
        """What begins here is no token: its kind, and where to go on."""
        text = self.text
        for quote in ('"""', "'''"):
            if text.startswith(quote, start):
                return "unterminated", len(text)
        if text[start] in "\"'":
            return "unterminated", _TO_LINE_END.match(text, start).end()  # type: ignore[union-attr]  # always matches
        return "other", start + 1


def describe(character: str) -> str:
    """A character in words for a message."""
    if character == " ":
        return "a space"
    if character.isprintable():
        return f"`{character}`"
    return f"the character U+{ord(character):04X}"
