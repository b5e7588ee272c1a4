"""What differs between two versions, as text for people and as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from myologic.authoring.changes import ConclusionChange, Difference, counts
from myologic.authoring.facts import CHANGED, GAINED, LOST, FactChange
from myologic.grammar.ntriples import nt

if TYPE_CHECKING:
    from myologic.schemas.author_shapes import ChangesData, DiffData

_MARKS = {GAINED: "+", LOST: "-", CHANGED: "~"}


def difference_text(difference: Difference) -> str:
    """The conclusions of each kind, each with the rule and the lines that did it; then the facts.

    Parameters
    ----------
    difference
        From `compare`.
    """
    return "\n".join(_lines(difference))


def _lines(difference: Difference) -> Iterator[str]:
    if not difference.facts and not difference.conclusions:
        yield "no fact and no conclusion differs"
        return
    yield f"conclusions: {_summed(counts(difference.conclusions))}"
    for kind, numbers in counts(difference.conclusions).items():
        yield f"  {kind}: {_summed({kind: numbers})}"
        for each in difference.conclusions:
            if each.kind == kind:
                yield from _conclusion(each)
    if any(each.told for each in difference.conclusions):
        yield "  each for the smallest case that shows it; other cases may show it too"
    if difference.untried is not None:
        yield f"  not everything was tried: {difference.untried}"
    yield ""
    yield f"facts: {_summed(counts(difference.facts))}"
    for kind, numbers in counts(difference.facts).items():
        yield f"  {kind}: {_summed({kind: numbers})}"
    for fact in difference.facts:
        place = f"  ({fact.place})" if fact.place is not None else ""
        yield f"    {_MARKS[fact.change]} {fact.text}{place}"


def _conclusion(each: ConclusionChange) -> Iterator[str]:
    sure = ""
    if each.change == CHANGED:
        sure = f" [{each.after or 'sure'}, was {each.before or 'sure'}]"
    elif each.after or each.before:
        sure = f" [{each.after or each.before}]"
    yield f"    {_MARKS[each.change]} {each.text}{sure}"
    if each.rule is not None:
        yield f"        by {each.rule}"
    for line in each.because:
        yield f"        {line}"


def _summed(by_kind: Mapping[str, Mapping[str, int]]) -> str:
    totals = {change: sum(numbers[change] for numbers in by_kind.values()) for change in _MARKS}
    said = [f"{number} {change}" for change, number in totals.items() if number]
    return ", ".join(said) or "none differs"


def difference_dict(difference: Difference) -> DiffData:
    """The difference as plain data, version 1 of the schema `diff`.

    Parameters
    ----------
    difference
        From `compare`.
    """
    return {
        "version": 1,
        "old": difference.old,
        "new": difference.new,
        "summary": {"facts": _numbers(difference.facts), "conclusions": _numbers(difference.conclusions)},
        "facts": [
            {
                "change": each.change,
                "kind": each.kind,
                "text": each.text,
                "triple": [nt(term) for term in each.triple],
                "file": each.place.file if each.place else None,
                "line": each.place.line if each.place else None,
                "column": each.place.column if each.place else None,
            }
            for each in difference.facts
        ],
        "conclusions": [
            {
                "change": each.change,
                "kind": each.kind,
                "text": each.text,
                "before": each.before,
                "after": each.after,
                "rule": each.rule,
                "because": list(each.because),
                "proof": list(each.proof),
                "told": list(each.told),
            }
            for each in difference.conclusions
        ],
        "untried": difference.untried,
    }


def _numbers(changes: Iterable[FactChange | ConclusionChange]) -> dict[str, ChangesData]:
    return {
        kind: {"gained": found[GAINED], "lost": found[LOST], "changed": found[CHANGED]}
        for kind, found in counts(changes).items()
    }
