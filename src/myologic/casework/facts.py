"""A case as facts. The person is the subject of every one of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from myologic.casework.entries import ABSENT, BOTH, LEFT, PRESENT, RIGHT, CaseData, Entry
from myologic.engine.terms import IRI, Literal, Triple
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import TYPE, id_, kb_, local_name

CASE = IRI("https://w3id.org/myologic/case/this")
"""The person in the facts of a case: one, always the same, so that rules specialise to it."""

PRESENTS, LACKS, UNSURE, HAS_CAUSE = kb_("presents"), kb_("lacks"), kb_("unsure"), kb_("hasCause")
HAS_CONDITION, HAS_RED_FLAG, PAIN_IS = kb_("hasCondition"), kb_("hasRedFlag"), kb_("painIs")
CONTROLLED, NEEDS_SIDE, SAID, AGE_BAND = kb_("controlled"), kb_("needsSide"), kb_("said"), kb_("ageBand")


def case_facts(data: CaseData, kb: Reading) -> tuple[Triple, ...]:
    """The facts of a case, sorted, each once.

    Parameters
    ----------
    data
        What is known.
    kb
        The knowledge base, for its age bands.
    """
    found = {Triple(CASE, TYPE, kb_("Case"))}
    found.update(_sided(data.findings, PRESENTS))
    found.update(_sided(data.causes, HAS_CAUSE))
    for entries, predicate in ((data.conditions, HAS_CONDITION), (data.red_flags, HAS_RED_FLAG)):
        found.update(Triple(CASE, predicate, each.id) for each in entries if each.presence == PRESENT)
    for state in data.states:
        for side in (LEFT, RIGHT) if state.side == BOTH else (state.side,):
            for value in state.values:
                node = IRI(f"{state.muscle.value}@{side}.{local_name(value)}")
                found.add(Triple(CASE, SAID, node))
    if data.pain in ("acute", "chronic"):
        found.add(Triple(CASE, PAIN_IS, id_(data.pain)))
    if data.age is not None:
        found.update(Triple(CASE, AGE_BAND, band) for band in _bands(data.age, kb))
    return tuple(sorted(found, key=_written))


def _sided(entries: tuple[Entry, ...], present: IRI) -> Iterator[Triple]:
    for entry in entries:
        if entry.lacks_side:
            yield Triple(CASE, NEEDS_SIDE, entry.id)
        predicate = {PRESENT: present, ABSENT: LACKS}.get(entry.presence, UNSURE)
        for node in entry.nodes:
            yield Triple(CASE, predicate, node)
            if entry.controlled and entry.presence == PRESENT:
                yield Triple(CASE, CONTROLLED, node)


def _bands(age: int, kb: Reading) -> Iterator[IRI]:
    for band in kb.instances(kb_("AgeBand")):
        first, end = kb.text(band, kb_("fromAge")), kb.text(band, kb_("belowAge"))
        if (first is None or int(first) <= age) and (end is None or age < int(end)):
            yield band


def _written(triple: Triple) -> tuple[str, str]:
    return tuple(chain(_text(each) for each in triple[1:]))  # type: ignore[return-value]  # two terms, two texts


def _text(term: object) -> str:
    return term.value if isinstance(term, IRI) else term.lexical if isinstance(term, Literal) else ""
