"""Fits the weights of leanings (kb/safety/leaning-*.ttl) to wordings of many people.

    python benchmarks/alarm_leanings.py            how well each list is heard by weights fitted to the others
    python benchmarks/alarm_leanings.py --write    fits to all and writes the content

The wordings are the lists of `tests/safety/data` (all but what is sealed) and the harmless questions of `tests/questions`.
Logistic regression with a ridge penalty, classes of equal weight, by Adam (Kingma and Ba 2015); the same lists always give the
same weights. Needs numpy.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import myologic
from myologic.grammar.alarms import words_heard
from myologic.grammar.leanings import signs_of

HERE = Path(__file__).resolve().parent.parent
DATA, QUESTIONS = HERE / "tests" / "safety" / "data", HERE / "tests" / "questions"
LISTS = ("tuned_on", "held_out", "fresh", "fresh_second", "fresh_third", "tuned_second", "round3_open")
ASKED = ("open", "further", "held", "fresh")
EMERGENCIES = ("emergency",)
HARMLESS = ("harmless", "asked")
RIDGE, ROUNDS, RATE, FEWEST, LEAST = 1.0, 250, 0.05, 2, 0.04
SUMS = {
    "danger": (3.0, 0.9, 0.3, -3.0, "unclear-urgent"),
    "crisis": (2.5, 0.8, 0.8, 0.0, ""),
    "emergency": (0.0, 0.0, 0.0, 0.0, "unclear-emergency"),
}
"""By leaning: the sums above which an alarm is raised (surely, with words left over, unread) and kept, chosen by what is
printed without `--write`, and what is raised."""

HEAD = """# Weights of words, pairs of neighbours and pieces of words in what people say of themselves. Written by benchmarks/alarm_leanings.py
# from the wordings of tests/safety/data and the questions of tests/questions: not to be edited by hand.

@prefix id:   <https://w3id.org/myologic/id/> .
@prefix lex:  <https://w3id.org/myologic/lex#> .
@prefix src:  <https://w3id.org/myologic/source/> .
@prefix dct:  <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
Sample = tuple[frozenset[str], str]


def main() -> None:
    """Measure by lists, or write."""
    base = myologic.load().base
    lists = {name: wordings(name, base) for name in LISTS if (DATA / f"{name}.json").exists()}
    asked = [(frozenset(signs_of(words_heard(text, base.lexicon))), "asked") for text in harmless_questions()]
    if "--write" in sys.argv:
        every = [sample for samples in lists.values() for sample in samples] + asked
        write({name: fit(every, name) for name in ("danger", "crisis", "emergency")})
        return
    folds = 4
    scored: list[tuple[float, float, float, str]] = []
    every = [sample for samples in lists.values() for sample in samples] + asked
    newest = len(lists.get("round3_open", ()))
    rng = np.random.default_rng(1)
    order = rng.permutation(len(every))
    for fold in range(folds):
        held = set(order[fold::folds].tolist())
        fitted = {n: fit([s for i, s in enumerate(every) if i not in held], n) for n in ("danger", "crisis", "emergency")}
        scored += [(*(score(fitted[n], every[i][0]) for n in fitted), every[i][1]) for i in sorted(held)]  # type: ignore[misc]
    report(scored, newest)


def wordings(name: str, base: Any) -> list[Sample]:
    """The wordings of a list, each with its signs and what it is: an urgency, a crisis, or harmless."""
    from myologic.kb.vocabulary import id_, kb_

    found = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    said = []
    for flag, texts in found["flags"].items():
        urgency = next(iter(base.objects(id_(flag), kb_("urgency")))).value.rpartition("/")[2]
        said += [(text, urgency) for text in texts]
    said += [(text, "crisis") for text in found["crisis"]] + [(text, "harmless") for text in found["harmless"]]
    return [(frozenset(signs_of(words_heard(text, base.lexicon))), kind) for text, kind in said]


def harmless_questions() -> list[str]:
    """Questions that are answered, asked back or refused without care."""
    texts = []
    for name in ASKED:
        rows = json.loads((QUESTIONS / f"{name}.json").read_text(encoding="utf-8"))
        for row in rows:
            cared = row["mode"] == "safety" or row["intent"] in ("safety_red_flag", "contraindicated")
            kind = row.get("expected", {}).get("refusal_kind")
            if not cared and kind not in ("crisis", "unsafe_medical") and 0 < len(row["question"]) < 600:
                texts.append(row["question"])
    lines = (QUESTIONS / "wordings.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows_ = (line.split("\t") for line in lines)
    texts += [text for text, intents, *_ in rows_ if not {"safety_red_flag", "contraindicated"} & set(intents.split("/"))]
    return texts


def fit(samples: Sequence[Sample], name: str) -> tuple[dict[str, float], float]:
    """Weights and bias of one leaning: danger against harmless, crisis against all else, emergency against other flags."""
    if name == "emergency":
        samples = [s for s in samples if s[1] not in (*HARMLESS, "crisis")]
    wanted = {"danger": lambda k: k not in HARMLESS, "crisis": lambda k: k == "crisis", "emergency": lambda k: k in EMERGENCIES}[name]
    counts = Counter(sign for signs, _ in samples for sign in signs)
    columns = {sign: i for i, sign in enumerate(sorted(s for s, n in counts.items() if n >= FEWEST))}
    table = np.zeros((len(samples), len(columns) + 1), dtype=np.float32)
    table[:, -1] = 1
    for row, (signs, _) in enumerate(samples):
        table[row, [columns[s] for s in signs if s in columns]] = 1
    truth = np.array([wanted(kind) for _, kind in samples], dtype=np.float32)
    share = np.where(truth == 1, 0.5 / truth.sum(), 0.5 / (1 - truth).sum()).astype(np.float32)
    ridge = np.full(table.shape[1], RIDGE / len(samples), dtype=np.float32)
    ridge[-1] = 0
    weights = np.zeros(table.shape[1], dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, ROUNDS + 1):
        wrong = 1 / (1 + np.exp(-(table @ weights))) - truth
        slope = table.T @ (wrong * share) + ridge * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope * slope
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    kept = {sign: round(float(weights[i]), 2) for sign, i in columns.items() if abs(weights[i]) >= LEAST}
    return kept, round(float(weights[-1]), 2)


def score(fitted: tuple[dict[str, float], float], signs: frozenset[str]) -> float:
    """How far a text leans."""
    weights, bias = fitted
    return bias + sum(weights.get(sign, 0.0) for sign in signs)


def report(scored: Sequence[tuple[float, float, float, str]], newest: int) -> None:
    """Recall of what was not fitted to, at several shares of false alarms."""
    harmless = np.array([s[0] for s in scored if s[3] == "harmless"])
    said = [s for s in scored if s[3] not in ("harmless", "asked")]
    print("wordings", len(said), "harmless", len(harmless), "of the newest list", newest)
    for false in (0.005, 0.01, 0.015, 0.02, 0.03, 0.05):
        above = float(np.quantile(harmless, 1 - false))
        flags = [s for s in said if s[3] != "crisis"]
        crisis = [s for s in said if s[3] == "crisis"]
        print(f"false {false:.3f} above {above:5.2f} flags {np.mean([s[0] > above for s in flags]):.2f}", end=" ")
        print(f"crises {np.mean([s[0] > above for s in crisis]):.2f} and as such {np.mean([s[0] > above and s[1] > 0 for s in crisis]):.2f}")
        cold = float(np.quantile([s[1] for s in scored if s[3] == "harmless"], 1 - false))
        print(f"   crisis above {cold:5.2f} crises {np.mean([s[1] > cold for s in crisis]):.2f}", end=" ")
        print(f"flags taken for one {np.mean([s[1] > cold for s in flags]):.3f} asked {np.mean([s[1] > cold for s in scored if s[3] == 'asked']):.3f}")
    for below in (-3.0, -2.0, -1.0, -0.5, 0.0):
        print(f"under {below}: said {np.mean([s[0] < below for s in said]):.3f} harmless {np.mean(harmless < below):.2f}")
    flags = [s for s in said if s[3] != "crisis"]
    print("emergency told from other flags", round(float(np.mean([(s[2] > 0) == (s[3] in EMERGENCIES) for s in flags])), 2))
    print("crisis told from flags", round(float(np.mean([(s[1] > 0) == (s[3] == "crisis") for s in said])), 2))


def write(fitted: dict[str, tuple[dict[str, float], float]]) -> None:
    """Write the weights as content."""
    for name, (weights, bias) in fitted.items():
        surely, raises, unread, keeps, thing = SUMS[name]
        rows: dict[float, list[str]] = {}
        for sign, weight in weights.items():
            rows.setdefault(round(weight, 1) or weight, []).append(sign)
        lines = [f"{weight:g} {' '.join(part)}" for weight in sorted(rows) for part in _parts(sorted(rows[weight]))]
        weighs = " ,\n        ".join(f'"{line}"' for line in lines)
        raised = f" lex:raises id:{thing} ;" if thing else ""
        text = (
            f'lex:leaning-{name} a lex:Leaning ; skos:prefLabel "leaning to {name}"@en ;\n'
            f'    lex:leansTo "{name}" ; lex:bias {bias:.2f} ; lex:surelyAbove {surely:.2f} ; lex:raisesAbove {raises:.2f} ;\n    lex:unreadAbove {unread:.2f} ; lex:keepsAbove {keeps:.2f} ;{raised}\n'
            f"    lex:weighs\n        {weighs} ;\n    dct:source src:myologic .\n"
        )
        (HERE / "kb" / "safety" / f"leaning-{name}.ttl").write_text(f"{HEAD}\n{text}", encoding="utf-8")


def _parts(signs: list[str]) -> list[list[str]]:
    """Signs in lines of a readable length."""
    lines: list[list[str]] = [[]]
    for sign in signs:
        if sum(len(s) + 1 for s in lines[-1]) + len(sign) > 105:
            lines.append([])
        lines[-1].append(sign)
    return lines


if __name__ == "__main__":
    main()
