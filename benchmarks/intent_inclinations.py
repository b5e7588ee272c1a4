"""Fits the weights of inclinations (kb/lexicon/inclinations-*.ttl) to wordings of many people.

    python benchmarks/intent_inclinations.py            how well each list is told by weights fitted to the others
    python benchmarks/intent_inclinations.py --write    fits to all and writes the content

The wordings are the lists of `tests/questions` (all but what is sealed). Multinomial logistic regression with a ridge penalty; the
same lists and the same lexicon always give the same weights. Needs scikit-learn.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import myologic
from myologic.grammar.inclination import signs_of
from myologic.grammar.normalise import clean, readable
from myologic.grammar.sentences import read_in, sentences_in
from myologic.grammar.understanding import understand

HERE = Path(__file__).resolve().parent.parent
QUESTIONS, CONTENT = HERE / "tests" / "questions", HERE / "kb" / "lexicon"
SEALED = ("sealed9", "sealed10", "wordings_sealed")
PENALTY, ROUNDS, FEWEST, LEAST = 1.0, 300, 2, 0.1
"""Inverse of the ridge penalty, steps at most, in how many wordings a sign stands at least, and the least weight that is kept."""
PLAIN = 12
"""Plain wordings of a verb in each direction."""
LONGEST_TEXT, LINE, MOST_LINES = 800, 118, 560

HEAD = """# Weights of words, pairs of words and shapes of questions towards intents. Written by benchmarks/intent_inclinations.py from the
# wordings of tests/questions: not to be edited by hand.

@prefix lex:  <https://w3id.org/myologic/lex#> .
@prefix src:  <https://w3id.org/myologic/source/> .
@prefix dct:  <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
Sample = tuple[dict[str, int], list[str]]
"""The signs of a wording, and the intents that count as right, the best first."""


def main() -> None:
    """Measure by lists, or write."""
    lexicon = myologic.load().base.lexicon
    lists = {path.stem: wordings(path, lexicon) for path in sorted(QUESTIONS.iterdir()) if path.stem not in SEALED}
    lists["plain"] = plain(lexicon)
    if "--write" in sys.argv:
        write(fit([sample for samples in lists.values() for sample in samples]))
        return
    for name, held in lists.items():
        fitted = fit([s for other, samples in lists.items() if other != name for s in samples])
        report(name, held, fitted)


def wordings(path: Path, lexicon: Any) -> list[Sample]:
    """The wordings of a file; those that need the question before them are left out."""
    if path.suffix == ".tsv":
        lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
        rows = [(row[0], [each.strip() for each in re.split(r"[|/]", row[1])]) for row in lines if len(row) > 1 and row[0].strip()]
    else:
        found = json.loads(path.read_text(encoding="utf-8"))
        asked = found if isinstance(found, list) else found["questions"]
        rows = [(row["question"], [row["intent"], *(row.get("also_accept") or ())]) for row in asked if not row.get("context")]
    return [(signs_in(text, lexicon), intents) for text, intents in rows if 0 < len(text) <= LONGEST_TEXT]


def plain(lexicon: Any) -> list[Sample]:
    """The plainest wordings: each verb with things that it goes to, from and to."""
    samples = []
    for name in sorted(lexicon.relations):
        info = lexicon.relations[name]
        if not info.intent or not info.label:
            continue
        for cls, text in ((info.range, f"what {info.label} the {{}}"), (info.domain, f"what does the {{}} {info.label.rstrip('s')}")):
            things = sorted(t for t in lexicon.things if lexicon.is_a(t, (cls,))) if cls else []
            labels = [lexicon.things[t].label for t in things[:: max(1, len(things) // PLAIN)][:PLAIN]]
            for label in labels:
                question = understand(text.format(label), lexicon)
                if question.relation is not None and question.relation.value == name:
                    samples.append((signs_in(text.format(label), lexicon), [info.intent if question.missing else question.intent]))
    return samples


def signs_in(text: str, lexicon: Any) -> dict[str, int]:
    """The signs of a text."""
    cleaned = clean(text)
    plain = readable(cleaned)
    return dict.fromkeys(signs_of([read_in(each, plain, lexicon) for each in sentences_in(plain, lexicon)], lexicon), 1)


def fit(samples: Sequence[Sample]) -> dict[str, tuple[dict[str, float], float]]:
    """Weights and bias of every intent."""
    counts = Counter(sign for signs, _ in samples for sign in signs)
    kept = [{sign: 1 for sign in signs if counts[sign] >= FEWEST} for signs, _ in samples]
    columns = DictVectorizer()
    table = columns.fit_transform(kept)
    model = LogisticRegression(C=PENALTY, max_iter=ROUNDS).fit(table, [intents[0] for _, intents in samples])
    names = columns.get_feature_names_out()
    fitted = {}
    for intent, weights, bias in zip(model.classes_, model.coef_, model.intercept_, strict=True):
        own = {str(names[i]): round(float(weights[i]), 1) for i in np.flatnonzero(np.abs(weights) >= LEAST)}
        fitted[str(intent)] = (own, round(float(bias), 2))
    return fitted


def shares(fitted: dict[str, tuple[dict[str, float], float]], signs: dict[str, int]) -> dict[str, float]:
    """The share of every intent."""
    sums = {intent: bias + sum(weights.get(sign, 0.0) for sign in signs) for intent, (weights, bias) in fitted.items()}
    top = max(sums.values())
    powers = {intent: float(np.exp(each - top)) for intent, each in sums.items()}
    whole = sum(powers.values())
    return {intent: each / whole for intent, each in powers.items()}


def report(name: str, held: Sequence[Sample], fitted: dict[str, tuple[dict[str, float], float]]) -> None:
    """How often the first intent is right, and how often where its share is large."""
    told = []
    for signs, intents in held:
        found = shares(fitted, signs)
        best = max(found, key=lambda n: (found[n], n))
        told.append((found[best], best in intents))
    line = [f"{name:12} {len(told):5} right {np.mean([right for _, right in told]):.3f}"]
    for above in (0.5, 0.7, 0.9):
        sure = [right for share, right in told if share > above]
        line.append(f"above {above}: {len(sure) / len(told):.2f} right {np.mean(sure) if sure else 0:.3f}")
    print("   ".join(line))


def write(fitted: dict[str, tuple[dict[str, float], float]]) -> None:
    """Write the weights as content, in files of a bearable length."""
    for old in CONTENT.glob("inclinations-*.ttl"):
        old.unlink()
    files: list[list[str]] = [[]]
    for intent, (weights, bias) in sorted(fitted.items()):
        text = _node(intent, weights, bias)
        if files[-1] and sum(each.count("\n") for each in files[-1]) + text.count("\n") > MOST_LINES:
            files.append([])
        files[-1].append(text)
    for number, texts in enumerate(files, 1):
        (CONTENT / f"inclinations-{number}.ttl").write_text(HEAD + "\n" + "\n".join(texts), encoding="utf-8")


def _node(intent: str, weights: dict[str, float], bias: float) -> str:
    rows: dict[float, list[str]] = {}
    for sign, weight in weights.items():
        rows.setdefault(weight, []).append(sign)
    lines = [f"{weight:g} {' '.join(part)}" for weight in sorted(rows) for part in _parts(sorted(rows[weight]))]
    weighs = " ,\n        ".join(f'"{line}"' for line in lines)
    words = intent.replace("_", " ")
    return (
        f'lex:inclination-{intent.replace("_", "-")} a lex:Inclination ; skos:prefLabel "inclination to {words}"@en ;\n'
        f'    lex:inclinesTo "{intent}" ; lex:bias {bias:.2f} ;\n    lex:weighs\n        {weighs} ;\n    dct:source src:myologic .\n'
    )


def _parts(signs: list[str]) -> list[list[str]]:
    """Signs in lines of a readable length."""
    lines: list[list[str]] = [[]]
    for sign in signs:
        if sum(len(each) + 1 for each in lines[-1]) + len(sign) > LINE:
            lines.append([])
        lines[-1].append(sign)
    return lines


if __name__ == "__main__":
    main()
