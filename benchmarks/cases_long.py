"""What holds of every case, tried on many random ones: safety, conditions, mirror, order, absences, proofs, changes.

    python benchmarks/cases_long.py [--from N] [--count N] [--processes N] [--every N]

Case number N is the same on every machine. Each is read, inferred, planned and drawn; where a warning sign stops it, every
path is asked for an exercise. Proofs, pictures, reports and what would change a verdict cost the most and are tried with
every `--every`th case (1 tries them with all). One line of figures at the end; a case that fails is printed and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from time import process_time
from typing import Any

import myologic
from myologic.cases import Case, kb_case
from myologic.casework.facts import CASE
from myologic.casework.verdicts import States
from myologic.engine.checker import Checker
from myologic.engine.terms import Triple
from myologic.kb.load import load
from myologic.kb.vocabulary import id_, kb_, local_name

SWAP = {"left": "right", "right": "left"}
STOPS = {"emergency", "urgent"}
STATES = ("inferred", "nothing", "needs_side", "conflict", "safety")
PIECE = 100
TOLD = re.compile(r'class="region told')
WORDS_LEFT_ASIDE = ("asks", "would_change")
"""An absence that is told need not be asked for, so these fields may say less."""


class Names:
    """The ids that a random case is made of, and what the content says about them."""

    def __init__(self, kb: Any) -> None:
        def of(*classes: str, without: tuple[str, ...] = ()) -> list[str]:
            out = {each for other in without for each in kb.instances(kb_(other))}
            found = {local_name(each) for cls in classes for each in kb.instances(kb_(cls)) if each not in out}
            return sorted(found)

        self.findings = of("Finding", without=("ClinicalTest", "Group"))
        self.tests = of("ClinicalTest", without=("Group",))
        self.habits = of("HabitCause", "Sport", "Occupation", without=("Group",))
        self.causes = of("Cause", without=("HabitCause", "Sport", "Occupation", "Group"))
        self.conditions = of("Condition")
        self.flags = of("RedFlag")
        self.urgency = {
            flag: {local_name(each) for each in kb.objects(id_(flag), kb_("urgency"))} for flag in self.flags
        }
        self.excluded = {
            condition: {_key(local_name(each)) for each in kb.subjects(kb_("avoidIf"), id_(condition))}
            for condition in self.conditions
        }
        self.brought: dict[str, set[str]] = {}
        for included in kb.match(None, kb_("includesPattern"), None):
            for pattern in kb.objects(included.subject, kb_("finding")):
                self.brought.setdefault(local_name(pattern), set()).add(local_name(included.object))
        self.exercises = sorted({kb.label(each) for each in kb.instances(kb_("Exercise"))}, key=len, reverse=True)
        self.questions = [f"what strengthens the {kb.label(each)}" for each in kb.instances(kb_("MuscleGroup"))]
        self._checker: Checker | None = None
        self.ask = myologic.load().ask
        self.flag_words = {flag: kb.label(id_(flag)) for flag in self.flags}

    def checker(self, inference: Any) -> Checker:
        """The checker, which works the strata of the rules out once, looking at the facts of one case."""
        if self._checker is None:
            self._checker = Checker(inference.match, inference.is_derived, rules=inference.program.rules)
        self._checker.match, self._checker.is_given = inference.match, lambda triple: not inference.is_derived(triple)
        return self._checker


def _key(name: str) -> str:
    return name.replace("-", "_")


def draw(names: Names, number: int) -> dict[str, Any]:
    """Case number N: some findings, tests, habits, causes and conditions, in one of four a warning sign."""
    chance = random.Random(number)

    def some(pool: list[str], most: int, presences: tuple[str, ...]) -> list[dict[str, str]]:
        return [
            {"id": each, "side": chance.choice(("left", "right", "both")), "presence": chance.choice(presences)}
            for each in chance.sample(pool, chance.randint(0, most))
        ]

    mostly = ("present",) * 6 + ("absent", "unknown")
    tests = some(names.tests, 3, ("positive", "positive", "negative", "unknown"))
    return {
        "findings": some(names.findings, 4, mostly),
        "tests": [{"id": each["id"], "side": each["side"], "result": each["presence"]} for each in tests],
        "habits": some(names.habits, 2, mostly),
        "causes": some(names.causes, 1, mostly),
        "conditions": [{"id": each["id"]} for each in some(names.conditions, 2, mostly)],
        "red_flags": [
            {"id": each["id"], "presence": each["presence"]}
            for each in (some(names.flags, 2, mostly) if chance.random() < 0.25 else ())
        ],
        "pain": chance.choice(("none", "acute", "chronic", "unknown")),
        "age": chance.choice((None, 12, 34, 70)),
    }


def mirrored(value: Any, *, words: bool = True) -> Any:
    """A case or a result with left and right exchanged; of a result the lists in a fixed order."""
    if isinstance(value, dict):
        return {
            name: SWAP.get(each, each) if name == "side" else mirrored(each, words=words) for name, each in value.items()
        }
    if isinstance(value, list):
        turned = [mirrored(each, words=words) for each in value]
        return sorted(turned, key=lambda each: json.dumps(each, sort_keys=True)) if words else turned
    if isinstance(value, str) and words:
        parts = re.sub(r"\((left|right)\)", lambda found: f"({SWAP[found[1]]})", value).split("; ")
        return "; ".join(sorted(parts))  # reasons stand in the order of their sides
    return value


class Failed(AssertionError):
    """A property that does not hold."""


def claim(holds: object, what: str) -> None:
    """Fail with words."""
    if not holds:
        raise Failed(what)


def try_case(kb: Any, names: Names, number: int, *, thorough: bool, seen: Counter[str]) -> None:
    """Try everything on one case.

    Raises
    ------
    Failed
        If a property does not hold.
    """
    known = draw(names, number)
    case = kb_case(kb, **known)
    result = case.result()
    seen[result["status"]] += 1
    offered = {each["id"] for each in result["exercises"]}
    plan = case.plan(minutes=30)
    planned = {
        _key(local_name(each))
        for line in plan.lines
        for each in (line.id, *(thing for thing, _ in (*line.substitutes, *line.step_ups)))
    }
    stopping = [
        each["id"] for each in known["red_flags"] if each["presence"] == "present" and names.urgency[each["id"]] & STOPS
    ]
    if stopping:
        claim(result["status"] == plan.status == "safety", "a stop is not a stop")
    if result["status"] == "safety":
        stopped(kb, names, case, result, plan, random.Random(number), thorough=thorough)
    else:
        ruled_out = {each for condition in known["conditions"] for each in names.excluded[condition["id"]]}
        claim(not ruled_out & (offered | planned), f"ruled out and offered: {ruled_out & (offered | planned)}")
        claim(planned <= offered, "a plan names what does not suit")
    claim(not offered & {each["id"] for each in result["avoid"] if each["side"] is None}, "offered and left out")
    turned = kb_case(kb, **mirrored(known, words=False)).result()
    claim(mirrored(result) == mirrored(mirrored(turned)), "the mirror image differs")
    chance = random.Random(number)
    shuffled = {key: chance.sample(each, len(each)) if isinstance(each, list) else each for key, each in known.items()}
    claim(json.dumps(kb_case(kb, **shuffled).result()) == json.dumps(result), "the order of entries matters")
    absent(kb, names, known, result, chance)
    if thorough and case.verdicts():
        seen["thorough"] += 1
        proofs(names, case, seen)
        changes(kb, case, seen)


def stopped(kb: Any, names: Names, case: Case, result: Any, plan: Any, chance: random.Random, *, thorough: bool) -> None:
    """Beside an emergency or urgent sign there is no exercise, no verdict and no habit, on any path."""
    claim(not (result["verdicts"] or result["exercises"] or result["avoid"] or result["habits"]), "something beside a stop")
    claim(not (plan.lines or plan.habits or case.verdicts()), "a plan beside a stop")
    claim(result["safety"]["text"] == plan.safety_text != "", "other words in the plan")
    texts = [case.text(sources=True), plan.text(), plan.to_markdown()]
    claim(not TOLD.search(case.draw()), "something is painted beside a stop")
    if thorough:
        from myologic.drawing.report import report_page

        texts += [plan.to_html(), re.sub(r"<style>.*?</style>", "", report_page(case), flags=re.DOTALL)]
    for text in texts:
        found = [each for each in names.exercises if re.search(rf"\b{re.escape(each)}\b", text)]
        claim(not found, f"exercises beside a stop: {found[:3]}")
    given = [names.flag_words[_flag(each)] for each in result["safety"]["flags"]]
    answer = names.ask(chance.choice(names.questions), given=given)
    claim(not any(each.kind == "exercise" for each in answer.answers), f"asked beside {given}: {answer.status}")


def _flag(key: str) -> str:
    return key.replace("_", "-")


def absent(kb: Any, names: Names, known: Any, result: Any, chance: random.Random) -> None:
    """A finding that is absent and clears nothing leaves what is concluded as it is."""
    told = {each["id"] for each in known["findings"]}
    told |= {other for each in told for other in names.brought.get(each, ())}  # a part of what was told is not unrelated
    finding = chance.choice([each for each in names.findings if each not in told])
    more = {**known, "findings": [*known["findings"], {"id": finding, "presence": "absent"}]}
    claim(_concluded(kb_case(kb, **more).result()) == _concluded(result), f"the absence of {finding} changes something")


def _concluded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _concluded(each) for name, each in value.items() if name not in WORDS_LEFT_ASIDE}
    return [_concluded(each) for each in value] if isinstance(value, list) else value


def proofs(names: Names, case: Case, seen: Counter[str]) -> None:
    """Every verdict has a proof that the checker accepts."""
    inference = case.inferred.inference
    checker = names.checker(inference)
    for row in case.verdicts():
        for fact in row.facts:
            proof = case.inferred.proof(fact)
            claim(proof is not None, f"no proof of {fact}")
            checker.check(proof)  # type: ignore[arg-type]  # claimed above
            seen["proofs"] += 1


def changes(kb: Any, case: Case, seen: Counter[str]) -> None:
    """What is said to change a verdict does, and in the way that is said."""
    if case.outcome.status == "needs_side":
        return
    for row, found in case.outcome.told():
        for change in found:
            sides = ("left", "right") if change.side in ("either", "both") else (change.side,)
            entries = [{"id": _key(local_name(change.thing)), **({"side": side} if side else {})} for side in sides]
            if change.side == "either":
                happened = all(_happens(kb, case, row, change, [each], some=True) for each in entries)
            else:
                happened = _happens(kb, case, row, change, entries, some=False)
            seen["changes"] += 1
            claim(happened, f"{row.label} {row.side} {row.verdict}: {change} does not happen")


def _happens(kb: Any, case: Case, row: Any, change: Any, entries: list[Any], *, some: bool) -> bool:
    """Whether a change happens at the sites of a row: at all of them, or at some for what is told of one side."""
    without = case.without(change.thing) if change.told else case
    word = {"result": change.answer} if change.home == "tests" else {"presence": change.answer}
    after = without.add(**{change.home: [{**each, **word} for each in entries]})
    states = States(kb, after.derived)
    fits = [_fits(states.at(fact.object), after.derived, fact, change) for fact in row.facts]
    return any(fits) if some else all(fits)


def _fits(found: Any, case: Any, fact: Triple, change: Any) -> bool:
    """Whether a site has the state that a change leads to, and is as sure."""
    if found is None or found.verdict == "undetermined":
        return change.becomes is None
    now = found.verdict
    if change.effect == "lifts":
        now = case.certainty(Triple(CASE, found.predicate, fact.object))
    return bool(change.becomes == now)


def run(first: int, end: int, every: int) -> tuple[Counter[str], list[str], float]:
    """Try the cases from one number up to another."""
    kb = load()
    names, seen, failed = Names(kb), Counter[str](), []
    start = process_time()
    for number in range(first, end):
        try:
            try_case(kb, names, number, thorough=number % every == 0, seen=seen)
        except Exception as problem:  # a crash is a failure of its case too
            failed.append(f"case {number}: {type(problem).__name__}: {problem}")
    return seen, failed, process_time() - start


def parts(first: int, count: int) -> Iterator[tuple[int, int]]:
    """The numbers cut into pieces of 250."""
    for start in range(first, first + count, PIECE):
        yield start, min(start + PIECE, first + count)


def main() -> int:
    """Print the figures; 1 if a property does not hold."""
    parser = argparse.ArgumentParser(description="What holds of every case, tried on many random ones.")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the number of the first case, 0 by default")
    parser.add_argument("--count", type=int, default=1000, help="how many cases, 1000 by default")
    parser.add_argument("--processes", type=int, default=1, help="how many processes, 1 by default")
    parser.add_argument("--every", type=int, default=20, help="thorough checks with every Nth case, 20 by default")
    options = parser.parse_args()
    pieces = list(parts(options.first, options.count))
    seen, failed, seconds = Counter[str](), list[str](), 0.0
    with ProcessPoolExecutor(options.processes) as pool:
        for counted, problems, took in pool.map(run, *zip(*pieces, strict=True), [options.every] * len(pieces)):
            seen, failed, seconds = seen + counted, failed + problems, seconds + took
            print(f"{sum(seen[each] for each in STATES)} cases, {len(failed)} fail", *problems[:3], sep="\n", file=sys.stderr)
    print(*failed[:40], sep="\n", end="\n" if failed else "")
    said = ", ".join(f"{name} {seen[name]}" for name in sorted(seen))
    print(f"{options.count} cases from {options.first}: {len(failed)} fail; {said}; {1000 * seconds / options.count:.1f} ms of CPU a case")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
