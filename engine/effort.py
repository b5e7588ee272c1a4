"""What inference costs: facts and seconds of each group of rules, and of each rule where rules run one by one; and what
makes it cheaper.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import perf_counter

from myologic.engine.records import dataclass


@dataclass(frozen=True, slots=True)
class GroupEffort:
    """What one group of rules that need each other cost.

    Parameters
    ----------
    stratum
        Of the group's rules, from 0.
    rules
        Their numbers in the program.
    facts
        How many facts they derived.
    seconds
        How long they took.
    on_columns
        Whether they ran together on columns of bits; then nothing is known of the single rules.
    """

    stratum: int
    rules: tuple[int, ...]
    facts: int
    seconds: float
    on_columns: bool


class uncollected:  # noqa: N801  # used as a word, with `with`
    """Without Python's search for cyclic garbage, which makes none here and looks at every pair that is made."""

    def __enter__(self) -> None:
        self._collecting = gc.isenabled()
        gc.disable()

    def __exit__(self, *problem: object) -> None:
        if self._collecting:
            gc.enable()


class Effort:
    """Notes what groups and rules cost while they run.

    Parameters
    ----------
    progress
        Called now and then with the number of facts derived so far.
    """

    def __init__(self, progress: Callable[[int], None] | None = None) -> None:
        self.groups: list[GroupEffort] = []
        self.facts_by_rule: dict[int, int] = {}
        self.seconds_by_rule: dict[int, float] = {}
        self.progress = progress
        self.clock = perf_counter

    def note_rule(self, rule: int, facts: int, seconds: float) -> None:
        """Add what one call of a rule's function cost."""
        self.facts_by_rule[rule] = self.facts_by_rule.get(rule, 0) + facts
        self.seconds_by_rule[rule] = self.seconds_by_rule.get(rule, 0.0) + seconds
