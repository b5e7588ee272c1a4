"""Labels that lead back to their things are remembered for as long as nothing that their reading looked up is another."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from myologic.engine.terms import IRI, Literal, Place, Statement, Triple
from myologic.grammar.compile import build_lexicon
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.phrasebook import open_lexicon, pack_lexicon
from myologic.kb import check_words
from myologic.kb.check_words import check_labels
from myologic.kb.content import ContentText, ReadFile, read_file
from myologic.kb.files import ContentFile, shipped_files
from myologic.kb.kept_labels import KeptLabels
from myologic.kb.vocabulary import PREF_LABEL

NAMES = ("heel raise", "toe raise", "cat and cow", "what", "left", "raise", "hip hinge", "side plank", "bird dog", "the dog", "hinge")
SHIPPED = [each for each in shipped_files() if each.inside.startswith(("lexicon/words", "lexicon/inflection", "schema/"))]


class Named:
    """Things with names, and the words of the question language."""

    def __init__(self, names: dict[str, str]) -> None:
        self.triples = [each.triple for each in statements(names)]

    def match(self, subject: object, predicate: object, object_: object) -> list[Triple]:
        """Those with a predicate."""
        return [*(each for each in self.triples if each.predicate == predicate), *WORDS.get(predicate, ())]


def _words() -> dict[object, list[Triple]]:
    found: dict[object, list[Triple]] = {}
    for number, file in enumerate(SHIPPED):
        with open(file.path, "rb") as stream:
            read = read_file(ContentText(file, stream.read()), str(number))
        for each in read.statements:
            found.setdefault(each.triple.predicate, []).append(each.triple)
    return found


WORDS = _words()
TYPE, EXERCISE = IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), IRI("https://w3id.org/myologic/kb#Exercise")


def statements(names: dict[str, str]) -> tuple[Statement, ...]:
    """What says that there are exercises with these names."""
    at = Place("a.ttl", 1, 1)
    rows = [Triple(IRI(f"http://e/{thing}"), PREF_LABEL, Literal(name)) for thing, name in names.items()]
    rows += [Triple(IRI(f"http://e/{thing}"), TYPE, EXERCISE) for thing in names]
    return tuple(Statement(row, at, at, at) for row in rows)


def checked(names: dict[str, str], folder: Path | None, code: str = "a", packs: tuple[str, ...] = ()) -> list[str]:
    """The labels that do not lead back, with what another process kept."""
    sections = pack_lexicon(build_lexicon(Named(names)))  # type: ignore[arg-type]  # lists instead of iterators
    lexicon: Lexicon = open_lexicon(sections)
    phrases = {name: memoryview(data) for name, data in sections.items()}
    fine = KeptLabels(None if folder is None else str(folder), code, packs, phrases, lexicon)
    file = ReadFile(ContentFile("a.ttl", "a.ttl", "", "a.ttl"), "", statements(names))
    problems = list(check_labels([file], fine.lexicon, fine))
    fine.keep()
    return [each.message for each in problems]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were asked, in order."""
    texts: list[str] = []
    understand = check_words.understand

    def noted(text: str, lexicon: Lexicon) -> object:
        texts.append(text)
        return understand(text, lexicon)

    monkeypatch.setattr(check_words, "understand", noted)
    return texts


def test_fine_labels_are_not_asked_again(tmp_path: Path, asked: list[str]) -> None:
    """With the same phrases nothing is asked, with a name more only that name and what shares a row with it."""
    names = {"heel": "heel raise", "dog": "bird dog"}
    checked(names, tmp_path)
    asked.clear()
    checked(names, tmp_path)
    assert not asked

    checked({**names, "plank": "side plank"}, tmp_path)
    assert asked == ["side plank"]
    asked.clear()
    checked({"dog": "bird dog", "heel": "heel lift"}, tmp_path)
    assert asked == ["heel lift"]


def test_other_code_or_packs_know_nothing(tmp_path: Path, asked: list[str]) -> None:
    """What another code understood, or was asked on top of other packs, is asked again."""
    names = {"heel": "heel raise"}
    checked(names, tmp_path)
    for code, packs in (("b", ()), ("a", ("feet",))):
        asked.clear()
        checked(names, tmp_path, code, packs)
        assert asked


@pytest.mark.parametrize("damage", [b"", b"http://e/heel\theel raise", None])
def test_damaged_labels_are_forgotten(tmp_path: Path, asked: list[str], damage: bytes | None) -> None:
    """A file that was cut or changed says nothing."""
    checked({"heel": "heel raise"}, tmp_path)
    path = next(tmp_path.glob("*.labels"))
    path.write_bytes(path.read_bytes()[:-1] + b"x" if damage is None else damage)
    asked.clear()
    checked({"heel": "heel raise"}, tmp_path)

    assert asked


def test_without_a_folder_nothing_is_kept(tmp_path: Path, asked: list[str]) -> None:
    """Where nothing may be kept all are asked, and a blocked folder does no harm."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for folder in (None, tmp_path / "file" / "cache"):
        for _ in range(2):
            asked.clear()
            assert checked({"heel": "heel raise"}, folder) == []
            assert asked


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edit_kept_is_what_is_asked_from_scratch(tmp_path: Path, seed: int) -> None:
    """Names come, go and change, some of them such as nobody can ask for: the problems are those of a check that knows nothing."""
    random = Random(seed)
    names = {"one": "heel raise", "two": "left", "three": "cat and cow"}
    found = 0
    for _ in range(12):
        thing = random.choice(("one", "two", "three", "four"))
        if thing in names and random.random() < 0.3:
            del names[thing]
        else:
            names[thing] = random.choice(NAMES)
        problems = checked(names, tmp_path)
        found += len(problems)

        assert problems == checked(names, None)
    assert found
