"""Triples as readable Turtle 1.2: grouped by subject, prefixed names, short literals, nested blank nodes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from myologic.engine.terms import IRI, RDF, XSD, BlankNode, Literal, Term, TermPattern, Triple, TripleTerm
from myologic.grammar.limits import NESTING
from myologic.grammar.ntriples import nt, quote

_TYPE = IRI(RDF + "type")
# Locals that need no escape; whatever else is written as a whole IRI.
_LOCAL = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_\-]|[.:](?=[A-Za-z0-9_\-]))*)?\Z")
_SHORT = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+\Z"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+\Z"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+\Z"),
    XSD + "boolean": re.compile(r"(?:true|false)\Z"),
}


def write_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str] | None = None) -> str:
    """Triples as a Turtle document, the same text for the same set of triples.

    Parameters
    ----------
    triples
        Any order; a triple given twice is written once.
    prefixes
        Namespaces by prefix, without its colon; only those that are used are declared.

    Returns
    -------
    str
        Subjects, predicates and objects in the order of their N-Triples text, `a` first.
    """
    return _Writer(set(triples), prefixes or {}).text()


class _Writer:
    def __init__(self, triples: set[Triple], prefixes: Mapping[str, str]) -> None:
        self.names = sorted(((ns, prefix) for prefix, ns in prefixes.items()), key=lambda pair: (-len(pair[0]), pair))
        self.used: set[str] = set()
        self.about: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        pointed: dict[BlankNode, int] = defaultdict(int)
        self.pointer: dict[BlankNode, Term] = {}
        for subject, predicate, thing in triples:
            self.about[subject][predicate].append(thing)
            for node in _blanks(thing):
                pointed[node] += 1 if node is thing else 2
                self.pointer[node] = subject
            for node in (n for n in _blanks(subject) if n is not subject):
                pointed[node] += 2
        # A blank node that one triple points to can stand in brackets there, unless it is in a ring.
        self.nested = {node for node, count in pointed.items() if count == 1}
        self.nested = {node for node in self.nested if not self._rings(node)}

    def _rings(self, node: BlankNode) -> bool:
        """Whether going from a node to what points at it never comes to a subject that is written on its own."""
        seen: set[Term] = set()
        current: Term = node
        while isinstance(current, BlankNode) and current in self.nested:
            if current in seen or len(seen) > NESTING // 2:
                return True
            seen.add(current)
            current = self.pointer[current]
        return False

    def text(self) -> str:
        subjects = sorted((s for s in self.about if s not in self.nested), key=nt)
        blocks = [self.term(s, "") + " " + self.pairs(s, "    ") + " .\n" for s in subjects]
        declared = sorted((prefix, ns) for ns, prefix in self.names if prefix in self.used)
        head = "".join(f"PREFIX {prefix}: <{ns}>\n" for prefix, ns in declared)
        return head + ("\n" if head and blocks else "") + "\n".join(blocks)

    def pairs(self, subject: Term, indent: str) -> str:
        """The predicates and objects of a subject."""
        about = self.about[subject]
        verbs = sorted(about, key=lambda v: (v != _TYPE, nt(v)))
        lines = []
        for verb in verbs:
            things = ", ".join(self.term(o, indent + "    ") for o in sorted(about[verb], key=nt))
            lines.append(f"{'a' if verb == _TYPE else self.term(verb, indent)} {things}")
        return f" ;\n{indent}".join(lines)

    def term(self, term: TermPattern, indent: str) -> str:
        """One term; a blank node with brackets and all that is said of it."""
        if isinstance(term, IRI):
            return self._iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        if isinstance(term, TripleTerm):
            parts = " ".join(self.term(t, indent) for t in (term.subject, term.predicate, term.object))
            return f"<<( {parts} )>>"
        if isinstance(term, BlankNode) and term in self.nested:
            return f"[ {self.pairs(term, indent)} ]" if term in self.about else "[]"
        return nt(term)

    def _iri(self, value: str) -> str:
        for namespace, prefix in self.names:
            if value.startswith(namespace) and _LOCAL.match(value, len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{value[len(namespace) :]}"
        return f"<{value}>"

    def _literal(self, literal: Literal) -> str:
        short = _SHORT.get(literal.datatype)
        if short is not None and short.match(literal.lexical):
            return literal.lexical
        if literal.language is not None or literal.datatype == XSD + "string":
            return nt(literal)
        return f"{quote(literal.lexical)}^^{self._iri(literal.datatype)}"


def _blanks(term: TermPattern) -> Iterable[BlankNode]:
    if isinstance(term, BlankNode):
        yield term
    elif isinstance(term, TripleTerm):
        yield from _blanks(term.subject)
        yield from _blanks(term.object)
