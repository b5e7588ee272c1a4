"""Parts of compiled content that are kept are what making them anew gives, and are made anew where anything they rest on changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name
from random import Random

import pytest

from myologic.kb import compile as compiling
from myologic.kb.base import KnowledgeBase
from myologic.kb.content import ContentText, read_files
from myologic.kb.files import ContentFile
from myologic.kb.kept_parts import KeptParts
from myologic.kb.late import make_ground, make_inference

TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix lex: <https://w3id.org/myologic/lex#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my: <https://example.org/my/> .
kb:said kb:ofCase true .
kb:note a rdf:Property ; rdfs:label "note"@en .
my:Sign a rdfs:Class ; rdfs:label "sign"@en .
my:limp a my:Sign ; skos:prefLabel "limp"@en ; kb:goesWith my:weak, my:sore ; kb:certainty "low" ; kb:note "seen"@en .
my:weak skos:prefLabel "weak"@en .
my:sore skos:prefLabel "sore"@en .
my:rested skos:prefLabel "rested"@en ; kb:rulesOut my:sore .
"""
RULES = """\
PREFIX kb: <https://w3id.org/myologic/kb#>
PREFIX rule: <https://w3id.org/myologic/rule/>
RULE rule:shows { ?who kb:shows ?state } WHERE {
  ?who kb:said ?sign . ?sign kb:goesWith ?state . NOT { ?who kb:said ?other . ?other kb:rulesOut ?state } }
RULE rule:together { ?state kb:meets ?other } WHERE { ?sign kb:goesWith ?state . ?sign kb:goesWith ?other }
"""


def sections(turtle: str, parts: KeptParts | None = None, rules: str = RULES) -> dict[str, bytes]:
    """Content compiled, with parts that are kept or from scratch."""
    texts = [
        ContentText(ContentFile(f"kb/{name}", f"kb/{name}", "", name), text.encode(), None)
        for name, text in (("a.ttl", turtle), ("b.srl", rules))
    ]
    made = compiling.compile_content(read_files(texts), "test", "hash", (), parts)
    parts = parts or KeptParts(None, "")
    for there, make in (("inference.run", make_inference), ("ground.head", make_ground)):
        if there not in made:
            made |= make(KnowledgeBase({name: memoryview(data) for name, data in made.items()}), parts)
    return made


PARTS = {
    "conclusions": "myologic.kb.conclusions.Reasoning.conclude",
    "proofs": "myologic.kb.compile.pack_proofs",
    "lexicon": "myologic.grammar.compile.build_lexicon",
    "inference": "myologic.kb.conclusions.Reasoning.inference_parts",
    "late inference": "myologic.kb.late.finished_parts",
    "program": "myologic.kb.conclusions.Reasoning.program_parts",
    "ground": "myologic.kb.late._ground",
}
LEXICON = ["phrases", "alarms", "inclined"]
ALL = ["conclusions", "proofs", "inference", "program", *LEXICON, "ground"]
RULED = ["conclusions", "proofs", "inference", "ground"]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that were made from scratch, in order."""
    parts: list[str] = []

    def counted(name: str, make: Callable[..., object]) -> Callable[..., object]:
        def made_now(*given: object) -> object:
            parts.append(str(given[-1]) if name == "lexicon" else name)
            return make(*given)

        return made_now

    for name, path in PARTS.items():
        monkeypatch.setattr(path, counted(name, resolve_name(path)))
    return parts


@pytest.mark.parametrize(
    "edit, anew",
    [
        (("", ""), []),
        (('"seen"', '"seen twice"'), []),
        (("my:weak skos:prefLabel", "my:aa kb:note \"new\"@en .\nmy:weak skos:prefLabel"), []),
        (('"sore"', '"tender"'), ["phrases"]),
        (('"low"', '"high"'), RULED),
        (("kb:rulesOut my:sore", "kb:rulesOut my:weak"), ["late inference", "ground"]),
        ((", my:sore", ""), RULED),
        (("kb:ofCase true", "kb:ofCase false"), RULED),
        (("kb:note a rdf:Property", 'kb:note a rdf:Property ; lex:verb "notes"@en'), ["proofs", "phrases"]),
        (('kb:note "seen"@en', 'kb:note "seen"@en ; lex:says "limps"@en'), ["alarms"]),
        (('kb:note "seen"@en', 'kb:note "seen"@en ; lex:bias "1.5"'), ["inclined"]),
    ],
)
def test_kept_is_what_is_made_from_scratch(tmp_path: Path, made: list[str], edit: tuple[str, str], anew: list[str]) -> None:
    """After an edit only what rests on the edited facts is made again, and everything is as if nothing had been kept."""
    sections(TURTLE, KeptParts(str(tmp_path), "code"))
    edited = TURTLE.replace(*edit)
    made.clear()
    found = sections(edited, KeptParts(str(tmp_path), "code"))
    done = list(made)

    assert found == sections(edited)
    assert "ground.body" in found and done == anew


def test_other_rules_code_or_packs_are_other_parts(tmp_path: Path, made: list[str]) -> None:
    """A rule that says something else makes another program, other code makes everything anew."""
    sections(TURTLE, KeptParts(str(tmp_path), "code"))
    other = RULES.replace("kb:shows ?state }", "kb:hints ?state }")
    made.clear()

    assert sections(TURTLE, KeptParts(str(tmp_path), "code"), other) == sections(TURTLE, None, other)
    assert made == ["conclusions", "proofs", "inference", "program", "ground", *ALL]
    made.clear()
    sections(TURTLE, KeptParts(str(tmp_path), "other"))
    assert made == ALL
    made.clear()
    sections(TURTLE, KeptParts(str(tmp_path), "code", ("pack",)))
    assert made == ALL


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_damaged_parts_are_made_again(tmp_path: Path, made: list[str], damage: bytes | None) -> None:
    """Whatever happened to what was kept, the content is the same."""
    whole = sections(TURTLE, KeptParts(str(tmp_path), "code"))
    for path in tmp_path.glob("*.made"):
        path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)
    made.clear()

    assert sections(TURTLE, KeptParts(str(tmp_path), "code")) == whole
    assert made == ALL


def test_without_a_folder_nothing_is_kept(tmp_path: Path, made: list[str]) -> None:
    """Where nothing may be kept, or the folder cannot be written, everything is made."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert sections(TURTLE, KeptParts(None, "code")) == sections(TURTLE, KeptParts(str(tmp_path / "file"), "code"))
    assert made == ALL * 2 and [each.name for each in tmp_path.iterdir()] == ["file"]


LINES = (
    "my:limp kb:goesWith my:weak .",
    "my:limp kb:goesWith my:tired ; kb:certainty \"high\" .",
    "my:stiff a my:Sign ; skos:prefLabel \"stiff\"@en ; kb:goesWith my:sore, my:weak ; kb:certainty \"moderate\" .",
    "my:weak kb:meets my:sore .",
    "my:rested kb:rulesOut my:weak ; kb:certainty \"low\" .",
    "my:tired skos:prefLabel \"tired\"@en ; skos:altLabel \"worn out\"@en ; kb:note \"weary\"@en .",
    "my:tired kb:note [ kb:note \"deep\"@en ] .",
    "kb:goesWith a rdf:Property ; rdfs:label \"goes with\"@en ; lex:verb \"goes with\"@en .",
    "kb:meets a rdf:Property ; rdfs:label \"meets\"@en ; lex:verb \"meets\"@en ; lex:inverse \"is met by\"@en .",
    "kb:felt kb:ofCase true .",
    "rule:together kb:certainty \"low\" ; kb:chainLoss 1 .",
    "rule:shows kb:certainty \"moderate\" ; kb:corroborates true .",
)
MORE_RULES = (
    "RULE rule:back { ?other kb:meets ?state } WHERE { ?state kb:meets ?other . NOT { ?other kb:rulesOut ?state } }",
    "RULE rule:named { ?state kb:called ?name } WHERE { ?state kb:meets ?other . ?state skos:prefLabel ?name }",
    "RULE rule:felt { ?who kb:shows ?state } WHERE { ?who kb:felt ?sign . ?sign kb:goesWith ?state }",
    "RULE rule:any { ?y kb:seen true } WHERE { ?x ?p ?y . ?y kb:goesWith ?z }",
    "RULE rule:dead { ?x kb:note ?y } WHERE { ?x kb:nowhere ?y . ?x skos:altLabel ?z }",
    "DATA { my:sore kb:meets my:limp }",
)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edit_kept_is_what_is_made_from_scratch(tmp_path: Path, seed: int) -> None:
    """Lines of facts and rules come and go; each time what is put together of kept parts is the same to the last byte."""
    random = Random(seed)
    lines, rules = list(LINES[:4]), list(MORE_RULES[:1])
    prefixes = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nPREFIX my: <https://example.org/my/>\n"
    for _ in range(25):
        chosen, known = (lines, LINES) if random.random() < 0.8 else (rules, MORE_RULES)
        line = random.choice(known)
        if line in chosen:
            chosen.remove(line)
        else:
            chosen.insert(random.randint(0, len(chosen)), line)
        turtle = "\n".join(("@prefix rule: <https://w3id.org/myologic/rule/> .", TURTLE, *lines))
        ruled = prefixes + RULES + "\n".join(rules)

        assert sections(turtle, KeptParts(str(tmp_path), "code"), ruled) == sections(turtle, None, ruled)
