"""Given facts that no rule speaks of: they wait as they came, and are numbered when someone first asks for them.

Labels, texts and references are most of some knowledge bases. Whoever wants what follows does not need them.
"""

from __future__ import annotations

from _thread import allocate_lock
from collections.abc import Iterable, Sequence

from myologic.engine.columns import load
from myologic.engine.dictionary import Dictionary
from myologic.engine.effort import uncollected
from myologic.engine.facts import Store
from myologic.engine.program import Program
from myologic.engine.terms import Triple

# For fewer facts it is not worth telling them apart.
_FEW = 1000


class Waiting:
    """Facts that are still to be put where all others are.

    Parameters
    ----------
    triples
        These facts among others.
    spoken
        The predicates, as text, of the others and of all derived facts; all predicates are addresses.
    dictionary, store
        Where they go.
    """

    def __init__(self, triples: Sequence[Triple], spoken: frozenset[str], dictionary: Dictionary, store: Store) -> None:
        self._triples: Sequence[Triple] | None = triples
        self._spoken = spoken
        self._dictionary = dictionary
        self._store = store
        self._lock = allocate_lock()

    def settle(self) -> None:
        """Number the facts; whoever comes while another does so waits for it."""
        with self._lock:
            if self._triples is not None:
                spoken = self._spoken
                with uncollected():
                    mine = [triple for triple in self._triples if triple[1].value not in spoken]  # type: ignore[union-attr]
                    load(mine, self._dictionary, self._store)
                self._triples = None


def load_spoken_of(program: Program, base: Iterable[Triple], dictionary: Dictionary, store: Store) -> Waiting | None:
    """Put the given facts of which rules speak into an empty store.

    Returns
    -------
    Waiting
        The others, if there are any worth it. Where a rule has a variable for a predicate, all are spoken of.
    """
    spoken = program.spoken_of
    facts = list(base)  # the caller may go on with his own
    if spoken is not None and len(facts) > _FEW:
        try:
            now = [triple for triple in facts if triple[1].value in spoken]  # type: ignore[union-attr]  # see below
        except AttributeError:
            now = facts  # a predicate that is no IRI: loading leaves it out
        if len(facts) - len(now) > _FEW:
            load(now, dictionary, store)
            return Waiting(facts, spoken, dictionary, store)
    load(facts, dictionary, store)
    return None
