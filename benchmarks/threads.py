"""Threads on one knowledge base: every question and every case gives what it gives alone.

    python benchmarks/threads.py [--threads 8] [--each 100000] [--seconds 600] [--seed 1]

Questions are made from the names on record, cases from its ids, by a seeded generator. One thread works each different piece
out on a knowledge base of its own; then the threads run on others that nobody has used yet, so that they meet in every table
that is filled when it is first needed: twenty times for a short while with a switch of threads every ten microseconds, then on one
more for long. Every seventh case is one that all threads ask. Of each result the digest is compared. Of most cases the verdicts
are asked, of thirteen in a hundred the whole result, of three a plan or proofs. Ends early after `--seconds`, and says how many questions
and cases were done by then; exit code 1 where anything differs.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from json import dumps
from time import monotonic
from typing import Any

import myologic
from myologic.casework.catalogue import LISTS, Catalogue
from myologic.kb.vocabulary import kb_, local_name

PATTERNS = (
    "what strengthens the {}",
    "what stretches the {}",
    "what causes {}",
    "what does {} lead to",
    "why is the {} tight",
    "how do I do the {}",
    "what is {}",
    "is {} good for the {}",
    "which exercises for {} without equipment",
    "{} and {}",
    "waht strengthens {}",
)
NAMED = ("Muscle", "Exercise", "Finding", "Cause")
KINDS = {0: "plan", 1: "why", 50: "plan", **dict.fromkeys(range(2, 100, 8), "case")}
"""What is asked of every hundredth case and so on; of the others the verdicts."""

Piece = tuple[str, Any]  # Any: a question's text, or the lists of a case


def pieces(kb: myologic.KnowledgeBase, seed: int, questions: int, cases: int) -> list[Piece]:
    """Different pieces of work, the same for the same seed and content."""
    chance = random.Random(seed)
    base = kb.base
    names = sorted({base.label(each) for cls in NAMED for each in base.instances(kb_(cls))})
    found: list[Piece] = []
    for number in range(questions):
        pattern = PATTERNS[number % len(PATTERNS)]
        found.append(("ask", pattern.format(*chance.sample(names, pattern.count("{}")))))
    catalogue = Catalogue(base)
    things = {name: [local_name(each) for each in catalogue.things(name)] for name in LISTS}
    for number in range(cases):
        lists: dict[str, list[Any]] = {}
        for name, most in (("findings", 4), ("tests", 1), ("habits", 2), ("conditions", 1)):
            for thing in chance.sample(things[name], chance.randint(0, most)):
                entry = {"id": thing, "side": chance.choice(["left", "right", "both"])}
                lists.setdefault(name, []).append(entry)
        found.append((KINDS.get(number % 100, "verdicts"), lists))
    return found


def work(kb: myologic.KnowledgeBase, piece: Piece, case: myologic.Case | None = None) -> str:
    """A digest of all that a piece of work gives; a case may be one that other threads ask as well."""
    kind, what = piece
    if kind == "ask":
        shown = dumps(kb.ask(what).to_dict(), sort_keys=True)
    else:
        case = kb.case(**what) if case is None else case
        if kind == "plan":
            shown = dumps(case.plan().to_dict(), sort_keys=True)
        elif kind == "why":
            rows = case.verdicts()[:3]
            shown = dumps([[str(step.conclusion) for p in case.why(row.muscle) for step in p.steps()] for row in rows])
        elif kind == "case":
            shown = dumps(case.result(), sort_keys=True)
        else:
            shown = repr(case.verdicts())
    return sha256(shown.encode()).hexdigest()


def run(
    kb: myologic.KnowledgeBase,
    expected: Mapping[int, str],
    todo: Sequence[Piece],
    *,
    threads: int,
    each: int,
    seed: int,
    until: float,
    switch_seconds: float = 1e-5,
    told: Callable[[int], None] = lambda done: None,
    kinds: Counter[str] | None = None,
) -> tuple[int, list[str]]:
    """Let threads work on one knowledge base.

    Parameters
    ----------
    kb
        The knowledge base that they share.
    expected, todo
        What each piece has to give, by its number, and the pieces.
    threads, each
        How many threads, and how many pieces each of them does.
    seed
        For the order, different in each thread.
    until
        When to end in any case, by `time.monotonic`.
    switch_seconds
        How often threads are switched; the shorter, the more they get in each other's way.
    told
        Told how many pieces are done, now and then.
    kinds
        Takes how many pieces of each kind were done.

    Returns
    -------
    tuple
        How many pieces were done, and what differed, at most a hundred lines.
    """
    done = [0] * threads
    counted = [Counter[str]() for _ in range(threads)]
    wrong: list[str] = []
    start = threading.Barrier(threads)
    shared: dict[int, myologic.Case] = {}

    def body(number: int) -> None:
        chance = random.Random(seed * 1000 + number)
        start.wait()
        while done[number] < each and monotonic() < until and len(wrong) < 100:
            at = chance.randrange(len(todo))
            try:
                case = None
                if todo[at][0] != "ask" and at % 7 == 0:
                    case = shared.get(at) or shared.setdefault(at, kb.case(**todo[at][1]))
                got = work(kb, todo[at], case)
            except Exception as error:  # whatever it is, it is what is looked for
                got = f"{type(error).__name__}: {error}"
            if got != expected[at]:
                wrong.append(f"{todo[at]}: {got[:200]}")
            done[number] += 1
            counted[number][todo[at][0]] += 1
            if number == 0 and done[0] % 1000 == 0:
                told(sum(done))

    before = sys.getswitchinterval()
    sys.setswitchinterval(switch_seconds)
    try:
        running = [threading.Thread(target=body, args=(number,)) for number in range(threads)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    if kinds is not None:
        for one in counted:
            kinds.update(one)
    return sum(done), wrong


def main() -> int:
    """Print what was done and what differed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--each", type=int, default=100_000, help="pieces of work for each thread")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--questions", type=int, default=1000, help="different questions")
    parser.add_argument("--cases", type=int, default=3000, help="different cases")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fresh", type=int, default=20, help="how many times the threads meet on a new knowledge base")
    chosen = parser.parse_args()
    started = monotonic()
    alone = myologic.load()
    todo = pieces(alone, chosen.seed, chosen.questions, chosen.cases)
    expected = {number: work(alone, piece) for number, piece in enumerate(todo)}
    print(f"{len(todo)} different pieces alone: {monotonic() - started:.0f} s", flush=True)
    until = monotonic() + chosen.seconds
    total, wrong, kinds = 0, list[str](), Counter[str]()
    for number in range(chosen.fresh):
        new = myologic.KnowledgeBase(alone.base.as_new())
        few = run(new, expected, todo, threads=chosen.threads, each=25, seed=number, until=until, kinds=kinds)
        total += few[0]
        wrong += few[1]
    print(f"{chosen.fresh} new knowledge bases, {total} pieces, {len(wrong)} differ", flush=True)

    def told(done: int) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{done} pieces, peak {used} MB", flush=True)

    more = run(
        myologic.KnowledgeBase(alone.base.as_new()),
        expected,
        todo,
        threads=chosen.threads,
        each=chosen.each,
        seed=chosen.seed + 7,
        until=until,
        switch_seconds=1e-3,
        told=told,
        kinds=kinds,
    )
    total += more[0]
    wrong += more[1]
    print("\n".join(wrong[:20]) or "no difference")
    listed = ", ".join(f"{name} {count:,}" for name, count in sorted(kinds.items()))
    print(f"{chosen.threads} threads, {total:,} pieces of work ({listed}), {len(wrong)} differ, {monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
