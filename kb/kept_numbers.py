"""Numbers of terms and facts in what is kept from one state of the content for the next, where they are other numbers.

Terms are kept as texts, facts as three terms. Terms are numbered in the order of their texts and facts in the order of
their terms, so that what was sorted by number stays sorted. A negative number stands for itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from myologic.kb.facts import FactTable

_TEXTS, _ENDS, _FACTS = "texts", "ends", "facts"

Sections = dict[str, bytes]


class _Places(dict[int, int]):
    """A place for each number, in the order in which they are asked for."""

    def __missing__(self, number: int) -> int:
        if number < 0:
            return number
        place = self[number] = len(self)
        return place


def _ints(data: bytes) -> list[int]:
    return memoryview(data).cast("i").tolist()


def terms_to_keep(sections: Sections, name: str, facts: FactTable) -> Sections:
    """Sections of which one is numbers of terms, with places in a list of texts instead.

    Parameters
    ----------
    sections
        The sections.
    name
        The one with the numbers.
    facts
        What the numbers are of.
    """
    places = _Places()
    terms = array("i", map(places.__getitem__, _ints(sections[name])))
    return {**sections, name: terms.tobytes(), **_texts(places, facts)}


def terms_in_place(sections: Sections, name: str, facts: FactTable) -> Sections | None:
    """What `terms_to_keep` was given, with the numbers of these facts; None where they lack a term."""
    found = dict(sections)
    numbers = _numbers(found, facts)
    if numbers is None:
        return None
    found[name] = array("i", [numbers[place] if place >= 0 else place for place in _ints(found[name])]).tobytes()
    return found


def proofs_to_keep(sections: Sections, facts: FactTable) -> Sections:
    """The sections of kept proofs with places in lists of facts and texts instead of rows and terms."""
    rows, places = _Places(), _Places()
    stepped = array("i", map(rows.__getitem__, _ints(sections["proof_rows"])))
    steps = _mapped(sections, rows.__getitem__, places.__getitem__)
    said = array("i", [places[term] for row in rows for term in facts.numbers(row)])
    return {
        **sections,
        "proof_rows": stepped.tobytes(),
        "proof_data": steps.tobytes(),
        _FACTS: said.tobytes(),
        **_texts(places, facts),
    }


def proofs_in_place(sections: Sections, facts: FactTable) -> Sections | None:
    """What `proofs_to_keep` was given, with the rows and numbers of these facts; None where they lack one."""
    found = dict(sections)
    numbers = _numbers(found, facts)
    if numbers is None:
        return None
    terms = iter([numbers[place] for place in _ints(found.pop(_FACTS))])
    rows = [facts.row(*each) for each in zip(terms, terms, terms, strict=True)]
    if -1 in rows:
        return None
    stepped = array("i", [rows[place] for place in _ints(found["proof_rows"])])
    steps = _mapped(found, rows.__getitem__, lambda place: numbers[place] if place >= 0 else place)
    return {**found, "proof_rows": stepped.tobytes(), "proof_data": steps.tobytes()}


def _mapped(sections: Sections, row: Callable[[int], int], term: Callable[[int], int]) -> array[int]:
    """The steps of proofs, see `proofs.pack_proofs`, with other numbers for facts and terms."""
    data, starts = _ints(sections["proof_data"]), _ints(sections["proof_starts"])
    found = array("i")
    for start, end in zip(starts, starts[1:], strict=False):
        premises = start + 2 + data[start + 1]
        found.extend((data[start], data[start + 1]))
        found.extend(map(row, data[start + 2 : premises]))
        found.extend(map(term, data[premises:end]))
    return found


def _texts(places: _Places, facts: FactTable) -> Sections:
    texts = [facts.terms.text(number) for number in places]
    ends, at = array("i"), 0
    for text in texts:
        at += len(text)
        ends.append(at)
    return {_TEXTS: b"".join(texts), _ENDS: ends.tobytes()}


def _numbers(sections: Sections, facts: FactTable) -> Sequence[int] | None:
    """The number of each kept term, by its place; None where one has none. The texts are taken from the sections."""
    texts, ends = sections.pop(_TEXTS), _ints(sections.pop(_ENDS))
    number_of = facts.terms.numbers_by_text()
    numbers = [number_of.get(texts[start:end], -1) for start, end in zip([0, *ends], ends, strict=False)]
    return None if -1 in numbers else numbers
