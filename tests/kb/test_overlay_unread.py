"""Facts that no rule reads are not in the engine, and nobody who reads notices."""

from __future__ import annotations

import pytest

from myologic.engine.terms import Literal, Triple
from myologic.kb.base import KnowledgeBase, Overlay
from myologic.kb.vocabulary import ALT_LABEL, RDFS_COMMENT, id_, kb_

MUSCLE = id_("gluteus-maximus")
PERSON = id_("someone")
SAID = Triple(PERSON, ALT_LABEL, Literal("the one with the limp"))


@pytest.fixture(scope="module")
def overlay(kb: KnowledgeBase) -> Overlay:
    """The knowledge base with a fact of a person on top that no rule reads."""
    return kb.overlay([SAID, Triple(PERSON, kb_("finding"), id_("hip-drop"))])


def test_names_are_not_in_the_engine(kb: KnowledgeBase) -> None:
    """Rules read what a muscle is part of, and not what it is also called."""
    assert kb.is_read(kb_("hasPart")) and kb.is_read(kb_("strengthens")) and not kb.is_read(ALT_LABEL)
    assert not kb.is_read(RDFS_COMMENT) and not kb.is_read(id_("nobody"))


def test_an_overlay_reads_them(kb: KnowledgeBase, overlay: Overlay) -> None:
    """By subject, by object, by neither; what the person brings is there beside them."""
    names = set(kb.match(None, ALT_LABEL, None))

    assert set(overlay.match(MUSCLE, ALT_LABEL, None)) == set(kb.match(MUSCLE, ALT_LABEL, None)) != set()
    assert set(overlay.match(None, ALT_LABEL, None)) == {*names, SAID}
    assert set(overlay.match(MUSCLE, None, None)) == set(kb.match(MUSCLE, None, None))
    assert set(overlay.match(PERSON, None, None)) >= {SAID}
    assert overlay.names(MUSCLE) and set(overlay.names(MUSCLE)) == set(kb.names(MUSCLE))
    name = next(iter(names))
    assert overlay.has(*name) and overlay.has(*SAID) and not overlay.has(PERSON, ALT_LABEL, Literal("nobody"))
    assert overlay.subjects(ALT_LABEL, name.object) == kb.subjects(ALT_LABEL, name.object)


def test_they_have_proofs(kb: KnowledgeBase, overlay: Overlay) -> None:
    """Of what is written the proof is that it is written, here and on top."""
    name = next(kb.match(MUSCLE, ALT_LABEL, None))
    for reading in (kb, overlay):
        proof, graph, best = reading.proof(name), reading.proof_graph(name), reading.best_proof(name)

        assert proof is not None and (proof.conclusion, proof.rule, proof.premises) == (name, None, ())
        assert [each.conclusion for each in graph.proofs] == [name] and graph.complete
        assert best is not None and best.proof.conclusion == name
        assert not reading.is_derived(name)
    missing = Triple(MUSCLE, ALT_LABEL, Literal("nobody says so"))
    assert kb.proof(missing) is overlay.proof(missing) is kb.best_proof(missing) is overlay.best_proof(missing) is None
    assert kb.proof_graph(missing).proofs == overlay.proof_graph(missing).proofs == ()


def test_what_a_person_brings_has_a_proof(overlay: Overlay) -> None:
    """Also where no rule reads it."""
    proof = overlay.proof(SAID)

    assert proof is not None and proof.conclusion == SAID and overlay.proof_graph(SAID).proofs
