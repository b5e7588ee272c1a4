"""The rule sets that come with myologic, against owlrl."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

import myologic
from myologic.rulesets import NAMES, rule_source

EX = "http://example.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
OWN = "https://w3id.org/myologic/ruleset/"


def random_graph(seed: int, *, owl: bool) -> str:
    """Some statements with words of RDFS, and of OWL where wanted."""
    chosen = random.Random(seed)
    thing = [f"<{EX}{name}>" for name in "abcd"]
    classes = [f"<{EX}{name}>" for name in "CDE"]
    properties = [f"<{EX}{name}>" for name in "pqr"]
    rows = []
    for _ in range(chosen.randrange(4, 14)):
        p, q = chosen.choices(properties, k=2)
        c, d = chosen.choices(classes, k=2)
        x, y = chosen.choices(thing, k=2)
        shapes = [
            f"{x} {p} {y}",
            f"{x} {p} {y}",
            f'{x} {p} "v"@en',
            f"{x} <{RDF}type> {c}",
            f"{c} <{RDFS}subClassOf> {d}",
            f"{p} <{RDFS}subPropertyOf> {q}",
            f"{p} <{RDFS}domain> {c}",
            f"{p} <{RDFS}range> {c}",
            f"{c} <{RDF}type> <{RDFS}Class>",
        ]
        if owl:
            # Of literals owlrl concludes things with literal subjects, from which it goes on; ours cannot.
            shapes = [shape for shape in shapes if '"' not in shape and not shape.endswith("Class>")] + [
                f"{p} <{OWL}inverseOf> {q}",
                f"{p} <{RDF}type> <{OWL}{chosen.choice(['Symmetric', 'Transitive'])}Property>",
                f"{c} <{OWL}equivalentClass> {d}",
                f"{p} <{OWL}equivalentProperty> {q}",
                f"{x} <{OWL}sameAs> {y}",
                f"{c} <{RDF}type> <{OWL}Class>",
            ]
        rows.append(chosen.choice(shapes) + " .")
    return "\n".join(rows) + "\n"


def closure(text: str, semantics: Any) -> set[tuple[str, str, str]]:
    """What owlrl concludes, triples with a literal as subject left out."""
    import owlrl
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=text, format="nt")
    owlrl.DeductiveClosure(semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return {tuple(x.n3() for x in triple) for triple in graph if not isinstance(triple[0], rdflib.Literal)}  # type: ignore[misc]


def ours(text: str, name: str) -> set[tuple[str, str, str]]:
    """Everything that holds by a shipped rule set."""
    graph = myologic.Graph.from_text(text)
    found = myologic.infer(rule_source(name), graph)
    triples = {tuple(x.n3() for x in t) for t in myologic.Graph((*graph, *found)).to_rdflib()}
    return {t for t in triples if not any(OWN in part for part in t)}  # type: ignore[misc]


@pytest.mark.parametrize("seed", range(40))
def test_rdfs_is_what_owlrl_concludes(seed: int) -> None:
    """The rules give the RDFS closure; only that properties and RDFS's own words are resources owlrl does not say."""
    import owlrl

    text = random_graph(seed, owl=False)
    expected, found = closure(text, owlrl.RDFS_Semantics), ours(text, "rdfs")

    assert expected <= found
    assert all(t[0].startswith((f"<{RDF}", f"<{RDFS}")) or t[2] == f"<{RDFS}Resource>" for t in found - expected)


@pytest.mark.parametrize("seed", range(25))
def test_owl_rl_concludes_about_things_what_owlrl_concludes(seed: int) -> None:
    """Apart from what everything is trivially, the rules give the OWL RL closure."""
    import owlrl

    text = random_graph(seed, owl=True)

    def telling(triples: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
        return {t for t in triples if EX in t[0] and EX in t[2] and t[0] != t[2]}

    assert telling(ours(text, "owl-rl")) == telling(closure(text, owlrl.OWLRL_Semantics))


@pytest.mark.parametrize("name", NAMES)
def test_the_command_takes_a_rule_set_by_name(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`infer rdfs` needs no file of rules."""
    from myologic.cli.main import main

    data = tmp_path / "d.ttl"
    data.write_text(f"<{EX}a> a <{EX}C> . <{EX}C> <{RDFS}subClassOf> <{EX}D> .", encoding="utf-8")
    code = main(["infer", name, "--data", str(data)])

    assert code == 0
    assert f"<{EX}a> <{RDF}type> <{EX}D> ." in capfd.readouterr().out
