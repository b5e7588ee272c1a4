"""Certainties as small numbers (twice the level, and one more if contested), and the operators on them as tables.

The operators themselves are in `certainty.py`; where thousands of facts are rated they are looked up here.
"""

from __future__ import annotations

from functools import lru_cache

from myologic.engine.certainty import SURE as SURE_CERTAINTY
from myologic.engine.certainty import Certainty, Level, RuleCertainty, best, cap, corroborate, lose, weakest

VALUES = tuple(Certainty(level, contested) for level in Level for contested in (False, True))
"""The certainty of each number."""


def code_of(value: Certainty) -> int:
    """The number of a certainty."""
    return 2 * value[0] + value[1]


SURE = code_of(SURE_CERTAINTY)
WEAKEST = tuple(tuple(code_of(weakest((a, b))) for b in VALUES) for a in VALUES)
BEST = tuple(tuple(code_of(best((a, b))) for b in VALUES) for a in VALUES)
CORROBORATED = tuple(code_of(corroborate(value)) for value in VALUES)


@lru_cache(maxsize=256)
def made_by(rule: RuleCertainty) -> tuple[int, ...]:
    """For each number of the weakest premise the number of what a rule makes of it."""
    own = Certainty(rule.level, rule.level == Level.CONTESTED)
    return tuple(code_of(cap(lose(weakest((value, own)), rule.loss), rule.most)) for value in VALUES)
