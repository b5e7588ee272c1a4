"""What holds of every case, tried on many random ones: safety, conditions, mirror, order, absences, proofs, changes.

    python benchmarks/cases_long.py [--from N] [--count N] [--processes N] [--every N]

Case number N is the same on every machine. With every case: nothing that a condition excludes, and nothing for what shares a
part with a tight muscle, is offered; where a warning sign stops it, nothing is offered or planned, and its result, plan, picture
and an answer beside it name no exercise (what is written and drawn of a stop rests on its flags alone, so the same flags are
looked at once); its mirror image, another order and an unrelated absence give the same result, but for what would change it.
With every fifth: the plan names only what is offered. With every `--every`th case (1 means all): the proofs of all verdicts are
checked, everything that is said to change a verdict is tried out, in the mirror image and in another order as well, and the
report of a stop is looked at. One line of figures at the end; a case that fails is printed, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from time import process_time
from typing import Any, NamedTuple

import myologic
from myologic.cases import Case, kb_case
from myologic.casework import result as results
from myologic.casework.entries import CaseData
from myologic.casework.facts import CASE
from myologic.casework.result import Result
from myologic.casework.verdicts import Inferred, States
from myologic.engine.checker import Checker
from myologic.engine.terms import Triple
from myologic.kb.load import load
from myologic.kb.vocabulary import id_, kb_, local_name

SWAP = {"left": "right", "right": "left"}
STOPS = {"emergency", "urgent"}
STATES = ("inferred", "nothing", "needs_side", "conflict", "safety")
PIECE = 500
PLANNED = 5
"""Every how many cases that go on are planned for as well; those that stop always are."""
SIDE = re.compile(r"\((left|right)\)")
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
        self.builds: dict[str, set[str]] = {}
        parts: dict[Any, set[str]] = {}
        for whole in kb.match(None, kb_("smallestPart"), None):
            parts.setdefault(whole.subject, set()).add(whole.object.value)
        for built in kb.match(None, kb_("builds"), None):
            self.builds.setdefault(_key(local_name(built.subject)), set()).update(parts[built.object])
        self.parts = {_key(local_name(muscle)): found for muscle, found in parts.items()}
        self.looked_at: set[tuple[str, ...]] = set()

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


def mirrored(value: Any) -> Any:
    """A case with left and right exchanged."""
    if isinstance(value, dict):
        return {name: SWAP.get(each, each) if name == "side" else mirrored(each) for name, each in value.items()}
    return [mirrored(each) for each in value] if isinstance(value, list) else value


def in_fixed_order(value: Any, *, turned: bool) -> str:
    """A result as text with its lists in a fixed order; `turned` with left and right exchanged."""
    if isinstance(value, dict):
        return "{" + ",".join(
            f"{name}:{SWAP.get(each, each) if turned and name == 'side' else in_fixed_order(each, turned=turned)}"
            for name, each in value.items()
        ) + "}"  # fmt: skip
    if isinstance(value, list):
        return "[" + ",".join(sorted([in_fixed_order(each, turned=turned) for each in value])) + "]"
    if isinstance(value, str) and ("; " in value or "(" in value):
        swapped = SIDE.sub(lambda found: f"({SWAP[found[1]]})", value) if turned else value
        return "; ".join(sorted(swapped.split("; ")))  # reasons stand in the order of their sides
    return str(value)


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
    result = concluded(kb, case, whole=thorough)
    seen[result["status"]] += 1
    offered = {each["id"] for each in result["exercises"]}
    planned = set[str]()
    if thorough or result["status"] == "safety" or number % PLANNED == 0:
        plan = case.plan(minutes=30)
        seen["planned"] += 1
        planned = {
            _key(local_name(each))
            for line in plan.lines
            for each in (line.id, *(thing for thing, _ in (*line.substitutes, *line.step_ups)))
        }
    stopping = [
        each["id"] for each in known["red_flags"] if each["presence"] == "present" and names.urgency[each["id"]] & STOPS
    ]
    if stopping:
        claim(result["status"] == "safety", "a stop is not a stop")
    if result["status"] == "safety":
        stopped(kb, names, case, result, plan, random.Random(number), thorough=thorough)
    else:
        ruled_out = {each for condition in known["conditions"] for each in names.excluded[condition["id"]]}
        claim(not ruled_out & (offered | planned), f"ruled out and offered: {ruled_out & (offered | planned)}")
        claim(planned <= offered, "a plan names what does not suit")
        overworked(names, result)
    claim(not offered & {each["id"] for each in result["avoid"] if each["side"] is None}, "offered and left out")
    turned = concluded(kb, kb_case(kb, **mirrored(known)), whole=thorough)
    claim(in_fixed_order(result, turned=True) == in_fixed_order(turned, turned=False), "the mirror image differs")
    chance = random.Random(number)
    shuffled = {key: chance.sample(each, len(each)) if isinstance(each, list) else each for key, each in known.items()}
    other = kb_case(kb, **shuffled)
    claim(other.facts == case.facts, "the order of entries makes other facts")
    # The same facts give the same inferences, so they are worked out again with the thorough ones only.
    again = other if thorough else Told(other.data, case.derived)
    claim(json.dumps(concluded(kb, again, whole=thorough)) == json.dumps(result), "the order of entries matters")
    absent(kb, names, known, result, chance, whole=thorough)
    if thorough and case.verdicts():
        seen["thorough"] += 1
        proofs(names, case, seen)
        changes(kb, case, seen)


class Told(NamedTuple):
    """What is known of a person, and what follows from the same facts."""

    data: CaseData
    derived: Inferred


class NoChanges:
    """Stands in for what would change the verdicts, where that is not asked for."""

    def __init__(self, *known: object) -> None:
        self.decides: dict[str, int] = {}

    def of(self, row: object) -> tuple[()]:
        """Nothing."""
        return ()


def concluded(kb: Any, case: Case | Told, *, whole: bool) -> Any:
    """The result of a case as plain data; without what would change each verdict unless the whole is asked for."""
    if whole and isinstance(case, Case):
        return case.result()
    made = results.Changes
    results.Changes = made if whole else NoChanges  # type: ignore[misc,assignment]  # it asks for the same two names
    try:
        return results.result_dict(results.case_result(kb, case.derived, case.data), kb)
    finally:
        results.Changes = made  # type: ignore[misc]


def overworked(names: Names, result: Any) -> None:
    """No exercise builds up what shares a part with a muscle that is tight or overactive on its side."""
    busy = [row for row in result["verdicts"] if row["verdict"] in ("tight", "overactive") and not row["part"]]
    for row in busy:
        for each in result["exercises"]:
            meets = "both" in (row["side"], each["side"]) or each["side"] in (None, row["side"])
            if each["purpose"] in ("activate", "integrate") and meets:
                shared = names.parts[row["muscle"]] & names.builds.get(each["id"], set())
                # What is done in turn is offered for the other side alone.
                claim(not shared or _other_side_only(row, each), f"{each['id']} is offered, and {row['label']} is {row['verdict']}")


def _other_side_only(row: Any, offer: Any) -> bool:
    return row["side"] != "both" and offer["side"] not in (None, row["side"])


def stopped(kb: Any, names: Names, case: Case, result: Any, plan: Any, chance: random.Random, *, thorough: bool) -> None:
    """Beside an emergency or urgent sign there is no exercise, no verdict and no habit, on any path."""
    claim(plan.status == "safety", "a stop is no stop for the plan")
    claim(not (result["verdicts"] or result["exercises"] or result["avoid"] or result["habits"]), "something beside a stop")
    claim(not (plan.lines or plan.habits or case.verdicts()), "a plan beside a stop")
    claim(result["safety"]["text"] == plan.safety_text != "", "other words in the plan")
    safety = case.outcome.safety
    claim(case.outcome == Result("safety", (), (), (), (), safety, (), ()), "more than its safety in a stop")
    flags = tuple(result["safety"]["flags"])
    if flags in names.looked_at and not thorough:
        return
    names.looked_at.add(flags)
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


def absent(kb: Any, names: Names, known: Any, result: Any, chance: random.Random, *, whole: bool) -> None:
    """A finding that is absent and clears nothing leaves what is concluded as it is."""
    told = {each["id"] for each in known["findings"]}
    told |= {other for each in told for other in names.brought.get(each, ())}  # a part of what was told is not unrelated
    finding = chance.choice([each for each in names.findings if each not in told])
    more = {**known, "findings": [*known["findings"], {"id": finding, "presence": "absent"}]}
    after = concluded(kb, kb_case(kb, **more), whole=whole)
    claim(_concluded(after) == _concluded(result), f"the absence of {finding} changes something")


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


@cache
def prepared() -> tuple[Any, Names]:
    """The knowledge base and its names, once a process."""
    kb = load()
    names = Names(kb)
    gc.freeze()
    return kb, names


def run(first: int, end: int, every: int) -> tuple[Counter[str], list[str], float]:
    """Try the cases from one number up to another."""
    (kb, names), seen, failed = prepared(), Counter[str](), []
    start = process_time()
    for number in range(first, end):
        try:
            try_case(kb, names, number, thorough=number % every == 0, seen=seen)
        except Exception as problem:  # a crash is a failure of its case too
            failed.append(f"case {number}: {type(problem).__name__}: {problem}")
    return seen, failed, process_time() - start


def parts(first: int, count: int) -> Iterator[tuple[int, int]]:
    """The numbers cut into pieces."""
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
