"""Loading: what packs add, what is refused, and how sure and how well explained the result is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from myologic.engine.errors import ContentError, LimitError, RuleError
from myologic.engine.terms import IRI, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.check import check
from myologic.kb.load import load
from myologic.kb.vocabulary import id_, kb_

pytestmark = pytest.mark.usefixtures("lean_content")

MY = "https://example.org/my/"
TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix id: <https://w3id.org/myologic/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix lex: <https://w3id.org/myologic/lex#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
"""
FEET = (
    TURTLE
    + """\
my:leaflet a kb:Source ; dct:title "Leaflet on feet" ; dct:creator "Foot Clinic" ; kb:year 2020 .
my:plantaris a kb:Muscle ; skos:prefLabel "plantaris"@en ; skos:altLabel "sole muscle"@en ; dct:source my:leaflet .
my:towel-curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; my:eases my:plantaris ; kb:certainty "low" ;
    dct:source my:leaflet .
my:eases a rdf:Property ; rdfs:label "eases"@en ; lex:verb "ease"@en ; lex:inverse "is eased by"@en ;
    dct:source my:leaflet .
my:easing-strengthens a kb:Rule ; skos:prefLabel "easing strengthens"@en ;
    kb:sentence "{e} eases {m} and so strengthens it"@en ; kb:certainty "very-low" ; dct:source my:leaflet .
"""
)
PREFIXES = "PREFIX kb: <https://w3id.org/myologic/kb#>\nPREFIX my: <https://example.org/my/>\n"
RULE = PREFIXES + "RULE my:easing-strengthens { ?e kb:strengthens ?m } WHERE { ?e my:eases ?m }\n"
CURL, PLANTARIS = IRI(MY + "towel-curl"), IRI(MY + "plantaris")
STRENGTHENS = Triple(CURL, kb_("strengthens"), PLANTARIS)

MakePack = Callable[..., Path]


def write(folder: Path, **files: str) -> Path:
    """A folder with files; `_` before the ending stands for the dot."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / ".".join(name.rsplit("_", 1))).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def feet(lean_content: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The shipped content with a small pack on top."""
    folder = write(tmp_path_factory.mktemp("packs") / "feet", a_ttl=FEET, a_srl=RULE)
    return load(folder, use_cache=False)


def test_pack_lies_on_top_of_the_shipped_content(feet: KnowledgeBase) -> None:
    """Things of the pack and of the shipped content stand side by side, with names and sources."""
    muscles = feet.instances(kb_("Muscle"))

    assert PLANTARIS in muscles and id_("gluteus-maximus") in muscles
    assert feet.names(PLANTARIS) == ("plantaris", "sole muscle")
    assert [source.citation for source in feet.sources(PLANTARIS)] == ["Foot Clinic (2020). Leaflet on feet"]
    assert feet.packs == ("feet",)


def test_kinds_are_public_words(feet: KnowledgeBase) -> None:
    """The kind of a thing is the word of its class, or of the class above that has one."""
    assert feet.kind(CURL) == "exercise"
    assert feet.kind(id_("hamstrings")) == "muscle"
    assert feet.kind(IRI(MY + "nothing")) == "thing"


def test_derived_fact_has_a_proof_down_to_the_file(feet: KnowledgeBase) -> None:
    """A rule of the pack fires; its proof names the rule and the place of what was written."""
    proof = feet.proof(STRENGTHENS)

    assert feet.is_derived(STRENGTHENS)
    assert proof is not None and proof.rule is not None and proof.rule.name == IRI(MY + "easing-strengthens")
    assert [(variable.name, term) for variable, term in proof.bindings] == [("e", CURL), ("m", PLANTARIS)]
    (written,) = proof.given()
    place = feet.place(written)
    assert place is not None and place.file.endswith("a.ttl")
    assert (place.line, place.column) == (TURTLE.count("\n") + 3, FEET.split("\n")[place.line - 1].index("my:plan") + 1)


def test_certainty_is_that_of_the_weakest_part(feet: KnowledgeBase) -> None:
    """A written fact is as sure as its node says, a derived one at most as its rule."""
    assert feet.certainty(Triple(CURL, IRI(MY + "eases"), PLANTARIS)) == "low"
    assert feet.certainty(STRENGTHENS) == "very-low"
    assert feet.certainty(Triple(PLANTARIS, kb_("strengthens"), CURL)) is None


def test_rule_note_tells_what_authors_wrote(feet: KnowledgeBase) -> None:
    """Label, sentence, certainty and sources of a rule come from its description."""
    note = feet.rule_note(IRI(MY + "easing-strengthens"))

    assert note is not None
    assert (note.label, note.certainty) == ("easing strengthens", "very-low")
    assert note.sentence == "{e} eases {m} and so strengthens it"
    assert [source.id for source in note.sources] == [MY + "leaflet"]
    assert feet.rule_note(IRI(MY + "nothing")) is None


def test_case_on_top_leaves_the_knowledge_base_alone(feet: KnowledgeBase) -> None:
    """More facts bring more conclusions, in a layer of their own."""
    other = IRI(MY + "sand-walk")
    layer = feet.overlay([Triple(other, IRI(MY + "eases"), PLANTARIS)])
    conclusion = Triple(other, kb_("strengthens"), PLANTARIS)

    assert conclusion in set(layer.derived())
    assert layer.is_derived(conclusion) and layer.proof(conclusion) is not None
    assert layer.certainty(conclusion) == "very-low"
    assert layer.label(PLANTARIS) == "plantaris"
    assert not feet.has(*conclusion)


def test_why_not_names_what_is_missing(feet: KnowledgeBase) -> None:
    """What does not hold is explained by the nearest rule."""
    misses = feet.why_not(Triple(IRI(MY + "sand-walk"), kb_("strengthens"), PLANTARIS))

    assert IRI(MY + "easing-strengthens") in {miss.rule.name for miss in misses}


def test_two_packs_keep_their_blank_nodes_apart(tmp_path: Path) -> None:
    """The same label in two files is two nodes."""
    text = TURTLE + '_:n a kb:Parameter ; kb:name "{}" .\n'
    base = load(
        write(tmp_path / "one", a_ttl=text.format("one")), write(tmp_path / "two", a_ttl=text.format("two")),
        use_cache=False,
    )
    found = {triple.subject: triple.object for triple in base.match(None, kb_("name"), None)}
    values = [getattr(term, "lexical", "") for term in found.values()]

    assert base.packs == ("one", "two")
    assert {"one", "two"} <= set(values)


def test_same_content_gives_the_same_bytes(tmp_path: Path, feet: KnowledgeBase) -> None:
    """The hash of the content does not depend on where a pack lies, and facts come in one order."""
    again = load(write(tmp_path / "feet", a_ttl=FEET, a_srl=RULE), use_cache=False)

    assert again.hash == feet.hash
    assert again.cache is None  # what is made of it may not be kept either
    assert list(again.match(None, None, PLANTARIS)) == list(feet.match(None, None, PLANTARIS))


# Broken content: the files, the class of the error, its kind, and words of its first message.
UNSAFE = PREFIXES + "RULE my:r { ?x kb:strengthens ?z } WHERE { ?x kb:primary ?y }"
CYCLE = PREFIXES + "RULE my:r { ?x my:p 1 } WHERE { ?x a kb:Muscle NOT { ?x my:p 1 } }"
DEEP = TURTLE + "my:x kb:note " + "[ kb:note " * 80 + "1" + " ]" * 80 + " ."
TYPO = TURTLE + "my:x a kb:Muscle ; kb:strenghtens my:x ."
PERHAPS = TURTLE + 'my:x a kb:Muscle ; kb:paired "perhaps" .'
ESCAPE = TURTLE + 'my:x a kb:Muscle ; skos:prefLabel "a\\u001Bb"@en .'
REFUSED = {
    "malformed": ({"a_ttl": "my:x a kb:Muscle"}, ContentError, "syntax", "my:"),
    "unknown property": ({"a_ttl": TYPO}, ContentError, "vocabulary", "kb:strenghtens"),
    "ill-typed literal": ({"a_ttl": PERHAPS}, ContentError, "literal", "perhaps"),
    "control character": ({"a_ttl": ESCAPE}, ContentError, "character", "U+001B"),
    "unsafe rule": ({"a_srl": UNSAFE}, RuleError, "well-formedness", "`?z`"),
    "cycle": ({"a_srl": CYCLE, "a_ttl": TURTLE + "my:p a rdf:Property ."}, RuleError, "stratification", "my:r"),
    "import": ({"a_srl": "IMPORTS <https://example.org/a.srl>"}, RuleError, "import", "example.org"),
    "nesting": ({"a_ttl": DEEP}, LimitError, "limit", "64"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_broken_content_is_refused(name: str, tmp_path: Path) -> None:
    """Each kind of broken content raises its error with the place; nothing of it is taken over silently."""
    files, error, kind, words = REFUSED[name]

    with pytest.raises(error) as caught:
        load(write(tmp_path / "pack", **files), use_cache=False)
    problem = caught.value.problems[0]
    assert type(caught.value) is error
    assert (problem.kind, words in problem.message) == (kind, True)
    assert Path(problem.file).parent == tmp_path / "pack" and problem.line >= 1 and problem.column >= 1


def test_rules_that_grow_without_measure_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cap on derived facts is an error that names the rule, for `load` and for `check`."""
    monkeypatch.setattr("myologic.kb.compile.DERIVED_FACTS", 20_000)
    rule = PREFIXES + "RULE my:easing-strengthens { ?a my:eases ?b } WHERE { ?a a ?k . ?b a ?l }"
    folder = write(tmp_path / "pack", a_ttl=FEET, a_srl=RULE, b_srl=rule)

    with pytest.raises(LimitError) as caught:
        load(folder, use_cache=False)
    assert "easing-strengthens" in caught.value.problems[0].message
    assert [each.kind for each in check(folder) if each.severity == "error"] == ["limit"]


def test_files_of_a_pack_import_each_other(tmp_path: Path) -> None:
    """An import within the pack is granted; what it names is read once, as it would be without it."""
    folder = write(tmp_path / "pack", a_ttl=FEET, a_srl=RULE, b_srl="IMPORTS <a.srl>")
    base = load(folder, use_cache=False)

    assert base.has(*STRENGTHENS)
    assert len(base.inference.proofs(STRENGTHENS)) == 1


def test_missing_pack_is_named() -> None:
    """A folder that does not exist is an error with its name."""
    with pytest.raises(FileNotFoundError, match="no-such-pack"):
        load("no-such-pack")


def test_incomplete_pack_is_loaded_all_the_same(tmp_path: Path) -> None:
    """A missing label or source is a matter for `check`; what is written still answers."""
    base = load(write(tmp_path / "pack", a_ttl=TURTLE + "my:x a kb:Muscle .\n"), use_cache=False)

    assert IRI(MY + "x") in base.instances(kb_("Muscle"))
    assert base.label(IRI(MY + "x")) == "x"


def test_warm_start_imports_no_parser(tmp_path: Path) -> None:
    """A fresh interpreter with a kept knowledge base reads names, facts and proofs without parser or library."""
    code = """
import sys, time
from myologic.kb import load as loading
from myologic.kb.vocabulary import id_, kb_
base = loading.load()
fact = next(base.match(None, kb_("strengthens"), id_("gluteus-maximus")))
assert base.proof(fact) is not None and base.label(fact.subject)
heavy = "lark rdflib networkx yaml pyoxigraph numpy click asyncio unittest inspect difflib importlib.resources".split()
heavy += ["myologic.grammar.turtle", "myologic.grammar.srl", "myologic.engine.inference", "myologic.kb.compile"]
print([name for name in heavy if name in sys.modules])
"""
    environment = {"XDG_CACHE_HOME": str(tmp_path), "PATH": "", "PYTHONPATH": ""}
    command = [sys.executable, "-W", "error", "-c", code]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    warm = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)

    assert warm.stdout.strip() == "[]", warm.stderr
