"""The stages from text to atoms, each on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from myologic.engine.terms import IRI, RDF, RDFS, Literal, Term, Triple
from myologic.grammar.collect import LEX, SKOS
from myologic.grammar.compile import build_lexicon
from myologic.grammar.inflection import Inflection, apply_rows, read_rows
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.normalise import LONGEST_TEXT, clean, fold, readable, respelled, sentences_of, words_of
from myologic.grammar.spelling import distance, is_ordinary, nearest
from myologic.grammar.tokens import read_atoms
from myologic.grammar.trie import find_matches

NS = "https://example.org/"


class Written:
    """A few triples, written as subject, predicate and object in short."""

    def __init__(self, *rows: tuple[str, str, str]) -> None:
        spaces = {"rdf": RDF, "rdfs": RDFS, "skos": SKOS, "lex": LEX, "": NS}

        def iri(name: str) -> IRI:
            prefix, _, local = name.rpartition(":")
            return IRI(spaces[prefix] + local)

        self.triples = [
            Triple(iri(s), iri(p), iri(o[1:]) if o.startswith("^") else Literal(o)) for s, p, o in rows
        ]

    def match(self, subject: Term | None, predicate: Term | None, object: Term | None) -> Iterator[Triple]:
        """The triples with these terms."""
        for triple in self.triples:
            if all(w is None or w == t for w, t in zip((subject, predicate, object), triple, strict=True)):
                yield triple


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Two loaves, a verb, a state, a few small words and the English suffixes that they need."""
    return build_lexicon(
        Written(
            (":Loaf", "rdfs:label", "loaf"),
            (":Loaf", "lex:kindNoun", "loaf"),
            (":Loaf", "lex:role", "bearer"),
            (":rye", "rdf:type", "^:Loaf"),
            (":rye", "skos:prefLabel", "rye-bread"),
            (":rye", "lex:describes", "the dark * with seeds"),
            (":bun", "rdf:type", "^:Loaf"),
            (":bun", "skos:prefLabel", "sweet bun"),
            (":bun", "skos:hiddenLabel", "colour bun"),
            (":warms", "rdfs:label", "warms"),
            (":warms", "rdfs:range", "^:Loaf"),
            (":warms", "lex:verb", "heat up"),
            (":warms", "lex:inverse", "is heated by"),
            (":stale", "lex:state", "stale"),
            (":stale", "lex:remedy", "^:warms"),
            (":left", "lex:side", "left"),
            (":left", "lex:form", "left"),
            (":the-see-through", "lex:token", "SAY"),
            (":the-see-through", "lex:form", "the"),
            (":a-helping-word", "lex:token", "YESNO"),
            (":a-helping-word", "lex:form", "is"),
            (":rows", "lex:pluralRow", "- s"),
            (":rows", "lex:thirdRow", "- s"),
            (":rows", "lex:pastRow", "- ed"),
            (":rows", "lex:gerundRow", "- ing"),
            (":rows", "lex:variantRow", "lour lor"),
            (":rows", "lex:respell", "u = you"),
            (":rows", "lex:misspelt", "braed = bread"),
        )
    )


# ---------------------------------------------------------------- cleaning


def test_control_characters_are_taken_out() -> None:
    """Terminal sequences go whole, other control, bidi and zero-width characters go alone; it is said."""
    cleaned = clean("\x1b]0;title\x07 a\u202eb\u200bc \x1b[31mred\x1b[0m \U000e0041")

    assert cleaned.text.split() == ["abc", "red"]
    assert cleaned.marked and not cleaned.cut


def test_plain_text_is_left_alone() -> None:
    """Nothing is reported where nothing was wrong."""
    assert clean("What is this?\n") == ("What is this?\n", (), False, False)


@pytest.mark.parametrize(
    "text",
    ["$(reboot now)", "a } UNION { ?s ?p ?o", "<script>x</script>", "'; DROP TABLE x; --", "{{7*7}}", "../../etc/passwd", "`ls`"],
)
def test_remnants_of_code_are_noticed(text: str) -> None:
    """Code is found, and blanked out at its place."""
    cleaned = clean(text)

    assert cleaned.code
    assert len(readable(cleaned)) == len(cleaned.text)


@pytest.mark.parametrize("text", ["?x heats buns", "heat(side=left, what=bun)", "rye -> bun", "10-12 buns", "don't (ever)"])
def test_formal_shorthand_is_no_code(text: str) -> None:
    """Variables, brackets and arrows are ways to ask."""
    assert clean(text).code == ()


def test_long_text_is_cut() -> None:
    """Only the first characters are read."""
    cleaned = clean("x" * (LONGEST_TEXT + 10))

    assert (len(cleaned.text), cleaned.cut) == (LONGEST_TEXT, True)


# ---------------------------------------------------------------- words and sentences


def test_words_are_folded() -> None:
    """Case, accents and kinds of apostrophe make no difference."""
    assert [fold(w) for w in ("Café", "ÉLAN", "don’t")] == ["cafe", "elan", "don't"]


def test_words_keep_their_place() -> None:
    """Each word knows where it was typed."""
    text = "Sweet-bun, 2.5 times"

    assert [text[w.start : w.end] for w in words_of(text)] == ["Sweet", "bun", ",", "2.5", "times"]


def test_short_spellings_are_written_out() -> None:
    """The longest phrase of the table wins; what is left with an apostrophe is a possessive."""
    words = respelled(words_of("what's 4 u baker's"), {"what's": "what is", "4": "four", "4 u": "for you"})

    assert [w.form for w in words] == ["what", "is", "for", "you", "baker"]


def test_sentences_end_at_marks() -> None:
    """Full stops with a space behind, question marks, semicolons, line ends and free dashes end a sentence."""
    ends = [(len(s.words), s.end) for s in sentences_of(words_of("I am in. 1.5 is out; why? yes - no"))]

    assert ends == [(3, "."), (3, ";"), (1, "?"), (1, "-"), (1, "")]


# ---------------------------------------------------------------- inflection and compiling


def test_the_longest_ending_counts() -> None:
    """A row for a longer ending hides one for a shorter."""
    rows = read_rows(["- s", "y ies", "ay ays"])

    assert [apply_rows(w, rows) for w in ("bun", "fly", "tray")] == [("buns",), ("flies",), ("trays",)]


def test_irregular_verbs_replace_the_past() -> None:
    """The irregular forms of a word stand instead of the regular past."""
    inflection = Inflection(third={"": ("s",)}, past={"": ("ed",)}, gerund={"": ("ing",)}, irregular={"eat": ("ate", "eaten")})

    assert set(inflection.verb_forms("eat")) == {"eat", "eats", "eating", "ate", "eaten"}


def test_names_are_found_in_all_their_forms(lexicon: Lexicon) -> None:
    """Plural, hyphen, one word, and the other spelling."""
    for phrase in ("rye bread", "rye breads", "ryebread", "sweet bun", "sweet buns", "color buns"):
        assert lexicon.phrases.get(phrase), phrase


def test_verbs_are_found_in_all_their_forms(lexicon: Lexicon) -> None:
    """The first word changes; the inverse wording also stands without its helping word."""
    for phrase in ("heat up", "heats up", "heated up", "heating up", "is heated by", "heated by"):
        assert lexicon.phrases.get(phrase), phrase


def test_parts_survive_json(lexicon: Lexicon) -> None:
    """A lexicon is plain data and comes back equal."""
    assert Lexicon.from_parts(lexicon.to_parts()).to_parts() == lexicon.to_parts()


def test_compiling_does_not_depend_on_order(lexicon: Lexicon) -> None:
    """The same triples in another order give the same lexicon."""
    facts = Written((":b", "lex:form", "one"), (":b", "lex:token", "SAY"), (":a", "lex:form", "two"), (":a", "lex:token", "SAY"))
    turned = Written()
    turned.triples = facts.triples[::-1]

    assert build_lexicon(facts).to_parts() == build_lexicon(turned).to_parts()


# ---------------------------------------------------------------- finding phrases


def test_a_loose_wording_may_be_interrupted(lexicon: Lexicon) -> None:
    """A gap takes a few words, small words and sides stand anywhere, and the side is kept."""
    words = words_of("the dark left one there with the seeds")

    found = [m for m in find_matches(words, lexicon)[0] if m.loose]

    assert found and found[0].end == len(words)
    assert [words[i].form for i in found[0].sides] == ["left"]


def test_a_gap_ends_somewhere(lexicon: Lexicon) -> None:
    """Too many words between are not the same wording."""
    words = words_of("the dark " + "word " * 12 + "with seeds")

    assert not [m for m in find_matches(words, lexicon)[0] if m.loose]


def test_the_heaviest_phrase_is_taken(lexicon: Lexicon) -> None:
    """What is left over is an atom of its own."""
    atoms = read_atoms(words_of("heat up the sweet bun oven"), lexicon, "heat up the sweet bun oven").atoms

    assert [a.text for a in atoms] == ["heat up", "the", "sweet bun", "oven"]
    assert [bool(a.entries) for a in atoms] == [True, True, True, False]


# ---------------------------------------------------------------- spelling


def test_distance_counts_a_swap_once() -> None:
    """Insert, delete, replace and swap are one edit each; more than allowed is cut short."""
    assert [distance(a, b, 2) for a, b in (("bun", "bun"), ("bnu", "bun"), ("bums", "bun"), ("abcdef", "uvwxyz"))] == [0, 1, 2, 3]


def test_a_slip_is_corrected(lexicon: Lexicon) -> None:
    """The nearest word of the lexicon is taken."""
    assert nearest("swete", lexicon) == "sweet"
    assert nearest("xyzzy", lexicon) is None


def test_ordinary_words_are_not_corrected(lexicon: Lexicon) -> None:
    """A real word is what it is, however near a word of the lexicon is."""
    atoms = read_atoms(words_of("sweat bun swet"), lexicon, "sweat bun swet")

    assert is_ordinary("sweat")
    assert atoms.corrections == (("swet", "sweet"),) or atoms.corrections == ()


def test_a_frequent_slip_is_announced(lexicon: Lexicon) -> None:
    """A row for a misspelling is a correction like any other."""
    assert read_atoms(words_of("rye braed"), lexicon, "rye braed").corrections == (("braed", "bread"),)


def test_finding_is_linear(lexicon: Lexicon, steps: Callable[[Callable[[], object]], int]) -> None:
    """Twice the text takes about twice the work."""
    once = words_of("the dark one heats up sweet buns with seeds " * 200)
    twice = words_of("the dark one heats up sweet buns with seeds " * 400)

    assert steps(lambda: find_matches(twice, lexicon)) < 2.2 * steps(lambda: find_matches(once, lexicon))
