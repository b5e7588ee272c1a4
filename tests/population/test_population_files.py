"""Files of cases: forms, counts that add up, runs that were killed, disks that are full, and why something was said."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from myologic.cli.main import main
from myologic.engine.errors import QuestionError
from myologic.population import job, parts
from myologic.population.job import Options, run
from myologic.population.sources import Source

COUNT = 400


@pytest.fixture(scope="module")
def cases(kb, drawing):
    """A few hundred people."""
    drawn = drawing.People(kb.base, 21)
    return pa.table(drawing.wide_table([drawn.one() for _ in range(COUNT)]))


def write(cases, path):
    """The cases in a form."""
    if path.suffix == ".parquet":
        pq.write_table(cases, path, row_group_size=90)
    elif path.suffix == ".csv":
        pa_csv.write_csv(cases, path)
    else:
        with pa.ipc.new_file(path, cases.schema) as writer:
            writer.write_table(cases, max_chunksize=90)
    return path


def read(path):
    """A table of any form, as rows of texts."""
    if path.suffix == ".csv":
        names = path.read_text(encoding="utf-8").split("\n", 1)[0].replace('"', "").strip().split(",")
        kinds = dict.fromkeys(names, pa.string())
        options = pa_csv.ConvertOptions(
            column_types=kinds, strings_can_be_null=True, null_values=[""], quoted_strings_can_be_null=True
        )
        table = pa_csv.read_csv(path, convert_options=options)
    elif path.is_dir() or path.suffix == ".parquet":
        table = pq.read_table(path)
    else:
        table = pa.ipc.open_file(path).read_all()
    return [tuple(None if each is None else str(each) for each in row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize(
    ("source", "target"),
    [(".parquet", ".parquet"), (".parquet", ""), (".arrow", ".arrow"), (".csv", ".csv"), (".csv", ".parquet")],
)
def test_every_form_goes_in_and_comes_out(kb, cases, tmp_path, source, target):
    """The verdicts in the file are those of the table, whatever the forms, and nothing is left beside them."""
    path, out = write(cases, tmp_path / f"cases{source}"), tmp_path / f"out{target}"
    summary = run(kb.base, Options(str(path), str(out)), processes=1)
    expected = kb.population_tables(cases)
    where = out if target else out / "verdicts"

    assert read(where) == [
        tuple(None if each is None else str(each) for each in row.values()) for row in expected.verdicts.to_pylist()
    ]
    assert (summary.people, summary.rows, summary.rejected) == (COUNT, len(expected.verdicts), 0)
    assert sum(summary.statuses.values()) == COUNT
    assert not (tmp_path / f"out{target}.parts").exists()


@pytest.mark.parametrize("target", ["out.parquet", "out"])
def test_ids_of_any_type_come_out_as_they_went_in(kb, tmp_path, target):
    """Ids that are neither whole numbers nor texts are written too."""
    path = tmp_path / "cases.parquet"
    ids = pa.array([1.5, 2.5, None])
    pq.write_table(pa.table({"id": ids, "knees_in": ["left", "lefft", "both"]}), path)
    summary = run(kb.base, Options(str(path), str(tmp_path / target)), processes=1)
    where = tmp_path / target
    table = pq.read_table(where / "verdicts" if where.is_dir() else where)

    assert (summary.people, summary.rejected) == (3, 2)
    assert table.column("id").unique().to_pylist() == [1.5, 2.5, None]


@pytest.mark.parametrize("statistics", [True, False])
def test_columns_that_are_empty_are_not_read(kb, tmp_path, statistics):
    """Which those are is said for each row group; without statistics all are read, and the rows are the same."""
    told = pa.table(
        {
            "id": [1, 2, 3, 4],
            "knees_in": pa.array([None, None, "left", "lefft"]),
            "knees_in.right": pa.array(["present", None, None, None]),
            "slumped_sitting": pa.array([None] * 4, pa.string()),
        }
    )
    path = tmp_path / "in.parquet"
    pq.write_table(told, path, row_group_size=2, write_statistics=statistics)
    source = Source(path, "id")
    read = [[batch.schema.names for batch in source.piece(each, each + 1)] for each in range(2)]
    run(kb.base, Options(str(path), str(tmp_path / "out.parquet")))

    every = told.schema.names
    assert read == ([[["id", "knees_in.right"]], [["id", "knees_in"]]] if statistics else [[every], [every]])
    expected = kb.population_tables(told)
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == expected.verdicts.to_pylist()
    assert expected.rejected.num_rows == 1


def test_several_processes_say_the_same(kb, cases, tmp_path):
    """Two processes that share the row groups write what one writes."""
    path = write(cases, tmp_path / "cases.parquet")
    run(kb.base, Options(str(path), str(tmp_path / "one.parquet")), processes=1)
    run(kb.base, Options(str(path), str(tmp_path / "two.parquet")), processes=2)

    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_counts_add_up_and_nothing_is_lost(kb, tmp_path):
    """Good rows, bad words, and lines of another length: each is somewhere, once, with a reason."""
    path = tmp_path / "cases.csv"
    path.write_text("id,knees_in,age\na,left,40\nb,lefft,40\nc,both\nd,,200\ne,,\n", encoding="utf-8")
    summary = run(kb.base, Options(str(path), str(tmp_path / "out.csv")), processes=1)
    rejected = read(tmp_path / "out.rejected.csv")

    assert (summary.people, summary.rejected, summary.bad_lines) == (4, 2, 1)
    assert [row[:2] for row in rejected] == [("2", "b"), ("4", "d"), ("3", None)]
    assert "did you mean `left`?" in rejected[0][2]
    assert [row[:2] for row in read(tmp_path / "out.people.csv")] == [
        ("a", "inferred"), ("b", "rejected"), ("d", "rejected"), ("e", "nothing"),
    ]  # fmt: skip


def test_long_files_stand_in_order(kb, tmp_path):
    """A long file out of order is refused with the row; in order it is worked out."""
    path = tmp_path / "cases.csv"
    path.write_text("id,item,side\nb,knees_in,left\na,knees_in,left\n", encoding="utf-8")
    with pytest.raises(QuestionError, match="row 2"):
        run(kb.base, Options(str(path), str(tmp_path / "out.csv")), processes=1)
    path.write_text("id,item,side\na,knees_in,left\nb,low_shoulder,left\nb,kness_in,left\n", encoding="utf-8")
    summary = run(kb.base, Options(str(path), str(tmp_path / "again.csv")), processes=1)

    assert (summary.people, summary.rejected) == (2, 1)
    assert read(tmp_path / "again.rejected.csv") == [("3", "b", "unknown item `kness_in`; did you mean `knees_in`?")]


@pytest.mark.parametrize("stop_after", [1, 3])
def test_a_killed_run_goes_on_as_if_nothing_had_been(kb, cases, tmp_path, stop_after):
    """A process that is killed between parts and in the middle of one; what comes of it is the same, byte for byte."""
    path = write(cases, tmp_path / "cases.parquet")
    run(kb.base, Options(str(path), str(tmp_path / "calm.parquet")), processes=1)
    code = f"""
    import os, signal, sys, myologic
    from myologic.population import parts
    from myologic.population.job import Options, run
    write, count = parts._Sink.write, 0
    def mortal(sink, table):
        global count
        write(sink, table)
        count += 1
        if count > {3 * stop_after + 1}:
            os.kill(os.getpid(), signal.SIGKILL)
    parts._Sink.write = mortal
    run(myologic.load().base, Options(sys.argv[1], sys.argv[2]), processes=1)
    """
    words = [sys.executable, "-c", textwrap.dedent(code), str(path), str(tmp_path / "killed.parquet")]
    died = subprocess.run(words, check=False, capture_output=True)
    done = sorted(each.name for each in (tmp_path / "killed.parquet.parts").glob("*.done"))

    assert died.returncode == -signal.SIGKILL
    assert len(done) == stop_after
    assert not (tmp_path / "killed.parquet").exists()

    again = Options(str(path), str(tmp_path / "killed.parquet"))
    with pytest.raises(QuestionError, match="--resume"):
        run(kb.base, again, processes=1)
    run(kb.base, again, processes=1, resume=True)
    for name in ("{}.parquet", "{}.people.parquet", "{}.rejected.csv"):
        calm, killed = (tmp_path / name.format(each) for each in ("calm", "killed"))
        assert calm.read_bytes() == killed.read_bytes()


def test_runs_killed_at_many_steps_leave_what_an_undisturbed_run_leaves():
    """Right before writes, flushes, renames and removals, in every form of output; benchmarks/population_killed.py does all of them."""
    script = Path(__file__).resolve().parents[2] / "benchmarks" / "population_killed.py"
    words = [sys.executable, str(script), "--every", "97", "--random", "1", "--people", "150"]
    found = subprocess.run(words, check=False, capture_output=True, text=True)

    assert (found.returncode, found.stdout.count(" 0 differ")) == (0, 8), found.stdout + found.stderr


def test_a_run_that_ended_while_it_tidied_up_is_begun_anew(kb, cases, tmp_path):
    """Marks of parts without a note of their run are nobody's: they are not taken for done."""
    path = write(cases, tmp_path / "cases.parquet")
    run(kb.base, Options(str(path), str(tmp_path / "calm.parquet")), processes=1)
    left = tmp_path / "out.parquet.parts"
    left.mkdir()
    (left / "00000001.done").write_text('{"people": 1}', encoding="utf-8")
    (tmp_path / ".out.people.parquet.4711.new").write_bytes(b"half")
    (tmp_path / ".other.4711.new").write_bytes(b"not ours")
    run(kb.base, Options(str(path), str(tmp_path / "out.parquet")), processes=1, resume=True)

    assert (tmp_path / "out.parquet").read_bytes() == (tmp_path / "calm.parquet").read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".")) == [".other.4711.new"]


def test_another_table_is_not_gone_on_with(kb, cases, tmp_path):
    """An unfinished run is taken up for the same table only."""
    path = write(cases, tmp_path / "cases.parquet")
    folder = tmp_path / "out.parquet.parts"
    folder.mkdir()
    (folder / "run.json").write_text(json.dumps({"version": 1, "input": "other"}), encoding="utf-8")
    with pytest.raises(QuestionError, match="another"):
        run(kb.base, Options(str(path), str(tmp_path / "out.parquet")), resume=True, processes=1)


def test_a_full_disk_is_said_and_spoils_nothing(kb, cases, tmp_path, monkeypatch, capfd):
    """The old result stays, the message says why, and the run can be gone on with."""
    path, out = write(cases, tmp_path / "cases.parquet"), tmp_path / "out.csv"
    out.write_text("the old one", encoding="utf-8")
    whole = parts._Sink.write

    def full(sink, table):
        if sink._path.name.startswith("verdicts-00000002"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        whole(sink, table)

    with monkeypatch.context() as patched:
        patched.setattr(parts._Sink, "write", full)
        assert main(["population", str(path), "-o", str(out), "--processes", "1"]) == 2
    assert "the disk is full" in capfd.readouterr().err
    assert out.read_text(encoding="utf-8") == "the old one"

    assert main(["population", str(path), "-o", str(out), "--processes", "1", "--resume"]) == 0
    assert len(read(out)) == len(kb.population(cases))


def test_a_damaged_file_is_said(kb, tmp_path, capfd):
    """Exit code 4 and one line, no traceback."""
    path = tmp_path / "cases.parquet"
    path.write_bytes(b"PAR1 not really")

    assert main(["population", str(path), "-o", str(tmp_path / "out.parquet")]) == 4
    assert "`cases.parquet` cannot be read" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cases.txt", "-o", "out.csv"], "the ending says"),
        (["none.csv", "-o", "out.csv"], "there is no file"),
        (["cases.csv", "-o", "none/out.csv"], "there is no folder"),
        (["cases.csv", "-o", "cases.csv"], "would take the place"),
        (["cases.csv"], "-o is missing"),
        (["cases.csv", "-o", "out.csv", "--explain", "a"], "takes no -o"),
        (["cases.csv", "--explain", "z"], "nobody called `z`"),
    ],
)
def test_misuse_is_exit_code_2(tmp_path, monkeypatch, capfd, words, said):
    """One line says what is wrong."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases.csv").write_text("id,knees_in\na,left\n", encoding="utf-8")

    assert main(["population", *words]) == 2
    assert said in capfd.readouterr().err


def test_rejected_rows_show_in_the_exit_code(tmp_path, capfd):
    """Whoever looks at nothing else sees that somebody was left out."""
    path = tmp_path / "cases.csv"
    path.write_text("id,knees_in\na,left\nb,lefft\n", encoding="utf-8")

    assert main(["population", str(path), "-o", str(tmp_path / "out.csv")]) == 1
    assert "rejected: 1" in capfd.readouterr().out


def test_explain_shows_the_person_as_a_case(kb, cases, drawing, tmp_path, capfd):
    """From the table of cases: the text and the exit code of the case."""
    drawn = drawing.People(kb.base, 21)
    told = [drawn.one() for _ in range(COUNT)]
    number = next(n for n, each in enumerate(told) if len(each) > 4 and "age" not in each and "red" not in str(each))
    path = write(cases, tmp_path / "cases.parquet")
    case = drawn.case(told[number])

    assert main(["population", str(path), "--explain", str(number)]) == case.exit_code
    assert capfd.readouterr().out.split("\n")[0] == case.text(sources=True).split("\n")[0]


def test_the_bits_of_clauses_lead_to_every_verdict(kb, cases, tmp_path, capfd):
    """What fired is enough: the facts that the bits lead to are those that the case has, without inferring anything."""
    from myologic.casework.facts import CASE
    from myologic.casework.verdicts import REPORTS
    from myologic.population.explain import case_of
    from myologic.population.fired import Fired
    from myologic.population.layout import layout

    found = kb.population_tables(cases.slice(0, 60), fired=True)
    plan = layout(kb.base)
    fired = Fired(plan)
    program = plan.circuit.program
    names = {place: name for name, place in program.predicates.items()}
    for row in found.people.to_pylist():
        steps = fired.steps(row["fired"])
        for atom, step in steps.items():
            assert all(each in steps for each in step.premises)
            assert not any(each in steps for each in step.absent if each >= 0), atom
        told = {
            f"{names[program.predicate_of(each)]} {program.terms.term(program.objects[each]).value}"
            for each in fired.told(row["fired"])
        }
        case = case_of(plan, told)
        for site in case.derived.objects(CASE, REPORTS):
            assert program.atom(REPORTS, site) in steps

    path = tmp_path / "people.parquet"
    pq.write_table(found.people, path)
    person = next(row["id"] for row in found.people.to_pylist() if row["status"] == "inferred")
    assert main(["population", str(path), "--explain", str(person)]) == 0
    assert "1. " in capfd.readouterr().out


def test_no_bar_where_nobody_looks(tmp_path, capfd):
    """Without a terminal stderr stays empty."""
    path = tmp_path / "cases.csv"
    path.write_text("id,knees_in\na,left\n", encoding="utf-8")

    assert main(["population", str(path), "-o", str(tmp_path / "out.csv")]) == 0
    assert capfd.readouterr().err == ""


def test_work_is_held_in_small_pieces(kb, cases, tmp_path, monkeypatch):
    """No more than a piece for each process and a little more is read ahead, however long the file is."""
    path = write(pa.concat_tables([cases] * 3), tmp_path / "cases.arrow")
    monkeypatch.setattr(job, "ALONE", 0)
    read_ahead, done = [], []
    pieces = job._pieces

    def counted(*arguments):
        for task in pieces(*arguments):
            read_ahead.append(task[0])
            yield task

    monkeypatch.setattr(job, "_pieces", counted)
    monkeypatch.setattr("myologic.population.streams.MOST_PEOPLE", 100)
    run(
        kb.base,
        Options(str(path), str(tmp_path / "out.arrow")),
        processes=1,
        told=lambda people, total: done.append(people),
    )

    assert len(read_ahead) == len(done) - 1
    assert done[-1] == 3 * COUNT
