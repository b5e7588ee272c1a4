"""Fits the weights of leanings (kb/safety/leaning-*.ttl) to wordings of many people.

    python benchmarks/alarm_leanings.py            how well lists are heard by weights that were fitted to others
    python benchmarks/alarm_leanings.py --write    fits to all and writes the content

The wordings are the lists of `tests/safety/data` and `tests/questions` (all but what is sealed), and what the lexicon says of things
that are no danger. Logistic regression with a ridge penalty, classes of equal weight, by Adam (Kingma and Ba 2015); the same lists
always give the same weights. Needs numpy and scipy; to measure, scikit-learn for the inclinations too.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

import myologic
from myologic.grammar.alarms import words_heard
from myologic.grammar.leanings import Lean, Leaning, signs_of
from myologic.grammar.normalise import clean
from myologic.grammar.understanding import understand

HERE = Path(__file__).resolve().parent.parent
DATA, QUESTIONS = HERE / "tests" / "safety" / "data", HERE / "tests" / "questions"
SEALED = ("sealed13", "sealed14", "wordings_sealed", "wordings_sixteenth", "round3_sealed", "round4_sealed")
HELD = (("round4_open", "wordings_fourth"), ("round3_open", "sealed4"))
"""Lists that are measured together by weights fitted to all others."""

MEDICAL, HARMLESS = ("medicine", "diagnosis"), ("harmless", "asked", "outside", "told")
RIDGE, ROUNDS, RATE, FEWEST, LEAST = 1.0, 250, 0.05, 2, 0.1
COUNTS_TWICE = ("harmless", "outside", "told")
"""Wordings that were chosen to be hard, or stand for very many."""

LONGEST_LINE = 230
SUMS = {
    "danger": (0.7, 0.2, -0.1, -3.3, "unclear-urgent"),
    "crisis": (1.3, 1.1, 0.7, 0.0, ""),
    "emergency": (0.0, 0.0, 0.0, 0.0, "unclear-emergency"),
    "medical": (1.0, 1.0, 0.5, -4.5, ""),
}
"""By leaning: the sums above which an alarm is raised (surely, with words left over, unread), what keeps an alarm of ideas (danger,
medical) or makes one of danger a crisis, and what is raised; chosen by what is printed without `--write`."""

HEAD = """# Weights of words, pairs of neighbours and pieces of words in what people say of themselves. Written by benchmarks/alarm_leanings.py
# from the wordings of tests/safety/data and the questions of tests/questions: not to be edited by hand.

@prefix id:   <https://w3id.org/myologic/id/> .
@prefix lex:  <https://w3id.org/myologic/lex#> .
@prefix src:  <https://w3id.org/myologic/source/> .
@prefix dct:  <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
Fitted = tuple[dict[str, float], float]


class Sample(NamedTuple):
    """A wording, of which list and kind it is, its signs, and what ideas alone make of it."""

    where: str
    kind: str
    text: str
    signs: frozenset[str]
    ideas: str = ""
    read: str = ""


def main() -> None:
    """Measure by lists, or write."""
    base = myologic.load().base
    base.lexicon.alarms["leanings"] = {}  # what ideas alone hear
    samples = [heard_by_ideas(each, base.lexicon) for each in (*wordings(base), *questions(base), *told(base))]
    print(len(samples), dict(Counter(each.kind for each in samples)))
    if "--write" in sys.argv:
        write({name: fit(fitting(samples, name), name) for name in SUMS})
        return
    for held in HELD:
        measure(held, samples)


# ---------------------------------------------------------------- wordings


def wordings(base: Any) -> list[Sample]:
    """The wordings of the lists of warning signs: of an urgency, a crisis, medical or harmless."""
    said = []
    for path in sorted(DATA.glob("*.json")):
        if path.stem in SEALED:
            continue
        found = json.loads(path.read_text(encoding="utf-8"))
        for flag, texts in found["flags"].items():
            said += [sample(path.stem, urgency(flag, base), text, base.lexicon) for text in texts]
        for kind in ("crisis", "harmless", *MEDICAL):
            said += [sample(path.stem, kind, text, base.lexicon) for text in found[kind]]
    return said


def questions(base: Any) -> list[Sample]:
    """The wordings of the lists of questions: asked or outside; those that tell of a named warning sign by its urgency."""
    flags = {label.lower(): flag for flag in _flags(base) for label in _labels(flag, base)}
    said = []
    for path in sorted(QUESTIONS.iterdir()):
        if path.stem in SEALED:
            continue
        for text, intents, named in _rows(path):
            kind = "outside" if "out_of_scope" in intents else "asked"
            kind = "allowed" if "contraindicated" in intents else kind
            if "safety_red_flag" in intents:
                told_of = [flags[name] for name in named if name in flags]
                if len(intents) > 1 or not told_of:
                    continue
                kind = urgency(told_of[0], base)
            said.append(sample(path.stem, kind, text, base.lexicon))
    return said


def told(base: Any) -> list[Sample]:
    """What the lexicon says of things that are no danger: sentences as somebody tells them."""
    from myologic.engine.terms import IRI
    from myologic.kb.vocabulary import LEX

    texts = {
        text.lexical
        for name in base.lexicon.things
        if base.lexicon.role(name) not in ("danger", "condition")
        for text in base.objects(IRI(name), IRI(LEX + "describes"))
    }
    return [sample("lexicon", "told", text, base.lexicon) for text in sorted(texts) if len(text.split()) > 2]


def _rows(path: Path) -> list[tuple[str, list[str], list[str]]]:
    if path.suffix == ".tsv":
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        rows = [(line[0], re.split(r"[|/]", line[1]), line[2].lower().split("|") if len(line) > 2 else []) for line in lines if len(line) > 1]
    else:
        rows = []
        for row in json.loads(path.read_text(encoding="utf-8")):
            cared = row["mode"] == "safety" or row.get("expected", {}).get("refusal_kind") in ("crisis", "unsafe_medical")
            if not cared and not row.get("context"):
                rows.append((row["question"], [row["intent"]], []))
    return [row for row in rows if 0 < len(row[0]) < 600]


def _flags(base: Any) -> list[str]:
    from myologic.kb.vocabulary import kb_

    return [iri.value.rpartition("/")[2] for iri in base.instances(kb_("RedFlag"))]


def _labels(flag: str, base: Any) -> list[str]:
    from myologic.engine.terms import IRI
    from myologic.kb.vocabulary import id_

    skos = "http://www.w3.org/2004/02/skos/core#"
    return [text.lexical for name in ("prefLabel", "altLabel") for text in base.objects(id_(flag), IRI(skos + name))]


def urgency(flag: str, base: Any) -> str:
    """The urgency of a warning sign, as the name of it."""
    from myologic.kb.vocabulary import id_, kb_

    return str(next(iter(base.objects(id_(flag), kb_("urgency")))).value.rpartition("/")[2])


def sample(where: str, kind: str, text: str, lexicon: Any) -> Sample:
    """A wording with its signs."""
    return Sample(where, kind, text, frozenset(signs_of(words_heard(clean(text).text, lexicon))))


def heard_by_ideas(each: Sample, lexicon: Any) -> Sample:
    """The sample with what ideas alone make of it, and how much of it is read."""
    question = understand(each.text, lexicon)
    ideas = "danger" if question.intent == "safety_red_flag" else question.refusal or ""
    read = "unread" if question.refusal is not None or question.missing is not None else "left" if question.not_understood else "done"
    return each._replace(ideas=ideas if ideas in ("danger", "crisis", "unsafe_medical") else "", read=read)


# ---------------------------------------------------------------- weights


def fitting(samples: Sequence[Sample], name: str) -> list[Sample]:
    """The samples that a leaning is fitted to; harmless ones that sound like an alarm to ideas may be none."""
    kept = [each for each in samples if each.kind not in ("asked", "outside") or not each.ideas]
    if name == "emergency":
        return [each for each in kept if each.kind not in (*HARMLESS, *MEDICAL, "allowed", "crisis")]
    # who asks what is allowed may be in danger and asks for no medicine
    return [each for each in kept if name != "danger" or each.kind not in (*MEDICAL, "allowed")]


def fit(samples: Sequence[Sample], name: str) -> Fitted:
    """Weights and bias of one leaning: danger against harmless, crisis and medical against all else, emergency against other flags."""
    wanted: dict[str, Callable[[str], bool]] = {
        "danger": lambda kind: kind not in HARMLESS,
        "crisis": lambda kind: kind == "crisis",
        "emergency": lambda kind: kind == "emergency",
        "medical": lambda kind: kind in MEDICAL,
    }
    counts = Counter(sign for each in samples for sign in each.signs)
    columns = {sign: i for i, sign in enumerate(sorted(s for s, n in counts.items() if n >= FEWEST))}
    cells = [(row, columns[s]) for row, each in enumerate(samples) for s in sorted(each.signs) if s in columns]
    cells += [(row, len(columns)) for row in range(len(samples))]
    places = tuple(np.array([cell[i] for cell in cells]) for i in (0, 1))
    table = csr_matrix((np.ones(len(cells)), places), shape=(len(samples), len(columns) + 1))
    across = table.T.tocsr()
    truth = np.array([wanted[name](each.kind) for each in samples], dtype=float)
    count = np.array([2.0 if each.kind in COUNTS_TWICE else 1.0 for each in samples])
    share = count * np.where(truth == 1, 0.5 / (count @ truth), 0.5 / (count @ (1 - truth)))
    ridge = np.full(table.shape[1], RIDGE / len(samples))
    ridge[-1] = 0
    weights, first, second = (np.zeros(table.shape[1]) for _ in range(3))
    for step in range(1, ROUNDS + 1):
        wrong = 1 / (1 + np.exp(-(table @ weights))) - truth
        slope = across @ (wrong * share) + ridge * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope * slope
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    kept = {sign: round(float(weights[i]), 1) for sign, i in columns.items() if abs(weights[i]) >= LEAST}
    return kept, round(float(weights[-1]), 2)


def score(fitted: Fitted, signs: frozenset[str]) -> float:
    """How far a text leans."""
    weights, bias = fitted
    return bias + sum(weights.get(sign, 0.0) for sign in signs)


# ---------------------------------------------------------------- how well


def measure(held: tuple[str, str], samples: Sequence[Sample]) -> None:
    """What weights and inclinations that were fitted to other lists make of the held ones."""
    import intent_inclinations as intents

    others = [each for each in samples if each.where not in held]
    fitted = {name: fit(fitting(others, name), name) for name in SUMS}
    lexicon = myologic.load().base.lexicon
    lists = (path for path in sorted(QUESTIONS.iterdir()) if path.stem not in SEALED and path.stem not in held)
    inclined = intents.fit([each for path in lists for each in intents.wordings(path, lexicon)])
    leanings = {name: Leaning(0, 0.0, *SUMS[name]) for name in SUMS}
    rows = []
    for each in samples:
        if each.where in held and not each.ideas:
            shares = intents.shares_of(intents.signs_in(each.text, lexicon), inclined).softened
            lean = Lean(*(score(fitted[name], each.signs) for name in ("danger", "crisis", "medical")), "danger", leanings)
            rows.append((each, lean.weighed(*_three(shares))))
    print(held, "weights", len(set().union(*(weights for weights, _ in fitted.values()))))
    kinds = {"danger": ("emergency", "urgent", "routine-referral", "context-only"), "medical": MEDICAL}
    for name in ("danger", "crisis", "medical", "harmless", "outside", "asked"):
        mine = [(each, lean) for each, lean in rows if each.kind in kinds.get(name, (name,))]
        for read in ("unread", "left", "done"):
            of_these = [lean for each, lean in mine if each.read == read]
            if of_these:
                _print(name, read, of_these, sum(each.where in held and each.kind in kinds.get(name, (name,)) for each in samples))


def _print(name: str, read: str, leans: Sequence[Lean], among: int) -> None:
    said = Counter({"unread": lean.unread, "left": lean.raises, "done": lean.surely}[read] for lean in leans)
    steps = " ".join(f"{step:g}: {np.mean([lean.danger > step for lean in leans]):.3f}" for step in (-2, -1.5, -1, -0.5, 0, 1))
    print(f"  {name:9} {read:6} {len(leans):5} without ideas of {among:5}, raised {dict(said)}; to danger above {steps}")


def _three(shares: Mapping[str, float]) -> tuple[float, float, float]:
    other = max(share for name, share in shares.items() if name not in ("safety_red_flag", "out_of_scope"))
    return shares.get("safety_red_flag", 0.0), other, shares.get("out_of_scope", 0.0)


# ---------------------------------------------------------------- content


def write(fitted: dict[str, Fitted]) -> None:
    """Write the weights as content."""
    for name, (weights, bias) in fitted.items():
        surely, raises, unread, keeps, thing = SUMS[name]
        rows: dict[float, list[str]] = {}
        for sign, weight in weights.items():
            rows.setdefault(weight, []).append(sign)
        lines = [f"{weight:g} {' '.join(part)}" for weight in sorted(rows) for part in _parts(sorted(rows[weight]))]
        weighs = " ,\n        ".join(" , ".join(f'"{line}"' for line in each) for each in _packed(lines))
        raised = f" lex:raises id:{thing} ;" if thing else ""
        text = (
            f'lex:leaning-{name} a lex:Leaning ; skos:prefLabel "leaning to {name}"@en ;\n'
            f'    lex:leansTo "{name}" ; lex:bias {bias:.2f} ; lex:surelyAbove {surely:.2f} ; lex:raisesAbove {raises:.2f} ;\n    lex:unreadAbove {unread:.2f} ; lex:keepsAbove {keeps:.2f} ;{raised}\n'
            f"    lex:weighs\n        {weighs} ;\n    dct:source src:myologic .\n"
        )
        (HERE / "kb" / "safety" / f"leaning-{name}.ttl").write_text(f"{HEAD}\n{text}", encoding="utf-8")


def _packed(lines: Sequence[str]) -> list[list[str]]:
    """Weights with their signs, several in a line while it is bearable."""
    packed: list[list[str]] = [[]]
    for line in lines:
        if sum(len(each) + 5 for each in packed[-1]) + len(line) > LONGEST_LINE:
            packed.append([])
        packed[-1].append(line)
    return packed


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
