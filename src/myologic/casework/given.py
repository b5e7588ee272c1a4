"""A case from things that are named by their address, such as those that a question mentions."""

from __future__ import annotations

from collections.abc import Iterable

from myologic.casework.catalogue import Catalogue
from myologic.casework.entries import BOTH, CaseData, Entry, State
from myologic.engine.terms import IRI
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import id_, local_name

STATE_VALUES: dict[str, tuple[str, ...]] = {
    "tight": ("short",),
    "short": ("short",),
    "weak": ("under",),
    "under": ("under",),
    "tight-and-weak": ("short", "under"),
    "tense-but-long": ("long", "over"),
    "overactive": ("over",),
    "over": ("over",),
    "long": ("long",),
}
"""Which ends of the axes are meant by a state that somebody says of a muscle."""


def given_data(
    kb: Reading,
    given: Iterable[tuple[IRI, str | None, str]],
    states: Iterable[tuple[IRI, str | None, IRI]],
    pain: str,
    age: int | None,
) -> CaseData:
    """What is known of a person, from addresses; parameters as those of `Case.of`."""
    catalogue = Catalogue(kb)
    found: dict[str, list[Entry]] = {"findings": [], "causes": [], "conditions": [], "red_flags": []}
    for thing, side, presence in given:
        homes = catalogue.lists_of(thing)
        sided = catalogue.is_sided(thing)
        entry = Entry(thing, side if sided else None, presence, sided=sided)
        for home in {{"tests": "findings", "habits": "causes"}.get(each, each): None for each in homes}:
            found[home].append(entry)
    said = tuple(
        State(muscle, side or BOTH, tuple(id_(each) for each in STATE_VALUES[local_name(state)]))
        for muscle, side, state in states
        if local_name(state) in STATE_VALUES
    )
    lists = {name: tuple(dict.fromkeys(entries)) for name, entries in found.items()}
    return CaseData(**lists, states=said, pain=pain, age=age)
