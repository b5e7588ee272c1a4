"""`check` again after an edit of one line, as a ratio to what rdflib needs to parse the same files, and in CPU seconds.

    python benchmarks/check.py [--triples 6000] [--runs 3] [--all]

Everything runs on a copy of the checkout, with a cache of its own.

*Edits*: after each edit of one line of the shipped content a process of its own checks all of it, with labels and test
questions; another edit, and a process of its own answers a question. *Pack*: a process of its own checks a made-up pack.
*Watch*: one process checks the pack again and again, with one line of it edited each time. Figures are the least of the runs.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

HEAD = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
my:leaflet a kb:Source ; dct:title "Leaflet" .
"""
TRIPLES_EACH = 6
FILES = 6
QUESTION = ("what", "strengthens", "the", "glutes")
LETTERS = "abcdefghij"

# Beginning of a path, what is edited in the first of its files that has it, and what it becomes; {} is another word each time.
EXERCISE = """
id:{0} a kb:Exercise ;
    skos:prefLabel "{0} raise"@en ;
    skos:altLabel "{0} lift"@en ;
    kb:purpose id:strengthen ; kb:primary id:soleus ;
    kb:noEquipment true ;
    kb:level id:beginner ;
    kb:laterality id:bilateral ;
    kb:how "stand and lift the heels"@en ;
    kb:certainty "very-low" ;
    dct:source src:textbook .
"""
EDITS = {
    "a text of an exercise": ("exercises/", r'(kb:how "[^"]*?)( z\w+)?"', r'\1 {}"'),
    "a rule's sentence": ("rules/", r'(kb:sentence "[^"]*?)( z\w+)?"', r'\1 {}"'),
    "a certainty": ("assertions/", r'kb:certainty "low"', 'kb:certainty "very-low"'),
    "one antagonist less": ("muscles/", r"kb:antagonist id:[\w-]+ , ", "kb:antagonist "),
    "a line less": ("exercises/mobilise", r'    kb:how "[^"\n]*"@en ;\n', ""),
    "an exercise more": ("exercises/mobilise", r"\Z", EXERCISE),
    "a synonym": ("exercises/mobilise", r'skos:altLabel ("z\w+"@en , )?"', r'skos:altLabel "{}"@en , "'),
    "a label": ("exercises/mobilise", r'(skos:prefLabel "[^"]*?)( z\w+)?"', r'\1 {}"'),
    "a wording of the lexicon": ("lexicon/lay-signs", r'lex:wording "(z\w+ z\w+"@en , ")?', r'lex:wording "{0} {0}"@en , "'),
    "a wording of a danger": ("safety/alarms-ideas-wider", r'lex:says "(z\w+"@en , ")?', r'lex:says "{}"@en , "'),
    "a test question": ("asks/exercises", r"\A(# z\w+\n)?", "# {}\n"),
}


class Copy:
    """A copy of the checkout, with a cache of its own.

    Parameters
    ----------
    folder
        Where it is made.
    """

    def __init__(self, folder: Path) -> None:
        root = Path(__file__).resolve().parent.parent
        for name in ("engine", "grammar", "kb", "cli", "src"):
            shutil.copytree(root / name, folder / name, symlinks=True)
        self.kb = folder / "kb"
        without = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._environment = {**without, "PYTHONPATH": str(folder / "src"), "XDG_CACHE_HOME": str(folder / "cache")}
        self._edits = 0

    def run(self, *words: str) -> tuple[float, float]:
        """The seconds and CPU seconds of `myologic` with some words, in a process of its own."""
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-m", "myologic", *words], env=self._environment, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.perf_counter() - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def edit(self, beginning: str, what: str, becomes: str) -> None:
        """Edit the first file that has what is edited."""
        self._edits += 1
        word = "z" + "".join(LETTERS[int(digit)] for digit in str(self._edits))
        files = sorted(each for each in self.kb.rglob("*.*") if each.relative_to(self.kb).as_posix().startswith(beginning))
        for path in files:
            text = path.read_text(encoding="utf-8")
            edited = re.sub(what, becomes.format(word), text, count=1)
            if edited != text:
                path.write_text(edited, encoding="utf-8")
                return


def made_up_pack(folder: Path, triples: int) -> list[Path]:
    """A pack of about so many triples in several files; the files."""
    number = triples // TRIPLES_EACH
    paths = []
    for part in range(FILES):
        rows = [
            f'my:thing-{each} a kb:Exercise ; skos:prefLabel "zeta move {each}"@en ; dct:source my:leaflet ;\n'
            f'    kb:strengthens <https://w3id.org/myologic/id/soleus> ; kb:how "step {each}"@en ; kb:noEquipment true .\n'
            for each in range(part, number, FILES)
        ]
        paths.append(folder / f"part-{part}.ttl")
        head = HEAD if part == 0 else HEAD[: HEAD.index("my:leaflet")]
        paths[-1].write_text(head + "".join(rows), encoding="utf-8")
    return paths


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """The seconds and CPU seconds of some work."""
    started, cpu = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - started, time.process_time() - cpu


def least(run: Callable[[], tuple[float, float]], runs: int) -> tuple[float, float]:
    """The least seconds and CPU seconds of several runs."""
    every = [run() for _ in range(runs)]
    return min(each for each, _ in every), min(cpu for _, cpu in every)


def parse(paths: Iterable[Path]) -> int:
    """Parse files with rdflib; the number of triples."""
    import rdflib

    return sum(len(rdflib.Graph().parse(path, format="turtle")) for path in paths)


def show(what: str, found: tuple[float, float], base: tuple[float, float]) -> None:
    """Print one line."""
    print(f"{what:38}{found[0]:7.2f} s {found[1]:6.2f} CPU s   {found[1] / base[1]:5.2f} × rdflib", flush=True)


def edited(copy: Copy, base: tuple[float, float], edits: Iterable[str], runs: int) -> None:
    """Check and ask after edits of the shipped content."""
    show("check, nothing kept", copy.run("check"), base)
    show("check, nothing changed", least(lambda: copy.run("check"), runs), base)
    for name in edits:

        def again(*words: str, name: str = name) -> tuple[float, float]:
            copy.edit(*EDITS[name])
            return copy.run(*words)

        show(f"check after an edit: {name}", least(lambda again=again: again("check"), runs), base)  # type: ignore[misc]
        show("    a question after another", least(lambda again=again: again(*QUESTION), runs), base)  # type: ignore[misc]


def edit_pack(paths: list[Path]) -> None:
    """Edit one line of a made-up pack."""
    text = paths[1].read_text(encoding="utf-8")
    paths[1].write_text(re.sub(r'"step (\d+)"', r'"did step \1"', text, count=1), encoding="utf-8")


def watched(folder: Path, paths: list[Path], base: tuple[float, float], runs: int) -> None:
    """Check a pack again and again in this process, one line of it edited each time."""
    from myologic.authoring.checking import Watched

    checks = Watched([folder])
    checks.has_changed()
    checks.check_content()
    times = []
    for _ in range(runs):
        edit_pack(paths)

        def again() -> None:
            assert checks.has_changed()
            checks.check_content()

        times.append(timed(again))
    show("watch, one line edited", (min(times)[0], min(cpu for _, cpu in times)), base)


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--triples", type=int, default=6000, help="triples of the made-up pack")
    reader.add_argument("--runs", type=int, default=3, help="runs of each measurement")
    reader.add_argument("--all", action="store_true", help="every kind of edit, not the first alone")
    chosen = reader.parse_args()
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = Copy(folder / "copy")
        shipped = sorted(copy.kb.rglob("*.ttl"))
        triples = parse(shipped)
        base = least(lambda: timed(lambda: parse(shipped)), chosen.runs)
        print(f"load {load}")
        show(f"rdflib parses {triples} triples", base, base)
        edited(copy, base, EDITS if chosen.all else list(EDITS)[:1], chosen.runs)
        pack = folder / "pack"
        pack.mkdir()
        paths = made_up_pack(pack, chosen.triples)
        triples = parse(paths)
        base = least(lambda: timed(lambda: parse(paths)), chosen.runs)
        show(f"rdflib parses a pack of {triples}", base, base)
        show("check of the pack, nothing kept of it", copy.run("check", str(pack)), base)

        def again() -> tuple[float, float]:
            edit_pack(paths)
            return copy.run("check", str(pack))

        show("check of the pack after an edit", least(again, chosen.runs), base)
        watched(pack, paths, base, chosen.runs)


if __name__ == "__main__":
    main()
