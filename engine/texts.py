"""Texts that rules make of other texts, such as `IRI(CONCAT(STR(?x), "#", ?y))`, put together from keys and not from terms;
and texts that are compared.

Names for new things are made this way, once for each solution, and most of the time of such a rule went into terms that
nobody asked for. What is not plainly a text of this kind is left to the functions of the language, which are not even loaded
before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from myologic.engine.dictionary import Dictionary
from myologic.engine.late_patterns import late_pattern
from myologic.engine.rules import Apply, Expression
from myologic.engine.terms import XSD_STRING, Literal, Variable

Maker = Callable[..., int | None]
# An absolute IRI; `iri.resolve` gives such a one back as it is.
_ABSOLUTE = late_pattern(r'[A-Za-z][A-Za-z0-9+.-]*+:[^\x00-\x20<>"{}|^`\\]*+')
# So many texts are remembered for each place.
_REMEMBERED = 4096
# What is done to a text; None where it takes the functions of the language.
_Change = Callable[[str], str | None]
# A fixed piece; or the place of an input, whether STR stands around it, and what is done to it, the innermost first.
_Piece = str | tuple[int, bool, tuple[_Change, ...]]
# In patterns these mean something else, in replacements `$` and `\\`.
_NOT_PLAIN = frozenset("\\^$.|?*+()[]{}-")
# What stays as it is in ENCODE_FOR_URI.
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_COMPARED: dict[str, Callable[[str, str], bool]] = {
    "<": str.__lt__, "<=": str.__le__, ">": str.__gt__, ">=": str.__ge__, "=": str.__eq__, "!=": str.__ne__,
}  # fmt: skip


def text_maker(
    expression: Expression, variables: Sequence[Variable], dictionary: Dictionary, otherwise: Maker
) -> Maker | None:
    """A function for a SET that puts a text or an IRI together from fixed texts, plain texts and STR of variables.

    Parameters
    ----------
    expression, variables
        The expression of the SET and the variables whose numbers it will be given.
    dictionary
        What the numbers are from.
    otherwise
        The same by the functions of the language, for values that are no plain texts.

    Returns
    -------
    function or None
        Takes the solution and the numbers of the variables; None where the expression is of another kind.
    """
    names_iri = isinstance(expression, Apply) and expression.operator.upper() in ("IRI", "URI")
    if isinstance(expression, Apply) and names_iri:
        # A second argument is the base of relative addresses; to an absolute one it makes no difference.
        inner, *base = expression.arguments
        if not isinstance(inner, Apply) or not all(isinstance(each, Literal) for each in base):
            return None
        expression = inner
    places = {variable: place for place, variable in enumerate(variables)}
    pieces = _pieces(expression, places) if isinstance(expression, Apply) else None
    if pieces is None:
        return None
    key_of, encode = dictionary.sort_key, dictionary.encode_key
    fixed = [piece if isinstance(piece, str) else "" for piece in pieces]
    # The texts of values that came before: the same few come again and again.
    slots: list[tuple[int, int, bool, tuple[_Change, ...], dict[int, str]]] = [
        (at, *piece, {}) for at, piece in enumerate(pieces) if not isinstance(piece, str)
    ]

    def run(solution: tuple[int, ...], *numbers: int) -> int | None:
        texts = fixed[:]
        for at, place, said, changes, known in slots:
            number = numbers[place]
            piece = known.get(number)
            if piece is None:
                piece = _text(key_of(number), said)
                for change in changes:
                    piece = None if piece is None else change(piece)
                if piece is None:
                    return otherwise(solution, *numbers)
                if len(known) >= _REMEMBERED:
                    known.clear()
                known[number] = piece
            texts[at] = piece
        text = "".join(texts)
        if not names_iri:
            return encode(f'"{text}"')
        return encode(text) if _ABSOLUTE.fullmatch(text) is not None else otherwise(solution, *numbers)

    return run


def _text(key: str, said: bool) -> str | None:
    """What a term with a key says as a plain text, or inside STR; None where that is no plain text."""
    if key[:1] != '"':
        return None if not said or key.startswith(("_:", "<<(")) else key
    if key[-1] == '"':
        return key[1:-1]
    return key[1 : key.rindex('"')] if said else None


def text_test(
    expression: Expression, variables: Sequence[Variable], dictionary: Dictionary, otherwise: Callable[..., bool]
) -> Callable[..., bool] | None:
    """A function for a FILTER that compares the texts of two variables: `STR(?x) < STR(?y)`.

    Parameters
    ----------
    expression, variables, dictionary
        As for `text_maker`.
    otherwise
        The same by the functions of the language, for values that have no text.

    Returns
    -------
    function or None
        Takes the numbers of the variables; None where the expression is of another kind.

    Notes
    -----
    SPARQL compares strings by code points, as this language does.
    """
    compare = _COMPARED.get(expression.operator) if isinstance(expression, Apply) else None
    if compare is None or not isinstance(expression, Apply) or len(expression.arguments) != 2:
        return None
    places = {variable: place for place, variable in enumerate(variables)}
    sides: list[int] = []
    for argument in expression.arguments:
        piece = _input(argument, places)
        if piece is None or not piece[1]:
            return None
        sides.append(piece[0])
    left, right = sides
    key_of = dictionary.sort_key

    def run(*numbers: int) -> bool:
        one, other = _text(key_of(numbers[left]), True), _text(key_of(numbers[right]), True)
        return otherwise(*numbers) if one is None or other is None else compare(one, other)

    return run


def _pieces(expression: Apply, places: dict[Variable, int]) -> list[_Piece] | None:
    """The pieces of CONCAT and STR in the order of the text, or None where there is anything else."""
    found: list[_Piece] = []
    if expression.operator.upper() != "CONCAT":
        # A variable without STR may be of any kind, which only CONCAT does not mind.
        piece = _input(expression, places)
        return None if piece is None or not piece[1] else [piece]
    for argument in expression.arguments:
        if isinstance(argument, Literal) and argument.language is None and argument.datatype == XSD_STRING:
            found.append(argument.lexical)
        elif (piece := _input(argument, places)) is not None:
            found.append(piece)
        else:
            inner = _pieces(argument, places) if isinstance(argument, Apply) else None
            if inner is None:
                return None
            found += inner
    return found


def _input(expression: Expression, places: dict[Variable, int]) -> tuple[int, bool, tuple[_Change, ...]] | None:
    """A variable, STR of one, or a plain change of that; None for anything else."""
    if isinstance(expression, Variable):
        return places[expression], False, ()
    if not isinstance(expression, Apply) or not expression.arguments:
        return None
    first, *others = expression.arguments
    operator = expression.operator.upper()
    if operator == "STR" and isinstance(first, Variable):
        return places[first], True, ()
    change: _Change | None = None
    if operator == "REPLACE" and len(others) == 2:
        change = _replacing(*others)
    elif operator == "ENCODE_FOR_URI":
        change = _encoded
    inner = None if change is None else _input(first, places)
    if change is None or inner is None or not inner[1]:
        return None
    return inner[0], True, (*inner[2], change)


def _replacing(pattern: Expression, replacement: Expression) -> _Change | None:
    """REPLACE of a plain text by a plain text; None for patterns."""
    pair: list[str] = []
    for each in (pattern, replacement):
        if not isinstance(each, Literal) or each.language is not None or each.datatype != XSD_STRING:
            return None
        pair.append(each.lexical)
    old, new = pair
    if not old or _NOT_PLAIN & {*old} or {"$", "\\"} & {*new}:
        return None
    return lambda text: text.replace(old, new)


def _encoded(text: str) -> str | None:
    """ENCODE_FOR_URI of a text; None for one that UTF-8 has no room for."""
    try:
        octets = text.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return "".join([chr(octet) if octet in _UNRESERVED else f"%{octet:02X}" for octet in octets])
