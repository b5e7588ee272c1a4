"""Graphs that leave and come back: every form says what the graph says, whatever stands in its texts."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import Any

import networkx
import pyarrow
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

import myologic
from myologic.borders.export import FORMS
from myologic.engine.terms import IRI, RDF_LANG_STRING, BlankNode, Literal, Triple
from myologic.graph import Graph
from myologic.reading import read_text

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD uses it

ODD = 'a "b" <c> & \\d {e} [f] #g; %% `h` | ü\n\ti\'j --> k]'


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped knowledge base."""
    return myologic.load()


def iris() -> st.SearchStrategy[IRI]:
    """Addresses, some of which look like prefixed names."""
    near = [f"http://example.org/{name}" for name in ("a", "b#c", "d?e=f&g", "ü", "x.y", "")]
    return st.sampled_from([IRI(each) for each in (*near, "ex:a", "urn:x:y", "mailto:a@example.org")])


def literals() -> st.SearchStrategy[Literal]:
    """Literals with any character that text may have."""
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.just(ODD)
    datatypes = st.sampled_from(["http://www.w3.org/2001/XMLSchema#string", "http://example.org/odd"])
    tagged = text.map(lambda each: Literal(each, RDF_LANG_STRING, "de"))
    return st.builds(Literal, text, datatypes) | tagged | st.just(Literal("1", "http://www.w3.org/2001/XMLSchema#integer"))


def graphs() -> st.SearchStrategy[Graph]:
    """Small graphs."""
    nodes = iris() | st.sampled_from([BlankNode("b1"), BlankNode("b2")])
    triples = st.builds(Triple, nodes, iris(), nodes | literals())
    prefixes = (("e", "http://example.org/"), ("ex", "http://other.example/"), ("n", "http://example.org"))
    return st.lists(triples, max_size=8, unique=True).map(lambda found: Graph(tuple(found), prefixes))


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_jsonld_comes_back_equal(graph: Graph) -> None:
    """rdflib reads the graph that was written, prefixes that look like schemes and all."""
    again = rdflib.Graph().parse(data=graph.export("jsonld"), format="json-ld")

    assert isomorphic(again, graph.to_rdflib())


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_graphml_comes_back_equal(graph: Graph) -> None:
    """networkx reads nodes and edges, and their terms give the triples again."""
    network = networkx.read_graphml(io.BytesIO(graph.export("graphml").encode()), force_multigraph=True)
    lines = [
        f"{network.nodes[s]['term']} <{data['predicate']}> {network.nodes[o]['term']} ."
        for s, o, data in network.edges(data=True)
    ]

    assert isomorphic(read_text("\n".join(lines), suffix=".nt").to_rdflib(), graph.to_rdflib())


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_dot_is_well_formed(graph: Graph) -> None:
    """Every statement is a node or an edge with quoted attributes and nothing left over."""
    quoted = r'"(?:[^"\\]|\\.)*"'
    attributes = rf"\[(?:\w+=(?:{quoted}|\w+)(?:, )?)+\]"
    *head, last = graph.export("dot").splitlines()

    assert (head[0], last) == ("digraph {", "}")
    for line in head[1:]:
        assert re.fullmatch(rf"  \w+(?: -> \w+)? {attributes};", line), line
    assert sum(" -> " in re.sub(quoted, "", line) for line in head) == len(graph)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_mermaid_text_stays_inside_its_quotes(graph: Graph) -> None:
    """Between quotes there is no quote, bracket, mark-up, back-quote or directive: such characters are codes."""
    inside = r'"(?:[^"<>`\[\]{}|%&#;\\]|#\d+;)+"'
    head, *lines = graph.export("mermaid").splitlines()

    assert head == "flowchart LR"
    for line in lines:
        assert re.fullmatch(rf"  n\d+(?:\[{inside}\]| -->\|{inside}\| n\d+)", line), line


@pytest.mark.parametrize("form", FORMS)
def test_everything_on_record_leaves_in_every_form(kb: myologic.KnowledgeBase, form: Any) -> None:
    """About one thing, and the same twice."""
    text = kb.export(form, about="gluteus medius")

    assert "gluteus" in text.lower()
    assert text == kb.export(form, about="gluteus_medius")


def test_content_comes_back(kb: myologic.KnowledgeBase) -> None:
    """Turtle is read again as it was; GraphML has names, certainty and what was derived."""
    view = kb._view("gluteus medius")
    named = {triple for triple in view.triples if not any(isinstance(term, BlankNode) for term in triple)}
    again = Graph.from_text(kb.export("ttl", about="gluteus medius"))
    network = networkx.read_graphml(io.BytesIO(kb.export("graphml", about="gluteus medius").encode()), force_multigraph=True)
    edges = [data for _, _, data in network.edges(data=True)]

    assert {triple for triple in again if not any(isinstance(term, BlankNode) for term in triple)} == named
    assert len(edges) == len(view.triples) > 50
    assert sum(edge["derived"] for edge in edges) == sum(kb.base.is_derived(triple) for triple in view.triples) > 10
    assert len({edge.get("certainty") for edge in edges}) >= 3


def test_json_is_one_object() -> None:
    """The JSON form of a graph with odd text is JSON."""
    graph = Graph((Triple(IRI("http://e/a"), IRI("http://e/p"), Literal(ODD)),))

    assert json.loads(graph.export("json"))["triples"][0]["object"]["value"] == ODD


def test_an_unknown_form_names_the_nearest() -> None:
    """A form that is none is a question error."""
    with pytest.raises(myologic.QuestionError, match="did you mean `graphml`"):
        Graph(()).export("graphlm")  # type: ignore[arg-type]  # that it is refused is what is tested


def test_what_jsonld_cannot_hold_is_said() -> None:
    """Triple terms are refused; text directions are kept."""
    with pytest.raises(ValueError, match="triple terms"):
        Graph.from_text("<a:a> <a:b> <<( <a:c> <a:d> 1 )>> .").export("jsonld")

    directed = Graph.from_text('<a:a> <a:b> "x"@en--ltr .').export("jsonld")
    assert '"@direction": "ltr"' in directed


def test_a_table_of_facts_has_a_row_for_each(kb: myologic.KnowledgeBase) -> None:
    """Every triple, with what is known of it; other libraries take the object itself."""
    table = kb.to_arrow(about="gluteus_medius")
    rows = table.to_pylist()

    assert table.num_rows == len(rows) > 20
    assert all((row["file"] is None) == row["derived"] for row in rows)
    assert pyarrow.table(Graph.from_text("<a:a> <a:b> 'ä'@de , 1 .")).to_pydict()["object"] == ["ä", "1"]


def test_an_empty_graph_leaves_in_every_form() -> None:
    """Nothing is a graph too."""
    empty = Graph(())

    assert empty.to_arrow().num_rows == 0
    assert len(rdflib.Graph().parse(data=empty.export("jsonld"), format="json-ld")) == 0
    assert [form for form in FORMS if not isinstance(empty.export(form), str)] == []  # type: ignore[arg-type]  # all names


def test_a_table_without_pyarrow_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed the extra is told which one."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(myologic.QuestionError, match=r"myologic\[table\]"):
        Graph(()).to_arrow()
