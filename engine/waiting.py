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
        The facts; none has a predicate that another given or derived fact has.
    dictionary, store
        Where they go.
    """

    def __init__(self, triples: Sequence[Triple], dictionary: Dictionary, store: Store) -> None:
        self._triples: Sequence[Triple] | None = triples
        self._dictionary = dictionary
        self._store = store
        self._lock = allocate_lock()

    def settle(self) -> None:
        """Number the facts; whoever comes while another does so waits for it."""
        with self._lock:
            if self._triples is not None:
                with uncollected():
                    load(self._triples, self._dictionary, self._store)
                self._triples = None


def load_spoken_of(program: Program, base: Iterable[Triple], dictionary: Dictionary, store: Store) -> Waiting | None:
    """Put the given facts of which rules speak into an empty store.

    Returns
    -------
    Waiting
        The others, if there are any worth it. Where a rule has a variable for a predicate, all are spoken of.
    """
    spoken = program.spoken_of
    facts = base if isinstance(base, list) else list(base)
    if spoken is not None and len(facts) > _FEW:
        try:
            now = [triple for triple in facts if triple[1].value in spoken]  # type: ignore[union-attr]  # see below
            later = [triple for triple in facts if triple[1].value not in spoken]  # type: ignore[union-attr]
        except AttributeError:
            now, later = facts, []  # a predicate that is no IRI: loading leaves it out
        if len(later) > _FEW:
            load(now, dictionary, store)
            return Waiting(later, dictionary, store)
    load(facts, dictionary, store)
    return None
