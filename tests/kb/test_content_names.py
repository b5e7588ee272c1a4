"""Things are found by the names that people use, and the words shown are fit to be shown."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, RDFS, SKOS

KB_FOLDER = Path(__file__).resolve().parents[2] / "kb"
KB = rdflib.Namespace("https://w3id.org/myologic/kb#")
ID = rdflib.Namespace("https://w3id.org/myologic/id/")
TEXTS = (
    *("advice", "careText", "says", "because", "how", "step", "cue", "note", "avoidText", "preferText", "ruleDesign"),
    *("question", "howToCheck", "positiveWhen", "alternativeExplanation", "goal", "prescription"),
)
FAMILIES = (
    *("Muscle", "Finding", "Cause", "Exercise", "Habit", "Equipment", "RedFlag", "Condition", "SelfCheck", "Concept"),
    *("MuscleState", "Outcome", "Region", "Purpose", "Level"),
)


@cache
def content() -> rdflib.Graph:
    """The shipped Turtle as one graph, without what is said of words, rules and checks."""
    graph = rdflib.Graph()
    for path in sorted(KB_FOLDER.rglob("*.ttl")):
        if path.relative_to(KB_FOLDER).parts[0] not in {"lexicon", "rules", "checks"}:
            graph.parse(path, format="turtle")
    return graph


@cache
def instances(kind: str) -> frozenset[rdflib.term.Node]:
    """Things of a class or of a class below it."""
    below = content().transitive_subjects(RDFS.subClassOf, KB[kind])
    return frozenset(thing for cls in below for thing in content().subjects(RDF.type, cls))


def names(thing: rdflib.term.Node) -> list[str]:
    """Preferred and alternative names."""
    return [str(label) for p in (SKOS.prefLabel, SKOS.altLabel) for label in content().objects(thing, p)]


@pytest.mark.parametrize("kind", FAMILIES)
def test_two_things_of_one_kind_share_no_name(kind: str) -> None:
    """A name leads to one thing; what belongs to a whole group stands on the group."""
    users = defaultdict(set)
    for thing in instances(kind):
        for name in names(thing):
            users[re.sub(r"[-\s]+", " ", name.lower())].add(thing)

    assert {name: things for name, things in users.items() if len(things) > 1} == {}


@pytest.mark.parametrize("kind", FAMILIES)
def test_everything_has_one_preferred_name(kind: str) -> None:
    """One preferred name each, in English, with no blank at its ends."""
    wrong = []
    for thing in instances(kind):
        labels = list(content().objects(thing, SKOS.prefLabel))
        if len(labels) != 1 or labels[0].language != "en" or str(labels[0]) != str(labels[0]).strip():
            wrong.append(thing)

    assert wrong == []


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("gluteal muscles", "glutes"),
        ("core stabilizers", "local-core"),
        ("core stabilisers", "local-core"),
        ("pectoral muscles", "pectorals"),
        ("upper back muscles", "upper-back-muscles"),
        ("lower back muscles", "lower-back-muscles"),
        ("middle trapezius", "trapezius-middle"),
        ("deep neck flexors", "deep-neck-flexors"),
        ("thoracic spine", "thoracic-spine"),
        ("trigger points", "trigger-points"),
        ("muscle imbalance", "back-muscle-imbalance"),
        ("asymmetry", "asymmetry"),
        ("one shoulder lower", "shoulder-lower"),
        ("uneven waistline", "uneven-waist"),
        ("weight shift to one leg", "weight-shift"),
        ("one-sided pain", "one-sided-pain"),
        ("lower back strain", "lower-back-strain"),
        ("lower back pain", "low-back-pain-general"),
        ("hip drop", "hip-drop"),
        ("upper crossed syndrome", "upper-crossed"),
        ("poor posture", "poor-posture"),
        ("slouching", "slouched-sitting"),
        ("prolonged sitting", "prolonged-sitting"),
        ("repetitive movements", "repetitive-movements"),
        ("compensation after injury", "compensation-after-injury"),
        ("restricted thoracic mobility", "stiff-upper-back"),
        ("muscle tightness", "muscle-tightness"),
        ("muscle weakness", "muscle-weakness"),
        ("tight hip flexors", "hip-flexor-restriction"),
        ("bird-dog", "bird-dog"),
        ("plank", "front-plank"),
        ("single-leg glute bridge", "single-leg-bridge"),
        ("single-arm dumbbell row", "single-arm-row"),
        ("lat pulldown", "lat-pulldown-one-arm"),
        ("hamstring stretch", "hamstring-stretch"),
        ("doorway pec stretch", "doorway-pec-stretch"),
        ("thoracic rotation exercise", "thoracic-rotation-exercise"),
        ("foam roller", "foam-roller"),
        ("foam rolling", "foam-rolling"),
        ("mirror check", "mirror-check"),
        ("Thomas test", "thomas-test"),
        ("professional assessment", "professional-check"),
        ("unilateral training", "unilateral-training"),
        ("start with the weaker side", "weak-side-first"),
        ("fewer repetitions or lower weight on the stronger side", "less-for-the-stronger-side"),
        ("consistency over intensity", "keep-going"),
        ("slow controlled execution", "slow-controlled-execution"),
        ("movement breaks every 30 to 60 minutes", "movement-break"),
        ("desk ergonomics", "desk-ergonomics"),
        ("feet flat on the floor", "chair-height"),
        ("elbows at 90 degrees", "elbow-angle"),
        ("monitor at arm's length", "monitor-distance"),
        ("screen top at or slightly below eye level", "monitor-height"),
        ("lifting technique", "lifting-technique"),
        ("load close to the body", "lift-close"),
        ("engage legs and core", "lift-legs-core"),
        ("natural curve in the lower back", "lift-neutral"),
        ("sleeping on the back with a pillow under the knees", "sleep-supine-pillow"),
        ("sleeping on the side with a pillow between the knees", "sleep-side-pillow"),
        ("herniated disc", "disc-leg-pain"),
        ("saddle numbness", "rf-saddle"),
    ],
)
def test_common_name_leads_to_its_thing(name: str, local: str) -> None:
    """What people call a thing is among its names."""
    assert name in names(ID[local])


def test_members_do_not_take_the_name_of_their_group() -> None:
    """Someone who says hamstring, calf or rhomboids means the group."""
    taken = {
        (name, member)
        for group in instances("MuscleGroup")
        for name in names(group)
        for member in content().objects(group, KB.hasPart)
        if name in names(member)
    }

    assert taken == set()


def test_texts_for_users_promise_and_name_nothing_they_should_not() -> None:
    """Content is education: it does not say what someone has, cures nothing and names no disease finding."""
    banned = re.compile(r"\byou have\b|\bcures?\b|\bcured\b|diagnos|\btreats?\b|\btreatment|\bguarantee", re.IGNORECASE)
    graph = content()
    shown = [str(text) for p in TEXTS for text in graph.objects(None, KB[p])]
    labels = [str(text) for p in (SKOS.prefLabel, SKOS.definition) for text in graph.objects(None, p)]

    assert len(shown) > 500
    assert [text for text in shown + labels if banned.search(text)] == []
