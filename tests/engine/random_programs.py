"""Random rule sets over triples, as SPARQL-RL and as logic programs, for tests that compare engines."""

from __future__ import annotations

import random

PREFIX = "PREFIX : <http://e/>\n"
NODES = "abcde"
PREDICATES = "pqrst"


class RandomProgram:
    """Rules with recursion and stratified NOT, and facts.

    Parameters
    ----------
    seed
        Two programs of the same seed are the same.
    many
        Whether there are more nodes, so that rules may run on columns of bits.
    """

    def __init__(self, seed: int, *, many: bool = False) -> None:
        self._chosen = random.Random(seed)
        chosen = self._chosen
        nodes = [f"n{i}" for i in range(40)] if many else list(NODES)
        self.facts = sorted(
            {
                (chosen.choice(nodes), chosen.choice(PREDICATES), chosen.choice(nodes))
                for _ in range(chosen.randrange(60, 120) if many else chosen.randrange(4, 16))
            }
        )
        # A predicate's rank is its stratum: NOT looks at lower ranks only.
        self.rank = {p: chosen.randrange(3) for p in PREDICATES}
        self.rules = [rule for _ in range(chosen.randrange(1, 6)) if (rule := self._rule()) is not None]

    def _rule(self) -> tuple[tuple[str, str, str], list[tuple[str, str, str]], list[tuple[str, str, str]], bool] | None:
        chosen, variables = self._chosen, ["X", "Y", "Z"]
        head_predicate = chosen.choice(PREDICATES)
        rank = self.rank[head_predicate]
        readable = [p for p in PREDICATES if self.rank[p] <= rank]
        lower = [p for p in PREDICATES if self.rank[p] < rank]

        def term() -> str:
            return chosen.choice(variables) if chosen.random() < 0.88 else chosen.choice(NODES)

        body = [(term(), chosen.choice(readable), term()) for _ in range(chosen.randrange(1, 4))]
        bound = sorted({x for s, _, o in body for x in (s, o) if x in variables})
        if not bound:
            return None
        nots = []
        if lower and chosen.random() < 0.5:
            nots.append((chosen.choice(bound), chosen.choice(lower), chosen.choice([*bound, "W", chosen.choice(NODES)])))
        differs = len(bound) > 1 and chosen.random() < 0.2
        head = (chosen.choice(bound), head_predicate, chosen.choice([*bound, chosen.choice(NODES)]))
        return head, body, nots, differs

    def srl(self) -> str:
        """The rules in SPARQL-RL."""

        def shown(triple: tuple[str, str, str]) -> str:
            s, p, o = (f"?{x}" if x in ("X", "Y", "Z", "W") else f":{x}" for x in triple)
            return f"{s} {p} {o}"

        texts = []
        for head, body, nots, differs in self.rules:
            parts = [" . ".join(map(shown, body)), *(f"NOT {{ {shown(x)} }}" for x in nots)]
            if differs:
                bound = sorted({x for s, _, o in body for x in (s, o) if x in ("X", "Y", "Z")})
                parts.append(f"FILTER (?{bound[0]} != ?{bound[1]})")
            texts.append(f"RULE {{ {shown(head)} }} WHERE {{ {' '.join(parts)} }}")
        return PREFIX + "\n".join(texts)

    def turtle(self) -> str:
        """The facts in Turtle."""
        return PREFIX + "\n".join(f":{s} :{p} :{o} ." for s, p, o in self.facts)

    def logic(self) -> str:
        """Rules and facts as a logic program."""

        def shown(triple: tuple[str, str, str]) -> str:
            return f"t_{triple[1]}({triple[0]},{triple[2]})"

        lines = [f"{shown(fact)}." for fact in self.facts]
        for number, (head, body, nots, differs) in enumerate(self.rules):
            parts = [*map(shown, body)]
            for place, (s, p, o) in enumerate(nots):
                if o == "W":
                    # What occurs in a NOT only needs a predicate of its own there.
                    lines.append(f"some_{number}_{place}({s}) :- t_{p}({s},W).")
                    parts.append(f"not some_{number}_{place}({s})")
                else:
                    parts.append(f"not {shown((s, p, o))}")
            if differs:
                bound = sorted({x for s, _, o in body for x in (s, o) if x in ("X", "Y", "Z")})
                parts.append(f"{bound[0]} != {bound[1]}")
            lines.append(f"{shown(head)} :- {', '.join(parts)}.")
        return "\n".join([*lines, *(f"#show t_{p}/2." for p in PREDICATES), ""])
