"""Every mistake that a reader of data or rules can report: code, sentence, and texts that make it.

A message is a row of this table with its gaps filled, and a test walks the table: each malformed text must be refused
with its row's code. So a new message is a new row and with it a new test.

Examples are written `format: text`, where a format is one of `turtle`, `rules`, `nt` and `nq`.
"""

from __future__ import annotations

from myologic.engine.errors import Problem
from myologic.engine.records import dataclass
from myologic.engine.terms import Place


@dataclass(frozen=True, slots=True)
class Mistake:
    """One kind of mistake.

    Parameters
    ----------
    code
        Stable and unique; never reused.
    kind
        "syntax" or "limit".
    sentence
        The message with gaps for the offending values.
    examples
        Malformed texts that make it.
    """

    code: str
    kind: str
    sentence: str
    examples: tuple[str, ...]


_ROWS = (
    Mistake(
        "S101",
        "syntax",
        "unexpected `{token}`, expected {expected}",
        (
            "turtle: <a:a> <a:b> <a:c> <a:d> .",
            "turtle: <a:a> <a:b> .",
            "turtle: <a:a> <a:b> [ <a:c> ] .",
            "turtle: [ ] .",
            "turtle: <a:a> <a:b> <a:c> {| |} .",
            "turtle: << <a:a> <a:b> (1) >> <a:c> 1 .",
            "rules: RULE { } WHERE { FILTER ?x }",
            "rules: RULE { } WHERE { { ?x <a:p> 1 } }",
            "nt: <a:a> <a:b> 1 .",
            "nt: <a:a> <a:b> <<( <a:a> <a:b> <a:c> ) .",
            "nt: <a:a> <a:b> <a:c> <a:g> .",
            "nt: @prefix : <a:> .",
            'nt: <a:a> <a:b> """c""" .',
            "nq: <a:a> <a:b> <a:c> <a:g> <a:h> .",
        ),
    ),
    Mistake(
        "S102",
        "syntax",
        "the text ends too early, expected {expected}",
        ("turtle: <a:a> <a:b> <a:c>", "rules: RULE { } WHERE", "nt: <a:a> <a:b> <a:c>"),
    ),
    Mistake(
        "S103",
        "syntax",
        "the prefix `{prefix}:` is not declared",
        (
            "turtle: @prefix cat: <a:b> . ca:t cat:p cat:q .",
            "rules: RULE { } WHERE { ?x a :Cat }",
            "turtle: : <a:b> 1 .",
        ),
    ),
    Mistake(
        "S104",
        "syntax",
        "the string that begins with `{token}` does not end",
        ('turtle: <a:a> <a:b> "c .\n', "turtle: <a:a> <a:b> '''c''", 'turtle: <a:a> <a:b> "c\nd" .'),
    ),
    Mistake(
        "S105",
        "syntax",
        "`{escape}` is not an escape sequence of {what}",
        (
            r'turtle: <a:a> <a:b> "a\c" .',
            r'turtle: <a:a> <a:b> "\u00G0" .',
            r"turtle: <a:a\n> <a:b> 1 .",
            r"turtle: @prefix : <a:> . :a\^b :c :d .",
            r'turtle: <a:a> <a:b> "\u12" .',
        ),
    ),
    Mistake(
        "S106",
        "syntax",
        "`{escape}` is not a character",
        (
            r'turtle: <a:a> <a:b> "\uD83D\uDE00" .',
            r"turtle: <a:\UFFFFFFFF> <a:b> 1 .",
            r'turtle: <a:a> <a:b> "\U00110000" .',
        ),
    ),
    Mistake(
        "S107",
        "syntax",
        "{what} cannot stand in the IRI `{iri}`",
        (
            "turtle: <http://a b> <a:b> 1 .",
            r"turtle: <a:a\u0020b> <a:b> 1 .",
            "turtle: <a:{a}> <a:b> 1 .",
            "nt: <a:a> <a:b|> <a:c> .",
            "rules: DATA { <a b> <a:b> 1 }",
        ),
    ),
    Mistake(
        "S108",
        "syntax",
        "`{iri}` is relative and there is no base to resolve it against",
        ("turtle: <a> <a:b> 1 .", "nt: <a> <a:b> <a:c> ."),
    ),
    Mistake(
        "S109",
        "syntax",
        "`{iri}` is not a valid IRI",
        (
            "turtle: <a:%zz> <a:b> 1 .",
            "turtle: BASE <a:b> <'a:b> <a:b> 1 .",
            "turtle: <http://a:b/> <a:b> 1 .",
            "nt: <a:%zz> <a:b> <a:c> .",
        ),
    ),
    Mistake(
        "S110",
        "syntax",
        "`{direction}` is not a base direction: write `ltr` or `rtl`",
        ('turtle: <a:a> <a:b> "c"@en--LTR .', 'turtle: <a:a> <a:b> "c"@en--up .', 'nt: <a:a> <a:b> "c"@en--Rtl .'),
    ),
    Mistake(
        "S111",
        "syntax",
        "`{tag}` is not a language tag",
        ('turtle: <a:a> <a:b> "c"@englishlanguage .', 'nt: <a:a> <a:b> "c"@en-abcdefghi .'),
    ),
    Mistake(
        "S112",
        "syntax",
        "{what} cannot be the subject of a triple",
        (
            'turtle: "a" <a:b> <a:c> .',
            "turtle: 1 <a:b> <a:c> .",
            "turtle: <<( <a:a> <a:b> <a:c> )>> <a:b> 1 .",
            "turtle: << 1 <a:b> <a:c> >> <a:b> 1 .",
            "turtle: <a:a> <a:b> <<( 1 <a:b> <a:c> )>> .",
        ),
    ),
    Mistake(
        "S113",
        "syntax",
        "a list alone says nothing: a predicate must follow",
        ("turtle: (1 2) .",),
    ),
    Mistake(
        "S114",
        "syntax",
        "the variable `{variable}` cannot stand in data",
        ("rules: DATA { ?x <a:b> 1 }", "rules: DATA { <a:a> ?p 1 }", "rules: DATA { <a:a> <a:b> 1 ~ ?r }"),
    ),
    Mistake(
        "S115",
        "syntax",
        "a path can stand in the body of a rule only",
        (
            "rules: DATA { <a:a> <a:b>/<a:c> 1 }",
            "rules: RULE { ?x ^<a:b> ?y } WHERE { ?x <a:b> ?y }",
            "rules: DATA { <a:a> (<a:b>) 1 }",
        ),
    ),
    Mistake(
        "S116",
        "syntax",
        "`{token}` cannot follow a path: there is no single triple it could speak of",
        (
            "rules: RULE { } WHERE { ?x <a:b>/<a:c> ?y ~ ?r }",
            "rules: RULE { } WHERE { ?x ^<a:b> ?y {| <a:c> 1 |} }",
        ),
    ),
    Mistake(
        "S117",
        "syntax",
        "`{keyword}` cannot stand inside `NOT`",
        (
            "rules: RULE { } WHERE { NOT { NOT { ?x <a:b> 1 } } }",
            "rules: RULE { } WHERE { ?x <a:b> ?y NOT { SET (?z := 1) ?x <a:c> ?z } }",
        ),
    ),
    Mistake(
        "S118",
        "syntax",
        "`{name}` takes {arity}, not {count}",
        (
            "rules: RULE { } WHERE { FILTER STRLEN() }",
            "rules: RULE { } WHERE { FILTER (IF(1, 2) = 1) }",
            "rules: RULE { } WHERE { FILTER (NOW(1) = 1) }",
        ),
    ),
    Mistake(
        "S119",
        "syntax",
        "{form} is not in the language any more: {instead}",
        (
            "rules: IF { ?x <a:b> 1 } THEN { ?x <a:c> 1 }",
            "rules: TRANSITIVE(<a:b>)",
            "rules: SYMMETRIC(<a:b>)",
            "rules: INVERSE(<a:b>, <a:c>)",
            "rules: PREFIX : <a:> { ?x :b 1 } :- { ?x :c 1 }",
            "rules: RULE { } WHERE { ?x <a:b> 1 BIND (1 AS ?y) }",
            "rules: RULE { } WHERE { FILTER NOT EXISTS { ?x <a:b> 1 } }",
            "rules: RULE { } WHERE { FILTER (EXISTS { ?x <a:b> 1 }) }",
            "rules: RULE { } WHERE { $(<a:b>, ?x) }",
            "rules: RULE { } WHERE { TUPLE(<a:b>, ?x) }",
            "rules: FOR ?x IN <a:shape> { }",
        ),
    ),
    Mistake(
        "S120",
        "syntax",
        "`{word}` is SPARQL, but not in the rule language: {instead}",
        (
            "rules: RULE { } WHERE { OPTIONAL { ?x <a:b> 1 } }",
            "rules: RULE { } WHERE { FILTER BOUND(?x) }",
            "rules: RULE { } WHERE { { } UNION { } }",
            "rules: SELECT * WHERE { }",
            "rules: RULE { } WHERE { ?x <a:b>+ ?y }",
            "rules: RULE { } WHERE { ?x <a:b>* ?y }",
            "rules: RULE { } WHERE { ?x <a:b>|<a:c> ?y }",
        ),
    ),
    Mistake(
        "S121",
        "syntax",
        "`{directive}` belongs to Turtle: write `{instead}` and no dot at the end",
        ("rules: @prefix : <a:> .", "rules: @base <a:> ."),
    ),
    Mistake(
        "S122",
        "syntax",
        "unknown word `{word}`, expected {expected}",
        ("rules: RULES { } WHERE { }", "turtle: <a:a> has <a:b> .", "turtle: <a:a> <a:b> True ."),
    ),
    Mistake(
        "S123",
        "syntax",
        "a version is a string in one pair of quotes, not `{token}`",
        ('turtle: VERSION """1.2"""', "turtle: @version '''1.2''' .", 'rules: VERSION """1.2"""'),
    ),
    Mistake(
        "S124",
        "syntax",
        "{what} cannot stand here",
        ("turtle: <a:a> <a:b> \\c .", "turtle: <a:a> \x07 <a:b> .", "nt: <a:a> <a:b> % .", "turtle: <a:a> <a:b> ?x ."),
    ),
    Mistake(
        "S125",
        "syntax",
        "a blank node cannot stand in an expression",
        ("rules: RULE { } WHERE { FILTER (<<( <a:a> <a:b> _:c )>> = 1) }",),
    ),
    Mistake(
        "S126",
        "syntax",
        "in an expression a triple term can be the object of another one only",
        ("rules: RULE { } WHERE { FILTER (<<( <<( <a:a> <a:b> 1 )>> <a:b> 1 )>> = 1) }",),
    ),
    Mistake(
        "S127",
        "syntax",
        "the bytes here are not UTF-8",
        (),
    ),
    Mistake(
        "S128",
        "syntax",
        "a literal of type `rdf:{name}` needs {what}",
        (
            'turtle: <a:a> <a:b> "c"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .',
            'nt: <a:a> <a:b> "c"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString> .',
        ),
    ),
    Mistake(
        "S129",
        "syntax",
        "here each statement stands on a line of its own",
        (
            "nt: <a:a> <a:b> <a:c> . <a:a> <a:b> <a:d> .",
            "nt: <a:a> <a:b>\n<a:c> .",
            'nq: <a:a> <a:b> "c" # comment\n <a:g> .',
        ),
    ),
    Mistake(
        "S130",
        "syntax",
        "this cannot be read: {reason}",
        ("bulk: <a:a> <a:b> .", "bulk: <a> <a:b> 1 ."),
    ),
    Mistake(
        "L101",
        "limit",
        "more than {limit} brackets are open: the limit of nesting is {limit}",
        ("turtle: <a:a> <a:b> " + "[ <a:b> " * 65 + "1" + " ]" * 65 + " .",),
    ),
    Mistake(
        "L102",
        "limit",
        "this literal has {size} bytes: the limit is {limit}",
        ('turtle: <a:a> <a:b> "' + "x" * 65537 + '" .', 'nt: <a:a> <a:b> "' + "x" * 65537 + '" .'),
    ),
    Mistake(
        "L103",
        "limit",
        "this number has {size} digits: the limit is {limit}",
        (
            "turtle: <a:a> <a:b> " + "1" * 41 + " .",
            'turtle: <a:a> <a:b> "' + "1" * 41 + '"^^<http://www.w3.org/2001/XMLSchema#integer> .',
            'nt: <a:a> <a:b> "' + "1" * 41 + '"^^<http://www.w3.org/2001/XMLSchema#int> .',
            "rules: RULE { } WHERE { FILTER (" + "1" * 41 + " = 1) }",
        ),
    ),
    Mistake(
        "L104",
        "limit",
        "more than {limit} prefixes are declared: the limit is {limit}",
        ("turtle: " + "\n".join(f"PREFIX p{i}: <a:{i}>" for i in range(1001)),),
    ),
    Mistake(
        "L105",
        "limit",
        "this text has {size} bytes: the limit of a file is {limit}",
        (),
    ),
    Mistake(
        "L106",
        "limit",
        "this expression is more than {limit} deep: the limit is {limit}",
        ("rules: RULE { } WHERE { FILTER (" + "1 + " * 70 + "1 = 1) }",),
    ),
)

MISTAKES: dict[str, Mistake] = {row.code: row for row in _ROWS}


def problem(code: str, place: Place, suggestion: str | None = None, **values: object) -> Problem:
    """The problem that a row of the table becomes at a place.

    Parameters
    ----------
    code
        A row's code.
    place
        Where.
    suggestion
        What to write instead, if anything is near enough.
    **values
        What fills the gaps of the row's sentence.
    """
    row = MISTAKES[code]
    shown = {name: _shown(value) for name, value in values.items()}
    return Problem(
        place.file, place.line, place.column, "error", code, row.kind, row.sentence.format_map(shown), suggestion
    )


def _shown(value: object) -> str:
    """A value as a message may hold it: one line, no control characters, not endless."""
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in str(value))
    return text if len(text) <= 200 else text[:197] + "..."
