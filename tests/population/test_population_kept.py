"""What tables are worked out with is kept for the next process, and only where it is of the same content and code."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from myologic.population import kept
from myologic.population.arrays import numbers_of
from myologic.population.columns import Work
from myologic.population.kept import kept_program
from myologic.population.layout import layout
from myologic.population.packing import wide_chunk
from myologic.population.program import program_of, unpacked_program
from myologic.population.ways import way


@pytest.fixture(scope="module")
def program(kb):
    """The program made from scratch."""
    return program_of(layout(kb.base))


@pytest.fixture
def based(kb, tmp_path, monkeypatch):
    """The knowledge base with a cache of its own; its layout is made once for all tests."""
    found = kb.base.as_new()
    found.cache = str(tmp_path)
    monkeypatch.setattr(kept, "layout", lambda _: layout(kb.base))
    return found


def test_what_was_packed_is_the_same_program(program):
    """Names and numbers survive, those of the network too."""
    assert unpacked_program(program.packed()) == program


def test_the_second_time_nothing_is_made(based, program, monkeypatch):
    """The first use keeps one file; after it the layout is not asked for."""
    first = kept_program(based)
    monkeypatch.setattr(kept, "layout", lambda kb: pytest.fail("made again"))

    assert kept_program(based) == first == program


def test_tables_say_the_same_by_a_kept_program(kb, drawing, program):
    """Verdicts, people and rejected ones, row by row."""
    from myologic.population.header import Reader

    drawn = drawing.People(kb.base, 12)
    table = drawing.wide_table([drawn.one() for _ in range(200)])
    table["knees_in"][3] = "lefft"
    batch = pa.table(table).to_batches()[0]
    reader = Reader(way(kb.base))
    header = reader.header(batch.schema.names)
    found, expected = (
        Work(each).tables(wide_chunk(batch, header, reader)) for each in (unpacked_program(program.packed()), program)
    )

    assert [getattr(found, name) for name in ("verdicts", "people", "rejected")] == [
        getattr(expected, name) for name in ("verdicts", "people", "rejected")
    ]


def test_a_damaged_file_is_made_again(based, program, tmp_path):
    """Half a file is none."""
    kept_program(based)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:1000])

    assert kept_program(based) == program
    assert path.stat().st_size > 1000


def test_other_content_has_another_file(based, tmp_path):
    """The name depends on the content."""
    kept_program(based)
    based.hash = "0" * 32
    kept_program(based)

    assert len(list(tmp_path.iterdir())) == 2


def test_code_that_changed_since_is_not_trusted(based, tmp_path, monkeypatch):
    """Where a file is younger than what runs, nothing is read or kept."""
    monkeypatch.setattr(kept, "_IMPORTED_SECONDS", 0.0)
    kept_program(based)

    assert list(tmp_path.iterdir()) == []


def test_without_a_cache_nothing_is_kept(based, program, monkeypatch):
    """Who loads without a cache leaves nothing behind."""
    based.cache = None
    monkeypatch.setattr(kept, "_keep", lambda *_: pytest.fail("kept"))

    assert kept_program(based) == program


def test_a_folder_that_cannot_be_written_costs_only_time(based, program, tmp_path):
    """The program is made and not kept."""
    based.cache = str(tmp_path / "nowhere")

    assert kept_program(based) == program


def test_json_alone_is_kept(program):
    """Nothing that could be executed stands in the file."""
    said = json.loads(program.packed())

    assert set(said) == {
        "places", "kinds", "urgencies", "flags", "decided", "first_fired", "rows", "names", "wanted"
    }  # fmt: skip


@pytest.mark.parametrize("kind", [pa.bool_(), pa.int16(), pa.int64(), pa.uint8()])
def test_numbers_are_read_from_buffers(kind):
    """Slices and empty arrays too."""
    array = pa.array([1, 0, 1, 1, 0], kind) if kind != pa.bool_() else pa.array([True, False, True, True, False])

    assert numbers_of(array.slice(2)).tolist() == array.slice(2).to_pylist()
    assert numbers_of(pa.array([], kind)).tolist() == []
