"""`import myologic`: the names of the package, used as a program uses them."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, assert_type

import networkx
import pytest
import rdflib

import myologic

RULES = "PREFIX : <http://example.org/>\nRULE :flip { ?y :q ?x } WHERE { ?x :p ?y }"
DATA = "PREFIX : <http://example.org/> :a :p :b . :a :label 'ä'@de ; :n 01 ."


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped knowledge base."""
    return myologic.load()


def test_every_public_name_is_there() -> None:
    """Each name of `__all__` can be had, `dir` knows it, and another one is an AttributeError."""
    for name in myologic.__all__:
        assert getattr(myologic, name) is not None
        assert name in dir(myologic)
    with pytest.raises(AttributeError, match="nonsense"):
        myologic.nonsense  # noqa: B018  # the access is what is tested


def test_types_are_known_to_checkers(kb: myologic.KnowledgeBase) -> None:
    """What the face returns has the types it says; mypy reads this file too."""
    answer = kb.ask("what strengthens the glutes")
    assert_type(answer, myologic.Answer)
    assert_type(kb, myologic.KnowledgeBase)
    inferred = myologic.infer(myologic.rules(RULES), myologic.Graph.from_text(DATA))
    assert_type(inferred, myologic.Inferred)

    assert isinstance(answer, myologic.Answer) and isinstance(inferred, myologic.Graph)


def test_ask_gives_plain_data(kb: myologic.KnowledgeBase) -> None:
    """The answer is frozen, and its dictionary has the hash of the knowledge base."""
    answer = kb.ask("what strengthens the glutes")

    assert answer.to_dict()["kb"] == {"name": kb.name, "hash": kb.hash}
    with pytest.raises(AttributeError):
        answer.status = "refused"  # type: ignore[misc]  # that it is frozen is what is tested


def test_one_text_is_several(kb: myologic.KnowledgeBase) -> None:
    """A situation may be given as it is, without a list around it; what is no text is a TypeError that names it."""
    why = "why are the hip flexors tight"

    assert kb.ask(why, given="I sit all day") == kb.ask(why, given=["I sit all day"])
    for words in ({"question": 5}, {"question": why, "given": [None]}, {"question": why, "after": [b"x"]}):
        with pytest.raises(TypeError, match="is text, not"):
            kb.ask(**words)  # type: ignore[arg-type]  # that it is refused is what is tested


def test_threads_share_a_knowledge_base(kb: myologic.KnowledgeBase) -> None:
    """Eight threads that ask at once get what one gets."""
    questions = ["what strengthens the glutes", "what stretches the hamstrings", "anterior pelvic tilt causes"] * 8
    alone = [kb.ask(question).to_dict() for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: myologic.KnowledgeBase(kb.base).ask(question).to_dict(), questions))

    assert together == alone


def test_a_case_from_keywords(kb: myologic.KnowledgeBase) -> None:
    """Findings and habits lead to verdicts, and each says why."""
    case = kb.case(findings=["rounded_shoulders"], habits=["prolonged_sitting"])

    assert case.result()["status"] == "inferred"
    assert {verdict.verdict for verdict in case.verdicts()} >= {"tight", "weak"}
    assert case.why("hip_flexors")


def test_values_are_frozen(kb: myologic.KnowledgeBase) -> None:
    """Nothing of a case, a plan, a verdict or a graph can be set from outside."""
    case = kb.case(findings=["forward_head"])
    for value, name in ((case, "data"), (case, "kb"), (case.verdicts()[0], "side"), (case.plan(), "status"),
                        (case.why("suboccipitals"), "proofs"), (kb.graph, "triples"), (kb, "name")):
        with pytest.raises(AttributeError):
            setattr(value, name, None)


def test_an_unknown_finding_names_the_nearest(kb: myologic.KnowledgeBase) -> None:
    """A spelling is a question error with a suggestion, not a guess."""
    with pytest.raises(myologic.QuestionError, match="rounded_shoulders"):
        kb.case(findings=["rounded_sholders"])


def test_the_graph_goes_elsewhere(kb: myologic.KnowledgeBase) -> None:
    """rdflib and networkx get everything, written and inferred."""
    graph = kb.graph
    rdf, net = kb.to_rdflib(), kb.to_networkx()

    assert isinstance(rdf, rdflib.Graph) and isinstance(net, networkx.MultiDiGraph)
    assert len(graph) == len(rdf) == net.number_of_edges() > 10_000


PACK = """@prefix kb: <https://w3id.org/myologic/kb#> . @prefix my: <https://example.org/my/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/myologic/id/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:towel-curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; kb:strengthens id:gluteus-maximus ; dct:source my:leaflet ."""


def test_graphs_come_in_as_packs() -> None:
    """A graph of ours and one of rdflib are read like a file of a pack; what is wrong in them has its place."""
    ours = myologic.Graph.from_text(PACK)
    bases = [myologic.load(ours), myologic.load(rdflib.Graph().parse(data=PACK, format="turtle"))]
    wrong = myologic.Graph.from_text("<https://w3id.org/myologic/id/x> <https://w3id.org/myologic/kb#strenghtens> <a:b> .")

    assert bases[0].hash == bases[1].hash
    for base in bases:
        assert base.packs == ("graph-1",)
        assert "towel curl" in {item.label for item in base.ask("what strengthens the gluteus maximus").answers}
    with pytest.raises(myologic.ContentError, match="<graph-1>:1:"):
        myologic.load(wrong, use_cache=False)
    with pytest.raises(TypeError, match="a folder or a graph"):
        myologic.load(17)  # type: ignore[arg-type]  # that it is refused is what is tested


def test_importing_costs_next_to_nothing() -> None:
    """The package itself compiles to little and imports nothing; rdflib, networkx, numpy and lark stay out."""
    script = (
        "import sys; before = set(sys.modules); import myologic; dir(myologic); "
        "print(sorted(name for name in set(sys.modules) - before if not name.startswith('__editable__')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.strip() == "['myologic']"


def test_rules_from_text_and_file(tmp_path: Path) -> None:
    """A path object is a file, a line that ends in .srl too, everything else is text."""
    file = tmp_path / "a.srl"
    file.write_text(RULES, encoding="utf-8")

    assert len(myologic.rules(RULES)) == len(myologic.rules(file)) == len(myologic.rules(str(file))) == 1
    assert len(myologic.rules(file, RULES)) == 2


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("RULE { ?x <http://e/p> } WHERE { }", "syntax", 1),
        ("\nRULE { ?x <http://e/p> ?y } WHERE { ?x <http://e/q> 1 }", "well-formedness", 2),
        ("RULE { ?x <a:p> 1 } WHERE { ?x <a:q> 1 NOT { ?x <a:p> 1 } }", "stratification", 1),
        ("IMPORTS <http://example.org/a.srl>", "import", 1),
        ("RULE { } WHERE { FILTER (" + "(" * 70 + "1" + ")" * 70 + ") }", "limit", 1),
    ],
)
def test_a_refused_rule_has_kind_line_and_column(text: str, kind: str, line: int) -> None:
    """The first problem's fields are at hand, all problems are there."""
    with pytest.raises(myologic.ContentError) as caught:
        myologic.rules(text)

    assert (caught.value.kind, caught.value.line) == (kind, line)
    assert caught.value.column >= 1 and caught.value.problems


def test_infer_takes_every_kind_of_data(tmp_path: Path) -> None:
    """A graph, a path, an rdflib Graph, and several of them."""
    file = tmp_path / "a.ttl"
    file.write_text(DATA, encoding="utf-8")
    graph = myologic.read(file)
    expected = "<http://example.org/b> <http://example.org/q> <http://example.org/a> .\n"

    everything: list[Any] = [graph, file, str(file), graph.to_rdflib(), [graph, file], ()]
    for data in everything:
        assert myologic.infer(myologic.rules(RULES), data).to_ntriples() == (expected if data else "")


def test_a_graph_survives_rdflib(tmp_path: Path) -> None:
    """Languages and lexical forms come back as they were written."""
    graph = myologic.Graph.from_text(DATA)
    again = myologic.infer("RULE { ?s ?p ?o } WHERE { ?s ?p ?o }", graph.to_rdflib())

    assert len(again) == 0
    assert '"01"^^<http://www.w3.org/2001/XMLSchema#integer>' in graph.to_ntriples()
    assert set(map(str, graph.to_rdflib().objects())) >= {"01", "ä"}


def test_what_rdflib_cannot_hold_is_said() -> None:
    """Triple terms and text directions are errors at that border, and fine in N-Triples."""
    for text in ("<a:a> <a:b> <<( <a:c> <a:d> 1 )>> .", '<a:a> <a:b> "x"@en--ltr .'):
        graph = myologic.Graph.from_text(text)
        assert myologic.Graph.from_text(graph.to_ntriples()).triples == graph.triples
        with pytest.raises(ValueError, match="rdflib cannot hold"):
            graph.to_rdflib()


def test_a_graph_in_turtle_is_the_same_graph() -> None:
    """Written and read again."""
    graph = myologic.Graph.from_text(DATA)

    assert set(myologic.Graph.from_text(graph.to_turtle())) == set(graph)


def test_an_inferred_fact_proves_itself() -> None:
    """Each step on a line, and None for what does not hold."""
    inferred = myologic.infer(RULES, myologic.Graph.from_text(DATA))
    proof = inferred.proof_text(inferred.triples[0])

    assert proof is not None and proof.splitlines()[-1].startswith("2. :b :q :a .  by rule :flip (<text>:2:1) from 1")
    assert inferred.proof_text("<a:a> <a:b> <a:c>") is None
    with pytest.raises(myologic.QuestionError):
        inferred.proof_text("<a:a> <a:b> <a:c> . <a:a> <a:b> <a:d> .")


def test_a_limit_names_the_rule_that_grows() -> None:
    """More facts than allowed is an error, not a warning."""
    with pytest.raises(myologic.LimitError, match="flip"):
        data = "".join(f"<a:{number}> <http://example.org/p> <a:z> .\n" for number in range(5))
        myologic.infer(RULES, myologic.Graph.from_text(data), limit_facts=3)


def test_a_query_is_run(kb: myologic.KnowledgeBase) -> None:
    """Rows are terms; what would fetch is refused."""
    result = kb.query("SELECT ?m WHERE { ?m skos:prefLabel 'piriformis'@en }")

    assert result.columns == ("m",) and len(result.rows) == 1
    assert len(kb.query('SELECT ?x { ?x kb:certainty "low" } LIMIT 1').rows) == 1
    with pytest.raises(myologic.QuestionError, match="SERVICE"):
        kb.query("SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }")
