"""Workloads for rule engines: chains and random graphs, a deep taxonomy, a university, a population. Pure functions of a name."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

Row = tuple[str, str, str]

EX = "http://ex.org/"
_RDF, _RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
WORDS = {
    "type": _RDF + "type",
    "sco": _RDFS + "subClassOf",
    "spo": _RDFS + "subPropertyOf",
    "dom": _RDFS + "domain",
    "rng": _RDFS + "range",
    "inv": _OWL + "inverseOf",
    "transitiveProperty": _OWL + "TransitiveProperty",
}


@dataclass(frozen=True, slots=True)
class Workload:
    """Facts and the rules to run over them.

    Parameters
    ----------
    rows
        Makes the facts.
    rules
        Which rules: the name of a file in `rules/`, and of the peers' programs.
    """

    rows: Callable[[], Iterator[Row]]
    rules: str


def chain(length: int) -> Iterator[Row]:
    """A path of so many nodes."""
    return ((f"n{at}", "edge", f"n{at + 1}") for at in range(length - 1))


def graph(nodes: int, edges: int, seed: int = 7) -> Iterator[Row]:
    """A random graph without loops."""
    chosen, seen = random.Random(seed), set()
    while len(seen) < edges:
        pair = chosen.randrange(nodes), chosen.randrange(nodes)
        if pair[0] != pair[1] and pair not in seen:
            seen.add(pair)
            yield f"n{pair[0]}", "edge", f"n{pair[1]}"


def taxonomy(depth: int) -> Iterator[Row]:
    """One thing at the bottom of a deep chain of classes, each with two side branches (Deep Taxonomy, of EYE)."""
    yield "ind", "type", "c_n0"
    for at, branch in product(range(depth), "nij"):
        yield f"c_n{at}", "sco", f"c_{branch}{at + 1}"
    yield f"c_n{depth}", "sco", "c_a2"


def university(count: int, seed: int = 3) -> Iterator[Row]:
    """Universities with departments, staff, students, courses and publications, after LUBM."""
    chosen = random.Random(seed)
    tree = {
        "employee": "person", "faculty": "employee", "professor": "faculty", "fullProfessor": "professor",
        "associateProfessor": "professor", "assistantProfessor": "professor", "lecturer": "faculty",
        "student": "person", "undergraduateStudent": "student", "graduateStudent": "student",
        "teachingAssistant": "person", "university": "organization", "department": "organization",
        "researchGroup": "organization", "course": "work", "graduateCourse": "course", "research": "work",
        "article": "publication", "journalArticle": "article", "conferencePaper": "article", "book": "publication",
        "organization": "thing", "person": "thing", "work": "thing", "publication": "thing",
    }  # fmt: skip
    yield from ((below, "sco", above) for below, above in tree.items())
    parents = "headOf worksFor,worksFor memberOf,bachelorFrom degreeFrom,masterFrom degreeFrom,doctorFrom degreeFrom"
    for pair in parents.split(","):
        yield pair.split()[0], "spo", pair.split()[1]
    for line in (
        "memberOf person organization", "worksFor employee organization", "headOf professor department",
        "degreeFrom person university", "advisor student professor", "takesCourse student course",
        "teacherOf faculty course", "assists teachingAssistant course", "author publication person",
        "partOf organization organization",
    ):  # fmt: skip
        name, subject, thing = line.split()
        yield name, "dom", subject
        yield name, "rng", thing
    for pair in ("memberOf member", "degreeFrom hasAlumnus", "advisor adviseeOf", "partOf hasPart"):
        yield pair.split()[0], "inv", pair.split()[1]
    yield "partOf", "type", "transitiveProperty"
    places = [f"u{at}" for at in range(count)] + [f"x{at}" for at in range(50)]
    for at in range(count):
        yield f"u{at}", "type", "university"
        for number in range(24):
            yield from _department(f"u{at}d{number}", f"u{at}", places, chosen)


def _department(name: str, home: str, places: list[str], chosen: random.Random) -> Iterator[Row]:
    yield name, "type", "department"
    yield name, "partOf", home
    staff, courses = [], [f"{name}c{at}" for at in range(100)]
    for kind, many in (("fullProfessor", 8), ("associateProfessor", 12), ("assistantProfessor", 9), ("lecturer", 6)):
        for at in range(many):
            one = f"{name}{kind}{at}"
            staff.append(one)
            yield one, "type", kind
            yield one, "worksFor", name
            for degree in ("bachelorFrom", "masterFrom", "doctorFrom"):
                yield one, degree, chosen.choice(places)
    yield staff[0], "headOf", name
    for at, course in enumerate(courses):
        yield course, "type", "graduateCourse" if at >= 55 else "course"
        yield staff[at % len(staff)], "teacherOf", course
    for at in range(12):
        yield f"{name}g{at}", "type", "researchGroup"
        yield f"{name}g{at}", "partOf", name
    graduates = [f"{name}t{at}" for at in range(120)]
    for at, one in enumerate([f"{name}s{at}" for at in range(430)] + graduates):
        yield one, "type", "graduateStudent" if at >= 430 else "undergraduateStudent"
        yield one, "memberOf", name
        for course in chosen.sample(courses[:55] if at < 430 else courses[55:], chosen.randint(2, 4)):
            yield one, "takesCourse", course
        if at >= 430 or at % 5 == 0:
            yield one, "advisor", chosen.choice(staff)
        if at >= 430:
            yield one, "bachelorFrom", chosen.choice(places)
        if at >= 430 and at % 4 == 0:
            yield one, "assists", chosen.choice(courses)
    for one in staff:
        for at in range(chosen.randint(5, 14)):
            yield f"{one}p{at}", "type", chosen.choice(("journalArticle", "conferencePaper", "book"))
            yield f"{one}p{at}", "author", one
            if at % 3 == 0:
                yield f"{one}p{at}", "author", chosen.choice(graduates)


def population(persons: int, seed: int = 5) -> Iterator[Row]:
    """Persons with three habits and two symptoms each over a small knowledge base of 80 sites."""
    chosen = random.Random(11)
    sites = [f"m{at}_{side}" for at in range(40) for side in "lr"]
    habits, symptoms = [f"h{at}" for at in range(35)], [f"y{at}" for at in range(25)]
    for at, side in product(range(40), "lr"):
        yield f"m{at}_{side}", "antagonist", f"m{(at + 7) % 40}_{side}"
    for number, cause in enumerate(habits + symptoms):
        for place, site in enumerate(chosen.sample(sites, chosen.choice((1, 2)))):
            yield f"link{number}_{place}", "cause", cause
            yield f"link{number}_{place}", "muscle", site
    for at in range(50):
        yield from ((f"e{at}", "strengthens", site) for site in chosen.sample(sites, 2))
        yield from ((f"e{at}", "contraindicatedBy", one) for one in chosen.sample(symptoms, chosen.choice((0, 1, 2))))
    chosen = random.Random(seed)
    for at in range(persons):
        yield from ((f"p{at}", "hasHabit", one) for one in chosen.sample(habits, 3))
        yield from ((f"p{at}", "hasSymptom", one) for one in chosen.sample(symptoms, 2))


WORKLOADS = {
    "chain1000": Workload(lambda: chain(1000), "tc"),
    "rand2k": Workload(lambda: graph(2000, 4000), "tc"),
    "dt10k": Workload(lambda: taxonomy(10_000), "dt"),
    "dt100k": Workload(lambda: taxonomy(100_000), "dt"),
    "lubm1": Workload(lambda: university(1), "lubm"),
    "lubm10": Workload(lambda: university(10), "lubm"),
    "pop10k": Workload(lambda: population(10_000), "pop"),
    "pop100k": Workload(lambda: population(100_000), "pop"),
}


def iri(name: str) -> str:
    """The address of a short name."""
    return WORDS.get(name, EX + name)


def write_ntriples(name: str, file: Path) -> int:
    """Write the facts of a workload as N-Triples; gives back how many."""
    count = 0
    with file.open("w", encoding="utf-8") as out:
        for s, p, o in WORKLOADS[name].rows():
            out.write(f"<{iri(s)}> <{iri(p)}> <{iri(o)}> .\n")
            count += 1
    return count
