"""Checks of single statements: known words, well-typed values, references that lead somewhere, clean text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from myologic.engine.errors import Problem
from myologic.engine.rules import Rule
from myologic.engine.terms import IRI, RDF_LANG_STRING, XSD, XSD_STRING, Literal, Place, Statement, Term
from myologic.grammar.literals import check_literal, number_of
from myologic.kb.characters import cleaned, forbidden_character
from myologic.kb.codes import problem
from myologic.kb.content import ReadFile
from myologic.kb.model import VOCABULARIES, Model
from myologic.kb.rule_reads import rule_patterns
from myologic.kb.vocabulary import (
    ALT_LABEL,
    DOMAIN,
    HIDDEN_LABEL,
    PREF_LABEL,
    PREFIXES,
    RANGE,
    RDFS_LABEL,
    SUBCLASS_OF,
    TITLE,
    TYPE,
    lex_,
    local_name,
)

WEIGHS = lex_("weighs")
"""Of its values each is checked: one that is as it should be says nothing of the next."""
OWL_IMPORTS = IRI("http://www.w3.org/2002/07/owl#imports")
NAMES = frozenset({PREF_LABEL, ALT_LABEL, HIDDEN_LABEL, RDFS_LABEL, TITLE})
_TAKE_CLASSES = frozenset({TYPE, SUBCLASS_OF, DOMAIN, RANGE})
_TEXT = frozenset({XSD_STRING, RDF_LANG_STRING})
_INTEGERS = frozenset(
    ("integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long", "int")
    + ("short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte")
)
_NUMBERS = _INTEGERS | {"decimal", "double", "float"}


def check_vocabulary(model: Model) -> Iterator[Problem]:
    """What is wrong with single statements and rule patterns of the judged files."""
    kinds = _Kinds(model)
    fine: set[tuple[str, int | str, int | str]] = set()
    last: Term | None = None
    about: int | str = 0
    for read in model.judged_files:
        untyped: set[Term] = set()
        sound = read.sound
        for statement in read.statements:
            subject, predicate, object_ = statement[0]
            if subject is not last:  # statements of one subject mostly follow each other
                last, about = subject, kinds[subject]
            value = object_.datatype if sound and isinstance(object_, Literal) else kinds[object_]
            kind = (predicate.value if isinstance(predicate, IRI) else "", about, value)
            if kind in fine:
                continue
            problems = list(_check_statement(model, read, statement, untyped))
            yield from problems
            if not problems and all(kind) and predicate != WEIGHS:
                fine.add(kind)
        for rule in read.rules.rules:
            yield from _check_rule(model, read, rule)


class _Kinds(dict[Term, int | str]):
    """What the checks of statements ask of a term: of a text or value its datatype, of a thing a number that stands for it.

    It is 0 where something may be wrong with the term itself.

    Of two statements with one predicate, whose subjects are of one kind and whose objects are of one kind, either something is
    wrong with both or with none. Content has tens of thousands of statements of some thousand kinds.
    """

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model
        self._numbers: dict[object, int] = {}

    def __missing__(self, term: Term) -> int | str:
        if isinstance(term, Literal):
            found: int | str = term.datatype if is_sound(term) else 0
        else:
            kind = self._kind(term)
            found = 0 if kind is None else self._numbers.setdefault(kind, len(self._numbers) + 1)
        self[term] = found
        return found

    def _kind(self, term: Term) -> object:
        model = self._model
        if isinstance(term, IRI):
            known = term in model.described or _is_standard(term)
            if not known or forbidden_character(term.value, in_name=True) is not None:
                return None
        is_class = term in model.classes or term in model.mentioned
        return type(term), model.types.get(term), is_class, term in model.headed


def is_sound(literal: Literal) -> bool:
    """Whether a text or value has no character that even names may not hold, and is of its datatype."""
    return forbidden_character(literal.lexical, in_name=True) is None and check_literal(literal) is None


def _check_statement(model: Model, read: ReadFile, statement: Statement, untyped: set[Term]) -> Iterator[Problem]:
    subject, predicate, object_ = statement.triple
    file = read.file.shown
    if isinstance(subject, IRI) and subject not in untyped:
        yield from _check_characters(subject.value, statement.subject_place, in_name=True)
        if subject not in model.described and not _is_standard(subject):
            untyped.add(subject)
            yield _dangling(model, subject, statement.subject_place, file, "; say what it is: `a kb:…`")
    if isinstance(predicate, IRI) and predicate not in model.properties and predicate not in model.mentioned:
        yield _unknown_property(model, predicate, statement.predicate_place, file)
        return
    if predicate in _TAKE_CLASSES and isinstance(object_, IRI):
        yield from _check_class(model, object_, statement.object_place, file)
    elif isinstance(object_, IRI):
        yield from _check_characters(object_.value, statement.object_place, in_name=True)
        if object_ not in model.described and not _is_standard(object_) and predicate not in model.outside:
            yield _dangling(model, object_, statement.object_place, file)
    elif isinstance(object_, Literal):
        yield from _check_literal(object_, statement.object_place, in_name=predicate in NAMES)
        if predicate == WEIGHS:
            yield from _check_weight(model, read, object_, statement.object_place)
    yield from _check_domain(model, statement, file)
    yield from _check_range(model, statement, file)


def _is_standard(iri: IRI) -> bool:
    return iri.value.startswith(VOCABULARIES)


def _unknown_property(model: Model, iri: IRI, place: Place, file: str) -> Problem:
    if iri == OWL_IMPORTS:
        message = "`owl:imports` is refused: nothing is read from elsewhere; a pack names those that it needs with kb:needsPack"
        return problem(place, "K101", message)
    return _unknown(model, iri, place, file, ("K101", "property"), model.near(iri, model.properties, file))


def _unknown(model: Model, iri: IRI, place: Place, file: str, what: tuple[str, str], near: str | None) -> Problem:
    """A word that nothing declares; one that looks like a known one stands behind a prefix with another address."""
    code, kind = what
    shown = model.shown(iri, file)
    if near == shown:
        prefix = shown.partition(":")[0]
        message = f"unknown {kind} `{shown}`: the prefix `{prefix}:` of this file has another address than in the shipped files"
        return problem(place, code, message, f"@prefix {prefix}: <{dict(PREFIXES).get(prefix, '')}> .")
    return problem(place, code, f"unknown {kind} `{shown}`", near)


def _check_class(model: Model, iri: IRI, place: Place, file: str) -> Iterator[Problem]:
    if iri not in model.classes and iri not in model.mentioned:
        yield _unknown(model, iri, place, file, ("K102", "class"), model.near(iri, model.classes, file))


def _dangling(model: Model, iri: IRI, place: Place, file: str, advice: str = "") -> Problem:
    known = (term for term in model.described if isinstance(term, IRI))
    near = model.near(iri, known, file)
    return problem(place, "K107", f"`{model.shown(iri, file)}` is nowhere described{advice}", near)


def _check_characters(text: str, place: Place, *, in_name: bool) -> Iterator[Problem]:
    found = forbidden_character(text, in_name=in_name)
    if found is not None:
        message = f"`{cleaned(text)}` holds the character {found}, which is invisible or a control"
        yield problem(place, "K108", message)


def _check_literal(literal: Literal, place: Place, *, in_name: bool) -> Iterator[Problem]:
    yield from _check_characters(literal.lexical, place, in_name=in_name)
    wrong = check_literal(literal)
    if wrong is not None:
        form = _FORMS.get(local_name(IRI(literal.datatype)), "")
        yield problem(place, "K106", f"{cleaned(wrong, 120)}{form}")


def _check_weight(model: Model, read: ReadFile, literal: Literal, place: Place) -> Iterator[Problem]:
    """A line of weights starts with a number; no datatype says so, and the words behind it would weigh nothing."""
    weight, *having = literal.lexical.split() or [""]
    if number_of(weight) is None or not having:
        name = model.shown(WEIGHS, read.file.shown)
        message = f"`{name}` takes a number and the signs that weigh it, such as `0.5 word`, not `{cleaned(literal.lexical, 40)}`"
        yield problem(place, "K106", message)


_FORMS = {
    "date": "; a date is written `2026-11-01`",
    "dateTime": "; a moment is written `2026-11-01T09:30:00Z`",
    "boolean": "; write `true` or `false`",
    "integer": "; write a whole number such as `12`",
    "decimal": "; write a number such as `1.5`",
    "gYear": "; a year is written `2026`",
}


def _check_domain(model: Model, statement: Statement, file: str) -> Iterator[Problem]:
    subject, predicate, _ = statement.triple
    wanted = model.domains.get(predicate, [])
    types = model.types.get(subject)
    if any(cls not in model.classes for cls in types or ()):
        return  # a misspelt class is reported as such, and says nothing of what may be said
    if not wanted or not types or any(cls in types or cls in model.roots for cls in wanted) or subject in model.headed:
        return
    message = (
        f"`{model.shown(predicate, file)}` is said of {_a(model, wanted)}, "
        f"and `{model.shown(subject, file)}` is {_a(model, sorted(model.kinds(subject)))}"
    )
    yield problem(statement.predicate_place, "K112", message)


def _check_range(model: Model, statement: Statement, file: str) -> Iterator[Problem]:
    _, predicate, object_ = statement.triple
    wanted = model.ranges.get(predicate, [])
    if not wanted:
        return
    datatypes = [each for each in wanted if isinstance(each, IRI) and _is_datatype(each)]
    name = model.shown(predicate, file)
    if isinstance(object_, Literal):
        if not datatypes:
            message = f"`{name}` takes {_a(model, wanted)}, not the text `{cleaned(object_.lexical)}`"
            yield problem(statement.object_place, "K106", message)
        elif not any(_fits(object_, each) for each in datatypes) and check_literal(object_) is None:
            datatype = local_name(datatypes[0])
            message = f"`{name}` takes an xsd:{datatype}, not `{cleaned(object_.lexical)}`{_FORMS.get(datatype, '')}"
            yield problem(statement.object_place, "K106", message)
        return
    types = model.types.get(object_)
    if datatypes and isinstance(object_, IRI):
        message = f"`{name}` takes a text or number, not the thing `{model.shown(object_, file)}`"
        yield problem(statement.object_place, "K106", message)
    elif types and all(cls in model.classes for cls in types) and not any(cls in types or cls in model.roots for cls in wanted) and object_ not in model.headed:
        message = (
            f"`{name}` leads to {_a(model, wanted)}, "
            f"and `{model.shown(object_, file)}` is {_a(model, sorted(model.kinds(object_)))}"
        )
        yield problem(statement.object_place, "K113", message)


def _is_datatype(iri: IRI) -> bool:
    return iri.value.startswith(XSD) or iri.value == RDF_LANG_STRING


def _fits(literal: Literal, datatype: IRI) -> bool:
    wanted, found = datatype.value, literal.datatype
    if wanted in _TEXT:
        return found in _TEXT
    name, own = local_name(datatype), local_name(IRI(found))
    if not found.startswith(XSD):
        return False
    if name == "integer":
        return own in _INTEGERS
    if name == "decimal":
        return own in _INTEGERS or own == "decimal"
    if name in ("double", "float"):
        return own in _NUMBERS
    return own == name or (name == "anyURI" and own == "string")


def _a(model: Model, classes: Iterable[Term | str]) -> str:
    """`a muscle or an exercise`."""
    words = [each if isinstance(each, str) else model.class_label(each) for each in classes] or ["thing"]
    return " or ".join(f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}" for word in words)


def _check_rule(model: Model, read: ReadFile, rule: Rule) -> Iterator[Problem]:
    file = read.file.shown
    seen: set[IRI] = set()
    for pattern in rule_patterns(rule):
        terms = (pattern.subject, pattern.predicate, pattern.object)
        for position, term in enumerate(terms):
            if not isinstance(term, IRI) or term in seen:
                continue
            if position == 1:
                if term not in model.properties and term not in model.mentioned:
                    seen.add(term)
                    yield _unknown_property(model, term, model.term_place(pattern.place, term), file)
            elif position == 2 and pattern.predicate in _TAKE_CLASSES:
                for each in _check_class(model, term, model.term_place(pattern.place, term), file):
                    seen.add(term)
                    yield each
            elif term not in model.described and not _is_standard(term):
                seen.add(term)
                yield _dangling(model, term, model.term_place(pattern.place, term), file)
