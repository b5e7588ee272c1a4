"""Rules over files by numbers: the same as rules over graphs, in less memory, and as strict."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import myologic
from myologic.bulk import infer_files, load_files, ntriples_of
from myologic.engine.errors import ContentError
from myologic.engine.facts import GIVEN
from myologic.reasoning import rules

EX = "http://example.org/"
TEXT = f"""PREFIX : <{EX}>
RULE :step {{ ?x :path ?y }} WHERE {{ ?x :edge ?y }}
RULE :far {{ ?x :path ?z }} WHERE {{ ?x :path ?y . ?y :edge ?z }}
RULE :named {{ ?x :called ?n . ?n2 :of ?x }} WHERE {{ ?x :name ?n . ?x :edge ?n2 }}
RULE :alone {{ ?x a :Alone }} WHERE {{ ?x :name ?n NOT {{ ?x :path ?x }} }}
DATA {{ :n0 :edge :n1 . :extra :name "e" }}
"""


def lines(seed: int, count: int) -> str:
    """A random graph as N-Triples, some lines twice, some terms of rarer shapes."""
    chosen = random.Random(seed)
    node = lambda: chosen.choice([f"<{EX}n{chosen.randrange(30)}>", f"_:b{chosen.randrange(4)}"])  # noqa: E731
    rows = [f"{node()} <{EX}edge> {node()} ." for _ in range(count)]
    names = ['"plain"', '"two words"', '"cat"@en', '"chat"@fr--ltr', f'"1"^^<{EX}t>', '"a\\"b\\u00e9"', '"é"']
    rows += [f"{node()} <{EX}name> {chosen.choice(names)} ." for _ in range(count // 4)]
    rows += rows[:3]
    chosen.shuffle(rows)
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(("ending", "many"), [("nt", 0), ("nt", 50_000), ("nq", 0), ("ttl", 50_000), ("trig", 0)])
def test_files_give_what_graphs_give(
    ending: str, many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every format, with many subjects and with few, gives the triples that the graph gives, in the same order."""
    monkeypatch.setattr("myologic.bulk._MANY_TERMS", many)
    compiled = rules(TEXT)
    for seed, count in ((1, 8), (2, 60), (3, 200)):
        file, plain = tmp_path / f"f{seed}.{ending}", tmp_path / f"p{seed}.nt"
        file.write_text(lines(seed, count), encoding="utf-8")
        plain.write_text(lines(seed, count), encoding="utf-8")
        found = infer_files(compiled.program, load_files([str(file)]))

        assert b"".join(ntriples_of(found)).decode() == myologic.infer(compiled, plain).to_ntriples()


@pytest.mark.parametrize("few", [0, 1, 100])
def test_pieces_are_the_whole(few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many facts count as many and however long a piece is, the same is written."""
    compiled, file = rules(TEXT), tmp_path / "f.nt"
    file.write_text(lines(4, 90), encoding="utf-8")
    found = infer_files(compiled.program, load_files([str(file)]))
    whole = b"".join(ntriples_of(found))
    assert whole == myologic.infer(compiled, file).to_ntriples().encode()
    monkeypatch.setattr("myologic.grammar.stream_ntriples._FEW", few)
    monkeypatch.setattr("myologic.grammar.stream_ntriples._PIECE_LINES", 3)

    assert b"".join(ntriples_of(found)) == whole


def test_one_subject_of_very_many_objects(tmp_path: Path) -> None:
    """What one thing is said of, addresses of any scheme, nodes and texts, is written in order."""
    names = ["b:2", "HTTP://X/1", "a:1", "zz:9", *(f"{EX}{at:03}" for at in range(200))]
    compiled = rules(f"RULE <{EX}all> {{ ?x <{EX}all> ?y }} WHERE {{ ?x <{EX}some> ?y }}")
    for number, others in enumerate(([], ["_:n", '"text"', '"zz"@en'])):
        file = tmp_path / f"f{number}.nt"
        objects = [*(f"<{name}>" for name in names), *others]
        file.write_text("".join(f"<{EX}x> <{EX}some> {each} .\n" for each in objects), encoding="utf-8")
        text = b"".join(ntriples_of(infer_files(compiled.program, load_files([str(file)])))).decode()

        assert text == myologic.infer(compiled, file).to_ntriples() != ""
        assert text.count("\n") == len(objects)


def test_blank_nodes_of_several_files_stay_apart(tmp_path: Path) -> None:
    """The same label in two files is two nodes."""
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text(f"_:b <{EX}edge> <{EX}n1> .\n", encoding="utf-8")
    files = [str(tmp_path / "a.nt"), str(tmp_path / "b.nt")]
    found = infer_files(rules(TEXT).program, load_files(files))

    assert b"".join(ntriples_of(found)).count(b"_:d0.nb ") == b"".join(ntriples_of(found)).count(b"_:d1.nb ") > 0


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (f"<{EX}a> <{EX}b> <{EX} c> .", 52),
        (f"<{EX}a> <{EX}b> <{EX}c>", 0),
        (f'"a" <{EX}b> <{EX}c> .', 1),
        (f"<{EX}a> _:b <{EX}c> .", 0),
        (f"<{EX}a> <b> <{EX}c> .", 0),
        (f"<{EX}a> <{EX}b> . <{EX}c> .", 0),
    ],
)
def test_mistakes_have_their_line(line: str, column: int, tmp_path: Path) -> None:
    """A mistake deep in a large file is refused with its line, like in a small one."""
    file = tmp_path / "f.nt"
    file.write_text(f"<{EX}a> <{EX}b> <{EX}c> .\n" * 30_000 + line + "\n" + f"<{EX}a> <{EX}b> <{EX}c> .\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_files([str(file)])

    assert caught.value.line == 30_001
    assert caught.value.column == column or column in (0, 52)


def test_a_statement_over_two_lines_is_refused(tmp_path: Path) -> None:
    """As many pieces as there should be are not enough: each line is one statement."""
    file = tmp_path / "f.nt"
    file.write_text(f"<{EX}a> <{EX}b>\n<{EX}c> . <{EX}a> <{EX}b> <{EX}c> .\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_files([str(file)])

    assert caught.value.line == 1


def test_facts_given_twice_count_once(tmp_path: Path) -> None:
    """A triple that stands in two files is one fact."""
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text(f"<{EX}a> <{EX}edge> <{EX}b> .\n" * 2, encoding="utf-8")
    found = infer_files(rules(TEXT).program, load_files([str(tmp_path / "a.nt"), str(tmp_path / "b.nt")]))
    given = [fact for fact, number in found.numbers() if number == GIVEN]

    assert len(given) == 1
    assert [str(t.object) for t in found.match(None, None, None) if "path" in str(t.predicate)].count("x") == 0
    assert len(list(found.match(None, None, None))) == len(set(found.match(None, None, None)))


def test_large_turtle_says_the_column_of_a_mistake(tmp_path: Path) -> None:
    """What the fast reader refuses, the one that knows places explains."""
    file = tmp_path / "f.ttl"
    file.write_text(f"<{EX}a> <{EX}b> <{EX}c> .\n" * 40_000 + f"<{EX}a> <{EX}b> nope:c .\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_files([str(file)])

    assert (caught.value.line, caught.value.column) == (40_001, len(f"<{EX}a> <{EX}b> ") + 1)
