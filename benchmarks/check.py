"""`check`, cold and again after a one-line edit, as a ratio to what rdflib needs to parse the same files.

    python benchmarks/check.py [--triples 6000] [--runs 5]

*Whole*: a process of its own checks the shipped content, with its labels and test questions. *Pack*: one that checks a made-up pack.
*Watch*: one process checks the pack again and again, with one line of it edited each time. Times are the least of the runs.
"""

from __future__ import annotations

import argparse
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


def least(run: Callable[[], object], runs: int) -> float:
    """The least time of several runs, in seconds."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def parse(paths: Iterable[Path]) -> int:
    """Parse files with rdflib; the number of triples."""
    import rdflib

    return sum(len(rdflib.Graph().parse(path, format="turtle")) for path in paths)


def cold(*paths: str) -> None:
    """Check in a process of its own."""
    subprocess.run([sys.executable, "-m", "myologic", "check", *paths], check=True, capture_output=True)


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--triples", type=int, default=6000, help="triples of the made-up pack")
    reader.add_argument("--runs", type=int, default=5, help="runs of each measurement")
    chosen = reader.parse_args()
    from myologic.authoring.checking import Watched
    from myologic.kb.files import shipped_root

    shipped = sorted(Path(shipped_root()).rglob("*.ttl"))
    triples = parse(shipped)
    base = least(lambda: parse(shipped), 1)
    edited = least(cold, 1)
    print(f"whole, {triples} triples: rdflib parses in {base:.2f} s; check {edited:.2f} s, ratio {edited / base:.2f}")
    again = least(cold, chosen.runs)
    print(f"whole, nothing changed since: check {again:.2f} s, ratio {again / base:.2f}")
    with tempfile.TemporaryDirectory() as name:
        paths = made_up_pack(Path(name), chosen.triples)
        triples = parse(paths)
        base = least(lambda: parse(paths), chosen.runs)
        once = least(lambda: cold(name), chosen.runs)
        print(f"pack, {triples} triples: rdflib parses in {base:.2f} s; check {once:.2f} s, ratio {once / base:.2f}")
        watched = Watched([name])
        watched.has_changed()
        watched.check_content()
        times = []
        for number in range(chosen.runs):
            text = paths[1].read_text(encoding="utf-8")
            paths[1].write_text(text.replace(f'"step {6 * number + 1}"', f'"step {number} again"'), encoding="utf-8")
            started = time.perf_counter()
            assert watched.has_changed()
            watched.check_content()
            times.append(time.perf_counter() - started)
        print(f"watch, one line edited: {min(times):.2f} s, ratio {min(times) / base:.2f}; slowest {max(times):.2f} s")


if __name__ == "__main__":
    main()
