"""Compare what a public suite measured with the least that is accepted: `thresholds.py KIND RESULT.json`."""

from __future__ import annotations

import json
import sys
from typing import Any

Row = tuple[str, float, float, bool]  # what, measured, bound, whether the bound is a least


def conformance(result: dict[str, Any]) -> list[Row]:
    """Shares of cases that pass, by group of the W3C suites."""
    least = {"srl/eval": 0.9}
    rows: list[Row] = []
    for group, counted in result["groups"].items():
        bound = least.get(group, 0.95 if group.startswith("turtle/") else 1.0)
        rows.append((group, counted["passed"] / counted["total"], bound, True))
    return rows


def questions(result: dict[str, Any]) -> list[Row]:
    """Shares of questions answered right, and how many are wrong with confidence."""
    everything, easy = result["all"], result["difficulty"]["easy"]
    delicate = [result["mode"][mode] for mode in ("safety", "refuse") if mode in result["mode"]]
    return [
        ("right of all", everything["right"] / everything["total"], 0.6, True),
        ("right of the easy ones", easy["right"] / easy["total"], 0.85, True),
        ("wrong with confidence", everything["wrong with confidence"], 5, False),
        ("of these on safety and refusals", sum(row["wrong with confidence"] for row in delicate), 0, False),
    ]


def cases(result: dict[str, Any]) -> list[Row]:
    """What must never happen in a case."""
    return [
        ("cases without a usable result", result["broken"], 0, False),
        ("red-flag cases with exercises", result["flag_cases_with_exercises"], 0, False),
        ("nothing-cases with verdicts", result["nothing_cases_with_verdicts"], 0, False),
    ]


def main() -> int:
    """Print each measure beside its bound; 1 if one misses it."""
    kind, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        result = json.load(file)
    missed = 0
    for what, measured, bound, is_least in {"conformance": conformance, "questions": questions, "cases": cases}[kind](
        result
    ):
        holds = measured >= bound if is_least else measured <= bound
        missed += not holds
        wanted = f"{'at least' if is_least else 'at most'} {bound:g}"
        print(f"{'ok' if holds else 'MISSED':6} {what}: {measured:.3g} ({wanted})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
