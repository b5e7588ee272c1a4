"""Proofs as provenance: each step an activity that used its premises, by the rule as its plan (PROV-O).

A fact is an entity that is also an `rdf:Statement`, so that RDF 1.1 tools can read it; names of facts and steps are digests
of what they say, so that the same proof gives the same graph everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from myologic.borders.view import View
from myologic.engine.proof import Proof
from myologic.engine.terms import IRI, RDF, RDFS, XSD, Literal, Triple
from myologic.grammar.ntriples import nt

PROV = "http://www.w3.org/ns/prov#"
DCT = "http://purl.org/dc/terms/"
FACT, STEP, PLACE = "urn:x-myologic:fact:", "urn:x-myologic:step:", "urn:x-myologic:place:"
ENGINE = IRI("urn:x-myologic:engine")
CERTAINTY = IRI("https://w3id.org/myologic/kb#certainty")
PREFIXES = (("prov", PROV), ("rdf", RDF), ("rdfs", RDFS), ("dct", DCT))

_TYPE, _LABEL, _COMMENT = IRI(RDF + "type"), IRI(RDFS + "label"), IRI(RDFS + "comment")
_SAYS = tuple(IRI(RDF + name) for name in ("subject", "predicate", "object"))


def provenance(view: View) -> tuple[Triple, ...]:
    """The proofs of all triples of a view as PROV-O.

    Parameters
    ----------
    view
        What is to be explained. A triple that is written somewhere is an entity with its place; one that was derived has an
        activity `prov:wasGeneratedBy` with the rule as `prov:hadPlan`, and `prov:wasDerivedFrom` its premises.

    Returns
    -------
    tuple of Triple
        Each once, in the order of telling.

    Raises
    ------
    ValueError
        If a proof holds a triple term, which an RDF 1.1 reader would not take.

    References
    ----------
    PROV-O: The PROV Ontology, W3C Recommendation, 30 April 2013.
    """
    proofs = (view.grounds.proof(triple) for triple in view.triples)
    return tuple(dict.fromkeys(_told(view, (proof for proof in proofs if proof is not None))))


def fact_address(triple: Triple) -> IRI:
    """The address of a fact as an entity: a digest of its N-Triples text."""
    return IRI(FACT + _digest(" ".join(map(nt, triple))))


def _told(view: View, proofs: Iterable[Proof]) -> Iterator[Triple]:
    yield Triple(ENGINE, _TYPE, IRI(PROV + "SoftwareAgent"))
    yield Triple(ENGINE, _LABEL, Literal("myologic"))
    done: set[Triple] = set()
    for proof in proofs:
        for step in proof.steps():
            if step.conclusion not in done:
                done.add(step.conclusion)
                yield from _fact(view, step.conclusion)
                yield from _given(view, step.conclusion) if step.rule is None else _derived(view, step)


def _fact(view: View, triple: Triple) -> Iterator[Triple]:
    entity = fact_address(triple)
    yield Triple(entity, _TYPE, IRI(PROV + "Entity"))
    yield Triple(entity, _TYPE, IRI(RDF + "Statement"))
    for predicate, term in zip(_SAYS, triple, strict=True):
        yield Triple(entity, predicate, term)
    sure = view.grounds.certainty(triple)
    if sure is not None:
        yield Triple(entity, CERTAINTY, Literal(sure))


def _given(view: View, triple: Triple) -> Iterator[Triple]:
    place = view.grounds.place(triple)
    if place is None:
        return
    where = IRI(PLACE + _digest(str(place)))
    yield Triple(fact_address(triple), IRI(PROV + "atLocation"), where)
    yield Triple(where, _TYPE, IRI(PROV + "Location"))
    yield Triple(where, _LABEL, Literal(str(place)))


def _derived(view: View, step: Proof) -> Iterator[Triple]:
    rule = step.rule
    assert rule is not None
    plan = rule.name or IRI(f"urn:x-myologic:rule:{_digest(str(rule.place))}")
    entity = fact_address(step.conclusion)
    premises = tuple(dict.fromkeys(fact_address(premise.conclusion) for premise in step.premises))
    activity = IRI(STEP + _digest(" ".join((plan.value, entity.value, *(each.value for each in premises)))))
    role = IRI(activity.value + ":role")
    yield Triple(entity, IRI(PROV + "wasGeneratedBy"), activity)
    yield Triple(activity, _TYPE, IRI(PROV + "Activity"))
    for premise in premises:
        yield Triple(entity, IRI(PROV + "wasDerivedFrom"), premise)
        yield Triple(activity, IRI(PROV + "used"), premise)
    yield Triple(activity, IRI(PROV + "wasAssociatedWith"), ENGINE)
    yield Triple(activity, IRI(PROV + "qualifiedAssociation"), role)
    yield Triple(role, _TYPE, IRI(PROV + "Association"))
    yield Triple(role, IRI(PROV + "agent"), ENGINE)
    yield Triple(role, IRI(PROV + "hadPlan"), plan)
    if step.absent:
        missing = "; ".join(" ".join(nt(term) for term in (p.subject, p.predicate, p.object)) for p in step.absent)
        yield Triple(activity, _COMMENT, Literal(f"there is no {missing}"))
    yield Triple(plan, _TYPE, IRI(PROV + "Plan"))
    yield Triple(plan, IRI(PROV + "atLocation"), where := IRI(PLACE + _digest(str(rule.place))))
    yield Triple(where, _TYPE, IRI(PROV + "Location"))
    yield Triple(where, _LABEL, Literal(str(rule.place)))
    note = None if rule.name is None else view.grounds.rule_note(rule.name)
    if note is not None:
        yield Triple(plan, _LABEL, Literal(note.label, RDF + "langString", "en"))
        for source in note.sources:
            yield Triple(plan, IRI(DCT + "source"), IRI(source.id))
        if note.modified:
            yield Triple(plan, IRI(DCT + "modified"), Literal(note.modified, XSD + "date"))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
