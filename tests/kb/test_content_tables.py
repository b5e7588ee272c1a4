"""The content holds every row of the tables it restates, under the ids of the tables."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import DCTERMS, RDF, RDFS

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT.parent / "shared" / "domain"
KB = rdflib.Namespace("https://w3id.org/myologic/kb#")
ID = rdflib.Namespace("https://w3id.org/myologic/id/")
SRC = rdflib.Namespace("https://w3id.org/myologic/source/")

needs_tables = pytest.mark.skipif(not TABLES.is_dir(), reason="the tables of the project are not beside this checkout")


@cache
def content() -> rdflib.Graph:
    """All shipped Turtle as one graph."""
    graph = rdflib.Graph()
    for path in sorted((ROOT / "kb").rglob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@cache
def instances(kind: str) -> frozenset[rdflib.term.Node]:
    """Things of a class or of a class below it."""
    below = content().transitive_subjects(RDFS.subClassOf, KB[kind])
    return frozenset(thing for cls in below for thing in content().subjects(RDF.type, cls))


@cache
def table(name: str) -> dict[str, Any]:
    """One table as plain data."""
    loaded: dict[str, Any] = json.loads((TABLES / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def node(row_id: str) -> rdflib.URIRef:
    """The address of a row: its id in kebab-case."""
    return ID[row_id.replace("_", "-").lower()]


def linked(row_id: str) -> set[rdflib.term.Node]:
    """Where the links of a cause go."""
    graph = content()
    return {end for link in graph.subjects(KB["from"], node(row_id)) for end in graph.objects(link, KB.to)}


COUNTS = [
    ("Muscle", ("MuscleGroup",), 97),
    ("MuscleGroup", ("EverydayGroup",), 27),
    ("Finding", ("FindingGroup",), 66),
    ("StateAssertion", (), 306),
    ("Cause", ("CauseGroup",), 59),
    ("Habit", ("HabitGroup",), 53),
    ("Exercise", ("ExerciseGroup",), 154),
    ("EmgFigure", (), 55),
    ("RedFlag", (), 29),
    ("Disagreement", (), 23),
    ("Evidence", (), 47),
    ("Dataset", (), 14),
]


@pytest.mark.parametrize(("kind", "without", "number"), COUNTS)
def test_kind_has_as_many_things_as_its_table(kind: str, without: tuple[str, ...], number: int) -> None:
    """Groups added for everyday names are counted apart; nothing else was added or lost."""
    counted = instances(kind) - frozenset().union(*(instances(other) for other in without))

    assert len(counted) == number


def test_conditions_are_those_of_the_table_and_pregnancy() -> None:
    """Fifteen conditions, and pregnancy as a whole, which people ask about."""
    assert len(instances("Condition")) == 16
    assert ID["pregnancy"] in instances("Condition")


def test_sources_are_those_of_the_table_and_our_own() -> None:
    """193 sources and the one that stands for definitions made here; data sets are counted apart."""
    assert len(instances("Source") - instances("Dataset")) == 194


@needs_tables
@pytest.mark.parametrize(
    ("name", "key", "kind"),
    [
        ("muscles", "muscles", "Muscle"),
        ("muscles", "groups", "MuscleGroup"),
        ("findings", "findings", "Finding"),
        ("assertions", "assertions", "StateAssertion"),
        ("causes", "causes", "Cause"),
        ("habits", "habits", "Habit"),
        ("exercises", "exercises", "Exercise"),
    ],
)
def test_every_id_of_a_table_is_on_record(name: str, key: str, kind: str) -> None:
    """Each row is a node of its kind under the table's id."""
    missing = [row["id"] for row in table(name)[key] if node(row["id"]) not in instances(kind)]

    assert missing == []


@needs_tables
def test_red_flags_and_conditions_keep_their_ids() -> None:
    """Case files name them by these ids."""
    rows = [row for value in table("red_flags").values() if isinstance(value, list) for row in value]
    known = instances("RedFlag") | instances("Condition")

    assert len(rows) == 44
    assert [row["id"] for row in rows if node(row["id"]) not in known] == []


@needs_tables
def test_sources_disagreements_and_evidence_keep_their_ids() -> None:
    """Sources live in a namespace of their own; disagreements and evidence carry a prefix, because ids clash."""
    graph = content()

    sources = [row["id"] for row in table("sources")["sources"]]
    disagreements = [row["id"] for row in table("contradictions")["contradictions"]]
    statements = [row["id"] for row in table("evidence")["evidence"]]

    assert [i for i in sources if (SRC[i], RDF.type, KB.Source) not in graph] == []
    assert [i for i in disagreements if ID[f"disagreement-{i}"] not in instances("Disagreement")] == []
    assert [i for i in statements if ID[f"evidence-{i}"] not in instances("Evidence")] == []


@needs_tables
def test_assertions_carry_axes_side_certainty_and_sources_of_their_rows() -> None:
    """No mark of a row is lost: axes, side rule, grade, certainty, sources, part or context, note."""
    graph = content()
    wrong = []
    for row in table("assertions")["assertions"]:
        it = node(row["id"])
        said = {
            "side": str(graph.value(graph.value(it, KB.sideRule), KB.code)),
            "length": graph.value(it, KB.length),
            "activity": graph.value(it, KB.activity),
            "grade": str(graph.value(it, KB.grade)),
            "certainty": str(graph.value(it, KB.certainty)),
            "sources": set(graph.objects(it, rdflib.DCTERMS.source)),
            "limit": str(graph.value(it, KB.part) or graph.value(it, KB.context) or ""),
            "note": str(graph.value(it, KB.note) or ""),
        }
        meant = {
            "side": row["side_rule"],
            "length": ID[row["length"]] if row["length"] else None,
            "activity": ID[row["activity"]] if row["activity"] else None,
            "grade": row["grade"],
            "certainty": row["certainty"],
            "sources": {SRC[s] for s in row["sources"]},
            "limit": row.get("part_or_context") or "",
            "note": row["note"] or "",
        }
        if said != meant:
            wrong.append(row["id"])

    assert wrong == []


@needs_tables
def test_verdict_follows_from_the_axes_of_every_row() -> None:
    """The verdict of the table is what the two axes give; only where they say nothing is it written."""
    follows = {
        ("short", "over"): "tight", ("short", None): "tight", ("short", "under"): "tight-and-weak",
        ("long", "over"): "tense-but-long", ("long", "under"): "weak", ("long", None): "long",
        (None, "under"): "weak", (None, "over"): "overactive",
    }  # fmt: skip
    graph = content()
    wrong = []
    for row in table("assertions")["assertions"]:
        written = graph.value(node(row["id"]), KB.verdict)
        if (row["length"], row["activity"]) == (None, None):
            fits = row["verdict"] in {"include-pattern", "no-inference"} or written == ID["undetermined"]
        else:
            fits = written is None and follows[row["length"], row["activity"]] == row["verdict"]
        if not fits:
            wrong.append(row["id"])

    assert wrong == []


@needs_tables
def test_effects_and_links_carry_the_effects_of_causes() -> None:
    """An effect on a muscle is an effect node; a step to a finding or another cause is a link."""
    effects = sum("target" in e for row in table("causes")["causes"] for e in row["effects"])
    missing = [
        (row["id"], effect["leads_to"])
        for row in table("causes")["causes"]
        for effect in row["effects"]
        if "leads_to" in effect and node(effect["leads_to"]) not in linked(row["id"])
    ]

    assert len(instances("Effect")) == effects
    assert missing == []


@needs_tables
def test_exercises_carry_muscles_dose_and_cautions_of_their_rows() -> None:
    """Primary and secondary muscles, level, dose and what to leave out are those of the table."""
    graph = content()
    wrong = []
    for row in table("exercises")["exercises"]:
        it = node(row["id"])
        fits = (
            set(graph.objects(it, KB.primary)) == {node(m) for m in row["primary"]}
            and set(graph.objects(it, KB.secondary)) == {node(m) for m in row["secondary"] or []}
            and set(graph.objects(it, KB.avoidIf)) >= {node(c) for c in row["avoid_if"] or []}
            and graph.value(it, KB.level) == ID[row["level"]]
            and graph.value(it, KB.dose) == ID[f"dose-{row['dose'].lower()}"]
            and graph.value(it, KB.purpose) == ID[row["type"]]
            and len(list(graph.objects(it, KB.emg))) == len(row["emg"] or [])
        )
        if not fits:
            wrong.append(row["id"])

    assert wrong == []


@needs_tables
def test_figures_of_muscle_activity_are_those_of_the_table() -> None:
    """Each with its muscle, both ends of its range and the study that it is from."""
    graph = content()
    wrong = []
    for row in table("exercises")["exercises"]:
        figures = [each["mvic_percent"] for each in row["emg"] or []]
        wanted = [(node(each["muscle"]), SRC[each["source"]]) for each in row["emg"] or []]
        written = sorted(
            (graph.value(it, KB.muscle), graph.value(it, DCTERMS.source), float(graph.value(it, KB.mvicLow)), float(graph.value(it, KB.mvicHigh)))
            for it in graph.objects(node(row["id"]), KB.emg)
        )
        if written != sorted((*both, *map(float, ends)) for both, ends in zip(wanted, figures, strict=True)):
            wrong.append(row["id"])

    assert wrong == []


@needs_tables
def test_numbers_of_doses_are_those_of_the_table() -> None:
    """Sets, repetitions, seconds of hold and rest, days and weeks: the words of each, and as numbers where they begin with one."""
    graph, wrong = content(), []
    names = {
        "sets": "sets", "reps": "repetitions", "rest_s": "rest between sets", "hold_s": "hold", "days_per_week": "days per week",
        "tempo": "tempo", "total_s_per_stretch": "total time per stretch", "weeks": "time until it shows",
    }  # fmt: skip
    for name, row in table("exercises")["dose_templates"].items():
        parameters = {str(graph.value(it, KB.name)): it for it in graph.objects(ID[f"dose-{name.lower()}"], KB.parameter)}
        for key, value in ((key, str(value)) for key, value in row.items() if key in names):
            it = parameters[names[key]]
            begins = re.match(r"(\d+)(?:-(\d+))?", value)
            ends = (begins[1], begins[2] or begins[1]) if begins else None
            written = (str(graph.value(it, KB.low)), str(graph.value(it, KB.high)))
            if str(graph.value(it, KB.value)) != value or (ends is not None and written != ends):
                wrong.append((name, key))

    assert wrong == []


@needs_tables
def test_habits_counteract_what_their_rows_say() -> None:
    """A habit may counteract more than its row says, never less."""
    graph = content()
    wrong = [
        row["id"]
        for row in table("habits")["habits"]
        if not set(graph.objects(node(row["id"]), KB.counteracts)) >= {node(c) for c in row["counteracts"]}
    ]

    assert wrong == []


@needs_tables
def test_exercises_carry_tools_sides_and_words_of_their_rows() -> None:
    """What is needed, one of what, or nothing; how the sides work; on what it rests; its sources; and how it is done, in the same words."""
    graph, wrong = content(), []
    other = {"dumbbells": "dumbbell", "light weight": "light-weights", "light weights": "light-weights", "two balls": "ball"}
    for row in table("exercises")["exercises"]:
        it = node(row["id"])
        parts = re.split(r", | or ", row["equipment"])
        tools = {ID[other.get(each, each.replace(" ", "-"))] for each in parts if each not in ("none", "hand")}
        choice = KB.needsOneOf if " or " in row["equipment"] else KB.needs
        fits = (
            set(graph.objects(it, choice)) <= tools <= {*graph.objects(it, choice), *graph.objects(it, KB.supportedBy)}
            and (it, KB.laterality, node(row["laterality"])) in graph
            and (graph.value(it, KB.noEquipment) is not None) == (len(tools) < len(parts))
            and str(graph.value(it, KB.basis)) == row["basis"]
            and {SRC[each] for each in row["sources"]} <= set(graph.objects(it, DCTERMS.source))
            and row["how"] in str(graph.value(it, KB.how))
        )
        if not fits:
            wrong.append(row["id"])

    assert wrong == []


@needs_tables
def test_findings_and_causes_carry_the_words_and_grades_of_their_rows() -> None:
    """How to check and when it counts, whether it has a side, how sure it is and by whom: as the tables have it."""
    graph, wrong = content(), []
    for name, words in (
        ("findings", {"how_to_check": KB.howToCheck, "positive_when": KB.positiveWhen}),
        ("causes", {"grade": KB.grade, "certainty": KB.certainty}),
        ("habits", {"grade": KB.grade, "certainty": KB.certainty}),
    ):
        for row in table(name)[name]:
            it = node(row["id"])
            said = all(str(graph.value(it, of)) == row[key] for key, of in words.items() if row[key])
            sided = graph.value(it, KB.sided)
            as_said = (sided is not None and bool(sided.toPython())) == bool(row.get("sided"))
            if not (said and as_said and {SRC[each] for each in row["sources"]} <= set(graph.objects(it, DCTERMS.source))):
                wrong.append(row["id"])

    assert wrong == []


@needs_tables
def test_muscles_carry_links_actions_and_opponents_of_their_rows() -> None:
    """Uberon and FMA with left and right, what it does, and what works against and with it, on the same or on the other side."""
    graph, wrong = content(), []
    skos = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
    for row in table("muscles")["muscles"]:
        it = node(row["id"])
        links = {str(end).rpartition("/")[2] for mark in ("exactMatch", "broadMatch", "closeMatch") for end in graph.objects(it, skos[mark])}
        sides = [str(graph.value(it, KB[mark])).rpartition("/")[2] for mark in ("matchLeft", "matchRight")]
        actions = {str(action).casefold() for action in graph.objects(it, KB.action)}
        actions |= {str(graph.value(action, skos.prefLabel)).casefold() for action in graph.objects(it, KB.action)}
        ends = {
            (kind, str(end)) for kind, mark in (("antagonists", "antagonist"), ("synergists", "synergist"))
            for end in (*graph.objects(it, KB[mark]), *(f"{each}@opposite" for each in graph.objects(it, KB[f"{mark}Opposite"])))
        }  # fmt: skip
        wanted = {
            (kind, f"{node(each.partition('@')[0])}{'@opposite' if each.endswith('@opposite') else ''}")
            for kind in ("antagonists", "synergists") for each in row[kind] or []
        }  # fmt: skip
        fits = (
            all(row[key] is None or row[key].replace("UBERON:", "UBERON_").replace("FMA:", "fma") in links for key in ("uberon", "fma"))
            and all(row[key] in (None, each.replace("fma", "FMA:")) for key, each in zip(("fma_left", "fma_right"), sides, strict=True))
            and {each.casefold() for each in row["actions"]} <= actions
            and wanted <= ends
        )
        if not fits:
            wrong.append((row["id"], sorted(wanted - ends)))

    assert wrong == []
