"""Asks anything at all, for as long as is wanted: no exception, no control character out, no answer without a paraphrase.

    python benchmarks/fuzz_questions.py [--minutes N] [--seed N] [--sets FOLDER]

Half of the texts are made by hypothesis from all of Unicode; the other half are questions of the sets with words swapped, doubled, left
out, cut, joined, and sprinkled with what does not belong in a question. The exit code is 1 where something was found; what was asked
is printed so that it can be asked again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from myologic.kb.load import load
from myologic.session import Session

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "questions"
ODD = ("\x00", "\x1b[31m", "\u202e", "\u200b", "\ufeff", "\U000e0041", "\r\n", "`rm -rf`", "{{x}}", "<b>", "?x", "->", "½", "ﬁ", "é", "😀", "\ud800")
BATCH = 400
"""Texts that hypothesis makes at a time."""


def strings(value: object) -> Iterator[str]:
    """Every string in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from strings(each)


def wrong_with(session: Session, text: str, after: list[str]) -> str:
    """What is wrong with the answer to a text, "" where nothing is."""
    try:
        plain = session.ask(text, (), after).to_dict()
        json.dumps(plain)
    except Exception as error:  # anything that escapes is what is looked for
        return f"{type(error).__name__}: {error}"
    for each in strings(plain):
        if any(unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\n\t" for c in each):
            return f"control character in {each!r}"
    if plain["status"] == "answered" and not str(plain["paraphrase"]).strip():
        return "an answer without a paraphrase"
    if "\n" in str(plain["paraphrase"]):
        return "a paraphrase of several lines"
    return ""


def mutated(chance: random.Random, questions: list[str]) -> str:
    """A question of the sets, spoilt."""
    words = chance.choice(questions).split()
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(words)) if words else 0
        match chance.randrange(8):
            case 0 if words:
                del words[at]
            case 1 if words:
                words.insert(at, words[chance.randrange(len(words))])
            case 2:
                words.insert(at, chance.choice(ODD))
            case 3:
                words[at:at] = chance.choice(questions).split()
            case 4 if words:
                words[at] = "".join(chance.sample(words[at], len(words[at])))
            case 5:
                chance.shuffle(words)
            case 6:
                words = words[: chance.randint(0, len(words))]
            case _:
                words = words * chance.randint(1, 3)
    return chance.choice((" ", " ", "", "\n", ", ")).join(words)[:6_000]


def main() -> int:
    """Ask until the time is over; 1 if anything was found."""
    parser = argparse.ArgumentParser(description="Ask anything at all.")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long, 10 by default")
    parser.add_argument("--seed", type=int, default=1, help="of the mutations, 1 by default")
    parser.add_argument("--sets", type=Path, default=FOLDER, help="folder of question sets")
    options = parser.parse_args()

    session = Session(load())
    questions = []
    for path in sorted(options.sets.glob("*.json")):
        if "sealed" not in path.name:
            questions += [row["question"] for row in json.loads(path.read_text(encoding="utf-8"))]
    chance = random.Random(options.seed)
    found: list[tuple[str, str]] = []
    asked = 0
    end = monotonic() + options.minutes * 60

    def ask(text: str, after: list[str]) -> None:
        nonlocal asked
        asked += 1
        wrong = wrong_with(session, text, after)
        if wrong:
            found.append((text, wrong))
            print(f"{wrong}\n    {text!r} after {after!r}", flush=True)

    round_ = 0
    while monotonic() < end and len(found) < 20:
        round_ += 1

        @seeded(options.seed * 1_000 + round_)
        @settings(max_examples=BATCH, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(st.text(max_size=400), st.lists(st.sampled_from(questions), max_size=2))
        def any_text(text: str, after: list[str]) -> None:
            if monotonic() < end:
                ask(text, after)

        any_text()
        for _ in range(BATCH):
            if monotonic() >= end:
                break
            ask(mutated(chance, questions), [chance.choice(questions)] if chance.random() < 0.3 else [])
    print(f"{asked} texts asked, {len(found)} found wrong")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
