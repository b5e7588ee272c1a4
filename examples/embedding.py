"""Using myologic from a program: ask, infer over one's own data, and see why.

    python examples/embedding.py
"""

from __future__ import annotations

import myologic

RULES = """
PREFIX : <http://example.org/>
RULE :reach-one { ?a :reaches ?b } WHERE { ?a :flight ?b }
RULE :reach-on  { ?a :reaches ?c } WHERE { ?a :reaches ?b . ?b :flight ?c FILTER(?a != ?c) }
"""

FLIGHTS = """
PREFIX : <http://example.org/>
:Oslo :flight :Berlin .
:Berlin :flight :Rome .
"""


def main() -> None:
    """Answer one question, then run rules of another subject."""
    kb = myologic.load()
    answer = kb.ask("what strengthens the glutes")
    print(f"{answer.paraphrase} -> {len(answer.answers)} answers, the first: {answer.answers[0].label}")

    reached = myologic.infer(myologic.rules(RULES), myologic.Graph.from_text(FLIGHTS))
    print(reached.to_ntriples(), end="")
    print(reached.proof_text("<http://example.org/Oslo> <http://example.org/reaches> <http://example.org/Rome> ."))

    try:
        myologic.rules("RULE { ?x <http://example.org/p> ?y } WHERE { ?x <http://example.org/q> 1 }")
    except myologic.RuleError as error:
        print(f"{error.kind} at line {error.line}, column {error.column}")


if __name__ == "__main__":
    main()
