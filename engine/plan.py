"""Plan T: one generated Python function for each rule and each pattern whose new facts drive it.

The function takes the new facts of one pattern and joins them with the other patterns by nested loops over indexes,
in an order chosen beforehand (`plan_making.py`). It knows tables, numbers and closures only by name; the names get their
meaning when the plan is bound to facts, so one compiled plan serves every set of facts and every layer.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType

from myologic.engine.records import dataclass
from myologic.engine.terms import Term

# What a name in generated code stands for: its kind, and a term or a position where the kind needs one.
Need = tuple[str, Term | tuple[int, ...] | None, bool]
# Estimated number of matches of a pattern: its predicate (None for any), and whether subject and object are known.
Fanout = Callable[[Term | None, bool, bool], float]


@dataclass(frozen=True, slots=True)
class Plan:
    """A generated function.

    Parameters
    ----------
    source
        Python text that defines `run(delta, R, P)`: the new pairs, the round to give, the predicate of the new pairs.
    needs
        The global names the text uses, and what each stands for.
    code
        The compiled text.
    takes_all
        Whether it looks at a part of each new pair and each part once, so that all pairs are best given at once.
    """

    source: str
    needs: tuple[tuple[str, Need], ...]
    code: CodeType
    takes_all: bool = False


def guessed_fanout(predicate: Term | None, subject: bool, object_: bool) -> float:
    """Matches to expect where nothing is known of the facts."""
    cost = 1.0 if subject and object_ else 8.0 if subject else 12.0 if object_ else 1000.0
    return cost if predicate is not None else cost * 20
