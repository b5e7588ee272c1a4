"""Texts that rules make of other texts, such as `IRI(CONCAT(STR(?x), "#", ?y))`, put together from keys and not from terms.

Names for new things are made this way, once for each solution, and most of the time of such a rule went into terms that
nobody asked for. What is not plainly a text of this kind is left to the functions of the language.
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
# A fixed piece; or the place of an input and whether STR stands around it.
_Piece = str | tuple[int, bool]


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
    slots: list[tuple[int, int, bool, dict[int, str]]] = [
        (at, *piece, {}) for at, piece in enumerate(pieces) if not isinstance(piece, str)
    ]

    def run(solution: tuple[int, ...], *numbers: int) -> int | None:
        texts = fixed[:]
        for at, place, said, known in slots:
            number = numbers[place]
            piece = known.get(number)
            if piece is None:
                piece = _text(key_of(number), said)
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


def _pieces(expression: Apply, places: dict[Variable, int]) -> list[_Piece] | None:
    """The pieces of CONCAT and STR in the order of the text, or None where there is anything else."""
    operator, arguments = expression.operator.upper(), expression.arguments
    if operator == "STR" and len(arguments) == 1 and isinstance(arguments[0], Variable):
        return [(places[arguments[0]], True)]
    if operator != "CONCAT":
        return None
    found: list[_Piece] = []
    for argument in arguments:
        if isinstance(argument, Variable):
            found.append((places[argument], False))
        elif isinstance(argument, Literal) and argument.language is None and argument.datatype == XSD_STRING:
            found.append(argument.lexical)
        else:
            inner = _pieces(argument, places) if isinstance(argument, Apply) else None
            if inner is None:
                return None
            found += inner
    return found
