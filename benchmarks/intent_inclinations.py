"""Fits the weights of inclinations (kb/lexicon/inclinations-*.ttl) to wordings of many people.

    python benchmarks/intent_inclinations.py            how well each list is told by weights fitted to the others
    python benchmarks/intent_inclinations.py --write    fits to all and writes the content

The wordings are the lists of `tests/questions` (all but what is sealed). A perceptron with one hidden layer, fitted by Adam
(D. P. Kingma, J. Ba, Adam: a method for stochastic optimization, 2015) for a few rounds, so that single wordings are not learnt by
heart; the same lists and the same lexicon always give the same weights. Needs scikit-learn.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction import DictVectorizer
from sklearn.neural_network import MLPClassifier

import myologic
from myologic.grammar.inclination import MOST_OFF, ZERO, shares_of, signs_of
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.normalise import clean, readable
from myologic.grammar.sentences import read_in, sentences_in
from myologic.grammar.understanding import understand

HERE = Path(__file__).resolve().parent.parent
QUESTIONS, CONTENT = HERE / "tests" / "questions", HERE / "kb" / "lexicon"
SEALED = ("sealed13", "sealed14", "wordings_sealed", "wordings_sixteenth")
UNITS, PENALTY, ROUNDS, BATCH, SEED, FEWEST = 48, 1e-3, 5, 64, 1, 2
"""Hidden units, ridge penalty, rounds, wordings a step, the seed of the first weights, in how many wordings a sign stands at least."""
PLAIN = 12
"""Plain wordings of a verb in each direction."""
LONGEST_TEXT, LINE, MOST_LINES = 800, 2_000, 320

HEAD = """# Weights of words, pairs of words and shapes of questions towards intents. Written by benchmarks/intent_inclinations.py from the
# wordings of tests/questions: not to be edited by hand.

@prefix lex:  <https://w3id.org/myologic/lex#> .
@prefix src:  <https://w3id.org/myologic/source/> .
@prefix dct:  <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
UNWRITTEN = frozenset('"\\')
"""Characters that a line of signs can not hold as they are."""
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


def fit(samples: Sequence[Sample]) -> Lexicon:
    """A lexicon with nothing but the weights."""
    counts = Counter(sign for signs, _ in samples for sign in signs)
    kept = [{sign: 1 for sign in signs if counts[sign] >= FEWEST and not set(sign) & UNWRITTEN} for signs, _ in samples]
    columns = DictVectorizer(dtype=np.float32)
    table = columns.fit_transform(kept)
    model = MLPClassifier((UNITS,), alpha=PENALTY, max_iter=ROUNDS, batch_size=BATCH, random_state=SEED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(table, [intents[0] for _, intents in samples])
    inner, outer = model.coefs_
    steps = np.abs(inner).max(axis=0) / MOST_OFF
    rows = np.rint(inner / steps).astype(int) + ZERO
    biases, towards = model.intercepts_
    return Lexicon(
        inclined=tuple((str(name), round(float(bias), 2), tuple(round(float(w), 3) for w in outer[:, n])) for n, (name, bias) in enumerate(zip(model.classes_, towards, strict=True))),
        units=tuple((round(float(step), 5), round(float(bias), 4)) for step, bias in zip(steps, biases, strict=True)),
        inclines={str(sign): "".join(map(chr, row)) for sign, row in zip(columns.get_feature_names_out(), rows, strict=True)},
    )


def report(name: str, held: Sequence[Sample], fitted: Lexicon) -> None:
    """How often the first intent is right, and how often where its share is large."""
    told = []
    for signs, intents in held:
        best, share = shares_of(signs, fitted).first
        told.append((share, best in intents))
    line = [f"{name:12} {len(told):5} right {np.mean([right for _, right in told]):.3f}"]
    for above in (0.5, 0.7, 0.9):
        sure = [right for share, right in told if share > above]
        line.append(f"above {above}: {len(sure) / len(told):.2f} right {np.mean(sure) if sure else 0:.3f}")
    print("   ".join(line))


def write(fitted: Lexicon) -> None:
    """Write the weights as content, in files of a bearable length."""
    for old in CONTENT.glob("inclinations-*.ttl"):
        old.unlink()
    nodes = [_intent(*each) for each in fitted.inclined]
    steps, biases = (" ".join(f"{unit[n]:g}" for unit in fitted.units) for n in (0, 1))
    nodes.append(
        f'lex:inclination-units a lex:InclinationUnits ; skos:prefLabel "units of inclinations"@en ;\n'
        f'    lex:unitSteps "{steps}" ;\n    lex:unitBiases "{biases}" ;\n    dct:source src:myologic .\n'
    )
    (CONTENT / "inclinations-1.ttl").write_text(HEAD + "\n" + "\n".join(nodes), encoding="utf-8")
    lines = _lines([f"{sign} {row}" for sign, row in sorted(fitted.inclines.items())])
    for number, first in enumerate(range(0, len(lines), MOST_LINES), 2):
        text = " ,\n        ".join(f'"{line}"' for line in lines[first : first + MOST_LINES])
        node = (
            f'lex:inclination-signs-{number - 1} a lex:InclinationSigns ; skos:prefLabel "signs of inclinations, part {number - 1}"@en ;\n'
            f"    lex:signWeights\n        {text} ;\n    dct:source src:myologic .\n"
        )
        (CONTENT / f"inclinations-{number}.ttl").write_text(HEAD + "\n" + node, encoding="utf-8")


def _intent(intent: str, bias: float, weights: Sequence[float]) -> str:
    words = intent.replace("_", " ")
    return (
        f'lex:inclination-{intent.replace("_", "-")} a lex:Inclination ; skos:prefLabel "inclination to {words}"@en ;\n'
        f'    lex:inclinesTo "{intent}" ; lex:bias {bias:.2f} ;\n'
        f'    lex:unitWeights "{" ".join(f"{weight:g}" for weight in weights)}" ;\n    dct:source src:myologic .\n'
    )


def _lines(pairs: Sequence[str]) -> list[str]:
    """Signs with their weights in lines of a bearable length."""
    lines: list[list[str]] = [[]]
    size = 0
    for pair in pairs:
        if size + len(pair) > LINE:
            lines.append([])
            size = 0
        lines[-1].append(pair)
        size += len(pair) + 1
    return [" ".join(line) for line in lines]


if __name__ == "__main__":
    main()
