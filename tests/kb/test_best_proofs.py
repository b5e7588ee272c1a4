"""The surest proofs of the shipped knowledge base, alone and with a case on top, and their independent check."""

from __future__ import annotations

import random

import pytest

from myologic.cases import kb_case
from myologic.engine.certainty import annotate
from myologic.engine.checker import Checker
from myologic.engine.terms import IRI, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.load import load
from myologic.kb.vocabulary import kb_


@pytest.fixture(scope="module", name="base")
def base_fixture() -> KnowledgeBase:
    """The shipped content."""
    return load()


def test_surest_proofs_have_the_kept_levels(base: KnowledgeBase) -> None:
    """Of a sample of derived facts: the level of the proof is the kept one, and every way to it passes the check."""
    found = base.inference
    checker = Checker(found.match, found.is_given, found.program.data, found.program.rules)
    derived = list(found.derived())
    for triple in random.Random(5).sample(derived, 40):
        rated = base.best_proof(triple)
        assert rated is not None and rated.value.level.label == (base.certainty(triple) or "high")
        checker.check(rated.proof)
        for proof in base.proof_graph(triple, 5).proofs:
            checker.check(proof)
    assert base.best_proof(Triple(IRI("http://e/no"), kb_("short"), IRI("http://e/such"))) is None


def test_surest_proofs_of_a_case(base: KnowledgeBase) -> None:
    """What follows for a case, in the levels that the case gives; and a few alone as all together."""
    known = {"findings": ["rounded_shoulder_one_side@right", "forward_head"], "habits": ["prolonged_sitting"]}
    layer = kb_case(base, **known).inferred
    found = layer.inference
    checker = Checker(found.match, found.is_given, found.program.data, found.program.rules)
    own = [triple for triple in layer.derived() if found.is_derived(triple)]
    assert own
    for triple in own[::25]:
        rated = layer.best_proof(triple)
        assert rated is not None and rated.value.level.label == (layer.certainty(triple) or "high")
        checker.check(rated.proof)
    alone = annotate(found, base.policy, goals=own[:3])
    assert alone.items() <= annotate(found, base.policy).items()
