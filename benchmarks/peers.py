"""Other rule engines on the same workloads: their programs, and what one process of them does. Run by `engine.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from workloads import WORKLOADS, iri, write_ntriples

# Bodies and heads over relations; every engine's text is made from these.
RELATIONS = {
    "tc": ["path(X,Y) :- edge(X,Y).", "path(X,Z) :- path(X,Y), edge(Y,Z)."],
    "pop": [
        "tightBecause(P,L) :- hasHabit(P,H), cause(L,H).",
        "tightBecause(P,L) :- hasSymptom(P,H), cause(L,H).",
        "tight(P,M) :- tightBecause(P,L), muscle(L,M).",
        "inhibited(P,N) :- tight(P,M), antagonist(M,N).",
        "weak(P,N) :- inhibited(P,N).",
        "avoid(P,E) :- hasSymptom(P,Y), contraindicatedBy(E,Y).",
        "recommend(P,E) :- weak(P,N), strengthens(E,N), not avoid(P,E).",
    ],
    "dt": ["type(X,D) :- type(X,C), sco(C,D)."],
}
TRIPLES = [
    "t(A,sco,C) :- t(A,sco,B), t(B,sco,C).",
    "t(A,spo,C) :- t(A,spo,B), t(B,spo,C).",
    "t(X,type,D) :- t(X,type,C), t(C,sco,D).",
    "t(X,Q,Y) :- t(X,P,Y), t(P,spo,Q).",
    "t(X,type,C) :- t(X,P,Y), t(P,dom,C).",
    "t(Y,type,C) :- t(X,P,Y), t(P,rng,C).",
    "t(Y,Q,X) :- t(X,P,Y), t(P,inv,Q).",
    "t(Y,P,X) :- t(X,Q,Y), t(P,inv,Q).",
    "t(X,P,Z) :- t(P,type,transitiveProperty), t(X,P,Y), t(Y,P,Z).",
]


def clingo_text(name: str) -> str:
    """Facts and rules for clingo."""
    work = WORKLOADS[name]
    if work.rules == "lubm":
        return "\n".join([*(f"t({s},{p},{o})." for s, p, o in work.rows()), *TRIPLES, ""])
    return "\n".join([*(f"{p}({s},{o})." for s, p, o in work.rows()), *RELATIONS[work.rules], ""])


def nemo_text(name: str, data: Path) -> str:
    """Rules for nemo, over the N-Triples file."""
    work = WORKLOADS[name]
    lines = [f'@import triple :- ntriples{{resource="{data}"}} .']
    if work.rules == "lubm":
        lines.append("t(?x,?p,?y) :- triple(?x,?p,?y) .")
        rules = TRIPLES
    else:
        lines += [f"{p}(?x,?y) :- triple(?x,<{iri(p)}>,?y) ." for p in sorted({p for _, p, _ in work.rows()})]
        rules = RELATIONS[work.rules]
    return "\n".join([*lines, *map(_nemo_rule, rules), ""])


def _nemo_rule(rule: str) -> str:
    head, body = rule.rstrip(".").split(" :- ")

    def atom(text: str) -> str:
        negated, text = text.startswith("not "), text.removeprefix("not ")
        name, inside = text.rstrip(")").split("(")
        terms = [f"?{x}" if x.isupper() else f"<{iri(x)}>" for x in inside.split(",")]
        return f"{'~' if negated else ''}{name}({','.join(terms)})"

    return f"{atom(head)} :- {', '.join(map(atom, body.replace('), ', ')|').split('|')))} ."


def prolog_text(name: str) -> str:
    """Facts and tabled rules for SWI-Prolog, and what asks for everything that follows."""
    work = WORKLOADS[name]
    rules = TRIPLES if work.rules == "lubm" else RELATIONS[work.rules]
    heads = sorted({rule.split("(")[0] for rule in rules})
    arity = 3 if work.rules == "lubm" else 2
    given = ["t"] if work.rules == "lubm" else sorted({p for _, p, _ in work.rows()})
    facts = (f"f_t({s},{p},{o})." if arity == 3 else f"f_{p}({s},{o})." for s, p, o in work.rows())
    places = ",".join("XYZ"[:arity])
    asked = ",".join(["_"] * arity)
    return "\n".join([
        f":- table {', '.join(f'{head}/{arity}' for head in heads)}.",
        ":- style_check(-discontiguous).",
        *facts,
        *(f"{p}({places}) :- f_{p}({places})." for p in given),
        *(rule.replace("not ", "tnot ").replace("tnot avoid(P,E)", "tnot(avoid(P,E))") for rule in rules),
        f"run :- {', '.join(f'forall({head}({asked}), true)' for head in heads)}.",
        f"counted(N) :- aggregate_all(count, ({' ; '.join(f'{head}({asked})' for head in heads)}), N).",
        "",
    ])  # fmt: skip


def run_prolog(file: str, rules: str) -> int:
    """Ask for everything; gives back the number of facts of what the rules give."""
    goal = "counted(N), print(N), nl" if COUNTING else "run, print(0), nl"
    words = ["swipl", "--stack-limit=8g", "-q", "-g", goal, "-t", "halt", file]
    return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def run_sparq(file: str, rules: str) -> int:
    """Load the N-Triples and run the built-in OWL RL rules, which are more than the rules of the workload."""
    import sparq

    graph = sparq.Graph.load(Path(file).with_suffix(".nt"), format="ntriples")
    return int(graph.reason("owl"))


def run_clingo(file: str, rules: str) -> int:
    """Ground a program, which for these works it out; gives back the number of atoms."""
    import clingo

    control = clingo.Control(["--warn=none"])
    control.load(file)
    control.ground([("base", [])])
    return len(control.symbolic_atoms)


def run_nemo(file: str, rules: str) -> int:
    """Reason; gives back the number of facts of what the rules give."""
    import nmo_python

    engine = nmo_python.NemoEngine(nmo_python.load_file(file))
    engine.reason()
    heads = {"t"} if rules == "lubm" else {rule.split("(")[0] for rule in RELATIONS[rules]}
    return sum(sum(1 for _ in engine.result(head)) for head in sorted(heads)) if COUNTING else 0


# Counting walks over every result in Python, so it is done in a run of its own.
COUNTING = len(sys.argv) > 4 and sys.argv[4] == "count"

if __name__ == "__main__" and sys.argv[1] == "prepare":
    # In a process of its own: the memory of a process that starts others is counted as theirs at first.
    name, folder = sys.argv[2], Path(sys.argv[3])
    print(write_ntriples(name, folder / f"{name}.nt"))
    (folder / f"{name}.clingo").write_text(clingo_text(name), encoding="utf-8")
    (folder / f"{name}.nemo").write_text(nemo_text(name, folder / f"{name}.nt"), encoding="utf-8")
    (folder / f"{name}.prolog").write_text(prolog_text(name), encoding="utf-8")
elif __name__ == "__main__":
    engines = {"clingo": run_clingo, "nemo": run_nemo, "prolog": run_prolog, "sparq": run_sparq}
    print(engines[sys.argv[1]](sys.argv[2], sys.argv[3]))
