"""What questions cost: reading, answering, the longest inputs, and whether time grows with length.

    python benchmarks/questions.py [--check] [--sets FOLDER]

Times are of the process's own CPU, in milliseconds, the best of three; beside them stands what a fixed loop costs on the same
machine at the same moment, because a busy machine makes everything slower. With `--check` the exit code is 1 where a figure is
above what was asked for: reading 5 ms and answering 30 ms for 95 of 100 questions, 50 ms for any input of 5,000 characters.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from myologic.grammar.normalise import sentences_of, words_of
from myologic.grammar.understanding import understand
from myologic.kb.load import load
from myologic.session import Session

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "questions"
READ_MS, ANSWERED_MS, LONG_MS = 5.0, 30.0, 50.0
LENGTH = 5_000

WORST = {
    "words of many meanings": "tight weak left right and or not hip glute " * 120,
    "commas": "a," * 2_500,
    "one name": "knee " * 1_000,
    "alarming words": "lost numb pain weight leg foot " * 170,
    "a list": "glutes, " * 640,
    "one letter": "x " * 2_500,
    "denials": "not " * 1_250,
    "one question again and again": "what strengthens the glutes? " * 180,
    "marks": "?" * 5_000,
    "no spaces": "a" * 5_000,
    "loose wordings": "sit all day at desk hours shoulder lower than the other " * 90,
    "brackets": "(((" * 1_600,
    "spaces": " " * 5_000,
    "misspelt": "stretchh glutess exersise hamstrng " * 140,
    "figures": "5% " * 1_600,
    "tags": "is it not " * 500,
}


def best(work: Callable[[], object], times: int = 3) -> float:
    """CPU time of a piece of work in milliseconds, the least of a few runs."""
    spent = []
    for _ in range(times):
        start = process_time()
        work()
        spent.append((process_time() - start) * 1000)
    return min(spent)


def percentile(values: list[float], percent: int) -> float:
    """The value below which so many of a hundred lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, percent * len(ordered) // 100)]


def asked(folder: Path) -> list[str]:
    """The questions of all sets in a folder but the sealed ones."""
    found = []
    for path in sorted(folder.glob("*.json")):
        if "sealed" not in path.name:
            found += [row["question"] for row in json.loads(path.read_text(encoding="utf-8"))]
    return found


def main() -> int:
    """Print the figures; 1 if one is above what was asked for and `--check` is given."""
    parser = argparse.ArgumentParser(description="What questions cost.")
    parser.add_argument("--check", action="store_true", help="exit code 1 where a figure is too high")
    parser.add_argument("--sets", type=Path, default=FOLDER, help="folder of question sets")
    options = parser.parse_args()

    session = Session(load())
    lexicon = session.kb.lexicon
    session.ask("what strengthens the glutes")
    print(f"a loop of a million additions: {best(lambda: sum(range(1_000_000))):.1f} ms")
    failed = False

    questions = asked(options.sets)
    for text in questions:
        session.ask(text)

    def answer(text: str) -> None:
        session._read.cache_clear()  # a question asked again would come from the memory of the one before
        session.ask(text)

    for name, work, most in (
        ("parse and plan", lambda text: understand(text, lexicon), READ_MS),
        ("answer", answer, ANSWERED_MS),
    ):
        spent = [best(lambda text=text, work=work: work(text)) for text in questions]  # type: ignore[misc]
        p50, p95 = percentile(spent, 50), percentile(spent, 95)
        failed = failed or p95 > most
        print(f"{name}: {len(questions)} questions, p50 {p50:.1f} ms, p95 {p95:.1f} ms (at most {most:.0f})")

    for name, text in WORST.items():
        long = text[:LENGTH]
        spent_ms = best(lambda long=long: answer(long))  # type: ignore[misc]
        failed = failed or spent_ms > LONG_MS
        print(f"5,000 characters, {name}: {spent_ms:.1f} ms (at most {LONG_MS:.0f})")

    line = "what strengthens the glutes, and how often? "
    for length in (12_500, 25_000, 50_000, 100_000):
        text = (line * (length // len(line) + 1))[:length]
        print(f"words and sentences of {length:,} characters: {best(lambda text=text: sentences_of(words_of(text))):.1f} ms")  # type: ignore[misc]
    return 1 if failed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
