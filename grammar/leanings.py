"""Leanings: how far the words of a text, all together, lean towards an alarm that none of them raises alone.

Ideas hear what they have wordings for. What people say of themselves in words that nobody thought of is still told in other
words than a question about training: each word, each pair of neighbours and each piece of four letters has a weight, the
weights of a text are added up. Weights are content (`lex:Leaning`); they are fitted to wordings of many people by
`benchmarks/alarm_leanings.py` (logistic regression: D. R. Cox, The regression analysis of binary sequences, 1958).
"""

from __future__ import annotations

import math

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
MEDICAL: Final = "unsafe_medical"
MOST_WORDS: Final = 120
"""Words of a text that are weighed: the first ones; beyond, ideas are heard as everywhere."""
OF_DANGER: Final = 0.75
OF_CRISIS: Final = 0.5
LEAST_OTHER: Final = 0.05
"""How much the inclination of a text counts, per natural logarithm of a share, and what is added to a share: chosen by the share of
warning signs heard at the same share of false alarms, in lists that neither was fitted to (`benchmarks/alarm_leanings.py`)."""

APART: Final = 5.0
"""How much further a text leans to a danger than to a crisis that is one all the same."""
CLEARLY: Final = 0.85
HARDLY: Final = 0.05
CLEARLY_OTHER: Final = 2.0
"""What is taken off the sum for a danger where another intent has at least the first share and a danger less than the second: no
danger of the lists is lost by it, one stop in three of a plain question is."""
MOST_ADDED: Final = 2.3
"""What an inclination adds at most."""


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
    """What a text leans to, in sums of weights.

    Parameters
    ----------
    danger, crisis, medical
        How far it leans to a danger, to a crisis, and to a question for a medicine or the name of an illness.
    thing
        The thing of danger that it leans to, of the two that an urgency tells apart.
    leanings
        What the sums mean.
    """

    danger: float
    crisis: float
    medical: float
    thing: str
    leanings: Mapping[str, Leaning]

    @property
    def harmless(self) -> bool:
        """Whether it leans so far from danger that words of one are meant in another sense."""
        return self.danger < self.leanings["danger"].keeps and self.crisis <= self.leanings["crisis"].raises

    @property
    def not_medical(self) -> bool:
        """Whether it leans so far from a question for a medicine or an illness that words of one are meant in another sense."""
        medical = self.leanings.get("medical")
        return medical is not None and self.medical < medical.keeps

    @property
    def may_raise(self) -> bool:
        """Whether any question of these words could lean far enough to mean something."""
        danger, crisis = self.leanings["danger"], self.leanings["crisis"]
        least = min(danger.surely, danger.raises, danger.unread) - MOST_ADDED
        medical = self.leanings.get("medical")
        asks = medical is not None and self.medical > medical.unread - MOST_ADDED
        return asks or self.danger > least or self.crisis > min(crisis.surely, crisis.raises, crisis.unread) - MOST_ADDED

    @property
    def surely(self) -> str:
        """What is raised whatever else was understood: a crisis, a thing of danger, a medical refusal, or nothing."""
        return self._raised(0)

    @property
    def raises(self) -> str:
        """What is raised where some words were left over."""
        return self._raised(1)

    @property
    def unread(self) -> str:
        """What is raised where nothing was understood."""
        return self._raised(2)

    def _raised(self, how: int) -> str:
        danger, crisis, medical = self.leanings["danger"], self.leanings["crisis"], self.leanings.get("medical")
        high = self.danger > _least(danger, how)
        if (self.crisis > _least(crisis, how) or (high and self.crisis > crisis.keeps)) and self.danger - self.crisis < APART:
            return CRISIS
        if high:
            return self.thing
        return MEDICAL if medical is not None and self.medical > _least(medical, how) else ""

    def weighed(self, flag: float, other: float, outside: float) -> Lean:
        """The lean with what the text as a whole is inclined to ask added: an alarm is doubted where it clearly asks something else.

        Parameters
        ----------
        flag
            Share of the inclination to ask about a warning sign, from 0 to 1.
        other
            The largest share of the other intents that are answered.
        outside
            The share of what is not answered here.
        """
        said, asked, apart = math.log(flag + 0.01), math.log(other + LEAST_OTHER), math.log(outside + LEAST_OTHER)
        beyond = math.log(flag + outside + LEAST_OTHER)
        clear = CLEARLY_OTHER if other >= CLEARLY and flag < HARDLY else 0.0
        return self._replace(
            danger=self.danger + OF_DANGER * (said - asked) - clear,
            crisis=self.crisis + OF_CRISIS * (beyond - asked),
            medical=self.medical + OF_CRISIS * (apart - asked),
        )


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
    medical = _sum(known, leanings["medical"]) if "medical" in leanings else 0.0
    thing = (emergency if _sum(known, emergency) > emergency.raises else danger).thing
    return Lean(_sum(known, danger), _sum(known, crisis), medical, thing, leanings)


def _least(leaning: Leaning, how: int) -> float:
    return (leaning.surely, leaning.raises, leaning.unread)[how]


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
