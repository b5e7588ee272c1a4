"""Whether more facts take conclusions away: only through a NOT that a new fact now matches."""

from __future__ import annotations

from myologic.engine.facts import LayerTable, Pair
from myologic.engine.search import Search


def loses_conclusions(before: Search, after: Search, given: dict[int, list[Pair]]) -> bool:
    """Whether a conclusion drawn before rests on the absence of a fact that holds now.

    Looks, for each new fact that a NOT mentions, for solutions of the rule as things were before in which that NOT
    would fail now. The terms of a new fact are mostly unknown to what was before: then there is nothing to look for.

    Parameters
    ----------
    before
        Over the finished facts before.
    after
        Over a layer with more facts, finished as far as adding goes.
    given
        The facts that were not given before and are now, by predicate.
    """
    program, dictionary = after.program, after.dictionary
    if not program.deniers:
        return False
    new: dict[int, list[Pair]] = {}
    for predicate, table in after.store.tables.items():
        if isinstance(table, LayerTable):
            below = table.below.rounds
            pairs = [pair for pair, _ in table.rounds.own() if pair not in below]
        else:
            pairs = [pair for pair, _ in table.items()]
        if pairs:
            new[predicate] = pairs
    for over_base, facts in ((False, new), (True, given)):
        for predicate, pairs in facts.items():
            term = dictionary.term(predicate)
            for rule, number, place in (*program.deniers.get(term, ()), *program.deniers.get(None, ())):
                absent = program.body(rule).absents[number]
                atom = absent.atoms[place]
                if atom.over_base != over_base:
                    continue
                # A term that was unknown before can have no solutions then; most new facts are out by their subject.
                by_subject, by_object = atom.subject in absent.inputs, atom.object in absent.inputs
                for s, o in pairs:
                    if (by_subject and _unknown(before, s)) or (by_object and _unknown(before, o)):
                        continue
                    matched = after.extend({}, atom.operands(), (s, predicate, o))
                    if matched is None:
                        continue
                    known = {name: value for name, value in matched.items() if name in absent.inputs}
                    if any(_unknown(before, value) for value in known.values()):
                        continue
                    for solution in before.solutions(rule, known):
                        if after.match_absent(rule, absent, solution) is not None:
                            return True
    return False


def _unknown(before: Search, number: int) -> bool:
    dictionary = before.dictionary
    return number >= dictionary.resource_count if number >= 0 else -1 - number >= dictionary.literal_count

