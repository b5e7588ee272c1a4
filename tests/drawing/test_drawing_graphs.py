"""Proofs and neighbourhoods as pictures and as DOT."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from myologic.cases import Case
from myologic.drawing.naming import named_thing
from myologic.drawing.network import GIVEN, MAIN, Edge, Network, Node, to_dot
from myologic.drawing.network_picture import draw_network
from myologic.drawing.proofs import neighbourhood, proof_network
from myologic.drawing.tree_picture import draw_tree
from myologic.engine.errors import QuestionError
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import id_

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = Network(
    "<title>",
    (Node("1", '<a href="x">"\\', "n&n", MAIN, 0), Node("2", "\x1b[1m]]>", "", GIVEN, 1)),
    (Edge("1", "2", "<>"),),
)


@pytest.fixture(scope="module")
def proof(desk: Case) -> Network:
    """Why one muscle is said to be weak."""
    found = desk.why("gluteus_medius@right")[0]
    return proof_network(desk.inferred, found, "why")


def test_a_proof_ends_in_what_was_written_or_told(proof: Network) -> None:
    """Nodes that rest on nothing are given facts; every other has a rule."""
    resting = {edge.start for edge in proof.edges}

    assert [node.kind for node in proof.nodes].count(MAIN) == 1
    assert all((node.kind == GIVEN) == (node.name not in resting) for node in proof.nodes)
    assert all(node.note.startswith("rule: ") for node in proof.nodes if node.kind != GIVEN)
    assert any("kb/assertions/" in node.note for node in proof.nodes)


def test_a_proof_hangs_together(proof: Network) -> None:
    """Every node but the first is reached from the first, and no arrow leads back."""
    place = {node.name: number for number, node in enumerate(proof.nodes)}
    reached = {proof.nodes[0].name}
    for _ in proof.nodes:
        reached |= {edge.end for edge in proof.edges if edge.start in reached}

    assert reached == set(place)
    assert all(edge.start != edge.end for edge in proof.edges)


@pytest.mark.parametrize("draw", [draw_tree, draw_network])
def test_boxes_do_not_overlap(proof: Network, draw: object) -> None:
    """No two boxes of a picture cover each other."""
    assert callable(draw)
    boxes = [
        tuple(float(box.get(name, "0")) for name in ("x", "y", "width", "height"))
        for box in ET.fromstring(draw(proof)).iter(f"{SVG}rect")
        if box.get("rx") in ("7", "8")
    ]

    assert len(boxes) == len(proof.nodes)
    for number, (x, y, width, height) in enumerate(boxes):
        for left, top, wide, high in boxes[number + 1 :]:
            assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y


def test_a_neighbourhood_has_both_directions(kb: KnowledgeBase) -> None:
    """What strengthens a muscle points to it; its opposites are pointed to."""
    network = neighbourhood(kb, id_("gluteus-medius"))
    words = {(edge.start == "thing", edge.text) for edge in network.edges}

    assert (False, "strengthens") in words
    assert (True, "has antagonist") in words
    assert any("clamshell" in node.text for node in network.nodes)


@pytest.mark.parametrize("draw", [draw_tree, draw_network])
def test_text_in_a_graph_is_escaped(draw: object) -> None:
    """Names cannot become markup."""
    assert callable(draw)
    svg = draw(HOSTILE)

    ET.fromstring(svg)
    assert "<a " not in svg
    assert "\x1b" not in svg


def test_dot_is_quoted() -> None:
    """Quotation marks and backslashes of names stay inside their strings."""
    dot = to_dot(HOSTILE)

    assert r'"1" [label="<a href=\"x\">\"\\\nn&n", class="main"];' in dot
    assert "\x1b" not in dot
    assert re.fullmatch(r'digraph \{\n(  ("(\\.|[^"\\])*"|[^"])*;\n)+\}\n', dot)


def test_a_graph_is_the_same_twice(kb: KnowledgeBase) -> None:
    """The same thing gives the same bytes."""
    thing = id_("prolonged-sitting")

    assert draw_network(neighbourhood(kb, thing)) == draw_network(neighbourhood(kb, thing))


@pytest.mark.parametrize("text", ["gluteus_medius", "Glute Med", "gluteus medius", id_("gluteus-medius").value])
def test_a_thing_is_found_by_its_names(kb: KnowledgeBase, text: str) -> None:
    """Id, name, other name and address lead to the same thing."""
    assert named_thing(kb, text) == id_("gluteus-medius")


def test_an_unknown_thing_gets_a_suggestion(kb: KnowledgeBase) -> None:
    """The nearest name is offered."""
    with pytest.raises(QuestionError, match="did you mean `gluteus medius`"):
        named_thing(kb, "gluteus mdius")
