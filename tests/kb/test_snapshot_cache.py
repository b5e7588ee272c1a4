"""The compiled knowledge base is kept, found again, rebuilt when anything changed, and never needed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from myologic.engine.errors import ContentError
from myologic.engine.terms import IRI
from myologic.kb import cache, load
from myologic.kb import compile as compiling
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import kb_

MY = "https://example.org/my/"
TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:plantaris a kb:Muscle ; skos:prefLabel "plantaris"@en ; dct:source my:leaflet .
my:towel-curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; kb:strengthens my:plantaris ; dct:source my:leaflet .
"""
SCHEMA = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix src: <https://w3id.org/myologic/source/> .
kb:Thing a rdfs:Class ; rdfs:label "thing"@en ; dct:source src:us .
kb:Source a rdfs:Class ; rdfs:subClassOf kb:Thing ; rdfs:label "source"@en ; dct:source src:us .
kb:Muscle a rdfs:Class ; rdfs:subClassOf kb:Thing ; rdfs:label "muscle"@en ; dct:source src:us .
kb:Exercise a rdfs:Class ; rdfs:subClassOf kb:Thing ; rdfs:label "exercise"@en ; dct:source src:us .
kb:strengthens a rdf:Property ; rdfs:label "strengthens"@en ; dct:source src:us .
src:us a kb:Source ; dct:title "us" .
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small shipped content, one file of code and an empty cache folder: quick, and the same whoever edits what."""
    root = tmp_path / "content"
    (root / "schema").mkdir(parents=True)
    (root / "schema" / "classes.ttl").write_text(SCHEMA, encoding="utf-8")
    monkeypatch.setattr("myologic.kb.files.shipped_root", lambda: str(root))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "feet.ttl").write_text(TURTLE, encoding="utf-8")
    (tmp_path / "code.py").write_text("first = 1\n", encoding="utf-8")
    monkeypatch.setattr("myologic.kb.cache.code_files", lambda: iter([str(tmp_path / "code.py")]))
    monkeypatch.setattr("myologic.kb.load._IMPORTED_SECONDS", time.time() + 60)
    yield tmp_path


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The content hashes that were compiled, in order."""
    hashes: list[str] = []
    real = compiling.compile_content

    def counting(files: object, name: str, content_hash: str, packs: object, parts: object) -> dict[str, bytes]:
        hashes.append(content_hash)
        return real(files, name, content_hash, packs, parts)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr("myologic.kb.compile.compile_content", counting)
    return hashes


def settle(folder: Path, seconds: float = 60.0) -> None:
    """Let all files below a folder look as if they had been written some time ago."""
    for path in folder.rglob("*"):
        if path.is_file():
            past = path.stat().st_mtime - seconds
            os.utime(path, (past, past))


def snapshots(small: Path) -> list[Path]:
    """The snapshot files that are kept."""
    return sorted((small / "cache" / "myologic").glob("*.snapshot"))


def knows(base: KnowledgeBase) -> set[str]:
    """The ends of the addresses of all exercises."""
    return {iri.value.removeprefix(MY) for iri in base.instances(kb_("Exercise"))}


def test_second_load_compiles_nothing(small: Path, compiled: list[str]) -> None:
    """What was compiled once is read the next time, with the same hash and the same facts."""
    first, second = load.load(small / "pack"), load.load(small / "pack")

    assert len(compiled) == 1
    assert (first.hash, len(first), knows(first)) == (second.hash, len(second), knows(second))
    assert second.packs == ("pack",)


def test_changed_content_is_compiled_again(small: Path, compiled: list[str]) -> None:
    """An edit of the same length in the same moment is noticed."""
    load.load(small / "pack")
    path = small / "pack" / "feet.ttl"
    before = path.stat()
    path.write_text(TURTLE.replace("my:towel-curl", "my:towel-pull"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert knows(load.load(small / "pack")) == {"towel-pull"}
    assert len(compiled) == 2


def test_going_back_finds_the_old_snapshot(small: Path, compiled: list[str]) -> None:
    """Snapshots are named by content: an undone edit needs no compilation."""
    path = small / "pack" / "feet.ttl"
    load.load(small / "pack")
    path.write_text(TURTLE + "# more\n", encoding="utf-8")
    load.load(small / "pack")
    path.write_text(TURTLE, encoding="utf-8")

    assert knows(load.load(small / "pack")) == {"towel-curl"}
    assert len(compiled) == 2


def test_new_and_removed_files_are_noticed(small: Path, compiled: list[str]) -> None:
    """Adding a file and taking it away again change what is known."""
    load.load(small / "pack")
    extra = small / "pack" / "deep" / "more.ttl"
    extra.parent.mkdir()
    extra.write_text(TURTLE.replace("my:towel-curl", "my:toe-press").replace('"towel', '"toe'), encoding="utf-8")

    assert knows(load.load(small / "pack")) == {"towel-curl", "toe-press"}
    extra.unlink()
    assert knows(load.load(small / "pack")) == {"towel-curl"}


def test_changed_code_is_compiled_again(small: Path, compiled: list[str]) -> None:
    """A snapshot of other code is not used."""
    settle(small)
    load.load(small / "pack")
    (small / "code.py").write_text("other = 2\n", encoding="utf-8")
    load.load(small / "pack")

    assert len(compiled) == 2
    assert len(snapshots(small)) == 2


def test_code_changed_under_a_running_program_keeps_nothing(
    small: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code on disk that is newer than the code that runs: compile, and leave no snapshot in its name."""
    monkeypatch.setattr("myologic.kb.load._IMPORTED_SECONDS", 0.0)
    load.load(small / "pack")

    assert len(compiled) == 1
    assert snapshots(small) == []


@pytest.mark.parametrize("damage", ["shorten", "flip", "empty", "remove"])
def test_damaged_snapshot_is_rebuilt_silently(
    damage: str, small: Path, compiled: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever happened to the file, the answer is the same and nothing is printed."""
    load.load(small / "pack")
    (path,) = snapshots(small)
    data = path.read_bytes()
    if damage == "remove":
        path.unlink()
    else:
        path.write_bytes({"shorten": data[:-9], "flip": data[:99] + b"!" + data[100:], "empty": b""}[damage])
    again = load.load(small / "pack")

    assert knows(again) == {"towel-curl"}
    assert again.notices == ()
    assert len(compiled) == 2
    assert path.read_bytes() == data
    assert capfd.readouterr() == ("", "")


def test_unwritable_cache_only_costs_time(
    small: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where nothing can be kept the content is compiled each time, and a notice says so."""
    (small / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(small / "file"))
    bases = [load.load(small / "pack") for _ in range(2)]

    assert [knows(base) for base in bases] == [{"towel-curl"}] * 2
    assert len(compiled) == 2
    assert len(bases[0].notices) == 1 and str(small / "file") in bases[0].notices[0]
    assert capfd.readouterr() == ("", "")


def test_without_cache_nothing_is_written(small: Path) -> None:
    """`use_cache=False` reads and leaves no file."""
    load.load(small / "pack", use_cache=False)

    assert not (small / "cache").exists()


def test_stamp_spares_the_reading_of_content(
    small: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once inputs have settled, the snapshot is found by sizes and times alone."""
    monkeypatch.setattr("myologic.kb.cache.SETTLED_SECONDS", -60.0)
    load.load(small / "pack")
    monkeypatch.setattr("myologic.kb.load._fetch", None)

    assert knows(load.load(small / "pack")) == {"towel-curl"}
    assert len(compiled) == 1


def test_snapshot_that_a_stamp_vouches_for_is_not_read_whole(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot that was found whole and is as it was is opened without its checksum."""
    monkeypatch.setattr("myologic.kb.cache.SETTLED_SECONDS", -60.0)
    load.load(small / "pack")
    monkeypatch.setattr("myologic.kb.load.read_snapshot", None)

    assert knows(load.load(small / "pack")) == {"towel-curl"}


@pytest.mark.parametrize("damage", ["shorten", "flip", "empty"])
def test_damaged_snapshot_is_noticed_behind_a_stamp(
    damage: str, small: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stamp vouches for the file that was checked, not for what somebody wrote to it since, and a new one is written."""
    monkeypatch.setattr("myologic.kb.cache.SETTLED_SECONDS", -60.0)
    load.load(small / "pack")
    (path,) = snapshots(small)
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.write({"shorten": b"", "flip": data[:99] + b"!", "empty": b""}[damage])
        file.truncate({"shorten": len(data) - 9, "flip": len(data), "empty": 0}[damage])

    assert knows(load.load(small / "pack")) == {"towel-curl"}
    assert len(compiled) == 2
    assert path.read_bytes() == data
    monkeypatch.setattr("myologic.kb.load._fetch", None)
    assert knows(load.load(small / "pack")) == {"towel-curl"}


def test_touched_snapshot_is_checked_and_vouched_for_again(
    small: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot that only looks changed is read whole once, not compiled."""
    monkeypatch.setattr("myologic.kb.cache.SETTLED_SECONDS", -60.0)
    load.load(small / "pack")
    (path,) = snapshots(small)
    os.utime(path, (1.0, 1.0))
    load.load(small / "pack")
    monkeypatch.setattr("myologic.kb.load._fetch", None)

    assert knows(load.load(small / "pack")) == {"towel-curl"}
    assert len(compiled) == 1


def test_young_inputs_get_no_stamp(small: Path) -> None:
    """Of a file written just now a second version could look the same, so sizes and times are not trusted yet."""
    load.load(small / "pack")

    assert list((small / "cache" / "myologic").glob("*.stamp")) == []


def test_stamp_of_other_inputs_is_not_used(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stamp is compared character for character."""
    monkeypatch.setattr("myologic.kb.cache.SETTLED_SECONDS", -60.0)
    load.load(small / "pack")
    (stamp,) = (small / "cache" / "myologic").glob("*.stamp")
    stamp.write_text(stamp.read_text(encoding="utf-8").replace("\t", "\t1", 1), encoding="utf-8")
    listing = cache.list_inputs(())

    assert cache.find_stamped(str(small / "cache" / "myologic"), listing) is None
    assert knows(load.load(small / "pack")) == {"towel-curl"}


def test_a_pack_without_files_is_not_taken_for_none(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder brings nothing to read, and is named among the packs all the same, whoever was opened before."""
    monkeypatch.setattr("myologic.kb.cache.SETTLED_SECONDS", -60.0)
    (small / "empty").mkdir()

    found = [load.load(*packs).packs for packs in ((), (small / "empty",), (), (small / "empty",), (small / "empty", small / "pack"))]
    assert found == [(), ("empty",), (), ("empty",), ("empty", "pack")]


def test_old_stamps_are_let_go(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs that are opened once and never again leave no stamps behind for ever; the newest stay."""
    monkeypatch.setattr("myologic.kb.cache.SETTLED_SECONDS", -60.0)
    monkeypatch.setattr("myologic.kb.cache.KEPT_STAMPS", 2)
    for number in range(4):
        (small / f"pack{number}").mkdir()
        load.load(small / f"pack{number}")

    assert len(list((small / "cache" / "myologic").glob("*.stamp"))) == 2
    assert load.load(small / "pack3").packs == ("pack3",)


def test_stamp_cannot_lead_elsewhere(small: Path) -> None:
    """A stamp names a file of its own folder and nothing else."""
    listing = cache.list_inputs(())
    folder = small / "cache" / "myologic"
    folder.mkdir(parents=True)
    (folder / listing.stamp_name).write_text(f"../../../etc/passwd\n{listing.text}", encoding="utf-8")

    assert cache.find_stamped(str(folder), listing) is None


def test_old_snapshots_are_let_go(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the newest few are kept."""
    monkeypatch.setattr("myologic.kb.cache.KEPT_SNAPSHOTS", 2)
    for number in range(4):
        (small / "pack" / "feet.ttl").write_text(TURTLE + f"# {number}\n", encoding="utf-8")
        load.load(small / "pack")

    assert len(snapshots(small)) == 2


def test_relative_cache_home_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """The base directory specification wants an absolute path; another one is as good as none."""
    monkeypatch.setenv("XDG_CACHE_HOME", "somewhere")

    assert os.path.isabs(cache.cache_folder())
    assert "somewhere" not in cache.cache_folder()


def test_broken_content_is_not_kept(small: Path) -> None:
    """Content with errors raises them all, and leaves no snapshot."""
    (small / "pack" / "bad.ttl").write_text("my:x a kb:Muscle .\n", encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load.load(small / "pack")
    assert {each.line for each in caught.value.problems} == {1}
    assert snapshots(small) == []


def test_places_are_those_of_the_folder_as_it_was_named(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same content under another name shows that name, and has the same hash."""
    monkeypatch.chdir(small)
    named, whole = load.load("pack"), load.load(small / "pack")
    files = []
    for base in (named, whole):
        place = base.place(next(base.match(IRI(MY + "towel-curl"), None, None)))
        assert place is not None
        files.append(place.file)

    assert files == [os.path.join("pack", "feet.ttl"), str(small / "pack" / "feet.ttl")]
    assert named.hash == whole.hash


def test_several_threads_may_load_at_once(small: Path) -> None:
    """Loads that race for the same snapshot all succeed and agree, and leave one whole file."""
    with ThreadPoolExecutor(4) as pool:
        bases = list(pool.map(lambda _: load.load(small / "pack"), range(8)))

    assert {base.hash for base in bases} == {bases[0].hash}
    assert all(knows(base) == {"towel-curl"} for base in bases)
    assert len(snapshots(small)) == 1
    assert list((small / "cache" / "myologic").glob("*.part")) == []
