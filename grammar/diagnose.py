"""What to say of a token that does not fit: the row of the table of mistakes, and its gaps."""

from __future__ import annotations

from collections.abc import Iterable

from myologic.engine.late_patterns import late_pattern
from myologic.grammar.lalr import END, ParseError
from myologic.grammar.lexer import Lexer, describe

_LINE = late_pattern(r"<([^<>\r\n]*)>")
_NAME = late_pattern("[A-Za-z0-9_]*")
_AFTER_BRACE = late_pattern(r"[^{}]*\}\s*([A-Za-z]+)")
_PIECE = late_pattern(r"[^\s,;\])}]+")
_MARKED = late_pattern(r"[?$]\w+|@\S*")
_FORBIDDEN = late_pattern(r"[\x00-\x20\"{}|^`\\]")
_DATE = late_pattern(r"\d{4}-\d\d-\d\d(?![\w-])")
_QUOTES = {"\u201c": '`"`', "\u201d": '`"`', "\u201e": '`"`', "\u2018": "`'`", "\u2019": "`'`"}
_IRI_KINDS = frozenset(("IRIREF", "PNAME", "PNAME_NS"))
_LITERALS = frozenset(("STRING", "LONG_STRING", "NUMBER", "SIGNED", "BOOLEAN"))
_TERMS = _IRI_KINDS | _LITERALS | {"BLANK", "ANON", "NIL", "(", "[", "<<", "<<("}
# Groups of kinds that have one name in a message, and the names of single kinds.
_GROUPS: tuple[tuple[frozenset[str], str], ...] = (
    (_TERMS | {"@prefix", "@base", "@version", "PREFIX", "BASE", "VERSION"}, "a statement"),
    (frozenset(("RULE", "DATA", "PREFIX", "BASE", "VERSION", "IMPORTS")), "a rule, a data block or a prologue line"),
    (_TERMS - {"(", "[", "NIL"}, "a term"),
    (frozenset(("(", "[", "NIL")), "a list"),
    (_IRI_KINDS | {"A"}, "a predicate"),
    (_IRI_KINDS, "an IRI"),
    (_LITERALS, "a literal"),
    (frozenset(("STRING", "LONG_STRING")), "a string"),
    (frozenset(("NUMBER", "SIGNED")), "a number"),
    (frozenset(("BLANK", "ANON")), "a blank node"),
    (frozenset(("NIL", "(")), "a list"),
)
_NAMES = {
    "IRIREF": "an IRI in `< >`",
    "PNAME_NS": "a prefix with its colon",
    "STRING": "a string",
    "VAR": "a variable",
    "BUILTIN": "a function",
    "SIGNED": "a signed number",
    "A": "`a`",
    END: "the end",
    "LANG_DIR": "a language tag",
}
# What usually comes next is named first.
_FIRST = ".;,"
_NOT_EXISTS = late_pattern(r"(?i:NOT\s+EXISTS\b)")
_RULE_ONLY = frozenset(("VAR", "^", "/", "=", "BUILTIN"))

_NOT = "write `NOT { … }`"
_REMOVED = {
    "IF": ("`IF … THEN`", "write `RULE { head } WHERE { body }`"),
    "THEN": ("`IF … THEN`", "write `RULE { head } WHERE { body }`"),
    "FOR": ("`FOR ?v IN …`", "write the condition as a pattern in the body of a `RULE`"),
    "BIND": ("`BIND`", "write `SET ( ?v := expression )`"),
    "TRANSITIVE": ("`TRANSITIVE(…)`", "write `RULE { ?x :p ?z } WHERE { ?x :p ?y . ?y :p ?z }`"),
    "SYMMETRIC": ("`SYMMETRIC(…)`", "write `RULE { ?y :p ?x } WHERE { ?x :p ?y }`"),
    "INVERSE": ("`INVERSE(…)`", "write `RULE { ?y :q ?x } WHERE { ?x :p ?y }`"),
    "TUPLE": ("`TUPLE(…)`", "write triples"),
    "EXISTS": ("`EXISTS`", _NOT),
}
_SPARQL = {
    "OPTIONAL": "write one rule for each case",
    "UNION": "write one rule for each alternative",
    "MINUS": _NOT,
    "VALUES": "write `FILTER ( ?v IN (…) )`, or `DATA { … }`",
    "BOUND": "every variable of a rule is bound",
    "COALESCE": "every variable of a rule is bound; write one rule for each case",
    "RAND": "rules give the same result each time",
    "GRAPH": "rules look at one graph",
    "SERVICE": "rules look at no other place",
    "SELECT": "write `RULE { head } WHERE { body }`",
    "ASK": "write `RULE { head } WHERE { body }`",
    "DESCRIBE": "write `RULE { head } WHERE { body }`",
    "CONSTRUCT": "write `RULE { head } WHERE { body }`",
    "INSERT": "write `RULE { head } WHERE { body }`, or `DATA { … }`",
    "DELETE": "rules only add triples",
    "FROM": "rules look at one graph",
    "GROUP": "there are no aggregates",
    "HAVING": "there are no aggregates",
    "COUNT": "there are no aggregates",
    "SUM": "there are no aggregates",
    "MIN": "there are no aggregates",
    "MAX": "there are no aggregates",
    "AVG": "there are no aggregates",
    "SAMPLE": "there are no aggregates",
    "GROUP_CONCAT": "there are no aggregates",
    "MD5": "there are no hash functions",
    "SHA1": "there are no hash functions",
    "SHA256": "there are no hash functions",
    "SHA384": "there are no hash functions",
    "SHA512": "there are no hash functions",
}


def diagnose(lexer: Lexer, error: ParseError, *, rules: bool) -> None:
    """Note the mistake behind a parse error with the lexer.

    Parameters
    ----------
    lexer
        Whose tokens were parsed.
    error
        What the parser raised.
    rules
        Whether the text is of rules, not Turtle.
    """
    kind, value, offset = error.token
    text = lexer.text
    expected = expected_words(error.expected, rules=rules)
    if kind == END:
        if not lexer.stopped:
            lexer.report("S102", offset, expected=expected)
        return
    if kind == "unterminated":
        lexer.report("S104", offset, token=value[:20])
        return
    if text[offset] == "<" and _bad_iri(lexer, offset):
        return
    if rules and _former(lexer, error):
        return
    if kind == "LONG_STRING" and error.expected == {"STRING"}:
        lexer.report("S123", offset, token=value.lexical)
        return
    if kind == "word":
        lexer.report("S122", offset, _near_word(value, error.expected), word=value, expected=expected)
        return
    if kind == "other" and value == "\\" and text[offset - 1 : offset].strip():
        lexer.report("S105", offset, escape=text[offset : offset + 2], what="a local name")
        return
    if kind == "other":
        lexer.report("S124", offset, _QUOTES.get(value), what=_odd(text, offset))
        return
    lexer.report("S101", offset, _missing_end(lexer, error), token=_written(lexer, error), expected=expected)


def expected_words(kinds: Iterable[str], *, rules: bool) -> str:
    """The kinds of token in words, such as "an IRI, a variable or `.`"."""
    left = set(kinds) if rules else set(kinds) - _RULE_ONLY
    if not rules and "NIL" not in left:
        left.discard("(")  # of a path
    words = []
    for group, name in _GROUPS:
        if group <= left:
            words.append(name)
            left -= group
    words += [_NAMES.get(k, f"`{k}`") for k in sorted(left, key=lambda k: (_FIRST.find(k) < 0, _FIRST.find(k), k))]
    if len(words) > 8:
        words = [*words[:8], "…"]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def _bad_iri(lexer: Lexer, offset: int) -> bool:
    """Whether `<` begins what was meant as an IRI; the character that spoils it is noted."""
    found = _LINE.match(lexer.text, offset)
    if found is None:
        return False
    bad = _FORBIDDEN.search(found[1])
    if bad is None:
        return False
    lexer.report("S107", offset + 1 + bad.start(), what=describe(bad[0]), iri=found[1])
    return True


def _former(lexer: Lexer, error: ParseError) -> bool:
    """Whether the token belongs to a form of old drafts, of SPARQL or of Turtle; if so it is noted."""
    kind, value, offset = error.token
    text = lexer.text
    word = _NAME.match(text, offset)
    upper = word[0].upper() if word is not None else ""
    if kind.startswith("@"):
        lexer.report("S121", offset, directive=kind, instead=kind[1:].upper())
    elif text.startswith(":-", offset) or (text[offset] == "-" and text[offset - 1 : offset] == ":"):
        lexer.report("S119", offset, form="`head :- body`", instead="write `RULE { head } WHERE { body }`")
    elif text[offset] == "{" and "RULE" in error.expected:
        form, instead = ("`{ head } :- { body }`", "write `RULE { head } WHERE { body }`")
        lexer.report("S119", offset, form=form, instead=instead)
    elif text.startswith("$(", offset):
        lexer.report("S119", offset, form="`$(…)`", instead="write triples")
    elif kind == "NOT" and _NOT_EXISTS.match(text, offset):
        lexer.report("S119", offset, form="`NOT EXISTS`", instead=_NOT)
    elif upper in _REMOVED and kind in ("word", "BUILTIN"):
        form, instead = _REMOVED[upper]
        lexer.report("S119", offset, form=form, instead=instead)
    elif upper in _SPARQL and kind == "word":
        lexer.report("S120", offset, word=upper, instead=_SPARQL[upper])
    elif (
        kind in ("*", "+", "other") and text[offset] in "*+|?" and "VAR" in error.expected and "^" not in error.expected
    ):
        lexer.report("S120", offset, word=text[offset], instead="a path has `/`, `^` and parentheses only")
    elif text[offset] == "{" and kind == "{" and "FILTER" in error.expected:
        after = _AFTER_BRACE.match(text, offset + 1)
        if after is None or after[1].upper() not in _SPARQL:
            return False
        lexer.report("S120", after.start(1), word=after[1].upper(), instead=_SPARQL[after[1].upper()])
    else:
        return False
    return True


def _near_word(word: str, expected: frozenset[str]) -> str | None:
    from difflib import get_close_matches

    known = {k.lower(): k for k in expected if k[:1].isalpha() and k.isupper() and k not in _NAMES}
    known |= {"true": "true", "false": "false"} if "BOOLEAN" in expected else {}
    near = get_close_matches(word.lower(), known, 1, 0.6)
    return f"`{known[near[0]]}`" if near else None


def _missing_end(lexer: Lexer, error: ParseError) -> str | None:
    """The mark that is missing before a token which begins a line; of a date without quotes, how it is written."""
    kind, _, offset = error.token
    date = _DATE.match(lexer.text, offset - 4) if offset >= 4 else None
    if date is not None:
        return f'`"{date[0]}"^^xsd:date`'
    before = lexer.text[max(lexer.text.rfind("\n", 0, offset), lexer.text.rfind("\r", 0, offset)) + 1 : offset]
    begins = kind in _IRI_KINDS or kind in ("BLANK", "ANON", "[", "<<", "VAR") or kind.startswith("@")
    if "." not in error.expected or not begins or before.strip():
        return None
    # what stands further in goes on with the thing above, if its next word may be a property
    return "`;` before it" if before and ";" in error.expected and kind in _IRI_KINDS else "`.` before it"


def _written(lexer: Lexer, error: ParseError) -> str:
    """The token as it is written, cut where it is long."""
    kind, value, offset = error.token
    if kind not in _LITERALS and isinstance(value, str) and lexer.text.startswith(value, offset):
        return value
    found = _PIECE.match(lexer.text, offset)
    return lexer.text[offset : offset + 1] if found is None else found[0][:60]


def _odd(text: str, offset: int) -> str:
    found = _MARKED.match(text, offset)
    return f"`{found[0][:40]}`" if found is not None else describe(text[offset])
