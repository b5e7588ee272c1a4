"""What the checks look at: statements by subject, declared classes and properties, which files are judged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cached_property

from myologic.engine.rules import Rule
from myologic.engine.terms import IRI, RDF, RDFS, XSD, Literal, Place, Statement, Term, TermPattern
from myologic.kb.content import ReadFile
from myologic.kb.vocabulary import (
    CLASS,
    DCT,
    DOMAIN,
    PREFIXES,
    PROPERTY,
    RANGE,
    RDFS_LABEL,
    SKOS,
    SUBCLASS_OF,
    TYPE,
    chk_,
    kb_,
    local_name,
    short,
)

NAMELESS = "a node without a name"  # what messages say of a blank node
_STANDARD_PROPERTIES = {
    RDF: "type first rest value reifies subject predicate object",
    RDFS: "label comment subClassOf subPropertyOf domain range seeAlso isDefinedBy member",
    SKOS: "prefLabel altLabel hiddenLabel definition note scopeNote example historyNote editorialNote changeNote "
    "exactMatch closeMatch broadMatch narrowMatch relatedMatch mappingRelation broader narrower related "
    "broaderTransitive narrowerTransitive semanticRelation inScheme notation topConceptOf hasTopConcept member "
    "memberList",
    DCT: "abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience available "
    "bibliographicCitation conformsTo contributor coverage created creator date dateAccepted dateCopyrighted "
    "dateSubmitted description educationLevel extent format hasFormat hasPart hasVersion identifier "
    "instructionalMethod isFormatOf isPartOf isReferencedBy isReplacedBy isRequiredBy issued isVersionOf language "
    "license mediator medium modified provenance publisher references relation replaces requires rights "
    "rightsHolder source spatial subject tableOfContents temporal title type valid",
}
_STANDARD_CLASSES = {
    RDF: "Property Statement List Bag Seq Alt langString dirLangString HTML JSON XMLLiteral",
    RDFS: "Class Resource Literal Datatype Container",
    SKOS: "Concept ConceptScheme Collection OrderedCollection",
    XSD: "string boolean decimal integer double float date dateTime dateTimeStamp time gYear gYearMonth gMonth "
    "gMonthDay gDay duration yearMonthDuration dayTimeDuration byte short int long unsignedByte unsignedShort "
    "unsignedInt unsignedLong positiveInteger nonNegativeInteger negativeInteger nonPositiveInteger hexBinary "
    "base64Binary anyURI language normalizedString token NMTOKEN Name NCName",
}
_OUTSIDE = frozenset(
    IRI(namespace + name)
    for namespace, names in {
        SKOS: "exactMatch closeMatch broadMatch narrowMatch relatedMatch",
        RDFS: "seeAlso isDefinedBy",
        DCT: "license rights conformsTo references identifier",
    }.items()
    for name in names.split()
)

REIFIES = IRI(RDF + "reifies")
VOCABULARIES = (RDF, RDFS, XSD, SKOS, DCT)
"""Namespaces of standard vocabularies: a name in them is described elsewhere."""

KIND = kb_("kind")


def standard(table: dict[str, str]) -> frozenset[IRI]:
    """The terms of a table of namespaces and names."""
    return frozenset(IRI(namespace + name) for namespace, names in table.items() for name in names.split())


class Model:
    """Content as the checks see it. Made once for a check, not changed after.

    Parameters
    ----------
    files
        All content: the shipped files and those of the packs.
    judged
        The names of the files whose problems are reported.
    """

    def __init__(self, files: Sequence[ReadFile], judged: Iterable[str]) -> None:
        self.files = tuple(files)
        self.judged = frozenset(judged)
        self.by_name = {each.file.shown: each for each in files}
        self.by_subject: dict[Term, list[Statement]] = defaultdict(list)
        self.by_predicate: dict[Term, list[Statement]] = defaultdict(list)
        for each in files:
            for statement in each.statements:
                self.by_subject[statement.triple.subject].append(statement)
                self.by_predicate[statement.triple.predicate].append(statement)
        self.rules: tuple[Rule, ...] = tuple(rule for each in files for rule in each.rules.rules)
        self.mentioned: frozenset[IRI] = frozenset().union(*(each.mentioned for each in files))
        self.headed: frozenset[IRI] = frozenset().union(*(each.headed for each in files))

    @property
    def judged_files(self) -> list[ReadFile]:
        """The files whose problems are reported, in their order."""
        return [each for each in self.files if each.file.shown in self.judged]

    def judged_with(self, predicate: Term) -> list[Statement]:
        """The statements of the judged files with a predicate, in the order of files and text."""
        return [each for each in self.by_predicate.get(predicate, ()) if each.subject_place.file in self.judged]

    # ------------------------------------------------------------------ what is declared

    @cached_property
    def properties(self) -> frozenset[IRI]:
        """Every declared property, and those of the standard vocabularies."""
        declared = {s.triple.subject for s in self.by_predicate[TYPE] if s.triple.object == PROPERTY}
        return standard(_STANDARD_PROPERTIES) | {each for each in declared if isinstance(each, IRI)}

    @cached_property
    def classes(self) -> frozenset[IRI]:
        """Every declared class, and those of the standard vocabularies."""
        declared = {s.triple.subject for s in self.by_predicate[TYPE] if s.triple.object == CLASS}
        declared |= {s.triple.subject for s in self.by_predicate[SUBCLASS_OF]}
        return standard(_STANDARD_CLASSES) | {each for each in declared if isinstance(each, IRI)}

    @cached_property
    def described(self) -> frozenset[Term]:
        """Everything that has a type, what is said about statements, and what files that could not be read mention."""
        subjects = (s.triple.subject for about in (TYPE, REIFIES) for s in self.by_predicate[about])
        return frozenset(subjects) | self.mentioned

    @cached_property
    def domains(self) -> dict[Term, list[Term]]:
        """Property to its declared domains."""
        return self._declared(DOMAIN)

    @cached_property
    def ranges(self) -> dict[Term, list[Term]]:
        """Property to its declared ranges."""
        return self._declared(RANGE)

    def _declared(self, predicate: IRI) -> dict[Term, list[Term]]:
        found: dict[Term, list[Term]] = defaultdict(list)
        for statement in self.by_predicate[predicate]:
            found[statement.triple.subject].append(statement.triple.object)
        return found

    @cached_property
    def _above(self) -> dict[Term, list[Term]]:
        return self._declared(SUBCLASS_OF)

    @cached_property
    def _closures(self) -> dict[Term, tuple[Term, ...]]:
        return {}

    def superclasses(self, cls: Term) -> tuple[Term, ...]:
        """A class and all classes above it, nearest first."""
        known = self._closures.get(cls)
        if known is None:
            found = {cls: None}
            queue = [cls]
            for each in queue:
                for above in self._above.get(each, ()):
                    if above not in found:
                        found[above] = None
                        queue.append(above)
            known = self._closures[cls] = tuple(found)
        return known

    @cached_property
    def types(self) -> dict[Term, frozenset[Term]]:
        """Thing to its classes with all classes above them."""
        found: dict[Term, set[Term]] = defaultdict(set)
        for statement in self.by_predicate[TYPE]:
            found[statement.triple.subject].update(self.superclasses(statement.triple.object))
        return {subject: frozenset(classes) for subject, classes in found.items()}

    def is_a(self, term: Term, cls: IRI) -> bool:
        """Whether a thing belongs to a class or to one below it."""
        return cls in self.types.get(term, ())

    @cached_property
    def kind_words(self) -> dict[Term, str]:
        """Class to the public word it names its things with."""
        return {
            s.triple.subject: s.triple.object.lexical
            for s in self.by_predicate[KIND]
            if isinstance(s.triple.object, Literal)
        }

    @cached_property
    def _own_classes(self) -> dict[Term, list[Term]]:
        return self._declared(TYPE)

    @cached_property
    def _class_words(self) -> dict[Term, str]:
        return {}

    def _class_word(self, cls: Term) -> str:
        """The public word for the things of a class."""
        word = self._class_words.get(cls)
        if word is None:
            found = [self.kind_words[each] for each in self.superclasses(cls) if each in self.kind_words][:1]
            word = self._class_words[cls] = found[0] if found else self.class_label(cls)
        return word

    def kinds(self, term: Term) -> frozenset[str]:
        """The public words for what a thing is; of a class that has none, the class itself speaks."""
        return frozenset([self._class_word(cls) for cls in self._own_classes.get(term, ())])

    def class_label(self, cls: Term) -> str:
        """The label of a class, lower case, or the end of its address."""
        for statement in self.by_subject.get(cls, ()):
            if statement.triple.predicate == RDFS_LABEL and isinstance(statement.triple.object, Literal):
                return statement.triple.object.lexical.lower()
        return local_name(cls).lower() if isinstance(cls, IRI) else "thing"

    def marked(self, mark: IRI) -> frozenset[Term]:
        """What carries a mark with the value true."""
        return frozenset(
            s.triple.subject
            for s in self.by_predicate[mark]
            if isinstance(s.triple.object, Literal) and s.triple.object.lexical in ("true", "1")
        )

    @cached_property
    def outside(self) -> frozenset[Term]:
        """Properties whose values may lie outside the knowledge base and need no description in it."""
        return _OUTSIDE | self.marked(chk_("outside"))

    @cached_property
    def roots(self) -> frozenset[Term]:
        """Classes with nothing above them."""
        return frozenset(cls for cls in self.classes if not self._above.get(cls))

    # ------------------------------------------------------------------ how things are shown

    def shown(self, term: TermPattern, file: str) -> str:
        """A term as the author of a file would write it."""
        if isinstance(term, IRI):
            read = self.by_name.get(file)
            own = tuple(p for p in read.prefixes if len(p[1]) > 1) if read is not None else ()
            return short(term, (*sorted(own, key=lambda p: -len(p[1])), *PREFIXES))
        if isinstance(term, Literal):
            return term.lexical if len(term.lexical) <= 60 else term.lexical[:59] + "…"
        return NAMELESS

    def near(self, wanted: IRI, known: Iterable[IRI], file: str) -> str | None:
        """The known term that a misspelt one most likely stands for, as the author would write it, or None."""
        if wanted not in self._near:
            self._near[wanted] = self._find_near(wanted, known)
        found = self._near[wanted]
        return None if found is None else self.shown(found, file)

    @cached_property
    def _near(self) -> dict[IRI, IRI | None]:
        return {}

    @staticmethod
    def _find_near(wanted: IRI, known: Iterable[IRI]) -> IRI | None:
        own = local_name(wanted).lower().replace("_", "-")
        namespace = wanted.value[: len(wanted.value) - len(local_name(wanted))]
        names: dict[str, IRI] = {}
        for term in known:
            name = local_name(term).lower().replace("_", "-")
            if abs(len(name) - len(own)) <= 3 + len(own) // 4:
                other = names.get(name)
                if other is None or _nearer(term, other, namespace):
                    names[name] = term
        found = get_close_matches(own, names, n=1, cutoff=0.75)
        return names[found[0]] if found else None

    # ------------------------------------------------------------------ places

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        return {}

    def token_place(self, place: Place, pattern: str) -> Place:
        """Where a token stands from a place on, or the place itself where it cannot be found within 40 lines."""
        read = self.by_name.get(place.file)
        if read is None:
            return place
        lines = self._lines.setdefault(place.file, re.split(r"\r\n|\n|\r", read.text))
        for number in range(place.line - 1, min(place.line + 39, len(lines))):
            start = place.column - 1 if number == place.line - 1 else 0
            found = re.compile(pattern).search(lines[number], start)
            if found is not None:
                return Place(place.file, number + 1, found.start() + 1)
        return place

    def term_place(self, place: Place, term: IRI) -> Place:
        """Where an address of a rule stands, from the place of its pattern on."""
        read = self.by_name.get(place.file)
        forms = {f"<{term.value}>"}
        for name, namespace in read.prefixes if read is not None else ():
            if term.value.startswith(namespace):
                forms.add(f"{name}:{term.value[len(namespace):]}")
        return self.token_place(place, "|".join(rf"(?<![\w:]){re.escape(form)}(?![\w-])" for form in sorted(forms)))


def _nearer(term: IRI, other: IRI, namespace: str) -> bool:
    """Whether of two terms with one name the first is likelier: of the namespace that was meant, else by address."""
    return (not term.value.startswith(namespace), term.value) < (not other.value.startswith(namespace), other.value)
