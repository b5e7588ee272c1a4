"""Two versions of content compared: which facts and which conclusions came, went or changed in certainty, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from myologic.authoring.case_changes import CaseChanges, case_changes
from myologic.authoring.conclusions import Held, Key, relation_key, relations
from myologic.authoring.facts import CHANGED, GAINED, LOST, FactChange
from myologic.authoring.grounds import Grounds
from myologic.authoring.versions import Version
from myologic.cases import Case
from myologic.casework.entries import CaseData
from myologic.engine.records import dataclass, replace
from myologic.engine.terms import BlankNode, Literal, Place, Term, Triple
from myologic.kb.base import KnowledgeBase, Overlay


@dataclass(frozen=True, slots=True)
class ConclusionChange:
    """A conclusion that came, went or changed in certainty.

    Parameters
    ----------
    change
        `gained`, `lost` or `changed`.
    kind, text
        What is concluded; see `Key`.
    before, after
        How sure it was and is; None where nothing was said, or where it does not hold.
    rule
        The rule that concludes it, or concluded it, in words and with its place; None where it is written as well.
    because
        The lines that did it, each with its place.
    proof
        Why it holds, or held, in sentences.
    told
        What the smallest case that shows it is told of a person, in words; nothing for a relation.
    """

    change: str
    kind: str
    text: str
    before: str | None
    after: str | None
    rule: str | None
    because: tuple[str, ...]
    proof: tuple[str, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two versions; both empty where nothing does.

    Parameters
    ----------
    old, new
        What the versions are called.
    facts, conclusions
        What differs.
    untried
        What was not looked at, in words; None where everything was.
    """

    old: str
    new: str
    facts: tuple[FactChange, ...]
    conclusions: tuple[ConclusionChange, ...]
    untried: str | None = None


def compare(old: Version, new: Version) -> Difference:
    """Compare two versions of content.

    Parameters
    ----------
    old, new
        The versions.

    Returns
    -------
    Difference
        Facts and conclusions in the order of their kinds and texts.
    """
    if old.kb.hash == new.kb.hash:
        return Difference(old.name, new.name, (), ())
    facts = tuple(_fact_changes(old, new))
    if not facts and not Grounds(old.kb, new.kb, ()).rules_differ:
        return Difference(old.name, new.name, (), ())
    grounds = Grounds(old.kb, new.kb, facts)
    found = case_changes(old.kb, new.kb)
    conclusions = [*_relation_changes(old.kb, new.kb, grounds), *_case_changes(found, old.kb, new.kb, grounds)]
    conclusions.sort(key=lambda each: (each.kind, each.text, each.change))
    return Difference(old.name, new.name, facts, tuple(conclusions), found.untried)


def _fact_changes(old: Version, new: Version) -> list[FactChange]:
    """The facts that differ, file by file and line by line, what was before what is."""
    before, after = _written(old.kb), _written(new.kb)
    lost = (_fact(LOST, old.kb, triple) for key, triple in before.items() if key not in after)
    gained = (_fact(GAINED, new.kb, triple) for key, triple in after.items() if key not in before)

    def place(each: FactChange) -> tuple[object, ...]:
        file, line, column = each.place or Place("", 0, 0)
        inside = file.removeprefix((old if each.change == LOST else new).name).lstrip("/")
        return inside, line, column, each.change == GAINED, each.text

    return sorted((*lost, *gained), key=place)


def _fact(change: str, kb: KnowledgeBase, triple: Triple) -> FactChange:
    subject, predicate, object_ = (_shown(kb, term) for term in triple)
    return FactChange(change, kb.label(triple.predicate), triple, f"{subject} {predicate} {object_}", kb.place(triple))


def _shown(kb: KnowledgeBase, term: Term) -> str:
    if isinstance(term, BlankNode):
        return "a node without a name"
    text = kb.label(term)
    text = text if len(text) <= 80 else text[:79] + "…"
    return f'"{text}"' if isinstance(term, Literal) else text


def _written(kb: KnowledgeBase) -> dict[object, Triple]:
    """Every written triple by a key that does not depend on what blank nodes are called."""
    content: dict[BlankNode, list[Triple]] = {}
    triples = tuple(kb.asserted())
    for triple in triples:
        if isinstance(triple.subject, BlankNode):
            content.setdefault(triple.subject, []).append(triple)

    def key(term: Term, above: tuple[BlankNode, ...] = ()) -> object:
        if not isinstance(term, BlankNode) or term in above:
            return "" if isinstance(term, BlankNode) else term
        inside = ((each.predicate, key(each.object, (*above, term))) for each in content.get(term, ()))
        return frozenset(inside)

    return {
        (key(t.subject), t.predicate, key(t.object)) if BlankNode in (type(t.subject), type(t.object)) else t: t
        for t in triples
    }


def _relation_changes(old: KnowledgeBase, new: KnowledgeBase, grounds: Grounds) -> Iterable[ConclusionChange]:
    before, after = dict(relations(old)), dict(relations(new))
    for triple, held in before.items():
        now = after.get(triple)
        if now is None and old.is_derived(triple):
            yield _change(LOST, relation_key(old, triple), held, None, old, grounds)
        elif now is not None and now.certainty != held.certainty and (old.is_derived(triple) or new.is_derived(triple)):
            yield _change(CHANGED, relation_key(new, triple), held, now, new, grounds)
    for triple, now in after.items():
        if triple not in before and new.is_derived(triple):
            yield _change(GAINED, relation_key(new, triple), None, now, new, grounds)


def _case_changes(found: CaseChanges, old: KnowledgeBase, new: KnowledgeBase, grounds: Grounds) -> Iterable[ConclusionChange]:
    overlays: dict[tuple[bool, CaseData], Overlay] = {}
    for each in found.changes:
        for is_new, kb in ((False, old), (True, new)):
            if (is_new, each.data) not in overlays:
                overlays[is_new, each.data] = Case(kb, each.data).inferred
        lost = each.after is None
        here, there = overlays[not lost, each.data], overlays[lost, each.data]
        change = _change(each.change, each.key, each.before, each.after, here, grounds, there)
        yield replace(change, told=each.told)


def _change(
    change: str,
    key: Key,
    before: Held | None,
    after: Held | None,
    reading: KnowledgeBase | Overlay,
    grounds: Grounds,
    other: Overlay | None = None,
) -> ConclusionChange:
    held = before if after is None else after
    assert held is not None
    rule, because, proof = grounds.of(reading, held.fact, lost=after is None, other=other)
    return ConclusionChange(
        change,
        key.kind,
        key.text,
        None if before is None else before.certainty,
        None if after is None else after.certainty,
        rule,
        because,
        proof,
    )


def counts(changes: Iterable[FactChange | ConclusionChange]) -> Mapping[str, Mapping[str, int]]:
    """How many came, went and changed, by kind, sorted."""
    found: dict[str, dict[str, int]] = {}
    for each in changes:
        found.setdefault(each.kind, {GAINED: 0, LOST: 0, CHANGED: 0})[each.change] += 1
    return dict(sorted(found.items()))
