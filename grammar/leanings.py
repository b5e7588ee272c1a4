"""Leanings: how far the words of a text, all together, lean towards an alarm that none of them raises alone.

Ideas hear what they have wordings for. What people say of themselves in words that nobody thought of is still told in other
words than a question about training: each word, each pair of neighbours and each piece of four letters has a weight, the
weights of a text are added up. Weights are content (`lex:Leaning`); they are fitted to wordings of many people by
`benchmarks/alarm_leanings.py` (logistic regression: D. R. Cox, The regression analysis of binary sequences, 1958).
"""

from __future__ import annotations

from myologic.engine.records import NamedTuple

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Final


PIECE: Final = 4
"""Letters of a piece of a word; pieces see through endings and slips of spelling."""

FEWEST_WORDS: Final = 4
"""Words that a text has at least to lean anywhere: of fewer, single ideas say enough."""

CRISIS: Final = "crisis"
MOST_WORDS: Final = 120
"""Words of a text that are weighed: the first ones; beyond, ideas are heard as everywhere."""


class Leaning(NamedTuple):
    """The place of its weight among those of a sign, what is added to their sum, and the sums that mean something."""

    number: int
    bias: float
    surely: float
    raises: float
    unread: float
    keeps: float
    thing: str


class Lean(NamedTuple):
    """What a text leans to: a crisis or a thing of danger by how much had to be read of it, "" where to nothing.

    Parameters
    ----------
    harmless
        It leans so far from danger that words of one are meant in another sense.
    surely, raises, unread
        What is raised whatever else was understood; where some words were left over; where nothing was understood.
    """

    harmless: bool
    surely: str
    raises: str
    unread: str


def signs_of(forms: Sequence[str]) -> set[str]:
    """The signs of a text that have a weight of their own: words, pairs of neighbours, pieces of words.

    Parameters
    ----------
    forms
        The words of the text, folded, without marks.

    Examples
    --------
    >>> sorted(signs_of(["can", "not", "sit"]))
    ['can', 'can_not', 'not', 'not_sit', 'sit']
    """
    words = ["#" * min(len(form), 4) if form[0].isdigit() else form for form in forms[:MOST_WORDS]]
    signs = {*words, *(f"{one}_{other}" for one, other in zip(words, words[1:], strict=False))}
    for word in dict.fromkeys(words):
        if len(word) >= PIECE:
            whole = f"-{word}-"
            signs.update("~" + whole[i : i + PIECE] for i in range(len(whole) - PIECE + 1))
    return signs


def lean_of(signs: set[str], leanings: Mapping[str, Leaning], weights: Mapping[str, Sequence[float]]) -> Lean:
    """What a text leans to.

    Parameters
    ----------
    signs
        Of the text.
    leanings
        To danger, to a crisis, and to an emergency among dangers.
    weights
        Of every sign that has one, a weight for each leaning.
    """
    # in the order of the alphabet, so that the sum is the same in every process
    known = [row for sign in sorted(signs) if (row := weights.get(sign)) is not None]
    danger, crisis, emergency = leanings["danger"], leanings["crisis"], leanings["emergency"]
    to_danger, to_crisis = _sum(known, danger), _sum(known, crisis)
    thing = (emergency if _sum(known, emergency) > emergency.raises else danger).thing

    def raised(danger_above: float, crisis_above: float) -> str:
        high = to_danger > danger_above
        if to_crisis > crisis_above or (high and to_crisis > crisis.keeps):
            return CRISIS
        return thing if high else ""

    return Lean(
        to_danger < danger.keeps and to_crisis <= crisis.raises,
        raised(danger.surely, crisis.surely),
        raised(danger.raises, crisis.raises),
        raised(danger.unread, crisis.unread),
    )


def _sum(known: Sequence[Sequence[float]], leaning: Leaning) -> float:
    number = leaning.number
    return leaning.bias + sum(row[number] for row in known)


def read_leanings(built: Mapping[str, Any]) -> dict[str, Leaning]:
    """The leanings of a lexicon, of its plain data.

    Parameters
    ----------
    built
        By name, in the order of the weights: the bias, the sums, and the thing that is raised.
    """
    found = {}
    for number, (name, row) in enumerate(built.items()):
        surely, raises, unread, keeps = row["sums"]
        found[name] = Leaning(number, row["bias"], surely, raises, unread, keeps, row["thing"])
    return found
