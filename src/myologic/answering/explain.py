"""Proofs in words: each rule's sentence filled in, down to the written statements with file, line and source."""

from __future__ import annotations

from myologic.answering.answer import Later, Source
from myologic.answering.graph import HAS_PART, Graph
from myologic.answering.items import cited
from myologic.answering.words import certainty_words, is_or_are, sentence
from myologic.engine.proof import Proof
from myologic.engine.terms import IRI, RDF, RDFS, BlankNode, Literal, Term, Triple
from myologic.kb.vocabulary import LEX, id_, kb_, lex_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

MOST_LINES: Final = 12
CLAIM: Final = kb_("Claim")
FINDING: Final = kb_("Finding")

PLURAL: Final = {
    "is": "are",
    "has": "have",
    "goes": "go",
    "works": "work",
    "lies": "lie",
    "leads": "lead",
    "acts": "act",
    "needs": "need",
    "speaks": "speak",
    "rules": "rule",
    "counters": "counter",
    "helps": "help",
}
"""The verbs of sentences about one thing, as they are said of several."""

_SILENT: Final = frozenset(IRI(iri) for iri in (RDF + "type", RDFS + "subClassOf", RDFS + "subPropertyOf")) | {
    kb_("of"),
    kb_("onSide"),
}


def why_lines(graph: Graph, triple: Triple) -> tuple[str, ...]:
    """A proof of a fact in sentences, the conclusion first; empty for what is not a fact.

    Parameters
    ----------
    graph
        The knowledge base, or a case on top of it.
    triple
        The fact.

    Returns
    -------
    tuple of str
        For each step one sentence: a rule's own sentence with its name and certainty, or a written statement with its
        file, line and sources. At most `MOST_LINES`.
    """
    proof = graph.proof(triple)
    if proof is None:
        return ()
    lines = dict.fromkeys(_lines(graph, proof))
    return tuple(lines)[:MOST_LINES]


def proved(graph: Graph, *triples: Triple) -> Later:
    """The proofs of facts in sentences, each sentence once, put together when somebody reads them; see `why_lines`."""
    return Later(lambda: tuple(dict.fromkeys(line for triple in triples for line in why_lines(graph, triple))))


def claim_sentence(graph: Graph, triple: Triple) -> str:
    """A fact in words: subject, relation and object by their labels; of a sign, what it goes with."""
    subject, predicate, obj = (_words(graph, term) for term in triple)
    of_sign = graph.text(triple.predicate, lex_("ofSign")) if FINDING in graph.types(triple.subject) else None
    if of_sign:
        return f"{subject} {of_sign} {obj}"
    if triple.predicate == HAS_PART:
        return f"{obj} {is_or_are(obj)} part of {subject}"
    return f"{subject} {plural_verb(predicate) if is_or_are(subject) == 'are' else predicate} {obj}"


def plural_verb(verb: str) -> str:
    """A relation as it is said of several things.

    Examples
    --------
    >>> plural_verb("leads to"), plural_verb("stretches"), plural_verb("is common with")
    ('lead to', 'stretch', 'are common with')
    """
    first, blank, rest = verb.partition(" ")
    if first in PLURAL:
        first = PLURAL[first]
    elif first.endswith(("ches", "shes", "xes", "sses")):
        first = first[:-2]
    elif first.endswith("s") and not first.endswith("ss"):
        first = first[:-1]
    return first + blank + rest


def proof_sources(graph: Graph, triple: Triple) -> tuple[Source, ...]:
    """The sources of the claims that a proof of a fact rests on; of its rules where the claims name none."""
    proof = graph.proof(triple)
    if proof is None:
        return ()
    return tuple(dict.fromkeys(_claims(graph, proof))) or tuple(dict.fromkeys(_rules(graph, proof)))


def _lines(graph: Graph, proof: Proof) -> Iterator[str]:
    """The conclusion first, then the steps below it, then what is written; classes and parts are left out."""
    steps = list(dict.fromkeys(_walk(proof)))
    for step in steps:
        if step.rule is not None and (step is proof or _is_told(graph, step.conclusion)):
            yield _step(graph, step)
    seen: set[Term] = set()
    for step in steps:
        subject, predicate, _ = step.conclusion
        if step.rule is not None or predicate in _SILENT:
            continue
        if CLAIM not in graph.types(subject):
            yield _written(graph, step.conclusion)
        elif subject not in seen:
            seen.add(subject)
            yield _claim(graph, step.conclusion)


def _walk(proof: Proof) -> Iterator[Proof]:
    yield proof
    for premise in proof.premises:
        yield from _walk(premise)


def _is_told(graph: Graph, triple: Triple) -> bool:
    """Whether a step is worth a sentence: its relation can be asked about, or it is said of a case."""
    return _is_case(triple.subject) or next(graph.match(triple.predicate, lex_("verb"), None), None) is not None


def _is_case(term: Term) -> bool:
    return isinstance(term, IRI) and "/case/" in term.value


def _claim(graph: Graph, triple: Triple) -> str:
    """A claim of the content in one line: what it says, where it stands, how sure it is, who says so."""
    claim = triple.subject
    said = graph.text(claim, kb_("says")) or graph.label(claim)
    parts = [str(place) for place in (_file_line(graph, triple),) if place]
    sure = certainty_words(graph.text(claim, kb_("certainty")))
    sources = [source.citation for source in graph.sources(claim)]
    note = graph.text(claim, kb_("note"))
    parts += [
        text for text in (sure, f"source: {'; '.join(s.rstrip('.') for s in sources[:2])}" if sources else "") if text
    ]
    return f"{sentence(said).rstrip('.')} ({'; '.join(parts)}).{' Note: ' + sentence(note) if note else ''}"


def _file_line(graph: Graph, triple: Triple) -> str:
    place = graph.place(triple)
    return "" if place is None else f"{place.file}:{place.line}"


def _step(graph: Graph, proof: Proof) -> str:
    rule = proof.rule
    note = graph.rule_note(rule.name) if rule is not None and rule.name is not None else None
    if note is None or not note.sentence:
        return sentence(claim_sentence(graph, proof.conclusion))
    bindings = {variable.name: term for variable, term in proof.bindings}
    said = filled(graph, _without_echo(note.sentence, bindings), bindings)
    return f"{said.rstrip('.')} (rule: {note.label})."


def _without_echo(text: str, bindings: Mapping[str, Term]) -> str:
    """A sentence without its *which* clause where that only says again what stands before it."""
    head, which, clause = text.partition(", which ")
    if not which:
        return text
    before = [bindings.get(name) for _, name in cut_at_slots(head)[:-1]]
    after = [bindings.get(name) for _, name in cut_at_slots(clause)[:-1]]
    return head if after and all(term in before for term in after) else text


def filled(graph: Graph, text: str, bindings: Mapping[str, Term], unbound: str = "it") -> str:
    """A rule's sentence with each slot replaced by the label of what the variable stands for."""
    said, name = "", ""
    for before, slot in cut_at_slots(text):
        verb = _verb_at(before) if said and is_or_are(name) == "are" else ""
        said += f" {PLURAL[verb]}{before[1 + len(verb) :]}" if verb else before
        if slot:
            name = _words(graph, bindings[slot]) if slot in bindings else unbound
            said += name
    return sentence(said)


def cut_at_slots(text: str) -> list[tuple[str, str]]:
    """A sentence cut at its slots: the text before each and its name, at last the rest with no name.

    Examples
    --------
    >>> cut_at_slots("{a} goes {with} it")
    [('', 'a'), (' goes ', 'with'), (' it', '')]
    """
    found = []
    held, *pieces = text.split("{")
    for piece in pieces:
        name, brace, rest = piece.partition("}")
        if brace and name.replace("_", "a").isalnum():
            found.append((held, name))
            held = rest
        else:
            held += "{" + piece
    return [*found, (held, "")]


def _verb_at(text: str) -> str:
    """The verb that a text begins with behind a blank, "" where it is none that has a plural."""
    for verb in PLURAL if text[:1] == " " else ():
        after = text[1 + len(verb) : 2 + len(verb)]
        if text.startswith(verb, 1) and not (after.isalnum() or after == "_"):
            return verb
    return ""


def _written(graph: Graph, triple: Triple) -> str:
    where = _file_line(graph, triple) or "as said in the question"
    names = [source.citation for source in graph.sources(triple.subject)]
    by = f"; source: {names[0]}" if names else ""
    return f"{sentence(claim_sentence(graph, triple)).rstrip('.')} ({where}{by})."


def _words(graph: Graph, term: Term) -> str:
    if isinstance(term, BlankNode):
        return "it"
    if isinstance(term, Literal):
        return f"“{term.lexical}”"
    if isinstance(term, IRI):
        if _is_case(term):
            return "the person"
        thing, at, side = term.value.partition("@")
        if at:
            side, _, state = side.partition(".")
            side, _, part = side.partition("~")
            name = f"{side} {graph.label(IRI(thing))}" + (f", {_unescaped(part)}" if part else "")
            return f"{name} {graph.label(id_(state))}" if state else name
    return graph.label(term)


def _unescaped(part: str) -> str:
    from urllib.parse import unquote

    return unquote(part).replace("-", " ")


def _claims(graph: Graph, proof: Proof) -> Iterator[Source]:
    if proof.rule is None:
        if not _is_lexical(proof.conclusion):
            yield from cited(graph.sources(proof.conclusion.subject))
        return
    for premise in proof.premises:
        yield from _claims(graph, premise)


def _rules(graph: Graph, proof: Proof) -> Iterator[Source]:
    if proof.rule is not None and proof.rule.name is not None:
        yield from cited(graph.sources(proof.rule.name))
    for premise in proof.premises:
        yield from _rules(graph, premise)


def _is_lexical(triple: Triple) -> bool:
    predicate = triple.predicate
    return predicate in _SILENT or (isinstance(predicate, IRI) and predicate.value.startswith(LEX))
