"""Every claim of the content can be found, cited and weighed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import rdflib
from rdflib import RDF, RDFS, SKOS

KB_FOLDER = Path(__file__).resolve().parents[2] / "kb"
KB = rdflib.Namespace("https://w3id.org/myologic/kb#")
ID = rdflib.Namespace("https://w3id.org/myologic/id/")
LEX = rdflib.Namespace("https://w3id.org/myologic/lex#")
SRC = rdflib.Namespace("https://w3id.org/myologic/source/")
SOURCE = rdflib.DCTERMS.source
LEVELS = {"high", "moderate", "low", "very-low", "contested"}


@cache
def content() -> rdflib.Graph:
    """All shipped Turtle as one graph."""
    graph = rdflib.Graph()
    for path in sorted(KB_FOLDER.rglob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@cache
def instances(kind: str) -> frozenset[rdflib.term.Node]:
    """Things of a class or of a class below it."""
    below = content().transitive_subjects(RDFS.subClassOf, KB[kind])
    return frozenset(thing for cls in below for thing in content().subjects(RDF.type, cls))


def test_all_seed_claims_are_in_the_turtle_text() -> None:
    """A plain text search finds each of S1 to S110 after kb:seedClaim."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(KB_FOLDER.rglob("*.ttl")))
    found = {claim for line in re.findall(r"kb:seedClaim ([^;.]*)", text) for claim in re.findall(r'"(S\d+)"', line)}

    assert found == {f"S{number}" for number in range(1, 111)}


def test_what_carries_a_seed_claim_cites_the_article_and_is_graded() -> None:
    """The article is among the sources of a thing or claim that carries one, and a certainty stands on it."""
    graph = content()
    carriers = {node for node in graph.subjects(KB.seedClaim, None) if str(node).startswith(str(ID))}

    assert [c for c in carriers if (c, SOURCE, SRC.seed) not in graph] == []
    assert [c for c in carriers if (c, KB.certainty, None) not in graph] == []


def test_every_claim_has_source_and_certainty() -> None:
    """Also exercises, habits, causes, red flags and conditions say how sure they are and who says so."""
    graph = content()
    kinds = ("Claim", "Exercise", "Habit", "Cause", "RedFlag", "SelfCheck", "DoseTemplate")
    claims = set().union(*(instances(kind) for kind in kinds)) - (instances("HabitGroup") | instances("Source"))

    assert [c for c in claims if (c, SOURCE, None) not in graph] == []
    assert [c for c in claims if str(graph.value(c, KB.certainty)) not in LEVELS] == []


def test_every_cited_source_is_described() -> None:
    """A source that is named has a title and, but for our own, how much of it was seen."""
    graph = content()
    cited = set(graph.objects(None, SOURCE))

    assert [s for s in cited if (s, RDF.type, KB.Source) not in graph] == []
    assert [s for s in cited if (s, rdflib.DCTERMS.title, None) not in graph or (s, KB.seenAs, None) not in graph] == []


def test_a_source_is_used_or_kept_in_reserve() -> None:
    """No source is there without a reason: a claim rests on it, or it is marked as reserve."""
    graph = content()
    cited = set(graph.objects(None, SOURCE))
    sources = instances("Source") - instances("Dataset")
    idle = [s for s in sources - cited if (s, KB.reserve, None) not in graph]

    assert idle == []


def test_every_node_named_in_a_statement_is_described() -> None:
    """No triple points at a thing of ours that has no type."""
    graph = content()
    named = {o for o in graph.objects() if isinstance(o, rdflib.URIRef) and o.startswith(str(ID))}

    assert [o for o in named if (o, RDF.type, None) not in graph] == []


def test_every_individual_has_a_label() -> None:
    """Whatever has a type has a name, a title or, for claims, a label."""
    graph = content()
    unnamed = [
        s
        for s in set(graph.subjects(RDF.type, None))
        if isinstance(s, rdflib.URIRef)
        and s.startswith(str(ID))
        and not any((s, p, None) in graph for p in (SKOS.prefLabel, RDFS.label, rdflib.DCTERMS.title))
    ]

    assert unnamed == []


def test_exclusion_of_findings_goes_both_ways() -> None:
    """If one finding excludes another, the other excludes the one."""
    graph = content()

    assert [(a, b) for a, b in graph.subject_objects(KB.excludes) if (b, KB.excludes, a) not in graph] == []


def test_habits_and_their_groups_agree() -> None:
    """A habit belongs to the area that lists it, and the other way round."""
    graph = content()
    listed = {(part, group) for group in instances("HabitGroup") for part in graph.objects(group, KB.hasPart)}
    said = set(graph.subject_objects(KB.domain))

    assert listed == said


def test_red_flags_have_an_urgency_with_a_care_text() -> None:
    """For each urgency that is used there are fixed words, and they send to care in the first sentence."""
    graph = content()
    used = {str(u).removeprefix(str(ID)) for u in graph.objects(None, KB.urgency)}
    texts = {u: str(graph.value(ID[f"care-{u}"], KB.careText)) for u in used}

    assert used == {"emergency", "urgent", "routine-referral", "context-only"}
    assert all(re.search(r"doctor|emergency|therapist", text.split(".")[0].lower()) for text in texts.values())


def test_relation_with_a_verb_has_the_other_direction() -> None:
    """A property that can be asked with a verb can be asked backward too, and verbs stand in the base form."""
    graph = content()
    verbs = set(graph.subjects(LEX.verb, None))

    assert [p for p in verbs if (p, LEX.inverse, None) not in graph] == []
    common = {"strengthen", "build", "tone", "work", "train", "activate", "wake up"}
    assert {str(v) for v in graph.objects(KB.strengthens, LEX.verb)} >= common
