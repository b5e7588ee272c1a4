"""Every fact that a case may have and that some rule can make something of: what its rules are run with once, for anyone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from myologic.engine.dictionary import key_of
from myologic.engine.facts import Pair
from myologic.engine.inference import Inference
from myologic.engine.rules import Rule, TriplePattern
from myologic.engine.terms import IRI, Term, TermPattern, TripleTerm, Variable


def every_fact(
    base: Inference, rules: Mapping[int, Rule], persons: Mapping[int, Variable]
) -> Iterator[tuple[IRI, Term]]:
    """Every fact of a case that some rule can make something of: what joins with the content, or is copied to what does.

    Parameters
    ----------
    base
        The finished facts of the content.
    rules
        The rules about a case by their places, without their negations on the case.
    persons
        The variable of the person in each.
    """
    find, term = base.dictionary.find, base.dictionary.term

    def facts(predicate: TermPattern) -> Iterable[Pair]:
        number = find(predicate)
        table = None if number is None else base.store.read(number)
        return () if table is None else table.rounds

    values: dict[IRI, set[Term]] = {}
    copies: list[tuple[IRI, IRI]] = []
    for place, rule in rules.items():
        patterns = [each for each in rule.body if isinstance(each, TriplePattern)]
        for own in (each for each in patterns if each.subject == persons[place]):
            known = values.setdefault(own.predicate, set())  # type: ignore[arg-type]  # only such rules are specialised
            if not isinstance(own.object, Variable):
                known.add(own.object)
                continue
            for other in patterns:
                if other.subject == persons[place]:
                    continue
                if other.subject == own.object:
                    fixed = None if isinstance(other.object, Variable) else find(other.object)
                    known.update(
                        term(s) for s, o in facts(other.predicate) if fixed == o or isinstance(other.object, Variable)
                    )
                elif other.object == own.object:
                    known.update(term(o) for _, o in facts(other.predicate))
            copies += [  # what two facts of the case share, each of them has to be able to say
                (own.predicate, other.predicate)  # type: ignore[misc]
                for other in patterns
                if other is not own and other.subject == persons[place] and other.object == own.object
            ]
            copies += [
                (own.predicate, head.predicate)  # type: ignore[misc]
                for head in rule.head
                if head.object == own.object
            ]
    grown = True
    while grown:
        grown = False
        for source, target in copies:
            more = values.get(target, set()) - values[source]
            if more:
                values[source] |= more
                grown = True
    for predicate in sorted(values, key=key_of):
        for value in sorted(values[predicate], key=_sort_key):
            yield predicate, value


def _sort_key(term: Term) -> str:
    return str(term) if isinstance(term, TripleTerm) else key_of(term)
